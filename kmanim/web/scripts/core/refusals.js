import { countDistinct, scaled } from "./dataset.js";

/** The square of a distance must stay finite, also when many are added. */
const FAR = 1e140;

/**
 * Say why k-means cannot run, in the words of the package.
 *
 * @param {import("../types").Dataset} dataset
 * @param {number} k
 * @param {[number, number][]} [starts] In original units, as far as they are known.
 * @returns {string} One sentence without a full stop; empty where it can.
 */
export function refusalOf(dataset, k, starts = []) {
  const { n, table } = dataset;
  if (k > n) {
    return `k is ${k} but ${table.name} has only ${n} ${table.noun[n === 1 ? 0 : 1]}; choose a smaller k`;
  }
  const distinct = countDistinct(dataset.values);
  if (k > distinct) {
    const there = distinct === 1 ? "is only 1 distinct point" : `are only ${distinct} distinct points`;
    return `k is ${k} but there ${there}; choose a smaller k`;
  }
  const far = scaled(dataset, starts.flat()).some(x => !(Math.abs(x) <= FAR));
  return far ? "a start is too far away to measure distances" : "";
}
