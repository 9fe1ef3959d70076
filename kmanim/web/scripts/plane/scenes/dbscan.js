// What is seen at every keyframe of DBSCAN.

import { countText, namesOf, plainScene } from "./plain.js";

/** @typedef {import("../../types.js").DbscanTrace} DbscanTrace */
/** @typedef {import("../../types.js").Keyframe} Keyframe */
/** @typedef {import("../../types.js").Scene} Scene */
/** @typedef {import("./plain.js").SceneOptions} SceneOptions */

// Of more balls than this the grey ones would be a net over the points, and of more points, too.
const OLD_BALLS = 30;
const MOST_BALLED = 150;

/**
 * @param {DbscanTrace} trace
 * @param {Keyframe} keyframe
 * @param {SceneOptions} options
 * @returns {Scene}
 */
export function dbscanScene(trace, { kind, step, rows, alt }, { row = null, guessed = [] }) {
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
