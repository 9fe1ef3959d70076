// A cursor for keys: it walks the points in reading order, or goes anywhere to place and move centres.

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./view.js").View} View */

const CURSOR_WAYS = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, 1]],
  ["ArrowDown", [0, -1]],
  ["+", [0, 1]],
  ["-", [0, -1]],
]);

/** What keys do on the plane. */
export class Cursor {
  /** @param {Plane} plane */
  constructor(plane) {
    this.plane = plane;
    /** The row that it stands on; null where it stands on none. */
    this.row = /** @type {number | null} */ (null);
    /** Where it is, in original units; null where it is not to be seen. */
    this.at = /** @type {[number, number] | null} */ (null);
  }

  /**
   * Does what a key asks for.
   * @param {KeyboardEvent} event
   * @returns {boolean} Whether that was anything.
   */
  takes(event) {
    if (event.ctrlKey || event.metaKey || !this.plane.view) return false;
    return this.plane.mode === "place" ? this.#goes(event) : this.#walks(event);
  }

  /** Is no longer seen. */
  leave() {
    this.row = null;
    this.at = null;
  }

  /** @param {KeyboardEvent} event */
  #walks({ key, altKey }) {
    const { plane } = this;
    const isWalking = this.row !== null;
    if (altKey) return false;
    if (key === "Escape") {
      const isShown = isWalking || plane.looked !== null;
      this.leave();
      plane.look(null, true);
      return isShown;
    }
    if (isWalking && (key === "Enter" || key === " ")) {
      plane.events.onPress?.(/** @type {number} */ (this.row));
      return true;
    }
    const order = readingOrder(/** @type {View} */ (plane.view));
    const isStart = key === "ArrowDown" || key === "ArrowUp";
    if (!order.length || !(isStart || isWalking)) return false;
    const now = isWalking
      ? order.indexOf(/** @type {number} */ (this.row))
      : key === "ArrowDown"
        ? -1
        : order.length;
    const next = new Map([
      ["ArrowDown", now + 1],
      ["ArrowRight", now + 1],
      ["ArrowUp", now - 1],
      ["ArrowLeft", now - 1],
      ["PageDown", now + 10],
      ["PageUp", now - 10],
      ["Home", 0],
      ["End", order.length - 1],
    ]).get(key);
    if (next === undefined) return false;
    this.row = order[Math.min(order.length - 1, Math.max(0, next))];
    const { points } = plane.dataset;
    this.at = /** @type {[number, number]} */ ([points[2 * this.row], points[2 * this.row + 1]]);
    plane.look(this.row, true);
    return true;
  }

  /** @param {KeyboardEvent} event */
  #goes({ key, shiftKey, altKey }) {
    const { plane } = this;
    const { frame } = /** @type {View} */ (plane.view);
    const [low, high] = [frame.low, frame.high];
    const at = this.at ?? /** @type {[number, number]} */ ([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2]);
    const way = CURSOR_WAYS.get(key);
    if (way && (plane.held !== null || key.startsWith("Arrow"))) {
      const share = shiftKey && key.startsWith("Arrow") ? 0.1 : altKey ? 0.001 : 0.01;
      const steps = [0, 1].map(axis => (high[axis] - low[axis]) * share);
      const stays = this.at === null && plane.held === null;
      const goal = [0, 1].map(axis => {
        const value = at[axis] + (stays ? 0 : way[axis] * steps[axis]);
        return Math.min(high[axis], Math.max(low[axis], value));
      });
      this.at = plane.rounded(goal[0], goal[1]);
      if (plane.held === null) plane.refresh();
      else plane.carry(...this.at);
      plane.say(`${this.at[0]}; ${this.at[1]}`);
      return true;
    }
    if (key === "PageDown" || key === "PageUp") return this.#next(key === "PageDown" ? 1 : -1);
    if (key === "Escape") {
      const { held } = plane;
      const isShown = held !== null || this.at !== null;
      plane.putBack();
      this.leave();
      const back = held !== null && plane.scene?.centroids[held];
      // The cursor stays with the centre that went back, so that it can be taken up again.
      if (back) this.at = /** @type {[number, number]} */ ([back.x, back.y]);
      plane.refresh();
      return isShown;
    }
    if (!this.at) return false;
    if (key === "Enter" || key === " ") {
      plane.press(...this.at);
      // Whoever puts a centre down by keyboard is still there, and can go on with it.
      this.at = at;
      plane.refresh();
    } else if (key === "Delete" || key === "Backspace") plane.remove(...this.at);
    else return false;
    return true;
  }

  /**
   * Goes to the next centre, or the one before.
   * @param {number} by
   */
  #next(by) {
    const { plane } = this;
    const centres = plane.scene?.centroids ?? [];
    if (!centres.length || plane.held !== null) return false;
    const now = centres.findIndex(one => one.x === this.at?.[0] && one.y === this.at[1]);
    const next =
      centres[(now < 0 ? (by > 0 ? 0 : centres.length - 1) : now + by + centres.length) % centres.length];
    this.at = /** @type {[number, number]} */ ([next.x, next.y]);
    plane.say(`${next.cluster + 1}: ${next.x}; ${next.y}`);
    plane.refresh();
    return true;
  }
}

/** @type {WeakMap<Float64Array, number[]>} */
const READING_ORDERS = new WeakMap();

/**
 * Gives the rows from left to right, those above each other from the top down.
 * @param {View} view
 */
function readingOrder({ xs, ys }) {
  let order = READING_ORDERS.get(xs);
  if (!order) {
    order = Array.from(xs.keys()).sort((a, b) => xs[a] - xs[b] || ys[a] - ys[b]);
    READING_ORDERS.set(xs, order);
  }
  return order;
}
