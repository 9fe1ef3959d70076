// The plane: axes, points and all that is drawn among them, and what the reader does there.

import { Cursor } from "./cursor.js";
import { laidOut, roundedTo } from "./frame.js";
import { looksOf } from "./looks.js";
import { cursorMark, overlayOf } from "./overlay.js";
import { listenTo } from "./pointer.js";
import { MOST_ELEMENTS, PointCanvas, PointElements } from "./points.js";
import { goneThrough } from "./scenes/motion.js";
import { phasesOf } from "./scenes/tween.js";
import { Paper, svgOf } from "./svg.js";
import { switchedOf } from "./switched.js";
import { View } from "./view.js";

/** @typedef {import("../types.js").Dataset} Dataset */
/** @typedef {import("../types.js").PlaneEvents} PlaneEvents */
/** @typedef {import("../types.js").PlaneMode} PlaneMode */
/** @typedef {import("../types.js").Scene} Scene */

// How far a finger may miss: targets are 44 px wide, and the nearest wins.
const REACH = 22;

/** A plane on the page. */
export class Plane {
  /**
   * @param {HTMLElement} host What it fills; its letters are as large as there.
   * @param {PlaneEvents} [events]
   */
  constructor(host, events = {}) {
    this.events = events;
    /** @type {PlaneMode} */
    this.mode = "look";
    /** What is shown; null at first. @type {Scene | null} */
    this.scene = null;
    /** @type {View | null} */
    this.view = null;
    /** The index of the centre in the hand. @type {number | null} */
    this.held = null;
    /** The row that is looked at. @type {number | null} */
    this.looked = null;
    this.pinned = /** @type {number | null} */ (null);
    this.paper = new Paper(host, "plane", () => this.#layOut());
    this.pad = this.paper.element;
    this.pad.tabIndex = 0;
    this.pad.setAttribute("role", "application");
    this.front = svgOf("svg", { role: "img" });
    this.under = svgOf("g");
    this.over = svgOf("g");
    this.pointer = svgOf("g");
    this.pad.append(this.front);
    this.cursor = new Cursor(this);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    /** @type {PointElements | PointCanvas | null} */
    this.points = null;
    this.options = { equal: false };
    /** @type {[number, number]} */
    this.low = [0, 0];
    /** @type {[number, number]} */
    this.high = [1, 1];
    this.stops = new AbortController();
    listenTo(this);
  }

  get dataset() {
    return /** @type {Dataset} */ (this.scene?.dataset ?? this.fitted);
  }

  /**
   * Chooses the limits of the axes, for as long as no other data come.
   * @param {Dataset} dataset
   * @param {{equal?: boolean, also?: [number, number][]}} [options] Whether a unit is equally long on both axes, as
   *   distances are measured; places beside the points that must lie inside, such as starts.
   */
  fit(dataset, { equal = false, also = [] } = {}) {
    if (this.scene && this.scene.dataset !== dataset) {
      // What is shown is of other data, and does not fit these axes.
      this.scene = this.moving = null;
      this.held = this.looked = this.pinned = null;
      this.cursor.leave();
    }
    this.fitted = dataset;
    this.options = { equal };
    this.low = [...dataset.low];
    this.high = [...dataset.high];
    this.#widen(also);
    this.paper.measure();
  }

  /**
   * Shows a scene at once.
   * @param {Scene} scene
   */
  show(scene) {
    if (scene.dataset !== this.fitted) this.fit(scene.dataset, this.options);
    this.scene = scene;
    if (this.held !== null && this.held >= scene.centroids.length) this.held = null;
    this.front.setAttribute("aria-label", scene.alt);
    if (this.#widen(scene.centroids.map(({ x, y }) => [x, y]))) this.#layOut();
    else this.refresh();
  }

  /**
   * Goes from one scene to another; a cut where the reader wants no motion, and from the moment on that it is so.
   * @param {Scene} from
   * @param {Scene} to
   * @param {number | null} ms How long it takes; null for the pace of our films.
   * @param {AbortSignal} [signal] Ends it in `to`.
   * @returns {Promise<void>}
   */
  async play(from, to, ms = null, signal) {
    const phases = this.calm.matches || ms === 0 || signal?.aborted ? [] : phasesOf(from, to);
    if (!phases.length) {
      this.show(to);
      return;
    }
    this.show(from);
    await goneThrough(
      phases,
      ms,
      instant => {
        this.moving = instant;
        this.refresh();
      },
      () => this.calm.matches || !this.pad.isConnected,
      () => {
        this.moving = null;
        this.show(to);
      },
      signal,
    );
  }

  /** Draws what is shown once more. */
  refresh() {
    const { view, points } = this;
    const scene = this.moving?.scene ?? this.scene;
    if (!scene || !view || !points) return;
    const switched = switchedOf(scene, view);
    points.draw(looksOf(scene, view.unit, switched.crowd), scene.labels);
    const { under, over } = overlayOf(scene, view, {
      ...this.moving,
      moving: Boolean(this.moving),
      switched,
    });
    this.under.replaceChildren(...under);
    this.over.replaceChildren(...over);
    const { at, row } = this.cursor;
    const isShown = at && !this.moving && (this.mode === "place" || row !== null);
    this.pointer.replaceChildren(...(isShown ? [cursorMark(view.place(...at), this.held !== null)] : []));
    this.pad.classList.toggle("placing", this.mode === "place");
    this.pad.setAttribute("aria-label", this.#usage());
  }

  /** Draws it in the colours that the style has now. */
  recolour() {
    if (this.points instanceof PointCanvas) this.points.forget();
    this.refresh();
  }

  /** Takes it off the page. */
  destroy() {
    this.stops.abort();
    this.paper.destroy();
  }

  // What the reader does

  /**
   * Puts down or takes up what a press at a place, in original units, is meant for.
   * @param {number} x
   * @param {number} y
   */
  press(x, y) {
    if (!this.view) return;
    const [px, py] = this.view.place(x, y);
    if (this.held !== null) {
      this.drop(x, y);
      return;
    }
    const centre = this.mode === "place" ? this.centreAt(px, py) : null;
    const row = this.mode === "look" ? this.rowAt(px, py) : null;
    if (centre !== null) this.hold(centre);
    else if (row !== null) {
      this.pinned = row;
      this.look(row);
      this.events.onPress?.(row);
    } else if (this.view.frame.holds(px, py)) {
      this.look(null, true);
      this.events.onPlace?.(x, y);
    }
  }

  /**
   * Takes a centre in the hand.
   * @param {number} index
   */
  hold(index) {
    this.held = index;
    const { x, y, cluster } = /** @type {Scene} */ (this.scene).centroids[index];
    this.before = this.scene;
    this.cursor.at = [x, y];
    this.say(`${cluster + 1}: ${x}; ${y}`);
    this.refresh();
  }

  /**
   * Carries the centre in the hand to a place, which is not told before it is dropped.
   * @param {number} x
   * @param {number} y
   */
  carry(x, y) {
    const { scene, held } = this;
    if (!scene || held === null) return;
    const centroids = scene.centroids.map((one, i) => (i === held ? { ...one, x, y } : one));
    let { judges } = scene;
    if (judges && judges.length === 2 * centroids.length) {
      const { shift, factor } = scene.dataset.scaling;
      judges = judges.slice();
      judges[2 * held] = (x - shift[0]) / factor[0];
      judges[2 * held + 1] = (y - shift[1]) / factor[1];
    }
    this.scene = { ...scene, centroids, judges };
    this.cursor.at = [x, y];
    this.refresh();
  }

  /** Puts the centre in the hand back where it was. */
  putBack() {
    if (this.held === null) return;
    this.held = null;
    if (this.before) this.show(this.before);
  }

  /**
   * Removes the centre in the hand, or the one at a place.
   * @param {number} x
   * @param {number} y
   */
  remove(x, y) {
    const centre = this.held ?? (this.view ? this.centreAt(...this.view.place(x, y)) : null);
    if (centre === null) return;
    this.putBack();
    this.events.onRemove?.(centre);
  }

  /**
   * Looks at a row, or at none.
   * @param {number | null} row
   * @param {boolean} [forgets] Whether the row that was tapped is forgotten.
   */
  look(row, forgets = false) {
    if (forgets) this.pinned = null;
    const wanted = row ?? this.pinned;
    if (wanted === this.looked) {
      this.refresh();
      return;
    }
    this.looked = wanted;
    this.refresh();
    this.events.onRow?.(wanted);
  }

  /** @param {string} text */
  say(text) {
    this.events.onSay?.(text);
  }

  /**
   * Rounds a place, in original units, to what a px can tell.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  rounded(x, y) {
    const scale = this.view?.frame.scale ?? [1, 1];
    return [roundedTo(x, 0.1 / scale[0]), roundedTo(y, 0.1 / scale[1])];
  }

  /**
   * Lets the centre in the hand go.
   * @param {number} x
   * @param {number} y
   */
  drop(x, y) {
    const centre = this.held;
    this.held = null;
    this.cursor.leave();
    if (centre !== null) this.events.onCentre?.(centre, x, y);
    this.refresh();
  }

  /**
   * Finds the nearest centre within reach.
   * @param {number} px
   * @param {number} py
   */
  centreAt(px, py) {
    const places = this.scene?.centroids.map(({ x, y }) => /** @type {View} */ (this.view).place(x, y)) ?? [];
    return nearestWithin(places.length, i => Math.hypot(places[i][0] - px, places[i][1] - py));
  }

  /**
   * Finds the nearest row within reach.
   * @param {number} px
   * @param {number} py
   */
  rowAt(px, py) {
    const { xs, ys } = /** @type {View} */ (this.view);
    return nearestWithin(xs.length, row => Math.hypot(xs[row] - px, ys[row] - py));
  }

  // Layout

  /**
   * Widens the limits to places outside; tells whether that was needed.
   * @param {[number, number][]} places
   */
  #widen(places) {
    let isWider = false;
    for (const place of places) {
      for (const axis of [0, 1]) {
        if (place[axis] < this.low[axis] || place[axis] > this.high[axis]) {
          const frame = this.view?.frame;
          // Within the margin that is there anyhow nothing must change.
          if (this.scene && frame && place[axis] > frame.low[axis] && place[axis] < frame.high[axis])
            continue;
          this.low[axis] = Math.min(this.low[axis], place[axis]);
          this.high[axis] = Math.max(this.high[axis], place[axis]);
          isWider = true;
        }
      }
    }
    return isWider;
  }

  #layOut() {
    const { width, em, back, letters } = this.paper;
    const dataset = this.fitted;
    if (!dataset || !width) return;
    const unit = Math.min(1.15, Math.max(0.8, width / 600));
    this.paper.size(Math.min(Math.max(width * 0.7, 17 * em), 36 * em), this.front);
    const { height } = this.paper;
    const axis = (/** @type {0 | 1} */ i) => ({
      low: this.low[i],
      high: this.high[i],
      title: dataset.features[i].title,
    });
    const { factor } = dataset.scaling;
    const even = (/** @type {[number, number]} */ scale) => {
      const least = Math.min(scale[0] * factor[0], scale[1] * factor[1]);
      return /** @type {[number, number]} */ ([least / factor[0], least / factor[1]]);
    };
    const { frame, axes } = laidOut(
      { width, height, em, letters, x: axis(0), y: axis(1), margin: 20 * unit },
      this.options.equal ? even : undefined,
    );
    this.view = new View(dataset, frame, letters, em, unit);
    this.points?.element.remove();
    const { xs, ys } = this.view;
    this.points =
      dataset.n > MOST_ELEMENTS ? new PointCanvas(xs, ys, width, height) : new PointElements(xs, ys);
    back.replaceChildren(letters.probe, axes, this.under);
    if (this.points instanceof PointCanvas) back.after(this.points.element);
    this.front.replaceChildren(
      ...(this.points instanceof PointElements ? [this.points.element] : []),
      this.over,
      this.pointer,
    );
    this.refresh();
  }

  #usage() {
    const titles = this.dataset?.features.map(feature => feature.title).join(", ") ?? "";
    return this.mode === "place"
      ? `Plot of ${titles}. Arrows move a cursor, Enter places or picks up a centre, Page Down goes to the next one, Delete removes it, Escape puts it back.`
      : `Plot of ${titles}. Up and Down go from point to point, Enter picks one, Escape ends it.`;
  }
}

/**
 * @param {number} count
 * @param {(index: number) => number} far
 */
function nearestWithin(count, far) {
  let best = null;
  let least = REACH;
  for (let i = 0; i < count; i++) {
    const distance = far(i);
    if (distance <= least && (best === null || distance < least)) [best, least] = [i, distance];
  }
  return best;
}
