// Lines from a row to all centroids, with their lengths.

import { colourOf } from "./marks.js";
import { lineThrough, svgOf, textAt } from "./svg.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./view.js").View} View */
/** @typedef {[number, number]} Place */

/**
 * Draws lines from a row to the centroids, solid to the nearest, and rings it.
 * @param {Scene} scene
 * @param {View} view
 * @param {Place[]} places
 * @param {number} size
 * @param {number} point
 */
export function linesOf(scene, view, places, size, point) {
  const { row, ways } = /** @type {NonNullable<Scene["explained"]>} */ (scene.explained);
  const [x, y] = [view.xs[row], view.ys[row]];
  const lines = ways.map(({ cluster }, rank) => {
    const line = lineTo(scene, places, cluster, [x, y], size, point);
    if (!line) return svgOf("g");
    view.room.lines.push(line);
    const d = lineThrough([line.slice(0, 2), line.slice(2)]);
    const dash = rank ? { "stroke-dasharray": "5 3" } : {};
    return svgOf(
      "g",
      { class: "distance" },
      svgOf("path", { d, stroke: "var(--paper)", "stroke-width": 5, opacity: 0.7 }),
      svgOf("path", { d, stroke: colourOf(cluster), "stroke-width": 2.5, ...dash }),
    );
  });
  view.room.marks.push({ x, y, r: point / 2 + 6 });
  return [...lines.reverse(), svgOf("circle", { class: "emphasis", cx: x, cy: y, r: (point + 9) / 2 })];
}

/**
 * @param {Scene} scene
 * @param {Place[]} places
 * @param {number} cluster
 * @param {Place} from
 * @param {number} size
 * @param {number} point
 * @returns {[number, number, number, number] | null} From rim to rim; nothing where they touch.
 */
function lineTo(scene, places, cluster, [x, y], size, point) {
  const to = places[scene.centroids.findIndex(one => one.cluster === cluster)];
  if (!to) return null;
  const [dx, dy] = [to[0] - x, to[1] - y];
  const length = Math.hypot(dx, dy);
  const [start, end] = [point / 2 + 5.5, size / 2 + 2];
  if (length <= start + end) return null;
  const along = (/** @type {number} */ far) => [x + (dx * far) / length, y + (dy * far) / length];
  const [a, b] = [along(start), along(length - end)];
  return [a[0], a[1], b[0], b[1]];
}

/**
 * Writes distances beside their lines.
 * @param {Scene} scene
 * @param {View} view
 * @param {Place[]} places
 * @param {number} size
 * @param {number} point
 */
export function valuesOf(scene, view, places, size, point) {
  const { row, ways } = /** @type {NonNullable<Scene["explained"]>} */ (scene.explained);
  return ways.flatMap(({ cluster, text }, rank) => {
    const line = lineTo(scene, places, cluster, [view.xs[row], view.ys[row]], size, point);
    if (!line || !text || rank > 5) return [];
    const [wide, high] = [view.letters.of(text, rank ? "name" : "count"), view.em * 0.9];
    const box = view.room.beside(line, wide, high);
    const kind = rank ? "name halo" : "count halo";
    return [textAt(kind, box.left, box.bottom - high * 0.18, text, "start")];
  });
}
