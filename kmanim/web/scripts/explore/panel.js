/** What is measured, beside the plane. */

import { EpsCharts, InertiaChart } from "./charts.js";
import { Distances } from "./distances.js";
import { make } from "./dom.js";
import { ManyRuns } from "./many.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./app.js").View} View */

export class Panel {
  /** @param {App} app */
  constructor(app) {
    this.parts = [new Distances(), new InertiaChart(), new EpsCharts(app), new ManyRuns(app)];
    this.element = make("div", { className: "panel" }, ...this.parts.map(part => part.element));
  }

  /** @param {View} view */
  show(view) {
    for (const part of this.parts) part.show(view);
  }
}
