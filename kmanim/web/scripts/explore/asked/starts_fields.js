/** Where centres start: a field for each of their numbers, and the rules that draw them. */

import { make, pushButton } from "../../parts/elements.js";
import { anyNumber, markInvalid, NumberField } from "../fields.js";
import { rowCalled } from "../sheet.js";
import { withoutStart, withStart, withStartAt, withStarts } from "../state.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */

/** @type {[import("../../types.d.ts").StartRule, string, string][]} */
const RULES = [
  ["uniform", "Uniform", "anywhere in the box around the points"],
  ["sample", "Sample", "points drawn at random, each once"],
  ["k-means++", "k-means++", "points drawn at random, far ones rather than near ones"],
  ["farthest", "Farthest", "each time the point that is farthest from its nearest start"],
];

export class StartsFields {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    /** @type {{ row: HTMLElement, fields: NumberField[] }[]} */
    this.rows = [];
    this.list = make("div", { className: "places" });
    this.first = make("input", {
      "aria-label": "k-means++ and Farthest begin with",
      type: "text",
      size: 12,
      autocomplete: "off",
      placeholder: "a random row",
    });
    this.problem = make("em", { className: "problem", role: "status" });
    this.first.addEventListener("input", () => this.refuse(""));
    this.clear = pushButton("Clear", () => app.choose(withStarts(app.choices, [])));
    this.element = make(
      "fieldset",
      { className: "starts" },
      make("legend", {}, "Starts"),
      make(
        "div",
        { className: "rules" },
        ...RULES.map(([rule, text, title]) => pushButton(text, () => this.#draw(rule), { title })),
        this.clear,
      ),
      make(
        "label",
        { className: "field first", title: "A name, or the number of a row" },
        make("span", {}, "k-means++ and Farthest begin with"),
        this.first,
        this.problem,
      ),
      this.list,
    );
  }

  /** @param {import("../../types.d.ts").StartRule} rule */
  #draw(rule) {
    const text = this.first.value;
    const isUsed = text.trim() !== "" && (rule === "farthest" || rule === "k-means++");
    const row = isUsed ? rowCalled(this.app.view.table, text) : undefined;
    if (row === -1) {
      const { n } = this.app.view.dataset;
      return this.refuse(
        `“${text.trim().slice(0, 30)}” is no name here: a number from 1 to ${n} would do, too.`,
      );
    }
    this.app.draw(rule, row);
  }

  /** @param {string} problem */
  refuse(problem) {
    this.problem.textContent = problem;
    markInvalid(this.first, problem);
  }

  /** @param {View} view */
  show({ choices, dataset }) {
    const { starts, k } = choices;
    this.element.hidden = choices.algorithm !== "kmeans";
    if (this.element.hidden) return;
    const titles = dataset.features.map(feature => feature.title);
    const wanted = Math.max(k, starts.length);
    while (this.rows.length > wanted) this.rows.pop()?.row.remove();
    while (this.rows.length < wanted) this.#grow();
    for (const [index, { row, fields }] of this.rows.entries()) {
      const start = starts[index];
      row.classList.toggle("missing", !start);
      for (const [axis, field] of fields.entries()) {
        field.element.title = titles[axis];
        field.show(start ? start[axis] : Number.NaN);
      }
    }
    this.clear.disabled = starts.length === 0;
  }

  #grow() {
    const index = this.rows.length;
    const fields = [0, 1].map(
      axis =>
        new NumberField("", {
          label: `centre ${index + 1}, ${axis ? "up" : "across"}`,
          take: () => this.#take(index),
          read: anyNumber,
          wanted: "a number such as 12.5",
        }),
    );
    const remove = pushButton("\u00d7", () => this.app.choose(withoutStart(this.app.choices, index)), {
      className: "small",
      "aria-label": `Remove centre ${index + 1}`,
    });
    const row = make(
      "div",
      { className: "place", role: "group", "aria-label": `Centre ${index + 1}` },
      make("b", { "aria-hidden": "true" }, String(index + 1)),
      ...fields.map(field => field.element),
      remove,
    );
    this.rows.push({ row, fields });
    this.list.append(row);
  }

  /**
   * A place is taken once both of its numbers are there.
   *
   * @param {number} index
   */
  #take(index) {
    const { app } = this;
    const place = /** @type {[number, number]} */ (
      this.rows[index].fields.map(field => anyNumber(field.input.value.trim()))
    );
    if (place.some(Number.isNaN)) return;
    const { choices } = app;
    app.choose(
      index < choices.starts.length ? withStartAt(choices, index, place) : withStart(choices, place),
    );
  }
}
