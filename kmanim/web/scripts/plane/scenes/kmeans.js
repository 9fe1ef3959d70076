// What is seen at every keyframe of k-means.

import { unscaled } from "../../core/dataset.js";
import { distancesOf, sizesOf } from "../../core/kmeans.js";
import { chancesAround } from "../../core/seeding.js";
import { namesOf, plainScene } from "./plain.js";

/** @typedef {import("../../types.js").Dataset} Dataset */
/** @typedef {import("../../types.js").Keyframe} Keyframe */
/** @typedef {import("../../types.js").KMeansTrace} KMeansTrace */
/** @typedef {import("../../types.js").Scene} Scene */
/** @typedef {import("./plain.js").SceneOptions} SceneOptions */

// Of more rows large points would bury each other.
const MOST_WEIGHED_ROWS = 3000;

/**
 * @param {KMeansTrace} trace
 * @param {Keyframe} keyframe
 * @param {SceneOptions} options
 * @returns {Scene}
 */
export function kmeansScene(trace, { kind, step, rows, drawn, alt }, options) {
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
