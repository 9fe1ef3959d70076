/** The reader's hand on the plane: points that are looked at, places that become starts, points drawn and rubbed out. */

import { pickNext } from "../core/dbscan.js";
import { MOST_DRAWN, sheetOf, withoutPoint, withPoint } from "./sheet.js";
import { changed, mostCentres, withStart } from "./state.js";

/** @typedef {import("../types.d.ts").DbscanTrace} DbscanTrace */
/** @typedef {import("../types.d.ts").Table} Table */

/** What the plane does with a press: "starts" and "look" at points, or points drawn and rubbed out. */
/** @typedef {"use" | "add" | "remove"} Tool */

export class Hand {
  /** @type {Tool} */
  tool = "use";
  /** @type {number | null} */
  hovered = null;
  /** @type {number | null} */
  pinned = null;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
  }

  /** The row that is looked at. */
  get row() {
    return this.hovered ?? this.pinned;
  }

  /** @param {Tool} tool */
  use(tool) {
    this.tool = tool;
    this.app.render(true);
  }

  /** The points on the plane become points that can be drawn and rubbed out. */
  editPoints() {
    this.tool = "add";
    this.#draw(sheetOf(this.app.view.dataset));
  }

  /** @param {Table} table */
  #draw(table) {
    const { app } = this;
    app.tables.add(table);
    const columns = /** @type {[string, string]} */ (table.features.map(feature => feature.name));
    const choices = { ...changed(app.choices, { orderRows: [] }), data: table.name, columns };
    app.change({ table, choices });
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  place(x, y) {
    const { app } = this;
    const { table, dataset, choices, state } = app.view;
    if (this.tool === "add") {
      if (dataset.n >= MOST_DRAWN) return app.say(`There are ${MOST_DRAWN} points: no more can be drawn.`);
      return this.#draw(withPoint(table, [x, y]));
    }
    if (choices.algorithm !== "kmeans" || state !== "place") return;
    if (choices.starts.length >= mostCentres(dataset)) {
      return app.say(`${choices.starts.length} centres are as many as there can be.`);
    }
    app.choose(withStart(choices, [x, y]));
  }

  /** @param {number} row */
  press(row) {
    const { app, tool } = this;
    const { state, choices, table } = app.view;
    const { guess } = app.walk;
    if (tool === "remove") {
      this.pinned = null;
      return this.#draw(withoutPoint(table, row));
    }
    if (guess) {
      guess.toggle(row);
      return app.render(false);
    }
    this.pinned = row;
    const isPick = choices.algorithm === "dbscan" && choices.order === "picked" && state !== "end";
    if (isPick && tool === "use") this.#visitNext(row);
    else this.#rowChanged();
  }

  /**
   * The reader picks the point whose turn is next.
   *
   * @param {number} row
   */
  #visitNext(row) {
    const { app } = this;
    if (!app.walk.begin()) return;
    const trace = /** @type {DbscanTrace} */ (app.view.trace);
    const step = Math.max(0, app.view.picture.step);
    if (trace.visits.slice(0, step).some(visit => visit.row === row)) {
      return app.say("This point has been visited: pick another one.");
    }
    const orderRows = pickNext(trace, step, row);
    app.choose({ ...changed(app.choices, { orderRows }), step: app.choices.step ?? 0 });
    const next = /** @type {DbscanTrace} */ (app.view.trace).visits[step];
    if (next.row === row) app.walk.next();
    else
      app.say(
        `Cluster ${next.cluster + 1} grows first: its points are visited before the one that you picked.`,
      );
  }

  /** @param {number | null} row */
  hover(row) {
    this.hovered = row;
    this.#rowChanged();
  }

  escape() {
    if (this.row === null) return;
    this.hovered = this.pinned = null;
    this.#rowChanged();
  }

  /**
   * Forgets rows that other data do not have.
   *
   * @param {number} n How many there are now.
   */
  leave(n) {
    this.hovered = null;
    if ((this.pinned ?? 0) >= n) this.pinned = null;
  }

  #rowChanged() {
    const { app } = this;
    const view = app.refresh();
    if (!app.walk.playing.isPlaying) app.walk.paint(view.at);
    for (const part of app.parts) part.show(view, false);
  }
}
