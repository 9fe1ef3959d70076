"""Which columns of rows in pieces are clustered, decided by the first rows as for a table in memory."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.data.readers.identifiers import IDENTIFIERS, with_identifiers
from kmanim.data.readers.selection import Wanted, left_out, numeric_columns
from kmanim.data.readers.table import Column, Table
from kmanim.data.readers.targets import own_target


def choose(
    head: Table, columns: str | Sequence[object] | None
) -> tuple[list[Column], list[Column], tuple[str, ...]]:
    """Choose the wanted columns, or all of numbers but what numbers the rows.

    Parameters
    ----------
    head : Table
        The first rows.
    columns : str or sequence of str, optional
        The wanted ones.

    Returns
    -------
    (list of Column, list of Column, tuple of str)
        The chosen ones; those that are left out unasked as they number the rows; and what is known of the reading.

    Raises
    ------
    InputError
        If one is not there or holds no numbers, or there are no numbers.
    """
    head = with_identifiers(head)
    target = own_target(head, columns)
    chosen = numeric_columns(head, columns, {head.target})
    identifiers = [column for column in head.columns if columns is None and column.holds == IDENTIFIERS]
    return chosen, identifiers, (*head.notes, *left_out(head, Wanted(columns=columns), chosen, (target,)))
