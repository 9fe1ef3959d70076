// The numbers and names of one run, ready to be written: what the words of a story are made of.
import { cut } from "./text/names.js";
import { formatFor } from "./text/numbers.js";
import { counted, sentenceCase, series } from "./text/words.js";

/** @typedef {import("../types.d.ts").Trace} Trace */

// So many rows are named in a sentence; more are counted.
const NAMED_IN_SENTENCE = 4;
const SCALED_WORDS = { none: "", zscore: "z-scored", minmax: "scaled to 0–1" };

/**
 * The numbers and names of one trace; families add what only their runs have.
 * @template {Trace} T
 */
export class Facts {
  /** @param {T} trace */
  constructor(trace) {
    const { table, features, low, high, scaling } = trace.dataset;
    this.trace = trace;
    this.dataset = trace.dataset;
    this.noun = table.noun.map(word => cut(word, 20));
    this.features = features;
    this.scaled = SCALED_WORDS[scaling.method];
    this.hasNames = table.names !== null;
    this.columns = [0, 1].map(j =>
      formatFor(high[j] - low[j], Math.max(Math.abs(low[j]), Math.abs(high[j]))),
    );
    const spans = [0, 1].map(j => this.applied(high[j], j) - this.applied(low[j], j));
    this.distance = formatFor(Math.max(...spans), Math.max(...spans));
  }

  /**
   * Scale a value of a column.
   * @param {number} value
   * @param {number} column
   */
  applied(value, column) {
    const { method, shift, factor } = this.dataset.scaling;
    return method === "none" ? value : (value - shift[column]) / factor[column];
  }

  /**
   * Bring a place back to original units.
   * @param {ArrayLike<number>} value
   * @returns {[number, number]}
   */
  undone(value) {
    const [x, y] = Array.from(value);
    const { method, shift, factor } = this.dataset.scaling;
    return method === "none" ? [x, y] : [x * factor[0] + shift[0], y * factor[1] + shift[1]];
  }

  /**
   * Count rows: `32 cars`.
   * @param {number} count
   */
  things(count) {
    return counted(count, this.noun);
  }

  /**
   * Name a row, in at most `limit` columns: by its number where it has no name.
   * @param {number} row
   */
  name(row, limit = 40) {
    return cut(
      this.dataset.table.names?.[row] || `${this.dataset.table.noun[0]} ${this.rowNumber(row)}`,
      limit,
    );
  }

  /**
   * Which row of the source a row is, from 1: others may have been left out.
   * @param {number} row
   */
  rowNumber(row) {
    return (this.dataset.table.rows?.[row] ?? row) + 1;
  }

  /**
   * Name rows for a list; rows without names are `points 3`, `7` and so on, to be read in one go.
   * @param {number[]} rows
   */
  names(rows, limit = 40) {
    return this.hasNames || rows.length < 2
      ? rows.map(row => this.name(row, limit))
      : rows.map((row, j) => (j ? "" : `${this.noun[1]} `) + this.rowNumber(row));
  }

  /**
   * Name a few rows within a sentence, count more: `C, D and F`, `12 points`.
   * @param {number[]} rows
   */
  named(rows, limit = 24, most = NAMED_IN_SENTENCE) {
    return rows.length <= most && this.hasNames ? series(this.names(rows, limit)) : this.things(rows.length);
  }

  /**
   * Name a row that is seen where a sentence begins: as the table does, or `This point`.
   * @param {number} row
   */
  opening(row, limit = 40) {
    return this.hasNames ? this.openingWith(this.name(row, limit), row) : `This ${this.noun[0]}`;
  }

  /**
   * Begin a sentence with words that begin with a row: names are as the data have them, its number is ours.
   * @param {string} words
   * @param {number} row
   */
  openingWith(words, row) {
    const isNumber = this.name(row) === `${this.dataset.table.noun[0]} ${this.rowNumber(row)}`;
    return isNumber ? sentenceCase(words) : words;
  }

  /**
   * Name a feature within a sentence as its axis does, without the unit: `Bill length (mm)` is `bill length`.
   * @param {number} column
   */
  feature(column, limit = 30) {
    const { heading, title, unit } = this.features[column];
    if (!heading) {
      const tail = ` (${unit})`;
      return cut(title.endsWith(tail) ? title.slice(0, -tail.length) : title, limit);
    }
    const words = heading.replace(/(\S)\s*\([^()]*\)$/u, "$1");
    const isSpelled = /^\s*\S\S*\p{Lu}/u.test(words);
    return cut(isSpelled ? words : words.slice(0, 1).toLowerCase() + words.slice(1), limit);
  }

  /**
   * Write a point in original units: `[940; 84]`.
   * @param {ArrayLike<number>} point
   */
  place(point) {
    return `[${this.columns.map((format, j) => format.write(point[j])).join("; ")}]`;
  }

  /** Name what is clustered: `weight and horsepower`, and how it is scaled. */
  get axes() {
    const told = series([this.feature(0, 60), this.feature(1, 60)]);
    return this.scaled ? `${told} (${this.scaled})` : told;
  }

  /** Name the data: `32 cars by weight and horsepower`. */
  get rowsBy() {
    return `${this.things(this.dataset.n)} by ${this.axes}`;
  }

  /** Begin an alternative text. */
  get scatter() {
    return `Scatter plot of ${this.rowsBy}`;
  }
}
