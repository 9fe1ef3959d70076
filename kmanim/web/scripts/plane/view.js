// A data set as it lies on a laid out plane: what all marks are placed by.

import { FreeRoom } from "./free_room.js";
import { pointSize } from "./marks.js";

/** @typedef {import("../types.js").Dataset} Dataset */
/** @typedef {import("./frame.js").Frame} Frame */

/** Places of rows in px, and what stands among them. */
export class View {
  /**
   * @param {Dataset} dataset
   * @param {Frame} frame
   * @param {import("./svg.js").LetterSizes} letters
   * @param {number} em Size of the letters around, in px.
   * @param {number} unit What a px of our films, 600 px wide, is here.
   */
  constructor(dataset, frame, letters, em, unit) {
    this.dataset = dataset;
    this.frame = frame;
    this.letters = letters;
    this.em = em;
    this.unit = unit;
    const { n, points } = dataset;
    this.xs = Float64Array.from({ length: n }, (_, row) => frame.x(points[2 * row]));
    this.ys = Float64Array.from({ length: n }, (_, row) => frame.y(points[2 * row + 1]));
    /** @type {FreeRoom} */
    this.room = this.emptied();
    /** How the numbers of centroids stand to them, so that they stay on their side while these move. */
    this.offsets = /** @type {[number, number][]} */ ([]);
    /** How many rows share a spot, as it is written beside them. @type {Map<number, SVGElement>} */
    this.counts = new Map();
    const { factor } = dataset.scaling;
    /** How long a px is on each axis, in clustered units. */
    this.lengths = /** @type {[number, number]} */ ([
      1 / (frame.scale[0] * factor[0]),
      1 / (frame.scale[1] * factor[1]),
    ]);
    /** @type {{row: number, count: number}[]} */
    this.shared = sharedPlaces(dataset);
  }

  /**
   * Gives free room with nothing but the points in it.
   * @returns {FreeRoom}
   */
  emptied() {
    this.room = new FreeRoom(this.frame.box, this.xs, this.ys, (pointSize(this.xs.length) * this.unit) / 2);
    return this.room;
  }

  /**
   * Gives a place in px.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  place(x, y) {
    return [this.frame.x(x), this.frame.y(y)];
  }

  /**
   * Gives the places in px of centres in clustered units.
   * @param {Float64Array} centres
   * @returns {[number, number][]}
   */
  places(centres) {
    const { shift, factor } = this.dataset.scaling;
    return Array.from({ length: centres.length / 2 }, (_, j) =>
      this.place(centres[2 * j] * factor[0] + shift[0], centres[2 * j + 1] * factor[1] + shift[1]),
    );
  }
}

// Of more rows, or more spots, rings would be clutter.
const MOST_RINGED_ROWS = 200;
const MOST_RINGED_SPOTS = 8;

/**
 * Finds rows on one spot.
 * @param {Dataset} dataset
 */
function sharedPlaces({ n, points }) {
  /** @type {Map<string, {row: number, count: number}>} */
  const spots = new Map();
  if (n > MOST_RINGED_ROWS) return [];
  for (let row = 0; row < n; row++) {
    const key = `${points[2 * row]},${points[2 * row + 1]}`;
    const spot = spots.get(key);
    if (spot) spot.count += 1;
    else spots.set(key, { row, count: 1 });
  }
  const many = [...spots.values()].filter(spot => spot.count > 1);
  return many.length <= MOST_RINGED_SPOTS ? many : [];
}
