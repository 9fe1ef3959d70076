// How long each picture is held: by the length of its caption.

/**
 * Time to read a caption: 600 ms and 55 ms a character, from 1500 to 6000 ms, to the nearest 100 ms; a question and
 * the end have their own.
 * @param {string} beat What the picture does: "switch", "question", ...
 * @param {string[]} lines Of the caption.
 * @param {{ isFirst?: boolean, isLast?: boolean, leadMs?: number }} [place] In the run; and how long its caption has
 * been there before, while something moved.
 */
export function holdOf(beat, lines, { isFirst = false, isLast = false, leadMs = 0 } = {}) {
  const length = [...lines.join(" ")].length;
  const reading = 100 * Math.round(Math.min(6000, Math.max(1500, 600 + 55 * length)) / 100);
  const hold =
    (beat === "question" ? 2500 : Math.max(1500, reading - leadMs)) +
    (isFirst || beat === "switch" ? 500 : 0);
  return isLast ? Math.max(4000, hold + 1000) : hold;
}
