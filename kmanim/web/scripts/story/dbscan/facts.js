// The numbers and names of a run of DBSCAN: the radius, counts, kinds of points, and what each visit finds.
import { pairSquare } from "../../core/pairs.js";
import { Facts } from "../facts.js";
import { parameterText } from "../text/numbers.js";
import { sizesText } from "../text/sizes.js";
import { counted, ordinal } from "../text/words.js";

/** @typedef {import("../../types.d.ts").DbscanTrace} DbscanTrace */

export const CLUSTERS = ["cluster", "clusters"];
// Of up to so many rows a film tells every visit, and says what lies exactly at the edge of a ball.
export const FEW_TOLD = 24;
// Clusters are tiny where the next larger one has so many times their rows, and all of them hold so small a share.
const GAP = 5;
const TINY = 0.05;

/**
 * The numbers and names of one trace of DBSCAN; visits are counted from 1.
 * @extends {Facts<DbscanTrace>}
 */
export class DbscanFacts extends Facts {
  /** @param {DbscanTrace} trace */
  constructor(trace) {
    super(trace);
    const { visits, counts, minSamples } = trace;
    this.eps = parameterText(trace.eps, trace.estimate !== null);
    this.least = this.things(minSamples);
    this.core = counts.reduce((sum, count) => sum + Number(count >= minSamples), 0);
    // After each visit: rows in a cluster, clusters, and rows that are noise so far.
    this.reached = [0];
    this.begun = [0];
    this.noise = [0];
    const wasNoise = new Set();
    /** @type {number[][]} */
    this.adopted = [[]];
    visits.forEach(({ step, row, isSeed, joined }, i) => {
      const adopted = joined.filter(one => wasNoise.has(one));
      this.adopted.push(adopted);
      this.reached.push(this.reached[i] + joined.length);
      this.begun.push(this.begun[i] + Number(isSeed));
      this.noise.push(this.noise[i] + Number(step === "noise") - adopted.length);
      if (step === "noise") {
        wasNoise.add(row);
      }
    });
    this.sizes = Array.from({ length: trace.nClusters }, () => 0);
    for (const label of trace.labels) {
      if (label >= 0) {
        this.sizes[label]++;
      }
    }
  }

  /**
   * The visit of a step.
   * @param {number} i
   */
  visit(i) {
    return this.trace.visits[i - 1];
  }

  /** Count the clusters at the end: `2 clusters`. */
  get clusters() {
    return counted(this.trace.nClusters, CLUSTERS);
  }

  /** How large the clusters are at the end: `7 and 5`. */
  get sizesTold() {
    return sizesText(this.sizes);
  }

  /**
   * Say what an estimated radius is: `Tukey's fence of all` and `distances to the 5th neighbour, itself counted`.
   * @returns {[string, string]}
   */
  get estimate() {
    const { rule, neighbour } = /** @type {import("../../types.d.ts").EpsEstimate} */ (this.trace.estimate);
    if (rule === "place") {
      return ["taken, as no two", `${this.noun[1]} are apart`];
    }
    return [
      rule === "fence" ? "Tukey's fence of all" : "the least above 0 of all",
      `distances to the ${ordinal(neighbour)} neighbour, itself counted`,
    ];
  }

  /**
   * Name a row that is seen within a sentence: as the table does, or `this point`.
   * @param {number} row
   * @param {number} limit
   */
  thisOne(row, limit) {
    return this.hasNames ? this.name(row, limit) : `this ${this.noun[0]}`;
  }

  /** Which clusters of the end are tiny beside the others: below the widest gap of sizes; ascending. */
  get smallClusters() {
    const order = [...this.sizes.keys()].sort((a, b) => this.sizes[a] - this.sizes[b]);
    const ratios = order.slice(1).map((cluster, j) => this.sizes[cluster] / this.sizes[order[j]]);
    const widest = Math.max(...ratios);
    const few = order.slice(0, ratios.indexOf(widest) + 1);
    const rows = few.reduce((sum, cluster) => sum + this.sizes[cluster], 0);
    return widest >= GAP && rows <= TINY * this.dataset.n ? few.sort((a, b) => a - b) : [];
  }

  /**
   * The first visit by which a row joins that lies exactly eps away, and that row; of none the visit is 0.
   * @returns {[number, number]}
   */
  get firstAtEps() {
    const { visits, dataset, eps } = this.trace;
    for (const [i, { row, joined }] of visits.entries()) {
      const at = joined.find(one => one !== row && pairSquare(dataset.values, one, row) === eps * eps);
      if (at !== undefined) {
        return [i + 1, at];
      }
    }
    return [0, -1];
  }

  /**
   * Find the last visit of the noise, or of the cluster, that a visit begins.
   * @param {number} i
   */
  endOfPart(i) {
    const { cluster } = this.visit(i);
    let last = i;
    while (this.visit(last + 1)?.cluster === cluster) {
      last++;
    }
    return last;
  }
}
