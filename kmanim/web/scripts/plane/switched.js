// Points that have just changed their cluster: yellow with a dark outline, and never without a "!".

import { colourOf, pathOf, pointSize, shapeOf } from "./marks.js";
import { lineThrough, movedTo, svgOf, textAt } from "./svg.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./view.js").View} View */

const OLD_RIM = 2.5;
const DARK_RIM = 1.25;
const MOST_SINGLE = 60;

/**
 * A place with a "!" of its own, and how many rows lie there.
 * @typedef {{x: number, y: number, from: number, to: number, count: number}} Single
 */

/**
 * Sorts the yellow rows: each a mark of its own, or a crowd where "!" would touch "!".
 * @param {Scene} scene
 * @param {View} view
 * @returns {{singles: Single[], crowd: Set<number>}}
 */
export function switchedOf(scene, view) {
  /** @type {Map<string, Single>} */
  const singles = new Map();
  const size = switchedSize(view);
  if (scene.switched.length <= 4 * MOST_SINGLE) {
    for (const { row, from } of scene.switched) {
      const [x, y, to] = [view.xs[row], view.ys[row], scene.labels?.[row] ?? 0];
      const key = [Math.round(2 * x), Math.round(2 * y), from, to].join();
      const known = singles.get(key);
      if (known) known.count += 1;
      else singles.set(key, { x, y, from, to, count: 1 });
    }
    const found = [...singles.values()];
    const touch = found.some((one, i) =>
      found
        .slice(i + 1)
        .some(two => Math.abs(one.x - two.x) < 0.55 * size && Math.abs(one.y - two.y) < 0.85 * size),
    );
    if (found.length <= MOST_SINGLE && !touch) return { singles: found, crowd: new Set() };
  }
  return { singles: [], crowd: new Set(scene.switched.map(({ row }) => row)) };
}

/**
 * Gives the diameter of a mark's yellow: twice a point's.
 * @param {View} view
 */
export function switchedSize(view) {
  return Math.max(pointSize(view.xs.length) * 2 - 2 * DARK_RIM, 14) * view.unit;
}

/**
 * Gives how far a mark reaches from its middle.
 * @param {View} view
 */
export function switchedReach(view) {
  return switchedSize(view) / 2 + OLD_RIM + DARK_RIM;
}

/**
 * Draws a mark: outline, rim of the old colour, yellow, "!".
 * @param {Single} single
 * @param {View} view
 * @param {number} settled From 0 (yellow, large) to 1 (an ordinary point).
 */
export function switchedMark({ x, y, from, to, count }, view, settled) {
  const shape = shapeOf(to);
  const own = switchedSize(view) * (1 - settled) + pointSize(view.xs.length) * view.unit * settled;
  const [rim, outline] = [OLD_RIM * (1 - settled), DARK_RIM * (1 - settled)];
  const old = from < 0 ? "var(--noise)" : colourOf(from);
  const yellow = settled
    ? `color-mix(in srgb, ${colourOf(to)} ${Math.round(100 * settled)}%, var(--yellow))`
    : "var(--yellow)";
  const sign = svgOf(
    "text",
    { class: "switched-sign", y: own * 0.3, "font-size": own * 0.9, "text-anchor": "middle" },
    count > 1 ? `!${count}` : "!",
  );
  return svgOf(
    "g",
    { class: "switched", "data-cluster": to, transform: movedTo(x, y) },
    svgOf("path", { d: pathOf(shape, own + 2 * (rim + outline)), fill: "var(--on-yellow)" }),
    svgOf("path", { d: pathOf(shape, own + 2 * rim), fill: old }),
    svgOf("path", { d: pathOf(shape, own), fill: yellow }),
    ...(settled ? [] : [sign]),
  );
}

/**
 * Counts a crowd: a pill for each cluster that rows come to.
 * @param {Scene} scene
 * @param {View} view
 * @param {Set<number>} crowd
 */
export function pillsOf(scene, view, crowd) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const row of crowd) {
    const to = scene.labels?.[row] ?? 0;
    groups.set(to, [...(groups.get(to) ?? []), row]);
  }
  return [...groups].map(([to, rows]) => {
    const mean = (/** @type {Float64Array} */ values) =>
      rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
    const [x, y] = [mean(view.xs), mean(view.ys)];
    // Beside a row of its own, not between two groups.
    const at = rows.reduce((best, row) => {
      const far = (/** @type {number} */ one) => Math.hypot(view.xs[one] - x, view.ys[one] - y);
      return far(row) < far(best) ? row : best;
    });
    const text = `! ${rows.length.toLocaleString("en")}`;
    const [wide, high] = [view.letters.of(text, "pill-text") + 12, view.em * 1.25];
    const { box, leader } = view.room.near({ x: view.xs[at], y: view.ys[at], r: 6 }, wide, high);
    return svgOf(
      "g",
      { class: "pill", "data-cluster": to },
      ...(leader
        ? [svgOf("path", { class: "leader", d: lineThrough([leader.slice(0, 2), leader.slice(2)]) })]
        : []),
      svgOf("rect", { x: box.left, y: box.top, width: wide, height: high, rx: high / 2 }),
      textAt("pill-text", box.left + wide / 2, box.bottom - high * 0.28, text),
    );
  });
}
