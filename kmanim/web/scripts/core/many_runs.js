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

/** @typedef {{ solutions: Solution[], failed: number }} Ends By W, the least first; and how many runs came to no end. */

/**
 * Run k-means from many starts and count where it ends, with a pause after every half-step.
 *
 * @param {import("../types").Dataset} dataset
 * @param {number} k
 * @param {import("../types").StartRule} rule
 * @param {number} count How many runs.
 * @param {() => number} random
 * @returns {Generator<number, Ends>} In a pause: how many runs have ended.
 */
export function* manyRuns(dataset, k, rule, count, random) {
  /** @type {Map<string, Solution>} */
  const found = new Map();
  const means = new ExactMeans(dataset.values);
  let failed = 0;
  for (let run = 0; run < count; run++) {
    const { starts } = drawStarts(dataset, rule, k, random);
    const steps = halfSteps(means, scaled(dataset, starts.flat()), {}, []);
    /** @type {import("../types").KMeansSnapshot | null} */
    let end = null;
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      end = step.value;
      yield run;
    }
    const { labels = null, inertia = null } = end ?? {};
    if (!step.value || !labels || inertia === null) {
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
