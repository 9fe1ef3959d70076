// Centroids: hollow, with a small cross, in their cluster's colour and shape; where they were, grey; and their ways.

import { colourOf, edgeOf, pathOf, shapeOf } from "./marks.js";
import { lineThrough, movedTo, pxText, svgOf } from "./svg.js";

/** @typedef {[number, number]} Place In px. */

const CENTROID_SIZE = 18;
// From so many diameters on an old mark stands clear of the new one.
const CLEAR_FROM = 4 / 3;
const WAY_DASH = "4 2.5";

/**
 * Gives the diameter of a centroid in px.
 * @param {number} unit
 */
export function centroidSize(unit) {
  return CENTROID_SIZE * unit;
}

/**
 * Draws one.
 * @param {Place} place
 * @param {number} cluster
 * @param {number} size
 * @param {boolean} [isOld]
 */
export function centroidMark([x, y], cluster, size, isOld = false) {
  const shape = pathOf(shapeOf(cluster), size);
  const stroke = isOld ? "var(--grey)" : colourOf(cluster);
  const cross = isOld ? stroke : edgeOf(cluster, stroke);
  const halo = isOld ? "var(--paper)" : edgeOf(cluster, "var(--paper)");
  const width = (isOld ? 2 : 2.5) * (size / CENTROID_SIZE);
  return svgOf(
    "g",
    {
      class: isOld ? "old-centroid" : "centroid",
      "data-cluster": cluster,
      transform: movedTo(x, y),
      fill: "none",
    },
    svgOf("path", { d: shape, stroke: halo, "stroke-width": width + 1.75 }),
    svgOf("path", { d: shape, stroke, "stroke-width": width }),
    svgOf("path", {
      d: pathOf("plus", (8 * size) / CENTROID_SIZE),
      stroke: cross,
      "stroke-width": width - 0.5,
    }),
  );
}

/**
 * Lays paper under a centroid.
 * @param {Place} place
 * @param {number} cluster
 * @param {number} size
 * @param {number} reach How far around it, in px.
 * @param {number} opacity
 */
export function groundOf([x, y], cluster, size, reach, opacity) {
  return svgOf("path", {
    class: "ground",
    d: pathOf(shapeOf(cluster), size + 2 * reach),
    transform: movedTo(x, y),
    fill: "var(--paper)",
    opacity,
  });
}

/**
 * Draws the way of a centroid since the picture before: a dashed line from the old mark to the new one. Of a move too
 * short for two marks an arrow beside it says where it came from, once it has come.
 * @param {Place} from
 * @param {Place} to
 * @param {Place} goal Where it goes, while it is still on its way.
 * @param {number} size
 * @returns {{way: SVGElement | null, isClear: boolean}} Whether the old mark stands clear of the new one.
 */
export function wayOf(from, to, goal, size) {
  const rim = size / 2 + 1;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const isClear = Math.hypot(goal[0] - from[0], goal[1] - from[1]) >= CLEAR_FROM * size;
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  const line = (/** @type {Place} */ place, /** @type {string} */ d, dash = "") =>
    svgOf("path", {
      class: "way",
      d,
      transform: `${movedTo(...place)} rotate(${pxText(angle)})`,
      "stroke-dasharray": dash,
    });
  if (isClear) {
    const way = length > 2 * rim ? line(from, `M${rim},0H${pxText(length - rim)}`, WAY_DASH) : null;
    return { way, isClear };
  }
  const hasCome = length >= 0.5 && to[0] === goal[0] && to[1] === goal[1];
  return { way: hasCome ? line(to, `M${-rim - 14},0h9m-4,-4l4,4l-4,4`) : null, isClear };
}

/**
 * Draws the whole way of a centroid, and those stops that stand apart; the last is where it is, and not marked.
 * @param {Place[]} stops
 * @param {number} cluster
 * @param {number} size
 */
export function trailOf(stops, cluster, size) {
  const end = stops[stops.length - 1];
  const small = size * 0.55;
  /** @type {Place[]} */
  const kept = [];
  for (const stop of stops) {
    const isFree = kept.every(other => Math.hypot(other[0] - stop[0], other[1] - stop[1]) > small + 3);
    if (isFree && Math.hypot(stop[0] - end[0], stop[1] - end[1]) > (size + small) / 2 + 1) kept.push(stop);
  }
  if (stops.every(stop => stop[0] === end[0] && stop[1] === end[1])) return [];
  return [
    svgOf("path", {
      class: "way",
      d: lineThrough(stops),
      "stroke-dasharray": WAY_DASH,
    }),
    ...kept.map(([x, y]) =>
      svgOf("path", {
        class: "stop",
        d: pathOf(shapeOf(cluster), small),
        transform: movedTo(x, y),
      }),
    ),
  ];
}
