/** Text as numbers: exactly, or not at all. `Number("")` is 0, `Number("0x10")` 16; the pattern is asked first. */

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Whether a text without blanks around it is one number, with this decimal sign.
 * @param {string} text
 * @param {string} [decimal]
 */
export function isNumeral(text, decimal = ".") {
  return (decimal === "." ? NUMBER : DECIMAL_COMMA).test(text);
}

/**
 * The number that a text is; NaN where it is none, or is too large or too small for a double.
 * @param {string} text
 * @param {string} [decimal]
 */
export function numberOf(text, decimal = ".") {
  if (!isNumeral(text, decimal)) return Number.NaN;
  const plain = text.replace(",", ".");
  const number = Number(plain);
  const vanished = number === 0 && /[1-9]/.test(plain.split(/e/i)[0]);
  return vanished || !Number.isFinite(number) ? Number.NaN : number;
}

/** What a radius must be: larger ones have squares that doubles cannot hold. */
export const RADIUS = "a number above 0, up to 1e100";

/**
 * The radius that a text is; NaN where it is none.
 * @param {string} text
 */
export function radiusOf(text) {
  const number = numberOf(text);
  return number > 0 && number <= 1e100 ? number : Number.NaN;
}

const INFINITE = /^[+-]?inf(?:inity)?$/i;
const GROUPED = /^[+-]?\d{1,3}([,.' \u2019\u00a0\u202f])\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/;
/** A number with a decimal comma, or with one between thousands. */
export const WITH_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;

/**
 * Whether a cell is a number, or was meant as one: with a sign of money, another decimal sign, separated thousands.
 * @param {string} cell
 * @param {string} [decimal]
 */
export function isMeantAsNumber(cell, decimal = ".") {
  const bare = cell.trim().replace(/^[$€£¥]\s*|\s*[%$€£¥]$/g, "");
  const folded = bare.normalize("NFKC").replaceAll("\u2212", "-").replaceAll("_", "").trim();
  const patterns = [INFINITE, GROUPED, WITH_COMMA];
  return (
    [bare, folded].some(text => isNumeral(text)) ||
    isNumeral(bare, decimal) ||
    patterns.some(p => p.test(bare))
  );
}

/**
 * The whole number from `low` to `high` that a text is; NaN where it is none.
 * @param {string} text
 * @param {number} low
 * @param {number} high
 */
export function wholeOf(text, low, high) {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return number >= low && number <= high ? number : Number.NaN;
}
