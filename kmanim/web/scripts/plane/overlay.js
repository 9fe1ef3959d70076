// All that lies under and over the points at one instant.

import { ballsOf, countsOf } from "./balls.js";
import { centroidMark, centroidSize, groundOf, trailOf, wayOf } from "./centroids.js";
import { linesOf, valuesOf } from "./explained.js";
import { colourOf, pathOf, pointSize } from "./marks.js";
import { cellsOf, wallsOf } from "./regions.js";
import { lineThrough, movedTo, svgOf, textAt } from "./svg.js";
import { pillsOf, switchedMark, switchedReach } from "./switched.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./view.js").View} View */
/** @typedef {[number, number]} Place */

// From so many points on, hollow outlines drown in points of their own colour.
const CROWDED_FROM = 120;

/**
 * What is drawn of an instant besides its scene: how far yellow has settled, and a ball has grown; where centroids are
 * bound for; whether all is on its way, so that letters stay where they are.
 * @typedef {{settled?: number, grown?: number, bound?: Scene["centroids"], moving?: boolean, switched: ReturnType<typeof import("./switched.js").switchedOf>}} Instant
 */

/**
 * Draws it.
 * @param {Scene} scene
 * @param {View} view
 * @param {Instant} instant
 * @returns {{under: Node[], over: Node[]}}
 */
export function overlayOf(scene, view, { settled = 0, grown = 1, bound = [], moving = false, switched }) {
  /** @type {Node[]} */
  const under = [];
  /** @type {Node[]} */
  const over = [];
  const { unit, xs, ys } = view;
  const room = view.emptied();
  const isCrowded = xs.length > CROWDED_FROM;
  const size = centroidSize(unit);
  const point = pointSize(xs.length) * unit;
  const places = scene.centroids.map(one => view.place(one.x, one.y));
  const circle = (
    /** @type {number} */ row,
    /** @type {number} */ wide,
    /** @type {string} */ kind,
    extra = {},
  ) => svgOf("circle", { class: kind, cx: xs[row], cy: ys[row], r: wide / 2, ...extra });

  if (scene.judges) under.push(...boundaryOf(scene, view));
  if (scene.balls) under.push(ballsOf(scene.balls, view, grown));

  // The clear ground on which centroids are found, and where they come from.
  const ground = isCrowded ? over : under;
  scene.centroids.forEach(({ cluster, empty }, i) => {
    room.marks.push({ x: places[i][0], y: places[i][1], r: (empty ? size : size / 2) + 2 });
    if (!isCrowded) under.push(groundOf(places[i], cluster, size, 5, 1));
  });
  scene.trail.forEach((stops, i) => {
    const way = stops.map(([x, y]) => view.place(x, y));
    ground.push(...trailOf(way, scene.centroids[i]?.cluster ?? i, size));
    way.slice(1).forEach((stop, at) => {
      room.lines.push([...way[at], ...stop]);
    });
  });
  /** @type {Node[]} */
  const olds = [];
  scene.old.forEach((old, i) => {
    if (!old) return;
    const [from, to, { cluster }] = [view.place(...old), places[i], scene.centroids[i]];
    const goal = bound[i] ? view.place(bound[i].x, bound[i].y) : to;
    const { way, isClear } = wayOf(from, to, goal, size);
    if (way) ground.push(way);
    if (!isClear) return;
    if (!isCrowded) under.push(groundOf(from, cluster, size, 2, 1));
    room.marks.push({ x: from[0], y: from[1], r: size / 2 + 1 });
    room.lines.push([...from, ...to]);
    olds.push(centroidMark(from, cluster, size, true));
  });
  over.push(...olds);
  for (const { row, count } of view.shared) {
    over.push(circle(row, point + 6.5 * unit, "ring"));
    room.marks.push({ x: xs[row], y: ys[row], r: point / 2 + 4 });
    if (!moving) view.counts.set(row, nameAt(view, row, `×${count}`, "tick halo", point / 2 + 4));
  }
  over.push(...view.counts.values());
  for (const { row, clusters } of scene.contested) {
    clusters.forEach((cluster, i) => {
      over.push(circle(row, point + 8 + 7 * i, "contested", { stroke: colourOf(cluster) }));
    });
    room.marks.push({ x: xs[row], y: ys[row], r: point / 2 + 4 + 3.5 * clusters.length });
  }
  for (const row of scene.guessed) over.push(circle(row, point + 10, "guess"));
  for (const rows of scene.circled) {
    const ends = [xs, ys]
      .map(all => rows.map(row => all[row]))
      .map(all => [Math.min(...all), Math.max(...all)]);
    const [cx, cy] = ends.map(([low, high]) => (low + high) / 2);
    const r = Math.max(...rows.map(row => Math.hypot(xs[row] - cx, ys[row] - cy))) + point / 2 + 4;
    over.push(svgOf("circle", { class: "emphasis", cx, cy, r }));
  }
  for (const single of switched.singles) {
    over.push(switchedMark(single, view, settled));
    room.marks.push({ x: single.x, y: single.y, r: switchedReach(view) + 1 });
  }

  scene.centroids.forEach(({ cluster, empty }, i) => {
    over.push(
      groundOf(places[i], cluster, size, isCrowded ? 4 : 0, isCrowded ? 0.8 : 0.5),
      centroidMark(places[i], cluster, size),
    );
    const [cx, cy] = places[i];
    if (empty) over.push(svgOf("circle", { class: "emphasis", cx, cy, r: size }));
  });
  if (scene.newest !== null) over.push(circle(scene.newest, size + 8, "emphasis"));
  if (scene.explained) over.push(...linesOf(scene, view, places, size, point));
  over.push(...numbersOf(scene, view, places, size, moving));
  if (moving) return { under, over };

  if (switched.crowd.size) over.push(...pillsOf(scene, view, switched.crowd));
  if (scene.explained) over.push(...valuesOf(scene, view, places, size, point));
  if (scene.balls) over.push(...countsOf(scene.balls, view));
  const yellow = new Set(scene.switched.map(({ row }) => row));
  for (const { row, text } of scene.names) {
    const radius =
      yellow.has(row) && switched.singles.length
        ? switchedReach(view) + 1
        : point / 2 + (scene.explained ? 5 : 2);
    over.push(nameAt(view, row, text, "name halo", radius));
  }
  return { under, over };
}

/**
 * Draws cells and the dotted lines between them.
 * @param {Scene} scene
 * @param {View} view
 */
function boundaryOf(scene, view) {
  const centres = scene.judges ? view.places(scene.judges) : [];
  const cells = cellsOf(centres, view.lengths, view.frame.box);
  const walls = wallsOf(cells);
  for (const [a, b] of walls) view.room.lines.push([a.x, a.y, b.x, b.y]);
  const at = (/** @type {{x: number, y: number}} */ corner) => [corner.x, corner.y];
  const tints = cells.flatMap((cell, j) =>
    scene.regions && cell.length
      ? [svgOf("path", { class: "region", d: `${lineThrough(cell.map(at))}Z`, fill: colourOf(j) })]
      : [],
  );
  return [
    ...tints,
    svgOf("path", { class: "boundary", d: walls.map(wall => lineThrough(wall.map(at))).join("") }),
  ];
}

/**
 * Writes a name near a row, with a thin line where it had to move away.
 * @param {View} view
 * @param {number} row
 * @param {string} text
 * @param {string} kind
 * @param {number} radius Of what it names.
 */
function nameAt(view, row, text, kind, radius) {
  const [base] = kind.split(" ");
  const shown = view.letters.fitted(text, base, (view.frame.box.right - view.frame.box.left) * 0.45);
  const high = view.em * 0.95;
  const wide = view.letters.of(shown, base);
  const own = view.room.marks.find(mark => mark.x === view.xs[row] && mark.y === view.ys[row]);
  const mark = own ?? { x: view.xs[row], y: view.ys[row], r: radius };
  const { box, leader } = view.room.near(mark, wide, high);
  return svgOf(
    "g",
    {},
    ...(leader
      ? [svgOf("path", { class: "leader", d: lineThrough([leader.slice(0, 2), leader.slice(2)]) })]
      : []),
    textAt(kind, box.left, box.bottom - high * 0.2, shown, "start"),
  );
}

/**
 * Numbers the centroids, each on the side where its number stood before if that is free.
 * @param {Scene} scene
 * @param {View} view
 * @param {Place[]} places
 * @param {number} size
 * @param {boolean} moving
 */
function numbersOf(scene, view, places, size, moving) {
  if (scene.centroids.length < 2) return [];
  const high = view.em * 0.8;
  return scene.centroids.map(({ cluster, empty }, i) => {
    const text = String(cluster + 1);
    const around = [-45, -135, 45, 135, 0, 180, -90, 90].map((degrees, turn) => {
      const angle = (degrees * Math.PI) / 180;
      const far = (empty ? size : size / 2) + high * (turn < 4 ? 0.95 : 0.85);
      return /** @type {Place} */ ([Math.cos(angle) * far, Math.sin(angle) * far]);
    });
    const before = view.offsets[cluster];
    const [x, y] = places[i];
    let offset = before;
    if (!moving || !before) {
      // The same picture, wherever the reader comes from.
      const options = around.map(
        ([dx, dy], turn) => /** @type {[number, number, number]} */ ([x + dx, y + dy, turn]),
      );
      const own = view.room.marks.find(mark => mark.x === x && mark.y === y) ?? null;
      offset = around[view.room.choose(options, view.letters.of(text, "number"), high, own)];
      view.offsets[cluster] = offset;
    }
    return textAt("number halo", x + offset[0], y + offset[1] + high * 0.42, text);
  });
}

/**
 * Draws the cursor of keys, around a place in px.
 * @param {Place} place
 * @param {boolean} isHeld Whether a centre is in the hand.
 */
export function cursorMark([x, y], isHeld) {
  return svgOf(
    "g",
    { class: isHeld ? "cursor held" : "cursor", transform: movedTo(x, y) },
    svgOf("circle", { r: 15 }),
    svgOf("path", { d: isHeld ? "M0,-22v10M0,22v-10M-22,0h10M22,0h-10" : pathOf("plus", 8) }),
  );
}
