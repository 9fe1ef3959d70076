// Numbers as text: as many digits as the reader needs, halves rounded up, one minus sign.
import { grouped } from "./words.js";

export const MINUS = "−";
/** @type {[number, string][]} */
const PREFIXES = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
];
// Below this all digits are written, however large the unit that would shorten them.
export const WRITTEN_OUT = 1e7;
// A value of a column, or a distance, whose thousands are apart even by itself.
const APART_FROM = 10000;
const MOST_DECIMALS = 9;
// What rounding leaves of a value that is 0, as a share of the largest: about four units in the last place.
const ROUNDING = 1e-15;
// Digits that a number has at least in a unit, and by itself.
export const THREE_DIGITS = 3;

/**
 * Round a number as Python's formats do, exactly and ties to the even digit: its digits as a whole number, and the
 * power of ten of the first of them.
 * @param {number} value
 * @param {number} count
 * @returns {[number, number]}
 */
function rounded(value, count) {
  const size = Math.abs(value);
  const [digits, power] = size.toExponential(count - 1).split("e");
  const whole = Number(digits.replace(".", ""));
  // Engines round a tie up; only the exact digits tell one.
  const isTied =
    whole % 2 && Number(size.toExponential(count)) === size && /5e/.test(size.toExponential(count));
  const isExact = isTied && /^50*e/.test(size.toExponential(60).slice(count + 1));
  return [whole - (isExact ? 1 : 0), Number(power)];
}

/**
 * The power of ten of a number's first digit, as 15 digits show it: 0.3 - 0.2 is one tenth.
 * @param {number} value
 */
export function decade(value) {
  return rounded(value, 15)[1];
}

/**
 * Write a number with so many decimals, halves rounded away from zero: of the number as 15 digits show it.
 * @param {number} value
 */
export function halfUp(value, decimals = 0) {
  const [whole, power] = rounded(value, 15);
  const places = power - 14 + decimals;
  const unit = Number(`1e${-places}`);
  const text =
    places >= 0
      ? whole + "0".repeat(places)
      : String(places < -15 ? 0 : Math.floor((whole + unit / 2) / unit)).padStart(decimals + 1, "0");
  const end = text.length - decimals;
  const told = decimals ? `${text.slice(0, end)}.${text.slice(end)}` : text;
  return value < 0 && /[1-9]/.test(told) ? MINUS + told : told;
}

/**
 * Set the thousands of a written number apart from `least` on: `2,547,692`.
 * @param {string} text
 */
export function thousands(text, least = 1000) {
  const whole = /\d+/.exec(text)?.[0] ?? "";
  return Number(whole) >= least ? text.replace(whole, grouped(/** @type {any} */ (whole))) : text;
}

/**
 * Say from where on thousands are apart in numbers of one kind, the largest of which is this: `5,000` beside `10,000`.
 * @param {number} magnitude
 */
export function apartFrom(magnitude) {
  return magnitude < APART_FROM ? APART_FROM : 1000;
}

/**
 * Write a number as `1.235e9` or `1.235e−9`, with four digits or so many.
 * @param {number} value
 */
export function powerOfTen(value, digits = 4) {
  if (value === 0) {
    return "0";
  }
  const [shown, power] = value.toExponential().split("e");
  const mantissa = halfUp(Number(shown), digits - 1);
  const isTen = /^−?10\./.test(mantissa);
  const exponent = String(Number(power) + Number(isTen)).replace("-", MINUS);
  return `${isTen ? mantissa.replace("10.", "1.") : mantissa}e${exponent}`;
}

/**
 * Write a number with three digits or more, whatever others there are: `0.3`, `83.8`, `6,204`, `1.23 G`.
 * @param {number} value
 */
export function byItself(value, apartFrom = 1000) {
  const size = Math.abs(value);
  if (size === 0) {
    return "0";
  }
  if (!(size >= 1e-4 && size < 1e16)) {
    return powerOfTen(value, THREE_DIGITS);
  }
  const [factor, suffix] = unitFor(size);
  const text = withDigits(value / factor);
  return suffix ? `${text} ${suffix}` : thousands(text, apartFrom);
}

/**
 * Choose the unit of a number, such as millions.
 * @param {number} size
 * @returns {[number, string]}
 */
export function unitFor(size) {
  return PREFIXES.find(([factor]) => size >= Math.max(factor, WRITTEN_OUT)) ?? [1, ""];
}

/**
 * Write a parameter as it was asked for, and an estimate with the three digits that matter.
 * @param {number} value
 * @param {boolean} isEstimated
 */
export function parameterText(value, isEstimated) {
  const count = isEstimated ? 3 : 6;
  const [digits, power] = rounded(value, count);
  if (value === 0 || (power >= -4 && power < count)) {
    return String(Number(`${Math.sign(value) * digits}e${power - count + 1}`));
  }
  return Math.abs(value) >= 1 ? byItself(value, APART_FROM) : powerOfTen(value);
}

/**
 * Write a share with two digits at most: `38 %`, `5.4 %`, `0.3 %`; empty where there is no whole.
 * @param {number} part
 * @param {number} whole
 */
export function percent(part, whole) {
  if (!whole) {
    return "";
  }
  const share = (100 * part) / whole;
  if (share >= 1e7) {
    return `${powerOfTen(share)} %`;
  }
  const exact = halfUp(share, 1);
  if (exact === "0.0" && part > 0) {
    return "<0.1 %";
  }
  const text = share >= 9.95 ? thousands(halfUp(share)) : exact.replace(/\.0$/, "");
  return text === "100" && part < whole ? ">99 %" : `${text} %`;
}

/** How the numbers of one kind are written. */
export class Format {
  // Digits after the point.
  decimals = 0;
  // What one unit of the text stands for, 1e6 with the suffix "M".
  factor = 1;
  suffix = "";
  // From this absolute value on a number is written as a power of ten.
  limit = WRITTEN_OUT;
  // From here on thousands are apart.
  apartFrom = APART_FROM;
  // Up to this absolute value a number is what rounding leaves of 0.
  nothing = 0;
  // Digits that a number must have, unless it has no more; in a unit three.
  shortest = 2;

  /** @param {Partial<Format>} parts */
  constructor(parts = {}) {
    Object.assign(this, parts);
  }

  /**
   * Write one number; one that would have too few digits is written by itself.
   * @param {number} value
   */
  write(value) {
    const size = Math.abs(value);
    if (size >= this.limit || this.decimals > MOST_DECIMALS) {
      return powerOfTen(value);
    }
    const plain = halfUp(value / this.factor, this.decimals);
    const least = this.suffix ? THREE_DIGITS : this.shortest;
    if (size > this.nothing && isShort(plain, value / this.factor, least)) {
      return this.suffix && size >= this.factor
        ? `${withDigits(value / this.factor)} ${this.suffix}`
        : byItself(value);
    }
    const text = thousands(plain, this.apartFrom);
    return this.suffix ? (/[1-9]/.test(plain) ? `${text} ${this.suffix}` : "0") : text;
  }

  /**
   * Give the format with as many decimals more as show which of the values is smaller.
   * @param {number[]} values
   * @returns {Format}
   */
  apart(values) {
    const order = [...values].sort((a, b) => a - b);
    const steps = order.slice(1).flatMap((b, j) => (differ(order[j], b) ? [b - order[j]] : []));
    if (!steps.length || this.decimals > MOST_DECIMALS) {
      return this;
    }
    const needed = -Math.log10(Math.min(...steps) / this.factor / 2);
    return this.with(Math.max(this.decimals, Math.ceil(Math.round(needed * 1e9) / 1e9)));
  }

  /**
   * @param {number} decimals
   * @returns {Format}
   */
  with(decimals) {
    const most = Math.max(this.decimals, MOST_DECIMALS);
    return new Format({ ...this, decimals: Math.min(decimals, most) });
  }
}

/**
 * Choose the format for numbers that spread over `span` and are at most `magnitude` in absolute value.
 *
 * No decimals for a span of 100 and more, one from 10 on, two from 1 on, and so forth; tens of millions and more
 * are written with a prefix where the span allows it.
 * @param {number} span
 * @param {number} magnitude
 */
export function formatFor(span, magnitude) {
  const width = span > 0 ? span : magnitude;
  if (!(width > 0)) {
    return new Format();
  }
  const nothing = ROUNDING * magnitude;
  for (const [factor, suffix] of PREFIXES) {
    if (magnitude >= Math.max(factor, WRITTEN_OUT) && width / factor >= 0.01) {
      return new Format({
        decimals: decimalsFor(width / factor),
        factor,
        suffix,
        limit: factor * 1e4,
        nothing,
      });
    }
  }
  return new Format({
    decimals: decimalsFor(width),
    limit: magnitude < 1e15 ? Math.max(WRITTEN_OUT, 10 * magnitude) : 0,
    nothing,
    apartFrom: apartFrom(magnitude),
    shortest: magnitude >= APART_FROM ? THREE_DIGITS : 2,
  });
}

/**
 * Tell whether two numbers are apart by more than the ninth digit.
 * @param {number} a
 * @param {number} b
 */
export function differ(a, b) {
  return Math.abs(a - b) > 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Tell whether a number has fewer digits in a text than it should have, and others that are left out.
 * @param {string} text
 * @param {number} value
 * @param {number} least
 */
export function isShort(text, value, least) {
  return text.replace(/[−.]/g, "").replace(/^0+/, "").length < least && !isWhole(text, value);
}

/**
 * Write a number with three digits at least, without the zeros behind where it ends.
 * @param {number} value
 */
function withDigits(value) {
  const text = halfUp(value, Math.max(0, THREE_DIGITS - 1 - decade(value)));
  return text.includes(".") && isWhole(text, value) ? text.replace(/\.?0+$/, "") : text;
}

/**
 * Whether a text leaves out nothing of a number, as twelve digits show it.
 * @param {string} text
 * @param {number} value
 */
function isWhole(text, value) {
  const [digits, power] = rounded(value, 12);
  return Number(text.replace(MINUS, "")) === Number(`${digits}e${power - 11}`);
}

/** @param {number} span */
function decimalsFor(span) {
  return Math.max(0, 2 - decade(span));
}
