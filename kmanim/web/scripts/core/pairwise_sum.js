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
