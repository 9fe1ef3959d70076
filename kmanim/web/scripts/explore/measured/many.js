/** A hundred runs from other starts, and where they end. */

import { bestOf } from "../../core/many_runs.js";
import { percent } from "../../story/text/numbers.js";
import { inertias } from "../../story/text/sums.js";
import { grouped } from "../../story/text/words.js";
import { fill, make, pushButton } from "../dom.js";
import { Menu } from "../fields.js";
import { changed } from "../state.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */

const RUNS = 100;
/** So many solutions are listed, the best first. */
const MOST_LISTED = 8;

/** @type {[string, string][]} */
const RULES = [
  ["uniform", "uniform"],
  ["sample", "sample"],
  ["k-means++", "k-means++"],
];

export class ManyRuns {
  /** The least W that is known of the same data and k. */
  /** @type {Map<string, number>} */
  known = new Map();
  /** @type {{ key: string, found: ReturnType<typeof bestOf>, rule: string } | null} */
  ran = null;
  rule = "uniform";

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.verdict = make("p", { className: "verdict" });
    this.menu = new Menu("Starts drawn by", rule => {
      this.rule = rule;
    });
    this.go = pushButton(`Best of ${RUNS}`, () => this.#run());
    this.again = pushButton("Again from other starts", () => app.draw(this.#again()));
    this.list = make("div", { className: "wide", tabIndex: 0, role: "group", "aria-label": "Solutions" });
    this.said = make("p", { role: "status" });
    this.element = make(
      "section",
      { className: "many" },
      this.verdict,
      make("div", { className: "buttons" }, this.again, this.menu.element, this.go),
      this.said,
      this.list,
    );
  }

  /** @param {View} view */
  #key({ dataset, choices }) {
    return JSON.stringify([
      choices.data,
      choices.columns,
      choices.scale,
      choices.k,
      dataset.n,
      dataset.points[0],
    ]);
  }

  /** @returns {import("../../types.d.ts").StartRule} */
  #again() {
    const { init } = this.app.choices;
    return init === "own" || init === "farthest" ? /** @type {any} */ (this.rule) : init;
  }

  #run() {
    const { view } = this.app;
    const { dataset, choices } = view;
    if (dataset.n < choices.k) return;
    const found = bestOf(dataset, choices.k, /** @type {any} */ (this.rule), RUNS, this.app.random);
    const key = this.#key(view);
    this.ran = { key, found, rule: this.rule };
    this.#learn(key, found.solutions[0]?.inertia);
    const { length } = found.solutions;
    this.said.textContent =
      `${RUNS} runs end in ${length} different solution${length === 1 ? "" : "s"}` +
      `${found.failed ? `; ${found.failed} came to no end` : ""}.`;
    this.show(view);
  }

  /**
   * @param {string} key
   * @param {number | null | undefined} w
   */
  #learn(key, w) {
    if (w !== null && w !== undefined) this.known.set(key, Math.min(w, this.known.get(key) ?? w));
  }

  /** @param {View} view */
  show(view) {
    const { choices, trace, state } = view;
    this.element.hidden = choices.algorithm !== "kmeans" || view.dataset.n === 0;
    if (this.element.hidden) return;
    const key = this.#key(view);
    const isEnd = state === "end" && trace?.algorithm === "kmeans" && trace.finished;
    const w = isEnd ? (trace.snapshots.at(-1)?.inertia ?? null) : null;
    this.#learn(key, w);
    this.verdict.hidden = w === null;
    if (w !== null) this.verdict.textContent = compared(w, this.known.get(key) ?? w, this.ran?.key === key);
    this.again.hidden = state !== "end";
    this.menu.show(RULES, this.rule);
    const isKnown = this.ran?.key === key;
    this.list.hidden = this.said.hidden = !isKnown;
    if (isKnown && this.ran) fill(this.list, this.#table(this.ran.found, w));
  }

  /**
   * @param {ReturnType<typeof bestOf>} found
   * @param {number | null} w Of the run that is shown.
   */
  #table({ solutions }, w) {
    const best = solutions[0]?.inertia ?? 0;
    const listed = solutions.slice(0, MOST_LISTED);
    const texts = inertias(listed.map(({ inertia }) => inertia));
    const rows = listed.map(({ inertia, count, sizes, starts }, index) =>
      make(
        "tr",
        { className: w !== null && Math.abs(inertia - w) <= 1e-9 * w ? "current" : "" },
        make("td", {}, texts[index]),
        make("td", {}, index ? above(inertia, best) : "best"),
        make("td", {}, String(count)),
        make(
          "td",
          {},
          [...sizes]
            .sort((a, b) => b - a)
            .map(grouped)
            .join(" / "),
        ),
        make(
          "td",
          {},
          pushButton(
            "Show",
            () => this.app.choose(changed(this.app.choices, { starts, startRows: [], init: "own" })),
            {
              "aria-label": `Show the starts of solution ${index + 1}`,
            },
          ),
        ),
      ),
    );
    const more = solutions.length - listed.length;
    return make(
      "table",
      {},
      make(
        "caption",
        {},
        more > 0 ? `The ${MOST_LISTED} best of ${solutions.length} solutions` : "Solutions",
      ),
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          ...["W", "above", "runs", "sizes", "starts"].map(text => make("th", { scope: "col" }, text)),
        ),
      ),
      make("tbody", {}, ...rows),
    );
  }
}

/**
 * @param {number} w
 * @param {number} best
 */
function above(w, best) {
  return `+${w > best ? percent(w - best, best) : "0 %"}`;
}

/**
 * @param {number} w
 * @param {number} best The least that is known.
 * @param {boolean} hasRun Whether many runs have been made.
 */
export function compared(w, best, hasRun) {
  const [here, least] = inertias([w, best]);
  const is = `W is ${here}`;
  if (w - best > 1e-9 * best) return `${is}; the least known here is ${least} (this one: ${above(w, best)}).`;
  return hasRun ? `${is}, the least of ${RUNS} runs and of this one.` : `${is}. Other starts may end lower.`;
}
