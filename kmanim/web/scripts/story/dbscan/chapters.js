// The captions of many visits at once: how a cluster grows, what all visits find, and which clusters are tiny.
import { captioned, phrase } from "../text/marked.js";
import { markedNoise } from "../text/sizes.js";
import { counted, countedBetween, firstThatFits, grouped, lineOrTwo, series, verb } from "../text/words.js";
import { CORE_POINTS, openingMark, wereNoise } from "./captions.js";
import { CLUSTERS } from "./facts.js";

/** @typedef {import("./facts.js").DbscanFacts} DbscanFacts */

const TOLD_SIZES = 3;

/**
 * Say how a cluster grows from its first visit to its last.
 * @param {DbscanFacts} facts
 * @param {number} first
 * @param {number} last
 */
export function growsCaption(facts, first, last) {
  const { visits } = facts.trace;
  const { cluster } = facts.visit(first);
  const core = visits.slice(first - 1, last).filter(({ step }) => step === "core").length;
  const adopted = facts.adopted.slice(first, last + 1).flat().length;
  const named = openingMark(cluster);
  const whole = phrase(named, ` begins and grows to ${facts.things(facts.sizes[cluster])}`);
  const told = adopted
    ? lineOrTwo(phrase(whole, "."), `${grouped(adopted)} of them ${wereNoise(adopted)}`)
    : lineOrTwo(phrase(whole, ":"), `${grouped(core)} of them core.`);
  return firstThatFits([told, captioned(phrase(named, " begins."))]);
}

/**
 * Say what all visits find: which clusters begin, how many rows are core, adopted, noise so far.
 * @param {DbscanFacts} facts
 */
export function everyVisitCaption(facts) {
  const n = facts.trace.visits.length;
  const head = n === 1 ? "Visit 1 goes by" : `Visits 1 to ${grouped(n)} go by`;
  const adopted = facts.adopted.flat().length;
  const heads = [`${head}:`];
  if (facts.sizes.length) {
    const sizes = [...facts.sizes].sort((a, b) => b - a);
    const of =
      sizes.length <= TOLD_SIZES
        ? ` of ${series(sizes.map(grouped))}`
        : sizes[0] > sizes[sizes.length - 1]
          ? `, the largest of ${grouped(sizes[0])}`
          : "";
    heads.unshift(`${head}: ${facts.clusters}${of},`, `${head}: ${facts.clusters},`);
  }
  const noise = phrase(markedNoise(/** @type {number} */ (facts.noise.at(-1))), " so far.");
  const core = `${counted(facts.core, CORE_POINTS)}, `;
  const rests = [phrase(core, noise)];
  if (adopted) {
    rests.unshift(
      phrase(core, `${grouped(adopted)} of the noise adopted, `, noise),
      phrase(core, `${grouped(adopted)} adopted, `, noise),
    );
  }
  return firstThatFits([...rests.flatMap(rest => heads.map(one => lineOrTwo(one, rest))), captioned(noise)]);
}

/**
 * Say that some clusters are far smaller than the others.
 * @param {DbscanFacts} facts
 * @param {number[]} few Which.
 */
export function smallCaption(facts, few) {
  const sizes = few.map(cluster => facts.sizes[cluster]);
  const tiny = `${grouped(few.length)} of ${counted(facts.sizes.length, CLUSTERS)} ${verb(few.length, "is", "are")} tiny`;
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const of = few.length === 1 ? facts.things(most) : countedBetween(least, most, facts.noun);
  const next = Math.min(...facts.sizes.filter((_, cluster) => !few.includes(cluster)));
  return firstThatFits([
    lineOrTwo(`${tiny}:`, `${of}; the next has ${grouped(next)}.`),
    lineOrTwo(`${tiny}:`, `${of}.`),
    captioned(`${tiny}.`),
  ]);
}
