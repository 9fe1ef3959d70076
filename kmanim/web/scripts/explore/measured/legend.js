/** Marks of clusters in a line of text, and what the marks on the plane mean. */

import { fill, make } from "../../parts/elements.js";
import { colourOf, pathOf, shapeOf } from "../../plane/marks.js";
import { svgOf } from "../../plane/svg.js";

/** @typedef {import("../view.js").View} View */

const GREY = "var(--grey)";

/**
 * A mark of its own, as large as a letter.
 *
 * @param {string} shape
 * @param {Record<string, string | number>} paint
 * @param {string} [sign] What stands in it.
 * @returns {SVGElement}
 */
function markIn(shape, paint, sign = "") {
  const settings = { stroke: "none", "stroke-width": 2, ...paint };
  const path = svgOf("path", { d: pathOf(shape, 12), ...settings });
  const text = sign && svgOf("text", { x: 0, y: 4, "text-anchor": "middle", "font-size": 11 }, sign);
  return svgOf("svg", { viewBox: "-10 -10 20 20", class: "mark", "aria-hidden": "true" }, path, text);
}

/** @param {number} cluster From 0; -1 for noise. */
export function markOfCluster(cluster) {
  if (cluster < 0) return markIn("cross", { stroke: "var(--noise)", fill: "none" });
  return markIn(shapeOf(cluster), { fill: colourOf(cluster), stroke: "var(--ink)", "stroke-width": 0.8 });
}

const SWITCHED = markIn.bind(null, "circle", { fill: "var(--yellow)", stroke: "var(--on-yellow)" }, "!");

export class Legend {
  told = "";

  constructor() {
    this.list = make("ul");
    this.element = make(
      "details",
      { className: "legend" },
      make("summary", {}, "What the marks mean"),
      this.list,
    );
  }

  /** @param {View} view */
  show({ choices, dataset }) {
    const [one] = dataset.table.noun;
    const told = `${choices.algorithm} ${one}`;
    if (told === this.told) return;
    this.told = told;
    const hollow = { fill: "var(--paper)", stroke: "var(--ink)" };
    /** @type {[SVGElement, string][]} */
    const kmeans = [
      [markIn("circle", { fill: GREY }), `a ${one} that is in no cluster yet`],
      [markOfCluster(0), `a ${one} of cluster 1; each cluster has a colour and a shape`],
      [markIn("circle", hollow, "1"), "the centre of cluster 1"],
      [
        markIn("circle", { fill: "none", stroke: GREY, "stroke-dasharray": "3 2" }),
        "where a centre was before",
      ],
      [SWITCHED(), `a ${one} that has just switched`],
    ];
    /** @type {[SVGElement, string][]} */
    const dbscan = [
      [markIn("circle", { fill: "var(--ink)" }), "core: enough points within eps, itself counted"],
      [
        markIn("circle", { fill: "var(--paper)", stroke: GREY }),
        "border: not core, but within eps of a core point",
      ],
      [markOfCluster(-1), "noise: within eps of no core point"],
      [
        markIn("circle", { fill: "none", stroke: GREY }),
        `a ball of radius eps around the ${one} that is visited`,
      ],
      [SWITCHED(), `a ${one} that was noise and is now border`],
    ];
    const marks = choices.algorithm === "kmeans" ? kmeans : dbscan;
    fill(this.list, ...marks.map(([mark, text]) => make("li", {}, mark, text)));
  }
}
