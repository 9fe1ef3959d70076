/** The page that answers: what the reader does becomes choices, choices become a run, and the run becomes pictures. */

import { pickNext } from "../core/dbscan.js";
import { drawMore, drawStarts } from "../core/seeding.js";
import { Playing } from "../parts/playing.js";
import { withoutGaps } from "../reading/gaps.js";
import { encodeLink } from "../reading/link.js";
import { firstMoment, linkedMoment, Tables } from "./arrival.js";
import { Guess } from "./predict.js";
import { Runs } from "./runs.js";
import { emptySheet, MOST_DRAWN, MOST_ROWS, sheetOf, withoutPoint, withPoint } from "./sheet.js";
import {
  changed,
  History,
  withDrawn,
  withK,
  withoutStart,
  withStart,
  withStartAt,
  withTable,
} from "./state.js";
import { sceneAt, startsOf, viewOf } from "./view.js";

/** @typedef {import("../types.d.ts").Choices} Choices */
/** @typedef {import("../types.d.ts").Table} Table */
/** @typedef {import("./view.js").View} View */

/** What the plane does with a press: "starts" and "look" at points, or points drawn and rubbed out. */
/** @typedef {"use" | "add" | "remove"} Tool */

/**
 * @typedef {import("../types.d.ts").StepActs} StepActs
 * @typedef {import("../types.d.ts").Steps} Steps
 */

/**
 * @implements {StepActs}
 * @implements {Steps}
 */
export class App {
  /** What is shown besides what is chosen; no link carries it. */
  looks = { regions: false, equal: false, predicting: false };
  /** @type {Tool} */
  tool = "use";
  /** @type {number | null} */
  hovered = null;
  /** @type {number | null} */
  pinned = null;
  /** @type {Guess | null} */
  guess = null;
  /** Rows of a guess that has been answered, as long as the answer is shown. @type {number[]} */
  guessed = [];
  /** The picture that the plane shows. @type {import("../types.d.ts").Keyframe | null} */
  painted = null;
  said = "";
  /** @type {string[]} */
  problems = [];
  /** @type {import("./asked/own_data.js").OwnData} */
  // @ts-expect-error It is set before anything asks.
  ownData = null;

  /**
   * @param {import("../types.d.ts").PageContents} contents
   * @param {import("../types.d.ts").Host} host
   * @param {() => number} random
   */
  constructor(contents, host, random) {
    this.tables = new Tables(contents);
    this.host = host;
    this.random = random;
    this.runs = new Runs(random);
    /** @type {{ show(view: View, isChoice: boolean): void }[]} */
    this.parts = [];
    /** @type {import("../plane/plane.js").Plane | null} */
    this.plane = null;
    this.link = "";
    /** The link that asks for a file that is not here. */
    this.waiting = "";
    this.history = new History(firstMoment(contents, this.tables));
    const linked = this.#linked();
    if (linked) this.history.now = linked;
    this.playing = new Playing(this, () => this.#stepped());
    this.view = this.#view();
    this.#settle();
    this.playing.at = this.view.at;
  }

  get choices() {
    return this.history.now.choices;
  }

  /** What the link says; null where there is none, or where it does not fit what is here. */
  #linked() {
    this.link = this.host.readLink();
    if (this.link.length < 2) return null;
    const { moment, problems } = linkedMoment(this.link, this.history.now, this.tables, this.runs);
    this.problems = problems;
    this.waiting = moment ? "" : this.link;
    return moment;
  }

  /** The address has another link: it is a choice like others, and can be undone. */
  followLink() {
    const hash = this.host.readLink();
    if (hash.length < 2 || hash === this.link) return;
    const moment = this.#linked();
    if (moment) this.#change(moment, "", false);
    else this.render(true);
  }

  #view() {
    return viewOf(this.history.now, this.runs, { guess: this.guess, row: this.hovered ?? this.pinned });
  }

  // What the reader chooses.

  /**
   * @param {Choices} choices
   * @param {string} [gesture]
   */
  choose(choices, gesture = "") {
    this.#change({ choices, table: this.history.now.table }, gesture);
  }

  /**
   * @param {import("./state.js").Moment} moment
   * @param {string} [gesture]
   * @param {boolean} [isNewLink]
   */
  #change(moment, gesture = "", isNewLink = true) {
    if (isNewLink) this.problems = [];
    this.history.change(moment, gesture);
    this.#arrive(isNewLink);
  }

  /** @param {boolean} [isNewLink] */
  #arrive(isNewLink = true) {
    this.playing.halt();
    this.guess = null;
    this.said = "";
    const { n } = this.runs.dataset(this.history.now.table, this.choices);
    if ((this.pinned ?? 0) >= n) this.pinned = null;
    this.hovered = null;
    this.#settle();
    this.playing.at = this.view.at;
    if (isNewLink) this.#writeLink(true);
    this.render(true);
  }

  undo() {
    if (this.history.undo()) this.#arrive();
  }

  redo() {
    if (this.history.redo()) this.#arrive();
  }

  /** @param {string} name */
  chooseTable(name) {
    const table = this.tables.get(name) ?? emptySheet();
    this.openTable(table);
    if (table.columns[0].length === 0) this.use("add");
  }

  /** @param {Table} table */
  openTable(table) {
    this.tables.add(table);
    this.tool = "use";
    this.pinned = null;
    // It may be the file that a link was waiting for.
    const linked =
      this.waiting && linkedMoment(this.waiting, this.history.now, this.tables, this.runs).moment;
    if (linked && linked.table.name === table.name) {
      this.waiting = "";
      return this.#change(linked);
    }
    this.#change({ table, choices: withTable(this.choices, table, this.tables.suggests(table.name)) });
  }

  /** The points on the plane become points that can be drawn and rubbed out. */
  editPoints() {
    this.#draw(sheetOf(this.view.dataset));
    this.use("add");
  }

  /** @param {Tool} tool */
  use(tool) {
    this.tool = tool;
    this.render(true);
  }

  /** @param {Table} table */
  #draw(table) {
    this.tables.add(table);
    const { choices } = this;
    const columns = /** @type {[string, string]} */ (table.features.map(feature => feature.name));
    this.#change({ table, choices: { ...changed(choices, { orderRows: [] }), data: table.name, columns } });
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  place(x, y) {
    const { table, dataset, choices, state } = this.view;
    if (this.tool === "add") {
      if (dataset.n >= MOST_DRAWN) return this.say(`There are ${MOST_DRAWN} points: no more can be drawn.`);
      return this.#draw(withPoint(table, [x, y]));
    }
    if (choices.algorithm !== "kmeans" || state !== "place") return;
    if (choices.starts.length >= Math.min(50, Math.max(1, dataset.n))) {
      return this.say(`${choices.starts.length} centres are as many as there can be.`);
    }
    this.choose(withStart(choices, [x, y]));
  }

  /**
   * @param {number} centre
   * @param {number} x
   * @param {number} y
   */
  moveStart(centre, x, y) {
    this.choose(withStartAt(this.choices, centre, [x, y]));
  }

  /** @param {number} centre */
  removeStart(centre) {
    this.choose(withoutStart(this.choices, centre));
  }

  clearStarts() {
    this.choose(changed(this.choices, { starts: [], startRows: [], init: "own" }));
  }

  /**
   * Starts by a rule: those that are missing, or all anew where none is.
   *
   * @param {import("../types.d.ts").StartRule} rule
   * @param {number} [firstRow]
   */
  draw(rule, firstRow) {
    const { dataset, choices } = this.view;
    const { k, starts } = choices;
    if (dataset.n === 0) return this.say("There are no points yet to start from.");
    const isAnew = starts.length === 0 || starts.length >= k;
    const { starts: drawn, draws } = isAnew
      ? drawStarts(dataset, rule, k, this.random, firstRow)
      : drawMore(dataset, rule, starts, k, this.random);
    const rows = isAnew ? draws.map(draw => draw.row) : [];
    if (firstRow !== undefined) this.runs.chosen.add(rows);
    const next = withDrawn(choices, rule, drawn, rows);
    // Draws are pictures of their own, and come first.
    this.choose({ ...next, init: isAnew ? rule : "own", step: rows.length && isAnew ? 0 : null });
  }

  /** @param {[string, string]} columns */
  chooseColumns(columns) {
    const table = withoutGaps(this.history.now.table, columns);
    if (table) this.#change({ table, choices: changed(this.choices, { columns }) });
    else {
      this.problems = [`No row has a value of both ${columns[0]} and ${columns[1]}: choose other columns.`];
      this.render(true);
    }
  }

  /** @param {Choices["algorithm"]} algorithm */
  chooseAlgorithm(algorithm) {
    const { n } = this.view.dataset;
    if (n > MOST_ROWS[algorithm]) {
      this.say(`DBSCAN takes at most ${MOST_ROWS.dbscan} points on this page; here are ${n}.`);
      return this.render(true);
    }
    this.choose(changed(this.choices, { algorithm }));
  }

  /** @param {import("../types.d.ts").OrderRule} order */
  chooseOrder(order) {
    this.choose(changed(this.choices, { order, orderRows: [] }));
  }

  /** @param {Choices["by"]} by */
  chooseStepSize(by) {
    const visits = this.view.picture.step;
    const { choices } = this;
    this.history.change({ table: this.history.now.table, choices: { ...choices, by } });
    const at = this.#view().pictures.findIndex(picture => picture.step >= visits);
    if (choices.step !== null) this.history.adjust({ step: Math.max(0, at - 1) });
    this.#arrive();
  }

  /** @param {Partial<App["looks"]>} looks */
  look(looks) {
    this.looks = { ...this.looks, ...looks };
    this.render(true);
  }

  /** @param {number | null} row */
  hover(row) {
    this.hovered = row;
    this.#rowChanged();
  }

  /** @param {number} row */
  press(row) {
    const { state, choices } = this.view;
    if (this.tool === "remove") {
      this.pinned = null;
      return this.#draw(withoutPoint(this.view.table, row));
    }
    if (this.guess) {
      this.guess.toggle(row);
      return this.render(false);
    }
    this.pinned = row;
    if (
      choices.algorithm === "dbscan" &&
      choices.order === "picked" &&
      state !== "end" &&
      this.tool === "use"
    ) {
      return this.#visitNext(row);
    }
    this.#rowChanged();
  }

  escape() {
    if (this.hovered === null && this.pinned === null) return false;
    this.hovered = this.pinned = null;
    this.#rowChanged();
    return true;
  }

  #rowChanged() {
    this.view = this.#view();
    if (!this.playing.isPlaying) this.#paint(this.view.at);
    for (const part of this.parts) part.show(this.view, false);
  }

  /**
   * The reader picks the point whose turn is next.
   *
   * @param {number} row
   */
  #visitNext(row) {
    if (!this.begin()) return;
    const trace = /** @type {import("../types.d.ts").DbscanTrace} */ (this.view.trace);
    const step = Math.max(0, this.view.picture.step);
    if (trace.visits.slice(0, step).some(visit => visit.row === row)) {
      return this.say("This point has been visited: pick another one.");
    }
    const orderRows = pickNext(trace, step, row);
    this.choose({ ...changed(this.choices, { orderRows }), step: this.choices.step ?? 0 });
    const next = /** @type {import("../types.d.ts").DbscanTrace} */ (this.view.trace).visits[step];
    if (next.row === row) this.next();
    else
      this.say(
        `Cluster ${next.cluster + 1} grows first: its points are visited before the one that you picked.`,
      );
  }

  /** @param {string} text */
  say(text) {
    this.said = text;
    this.render(false);
  }

  // Steps.

  get length() {
    return this.view.pictures.length;
  }

  /** @param {number} at */
  holdMs(at) {
    return this.view.pictures[at].holdMs;
  }

  /**
   * Shows a picture that may be there already.
   *
   * @param {number} at
   */
  show(at) {
    if (this.painted !== this.view.pictures[at]) this.#paint(at);
  }

  /** @param {number} at */
  #paint(at) {
    this.painted = this.view.pictures[at];
    this.plane?.show(this.#scene(at));
  }

  /**
   * @param {number} at
   * @param {AbortSignal} signal
   */
  async enter(at, signal) {
    if (at === 0) return this.#paint(at);
    this.painted = this.view.pictures[at];
    await this.plane?.play(this.#scene(at - 1), this.#scene(at), null, signal);
  }

  /** @param {number} at */
  #scene(at) {
    return sceneAt(this.view, at, { regions: this.looks.regions, guessed: this.guess?.rows ?? this.guessed });
  }

  /** @param {boolean} isChoice Whether more than the step is another. */
  render(isChoice) {
    this.view = this.#view();
    for (const part of this.parts) part.show(this.view, isChoice);
    if (isChoice || this.guess) this.#paint(this.view.at);
    this.host.changed?.(this.choices, this.view.trace, this.view.dataset);
  }

  #stepped() {
    const { at } = this.playing;
    const isKMeans = this.choices.algorithm === "kmeans";
    if (this.choices.step !== null || at !== this.view.at) {
      this.history.adjust({ step: isKMeans ? at : at > 0 ? at - 1 : null });
      this.#writeLink(false);
    }
    this.said = this.guess?.answer(at) ?? "";
    this.guessed = this.said ? (this.guess?.rows ?? []) : [];
    if (this.guess && at !== this.guess.at) this.guess = null;
    this.render(false);
  }

  /** Rows that chance has drawn for this run belong to it, and to its link; a step beyond its end is its end. */
  #settle() {
    this.view = this.#view();
    const { trace, choices, at } = this.view;
    if (!trace) return;
    const isKMeans = trace.algorithm === "kmeans";
    if (isKMeans && choices.empty === "resample") this.history.adjust({ relocated: trace.relocated });
    if (!isKMeans && choices.order === "random") this.history.adjust({ orderRows: trace.order });
    if (choices.step !== null) this.history.adjust({ step: isKMeans ? at : Math.max(0, at - 1) });
    this.view = this.#view();
  }

  /**
   * Begins the run where it has not begun; says what is missing where it cannot.
   *
   * @returns {boolean} Whether there is a run.
   */
  begin() {
    const { choices, dataset } = this.view;
    if (choices.step !== null) return true;
    const { starts, k } = choices;
    if (dataset.n === 0) {
      this.say("There are no points yet: click the plane to draw some.");
      return false;
    }
    if (choices.algorithm === "kmeans" && starts.length === 0) {
      this.say("Place at least one centre first: click the plane, type its numbers, or let a rule draw.");
      return false;
    }
    if (choices.algorithm === "kmeans" && Math.min(k, starts.length) > dataset.n) {
      this.say(`There are ${starts.length} centres and ${dataset.n} points: at most ${dataset.n} would do.`);
      return false;
    }
    if (choices.algorithm === "kmeans" && starts.length < k) {
      this.history.change({ table: this.history.now.table, choices: withK(choices, starts.length) });
    }
    this.said = "";
    this.history.adjust({ step: 0 });
    this.#settle();
    const isKMeans = choices.algorithm === "kmeans";
    this.history.adjust({ step: isKMeans ? startsOf(this.view.pictures) : null });
    this.view = this.#view();
    this.playing.at = this.view.at;
    return true;
  }

  first() {
    return this.seek(0);
  }

  back() {
    if (this.guess && this.guess.at === this.view.at) {
      this.guess = null;
      return this.render(true);
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
    const { pictures, trace } = this.view;
    const { at } = this.playing;
    if (this.guess) return this.check();
    const next = pictures[at + 1];
    if (this.looks.predicting && trace?.algorithm === "kmeans" && /^(reassign|check)$/.test(next?.kind)) {
      this.playing.halt();
      this.guess = new Guess(at, next, this.view.dataset);
      return this.render(true);
    }
    return this.playing.next();
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

  /** @param {boolean} isChoice */
  #writeLink(isChoice) {
    this.link = encodeLink(this.choices, this.history.now.table);
    this.host.writeLink(this.link, isChoice);
  }
}
