"""Spreadsheets are ZIP archives: how large they are when unpacked is counted before anybody unpacks them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from kmanim.data.limits import MORE, quoted
from kmanim.data.readers.sheets.span import Span
from kmanim.errors import InputError, shown

MAX_CELLS = 20_000_000
"""How many cells a sheet may span: those between are empty, but take memory, too."""

_PIECE = 1 << 20
_LOCAL_HEADER = 30


def check_zip(file: BinaryIO, where: str, limit: int) -> None:
    """Refuse a ZIP archive that is damaged, or larger than `limit` when unpacked; the file is at its beginning after.

    What the archive says of itself is asked first, but not believed: all is unpacked once, piece by piece, and counted.

    Raises
    ------
    InputError
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise InputError(f"{quoted(where)} is locked by a password; save it without one")
        size = sum(member.file_size for member in members)
        _refuse_large(size, limit, where)
        size = 0
        for member in members:
            span = Span()
            for piece in _unpacked(file, member):
                size += len(piece)
                _refuse_large(size, limit, where)
                span.take(piece)
            if span.widest * span.tallest > MAX_CELLS:
                raise InputError(
                    f"{quoted(where)} has a sheet that spans {span.tallest:,} rows and {span.widest:,} columns; "
                    f"at most {MAX_CELLS:,} cells are read; delete what is far out, or save it as CSV: {MORE}"
                )
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{quoted(where)} cannot be read as a spreadsheet: {shown(error)}") from None
    file.seek(0)


def _unpacked(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give the content of a member, to its real end, whatever size it claims."""
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        raise zipfile.BadZipFile("a part is cut off")
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = member.compress_size
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("a part is packed in an unknown way")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        while packed:
            yield inflate.decompress(packed, _PIECE)
            packed = inflate.unconsumed_tail


def _refuse_large(size: int, limit: int, where: str) -> None:
    if size > limit:
        raise InputError(
            f"{quoted(where)}, decompressed, has more than {limit:,} bytes, the most that is read; keep fewer rows, or "
            f"save it as CSV: {MORE}"
        )
