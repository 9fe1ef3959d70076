/** Tables in rooms of their own, which are scrolled where they are too wide or too long. */

import { make } from "../../parts/elements.js";

/** @typedef {import("../../parts/elements.js").Child} Child */

/**
 * @param {string} caption
 * @param {string[]} head
 * @param {Child[][]} rows
 * @param {string} [kind] The class of the caption: it is heard, and seen where it says more than is around it.
 */
export function tableOf(caption, head, rows, kind = "aloud") {
  return make(
    "table",
    {},
    make("caption", { className: kind }, caption),
    make(
      "thead",
      {},
      make("tr", {}, ...head.map(text => (text ? make("th", { scope: "col" }, text) : make("td")))),
    ),
    make("tbody", {}, ...rows.map(cells => make("tr", {}, ...cells.map(cell => make("td", {}, cell))))),
  );
}

/**
 * @param {string} name
 * @param {string} [kind] Another class.
 */
export function roomOf(name, kind = "") {
  return make("div", { className: `wide ${kind}`, tabIndex: 0, role: "group", "aria-label": name });
}
