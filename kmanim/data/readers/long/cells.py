"""The cells of a long text, read by pandas when somebody asks: as text, or as numbers where all of them are."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, overload

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray
from kmanim.data.readers.cells.distinct import Distinct, mapped
from kmanim.data.readers.cells.joined import Joined
from kmanim.data.readers.dialect import Dialect
from kmanim.data.readers.long.lines import blocks_of, may_vanish
from kmanim.data.readers.missing import Missing
from kmanim.data.readers.numerals import is_number

if TYPE_CHECKING:
    import pandas as pd

# What stands for a missing value most often; all other ways to write it are judged cell by cell.
_TELLING = 10  # so many first rows tell whether a column repeats itself
_MISSING = ("", "na", "n/a", "nan", "-nan", "null", "none", "?", ".", "-", "--")


class UnlikeCsvError(Exception):
    """pandas has read other records than `csv` has."""


@dataclass(slots=True, kw_only=True)
class LongRows:
    """Where the rows of a long text lie, and what has been read of them.

    Attributes
    ----------
    file : BinaryIO
        UTF-8, and it can be sought.
    offset : int
        The byte at which the first row begins.
    dialect : Dialect
        What lies between fields.
    missing : Missing
        What says that a cell has no value.
    head : sequence of sequence of str
        The first rows, column by column.
    strip : bool
        Whether spaces around cells are no part of them.
    records : int
        How many records pandas must find.
    kept : ndarray of shape (records,), bool, or None
        Which of them are rows; None: all.
    spaced, tiny : bool
        Whether a field begins with a space, and whether a cell may be a number too small for double precision.
    """

    file: BinaryIO
    offset: int
    dialect: Dialect
    missing: Missing
    head: Sequence[Sequence[str]]
    strip: bool
    records: int
    kept: NDArray[np.bool_] | None
    spaced: bool
    tiny: bool
    _numbers: dict[str, dict[int, FloatArray]] = field(default_factory=dict)
    _texts: dict[int, Sequence[str]] = field(default_factory=dict)
    _may_vanish: bool | None = None

    @property
    def n(self) -> int:
        """Number of rows."""
        return self.records if self.kept is None else int(np.count_nonzero(self.kept))

    def columns(self) -> list[Sequence[str]]:
        """Give every column, unread."""
        return [LongCells(self, place) for place in range(len(self.head))]

    def numbers(self, place: int, decimal: str) -> FloatArray | None:
        """Give a column as numbers, NaN where it is missing; None if it has to be judged cell by cell."""
        if decimal not in self._numbers:
            self._read_all(decimal)
        return self._numbers[decimal].get(place)

    def texts(self, place: int) -> Sequence[str]:
        """Give a column as it is written."""
        if place not in self._texts:
            if not self._numbers:
                self._read_all(".")
            # What is no number in one column is likely to be wanted as text in others, too: they are read at once.
            numeric = {number for sound in self._numbers.values() for number in sound}
            wanted = {place} | set(range(len(self.head))) - numeric
            self._read(wanted - set(self._texts), set(), ".")
        return self._texts[place]

    def _read_all(self, decimal: str) -> None:
        texts = {place for place, cells in enumerate(self.head) if not self._is_numeric(cells, decimal)}
        texts -= set(self._texts)
        frame = self._read(texts, set(range(len(self.head))) - set(self._texts) - texts, decimal)
        sound = {place: self._sound(frame[place]) for place in frame}
        self._numbers[decimal] = {place: cells for place, cells in sound.items() if cells is not None}

    def _read(self, texts: set[int], numbers: set[int], decimal: str) -> dict[int, pd.Series[Any]]:
        """Read columns as text, which are kept, and others as numbers, which are given."""
        kinds = {place: self._kind(place) for place in texts}
        frame = self._frame(sorted(texts | numbers), kinds, numbers, decimal)
        again = set()
        for place in texts:
            cells = written(frame[place])
            if cells is None:
                again.add(place)
            else:
                self._texts[place] = self._stripped(cells)
        if again:
            plain = self._frame(sorted(again), dict.fromkeys(again, "str"), set(), ".")
            self._texts |= {place: self._stripped(plain[place].tolist()) for place in again}
        return {place: frame[place] for place in sorted(numbers)}

    def _kind(self, place: int) -> str | None:
        """Say how pandas shall read a column of text: as categories where it recurs; left alone it is fastest."""
        cells = self.head[place]
        if len(cells) >= _TELLING and 2 * len(set(cells)) <= len(cells):
            return "category"
        return None if len(cells) >= _TELLING and not all(map(is_number, cells)) else "str"

    def _frame(
        self, places: list[int], kinds: dict[int, str | None], numbers: set[int], decimal: str
    ) -> pd.DataFrame:
        import pandas as pd  # noqa: PLC0415 - half a second, and only where a table is long

        if not places:
            return pd.DataFrame()
        options: dict[str, Any] = {
            "sep": self.dialect.delimiter,
            "header": None,
            "names": list(range(len(self.head))),
            "index_col": False,
            "dtype": {place: kind for place, kind in kinds.items() if kind},
            "keep_default_na": False,
            "na_values": {place: self._gaps(place) for place in numbers},
            "decimal": decimal,  # never thousands=",", which reads 2,5 as 25
            "skipinitialspace": self.spaced,
            "skip_blank_lines": False,
            "low_memory": True,  # in pieces, which takes a third of the time less
            "encoding": "utf-8",
            "quoting": csv.QUOTE_MINIMAL if self.dialect.quotes else csv.QUOTE_NONE,
            "engine": "c",
        }
        # Where all columns are read, as they are at first, a line that has too many fields is refused.
        if self._numbers or self._texts:
            options["usecols"] = places
        # Later versions are exact, and warn if asked to be.
        if tuple(map(int, pd.__version__.split(".")[:2])) < (3, 1):
            options["float_precision"] = "round_trip"
        self.file.seek(self.offset)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                frame: pd.DataFrame = pd.read_csv(self.file, **options)
        except pd.errors.ParserError:
            raise UnlikeCsvError from None
        if len(frame) != self.records:
            raise UnlikeCsvError
        return frame if self.kept is None else frame.loc[self.kept]

    def _stripped(self, cells: Sequence[str]) -> Sequence[str]:
        bare = mapped(cells, str.strip) if self.strip else cells
        return bare if isinstance(bare, Distinct) else Joined(bare)

    def _is_numeric(self, cells: Sequence[str], decimal: str) -> bool:
        return all(is_number(cell, decimal) or self.missing.says(cell) for cell in cells)

    def _gaps(self, place: int) -> list[str]:
        """Give what says that a value is missing, as it is written here."""
        known = _MISSING if self.missing.words is None else self.missing.words
        ways = {way(word) for word in known for way in (str, str.upper, str.title)} | {"NaN", "-NaN"}
        return sorted(word for word in ways | set(self.head[place]) if self.missing.says(word))

    def _sound(self, series: pd.Series[Any]) -> FloatArray | None:
        """Give what pandas took for numbers, if nothing is doubtful about it."""
        if series.dtype.kind not in "iuf":
            return None
        numbers = series.to_numpy(dtype=np.float64)
        gaps = np.isnan(numbers)
        doubtful = (
            np.isinf(numbers).any()
            or gaps.all()
            or (self.tiny and (numbers == 0).any() and self._vanishing())
        )
        return None if doubtful else numbers

    def _vanishing(self) -> bool:
        """Tell whether a number too small for double precision may be among the cells: one that is read as 0."""
        if self._may_vanish is None:
            self.file.seek(self.offset)
            self._may_vanish = may_vanish(blocks_of(self.file))
        return self._may_vanish


def written(series: pd.Series[Any]) -> Sequence[str] | None:
    """Give the cells of a column that pandas has read as text; None where it has made something else of some."""
    import pandas as pd  # noqa: PLC0415

    if isinstance(series.dtype, pd.CategoricalDtype):
        kinds, places = series.cat.categories.tolist(), series.cat.codes.to_numpy()
        sound = all(isinstance(kind, str) for kind in kinds) and not (places < 0).any()
        return Distinct.ordered(kinds, places) if sound else None
    if not pd.api.types.is_string_dtype(series.dtype):
        return None
    cells: list[str] = series.tolist()
    typed = isinstance(series.dtype, pd.StringDtype)
    return cells if not series.hasnans and (typed or set(map(type, cells)) == {str}) else None


class LongCells(Sequence[str]):
    """One column of a long text; the first cells are known, others are read when they are asked for."""

    def __init__(self, text: LongRows, place: int) -> None:
        self._text = text
        self._place = place

    def numbers(self, decimal: str) -> FloatArray | None:
        """Give all cells as numbers, NaN where one is missing; None if they have to be judged one by one."""
        return self._text.numbers(self._place, decimal)

    def __len__(self) -> int:
        return self._text.n

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts())

    def texts(self) -> Sequence[str]:
        """Give all cells as they are written: those that recur as `Distinct`."""
        return self._text.texts(self._place)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        head = self._text.head[self._place]
        if isinstance(place, slice):
            known = max(place.indices(len(self))[:2], default=0) <= len(head)
        else:
            known = 0 <= place < len(head)
        return head[place] if known else self._text.texts(self._place)[place]
