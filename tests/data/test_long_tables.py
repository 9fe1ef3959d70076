"""Long texts, which pandas reads, give what short ones give: the same numbers, names, notes and complaints."""

import csv
import io
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kmanim.data.load import load
from kmanim.data.readers import delimited, dialect, files
from kmanim.data.readers.delimited import Reading, table_of_text
from kmanim.data.readers.files import table_of_file
from kmanim.data.readers.long import lines as long_lines
from kmanim.data.readers.missing import Missing
from kmanim.errors import InputError
from tests.data.test_delimited import GOOD, REFUSED
from tests.data.test_real_files import READ
from tests.data.test_real_files import REFUSED as REFUSED_FILES


def table(text, **reading):
    """Give all that is in the table of a text, or the complaint."""
    try:
        found = table_of_text(text, name="t", where="t.csv", reading=Reading(**reading))
    except InputError as error:
        return str(error)
    return contents(found)


def contents(found):
    columns = [
        (c.name, c.holds, c.problem, None if c.numbers is None else c.numbers.tobytes(),
         c.texts() if c.numbers is None or c.holds != "numbers" else None)
        for c in found.columns
    ]  # fmt: skip
    return columns, found.lines.tolist(), found.row_names, found.notes


def both(monkeypatch, text, **reading):
    monkeypatch.setattr(delimited, "LONG", 10**9)
    careful = table(text, **reading)
    monkeypatch.setattr(delimited, "LONG", -1)
    assert table(text, **reading) == careful
    return careful


@pytest.mark.parametrize("text", [*GOOD.values(), *REFUSED])
@pytest.mark.parametrize("reading", [{}, {"keep_text": True}, {"header": False}])
def test_every_case_of_short_texts(monkeypatch, text, reading):
    both(monkeypatch, text, **reading)


OF_FILES = {
    f"{i} {name}": case[:2] for i, cases in enumerate((READ, REFUSED_FILES)) for name, case in cases.items()
}
FOR_TEXT = {"header", "delimiter", "decimal", "quotes"}


@pytest.mark.parametrize(("text", "options"), OF_FILES.values(), ids=OF_FILES)
def test_every_case_of_real_files(monkeypatch, text, options):
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    reading = {name: value for name, value in options.items() if name in FOR_TEXT}
    na = options.get("na") if options.get("na") != 5 else None
    both(monkeypatch, text, missing=Missing.named(na), **reading)


BODIES = [
    "1,2\n", "1,2", "1,2\n\n", "1,2\n\n3,4\n", "1\n", "1,2,3\n", "1e309,2\n", "1e-400,2\n", "0,0\n", "-0,0.0\n",
    "0e5,1\n", "0." + "0" * 400 + "1,2\n", "a,2\n", "1_0,2\n", " 1,2\n", "1;2\n", '"1",2\n', "1,\n", "NA,2\n",
    "n/A,2\n", "inf,2\n", "+-1,2\n", "1e,2\n", "1e5.5,2\n", ".,2\n", "5e-324,1\n", "1,2\r\n", "1,2\r3,4\r",
    '"1,5",2\n', "   \n1,2\n", '"a\nb",2\n3,4\n', 'a"b,2\n', '"a""b",2\n', '"a,2\n', "9" * 25 + ",1\n", "True,1\n",
    "1 ,\t2\n", "\u00a01,2\n", "größe,2\n", "😀,2\n", "1,2\n,\n", "0x10,1\n", '"a"b,1\n',
    "18446744073709551615,1\n", "1.,.5\n", "1,2,3\n1\n", "1\n1,2,3\n", "1,2\n\n \t\n3,4\n", "\x1f\n", "\x1f,\x01\n",
    " " * 99 + "\n", " " * 99 + ",\n", " " * 99 + "1,2\n", "\x01,2\n", '"",""\n', '""\n', '"1","2"\n', '"1" ,2\n',
    ' "1",2\n', '1,"2"x\n', '"1,2"\n', '"1,2",3\n', '"a\n,b"\n', '1,2"\n"3,4\n', '1"\n2,"3"\n', "2,-9\r\n\r\n",
    "1,\t2\n", '"1\r\n2",3\r\n', '"1","2""3"\n', "x" * 140_000 + ",1\n",
]  # fmt: skip
NUMBERS = "".join(f"{i * 0.37!r},{-i}\n" for i in range(400))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("where", ["end", "start", "middle"])
def test_one_odd_line_among_many(monkeypatch, body, where):
    half = NUMBERS[: NUMBERS.index("\n", len(NUMBERS) // 2) + 1]
    parts = {"end": (NUMBERS, body, ""), "start": ("", body, NUMBERS), "middle": (half, body, half)}[where]
    monkeypatch.setattr(dialect, "_FIRST_ROWS", 5)
    monkeypatch.setattr(long_lines, "_BLOCK", 64)
    both(monkeypatch, "x,y\n" + "".join(parts))


@pytest.mark.parametrize(
    "reading", [{"header": "certain"}, {"decimal": ","}, {"keep_text": True}, {"delimiter": ";"}, {"delimiter": " "},
                {"missing": Missing.named("0.37,-2")}, {"missing": Missing.named("")}, {"quotes": "none"}]
)  # fmt: skip
def test_options(monkeypatch, reading):
    both(monkeypatch, "x,y\n" + NUMBERS, **reading)


@pytest.mark.parametrize(
    "header", ["x,x\n", "# c\nx,y\n", "1,2\n", "x,y,z\n", ",y\n", "x\n", "\nx,y\n", "\n\n"]
)
def test_headings(monkeypatch, header):
    both(monkeypatch, header + NUMBERS)


@pytest.mark.parametrize(
    "cells",
    [["1,5", "2,25"], ["1,234", "2,345"], ["1,234", "2,5"], ["1,5", "2.5"], ["1,", "2,5"], ["1", "2"], ["a", "1,5"],
     ["1,5", "1.234"], ["1e5", "1,5"]],
)  # fmt: skip
@pytest.mark.parametrize("first_rows", [1, 1000])
def test_decimal_commas(monkeypatch, cells, first_rows):
    monkeypatch.setattr(dialect, "_FIRST_ROWS", first_rows)
    both(monkeypatch, "x;y;z\n" + "".join(f"{cell};7;{cell}\n" for cell in cells * 3))


@pytest.mark.parametrize(
    "text", ["x\n1\n\n2\n", "x\n1\n\n\n", "x\n\n\n", "\nx\n \n1\n", "x\na\nb", "x\n1\n2\n \n"]
)
def test_one_column(monkeypatch, text):
    both(monkeypatch, text)


CELLS = st.sampled_from(
    ["1", "-2.5", "1e3", "0", "", "NA", "nan", "?", "-", "a", "b c", "1,5", "1.5.2", "inf", '"', "\n", "\r\n", "'",
     " 3 ", "#"]
)  # fmt: skip


@example(
    [["1", "1", "a"], ["a", "1", "1,5"], ["a", "1", "inf"]], ";"
)  # first rows are those of which all is judged
@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_any_table(rows, delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["x", "y", "z"][: len(rows[0])], *rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "_FIRST_ROWS", 2)
        both(patch, text.getvalue())


@given(st.text(alphabet='1a.,;"\n\r \t-e', max_size=40))
def test_any_text(body):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "_FIRST_ROWS", 2)
        both(patch, "x,y\n1,2\n" + body)


@given(
    st.lists(st.tuples(st.floats(-1e99, 1e99), st.integers(-(10**15), 10**15)), min_size=1, max_size=30),
    st.sampled_from(",;\t|"),
)
def test_floats_come_back_to_the_last_bit(rows, delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([("x", "y"), *rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "LONG", -1)
        found = table_of_text(text.getvalue(), name="t", where="t", reading=Reading())
    np.testing.assert_array_equal(np.column_stack([c.numbers for c in found.columns]), np.array(rows, float))


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
@pytest.mark.parametrize("body", ["1,2\n", "1,2", "1\n", "größe,2\n", ",2\n", "1,2\r\n", "\0,2\n"])
def test_a_file_is_read_as_its_text_is(monkeypatch, tmp_path, body, encoding, start):
    path = tmp_path / "t.csv"
    path.write_bytes((start + "x,y\n" + NUMBERS + body).encode(encoding, "ignore"))

    def found():
        try:
            return contents(table_of_file(path, reading=Reading()))
        except InputError as error:
            return str(error)

    careful = found()
    monkeypatch.setattr(files, "LONG", 100)
    assert found() == careful


def test_what_pandas_finds_piece_by_piece(monkeypatch):
    cells = ["007", "1.50", "True", "", "NA", "18446744073709551615", "9" * 25, "x", "-1", "inf", "1e5"]
    pairs = [(one, other) for one in cells for other in cells]
    rows = 2**20 // len(pairs) + 1  # pandas reads a million cells at once
    lines = [",".join(row) + "\n" for row in zip(*pairs, strict=True)]
    both(monkeypatch, ",".join(f"x{i}" for i in range(len(pairs))) + "\n" + lines[0] * rows + lines[1] * rows)


def test_it_is_used(monkeypatch):
    monkeypatch.setattr(delimited, "LONG", 100)
    monkeypatch.setattr(delimited, "records_of", None)
    found = table_of_text("x,y,kind\n" + '1,2,"red"\n\n' * 300, name="t", where="t", reading=Reading())
    assert found.columns[0].cells is None
    assert found.columns[2].texts() == ["red"] * 300
    assert found.place(299) == "line 600"
    assert found.n == 300


def test_names_of_rows_keep_their_digits(monkeypatch, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("patient\u00a0no,x\n007,1\n008,2\n")
    monkeypatch.setattr(files, "LONG", -1)
    assert load(path, labels="patient no").labels == ("007", "008")
    data = load(path, columns="x", classes="patient no")
    assert list(data.categorical.values()) == [("007", "008")]


def test_what_is_said_to_be_text_is_kept_as_it_is_written(monkeypatch):
    text = "code,x\nstring,float\n2.30,1\n007,2\n?,3\n"
    columns, *_ = both(monkeypatch, text)
    assert columns[0][1] == "text"
    assert columns[0][-1] == ["2.30", "007", "?"]


def test_a_file_that_is_no_text(monkeypatch, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"%PDF" + b"x,y\n" * 100)
    monkeypatch.setattr(files, "LONG", 100)
    with pytest.raises(InputError, match="is no text but a PDF"):
        table_of_file(path, reading=Reading())


def test_what_is_heavy_is_not_imported_for_small_tables(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text("x,y\n" + "".join(f"{i % 7},{i * i % 11}\n" for i in range(200)))
    code = (
        "import sys; from kmanim.command.cli import main; "
        "codes = [main([data, '--runs', '2', '--size', '200x150', '--jobs', '1', '--out', data + '-out']) "
        f"for data in ('mtcars', {path.name!r})]; "
        "print([name for name in ('pandas', 'imageio', 'av', 'python_calamine', 'pyarrow') if name in sys.modules]); "
        "sys.exit(any(codes))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
