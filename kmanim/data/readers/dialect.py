"""How a text with delimiters is written: what lies between fields, and what is the decimal sign."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from kmanim.data.limits import quoted
from kmanim.data.readers.layouts.quotes import are_letters
from kmanim.data.readers.missing import is_missing
from kmanim.data.readers.numerals import is_number, may_be_thousands, uses_comma
from kmanim.data.readers.table import Table
from kmanim.errors import InputError

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

_SAMPLE_CHARACTERS = 200_000
_SAMPLE_RECORDS = 200
_FIRST_ROWS = 1000


class Dialect(NamedTuple):
    """How one text is written.

    Attributes
    ----------
    delimiter : str
        What ends a field.
    skip : int
        How many lines at the top are comments or settings.
    comments : int
        How many of them begin with #.
    remark : str
        The last comment, if the first record follows at once: it may be the heading.
    quotes : bool
        Whether quotation marks enclose fields; else they are letters.
    """

    delimiter: str
    skip: int
    comments: int = 0
    remark: str = ""
    quotes: bool = True

    @property
    def spoken(self) -> str:
        """The delimiter in words, for messages."""
        return DELIMITERS.get(self.delimiter, quoted(self.delimiter))

    def fields(self, lines: Iterable[str]) -> Any:
        """Give a reader of records, which also knows how many lines it has read."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            skipinitialspace=self.delimiter != " ",
            strict=True,
            quoting=csv.QUOTE_MINIMAL if self.quotes else csv.QUOTE_NONE,
        )


def dialect_of(
    text: str, where: str, *, header: bool, delimiter: str | None = None, quotes: str | None = None
) -> Dialect:
    """Find out how a text is written, from its beginning.

    Parameters
    ----------
    text : str
        The whole text.
    where : str
        How messages call it.
    header : bool
        Whether the first line names the columns.
    delimiter : str, optional
        If it is known.
    quotes : {"double", "none"}, optional
        Whether quotation marks enclose fields or are letters; default what the number of fields proves.

    Raises
    ------
    InputError
        If two delimiters would do equally well, fields seem to be separated by spaces, or quotation marks may be
        letters or not.
    """
    if (
        text[:2_000].lstrip("\ufeff \r\n").casefold().startswith(("@relation", "%"))
        and "@data" in text.casefold()
    ):
        raise InputError(f"{where} is Weka's ARFF and no table of delimited fields; save it as CSV")
    skip, comments, named, remark = _preamble(text)
    delimiter = delimiter or named
    if not delimiter:
        sample = io.StringIO(text[:_SAMPLE_CHARACTERS], newline="")
        for _ in range(skip):
            sample.readline()
        delimiter = _sniffed(sample.read(), len(text) > _SAMPLE_CHARACTERS, header, where, remark)
    letters = quotes == "none" or (quotes is None and are_letters(text, skip, delimiter))
    return Dialect(delimiter, skip, comments, remark, not letters)


def _preamble(text: str) -> tuple[int, int, str | None, str]:
    """Count lines to skip and comments among them; give the delimiter that ``sep=;`` names, and a last comment."""
    skip = comments = 0
    remark = ""
    for line in io.StringIO(text, newline=""):
        bare = line.strip()
        if bare.startswith("#") and not _goes_on(bare):
            comments += 1
            remark = line.strip("\r\n \ufeff")
        elif named := re.match('\ufeff?"?sep=([,;|\t])"?\\1*\\s*$', line, re.IGNORECASE):
            return skip + 1, comments, named[1], ""
        elif bare:
            break
        else:
            remark = ""
        skip += 1
    return skip, comments, None, remark


def _goes_on(line: str) -> bool:
    """Tell whether a field in quotation marks is not closed in its line, so that it is no comment."""
    return line.count('"') % 2 == 1 and bool(re.search('[,;|\t]"', line))


def _sniffed(sample: str, cut: bool, header: bool, where: str, remark: str) -> str:
    trials = {delimiter: _trial(sample, delimiter, cut) for delimiter in DELIMITERS}
    even = {
        d: rows
        for d, rows in trials.items()
        if rows and len(rows[0]) > 1 and len({len(r) for r in rows}) == 1
    }
    headed = [d for d, rows in even.items() if remark.count(d) == len(rows[0]) - 1]
    if header and len(headed) == 1:
        return headed[0]
    if even:
        scores = {d: _numbers(rows[header:] or rows) for d, rows in even.items()}
        best = max(scores, key=lambda d: scores[d])
        for other, spoken in DELIMITERS.items():
            alike = 0 < scores[best] == scores.get(other)
            everywhere = header and all(any(other in field for field in row) for row in even[best])
            if other != best and (alike or everywhere):
                raise InputError(
                    f"{where} could be read with {DELIMITERS[best]} or {spoken} between fields; "
                    f"say which with --delimiter {best!r} or {other!r}"
                )
        return best
    spaces = [[field for field in row if field] for row in _trial(sample, " ", cut)]
    if header and _is_of_r(spaces, sample.lstrip().startswith('"')):
        return " "
    # Nothing fits: take what most lines have, so that the check of every line can say which one does not.
    wide = {d: sum(len(row) > 1 for row in rows) for d, rows in trials.items()}
    best = max(wide, key=lambda d: wide[d])
    if not wide[best]:
        _refuse_spaces(trials[best], where)
    return best


def _is_of_r(rows: list[list[str]], enclosed: bool) -> bool:
    """Tell what R's ``write.table`` writes: spaces, and names in quotation marks or no name over those of the rows."""
    widths = {len(row) for row in rows[1:]}
    if len(widths) != 1 or max(widths) < 2:
        return False
    short = max(widths) - len(rows[0])
    return (enclosed and short in (0, 1)) or (short == 1 and len(rows[0]) > 1 and _numbers(rows[1:]) > 0)


def _trial(sample: str, delimiter: str, cut: bool) -> list[list[str]]:
    """Read the first records; where quotation marks leave them uneven, try whether they are letters."""
    rows = _records(sample, delimiter, cut, csv.QUOTE_MINIMAL)
    if '"' not in sample or len({len(row) for row in rows}) == 1:
        return rows
    plain = _records(sample, delimiter, cut, csv.QUOTE_NONE)
    return plain if len(plain) > 1 and len({len(row) for row in plain}) == 1 else rows


def _records(sample: str, delimiter: str, cut: bool, quoting: Literal[0, 3]) -> list[list[str]]:
    reader = csv.reader(
        io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True, quoting=quoting
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            if any(field.strip() for field in row):
                rows.append(row)
            if len(rows) > _SAMPLE_RECORDS:
                break
        else:
            # The sample may end within a record.
            del rows[len(rows) - cut :]
    except csv.Error:
        pass
    return rows


def _numbers(rows: list[list[str]]) -> float:
    """Give the share of fields that are numbers or missing."""
    fields = [field for row in rows for field in row]
    return sum(is_number(f) or is_number(f, ",") or is_missing(f) for f in fields) / max(len(fields), 1)


def _refuse_spaces(rows: list[list[str]], where: str) -> None:
    split = [row[0].split() for row in rows if row]
    if len(split) > 1 and len(split[0]) > 1 and len({len(s) for s in split}) == 1 and _numbers(split[1:]):
        raise InputError(
            f"{where} seems to have spaces between fields; give --delimiter ' ', or write commas"
        )


def decimal_sign(columns: Sequence[Sequence[str]], dialect: Dialect, table: Table) -> str:
    """Find the decimal sign of a text: a comma only where fields do not end at commas.

    Raises
    ------
    InputError
        If numbers are written both ways, or a comma may as well stand between thousands.
    """
    if dialect.delimiter == ",":
        return "."
    comma: tuple[str, str] | None = None
    point: tuple[str, str] | None = None
    doubtful: tuple[str, str] | None = None
    for cells in columns:
        if not mostly_numbers(cells):
            continue
        for row, cell in enumerate(cells):
            if uses_comma(cell):
                if may_be_thousands(cell):
                    doubtful = doubtful or (table.place(row), cell)
                else:
                    comma = comma or (table.place(row), cell)
            elif "." in cell and is_number(cell):
                point = point or (table.place(row), cell)
    if (comma or doubtful) and point:
        (at, cell), (there, other) = comma or doubtful or ("", ""), point
        raise InputError(
            f"{table.where}: {quoted(cell.strip())} ({at}) has a comma, {quoted(other.strip())} ({there}) a "
            "point; "
            "write all numbers one way, or give --decimal"
        )
    if doubtful and not comma:
        raise InputError(
            f"{table.where}, {doubtful[0]}: the comma of {quoted(doubtful[1].strip())} may be decimal or "
            "stand between thousands; give --decimal , or --decimal ."
        )
    return "," if comma else "."


def first_rows(cells: Sequence[str]) -> Sequence[str]:
    """Give the cells of a column by which it is judged."""
    return cells[:_FIRST_ROWS]


def mostly_numbers(cells: Sequence[str]) -> bool:
    """Tell whether a column seems meant as numbers, from its first rows."""
    first = first_rows(cells)
    others = [
        cell for cell in first if not (is_number(cell) or uses_comma(cell))
    ]  # no number says that none is there
    numbers = len(first) - len(others)
    return 2 * numbers >= len(first) - sum(map(is_missing, others)) > 0
