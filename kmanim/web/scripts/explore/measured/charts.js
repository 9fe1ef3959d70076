/** Curves beside the plane: W after every half-step; what eps would make core, clusters and noise. */

import { countsAt, epsCurve, epsSquares } from "../../core/eps_curve.js";
import { kDistances } from "../../core/k_distances.js";
import { make, say } from "../../parts/elements.js";
import { CurveChart } from "../../plane/charts/chart.js";
import { epsCurveOf, inertiaCurve, kDistanceCurve } from "../../plane/charts/curves.js";
import { orderNote } from "../../story/dbscan/result.js";
import { KMeansFacts } from "../../story/kmeans/facts.js";
import { ordinal } from "../../story/text/words.js";
import { Segments } from "../fields.js";
import { changed } from "../state.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */

/** W so far. */
export class InertiaChart {
  constructor() {
    this.paper = make("div");
    this.element = make(
      "figure",
      { className: "chart" },
      make("figcaption", {}, "W, the sum of squared distances"),
      this.paper,
    );
    this.chart = new CurveChart(this.paper);
  }

  /** @param {View} view */
  show({ trace, picture, choices }) {
    const isShown = trace?.algorithm === "kmeans" && choices.step !== null;
    this.element.hidden = !isShown;
    if (!isShown) return;
    const w = trace.snapshots[picture.step]?.inertia ?? null;
    this.element.dataset.value = w === null ? "" : String(w);
    this.chart.show(
      inertiaCurve(trace, picture.step, w === null ? "" : new KMeansFacts(trace).inertia(picture.step)),
    );
  }
}

/** How far the m-th neighbours are, with eps as a line that can be moved; clusters and noise for every eps. */
export class EpsCharts {
  what = "distances";
  /** @type {unknown[]} */
  #of = [];
  /** @type {Float64Array} */
  #distances = new Float64Array(0);
  /** @type {ReturnType<typeof epsSquares> | null} */
  #squares = null;
  /** @type {ReturnType<typeof epsCurve>} */
  #curve = [];

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.tabs = new Segments(
      "Against eps",
      [
        ["distances", "Distances"],
        ["clusters", "Clusters"],
        ["noise", "Noise"],
      ],
      what => {
        this.what = what;
        this.show(app.view);
      },
    );
    this.paper = make("div");
    this.form = make("form", {}, this.tabs.element);
    this.order = make("p", { className: "note" });
    this.element = make("section", { className: "chart" }, this.form, this.paper, this.order);
    this.chart = new CurveChart(this.paper, (eps, isDropped) => {
      app.choose(changed(app.choices, { eps }), "eps");
      if (isDropped) app.history.settle();
    });
  }

  /** @param {View} view */
  show({ choices, dataset, eps, trace }) {
    this.element.hidden = choices.algorithm !== "dbscan" || dataset.n < 2;
    if (this.element.hidden) return;
    const isRun = trace?.algorithm === "dbscan" && choices.step !== null;
    say(this.order, isRun ? orderNote(trace) : "");
    const { minSamples } = choices;
    const [before, m] = this.#of;
    if (before !== dataset || m !== minSamples) {
      this.#of = [dataset, minSamples];
      this.#distances = kDistances(dataset, minSamples);
      this.#squares = null;
    }
    this.tabs.show(this.what);
    const shown = choices.eps === null ? Number(eps.toPrecision(3)) : eps;
    if (this.what === "distances") {
      const title = minSamples > 1 ? `Distance to the ${ordinal(minSamples)} nearest` : "Distance to itself";
      this.chart.show(kDistanceCurve(this.#distances, shown, title, dataset.table.noun[1]));
    } else {
      if (!this.#squares) {
        this.#squares = epsSquares(dataset, minSamples);
        this.#curve = epsCurve(dataset, minSamples, this.#squares);
      }
      const now = countsAt(this.#squares, eps);
      this.chart.show(epsCurveOf(this.#curve, /** @type {any} */ (this.what), shown, now));
    }
  }
}
