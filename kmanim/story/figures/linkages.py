"""Words for the trees that all linkages make of a handful of rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.description import Description, rows_by
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.others import OtherTree, compared, other_trees
from kmanim.story.text.words import in_words, series, verb


def finding(facts: MergeFacts, trees: Sequence[OtherTree]) -> str:
    """Say how many of the other linkages cut the rows into other clusters."""
    own = facts.trace.parameters.linkage
    others = [tree for tree in trees if tree.name != own]
    differ = sum(not np.array_equal(tree.labels, facts.trace.labels) for tree in others)
    if facts.k in (1, facts.n) or not differ:
        return f"All {in_words(len(trees))} linkages give the same {facts.clusters(facts.k)}"
    few = f"{differ} of {len(others)} other linkages {verb(differ, 'gives', 'give')}"
    return f"{few} other clusters than {'Ward' if own == 'ward' else own} linkage"


LEAD = 4


def describe(trace: MergeTrace) -> Description:
    """Tell how the trees differ."""
    facts = MergeFacts(need_trace("linkages", trace, MergeTrace))
    trees = other_trees(trace, "linkages")
    told = " ".join(compared(facts, trees, "linkages"))
    return Description(
        finding(facts, trees),
        told,
        f"{len(trees)} dendrograms side by side of {rows_by(facts)}: "
        f"{series([tree.title for tree in trees])} linkage, on one axis of heights. {told}",
    )
