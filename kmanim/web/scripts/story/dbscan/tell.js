// How a run of DBSCAN is told on a page: every visit a picture, or every cluster, or all visits at once.
import { holdOf } from "../pace.js";
import { counted, grouped } from "../text/words.js";
import {
  beginsCaption,
  contestedCaption,
  dbscanDoneCaption,
  estimateCaption,
  noiseCaption,
  openingCaption,
  reachCaption,
  severalNoiseCaption,
} from "./captions.js";
import { everyVisitCaption, growsCaption, smallCaption } from "./chapters.js";
import { CLUSTERS, DbscanFacts, FEW_TOLD } from "./facts.js";

/** @typedef {import("../../types.d.ts").Caption} Caption */
/** @typedef {import("../../types.d.ts").DbscanTrace} DbscanTrace */
/** @typedef {import("../../types.d.ts").Keyframe} Keyframe */
/** @typedef {{ kind: string, step: number, caption: Caption, rows?: number[] }} Told */

/** @type {Record<string, string>} */
const DBSCAN_PHASES = {
  data: "Data",
  estimate: "Radius",
  noise: "Noise so far",
  begin: "A cluster begins",
  visit: "Reach",
  grow: "Reach",
  adopt: "Adopted",
  chunk: "Going by",
  small: "Tiny clusters",
  contested: "Contested",
  done: "Done",
};

/**
 * Tell a run of DBSCAN.
 * @param {DbscanTrace} trace
 * @param {"visit" | "cluster" | "all"} by What one picture tells.
 * @returns {Keyframe[]}
 */
export function tellDbscan(trace, by = "visit") {
  const facts = new DbscanFacts(trace);
  const told = toldOf(facts, by);
  const { scatter } = facts;
  return told.map(({ kind, step, caption, rows = [] }, i) => {
    const isDone = kind === "done";
    const allNoise = isDone && !trace.nClusters;
    return {
      kind,
      step,
      phase: allNoise ? "All noise" : DBSCAN_PHASES[kind],
      counter: kind === "data" || kind === "estimate" ? "" : pointOf(step),
      caption,
      alt: altOf(facts, scatter, kind, step, caption),
      rows,
      tween: settles(told[i - 1]) ? "recolour" : "",
      holdMs: holdOf(kind === "adopt" ? "switch" : "", caption.words, {
        isFirst: i === 0,
        isLast: i === told.length - 1,
      }),
      mark: allNoise ? "cross" : isDone && isToldApart(facts) ? "tick" : "",
    };
  });
}

/**
 * Choose the pictures.
 * @param {DbscanFacts} facts
 * @param {"visit" | "cluster" | "all"} by
 */
function toldOf(facts, by) {
  const { trace } = facts;
  const last = trace.visits.length;
  /** @type {Told[]} */
  const told = [{ kind: "data", step: 0, caption: openingCaption(facts) }];
  if (trace.estimate) {
    told.push({ kind: "estimate", step: 0, caption: estimateCaption(facts) });
  }
  if (by === "all") {
    const rows = facts.adopted.flat().sort((a, b) => a - b);
    told.push({ kind: "chunk", step: last, caption: everyVisitCaption(facts), rows });
  } else {
    told.push(...visitsTold(facts, by === "cluster"));
  }
  const few = last > FEW_TOLD ? facts.smallClusters : [];
  if (few.length) {
    const rows = [...trace.labels.keys()].filter(row => few.includes(trace.labels[row]));
    told.push({ kind: "small", step: last, caption: smallCaption(facts, few), rows });
  }
  if (trace.contested.size) {
    const [row] = trace.contested.keys();
    told.push({ kind: "contested", step: last, caption: contestedCaption(facts), rows: [row] });
  }
  told.push({ kind: "done", step: last, caption: dbscanDoneCaption(facts) });
  return told;
}

/**
 * Tell visits, each by itself or those of a cluster and of the noise between clusters together.
 * @param {DbscanFacts} facts
 * @param {boolean} together
 */
function visitsTold(facts, together) {
  /** @type {Told[]} */
  const told = [];
  const last = facts.trace.visits.length;
  let isFirstNoise = true;
  for (let i = 1, end = 1; i <= last; i = end + 1) {
    end = together ? facts.endOfPart(i) : i;
    const { step, isSeed } = facts.visit(i);
    if (step === "noise") {
      const visits = Array.from({ length: end - i + 1 }, (_, j) => i + j);
      const caption = end > i ? severalNoiseCaption(facts, visits) : noiseCaption(facts, i, isFirstNoise);
      told.push({ kind: "noise", step: end, caption });
      isFirstNoise = false;
      continue;
    }
    const rows = facts.adopted
      .slice(i, end + 1)
      .flat()
      .sort((a, b) => a - b);
    const kind = rows.length ? "adopt" : end > i ? "grow" : isSeed ? "begin" : "visit";
    const caption =
      end > i ? growsCaption(facts, i, end) : isSeed ? beginsCaption(facts, i) : reachCaption(facts, i);
    told.push({ kind, step: end, caption, rows });
  }
  return told;
}

/** @param {DbscanFacts} facts */
function isToldApart(facts) {
  const { nClusters } = facts.trace;
  return nClusters > 1 ? !facts.smallClusters.length : nClusters === 1 && facts.noise.at(-1) !== 0;
}

/**
 * Whether rows that a picture has marked yellow settle when the next one comes.
 * @param {Told | undefined} before
 */
function settles(before) {
  return Boolean(before?.rows?.length && (before.kind === "adopt" || before.kind === "chunk"));
}

/** @param {number} step */
function pointOf(step) {
  return `point ${grouped(step)}`;
}

/**
 * Say of one picture what stands in for it.
 * @param {DbscanFacts} facts
 * @param {string} scatter How it begins.
 * @param {string} kind
 * @param {number} step
 * @param {Caption} caption
 */
function altOf(facts, scatter, kind, step, caption) {
  const text = caption.words.join(" ");
  if (kind === "data" || kind === "estimate") {
    return `${scatter}, all of them grey: ${text}`;
  }
  const noise = `${facts.noise[step]} ${kind === "done" ? "noise" : "noise so far"}`;
  const clusters = counted(facts.begun[step], CLUSTERS);
  return `${scatter} where ${facts.things(facts.reached[step])} are in ${clusters} and ${noise}: ${text}`;
}
