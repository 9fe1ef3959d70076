// What goes on between two scenes: yellow settles, centres move, colours sweep over the points, the boundary glides.

/** @typedef {import("../../types.js").Scene} Scene */

/**
 * A part of a tween: how long it takes, and what is seen at a share of it, from 0 to 1.
 * @typedef {{ms: number, at: (share: number) => {scene: Scene, settled?: number, grown?: number,
 *   bound?: Scene["centroids"]}}} Phase
 */

const TWEEN_MS = { settle: 300, move: 800, sweep: 600, glide: 600, grow: 250 };

/**
 * Gives the parts of the way from one scene to the next; none where it is a cut.
 * @param {Scene} from
 * @param {Scene} to
 * @returns {Phase[]}
 */
export function phasesOf(from, to) {
  /** @type {Phase[]} */
  const phases = [];
  if (from.dataset !== to.dataset) return phases;
  const quiet = { ...from, names: [], explained: null, guessed: [] };
  const settled = { ...quiet, switched: [] };
  const isLater = to.old.some(Boolean);
  if (from.switched.length && !to.switched.length)
    phases.push({ ms: TWEEN_MS.settle, at: share => ({ scene: quiet, settled: share }) });
  if (isLater && hasMoved(from, to)) {
    phases.push({
      ms: TWEEN_MS.move,
      at: share => {
        const eased = share * share * (3 - 2 * share);
        const centroids = from.centroids.map((one, i) => ({
          ...one,
          x: one.x + (to.centroids[i].x - one.x) * eased,
          y: one.y + (to.centroids[i].y - one.y) * eased,
        }));
        return {
          scene: { ...settled, centroids, old: to.old, trail: to.trail.map(way => way.slice(0, -1)) },
          bound: to.centroids,
        };
      },
    });
  }
  if (from.centroids.length && !hasColours(from) && hasColours(to)) phases.push(sweepPhase(settled, to));
  else if (from.judges && to.judges && from.judges !== to.judges && hasColours(from))
    phases.push(glidePhase(settled, to, from.judges, to.judges));
  const ball = to.balls?.now[0]?.row;
  if (to.balls && ball !== undefined && ball !== from.balls?.now[0]?.row) {
    const { eps, old } = to.balls;
    const now = to.balls.now.map(one => ({ ...one, text: "" }));
    phases.push({
      ms: TWEEN_MS.grow,
      at: share => ({
        scene: {
          ...settled,
          contested: [],
          balls: { eps, old, now },
        },
        grown: share,
      }),
    });
  }
  return phases;
}

/** @param {Scene} scene */
function hasColours(scene) {
  return scene.labels?.some(label => label >= 0) ?? false;
}

/**
 * @param {Scene} from
 * @param {Scene} to
 */
function hasMoved(from, to) {
  return (
    from.centroids.length === to.centroids.length &&
    from.centroids.some((one, i) => one.x !== to.centroids[i].x || one.y !== to.centroids[i].y)
  );
}

/**
 * The first assignment: rows take their colour in the order of their distance.
 * @param {Scene} from
 * @param {Scene} to
 * @returns {Phase}
 */
function sweepPhase(from, to) {
  const { n, values, scaling } = to.dataset;
  const labels = /** @type {Int32Array} */ (to.labels);
  const squares = Float64Array.from({ length: n }, (_, row) => {
    const centre = to.centroids[labels[row]];
    if (!centre) return 0;
    const dx = values[2 * row] - (centre.x - scaling.shift[0]) / scaling.factor[0];
    const dy = values[2 * row + 1] - (centre.y - scaling.shift[1]) / scaling.factor[1];
    return dx * dx + dy * dy;
  });
  const order = Array.from(squares.keys()).sort((a, b) => squares[a] - squares[b]);
  return {
    ms: TWEEN_MS.sweep,
    at: share => {
      const shown = new Int32Array(n).fill(-2);
      for (const row of order.slice(0, Math.round(share * n))) shown[row] = labels[row];
      return { scene: { ...from, labels: shown, judges: to.judges, regions: to.regions } };
    },
  };
}

/**
 * A reassignment: the boundary goes to where the centroids have gone, and what it passes turns yellow.
 * @param {Scene} from
 * @param {Scene} to
 * @param {Float64Array} start
 * @param {Float64Array} end
 * @returns {Phase}
 */
function glidePhase(from, to, start, end) {
  const { values } = to.dataset;
  return {
    ms: TWEEN_MS.glide,
    at: share => {
      const judges = start.map((value, i) => value + (end[i] - value) * share);
      const square = (/** @type {number} */ row, /** @type {number} */ centre) => {
        const dx = values[2 * row] - judges[2 * centre];
        const dy = values[2 * row + 1] - judges[2 * centre + 1];
        return dx * dx + dy * dy;
      };
      const labels = Int32Array.from(to.labels ?? []);
      const switched = to.switched.filter(({ row, from: old }) => {
        const isPassed = old < 0 || square(row, labels[row]) < square(row, old);
        if (!isPassed) labels[row] = old;
        return isPassed;
      });
      return { scene: { ...from, labels, switched, judges } };
    },
  };
}
