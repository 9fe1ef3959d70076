/** Tables as pages carry them, made ready for work. */

/**
 * @param {string} name
 * @param {import("../types.d.ts").PackedTable} packed
 * @returns {import("../types.d.ts").Table}
 */
export function unpackTable(name, packed) {
  const {
    features,
    columns,
    names = null,
    noun,
    source = "builtin",
    scalings,
    leftOut,
    note,
    without,
  } = packed;
  return {
    name,
    features: features.map(feature => ({ title: feature.name, heading: "", unit: "", ...feature })),
    columns: columns.map(column => ("bytes" in column ? unpackColumn(column) : Float64Array.from(column))),
    rows: without && rowsBut(without, countOf(columns[0])),
    names,
    noun,
    source,
    scalings,
    leftOut,
    note,
  };
}

/**
 * Read decimal numbers: a whole number over a power of ten is the very double that the decimal is read as.
 *
 * @param {import("../types.d.ts").PackedColumn} column
 */
function unpackColumn({ bytes, width, low, scale }) {
  const text = atob(bytes);
  let [at, held, bits] = [0, 0, 0];
  // No more than 39 bits are held, which shifts of JavaScript would cut.
  return Float64Array.from({ length: Math.floor((8 * text.length) / width) }, () => {
    for (; bits < width; bits += 8) held = held * 256 + text.charCodeAt(at++);
    bits -= width;
    const number = Math.floor(held / 2 ** bits);
    held %= 2 ** bits;
    return (low + number) / scale;
  });
}

/** @param {number[] | import("../types.d.ts").PackedColumn} column */
function countOf(column) {
  return "bytes" in column ? unpackColumn(column).length : column.length;
}

/**
 * Say which rows are left, where some were left out.
 *
 * @param {number[]} without Ascending.
 * @param {number} count
 */
function rowsBut(without, count) {
  const left = new Set(without);
  return Array.from({ length: count + left.size }, (_, row) => row).filter(row => !left.has(row));
}
