"""Rows in pieces: arrays on disk and in hand, what is known of them at once, and who goes through them."""

import os
import signal
import sys
from dataclasses import dataclass

import numpy as np
import pytest

import kmanim
from kmanim.data.pieces.arrays import array_source, npy_source
from kmanim.data.pieces.engines import Forked, Serial
from kmanim.data.pieces.forking import can_fork
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.data.pieces.source import aligned, rows_between
from kmanim.errors import InputError

ROWS = np.random.default_rng(1).normal(size=(1_000, 3)) * (1, 20, 3) + (5, -1, 1e4)


def saved(path, rows):
    np.save(path, rows)
    return path


@pytest.mark.parametrize("kind", ["f4", "f8", ">f8", "f2", "i4", "u1"])
@pytest.mark.parametrize("order", "CF")
def test_a_file_is_read_by_ranges(tmp_path, kind, order):
    rows = np.asarray(np.abs(ROWS) % 200, kind, order=order)
    source = npy_source(saved(tmp_path / "rows.npy", rows), "x3,x1", piece=333)
    assert source.names == ("x3", "x1")
    assert source.n_pieces == 4
    pieces = [source.read(number) for number in range(4)]
    assert [len(piece) for piece in pieces] == [333, 333, 333, 1]
    assert {piece.dtype for piece in pieces} == {np.dtype("f4" if kind == "f4" else "f8")}
    np.testing.assert_array_equal(np.concatenate(pieces), rows[:, [2, 0]].astype(np.float64))


def test_one_column_is_a_table(tmp_path):
    assert npy_source(saved(tmp_path / "rows.npy", np.arange(5.0))).read(0).shape == (5, 1)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (np.array([None, 1]), "holds object"),
        (np.ones((2, 2), complex), "holds complex128"),
        (np.ones((2, 2, 2)), r"has shape \(2, 2, 2\)"),
    ],
)
def test_what_is_no_table_of_numbers_is_refused(tmp_path, rows, message):
    with pytest.raises(InputError, match=message):
        npy_source(saved(tmp_path / "rows.npy", rows))


def test_a_file_that_is_cut_off_or_none_is_refused(tmp_path):
    path = saved(tmp_path / "rows.npy", ROWS)
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(InputError, match="is cut off"):
        npy_source(path)
    path.write_bytes(b"x,y\n1,2\n")
    with pytest.raises(InputError, match="cannot be read as an array of numbers"):
        npy_source(path)
    with pytest.raises(InputError, match="no file"):
        npy_source(tmp_path / "other.npy")


@pytest.mark.skipif(sys.platform == "win32", reason="there a file that is mapped cannot be changed")
@pytest.mark.parametrize(
    "view", [lambda rows: rows, lambda rows: np.asarray(rows)[5:, ::2], lambda rows: rows[:, 0]]
)
def test_a_mapped_file_that_shrinks_is_named_before_its_rows_are_touched(tmp_path, view):
    path = saved(tmp_path / "rows.npy", np.arange(30_000.0).reshape(-1, 3))
    source = array_source(view(np.load(path, mmap_mode="r")), piece=1_000)
    last = source.n_pieces - 1
    assert len(source.read(last)) > 0
    os.truncate(path, 4096)
    with pytest.raises(InputError, match=r"^'rows\.npy' was cut short while it was read"):
        source.read(last)  # to touch them would end the process


@pytest.mark.skipif(sys.platform == "win32", reason="there a file that is mapped cannot be changed")
def test_a_mapped_file_that_is_replaced_or_deleted_is_still_there(tmp_path):
    path = saved(tmp_path / "rows.npy", ROWS)
    source = array_source(np.load(path, mmap_mode="r"), piece=100)
    whole = np.array(source.read(0))
    other = saved(tmp_path / "other.npy", ROWS[:3])
    other.replace(path)
    assert np.array_equal(source.read(0), whole)
    path.unlink()
    assert np.array_equal(source.read(0), whole)


@pytest.mark.parametrize("scale", ["none", "zscore", "minmax"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_it_is_known_what_is_known_in_memory(columns, scale):
    rows = ROWS[:, :columns]
    large = large_dataset(array_source(rows, piece=77), name="rows", where="rows", scale=scale)
    memory = kmanim.load(rows, scale=scale)
    assert (large.n, large.d, large.notes[1:]) == (1_000, columns, memory.notes)
    np.testing.assert_array_equal([large.low, large.high], [memory.low, memory.high])
    np.testing.assert_allclose(large.scaling.factor, memory.scaling.factor, rtol=1e-12)
    np.testing.assert_allclose(large.scaling.shift, memory.scaling.shift, rtol=1e-12)
    np.testing.assert_allclose(large.view.axes, memory.view.axes, rtol=1e-9, atol=1e-9)
    assert large.view.titles == memory.view.titles
    places = large.view.project(rows)
    np.testing.assert_array_equal(large.plane, [places.min(axis=0), places.max(axis=0)])


def test_two_columns_are_shown_of_more():
    large = large_dataset(array_source(ROWS), name="rows", where="rows", show="x3,x1")
    memory = kmanim.load(ROWS, show="x3,x1")
    assert large.view.columns == [2, 0]
    assert large.view.share == pytest.approx(memory.view.share)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_named(value):
    rows = ROWS.copy()
    rows[612, 1] = rows[700, 0] = value
    with pytest.raises(InputError, match=f"rows: column 'x2', row 613 is {value}"):
        large_dataset(array_source(rows, piece=100), name="rows", where="rows", engine=Serial())


def test_no_rows_are_refused():
    with pytest.raises(InputError, match="rows has no rows"):
        large_dataset(array_source(np.empty((0, 2))), name="rows", where="rows")


def test_rows_are_found_across_pieces():
    rows = np.arange(40.0)[:, np.newaxis]
    source = array_source(rows, piece=7)
    ends = [7, 14, 21, 28, 35, 40]
    for first, stop in ((0, 3), (6, 8), (13, 40), (38, 90), (0, 40)):
        np.testing.assert_array_equal(rows_between(source, ends, first, stop), rows[first:stop])
    whole = aligned(source, [7, 7, 7, 7, 7, 5])
    assert whole.n_pieces == 1
    np.testing.assert_array_equal(whole.read(0), rows)


@dataclass(frozen=True)
class Sum:
    number: int

    def __add__(self, other):
        return Sum(self.number + other.number)


@pytest.mark.parametrize("engine", [Serial(), Forked(1), Forked(3), Forked(20)])
def test_every_piece_is_looked_at_once(engine):
    told = []
    assert engine.added(lambda number: Sum(2**number), 10, told.append) == Sum(2**10 - 1)
    assert sorted(told) == list(range(1, 11))


def test_what_goes_wrong_in_a_copy_is_said_here():
    def look(number):
        if number == 2:
            raise InputError("row 7 is none")
        return Sum(number)

    with pytest.raises(InputError, match="row 7 is none"):
        Forked(2).added(look, 4)


@pytest.mark.skipif(not can_fork(), reason="no copies are made here")
def test_a_copy_that_is_ended_from_outside_is_missed():
    def look(number):
        if number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return Sum(number)

    with pytest.raises(MemoryError, match="ended from outside"):
        Forked(2).added(look, 4)
