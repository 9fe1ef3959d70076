// The cells of nearest centres inside a box (Voronoi cells), exact: each is the box cut by one half-plane per other
// centre (Okabe, Boots, Sugihara and Chiu 2000, section 2.1).

/** @typedef {import("./frame.js").Box} Box */

/**
 * A corner of a cell, and which centre lies beyond the side that begins there; -1 where the box ends.
 * @typedef {{x: number, y: number, beyond: number}} Corner
 */

/**
 * Cuts a box into one convex cell per centre; none for a centre that shares its place with one of lower number.
 * @param {[number, number][]} centres In px.
 * @param {[number, number]} lengths How long a px is on each axis, as distances are measured.
 * @param {Box} box
 * @returns {Corner[][]}
 */
export function cellsOf(centres, lengths, box) {
  const { left, top, right, bottom } = box;
  return centres.map(([x, y], one) => {
    /** @type {Corner[]} */
    let cell = [
      { x: left, y: top, beyond: -1 },
      { x: right, y: top, beyond: -1 },
      { x: right, y: bottom, beyond: -1 },
      { x: left, y: bottom, beyond: -1 },
    ];
    centres.forEach(([otherX, otherY], other) => {
      if (other === one || !cell.length) return;
      const normal = [(otherX - x) * lengths[0] ** 2, (otherY - y) * lengths[1] ** 2];
      if (!normal[0] && !normal[1]) {
        if (other < one) cell = [];
        return;
      }
      const level = (normal[0] * (x + otherX) + normal[1] * (y + otherY)) / 2;
      cell = cutOff(cell, at => normal[0] * at.x + normal[1] * at.y - level, other);
    });
    return cell;
  });
}

/**
 * Keeps the part of a cell where something is 0 or less (Sutherland and Hodgman 1974).
 * @param {Corner[]} cell
 * @param {(corner: Corner) => number} height
 * @param {number} other Which centre takes the rest.
 * @returns {Corner[]}
 */
function cutOff(cell, height, other) {
  const heights = cell.map(height);
  /** @type {Corner[]} */
  const kept = [];
  cell.forEach((corner, i) => {
    const next = (i + 1) % cell.length;
    const inside = heights[i] <= 0;
    if (inside) kept.push(corner);
    if (inside === heights[next] <= 0) return;
    const share = heights[i] / (heights[i] - heights[next]);
    kept.push({
      x: corner.x + share * (cell[next].x - corner.x),
      y: corner.y + share * (cell[next].y - corner.y),
      beyond: inside ? other : corner.beyond,
    });
  });
  return kept.length > 2 ? kept : [];
}

/**
 * Gives the pieces of the boundary between cells, each once.
 * @param {Corner[][]} cells
 * @returns {[Corner, Corner][]}
 */
export function wallsOf(cells) {
  return cells.flatMap((cell, one) =>
    cell.flatMap((corner, i) => {
      /** @type {[Corner, Corner]} */
      const wall = [corner, cell[(i + 1) % cell.length]];
      return corner.beyond > one ? [wall] : [];
    }),
  );
}
