// The draws of k-means++ as they are told: centre after centre, each with its chance; and the farthest rows.
import { captioned, phrase } from "../text/marked.js";
import { halfUp, percent, powerOfTen } from "../text/numbers.js";
import { firstThatFits, inWords, lineOrTwo, NAME_LIMITS } from "../text/words.js";
import { clusterNumber, marksOf } from "./cluster_names.js";

/** @typedef {import("../text/marked.js").Part} Part */
/** @typedef {import("./facts.js").KMeansFacts} KMeansFacts */

// The chances of more rows than this are not drawn: points would bury each other.
export const MOST_WEIGHED = 3000;
// So many times the average chance has a row that a caption calls far.
const FAR_CHANCE = 2;
const TOLD_APART = 3;

/**
 * Which centres a run's draws made, in their order: where a reader placed some, those that follow.
 * @param {KMeansFacts} facts
 */
export function drawnClusters({ k, trace: { seeding } }) {
  return seeding.map(({ cluster }, at) => cluster ?? k - seeding.length + at);
}

/**
 * Say how likely a row is to be drawn next, and where that is seen.
 * @param {KMeansFacts} facts
 */
export function ruleCaption(facts) {
  const seen =
    facts.dataset.n > MOST_WEIGHED
      ? [`not shown for ${facts.things(facts.dataset.n)}`, "not shown here"]
      : ["the larger a point, the likelier"];
  const rest = "to the squared distance to the nearest centre so far.";
  return firstThatFits(seen.map(where => captioned(`Chance (${where}): in proportion`, rest)));
}

/**
 * Say which row a draw has made a centre, and how likely that was.
 * @param {KMeansFacts} facts
 * @param {number} at Which draw, from 0.
 */
export function drawCaption(facts, at) {
  const { n } = facts.dataset;
  const { row, chance } = facts.trace.seeding[at];
  const clusters = drawnClusters(facts);
  const isFirst = clusters.length === facts.k && at === 0;
  const isFarthest = facts.trace.init === "farthest";
  const who = phrase("Centre ", clusterNumber(clusters[at]), ": ");
  const names = facts.hasNames ? NAME_LIMITS.map(limit => facts.name(row, limit)) : [];
  if (n > 1 && chance === 1 && isFirst) {
    return firstThatFits(
      [...names.map(name => `${name}, chosen.`), "chosen."].map(text => captioned(phrase(who, text))),
    );
  }
  const before = othersBefore(facts, clusters, at);
  if (n > 1 && chance === 1 && isFarthest) {
    const farthest = phrase("farthest from ", before, ".");
    return firstThatFits([
      ...names.map(name => lineOrTwo(phrase(who, name, ","), farthest)),
      captioned(phrase(who, `the ${facts.noun[0]} `, farthest)),
    ]);
  }
  const drawn = `drawn with ${shareText(chance)} chance`;
  const told = [...names.map(name => `${name}, ${drawn}`), drawn].map(text => phrase(who, text));
  if (n === 1) {
    return firstThatFits(told.map(text => lineOrTwo(phrase(text, ","), `the only ${facts.noun[0]}.`)));
  }
  /** @type {Part} */
  let tail = phrase("(far from ", before, ")");
  if (isFirst) {
    tail = "(all alike)";
  } else if (chance * n < FAR_CHANCE) {
    tail = `(average: ${shareText(1 / n)})`;
  }
  return firstThatFits(told.map(text => lineOrTwo(text, tail)));
}

/**
 * Name the centres before a draw: `1 and 2`, `the four before`.
 * @param {KMeansFacts} facts
 * @param {number[]} clusters
 * @param {number} at
 * @returns {Part}
 */
function othersBefore({ k }, clusters, at) {
  const later = clusters.slice(at);
  const there = [...Array(k).keys()].filter(j => !later.includes(j));
  return there.length > TOLD_APART ? `the ${inWords(there.length)} before` : marksOf(there);
}

/**
 * Write a chance with one decimal, a small one with two digits: `7.1 %`, `0.031 %`.
 * @param {number} chance
 */
function shareText(chance) {
  const share = 100 * chance;
  if (share >= 0.1) {
    return percent(chance, 1);
  }
  if (share < 1e-6) {
    return `${powerOfTen(share, 2)} %`;
  }
  let places = 2;
  while (share < Number(`1e${1 - places}`)) {
    places++;
  }
  return `${halfUp(share, places)} %`;
}
