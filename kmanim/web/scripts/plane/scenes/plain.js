// What scenes of all algorithms have in common.

/** @typedef {import("../../types.js").Dataset} Dataset */
/** @typedef {import("../../types.js").Scene} Scene */

/**
 * What a reader can ask of a scene.
 * @typedef {object} SceneOptions
 * @property {boolean} [regions] Whether cells of nearest centroids are tinted.
 * @property {boolean} [boundary] Whether the lines between them are drawn; they are by default.
 * @property {boolean} [trail] Whether the way of all centroids is shown at every step.
 * @property {number | null} [row] The row that is looked at.
 * @property {string[]} [texts] What is written beside the lines from it, cluster after cluster: its distances.
 * @property {number[]} [guessed] Rows that the reader has marked: while anybody guesses, lines do not tell the answer.
 */

const MOST_NAMED_ROWS = 4;

/**
 * Gives an empty scene.
 * @param {Dataset} dataset
 * @param {string} alt
 * @returns {Scene}
 */
export function plainScene(dataset, alt) {
  return {
    dataset,
    alt,
    labels: null,
    kinds: null,
    switched: [],
    centroids: [],
    old: [],
    trail: [],
    judges: null,
    regions: false,
    explained: null,
    names: [],
    weights: null,
    newest: null,
    balls: null,
    contested: [],
    guessed: [],
    circled: [],
  };
}

/**
 * @param {number} count
 * @param {number} minSamples
 */
export function countText(count, minSamples) {
  return count < minSamples ? `${count} < ${minSamples}` : `${count} ≥ ${minSamples}`;
}

/**
 * Names rows that have names; the number of a row says nothing.
 * @param {Dataset} dataset
 * @param {number[]} rows
 */
export function namesOf({ table }, rows) {
  const { names } = table;
  if (!names || rows.length > MOST_NAMED_ROWS) return [];
  return rows.flatMap(row => (names[row] ? [{ row, text: names[row] }] : []));
}
