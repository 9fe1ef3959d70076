/**
 * How many clusters there are, and how many rows are noise, for one eps after the other.
 *
 * Not by as many runs: two core rows are in one cluster as soon as eps is at least the longest step of the tree that
 * spans the rows by mutual reachability, the least eps by which two rows are core and near each other
 * (R. J. G. B. Campello, D. Moulavi and J. Sander, 2013).
 */

import { estimatedEps, estimateFrom, mthSquares } from "./k_distances.js";
import { pairSquare } from "./pairs.js";

/** @typedef {import("../types.d.ts").Dataset} Dataset */

/** Of the estimate: where clusters grow together much later, because of a far row say, the curve ends before. */
const MOST_OF_ESTIMATE = 4;

/**
 * The squares of eps from which on rows are core, clusters grow together, and rows are in a cluster; each ascending.
 * @typedef {{ core: Float64Array, joins: Float64Array, reached: Float64Array, n: number }} EpsSquares
 */

/**
 * Clusters and noise at one eps.
 *
 * @param {EpsSquares} squares
 * @param {number} eps
 */
export function countsAt({ core, joins, reached, n }, eps) {
  const square = eps * eps;
  return { clusters: upTo(core, square) - upTo(joins, square), noise: n - upTo(reached, square) };
}

/**
 * Clusters and noise for `count` values of eps, equally far apart and written with few digits, from the first above 0
 * to where nothing changes any more, or to four times the estimate.
 *
 * @param {Dataset} dataset
 * @param {number} minSamples
 * @param {EpsSquares} [squares]
 * @param {number} [count]
 * @returns {{eps: number, clusters: number, noise: number}[]}
 */
export function epsCurve(dataset, minSamples, squares = epsSquares(dataset, minSamples), count = 60) {
  const { core, joins, reached } = squares;
  const isKnown = minSamples > 1 && core.length > 1;
  const estimate = isKnown
    ? estimateFrom(core.map(Math.sqrt), minSamples)
    : estimatedEps(dataset, minSamples);
  const most = MOST_OF_ESTIMATE * estimate.eps;
  const last = Math.sqrt(Math.max(joins.at(-1) ?? 0, reached.at(-1) ?? 0));
  const [digit, power] = roundUp((last > 0 ? Math.min(most, last * 1.05) : most) / count);
  return Array.from({ length: count }, (_, place) => {
    const eps = power < 0 ? (digit * (place + 1)) / 10 ** -power : digit * (place + 1) * 10 ** power;
    return { eps, ...countsAt(squares, eps) };
  });
}

/**
 * @param {Dataset} dataset
 * @param {number} minSamples
 * @returns {EpsSquares}
 */
export function epsSquares(dataset, minSamples) {
  const { values, n } = dataset;
  const none = new Float64Array(0);
  if (minSamples > n) return { core: none, joins: none, reached: none, n };
  const core = mthSquares(dataset, minSamples);
  const reached = core.slice();
  const joins = new Float64Array(n - 1);
  // Prim's way: the row that is nearest to the tree is next.
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const isIn = new Uint8Array(n);
  let row = 0;
  for (let place = 0; place < n; place++) {
    isIn[row] = 1;
    let next = -1;
    for (let other = 0; other < n; other++) {
      const square = pairSquare(values, row, other);
      const ball = Math.max(square, core[row]);
      if (ball < reached[other]) reached[other] = ball;
      if (isIn[other]) continue;
      const mutual = Math.max(ball, core[other]);
      if (mutual < nearest[other]) nearest[other] = mutual;
      if (next < 0 || nearest[other] < nearest[next]) next = other;
    }
    if (next < 0) break;
    joins[place] = nearest[next];
    row = next;
  }
  return { core: core.sort(), joins: joins.sort(), reached: reached.sort(), n };
}

/**
 * How many of ascending numbers are at most a limit.
 *
 * @param {Float64Array} ascending
 * @param {number} limit
 */
function upTo(ascending, limit) {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The least number of one digit, 1, 2 or 5, times a power of ten that is not below a value; both as whole numbers.
 *
 * @param {number} value
 * @returns {[number, number]}
 */
function roundUp(value) {
  const power = Math.floor(Math.log10(value));
  const digit = [1, 2, 5].find(one => one * 10 ** power >= value);
  return digit === undefined ? [1, power + 1] : [digit, power];
}
