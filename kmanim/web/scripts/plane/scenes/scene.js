// What is seen at every keyframe of a run, and while the reader still chooses.

import { scaled } from "../../core/dataset.js";
import { dbscanScene } from "./dbscan.js";
import { kmeansScene } from "./kmeans.js";
import { countText, namesOf, plainScene } from "./plain.js";

/** @typedef {import("../../types.js").Dataset} Dataset */
/** @typedef {import("../../types.js").Keyframe} Keyframe */
/** @typedef {import("../../types.js").Scene} Scene */
/** @typedef {import("../../types.js").Trace} Trace */
/** @typedef {import("./plain.js").SceneOptions} SceneOptions */

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
