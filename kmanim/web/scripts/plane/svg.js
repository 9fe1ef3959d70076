// Elements of SVG, and how wide their letters are.

const SVG_NAMES = "http://www.w3.org/2000/svg";

/**
 * Makes an element with attributes and children; a string is its text.
 * @param {string} tag
 * @param {Record<string, string | number | null | undefined>} [attributes] Those that are null are left out.
 * @param {(Node | string)[]} children
 * @returns {SVGGraphicsElement}
 */
export function svgOf(tag, attributes = {}, ...children) {
  const made = /** @type {SVGGraphicsElement} */ (document.createElementNS(SVG_NAMES, tag));
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined)
      made.setAttribute(name, typeof value === "number" ? pxText(value) : value);
  }
  made.append(...children);
  return made;
}

/**
 * Writes a length in px: a hundredth of one is never seen.
 * @param {number} px
 */
export function pxText(px) {
  return String(Math.round(px * 100) / 100);
}

/**
 * Moves what is drawn around (0, 0) to a place.
 * @param {number} x
 * @param {number} y
 */
export function movedTo(x, y) {
  return `translate(${pxText(x)},${pxText(y)})`;
}

/**
 * Gives the path of a line through places in px.
 * @param {ArrayLike<number>[]} places
 */
export function lineThrough(places) {
  return `M${places.map(place => `${pxText(place[0])},${pxText(place[1])}`).join("L")}`;
}

/** Measures letters as the page sets them, whatever fonts, sizes and spacings the reader has asked for. */
export class LetterSizes {
  /** @param {SVGElement} paper What letters stand on. */
  constructor(paper) {
    this.probe = /** @type {SVGTextElement} */ (/** @type {unknown} */ (svgOf("text", { opacity: 0 })));
    paper.append(this.probe);
    /** @type {Map<string, number>} */
    this.known = new Map();
  }

  /** Forgets all, as after a change of size. */
  forget() {
    this.known.clear();
  }

  /**
   * Gives the width of a text in px.
   * @param {string} text
   * @param {string} kind The class that it is set in.
   */
  of(text, kind) {
    const key = kind + text;
    let width = this.known.get(key);
    if (width === undefined) {
      this.probe.setAttribute("class", kind);
      this.probe.textContent = text;
      width = this.probe.getComputedTextLength();
      this.probe.textContent = "";
      this.known.set(key, width);
    }
    return width;
  }

  /**
   * Cuts a text that is too long, with an ellipsis.
   * @param {string} text
   * @param {string} kind
   * @param {number} room In px.
   */
  fitted(text, kind, room) {
    if (this.of(text, kind) <= room) return text;
    const signs = [...text];
    let [fits, most] = [0, signs.length];
    while (fits < most - 1) {
      const middle = (fits + most) >> 1;
      if (this.of(`${signs.slice(0, middle).join("")}…`, kind) <= room) fits = middle;
      else most = middle;
    }
    return `${signs.slice(0, fits).join("").trimEnd()}…`;
  }
}
