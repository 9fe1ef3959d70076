"""Texts, Parquet and several files as rows in pieces: the same rows whatever the pieces; what breaks is named."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import kmanim
from kmanim.data.load import load
from kmanim.data.pieces import loading, texts
from kmanim.data.pieces.files import source_of_path
from kmanim.data.pieces.source import Source
from kmanim.data.readers.delimited import Reading
from kmanim.errors import InputError

ROWS = np.random.default_rng(0).normal(size=(400, 2)) * [1, 1e3]


def all_of(source: Source) -> np.ndarray:
    return np.concatenate([source.read(number) for number in range(source.n_pieces)])


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(
        tmp_path / "t.csv", ["name,x,$y_2", *(f"r{i},{a!r},{b!r}" for i, (a, b) in enumerate(ROWS.tolist()))]
    )


@pytest.mark.parametrize("piece", [7, 60, 999, 1 << 20])
def test_a_text_has_the_same_rows_whatever_the_pieces(table: Path, piece: int) -> None:
    source = texts.text_source(table, piece=piece)
    assert source.names == ("x", "$y_2")
    np.testing.assert_array_equal(all_of(source), ROWS)


def test_a_text_in_pieces_is_read_as_at_once(table: Path) -> None:
    at_once = load(table, columns=["x", "$y_2"])
    np.testing.assert_array_equal(all_of(texts.text_source(table, piece=500)), at_once.points)


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_text_may_end_as_it_likes_and_have_decimal_commas(tmp_path: Path, end: str) -> None:
    path = tmp_path / "t.csv"
    feed = end or "\n"
    text = feed.join(["a;b", *(f"{a:.3f};{b:.3f}".replace(".", ",") for a, b in ROWS.tolist())]) + end
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    source = texts.text_source(path, piece=300)
    assert source.names == ("a", "b")
    np.testing.assert_array_equal(all_of(source), np.round(ROWS, 3))


def test_a_text_without_names(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [f"{a!r},{b!r}" for a, b in ROWS.tolist()])
    source = texts.text_source(path, reading=Reading(header=False), piece=100)
    np.testing.assert_array_equal(all_of(source), ROWS)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1,2,3,4", "t.csv, line 303: 4 fields where line 1 has 3"),
        ("a,,2", "column 'x', line 303 has no value"),
        ("a,b,2", "column 'x', line 303: 'b' is not a number"),
        ("a,line 2,2", "column 'x', line 303: 'line 2' is not a number"),
        ("a,1e400,2", "column 'x', line 303: '1e400' is too large"),
        ("a,inf,2", "column 'x', line 303: 'inf' is not a finite number"),
        ('"a\nb",1,x', "column 'y', line 303: 'x' is not a number"),
        (
            '"a,b,1,2',
            "line 303: a quote is not closed; where rows are read in pieces, a field must end in its line",
        ),
        (",,", "line 303 has delimiters alone; delete it"),
        ('a,"1,234",2', "column 'x', line 303: '1,234' has a comma between thousands"),
        ("#a", "line 303: 1 field where line 1 has 3"),
    ],
)
def test_what_breaks_far_below_is_named(
    tmp_path: Path, line: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "HEAD", 100)
    lines = ["name,x,y", *["abcde,1,2"] * 500]
    lines[302] = line
    source = texts.text_source(write(tmp_path / "t.csv", lines), piece=2000)
    with pytest.raises(InputError) as caught:
        all_of(source)
    # 200 lines of ten bytes are a piece: the second begins with line 202.
    assert words in str(caught.value)


def test_columns_that_are_no_numbers_are_refused(table: Path) -> None:
    with pytest.raises(InputError, match="column 'name' holds text; choose columns of numbers"):
        texts.text_source(table, "name,x")


def parquet(path: Path, rows: np.ndarray, group: int) -> Path:
    frame = pd.DataFrame(rows, columns=["a b", "$c"]).assign(text="t")
    frame.to_parquet(path, row_group_size=group)
    return path


def test_parquet_keeps_single_precision_and_names(tmp_path: Path) -> None:
    rows = ROWS.astype(np.float32)
    source, name, where, *_ = source_of_path(str(parquet(tmp_path / "p.parquet", rows, 33)))
    assert (name, where, source.names, source.n_pieces) == ("p", "'p.parquet'", ("a b", "$c"), 13)
    assert all_of(source).dtype == np.float32
    np.testing.assert_array_equal(all_of(source), rows)


def test_several_files_are_one_table_in_alphabetical_order(tmp_path: Path) -> None:
    for number in range(3):
        parquet(tmp_path / f"part-{number}.parquet", ROWS[number * 100 : (number + 1) * 100], 30)
    source, name, where, *_ = source_of_path(str(tmp_path / "part-*.parquet"))
    assert (name, where) == ("part", "the 3 files 'part-*.parquet'")
    np.testing.assert_array_equal(all_of(source), ROWS[:300])
    write(tmp_path / "q-1.csv", ["x,y", "1,2"])
    write(tmp_path / "q-2.csv", ["x,z", "1,2"])
    with pytest.raises(InputError, match=r"no column 'y' in q-2\.csv; there are x and z"):
        source_of_path(str(tmp_path / "q-*.csv"))


@pytest.mark.parametrize(
    ("name", "words"),
    [("none-*.csv", "no file is called as"), ("t.xlsx", "cannot be read in pieces"), ("gone.csv", "no file")],
)
def test_what_cannot_be_read_in_pieces_says_so(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        source_of_path(str(tmp_path / name))


def test_load_reads_in_pieces_where_it_is_asked_to_and_several_files_unasked(tmp_path: Path) -> None:
    for number in range(2):
        parquet(tmp_path / f"part-{number}.parquet", ROWS[number * 100 : (number + 1) * 100], 30)
    large: Any = load(str(tmp_path / "part-*.parquet"), name="both", scale="zscore")
    assert (large.name, large.n, large.scaling.method) == ("both", 200, "zscore")
    one: Any = load(tmp_path / "part-1.parquet", in_pieces=True, columns="$c")
    assert [feature.name for feature in one.features] == ["$c"]
    assert load(tmp_path / "part-1.parquet", columns="$c").n == 100


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"labels": "text"}, "labels is for rows in memory"),
        ({"missing": "drop"}, "missing is for rows in memory"),
        ({"kinds": "categories"}, "kinds is for rows in memory"),
        ({"dask": 3}, "dask must be an address, 'local' or a Client, got 'int'"),
        ({"in_pieces": False, "dask": "local"}, "dask is for rows that are read in pieces"),
        ({"columns": "z"}, "no column 'z'"),
    ],
)
def test_what_needs_rows_in_memory_is_refused(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    path = parquet(tmp_path / "p.parquet", ROWS, 100)
    with pytest.raises(InputError, match=words):
        load(path, **{"in_pieces": True} | options)
    with pytest.raises(InputError, match="in_pieces is for files and tables; 'mtcars' fits in memory"):
        load("mtcars", in_pieces=True)


def test_what_is_too_large_is_read_in_pieces_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MAX_ROWS", 300)
    np.save(tmp_path / "many.npy", ROWS.astype(np.float32))
    parquet(tmp_path / "many.parquet", ROWS, 100)
    for source in (tmp_path / "many.npy", tmp_path / "many.parquet", ROWS):
        large: Any = load(source)
        assert large.comes_in_pieces
        assert large.n == 400


@pytest.mark.parametrize("kind", ["npy", "csv", "parquet"])
def test_a_file_that_goes_or_shrinks_while_it_is_read_is_named(tmp_path, kind):
    path, rows = tmp_path / f"rows.{kind}", np.arange(60.0).reshape(-1, 2)
    if kind == "npy":
        np.save(path, rows)
    elif kind == "csv":
        np.savetxt(path, rows, delimiter=",", header="x,y", comments="")
    else:
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pytest.importorskip("pyarrow").table({"x": rows[:, 0], "y": rows[:, 1]}), path)
    large = kmanim.load(path, in_pieces=True)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(
        InputError, match=rf"^'rows\.{kind}' (was cut short|is cut off|cannot be read as Parquet)"
    ):
        kmanim.run("kmeans", large, k=2)
    path.unlink()
    with pytest.raises(
        InputError, match=rf"^'rows\.{kind}' is gone, deleted or moved while it was read; let it"
    ):
        kmanim.run("kmeans", large, k=2)
