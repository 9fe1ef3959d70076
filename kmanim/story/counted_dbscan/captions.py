"""The captions and alternative texts of DBSCAN on cells: one fact each, every number from the trace."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.story.counted_dbscan.facts import CellFacts, Growth
from kmanim.story.description import rows_by
from kmanim.story.text.marked import captioned, either, mark, phrase
from kmanim.story.text.sizes import marked_noise, marked_sizes, sizes_of
from kmanim.story.text.words import Caption, between, counted, first_that_fits, line_or_two

_CORE = ("core point", "core points")


def opening(facts: CellFacts) -> Caption:
    """Say what is looked for, and by which radius."""
    things = facts.things(facts.n)
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    rule = f"eps = {facts.eps}, at least {facts.least} within."
    cells = counted(facts.trace.dataset.n, ("cell", "cells"))
    return first_that_fits(
        [
            (f"{things}{scaled}, counted in {cells}.", f"Dense places: {rule}"),
            (f"{things}{scaled}, counted in {cells}.", rule),
            (f"{things}, counted in {cells}.", rule),
            (f"{things}, counted:", rule),
            (rule,),
        ]
    )


def begins(facts: CellFacts, growth: Growth) -> Caption:
    """Say that a core cell begins a cluster, and with how many rows."""
    trace, i = facts.trace, growth.first
    looked_at = trace.unlabelled[i].looked_at
    assert looked_at is not None
    near = int(trace.near[looked_at[0]])
    size = int(trace.counts_of(i)[growth.cluster])
    named = mark(growth.cluster, f"Cluster {growth.cluster + 1}")
    within = f"{facts.things(near)} within {facts.eps} of a cell: core."
    return first_that_fits(
        [
            captioned(within, named + f" begins with {facts.things(size)}."),
            captioned(within, named + " begins."),
            captioned(named + " begins."),
        ]
    )


def grows(facts: CellFacts, growth: Growth, first: int) -> Caption:
    """Say how a cluster grows in snapshots first to its last."""
    trace, cluster = facts.trace, growth.cluster
    size = int(trace.counts_of(growth.last)[cluster])
    core = int(trace.totals[trace.core & (facts.labels(growth.last) == cluster)].sum())
    steps = counted(growth.last - first + 1, ("step", "steps"))
    named = mark(cluster, f"Cluster {cluster + 1}")
    whole = first == growth.first
    grown = named + f" {'has' if whole and growth.first == growth.last else 'grows to'} {facts.things(size)},"
    return first_that_fits(
        [
            captioned(grown, f"{core:,} of them core, as core cells pass it on in {steps}."),
            captioned(grown, f"{core:,} of them core, in {steps}."),
            captioned(named + " grows."),
        ]
    )


def chunk(facts: CellFacts, growths: Sequence[Growth]) -> Caption:
    """Say which clusters come to be in one picture."""
    trace = facts.trace
    final = trace.counts_of(-1)
    sizes = sorted(int(final[growth.cluster]) for growth in growths)
    many = counted(len(growths), ("cluster", "clusters"))
    of = facts.things(sizes[0]) if sizes[0] == sizes[-1] else between(sizes[0], sizes[-1], facts.noun)
    reached = f"{facts.things(facts.reached(growths[-1].last))} in clusters by now."
    return first_that_fits([(f"{many} of {of}:", reached), (f"{many} of {of}.",), (f"{many} more.",)])


def done(facts: CellFacts) -> Caption:
    """Say what was found."""
    trace, n = facts.trace, facts.n
    core, _, noise = trace.kinds
    if not trace.n_clusters():
        none = f"Nowhere are {facts.least} within {facts.eps}:"
        hint = "A larger eps finds more." if facts.min_samples <= n else "There are too few for that."
        every = f"all {n:,} are noise." if n > 1 else "it is noise."
        return first_that_fits([(none, f"{every} {hint}"), (none, every), (every,)])
    kinds = f"{counted(core, _CORE)}, " + marked_noise(noise) + "."
    sizes = [
        either(f"Done: {facts.clusters} of {facts.sizes},", "Done: " + told + ",")
        for told in marked_sizes(trace.sizes, facts.noun)
    ]
    found = [
        *sizes,
        phrase(f"Done: {facts.clusters} of {sizes_of(trace.sizes, facts.noun)},"),
        phrase(f"Done: {facts.clusters} of {facts.sizes},"),
        phrase(f"Done: {facts.clusters},"),
    ]
    return first_that_fits([line_or_two(text, kinds) for text in found])


def title(facts: CellFacts) -> str:
    """Name the film in one line: ``DBSCAN on 14 points, eps = 1, at least 4``."""
    return f"{facts.algorithm} on {facts.things(facts.n)}, {facts.setting}"


def result(facts: CellFacts) -> str:
    """Say how the run ended in a clause: ``DBSCAN finds 2 clusters of 7 and 5 points and leaves 2 as noise``."""
    noise = facts.trace.kinds[2]
    left = f"leaves {f'{noise:,}' if noise else 'no ' + facts.noun[0]} as noise"
    if not facts.trace.n_clusters():
        return f"{facts.algorithm} finds no cluster and {left}"
    return f"{facts.algorithm} finds {facts.clusters} of {sizes_of(facts.trace.sizes, facts.noun)} and {left}"


def film(facts: CellFacts) -> str:
    """Describe the film: what is plotted, by which radius, what is found."""
    core = facts.trace.kinds[0]
    cells = counted(facts.trace.dataset.n, ("cell", "cells"))
    return (
        f"Animated scatter plot of {rows_by(facts)}, counted in {cells}: {result(facts)}, with eps = {facts.eps} and "
        f"at least {facts.least} within; {counted(core, _CORE)}."
    )
