/**
 * Rows that lack a value in one of two columns are left out, as the command does with `--missing drop`.
 * @typedef {import("../types").Table} Table
 */
import { isMissing } from "./missing.js";

/**
 * The rows of a table of a file that have a number in both columns, the others counted; null where there is none.
 * Any other table is as it was.
 * @param {Table} table
 * @param {[string, string]} columns
 * @returns {Table | null}
 */
export function withoutGaps(table, columns) {
  const { whole } = table;
  if (!whole || table.pair?.join("\n") === columns.join("\n")) return table;
  const [x, y] = columns.map(
    name => whole.columns[whole.features.findIndex(feature => feature.name === name)],
  );
  if (!x || !y) return table;
  const rows = Array.from(x, (_, row) => row).filter(row => !Number.isNaN(x[row] + y[row]));
  if (!rows.length) return null;
  const leftOut = x.length - rows.length;
  /** @type {(cells: string[]) => string[]} */
  const kept = cells => rows.map(row => cells[row]);
  return {
    ...whole,
    columns: whole.columns.map(column => Float64Array.from(rows, row => column[row])),
    names: whole.names ? kept(whole.names) : (whole.texts?.map(kept).find(areNames) ?? null),
    rows: leftOut || whole.rows ? rows.map(row => whole.rows?.[row] ?? row) : undefined,
    leftOut,
    options: [...(whole.options ?? []), ...(leftOut ? ["--missing drop"] : [])],
    whole,
    pair: columns,
  };
}

/** Names are all different, and no measures.
 * @type {(cells: string[]) => boolean}
 */
function areNames(cells) {
  const measures = cells.filter(cell => /^\s*\d/.test(cell)).length;
  return new Set(cells).size === cells.length && 2 * measures < cells.length && !cells.some(isMissing);
}
