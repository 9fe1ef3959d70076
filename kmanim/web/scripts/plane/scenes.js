// What is seen at every keyframe of a run, and while the reader still chooses.

import { scaled, unscaled } from "../core/dataset.js";
import { distancesOf, sizesOf } from "../core/kmeans.js";
import { chancesAround } from "../core/seeding.js";

/** @typedef {import("../types.js").Dataset} Dataset */
/** @typedef {import("../types.js").DbscanTrace} DbscanTrace */
/** @typedef {import("../types.js").Keyframe} Keyframe */
/** @typedef {import("../types.js").KMeansTrace} KMeansTrace */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Trace} Trace */

/**
 * What a reader can ask of a scene.
 * @typedef {object} SceneOptions
 * @property {boolean} [regions] Whether cells of nearest centroids are tinted.
 * @property {boolean} [boundary] Whether the lines between them are drawn; they are by default.
 * @property {boolean} [trail] Whether the way of all centroids is shown at every step.
 * @property {number | null} [row] The row that is looked at.
 * @property {string[]} [texts] What is written beside the lines from it, cluster after cluster: its distances.
 * @property {number[]} [guessed] Rows that the reader has marked: while anybody guesses, lines do not tell the answer.
 */

const MOST_NAMED_ROWS = 4;
// Of more balls than this the grey ones would be a net over the points, and of more points, too.
const OLD_BALLS = 30;
const MOST_BALLED = 150;
// Of more rows large points would bury each other.
const MOST_WEIGHED_ROWS = 3000;

/**
 * Gives an empty scene.
 * @param {Dataset} dataset
 * @param {string} alt
 * @returns {Scene}
 */
function plainScene(dataset, alt) {
  return {
    dataset,
    alt,
    labels: null,
    kinds: null,
    switched: [],
    centroids: [],
    old: [],
    trail: [],
    judges: null,
    regions: false,
    explained: null,
    names: [],
    weights: null,
    newest: null,
    balls: null,
    contested: [],
    guessed: [],
    circled: [],
  };
}

/**
 * Gives the scene of a keyframe.
 * @param {Trace} trace
 * @param {Keyframe} keyframe
 * @param {SceneOptions} [options]
 * @returns {Scene}
 */
export function sceneOf(trace, keyframe, options = {}) {
  return trace.algorithm === "kmeans"
    ? kmeansScene(trace, keyframe, options)
    : dbscanScene(trace, keyframe, options);
}

/**
 * Gives the scene in which centres are placed.
 * @param {Dataset} dataset
 * @param {[number, number][]} starts In original units.
 * @param {string} alt
 * @param {{regions?: boolean, boundary?: boolean}} [options]
 * @returns {Scene}
 */
export function placingScene(dataset, starts, alt, { regions = false, boundary = true } = {}) {
  const judges = scaled(dataset, starts.flat());
  return {
    ...plainScene(dataset, alt),
    centroids: starts.map(([x, y], cluster) => ({ x, y, cluster })),
    judges: boundary && starts.length > 1 ? judges : null,
    regions,
  };
}

/**
 * Gives the scene in which eps is set: what every row would be, and the ball of the one that is looked at.
 * @param {Dataset} dataset
 * @param {{kinds: Uint8Array, counts: ArrayLike<number>}} preview 0 noise, 1 border, 2 core; and the neighbours of each.
 * @param {{eps: number, minSamples: number, row?: number | null}} set
 * @param {string} alt
 * @returns {Scene}
 */
export function previewScene(dataset, { kinds, counts }, { eps, minSamples, row = null }, alt) {
  return {
    ...plainScene(dataset, alt),
    labels: Int32Array.from(kinds, kind => (kind ? -2 : -1)),
    kinds,
    balls: row === null ? null : { eps, now: [{ row, text: countText(counts[row], minSamples) }], old: [] },
    names: row === null ? [] : namesOf(dataset, [row]),
  };
}

/**
 * @param {number} count
 * @param {number} minSamples
 */
function countText(count, minSamples) {
  return count < minSamples ? `${count} < ${minSamples}` : `${count} ≥ ${minSamples}`;
}

/**
 * Names rows that have names; the number of a row says nothing.
 * @param {Dataset} dataset
 * @param {number[]} rows
 */
function namesOf({ table }, rows) {
  const { names } = table;
  if (!names || rows.length > MOST_NAMED_ROWS) return [];
  return rows.flatMap(row => (names[row] ? [{ row, text: names[row] }] : []));
}

/**
 * @param {KMeansTrace} trace
 * @param {Keyframe} keyframe
 * @param {SceneOptions} options
 * @returns {Scene}
 */
function kmeansScene(trace, { kind, step, rows, drawn, alt }, options) {
  const { dataset, snapshots, k } = trace;
  const { row = null, texts = [], trail = false, regions = false, boundary = true, guessed } = options;
  const now = snapshots[step];
  const places = snapshots.map(snapshot => placesOf(dataset, snapshot.centroids));
  // The assignment that the points wear, whose centroids the boundary lies between.
  const judge = snapshots
    .slice(0, step + 1)
    .filter(snapshot => snapshot.step === "assign")
    .at(-1);
  const scene = { ...plainScene(dataset, alt), guessed: guessed ?? [], regions: regions && Boolean(judge) };
  const isDrawing = drawn !== undefined;
  const sizes = now.labels ? sizesOf(now.labels, k) : [];
  scene.labels = now.labels;
  scene.centroids = places[step].map(([x, y], cluster) => ({
    x,
    y,
    cluster,
    empty: kind === "empty" && sizes[cluster] === 0,
  }));
  if (judge && boundary && k > 1) scene.judges = judge.centroids;
  const former = snapshots[step - 1];
  if (kind === "update" || kind === "relocate" || kind === "question") {
    scene.old =
      places[step - 1]?.map((old, j) => (old.every((v, i) => v === places[step][j][i]) ? null : old)) ?? [];
  }
  if (now.step === "assign" && former?.labels && kind !== "check" && kind !== "done") {
    const old = former.labels;
    scene.switched = rows.flatMap(one =>
      now.labels?.[one] !== old[one] ? [{ row: one, from: old[one] }] : [],
    );
    if (row === null)
      scene.names = namesOf(
        dataset,
        scene.switched.map(one => one.row),
      );
  }
  if (trail || kind === "done") {
    const stops = snapshots.flatMap((snapshot, i) =>
      i <= step && snapshot.step !== "assign" ? [places[i]] : [],
    );
    scene.trail = Array.from({ length: k }, (_, j) => stops.map(stop => stop[j]));
  }
  if (isDrawing) drawOf(scene, trace, drawn, kind === "draw");
  if (row !== null) {
    scene.names = namesOf(dataset, [row]);
    if (!isDrawing && !guessed) scene.explained = { row, ways: waysOf(dataset, now.centroids, row, texts) };
  }
  return scene;
}

/**
 * Shows the draws of starts so far: in "weigh" rows as large as the next draw is likely to give them; in "draw" as it
 * was, and the row that it gave.
 * @param {Scene} scene
 * @param {KMeansTrace} trace
 * @param {number} drawn How many centres are there by then.
 * @param {boolean} isDraw
 */
function drawOf(scene, { dataset, seeding, init, k, snapshots }, drawn, isDraw) {
  const made = seeding.map(({ cluster }, at) => cluster ?? k - seeding.length + at);
  const count = drawn - (k - made.length);
  const isThere = (/** @type {number} */ cluster, upTo = count) =>
    !made.includes(cluster) || made.indexOf(cluster) < upTo;
  const before = isDraw ? count - 1 : count;
  scene.centroids = scene.centroids.filter(({ cluster }) => isThere(cluster));
  if (isDraw) {
    const newest = seeding[count - 1]?.row ?? null;
    scene.newest = newest;
    scene.names = newest === null ? [] : namesOf(dataset, [newest]);
  }
  if (init !== "k-means++" || dataset.n > MOST_WEIGHED_ROWS) return;
  const centres = snapshots[0].centroids.filter((_, i) => isThere(i >> 1, before));
  if (centres.length) scene.weights = chancesAround(dataset.values, centres);
}

/**
 * Gives the lines from a row to all centroids, nearest first.
 * @param {Dataset} dataset
 * @param {Float64Array} centroids
 * @param {number} row
 * @param {string[]} texts
 */
function waysOf(dataset, centroids, row, texts) {
  const distances = distancesOf(dataset, centroids, row);
  return [...distances.keys()]
    .sort((a, b) => distances[a] - distances[b])
    .map(cluster => ({ cluster, text: texts[cluster] ?? "" }));
}

/**
 * Gives the places of centroids in original units.
 * @param {Dataset} dataset
 * @param {Float64Array} centroids
 */
function placesOf(dataset, centroids) {
  const flat = unscaled(dataset, centroids);
  return Array.from(
    { length: flat.length / 2 },
    (_, j) => /** @type {[number, number]} */ ([flat[2 * j], flat[2 * j + 1]]),
  );
}

/**
 * @param {DbscanTrace} trace
 * @param {Keyframe} keyframe
 * @param {SceneOptions} options
 * @returns {Scene}
 */
function dbscanScene(trace, { kind, step, rows, alt }, { row = null, guessed = [] }) {
  const { dataset, visits, eps, minSamples, counts, contested } = trace;
  const scene = { ...plainScene(dataset, alt), guessed };
  const labels = new Int32Array(dataset.n).fill(-2);
  const kinds = new Uint8Array(dataset.n);
  for (const visit of visits.slice(0, step)) {
    for (const one of visit.joined) labels[one] = visit.cluster;
    if (visit.step === "noise") labels[visit.row] = -1;
    kinds[visit.row] = visit.step === "core" ? 2 : 1;
    // Noise that a cluster reaches has been looked at, and is no core point.
    for (const one of visit.joined) if (visit.cluster >= 0 && kinds[one] === 0) kinds[one] = 0;
  }
  scene.labels = labels;
  scene.kinds = kinds;
  const isEnd = kind === "done" || kind === "small" || kind === "data" || kind === "estimate";
  const visit = visits[step - 1];
  const now = row ?? (kind === "contested" ? rows[0] : isEnd ? undefined : visit?.row);
  const yellow =
    isEnd || kind === "contested"
      ? []
      : rows.filter(one => labels[one] >= 0 && kinds[one] === 1 && one !== visit?.row);
  scene.switched = yellow.map(one => ({ row: one, from: -1 }));
  if (now !== undefined) {
    const old =
      dataset.n <= MOST_BALLED ? visits.slice(Math.max(0, step - 1 - OLD_BALLS), Math.max(0, step - 1)) : [];
    const text = kind === "contested" && row === null ? "" : countText(counts[now], minSamples);
    scene.balls = { eps, now: [{ row: now, text }], old: old.map(one => one.row) };
    scene.names = namesOf(dataset, [...new Set([now, ...yellow])]);
  }
  if (kind === "small") {
    const small = new Set(rows.map(one => labels[one]));
    scene.circled = [...small].map(cluster => rows.filter(one => labels[one] === cluster));
  }
  const shown = kind === "contested" ? rows : kind === "done" ? [...contested.keys()] : [];
  scene.contested = shown.flatMap(one => {
    const clusters = contested.get(one);
    return clusters ? [{ row: one, clusters }] : [];
  });
  return scene;
}
