// The captions of centres that move: which, where to or how far, and what becomes of W.
import { captioned, either, phrase } from "../text/marked.js";
import { firstThatFits, lineOrTwo, NAME_LIMITS, series, verb } from "../text/words.js";
import { centreOf, everything, marksOf } from "./cluster_names.js";

/** @typedef {import("../text/marked.js").Part} Part */
/** @typedef {import("./facts.js").KMeansFacts} KMeansFacts */
/** @typedef {import("../../types.d.ts").Caption} Caption */

// Of more centres than this, only the number that moved is told.
const MOVERS_NAMED = 4;

/**
 * Say where the centres went in snapshot i.
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number | null} before The update before it, null at the first one.
 * @param {boolean} isExplained Whether what W stands for has been said.
 * @returns {Caption}
 */
export function updateCaption(facts, i, before, isExplained) {
  const falls = [...new Set([isExplained, true])].map(known => `${facts.change(before ?? i - 1, i, known)}.`);
  const movers = facts.moved(i);
  if (movers.length) {
    return firstThatFits(movesTold(facts, i, before, falls));
  }
  if (facts.k === 1) {
    return captioned("The centre stays: it already is the mean.");
  }
  if (facts.counts(i).includes(0)) {
    return firstThatFits(falls.map(text => lineOrTwo("No centre moves.", text)));
  }
  return firstThatFits([
    captioned("No centre moves:", `each already is the mean of its ${facts.noun[1]}.`),
    captioned("No centre moves."),
  ]);
}

/**
 * Say who moves and where to, or who moves farthest, or what becomes of W.
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number | null} before
 * @param {string[]} falls
 */
function* movesTold(facts, i, before, falls) {
  const movers = facts.moved(i);
  const [opening, rest] = whoMoves(facts, i, before, movers);
  if (facts.hasPlaces) {
    yield lineOrTwo(phrase(opening, ":"), series(facts.places(i, movers)));
  }
  if (before !== null && movers.length > 1) {
    for (const limit of NAME_LIMITS.slice(2)) {
      const way = facts.way(i, limit);
      if (way) {
        yield lineOrTwo(phrase(opening, ","), phrase(centreOf(facts.farthest(i)), ` farthest: ${way}`));
      }
    }
  }
  yield* falls.map(text => lineOrTwo(phrase(opening, "."), text));
  yield* falls.map(text => lineOrTwo(phrase(rest, "."), text));
  yield captioned("Centres move to their means.");
}

/**
 * Say which centres move, in full and in short.
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number | null} before
 * @param {number[]} movers
 * @returns {[Part, Part]}
 */
function whoMoves(facts, i, before, movers) {
  const count = movers.length;
  if (count < facts.k) {
    const rest = `${count} of ${facts.k} centres ${verb(count, "moves", "move")}`;
    if (count > MOVERS_NAMED) {
      return [rest, rest];
    }
    const marks = marksOf(movers);
    const moves = verb(count, " moves", " move");
    const words = `Only centre${count > 1 ? "s" : ""} ${series(movers.map(j => `${j + 1}`))}${moves}`;
    return [either(words, "Only ", marks, moves), rest];
  }
  let opening = "Smaller moves";
  if (facts.k === 1) {
    opening = `The centre moves to the mean of ${everything(facts)}`;
  } else if (before === null) {
    opening = `Centres move to the mean of their ${facts.noun[1]}`;
  } else if (Math.max(...facts.moves(i)) >= Math.max(...facts.moves(before))) {
    opening = "Centres move on";
  } else if (facts.trace.snapshots[i].iteration === 2) {
    opening = "Centres move again";
  }
  return [opening, opening];
}
