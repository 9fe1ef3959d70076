// Keys, pointers and fingers on the plane.

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./view.js").View} View */

// So far a pointer moves before it drags.
const DRAG_FROM = 4;

/**
 * Lets a plane hear what readers do on it.
 * @param {Plane} plane
 */
export function listenTo(plane) {
  const { pad } = plane;
  const pointer = new Pointer(plane);
  pad.addEventListener("keydown", event => {
    if (plane.moving || !plane.cursor.takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  pad.addEventListener("blur", () => {
    plane.putBack();
    plane.cursor.leave();
    plane.refresh();
  });
  pad.addEventListener("click", event => pointer.click(event));
  pad.addEventListener("pointerdown", event => pointer.grip(event));
  // A finger that has gripped a centre moves it, not the page.
  pad.addEventListener("touchstart", event => pointer.gripped && event.preventDefault(), { passive: false });
  pad.addEventListener("pointermove", event => pointer.hover(event));
  pad.addEventListener("pointerleave", () => {
    if (plane.mode === "look" && plane.cursor.row === null) plane.look(null);
  });
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) {
    matchMedia(query).addEventListener("change", () => plane.recolour(), { signal: plane.stops.signal });
  }
}

/** A mouse, a pen or a finger: it looks, presses and drags. */
class Pointer {
  /** Whether a centre is under it while it is down. */
  gripped = false;
  /** Whether it has moved since, so that its click is none. */
  dragged = false;

  /** @param {Plane} plane */
  constructor(plane) {
    this.plane = plane;
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { plane } = this;
    if (!plane.view || plane.moving) return;
    if (this.dragged) {
      this.dragged = false;
      return;
    }
    const at = plane.paper.at(event);
    plane.cursor.leave();
    plane.press(...plane.view.frame.valuesAt(...at));
    if (plane.held === null && plane.mode === "place") plane.refresh();
  }

  /**
   * Begins to drag the centre under a pointer.
   * @param {PointerEvent} event
   */
  grip(event) {
    const { plane } = this;
    const { pad, scene } = plane;
    this.dragged = false;
    if (plane.mode !== "place" || plane.moving || !event.isPrimary || event.button) return;
    const start = plane.paper.at(event);
    const centre = plane.centreAt(...start);
    if (centre === null || !scene || plane.held !== null) return;
    const own = new AbortController();
    this.gripped = true;
    own.signal.addEventListener("abort", () => {
      this.gripped = false;
    });
    const { x, y } = scene.centroids[centre];
    const move = (/** @type {PointerEvent} */ moved) => {
      const [px, py] = plane.paper.at(moved);
      if (!this.dragged && Math.hypot(px - start[0], py - start[1]) < DRAG_FROM) return;
      if (!this.dragged) {
        this.dragged = true;
        pad.setPointerCapture(event.pointerId);
        plane.hold(centre);
      }
      const view = /** @type {View} */ (plane.view);
      const [fromX, fromY] = view.place(x, y);
      plane.carry(...this.#within(fromX + px - start[0], fromY + py - start[1]));
    };
    const end = () => {
      own.abort();
      // No click follows where a finger must not move the page.
      if (!this.dragged && event.pointerType === "touch") plane.hold(centre);
      if (!this.dragged || plane.held === null) return;
      const { x: toX, y: toY } = /** @type {import("../types.js").Scene} */ (plane.scene).centroids[
        plane.held
      ];
      plane.drop(toX, toY);
    };
    pad.addEventListener("pointermove", move, { signal: own.signal });
    pad.addEventListener("pointerup", end, { signal: own.signal });
    pad.addEventListener(
      "pointercancel",
      () => {
        own.abort();
        plane.putBack();
      },
      { signal: own.signal },
    );
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const { plane } = this;
    if (plane.moving || event.pointerType === "touch" || !plane.view) return;
    const at = plane.paper.at(event);
    if (plane.mode === "place") {
      plane.pad.classList.toggle("graspable", plane.held === null && plane.centreAt(...at) !== null);
      return;
    }
    const row = plane.rowAt(...at);
    if (row === null && plane.cursor.row !== null) return;
    if ((row ?? plane.pinned) !== plane.looked) plane.look(row);
  }

  /**
   * Gives the values at a place, or at the nearest one in the box.
   * @param {number} px
   * @param {number} py
   */
  #within(px, py) {
    const { frame } = /** @type {View} */ (this.plane.view);
    const { left, right, top, bottom } = frame.box;
    return frame.valuesAt(Math.min(right, Math.max(left, px)), Math.min(bottom, Math.max(top, py)));
  }
}
