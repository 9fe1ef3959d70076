/**
 * All that a reader has chosen as the hash of a link, and back. `kmanim/page/link.py` does the same in Python: what is
 * written and what is complained of are equal, letter for letter.
 * @typedef {import("../types").Choices} Choices
 * @typedef {import("../types").Table} Table
 */
import { checksumOf } from "./checksum.js";
import { withoutGaps } from "./gaps.js";
import { numberOf, RADIUS, radiusOf, wholeOf } from "./numerals.js";

/** @typedef {{ choices: Partial<Choices>, problems: string[], table: Table | null, checksum: string }} Link */

/** So many points and characters a link carries; larger data are asked for, and recognised by their checksum. */
export const MOST_IN_LINK = { points: 200, characters: 4000 };
const MOST_LETTERS = 100_000;
const MOST_K = 50;

/** @type {(text: string) => string} */
const percented = text =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
/** @type {(number: number) => string} */
const numeral = number => String(number + 0);
/** @type {(rows: number[]) => string} */
const fromOne = rows => rows.map(row => row + 1).join();
/** @type {(places: [number, number][]) => string} */
const placesText = places => places.map(place => place.map(numeral).join()).join(";");

/**
 * Write what is chosen: `#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=2&c=1000,150;1500,150&e=keep&t=5`.
 * @param {Choices} choices
 * @param {Table} table
 */
export function encodeLink(choices, table) {
  const parts = [
    "v=1",
    `a=${choices.algorithm}`,
    `d=${percented(choices.data)}`,
    `x=${choices.columns.map(percented).join()}`,
    `z=${choices.scale}`,
    ...(choices.algorithm === "kmeans" ? linkOfKMeans(choices) : linkOfDbscan(choices)),
  ];
  const step = choices.step === null ? [] : [`t=${choices.step}`];
  const own = table.source === "builtin" ? [] : ownData(choices, table);
  const whole = `#${[...parts, ...own, ...step].join("&")}`;
  if (whole.length <= MOST_IN_LINK.characters || own.length < 1 || own[0].startsWith("h=")) return whole;
  return `#${[...parts, ...checked(choices, table), ...step].join("&")}`;
}

/** @type {(choices: Choices) => string[]} */
function linkOfKMeans({ k, init, starts, startRows, empty, relocated }) {
  const parts = [`k=${k}`];
  if (init !== "own" || !starts.length) parts.push(`i=${percented(init)}`);
  if (starts.length) parts.push(`c=${placesText(starts)}`);
  if (startRows.length) parts.push(`s=${fromOne(startRows)}`);
  parts.push(`e=${empty}`);
  if (relocated.length) parts.push(`r=${fromOne(relocated)}`);
  return parts;
}

/** @type {(choices: Choices) => string[]} */
function linkOfDbscan({ eps, minSamples, order, orderRows, by }) {
  const parts = eps === null ? [] : [`eps=${numeral(eps)}`];
  parts.push(`m=${minSamples}`, `o=${order}`);
  if (orderRows.length) parts.push(`w=${fromOne(orderRows)}`);
  if (by !== "visit") parts.push(`by=${by}`);
  return parts;
}

/** @type {(choices: Choices, table: Table) => string[]} */
function checked(choices, table) {
  const columns = placesOfColumns(table, choices.columns);
  return columns ? [`h=${checksumOf(table, columns)}`] : [];
}

/** @type {(choices: Choices, table: Table) => string[]} */
function ownData(choices, table) {
  const columns = placesOfColumns(table, choices.columns);
  const n = table.columns[0]?.length ?? 0;
  if (!columns || table.source === "given" || n > MOST_IN_LINK.points) return checked(choices, table);
  const [x, y] = columns.map(column => table.columns[column]);
  const places = Array.from(x, (value, row) => /** @type {[number, number]} */ ([value, y[row]]));
  return [`p=${placesText(places)}`, ...(table.names ? [`n=${table.names.map(percented).join()}`] : [])];
}

/**
 * Where two columns are in a table, by their names; null where one is not there.
 * @param {Table} table
 * @param {[string, string]} names
 * @returns {[number, number] | null}
 */
export function placesOfColumns(table, names) {
  const [i, j] = names.map(name => table.features.findIndex(feature => feature.name === name));
  return i < 0 || j < 0 ? null : [i, j];
}

/** @type {(text: string) => string | undefined} */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** @template T @typedef {{ read: (text: string) => T | undefined, wanted: string }} Reader */

/** @type {(...words: string[]) => Reader<string>} */
const oneOf = (...words) => ({
  read: text => words.find(word => word === unescaped(text)),
  wanted: words.join(", ").replace(/, ([^,]*)$/, " or $1"),
});
/** @type {(low: number, high: number) => Reader<number>} */
const whole = (low, high) => ({
  read(text) {
    const number = wholeOf(text, low, high);
    return Number.isNaN(number) ? undefined : number;
  },
  wanted: `a whole number from ${low} to ${high}`,
});
/** @type {Reader<string>} */
const name = { read: text => unescaped(text) || undefined, wanted: "the name of a data set" };
/** @type {Reader<string[]>} */
const columns = {
  read(text) {
    // what makes links clickable may have escaped our comma, too
    const names = (text.includes(",") ? text : text.replace(/%2C/i, ",")).split(",").map(unescaped);
    return names.length === 2 && names.every(Boolean) && names[0] !== names[1]
      ? /** @type {string[]} */ (names)
      : undefined;
  },
  wanted: "two names of columns such as weight,horsepower",
};
/** @type {(most: number, wanted: string) => Reader<[number, number][]>} */
const places = (most, wanted) => ({
  read(text) {
    const found = (unescaped(text) ?? "")
      .split(";")
      .map(place => place.split(",").map(part => numberOf(part) + 0));
    const sound =
      found.length <= most && found.every(place => place.length === 2 && !place.some(Number.isNaN));
    return sound ? /** @type {[number, number][]} */ (found) : undefined;
  },
  wanted,
});
/** @type {(different: boolean) => Reader<number[]>} */
const rows = different => ({
  read(text) {
    const found = (unescaped(text) ?? "").split(",").map(part => wholeOf(part, 1, 1e6) - 1);
    const sound = !found.some(Number.isNaN) && !(different && new Set(found).size < found.length);
    return sound ? found : undefined;
  },
  wanted: `numbers of rows, from 1, such as 3,17${different ? ", each once" : ""}`,
});

/** @type {Record<string, [keyof Choices, Reader<unknown>]>} */
const KEYS = {
  a: ["algorithm", oneOf("kmeans", "dbscan")],
  d: ["data", name],
  x: ["columns", columns],
  z: ["scale", oneOf("none", "zscore", "minmax")],
  k: ["k", whole(1, MOST_K)],
  i: ["init", oneOf("own", "uniform", "sample", "k-means++", "farthest")],
  c: ["starts", places(MOST_K, `1 to ${MOST_K} places such as 1000,150;1500,150`)],
  s: ["startRows", rows(false)],
  e: ["empty", oneOf("keep", "farthest", "resample")],
  r: ["relocated", rows(false)],
  eps: [
    "eps",
    {
      read: text => radiusOf(text) || undefined,
      wanted: RADIUS,
    },
  ],
  m: ["minSamples", whole(1, 1_000_000)],
  o: ["order", oneOf("rows", "backwards", "random", "picked")],
  w: ["orderRows", rows(true)],
  by: ["by", oneOf("visit", "cluster", "all")],
  t: ["step", whole(0, 1_000_000)],
};
const POINTS = places(MOST_IN_LINK.points, `1 to ${MOST_IN_LINK.points} points such as 0,0;1,2`);
/** A sheet on which nothing is drawn yet is one, too. @type {Reader<[number, number][]>} */
const SHEET = { ...POINTS, read: text => (text === "" ? [] : POINTS.read(text)) };

/**
 * Read a link, or its hash: unknown keys are ignored, each bad value is left out and named in one sentence.
 * @param {string} link
 * @returns {Link}
 */
export function decodeLink(link) {
  const hash = link.slice(link.indexOf("#") + 1);
  /** @type {Link} */
  const found = { choices: {}, problems: [], table: null, checksum: "" };
  if (hash.length > MOST_LETTERS) {
    found.problems.push(`The link has ${hash.length} characters; at most ${MOST_LETTERS} are read.`);
    return found;
  }
  /** @type {Map<string, string>} */
  const parts = new Map();
  for (const part of hash.replace(/&amp;/g, "&").split("&")) {
    const end = part.indexOf("=");
    if (end > 0) parts.set(part.slice(0, end), part.slice(end + 1));
  }
  /** @type {(key: string, reader: Reader<unknown>) => any} */
  const value = (key, reader) => {
    const text = parts.get(key);
    const read = text === undefined ? undefined : reader.read(text);
    if (text !== undefined && read === undefined) found.problems.push(complaintOf(key, text, reader.wanted));
    return read;
  };
  value("v", oneOf("1"));
  for (const [key, [choice, reader]] of Object.entries(KEYS)) {
    const read = value(key, reader);
    if (read !== undefined) Object.assign(found.choices, { [choice]: read });
  }
  const { choices, problems } = found;
  if (choices.starts) choices.init ??= "own";
  const placed = choices.starts?.length ?? 0;
  if (placed > (choices.k ?? 0)) {
    if (choices.k) problems.push(`In the link, k=${choices.k}, but c has ${placed} places: k is ${placed}.`);
    choices.k = placed;
  }
  const points = value("p", SHEET);
  if (points) found.table = tableOfLink(points, parts.get("n"), found);
  found.checksum =
    value("h", {
      read: text => (/^[0-9a-f]{8}$/.test(text) ? text : undefined),
      wanted: "8 of 0-9 and a-f",
    }) ?? "";
  return found;
}

/** @type {(key: string, text: string, wanted: string) => string} */
function complaintOf(key, text, wanted) {
  const signs = [...text];
  const short = signs.length > 40 ? `${signs.slice(0, 39).join("")}…` : text;
  return `In the link, ${key}=${short} is left out: it must be ${wanted}.`;
}

/** @type {(points: [number, number][], named: string | undefined, link: Link) => Table} */
function tableOfLink(points, named, { choices, problems }) {
  choices.data ??= "points";
  choices.columns ??= ["x", "y"];
  const isNamed = named !== undefined && (named !== "" || points.length > 0);
  let names = isNamed ? named.split(",").map(unescaped) : null;
  if (names && (names.length !== points.length || names.includes(undefined))) {
    problems.push(complaintOf("n", named ?? "", `${points.length} names with commas between them`));
    names = null;
  }
  return {
    name: choices.data,
    features: choices.columns.map(name => ({ name, title: name, heading: "", unit: "" })),
    columns: [0, 1].map(axis => Float64Array.from(points, point => point[axis])),
    names: /** @type {string[] | null} */ (names),
    noun: ["point", "points"],
    source: "drawn",
  };
}

/**
 * What keeps a link from being shown with a table, in one sentence; empty where nothing does.
 * @param {Link} link
 * @param {Table | undefined} named The table that is called as the link has it, if it is here.
 */
export function misfitOf({ choices, checksum }, named) {
  const called = `“${choices.data}”`;
  if (!named) return `The link is about ${called}, which is not on this page: open that file.`;
  const names = choices.columns ?? [named.features[0].name, named.features[1].name];
  const table = withoutGaps(named, names);
  const columns = table && placesOfColumns(table, names);
  if (!columns) {
    const there = named.features.map(feature => feature.name).join(", ");
    return `The link is about the columns ${names.join(" and ")}; ${called} has ${there}.`;
  }
  if (checksum && checksum !== checksumOf(table, columns)) {
    return `${called} has other numbers than the link was made with: open the same file.`;
  }
  const n = table.columns[columns[0]].length;
  const rows = [choices.startRows, choices.relocated, choices.orderRows].flatMap(some => some ?? []);
  const beyond = rows.find(row => row >= n);
  return beyond === undefined ? "" : `The link is about row ${beyond + 1}; ${called} has ${n} rows.`;
}
