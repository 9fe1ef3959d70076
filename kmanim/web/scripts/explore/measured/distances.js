/** How far the point that is looked at is from every centre, or how many points its ball holds. */

import { distancesOf } from "../../core/kmeans.js";
import { fill, make } from "../../parts/elements.js";
import { KMeansFacts } from "../../story/kmeans/facts.js";
import { factsOf } from "../choosing.js";
import { markOfCluster } from "./legend.js";

/** @typedef {import("../view.js").View} View */

/**
 * The distances of a row, written so that the nearest centre can be told.
 *
 * @param {import("../../types.d.ts").KMeansTrace} trace
 * @param {number} step
 * @param {number} row
 */
export function distancesIn(trace, step, row) {
  return new KMeansFacts(trace).distanceTexts(step, row, [...Array(trace.k).keys()]);
}

export class Distances {
  /** The row that was told last. @type {number | null} */
  told = null;

  constructor() {
    this.element = make("p", { className: "distances", role: "status" });
  }

  /** @param {View} view */
  show({ row, dataset, trace, picture, choices, kinds, eps }) {
    this.element.hidden = row === null;
    // Only who has turned to a point hears of it: in a step, the caption has the word.
    this.element.setAttribute("aria-live", row === this.told ? "off" : "polite");
    this.told = row;
    if (row === null) return;
    const facts = factsOf(dataset);
    const [x, y] = dataset.points.subarray(2 * row, 2 * row + 2);
    const name = make("b", {}, facts.name(row));
    const place = ` ${facts.place([x, y])}`;
    if (kinds) {
      const count = kinds.counts[row];
      const sign = count < choices.minSamples ? "<" : "\u2265";
      const many = dataset.table.noun[count === 1 ? 0 : 1];
      const within = `${count} ${many} within ${choices.eps ?? Number(eps.toPrecision(3))}, itself counted: `;
      return fill(this.element, name, `${place}: ${within}${count} ${sign} ${choices.minSamples}.`);
    }
    if (trace?.algorithm !== "kmeans" || picture.step < 0 || choices.step === null) {
      return fill(this.element, name, `${place}.`);
    }
    const distances = distancesOf(dataset, trace.snapshots[picture.step].centroids, row);
    const texts = distancesIn(trace, picture.step, row);
    const nearest = distances.indexOf(Math.min(...distances));
    const parts = texts.flatMap((text, cluster) => [
      cluster ? " / " : "",
      markOfCluster(cluster),
      make(cluster === nearest ? "strong" : "span", {}, text),
    ]);
    fill(this.element, name, `${place}: `, ...parts, ` to the ${texts.length === 1 ? "centre" : "centres"}.`);
  }
}
