/** A hundred runs from other starts, and where they end. */

import { manyRuns } from "../../core/many_runs.js";
import { refusalOf } from "../../core/refusals.js";
import { fill, make, pushButton, say } from "../../parts/elements.js";
import { percent } from "../../story/text/numbers.js";
import { inertias } from "../../story/text/sums.js";
import { grouped } from "../../story/text/words.js";
import { Menu } from "../fields.js";
import { withStarts } from "../state.js";
import { roomOf, tableOf } from "./table.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */

const RUNS = 100;
/** So many solutions are listed, the best first. */
const MOST_LISTED = 8;

/** So long runs go on before the page has its turn. */
const PIECE_MS = 30;

/** @type {[string, string][]} */
const RULES = ["uniform", "sample", "k-means++"].map(rule => [rule, rule]);

/** @typedef {import("../../core/many_runs.js").Ends} Ends */

export class ManyRuns {
  /** The least W that is known of the same data and k. @type {Map<string, number>} */
  known = new Map();
  /** What came of the runs of which data and k. @type {{ key: string, found: Ends } | null} */
  ran = null;
  /** Of which data and k runs are going on. */
  running = "";
  rule = "uniform";
  /** Tables in the order in which they came: a point that is drawn elsewhere makes another one of the same name. */
  /** @type {WeakMap<import("../../types.d.ts").Table, number>} */
  #numbers = new WeakMap();
  #seen = 0;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.verdict = make("p", { className: "verdict" });
    this.menu = new Menu("Starts drawn by", rule => {
      this.rule = rule;
    });
    this.go = pushButton(`Best of ${RUNS}`, () => this.#run());
    this.again = pushButton("Again from other starts", () => app.draw(this.#again()));
    this.list = roomOf("Solutions");
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
  #key({ table, choices }) {
    if (!this.#numbers.has(table)) this.#numbers.set(table, ++this.#seen);
    return JSON.stringify([this.#numbers.get(table), choices.columns, choices.scale, choices.k]);
  }

  /** @returns {import("../../types.d.ts").StartRule} */
  #again() {
    const { init } = this.app.choices;
    return init === "own" || init === "farthest" ? /** @type {any} */ (this.rule) : init;
  }

  /** In pieces, so that nothing on the page stands still; until the reader chooses other data or another k. */
  async #run() {
    const { view, random } = this.app;
    const { dataset, choices } = view;
    const key = this.#key(view);
    if (this.running === key) return;
    const refusal = refusalOf(dataset, choices.k);
    if (refusal) return this.app.say(`${refusal}.`);
    this.running = key;
    const runs = manyRuns(dataset, choices.k, /** @type {any} */ (this.rule), RUNS, random);
    let piece = pieceOf(runs);
    while (!piece.done) {
      this.said.hidden = false;
      say(this.said, `${10 * Math.floor(piece.value / 10)} of ${RUNS} runs so far.`);
      await new Promise(done => setTimeout(done));
      if (this.running !== key) return;
      piece = pieceOf(runs);
    }
    this.running = "";
    this.ran = { key, found: piece.value };
    const { solutions, failed } = piece.value;
    this.#learn(key, solutions[0]?.inertia);
    const many = solutions.length === 1 ? "solution" : "solutions";
    const none = failed ? `; ${failed} came to no end` : "";
    say(this.said, `${RUNS} runs end in ${solutions.length} different ${many}${none}.`);
    this.show(this.app.view);
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
    if (this.running !== key) this.running = "";
    this.list.hidden = !isKnown;
    this.said.hidden = !isKnown && !this.running;
    if (isKnown && this.ran) fill(this.list, this.#table(this.ran.found, w));
  }

  /**
   * @param {Ends} found
   * @param {number | null} w Of the run that is shown.
   */
  #table({ solutions }, w) {
    const { app } = this;
    const listed = solutions.slice(0, MOST_LISTED);
    const texts = inertias(listed.map(({ inertia }) => inertia));
    const caption =
      solutions.length > MOST_LISTED
        ? `The ${MOST_LISTED} best of ${solutions.length} solutions`
        : "Solutions";
    const table = tableOf(
      caption,
      ["W", "above", "runs", "sizes", "starts"],
      listed.map(({ inertia, count, sizes, starts }, index) => [
        texts[index],
        index ? above(inertia, solutions[0].inertia) : "best",
        String(count),
        [...sizes]
          .sort((a, b) => b - a)
          .map(grouped)
          .join(" / "),
        pushButton("Show", () => app.choose(withStarts(app.choices, starts)), {
          "aria-label": `Show the starts of solution ${index + 1}`,
        }),
      ]),
      "",
    );
    const now = listed.findIndex(({ inertia }) => w !== null && Math.abs(inertia - w) <= 1e-9 * w);
    table.tBodies[0].rows[now]?.classList.add("current");
    return table;
  }
}

/**
 * Runs for a while.
 *
 * @param {Generator<number, Ends>} runs
 */
function pieceOf(runs) {
  const end = performance.now() + PIECE_MS;
  let step = runs.next();
  while (!step.done && performance.now() < end) step = runs.next();
  return step;
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
