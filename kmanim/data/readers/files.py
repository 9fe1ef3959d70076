"""Files and standard input as tables: local, regular, of a known kind and size."""

from __future__ import annotations

import codecs
import gzip
import os
import re
import stat
import sys
import zlib
from pathlib import Path
from typing import BinaryIO

from kmanim.data.limits import MAX_BYTES, MAX_UNPACKED_BYTES, MORE, clean, quoted
from kmanim.data.readers.delimited import Reading, long_table, table_of_text
from kmanim.data.readers.kinds import BINARY, JSON, LINES, SPREADSHEETS
from kmanim.data.readers.long.texts import LONG
from kmanim.data.readers.table import Table
from kmanim.errors import InputError, shown

_PIECE = 1 << 20
_UNREADABLE = {
    "an archive": ".zip .tar .tgz .7z .rar .npz",
    "compressed, not with gzip": ".bz2 .xz .zst .lz4 .br",
    "a pickle, which could run code": ".pkl .pickle .joblib",
    "a table of another program": ".h5 .hdf5 .mat .rds .rdata .sav .sqlite .db",
    "a document": ".pdf .docx .html .htm .xml",
}
_MAGIC = {
    b"\x1f\x8b": "compressed with gzip; name it .csv.gz",
    b"PAR1": "Parquet; name it .parquet",
    b"\x93NUMPY": "a NumPy array; name it .npy",
    b"PK\x03\x04": "a ZIP archive or a spreadsheet; name it .xlsx or .ods if it is one",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet; name it .xls",
    b"ARROW1": "Feather; name it .feather",
    b"ORC": "ORC; name it .orc",
    b"%PDF": "a PDF; save the table as CSV",
    b"BZh": "compressed with bzip2; decompress it first",
    b"\xfd7zXZ": "compressed with xz; decompress it first",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\x89HDF": "HDF5; save the table as CSV",
    b"SQLite": "a database; save the table as CSV",
}
# Codecs of the standard library that are made for other things than files.
_NO_TEXT = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
# In Latin-1 nobody writes these; in cp1252 they are the euro, dashes and quotation marks.
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_BOMS = {
    # UTF-32 first: its mark begins as that of UTF-16 does.
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip


def table_of_file(
    path: Path,
    *,
    reading: Reading,
    encoding: str | None = None,
    sheet: str | int | None = None,
    max_bytes: int | None = None,
) -> Table:
    """Read a file: text with delimiters or JSON, both also gzipped (``.gz``); a spreadsheet, a frame, a NumPy array.

    Parameters
    ----------
    path : Path
        A regular file.
    reading : Reading
        How text is to be read.
    encoding : str, optional
        Of text; default UTF-8, or what a byte order mark says.
    sheet : str or int, optional
        Which sheet of a spreadsheet to read, by its name or its number from 1.
    max_bytes : int, optional
        The most to read, after decompression; default 4 GB, or 512 MB for what was compressed.

    Raises
    ------
    InputError
        If the file is not there, not regular, too large, of an unknown kind, or not what its name says.
    """
    where = clean(path.name)
    suffixes = [suffix.casefold() for suffix in path.suffixes]
    last = suffixes[-1] if suffixes else ""
    packed = last == ".gz"
    kind = last if not packed else "".join(suffixes[-2:-1])
    for what, endings in _UNREADABLE.items():
        if kind in endings.split():
            raise InputError(f"{quoted(where)} is {what}; save the table as CSV")
    with opened(path, where) as file:
        if not packed:
            _refuse_large(os.fstat(file.fileno()).st_size, max_bytes or MAX_BYTES, where)
        name = clean(path.name[: -len("".join(path.suffixes[-2 if packed else -1 :])) or None]) or where
        if kind in BINARY:
            if packed:
                raise InputError(f"{quoted(where)} is compressed twice over; decompress it first")
            heeded = ("header", "decimal", "na") if kind in SPREADSHEETS else ()
            reading.refuse_ignored(quoted(where), *heeded, encoding=encoding)
            return _binary(file, kind, name, where, reading, sheet, max_bytes)
        if sheet is not None:
            raise InputError(f"sheet is for spreadsheets; {quoted(where)} is none, leave it out")
        is_json = kind in (*JSON, *LINES)
        if not packed and not is_json and encoding in (None, "utf-8"):
            table = _long_table(file, name, where, reading)
            if table is not None:
                return table
        content = _unpacked(file, where, max_bytes or MAX_UNPACKED_BYTES) if packed else _read(file, where)
    text = decoded(content, where, encoding)
    if is_json:
        reading.refuse_ignored(quoted(where))
        from kmanim.data.readers.frames.json_files import table_of_json  # noqa: PLC0415 - for pandas

        _refuse_large(len(content), max_bytes or MAX_UNPACKED_BYTES, where)
        return table_of_json(text, lines=kind in LINES, name=name, where=where)
    return table_of_text(text, name=name, where=where, reading=reading)


def _binary(
    file: BinaryIO,
    kind: str,
    name: str,
    where: str,
    reading: Reading,
    sheet: str | int | None,
    max_bytes: int | None,
) -> Table:
    """Read a file that is no text; what reads it is imported when it is needed."""
    if kind in SPREADSHEETS:
        from kmanim.data.readers.sheets.spreadsheets import table_of_sheet  # noqa: PLC0415

        return table_of_sheet(
            file, kind, name=name, where=where, reading=reading, sheet=sheet, max_bytes=max_bytes
        )
    if sheet is not None:
        raise InputError(f"sheet is for spreadsheets; {quoted(where)} is none, leave it out")
    if kind == ".npy":
        from kmanim.data.readers.frames.array_files import table_of_npy  # noqa: PLC0415

        return table_of_npy(file, name=name, where=where)
    from kmanim.data.readers.frames.files import table_of_frame_file  # noqa: PLC0415

    return table_of_frame_file(file, kind, name=name, where=where, max_bytes=max_bytes)


def _long_table(file: BinaryIO, name: str, where: str, reading: Reading) -> Table | None:
    """Read a long file without keeping it; None, and back at the start, where it has to be read as a whole."""
    if os.fstat(file.fileno()).st_size > LONG:
        try:
            _refuse_magic(file.read(8), where)
            file.seek(0)
            table = long_table(file, name=name, where=where, reading=reading)
        except OSError as error:
            raise InputError(f"{quoted(where)} cannot be read: {shown(error.strerror or error)}") from None
        if table is not None:
            return table
        file.seek(0)
    return None


def table_of_stdin(*, reading: Reading, encoding: str | None = None, max_bytes: int | None = None) -> Table:
    """Read delimited text from standard input.

    Raises
    ------
    InputError
        If there is no standard input, it is too large, or it is no text.
    """
    limit = max_bytes or MAX_BYTES
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("standard input is closed; give a file")
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := stream.read(_PIECE):
            size += len(piece)
            _refuse_large(size, limit, "standard input")
            pieces.append(piece)
    except (OSError, ValueError) as error:
        raise InputError(f"standard input cannot be read: {shown(error)}") from None
    text = decoded(b"".join(pieces), "standard input", encoding)
    return table_of_text(text, name="stdin", where="standard input", reading=reading)


def opened(path: Path, where: str) -> BinaryIO:
    """Open a regular file and nothing else: a pipe would wait for ever, a device never end.

    Raises
    ------
    InputError
        If there is no such file, or it cannot be opened; `where` is how messages call it.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError(f"{quoted(path)} is a directory; give a file")
        if not stat.S_ISREG(mode):
            raise InputError(
                f"{quoted(path)} is a pipe or device; give a regular file, or - for standard input"
            )
        return path.open("rb")
    except FileNotFoundError:
        raise InputError(f"no file {quoted(clean(str(path)))}") from None
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(f"{quoted(where)} cannot be opened: {shown(reason)}") from None


def _read(file: BinaryIO, where: str) -> bytes:
    try:
        return file.read()
    except OSError as error:
        raise InputError(f"{quoted(where)} cannot be read: {shown(error.strerror or error)}") from None


def _refuse_large(size: int, limit: int, where: str, first: str = "") -> None:
    if size > limit:
        raise InputError(
            f"{shown(where)} has more than {limit:,} bytes, the most that is read at once; keep fewer rows{first}; "
            f"{MORE}"
        )


def _unpacked(file: BinaryIO, where: str, limit: int) -> bytes:
    """Decompress, counting: a small file may hide a very large one."""
    pieces: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=file) as source:
            while piece := source.read(_PIECE):
                size += len(piece)
                _refuse_large(size, limit, f"{where}, decompressed,", ", or decompress it")
                pieces.append(piece)
    except (OSError, EOFError, zlib.error) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{quoted(where)} is no whole gzip file: {shown(error)}") from None
    return b"".join(pieces)


def _refuse_magic(content: bytes, where: str) -> None:
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise InputError(f"{shown(where)} is no text but {what}")


def decoded(content: bytes, where: str, encoding: str | None) -> str:
    """Make text of bytes: UTF-8, what a byte order mark says, or the encoding given.

    Raises
    ------
    InputError
        If the bytes are no text of that encoding, with the line; or no such encoding is known.
    """
    _refuse_magic(content, where)
    marked = next((codec for bom, codec in _BOMS.items() if content.startswith(bom)), None)
    codec = encoding if encoding is not None else marked or "utf-8"
    if encoding is None and marked is None and b"\0" in content[:_PIECE]:
        order = "be" if content[:1] == b"\0" else "le"
        raise InputError(
            f"{shown(where)} is binary, or UTF-16 without its mark; save it as UTF-8, or "
            f"give --encoding utf-16-{order}"
        )
    try:
        text = content.decode("no text" if codecs.lookup(codec).name in _NO_TEXT else codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        likely = _likely_encoding(content) if codec == "utf-8" else ""
        mend = f"save it as UTF-8, or give --encoding {likely}" if likely else "give the right --encoding"
        raise InputError(f"{shown(where)} is not {shown(codec.upper())} (line {line}); {mend}") from None
    except UnicodeError:
        raise InputError(f"{shown(where)} is not {shown(codec.upper())}; give the right --encoding") from None
    except (LookupError, ValueError, TypeError):
        raise InputError(
            f"no text encoding {quoted(codec)}; utf-8, utf-16, latin-1, cp1252 and Python's others are known"
        ) from None
    text = text.removeprefix("\ufeff")
    lost = _CONTROLS.search(text) if codecs.lookup(codec).name == "iso8859-1" else None
    if lost:
        line = text.count("\n", 0, lost.start()) + 1
        raise InputError(
            f"{shown(where)} has signs that {shown(codec)} does not know, as the euro (line {line}); "
            "give --encoding cp1252"
        )
    if "\0" in text:
        raise InputError(
            f"{shown(where)} holds NUL characters: it is binary or in another encoding; give --encoding"
        )
    return text


def _likely_encoding(content: bytes) -> str:
    """Give what text of Western Europe that is not UTF-8 is written in: Windows' own encoding, which has the euro."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    letters = list(filter(str.isalpha, text))
    # Where most letters have accents, they are Cyrillic, Greek or others.
    return "cp1252" if sum(map(str.isascii, letters)) * 2 >= len(letters) else ""
