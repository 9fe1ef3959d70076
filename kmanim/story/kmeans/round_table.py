"""A run as a table, one line a round."""

from __future__ import annotations

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.kmeans.facts import centroid_facts
from kmanim.story.text.words import series

_NAMED = 4


def rounds_table(trace: CentroidTrace) -> tuple[tuple[str, ...], ...]:
    """Tell every round: sizes, who switches, centres after the update and the objective; the head comes first.

    Parameters
    ----------
    trace : CentroidTrace
        Of an algorithm that assigns and updates.
    """
    facts = centroid_facts(trace)
    change = facts.terms.step
    things, symbol = facts.noun[1], facts.objective.symbol
    head = ("round", f"{things} in each cluster", f"{things} that switch", f"{symbol} after assigning",
            f"centres after the {change}", f"{symbol} after the {change}")  # fmt: skip
    rows = [head]
    join = " ".join if facts.medoids(0) is None else ", ".join
    steps = [(snapshot.step, snapshot.iteration) for snapshot in trace.unlabelled]
    for i, (step, iteration) in enumerate(steps):
        if step != "assign":
            continue
        after = max((j for j, (_, other) in enumerate(steps) if other == iteration), default=i)
        count = trace.switched_count(iteration)
        few = 0 < count <= _NAMED and facts.has_names
        switched = (
            series(facts.names(trace.switched(iteration).tolist()))
            if few
            else f"{count:,}"
            if count
            else "none"
        )
        rows.append(
            (
                str(iteration),
                " / ".join(f"{count:,}" for count in facts.counts(i)),
                switched if iteration > 1 else "",
                facts.inertia(i),
                join(facts.places(after)) if after > i else "unchanged",
                facts.inertia(after),
            )
        )
    return tuple(rows)
