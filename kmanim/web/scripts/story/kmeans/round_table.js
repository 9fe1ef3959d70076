// A run as a table, one line a round.
import { grouped, series } from "../text/words.js";
import { KMeansFacts } from "./facts.js";

// So many rows are named in a cell; more are counted.
const NAMED_IN_CELL = 4;

/**
 * Tell every round: sizes, who switches, centres after the update and W; the head comes first.
 * @param {import("../../types.d.ts").KMeansTrace} trace
 * @returns {string[][]}
 */
export function roundsTable(trace) {
  const facts = new KMeansFacts(trace);
  const things = facts.noun[1];
  const head = ["round", `${things} in each cluster`, `${things} that switch`, "W after assigning"];
  const rows = [[...head, "centres after the update", "W after the update"]];
  trace.snapshots.forEach(({ step, iteration }, i) => {
    if (step !== "assign") return;
    const after = trace.snapshots.map(one => one.iteration).lastIndexOf(iteration);
    const changed = facts.changed(i);
    const isNamed = changed.length > 0 && changed.length <= NAMED_IN_CELL && facts.hasNames;
    const switched = isNamed ? series(facts.names(changed)) : String(changed.length || "none");
    rows.push([
      String(iteration),
      facts.counts(i).map(grouped).join(" / "),
      iteration > 1 ? switched : "",
      facts.inertia(i),
      after > i ? facts.places(after).join(" ") : "unchanged",
      facts.inertia(after),
    ]);
  });
  return rows;
}
