"""The numbers and names of a tree: heights, and what clusters are called."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np

from kmanim.arrays import IntArray
from kmanim.simulate.machines.linkage.trace import MergeSnapshot, MergeTrace
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import MOST_DECIMALS
from kmanim.story.text.words import columns, cut, sentence_case

# Rows with names so short are called together by all their names: BD.
_SIGN, _SIGNS = 2, 8
LINKAGE_WORDS = {
    "single": "Least distance",
    "complete": "Largest distance",
    "average": "Mean distance",
    "centroid": "Distance of means",
    "ward": "Ward distance",
}


class MergeFacts(Facts):
    """The numbers and names of one tree.

    Parameters
    ----------
    trace : MergeTrace
    """

    trace: MergeTrace

    @property
    def setting(self) -> str:
        """Where the tree is cut: ``cut into 2``."""
        return self.cut

    @property
    def subject(self) -> str:
        """Say what a picture is of: ``Average linkage, cut into 2 · 32 cars``."""
        return sentence_case(super().subject)

    def things(self, count: int) -> str:
        """Count rows, thousands apart as all counts here are: ``20,000 points``."""
        return _counted(count, (self.noun[0], self.noun[1]))

    @staticmethod
    def clusters(count: int) -> str:
        """Count clusters."""
        return _counted(count, ("cluster", "clusters"))

    def merge(self, i: int) -> MergeSnapshot:
        """Give merge i, from 1."""
        return self.trace.unlabelled[i]

    def kept(self, i: int) -> int:
        """Give the number of the side of merge i that keeps its label."""
        one = self.merge(i)
        return one.higher if one.gone == one.lower else one.lower

    @cached_property
    def leads(self) -> list[int]:
        """The row by whose number each cluster goes, by number of the cluster."""
        leads = list(range(self.n))
        for i in range(1, self.n):
            leads.append(leads[self.kept(i)])
        return leads

    def rows(self, number: int) -> IntArray:
        """Give the rows of a cluster, ascending."""
        return np.sort(self.trace.tree.rows(number))

    def size(self, number: int) -> int:
        """How many rows a cluster has."""
        return int(self.trace.tree.sizes[number])

    def height(self, value: float) -> str:
        """Write a height, with two digits that are not 0 at least."""
        write = self.distance
        if 0 < value < 10.0 ** (1 - write.decimals) * write.factor and value < 1e6:
            needed = 1 - math.floor(math.log10(value / write.factor))
            write = write._replace(decimals=min(max(write.decimals, needed), MOST_DECIMALS + 1))
        return "0" if value == 0 else write(value)

    @property
    def range(self) -> str:
        """Say the least and the largest height: `` from height 1.58 to 6.07``; empty where nothing merges."""
        heights = self.trace.heights
        if not heights.size:
            return ""
        low, high = (self.height(float(end)) for end in (heights.min(), heights.max()))
        return f" from height {low} to {high}" if low != high else f" at height {low}"

    @property
    def cut(self) -> str:
        """Say what the cut was asked by, and what it leaves: ``cut into 2``, ``cut at height 3 into 4``."""
        height = self.trace.parameters.height
        return (
            f"cut into {self.k}" if height is None else f"cut at height {self.height(height)} into {self.k}"
        )

    @cached_property
    def has_signs(self) -> bool:
        """Whether rows have names of one or two signs, so that a cluster is called by all of them."""
        return (
            self.has_names
            and self.n <= 60
            and all(0 < columns(self.name(row).strip()) <= _SIGN for row in range(self.n))
        )

    def called(self, number: int, limit: int = 24) -> str:
        """Call a cluster by its rows: ``BD``, ``Merc 280``, ``Merc 280 and 4 more``."""
        count = self.size(number)
        if count == 1:
            return self.name(int(self.trace.tree.rows(number)[0]), limit)
        if self.has_signs and count <= _SIGNS:
            return "".join(self.name(int(row)) for row in self.rows(number))
        return f"{self.name(self.leads[number], limit)} and {count - 1:,} more"

    def told(self, number: int, limit: int = 24) -> str:
        """Call a cluster as a caption does: rows without names are counted, ``a point`` and ``a cluster of 5``."""
        if self.has_names:
            return self.called(number, limit)
        count = self.size(number)
        if count > 1:
            return f"a cluster of {count:,}"
        return f"{'an' if self.noun[0][:1].lower() in tuple('aeiou') else 'a'} {self.noun[0]}"

    def opening_told(self, number: int, limit: int = 24) -> str:
        """Call a cluster so where a sentence begins: ``Merc 280 and 4 more``, ``A cluster of 5``."""
        return self.opening_with(self.told(number, limit), self.leads[number])

    def pair(self, one: int, other: int, limit: int = 24) -> str:
        """Call two clusters: ``BD and F``, ``Two points``, ``A cluster of 5 and a point``."""
        if not self.has_names and self.size(one) == self.size(other):
            what = self.noun[1] if self.size(one) == 1 else f"clusters of {self.size(one):,}"
            return f"Two {what}"
        return f"{self.opening_told(one, limit)} and {self.told(other, limit)}"

    def is_one(self, number: int) -> bool:
        """Whether what a cluster is called is one thing: a row, or a word of signs."""
        return self.size(number) == 1 or (self.has_signs and self.size(number) <= _SIGNS)

    @property
    def axis(self) -> str:
        """What the heights are: ``Mean distance``."""
        metric = self.trace.parameters.metric
        words = LINKAGE_WORDS[self.trace.parameters.linkage]
        words = words if metric == "euclidean" else f"{words}, {metric.capitalize()}"
        units = {f.unit for f in self.dataset.features}
        unit = units.pop() if len(units) == 1 and not self.scaled else ""
        return f"{words} ({cut(unit, 12)})" if unit else words

    def only_cluster(self, i: int) -> bool:
        """Whether before merge i the side that keeps its label was the only cluster of several rows."""
        return bool(self.size(self.kept(i)) > 1 and self.size(self.kept(i)) == i)


def _counted(count: int, noun: tuple[str, str]) -> str:
    return f"{count:,} {noun[count != 1]}"
