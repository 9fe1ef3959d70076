"""What a text says is read exactly, or refused with the line and the mend."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.readers.delimited import Reading, table_of_text
from kmanim.data.readers.selection import Wanted, select
from kmanim.errors import InputError


def read(text, *, columns=None, labels=None, missing="refuse", **reading):
    keep_text = labels is not None
    table = table_of_text(text, name="t", where="t.csv", reading=Reading(keep_text=keep_text, **reading))
    return select(table, Wanted(columns=columns, labels=labels, missing=missing))


GOOD = {
    "commas": "x,y\n1,2\n3,4\n",
    "semicolons": "x;y\n1;2\n3;4\n",
    "tabs": "x\ty\n1\t2\n3\t4\n",
    "bars": "x|y\n1|2\n3|4\n",
    "no last line end": "x,y\n1,2\n3,4",
    "crlf": "x,y\r\n1,2\r\n3,4\r\n",
    "cr": "x,y\r1,2\r3,4\r",
    "spaces": " x , y \n 1 , 2\n3 ,\t4\n",
    "quotes": '"x","y"\n"1","2"\n"3","4"\n',
    "quotes after spaces": 'x, y\n1, "2"\n3, "4"\n',
    "empty lines": "\n\nx,y\n1,2\n\n  \n3,4\n\n\n",
    "comment": "# a note, with commas\n# another\nx,y\n1,2\n3,4\n",
    "spreadsheet": "sep=;\nx;y\n1;2\n3;4\n",
    "signs and exponents": "x,y\n+1,+.2e1\n3.,400E-2\n",
    "decimal commas": "x;y\n1,0;2,0\n3,0;4,0\n",
    "decimal comma beside text": "who\tx\ty\nA, B\t1,0\t2\nC, D\t3,0\t4\n",
    "trailing delimiters everywhere": "x,y,\n1,2,\n3,4,\n",
    "numbered rows without name": ",x,y\n0,1,2\n1,3,4\n",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_read_alike(text):
    data = read(text)
    assert [f.name for f in data.features] == ["x", "y"]
    np.testing.assert_array_equal(data.points, [[1, 2], [3, 4]])


REFUSED = {
    "": "is empty",
    "\n \n": "is empty",
    "# only a comment\n": "is empty",
    "x,y\n": "no rows",
    "x,y": "no rows",
    "x,y\n1,2,\n3,4,\n": "line 2: 3 fields where line 1 has 2",
    "x,y\n1,2\n3\n": "line 3: 1 field where line 1 has 2",
    "x,y\n1,2\n\n\n3,4,5\n": "line 5: 3 fields",
    "x;y\n1;2\n3;4;\n": "semicolons",
    "x,y\n1;2\n3;4\n": "line 2: 2 fields",
    "My table\nx,y\n1,2\n": "line 2: 2 fields",
    "x,y\n1,2\n,,\n": "line 3: 3 fields",
    "1,2\n3,4\n": "--no-header",
    "Mazda,1,2\nFiat,3,4\n": "--no-header",
    "NA,5%\n1,2\n": "--no-header",
    "1;2,a;b\n3;4,c;5\n": "could be read with",
    "1,5;2,5\n2,5;3,5\n": "could be read with",
    "a,a\n1,2\n": "columns 1 and 2 are both called 'a'",
    "a, a \n1,2\n": "both called 'a'",
    "x,,y\n1,2,3\n": "column 2 has no name",
    "x,y\n1,\n3,4\n": r"1 of 2 rows has no value in y \(line 2\); .*--missing drop",
    "x\n1\n\n3\n": r"1 of 3 rows has no value in x \(line 3\)",
    "x,y\n1,inf\n3,4\n": "'inf' is not a finite number",
    "x,y\n1,-Infinity\n3,4\n": "'-Infinity' is not a finite number",
    "x,y\n1e309,2\n3,4\n": "line 2: '1e309' is too large",
    "x,y\n1e-400,2\n3,4\n": "'1e-400' is too small",
    "x,y\n" + "9" * 400 + ",2\n3,4\n": "too large",
    "x,y\n1_000,2\n3,4\n": "'1_000' is not written as a plain number",
    "x,y\n1_000,2\n2_000,4\n": "'1_000' is not written as a plain number",
    "x,y\n\uff11,2\n3,4\n": "not written as a plain number",
    "x,y\n\u0663,2\n3,4\n": "is not a number",
    "x,y\n\u22125,2\n3,4\n": "not written as a plain number",
    'x,y\n"1,5",2\n"2,5",4\n': "decimal comma",
    "x,y\n1 000,2\n2 000,4\n": "separator between thousands",
    "x,y\n1\u00a0000,2\n2\u00a0000,4\n": "separator between thousands",
    "x,y\n1'000,2\n2'000,4\n": "separator between thousands",
    "x;y\n1.234,5;2\n1;2\n": "separator between thousands",
    "x;y\n1.234.567;2\n7.654.321;3\n": "separator between thousands",
    "x;y\n1,234;2\n2,345;3\n": "may be decimal or stand between thousands",
    "x;y\n1,5;2.5\n2,5;3.5\n": "'1,5' .line 2. has a comma, '2.5'",
    "x;y\n1.234;2,5\n5.678;3,5\n": "has a comma",
    "x,y\n$5,1\n$6,2\n": "carries a sign",
    "x,y\n5%,1\n6 %,2\n": "carries a sign",
    "x,y\n0x10,2\n3,4\n": "'0x10' is not a number",
    "x,y\n+-1,2\n3,4\n": "'\\+-1' is not a number",
    "x,y\n1e,2\n3,4\n": "'1e' is not a number",
    "x,y\n1,2\n3,four\n": "line 3: 'four' is not a number",
    "x,y\n1,2\ntotal,6\n": "'total' is not a number",
    "x,y\n#DIV/0!,2\n1,2\n": r"1 of 2 rows has no value in x \(line 2\)",
    'x,y\n"1,2\n3,4\n': "line 2: a quote is not closed",
    'x,y\n"a"b,2\n3,4\n': "mend the quotes",
    "sep=x\nx,y\n1,2\n": "line 2: 2 fields where line 1 has 1",
    ",".join(f"c{i}" for i in range(1001)) + "\n" + ",".join("1" * 1001) + "\n": "1,001 columns",
    '"x,y"\n"1,2"\n"3,4"\n': "decimal comma",
    "x y\n1 2\n3 4\n": "spaces between fields",
    "x,y;z\n1,2;3\n4,5;6\n": "could be read with",
    "name\nann\nbob\n": "no column of numbers.*name .text.",
    "x,y\nNaN,1\nnull,2\n": "column 'x' holds no values at all",
    "x,y\n" + "a" * 200_000 + ",2\n3,4\n": "field larger than field limit",
    "<!DOCTYPE html>\n<html>\n": "no column of numbers",
    "x,y\n1e101,2\n3,4\n": "column 'x' reaches 1e\\+101",
    "x,y\n1000000000000001,2\n999999999999999,4\n": "last digits",
}


@pytest.mark.parametrize(("text", "says"), REFUSED.items())
def test_refused(text, says):
    with pytest.raises(InputError, match=says) as caught:
        read(text)
    message = str(caught.value)
    assert len(message) <= 200
    assert message.isprintable()


@pytest.mark.parametrize("text", [text for text in REFUSED if text.count("\n") > 1 and len(text) < 999])
def test_what_is_refused_does_not_depend_on_line_ends(text):
    with pytest.raises(InputError):
        read(text.replace("\n", "\r\n"))
    with pytest.raises(InputError):
        read(text.removesuffix("\n"))


@pytest.mark.parametrize(
    "gap", ["", " ", "NA", "N/A", "NaN", "nan", "null", "None", "#N/A", "<NA>", "?", ".", "-", "-nan"]
)
def test_gaps_are_dropped_when_asked(gap):
    data = read(f"x,y\n1,2\n3,{gap}\n5,6\n{gap},1\n", missing="drop")
    np.testing.assert_array_equal(data.points, [[1, 2], [5, 6]])
    assert "Left out 2 of 4 rows without x or y (lines 3, 5)." in data.notes


def test_dropping_all_rows_is_refused():
    with pytest.raises(InputError, match="no row would be left"):
        read("x,y\n1,\n,2\n", missing="drop")


def test_gaps_in_columns_not_chosen_do_not_matter():
    assert read("x,y\n1,\n3,4\n", columns="x").n == 2


def test_unknown_way_with_gaps():
    with pytest.raises(InputError, match="refuse or drop"):
        read("x\n1\n", missing="fill")


def test_a_bad_column_can_be_left_out():
    text = "x,y\n1,1_0\n3,4\n"
    assert read(text, columns="x").d == 1
    with pytest.raises(InputError, match="1_0"):
        read(text, columns="y")


def test_labels_and_categories_by_default():
    data = read("kind,name,x\nu,A,1\nu,B,2\nv,C,4\n")
    assert data.labels == ("A", "B", "C")
    assert dict(data.categorical) == {"kind": ("u", "u", "v")}
    assert data.notes == ("Not clustered: kind (text).",)


@pytest.mark.parametrize("cells", ["12 kg,14 kg,15 kg", "2020-01-01,2020-01-02,2020-01-03", "A,A,B", "A,,B"])
def test_measures_dates_and_repeats_do_not_name_rows(cells):
    data = read("n,x\n" + "".join(f"{cell},{i}\n" for i, cell in enumerate(cells.split(","))))
    assert data.labels is None
    assert data.notes == ("Not clustered: n (text).",)


def test_labels_keep_their_digits():
    data = read("id,x,y\n007,1,2\n008,3,4\n", labels="id")
    assert data.labels == ("007", "008")
    assert [f.name for f in data.features] == ["x", "y"]


def test_row_names_of_r():
    data = read('"","mpg"\n"Mazda",21\n"Fiat",22\n')
    assert data.labels == ("Mazda", "Fiat")
    assert "row names" in data.notes[0]


def test_text_is_literal():
    data = read('"a,b","$x$ <b>\n",who\n1,2,"_|\u4e2d\U0001f600\n"\n3,4,"$"\n')
    assert [f.name for f in data.features] == ["a,b", "$x$ <b>"]
    assert data.labels == ("_|\u4e2d\U0001f600\n", "$")


def test_line_numbers_count_lines_within_quotes():
    with pytest.raises(InputError, match="line 4: 'z' is not"):
        read('who,x\n"a\nb",1\nc,z\n')


@pytest.mark.parametrize(
    ("columns", "found"), [("y,x", [[2, 1]]), ('"a,b",x', [[3, 1]]), (["x", "a,b"], [[1, 3]]), (" x ", [[1]])]
)
def test_columns(columns, found):
    np.testing.assert_array_equal(read('x,y,"a,b"\n1,2,3\n', columns=columns).points, found)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("x,x", "asked for twice"),
        ("x,weigth", "did you mean weight"),
        ("X", "did you mean x"),
        ("a,b", "stands in quotes"),
        ("", "needs column names"),
        ("x,", "needs column names"),
        ([], "needs column names"),
        ('"x', "--columns"),
        ("who", "column 'who' holds text"),
        (5, "got int"),
        (b"x", "got bytes"),
        ({"x"}, "got set"),
    ],
)
def test_refused_columns(columns, says):
    with pytest.raises(InputError, match=says):
        read('who,x,weight,"a,b"\nA,1,2,3\nA,2,3,4\n', columns=columns)


@pytest.mark.parametrize(
    ("labels", "says"), [("q", "no column 'q'"), (["a"], "labels names 1 of 2"), (5, "got int")]
)
def test_refused_labels(labels, says):
    with pytest.raises(InputError, match=says):
        read("x,y\n1,2\n3,4\n", labels=labels)


class TestReading:
    def test_no_header(self):
        data = read("1,2\n3,4\n", header=False)
        assert [f.name for f in data.features] == ["x", "y"]
        assert data.n == 2

    def test_certain_header(self):
        assert [f.name for f in read("1990,2000\n3,4\n", header="certain").features] == ["1990", "2000"]

    def test_delimiter(self):
        np.testing.assert_array_equal(read("x y\n1 2\n", delimiter=" ").points, [[1, 2]])
        np.testing.assert_array_equal(
            read("  x    y \n 10    2\n  3 4\n", delimiter=" ").points, [[10, 2], [3, 4]]
        )
        np.testing.assert_array_equal(read("x:y\n1:2\n", delimiter=":").points, [[1, 2]])

    def test_decimal(self):
        np.testing.assert_array_equal(read('x,y\n"1,5",2\n', decimal=",").points, [[1.5, 2]])
        np.testing.assert_array_equal(read("x;y\n1,234;2\n", decimal=",").points, [[1.234, 2]])

    @pytest.mark.parametrize(
        "reading", [{"delimiter": ""}, {"delimiter": ",,"}, {"delimiter": "\n"}, {"delimiter": '"'}, {"delimiter": 5},
                    {"decimal": "x"}, {"header": None}, {"header": "no"}]
    )  # fmt: skip
    def test_refused(self, reading):
        with pytest.raises(InputError):
            read("x,y\n1,2\n", **reading)


@given(
    st.lists(st.tuples(st.floats(-1e99, 1e99), st.integers(-(10**15), 10**15)), min_size=1, max_size=30),
    st.sampled_from(",;\t|"),
)
def test_floats_come_back_to_the_last_bit(rows, delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([("x", "y"), *rows])
    table = table_of_text(text.getvalue(), name="t", where="t", reading=Reading())
    np.testing.assert_array_equal(np.column_stack([c.numbers for c in table.columns]), np.array(rows, float))


@given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=4), min_size=1, max_size=6))
def test_any_text_is_read_or_refused(rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    found = outcome(text.getvalue(), {})
    if isinstance(found, str):
        assert len(found) <= 200
        assert found.isprintable()
    else:
        assert np.isfinite(np.frombuffer(found[1])).all()


def outcome(text, options):
    options = dict(options)
    if "header_option" in options:
        options["header"] = options.pop("header_option")
    try:
        data = read(text, **options)
    except InputError as error:
        return str(error)
    return [f.name for f in data.features], data.points.tobytes(), data.labels, data.notes
