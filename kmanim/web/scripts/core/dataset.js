import { pairwiseSum } from "./pairwise_sum.js";

/** So many units in the last place are no spread: the deviation of 0.1 repeated is 1e-17, not 0. */
const NO_SPREAD = 10 * Number.EPSILON;

/**
 * Take two columns of a table, and bring them to one scale.
 *
 * @param {import("../types").Table} table
 * @param {[number, number]} columns Places among the columns of the table.
 * @param {import("../types").ScalingMethod} method
 * @returns {import("../types").Dataset}
 */
export function datasetOf(table, columns, method) {
  const both = columns.map(column => table.columns[column]);
  const found = columns.map(column => scaleOf(table, column, method));
  const shift = found.map(scale => scale.shift);
  const factor = found.map(scale => scale.factor);
  const n = both[0].length;
  const points = new Float64Array(2 * n);
  for (let i = 0; i < 2 * n; i++) points[i] = both[i & 1][i >> 1];
  /** @type {(fold: (a: number, b: number) => number) => [number, number]} */
  const ends = fold => [both[0].reduce(fold), both[1].reduce(fold)];
  return {
    table,
    n,
    features: [table.features[columns[0]], table.features[columns[1]]],
    points,
    values: method === "none" ? points : points.map((x, i) => (x - shift[i & 1]) / factor[i & 1]),
    scaling: { method, shift, factor },
    low: ends((a, b) => Math.min(a, b)),
    high: ends((a, b) => Math.max(a, b)),
  };
}

/**
 * Bring places from original units to clustered ones.
 *
 * @param {import("../types").Dataset} dataset
 * @param {ArrayLike<number>} points x0 y0 x1 y1 ...
 * @returns {Float64Array}
 */
export function scaled(dataset, points) {
  const { method, shift, factor } = dataset.scaling;
  const places = Float64Array.from(points);
  return method === "none" ? places : places.map((x, i) => (x - shift[i & 1]) / factor[i & 1]);
}

/**
 * Bring places from clustered units back to original ones.
 *
 * @param {import("../types").Dataset} dataset
 * @param {ArrayLike<number>} values x0 y0 x1 y1 ...
 * @returns {Float64Array}
 */
export function unscaled(dataset, values) {
  const { method, shift, factor } = dataset.scaling;
  const places = Float64Array.from(values);
  return method === "none" ? places : places.map((x, i) => x * factor[i & 1] + shift[i & 1]);
}

/**
 * Count the different places of rows.
 *
 * @param {Float64Array} values x0 y0 x1 y1 ...
 * @returns {number}
 */
export function countDistinct(values) {
  const found = new Set();
  // A key of text writes 0 and -0 alike, which are one place.
  for (let i = 0; i < values.length; i += 2) found.add(`${values[i]} ${values[i + 1]}`);
  return found.size;
}

/**
 * @param {import("../types").Table} table
 * @param {number} column
 * @param {import("../types").ScalingMethod} method
 */
function scaleOf(table, column, method) {
  if (method === "none") return { shift: 0, factor: 1 };
  const known = table.scalings?.[method];
  if (known) return { shift: known.shift[column], factor: known.factor[column] };
  const numbers = table.columns[column];
  const { mean, deviation } = meanAndDeviation(numbers);
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  const constant = deviation <= NO_SPREAD * Math.max(Math.abs(low), Math.abs(high));
  const spread = method === "zscore" ? deviation : high - low;
  return { shift: method === "zscore" ? mean : low, factor: constant ? 1 : spread };
}

/**
 * Give mean and population standard deviation, by the very sums of the package.
 *
 * @param {Float64Array} numbers
 */
export function meanAndDeviation(numbers) {
  const n = numbers.length;
  const mean = pairwiseSum(numbers) / n;
  const away = numbers.map(x => x - mean);
  // The second pass takes away what rounding left in the first: it matters far from zero.
  const rest = pairwiseSum(away) / n;
  const squares = away.map(x => (x - rest) * (x - rest));
  return { mean: mean + rest, deviation: Math.sqrt(pairwiseSum(squares) / n) };
}
