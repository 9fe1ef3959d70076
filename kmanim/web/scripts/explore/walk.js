/** The reader's way through a run: pictures one after the other, and guesses between them. */

import { refusalOf } from "../core/refusals.js";
import { Playing } from "../parts/playing.js";
import { Guess } from "./predict.js";
import { withK } from "./state.js";
import { sceneAt, startsOf } from "./view.js";

/**
 * @typedef {import("../types.d.ts").StepActs} StepActs
 * @typedef {import("../types.d.ts").Steps} Steps
 */

/**
 * @implements {StepActs}
 * @implements {Steps}
 */
export class Walk {
  /** @type {Guess | null} */
  guess = null;
  /** Rows of a guess that has been answered, as long as the answer is shown. @type {number[]} */
  guessed = [];
  /** The picture that the plane shows. @type {import("../types.d.ts").Keyframe | null} */
  painted = null;
  /** @type {import("../plane/plane.js").Plane | null} */
  plane = null;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.playing = new Playing(this, () => this.#stepped());
  }

  get length() {
    return this.app.view.pictures.length;
  }

  /** @param {number} at */
  holdMs(at) {
    return this.app.view.pictures[at].holdMs;
  }

  /**
   * Shows a picture that may be there already.
   *
   * @param {number} at
   */
  show(at) {
    if (this.painted !== this.app.view.pictures[at]) this.paint(at);
  }

  /** @param {number} at */
  paint(at) {
    this.painted = this.app.view.pictures[at];
    this.plane?.show(this.#scene(at));
  }

  /**
   * @param {number} at
   * @param {AbortSignal} signal
   */
  async enter(at, signal) {
    if (at === 0) return this.paint(at);
    this.painted = this.app.view.pictures[at];
    await this.plane?.play(this.#scene(at - 1), this.#scene(at), null, signal);
  }

  /** @param {number} at */
  #scene(at) {
    const { view, looks } = this.app;
    return sceneAt(view, at, { regions: looks.regions, guessed: this.guess?.rows ?? this.guessed });
  }

  #stepped() {
    const { app, guess } = this;
    const { at } = this.playing;
    const isKMeans = app.choices.algorithm === "kmeans";
    if (app.choices.step !== null || at !== app.view.at) {
      app.history.adjust({ step: isKMeans ? at : at > 0 ? at - 1 : null });
      app.writeLink(false);
    }
    app.said = guess?.answer(at) ?? "";
    this.guessed = app.said ? (guess?.rows ?? []) : [];
    if (at !== guess?.at) this.guess = null;
    app.render(false);
  }

  /**
   * Begins the run where it has not begun; says what is missing where it cannot.
   *
   * @returns {boolean} Whether there is a run.
   */
  begin() {
    const { app } = this;
    const { choices, dataset } = app.view;
    if (choices.step !== null) return true;
    const missing = missingIn(choices, dataset);
    if (missing) {
      app.say(missing);
      return false;
    }
    const isKMeans = choices.algorithm === "kmeans";
    if (isKMeans && choices.starts.length < choices.k) {
      app.history.change({ ...app.history.now, choices: withK(choices, choices.starts.length) });
    }
    app.said = "";
    app.history.adjust({ step: 0 });
    app.settle();
    app.history.adjust({ step: isKMeans ? startsOf(app.view.pictures) : null });
    this.playing.at = app.refresh().at;
    return true;
  }

  first() {
    return this.seek(0);
  }

  back() {
    if (this.guess && this.guess.at === this.app.view.at) {
      this.guess = null;
      return this.app.render(true);
    }
    return this.playing.back();
  }

  /** @param {number} at */
  seek(at) {
    this.guess = null;
    if (at > 0 && !this.begin()) return;
    return this.playing.seek(at);
  }

  last() {
    this.guess = null;
    if (this.begin()) this.playing.last();
  }

  toggle() {
    this.guess = null;
    if (this.playing.isPlaying || this.begin()) this.playing.toggle();
  }

  next() {
    if (!this.begin()) return;
    if (this.guess) return this.check();
    const { app, playing } = this;
    const { pictures, trace, dataset } = app.view;
    const next = pictures[playing.at + 1];
    if (app.looks.predicting && trace?.algorithm === "kmeans" && /^(reassign|check)$/.test(next?.kind)) {
      playing.halt();
      this.guess = new Guess(playing.at, next, dataset);
      return app.render(true);
    }
    return playing.next();
  }

  /** The guess is compared with what comes. */
  check() {
    this.guess?.judge();
    return this.playing.next();
  }

  skip() {
    this.guess = null;
    return this.playing.next();
  }

  /** @param {number} pace */
  setPace(pace) {
    this.playing.setPace(pace);
  }
}

/**
 * What a run cannot begin without, in one sentence; empty where it can begin.
 *
 * @param {import("../types.d.ts").Choices} choices
 * @param {import("../types.d.ts").Dataset} dataset
 */
function missingIn({ algorithm, starts, k }, dataset) {
  if (dataset.n === 0) return "There are no points yet: click the plane to draw some.";
  if (algorithm !== "kmeans") return "";
  if (starts.length === 0)
    return "Place at least one centre first: click the plane, type its numbers, or let a rule draw.";
  const refusal = refusalOf(dataset, Math.min(k, starts.length), starts);
  return refusal && `${refusal}.`;
}
