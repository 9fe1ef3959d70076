// A run as text to be pasted: title, end, every step, and of k-means a table of its rounds; Markdown that reads plainly.
import { dbscanResult, dbscanTitle } from "./dbscan/result.js";
import { Facts } from "./facts.js";
import { kmeansResult, kmeansTitle } from "./kmeans/alt_text.js";
import { KMeansFacts } from "./kmeans/facts.js";
import { roundsTable } from "./kmeans/round_table.js";

/**
 * @param {import("../types.d.ts").Trace} trace
 * @param {import("../types.d.ts").Keyframe[]} keyframes
 */
export function asText(trace, keyframes) {
  const steps = keyframes.map(({ phase, counter, caption }, at) => {
    const head = counter ? `${phase}, ${counter}` : phase;
    return `${at + 1}. **${head}.** ${literal(caption.words.join(" "))}`;
  });
  if (trace.algorithm === "dbscan") {
    const { rowsBy } = new Facts(trace);
    return paged(dbscanTitle(trace), `${rowsBy}: ${dbscanResult(trace)}.`, steps);
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
  return text.replace(/[\\\x60*_<&|~$]|\](?=[([:])/g, "\\$&");
}
