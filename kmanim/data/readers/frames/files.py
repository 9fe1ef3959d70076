"""Files of data frames: Parquet, Feather, ORC, Stata and SAS, each as one DataFrame and then as any other."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from kmanim.data.limits import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES, MORE, check_size, quoted
from kmanim.data.readers.frames.dataframes import table_of_frame
from kmanim.data.readers.table import Table
from kmanim.errors import InputError, MissingPackage, shown

if TYPE_CHECKING:
    import pandas as pd

Reader = Callable[[BinaryIO, str, int], "pd.DataFrame"]

_IBM_ZERO = 16.0**-65
_SAS_TIMES = {
    "DATETIME|DATEAMPM|MDYAMPM|[EB]8601D[TX]|DT": "s",
    "TIME|HHMM|MMSS|TOD|[EB]8601T": "spans",
    "DATE|DDMMYY|MMDDYY|YYMM|YYQ|MMYY|MONYY|MONNAME|JULIAN|JULDAY|WEEKDATE|WORDDATE|[EB]8601DA|EURDF|NLDATE": "D",
}
"""Formats of SAS, and what numbers in them count from 1960 on: seconds, or days; spans begin with each day."""


def table_of_frame_file(
    file: BinaryIO, kind: str, *, name: str, where: str, max_bytes: int | None = None
) -> Table:
    """Read an open file that holds one data frame.

    Parameters
    ----------
    file : BinaryIO
        At its beginning.
    kind : str
        The ending of its name, one of `FRAME_FILES`.
    name, where : str
        A short name for the data, and how messages call the file.
    max_bytes : int, optional
        The most to read, after decompression.

    Raises
    ------
    MissingPackage
        Without pyarrow, which reads Parquet, Feather and ORC.
    InputError
        If the file is damaged or too large, or what a DataFrame is refused for.
    """
    words, read = FRAME_FILES[kind]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = read(file, where, max_bytes or 8 * MAX_UNPACKED_BYTES)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # a damaged file may raise anything
        raise InputError(f"{quoted(where)} cannot be read as {words}: {shown(error)}") from None
    return table_of_frame(frame, name=name, where=where)


def _parquet(file: BinaryIO, where: str, limit: int) -> pd.DataFrame:
    pq = _arrow("Parquet", "parquet")
    parquet = pq.ParquetFile(file)
    about = parquet.metadata
    size = sum(about.row_group(i).total_byte_size for i in range(about.num_row_groups))
    rows, columns = about.num_rows, len(parquet.schema_arrow.names)
    check_size(rows, columns, where)
    if max(size, 8 * rows * columns) > limit:
        raise _too_large(where, rows, size)
    return _frame(parquet.read())


def _feather(file: BinaryIO, where: str, limit: int) -> pd.DataFrame:
    ipc = _arrow("Feather", "ipc")
    is_stream = file.read(6) != b"ARROW1"
    file.seek(0)
    if is_stream:
        stream = ipc.open_stream(file)
        return _of_batches(stream, stream.schema, where, limit)
    reader = ipc.open_file(file)
    batches = (reader.get_batch(i) for i in range(reader.num_record_batches))
    return _of_batches(batches, reader.schema, where, limit)


def _orc(file: BinaryIO, where: str, limit: int) -> pd.DataFrame:
    orc = _arrow("ORC", "orc").ORCFile(file)
    check_size(orc.nrows, len(orc.schema.names), where)
    return _of_batches((orc.read_stripe(i) for i in range(orc.nstripes)), orc.schema, where, limit)


def _of_batches(batches: Iterable[Any], schema: Any, where: str, limit: int) -> pd.DataFrame:
    """Take a table piece by piece, and count."""
    import pyarrow as pa  # noqa: PLC0415

    found: list[Any] = []
    size = rows = 0
    for batch in batches:
        found.append(batch)
        size += batch.nbytes
        rows += batch.num_rows
        if size > limit or rows > MAX_ROWS:
            raise _too_large(where, rows, size)
    return _frame(pa.Table.from_batches(found, schema))


def _stata(file: BinaryIO, where: str, limit: int) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    try:
        return _of_pieces(pd.read_stata(file, chunksize=100_000), where, limit)
    except ValueError as error:
        if "not unique" not in str(error):
            raise
    # Two values have one label: they are told apart as numbers only.
    file.seek(0)
    return _of_pieces(pd.read_stata(file, chunksize=100_000, convert_categoricals=False), where, limit)


def _sas(file: BinaryIO, where: str, limit: int) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    return _of_pieces(pd.read_sas(file, format="sas7bdat", encoding="infer", chunksize=100_000), where, limit)


def _sas_transport(file: BinaryIO, where: str, limit: int) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    pieces: Any = pd.read_sas(file, format="xport", encoding="latin-1", chunksize=100_000)
    formats = [bytes(field["nform"]).decode("latin-1") for field in pieces.fields]
    frame = _of_pieces(pieces, where, limit)
    for place, form in enumerate(formats):
        column = frame.iloc[:, place]
        if pd.api.types.is_numeric_dtype(column.dtype):
            frame.isetitem(place, _of_sas(column, form))
    return frame


def _of_sas(numbers: pd.Series[Any], form: str) -> Any:
    """Give what a column of numbers holds by the format that SAS shows it in."""
    import pandas as pd  # noqa: PLC0415

    # IBM's zero is read by pandas as the smallest number that there is beside it.
    numbers = numbers.where(numbers != _IBM_ZERO, 0.0)
    unit = next((unit for shown_as, unit in _SAS_TIMES.items() if re.match(shown_as, form)), "")
    if not unit:
        return numbers
    since = pd.to_timedelta(numbers, unit="D" if unit == "D" else "s")
    return since if unit == "spans" else pd.Timestamp("1960-01-01") + since


def _of_pieces(pieces: Any, where: str, limit: int) -> pd.DataFrame:
    """Take a frame piece by piece, and count."""
    import pandas as pd  # noqa: PLC0415

    found: list[pd.DataFrame] = []
    size = rows = 0
    with pieces:
        for piece in pieces:
            found.append(piece)
            size += int(piece.memory_usage(deep=False).sum())
            rows += len(piece)
            if size > limit or rows > MAX_ROWS or piece.shape[1] > MAX_COLUMNS:
                check_size(max(rows, 1), max(piece.shape[1], 1), where)
                raise _too_large(where, rows, size)
    check_size(rows, found[0].shape[1] if found else 1, where)
    return pd.concat(found, ignore_index=True)


def _arrow(what: str, module: str) -> Any:
    try:
        import pyarrow as pa  # noqa: F401, PLC0415 - an extra

        return importlib.import_module(f"pyarrow.{module}")
    except ImportError:
        raise MissingPackage(f"reading {what}", "pyarrow", "parquet") from None


def _frame(table: Any) -> pd.DataFrame:
    """Make a DataFrame of an Arrow table; its index names rows, as it did where it was written."""
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _too_large(where: str, rows: int, size: int) -> InputError:
    return InputError(
        f"{quoted(where)} is too large: {rows:,} rows, {size:,} bytes when decompressed; {MORE}"
    )


FRAME_FILES: dict[str, tuple[str, Reader]] = {
    ".parquet": ("Parquet", _parquet),
    ".pq": ("Parquet", _parquet),
    ".feather": ("Feather", _feather),
    ".arrow": ("an Arrow file", _feather),
    ".orc": ("ORC", _orc),
    ".dta": ("a Stata file", _stata),
    ".sas7bdat": ("a SAS file", _sas),
    ".xpt": ("a SAS transport file", _sas_transport),
}
