"""Words for the trees that all linkages make of a handful of rows."""

from __future__ import annotations

from kmanim.simulate.linkage.trace import MergeTrace
from kmanim.simulate.trace import need_trace
from kmanim.story.description import Description, rows_by
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.others import compared, other_trees
from kmanim.story.text.words import series

LEAD = 4


def describe(trace: MergeTrace) -> Description:
    """Tell how the trees differ."""
    facts = MergeFacts(need_trace("linkages", trace, MergeTrace))
    trees = other_trees(trace, "linkages")
    told = " ".join(compared(facts, trees, "linkages"))
    return Description(
        "Linkages",
        told,
        f"{len(trees)} dendrograms side by side of {rows_by(facts)}: "
        f"{series([tree.title for tree in trees])} linkage, on one axis of heights. {told}",
    )
