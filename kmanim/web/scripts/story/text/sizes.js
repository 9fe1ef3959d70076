// How large clusters are: each behind its mark where they are few, one range where they are many.
import { either, joined, markOf, phrase } from "./marked.js";
import { countedBetween, grouped, ranged, series } from "./words.js";

/** @typedef {import("./marked.js").Phrase} Phrase */

// Of more clusters than this a caption does not tell each.
export const MARKED = 6;

/**
 * Say how large a few clusters are, in their order, from rich to short: `3, 9 and 20 cars`, `3, 9 and 20`.
 *
 * Drawn, each number follows the mark of its cluster. Of one cluster, of clusters of one size and of many there is
 * nothing to be told one by one, and the list is empty.
 * @param {number[]} counts
 * @param {string[]} noun
 * @returns {Phrase[]}
 */
export function markedSizes(counts, noun) {
  if (areAlike(counts) || counts.length < 2 || counts.length > MARKED) {
    return [];
  }
  const marks = counts.map((count, j) => phrase(markOf(j), ` ${grouped(count)}`));
  const short = either(series(counts.map(grouped)), joined(marks, "  "));
  return [phrase(short, ` ${noun[+(counts.at(-1) !== 1)]}`), short];
}

/**
 * Say how large clusters are, in their order: `7 and 5`; of many from the smallest to the largest.
 * @param {number[]} counts
 */
export function sizesText(counts) {
  return counts.length <= MARKED
    ? series(counts.map(grouped))
    : ranged(grouped(Math.min(...counts)), grouped(Math.max(...counts)));
}

/**
 * Say how large clusters are, and what they are of: `7 and 5 points`, `1 point`; of many `1 to 9 points`.
 *
 * Of many clusters of one size, and where `areAlike` says so, it is told once: `5 points each`.
 * @param {number[]} counts
 * @param {string[]} noun
 */
export function sized(counts, noun) {
  if (counts.length > 1 && (counts.length > MARKED || areAlike(counts))) {
    return countedBetween(Math.min(...counts), Math.max(...counts), noun);
  }
  return `${sizesText(counts)} ${lastNoun(counts, noun)}`;
}

/**
 * Choose what is counted, one or many, as it follows the last of several numbers.
 * @param {number[]} counts
 * @param {string[]} noun
 */
export function lastNoun(counts, noun) {
  return noun[+(counts.at(-1) !== 1)];
}

/**
 * Count rows that are in no cluster: `15 noise`, behind their cross where it is drawn.
 * @param {number} count
 * @returns {Phrase}
 */
export function markedNoise(count) {
  return count ? phrase(markOf(-1, ""), either("", " "), `${grouped(count)} noise`) : phrase("no noise");
}

/**
 * Whether three clusters or more are of one size, or all of one row; then it is told once.
 * @param {number[]} counts
 */
export function areAlike(counts) {
  return new Set(counts).size === 1 && (counts.length > 2 || counts[0] === 1);
}
