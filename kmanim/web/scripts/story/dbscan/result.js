// A run of DBSCAN in one line: what it is, how it ends, what another order of visits may change.
import { sizesOf } from "../text/sizes.js";
import { grouped, verb } from "../text/words.js";
import { DbscanFacts } from "./facts.js";

/** @typedef {import("../../types.d.ts").DbscanTrace} DbscanTrace */

/**
 * Name the run: `DBSCAN on 14 points, eps = 1, at least 4`.
 * @param {DbscanTrace} trace
 */
export function dbscanTitle(trace) {
  const facts = new DbscanFacts(trace);
  return `DBSCAN on ${facts.things(trace.dataset.n)}, eps = ${facts.eps}, at least ${grouped(trace.minSamples)}`;
}

/**
 * Say how the run ends: `DBSCAN finds 2 clusters of 7 and 5 points and leaves 2 as noise`.
 * @param {DbscanTrace} trace
 */
export function dbscanResult(trace) {
  const facts = new DbscanFacts(trace);
  const noise = facts.noise.at(-1);
  const left = `leaves ${noise ? grouped(noise) : `no ${facts.noun[0]}`} as noise`;
  return trace.nClusters
    ? `DBSCAN finds ${facts.clusters} of ${sizesOf(facts.sizes, facts.noun)} and ${left}`
    : `DBSCAN finds no cluster and ${left}`;
}

/**
 * Say what another order of visits may change: contested border points, the numbers of clusters, or nothing.
 * @param {DbscanTrace} trace
 */
export function orderNote(trace) {
  const facts = new DbscanFacts(trace);
  const count = trace.contested.size;
  if (count) {
    return `${facts.things(count)} ${verb(count, "is", "are")} reached by several clusters and ${verb(count, "stays", "stay")} with the first: in another order of visits the partition may differ there.`;
  }
  return trace.nClusters > 1
    ? `Another order of visits changes the numbers of clusters alone: no ${facts.noun[0]} is contested.`
    : "Every order of visits comes to this.";
}
