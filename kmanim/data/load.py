"""The one door for data: a name, a path, standard input, a DataFrame or an array becomes a `Dataset`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kmanim.data.builtin.catalogue import CATALOGUE, KIND_OF, RECIPES, TABLES, WALKS
from kmanim.data.builtin.tables import builtin, table_of_walks
from kmanim.data.column_names import some, split_names
from kmanim.data.dataset import Dataset
from kmanim.data.limits import quoted
from kmanim.data.nouns import noun_of
from kmanim.data.readers.arrays import table_of_array, table_of_cells
from kmanim.data.readers.delimited import Reading
from kmanim.data.readers.files import table_of_file, table_of_stdin
from kmanim.data.readers.frames.foreign import frame_of, is_frame
from kmanim.data.readers.missing import Missing
from kmanim.data.readers.selection import KINDS, MISSING_POLICIES, Wanted, select
from kmanim.data.readers.table import Table
from kmanim.data.scaling import METHODS
from kmanim.data.spelling import speaking_python
from kmanim.errors import InputError, alike, among, did_you_mean, only_known, unknown


def loaded(  # noqa: PLR0912 - one branch a kind of source
    source: object,
    *,
    columns: str | Sequence[object] | None = None,
    kinds: str | None = None,
    categories: str | Sequence[object] | None = None,
    labels: str | Sequence[object] | None = None,
    classes: str | None = None,
    target: object = None,
    show: str | Sequence[str] | None = None,
    scale: str = "none",
    missing: str | None = None,
    name: str | None = None,
    noun: str | tuple[str, str] | None = None,
    header: bool | str = True,
    delimiter: str | None = None,
    decimal: str | None = None,
    quotes: str | None = None,
    na: str | Sequence[object] | None = None,
    encoding: str | None = None,
    sheet: str | int | None = None,
    max_bytes: int | None = None,
    seed: Any = 0,
    n: int | None = None,
    in_pieces: bool | None = None,
    dask: object = None,
) -> Dataset:
    """Load what is to be clustered.

    Parameters
    ----------
    source : str, Path, DataFrame, mapping or array_like
        A built-in name (`kmanim.data.builtin.catalogue.CATALOGUE`); a path to a text with delimiters or JSON (also
        gzipped), a spreadsheet (xlsx, xls, xlsb, ods), Parquet, Feather, ORC, Stata, SAS or ``.npy``; ``"-"`` for
        standard input; a DataFrame of pandas, polars or dask, a pyarrow Table, a dict of columns, a Bunch of
        scikit-learn; or numbers of shape (n, d).
        A known name is the built-in, whatever files there are: write ``./mtcars`` for a file.
    columns : str or sequence of str, optional
        The columns to cluster, as ``"weight,horsepower"`` or one by one; default all of the wanted kinds. For an
        array, as many names as it has columns name them.
    kinds : {"numbers", "categories", "mixed", "walks"}, optional
        What is clustered: numbers, by default; categories (for k-modes), as which chosen columns of numbers are
        taken, too; or both (for k-prototypes), each column as what it is. Unasked, categories are columns of text
        that repeats. The built-in zoo has categories alone. Or walks between rooms: a list of from, to, walks, whose
        columns `columns` may name, or a matrix with names; as nine-rooms is.
    categories : str or sequence of str, optional
        Where both are clustered, the columns of numbers that stand for categories.
    labels : str or sequence of str, optional
        The column that names the rows, or one name a row. Default: the first column of text without repeats.
    classes : str, optional
        The column that says which group a row is known to belong to: it is not clustered, and the clusters are compared
        with it in the end. Default: the species of iris and penguins and the type of zoo, where they are not clustered.
    target : str, int or sequence, optional
        The column that shall be told from the others, for algorithms that learn: its name; for an array its place,
        which counts from 0, or from the end where it is negative; or its values, one a row. Numbers, or two classes:
        text of two values, or numbers that are only 0 and 1. It is not among the columns that are clustered. Default:
        that of a Bunch, where it is a measure; else none, until an algorithm wants one.
    show : str or sequence of str, optional
        The two clustered columns that are drawn; default the first two principal components of the scaled
        values where there are more than two columns.
    scale : {"none", "zscore", "minmax"}, default "none"
        How columns are brought to one scale for clustering.
    missing : {"refuse", "drop"}, optional
        Rows without a value in a clustered column are an error, or are left out with a note. Default
        "refuse", and "drop" for built-in tables.
    name : str, optional
        A short name for titles and folders; default from the source.
    noun : str or (str, str), optional
        What rows are called in captions: ``"cars"``, or one and many: ``("car", "cars")``. Default: points, and what
        those of a built-in table are.
    header : bool or "certain", default True
        Whether the first line of a text names its columns. A line that looks like data is refused, unless it
        is certain that these are names.
    delimiter : str, optional
        What ends a field of a text; default found among comma, semicolon, tab and bar.
    decimal : {".", ","}, optional
        The decimal sign of a text, or of numbers that a sheet stores as text; default found.
    quotes : {"double", "none"}, optional
        Whether quotation marks in a text enclose fields or are letters; default what the number of fields proves.
    na : str or sequence of str, optional
        What says in a text or a sheet that a value is missing, besides an empty cell: ``"NA,-999"``, or one by one;
        ``""`` for empty cells alone. Default: NA, NaN, null, ?, the errors of spreadsheets and others that programs
        write. What is text in a DataFrame or a list is a value.
    encoding : str, optional
        Of a text; default UTF-8, or what a byte order mark says.
    sheet : str or int, optional
        Which sheet of a spreadsheet to read, by its name, or its number from 1; default the first one.
    max_bytes : int, optional
        The most to read from a file, after decompression.
    seed : int, numpy Generator, SeedSequence or None, default 0
        For data sets that are drawn at random; others take no notice.
    n : int, optional
        How many points to draw, for those that are drawn at random.
    in_pieces : bool, optional
        Whether rows are read in pieces at every step of a run and never kept: an array, ``.npy``, Parquet, text with
        delimiters, several such files as ``"part-*.parquet"``, a DataFrame or array of dask. Default: where there are
        more than 20 million rows, more than 4 GB of text, or several files.
    dask : str or distributed.Client, optional
        Whose workers go through rows in pieces: the address of a scheduler, such as ``"tcp://host:8786"``, ``"local"``
        for processes on this machine, or a client. Default: the client that is there for data of dask, else copies of
        this process.

    Returns
    -------
    Dataset or LargeDataset
        Checked, frozen, and independent of the source. A LargeDataset where rows are read in pieces: k-means,
        EM and DBSCAN are run on it as on any other.

    Raises
    ------
    InputError
        If anything in the source or the options is wrong: one line that names it and says what would do.
    """
    # Arrays compare with no word: they are refused before anything is compared.
    if not among(kinds, (None, *KINDS, "walks")):
        raise unknown("kind of column", kinds, KINDS)
    if not among(missing, (None, *MISSING_POLICIES)):
        raise unknown("way with missing values", missing, MISSING_POLICIES)
    if not among(scale, METHODS):
        raise unknown("scaling", scale, METHODS)
    reading = Reading(
        header=header,
        delimiter=delimiter,
        decimal=decimal,
        quotes=quotes,
        missing=Missing.named(na),
        keep_text=kinds in ("categories", "mixed", "walks") or _named(labels, classes),
    )
    try:
        if categories is not None and kinds != "mixed":
            raise InputError(
                "categories names columns of numbers among mixed ones; give kinds='mixed' with it"
            )
        kind, found = _identified(source)
        if kind in {"recipe", "table", "walks"}:
            reading.refuse_ignored(_called(source), encoding=encoding, why="is built in")
        if kind in {"frame", "array"}:
            reading.refuse_ignored(_called(source), encoding=encoding)
        if kind != "file":
            _refuse_given(source, "is for files of spreadsheets", "is none", sheet=sheet)
        if kind == "recipe":
            _refuse_given(
                source, "is for tables", "is built in", columns=columns, labels=labels, missing=missing
            )
            if kinds in ("categories", "mixed"):
                raise InputError(
                    f"{_called(source)} is drawn as numbers, without categories; cluster it with kmeans, for example"
                )
        wishes = Wanted(
            columns=columns,
            kinds=kinds or KIND_OF.get(found, "numbers"),
            categories=categories,
            labels=labels,
            classes=classes,
            target=target,
            show=show,
            scale=scale,
            missing=missing or ("drop" if kind == "table" else "refuse"),
            noun=None if noun is None else noun_of(noun),
        )
        if _comes_in_pieces(kind, source, in_pieces, dask):
            others = {"sheet": sheet, "encoding": encoding, "max_bytes": max_bytes, "n": n}
            large: Dataset = _in_pieces(kind, source, wishes, reading, name, dask, **others)
            return large
        if wishes.kinds == "walks" or kind == "walks":
            _check_walks(kind, source, wishes)
            _refuse_given(
                source,
                "is for tables of points",
                "has walks between rooms",
                labels=labels,
                classes=classes,
                target=target,
                show=show,
                missing=missing,
                n=n,
                scale=None if scale == "none" else scale,
            )
            data = _walks(kind, found, source, wishes, reading, encoding, sheet, max_bytes)
        elif kind == "recipe":
            from kmanim.data.builtin.synthetic import draw  # noqa: PLC0415

            data = draw(found, wishes, seed=seed, n=n)
        elif n is not None:
            raise InputError(
                f"--n is for data sets that are drawn, such as blobs; {_called(source)} has the rows it has"
            )
        elif kind == "table":
            data = builtin(found, wishes)
        else:
            table = _table(kind, source, reading, encoding, sheet, max_bytes, wishes.kinds)
            wishes, table = _named_by_columns(kind, wishes, table)
            data = select(table, wishes, known_classes=table.classes)
    except MemoryError:
        raise InputError(f"{_called(source)} does not fit in memory") from None
    return data if name is None else replace(data, name=name)


load = only_known(speaking_python(loaded))


def _named(*columns: object) -> frozenset[str]:
    """Give the columns that are named one by one, whose numbers are wanted as they are written."""
    return frozenset(" ".join(name.split()) for name in columns if isinstance(name, str))


def _comes_in_pieces(kind: str, source: object, in_pieces: bool | None, dask: object) -> bool:
    """Tell whether rows are read in pieces: where that is asked for, or has to be."""
    if in_pieces is None and dask is None:
        if kind not in ("file", "frame", "array"):
            return False
        from kmanim.data.pieces.loading import is_large  # noqa: PLC0415 - built-in sets fit in memory

        return is_large(kind, source)
    if dask is not None and in_pieces is False:
        raise InputError("dask is for rows that are read in pieces; leave it out, or in_pieces")
    if in_pieces is False:
        return False
    if kind not in ("file", "frame", "array"):
        option = "in_pieces" if dask is None else "dask"
        raise InputError(f"{option} is for files and tables; {_called(source)} fits in memory, leave it out")
    return True


def _in_pieces(
    kind: str,
    source: object,
    wishes: Wanted,
    reading: Reading,
    name: str | None,
    dask: object,
    **others: object,
) -> Any:
    # Typed as what nearly everybody gets: whoever has rows in pieces asked for them, or could not have had others.
    from kmanim.data.pieces.loading import in_pieces  # noqa: PLC0415 - few data are so large

    large = in_pieces(kind, source, wishes, reading, dask=dask, **others)
    return replace(large, name=name) if name is not None else large


def _refuse_given(source: object, reason: str, is_what: str, **options: object) -> None:
    """Refuse options that could only be ignored."""
    for name, value in options.items():
        if value is not None and value is not False:
            raise InputError(f"{name} {reason}; {_called(source)} {is_what}, leave it out")


def _identified(source: object) -> tuple[str, str]:
    """Tell what kind of source it is: a known name wins over a file, a file over a name written otherwise."""
    if isinstance(source, os.PathLike):
        return "file", ""
    if getattr(type(source), "comes_in_pieces", False) is True:
        raise InputError(
            "the rows of a LargeDataset come in pieces, for kmanim.run alone: many runs, sweeps, comparisons and pages "
            "need all of them at once; load fewer rows for these"
        )
    if not isinstance(source, str):
        return ("frame" if is_frame(source) else "array"), ""
    if source == "-":
        return "stdin", ""
    if "://" in source:
        raise InputError(f"{quoted(source)} is an address; download it first and give the file")
    if not source.strip():
        raise InputError(f"no data set; give a file, or one of {some(list(CATALOGUE))} (see --help)")
    known = source if source in CATALOGUE else ""
    if not known and not any(sign in source for sign in ("/", os.sep, ".")) and not _exists(source):
        known = source.strip().casefold()
        if known not in CATALOGUE:
            raise _unknown_source(source)
    kinds = {"table": TABLES, "recipe": RECIPES, "walks": WALKS}
    return next((kind for kind, sets in kinds.items() if known in sets), "file"), known


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _unknown_source(source: str) -> InputError:
    hint = did_you_mean(alike(source.strip(), CATALOGUE))
    return InputError(
        f"no data set or file {quoted(source)}; built in: {some(list(CATALOGUE))} (see --help){hint}"
    )


def _called(source: object) -> str:
    """Say which source is meant, without printing a whole table."""
    return quoted(source) if isinstance(source, str | os.PathLike) else f"the {type(source).__name__}"


def _check_walks(kind: str, source: object, wishes: Wanted) -> None:
    """Refuse a built-in set that has no walks where walks are wanted, and one of walks where points are."""
    if kind in ("recipe", "table"):
        raise InputError(
            f"{_called(source)} has points, not walks between rooms; give a list of from, to, walks, or take nine-rooms"
        )
    if wishes.kinds != "walks":
        raise InputError(f"{_called(source)} has walks between rooms, and no points to cluster")


def _walks(
    kind: str,
    found: str,
    source: Any,
    wishes: Wanted,
    reading: Reading,
    encoding: str | None,
    sheet: str | int | None,
    max_bytes: int | None,
) -> Dataset:
    from kmanim.data.walks import dataset_of_walks  # noqa: PLC0415 - few want any

    if kind == "walks":
        table, known = table_of_walks(found)
        wishes = replace(wishes, source=wishes.source or known)
    else:
        table = _table(kind, source, reading, encoding, sheet, max_bytes, wishes.kinds)
        wishes, table = _named_by_columns(kind, wishes, table)
    return dataset_of_walks(table, columns=wishes.columns, noun=wishes.noun, source=wishes.source)


def _table(
    kind: str,
    source: Any,
    reading: Reading,
    encoding: str | None,
    sheet: str | int | None,
    max_bytes: int | None,
    kinds: str,
) -> Table:
    if max_bytes is not None and (not isinstance(max_bytes, int) or max_bytes < 1):
        raise InputError(f"max_bytes must be a whole number above 0, got {quoted(max_bytes)}")
    match kind:
        case "stdin":
            return table_of_stdin(reading=reading, encoding=encoding, max_bytes=max_bytes)
        case "file":
            path = os.fspath(source)
            if not isinstance(path, str):
                raise InputError(f"a path must be text, got {type(path).__name__}; use os.fsdecode")
            return table_of_file(
                Path(path), reading=reading, encoding=encoding, sheet=sheet, max_bytes=max_bytes
            )
        case "frame":
            return _table_of_frame(source)
        case _:
            return table_of_array(source) if kinds == "numbers" else table_of_cells(source)


def _table_of_frame(source: object) -> Table:
    from kmanim.data.readers.frames.dataframes import table_of_frame  # noqa: PLC0415 - for pandas alone

    frame, classes, target = frame_of(source)
    table = table_of_frame(frame, where=f"the {type(source).__name__}")
    return table._replace(classes=classes, target=target)


def _named_by_columns(kind: str, wishes: Wanted, table: Table) -> tuple[Wanted, Table]:
    """Take `columns` as the names of an array's columns, where they are as many and not its own names."""
    if kind != "array" or wishes.columns is None:
        return wishes, table
    wanted = split_names(wishes.columns, "columns")
    if len(wanted) != len(table.columns) or set(wanted) & set(table.names) or len(set(wanted)) != len(wanted):
        return wishes, table
    return replace(wishes, columns=None), table.renamed(wanted)
