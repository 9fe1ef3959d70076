"""How many cells a sheet spans, found in its XML piece by piece: what reads it makes room for all cells between."""

from __future__ import annotations

import re

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]{0,40}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_OPEN_DOCUMENT = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)((?:\s[^>]*)?/?)>")
_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})"')


class Span:
    """The extent of the cells of a sheet of Office Open XML (xlsx) or of OpenDocument (ods).

    Attributes
    ----------
    tallest, widest : int
        The last row and the last column with something in it, from 1.
    """

    def __init__(self) -> None:
        self.tallest = self.widest = 0
        self._row = self._column = 0
        self._rest = b""

    def take(self, piece: bytes) -> None:
        """Look at the next piece of a part."""
        text = self._rest + piece
        # A tag may go on in the next piece.
        end = text.rfind(b"<") if text.rfind(b">") < text.rfind(b"<") else len(text)
        text, self._rest = text[:end], text[end:][:10_000]
        for letters, row in _CELL.findall(text):
            self._reach(int(row), _place(letters))
        if b"<table:table" in text:
            self._take_open_document(text)

    def _take_open_document(self, text: bytes) -> None:
        for kind, attributes in _OPEN_DOCUMENT.findall(text):
            found = _REPEATED.search(attributes)
            count = int(found[1]) if found else 1
            if kind == b"table":
                self._row = 0
            elif kind == b"table-row":
                self._row += count
                self._column = 0
            else:
                self._column += count
                if b"value-type" in attributes or b"formula" in attributes:
                    self._reach(self._row, self._column)

    def _reach(self, row: int, column: int) -> None:
        self.tallest = max(self.tallest, row)
        self.widest = max(self.widest, column)


def _place(letters: bytes) -> int:
    """Give the number of a column that is called by letters: AA is 27."""
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    return place
