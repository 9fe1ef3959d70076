/** What is seen and said before there is a run: starts being placed, and what every point will be. */

import { BORDER, CORE } from "../core/dbscan.js";
import { Facts } from "../story/facts.js";
import { counted, grouped, series } from "../story/text/words.js";

/** @typedef {import("../types.d.ts").Choices} Choices */
/** @typedef {import("../types.d.ts").Dataset} Dataset */
/** @typedef {import("../types.d.ts").Keyframe} Keyframe */

/** More places than these are counted in a caption. */
const MOST_NAMED = 4;

/**
 * Numbers and names of data without a run.
 *
 * @param {Dataset} dataset
 */
export function factsOf(dataset) {
  return new Facts(/** @type {any} */ ({ dataset }));
}

/**
 * @param {string} kind
 * @param {string} phase
 * @param {string[]} words
 * @param {string} alt
 * @returns {Keyframe}
 */
function choosing(kind, phase, words, alt) {
  const drawn = words.map(line => [line]);
  return {
    kind,
    step: -1,
    phase,
    counter: "",
    caption: { words, drawn },
    alt: `${alt} ${words.join(" ")}`,
    rows: [],
    tween: "",
    holdMs: 2000,
    mark: "",
  };
}

/**
 * @param {Dataset} dataset
 * @param {Choices} choices
 */
export function placingPicture(dataset, { k, starts }) {
  const facts = factsOf(dataset);
  const centres = counted(starts.length, ["centre", "centres"]);
  const places =
    starts.length > MOST_NAMED
      ? `${centres}.`
      : `${centres}: ${series(starts.map(start => facts.place(start)))}.`;
  const missing = k - starts.length;
  let words = [places, "Press Next, or move them."];
  if (dataset.n === 0) words = ["No points yet.", "Click the plane to draw some."];
  else if (starts.length === 0) {
    words = [
      `Where should ${counted(k, ["centre", "centres"])} start?`,
      "Click the plane, or let a rule draw.",
    ];
  } else if (missing > 0) {
    words = [places, `Place ${missing} more, or press Next to begin with ${starts.length}.`];
  }
  return choosing("starts", "Place the starts", words, `${facts.scatter}.`);
}

/**
 * @param {Dataset} dataset
 * @param {{ eps: number, minSamples: number, kinds: Uint8Array, isEstimated: boolean }} found
 */
export function epsPicture(dataset, { eps, minSamples, kinds, isEstimated }) {
  const facts = factsOf(dataset);
  const count = [0, 0, 0];
  for (const kind of kinds) count[kind]++;
  const sum = `${grouped(count[CORE])} core, ${grouped(count[BORDER])} border, ${grouped(count[0])} noise.`;
  const rule = `eps ${isEstimated ? Number(eps.toPrecision(3)) : eps}, min_samples ${minSamples}: ${sum}`;
  const words = dataset.n
    ? [rule, "Press Next to visit point after point."]
    : ["No points yet.", "Click to draw some."];
  return choosing("eps", "Set eps and min_samples", words, `${facts.scatter}.`);
}
