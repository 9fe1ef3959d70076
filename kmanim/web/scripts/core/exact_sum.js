/**
 * Add numbers up without any rounding but one at the end, so that no order of adding matters.
 *
 * J. R. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric predicates", Discrete &
 * Computational Geometry 18 (1997): partial sums that share no digit.
 *
 * @param {Iterable<number>} numbers Finite ones.
 * @returns {number} What Python's `math.fsum` gives.
 */
export function exactSum(numbers) {
  /** @type {number[]} */
  const parts = [];
  for (let x of numbers) {
    let kept = 0;
    for (let y of parts) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    parts.push(x);
  }
  let at = parts.length - 1;
  if (at < 0) return 0;
  let high = parts[at];
  let low = 0;
  while (at > 0 && low === 0) {
    const before = high;
    const next = parts[--at];
    high = before + next;
    low = next - (high - before);
  }
  // Half a unit in the last place is rounded to even, unless a smaller part says to which side it lies.
  if (at > 0 && low !== 0 && low < 0 === parts[at - 1] < 0) {
    const twice = low * 2;
    const other = high + twice;
    if (twice === other - high) high = other;
  }
  return high;
}

/**
 * Add numbers up in the order in which NumPy does: by halves, and eight sums by turns in the smallest.
 *
 * @param {Float64Array} numbers
 * @param {number} [from]
 * @param {number} [to]
 * @returns {number} To the last bit what `numpy.sum` gives of an array that lies in one piece.
 */
export function pairwiseSum(numbers, from = 0, to = numbers.length) {
  const count = to - from;
  let at = from;
  let sum = 0;
  if (count > 128) {
    const half = (count >> 1) - ((count >> 1) % 8);
    return pairwiseSum(numbers, from, from + half) + pairwiseSum(numbers, from + half, to);
  }
  if (count >= 8) {
    let [a, b, c, d, e, f, g, h] = numbers.subarray(from, from + 8);
    for (at += 8; at + 8 <= to; at += 8) {
      a += numbers[at];
      b += numbers[at + 1];
      c += numbers[at + 2];
      d += numbers[at + 3];
      e += numbers[at + 4];
      f += numbers[at + 5];
      g += numbers[at + 6];
      h += numbers[at + 7];
    }
    sum = a + b + (c + d) + (e + f + (g + h));
  }
  for (; at < to; at++) sum += numbers[at];
  return sum;
}
