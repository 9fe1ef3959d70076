// Values of an objective as text: sums in one unit, what became of them, and by which share.
import {
  decade,
  differ,
  Format,
  halfUp,
  isShort,
  percent,
  powerOfTen,
  THREE_DIGITS,
  unitFor,
  WRITTEN_OUT,
} from "./numbers.js";
import { grouped } from "./words.js";

const MOST_DIGITS = 7;
// What rounding leaves of a sum that is 0, as a share of the largest.
const LEFT_OF_ZERO = 1e-14;

/**
 * Write sums of squares in one unit, with enough digits to tell different ones apart.
 *
 * Below ten millions they are written out, as in `3,167,343`; from there on in millions and more, `12.41 M`. The
 * largest has four digits at least and seven at most, and no more than it takes.
 * @param {number[]} values Not negative.
 * @param {number} above A larger value of the same kind elsewhere, whose unit is taken where that leaves three digits.
 * @returns {string[]}
 */
export function inertias(values, above = 0) {
  const largest = Math.max(0, ...values);
  const nothing = LEFT_OF_ZERO * Math.max(largest, above);
  const top = 1e-3 * above <= largest && largest <= above ? above : largest;
  if (top > 0 && top < WRITTEN_OUT && [top, ...values].every(Number.isInteger)) {
    return values.map(grouped);
  }
  if (top === 0 || top >= 1e16 || top < 1e-4) {
    const digits = fewest(4, MOST_DIGITS, count => values.map(value => powerOfTen(value, count)));
    return values.map(value => (value <= nothing ? "0" : powerOfTen(value, digits)));
  }
  const [factor, suffix] = unitFor(top);
  // Three decimals below a hundred, as in 12.548 M and 26.217.
  const least = 0.1 <= top / factor && top / factor < 100 ? 3 : Math.max(3 - decade(top / factor), 0);
  const most = Math.max(least, MOST_DIGITS - 1 - decade(largest / factor));
  const decimals = fewest(least, most, count => values.map(value => halfUp(value / factor, count)));
  const format = new Format({ decimals, factor, suffix, limit: Infinity, apartFrom: 1000 });
  return values.map(value =>
    value <= nothing
      ? "0"
      : isShort(halfUp(value / factor, decimals), value / factor, THREE_DIGITS)
        ? inertias([value])[0]
        : format.write(value),
  );
}

/**
 * Say what became of an objective: `falls from 3,510,123 to 2,818,721`, `stays at 0`.
 * @param {number} first
 * @param {number} last
 * @param {number} above
 */
function trend(first, last, above) {
  const [former, now] = inertias([first, last], above);
  if (!differ(first, last) || (former === "0" && now === "0")) {
    return `stays at ${now}`;
  }
  const goes = last < first ? "falls" : "rises";
  return former === now ? `${goes} by a hair, ${now}` : `${goes} from ${former} to ${now}`;
}

/**
 * Say by which share an objective changes: `falls by 27 %`, `falls by almost nothing`, `stays at 0`.
 * @param {number} first
 * @param {number} last
 * @param {number} above
 */
export function change(first, last, above) {
  const told = trend(first, last, above);
  if (told.startsWith("stays") || first === 0) {
    return told;
  }
  const share = percent(Math.abs(last - first), first);
  const how = share.startsWith("<") ? "almost nothing" : share.replace(">", "more than ");
  return `${last < first ? "falls" : "rises"} by ${how}`;
}

/**
 * Choose the fewest digits that tell as many values apart as any do.
 * @param {number} least
 * @param {number} most
 * @param {(count: number) => string[]} write
 */
function fewest(least, most, write) {
  const apart = Array.from({ length: most - least + 1 }, (_, j) => new Set(write(least + j)).size);
  return least + apart.indexOf(Math.max(...apart));
}
