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
