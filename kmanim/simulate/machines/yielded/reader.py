"""The door: a snapshot as anybody yields it, read and checked, with one clear line for whatever will not do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray, frozen
from kmanim.data.limits import clean
from kmanim.errors import InputError, counted, shown, unknown
from kmanim.simulate.machines.yielded.curves import curves_of
from kmanim.simulate.machines.yielded.numbers import (
    TextArray,
    check_finite,
    described,
    is_none,
    is_text,
    numbers,
    objective_of,
    plain_of,
    texts_in,
    turned,
    without_none,
)
from kmanim.simulate.machines.yielded.reading import KEYS, Reading
from kmanim.simulate.snapshot import NO_CLUSTER

MOST_ROWS, MOST_GROUPS = 20_000, 1_000
_CAPTION, _NAME = 240, 200  # characters; stories set them in two lines of 58 columns


class Reader:
    """Reads one snapshot after the other, and sees that they are of the same rows.

    Parameters
    ----------
    groups : sequence of str, optional
        What the groups are called, if that is known before; labels that are texts are among them.
    names : sequence of str, optional
        What the rows are called; links and what is looked at may say these.

    Attributes
    ----------
    n : int
        How many rows there are; 0 before anything has said so.
    groups : list of str
        What the groups are called: as was said before, or the texts that were yielded, in the order in which they came.
    """

    def __init__(self, groups: Sequence[str] | None = None, names: Sequence[str] | None = None) -> None:
        self.n = 0
        self.groups = list(groups or ())
        self._are_known = groups is not None
        self._names = list(names or ())
        self._kind = ""
        self._columns = 0
        self._axes = 0
        self._told_by = ""

    def read(self, step: int, given: object) -> Reading:
        """Read snapshot number `step`, from 0.

        Raises
        ------
        InputError
            Naming the snapshot, what is wrong there, and what would do.
        """
        if not isinstance(given, Mapping):
            what = shown(type(given).__name__)
            raise InputError(
                f"snapshot {step} must be a dict such as {{'positions': ..., 'labels': ...}}, got {what}"
            )
        for key in given:
            if key not in KEYS:
                raise unknown(f"key of snapshot {step}:", key, KEYS)
        said = {key: value for key, value in given.items() if value is not None}
        if not said and not step:
            raise InputError(f"snapshot 0 is empty; it needs something to show: {', '.join(KEYS[:5])}")
        positions = self._positions(step, said["positions"]) if "positions" in said else None
        labels = self._labels(step, said["labels"]) if "labels" in said else None
        return Reading(
            positions=positions,
            labels=labels,
            columns=0 if labels is None else self._columns,
            curves=curves_of(step, said["curves"]) if "curves" in said else {},
            links=self._links(step, said["links"]) if "links" in said else None,
            objective=objective_of(step, said["objective"]) if "objective" in said else math.nan,
            highlight=self._highlight(step, said["highlight"]) if "highlight" in said else None,
            caption=_text(step, "caption", said.get("caption", ""), _CAPTION),
            step=_text(step, "step", said.get("step", ""), _NAME),
        )

    def _positions(self, step: int, given: object) -> FloatArray:
        wanted = "numbers of shape (rows, 2), or one number a row"
        found = numbers(step, "positions", given, wanted)
        if found.ndim not in (1, 2) or (found.ndim == 2 and found.shape[1] != 2):
            raise InputError(
                f"snapshot {step}: positions must be {wanted}, got shape {found.shape}{turned(found)}"
            )
        if self._axes not in (0, found.ndim):
            kinds = ("", "one number a row", "two numbers a row")
            raise InputError(
                f"snapshot {step}: positions have {kinds[found.ndim]}, and had {kinds[self._axes]} before"
            )
        self._axes = found.ndim
        self._rows(step, "positions", len(found))
        check_finite(step, "positions", found)
        return frozen(found)

    def _labels(self, step: int, given: object) -> LabelArray:
        wanted = "one whole number or one text a row, -1 or None for no group"
        plain = plain_of(given)
        kind = "texts" if is_text(plain) else "numbers"
        if kind == "texts":
            found = self._coded(step, texts_in(plain))
        else:
            found = numbers(step, "labels", without_none(plain), wanted)
            kind = "" if (found == NO_CLUSTER).all() else kind
        if kind and self._kind not in ("", kind) and not self._are_known:
            raise InputError(
                f"snapshot {step}: labels are {kind}, and were {self._kind} before; yield one kind"
            )
        if found.ndim == 2 and found.size and not self._axes:
            self._columns = found.shape[1]
            found = found.ravel()
        if found.ndim != 1:
            raise InputError(f"snapshot {step}: labels must be {wanted}, got shape {found.shape}")
        self._rows(step, "labels", len(found))
        self._kind = kind or self._kind
        wrong = np.flatnonzero(~((found >= NO_CLUSTER) & (found < MOST_GROUPS) & (found % 1 == 0)))
        if wrong.size:
            raise InputError(
                f"snapshot {step}: labels must be whole numbers from -1 to {MOST_GROUPS - 1}, got "
                f"{found[wrong[0]]:g} in row {wrong[0]}"
            )
        return frozen(found.astype(np.int16))

    def _coded(self, step: int, found: TextArray) -> FloatArray:
        """Give every text the number of its group; a new one comes after the others, unless all are known."""
        codes = np.full(found.shape, float(NO_CLUSTER))
        known = {name: number for number, name in enumerate(self.groups)}
        for place, given in np.ndenumerate(found):
            if is_none(given):
                continue
            if not isinstance(given, str):
                told = shown(repr(given), 40)
                raise InputError(
                    f"snapshot {step}: labels are all texts or all numbers, got {told} among texts"
                )
            name = clean(given).strip()
            if name not in known and self._are_known:
                raise unknown(f"group of snapshot {step}:", name, self.groups)
            codes[place] = known.setdefault(name, len(known))
        if len(known) > MOST_GROUPS:
            raise InputError(f"snapshot {step}: there are over {MOST_GROUPS:,} groups; fewer are told apart")
        self.groups = list(known)
        return codes

    def _links(self, step: int, given: object) -> IntArray:
        wanted = "pairs of rows, such as [(0, 1), (1, 4)]"
        found = numbers(step, "links", self._numbered(step, given), wanted, any_order=True)
        if not found.size:
            return frozen(np.empty((0, 2), np.intp))
        if found.ndim != 2 or found.shape[1] != 2:
            raise InputError(f"snapshot {step}: links must be {wanted}, got shape {found.shape}")
        return frozen(self._row_numbers(step, "links", found))

    def _highlight(self, step: int, given: object) -> IntArray:
        wanted = "rows, such as 3 or [3, 4]"
        plain = self._numbered(step, given)
        found = np.atleast_1d(numbers(step, "highlight", plain, wanted, any_order=True))
        is_mask = np.asarray(plain).dtype.kind == "b"
        if is_mask and found.ndim == 2 and self._columns == found.shape[1]:
            found = found.ravel()
        if found.ndim != 1:
            raise InputError(f"snapshot {step}: highlight must be {wanted}, got shape {found.shape}")
        if is_mask:
            self._rows(step, "highlight", len(found))
            found = np.flatnonzero(found).astype(np.float64)
        return frozen(np.unique(self._row_numbers(step, "highlight", found)))

    def _numbered(self, step: int, given: object) -> object:
        """Put numbers in the place of names of rows, where they have names and these are said."""
        if not self._names:
            return given
        plain = plain_of([given] if isinstance(given, str) else given)
        if not is_text(plain):
            return plain
        places = {name: row for row, name in reversed(list(enumerate(self._names)))}
        found = texts_in(plain)
        for place, name in np.ndenumerate(found):
            if isinstance(name, str) and name not in places:
                raise unknown(f"row of snapshot {step}:", name, self._names)
            found[place] = places.get(name, name)
        return found

    def _row_numbers(self, step: int, key: str, found: FloatArray) -> IntArray:
        wrong = found[~((found >= -self.n) & (found < self.n) & (found % 1 == 0))]
        if wrong.size and not self.n:
            raise InputError(
                f"snapshot {step}: {key} names rows, and no positions or labels were yielded before"
            )
        if wrong.size:
            raise InputError(
                f"snapshot {step}: {key} must be rows from 0 to {self.n - 1}, got {wrong.flat[0]:g}"
            )
        rows = found.astype(np.intp)
        return np.where(rows < 0, rows + self.n, rows)

    def _rows(self, step: int, key: str, count: int) -> None:
        if not count:
            raise InputError(f"snapshot {step}: {key} are empty; at least one row is needed")
        if count > MOST_ROWS:
            raise InputError(f"snapshot {step}: {key} have {count:,} rows; at most {MOST_ROWS:,} are shown")
        if self.n and count != self.n:
            raise InputError(
                f"snapshot {step}: {key} have {counted(count, 'row')}, and {self._told_by} had {self.n:,}; "
                "all snapshots are of the same rows"
            )
        if not self.n:
            self.n, self._told_by = count, f"{key} of snapshot {step}"


def _text(step: int, key: str, given: object, most: int) -> str:
    if not isinstance(given, str):
        raise InputError(f"snapshot {step}: {key} must be a text, got {described(given)}")
    if len(given) > most:
        raise InputError(f"snapshot {step}: {key} has {len(given):,} characters; at most {most} are read")
    return clean(given).strip()
