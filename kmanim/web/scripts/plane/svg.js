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
 * Writes a text.
 * @param {string} kind The classes that it is set in.
 * @param {number} x
 * @param {number} y Of its baseline.
 * @param {string} text
 * @param {string} [anchor] Which part of it is at x.
 */
export function textAt(kind, x, y, text, anchor = "middle") {
  return svgOf("text", { class: kind, x, y, "text-anchor": anchor }, text);
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

/** A drawing as wide as its room: laid out anew whenever room or letters change. */
export class Paper {
  /**
   * @param {HTMLElement} host
   * @param {string} kind Its class.
   * @param {(paper: Paper) => void} layOut
   */
  constructor(host, kind, layOut) {
    this.element = document.createElement("div");
    this.element.className = kind;
    this.back = svgOf("svg", { "aria-hidden": "true" });
    this.letters = new LetterSizes(this.back);
    const probe = document.createElement("span");
    probe.className = "probe";
    probe.ariaHidden = "true";
    probe.textContent = "0123456789 letters";
    this.element.append(this.back, probe);
    host.append(this.element);
    this.width = 0;
    this.height = 0;
    this.em = 16;
    this.layOut = layOut;
    this.sizes = new ResizeObserver(() => this.measure());
    this.sizes.observe(this.element);
    this.sizes.observe(probe);
  }

  /** Measures the room, and has all laid out if there is any. */
  measure() {
    const { clientWidth } = this.element;
    if (!clientWidth) return;
    this.width = clientWidth;
    this.em = Number.parseFloat(getComputedStyle(this.element).fontSize);
    this.letters.known.clear();
    this.layOut(this);
  }

  /**
   * Takes a height in px; what is drawn grows and shrinks with the width until it is laid out anew, as for a printer.
   * @param {number} height
   * @param {...Element} drawings
   */
  size(height, ...drawings) {
    this.height = Math.round(height);
    this.element.style.aspectRatio = `${this.width} / ${this.height}`;
    for (const drawing of [this.back, ...drawings])
      drawing.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
  }

  /**
   * Gives the place of a pointer, in px of the layout.
   * @param {MouseEvent} event
   * @returns {[number, number]}
   */
  at(event) {
    const box = this.element.getBoundingClientRect();
    const share = this.width / box.width;
    return [(event.clientX - box.left) * share, (event.clientY - box.top) * share];
  }

  /** Takes it off the page. */
  destroy() {
    this.sizes.disconnect();
    this.element.remove();
  }
}
