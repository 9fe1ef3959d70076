// What the curves beside the plane say.

import { byItself } from "../../story/text/numbers.js";

/** @typedef {import("./chart.js").Curve} Curve */

const MOST_DRAWN_OF_CURVE = 500;

/**
 * Gives W after each half-step, as far as a run is shown; the axes are those of the whole run.
 * @param {import("../../types.js").KMeansTrace} trace
 * @param {number} step The snapshot that is shown.
 * @param {string} text W as captions write it; by default with all its digits.
 * @returns {Curve}
 */
export function inertiaCurve({ snapshots }, step, text = "") {
  const known = snapshots.flatMap(({ inertia }, i) => (inertia === null ? [] : [{ i, inertia }]));
  const all = known.map(({ inertia }) => inertia);
  const shown = known.filter(({ i }) => i <= step);
  const now = shown.at(-1);
  return {
    alt: now
      ? `W after ${shown.length} ${shown.length === 1 ? "half-step" : "half-steps"}: ${text || byItself(now.inertia)}`
      : "W, before the first step",
    x: { low: 1, high: Math.max(2, known.length), title: "Half-step", whole: true },
    y: { low: 0, high: Math.max(...all) || 1, title: "W" },
    points: shown.map(({ inertia }, i) => [i + 1, inertia]),
    dots: true,
    text: now ? text || byItself(now.inertia) : "",
  };
}

/**
 * Gives the distances to the neighbour that makes a core point, the farthest first, with eps across: rows above the
 * line are not core.
 * @param {ArrayLike<number>} distances Falling.
 * @param {number} eps
 * @param {string} title Of the distances: "4th-neighbour distance".
 * @param {string} many What rows are called.
 * @returns {Curve}
 */
export function kDistanceCurve(distances, eps, title, many) {
  const core = Array.from(distances).filter(distance => distance <= eps).length;
  const last = distances.length - 1;
  // A line that is dragged has it drawn again and again: no more points than there are pixels.
  const stride = Math.ceil(distances.length / MOST_DRAWN_OF_CURVE);
  /** @type {[number, number][]} */
  const points = [];
  for (let i = 0; i < last; i += stride) points.push([i + 1, distances[i]]);
  points.push([last + 1, distances[last]]);
  const top = Math.max(distances[0] * 1.05, eps);
  return {
    alt: `${title}, the farthest first: ${core} of ${distances.length} ${many} on or below eps = ${eps}`,
    x: { low: 1, high: Math.max(2, distances.length), title: `${many}, the farthest first`, whole: true },
    y: { low: 0, high: top, title },
    points,
    dots: distances.length <= 60,
    line: { axis: 1, value: eps, text: `eps = ${eps}`, max: Math.max(2 * distances[0], eps) },
  };
}

/**
 * Gives how many clusters, or rows of noise, there would be for each eps.
 * @param {{eps: number, clusters: number, noise: number}[]} curve
 * @param {"clusters" | "noise"} what
 * @param {number} eps
 * @param {{clusters: number, noise: number}} now At that eps, which may lie between two values of the curve.
 * @returns {Curve}
 */
export function epsCurveOf(curve, what, eps, now) {
  const title = what === "clusters" ? "Clusters" : "Noise";
  const high = Math.max(1, ...curve.map(one => one[what]));
  return {
    alt: `${title} against eps: ${now[what]} at eps = ${eps}`,
    x: { low: 0, high: Math.max(curve[curve.length - 1].eps, eps), title: "eps" },
    // What the line says has room above the curve.
    y: { low: 0, high: high * 1.2, title, whole: true },
    points: curve.map(one => [one.eps, one[what]]),
    steps: true,
    line: { axis: 0, value: eps, text: `${now[what]} at ${eps}` },
  };
}
