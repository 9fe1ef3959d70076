// How every point looks: grey before it belongs anywhere, then in the colour and shape of its cluster.

import { colourOf, edgeOf, pointSize, shapeOf } from "./marks.js";

/** @typedef {import("../types.js").Scene} Scene */

/**
 * What points that look alike have in common.
 * @typedef {{shape: string, size: number, fill: string, edge: string, width: number}} Look
 */

const IN_NONE = -2;
// Up to here points touch so seldom that a rim of paper tells neighbours apart.
const RIMMED_UP_TO = 400;

/**
 * Gives the look of every row, and of each other look that is wanted; rows that look alike share one object.
 * @param {Scene} scene
 * @param {number} unit What a px of our films is here.
 * @param {Set<number>} crowd Rows that are yellow, and too many for a "!" each.
 * @returns {Look[]}
 */
export function looksOf(scene, unit, crowd) {
  const { n } = scene.dataset;
  const size = pointSize(n) * unit;
  /** @type {Map<number, Look>} */
  const known = new Map();
  const most = scene.weights ? Math.max(...scene.weights) : 0;
  return Array.from({ length: n }, (_, row) => {
    const label = scene.labels?.[row] ?? IN_NONE;
    const kind = scene.kinds?.[row] ?? 3;
    const isYellow = crowd.has(row);
    const step = scene.weights ? weighed(scene.weights[row], most, n) : 1;
    const key = ((label + 2) * 8 + kind * 2 + Number(isYellow)) * 64 + step * 12;
    let look = known.get(key);
    if (!look) {
      look = isYellow ? yellowLook(label, size) : plainLook(label, kind, size * step, n);
      known.set(key, look);
    }
    return look;
  });
}

/**
 * Gives the size of a point by its chance, as a multiple of a plain one's: areas are in proportion, and a point without
 * a chance stays to be seen.
 * @param {number} chance
 * @param {number} most
 * @param {number} n
 */
function weighed(chance, most, n) {
  const shrunk = Math.min(1, 2.6 / Math.sqrt(most * n));
  return Math.max(4, Math.round(12 * Math.sqrt(chance * n) * shrunk)) / 12 || 1;
}

/**
 * @param {number} label
 * @param {number} size
 */
function yellowLook(label, size) {
  return {
    shape: shapeOf(label),
    size: Math.max(4.5, size * 1.3),
    fill: "var(--yellow)",
    edge: "var(--on-yellow)",
    width: 1.25,
  };
}

/**
 * @param {number} label
 * @param {number} kind
 * @param {number} size
 * @param {number} n
 * @returns {Look}
 */
function plainLook(label, kind, size, n) {
  const rim = n <= RIMMED_UP_TO ? "var(--paper)" : "none";
  if (label === -1)
    return { shape: "cross", size: 0.8 * size, fill: "none", edge: "var(--noise)", width: 1.6 };
  if (label < 0) {
    if (kind === 1)
      return { shape: "circle", size: size - 1, fill: "var(--paper)", edge: "var(--grey)", width: 2 };
    return { shape: "circle", size, fill: kind === 2 ? "var(--ink)" : "var(--grey)", edge: rim, width: 0.8 };
  }
  const [colour, shape] = [colourOf(label), size >= 4 ? shapeOf(label) : "circle"];
  if (kind === 0) {
    const pale = `color-mix(in srgb, ${colour} 45%, var(--paper))`;
    return { shape, size, fill: pale, edge: edgeOf(label, colour), width: 0.8 };
  }
  if (kind === 1) return { shape, size: size - 1, fill: "var(--paper)", edge: colour, width: 2 };
  if (kind === 2 && n <= RIMMED_UP_TO && size >= 7)
    return { shape, size, fill: colour, edge: "var(--ink)", width: 1.2 };
  return { shape, size, fill: colour, edge: size >= 5 ? edgeOf(label, rim) : rim, width: 0.9 };
}
