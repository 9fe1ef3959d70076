// Words as text: lists, one and many, and captions that fit their box.
import { captioned, phrase } from "./marked.js";
import { columnsWide, cut } from "./names.js";

/** @typedef {import("./marked.js").Part} Part */
/** @typedef {import("../../types.d.ts").Caption} Caption */

const LINE_COLUMNS = 58;
// How long a name may be, from what anybody wants to what still tells it from others.
export const NAME_LIMITS = [58, 40, 30, 24, 18, 14, 10];
const SMALL_COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/**
 * Write a whole number with its thousands apart: `2,547,692`.
 * @param {number} count
 */
export function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * Write a place in a row: `5th`.
 * @param {number} place
 */
export function ordinal(place) {
  const tail = /1[123]$/.test(String(place)) ? "" : ["", "st", "nd", "rd"][place % 10];
  return place + (tail || "th");
}

/**
 * Join as a sentence does: `a, b and c`.
 * @param {string[]} words
 */
export function series(words, last = "and") {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}` : words.join("");
}

/**
 * Join the first words, and count the rest: `a, b and 5 more`.
 * @param {string[]} words
 * @param {number} named
 */
export function someOf(words, named) {
  const rest = words.length - named;
  return series(rest > 0 ? [...words.slice(0, named), `${grouped(rest)} more`] : words);
}

/**
 * Count things: `1 car`, `2,000 cars`, `no cars`.
 * @param {number} count
 * @param {string[]} noun One, and many.
 */
export function counted(count, noun) {
  return count ? `${grouped(count)} ${noun[+(count !== 1)]}` : `no ${noun[1]}`;
}

/**
 * Count things of several groups: `1 to 4 cars`, or `4 cars each` where all have as many.
 * @param {number} low
 * @param {number} high
 * @param {string[]} noun
 */
export function countedBetween(low, high, noun) {
  return low === high
    ? `${grouped(low)} ${noun[+(low !== 1)]} each`
    : `${grouped(low)} to ${grouped(high)} ${noun[1]}`;
}

/**
 * Say from where to where: `3 to 20`, and `7` where both ends are written alike.
 * @param {string} low
 * @param {string} high
 */
export function ranged(low, high) {
  return low === high ? low : `${low} to ${high}`;
}

/**
 * Choose the form of a verb, or of any word, that goes with a count.
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function verb(count, one, many) {
  return count === 1 ? one : many;
}

/**
 * Write a small count as a word (`two`), a larger one in figures (`13`).
 * @param {number} count
 */
export function inWords(count) {
  return SMALL_COUNTS[count] ?? grouped(count);
}

/**
 * Begin with a capital letter and leave the rest alone, and whole what is written as pH, mRNA or iPhone are.
 * @param {string} text
 */
export function sentenceCase(text) {
  const initial = text.slice(0, 1);
  const first = text.trimStart().split(/\s/u, 1)[0];
  return /^\p{Ll}.*\p{Lu}/u.test(first) ? text : initial.toUpperCase() + text.slice(1);
}

/**
 * Put both on one line where they fit, on two lines where they do not; as read and as drawn each for itself.
 * @param {Part} first
 * @param {Part} second
 * @returns {Caption}
 */
export function lineOrTwo(first, second) {
  const whole = captioned(phrase(first, " ", second));
  const parts = captioned(first, second);
  return {
    words: (columnsWide(whole.words[0]) <= LINE_COLUMNS ? whole : parts).words,
    drawn: (drawnColumns(whole.drawn[0]) <= LINE_COLUMNS ? whole : parts).drawn,
  };
}

/**
 * Count the columns that a line takes as it is drawn: two a mark.
 * @param {(string | number)[]} line
 */
function drawnColumns(line) {
  return line.reduce(
    (/** @type {number} */ sum, run) => sum + (typeof run === "number" ? 2 : columnsWide(run)),
    0,
  );
}

/**
 * Whether the caption has at most two lines of at most 58 columns, as it is read and as it is drawn.
 * @param {Caption} caption
 */
export function fits({ words, drawn }) {
  return (
    Math.max(words.length, drawn.length) <= 2 &&
    words.every(line => columnsWide(line) <= LINE_COLUMNS) &&
    drawn.every(line => drawnColumns(line) <= LINE_COLUMNS)
  );
}

/**
 * Choose among captions, given from rich to short; the last one is cut where even that is too long.
 * @param {Iterable<Caption>} candidates
 * @returns {Caption}
 */
export function firstThatFits(candidates) {
  let last = captioned("");
  for (last of candidates) {
    if (fits(last)) {
      return last;
    }
  }
  return captioned(...last.words.slice(0, 2).map(line => cut(line, LINE_COLUMNS)));
}
