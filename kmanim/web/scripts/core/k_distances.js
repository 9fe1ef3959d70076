/** How far the m-th nearest row is, the row itself being the first: what eps is chosen by. */

import { pairSquare } from "./pairs.js";

/** @typedef {import("../types.d.ts").Dataset} Dataset */

const FENCE = 1.5;

/**
 * The squared distance of every row to its m-th nearest, in the order of the rows; m is at most n.
 *
 * @param {Dataset} dataset
 * @param {number} m
 */
export function mthSquares({ values, n }, m) {
  const squares = new Float64Array(n);
  return Float64Array.from({ length: n }, (_, row) => {
    for (let other = 0; other < n; other++) squares[other] = pairSquare(values, row, other);
    return nthLeast(squares, Math.min(m, n) - 1);
  });
}

/**
 * Every row's distance to its m-th neighbour, itself counted, the farthest first; m is `minSamples`, at most n.
 *
 * @param {Dataset} dataset
 * @param {number} minSamples
 */
export function kDistances(dataset, minSamples) {
  return mthSquares(dataset, minSamples).map(Math.sqrt).sort().reverse();
}

/**
 * A radius for those who name none: Tukey's upper fence of the distances to the m-th neighbour.
 *
 * @param {Dataset} dataset
 * @param {number} minSamples
 * @returns {import("../types.d.ts").EpsEstimate}
 */
export function estimatedEps(dataset, minSamples) {
  const { n } = dataset;
  if (n === 1) return { eps: 1, rule: "place", neighbour: 1 };
  const neighbour = Math.min(Math.max(minSamples, 2), n);
  return estimateFrom(kDistances(dataset, neighbour).reverse(), neighbour);
}

/**
 * The same from the distances to the m-th neighbour, ascending.
 *
 * @param {Float64Array} distances
 * @param {number} neighbour
 * @returns {import("../types.d.ts").EpsEstimate}
 */
export function estimateFrom(distances, neighbour) {
  const low = quantile(distances, 0.25);
  const high = quantile(distances, 0.75);
  const fence = high + FENCE * (high - low);
  if (fence > 0) return { eps: fence, rule: "fence", neighbour };
  const least = distances.find(distance => distance > 0);
  return least === undefined
    ? { eps: 1, rule: "place", neighbour }
    : { eps: least, rule: "least", neighbour };
}

/**
 * A quantile of ascending numbers, between two of them in proportion, rounded as NumPy rounds it.
 *
 * @param {Float64Array} ascending
 * @param {number} share
 */
function quantile(ascending, share) {
  const place = (ascending.length - 1) * share;
  const below = Math.floor(place);
  const t = place - below;
  const a = ascending[below];
  const b = ascending[Math.min(below + 1, ascending.length - 1)];
  return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
}

/**
 * The number that would stand at a place if all were sorted (C. A. R. Hoare's "Find"); they change their places.
 *
 * @param {Float64Array} numbers
 * @param {number} place
 */
function nthLeast(numbers, place) {
  let first = 0;
  let last = numbers.length - 1;
  while (first < last) {
    const pivot = numbers[(first + last) >> 1];
    let i = first;
    let j = last;
    while (i <= j) {
      while (numbers[i] < pivot) i++;
      while (numbers[j] > pivot) j--;
      if (i <= j) {
        const kept = numbers[i];
        numbers[i++] = numbers[j];
        numbers[j--] = kept;
      }
    }
    if (place <= j) last = j;
    else if (place >= i) first = i;
    else break;
  }
  return numbers[place];
}
