"""A parameter and the values that it takes one after the other, as somebody writes them; imports nothing heavy."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kmanim.errors import InputError, listed, shown
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.registry import parameters_of

MOST_VALUES = 200
"""So many runs a sweep may have: more values of one parameter than pixels of its curve say nothing more."""
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_EXAMPLE = "write from:to:step such as 0.1:1:0.1, or a list such as 0.1,0.2,0.5"
# Values that are not equally far apart and span such a ratio are told by their powers of ten.
_WIDE, _UNEVEN = 20.0, 3.0


@dataclass(frozen=True, slots=True)
class Swept:
    """A parameter and its values, in the order in which they are run.

    Numbers that go neither up nor down throughout are sorted, so that a curve over them is one.

    Attributes
    ----------
    name : str
        The field of the parameter class: ``"eps"``.
    values : tuple of int, float or str
        At least two, all different.
    texts : tuple of str
        How each is written: as a person would, ``0.3`` and not ``0.30000000000000004``.
    radius : bool
        Whether a value is the radius of a ball around rows, in clustered units.
    """

    name: str
    values: tuple[Any, ...]
    texts: tuple[str, ...]
    radius: bool = False

    def __len__(self) -> int:
        return len(self.values)

    @property
    def is_words(self) -> bool:
        """Whether the values are words, which have no place on an axis but their own."""
        return any(isinstance(value, str) for value in self.values)

    @property
    def is_read(self) -> bool:
        """Whether numbers were said in other words than by their digits: ``10 % a year``."""
        return not self.is_words and not all(_NUMBER.fullmatch(text) for text in self.texts)

    @property
    def is_log(self) -> bool:
        """Whether the values are best told apart by their powers of ten: all of one sign, far apart, unequally so."""
        if self.is_words or min(self.values) <= 0 <= max(self.values):
            return False
        sizes = sorted(abs(value) for value in self.values)
        steps = [b - a for a, b in pairwise(sizes)]
        return bool(sizes[-1] >= _WIDE * sizes[0] and max(steps) > _UNEVEN * min(steps))


def sweepable(kind: type[Parameters]) -> tuple[str, ...]:
    """Name the parameters that can take several values: numbers, and those that are one of some words."""
    return tuple(
        field.name
        for field in dataclasses.fields(kind)
        if field.metadata and field.metadata["type"] is not bool and not field.metadata["rows"]
    )


def read_beside(text: str, algorithm: str) -> tuple[Swept, ...]:
    """Read the values of parameters that go side by side: ``rate=0.1,0.5,1`` or ``optimizer=plain,adam``.

    Several are separated by blanks, and have as many values each, which go together one by one, in their order:
    ``optimizer=plain,adam rate=0.3,5``. So one value may stand there twice.

    Raises
    ------
    InputError
        If there is no such parameter, values cannot be read, or parameters differ in how many they have.
    """
    parts = re.split(r"\s+(?=[A-Za-z_-]+=)", text.strip())
    found = tuple(_read(part, algorithm, "side by side", in_order=True) for part in parts)
    for one in found[1:]:
        if one.name in [other.name for other in found[: found.index(one)]]:
            raise InputError(f"side by side: {one.name} is there twice")
        if len(one) != len(found[0]):
            raise InputError(
                f"side by side: {found[0].name} has {len(found[0])} values and {one.name} {len(one)}; they go together "
                "one by one, so give as many"
            )
    together = list(zip(*(one.values for one in found), strict=True))
    twice = next((values for place, values in enumerate(together) if values in together[:place]), None)
    if twice is not None:
        raise InputError(f"side by side: {shown(', '.join(map(str, twice)))} is there twice")
    return found


def read_swept(text: str, algorithm: str) -> Swept:
    """Read ``bandwidth=1:14:0.5``, ``eps=0.1,0.2,0.5`` or ``linkage=single,complete``.

    Both ends of a range are included, the upper one where a step meets it; whole numbers may go without a step.
    Decimals are added as they are written, so steps of 0.1 end where they should.

    Raises
    ------
    InputError
        If there is no such parameter, or the values cannot be read; the message begins with ``sweep``.
    """
    return _read(text, algorithm, "sweep")


def _read(text: str, algorithm: str, use: str, *, in_order: bool = False) -> Swept:
    """Read a parameter and its values, for a use that messages begin with."""
    name, sign, said = text.partition("=")
    field = _field(name.strip(), algorithm, use, bare=not sign)
    said = said.strip()
    what = f"{use} {field.name}={shown(said)}"
    texts: Sequence[Decimal | str]
    if ":" in said:
        texts = _range(said, field, what)
    else:
        words = [part.strip() for part in said.split(",") if part.strip()]
        # A preference may be a number, or a word such as median.
        numbers = not field.metadata["choices"] and all(_NUMBER.fullmatch(word) for word in words)
        are_read = field.metadata["reads"] is not None and not numbers
        texts = (
            words if are_read or not (numbers or _is_number(field)) else [_decimal(w, what) for w in words]
        )
    return _swept(field, texts, what, in_order=in_order)


def swept_of(name: str, values: Iterable[Any], algorithm: str) -> Swept:
    """Take the values of a parameter from Python: numbers, or words.

    Raises
    ------
    InputError
        If there is no such parameter, or the values are none.
    """
    field = _field(name, algorithm)
    what = f"sweep of {field.name}"
    plain = values.tolist() if hasattr(values, "tolist") else list(values)
    taken: list[Decimal | str] = []
    for value in plain:
        item = value.item() if hasattr(value, "item") else value
        if isinstance(item, bool) or not isinstance(item, int | float | str | Decimal):
            raise InputError(f"{what}: {shown(repr(value))} is neither a number nor a word")
        # What is left of 0.1 + 0.2 beyond twelve digits nobody meant.
        number = not isinstance(item, str)
        taken.append(Decimal(f"{item:.12g}" if isinstance(item, float) else item) if number else str(item))
    return _swept(field, taken, what)


def _field(name: str, algorithm: str, use: str = "sweep", *, bare: bool = False) -> dataclasses.Field[Any]:
    kind = parameters_of(algorithm)
    names = sweepable(kind)
    wanted = name.replace("-", "_").lstrip("_")
    if wanted not in names or bare:
        can = listed(names, "or")
        if bare and wanted in names:
            raise InputError(f"{use} {shown(name)}: which values? write {wanted}=from:to:step, or a list")
        raise InputError(
            f"{use}: {kind.title} has no parameter {shown(repr(name))} that can be swept; choose {can}"
        )
    return next(field for field in dataclasses.fields(kind) if field.name == wanted)


def _is_number(field: dataclasses.Field[Any]) -> bool:
    return field.metadata["type"] in (int, float)


def _decimal(word: str, what: str) -> Decimal:
    if not _NUMBER.fullmatch(word):
        raise InputError(f"{what}: {shown(repr(word))} is not a number; {_EXAMPLE}")
    return Decimal(word)


def _range(said: str, field: dataclasses.Field[Any], what: str) -> list[Decimal]:
    """Give the numbers from one end to the other."""
    if field.metadata["choices"]:
        raise InputError(f"{what}: it is one of {listed(field.metadata['choices'], 'or')}; list some of them")
    parts = said.split(":")
    if len(parts) not in (2, 3):
        raise InputError(f"{what}: a range is from:to:step, such as 0.1:1:0.1")
    first, last, *rest = (_decimal(part.strip(), what) for part in parts)
    if not rest and field.metadata["type"] is not int:
        raise InputError(f"{what}: the range has no step; write {shown(said)}:STEP")
    step = rest[0] if rest else Decimal(1 if last >= first else -1)
    if step == 0:
        raise InputError(f"{what}: the step must not be 0")
    if (last - first) * step < 0:
        raise InputError(
            f"{what}: steps of {step} do not lead from {first} to {last}; write {last}:{first}:{step}"
        )
    count = int((last - first) / step) + 1
    _check_count(count, what)
    return [first + step * number for number in range(count)]


def _check_count(count: int, what: str) -> None:
    if count < 2:
        raise InputError(
            f"{what}: {'a sweep needs' if what.startswith('sweep') else 'it takes'} two values or more"
        )
    if count > MOST_VALUES:
        raise InputError(f"{what}: these are {count:,} values, and a sweep has {MOST_VALUES} at most")


def _swept(
    field: dataclasses.Field[Any], said: Sequence[Decimal | str], what: str, *, in_order: bool = False
) -> Swept:
    _check_count(len(said), what)
    values = [_value(item, field, what) for item in said]
    if in_order:
        return Swept(field.name, tuple(values), tuple(_text(item) for item in said))
    twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
    if twice is not None:
        raise InputError(f"{what}: {shown(twice)} is there twice")
    if not any(isinstance(value, str) for value in values):
        rising = [b > a for a, b in pairwise(values)]
        if any(rising) and not all(rising):
            order = sorted(range(len(values)), key=lambda place: values[place])
            values, said = [values[place] for place in order], [said[place] for place in order]
    return Swept(
        field.name,
        tuple(values),
        tuple(_text(item) for item in said),
        bool(field.metadata.get("radius", False)),
    )


def _value(item: Decimal | str, field: dataclasses.Field[Any], what: str) -> Any:
    """Give the value as the parameter class takes it, which refuses what it cannot take."""
    if isinstance(item, str):
        try:
            return field.metadata["reads"](item) if field.metadata["reads"] is not None else item
        except ValueError as error:
            raise InputError(f"{what}: {shown(repr(item))} is not {error}") from None
    return int(item) if field.metadata["type"] is int and item == int(item) else float(item)


def _text(item: Decimal | str) -> str:
    """Write a value without zeros at its end and without an exponent where that is short."""
    if isinstance(item, str):
        return item
    plain = f"{item.normalize():f}"
    return plain if len(plain) <= 12 else f"{float(item):g}"
