// A run of k-means told step by step: which pictures, in which order, in which words.
import { holdOf } from "../pace.js";
import { captioned } from "../text/marked.js";
import { kmeansAlt } from "./alt_text.js";
import { assignCaption, checkCaption, emptyCaption, relocateCaption, startsCaption } from "./captions.js";
import { KMeansFacts } from "./facts.js";
import { updateCaption } from "./movements.js";
import { drawCaption, drawnClusters, ruleCaption } from "./seeding.js";
import { reassignCaption } from "./switches.js";
import { judgedEnd } from "./verdict.js";

/** @typedef {import("../../types.d.ts").Caption} Caption */
/** @typedef {import("../../types.d.ts").Keyframe} Keyframe */

/** @type {Record<string, string>} */
const KMEANS_PHASES = {
  weigh: "Draw",
  draw: "Draw",
  starts: "Starts",
  assign: "Assign",
  update: "Update",
  empty: "Empty cluster",
  relocate: "Empty cluster",
  question: "Reassign",
  reassign: "Reassign",
  check: "Check",
  done: "Done",
};
// How long what moves before a picture does so; its caption is there by then.
/** @type {Record<string, number>} */
const LEADS_MS = { sweep: 600, glide: 600, move: 800 };

/**
 * Tell every draw, the starts, every half-step, and the end.
 * @param {import("../../types.d.ts").KMeansTrace} trace
 * @param {{ questions?: boolean, best?: number | null }} [options] Whether the reader is asked which rows will switch;
 * the least W that is known, of other runs.
 * @returns {Keyframe[]}
 */
export function tellKMeans(trace, { questions = false, best = null } = {}) {
  const telling = new KMeansTelling(new KMeansFacts(trace), questions);
  telling.open();
  trace.snapshots.forEach((_, i) => {
    telling.go(i);
  });
  telling.close(best);
  return telling.keyframes;
}

/** Snapshot after snapshot, with what the reader has been told before. */
class KMeansTelling {
  /**
   * @param {KMeansFacts} facts
   * @param {boolean} questions
   */
  constructor(facts, questions) {
    this.facts = facts;
    this.questions = questions;
    /** @type {Keyframe[]} */
    this.keyframes = [];
    /** @type {number | null} */
    this.before = null;
    /** @type {number[]} */
    this.empty = [];
    this.isExplained = false;
    this.isSettled = true;
  }

  /** Tell the draws, if there are any, and the starts. */
  open() {
    const { facts } = this;
    const draws = drawnClusters(facts).length;
    const placed = facts.k - draws;
    for (let at = 0; at < draws; at++) {
      if (at === (placed ? 0 : 1) && facts.trace.init !== "farthest") {
        const counter = at ? `draw ${at} of ${draws}` : "";
        this.add("weigh", 0, ruleCaption(facts), { counter, drawn: placed + at });
      }
      const counter = `draw ${at + 1} of ${draws}`;
      this.add("draw", 0, drawCaption(facts, at), { counter, drawn: placed + at + 1 });
    }
    this.add("starts", 0, startsCaption(facts));
  }

  /**
   * Tell snapshot i; the last assignment of a run that ended by itself is left to the end, where it says why.
   * @param {number} i
   */
  go(i) {
    const { facts } = this;
    const { step } = facts.trace.snapshots[i];
    if (step === "assign" && !(i === facts.last && facts.ended)) {
      this.assign(i);
    } else if (step === "relocate") {
      this.add("relocate", i, relocateCaption(facts, i), { moves: "move" });
    } else if (step === "update") {
      this.add("update", i, updateCaption(facts, i, this.before, this.isExplained), { moves: "move" });
      this.before = i;
    }
  }

  /** @param {number} i */
  assign(i) {
    const { facts } = this;
    const { snapshots } = facts.trace;
    const rows = facts.changed(i);
    if (snapshots[i].iteration === 1) {
      this.add("assign", i, assignCaption(facts, i), { moves: "sweep" });
    } else {
      if (this.questions && rows.length) {
        const counter = `round ${snapshots[i].iteration}`;
        this.add("question", i - 1, captioned(`Which ${facts.noun[1]} switch now?`), { counter });
      }
      this.add("reassign", i, reassignCaption(facts, i), { rows, moves: "glide" });
      this.isSettled = !rows.length;
    }
    const empty = facts.counts(i).flatMap((count, j) => (count ? [] : [j]));
    if (empty.some(j => !this.empty.includes(j)) && snapshots[i + 2]?.step !== "relocate") {
      this.add("empty", i, emptyCaption(facts, empty));
    }
    this.empty = empty;
  }

  /**
   * Tell how it ended.
   * @param {number | null} best
   */
  close(best) {
    const { facts, isExplained } = this;
    const { caption, isStuck, isBest } = judgedEnd(facts, best, isExplained);
    if (facts.ended) {
      this.add("check", facts.last, checkCaption(facts), { moves: facts.iterations > 1 ? "glide" : "" });
    }
    const phase = facts.ended ? (isStuck ? "Stuck" : "Done") : "Stopped";
    this.add("done", facts.last, caption, { phase, mark: isBest ? "tick" : "", isLast: true });
  }

  /**
   * Add a picture; the yellow of a switch settles before the next one, and before centres move.
   * @param {string} kind
   * @param {number} step
   * @param {Caption} caption
   * @param {{ moves?: string, isLast?: boolean } & Partial<Keyframe>} [more] What moves before it stands.
   */
  add(kind, step, caption, { moves = "", isLast = false, ...more } = {}) {
    const { facts, isSettled } = this;
    const { iteration } = facts.trace.snapshots[step];
    const lead = moves === "move" && !facts.moved(step).length ? "" : moves;
    const isFirst = !this.keyframes.length;
    const beat = { reassign: "switch", question: "question" }[kind] ?? "";
    this.keyframes.push({
      kind,
      step,
      phase: KMEANS_PHASES[kind],
      counter: iteration ? `round ${iteration}` : "",
      caption,
      alt: kmeansAlt(facts, { kind, step, text: caption.words.join(" "), drawn: more.drawn }),
      rows: [],
      // The boundary that glides is there only if a reader asks for it; what is seen at once are colours.
      tween: lead === "glide" || (!lead && !isSettled) ? "recolour" : lead,
      holdMs: holdOf(beat, caption.words, { isFirst, isLast, leadMs: LEADS_MS[lead] ?? 0 }),
      mark: "",
      ...more,
    });
    if (kind !== "question" && kind !== "assign") {
      this.isSettled = true;
    }
    this.isExplained ||= caption.words.join(" ").includes("W (");
  }
}
