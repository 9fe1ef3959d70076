// Free room among the points for letters: a name stands where it covers least, near what it names.

/** @typedef {import("./frame.js").Box} Box */
/** @typedef {{x: number, y: number, r: number}} Spot */
/** @typedef {{box: Box, leader: [number, number, number, number] | null}} Placed */

// Around letters, in px.
const AIR = 2;
const COVERS_POINT = 60;
const COVERS_LINE = 25;
const COVERS_MARK = 250;
const COVERS_LETTERS = 1000;

/** What is taken on the plane, and where there is room. */
export class FreeRoom {
  /**
   * @param {Box} box
   * @param {Float64Array} xs Of the points, in px.
   * @param {Float64Array} ys
   * @param {number} radius Of the points, in px.
   */
  constructor(box, xs, ys, radius) {
    this.box = box;
    this.xs = xs;
    this.ys = ys;
    this.radius = radius + AIR;
    /** @type {Spot[]} */
    this.marks = [];
    /** @type {[number, number, number, number][]} */
    this.lines = [];
    /** @type {Box[]} */
    this.letters = [];
  }

  /**
   * Tells what letters of some size would cover, centred at a place.
   * @param {number} x
   * @param {number} y
   * @param {number} wide
   * @param {number} high
   * @param {Spot | null} own What they may touch.
   */
  cost(x, y, wide, high, own) {
    const [left, right, top, bottom] = [x - wide / 2, x + wide / 2, y - high / 2, y + high / 2];
    const { box, radius } = this;
    let cost = 0;
    for (const gap of [box.left - left, right - box.right, box.top - top, bottom - box.bottom]) {
      if (gap > 0) cost += 1e4 + gap * 100;
    }
    // Of thousands some are enough to know where they are dense.
    const stride = Math.ceil(this.xs.length / 1000);
    for (let row = 0; row < this.xs.length; row += stride) {
      const [px, py] = [this.xs[row], this.ys[row]];
      if (px > left - radius && px < right + radius && py > top - radius && py < bottom + radius)
        cost += COVERS_POINT;
    }
    for (const mark of this.marks) {
      if (mark === own) continue;
      const dx = mark.x - Math.min(Math.max(mark.x, left), right);
      const dy = mark.y - Math.min(Math.max(mark.y, top), bottom);
      if (dx * dx + dy * dy < mark.r * mark.r) cost += COVERS_MARK;
    }
    for (const other of this.letters) {
      if (
        other.left < right + 2 &&
        other.right > left - 2 &&
        other.top < bottom + 1 &&
        other.bottom > top - 1
      )
        cost += COVERS_LETTERS;
    }
    for (const line of this.lines)
      if (crosses(line, left - 3 * AIR, top - AIR, right + 3 * AIR, bottom + AIR)) cost += COVERS_LINE;
    return cost;
  }

  /**
   * Takes the best of some places, the first of equally good ones.
   * @param {[number, number, number][]} places Each with what is against it.
   * @param {number} wide
   * @param {number} high
   * @param {Spot | null} own
   * @returns {number} Its index.
   */
  choose(places, wide, high, own) {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    places.forEach(([x, y, dislike], i) => {
      if (dislike >= least) return;
      const cost = dislike + this.cost(x, y, wide, high, own);
      if (cost < least) [best, least] = [i, cost];
    });
    const [x, y] = places[best];
    this.letters.push({ left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 });
    return best;
  }

  /**
   * Finds room near a mark, with a thin line to it where the letters stand away from it.
   * @param {Spot} mark
   * @param {number} wide
   * @param {number} high
   * @returns {Placed}
   */
  near(mark, wide, high) {
    /** @type {[number, number, number][]} */
    const places = [];
    for (const reach of [3, 12, 24, 42, 64]) {
      for (let i = 0; i < 16; i++) {
        const [dx, dy] = [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)];
        const pushed = (/** @type {number} */ v) => Math.max(-1, Math.min(1, v * 1.6));
        const away = mark.r + reach;
        places.push([
          mark.x + dx * away + (pushed(dx) * wide) / 2,
          mark.y + dy * away + (pushed(dy) * high) / 2,
          reach + (i === 0 ? 0 : i === 8 ? 1 : 2 + Math.abs(dy)),
        ]);
      }
    }
    const [x, y] = places[this.choose(places, wide, high, mark)];
    const box = { left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 };
    const endX = Math.min(Math.max(mark.x, box.left), box.right);
    const endY = Math.min(Math.max(mark.y, box.top), box.bottom);
    const length = Math.hypot(endX - mark.x, endY - mark.y);
    const share = (mark.r + 1) / length;
    return {
      box,
      leader:
        length > mark.r + 6
          ? [mark.x + share * (endX - mark.x), mark.y + share * (endY - mark.y), endX, endY]
          : null,
    };
  }

  /**
   * Finds room beside a line for what it measures.
   * @param {[number, number, number, number]} line
   * @param {number} wide
   * @param {number} high
   * @returns {Box}
   */
  beside([x0, y0, x1, y1], wide, high) {
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    const [alongX, alongY] = [(x1 - x0) / length, (y1 - y0) / length];
    const off = (Math.abs(alongY) * wide + Math.abs(alongX) * high) / 2 + 4;
    /** @type {[number, number, number][]} */
    const places = [];
    for (const share of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
      for (const side of [1, -1]) {
        places.push([
          x0 + (x1 - x0) * share - alongY * off * side,
          y0 + (y1 - y0) * share + alongX * off * side,
          Math.abs(share - 0.5) * 10 + (side > 0 ? 0.5 : 0),
        ]);
      }
    }
    const [x, y] = places[this.choose(places, wide, high, null)];
    return { left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 };
  }
}

/**
 * Tells whether a line goes through a box.
 * @param {[number, number, number, number]} line
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 */
function crosses([x0, y0, x1, y1], left, top, right, bottom) {
  let [from, to] = [0, 1];
  for (const [start, step, low, high] of [
    [x0, x1 - x0, left, right],
    [y0, y1 - y0, top, bottom],
  ]) {
    if (step === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const ends = [(low - start) / step, (high - start) / step];
    from = Math.max(from, Math.min(...ends));
    to = Math.min(to, Math.max(...ends));
  }
  return from <= to;
}
