/** What is measured, beside the plane. */

import { make } from "../../parts/elements.js";
import { EpsCharts, InertiaChart } from "./charts.js";
import { Distances } from "./distances.js";
import { ManyRuns } from "./many.js";
import { ClusterTable } from "./tables.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */

export class Panel {
  /** @param {App} app */
  constructor(app) {
    this.parts = [
      new Distances(),
      new InertiaChart(),
      new EpsCharts(app),
      new ClusterTable(),
      new ManyRuns(app),
    ];
    this.element = make("div", { className: "panel" }, ...this.parts.map(part => part.element));
  }

  /** @param {View} view */
  show(view) {
    for (const part of this.parts) part.show(view);
  }
}
