/**
 * The squared distance of two rows: differences, their squares, and the sum of these, column by column in order.
 *
 * @param {Float64Array} values x0 y0 x1 y1 ...
 * @param {number} i
 * @param {number} j
 */
export function pairSquare(values, i, j) {
  const x = values[2 * i] - values[2 * j];
  const y = values[2 * i + 1] - values[2 * j + 1];
  return x * x + y * y;
}
