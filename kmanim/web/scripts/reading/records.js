/** Text with delimiters as records of fields, split as Python's `csv` does. */

/** What keeps a file from being read, in one sentence. */
export class UnreadableError extends Error {}

/** @typedef {{ rows: string[][], lines: number[] }} Records Fields, and the line (from 1) that each record begins on. */

const [START, FIELD, QUOTED, CLOSING] = [0, 1, 2, 3];

/**
 * Split a text; empty lines do not count.
 * @param {string} text
 * @param {string} delimiter
 * @param {{ strict?: boolean, quotes?: boolean, line?: number, most?: number }} [options] Whether a quotation mark may
 * neither stand where it encloses nothing nor be left open; whether such marks enclose fields at all; the first line;
 * after how many records to stop.
 * @returns {Records}
 */
export function recordsOf(text, delimiter, { strict = false, quotes = true, line = 1, most = 1e9 } = {}) {
  /** @type {Records} */
  const found = { rows: [], lines: [] };
  let begun = line;
  let state = START;
  let field = "";
  /** @type {string[]} */
  let fields = [];
  for (let i = 0; i <= text.length && found.rows.length < most; i++) {
    const sign = text.charAt(i);
    const ends = sign === "\n" || sign === "\r" || sign === "";
    if (sign === "\r" ? text.charAt(i + 1) !== "\n" : sign === "\n") line++;
    if (state === QUOTED && sign === '"') state = CLOSING;
    else if (state === QUOTED && sign) field += sign;
    else if (state === CLOSING && sign === '"') {
      field += sign;
      state = QUOTED;
    } else if (ends) {
      if (state === QUOTED && strict)
        throw new UnreadableError(`line ${begun}: a quotation mark is not closed`);
      fields.push(field);
      if (fields.length > 1 || field.trim()) {
        found.rows.push(fields);
        found.lines.push(begun);
      }
      if (sign === "\r" && text.charAt(i + 1) === "\n") {
        i++;
        line++;
      }
      [fields, field, state, begun] = [[], "", START, line];
    } else if (sign === delimiter) {
      fields.push(field);
      [field, state] = ["", START];
    } else if (state === START && quotes && sign === '"') state = QUOTED;
    else if (state === CLOSING && strict) {
      throw new UnreadableError(`line ${begun}: a quotation mark is closed within a field`);
    } else if (state !== START || sign !== " ") {
      field += sign;
      state = FIELD;
    }
  }
  return found;
}

/**
 * Whether all records have as many fields.
 * @param {string[][]} rows
 */
export const areEven = rows => rows.every(row => row.length === rows[0].length);
