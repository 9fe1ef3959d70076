/** The reader says which points will switch, before they do. */

import { counted } from "../story/text/words.js";

/**
 * How a guess compares with what happened.
 *
 * @param {number[]} guessed
 * @param {number[]} switched
 */
export function judged(guessed, switched) {
  const hits = guessed.filter(row => switched.includes(row)).length;
  return { hits, misses: switched.length - hits, falseAlarms: guessed.length - hits };
}

/** One guess, from the question to the answer. */
export class Guess {
  /** @type {number[]} */
  rows = [];
  isJudged = false;

  /**
   * @param {number} at The picture before the switch.
   * @param {import("../types.d.ts").Keyframe} next The picture that has the answer.
   * @param {import("../types.d.ts").Dataset} dataset
   */
  constructor(at, next, dataset) {
    this.at = at;
    this.next = next;
    this.noun = dataset.table.noun;
  }

  get question() {
    const marked = this.rows.length ? ` ${counted(this.rows.length, this.noun)} marked.` : "";
    return `Which ${this.noun[1]} switch now? Mark them on the plane or in the table.${marked}`;
  }

  /** @param {number} row */
  toggle(row) {
    this.rows = this.rows.includes(row) ? this.rows.filter(other => other !== row) : [...this.rows, row];
  }

  judge() {
    this.isJudged = true;
  }

  /**
   * What came of it, on the picture after the question.
   *
   * @param {number} at
   */
  answer(at) {
    if (!this.isJudged || at !== this.at + 1) return "";
    const { hits, misses, falseAlarms } = judged(this.rows, this.next.rows);
    if (misses + falseAlarms === 0) {
      return hits
        ? `All right: you found ${hits === 1 ? "it" : `all ${hits}`}.`
        : "All right: none switches.";
    }
    const alarms = falseAlarms === 1 ? "1 false alarm" : `${falseAlarms} false alarms`;
    return `You found ${hits} of ${hits + misses}: ${misses} missed, ${alarms}.`;
  }
}
