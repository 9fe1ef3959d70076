"""Words for the final clusters in the plane of two columns, with their densities along its edges."""

from __future__ import annotations

from collections.abc import Callable

from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of
from kmanim.story.description import PLACED, Description, scatter
from kmanim.story.facts import Facts
from kmanim.story.text.parting import as_in_data, cells_text, gap_text, parted, partings
from kmanim.story.text.words import ranged, series

LEAD = 3

_NAMED = 4  # clusters that a heading names


def wanted(trace: Trace) -> bool:
    """Whether there is a plane of two columns of numbers, and a cluster on it."""
    dataset = trace.dataset
    two = dataset.d == 2 and dataset.view.faithful and not any(dataset.coded)
    if not trace.keeps_rows:
        return two and bool(trace.counts_of(-1).any())
    return two and bool((trace.labels >= 0).any())


def describe(trace: Trace) -> Description:
    """Tell where each cluster lies in both columns, and which column alone tells it from the others."""
    facts = facts_of(trace)
    alive = [j for j, ends in enumerate(facts.reaches(0)) if ends is not None]
    few = len(alive) <= PLACED
    found = finding(trace)
    spread = " ".join(_reaches(facts, column, alive) for column in (0, 1)) if few else f"{found}."
    noise = " Rows in no cluster are noise, with a dashed curve." if facts.outside(0).n else ""
    noise += cells_text(facts)
    return Description(
        found,
        f"{spread}{noise}",
        f"{scatter(facts)}, coloured by cluster, with a density curve of each cluster along both edges: "
        f"{_found(facts, Facts.feature, 'neither')}.{noise}",
    )


def finding(trace: Trace) -> str:
    """Say which clusters one column alone parts from all others: ``Weight alone parts the clusters, by 125 kg``."""
    return _found(facts_of(trace), Facts.opening_feature, "Neither")


def _found(facts: Facts, opening: Callable[[Facts, int], str], neither: str) -> str:
    """Say the same where a sentence begins, or goes on; `opening` names a column there."""
    alive = [j for j, ends in enumerate(facts.reaches(0)) if ends is not None]
    if len(alive) < 2:
        n = facts.n - facts.outside(0).n
        return f"{facts.things(n)} in one cluster"
    apart = [parted(facts, column) for column in (0, 1)]
    names, first = ([named(facts, column) for column in (0, 1)] for named in (Facts.feature, opening))
    whole = [len(found) == len(alive) for found in apart]
    aside = ", noise aside" if facts.outside(0).n else ""
    if all(whole):
        return f"{first[0]} alone parts the clusters, and so does {names[1]} alone{aside}"
    if any(whole):
        one, other = (0, 1) if whole[0] else (1, 0)
        by = gap_text(facts, next(partings(facts, one))) if len(alive) == 2 else ""
        told = f"{first[one]} alone parts the clusters{f', by {by}' if by else ''}{aside}"
        if not apart[other] and facts.grain(other):
            return f"{told}; {names[other]} does not, as far as cells tell"
        rest = "overlap" if not apart[other] else "do not all part"
        return f"{told}; in {names[other]} they {rest}"
    parting = [column for column in (0, 1) if apart[column]]
    if not parting:
        what = "the two clusters" if len(alive) == 2 else "a cluster from the others"
        cells = ", as far as cells tell" if facts.grain(0) else ""
        return f"{neither} {names[0]} nor {names[1]} alone parts {what}{aside}{cells}"
    each = [f"{first[parting[0]]} alone parts {_clusters(apart[parting[0]])}"]
    each += [f"{names[column]} parts {_clusters(apart[column])}" for column in parting[1:]]
    return f"{series(each)}{aside}"


def _reaches(facts: Facts, column: int, alive: list[int]) -> str:
    """Say from where to where each cluster reaches in a column."""
    write, every = as_in_data(facts, column), facts.reaches(column)
    parts = [f"{ranged(*(write(value) for value in every[j] or ()))} in cluster {j + 1}" for j in alive]
    return f"{facts.opening_feature(column)}: {series(parts)}."


def _clusters(found: list[int]) -> str:
    """Name clusters, or count them: ``cluster 1``, ``clusters 1 and 3``, ``7 clusters``."""
    if len(found) > _NAMED:
        return f"{len(found)} clusters"
    return f"{'cluster' if len(found) == 1 else 'clusters'} {series([str(j + 1) for j in found])}"
