// The points on paper: real elements while they are few, a canvas for thousands.

import { cornersOf, pathOf } from "./marks.js";
import { movedTo, svgOf } from "./svg.js";

/** @typedef {import("./looks.js").Look} Look */

/** Up to so many points are elements. */
export const MOST_ELEMENTS = 500;

/** Points as elements, a path each. */
export class PointElements {
  /**
   * @param {Float64Array} xs In px.
   * @param {Float64Array} ys
   */
  constructor(xs, ys) {
    this.element = svgOf("g", { class: "points" });
    this.paths = Array.from(xs, (x, row) => svgOf("path", { transform: movedTo(x, ys[row]) }));
    this.element.append(...this.paths);
    /** @type {Look[]} */
    this.looks = [];
  }

  /**
   * Draws what has changed.
   * @param {Look[]} looks
   * @param {ArrayLike<number> | null} labels
   */
  draw(looks, labels) {
    this.paths.forEach((path, row) => {
      const [look, before] = [looks[row], this.looks[row]];
      if (!before || look.shape !== before.shape || look.size !== before.size)
        path.setAttribute("d", pathOf(look.shape, look.size));
      if (look.fill !== before?.fill) path.setAttribute("fill", look.fill);
      if (look.edge !== before?.edge) path.setAttribute("stroke", look.edge);
      if (look.width !== before?.width) path.setAttribute("stroke-width", String(look.width));
      const label = String(labels?.[row] ?? "");
      if (path.dataset.cluster !== label) path.dataset.cluster = label;
    });
    this.looks = looks;
  }
}

/** Points on a canvas, those that look alike in one stroke. */
export class PointCanvas {
  /**
   * @param {Float64Array} xs In px.
   * @param {Float64Array} ys
   * @param {number} width
   * @param {number} height
   */
  constructor(xs, ys, width, height) {
    this.element = document.createElement("canvas");
    this.xs = xs;
    this.ys = ys;
    this.sharpness = Math.min(3, Math.max(1, devicePixelRatio));
    this.element.width = Math.round(width * this.sharpness);
    this.element.height = Math.round(height * this.sharpness);
    /** @type {Map<string, string>} */
    this.inks = new Map();
  }

  /** @param {Look[]} looks */
  draw(looks) {
    const brush = this.element.getContext("2d");
    if (!brush) return;
    brush.setTransform(this.sharpness, 0, 0, this.sharpness, 0, 0);
    brush.clearRect(0, 0, this.element.width, this.element.height);
    /** @type {Map<Look, number[]>} */
    const groups = new Map();
    looks.forEach((look, row) => {
      const rows = groups.get(look);
      if (rows) rows.push(row);
      else groups.set(look, [row]);
    });
    // The largest last: what is yellow lies on top.
    for (const [look, rows] of [...groups].sort(([a], [b]) => a.size - b.size)) {
      brush.beginPath();
      for (const row of rows) this.outline(brush, look, this.xs[row], this.ys[row]);
      brush.lineWidth = 2 * look.width;
      brush.strokeStyle = this.ink(look.edge);
      brush.fillStyle = this.ink(look.fill);
      // The inner half of an outline lies below the fill: where marks overlap they have one outline together.
      if (look.edge !== "none") brush.stroke();
      if (look.fill !== "none") brush.fill();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} brush
   * @param {Look} look
   * @param {number} x
   * @param {number} y
   */
  outline(brush, look, x, y) {
    const r = look.size / 2;
    if (look.shape === "cross") {
      brush.moveTo(x - r, y - r);
      brush.lineTo(x + r, y + r);
      brush.moveTo(x - r, y + r);
      brush.lineTo(x + r, y - r);
    } else if (look.shape === "circle") {
      brush.moveTo(x + r, y);
      brush.arc(x, y, r, 0, 2 * Math.PI);
    } else {
      cornersOf(look.shape, look.size).forEach(([dx, dy], i) => {
        if (i) brush.lineTo(x + dx, y + dy);
        else brush.moveTo(x + dx, y + dy);
      });
      brush.closePath();
    }
  }

  /**
   * Gives a colour of the style sheet as a canvas takes it.
   * @param {string} colour
   */
  ink(colour) {
    let found = this.inks.get(colour);
    if (!found) {
      this.element.style.color = colour;
      found = getComputedStyle(this.element).color;
      this.inks.set(colour, found);
    }
    return found;
  }

  /** Asks the style sheet again, as after a change of theme. */
  forget() {
    this.inks.clear();
  }
}
