// Foreign text, such as names, as one clean line: how wide it is, where it is cut, and which way it runs.

// biome-ignore lint/suspicious/noControlCharactersInRegex: what Python takes for blank
const BLANK = /(?:(?!\ufeff)\s|[\x1c-\x1f\x85])+/u;
const UNSEEN = /(?! )[\p{C}\p{Z}]/gu;
const LEFTWARDS =
  /(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])(?![\u06f0-\u06f9])[\p{L}\p{N}]/u;
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}/u;
const BEGIN = "\u2068";
const END = "\u2069";

/**
 * Count the columns that a text takes: two a wide (East Asian, emoji) character, none a combining one.
 * @param {string} text
 */
export function columnsWide(text) {
  let count = 0;
  for (const sign of text) {
    count +=
      sign < "\u0300" ? 1 : sign === BEGIN || sign === END || combines(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  }
  return count;
}

/**
 * Whether a sign stands on the one before: then normal forms put it in order with other such signs.
 * @param {string} sign
 */
function combines(sign) {
  const plain = `\u0345${[...sign.normalize("NFD")][0]}\u0334`;
  return /\p{M}/u.test(sign) && plain.normalize("NFD") !== plain;
}

/**
 * Give foreign text as one clean line of at most `limit` columns, with an ellipsis where it was cut.
 *
 * What runs from right to left is isolated from the sentence that it becomes a part of.
 * @param {string} text
 * @param {number} limit
 */
export function cut(text, limit) {
  const line = oneLine(harmless(oneLine([...text].slice(0, 4 * limit + 4).join("")), 2 * limit + 2));
  if (columnsWide(line) <= limit) {
    return line.replace(/[\u2068\u2069 ]/gu, "") ? isolated(balanced(line)) : "(blank)";
  }
  let kept = "";
  for (const sign of line) {
    if (columnsWide(kept + sign) > limit - 1) {
      break;
    }
    kept += sign;
  }
  return isolated(balanced(`${kept.trimEnd()}…`));
}

/** @param {string} text */
function oneLine(text) {
  return text.split(BLANK).filter(Boolean).join(" ");
}

/**
 * Escape control characters, but for the isolates of names within a line of ours.
 * @param {string} line
 * @param {number} limit
 */
function harmless(line, limit) {
  const keeps = line.includes(BEGIN);
  const seen = line.replace(UNSEEN, sign => (keeps && (sign === BEGIN || sign === END) ? sign : code(sign)));
  const signs = [...seen];
  return signs.length <= limit
    ? seen
    : signs.slice(0, keeps ? limit : limit - 1).join("") + (keeps ? "" : "…");
}

/** @param {string} sign */
function code(sign) {
  const hex = /** @type {number} */ (sign.codePointAt(0)).toString(16);
  return hex.length > 4
    ? `\\U${hex.padStart(8, "0")}`
    : hex.length > 2
      ? `\\u${hex.padStart(4, "0")}`
      : `\\x${hex.padStart(2, "0")}`;
}

/** @param {string} text */
function isolated(text) {
  return LEFTWARDS.test(text) && !text.includes(BEGIN) ? BEGIN + text + END : text;
}

/**
 * Begin and end anew the names that a cut through a text has left without a beginning or an end.
 * @param {string} text
 */
function balanced(text) {
  let depth = 0;
  let missing = 0;
  for (const sign of text) {
    if (sign === BEGIN) {
      depth += 1;
    } else if (sign === END && depth) {
      depth -= 1;
    } else if (sign === END) {
      missing += 1;
    }
  }
  return BEGIN.repeat(missing) + text + END.repeat(depth);
}
