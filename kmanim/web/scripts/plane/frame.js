// The box of a plot: where it lies, between which limits, and its axes.

import { LetterSizes, svgOf, textAt } from "./svg.js";
import { fittingTicks, roundTicks, titled } from "./ticks.js";

/**
 * A rectangle in px, y downwards.
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

/**
 * What an axis shows.
 * @typedef {{low: number, high: number, title: string, whole?: boolean}} Axis
 */

/** A plot that is laid out: places in px for values, and back. */
export class Frame {
  /**
   * @param {Box} box
   * @param {[number, number]} low
   * @param {[number, number]} high
   */
  constructor(box, low, high) {
    this.box = box;
    this.low = low;
    this.high = high;
    /** Px for one unit, of both axes. */
    this.scale = [(box.right - box.left) / (high[0] - low[0]), (box.bottom - box.top) / (high[1] - low[1])];
  }

  /** @param {number} value */
  x(value) {
    return this.box.left + (value - this.low[0]) * this.scale[0];
  }

  /** @param {number} value */
  y(value) {
    return this.box.bottom - (value - this.low[1]) * this.scale[1];
  }

  /**
   * Gives the values at a place, as round as a quarter of a px allows: they become part of links.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  valuesAt(x, y) {
    const { box, low, scale } = this;
    return [
      roundedTo(low[0] + (x - box.left) / scale[0], 0.25 / scale[0]),
      roundedTo(low[1] + (box.bottom - y) / scale[1], 0.25 / scale[1]),
    ];
  }

  /** @param {number} x @param {number} y @param {number} [margin] */
  holds(x, y, margin = 0) {
    const { box } = this;
    return (
      x >= box.left - margin && x <= box.right + margin && y >= box.top - margin && y <= box.bottom + margin
    );
  }
}

/**
 * Rounds to the power of ten at or below a step.
 * @param {number} value
 * @param {number} step
 */
export function roundedTo(value, step) {
  const power = Math.ceil(Math.log10(step));
  // By text, or 0.1 + 0.2 would come out with its long tail.
  return power > 0
    ? Math.round(value / 10 ** power) * 10 ** power
    : Number(value.toFixed(Math.min(100, -power)));
}

/**
 * Lays a plot out: letters take what they need, the box the rest.
 * @param {{width: number, height: number, em: number, letters: LetterSizes, x: Axis, y: Axis, margin: number}} room
 *   `em` is the size of the letters around, `margin` is kept free between what is shown and the box, in px.
 * @param {(size: [number, number]) => [number, number]} [even] Changes px per unit once the box is known.
 */
export function laidOut({ width, height, em, letters, x, y, margin }, even) {
  const tickHigh = em * 0.8125;
  const isWide = width >= 30 * em;
  const top = isWide ? em * 0.6 : em * 1.6;
  const bottom = height - (10 + tickHigh * 2.35);
  const limits = (/** @type {Axis} */ axis, /** @type {number} */ length, /** @type {number} */ scale) => {
    const [low, high] = openedLimits(axis.low, axis.high);
    const half = length / 2 / (scale || (length - 2 * margin) / (high - low));
    const middle = low + (high - low) / 2;
    return [middle - half, middle + half];
  };
  let left = em * 3;
  /** @type {Frame} */
  let frame;
  let yTicks = roundTicks(0, 1, 2);
  for (let turn = 0; ; turn++) {
    const box = { left, top, right: width - em * 0.75, bottom };
    const size = [box.right - box.left, bottom - top];
    const [xs, ys] = [openedLimits(x.low, x.high), openedLimits(y.low, y.high)];
    const scales = even?.([
      (size[0] - 2 * margin) / (xs[1] - xs[0]),
      (size[1] - 2 * margin) / (ys[1] - ys[0]),
    ]);
    const [across, up] = [limits(x, size[0], scales?.[0] ?? 0), limits(y, size[1], scales?.[1] ?? 0)];
    frame = new Frame(box, [across[0], up[0]], [across[1], up[1]]);
    yTicks = fittingTicks(up[0], up[1], size[1], () => tickHigh * 1.2, y.whole);
    const labels = Math.max(0, ...yTicks.labels.map(label => letters.of(label, "tick")));
    const needed = 4 + labels + 8 + (isWide ? tickHigh * 1.75 : 0);
    if (Math.abs(needed - left) < 1 || turn > 3) break;
    left = turn > 1 ? Math.max(needed, left) : needed;
  }
  const xTicks = fittingTicks(
    frame.low[0],
    frame.high[0],
    frame.box.right - frame.box.left,
    label => letters.of(label, "tick"),
    x.whole,
  );
  return { frame, axes: axesOf(frame, letters, em, [xTicks, yTicks], [x.title, y.title], isWide, width) };
}

/**
 * Gives a constant some width.
 * @param {number} low
 * @param {number} high
 */
function openedLimits(low, high) {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > 1e-12 * size) return [low, high];
  const half = size > 0 ? Math.max(size * 0.05, 1e-300) : 1;
  return [low - half, high + half];
}

/**
 * Draws grid, axes, ticks and titles.
 * @param {Frame} frame
 * @param {LetterSizes} letters
 * @param {number} em
 * @param {import("./ticks.js").Ticks[]} ticks Of both axes.
 * @param {string[]} titles
 * @param {boolean} upright Whether the title of the y axis stands beside it, or above.
 * @param {number} width
 */
function axesOf(frame, letters, em, ticks, titles, upright, width) {
  const { box } = frame;
  const high = em * 0.8125;
  const [xs, ys] = [ticks[0].places.map(v => frame.x(v)), ticks[1].places.map(v => frame.y(v))];
  const grid = [
    ...xs.map(x => `M${x.toFixed(1)},${box.top}V${box.bottom}`),
    ...ys.map(y => `M${box.left},${y.toFixed(1)}H${box.right}`),
  ];
  const marks = [
    ...xs.map(x => `M${x.toFixed(1)},${box.bottom}v4`),
    ...ys.map(y => `M${box.left},${y.toFixed(1)}h-4`),
  ];
  // What the labels leave out is never cut.
  const fitted = (/** @type {0 | 1} */ axis, /** @type {number} */ room) => {
    const rest = titled(ticks[axis], "");
    return letters.fitted(titles[axis], "axis-title", room - letters.of(rest, "axis-title")) + rest;
  };
  const middle = (box.top + box.bottom) / 2;
  const xTitle = fitted(0, width - 8);
  const half = letters.of(xTitle, "axis-title") / 2 + 4;
  const xAt = Math.min(Math.max((box.left + box.right) / 2, half), width - half);
  const yTitle = fitted(1, upright ? box.bottom - box.top + 2 * em : width - 8);
  const yAt = upright
    ? {
        transform: `translate(${(high * 1.1).toFixed(1)},${middle.toFixed(1)}) rotate(-90)`,
        "text-anchor": "middle",
      }
    : { x: 4, y: em };
  return svgOf(
    "g",
    { class: "axes" },
    svgOf("path", { class: "grid", d: grid.join("") }),
    svgOf("path", {
      class: "axis",
      d: `${marks.join("")}M${box.left},${box.top}V${box.bottom}H${box.right}`,
    }),
    ...xs.map((x, i) => {
      // The outermost label may not leave the picture.
      const end = width - letters.of(ticks[0].labels[i], "tick") / 2 - 1;
      return textAt(
        "tick",
        i === xs.length - 1 ? Math.min(x, end) : x,
        box.bottom + 6 + high,
        ticks[0].labels[i],
      );
    }),
    ...ys.map((y, i) => textAt("tick", box.left - 8, y + high * 0.36, ticks[1].labels[i], "end")),
    textAt("axis-title", xAt, box.bottom + 8 + high * 2.15, xTitle),
    svgOf("text", { class: "axis-title", ...yAt }, yTitle),
  );
}
