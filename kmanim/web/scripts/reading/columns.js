/**
 * Columns of text as columns of numbers, and names of rows.
 * @typedef {import("../types").Table} Table
 */
import { isIdentifier } from "./identifiers.js";
import { isMissing } from "./missing.js";
import { isMeantAsNumber, isNumeral, numberOf, WITH_COMMA, wholeOf } from "./numerals.js";
import { UnreadableError } from "./records.js";

const COMMA_OR_THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const COMMA_GROUPS = /^[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d{1,3})(?:\.\d+)?$/;

/** @typedef {{ names: string[], columns: string[][], lines: number[], rowNames: string[] | null, rows?: number[] }} Laid */

/** Leave out columns without name and values, and take a first column without name for the names of the rows.
 * @type {(laid: Laid) => void}
 */
export function layOut(laid) {
  const { names, columns } = laid;
  /** @type {(kept: number[]) => void} */
  const keep = kept => {
    laid.names = kept.map(i => laid.names[i]);
    laid.columns = kept.map(i => laid.columns[i]);
  };
  keep([...names.keys()].filter(i => names[i] || columns[i].some(cell => cell.trim())));
  if (laid.names.length > 1 && !laid.names[0]) {
    const first = laid.columns[0];
    if (first.every(cell => isNumeral(cell.trim()))) laid.rows = placesOfRows(first);
    else if (new Set(first).size === first.length) laid.rowNames = first;
    keep([...laid.names.keys()].slice(1));
  }
  const nameless = laid.names.indexOf("");
  if (nameless >= 0) throw new UnreadableError("a column has no name: give every column one");
  const twice = laid.names.find((name, i) => laid.names.indexOf(name) !== i);
  if (twice) throw new UnreadableError(`two columns are called “${twice}”: rename one`);
}

/** Numbers of rows that ascend from 1 or more, with some left out, as R leaves them.
 * @type {(numbers: string[]) => number[] | undefined}
 */
function placesOfRows(numbers) {
  const places = numbers.map(number => wholeOf(number.trim(), 1, 1e11) - 1);
  const ascend = places.every((place, i) => i === 0 || place > places[i - 1]);
  return ascend && !places.some(Number.isNaN) && places.some((place, i) => place !== i) ? places : undefined;
}

/** @type {(laid: Laid, delimiter: string, fileName: string, notes: string[]) => Table} */
export function columnsOf({ names, columns, lines, rowNames, rows }, delimiter, fileName, notes) {
  const decimal = delimiter === "," ? "." : decimalOf(columns);
  const features = [];
  const kept = [];
  const texts = [];
  const refused = [];
  for (const [i, name] of names.entries()) {
    const cells = columns[i];
    const present = cells.filter(cell => !isMissing(cell));
    const grouped =
      decimal === "." &&
      present.some(cell => cell.includes(",")) &&
      present.every(cell => COMMA_GROUPS.test(cell.trim()));
    const numbers = Float64Array.from(cells, cell =>
      isMissing(cell)
        ? Number.NaN
        : numberOf(grouped ? cell.trim().replaceAll(",", "") : cell.trim(), decimal),
    );
    const wrong = cells.findIndex((cell, row) => Number.isNaN(numbers[row]) && !isMissing(cell));
    if (grouped) notes.push(`Took the commas in ${name} as between thousands.`);
    const meant = present.filter(cell => isMeantAsNumber(cell, decimal)).length;
    if (!present.length) continue;
    if (wrong >= 0) {
      if (2 * meant >= present.length)
        refused.push(`${name} (line ${lines[wrong]}: “${cells[wrong].trim()}” is no number)`);
      else texts.push(cells);
    } else if (isIdentifier(name, numbers)) refused.push(`${name} (it numbers the rows)`);
    else if (isOutOfRange(numbers))
      refused.push(`${name} (its numbers are too large, or too near each other)`);
    else {
      features.push({ name, title: name, heading: "", unit: "" });
      kept.push(numbers);
    }
  }
  if (refused.length) notes.push(`Not offered: ${refused.join(", ")}.`);
  if (kept.length < 2) {
    const there = kept.length
      ? `it has one column of numbers, ${features[0].name}`
      : "it has no column of numbers";
    throw new UnreadableError(
      `${there}${refused.length ? `, besides ${refused.join(", ")}` : ""}: two are needed`,
    );
  }
  return {
    name: fileName,
    features,
    columns: kept,
    names: rowNames,
    rows,
    texts: rowNames ? [] : texts,
    noun: ["point", "points"],
    source: "file",
    note: notes.join(" "),
  };
}

/** The decimal sign of a text in which fields do not end at commas.
 * @type {(columns: string[][]) => string}
 */
function decimalOf(columns) {
  let [comma, point, doubtful] = ["", "", ""];
  for (const cells of columns) {
    const sample = cells.slice(0, 1000).filter(cell => !isMissing(cell));
    const meant = sample.filter(cell => isNumeral(cell.trim()) || WITH_COMMA.test(cell.trim())).length;
    if (!sample.length || 2 * meant < sample.length) continue;
    for (const cell of cells.map(cell => cell.trim())) {
      if (COMMA_OR_THOUSANDS.test(cell)) doubtful ||= cell;
      else if (WITH_COMMA.test(cell)) comma ||= cell;
      else if (cell.includes(".") && isNumeral(cell)) point ||= cell;
    }
  }
  if ((comma || doubtful) && point) {
    throw new UnreadableError(
      `“${comma || doubtful}” has a comma, “${point}” a point: write all numbers one way`,
    );
  }
  if (doubtful && !comma)
    throw new UnreadableError(`the comma of “${doubtful}” may be decimal or not: write plain digits`);
  return comma ? "," : ".";
}

/** Whether numbers cannot be squared or told apart in double precision.
 * @type {(numbers: Float64Array) => boolean}
 */
function isOutOfRange(numbers) {
  const known = numbers.filter(number => !Number.isNaN(number));
  const [low, high] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
  const [size, span] = [Math.max(-low, high), high - low];
  return size > 1e100 || (span > 0 && (span < 1e-100 || span < 1e-13 * size));
}
