// Alternative texts: what somebody is told who cannot see the picture.
import { counted, series, someOf, verb } from "../text/words.js";
import { clustersOf, sizesInAlt } from "./cluster_names.js";
import { MOST_WEIGHED } from "./seeding.js";

/** @typedef {import("./facts.js").KMeansFacts} KMeansFacts */

// So many rows are named and centres placed in running text.
const ALT_NAMED = 12;
const ALT_PLACED = 6;

/**
 * Name the run in one line: `k-means on 32 cars, k = 2`.
 * @param {KMeansFacts} facts
 */
export function kmeansTitle(facts) {
  return `k-means on ${facts.things(facts.dataset.n)}, k = ${facts.k}`;
}

/**
 * Say how the run ended: `k-means stops after 4 rounds with 12 lighter and 20 heavier cars`.
 * @param {KMeansFacts} facts
 */
export function kmeansResult(facts) {
  const stops = facts.ended ? "stops" : "is stopped, not finished,";
  return `k-means ${stops} after ${facts.rounds} with ${sizesInAlt(facts)}`;
}

/**
 * Describe one picture.
 * @param {KMeansFacts} facts
 * @param {{ kind: string, step: number, text: string, drawn?: number }} picture
 */
export function kmeansAlt(facts, { kind, step, text, drawn = 0 }) {
  const { scatter } = facts;
  const tell = ALTS[kind];
  if (tell) {
    return `${scatter} where ${tell(facts, step)}.`;
  }
  if (drawn) {
    const sizes =
      kind === "draw" && facts.dataset.n <= MOST_WEIGHED && facts.trace.init !== "farthest"
        ? ", and the likelier a point the larger"
        : "";
    const soFar = verb(drawn, "one centre is", `${drawn} centres are`);
    return stopped(`${scatter} where ${soFar} drawn${sizes}: ${text}`);
  }
  // A question shows the state before the assignment that it asks about.
  const round = facts.trace.snapshots[step].iteration + Number(kind === "question");
  return stopped(`${scatter} in round ${round}: ${text}`);
}

/** @type {Record<string, (facts: KMeansFacts, i: number) => string>} */
const ALTS = {
  starts: facts => {
    const places = facts.k <= ALT_PLACED ? series(facts.places(0)) : counted(facts.k, ["place", "places"]);
    return `${verb(facts.k, "the centre starts", `the ${facts.k} centres start`)} at ${places}`;
  },
  assign: (facts, i) => {
    const { n } = facts.dataset;
    return facts.k === 1
      ? `${verb(n, "the point is", "all points are")} coloured as one cluster of ${facts.things(n)}`
      : `the points are coloured by ${clustersOf(facts, i)}`;
  },
  update: (facts, i) => {
    const { k } = facts;
    const moved = facts.moved(i);
    const count = moved.length;
    if (!count) {
      return verb(k, "the centre stays", "no centre moves");
    }
    const ways = moved.map(j => `from ${facts.places(i - 1, [j])} to ${facts.places(i, [j])}`);
    const which = k > 1 ? `${count} of ${k} ${verb(count, "moves", "move")}` : "it moves";
    if (count > 1) {
      const move = k <= ALT_PLACED ? `they move ${series(ways)}` : which;
      return `grey marks show where the centres were: ${move}`;
    }
    const [centre, who] = k === 1 ? ["the centre", "it"] : ["a centre", `centre ${moved[0] + 1}`];
    return `a grey mark shows where ${centre} was: ${k <= ALT_PLACED ? `${who} moves ${ways[0]}` : which}`;
  },
  reassign: (facts, i) => {
    const rows = facts.changed(i);
    const names =
      rows.length && rows.length <= ALT_NAMED && facts.hasNames
        ? `: ${someOf(facts.names(rows), ALT_NAMED)}`
        : "";
    const are = verb(rows.length, "is", "are");
    return `${facts.things(rows.length)} ${are} marked yellow with an exclamation mark${names}`;
  },
  done: (facts, i) => {
    const { k } = facts;
    let ends = `${verb(k, "the centre ends", "the centres end")} at ${series(facts.places(i))}`;
    if (k > ALT_PLACED) {
      const went = facts.trace.snapshots.some((_, at) => facts.moved(at).length);
      ends = went ? "lines show the way of the centres" : "no centre has moved";
    }
    return `${kmeansResult(facts)}; ${ends}`;
  },
};

/**
 * Add the full stop that captions that end in numbers do without.
 * @param {string} text
 */
function stopped(text) {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
