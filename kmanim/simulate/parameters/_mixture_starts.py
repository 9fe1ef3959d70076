"""Weights and covariances of a mixture's start as somebody writes them: a string or nested numbers, read as tuples."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._starts import read_starts

Weights = tuple[float, ...]
Covariances = tuple[tuple[tuple[float, ...], ...], ...]

_SUM = 1e-6
_SHAPES = (
    "write covariances as variances '4 9', one number a component, as '4,9 1,2', one a column, or as whole matrices "
    "row by row, '4,0,0,4 1,0,0,1'"
)


def read_weights(given: Any) -> Weights:
    """Read the share of every component.

    Parameters
    ----------
    given : str or sequence of float
        ``"0.3 0.7"`` or ``"0.3,0.7"``, all above 0, 1 together.

    Returns
    -------
    tuple of float
        As they were given, a number a component.

    Raises
    ------
    InputError
        If one is not above 0, or they are not 1 together but for a millionth.
    """
    rows = read_starts(given, name="weights")
    weights = rows[0] if len(rows) == 1 else tuple(number for row in rows for number in row)
    if any(len(row) > 1 for row in rows) and len(rows) > 1:
        raise InputError(
            f"weights must be one number a component, such as '0.3 0.7', got {shown(repr(given))}"
        )
    if min(weights) <= 0:
        raise InputError(f"weights must all be above 0, got {min(weights):g}")
    total = math.fsum(weights)
    if abs(total - 1) > _SUM:
        raise InputError(f"weights must add up to 1, these add up to {total:g}")
    return weights


def read_covariances(given: Any, covariance: str) -> Covariances:
    """Read the covariance of every component, or one for all of them.

    Parameters
    ----------
    given : str, float or nested numbers
        In a string each component has its numbers, separated by commas: one, the variance of every column; as many as
        there are columns, their variances; or a whole matrix, row by row. Otherwise one number; one a component; a
        square matrix for all of them where `covariance` is full or tied, and else a row of variances each; or a
        matrix each, of shape (k, d, d).
    covariance : str
        The kind of the mixture.

    Returns
    -------
    tuple of tuple of tuple of float
        A matrix a component, or one for all; as written: also one row of variances, or one number.

    Raises
    ------
    InputError
        If it cannot be read without doubt.
    """
    if isinstance(given, str):
        return tuple((row,) for row in read_starts(given, name="covariances"))
    plain = _plain(given)
    if not isinstance(plain, list):
        return (((_number(plain),),),)
    if not plain:
        raise InputError(f"covariances holds no numbers; {_SHAPES}")
    depth = _depth(plain)
    if depth == 1:
        plain = [[[number]] for number in plain]
    elif depth == 2:
        is_matrix = covariance in ("full", "tied") and len(plain) == len(plain[0])
        plain = [plain] if is_matrix else [[row] for row in plain]
    try:
        found = tuple(tuple(tuple(map(_number, row)) for row in matrix) for matrix in plain)
    except TypeError:
        raise InputError(f"covariances is nested unevenly or too deeply; {_SHAPES}") from None
    if len({(len(matrix), *(len(row) for row in matrix)) for matrix in found}) > 1 or not all(
        len(row) == len(matrix[0]) > 0 for matrix in found for row in matrix
    ):
        raise InputError(f"covariances must have one shape for every component; {_SHAPES}")
    return found


def _plain(given: Any) -> Any:
    """Take lists out of an array, a table or nested sequences."""
    plain = given.to_numpy() if hasattr(given, "to_numpy") else given
    plain = plain.tolist() if hasattr(plain, "tolist") else plain
    if isinstance(plain, Iterable) and not isinstance(plain, str | bytes | dict | set | frozenset):
        return [_plain(part) for part in plain]
    return plain


def _depth(plain: Any) -> int:
    return 1 + _depth(plain[0]) if isinstance(plain, list) and plain else int(isinstance(plain, list))


def _number(number: Any) -> float:
    if isinstance(number, list):
        raise TypeError
    if isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number):
        return float(number)
    raise InputError(f"covariances: {shown(repr(number))} is not a finite number; {_SHAPES}")
