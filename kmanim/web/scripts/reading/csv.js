/**
 * A file of text as a table: what Python's reader makes of it, or one sentence. It reads fewer files, never others.
 * @typedef {import("../types").Table} Table
 */
import { columnsOf, layOut } from "./columns.js";
import { delimiterOf, isAnyNumeral } from "./delimiter.js";
import { withoutGaps } from "./gaps.js";
import { isMissing } from "./missing.js";
import { isMeantAsNumber, isNumeral, numberOf } from "./numerals.js";
import { recordsOf, UnreadableError } from "./records.js";

/** As many rows as an algorithm steps through without a pause. */
const MOST_ROWS = { kmeans: 5000, dbscan: 2000 };
const MOST_READ = 20_000;
const TOO_LONG = `it has more than ${MOST_ROWS.kmeans.toLocaleString("en")} rows, the most that this page can show: keep fewer`;

/**
 * Why an algorithm cannot be shown on a table, in one sentence; empty where it can.
 * @param {Table} table
 * @param {"kmeans" | "dbscan"} algorithm
 */
export function tooManyRows(table, algorithm) {
  const [n, most] = [table.columns[0].length, MOST_ROWS[algorithm]];
  return n > most
    ? `${table.name} has ${n.toLocaleString("en")} rows; at most ${most.toLocaleString("en")} can be shown with ${algorithm === "kmeans" ? "k-means" : "DBSCAN"}.`
    : "";
}

/**
 * Read a text: columns of numbers, names of rows where there are such, and only the rows that the first two columns need.
 * @param {string} text
 * @param {string} fileName
 * @returns {{ table: Table } | { problem: string }}
 */
export function readTable(text, fileName) {
  try {
    const whole = wholeTable(text.replace(/^\ufeff/, ""), fileName);
    const [one, two] = whole.features;
    const table = withoutGaps({ ...whole, whole }, [one.name, two.name]);
    if (!table) throw new UnreadableError(`no row has a number in both ${one.name} and ${two.name}`);
    return { table };
  } catch (error) {
    if (error instanceof UnreadableError) return { problem: `${fileName}: ${error.message}.` };
    throw error;
  }
}

/** @type {(text: string, fileName: string) => Table} */
function wholeTable(text, fileName) {
  if (/(?![\t\n\r])\p{Cc}|\ufeff/u.test(text)) throw new UnreadableError("it holds signs that are no text");
  if (/^\s*[@%]/.test(text) && /@data/i.test(text))
    throw new UnreadableError("it is Weka's ARFF: save it as CSV");
  const { rest, line, comments, named, remark } = preambleOf(text);
  const delimiter = named || delimiterOf(rest, true, remark);
  const { rows, lines } = recordsOf(rest, delimiter, { strict: true, line, most: MOST_READ });
  if (!rows.length) throw new UnreadableError("it is empty");
  if (rows.length === MOST_READ) throw new UnreadableError(TOO_LONG);
  refuseUneven(rows, lines);
  if (rest.includes('"')) refuseDoubtfulQuotes(rest, line, lines, delimiter, rows[0].length);
  const kept = rows
    .map((row, i) => ({ row, line: lines[i] }))
    .filter(({ row }) => row.some(cell => cell.trim()));
  const blank = rows.length - kept.length;
  if (!kept.length) throw new UnreadableError("it is empty");
  const names = kept[0].row.map(name => name.trim());
  const body = kept.slice(1).map(({ row }) => row);
  const header = !isRow(names, body, kept[0].line);
  if (remark.split(delimiter).length === names.length || /".*[,;\t|]/.test(remark)) {
    throw new UnreadableError("the line that begins with # may hold the names: take the # away, or the line");
  }
  if (header) refuseSecondHeading(names, body, kept[1]?.line);
  else if (!named && delimiterOf(rest, false, remark) !== delimiter)
    throw new UnreadableError("it has no header");
  const places = header ? kept.slice(1) : kept;
  if (!places.length) throw new UnreadableError("it has a header but no rows");
  if (places.length > MOST_ROWS.kmeans) throw new UnreadableError(TOO_LONG);
  /** @type {import("./columns.js").Laid} */
  const laid = {
    names: header ? names : names.map((_, i) => (names.length < 3 ? "xy".charAt(i) : `x${i + 1}`)),
    columns: names.map((_, i) => places.map(({ row }) => (delimiter === "|" ? row[i].trim() : row[i]))),
    lines: places.map(({ line }) => line),
    rowNames: null,
  };
  if (header) layOut(laid);
  const notes = [];
  if (comments) notes.push(`Left out ${comments} lines beginning with # at the top.`);
  if (blank) notes.push(`Left out ${blank} rows of delimiters alone.`);
  if (!header) notes.push("The first line has numbers, so the columns have no names.");
  const table = columnsOf(laid, delimiter, fileName, notes);
  if (!header) table.options = ["--no-header"];
  return table;
}

/** @type {(text: string) => { rest: string, line: number, comments: number, named: string, remark: string }} */
function preambleOf(text) {
  let [start, line, comments, remark, named] = [0, 1, 0, "", ""];
  while (start < text.length && !named) {
    const end = /\r\n|\n|\r|$/g;
    end.lastIndex = start;
    const stop = /** @type {RegExpExecArray} */ (end.exec(text));
    const whole = text.slice(start, stop.index);
    const bare = whole.trim();
    const goesOn = bare.split('"').length % 2 === 0 && /[,;|\t]"/.test(bare);
    const comment = bare.startsWith("#") && !goesOn;
    named = /^"?sep=([,;|\t])"?\1*\s*$/i.exec(whole)?.[1] ?? "";
    if (bare && !comment && !named) break;
    if (comment) comments++;
    remark = comment ? whole : "";
    start = stop.index + stop[0].length;
    line++;
  }
  return { rest: text.slice(start), line, comments, named, remark };
}

/** @type {(rows: string[][], lines: number[]) => void} */
function refuseUneven(rows, lines) {
  const width = rows[0].length;
  const odd = rows.findIndex(row => row.length !== width);
  if (odd > 0) {
    const [got, wanted] = [rows[odd].length, width].map(count => `${count} field${count === 1 ? "" : "s"}`);
    throw new UnreadableError(`line ${lines[odd]} has ${got}, line ${lines[0]} has ${wanted}: mend it`);
  }
  if (width < 2)
    throw new UnreadableError("it has one column: two columns of numbers are needed, with commas between");
}

/** Quotation marks that may as well be letters: Python reads such files, or asks for --quotes.
 * @type {(text: string, first: number, lines: number[], delimiter: string, width: number) => void}
 */
function refuseDoubtfulQuotes(text, first, lines, delimiter, width) {
  const physical = text.split(/\r\n|\n|\r/);
  /** @type {(line: string) => number} */
  const ends = line => line.split(delimiter).length - 1;
  const ruin = lines.find((begun, i) => {
    const own = physical
      .slice(begun - first, (lines[i + 1] ?? physical.length + first) - first)
      .filter(line => line.trim());
    return own.length > 1 && own.every(line => ends(line) === width - 1);
  });
  if (ruin) throw new UnreadableError(`line ${ruin}: a quotation mark opens and none closes it in its line`);
  // all bodies have a field more than the heading, but for quotation marks that may be letters
  const all = physical.filter(line => line.trim());
  const [head, ...body] = all.map(ends);
  const spans = all.some(line => {
    const fields = line.split(delimiter).map(field => field.trim());
    const opened = fields.findIndex(field => field.startsWith('"') && field.split('"').length === 2);
    return opened >= 0 && fields.slice(opened + 1).some(field => field.includes('"'));
  });
  if (body.length && body.every(count => count === head + 1) && !spans) {
    throw new UnreadableError("its quotation marks may be letters: take them away");
  }
}

/** @type {(cells: string[]) => boolean} */
const hasNumbers = cells => cells.slice(0, 100).some(isAnyNumeral);

/** Whether the first record is a row and not the names: numbers stand over all columns of numbers.
 * @type {(names: string[], body: string[][], line: number) => boolean}
 */
function isRow(names, body, line) {
  const numeric = names.filter((_, i) => hasNumbers(body.slice(0, 100).map(row => row[i])));
  /** @type {(name: string) => boolean} */
  const likeData = name => name !== "" && (isAnyNumeral(name) || isMissing(name) || isMeantAsNumber(name));
  if (!body.length) return names.filter(isAnyNumeral).length > 1;
  if (!numeric.length || !numeric.every(likeData)) return false;
  const numbers = numeric.map(name => numberOf(name, isNumeral(name) ? "." : ","));
  const counts = [0, 1].some(from => numbers.every((number, i) => number === i + from));
  const years = numbers.every(number => Number.isInteger(number) && number >= 1800 && number < 2100);
  if (counts || years || numeric.length < 2 || !numeric.every(isAnyNumeral)) {
    throw new UnreadableError(
      `line ${line} may be a row or names: write names that are words above the rows`,
    );
  }
  return true;
}

/** Units, types and rules under the names: Python understands many, this page none.
 * @type {(names: string[], body: string[][], line: number) => void}
 */
function refuseSecondHeading(names, body, line) {
  if (2 * names.filter(name => /^[mciw]?[CDSTN]#\S/.test(name)).length >= names.length) {
    throw new UnreadableError("its names say what columns hold (as in C#name): take that away");
  }
  if (body.length < 2) return;
  const rest = body.slice(1, 101);
  const numeric = names.flatMap((_, i) => (hasNumbers(rest.map(row => row[i])) ? [i] : []));
  const odd = numeric.find(i => {
    const under = body[0][i];
    return (
      !isAnyNumeral(under) &&
      !isMissing(under) &&
      rest.every(row => isAnyNumeral(row[i]) || isMissing(row[i]))
    );
  });
  if (odd !== undefined) {
    const under = body[0][odd].trim();
    throw new UnreadableError(
      `line ${line} has “${under}” where other lines have numbers: delete units under the names`,
    );
  }
  if (numeric.length && !numeric.some(i => isAnyNumeral(body[0][i]))) {
    throw new UnreadableError(`line ${line} has no number: delete it if it is no row`);
  }
}
