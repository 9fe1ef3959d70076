// The numbers and names of a run of k-means: where centres are, how far rows are from them, how W falls.
import { distancesOf, sizesOf } from "../../core/kmeans.js";
import { Facts } from "../facts.js";
import { cut } from "../text/names.js";
import { MINUS } from "../text/numbers.js";
import { change, inertias } from "../text/sums.js";

// What W stands for, in the words that explain it in a caption.
export const W_PLAINLY = "sum of squared distances";
// Of so many centres places can be read.
const FEW_PLACES = 2;

/** @extends {Facts<import("../../types.d.ts").KMeansTrace>} */
export class KMeansFacts extends Facts {
  /** @type {number[][]} */
  #changed = [];

  /** @param {import("../../types.d.ts").KMeansTrace} trace */
  constructor(trace) {
    super(trace);
    this.k = trace.k;
    this.last = trace.snapshots.length - 1;
    this.ended = trace.finished;
    this.iterations = trace.snapshots[this.last].iteration;
    this.hasPlaces = this.k <= FEW_PLACES;
    this.largestW = Math.max(0, ...trace.snapshots.map(({ inertia }) => inertia ?? 0));
  }

  /**
   * Give the cluster of each row in a snapshot after the first assignment.
   * @param {number} i
   */
  labels(i) {
    return /** @type {Int32Array} */ (this.trace.snapshots[i].labels);
  }

  /**
   * How many rows each cluster has.
   * @param {number} i
   */
  counts(i) {
    return sizesOf(this.labels(i), this.k);
  }

  /**
   * Which rows changed cluster in snapshot i.
   * @param {number} i
   */
  changed(i) {
    this.#changed[i] ??= rowsApart(this.trace.snapshots[i - 1].labels, this.labels(i));
    return this.#changed[i];
  }

  /**
   * Where a centre is, in original units.
   * @param {number} i
   * @param {number} cluster
   */
  centre(i, cluster) {
    return this.undone(this.trace.snapshots[i].centroids.subarray(2 * cluster, 2 * cluster + 2));
  }

  /**
   * Say where the centres of snapshot i are, all or some of them.
   * @param {number} i
   */
  places(i, clusters = [...Array(this.k).keys()]) {
    return clusters.map(j => this.place(this.centre(i, j)));
  }

  /**
   * How far each centre has moved since the snapshot before, in clustered units.
   * @param {number} i
   */
  moves(i) {
    const { centroids } = this.trace.snapshots[i];
    const before = this.trace.snapshots[Math.max(i - 1, 0)].centroids;
    return Array.from({ length: this.k }, (_, j) =>
      distance(centroids[2 * j] - before[2 * j], centroids[2 * j + 1] - before[2 * j + 1]),
    );
  }

  /**
   * Which centres differ between snapshot i and the one before.
   * @param {number} i
   */
  moved(i) {
    return this.moves(i).flatMap((way, j) => (way ? [j] : []));
  }

  /**
   * Which centre goes farthest; of equal ones the first.
   * @param {number} i
   */
  farthest(i) {
    const moves = this.moves(i);
    return moves.indexOf(Math.max(...moves));
  }

  /**
   * Say how far that is along the axis that shows most of it: `weight +120 kg`; empty where the number would be 0.
   * @param {number} i
   * @param {number} limit
   */
  way(i, limit) {
    const j = this.farthest(i);
    const [now, before] = [i, i - 1].map(at => this.trace.snapshots[at].centroids);
    const column = +(Math.abs(now[2 * j + 1] - before[2 * j + 1]) > Math.abs(now[2 * j] - before[2 * j]));
    const apart = this.centre(i, j)[column] - this.centre(i - 1, j)[column];
    const amount = this.columns[column].write(Math.abs(apart));
    const { unit } = this.features[column];
    return /[^0.]/.test(amount)
      ? `${this.feature(column, limit)} ${apart > 0 ? "+" : MINUS}${amount}${unit && ` ${cut(unit, 12)}`}`
      : "";
  }

  /**
   * W of a snapshot.
   * @param {number} i
   */
  w(i) {
    return /** @type {number} */ (this.trace.snapshots[i].inertia);
  }

  /**
   * Write W of a snapshot, in the unit of the run.
   * @param {number} i
   */
  inertia(i) {
    return inertias([this.w(i)], this.largestW)[0];
  }

  /**
   * Say by how much W changes between two snapshots: `W falls by 27 %`; what W is, where that has not been said.
   * @param {number} before
   * @param {number} i
   * @param {boolean} isExplained
   */
  change(before, i, isExplained) {
    return `W${isExplained ? "" : ` (${W_PLAINLY})`} ${change(this.w(before), this.w(i), this.largestW)}`;
  }

  /**
   * Write the distances of a row to some centres, with decimals that show which is nearest.
   * @param {number} i
   * @param {number} row
   * @param {number[]} clusters
   */
  distanceTexts(i, row, clusters) {
    const distances = distancesOf(this.dataset, this.trace.snapshots[i].centroids, row);
    const format = this.distance.apart([...distances].sort((a, b) => a - b).slice(0, 2));
    return clusters.map(j => format.write(distances[j]));
  }

  /** How many rows still switched in the last round. */
  get stillSwitched() {
    return this.changed(this.trace.snapshots.map(({ step }) => step).lastIndexOf("assign")).length;
  }

  /** Count the rounds: `4 rounds`. */
  get rounds() {
    return this.iterations === 1 ? "1 round" : `${this.iterations} rounds`;
  }
}

/**
 * Which rows have another label than before.
 * @param {Int32Array | null} before
 * @param {Int32Array} now
 */
function rowsApart(before, now) {
  const rows = [];
  for (let row = 0; before && row < now.length; row++) {
    if (now[row] !== before[row]) rows.push(row);
  }
  return rows;
}

/**
 * @param {number} x
 * @param {number} y
 */
function distance(x, y) {
  return Math.sqrt(x * x + y * y);
}
