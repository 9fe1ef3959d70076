/** Which texts say that there is no value: those of R, pandas, databases, spreadsheets and statistics programs. */

const ALWAYS = new Set([
  "",
  "na",
  "n/a",
  "#n/a",
  "#n/a n/a",
  "<na>",
  "nan",
  "-nan",
  "null",
  "(null)",
  "<null>",
  "[null]",
  "?",
  "\\n",
]);
// what may as well be a category is missing among numbers only
const MAY_BE_A_CATEGORY = new Set(["none", "nil", ".", "-", "--", ".."]);
const ERRORS = [
  /^#[¡¿]?(?![a-z])[\p{L}\p{Nl}\p{No}](?:(?![a-z])[\p{L}\p{Nl}\p{No}_])*(?:[ /](?:(?![a-z])[\p{L}\p{N}_])+)*[!?]$/u,
  /^#(?:NV|N\/D|N\/B|I\/T|Н\/Д|SAKNAS!?|PUUTTUU!?|KNV|BLOCKED|SPILL|CALC|GETTING_DATA|NENÍ_K_DISPOZICI|HIÁNYZIK|YOK)$/,
  /^Err:5\d\d$/,
  /^[+-]?1\.#(?:QNAN|SNAN|IND|NAN)0*$/,
  /^[+-]?nan\((?:ind|snan|\d*)\)$/,
];

/**
 * Whether a cell among numbers has no value.
 * @param {string} cell
 */
export function isMissing(cell) {
  const bare = cell.trim();
  const word = bare.toLowerCase();
  return ALWAYS.has(word) || MAY_BE_A_CATEGORY.has(word) || ERRORS.some(pattern => pattern.test(bare));
}
