/** All that is seen at one instant, worked out from what is chosen. */

import { placingScene, previewScene, sceneOf } from "../plane/scenes/scene.js";
import { epsPicture, placingPicture } from "./choosing.js";
import { distancesIn } from "./measured/distances.js";
import { stateOf } from "./state.js";

/** @typedef {import("../types.d.ts").Choices} Choices */
/** @typedef {import("../types.d.ts").Dataset} Dataset */
/** @typedef {import("../types.d.ts").Keyframe} Keyframe */
/** @typedef {import("../types.d.ts").Table} Table */
/** @typedef {import("../types.d.ts").Trace} Trace */

/**
 * All that a part of the page needs to show itself.
 * @typedef {object} View
 * @property {Choices} choices
 * @property {Table} table
 * @property {Dataset} dataset
 * @property {Trace | null} trace
 * @property {Keyframe[]} pictures
 * @property {number} at Which of them is shown.
 * @property {Keyframe} picture
 * @property {"place" | "eps" | "step" | "end" | "predict"} state
 * @property {number | null} row The point that is looked at.
 * @property {number} eps
 * @property {number} estimate
 * @property {{ kinds: Uint8Array, counts: Int32Array } | null} kinds What points will be, of DBSCAN.
 */

/**
 * @param {import("./state.js").Moment} moment
 * @param {import("./runs.js").Runs} runs
 * @param {{ guess: unknown, row: number | null }} now
 * @returns {View}
 */
export function viewOf({ choices, table }, runs, { guess, row }) {
  const dataset = runs.dataset(table, choices);
  const isKMeans = choices.algorithm === "kmeans";
  const trace = runs.trace(dataset, choices, choices.step !== null);
  const told = trace ? runs.pictures(trace, choices.by) : [];
  const isDbscan = !isKMeans && dataset.n > 0;
  const eps = isDbscan ? runs.eps(dataset, choices) : 1;
  const estimate = isDbscan ? runs.estimate(dataset, choices.minSamples).eps : 1;
  const kinds = isKMeans ? null : runs.kinds(dataset, { ...choices, eps });
  const before = kinds
    ? epsPicture(dataset, { ...choices, eps, kinds: kinds.kinds, isEstimated: choices.eps === null })
    : placingPicture(dataset, choices);
  const pictures = isKMeans && trace ? told : [before, ...told];
  const step = isKMeans ? (choices.step ?? startsOf(told)) : (choices.step ?? -1) + 1;
  const at = Math.max(0, Math.min(step, pictures.length - 1));
  return {
    choices,
    table,
    dataset,
    trace,
    pictures,
    at,
    picture: choices.step === null ? before : pictures[at],
    state: guess ? "predict" : stateOf(choices, pictures, at),
    row,
    eps,
    estimate,
    kinds,
  };
}

/**
 * Where starts are shown: after the draws that led to them.
 *
 * @param {Keyframe[]} told
 */
export function startsOf(told) {
  const found = told.findIndex(picture => picture.kind === "starts");
  return Math.max(0, found);
}

/**
 * What the plane shows of a picture.
 *
 * @param {View} view
 * @param {number} at
 * @param {{ regions: boolean, guessed: number[] | undefined }} looks
 * @returns {import("../types.d.ts").Scene}
 */
export function sceneAt(
  { choices, dataset, trace, pictures, picture: now, row, eps, kinds },
  at,
  { regions, guessed },
) {
  const picture = choices.step === null ? now : pictures[at];
  const { alt } = picture;
  if (picture.step < 0 || picture.kind === "starts" || !trace) {
    return kinds
      ? previewScene(dataset, kinds, { eps, minSamples: choices.minSamples, row }, alt)
      : placingScene(dataset, choices.starts, alt, { regions });
  }
  const texts =
    trace.algorithm === "kmeans" && row !== null ? distancesIn(trace, picture.step, row) : undefined;
  return sceneOf(trace, picture, { regions, row, texts, guessed });
}
