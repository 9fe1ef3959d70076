// Shapes and colours of clusters, as our films have them.

import { lineThrough } from "./svg.js";

const CLUSTER_SHAPES = ["circle", "square", "triangle", "diamond", "down-triangle", "pentagon"];
const CLUSTER_COLOURS = 20;

/**
 * Gives the colour of a cluster, from 0, as CSS has it: plane.css names twenty.
 * @param {number} cluster
 */
export function colourOf(cluster) {
  return `var(--c${cluster % CLUSTER_COLOURS})`;
}

/**
 * Gives the outline of marks filled with that colour, where it is too pale for the paper; else nothing is seen of it.
 * @param {number} cluster
 * @param {string} otherwise
 */
export function edgeOf(cluster, otherwise) {
  return `var(--e${cluster % CLUSTER_COLOURS}, ${otherwise})`;
}

/**
 * Gives the shape of a cluster: from the 21st on colours come round again with the next shape.
 * @param {number} cluster
 */
export function shapeOf(cluster) {
  return CLUSTER_SHAPES[
    ((cluster % CLUSTER_COLOURS) + Math.floor(cluster / CLUSTER_COLOURS)) % CLUSTER_SHAPES.length
  ];
}

/**
 * Gives the corners of a shape around (0, 0), y downwards; none of a circle, whose radius is half its size.
 * @param {string} shape
 * @param {number} size
 * @returns {[number, number][]}
 */
export function cornersOf(shape, size) {
  const r = size / 2;
  const a = 0.9 * r;
  const b = 1.12 * r;
  switch (shape) {
    case "square":
      return [
        [-a, -a],
        [a, -a],
        [a, a],
        [-a, a],
      ];
    case "triangle":
      return [
        [0, -b * 1.333],
        [b, b * 0.667],
        [-b, b * 0.667],
      ];
    case "down-triangle":
      return [
        [0, b * 1.333],
        [-b, -b * 0.667],
        [b, -b * 0.667],
      ];
    case "diamond":
      return [
        [0, -1.16 * r],
        [1.16 * r, 0],
        [0, 1.16 * r],
        [-1.16 * r, 0],
      ];
    case "pentagon":
      return [0, 1, 2, 3, 4].map(i => [
        1.08 * r * Math.sin((i * 2 * Math.PI) / 5),
        -1.08 * r * Math.cos((i * 2 * Math.PI) / 5),
      ]);
    default:
      return [];
  }
}

/**
 * Gives a shape as the path of an SVG.
 * @param {string} shape Also "plus" and "cross", which are lines.
 * @param {number} size
 */
export function pathOf(shape, size) {
  const r = Math.round(size * 50) / 100;
  if (shape === "plus") return `M${-r},0H${r}M0,${-r}V${r}`;
  if (shape === "cross") return `M${-r},${-r}L${r},${r}M${-r},${r}L${r},${-r}`;
  if (shape === "circle") return `M${-r},0a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;
  return `${lineThrough(cornersOf(shape, size))}Z`;
}

/**
 * Gives the diameter of a point in px: 9 for up to 120 points, then less, so that ink grows slowly.
 * @param {number} n How many points there are.
 */
export function pointSize(n) {
  return Math.min(9, Math.max(1.6, 9 * (120 / Math.max(n, 1)) ** 0.3));
}
