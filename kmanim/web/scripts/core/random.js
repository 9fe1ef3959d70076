/**
 * Make a generator of random numbers that follow from a seed, alike in every browser.
 *
 * Mulberry32, a public-domain generator by T. Ettinger (2017); two of its words make one number of 53 bits.
 *
 * @param {number} seed A whole number.
 * @returns {() => number} From 0 up to 1, 1 left out.
 */
export function generator(seed) {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
}
