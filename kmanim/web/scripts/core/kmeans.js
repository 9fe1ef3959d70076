import { scaled } from "./dataset.js";
import { ExactMeans } from "./exact_means.js";
import { pairwiseSum } from "./pairwise_sum.js";

/** After so many iterations a run stops at the latest. */
const MAX_ITER = 300;

/**
 * @typedef {object} RunOptions
 * @property {number} k
 * @property {import("../types").StartRule} [init] How the starts came about.
 * @property {import("../types").SeedingDraw[]} [seeding] The draws that led to them.
 * @property {import("../types").EmptyPolicy} [empty] What becomes of a centroid without points.
 * @property {number[]} [relocated] Rows for "resample" to take first.
 * @property {() => number} [random] Draws the others.
 * @property {number} [maxIter]
 */

/**
 * Run k-means from given starts, and keep every half-step.
 *
 * @param {import("../types").Dataset} dataset
 * @param {[number, number][]} starts One for each centroid, in original units.
 * @param {RunOptions} options
 * @returns {import("../types").KMeansTrace}
 */
export function runKMeans(dataset, starts, options) {
  /** @type {number[]} */
  const relocated = [];
  const means = new ExactMeans(dataset.values);
  const steps = halfSteps(means, scaled(dataset, starts.flat()), options, relocated);
  const snapshots = [];
  let next = steps.next();
  for (; !next.done; next = steps.next()) snapshots.push(next.value);
  return {
    algorithm: "kmeans",
    dataset,
    k: starts.length,
    init: options.init ?? "own",
    empty: options.empty ?? "keep",
    seeding: options.seeding ?? [],
    snapshots,
    relocated,
    finished: next.value,
  };
}

/**
 * Go from the start to the end by half-steps.
 *
 * @param {ExactMeans} means Of the values.
 * @param {Float64Array} centroids In clustered units.
 * @param {Omit<RunOptions, "k">} options
 * @param {number[]} relocated Takes the rows that empty centroids are put on.
 * @returns {Generator<import("../types").KMeansSnapshot, boolean, undefined>} Whether it ended because nothing switched.
 */
export function* halfSteps(means, centroids, options, relocated) {
  const { empty = "keep", maxIter = MAX_ITER } = options;
  const values = means.values;
  /** @type {Int32Array | null} */
  let labels = null;
  yield { step: "start", iteration: 0, labels, centroids, inertia: null };
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    const found = assigned(values, centroids);
    const same = unchanged(labels, found.labels);
    labels = same ?? found.labels;
    yield { step: "assign", iteration, labels, centroids, inertia: found.inertia };
    if (same) return true;
    centroids = means.of(labels, centroids);
    const inertia = pairwiseSum(ownGaps(values, labels, centroids));
    yield { step: "update", iteration, labels, centroids, inertia };
    const lone = emptyOf(labels, centroids.length / 2);
    if (empty !== "keep" && iteration < maxIter && lone.length) {
      centroids = putOnRows(values, labels, centroids, lone, options, relocated);
      yield { step: "relocate", iteration, labels, centroids, inertia };
    }
  }
  return false;
}

/**
 * Give the distances of a row to every centroid, in clustered units.
 *
 * @param {import("../types").Dataset} dataset
 * @param {Float64Array} centroids
 * @param {number} row
 * @returns {number[]}
 */
export function distancesOf(dataset, centroids, row) {
  const [x, y] = dataset.values.subarray(2 * row, 2 * row + 2);
  return Array.from({ length: centroids.length / 2 }, (_, j) =>
    Math.sqrt(gap(x, y, centroids[2 * j], centroids[2 * j + 1])),
  );
}

/**
 * Give the squared distance of two places: never expanded, and columns in their order, so that its bits are the core's.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} u
 * @param {number} v
 */
export function gap(x, y, u, v) {
  return (x - u) * (x - u) + (y - v) * (y - v);
}

/**
 * Find the nearest centroid of every row; of several equally near ones the one with the lowest number.
 *
 * @param {Float64Array} values
 * @param {Float64Array} centroids
 */
function assigned(values, centroids) {
  const n = values.length / 2;
  const labels = new Int32Array(n);
  const nearest = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    const x = values[2 * row];
    const y = values[2 * row + 1];
    let least = gap(x, y, centroids[0], centroids[1]);
    for (let j = 2; j < centroids.length; j += 2) {
      const distance = gap(x, y, centroids[j], centroids[j + 1]);
      if (distance < least) {
        least = distance;
        labels[row] = j >> 1;
      }
    }
    nearest[row] = least;
  }
  return { labels, inertia: pairwiseSum(nearest) };
}

/**
 * Give the labels of before if those that were found are the same.
 *
 * @param {Int32Array | null} before
 * @param {Int32Array} found
 */
function unchanged(before, found) {
  return before?.every((label, row) => label === found[row]) ? before : null;
}

/**
 * Give the squared distance of every row to its own centroid.
 *
 * @param {Float64Array} values
 * @param {Int32Array} labels
 * @param {Float64Array} centroids
 */
function ownGaps(values, labels, centroids) {
  const gaps = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const at = 2 * labels[row];
    gaps[row] = gap(values[2 * row], values[2 * row + 1], centroids[at], centroids[at + 1]);
  }
  return gaps;
}

/**
 * Count the rows of each cluster.
 *
 * @param {Int32Array} labels
 * @param {number} k
 * @returns {number[]}
 */
export function sizesOf(labels, k) {
  const sizes = new Array(k).fill(0);
  for (const label of labels) sizes[label]++;
  return sizes;
}

/**
 * Name the clusters without rows, ascending.
 *
 * @param {Int32Array} labels
 * @param {number} k
 */
function emptyOf(labels, k) {
  return sizesOf(labels, k).flatMap((size, j) => (size === 0 ? [j] : []));
}

/**
 * Put every empty centroid on a row that is not on its own centroid, lowest number first, no two on one place.
 *
 * @param {Float64Array} values
 * @param {Int32Array} labels
 * @param {Float64Array} centroids
 * @param {number[]} lone
 * @param {Omit<RunOptions, "k">} options
 * @param {number[]} relocated
 */
function putOnRows(values, labels, centroids, lone, options, relocated) {
  const { empty, relocated: given = [], random = Math.random } = options;
  const moved = centroids.slice();
  const gaps = ownGaps(values, labels, centroids);
  for (const j of lone) {
    const free = Array.from(gaps.keys()).filter(row => gaps[row] > 0);
    if (!free.length) break;
    const drawn = () => given[relocated.length] ?? free[Math.floor(random() * free.length)];
    const row =
      empty === "farthest" ? free.reduce((far, other) => (gaps[other] > gaps[far] ? other : far)) : drawn();
    const x = values[2 * row];
    const y = values[2 * row + 1];
    moved.set([x, y], 2 * j);
    gaps.forEach((_, other) => {
      if (values[2 * other] === x && values[2 * other + 1] === y) gaps[other] = 0;
    });
    relocated.push(row);
  }
  return moved;
}
