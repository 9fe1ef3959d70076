// What clusters are called: by mark or number; the final ones lighter and heavier cars where that is true.
import { either, joined, markOf, phrase } from "../text/marked.js";
import { areAlike, lastNoun, markedSizes } from "../text/sizes.js";
import { countedBetween, grouped, series, verb } from "../text/words.js";

/** @typedef {import("../text/marked.js").Phrase} Phrase */
/** @typedef {import("./facts.js").KMeansFacts} KMeansFacts */

// Of so many clusters a text tells each.
const SIZES_LISTED = 12;

/**
 * Name a cluster where it is plain what is meant: `1`.
 * @param {number} cluster
 */
export function clusterNumber(cluster) {
  return markOf(cluster, `${cluster + 1}`);
}

/**
 * Name a centre within a sentence: `centre 1`, or where it begins.
 * @param {number} cluster
 */
export function centreOf(cluster, word = "centre") {
  return markOf(cluster, `${word} ${cluster + 1}`);
}

/**
 * List clusters by their marks, or by their numbers.
 * @param {number[]} clusters
 */
export function marksOf(clusters) {
  return joined(clusters.map(clusterNumber), ", ", " and ");
}

/**
 * Name centres where a sentence begins: `Centres 1, 2 and 4`.
 * @param {number[]} clusters
 */
export function openingCentres(clusters) {
  const marks = marksOf(clusters);
  return either(`${verb(clusters.length, "Centre", "Centres")} ${marks.words}`, marks);
}

/**
 * Find words for two final clusters by the first column that separates them: every row of the one has a lower value
 * than every row of the other.
 * @param {KMeansFacts} facts
 * @returns {[string, string] | null}
 */
function adjectives(facts) {
  if (facts.k !== 2 || facts.counts(facts.last).includes(0)) {
    return null;
  }
  const labels = facts.labels(facts.last);
  for (const column of [0, 1]) {
    const least = [Infinity, Infinity];
    const most = [-Infinity, -Infinity];
    labels.forEach((label, row) => {
      const value = facts.dataset.points[2 * row + column];
      least[label] = Math.min(least[label], value);
      most[label] = Math.max(most[label], value);
    });
    const shown = facts.feature(column, 16);
    const [low, high] = facts.features[column].compared ?? [`with lower ${shown}`, `with higher ${shown}`];
    if (most[0] < least[1]) {
      return [low, high];
    }
    if (most[1] < least[0]) {
      return [high, low];
    }
  }
  return null;
}

/**
 * Say how large the final clusters are, from rich to short, each as one part of a sentence.
 * @param {KMeansFacts} facts
 * @returns {Phrase[]}
 */
export function finalSizes(facts) {
  const counts = facts.counts(facts.last);
  const told = adjectives(facts)?.map((word, j) => {
    const noun = facts.noun[+(counts[j] !== 1)];
    const things = word.includes(" ") ? `${noun} ${word}` : `${word} ${noun}`;
    return phrase(markOf(j, ""), either("", " "), `${grouped(counts[j])} ${things}`);
  });
  return [
    ...(told ? [joined(told)] : []),
    ...(facts.k === 1 ? [phrase(`${everything(facts)} in one cluster`)] : []),
    ...markedSizes(counts, facts.noun),
    phrase(clustersBetween(facts, counts)),
    phrase(`${facts.k} clusters`),
  ];
}

/**
 * Say how large the final clusters are, for an alternative text: `12 lighter and 20 heavier cars`.
 * @param {KMeansFacts} facts
 */
export function sizesInAlt(facts) {
  const counts = facts.counts(facts.last);
  const words = adjectives(facts);
  if (words && !words.join("").includes(" ")) {
    return `${series(counts.map((count, j) => `${grouped(count)} ${words[j]}`))} ${lastNoun(counts, facts.noun)}`;
  }
  if (facts.k === 1) {
    return `${everything(facts)} in one cluster`;
  }
  if (facts.k <= SIZES_LISTED && !areAlike(counts)) {
    return `${series(counts.map(grouped))} ${lastNoun(counts, facts.noun)} in the clusters`;
  }
  return clustersBetween(facts, counts);
}

/**
 * Say how large the clusters of snapshot i are, as colours show them: `2 clusters of 12 and 20`.
 * @param {KMeansFacts} facts
 * @param {number} i
 */
export function clustersOf(facts, i) {
  const counts = facts.counts(i);
  return facts.k > SIZES_LISTED || areAlike(counts)
    ? clustersBetween(facts, counts)
    : `${facts.k} clusters of ${series(counts.map(grouped))}`;
}

/**
 * @param {KMeansFacts} facts
 * @param {number[]} counts
 */
function clustersBetween(facts, counts) {
  return `${facts.k} clusters of ${countedBetween(Math.min(...counts), Math.max(...counts), facts.noun)}`;
}

/**
 * Name all rows: `all 32 cars`, and `1 car` where there is no other.
 * @param {KMeansFacts} facts
 */
export function everything({ dataset, noun }) {
  return dataset.n === 1 ? `1 ${noun[0]}` : `all ${grouped(dataset.n)} ${noun[1]}`;
}
