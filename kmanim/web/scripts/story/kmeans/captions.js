// The captions of k-means: one fact each, two lines at most, every number from the run.
import { captioned, phrase } from "../text/marked.js";
import { MARKED, markedSizes } from "../text/sizes.js";
import {
  countedBetween,
  firstThatFits,
  grouped,
  inWords,
  lineOrTwo,
  ranged,
  sentenceCase,
  series,
  verb,
} from "../text/words.js";
import { centreOf, finalSizes, openingCentres } from "./cluster_names.js";

/** @typedef {import("./facts.js").KMeansFacts} KMeansFacts */
/** @typedef {import("../../types.d.ts").Caption} Caption */

/**
 * Say where the centres start, and how those places were found.
 * @param {KMeansFacts} facts
 */
export function startsCaption(facts) {
  const { k, noun } = facts;
  const count = sentenceCase(inWords(k));
  const many = verb(k, "centre", "centres");
  const what = {
    sample: `${count} random ${noun[+(k !== 1)]} as ${many}`,
    "k-means++": `${count} ${many} drawn by k-means++`,
    uniform: `${count} random ${many}`,
    farthest: verb(
      k,
      `One random ${noun[0]} as centre`,
      `${count} ${noun[1]} far from each other as centres`,
    ),
    own: `${count} chosen ${many}`,
  }[facts.trace.init];
  const told = facts.hasPlaces ? [lineOrTwo(`${what}:`, series(facts.places(0)))] : [];
  return firstThatFits([...told, captioned(`${what}.`)]);
}

/**
 * Say how many rows join each centre at the first assignment.
 * @param {KMeansFacts} facts
 * @param {number} i
 */
export function assignCaption(facts, i) {
  const { noun } = facts;
  const counts = facts.counts(i);
  if (facts.k === 1) {
    const joins = lineOrTwo(`Every ${noun[0]} joins the only centre:`, `${facts.things(counts[0])}.`);
    return firstThatFits([joins, captioned("All join the only centre.")]);
  }
  const joins = `Every ${noun[0]} joins its nearest centre:`;
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const short = ranged(grouped(low), grouped(high));
  return firstThatFits([
    ...markedSizes(counts, noun).map(told => lineOrTwo(joins, phrase(told, "."))),
    lineOrTwo(joins, `${low === high ? countedBetween(low, high, noun) : `${short} ${noun[1]} each`}.`),
    lineOrTwo("Each joins its nearest centre:", `${short} each.`),
  ]);
}

/**
 * Say that centres without rows stay where they are.
 * @param {KMeansFacts} facts
 * @param {number[]} clusters
 */
export function emptyCaption(facts, clusters) {
  const none = `no ${facts.noun[1]}:`;
  if (clusters.length === 1) {
    return captioned(phrase(centreOf(clusters[0], "Centre"), ` has ${none}`), "it stays where it is.");
  }
  const stay = "they stay where they are.";
  const named = captioned(phrase(openingCentres(clusters), ` have ${none}`), stay);
  const many = captioned(`${clusters.length} centres have ${none}`, stay);
  return firstThatFits(clusters.length <= MARKED ? [named, many] : [many]);
}

/**
 * Say where centres without rows are moved to in snapshot i.
 * @param {KMeansFacts} facts
 * @param {number} i
 */
export function relocateCaption(facts, i) {
  const movers = facts.moved(i);
  const none = `no ${facts.noun[1]}:`;
  if (!movers.length) {
    // The row that is drawn may lie where the centre is.
    const empty = facts.counts(i).flatMap((count, j) => (count ? [] : [j]));
    const stays = verb(empty.length, "its new place is its old one.", "their new places are their old ones.");
    const who = phrase(openingCentres(empty), verb(empty.length, ` has ${none}`, ` have ${none}`));
    return firstThatFits([captioned(who, stays), captioned(sentenceCase(stays))]);
  }
  const target =
    facts.trace.empty === "farthest"
      ? `the ${facts.noun[0]} farthest from its centre`
      : `a ${facts.noun[0]} drawn at random`;
  const places = facts.hasPlaces ? facts.places(i, movers) : [];
  if (movers.length === 1) {
    const who = centreOf(movers[0], "Centre");
    const opening = phrase(who, ` has ${none} it moves to`);
    return firstThatFits([
      ...places.map(place => captioned(opening, `${target}, ${place}`)),
      captioned(opening, `${target}.`),
      captioned(phrase(who, " is moved.")),
    ]);
  }
  const who = phrase(openingCentres(movers), ` have ${none}`);
  return firstThatFits([
    ...(places.length ? [captioned(who, `they move to ${series(places)}`)] : []),
    ...(movers.length <= MARKED ? [captioned(who, "they are moved.")] : []),
    captioned(`${movers.length} centres have ${none}`, "they are moved."),
  ]);
}

/**
 * Say that nothing changes any more, and why that means stop.
 * @param {KMeansFacts} facts
 */
export function checkCaption(facts) {
  const stay = verb(facts.k, "centre stays", "centres stay");
  return firstThatFits([
    lineOrTwo(`No ${facts.noun[0]} switches,`, `so the ${stay}. Stop.`),
    captioned(`Nothing switches, so the ${stay}.`, "Stop."),
  ]);
}

/**
 * Say in one line how a run ended by itself.
 * @param {KMeansFacts} facts
 * @param {string} opening
 */
export function endedCaption(facts, opening) {
  const parts = finalSizes(facts);
  const told = parts.map(part => captioned(phrase(`${opening} ${facts.rounds}: `, part, ".")));
  const marked = parts.filter(({ drawn }) => drawn.some(run => typeof run === "number"));
  // The header counts rounds, too.
  const short = marked.map(part => captioned(phrase(`${opening.split(" ")[0]}: `, part, ".")));
  told.splice(marked.length, 0, ...short);
  return firstThatFits([...told, captioned(`${opening} ${facts.rounds}.`)]);
}

/**
 * Say how the run ended; one that was stopped is not called done, nor one that ends badly.
 * @param {KMeansFacts} facts
 */
export function kmeansDone(facts, opening = "Done in") {
  const { rounds } = facts;
  if (facts.ended) {
    return firstThatFits([
      ...finalSizes(facts).map(part => lineOrTwo(`${opening} ${rounds}:`, phrase(part, "."))),
      captioned(`${opening} ${rounds}.`),
    ]);
  }
  const still = facts.stillSwitched;
  return firstThatFits([
    ...(still
      ? [
          captioned(
            `Stopped after ${rounds}, not finished:`,
            `${facts.things(still)} still switched in the last round.`,
          ),
        ]
      : []),
    captioned(`Stopped after ${rounds}, before it could finish.`),
  ]);
}
