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
  /** @type {Map<string, Solution>} */
  const found = new Map();
  const means = new ExactMeans(dataset.values);
  let failed = 0;
  for (let run = 0; run < count; run++) {
    const { starts } = drawStarts(dataset, rule, k, random);
    const { labels, inertia } = endOf(means, scaled(dataset, starts.flat()));
    if (!labels || inertia === null) {
      failed++;
      continue;
    }
    const key = partition(labels);
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { inertia, count: 1, sizes: sizesOf(labels, k), starts });
  }
  return { solutions: [...found.values()].sort((one, other) => one.inertia - other.inertia), failed };
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
