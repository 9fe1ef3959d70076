/** What a page begins with: what its link says, or what it was written with. */

import { refusalOf } from "../core/refusals.js";
import { drawMore } from "../core/seeding.js";
import { withoutGaps } from "../reading/gaps.js";
import { decodeLink, misfitOf } from "../reading/link.js";
import { unpackTable } from "./packed.js";
import { DRAWN } from "./sheet.js";
import { choicesFor, withDrawn } from "./state.js";

/** @typedef {import("../types.d.ts").Table} Table */
/** @typedef {import("./state.js").Moment} Moment */

/** The tables of a page, unpacked when they are wanted, and those that the reader brings. */
export class Tables {
  /** @type {Map<string, Table>} */
  #known = new Map();

  /** @param {import("../types.d.ts").PageContents} contents */
  constructor({ tables }) {
    this.packed = tables;
  }

  /** @param {string} name */
  get(name) {
    const packed = Object.hasOwn(this.packed, name) && this.packed[name];
    if (!this.#known.has(name) && packed) this.#known.set(name, unpackTable(name, packed));
    return this.#known.get(name);
  }

  /** @param {Table} table */
  add(table) {
    this.#known.set(table.name, table);
  }

  /** @param {string} name */
  suggests(name) {
    return (Object.hasOwn(this.packed, name) && this.packed[name].suggests) || {};
  }

  /**
   * Names, and what they are called in a menu.
   * @returns {[string, string][]}
   */
  menu() {
    const names = new Set([...Object.keys(this.packed), ...this.#known.keys(), DRAWN]);
    return [...names].map(name => [
      name,
      this.packed[name]?.title ?? (name === DRAWN ? "points that I draw" : name),
    ]);
  }
}

/**
 * @param {import("../types.d.ts").PageContents} contents
 * @param {Tables} tables
 * @returns {Moment}
 */
export function firstMoment({ first, tables: packed }, tables) {
  const name = first.data && Object.hasOwn(packed, first.data) ? first.data : Object.keys(packed)[0];
  const table = /** @type {Table} */ (tables.get(name));
  return { table, choices: choicesFor(table, tables.suggests(name), first) };
}

/**
 * What a link says, and what is wrong with it; no moment where it does not fit what is here.
 *
 * @param {string} hash
 * @param {Moment} before What is there without it.
 * @param {Tables} tables
 * @param {import("./runs.js").Runs} runs
 * @returns {{ moment: Moment | null, problems: string[] }}
 */
export function linkedMoment(hash, before, tables, runs) {
  const link = decodeLink(hash);
  const { problems } = link;
  link.choices.data ??= before.choices.data;
  const name = link.choices.data;
  const whole = link.table ?? tables.get(name);
  const misfit = misfitOf(link, whole);
  if (misfit || !whole) return { moment: null, problems: [...problems, misfit] };
  let choices = choicesFor(whole, tables.suggests(name), link.choices);
  const table = withoutGaps(whole, choices.columns) ?? whole;
  tables.add(table);
  const dataset = runs.dataset(table, choices);
  if (dataset.n && choices.k > dataset.n) {
    problems.push(`In the link, k=${choices.k} is more than the ${dataset.n} points: it is ${dataset.n}.`);
    choices = { ...choices, k: dataset.n, starts: choices.starts.slice(0, dataset.n) };
  }
  const refusal =
    choices.algorithm === "kmeans" && dataset.n ? refusalOf(dataset, choices.k, choices.starts) : "";
  if (refusal)
    return {
      moment: { table, choices: { ...choices, step: null } },
      problems: [...problems, `In the link, ${refusal}.`],
    };
  const { k, init, starts, startRows, step } = choices;
  if (dataset.n && init !== "own" && starts.length < k) {
    const { starts: all, draws } = drawMore(dataset, init, starts, k, runs.random);
    choices = { ...withDrawn(choices, init, all, [...startRows, ...draws.map(draw => draw.row)]), step };
  }
  return { moment: { table, choices }, problems };
}
