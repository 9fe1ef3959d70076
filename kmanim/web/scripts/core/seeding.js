import { scaled } from "./dataset.js";
import { gap } from "./kmeans.js";
import { pairwiseSum } from "./pairwise_sum.js";

/**
 * @typedef {import("../types").Dataset} SeededDataset
 * @typedef {{ starts: [number, number][], draws: import("../types").SeedingDraw[] }} Seeded
 */

/**
 * Draw the starts of a run by a rule.
 *
 * @param {SeededDataset} dataset
 * @param {import("../types").StartRule} rule "own" draws nothing.
 * @param {number} k At most as many as there are rows.
 * @param {() => number} random
 * @param {number} [firstRow] Where k-means++ and farthest begin; drawn if not given.
 * @returns {Seeded} In original units; with draws by k-means++ and farthest.
 */
export function drawStarts(dataset, rule, k, random, firstRow) {
  return drawMore(dataset, rule, [], k, random, firstRow);
}

/**
 * Draw by a rule as many starts as are missing.
 *
 * @param {SeededDataset} dataset
 * @param {import("../types").StartRule} rule
 * @param {[number, number][]} placed In original units: those that stay.
 * @param {number} k
 * @param {() => number} random
 * @param {number} [firstRow]
 * @returns {Seeded} All k starts, and the draws of those that are new.
 */
export function drawMore(dataset, rule, placed, k, random, firstRow) {
  const starts = placed.slice(0, k);
  const seeds = new Seeds(dataset, starts);
  /** @type {import("../types").SeedingDraw[]} */
  const draws = [];
  /** @type {(row: number) => void} */
  const take = row => {
    seeds.take(row);
    starts.push([dataset.points[2 * row], dataset.points[2 * row + 1]]);
  };
  while (starts.length < k && rule !== "own") {
    if (rule === "uniform") {
      starts.push(anywhere(dataset, random));
    } else if (rule === "sample") {
      take(seeds.anyRow(random));
    } else {
      const draw =
        starts.length === 0 && firstRow !== undefined
          ? { row: firstRow, chance: 1 }
          : rule === "farthest" && starts.length
            ? { row: seeds.farthest(), chance: 1 }
            : seeds.draw(random);
      draws.push(draw);
      take(draw.row);
    }
  }
  return { starts, draws };
}

/**
 * Give what k-means++ weighs every row by once some rows are drawn; 1 each before the first.
 *
 * @param {Float64Array} values
 * @param {number[]} rows
 * @returns {Float64Array} The chance of a row is its share of the sum.
 */
export function weightsAfter(values, rows) {
  return weightsAround(
    values,
    Float64Array.from(rows.flatMap(row => [values[2 * row], values[2 * row + 1]])),
  );
}

/**
 * Give the chance that k-means++ has of drawing each row once some rows are centres.
 *
 * @param {Float64Array} values
 * @param {number[]} rows
 * @returns {Float64Array}
 */
export function chancesAfter(values, rows) {
  return sharesOf(weightsAfter(values, rows));
}

/**
 * Give the same once there are centres, wherever they come from.
 *
 * @param {Float64Array} values
 * @param {Float64Array} centres In clustered units: x0 y0 x1 y1 ...
 */
export function chancesAround(values, centres) {
  return sharesOf(weightsAround(values, centres));
}

/** @param {Float64Array} weights */
function sharesOf(weights) {
  const whole = pairwiseSum(weights);
  return weights.map(weight => weight / whole);
}

/**
 * @param {Float64Array} values
 * @param {Float64Array} places x0 y0 x1 y1 ...
 */
function weightsAround(values, places) {
  const n = values.length / 2;
  const nearest = new Float64Array(n).fill(places.length ? Number.POSITIVE_INFINITY : 1);
  for (let j = 0; j < places.length; j += 2) comeNearer(nearest, values, places[j], places[j + 1]);
  return nearest.some(weight => weight !== 0) ? nearest : elsewhere(values, places);
}

/**
 * Take the squared distance to a place where it is less than the nearest so far.
 *
 * @param {Float64Array} nearest
 * @param {Float64Array} values
 * @param {number} x
 * @param {number} y
 */
function comeNearer(nearest, values, x, y) {
  for (let row = 0; row < nearest.length; row++) {
    nearest[row] = Math.min(nearest[row], gap(values[2 * row], values[2 * row + 1], x, y));
  }
}

/**
 * Weigh 1 each row that is at none of the places, for places so near that no square is left of it.
 *
 * @param {Float64Array} values
 * @param {Float64Array} places
 */
function elsewhere(values, places) {
  return new Float64Array(values.length / 2).map((_, row) => {
    for (let j = 0; j < places.length; j += 2) {
      if (values[2 * row] === places[j] && values[2 * row + 1] === places[j + 1]) return 0;
    }
    return 1;
  });
}

/** Rows that become starts, one after the other, beside those that are placed already. */
class Seeds {
  /**
   * @param {SeededDataset} dataset
   * @param {[number, number][]} placed
   */
  constructor(dataset, placed) {
    this.values = dataset.values;
    this.places = Array.from(scaled(dataset, placed.flat()));
    /** @type {Set<number>} */
    this.taken = new Set();
    for (let j = 0; j < this.places.length; j += 2) this.takeAt(this.places[j], this.places[j + 1]);
  }

  get n() {
    return this.values.length / 2;
  }

  /**
   * Take the lowest free row at a place, if there is one.
   *
   * @param {number} x
   * @param {number} y
   */
  takeAt(x, y) {
    for (let row = 0; row < this.n; row++) {
      if (this.values[2 * row] === x && this.values[2 * row + 1] === y && !this.taken.has(row)) {
        this.taken.add(row);
        return;
      }
    }
  }

  /** @param {number} row */
  take(row) {
    this.taken.add(row);
    this.places.push(this.values[2 * row], this.values[2 * row + 1]);
  }

  /** @returns {number[]} Ascending. */
  get free() {
    const free = Array.from({ length: this.n }, (_, row) => row).filter(row => !this.taken.has(row));
    return free.length ? free : [0];
  }

  /** @param {() => number} random */
  anyRow(random) {
    const free = this.free;
    return free[Math.floor(random() * free.length)];
  }

  /** Find the row with the largest squared distance to its nearest start; ties: the lowest; all 0: the lowest free. */
  farthest() {
    const weights = weightsAround(this.values, Float64Array.from(this.places));
    const most = weights.reduce((a, b) => Math.max(a, b));
    return most === 0 ? this.free[0] : weights.indexOf(most);
  }

  /**
   * Draw a row with a chance in proportion to its weight.
   *
   * @param {() => number} random
   * @returns {import("../types").SeedingDraw}
   */
  draw(random) {
    let weights = weightsAround(this.values, Float64Array.from(this.places));
    if (!weights.some(weight => weight !== 0)) weights = weights.fill(1);
    const whole = pairwiseSum(weights);
    const aim = random() * whole;
    let row = -1;
    for (let at = 0, heaped = 0; at < weights.length && heaped <= aim; at++) {
      heaped += weights[at];
      // Never one of weight 0: rounding may lift the aim beyond the last that is not.
      if (weights[at] > 0) row = at;
    }
    return { row, chance: weights[row] / whole };
  }
}

/**
 * Draw a place in the box around the points, as finely as a reader could place it: a thousandth of the box or finer.
 *
 * @param {SeededDataset} dataset
 * @param {() => number} random
 * @returns {[number, number]}
 */
function anywhere(dataset, random) {
  const [x, y] = [0, 1].map(column => {
    const low = dataset.low[column];
    const high = dataset.high[column];
    const place = low + random() * (high - low);
    let decimals = 0;
    for (let span = high - low; span > 0 && span < 1000 && decimals < 100; span *= 10) decimals++;
    return Math.min(high, Math.max(low, Number(place.toFixed(decimals))));
  });
  return [x, y];
}
