/** From choices to data, run and pictures. Each is worked out when it is needed, and kept until it is another. */

import { datasetOf } from "../core/dataset.js";
import { kindsOf, runDbscan } from "../core/dbscan.js";
import { estimatedEps } from "../core/k_distances.js";
import { runKMeans } from "../core/kmeans.js";
import { chancesAfter } from "../core/seeding.js";
import { placesOfColumns } from "../reading/link.js";
import { tellDbscan } from "../story/dbscan/tell.js";
import { tellKMeans } from "../story/kmeans/tell.js";

/** @typedef {import("../types.d.ts").Choices} Choices */
/** @typedef {import("../types.d.ts").Dataset} Dataset */
/** @typedef {import("../types.d.ts").Table} Table */
/** @typedef {import("../types.d.ts").Trace} Trace */

/** The box of a plane that has no points yet. */
const EMPTY_BOX = { low: [0, 0], high: [10, 10] };

/** One thing that is kept while what it was made of stays the same. */
class Kept {
  /** @type {unknown[]} */
  #of = [];
  /** @type {any} */
  #made = null;

  /** @param {unknown[]} of */
  has(of) {
    return this.#of.length === of.length && of.every((part, index) => Object.is(part, this.#of[index]));
  }

  /**
   * @template T
   * @param {unknown[]} of
   * @param {() => T} make
   * @returns {T}
   */
  get(of, make) {
    if (!this.has(of)) {
      this.#made = make();
      this.#of = of;
    }
    return this.#made;
  }
}

export class Runs {
  #datasets = new Kept();
  #traces = new Kept();
  #told = new Kept();
  #kinds = new Kept();
  #estimates = new Kept();
  /** Rows of starts of which the reader has chosen the first. @type {WeakSet<number[]>} */
  chosen = new WeakSet();

  /** @param {() => number} random */
  constructor(random) {
    this.random = random;
  }

  /**
   * @param {Table} table
   * @param {Choices} choices
   * @returns {Dataset}
   */
  dataset(table, { columns, scale }) {
    return this.#datasets.get([table, ...columns, scale], () => {
      const places = placesOfColumns(table, columns) ?? [0, Math.min(1, table.features.length - 1)];
      return table.columns[0].length ? datasetOf(table, places, scale) : withoutRows(table, places);
    });
  }

  /**
   * The run of what is chosen; null where something is missing, or where it is not wanted yet.
   *
   * @param {Dataset} dataset
   * @param {Choices} choices
   * @param {boolean} isWanted
   * @returns {Trace | null}
   */
  trace(dataset, choices, isWanted) {
    const { step: _step, by: _by, columns: _columns, data: _data, ...rest } = choices;
    if (rest.algorithm === "kmeans" && (rest.starts.length < rest.k || dataset.n === 0)) return null;
    if (dataset.n === 0) return null;
    const key = [dataset, JSON.stringify(rest)];
    if (!isWanted && !this.#traces.has(key)) return null;
    return this.#traces.get(key, () => {
      const { random } = this;
      if (rest.algorithm === "dbscan") {
        const { eps, minSamples, order: rule, orderRows: order } = rest;
        return runDbscan(dataset, { eps, minSamples, rule, order, random });
      }
      const { k, init, empty, relocated, starts } = rest;
      return runKMeans(dataset, starts, {
        k,
        init,
        seeding: seedingOf(dataset, choices, this.chosen.has(choices.startRows)),
        empty,
        relocated,
        random,
      });
    });
  }

  /**
   * @param {Trace} trace
   * @param {Choices["by"]} by
   */
  pictures(trace, by) {
    return this.#told.get([trace, by], () =>
      trace.algorithm === "kmeans" ? tellKMeans(trace, { questions: false }) : tellDbscan(trace, by),
    );
  }

  /**
   * The radius that is looked at: the reader's, or the estimate.
   *
   * @param {Dataset} dataset
   * @param {Choices} choices
   */
  eps(dataset, { eps, minSamples }) {
    return eps ?? this.estimate(dataset, minSamples).eps;
  }

  /**
   * @param {Dataset} dataset
   * @param {number} minSamples
   */
  estimate(dataset, minSamples) {
    return this.#estimates.get([dataset, minSamples], () => estimatedEps(dataset, minSamples));
  }

  /**
   * What every point will be: before there is a run.
   *
   * @param {Dataset} dataset
   * @param {Choices} choices
   */
  kinds(dataset, choices) {
    const eps = this.eps(dataset, choices);
    return this.#kinds.get([dataset, eps, choices.minSamples], () =>
      kindsOf(dataset, eps, choices.minSamples),
    );
  }
}

/**
 * The draws that led to starts, with their chances.
 *
 * @param {Dataset} dataset
 * @param {Choices} choices
 * @param {boolean} isFirstChosen
 */
function seedingOf({ values }, { init, startRows, k }, isFirstChosen) {
  if (startRows.length !== k || (init !== "k-means++" && init !== "farthest")) return [];
  return startRows.map((row, place) => ({
    row,
    chance: (place > 0 ? init === "farthest" : isFirstChosen)
      ? 1
      : chancesAfter(values, startRows.slice(0, place))[row],
  }));
}

/**
 * @param {Table} table
 * @param {[number, number]} columns
 * @returns {Dataset}
 */
function withoutRows(table, columns) {
  const none = new Float64Array(0);
  return {
    table,
    n: 0,
    features: [table.features[columns[0]], table.features[columns[1]]],
    points: none,
    values: none,
    scaling: { method: "none", shift: [0, 0], factor: [1, 1] },
    low: /** @type {[number, number]} */ (EMPTY_BOX.low),
    high: /** @type {[number, number]} */ (EMPTY_BOX.high),
  };
}
