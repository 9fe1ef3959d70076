"""What stands above the rows of a table: names, and what the lines under them say of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kmanim.data.readers.table import Column

SAMPLE = 2_000
"""How many rows are enough to judge a heading by."""

Records = Sequence[Sequence[str]]
SET_ASIDE = ("class", "meta", "ignore", "weight")
"""What a column may be for, so that it is not clustered unasked."""


class Heading(NamedTuple):
    """What the lines above the rows say.

    Attributes
    ----------
    names : tuple of str
        One a column, empty where it has none.
    above : int
        How many records are no rows: the names, and what stands under them.
    units : tuple of str
        One a column, empty where unknown.
    kinds : tuple of str
        What a column was said to hold: "categories", "text", "dates", "class", "meta", "ignore", "weight"; else empty.
    notes : tuple of str
        What was passed over, one sentence each.
    """

    names: tuple[str, ...]
    above: int = 1
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def unit(self, column: int) -> str:
        """Give the unit of one column."""
        return self.units[column] if self.units else ""

    def kind(self, column: int) -> str:
        """Give what one column was said to hold."""
        return self.kinds[column] if self.kinds else ""


def as_said(column: Column, unit: str, kind: str) -> Column:
    """Let a column hold what stands under its name: numbers may be said to be categories, or to be set aside."""
    if unit and column.numbers is not None:
        column = column._replace(unit=unit)
    holds = {"text": "text", "dates": "dates", "categories": "categories"}.get(
        kind, f"a {kind} variable" if kind else ""
    )
    is_set_aside = kind in SET_ASIDE
    return column._replace(holds=holds) if holds and (is_set_aside or column.numbers is not None) else column
