// Balls of radius eps, and how many points they hold.

import { svgOf, textAt } from "./svg.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./view.js").View} View */

/**
 * Draws balls at their true size: ellipses where columns are scaled, or units differ. What leaves the box is cut.
 * @param {NonNullable<Scene["balls"]>} balls
 * @param {View} view
 * @param {number} grown
 */
export function ballsOf({ eps, now, old }, { frame, lengths, xs, ys }, grown) {
  const { left, top, right, bottom } = frame.box;
  const ball = (/** @type {number} */ row, /** @type {string} */ kind, share = 1) => {
    const [rx, ry] = lengths.map(length => (share * eps) / length);
    return svgOf("ellipse", { class: kind, cx: xs[row], cy: ys[row], rx, ry });
  };
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return svgOf(
    "svg",
    { ...box, viewBox: Object.values(box).join(" "), class: "balls" },
    ...old.map(row => ball(row, "old-ball")),
    ...now.map(({ row }) => ball(row, "ball", grown)),
  );
}

/**
 * Writes how many neighbours are in a ball, over it or under it.
 * @param {NonNullable<Scene["balls"]>} balls
 * @param {View} view
 */
export function countsOf({ eps, now }, view) {
  return now.flatMap(({ row, text }) => {
    if (!text) return [];
    const [wide, high, ry] = [view.letters.of(text, "count"), view.em, eps / view.lengths[1]];
    const { left, right, top, bottom } = view.frame.box;
    const x = Math.min(Math.max(view.xs[row], left + wide / 2 + 3), right - wide / 2 - 3);
    const above = Math.max(view.ys[row] - ry - high / 2 - 3, top + high / 2 + 2);
    const below = Math.min(view.ys[row] + ry + high / 2 + 3, bottom - high / 2 - 2);
    const at = view.room.choose(
      [
        [x, above, 0],
        [x, below, 1],
      ],
      wide,
      high,
      null,
    );
    return [textAt("count halo", x, (at ? below : above) + high * 0.36, text)];
  });
}
