/** What a reader has chosen, and the way back from it. Nothing here knows a page. */

/** @typedef {import("../types.d.ts").Choices} Choices */
/** @typedef {import("../types.d.ts").Table} Table */

export const MOST_UNDONE = 100;

/** What a page begins with where nobody says otherwise. */
const USUAL = /** @type {const} */ ({
  algorithm: "kmeans",
  scale: "none",
  k: 2,
  init: "own",
  empty: "keep",
  eps: null,
  minSamples: 5,
  order: "rows",
  by: "visit",
});

/**
 * What is chosen, and the table that it is chosen of: points that a reader draws make another table each.
 * @typedef {{ choices: Choices, table: Table }} Moment
 */

/** Choices one after the other, of which those of the past can be had again. Steps of a run are no choices. */
export class History {
  /** @param {Moment} first */
  constructor(first) {
    this.now = first;
    /** @type {Moment[]} */
    this.past = [];
    /** @type {Moment[]} */
    this.future = [];
    this.gesture = "";
  }

  /**
   * @param {Moment} moment
   * @param {string} [gesture] What a slider sends while it is dragged is one choice: the same word again and again.
   */
  change(moment, gesture = "") {
    if (gesture === "" || gesture !== this.gesture) this.past.push(this.now);
    this.past.splice(0, this.past.length - MOST_UNDONE);
    this.future = [];
    this.gesture = gesture;
    this.now = moment;
  }

  /** Ends what a slider sends as one. */
  settle() {
    this.gesture = "";
  }

  /** @param {Partial<Choices>} changes What is no choice of its own: the step, what has been drawn. */
  adjust(changes) {
    this.now = { ...this.now, choices: { ...this.now.choices, ...changes } };
  }

  undo() {
    return this.#go(this.past, this.future);
  }

  redo() {
    return this.#go(this.future, this.past);
  }

  /**
   * @param {Moment[]} from
   * @param {Moment[]} to
   */
  #go(from, to) {
    const moment = from.pop();
    if (!moment) return false;
    to.push(this.now);
    this.now = moment;
    this.gesture = "";
    return true;
  }
}

/**
 * What is chosen with a table when nothing else is said.
 *
 * @param {Table} table
 * @param {Partial<Choices>[]} wishes The later ones count.
 * @returns {Choices}
 */
export function choicesFor(table, ...wishes) {
  const [x, y] = table.features;
  /** @type {Choices} */
  const found = {
    ...USUAL,
    data: table.name,
    columns: [x.name, (y ?? x).name],
    starts: [],
    startRows: [],
    relocated: [],
    orderRows: [],
    step: null,
  };
  return Object.assign(found, ...wishes, { data: table.name });
}

/**
 * Another table: all that was a place or a row of the old one goes, and so does a radius in its units.
 *
 * @param {Choices} choices
 * @param {Table} table
 * @param {Partial<Choices>} [suggests]
 */
export function withTable(choices, table, suggests = {}) {
  const { algorithm, scale, empty, by } = choices;
  return choicesFor(table, { scale, empty, by }, suggests, { algorithm });
}

/** What hangs on a choice, and goes when it changes. */
const HANGS = {
  columns: { starts: [], startRows: [], init: "own", eps: null, orderRows: [], order: "rows" },
  scale: { eps: null },
};

/**
 * Another value of one or several choices: the run begins anew, and what hangs on them goes.
 *
 * @param {Choices} choices
 * @param {Partial<Choices>} changes
 * @returns {Choices}
 */
export function changed(choices, changes) {
  const gone = Object.entries(HANGS).flatMap(([name, value]) => (name in changes ? [value] : []));
  return /** @type {Choices} */ (Object.assign({}, choices, { step: null, relocated: [] }, ...gone, changes));
}

/** As many centres as can be told apart and typed. */
export const MOST_CENTRES = 50;

/** @param {{ n: number }} dataset Points that are still to be drawn may be as many as it takes. */
export function mostCentres({ n }) {
  return Math.min(MOST_CENTRES, n || MOST_CENTRES);
}

/**
 * The reader's own starts; more of them than k make k larger.
 *
 * @param {Choices} choices
 * @param {[number, number][]} starts In original units.
 */
export function withStarts(choices, starts) {
  return changed(choices, { starts, startRows: [], init: "own", k: Math.max(choices.k, starts.length) });
}

/**
 * @param {Choices} choices
 * @param {[number, number]} place
 */
export function withStart(choices, place) {
  return withStarts(choices, [...choices.starts, place]);
}

/**
 * @param {Choices} choices
 * @param {number} centre
 * @param {[number, number]} place
 */
export function withStartAt(choices, centre, place) {
  return withStarts(
    choices,
    choices.starts.map((old, index) => (index === centre ? place : old)),
  );
}

/**
 * @param {Choices} choices
 * @param {number} centre
 */
export function withoutStart(choices, centre) {
  return withStarts(
    choices,
    choices.starts.filter((_, index) => index !== centre),
  );
}

/**
 * Another k. Starts that are too many go, the last ones first; whoever wants them back undoes it.
 *
 * @param {Choices} choices
 * @param {number} k
 */
export function withK(choices, k) {
  const { starts, startRows, init } = choices;
  if (starts.length === 0) return changed(choices, { k });
  const rows = startRows.length === starts.length ? startRows.slice(0, k) : [];
  const kept = k <= starts.length ? { startRows: rows, init } : { startRows: [], init: "own" };
  return changed(choices, { k, starts: starts.slice(0, k), .../** @type {Partial<Choices>} */ (kept) });
}

/**
 * Starts that a rule has drawn, all of them or those that were missing.
 *
 * @param {Choices} choices
 * @param {import("../types.d.ts").StartRule} rule
 * @param {[number, number][]} starts
 * @param {number[]} startRows Of the draws; empty where some starts were the reader's own.
 */
export function withDrawn(choices, rule, starts, startRows) {
  const isWhole = startRows.length === starts.length || rule === "uniform" || rule === "sample";
  return changed(choices, { starts, startRows: isWhole ? startRows : [], init: isWhole ? rule : "own" });
}

/**
 * Where a reader is: choosing, on the way, or at the end.
 *
 * @param {Choices} choices
 * @param {import("../types.d.ts").Keyframe[]} pictures
 * @param {number} at
 */
export function stateOf(choices, pictures, at) {
  const isChoosing = choices.step === null || pictures[at]?.kind === "starts";
  if (isChoosing) return choices.algorithm === "kmeans" ? "place" : "eps";
  return at === pictures.length - 1 ? "end" : "step";
}
