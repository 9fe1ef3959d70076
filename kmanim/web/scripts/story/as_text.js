// A run as text to be pasted: title, end, every step, and of k-means a table of its rounds; Markdown that reads plainly.
import { dbscanResult, dbscanTitle } from "./dbscan/result.js";
import { Facts } from "./facts.js";
import { kmeansResult, kmeansTitle } from "./kmeans/alt_text.js";
import { KMeansFacts } from "./kmeans/facts.js";
import { roundsTable } from "./kmeans/round_table.js";
import { sentenceCase } from "./text/words.js";

/**
 * @param {import("../types.d.ts").Trace} trace
 * @param {import("../types.d.ts").Keyframe[]} keyframes
 */
export function asText(trace, keyframes) {
  const some = new Facts(trace);
  const steps = keyframes.map(({ kind, step, phase, counter, caption, rows }, at) => {
    // Visits are counted by their numbers.
    const head = counter && trace.algorithm === "kmeans" ? `${phase}, ${counter}` : phase;
    let text = caption.words.join(" ");
    // Nobody sees which point is meant.
    if (trace.algorithm === "dbscan" && step > 0) {
      const name = some.name(kind === "contested" ? rows[0] : trace.visits[step - 1].row);
      text = text.replace(`This ${some.noun[0]}`, sentenceCase(name)).replace(`this ${some.noun[0]}`, name);
    }
    return `${at + 1}. **${head}.** ${literal(text)}`;
  });
  if (trace.algorithm === "dbscan") {
    return paged(dbscanTitle(trace), `${some.rowsBy}: ${dbscanResult(trace)}.`, steps);
  }
  const facts = new KMeansFacts(trace);
  const [head, ...rows] = roundsTable(trace).map(cells => `| ${cells.map(literal).join(" | ")} |`);
  return paged(kmeansTitle(facts), `${facts.rowsBy}: ${kmeansResult(facts)}.`, steps, [
    head,
    `|${" --- |".repeat(head.split(" | ").length)}`,
    ...rows,
  ]);
}

/**
 * @param {string} title
 * @param {string} end
 * @param {string[][]} blocks
 */
function paged(title, end, ...blocks) {
  return `${[[`# ${literal(title)}`], [literal(end)], ...blocks].map(lines => lines.join("\n")).join("\n\n")}\n`;
}

/**
 * Keep names as they are: nothing in them is a mark, a link or a tag.
 * @param {string} text
 */
function literal(text) {
  return text.replace(/[\\\x60*|]|<(?=[a-z/!?])|&(?=[a-z#])|\b_|_\b|~~|\](?=[([:])/gi, "\\$&");
}
