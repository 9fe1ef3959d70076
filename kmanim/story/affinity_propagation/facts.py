"""The numbers and names of a run of affinity propagation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kmanim.arrays import RowArray
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.simulate.parameters.affinity_propagation import AffinityPropagation
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import WRITTEN_OUT, half_up, power_of_ten, thousands
from kmanim.story.text.words import LINE_COLUMNS, counted, series

NAMED = 4
NAME = LINE_COLUMNS
"""Names are told whole, or rows are counted: one that is cut has no room in a caption either."""
# Names so short are rather listed than counted.
_SIGN, _SIGNS = 2, 8
_DIGITS = 5
_WORDS = {"median": "the median", "minimum": "the least similarity"}


class MessageFacts(Facts):
    """The numbers and names of one trace of affinity propagation.

    Parameters
    ----------
    trace : MessageTrace
    """

    trace: MessageTrace

    @property
    def setting(self) -> str:
        """What it was told: ``p = −32.5, damping 0.5``, or ``p = median``, where the damping is as it is by default."""
        asked = self.trace.parameters
        p = asked.preference if isinstance(asked.preference, str) else self.preference
        usual = asked.damping == AffinityPropagation.damping
        return f"p = {p}" if usual else f"p = {p}, damping {asked.damping:g}"

    @property
    def preference(self) -> str:
        """What an exemplar costs: ``−32.5``."""
        return similarity_text(self.trace.preference)

    @property
    def preference_words(self) -> str:
        """Where the preference comes from: ``the median``; empty where it was given as a number."""
        asked = self.trace.parameters.preference
        return _WORDS[asked] if isinstance(asked, str) else ""

    def net(self, i: int) -> str:
        """Write the net similarity of snapshot i: ``−102.75``."""
        return similarity_text(self.trace.unlabelled[i].net_similarity)

    def exemplars(self, i: int) -> RowArray:
        """Give the exemplars of snapshot i."""
        return self.trace.unlabelled[i].exemplars

    def choice(self, i: int, row: int) -> int:
        """Give the choice of a row at update i."""
        choices = self.trace.unlabelled[i].choices
        assert choices is not None
        return int(choices[row])

    @property
    def exemplars_counted(self) -> str:
        """Count the exemplars of the end: ``2 exemplars``."""
        return exemplars(len(self.trace.exemplars))

    def lists(self, count: int) -> bool:
        """Whether so many rows are rather named than counted."""
        if not self.has_names:
            return False
        short = all(len(str(label).strip()) <= _SIGN for label in (self.dataset.labels or ())[:60])
        return count <= (_SIGNS if short else NAMED)

    def listed(self, rows: Sequence[int]) -> str:
        """Name rows as a sentence does, ``C, D and F``; others are counted: ``5 cars``."""
        return series(self.names(rows, NAME)) if self.lists(len(rows)) else self.count(len(rows))

    def count(self, count: int) -> str:
        """Count rows: ``5 cars``, in figures as all that stands beside them in a caption."""
        return self.things(count)


def exemplars(count: int) -> str:
    """Count exemplars: ``2 exemplars``."""
    return counted(count, ("exemplar", "exemplars"))


def similarity_text(value: float) -> str:
    """Write a similarity, a preference or a sum of them with five digits, and no zeros after them: ``−32.5``."""
    size = abs(value)
    if not math.isfinite(value) or size == 0:
        return "0" if value == 0 else str(value)
    if WRITTEN_OUT <= size < 1e3 * WRITTEN_OUT:
        return f"{similarity_text(value / 1e6)} M"
    if not 1e-4 <= size < WRITTEN_OUT:
        return power_of_ten(value)
    decimals = max(0, _DIGITS - 1 - math.floor(math.log10(size)))
    text = half_up(value, min(decimals, 7))
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return thousands(text)
