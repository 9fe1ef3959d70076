/** The numbers of the picture as tables: clusters, and point after point. */

import { CORE, NOISE } from "../../core/dbscan.js";
import { distancesOf } from "../../core/kmeans.js";
import { fill, make, pushButton, say } from "../../parts/elements.js";
import { KMeansFacts } from "../../story/kmeans/facts.js";
import { grouped } from "../../story/text/words.js";
import { factsOf } from "../choosing.js";
import { markOfCluster } from "./legend.js";
import { roomOf, tableOf } from "./table.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */
/** @typedef {import("../../parts/elements.js").Child} Child */

/** So many rows at once are shown before they are asked for. */
const FEW_ROWS = 100;

/** What is known of every cluster at this picture. */
export class ClusterTable {
  /** The table of a run of k-means stays, and only what it says is another: most steps are taken in one run. */
  #centres = { trace: /** @type {unknown} */ (null), tell: (/** @type {number} */ _step) => {} };

  constructor() {
    this.element = roomOf("Clusters", "clusters");
  }

  /** @param {View} view */
  show({ trace, picture, choices, dataset }) {
    // While centres are drawn, those to come are told nowhere.
    const isRun = choices.step !== null && trace !== null && picture.step >= 0 && picture.drawn === undefined;
    this.element.hidden = !isRun;
    if (isRun && trace.algorithm === "kmeans") {
      if (this.#centres.trace !== trace) {
        const { table, tell } = ofCentres(trace, dataset);
        this.#centres = { trace, tell };
        fill(this.element, table);
      }
      this.#centres.tell(picture.step);
      return;
    }
    this.#centres.trace = null;
    if (isRun && trace.algorithm === "dbscan") fill(this.element, ofClusters(trace, picture.step));
    else fill(this.element);
  }
}

/**
 * @param {import("../../types.d.ts").KMeansTrace} trace
 * @param {import("../../types.d.ts").Dataset} dataset
 */
function ofCentres(trace, { table: { noun }, features }) {
  const facts = new KMeansFacts(trace);
  const rows = Array.from({ length: trace.k }, () => [noun, ...features].map(() => make("span")));
  const head = ["centre", noun[1], ...features.map(feature => feature.title)];
  const signs = rows.map((_, cluster) => make("span", {}, markOfCluster(cluster), String(cluster + 1)));
  const table = tableOf(
    "Centres at this step",
    head,
    rows.map((cells, cluster) => [signs[cluster], ...cells]),
  );
  const tell = (/** @type {number} */ step) => {
    const { labels, centroids } = trace.snapshots[step];
    const counts = labels ? facts.counts(step) : null;
    for (const [cluster, [count, ...places]] of rows.entries()) {
      say(count, counts ? grouped(counts[cluster]) : "");
      facts.centre(step, cluster).forEach((value, axis) => {
        say(places[axis], facts.columns[axis].write(value));
        places[axis].dataset.value = String(centroids[2 * cluster + axis]);
      });
    }
  };
  return { table, tell };
}

/**
 * @param {import("../../types.d.ts").DbscanTrace} trace
 * @param {number} visited
 */
function ofClusters(trace, visited) {
  const visits = trace.visits.slice(0, visited);
  const count = Array.from({ length: trace.nClusters }, () => [0, 0, 0]);
  for (const { cluster, step, joined } of visits) {
    if (cluster < 0) continue;
    count[cluster][0] += joined.length;
    if (step !== "noise") count[cluster][step === "core" ? 1 : 2] += 1;
  }
  const adopted = new Set(visits.flatMap(visit => visit.joined));
  const noise = visits.filter(visit => visit.step === "noise" && !adopted.has(visit.row)).length;
  const rows = count.flatMap(([all, core], cluster) =>
    all
      ? [
          [
            make("span", {}, markOfCluster(cluster), String(cluster + 1)),
            grouped(all),
            grouped(core),
            grouped(all - core),
          ],
        ]
      : [],
  );
  rows.push([make("span", {}, markOfCluster(-1), "noise"), grouped(noise), "", ""]);
  return tableOf("Clusters at this step", ["cluster", "points", "core", "other"], rows);
}

/** Every point in words, for whoever does not see the plane; made when it is unfolded. */
export class PointTable {
  most = FEW_ROWS;

  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.rows = roomOf("Points");
    this.more = pushButton("Show all", () => {
      this.most = Number.POSITIVE_INFINITY;
      app.render(false);
    });
    this.element = make(
      "details",
      { className: "points", ontoggle: () => this.show(app.view) },
      make("summary", {}, "All points as a table"),
      this.rows,
      this.more,
    );
  }

  /** @param {View} view */
  show(view) {
    if (!this.element.open) return;
    const { dataset, trace, picture, choices } = view;
    const facts = factsOf(dataset);
    const isRun = choices.step !== null && trace !== null && picture.step >= 0;
    const marked = new Set(picture.rows);
    const guess = this.app.walk.guess;
    const n = Math.min(dataset.n, this.most);
    const told = isRun
      ? trace.algorithm === "kmeans"
        ? inKMeans(trace, picture)
        : inDbscan(trace, picture)
      : null;
    /** @type {(row: number, guess: import("../predict.js").Guess) => HTMLElement} */
    const guessBox = (row, { rows: marks }) =>
      make("input", {
        type: "checkbox",
        "aria-label": `${facts.name(row)} will switch`,
        checked: marks.includes(row),
        onchange: () => this.app.hand.press(row),
      });
    const rows = Array.from({ length: n }, (_, row) => [
      facts.name(row),
      ...[0, 1].map(axis => facts.columns[axis].write(dataset.points[2 * row + axis])),
      ...(told ? told(row) : view.kinds ? [kindOf(view.kinds, row)] : []),
      marked.has(row) ? `! ${trace?.algorithm === "dbscan" ? "adopted" : "switched"}` : "",
      ...(guess ? [guessBox(row, guess)] : []),
    ]);
    const extra = told
      ? ["cluster", trace?.algorithm === "kmeans" ? "distance" : "kind"]
      : view.kinds
        ? ["will be"]
        : [];
    const head = [
      dataset.table.noun[0],
      ...dataset.features.map(feature => feature.title),
      ...extra,
      "news",
      ...(guess ? ["will switch"] : []),
    ];
    const focused =
      guess && [...this.rows.querySelectorAll("input")].indexOf(/** @type {any} */ (focusIn(this.rows)));
    fill(this.rows, tableOf("Points at this step", head, rows));
    if (focused !== null && focused >= 0) this.rows.querySelectorAll("input")[focused]?.focus();
    this.more.hidden = n === dataset.n;
    this.more.textContent = `Show all ${grouped(dataset.n)}`;
  }
}

/** @param {Element} element */
function focusIn(element) {
  return /** @type {Document | ShadowRoot} */ (element.getRootNode()).activeElement;
}

/**
 * @param {{ kinds: Uint8Array, counts: Int32Array }} found
 * @param {number} row
 */
function kindOf({ kinds, counts }, row) {
  const name = kinds[row] === CORE ? "core" : kinds[row] === NOISE ? "noise" : "border";
  return `${name} (${counts[row]})`;
}

/**
 * @param {import("../../types.d.ts").KMeansTrace} trace
 * @param {import("../../types.d.ts").Keyframe} picture
 * @returns {(row: number) => Child[]}
 */
function inKMeans(trace, picture) {
  const { labels, centroids } = trace.snapshots[picture.step];
  const { distance } = new KMeansFacts(trace);
  return row => {
    const label = labels?.[row];
    if (label === undefined) return ["", ""];
    return [String(label + 1), distance.write(distancesOf(trace.dataset, centroids, row)[label])];
  };
}

/**
 * @param {import("../../types.d.ts").DbscanTrace} trace
 * @param {import("../../types.d.ts").Keyframe} picture
 * @returns {(row: number) => Child[]}
 */
function inDbscan(trace, picture) {
  const cluster = new Map();
  const kind = new Map();
  for (const visit of trace.visits.slice(0, picture.step)) {
    kind.set(visit.row, visit.step);
    for (const row of visit.joined) {
      cluster.set(row, visit.cluster);
      if (kind.get(row) === "noise") kind.set(row, "border");
    }
  }
  return row => {
    const label = cluster.get(row);
    return [
      label === undefined ? "" : String(label + 1),
      `${kind.get(row) ?? "not visited"} (${trace.counts[row]})`,
    ];
  };
}
