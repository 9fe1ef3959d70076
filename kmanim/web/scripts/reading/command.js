/**
 * The command that makes the film of what is on the screen, for any POSIX shell.
 * @typedef {import("../types").Choices} Choices
 * @typedef {import("../types").Table} Table
 */

// what Python clusters of its own tables unasked
const CHOSEN = new Map([
  ["mtcars", "weight,horsepower"],
  ["faithful", "eruptions,waiting"],
]);
// A name with these could do more in a terminal than be read: ends of lines, escapes, turns of direction.
const UNSAFE = /[\p{Cc}\p{Surrogate}\u2028-\u202e\u2066-\u2069]/u;

/**
 * One word for a shell: bare, else in double quotes, which all shells understand, else in single ones.
 * @param {string} word
 */
export function quotedForShell(word) {
  if (/^[\w@+:,./-]+$/.test(word)) return word;
  if (/^[\w@+:,./=;()[\] -]+$/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", "'\"'\"'")}'`;
}

/** @type {(name: string, value: string) => string} */
const optionOf = (name, value) => `${name}${value.startsWith("-") ? "=" : " "}${quotedForShell(value)}`;
/** @type {(cell: string) => string} */
const cellOf = cell => (/^[\s#]|[",\r\n]|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * Write the command, with what was drawn by value; empty where none can hold the names.
 * @param {Choices} choices
 * @param {Table} table
 */
export function commandOf(choices, table) {
  const words = ["python -m kmanim", quotedForShell(dataOf(table)), ...readingOf(choices, table)];
  if (choices.scale !== "none") words.push(`--scale ${choices.scale}`);
  words.push(
    ...(choices.algorithm === "kmeans" ? optionsOfKMeans(choices) : optionsOfDbscan(choices, table)),
  );
  const command = words.join(" ");
  return UNSAFE.test(command) ? "" : command;
}

/** Whether the reader has the file, so that a command can read it.
 * @type {(table: Table) => boolean}
 */
const isFile = ({ source, name }) => source === "file" || (source === "given" && /\.\w+$/.test(name));

/** The name of the file that a command reads, of data that are not built in.
 * @param {Table} table
 */
export function csvNameOf(table) {
  return isFile(table) || /\.csv$/i.test(table.name) ? table.name : `${table.name}.csv`;
}

/** @type {(table: Table) => string} */
function dataOf(table) {
  if (table.source === "builtin") return table.name;
  const name = csvNameOf(table);
  return name.includes(".") && !/^[-~]|:\/\//.test(name) ? name : `./${name}`;
}

/** @type {(choices: Choices, table: Table) => string[]} */
function readingOf({ columns }, table) {
  // for the ends of lines in a heading, the command takes a space
  const wanted = columns.map(name => cellOf(/[\t\r\n]/.test(name) ? name.replace(/\s+/g, " ") : name)).join();
  if (table.source === "builtin") {
    const fixed = table.features.every(feature => !feature.heading) || CHOSEN.get(table.name) === wanted;
    return fixed ? [] : [optionOf("--columns", wanted)];
  }
  const words = [optionOf("--columns", wanted)];
  if (!isFile(table)) {
    if (table.names) words.push(`--labels ${nameOfNames(table)}`);
    if (table.features.some(feature => /^[^a-z]*$|^(na|n\/a|nan|null|none|nil)$/i.test(feature.name)))
      words.push("--header");
  }
  words.push(...(table.options ?? []));
  const [one, many] = table.noun;
  if (many !== "points") words.push(optionOf("--noun", `${one},${many}`));
  return words;
}

/** @type {(choices: Choices) => string[]} */
function optionsOfKMeans({ k, init, starts, empty, relocated }) {
  const words = [`--k ${k}`];
  if (starts.length === k) words.push(optionOf("--init", starts.map(start => start.join()).join(" ")));
  else if (init !== "own") words.push(`--init ${init}`);
  if (empty === "resample" && relocated.length) words.push(`--empty ${relocated.map(row => row + 1).join()}`);
  else if (empty !== "keep") words.push(`--empty ${empty}`);
  return words;
}

/** @type {(choices: Choices, table: Table) => string[]} */
function optionsOfDbscan({ eps, minSamples, order, orderRows }, table) {
  const words = ["--algorithm dbscan"];
  if (eps !== null) words.push(`--eps ${eps}`);
  words.push(`--min-samples ${minSamples}`);
  if (orderRows.length && (order === "random" || order === "picked")) {
    const known = new Set(orderRows);
    const others = Array.from(table.columns[0], (_, row) => row).filter(row => !known.has(row));
    words.push(`--order ${[...known, ...others].map(row => row + 1).join()}`);
  } else if (order === "backwards" || order === "random") words.push(`--order ${order}`);
  return words;
}

/**
 * What a reader must know of the command, in sentences: what has to be done first, and what it cannot carry.
 * @param {Choices} choices
 * @param {Table} table
 */
export function notCarried(choices, table) {
  const { algorithm, k, init, starts, order, orderRows } = choices;
  if (!commandOf(choices, table))
    return "A name holds signs that no command should hold: rename the file or column.";
  const said = [];
  if (table.source !== "builtin" && !isFile(table)) {
    said.push(`A command reads files: save the points as ${csvNameOf(table)} first.`);
  }
  if (isFile(table)) said.push(`Run it in the folder of ${table.name}.`);
  const placed = algorithm === "kmeans" ? starts.length : 0;
  if (placed && placed < k) said.push(`It draws its own starts until all ${k} centres are placed here.`);
  else if (algorithm === "kmeans" && !placed)
    said.push(init === "own" ? "Place centres here to have them in it." : "It draws its own starts.");
  if (algorithm === "dbscan" && order === "random" && !orderRows.length) said.push("It draws its own order.");
  return said.join(" ");
}

/** @type {(table: Table) => string} */
function nameOfNames(table) {
  let name = "name";
  while (table.features.some(feature => feature.name === name)) name += "_";
  return name;
}

/**
 * A table as a file that the command and this page read again, number for number.
 * @param {Table} table
 */
export function csvOf({ columns, features, names, ...rest }) {
  const table = { columns, features, names, ...rest };
  const heading = features.map(feature => cellOf(feature.name));
  const lines = Array.from(columns[0], (_, row) =>
    columns.map(column => (Number.isNaN(column[row]) ? "" : String(column[row]))),
  );
  if (names) {
    heading.unshift(nameOfNames(table));
    for (const [row, line] of lines.entries()) line.unshift(cellOf(names[row]));
  }
  return `${[heading, ...lines].map(line => line.join()).join("\r\n")}\r\n`;
}
