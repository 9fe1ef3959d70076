/**
 * DBSCAN: clusters are what can be reached from core points, ball by ball; what no ball reaches is noise.
 *
 * A row with at least `minSamples` rows within `eps`, itself counted, is a core point. Rows have their turn in order; a
 * core point that nothing has reached begins a cluster, its neighbours join, and those of them that are core points
 * pass it on, first in first out. A border point that two clusters reach stays with the first.
 *
 * M. Ester, H.-P. Kriegel, J. Sander and X. Xu (1996).
 */

import { estimatedEps } from "./k_distances.js";
import { pairSquare } from "./pairs.js";

/** @typedef {import("../types.d.ts").Dataset} Dataset */
/** @typedef {import("../types.d.ts").DbscanTrace} DbscanTrace */
/** @typedef {import("../types.d.ts").Visit} Visit */

export const NOISE = 0;
export const BORDER = 1;
export const CORE = 2;

/**
 * The rows at most eps away, the row itself among them, ascending.
 *
 * @param {Dataset} dataset
 * @param {number} eps
 * @param {number} row
 * @returns {number[]}
 */
export function neighboursOf({ values, n }, eps, row) {
  const limit = eps * eps;
  const found = [];
  for (let other = 0; other < n; other++) if (pairSquare(values, row, other) <= limit) found.push(other);
  return found;
}

/**
 * What every row will be, whatever the order of visits, and how many neighbours it has.
 *
 * @param {Dataset} dataset
 * @param {number} eps
 * @param {number} minSamples
 */
export function kindsOf({ values, n }, eps, minSamples) {
  const limit = eps * eps;
  const counts = new Int32Array(n).fill(1);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (pairSquare(values, i, j) <= limit) {
        counts[i]++;
        counts[j]++;
      }
    }
  }
  const kinds = Uint8Array.from(counts, count => (count >= minSamples ? CORE : NOISE));
  for (let i = 0; i < n; i++) {
    if (kinds[i] === CORE || counts[i] === 1) continue;
    for (let j = 0; j < n; j++) {
      if (kinds[j] === CORE && pairSquare(values, i, j) <= limit) {
        kinds[i] = BORDER;
        break;
      }
    }
  }
  return { kinds, counts };
}

/**
 * Run DBSCAN, visit by visit.
 *
 * @param {Dataset} dataset
 * @param {object} options
 * @param {number | null} options.eps In clustered units; null for the estimate.
 * @param {number} options.minSamples
 * @param {import("../types.d.ts").OrderRule} [options.rule]
 * @param {number[]} [options.order] Rows that have their turn first, where the order is random or picked; those that
 * it does not name follow as they are drawn, or as in the table.
 * @param {() => number} [options.random] Draws what a random order does not name.
 * @returns {DbscanTrace}
 */
export function runDbscan(dataset, { eps: asked, minSamples, rule = "rows", order = [], random }) {
  const { n } = dataset;
  const estimate = asked === null ? estimatedEps(dataset, minSamples) : null;
  const eps = estimate?.eps ?? Number(asked);
  const { kinds, counts } = kindsOf(dataset, eps, minSamples);
  const labels = new Int32Array(n).fill(-1);
  const wasNoise = new Uint8Array(n);
  const visited = new Uint8Array(n);
  /** @type {Visit[]} */
  const visits = [];
  const turns = turnsOf(n, rule, order, random);
  let cluster = -1;
  for (const seed of turns) {
    if (visited[seed]) continue;
    if (kinds[seed] !== CORE) {
      visited[seed] = 1;
      wasNoise[seed] = 1;
      visits.push({ step: "noise", row: seed, count: counts[seed], isSeed: false, joined: [], cluster: -1 });
      continue;
    }
    cluster++;
    const queue = [seed];
    for (const row of queue) {
      visited[row] = 1;
      const core = kinds[row] === CORE;
      const joined = core ? neighboursOf(dataset, eps, row).filter(near => labels[near] < 0) : [];
      for (const near of joined) {
        labels[near] = cluster;
        if (!visited[near]) queue.push(near);
      }
      visits.push({
        step: core ? "core" : "border",
        row,
        count: counts[row],
        isSeed: row === seed,
        joined,
        cluster,
      });
    }
  }
  return {
    algorithm: "dbscan",
    dataset,
    eps,
    estimate,
    minSamples,
    rule,
    order: turns,
    counts,
    visits,
    labels,
    nClusters: cluster + 1,
    contested: contestedOf(dataset, eps, kinds, labels),
  };
}

/**
 * The rows that have had their turn by some step of a run, and another one that a reader picks to be next.
 *
 * @param {DbscanTrace} trace
 * @param {number} step How many visits have been made.
 * @param {number} row
 */
export function pickNext(trace, step, row) {
  const turns = trace.visits.slice(0, step).filter(visit => visit.isSeed || visit.step === "noise");
  return [...turns.map(visit => visit.row), row];
}

/**
 * In which order rows have their turn, each once.
 *
 * @param {number} n
 * @param {import("../types.d.ts").OrderRule} rule
 * @param {number[]} first
 * @param {(() => number) | undefined} random
 */
function turnsOf(n, rule, first, random) {
  const rows = Array.from({ length: n }, (_, row) => row);
  if (rule === "rows") return rows;
  if (rule === "backwards") return rows.reverse();
  const known = new Set(first);
  const rest = rows.filter(row => !known.has(row));
  if (rule === "random" && random) {
    for (let last = rest.length - 1; last > 0; last--) {
      const drawn = Math.floor(random() * (last + 1));
      [rest[last], rest[drawn]] = [rest[drawn], rest[last]];
    }
  }
  return [...known, ...rest];
}

/**
 * Border rows that core rows of several clusters reach, and these clusters, ascending.
 *
 * @param {Dataset} dataset
 * @param {number} eps
 * @param {Uint8Array} kinds
 * @param {Int32Array} labels
 * @returns {Map<number, number[]>}
 */
function contestedOf(dataset, eps, kinds, labels) {
  const found = new Map();
  kinds.forEach((kind, row) => {
    if (kind !== BORDER) return;
    const core = neighboursOf(dataset, eps, row).filter(near => kinds[near] === CORE);
    const clusters = [...new Set(core.map(near => labels[near]))].sort((a, b) => a - b);
    if (clusters.length > 1) found.set(row, clusters);
  });
  return found;
}
