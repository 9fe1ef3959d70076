// Round places on an axis and their labels, readable at any magnitude.

import { apartFrom, thousands } from "../story/text/numbers.js";

const TICK_STEPS = [1, 2, 2.5, 5, 10];
const NAMED_POWERS = new Map([
  [3, "thousands"],
  [6, "millions"],
]);

/**
 * Where an axis is marked, with what, and what the labels leave out: (place - shift) / 10 ** exponent.
 * @typedef {{places: number[], labels: string[], shift: number, exponent: number}} Ticks
 */

/**
 * Finds at most so many intervals between round numbers within limits.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 * @param {boolean} [whole] Whether only whole numbers are wanted.
 * @returns {Ticks}
 */
export function roundTicks(low, high, most, whole = false) {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return { places: [], labels: [], shift: 0, exponent: 0 };
  const middle = low + span / 2;
  let power = Math.floor(Math.log10(span));
  // Labels that would differ only far behind leave out what they share.
  const shift =
    Math.abs(middle) < 1e4 * span ? 0 : Math.floor(middle / 10 ** power / 1000) * 1000 * 10 ** power;
  const rough = span / Math.max(1, most);
  power = Math.floor(Math.log10(rough));
  const steps = whole ? TICK_STEPS.filter(step => step !== 2.5) : TICK_STEPS;
  const digit = steps.find(one => one * 10 ** power >= rough * (1 - 1e-9)) ?? 10;
  let step = digit * 10 ** power;
  if (whole) step = Math.max(1, step);
  const within = () => {
    const first = Math.ceil((low - shift - span * 1e-9) / step);
    const last = Math.floor((high - shift + span * 1e-9) / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
  };
  let shown = within();
  if (shown.length < 2 && !(whole && step === 1)) {
    step /= 2;
    shown = within();
  }
  const largest = Math.max(0, ...shown.map(Math.abs));
  const suits = largest === 0 || (largest >= 1e-3 && largest < 1e6);
  const exponent = suits ? 0 : Math.floor(Math.log10(largest) / 3 + 1e-12) * 3;
  const unit = 10 ** exponent;
  const decimals = decimalsOf(step / unit);
  return {
    places: shown.map(value => shift + value),
    labels: shown.map(value => tickText(value / unit, decimals, apartFrom(largest / unit))),
    shift,
    exponent,
  };
}

/**
 * Marks an axis with as many labels as stand apart.
 * @param {number} low
 * @param {number} high
 * @param {number} length Of the axis, in px.
 * @param {(label: string) => number} extent How much of that a label takes.
 * @param {boolean} [whole]
 */
export function fittingTicks(low, high, length, extent, whole = false) {
  let found = roundTicks(low, high, 9, whole);
  for (let most = 8; most > 0; most--) {
    const pitch = ((found.places[1] - found.places[0]) / (high - low)) * length;
    if (!(found.places.length > 1) || pitch >= Math.max(...found.labels.map(extent)) + 14) break;
    found = roundTicks(low, high, most, whole);
  }
  return found;
}

/**
 * Says in the title of an axis what its labels leave out.
 * @param {Ticks} ticks
 * @param {string} title
 */
export function titled(ticks, title) {
  let text = title;
  if (ticks.shift) text += ` ${ticks.shift > 0 ? "−" : "+"} ${tickText(Math.abs(ticks.shift), 0, 1000)}`;
  if (!ticks.exponent) return text;
  const named = NAMED_POWERS.get(ticks.exponent);
  if (named) return `${text}, in ${named}`;
  return `${text}, × 10${[...String(ticks.exponent)].map(sign => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]).join("")}`;
}

/**
 * Writes a number with its thousands apart from some size on.
 * @param {number} value
 * @param {number} decimals
 * @param {number} least
 */
function tickText(value, decimals, least) {
  const text = thousands(Math.abs(value).toFixed(decimals), least);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** @param {number} step */
function decimalsOf(step) {
  for (let decimals = 0; decimals < 10; decimals++) {
    if (Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) < 1e-6) return decimals;
  }
  return 10;
}
