"""Text in pieces is text at once: the same columns, units and numbers to the last bit, or refused with a reason."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.limits import check_range
from kmanim.data.load import load
from kmanim.data.pieces import texts
from kmanim.data.pieces.line_numbers import count_lines, lines_before, renumbered
from kmanim.data.readers.delimited import Reading
from kmanim.data.readers.files import table_of_file
from kmanim.data.readers.missing import Missing
from kmanim.data.readers.selection import Wanted, select
from kmanim.errors import InputError
from tests.data.test_delimited import GOOD, REFUSED
from tests.data.test_long_tables import BODIES, CELLS, NUMBERS
from tests.data.test_real_files import READ
from tests.data.test_real_files import REFUSED as REFUSED_FILES

# What is read at once and not in pieces says so.
BY_DESIGN = ("in pieces", "delimiters alone", "text at once", "a header but no rows")


def at_once(path, reading):
    """Give what is read, or why not."""
    try:
        data = select(table_of_file(path, reading=reading), Wanted())
    except InputError as error:
        return str(error)
    return [(f.name, f.unit) for f in data.features], data.points.shape, data.points.tobytes()


def in_pieces(path, reading, piece):
    try:
        source = texts.text_source(path, reading=reading, piece=piece)
        points = np.concatenate([source.read(number) for number in range(source.n_pieces)])
        check_range(points, list(source.names), path.name)
    except InputError as error:
        return str(error)
    return list(zip(source.names, source.units, strict=True)), points.shape, points.tobytes()


def both(text, piece, **options):
    """Hold one to the other."""
    reading = Reading(**options)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        once, pieces = at_once(path, reading), in_pieces(path, reading, piece)
    if isinstance(pieces, str):
        assert isinstance(once, str) or any(words in pieces for words in BY_DESIGN)
    else:
        assert pieces == once


@pytest.mark.parametrize("text", [*GOOD.values(), *REFUSED])
@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("piece", [7, 64, 1 << 20])
def test_every_case_of_short_texts(text, header, piece):
    both(text, piece, header=header)


OF_FILES = {
    f"{i} {name}": case[:2]
    for i, cases in enumerate((READ, REFUSED_FILES))
    for name, case in cases.items()
    if case[1].get("quotes") != "single"
}


@pytest.mark.parametrize(("text", "options"), OF_FILES.values(), ids=OF_FILES)
@pytest.mark.parametrize("piece", [7, 64, 1 << 20])
def test_every_case_of_real_files(text, options, piece):
    reading = {n: v for n, v in options.items() if n in ("header", "delimiter", "decimal", "quotes")}
    na = options.get("na") if options.get("na") != 5 else None
    both(text, piece, missing=Missing.named(na), **reading)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("head", [64, 1 << 20])
def test_one_odd_line_among_many(monkeypatch, body, head):
    monkeypatch.setattr(texts, "HEAD", head)
    both("x,y\n" + NUMBERS + body + NUMBERS, 997)
    both("x,y\n" + NUMBERS + body, 997)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=9),
    st.sampled_from(",;\t|"),
    st.integers(3, 40),
)
def test_any_table(rows, delimiter, piece):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["x", "y", "z"][: len(rows[0])], *rows])
    both(text.getvalue(), piece)


@given(
    st.text(alphabet='1a.,;"\n\r \t-e#', max_size=40),
    st.integers(1, 20),
    st.sampled_from(["x,y\n1,2\n", "x\n1\n", ""]),
)
def test_any_text(body, piece, top):
    both(top + body, piece)
    both(top + body, piece, header=False)


@given(
    st.lists(st.tuples(st.floats(-1e99, 1e99), st.integers(-(10**15), 10**15)), min_size=1, max_size=30),
    st.sampled_from("\n\r"),
    st.integers(10, 200),
)
def test_numbers_come_back_to_the_last_bit(rows, feed, piece):
    text = "x,y" + feed + "\n" + "".join(f"{x!r},{y}{feed}\n" for x, y in rows)
    both(text.replace("\n\n", "\n"), piece)


def test_units_notes_and_what_is_left_out_are_those_of_the_text_at_once(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "# of 2024\nid,site,wt,hp\n,,kg,kW\n" + "".join(f"{i},s{i % 3},{i}.5,{i * i}\n" for i in range(300)),
        "utf-8",
    )
    once = load(path)
    large = load(path, in_pieces=True)
    assert large.features == once.features
    assert [feature.unit for feature in once.features] == ["kg", "kW"]
    assert large.reading[1:] == once.reading
    assert "id (an identifier" in once.reading[-1]


def test_a_table_of_r_may_end_with_a_piece_of_one_row(tmp_path):
    path = tmp_path / "t.csv"
    for sign in (" ", ","):
        path.write_text(
            sign.join(["wt", "hp"]) + "\n" + "".join(f"car{i}{sign}{i}.5{sign}{i}\n" for i in range(9))
        )
        for piece in (8, 9, 30):
            source = texts.text_source(path, piece=piece)
            assert sum(len(source.read(number)) for number in range(source.n_pieces)) == 9


def test_what_is_added_while_it_is_read_is_not_read(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("x,y\n" + "1,2\n" * 20)
    source = texts.text_source(path, piece=12)
    with path.open("a") as file:
        file.write("3,4\n" * 20)
    assert sum(len(source.read(number)) for number in range(source.n_pieces)) == 20


def test_a_pipe_is_refused_before_it_is_opened(tmp_path):
    with pytest.raises(InputError, match="is a directory"):
        load(tmp_path, in_pieces=True)
    with pytest.raises(InputError, match="is a pipe or device"):
        load("/dev/null", in_pieces=True)


@pytest.mark.parametrize(
    ("message", "counted"),
    [
        ("t line 5.csv, line 2: 3 fields where line 1 has 2", "t line 5.csv, line 102: 3 fields where line 1 has 2"),
        ("t line 5.csv: column 'line 7', line 3: 'line 8'", "t line 5.csv: column 'line 7', line 103: 'line 8'"),
        ("""t line 5.csv: "it's line 7", line 3: 'it\\'s line 8' is""",
         """t line 5.csv: "it's line 7", line 103: 'it\\'s line 8' is"""),
        ("t line 5.csv is not UTF-8 (line 4)", "t line 5.csv is not UTF-8 (line 104)"),
        ("'cut off at line 9… (line 4)", "'cut off at line 9… (line 104)"),
    ],
)  # fmt: skip
def test_only_lines_of_the_file_are_counted_anew(message, counted):
    assert renumbered(message, "t line 5.csv", 1, 100) == counted


def test_lines_end_in_three_ways(tmp_path, monkeypatch):
    content = b"a\r\nb\nc\rd\r\n"
    assert count_lines(content) == 4
    path = tmp_path / "t"
    path.write_bytes(content)
    for block in range(1, 12):
        monkeypatch.setattr("kmanim.data.pieces.line_numbers._BLOCK", block)
        with path.open("rb") as file:
            assert lines_before(file, len(content)) == 4
