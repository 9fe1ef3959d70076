const VIEW = new DataView(new ArrayBuffer(8));
const DIGITS = 52;
const MOST_BITS = 50;
const LOWEST_BIT = -1074;

/**
 * Means of points by cluster that are right to the last digit, however far from zero the points lie.
 *
 * Every number is cut into parts, so short that sums of them fit a double without rounding, in any order: the very way
 * of the package's own core, which says more of it, so that both have the same bits.
 */
export class ExactMeans {
  /** @param {Float64Array} values Row after row: x0 y0 x1 y1 ... */
  constructor(values) {
    const n = values.length / 2;
    const bits = Math.min(MOST_BITS, DIGITS - (32 - Math.clz32(n)));
    const exponents = [0, 1].map(column => exponentOf(largest(values, column)));
    const most = 1 + Math.floor((Math.max(...exponents) - LOWEST_BIT) / bits);
    this.values = values;
    /** @type {[number, number][]} */
    this.catchers = [];
    /** @type {Float64Array[]} */
    this.parts = [];
    let rest = values;
    for (let level = 1; level <= most && (level === 1 || rest.some(x => x !== 0)); level++) {
      const [x, y] = exponents.map(exponent => 1.5 * powerOfTwo(exponent - bits * level + DIGITS));
      const part = new Float64Array(rest.length);
      const left = new Float64Array(rest.length);
      for (let i = 0; i < rest.length; i += 2) {
        part[i] = rest[i] + x - x;
        part[i + 1] = rest[i + 1] + y - y;
        left[i] = rest[i] - part[i];
        left[i + 1] = rest[i + 1] - part[i + 1];
      }
      this.catchers.push([x, y]);
      this.parts.push(part);
      rest = left;
    }
  }

  /**
   * Move every centroid to the mean of its points; one without points stays.
   *
   * @param {Int32Array} labels
   * @param {Float64Array} centroids Where they were before.
   * @returns {Float64Array}
   */
  of(labels, centroids) {
    const counts = new Float64Array(centroids.length / 2);
    for (const label of labels) counts[label]++;
    const totals = this.parts.map(part => {
      const sums = new Float64Array(centroids.length);
      for (let row = 0; row < labels.length; row++) {
        sums[2 * labels[row]] += part[2 * row];
        sums[2 * labels[row] + 1] += part[2 * row + 1];
      }
      return sums;
    });
    return centroids.map((place, at) => {
      const count = counts[at >> 1];
      if (count === 0) return place;
      const sums = totals.map(total => total[at]);
      const mean = sums.reduce((one, other) => one + other) / count;
      return mean + this.around(mean, sums, count, at & 1) / count;
    });
  }

  /**
   * Sum x - place over the members of a cluster, for a place near their mean.
   *
   * @param {number} place
   * @param {number[]} sums Of their parts, level by level.
   * @param {number} count
   * @param {number} column
   */
  around(place, sums, count, column) {
    let left = 0;
    let rest = place;
    sums.forEach((sum, level) => {
      const catcher = this.catchers[level][column];
      const part = rest + catcher - catcher;
      left += sum - count * part;
      rest -= part;
    });
    return left - count * rest;
  }
}

/**
 * @param {Float64Array} values
 * @param {number} column
 */
function largest(values, column) {
  let found = 0;
  for (let i = column; i < values.length; i += 2) found = Math.max(found, Math.abs(values[i]));
  return found;
}

/**
 * Give the exponent e with |x| = m 2^e and m from 1/2 to 1; 0 of 0.
 *
 * @param {number} x
 * @returns {number}
 */
function exponentOf(x) {
  if (x === 0) return 0;
  VIEW.setFloat64(0, x);
  const biased = (VIEW.getUint16(0) >> 4) & 0x7ff;
  return biased === 0 ? exponentOf(x * 2 ** 54) - 54 : biased - 1022;
}

/**
 * Give 2^exponent to the last bit: `Math.pow` promises less.
 *
 * @param {number} exponent At most 1,023.
 * @returns {number}
 */
function powerOfTwo(exponent) {
  if (exponent < -1022) return exponent < -1100 ? 0 : powerOfTwo(exponent + 200) * powerOfTwo(-200);
  VIEW.setUint32(0, (exponent + 1023) << 20);
  VIEW.setUint32(4, 0);
  return VIEW.getFloat64(0);
}
