import { scaled } from "./dataset.js";
import { ExactMeans } from "./exact_means.js";
import { halfSteps, sizesOf } from "./kmeans.js";
import { drawStarts } from "./seeding.js";

/**
 * @typedef {object} Solution A partition, the same up to numbering, and how often runs end there.
 * @property {number} inertia
 * @property {number} count
 * @property {number[]} sizes As the starts are numbered.
 * @property {[number, number][]} starts Of the first run that ended there, in original units.
 */

/**
 * Run k-means from many starts and count where it ends.
 *
 * @param {import("../types").Dataset} dataset
 * @param {number} k
 * @param {import("../types").StartRule} rule
 * @param {number} count How many runs.
 * @param {() => number} random
 * @returns {{ solutions: Solution[], failed: number }} By W, the least first; and how many runs came to no end.
 */
export function bestOf(dataset, k, rule, count, random) {
  const { solutions, failed } = new ManyRuns(dataset, k, rule, random).run(count);
  return { solutions, failed };
}

/** Runs that are made a few at a time, so that a page stays awake. */
export class ManyRuns {
  /**
   * @param {import("../types").Dataset} dataset
   * @param {number} k
   * @param {import("../types").StartRule} rule
   * @param {() => number} random
   */
  constructor(dataset, k, rule, random) {
    this.draw = () => drawStarts(dataset, rule, k, random).starts;
    this.dataset = dataset;
    this.means = new ExactMeans(dataset.values);
    this.failed = 0;
    /** @type {Map<string, Solution>} */
    this.found = new Map();
  }

  /**
   * Make more runs.
   *
   * @param {number} count
   */
  run(count) {
    for (let run = 0; run < count; run++) {
      const starts = this.draw();
      const { labels, inertia } = endOf(this.means, scaled(this.dataset, starts.flat()));
      if (!labels || inertia === null) {
        this.failed++;
        continue;
      }
      const key = partition(labels);
      const known = this.found.get(key);
      if (known) known.count++;
      else this.found.set(key, { inertia, count: 1, sizes: sizesOf(labels, starts.length), starts });
    }
    return this;
  }

  /** By W, the least first. */
  get solutions() {
    return [...this.found.values()].sort((one, other) => one.inertia - other.inertia);
  }
}

/**
 * @param {ExactMeans} means
 * @param {Float64Array} centroids
 */
function endOf(means, centroids) {
  const steps = halfSteps(means, centroids, {}, []);
  let last = steps.next();
  let end = { labels: /** @type {Int32Array | null} */ (null), inertia: /** @type {number | null} */ (null) };
  for (; !last.done; last = steps.next()) end = last.value;
  return last.value ? end : { labels: null, inertia: null };
}

/**
 * Write labels so that those of equal partitions are equal, however clusters are numbered.
 *
 * @param {Int32Array} labels
 */
function partition(labels) {
  /** @type {Map<number, number>} */
  const numbers = new Map();
  return labels
    .map(label => {
      if (!numbers.has(label)) numbers.set(label, numbers.size);
      return numbers.get(label) ?? 0;
    })
    .join();
}
