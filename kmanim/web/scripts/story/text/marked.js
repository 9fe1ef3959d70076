// Captions in which clusters stand as marks: written once, read in words and drawn in colour.

/**
 * A part of a sentence, as it is read and as it is drawn: numbers are marks of clusters, from 0; -1 is noise.
 * @typedef {{ words: string, drawn: (string | number)[] }} Phrase
 * @typedef {Phrase | string} Part
 * @typedef {import("../../types.d.ts").Caption} Caption
 */

/**
 * Make one phrase of several, or of text, which is drawn as it is read.
 * @param {Part[]} parts
 * @returns {Phrase}
 */
export function phrase(...parts) {
  /** @type {Phrase} */
  const whole = { words: "", drawn: [] };
  for (const part of parts) {
    const { words, drawn } = typeof part === "string" ? { words: part, drawn: [part] } : part;
    whole.words += words;
    for (const run of drawn) {
      const end = whole.drawn.at(-1);
      if (typeof run === "string" && typeof end === "string") {
        whole.drawn[whole.drawn.length - 1] = end + run;
      } else if (run !== "") {
        whole.drawn.push(run);
      }
    }
  }
  return whole;
}

/**
 * Name a cluster, counted from 0: by its mark, and in words as `cluster 1` or as is said here.
 * @param {number} cluster
 * @returns {Phrase}
 */
export function markOf(cluster, words = `cluster ${cluster + 1}`) {
  return { words, drawn: [cluster] };
}

/**
 * Say one thing in words that build a sentence otherwise than marks do.
 * @param {string} words
 * @param {Part[]} drawn
 * @returns {Phrase}
 */
export function either(words, ...drawn) {
  return { words, drawn: phrase(...drawn).drawn };
}

/**
 * Join phrases by what stands between them, and by something else before the last one.
 * @param {Part[]} parts
 * @returns {Phrase}
 */
export function joined(parts, between = ", ", last = between) {
  const end = parts.length - 1;
  return phrase(...parts.flatMap((part, j) => (j ? [j === end ? last : between, part] : [part])));
}

/**
 * Make a caption of lines.
 * @param {Part[]} lines
 * @returns {Caption}
 */
export function captioned(...lines) {
  const phrases = lines.map(line => phrase(line));
  return { words: phrases.map(one => one.words), drawn: phrases.map(one => one.drawn) };
}
