// The captions of a reassignment: who changes cluster.
import { captioned, either, joined, markOf, phrase } from "../text/marked.js";
import { firstThatFits, grouped, lineOrTwo, NAME_LIMITS, series, someOf, verb } from "../text/words.js";
import { centreOf, clusterNumber } from "./cluster_names.js";

/** @typedef {import("../text/marked.js").Phrase} Phrase */
/** @typedef {import("../text/marked.js").Part} Part */
/** @typedef {import("./facts.js").KMeansFacts} KMeansFacts */

// So many rows are named before the rest is counted, and beyond so many all are only counted.
const SWITCHES_NAMED = 4;
const SWITCHES_LISTED = 12;
// Of more ways from cluster to cluster the largest are told, and the rest is counted.
const MOST_STREAMS = 6;

/**
 * Say which rows changed cluster in snapshot i: by name where they have names and are few.
 * @param {KMeansFacts} facts
 * @param {number} i
 */
export function reassignCaption(facts, i) {
  const rows = facts.changed(i);
  if (!rows.length) {
    return captioned(`No ${facts.noun[0]} switches this time.`);
  }
  return firstThatFits(rows.length === 1 ? oneSwitch(facts, i, rows[0]) : switchesTold(facts, i, rows));
}

/**
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number[]} rows
 */
function* switchesTold(facts, i, rows) {
  if (facts.hasNames && rows.length <= SWITCHES_LISTED) {
    yield* namedSwitches(facts, i, rows);
  }
  yield* streaming(facts, i, rows);
}

/**
 * `1 car switches: Mazda RX4 Wag, | 307 to centre 1, 402 to centre 2`
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number} row
 */
function* oneSwitch(facts, i, row) {
  const [former, now] = [i - 1, i].map(at => facts.labels(at)[row]);
  const told = [former, now].sort((a, b) => a - b);
  const texts = facts.distanceTexts(i, row, told);
  const ways = joined(told.map((j, at) => phrase(`${texts[at]} to `, centreOf(j))));
  const distances = phrase(ways, facts.scaled && " (scaled)");
  const one = `1 ${facts.noun[0]} switches`;
  const went = either(` from ${former + 1} to ${now + 1}`, ": ", markOf(former), " → ", markOf(now));
  if (facts.hasNames) {
    yield* NAME_LIMITS.map(limit => lineOrTwo(`${one}: ${facts.name(row, limit)},`, distances));
  } else {
    yield lineOrTwo(phrase(one, went, ","), distances);
  }
  yield captioned(phrase(one, went, "."));
  yield captioned(`1 switches to ${now + 1}.`);
}

/**
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number[]} rows
 */
function* namedSwitches(facts, i, rows) {
  const labels = facts.labels(i);
  const targets = new Set(rows.map(row => labels[row]));
  const count = facts.things(rows.length);
  const nearer = phrase(`${count} are now nearer to `, centreOf(labels[rows[0]]));
  for (const limit of NAME_LIMITS.slice(0, 4)) {
    if (targets.size > 1) {
      const places = rows.map(row => phrase(`${facts.name(row, limit)} to `, clusterNumber(labels[row])));
      yield captioned(`${count} switch:`, joined(places, ", ", " and "));
      yield* overTwoLines(`${count} switch:`, places, " and ");
    } else {
      yield captioned(phrase(nearer, ":"), series(facts.names(rows, limit)));
    }
  }
  if (targets.size > 1) {
    return;
  }
  for (let named = Math.min(rows.length - 1, SWITCHES_NAMED); named > 0; named--) {
    yield* NAME_LIMITS.slice(0, 5).map(limit =>
      captioned(phrase(nearer, ":"), someOf(facts.names(rows, limit), named)),
    );
  }
  yield captioned(phrase(nearer, "."));
}

/**
 * Count the rows that switch by the clusters that they leave and join, the most first.
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number[]} rows
 */
function streamsOf(facts, i, rows) {
  const [before, after] = [facts.labels(i - 1), facts.labels(i)];
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const row of rows) {
    const code = before[row] * facts.k + after[row];
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, many], [other, few]) => few - many || one - other)
    .map(([code, count]) => ({ former: Math.floor(code / facts.k), now: code % facts.k, count }));
}

/**
 * `11 points switch: 7 from cluster 1 to 2, 4 from 2 to 1`, from rich to short.
 * @param {KMeansFacts} facts
 * @param {number} i
 * @param {number[]} rows
 */
function* streaming(facts, i, rows) {
  const every = streamsOf(facts, i, rows);
  const whole = rows.length;
  const opening = `${facts.things(whole)} ${verb(whole, "switches", "switch")}`;
  if (every.length === 1) {
    const [{ former, now }] = every;
    const went = either(
      ` from cluster ${former + 1} to ${now + 1}.`,
      ": ",
      markOf(former),
      " → ",
      markOf(now),
    );
    yield captioned(phrase(opening, went));
  }
  const parts = every.map(({ former, now, count }, place) =>
    either(
      `${grouped(count)} from ${place ? "" : "cluster "}${former + 1} to ${now + 1}`,
      markOf(former),
      ` ${grouped(count)} → `,
      markOf(now),
    ),
  );
  for (let told = Math.min(every.length, MOST_STREAMS); told > 0; told--) {
    const rest = every.slice(told).reduce((sum, { count }) => sum + count, 0);
    const some = [...parts.slice(0, told), ...(rest ? [phrase(`${grouped(rest)} more`)] : [])];
    some.push(phrase(/** @type {Phrase} */ (some.pop()), either(".", "")));
    yield lineOrTwo(`${opening}:`, joined(some));
    yield* overTwoLines(`${opening}:`, some, ", ");
  }
  yield captioned(`${opening}.`);
  yield captioned(`${grouped(whole)} switch.`);
}

/**
 * Break a list where both lines come out short.
 * @param {string} opening
 * @param {Phrase[]} parts
 * @param {string} last What stands before the last one.
 */
function* overTwoLines(opening, parts, last) {
  for (let split = 1; split < parts.length; split++) {
    const ahead = phrase(opening, " ", joined(parts.slice(0, split)));
    const behind = joined(parts.slice(split), ", ", last);
    yield split === parts.length - 1 && last === " and "
      ? captioned(ahead, phrase("and ", behind))
      : captioned(phrase(ahead, ","), behind);
  }
}
