// Small curves beside the plane: W after each half-step, distances to neighbours, what would come of each eps.

import { Frame, laidOut, roundedTo } from "../frame.js";
import { lineThrough, Paper, svgOf, textAt } from "../svg.js";

/** @typedef {import("../frame.js").Axis} Axis */

/**
 * A line across, which the reader moves; or one that only marks a value.
 * @typedef {{axis: 0 | 1, value: number, text: string, min?: number, max?: number}} Line
 */

/**
 * What a chart shows.
 * @typedef {object} Curve
 * @property {string} alt
 * @property {Axis} x
 * @property {Axis} y
 * @property {[number, number][]} points In order.
 * @property {boolean} [dots] Whether each is marked.
 * @property {boolean} [steps] Whether it keeps its height up to the next one.
 * @property {string} [text] What is written beside the last point.
 * @property {Line | null} [line]
 */

// How many steps each key goes.
const LINE_KEYS = /** @type {Record<string, number>} */ ({
  ArrowRight: 1,
  ArrowUp: 1,
  "+": 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  "-": -1,
  PageUp: 10,
  PageDown: -10,
});

/** A curve on its axes. */
export class CurveChart {
  /**
   * @param {HTMLElement} host
   * @param {(value: number, isDropped: boolean) => void} [onLine] Is told where the reader moves the line.
   */
  constructor(host, onLine) {
    this.onLine = onLine;
    /** Of what the axes are, so that they are drawn anew only when something of it is another. */
    this.laid = "";
    this.paper = new Paper(host, "curve", () => {
      this.laid = "";
      this.#draw();
    });
    this.front = svgOf("svg", { role: "img" });
    this.paper.element.append(this.front);
    /** @type {Curve | null} */
    this.curve = null;
    this.line = /** @type {Line} */ ({ axis: 0, value: 0, text: "" });
    this.frame = new Frame({ left: 0, top: 0, right: 1, bottom: 1 }, [0, 0], [1, 1]);
    if (onLine) this.#listen();
  }

  /** @param {Curve} curve */
  show(curve) {
    this.curve = curve;
    if (curve.line) this.line = curve.line;
    if (this.paper.width) this.#draw();
    else this.paper.measure();
  }

  /** Takes it off the page. */
  destroy() {
    this.paper.destroy();
  }

  #draw() {
    const { curve, paper, front } = this;
    if (!curve || !paper.width) return;
    const { width, em, letters, back } = paper;
    const { x, y, points, line, text = "" } = curve;
    const laid = JSON.stringify([x, y]);
    if (laid !== this.laid) {
      this.laid = laid;
      paper.size(Math.min(Math.max(width * 0.55, 11 * em), 16 * em), front);
      const { frame, axes } = laidOut({ width, height: paper.height, em, letters, x, y, margin: 9 });
      this.frame = frame;
      back.replaceChildren(letters.probe, axes);
    }
    const { frame } = this;
    const places = points.map(([u, v]) => [frame.x(u), frame.y(v)]);
    const way = curve.steps
      ? places.flatMap((place, i) => (i ? [[place[0], places[i - 1][1]], place] : [place]))
      : places;
    const marks = way.length > 1 ? [svgOf("path", { class: "curve-line", d: lineThrough(way) })] : [];
    if (curve.dots)
      for (const [cx, cy] of places) marks.push(svgOf("circle", { class: "curve-dot", cx, cy, r: 3.5 }));
    if (line) marks.push(...this.#lineAt(line));
    const last = places.at(-1);
    // Right of the last point, where no curve is, if there is room.
    const half = letters.of(text, "count") / 2 + 4;
    if (text && last) {
      const isFree = last[0] + 2 * half < width;
      marks.push(this.#text(text, last[0] + (isFree ? half : 0), last[1] - (isFree ? 6 : 10)));
    }
    front.replaceChildren(...marks);
    front.setAttribute("aria-label", curve.alt);
    if (this.onLine && line) this.#tell(line);
  }

  /** @param {Line} line */
  #lineAt({ axis, value, text }) {
    const { box, x, y } = { box: this.frame.box, x: this.frame.x(value), y: this.frame.y(value) };
    const isUpright = axis === 0;
    const d = isUpright ? `M${x},${box.top}V${box.bottom}` : `M${box.left},${y}H${box.right}`;
    const grip = isUpright
      ? { x: x - 22, y: box.top, width: 44, height: box.bottom - box.top }
      : { x: box.left, y: y - 22, width: Math.max(0, box.right - box.left), height: 44 };
    return [
      svgOf("path", { class: "eps-line", d }),
      ...(this.onLine ? [svgOf("rect", { class: `line-grip ${isUpright ? "across" : "up"}`, ...grip })] : []),
      isUpright ? this.#beside(text, x, box.top + this.paper.em) : this.#text(text, box.right, y - 6),
    ];
  }

  /**
   * Writes a text centred over a place, or as near as the picture allows.
   * @param {string} text
   * @param {number} x
   * @param {number} y
   */
  #text(text, x, y) {
    const { letters, em, width } = this.paper;
    const half = letters.of(text, "count") / 2 + 2;
    const at = Math.min(Math.max(x, this.frame.box.left + half), width - half);
    return textAt("count halo", at, Math.max(y, em), text);
  }

  /**
   * Writes a text on that side of an upright line which has more room.
   * @param {string} text
   * @param {number} x
   * @param {number} y
   */
  #beside(text, x, y) {
    const half = this.paper.letters.of(text, "count") / 2 + 6;
    return this.#text(text, x < this.paper.width / 2 ? x + half : x - half, y);
  }

  /**
   * Tells who listens what the line says.
   * @param {Line} line
   */
  #tell({ axis, value, text, min, max }) {
    const { element } = this.paper;
    element.ariaOrientation = axis ? "vertical" : "horizontal";
    element.ariaValueNow = String(value);
    element.ariaValueMin = String(min ?? 0);
    element.ariaValueMax = String(max ?? this.frame.high[axis]);
    element.ariaValueText = text;
  }

  #listen() {
    const { element } = this.paper;
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    element.ariaLabel = "eps";
    element.addEventListener("keydown", event => {
      const value = this.#keyed(event);
      if (value === null) return;
      event.preventDefault();
      event.stopPropagation();
      this.#move(value, true);
    });
    element.addEventListener("click", event => {
      if (!this.isDragged) this.#moveTo(event, true);
      this.isDragged = false;
    });
    element.addEventListener("pointerdown", event => {
      const isGrip = event.target instanceof Element && event.target.classList.contains("line-grip");
      if (isGrip && event.isPrimary && !event.button) element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", event => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      this.isDragged = true;
      this.#moveTo(event, false);
    });
    element.addEventListener("pointerup", event => {
      if (this.isDragged && element.hasPointerCapture(event.pointerId)) this.#moveTo(event, true);
    });
  }

  /** @param {KeyboardEvent} event */
  #keyed({ key }) {
    const { axis, value, min = 0, max = this.frame.high[axis] } = this.line;
    const step = this.#step(axis);
    if (key in LINE_KEYS) return value + LINE_KEYS[key] * step;
    return key === "Home" ? min || step : key === "End" ? max : null;
  }

  /**
   * Gives a round step, of about a hundredth of the axis.
   * @param {0 | 1} axis
   */
  #step(axis) {
    return 10 ** Math.round(Math.log10((this.frame.high[axis] - this.frame.low[axis]) / 100));
  }

  /**
   * @param {PointerEvent | MouseEvent} event
   * @param {boolean} isDropped
   */
  #moveTo(event, isDropped) {
    this.#move(this.frame.valuesAt(...this.paper.at(event))[this.line.axis], isDropped);
  }

  /**
   * @param {number} value
   * @param {boolean} isDropped
   */
  #move(value, isDropped) {
    const { axis, min = 0, max = this.frame.high[axis] } = this.line;
    const step = this.#step(axis);
    const wanted = Math.min(max, Math.max(min || step, roundedTo(value, step / 10)));
    this.onLine?.(wanted, isDropped);
  }
}
