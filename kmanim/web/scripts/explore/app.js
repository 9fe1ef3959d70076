/** The page that answers: what the reader does becomes choices, choices become a run, and the run becomes pictures. */

import { refusalOf } from "../core/refusals.js";
import { drawMore, drawStarts } from "../core/seeding.js";
import { tooManyRows } from "../reading/csv.js";
import { withoutGaps } from "../reading/gaps.js";
import { encodeLink } from "../reading/link.js";
import { firstMoment, linkedMoment, Tables } from "./arrival.js";
import { keepingFocus } from "./focus.js";
import { Hand } from "./hand.js";
import { Runs } from "./runs.js";
import { emptySheet } from "./sheet.js";
import { changed, History, withDrawn, withTable } from "./state.js";
import { viewOf } from "./view.js";
import { Walk } from "./walk.js";

/** @typedef {import("../types.d.ts").Choices} Choices */
/** @typedef {import("../types.d.ts").Table} Table */
/** @typedef {import("./view.js").View} View */

export class App {
  /** What is shown besides what is chosen; no link carries it. */
  looks = { regions: false, equal: false, predicting: false };
  said = "";
  /** @type {string[]} */
  problems = [];
  /** @type {import("./asked/own_data.js").OwnData} */
  // @ts-expect-error It is set before anything asks.
  ownData = null;

  /** All of the page. @type {HTMLElement} */
  // @ts-expect-error It is set before anything is shown.
  element = null;

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
    this.link = "";
    /** The link that asks for a file that is not here. */
    this.waiting = "";
    this.history = new History(firstMoment(contents, this.tables));
    const linked = this.#linked();
    if (linked) this.history.now = linked;
    this.hand = new Hand(this);
    this.walk = new Walk(this);
    this.view = this.refresh();
    this.settle();
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
    if (moment) this.change(moment, "", false);
    else this.render(true);
  }

  /** @returns {View} What is chosen, and all that comes of it. */
  refresh() {
    this.view = viewOf(this.history.now, this.runs, { guess: this.walk.guess, row: this.hand.row });
    return this.view;
  }

  // What the reader chooses.

  /**
   * @param {Choices} choices
   * @param {string} [gesture]
   */
  choose(choices, gesture = "") {
    this.change({ choices, table: this.history.now.table }, gesture);
  }

  /**
   * @param {import("./state.js").Moment} moment
   * @param {string} [gesture]
   * @param {boolean} [isNewLink]
   */
  change(moment, gesture = "", isNewLink = true) {
    if (isNewLink) this.problems = [];
    // Nor has the browser's Back a place for every value that a line was dragged over.
    const goesOn = gesture !== "" && gesture === this.history.gesture;
    this.history.change(moment, gesture);
    this.#arrive(isNewLink, !goesOn);
  }

  /**
   * @param {boolean} [isNewLink]
   * @param {boolean} [isChoice]
   */
  #arrive(isNewLink = true, isChoice = true) {
    this.walk.playing.halt();
    this.walk.guess = null;
    this.said = "";
    this.hand.leave(this.runs.dataset(this.history.now.table, this.choices).n);
    this.settle();
    if (isNewLink) this.writeLink(isChoice);
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
    if (table.columns[0].length === 0) this.hand.use("add");
  }

  /** @param {Table} table */
  openTable(table) {
    this.tables.add(table);
    this.hand.tool = "use";
    this.hand.pinned = null;
    // It may be the file that a link was waiting for.
    const linked =
      this.waiting && linkedMoment(this.waiting, this.history.now, this.tables, this.runs).moment;
    if (linked && linked.table.name === table.name) {
      this.waiting = "";
      return this.change(linked);
    }
    this.change({ table, choices: withTable(this.choices, table, this.tables.suggests(table.name)) });
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
    const refusal = dataset.n ? refusalOf(dataset, k) : "There are no points yet to start from";
    if (refusal) return this.say(`${refusal}.`);
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
    if (table) this.change({ table, choices: changed(this.choices, { columns }) });
    else {
      this.problems = [`No row has a value of both ${columns[0]} and ${columns[1]}: choose other columns.`];
      this.render(true);
    }
  }

  /** @param {Choices["algorithm"]} algorithm */
  chooseAlgorithm(algorithm) {
    const problem = tooManyRows(this.view.table, algorithm);
    if (problem) return this.say(problem);
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
    const at = this.refresh().pictures.findIndex(picture => picture.step >= visits);
    if (choices.step !== null) this.history.adjust({ step: Math.max(0, at - 1) });
    this.#arrive();
  }

  /** @param {Partial<App["looks"]>} looks */
  look(looks) {
    this.looks = { ...this.looks, ...looks };
    this.render(true);
  }

  /** @param {string} text */
  say(text) {
    this.said = text;
    this.render(false);
  }

  /** Rows that chance has drawn for this run belong to it, and to its link; a step beyond its end is its end. */
  settle() {
    const { trace, choices, at } = this.refresh();
    this.walk.playing.at = at;
    if (!trace) return;
    const isKMeans = trace.algorithm === "kmeans";
    if (isKMeans && choices.empty === "resample") this.history.adjust({ relocated: trace.relocated });
    if (!isKMeans && choices.order === "random") this.history.adjust({ orderRows: trace.order });
    if (choices.step !== null) this.history.adjust({ step: isKMeans ? at : Math.max(0, at - 1) });
    this.walk.playing.at = this.refresh().at;
  }

  /** @param {boolean} isChoice Whether more than the step is another. */
  render(isChoice) {
    const { walk } = this;
    const { at, trace, dataset } = this.refresh();
    keepingFocus(this.element, () => {
      for (const part of this.parts) part.show(this.view, isChoice);
    });
    if (isChoice || walk.guess) walk.paint(at);
    this.host.changed?.(this.choices, trace, dataset);
  }

  /** @param {boolean} isChoice */
  writeLink(isChoice) {
    this.link = encodeLink(this.choices, this.history.now.table);
    this.host.writeLink(this.link, isChoice);
  }
}
