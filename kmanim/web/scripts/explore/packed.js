/** Tables as pages carry them, made ready for work. */

/**
 * @param {string} name
 * @param {import("../types.d.ts").PackedTable} packed
 * @returns {import("../types.d.ts").Table}
 */
export function unpackTable(name, packed) {
  const { features, columns, names = null, noun, source = "builtin", scalings, leftOut, note } = packed;
  return {
    name,
    features: features.map(feature => ({ title: feature.name, heading: "", unit: "", ...feature })),
    columns: columns.map(column => Float64Array.from(column)),
    names,
    noun,
    source,
    scalings,
    leftOut,
    note,
  };
}
