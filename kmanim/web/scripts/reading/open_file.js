/**
 * A file that a reader opens or drops: looked at before it is read, and never read whole if it is large.
 * @typedef {import("../types").Table} Table
 */
import { readTable } from "./csv.js";

const MOST_BYTES = 5_000_000;
const OTHERS = new Map([
  ["a spreadsheet: save it as CSV", /\.(?:xlsx?|xlsm|xlsb|ods|numbers)$/i],
  ["a picture", /\.(?:png|jpe?g|gif|webp|avif|bmp|svg|tiff?|ico|heic)$/i],
  ["compressed: unpack it first", /\.(?:gz|zip|7z|rar|bz2|xz|zst|tgz|tar)$/i],
  [
    "no table of text: save it as CSV",
    /\.(?:json|geojson|pdf|docx?|html?|xml|parquet|feather|npy|rds|rda|rdata|sav|dta|mat|pkl|exe)$/i,
  ],
]);
const MAGIC = new Map([
  ["a picture", ["\x89PNG", "GIF8", "\xff\xd8\xff"]],
  ["a spreadsheet or an archive: save it as CSV", ["PK\x03\x04", "\xd0\xcf\x11\xe0", "\x1f\x8b", "\xfd7zXZ"]],
  ["no table of text: save it as CSV", ["%PDF", "\x93NUMPY", "\x7fELF"]],
]);

/**
 * Read a file, or say in one sentence why not.
 * @param {File} file
 * @returns {Promise<{ table: Table } | { problem: string }>}
 */
export async function openFile(file) {
  const { name, size, type } = file;
  for (const [what, pattern] of OTHERS) {
    if (pattern.test(name)) return { problem: `${name} is ${what}.` };
  }
  if (/^(?:image|audio|video)\//.test(type))
    return { problem: `${name} is no table but of the kind ${type}.` };
  if (size > MOST_BYTES) {
    const much = `${(size / 1e6).toFixed(1)} MB; at most ${MOST_BYTES / 1e6} MB are read`;
    return { problem: `${name} has ${much}: keep fewer rows or columns.` };
  }
  try {
    return readBytes(new Uint8Array(await file.arrayBuffer()), name);
  } catch {
    return { problem: `${name} cannot be read: is it a folder, or has it changed?` };
  }
}

/**
 * Read bytes of text: UTF-8, or UTF-16 with its mark.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {{ table: Table } | { problem: string }}
 */
export function readBytes(bytes, name) {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  for (const [what, signs] of MAGIC) {
    if (signs.some(sign => head.startsWith(sign))) return { problem: `${name} is ${what}.` };
  }
  if (!bytes.length) return { problem: `${name} is empty.` };
  if (/^(?:\xff\xfe\0\0|\0\0\xfe\xff)/.test(head)) return { problem: `${name} is UTF-32: save it as UTF-8.` };
  const wide = head.startsWith("\xff\xfe") ? "utf-16le" : head.startsWith("\xfe\xff") ? "utf-16be" : "";
  try {
    return readTable(new TextDecoder(wide || "utf-8", { fatal: true }).decode(bytes), name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const line = new TextDecoder(wide || "utf-8").decode(bytes).split("\ufffd")[0].split("\n").length;
    return { problem: `${name} is not ${wide ? "UTF-16" : "UTF-8"} (line ${line}): save it as UTF-8.` };
  }
}
