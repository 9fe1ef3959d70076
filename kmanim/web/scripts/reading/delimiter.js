/** What lies between the fields of a text: found as Python's reader does, from its beginning. */
import { isMissing } from "./missing.js";
import { isNumeral } from "./numerals.js";
import { areEven, recordsOf, UnreadableError } from "./records.js";

const DELIMITERS = new Map([
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "bars"],
]);
const SAMPLE = { characters: 200_000, records: 201 };

/**
 * @param {string} cell
 */
export const isAnyNumeral = cell => isNumeral(cell.trim()) || isNumeral(cell.trim(), ",");

/**
 * Find what ends a field.
 * @param {string} text From the first record on.
 * @param {boolean} header Whether the first record names the columns.
 * @param {string} remark The comment that stands above the first record.
 */
export function delimiterOf(text, header, remark) {
  const trials = [...DELIMITERS.keys()].map(delimiter => ({ delimiter, rows: trialOf(text, delimiter) }));
  const even = trials.filter(({ rows }) => rows.length && rows[0].length > 1 && areEven(rows));
  if (!even.length) {
    /** @type {(trial: { rows: string[][] }) => number} */
    const wide = ({ rows }) => rows.filter(row => row.length > 1).length;
    return trials.reduce((best, trial) => (wide(trial) > wide(best) ? trial : best)).delimiter;
  }
  const headed = even.filter(({ delimiter, rows }) => remark.split(delimiter).length === rows[0].length);
  if (header && headed.length === 1) return headed[0].delimiter;
  const scored = even.map(({ delimiter, rows }) => ({
    delimiter,
    rows,
    score: numeralsIn(header && rows[1] ? rows.slice(1) : rows),
  }));
  const best = scored.reduce((first, other) => (other.score > first.score ? other : first));
  for (const other of DELIMITERS.keys()) {
    const alike =
      best.score > 0 && scored.some(({ delimiter, score }) => delimiter === other && score === best.score);
    const everywhere = header && best.rows.every(row => row.some(field => field.includes(other)));
    if (other !== best.delimiter && (alike || everywhere)) {
      const [one, two] = [best.delimiter, other].map(delimiter => DELIMITERS.get(delimiter));
      throw new UnreadableError(
        `fields may end at ${one} or at ${two}: write it so that one alone can be meant`,
      );
    }
  }
  return best.delimiter;
}

/** @type {(text: string, delimiter: string) => string[][]} */
function trialOf(text, delimiter) {
  const sample = text.slice(0, SAMPLE.characters);
  /** @type {(quotes: boolean) => string[][]} */
  const rowsOf = quotes => {
    const rows = recordsOf(sample, delimiter, { quotes }).rows.filter(row => row.some(field => field.trim()));
    // the sample may end within a record
    if (rows.length < SAMPLE.records && sample !== text) rows.pop();
    return rows.slice(0, SAMPLE.records);
  };
  const rows = rowsOf(true);
  if (!sample.includes('"') || areEven(rows)) return rows;
  const plain = rowsOf(false);
  return plain.length > 1 && areEven(plain) ? plain : rows;
}

/** @type {(rows: string[][]) => number} */
function numeralsIn(rows) {
  const fields = rows.flat();
  return fields.filter(field => isAnyNumeral(field) || isMissing(field)).length / Math.max(fields.length, 1);
}
