/** Points that a reader draws: every point more or less makes another table, so that each can be undone. */

/** @typedef {import("../types.d.ts").Table} Table */

/** The name of points that a reader draws. */
export const DRAWN = "points";
export const MOST_DRAWN = 200;

/** @returns {Table} */
export function emptySheet() {
  const feature = (/** @type {string} */ name) => ({ name, title: name, heading: "", unit: "" });
  return {
    name: DRAWN,
    features: [feature("x"), feature("y")],
    columns: [new Float64Array(0), new Float64Array(0)],
    names: null,
    noun: ["point", "points"],
    source: "drawn",
  };
}

/**
 * The points of a plane as a sheet that can be drawn on.
 *
 * @param {import("../types.d.ts").Dataset} dataset
 * @returns {Table}
 */
export function sheetOf({ table, features, points }) {
  const columns = [0, 1].map(axis => points.filter((_, at) => at % 2 === axis));
  return { ...emptySheet(), features, noun: table.noun, names: table.names, columns };
}

/**
 * @param {Table} table
 * @param {number[]} point
 * @returns {Table}
 */
export function withPoint(table, point) {
  const n = table.columns[0].length;
  return {
    ...table,
    names: table.names && [...table.names, `${table.noun[0]} ${n + 1}`],
    columns: table.columns.map((column, axis) => Float64Array.from([...column, point[axis]])),
  };
}

/**
 * @param {Table} table
 * @param {number} row
 * @returns {Table}
 */
export function withoutPoint(table, row) {
  const isOther = (/** @type {any} */ _, /** @type {number} */ index) => index !== row;
  return {
    ...table,
    names: table.names?.filter(isOther) ?? null,
    columns: table.columns.map(column => column.filter(isOther)),
  };
}

/**
 * The row that a reader means by its name or number; -1 where there is none.
 *
 * @param {Table} table
 * @param {string} text
 */
export function rowCalled({ names, columns }, text) {
  const wanted = text.trim().toLowerCase();
  const named = names?.findIndex(name => name.toLowerCase() === wanted) ?? -1;
  const number = /^\d{1,7}$/.test(wanted) ? Number(wanted) : 0;
  return named < 0 && number <= columns[0].length ? number - 1 : named;
}
