"""What a page reads of a file is what the package reads; where it cannot be sure, it says so in one sentence."""

import ast
import base64
from pathlib import Path

import numpy as np
import pytest
from node import asked, needs_node

from kmanim.data.load import load
from kmanim.errors import InputError

pytestmark = needs_node

CASES = (
    "delimited",
    "real_files",
    "written_tables",
    "long_tables",
    "files",
    "classes",
    "row_numbers",
    "categories",
)
_READ = """
import { readBytes } from "./reading/open_file.js";
import { withoutGaps } from "./reading/gaps.js";
const bytes = text => Uint8Array.from(Buffer.from(text, "base64"));
answer(given.map(text => {
  const { table, problem } = readBytes(bytes(text), "t.csv");
  if (problem) return { problem };
  const names = table.features.map(feature => feature.name);
  const pairs = names.slice(1).map((name, i) => [names[i], name]);
  return { tables: pairs.map(pair => [pair, withoutGaps(table, pair)]), first: table };
}));
"""


def on_the_page(contents):
    return asked(_READ, [base64.b64encode(content).decode() for content in contents])


def in_the_package(path, table, columns):
    """Read what a command would read that has the options which the page gives."""
    said = " ".join(table["options"])
    options = {"header": "--no-header" not in said, "missing": "drop" if "--missing drop" in said else None}
    return load(path, columns=list(columns), **options)


def compared(contents, folder):
    """Hold page and package to each other; give which texts the page has read, and which the package alone."""
    path = folder / "t.csv"
    read, refused = [], []
    for content, made in zip(contents, on_the_page(contents), strict=True):
        path.write_bytes(content)
        if "problem" in made:
            assert made["problem"].startswith("t.csv")
            assert made["problem"].endswith(".")
            assert len(made["problem"]) < 400
            try:
                if load(path, missing="drop").points.shape[1] > 1:
                    refused.append((content, made["problem"]))
            except InputError:
                pass
            continue
        read.append(content)
        tables = [(pair, table) for pair, table in made["tables"] if table]
        assert tables[0][1] == made["first"]
        for pair, table in tables:
            places = [[f["name"] for f in table["features"]].index(name) for name in pair]
            data = in_the_package(path, table, pair)
            points = np.array([table["columns"][place] for place in places], float).T
            assert points.tolist() == data.points.tolist(), content
            assert table["names"] == (list(data.labels) if data.labels else None), content
            assert table.get("rows") == (None if data.rows is None else data.rows.tolist()), content
    return read, refused


def texts_of_the_reader():
    """Every text with lines among the tests of the package's own readers."""
    folder = Path(__file__).parents[1] / "data"
    found = []
    for name in CASES:
        tree = ast.parse((folder / f"test_{name}.py").read_text("utf-8"))
        found += [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    texts = [text for text in found if isinstance(text, str) and "\n" in text and len(text) < 20_000]
    return [text.encode("utf-8", "replace") for text in dict.fromkeys(texts)]


def test_the_very_cases_of_the_package_are_read_alike(tmp_path):
    read, refused = compared(texts_of_the_reader(), tmp_path)
    assert len(read) > 50
    assert len(refused) < 8


def made_up(rng):
    """A file as somebody may write it: delimiter, header, quotes, gaps, decimal sign, names, ends of lines."""
    delimiter = str(rng.choice([",", ";", "\t", "|"], p=[0.5, 0.25, 0.2, 0.05]))
    decimal = "," if delimiter != "," and rng.random() < 0.4 else "."
    n, kinds = (
        int(rng.integers(1, 14)),
        [str(kind) for kind in rng.choice(list("iifffstnmdu"), rng.integers(2, 7))],
    )
    columns = [[cell_of(rng, kind, decimal, row) for row in range(n)] for kind in kinds]
    names = [f"{'id' if kind == 'i' and rng.random() < 0.3 else kind}{i}" for i, kind in enumerate(kinds)]
    if rng.random() < 0.1:
        names[0] = ""
        if rng.random() < 0.5:
            columns[0] = [str(place) for place in np.cumsum(rng.integers(1, 3, n))]
    if rng.random() < 0.08:
        names[-1], columns[-1] = "", [""] * n
    rows = [list(row) for row in zip(*columns, strict=True)]
    if rng.random() < 0.8:
        rows.insert(0, names)
    quote = rng.random() < 0.3
    lines = [
        delimiter.join(quoted(cell, delimiter, quote and rng.random() < 0.6) for cell in row) for row in rows
    ]
    if rng.random() < 0.1:
        lines.insert(
            int(rng.integers(0, len(lines) + 1)), str(rng.choice(["", delimiter * (len(kinds) - 1), "  "]))
        )
    if rng.random() < 0.1:
        lines.insert(0, str(rng.choice(["# made today", f"sep={delimiter}", "# a, b; c"])))
    end = str(rng.choice(["\n", "\r\n", "\r"], p=[0.7, 0.25, 0.05]))
    text = end.join(lines) + (end if rng.random() < 0.8 else "")
    return (("\ufeff" if rng.random() < 0.2 else "") + text).encode(
        str(rng.choice(["utf-8", "utf-16"], p=[0.95, 0.05]))
    )


def cell_of(rng, kind, decimal, row):
    if rng.random() < 0.06:
        return str(rng.choice(["", "NA", "nan", "-", "?", "#N/A", "n/a", "#DIV/0!", "none", " "]))
    number = rng.normal() * 10.0 ** int(rng.integers(-2, 5))
    match kind:
        case "i":
            return str(int(rng.integers(-40, 2100)))
        case "f":
            text = str(rng.choice([f"{number:.3f}", f"{number:.1e}", f"{number:.0f}", f" {number:.2f}"]))
            return text.replace(".", decimal)
        case "s":
            return str(rng.choice(["red", "blue", "a b", "x;y", "p,q", 'say "hi"', "ünï", "<b>", "7 up"]))
        case "t":
            return f"{rng.choice(['Ann', 'Bo', '3M', '=1+1', 'é'])} {row}"
        case "n":
            return str(row + 1)
        case "m":
            return str(
                rng.choice(["1,234", "12,345.5", "7", "$5", "1 000", "5%", "1_0", "inf", "0x10", "1e999"])
            )
        case "d":
            return f"20{rng.integers(10, 30)}-0{rng.integers(1, 10)}-11"
    return str(int(rng.integers(1990, 2030)))


def quoted(cell, delimiter, wanted):
    if wanted or delimiter in cell or '"' in cell:
        return f'"{cell.replace(chr(34), chr(34) * 2)}"'
    return cell


def test_files_of_all_kinds_are_read_alike(tmp_path):
    rng = np.random.default_rng(17)
    contents = [made_up(rng) for _ in range(400)]
    read, refused = compared(contents, tmp_path)
    assert len(read) > 200
    assert len(refused) < 8


CELLS = (
    "1 -1 +1 1. .5 1.5e3 1E-3 1e+3 - . + e1 1e 1e1.5 0x10 0b1 1_000 1,5 1,50 1,234 1,234,567 1,234.5 12,34 "
    "1.234.567 １２ ٣ ² ½ Ⅷ −1 –1 1- inf -Infinity nan NaN -nan NA N/A #N/A #DIV/0! #NV #WERT! null NULL "
    "(null) None nil -- .. ? 1e308 1e309 -1e309 1e-323 1e-324 0e999 0.0e-999 00012 1e0005 $5 5% €5 5€ 1'000 "
    "true 1.#QNAN nan(ind) Err:502"
)


def test_cells_of_all_kinds_are_numbers_here_and_there(tmp_path):
    cells = CELLS.split()
    contents = []
    for cell in cells:
        contents += [f"a;b;c\n1;2;3\n4;5;{cell}\n7;8;9\n".encode(), f"a\tb\n{cell}\t1\n2\t5\n3\t7\n".encode()]
    read, _ = compared(contents, tmp_path)
    assert len(read) > len(cells)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a\n1\n2\n", "one column"),
        (b"a,b\nx,y\nz,w\n", "no column of numbers"),
        (b"a,b\n1,x\n2,y\n", "one column of numbers, a"),
        (b"a,b\n1,2\n3,4,5\n", "line 3 has 3 fields, line 1 has 2 fields"),
        (b"a,b\n1,2\n3\n", "line 3 has 1 field, "),
        (b'a,b\n1,2\n"3,4\n', "line 3: a quotation mark is not closed"),
        (b"a,b\nkg,m\n1,2\n3,4\n", "line 2 has \u201ckg\u201d where other lines have numbers"),
        (b"a,a\n1,2\n", "two columns are called"),
        (b"a,,b\n1,2,3\n", "a column has no name"),
        (b"1,2\n3,4\n", "line 1 may be a row or names"),
        (b"2001,2002\n3,4\n5,6\n", "line 1 may be a row or names"),
        (b"a;b\n1,5;2.5\n3,5;4\n", "write all numbers one way"),
        (b"a;b\n1,500;2\n3;4\n", "may be decimal or not"),
        (b"a,b\n1,2\n\xff,4\n", "is not UTF-8 (line 3)"),
        (b"\xff\xfea\0,\0b\0\n\0", "no rows"),
        (b"\xff\xfe\0\0a\0\0\0", "UTF-32"),
        (b"a\0,b\0\n", "no text"),
        (b"a,b\n1\x1b[2J,2\n", "no text"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"PK\x03\x04xx", "a spreadsheet or an archive"),
        (b"a b\n1 2\n3 4\n", "one column"),
        (b"a,b\n" + b"1,2\n" * 5001, "more than 5,000 rows"),
        (b"a,b\n1e200,2\n3,4\n", "too large"),
        (b"a,b\n1,\n4,\n,2\n", "no row has a number in both a and b"),
        (b"@relation x\n@data\n1,2\n", "ARFF"),
        (b"id,b\n1,5\n2,6\n", "besides id (it numbers the rows)"),
        (b"a,b,c\n1,2,3\n4,5,x\n", ""),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content, said):
    made = on_the_page([content])[0]
    assert (
        said in made["problem"]
        if said
        else "Not offered: c (line 3: “x” is no number)." in made["first"]["note"]
    )
    assert "\n" not in made.get("problem", "")


def test_5000_rows_are_read_and_gaps_are_counted_by_pairs():
    rows = "".join(f"{i % 7},{i * 0.5},{'' if i % 2 else 3}\n" for i in range(5000))
    made = on_the_page([f"a,b,c\n{rows}".encode()])[0]
    (_, full), (_, half) = made["tables"]
    assert (len(full["columns"][0]), full["leftOut"], full["options"]) == (5000, 0, [])
    assert (len(half["columns"][0]), half["leftOut"], half["options"]) == (2500, 2500, ["--missing drop"])


def test_names_are_text_and_nothing_else():
    rows = ["<img src=x onerror=alert(1)>", "a&b", "it's", "🚗 né", "</script>", "${x}", "=1+1"]
    text = "name,x,y\n" + "".join(f"{name},{i},{i * i}\n" for i, name in enumerate(rows))
    assert on_the_page([text.encode()])[0]["first"]["names"] == rows


_OPEN = """
import { openFile } from "./reading/open_file.js";
import { tooManyRows } from "./reading/csv.js";
const never = () => { throw new Error("it was read"); };
const fake = (name, size, type, read) => ({ name, size, type, arrayBuffer: async () => read() });
const text = words => () => new TextEncoder().encode(words).buffer;
const begun = performance.now();
const large = await openFile(fake("big.csv", 50e6, "text/csv", never));
const took = performance.now() - begun;
answer({
  large, took,
  picture: await openFile(fake("cat.JPG", 10, "", never)),
  typed: await openFile(fake("cat", 10, "image/png", never)),
  sheet: await openFile(fake("a.xlsx", 10, "", never)),
  folder: await openFile(fake("data", 4096, "", never)),
  good: await openFile(fake("points.csv", 12, "text/csv", text("a,b\\n1,2\\n3,5\\n"))),
  many: tooManyRows({ name: "t", columns: [new Float64Array(2001)] }, "dbscan"),
  few: tooManyRows({ name: "t", columns: [new Float64Array(2001)] }, "kmeans"),
});
"""


def test_files_are_looked_at_before_they_are_read():
    made = asked(_OPEN)
    assert made["large"] == {
        "problem": "big.csv has 50.0 MB; at most 5 MB are read: keep fewer rows or columns."
    }
    assert made["took"] < 1000
    assert "a picture" in made["picture"]["problem"]
    assert "image/png" in made["typed"]["problem"]
    assert "a spreadsheet" in made["sheet"]["problem"]
    assert "is it a folder" in made["folder"]["problem"]
    assert made["good"]["table"]["columns"] == [[1, 3], [2, 5]]
    assert made["many"] == "t has 2,001 rows; at most 2,000 can be shown with DBSCAN."
    assert made["few"] == ""
