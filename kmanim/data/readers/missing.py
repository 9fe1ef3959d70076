"""Which texts say that there is no value: the usual ones of many programs, or those that the user names."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from kmanim.data.limits import quoted
from kmanim.errors import InputError, shown

# What may as well be a category is missing among numbers only.
MAY_BE_A_CATEGORY = frozenset({"none", "nil", ".", "-", "--", ".."})
_ALWAYS = frozenset(
    {
        "",
        "na",
        "n/a",
        "#n/a",
        "#n/a n/a",
        "<na>",
        "nan",
        "-nan",
        "null",
        "(null)",
        "<null>",
        "[null]",
        "?",
        r"\n",
    }
)
# #DIV/0! #VALUE! #NAME? and their like in every language of a spreadsheet; those without a sign at the end;
# LibreOffice's numbered ones; what C's printf makes of NaN.
_ERROR = re.compile(
    r"#[¡¿]?[^\W\d_a-z][^\W\da-z]*(?:[ /][^\Wa-z]+)*[!?]"
    r"|#(?:NV|N/D|N/B|I/T|Н/Д|SAKNAS!?|PUUTTUU!?|KNV|BLOCKED|SPILL|CALC|GETTING_DATA|NENÍ_K_DISPOZICI|HIÁNYZIK|YOK)"
    r"|Err:5[0-9]{2}"
    r"|[+-]?1\.#(?:QNAN|SNAN|IND|NAN)0*"
    r"|[+-]?nan\((?:ind|snan|[0-9]*)\)",
)


class Missing(NamedTuple):
    """What says that a value is missing.

    Attributes
    ----------
    words : frozenset of str or None
        Texts in small letters, which are all that count beside empty cells; None: the usual ones of R, pandas,
        databases, spreadsheets and statistics programs.
    """

    words: frozenset[str] | None = None

    @classmethod
    def named(cls, wanted: str | Sequence[object] | None) -> Missing:
        """Read what the user names, ``"NA,-999"`` or one by one; nothing at all leaves empty cells alone.

        Raises
        ------
        InputError
            If quotes are not closed, or it is neither text nor a list.
        """
        if wanted is None:
            return cls()
        if isinstance(wanted, str):
            try:
                rows = list(csv.reader([wanted], skipinitialspace=True, strict=True))
            except csv.Error as error:
                raise InputError(f"--na {quoted(wanted)}: {shown(error)}; write '\"a,b\",c'") from None
            words: Sequence[object] = rows[0] if rows else []
        elif isinstance(wanted, list | tuple | set | frozenset):
            words = list(wanted)
        else:
            raise InputError(
                f"na must be a string such as 'NA,-999' or a list of texts, got {type(wanted).__name__}"
            )
        return cls(frozenset(str(word).strip().casefold() for word in words) | {""})

    @property
    def numbers(self) -> frozenset[float]:
        """Those of the texts that are numbers: -999 also says that -999.0 is missing."""
        found = []
        for word in self.words or ():
            try:
                found.append(float(word))
            except ValueError:
                continue
        return frozenset(number for number in found if math.isfinite(number))

    def says(self, cell: str) -> bool:
        """Tell whether a cell among numbers says that there is no value."""
        bare = cell.strip()
        folded = bare.casefold()
        if self.words is not None:
            return folded in self.words
        return folded in _ALWAYS or folded in MAY_BE_A_CATEGORY or _is_error(bare)

    def among(self, cells: Collection[str]) -> frozenset[str]:
        """Give those of a column's cells, as they are written, that are no category but say that there is none."""
        if self.words is not None:
            return frozenset(cell for cell in set(cells) if cell.strip().casefold() in self.words)
        return frozenset(
            cell for cell in set(cells) if cell.strip().casefold() in _ALWAYS or _is_error(cell.strip())
        )


USUAL = Missing()


def is_missing(cell: str) -> bool:
    """Tell whether the cell is one of the usual ways to write that there is no value."""
    return USUAL.says(cell)


def _is_error(cell: str) -> bool:
    return ("#" in cell or cell[:4] == "Err:" or cell[-1:] == ")") and bool(_ERROR.fullmatch(cell))
