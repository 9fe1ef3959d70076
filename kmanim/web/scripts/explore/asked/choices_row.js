/** The row of choices: algorithm, data, and what each algorithm asks for. */

import { refusalOf } from "../../core/refusals.js";
import { fill, make, pushButton } from "../../parts/elements.js";
import { RADIUS, radiusOf } from "../../reading/numerals.js";
import { Menu, NumberField, Segments, Tick, wholeWithin, withSteppers } from "../fields.js";
import { changed, mostCentres, withK } from "../state.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */
/** @typedef {import("../../types.d.ts").Choices} Choices */

/** How far the slider of eps goes, of the wider axis in clustered units, and in how many steps at least. */
const MOST_EPS = 0.5;
const EPS_STEPS = 200;

export class ChoicesRow {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    /** @type {(changes: Partial<Choices>, gesture?: string) => void} */
    const set = (changes, gesture) => app.choose(changed(app.choices, changes), gesture);
    /** @type {(changes: Record<string, string>) => void} */
    const pick = changes => set(/** @type {Partial<Choices>} */ (changes));

    this.algorithm = new Segments(
      "Algorithm",
      [
        ["kmeans", "k-means"],
        ["dbscan", "DBSCAN"],
      ],
      algorithm => app.chooseAlgorithm(/** @type {any} */ (algorithm)),
    );
    this.data = new Menu("Data", name => app.chooseTable(name));
    this.x = new Menu("Across", name => this.#column(0, name));
    this.y = new Menu("Up", name => this.#column(1, name));
    this.scale = new Menu("Scale", scale => pick({ scale }));
    this.note = make("p", { className: "note" });

    this.k = new NumberField("k", {
      take: k => this.#takeK(k),
      read: text => wholeWithin(1, this.most)(text),
      wanted: "",
      step: (k, times) => k + times,
    });
    this.empty = new Menu("A centre without points", empty => pick({ empty }));

    this.eps = new NumberField("eps", {
      take: eps => set({ eps }),
      read: radiusOf,
      wanted: RADIUS,
      step: (eps, times) => Number(Math.max(this.tick, eps + times * this.tick).toPrecision(12)),
    });
    this.epsSlider = make("input", {
      type: "range",
      "aria-label": "eps",
      oninput: () => set({ eps: Number(this.epsSlider.value) }, "eps"),
      onchange: () => app.history.settle(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        const times = { "+": 1, "-": -1 }[event.key];
        if (times) this.eps.nudge(times);
      },
    });
    this.estimate = pushButton("Estimate", () => set({ eps: null }));
    this.minSamples = new NumberField("min_samples", {
      take: minSamples => set({ minSamples }),
      read: text => wholeWithin(1, Math.max(1, app.view.dataset.n))(text),
      wanted: "",
      step: (m, times) => m + times,
    });
    this.order = new Menu("Order of visits", order => app.chooseOrder(/** @type {any} */ (order)));
    this.by = new Segments(
      "Next shows",
      [
        ["visit", "a point"],
        ["cluster", "a cluster"],
        ["all", "the end"],
      ],
      by => app.chooseStepSize(/** @type {any} */ (by)),
    );
    this.regions = new Tick("Cells", value => app.look({ regions: value }));
    this.equal = new Tick("Equal axes", value => app.look({ equal: value }));
    this.predict = new Tick("Let me predict", value => app.look({ predicting: value }));

    this.kmeans = [withSteppers(this.k, "k"), this.predict.element];
    this.dbscan = [
      make("div", { className: "slid" }, this.eps.element, this.epsSlider, this.estimate),
      withSteppers(this.minSamples, "min_samples"),
    ];
    this.kmeansToo = [
      this.empty.element,
      make("div", { className: "ticks" }, this.regions.element, this.equal.element),
    ];
    this.dbscanToo = [this.order.element, this.by.element];
    this.first = make(
      "div",
      { className: "group" },
      this.algorithm.element,
      this.data.element,
      ...this.kmeans,
      ...this.dbscan,
    );
    const columns = [this.x.element, this.y.element, this.scale.element];
    const others = [...columns, ...this.kmeansToo, ...this.dbscanToo, ...app.ownData.elements];
    this.others = make(
      "details",
      {},
      make("summary", {}, "More choices"),
      make("div", { className: "group" }, ...others),
      this.note,
    );
    this.element = make(
      "form",
      { className: "choices", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
      this.first,
      // In sight even where the rest is folded: files may be dropped anywhere.
      app.ownData.problem,
      this.others,
    );
  }

  get most() {
    return mostCentres(this.app.view.dataset);
  }

  /** @param {View} view */
  show({ choices, table, dataset, eps, estimate }) {
    const { app } = this;
    const isKMeans = choices.algorithm === "kmeans";
    this.algorithm.show(choices.algorithm);
    this.data.show(app.tables.menu(), table.name);
    const features = table.features.map(
      feature => /** @type {[string, string]} */ ([feature.name, feature.title]),
    );
    this.x.show(features, choices.columns[0]);
    this.y.show(features, choices.columns[1]);
    for (const menu of [this.x, this.y]) menu.element.hidden = features.length < 3;
    this.scale.show(
      [
        ["none", "as they are"],
        ["zscore", "z-scores"],
        ["minmax", "0 to 1"],
      ],
      choices.scale,
    );
    const left = table.leftOut ? `${table.leftOut} rows without a value are left out.` : "";
    fill(this.note, [table.note, left].filter(Boolean).join(" "));
    this.note.hidden = !this.note.textContent;
    for (const element of [...this.kmeans, ...this.kmeansToo]) element.hidden = !isKMeans;
    for (const element of [...this.dbscan, ...this.dbscanToo]) element.hidden = isKMeans;
    this.k.wanted = `a whole number from 1 to ${this.most}`;
    this.k.show(choices.k);
    this.empty.show(
      [
        ["keep", "stays where it is"],
        ["farthest", "goes to the farthest point"],
        ["resample", "goes to a random point"],
      ],
      choices.empty,
    );
    this.regions.show(app.looks.regions);
    this.equal.show(app.looks.equal);
    this.predict.show(app.looks.predicting);
    if (isKMeans) return;
    const wide = Math.max(...[0, 1].map(axis => widthOf(dataset, axis)));
    this.tick = roundedDown((wide * MOST_EPS) / EPS_STEPS || 0.01);
    this.eps.show(Number(eps.toPrecision(choices.eps === null ? 3 : 17)));
    const { epsSlider } = this;
    epsSlider.min = epsSlider.step = String(this.tick);
    const most = Math.ceil((wide * MOST_EPS) / this.tick - 1e-9) * this.tick;
    epsSlider.max = String(Math.max(Number(most.toPrecision(12)), this.tick, eps));
    epsSlider.value = String(eps);
    epsSlider.setAttribute("aria-valuetext", this.eps.input.value);
    this.estimate.disabled = choices.eps === null;
    this.estimate.textContent = choices.eps === null ? "Estimated" : `Estimate (${estimate.toPrecision(3)})`;
    this.minSamples.wanted = `a whole number from 1 to ${dataset.n}`;
    this.minSamples.show(choices.minSamples);
    this.order.show(
      [
        ["rows", "as in the table"],
        ["backwards", "backwards"],
        ["random", "random"],
        ["picked", "I pick the next point"],
      ],
      choices.order,
    );
    this.by.show(choices.by);
  }

  tick = 0.01;

  /** @param {number} k */
  #takeK(k) {
    const { app } = this;
    const { dataset } = app.view;
    const refusal = dataset.n ? refusalOf(dataset, k) : "";
    if (refusal) this.k.refuse(`${refusal}.`);
    else app.choose(withK(app.choices, k));
  }

  /**
   * @param {number} axis
   * @param {string} name
   */
  #column(axis, name) {
    const columns = /** @type {[string, string]} */ ([...this.app.choices.columns]);
    // One column cannot be both: they change places.
    if (columns[1 - axis] === name) columns[1 - axis] = columns[axis];
    columns[axis] = name;
    this.app.chooseColumns(columns);
  }
}

/**
 * @param {import("../../types.d.ts").Dataset} dataset
 * @param {number} axis
 */
function widthOf({ low, high, scaling }, axis) {
  return (high[axis] - low[axis]) / scaling.factor[axis];
}

/**
 * The largest of 1, 2, 5, 10, 20, ... that is not above a number.
 *
 * @param {number} value
 */
export function roundedDown(value) {
  const power = Math.floor(Math.log10(value));
  const digit = [5, 2, 1].find(one => one * 10 ** power <= value) ?? 1;
  return Number(`${digit}e${power}`);
}
