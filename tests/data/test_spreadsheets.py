"""Sheets of spreadsheets: what their cells are, where they are, and which sheet was read."""

import datetime as dt
import zipfile

import numpy as np
import pytest

from kmanim.data.load import load, loaded
from kmanim.data.readers.sheets import zipped
from kmanim.data.readers.sheets.span import Span
from kmanim.errors import InputError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
EPOCH = dt.date(1899, 12, 30)
ERROR = object()


def cell(at, value):
    match value:
        case None:
            return ""
        case bool():
            return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
        case str():
            return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'
        case dt.date():
            return f'<c r="{at}" s="1"><v>{(value - EPOCH).days}</v></c>'
        case int() | float():
            return f'<c r="{at}"><v>{value!r}</v></c>'
        case _:
            return f'<c r="{at}" t="e"><v>#DIV/0!</v></c>'


def xlsx(path, sheets, hidden=(), merged=()):
    """Write a workbook as spreadsheet programs do, sheets by name, each a list of rows."""

    def relations(*targets):
        to = "".join(
            f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(targets, 1)
        )
        return f'<Relationships xmlns="{PACKAGE}/relationships">{to}</Relationships>'

    state = {name: ' state="hidden"' if name in hidden else "" for name in sheets}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"{state[name]}/>' for i, name in enumerate(sheets, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)),
            ("styles", "styles.xml"),
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    spans = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    spans = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
    for i, rows in enumerate(sheets.values(), 1):
        lines = "".join(
            f'<row r="{r}">'
            + "".join(cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row))
            + "</row>"
            for r, row in enumerate(rows, 1)
        )
        parts[f"xl/worksheets/sheet{i}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData>{spans}</worksheet>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return path


def ods(path, rows):
    def written(value):
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
    )
    lines = "".join(f"<table:table-row>{''.join(map(written, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Sheet1">{lines}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


ROWS = [["name", "x", "y"], ["a", 1, 2.5], ["b", 3, 4], ["c", 5, 1e-7]]


@pytest.fixture
def book(tmp_path):
    def write(*rows, **options):
        return xlsx(tmp_path / "cars.xlsx", {"A": [list(row) for row in rows]}, **options)

    return write


def test_read_as_the_same_text_is(book, tmp_path):
    text = tmp_path / "cars.csv"
    text.write_text("".join(",".join(map(str, row)) + "\n" for row in ROWS))
    for path in (book(*ROWS), ods(tmp_path / "cars.ods", ROWS)):
        data = load(path)
        np.testing.assert_array_equal(data.points, load(text).points)
        assert data.labels == ("a", "b", "c")
        assert data.name == "cars"
        assert data.notes == load(text).notes


def test_another_sheet_is_told(tmp_path):
    path = xlsx(tmp_path / "t.xlsx", {"A": ROWS, "B 2": [["u", "v"], [7, 8]]})
    assert load(path).notes[0] == "Read sheet 'A'; take another with sheet=...: B 2."
    assert loaded(path).notes[0] == "Read sheet 'A'; take another with --sheet: B 2."
    for sheet in ("B 2", 2, "2"):
        data = load(path, sheet=sheet)
        np.testing.assert_array_equal(data.points, [[7, 8]])
        assert not [note for note in data.notes if "sheet" in note]
    for sheet in ("C", 3, 0, "", -1):
        with pytest.raises(InputError, match=r"has no sheet .*; there are 'A' and 'B 2'"):
            load(path, sheet=sheet)


def test_a_hidden_sheet_is_not_the_first(tmp_path):
    path = xlsx(tmp_path / "t.xlsx", {"A": [["u", "v"], [7, 8]], "B": ROWS}, hidden=["A"])
    assert load(path).n == 3
    assert load(path, sheet="A").n == 1


def test_a_sheet_of_what_has_none(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("x,y\n1,2\n")
    for source in (path, [[1, 2]], "mtcars"):
        with pytest.raises(InputError, match="sheet is for"):
            load(source, sheet="A")


@pytest.mark.parametrize("gap", [None, ERROR, "NA", ""])
def test_gaps_and_errors_are_told_by_sheet_and_row(book, gap):
    path = book(["name", "x", "y"], ["a", 1, 2], ["b", gap, 4], ["c", 5, 6])
    with pytest.raises(InputError) as error:
        loaded(path)
    assert str(error.value) == (
        "cars.xlsx, sheet 'A': 1 of 3 rows has no value in x (row 3); fill in or give --missing drop"
    )
    data = load(path, missing="drop")
    np.testing.assert_array_equal(data.points, [[1, 2], [5, 6]])


def test_text_among_numbers(book):
    with pytest.raises(InputError, match=r"cars.xlsx, sheet 'A': column 'x', row 3: 'many' is not a number"):
        load(book(["x", "y"], [1, 2], ["many", 4], [5, 6]))


def test_a_title_above_the_heading(book):
    data = load(book(["Cars of 2024"], [], ["as counted by us"], *ROWS))
    np.testing.assert_array_equal(data.points, load(book(*ROWS)).points)
    assert data.notes[0] == "Left out rows 1 and 3 above the heading ('Cars of 2024')."


def test_one_column_has_no_title(book):
    assert load(book(["x"], [1], [2])).n == 2


def test_numbers_that_are_stored_as_text(book):
    path = book(["x", "y", "zip"], [1, 2, "01067"], ["3", 4, "01069"], [5, 6, "01097"])
    data = load(path)
    np.testing.assert_array_equal(data.points, [[1, 2], [3, 4], [5, 6]])
    assert data.notes[:2] == (
        "1 number in column x is stored as text (row 3).",
        "Not clustered: zip (numbers stored as text unless chosen with columns).",
    )
    assert load(path, labels="zip").labels == ("01067", "01069", "01097")
    np.testing.assert_array_equal(load(path, columns="zip").points, [[1067], [1069], [1097]])


def test_dates_and_truth_values(book):
    rows = [[i, dt.date(2024, 1, i), i % 2 == 0] for i in range(1, 5)]
    data = load(book(["x", "day", "ok"], *rows))
    assert data.notes[0] == "Not clustered: day (dates), ok (truth values)."
    assert data.categorical["day"][0] == "2024-01-01"
    with pytest.raises(InputError, match="column 'day' holds dates"):
        load(book(["x", "day"], *[row[:2] for row in rows]), columns="day")


def test_options_of_texts_hold(book):
    path = book([1, 2], [3, 4])
    assert load(path, header=False).n == 2
    with pytest.raises(InputError, match=r"row 1 looks like data"):
        load(path)
    path = book(["x", "y"], [1, -999], [3, 4])
    np.testing.assert_array_equal(load(path, na="-999", missing="drop").points, [[3, 4]])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["x", "x"], [1, 2]], "columns 1 and 2 are both called 'x'"),
        ([["x", ""], [1, 2]], "column 2 has no name"),
        ([["x", "y"]], "has a header but no rows"),
        ([], "is empty"),
        ([[""]], "is empty"),
    ],
)
def test_refused(book, rows, says):
    with pytest.raises(InputError, match=says) as error:
        load(book(*rows))
    assert "sheet 'A'" in str(error.value)


def test_damaged(tmp_path, book):
    whole = book(*ROWS).read_bytes()
    for name in ("t.xlsx", "t.ods", "t.xls", "t.xlsb"):
        for content in (b"", b"PK\x03\x04", whole[: len(whole) // 2], b"\xd0\xcf\x11\xe0" + bytes(99)):
            path = tmp_path / name
            path.write_bytes(content)
            with pytest.raises(InputError, match="cannot be read as a spreadsheet"):
                load(path)


class TestLimits:
    def test_what_an_archive_says_is_counted(self, book):
        with pytest.raises(
            InputError,
            match=r"decompressed, has more than 5,000 bytes.* save it as CSV: more come .* by in_pieces$",
        ):
            load(book(*ROWS, *[["d", 1, 2]] * 200), max_bytes=5000)

    def test_what_an_archive_says_is_not_believed(self, book):
        path = book(*ROWS, *[["d", 1, 2]] * 200)
        content = bytearray(path.read_bytes())
        at = 0
        while (at := content.find(b"PK\x01\x02", at) + 1) > 0:
            content[at + 23 : at + 27] = (1).to_bytes(4, "little")
        path.write_bytes(content)
        with pytest.raises(InputError, match="decompressed, has more than 5,000 bytes"):
            load(path, max_bytes=5000)

    @pytest.mark.parametrize("size", [1, 7, 100, 10_000])
    def test_a_span_is_found_whatever_the_pieces(self, size):
        empty = '<table:table-cell table:number-columns-repeated="{}"/>'.format
        value = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float"/>'.format
        row = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'.format
        head = (
            '<table:table table:name="A"><table:table-row>' + value(2) + empty(16_382) + "</table:table-row>"
        )
        texts = {
            '<x:row r="1"><x:c r="A1"/><x:c t="n" r="AB12"/></x:row><row r="13"><c r="C13" s="1"/></row>': (
                13,
                28,
            ),
            head + row(1_048_575, empty(16_384)): (1, 2),
            head
            + row(30, empty(3) + value(4) + empty(9))
            + "</table:table><table:table>"
            + row(5, value(1)): (31, 7),
        }
        for text, extent in texts.items():
            span = Span()
            for start in range(0, len(text), size):
                span.take(text.encode()[start : start + size])
            assert (span.tallest, span.widest) == extent

    def test_a_cell_far_out(self, book, monkeypatch):
        monkeypatch.setattr(zipped, "MAX_CELLS", 100)
        with pytest.raises(InputError, match="spans 60 rows and 3 columns"):
            load(book(*ROWS, *[[]] * 55, ["d", 1, 2]))


def test_merged_cells_hold_for_each_of_their_rows(book):
    rows = (
        ["Trees", None, None],
        ["group", "name", "x"],
        ["G", "a", 1],
        [None, "b", 2],
        ["H", "c", 3],
        [None, "d", 9],
    )
    data = load(book(*rows, merged=("A1:C1", "A5:A6", "A3:A4")), classes="group")
    assert data.categorical["group"] == ("G", "G", "H", "H")
    assert (
        data.notes[1]
        == "Took merged cells for the same value in each of their rows (rows 3 to 4 and 5 to 6)."
    )


def test_merged_cells_of_a_heading_stay(book):
    rows = (["name", "x"], [None, "kg"], ["a", 1], ["b", 2])
    data = load(book(*rows, merged=("A1:A2",)))
    assert (data.labels, data.features[0].unit) == (("a", "b"), "kg")


@pytest.mark.parametrize("first", [("a", "b", "c"), (0, 1, 2)])
def test_a_single_name_above_names_of_rows_is_no_title(book, first):
    data = load(book([None, "x"], *([name, value] for name, value in zip(first, (4, 6, 9), strict=True))))
    np.testing.assert_array_equal(data.points, [[4], [6], [9]])
    assert data.features[0].name == "x"
    assert data.labels == (first if first[0] == "a" else None)


def test_a_title_above_years_is_one(book):
    data = load(book([None, "Sales"], ["Country", 1990], ["Italy", 57.5], ["Malta", 0.4]))
    assert (data.features[0].name, data.labels) == ("1990", ("Italy", "Malta"))


def test_truth_values_are_0_and_1_if_asked_for(book):
    path = book(["name", "b", "x"], ["a", True, 1], ["b", None, 2], ["c", False, 3])
    np.testing.assert_array_equal(load(path, columns="b,x", missing="drop").points, [[1, 1], [0, 3]])
    assert load(path).notes == ("Not clustered: b (truth values).",)


def test_the_decimal_sign_is_that_of_numbers_stored_as_text(book):
    path = book(["x", "y"], ["1,5", 2.25], ["2,5", 3.5])
    np.testing.assert_array_equal(load(path, columns="x,y", decimal=",").points, [[1.5, 2.25], [2.5, 3.5]])
    with pytest.raises(InputError, match="decimal point among decimal commas"):
        load(book(["x", "y"], ["1.50", 2.25], ["2,5", 3.5]), decimal=",")


def test_an_empty_sheet_names_the_others(tmp_path):
    with pytest.raises(InputError, match=r"sheet 'A' is empty; take another with sheet=.*: B$"):
        load(xlsx(tmp_path / "t.xlsx", {"A": [], "B": ROWS}))
