// The captions of DBSCAN: one fact each, two lines at most, every number from the trace.
import { captioned, either, markOf, phrase } from "../text/marked.js";
import { markedNoise, markedSizes } from "../text/sizes.js";
import {
  counted,
  firstThatFits,
  fits,
  grouped,
  lineOrTwo,
  NAME_LIMITS,
  sentenceCase,
  verb,
} from "../text/words.js";
import { FEW_TOLD } from "./facts.js";

/** @typedef {import("./facts.js").DbscanFacts} DbscanFacts */
/** @typedef {import("../../types.d.ts").Caption} Caption */

export const CORE_POINTS = ["core point", "core points"];
const SHORT_LIMITS = [18, 14, 10];

/**
 * Say what is looked for, and by which radius.
 * @param {DbscanFacts} facts
 */
export function openingCaption(facts) {
  const things = facts.things(facts.dataset.n);
  const scaled = facts.scaled && `, ${facts.scaled}`;
  const rule = `eps = ${facts.eps}, at least ${facts.least} within.`;
  return firstThatFits([
    captioned(`${things}${scaled}. Dense places become clusters:`, rule),
    captioned(`${things}. Dense places become clusters:`, rule),
    captioned("Dense places become clusters:", rule),
    captioned(rule),
  ]);
}

/**
 * Say where a radius comes from that nobody asked for.
 * @param {DbscanFacts} facts
 */
export function estimateCaption(facts) {
  const [what, of] = facts.estimate;
  return firstThatFits([
    captioned(`No eps was given: ${facts.eps} is ${what}`, `${of}.`),
    captioned(`eps is estimated: ${facts.eps}.`),
  ]);
}

/**
 * Say that a row has too few neighbours so far.
 * @param {DbscanFacts} facts
 * @param {number} i
 * @param {boolean} isFirst
 */
export function noiseCaption(facts, i, isFirst) {
  const { row, count } = facts.visit(i);
  const few = `${count} < ${facts.trace.minSamples}: noise so far.`;
  for (const limit of NAME_LIMITS) {
    const name = facts.opening(row, limit);
    if (isFirst && count > 1) {
      const within = `${facts.things(count)} within ${facts.eps}, itself counted.`;
      return firstThatFits([lineOrTwo(`${name}: ${within}`, few), captioned(`${name}: ${few}`)]);
    }
    const only = count === 1 ? "nobody else" : facts.things(count);
    const caption = lineOrTwo(`${name} has ${only} within ${facts.eps}.`, few);
    if (fits(caption)) {
      return caption;
    }
  }
  return captioned(few);
}

/**
 * Say that several rows, visited one after the other, have too few neighbours so far.
 * @param {DbscanFacts} facts
 * @param {number[]} visits
 */
export function severalNoiseCaption(facts, visits) {
  if (visits.length <= 3 && facts.hasNames) {
    return firstThatFits(
      SHORT_LIMITS.flatMap(limit => {
        const each = visits.map(i => `${facts.name(facts.visit(i).row, limit)} has ${facts.visit(i).count}`);
        const told = facts.openingWith(each.join(", "), facts.visit(visits[0]).row);
        return [captioned(`${told}: noise so far.`), captioned(`${told}:`, "noise so far.")];
      }),
    );
  }
  const few = `Fewer than ${facts.trace.minSamples} within ${facts.eps}: noise so far.`;
  return firstThatFits([lineOrTwo(`${facts.things(visits.length)} are visited.`, few), captioned(few)]);
}

/**
 * Say that a core point begins a cluster, who joins, and who was noise until now.
 * @param {DbscanFacts} facts
 * @param {number} i
 */
export function beginsCaption(facts, i) {
  const { row, count, cluster, joined } = facts.visit(i);
  const adopted = facts.adopted[i];
  const others = joined.filter(one => one !== row);
  const named = markOf(cluster);
  const candidates = NAME_LIMITS.flatMap(limit => {
    const name = facts.opening(row, limit);
    if (adopted.length) {
      return [lineOrTwo(phrase(`${name}: core, `, named, "."), adoptsText(facts, adopted, limit))];
    }
    const core = `${name}: ${facts.things(count)}. Core:`;
    const joins = phrase(named, ` begins${others.length ? ` with ${facts.named(others, limit)}` : ""}.`);
    return [lineOrTwo(core, joins), captioned(core, joins)];
  });
  return firstThatFits([...candidates, captioned(phrase(openingMark(cluster), " begins."))]);
}

/**
 * Say what a visit inside a cluster finds.
 * @param {DbscanFacts} facts
 * @param {number} i
 */
export function reachCaption(facts, i) {
  const { row } = facts.visit(i);
  if (facts.adopted[i].length) {
    const who = adoptsText(facts, facts.adopted[i], 18);
    return firstThatFits([lineOrTwo(`${facts.opening(row, 24)} is core.`, who), captioned(who)]);
  }
  const edge = edgeText(facts, i);
  return firstThatFits(
    SHORT_LIMITS.flatMap(limit =>
      [undefined, 1].flatMap(most => {
        const part = `${reachText(facts, i, limit, most)}.`;
        return edge ? [lineOrTwo(part, edge), captioned(part)] : [captioned(part)];
      }),
    ),
  );
}

/**
 * Say of a border point that a second cluster reaches it, too, and of how many others.
 * @param {DbscanFacts} facts
 */
export function contestedCaption(facts) {
  const { contested, labels } = facts.trace;
  const [row, clusters] = /** @type {[number, number[]]} */ ([...contested][0]);
  const own = labels[row];
  const other = clusters[Number(clusters[0] === own)];
  const rest = contested.size - 1;
  const more = rest > 1 ? ` So do ${grouped(rest)} more.` : rest ? " So does 1 more." : "";
  const first = markOf(own, `${own + 1}`);
  const second = markOf(other, `${other + 1}`);
  return firstThatFits(
    NAME_LIMITS.flatMap(limit => [
      captioned(
        phrase(openingMark(other), ` reaches ${facts.thisOne(row, limit)}, too: it stays in `, first, ","),
        `which came first.${more}`,
      ),
      captioned(
        phrase(facts.opening(row, limit), " is reached by ", first, " and ", second, ":"),
        `the first keeps it.${more}`,
      ),
    ]),
  );
}

/**
 * Say what was found.
 * @param {DbscanFacts} facts
 * @returns {Caption}
 */
export function dbscanDoneCaption(facts) {
  const { dataset, trace, sizes, core } = facts;
  const { n, low, high } = dataset;
  if (!trace.nClusters) {
    const none =
      n > 1 ? `No ${facts.noun[0]} has ${facts.least} within ${facts.eps}:` : "One alone is no cluster:";
    const hint = trace.minSamples <= n ? "A larger eps finds more." : "There are too few for that.";
    const every = n > 1 ? `all ${grouped(n)} are noise.` : "it is noise.";
    return firstThatFits([captioned(none, `${every} ${hint}`), captioned(`${sentenceCase(every)} ${hint}`)]);
  }
  const kinds = phrase(
    `${counted(core, CORE_POINTS)}, `,
    markedNoise(/** @type {number} */ (facts.noise.at(-1))),
    ".",
  );
  if (trace.nClusters === 1) {
    const isAll = sizes[0] === n;
    const which = `Done: 1 cluster of ${isAll && n > 1 ? "all " : ""}${facts.things(sizes[0])},`;
    const differ = low[0] < high[0] || low[1] < high[1];
    const hint = isAll && n > 2 && differ ? " A smaller eps may part it." : "";
    return firstThatFits([lineOrTwo(which, phrase(kinds, hint)), lineOrTwo(which, kinds)]);
  }
  const whole = `Done: ${facts.clusters} of ${facts.sizesTold},`;
  const told = [
    ...markedSizes(sizes, facts.noun).map(size => either(whole, "Done: ", size, ",")),
    whole,
    `Done: ${facts.clusters},`,
  ];
  return firstThatFits(told.map(text => lineOrTwo(text, kinds)));
}

/**
 * Name a cluster where a sentence begins: `Cluster 1`.
 * @param {number} cluster
 */
export function openingMark(cluster) {
  return markOf(cluster, `Cluster ${cluster + 1}`);
}

/**
 * Say how many rows were noise and are border points now, whoever they are.
 * @param {number} count
 */
export function wereNoise(count) {
  return `${verb(count, "was noise: now a border point", "were noise: now border points")}.`;
}

/**
 * @param {DbscanFacts} facts
 * @param {number[]} rows
 * @param {number} limit
 */
function adoptsText(facts, rows, limit) {
  return `${facts.openingWith(facts.named(rows, limit), rows[0])} ${wereNoise(rows.length)}`;
}

/**
 * Say once of a few rows with names that one at the very edge of a ball is a neighbour.
 * @param {DbscanFacts} facts
 * @param {number} i
 */
function edgeText(facts, i) {
  const [at, row] = facts.hasNames && facts.dataset.n <= FEW_TOLD ? facts.firstAtEps : [0, -1];
  if (at !== i) {
    return "";
  }
  const who = facts.visit(i).joined.length === 1 ? "It" : facts.opening(row, 14);
  return `${who} lies exactly ${facts.eps} away.`;
}

/**
 * Say what one visit finds, without a full stop.
 * @param {DbscanFacts} facts
 * @param {number} i
 * @param {number} limit
 * @param {number | undefined} most
 */
function reachText(facts, i, limit, most) {
  const { step, row, count, joined } = facts.visit(i);
  const name = facts.opening(row, limit);
  if (step !== "core") {
    return `${name} has only ${count}: a border point`;
  }
  const joins = `: ${facts.named(joined, limit, most)} ${verb(joined.length, "joins", "join")}`;
  return `${name} is core${joined.length ? joins : ""}`;
}
