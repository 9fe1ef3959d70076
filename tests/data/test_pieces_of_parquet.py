"""Parquet in groups of rows is Parquet at once, for every type of column; parts of a table are one table."""

import datetime
import decimal
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from kmanim.data.load import load
from kmanim.data.pieces import parquet as parquet_pieces
from kmanim.data.pieces.files import source_of_path
from kmanim.data.pieces.parquet import parquet_source
from kmanim.errors import InputError

N = 40
DAY = datetime.date(2024, 1, 1)
COLUMNS = {
    "patient id": pa.array(range(N)),
    "float": pa.array(np.random.default_rng(0).normal(size=N)),
    "single": pa.array(np.random.default_rng(1).normal(size=N).astype(np.float32)),
    "half": pa.array(np.linspace(-3, 3, N).astype(np.float16)),
    "beyond 2^53": pa.array([2**53 + 1 + 2**45 * i for i in range(N)]),
    "unsigned": pa.array([2**64 - 1 - 2**50 * i for i in range(N)], pa.uint64()),
    "small": pa.array([i % 5 for i in range(N)], pa.int8()),
    "price": pa.array([decimal.Decimal(i) / 8 for i in range(N)], pa.decimal128(12, 3)),
    "true": pa.array([i % 3 == 0 for i in range(N)]),
    "time": pa.array([datetime.datetime(2024, 1, 1) + datetime.timedelta(hours=i) for i in range(N)]),
    "day": pa.array([DAY] * N),
    "text": pa.array([f"t{i}" for i in range(N)]),
    "kind": pa.array(["a", "b"] * (N // 2)).dictionary_encode(),
    "level": pa.array([1, 2] * (N // 2)).dictionary_encode(),
    "digits": pa.array([str(i) for i in range(N)]),
    "list": pa.array([[i] for i in range(N)]),
    "nothing": pa.nulls(N, pa.float64()),
    " spaced ": pa.array(range(0, 2 * N, 2), pa.float64()),
    "$a.b": pa.array(range(5, 5 + N), pa.float64()),
}


def write(path: Path, group: int = 7, **columns: pa.Array) -> Path:
    parquet.write_table(pa.table(columns or COLUMNS), path, row_group_size=group)
    return path


def all_of(source) -> np.ndarray:
    return np.concatenate([source.read(number) for number in range(source.n_pieces)])


@pytest.mark.parametrize("group", [1, 7, 39, 1000])
def test_what_is_clustered_unasked_is_what_is_at_once(tmp_path: Path, group: int) -> None:
    path = write(tmp_path / "t.parquet", group)
    once, large = load(path), load(path, in_pieces=True)
    assert large.features == once.features
    rows = all_of(large.source)
    np.testing.assert_array_equal(rows, once.points)
    assert "patient id (an identifier" in large.reading[1]
    parts = parquet_source(path, list(large.source.names), piece=4)
    assert parts.n_pieces >= max(large.source.n_pieces, N // 7)
    np.testing.assert_array_equal(all_of(parts), once.points)


@pytest.mark.parametrize("name", COLUMNS)
def test_each_column_that_is_asked_for_is_as_at_once_or_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "t.parquet")
    try:
        once = load(path, columns=[name])
    except InputError:
        once = None
    if once is None or name == "digits":  # which would have to be looked at one by one
        with pytest.raises(InputError, match="holds"):
            parquet_source(path, [name])
    else:
        np.testing.assert_array_equal(all_of(parquet_source(path, [name])), once.points)


def test_an_index_with_a_name_is_no_measure(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": [1.0, 2.5], "y": [3.0, 4.0]}, index=pd.Index([7, 9], name="case number"))
    for indexed in (frame, frame.rename_axis(None), frame.rename_axis("run")):
        indexed.to_parquet(tmp_path / "t.parquet")
        assert parquet_source(tmp_path / "t.parquet").names == ("x", "y")


@pytest.mark.parametrize("kind", [pa.int64(), pa.float32(), pa.decimal128(9, 2), pa.bool_()])
def test_what_is_missing_is_named(tmp_path: Path, kind: pa.DataType) -> None:
    values = (
        [decimal.Decimal(i % 2) for i in range(20)] if "decimal" in str(kind) else [i % 2 for i in range(20)]
    )
    values = [bool(value) for value in values] if kind == pa.bool_() else values
    path = write(tmp_path / "t.parquet", 6, x=pa.array([*values, None, values[0]], kind))
    with pytest.raises(InputError, match="column 'x', row 21 is nan"):
        load(path, in_pieces=True, columns="x")


def test_parts_may_be_empty_have_other_orders_and_types(tmp_path: Path) -> None:
    x, y = np.arange(6.0), np.arange(6, 12)
    write(tmp_path / "p-0.parquet", x=pa.array(x[:0]), y=pa.array(y[:0]))
    write(tmp_path / "p-1.parquet", x=pa.array(x[:3]), y=pa.array(y[:3]), id=pa.array([1, 2, 3]))
    write(tmp_path / "p-2.parquet", id=pa.array([4]), y=pa.array(y[3:4].astype(np.float32)), x=pa.array([3]))
    write(tmp_path / "p-3.parquet", y=pa.array(y[4:]), x=pa.array(x[4:]), id=pa.array([7, 7]))
    opened = source_of_path(str(tmp_path / "p-*.parquet"))
    np.testing.assert_array_equal(all_of(opened.source), np.column_stack([x, y]))
    assert opened.where == "the 4 files 'p-*.parquet'"
    assert opened.notes[0].startswith("Not clustered: id")
    assert opened.notes[-1] == "1 of 4 files has no rows."
    write(tmp_path / "p-4.parquet", y=pa.array(y[4:]), x=pa.array(x[4:]), z=pa.array(x[4:]))
    with pytest.raises(
        InputError, match=r"'p-4\.parquet' has the columns y, x and z, and 'p-1\.parquet' has x, y"
    ):
        source_of_path(str(tmp_path / "p-*.parquet"))
    assert source_of_path(str(tmp_path / "p-*.parquet"), "y,x").source.names == ("y", "x")


def test_only_empty_parts_are_no_rows(tmp_path: Path) -> None:
    write(tmp_path / "p-0.parquet", x=pa.array([], pa.float64()))
    with pytest.raises(InputError, match="has no rows"):
        source_of_path(str(tmp_path / "p-*.parquet"))


def test_texts_of_several_files(tmp_path: Path) -> None:
    parts = [
        "id,x,y\n,kg,kW\n1,2,3\n2,3,4\n",
        "y;id;x\nkW;;kg\n5,5;3;4,5\n",
        "x,id,y\nkg,,kW\n6,3,7\n8,3,9\n",
    ]
    for number, text in enumerate(parts):
        (tmp_path / f"q-{number}.csv").write_text(text)
    opened = source_of_path(str(tmp_path / "q-*.csv"))
    np.testing.assert_array_equal(all_of(opened.source), [[2, 3], [3, 4], [4.5, 5.5], [6, 7], [8, 9]])
    assert (opened.source.names, opened.units) == (("x", "y"), ("kg", "kW"))
    (tmp_path / "q-3.csv").write_text("x,id,y\ng,,kW\n6,3,7\n6,3,7\n")
    with pytest.raises(InputError, match=r"'q-3\.csv' has columns in g and kW, and 'q-0\.csv' in kg and kW"):
        source_of_path(str(tmp_path / "q-*.csv"))


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "t[1].csv").write_text("x,y\n1,2\n")
    assert source_of_path(str(tmp_path / "t[1].csv")).where == "'t[1].csv'"
    (tmp_path / "t2.csv").write_text("x,y\n1,2\n")
    assert source_of_path(str(tmp_path / "t[2].csv")).where == "the 1 files 't[2].csv'"


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int64])
def test_large_groups_are_read_in_parts_with_the_same_rows(tmp_path, kind, monkeypatch):
    monkeypatch.setattr(parquet_pieces, "_BATCH", 70)  # no part of a piece
    path, rows = tmp_path / "rows.parquet", np.arange(2_600).reshape(-1, 2).astype(kind)
    table = pa.table({"x": rows[:, 0], "y": pa.array(rows[:, 1], mask=rows[:, 1] == 801)})
    parquet.write_table(table, path, row_group_size=1_000)
    whole, parted = parquet_source(path, "x,y"), parquet_source(path, "x,y", piece=300)
    assert (whole.n_pieces, parted.n_pieces, parquet_source(path, "x", piece=1_000).n_pieces) == (2, 5, 2)
    kept = np.concatenate([whole.read(group) for group in range(2)])
    assert np.isnan(kept[400, 1])
    for order in (range(5), (4, 3, 2, 1, 0), (0, 0, 1, 0, 2, 3, 4), (1, 3, 0, 2, 4)):
        pieces = {number: pickle.loads(pickle.dumps(parted)).read(number) for number in order}
        assert [len(pieces[number]) for number in range(5)] == [300, 300, 300, 100, 300]
        together = np.concatenate([pieces[number] for number in range(5)])
        assert together.dtype == (np.float32 if kind == np.float32 else np.float64)
        np.testing.assert_array_equal(together, kept)
    # What is kept of the file is not that of one written since.
    assert parted.read(0)[1].tolist() == [2, 3]
    parquet.write_table(pa.table({"x": rows[:, 0] + 1, "y": rows[:, 1]}), path, row_group_size=1_000)
    assert parted.read(0)[1].tolist() == [3, 3]


def test_of_a_large_group_a_part_is_held(tmp_path: Path) -> None:
    """By itself pyarrow holds the whole group, and goes on to do so."""
    values = np.random.default_rng(0).normal(size=1_000_000)
    path, table = tmp_path / "t.parquet", pa.table({"x": values, "y": values})
    parquet.write_table(table, path, row_group_size=len(values), use_dictionary=False)
    source, before = parquet_source(path, "x,y", piece=100_000), pa.total_allocated_bytes()
    np.testing.assert_array_equal(source.read(1)[:, 0], values[100_000:200_000])
    assert pa.total_allocated_bytes() - before < table.nbytes / 2
