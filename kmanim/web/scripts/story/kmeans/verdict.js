// How good an end is: the best that is known, worse than that, or not to be told from one run alone.
import { captioned } from "../text/marked.js";
import { inertias } from "../text/sums.js";
import { fits, sentenceCase } from "../text/words.js";
import { endedCaption, kmeansDone } from "./captions.js";
import { W_PLAINLY } from "./facts.js";

/** @typedef {import("./facts.js").KMeansFacts} KMeansFacts */

// Ends that differ by a smaller share are called alike: a few rows on a border make no other place to rest in.
const ALIKE = 1e-4;
const SAME = 1e-9;

/**
 * Judge the end of a run: its caption, and whether no run that is known ends better, or one does.
 * @param {KMeansFacts} facts
 * @param {number | null} best The least W of all runs that are known; null where there is this run alone.
 * @param {boolean} isExplained Whether what W stands for has been said.
 */
export function judgedEnd(facts, best, isExplained) {
  const value = facts.w(facts.last);
  const isOnly = facts.k === 1 || value === 0;
  const isStuck = facts.ended && !isOnly && best !== null && isWorse(value, best, ALIKE);
  const isBest = facts.ended && !isStuck && (isOnly || best !== null);
  const opening = isStuck ? "Stuck after" : "Done in";
  const line = facts.ended && !isOnly ? wordsOf(value, best, isStuck, isExplained) : "";
  let caption = kmeansDone(facts, opening);
  if (line) {
    const { words, drawn } = endedCaption(facts, opening);
    const more = captioned(line);
    caption = { words: [...words, ...more.words], drawn: [...drawn, ...more.drawn] };
  }
  return { caption, isStuck, isBest };
}

/**
 * @param {number} value
 * @param {number | null} best
 * @param {boolean} isStuck
 * @param {boolean} isExplained
 */
function wordsOf(value, best, isStuck, isExplained) {
  if (best === null) {
    return "A resting place; another start may find a lower one.";
  }
  const least = Math.min(value, best);
  const [here, known] = inertias([value, least]);
  const close = isWorse(value, least, SAME);
  const how = close ? `as good as the best known, ${known}.` : "the best known.";
  const [long, short] = isStuck
    ? [`${sentenceCase(W_PLAINLY)}: ${here}, best known ${known}.`, `W = ${here}, best known ${known}.`]
    : [`W (${W_PLAINLY}) = ${here}: ${how}`, `W = ${here}: ${how}`];
  return !isExplained && fits(captioned(long)) ? long : short;
}

/**
 * @param {number} value
 * @param {number} best
 * @param {number} share
 */
function isWorse(value, best, share) {
  return value - best > share * Math.max(Math.abs(value), Math.abs(best));
}
