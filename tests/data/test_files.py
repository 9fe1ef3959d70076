"""Files: regular, of a known kind and size, in an encoding that is said or plain."""

import gzip
import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kmanim.data.load import loaded as load  # advice is in the words of the command
from kmanim.errors import InputError, MissingPackage

TEXT = b"x,y\n1,2\n3,4\n"
POINTS = [[1, 2], [3, 4]]


@pytest.fixture
def put(tmp_path):
    def write(name, content=TEXT):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.CSV", "a.dat", "a"])
def test_text_of_any_ending(put, name):
    data = load(put(name))
    np.testing.assert_array_equal(data.points, POINTS)
    assert data.name == "a"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("a.csv.gz", "a"),
        ("a b $.csv", "a b $"),
        ("v1.2.csv", "v1.2"),
        (".csv", ".csv"),
        ("\u4e2d.csv", "\u4e2d"),
    ],
)
def test_names(put, name, short):
    content = gzip.compress(TEXT, mtime=0) if name.endswith("gz") else TEXT
    data = load(str(put(name, content)))
    assert data.name == short
    np.testing.assert_array_equal(data.points, POINTS)


def test_a_file_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.csv"
    Path(os.fsdecode(path)).write_bytes(TEXT)
    assert load(os.fsdecode(path)).name == "\ufffd"
    with pytest.raises(InputError, match="no file") as caught:
        load(os.fsdecode(path) + "x")
    str(caught.value).encode()


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (b"\xef\xbb\xbf" + TEXT, {}),
        (TEXT.decode().encode("utf-16"), {}),
        (b"\xfe\xff" + TEXT.decode().encode("utf-16-be"), {}),
        (TEXT.decode().encode("utf-32"), {}),
        (TEXT.decode().encode("utf-16-le"), {"encoding": "utf-16-le"}),
        (TEXT.decode().encode("utf-16-be"), {"encoding": "utf-16-be"}),
        (TEXT, {"encoding": "latin-1"}),
        (b"x,\xe4\n1,2\n3,4\n", {"encoding": "cp1252"}),
    ],
)
def test_encodings(put, content, options):
    np.testing.assert_array_equal(load(put("a.csv", content), **options).points, POINTS)


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        (b"x,y\n1,2\n3,\xff\n", {}, r"not UTF-8 \(line 3\).*cp1252"),
        (TEXT.decode().encode("utf-16-le"), {}, "--encoding utf-16-le"),
        (TEXT.decode().encode("utf-16-be"), {}, "--encoding utf-16-be"),
        (b"x,y\n1,2\0\n", {}, "binary"),
        (b"x,y\n1,2\0\n", {"encoding": "utf-8"}, "NUL"),
        (TEXT, {"encoding": "utf-32"}, "not UTF-32"),
        (TEXT, {"encoding": "nope"}, "no text encoding 'nope'"),
        (TEXT, {"encoding": "hex"}, "no text encoding"),
        (TEXT, {"encoding": "unicode_escape"}, "no text encoding"),
        (TEXT, {"encoding": ""}, "no text encoding"),
        (TEXT, {"encoding": "a\0b"}, "no text encoding"),
        (TEXT, {"encoding": 5}, "no text encoding"),
        (gzip.compress(TEXT, mtime=0), {}, "name it .csv.gz"),
        (b"PK\x03\x04rest", {}, "ZIP archive or a spreadsheet"),
        (b"PAR1rest", {}, "name it .parquet"),
        (b"\x93NUMPYrest", {}, "name it .npy"),
        (b"\x80\x04\x95\x00\x00.", {}, "binary"),
        (b"", {}, "is empty"),
        (TEXT, {"max_bytes": 5}, "more than 5 bytes"),
        (TEXT, {"max_bytes": 0}, "above 0"),
        (TEXT, {"max_bytes": "5"}, "above 0"),
        (TEXT, {"name": 5}, "must be text"),
        (TEXT, {"noun": ""}, "noun"),
        (TEXT, {"noun": ("a",)}, "noun"),
        (TEXT, {"n": 3}, "--n is for"),
    ],
)
def test_refused_contents(put, content, options, says):
    with pytest.raises(InputError, match=says) as caught:
        load(put("a.csv", content), **options)
    assert len(str(caught.value)) <= 200


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv.gz", TEXT, "no whole gzip"),
        ("a.csv.gz", gzip.compress(TEXT, mtime=0)[:-5], "no whole gzip"),
        ("a.csv.gz", gzip.compress(TEXT, mtime=0) + b"rubbish", "no whole gzip"),
        ("a.xlsx", TEXT, "a spreadsheet"),
        ("a.pkl", TEXT, "could run code"),
        ("a.npz", TEXT, "an archive"),
        ("a.csv.zip", TEXT, "an archive"),
        ("a.csv.xz", TEXT, "not with gzip"),
        ("a.json", TEXT, "JSON"),
        ("a.parquet", TEXT, "cannot be read as Parquet"),
        ("a.parquet", b"", "cannot be read as Parquet"),
        ("a.parquet.gz", gzip.compress(TEXT, mtime=0), "decompress it first"),
        ("a.npy", TEXT, "cannot be read as an array"),
        ("a.npy", b"", "cannot be read as an array"),
        ("a.npy", b"\x93NUMPY\x01\x00\xff\xff{", "cannot be read as an array"),
    ],
)
def test_refused_kinds(put, name, content, says):
    with pytest.raises(InputError, match=says):
        load(put(name, content))


def test_a_bomb_is_not_unpacked(put):
    path = put("a.csv.gz", gzip.compress(b"x,y\n" + b"1,2\n" * 500_000, mtime=0))
    with pytest.raises(
        InputError, match=r"decompressed, has more than 100,000 bytes.* or decompress it; more come"
    ):
        load(path, max_bytes=100_000)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/dev/zero", "pipe or device"),
        ("/dev/null", "pipe or device"),
        ("/", "is a directory"),
        ("./nowhere.csv", "no file 'nowhere.csv'"),
        ("a\0b.csv", "cannot be opened"),
        ("x" * 5000 + ".csv", "cannot be opened"),
        ("http://example.org/a.csv", "is an address"),
        ("s3://bucket/a.csv", "is an address"),
        ("file:///etc/passwd", "is an address"),
    ],
)
def test_refused_paths(path, says):
    with pytest.raises(InputError, match=says) as caught:
        load(path)
    assert len(str(caught.value)) <= 200


def test_a_fifo_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="pipe or device"):
        load(tmp_path / "pipe.csv")


def test_a_path_of_bytes():
    class Odd:
        def __fspath__(self):
            return b"a.csv"

    os.PathLike.register(Odd)
    with pytest.raises(InputError, match="must be text"):
        load(Odd())


class TestStandardInput:
    def feed(self, monkeypatch, content):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    def test_read(self, monkeypatch):
        self.feed(monkeypatch, TEXT)
        data = load("-")
        np.testing.assert_array_equal(data.points, POINTS)
        assert data.name == "stdin"

    @pytest.mark.parametrize(
        ("content", "options", "says"),
        [
            (b"", {}, "standard input is empty"),
            (TEXT, {"max_bytes": 5}, "standard input has more than 5 bytes"),
            (gzip.compress(TEXT, mtime=0), {}, "gzip"),
            (b"x,y\n1\n", {}, "standard input, line 2"),
        ],
    )
    def test_refused(self, monkeypatch, content, options, says):
        self.feed(monkeypatch, content)
        with pytest.raises(InputError, match=says):
            load("-", **options)

    def test_closed(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", None)
        with pytest.raises(InputError, match="closed"):
            load("-")


class TestNpy:
    def test_read(self, tmp_path):
        np.save(tmp_path / "a.npy", np.array(POINTS, ">i2"))
        np.testing.assert_array_equal(load(tmp_path / "a.npy").points, POINTS)

    @pytest.mark.parametrize("content", [b"xx", b"0,1\n1,2\n", b"\x80\x04K\x01."])
    def test_what_is_no_array(self, tmp_path, content):
        (tmp_path / "a.npy").write_bytes(content)
        with pytest.raises(
            InputError, match="as an array of numbers: it does not begin as a file of NumPy does"
        ):
            load(tmp_path / "a.npy")

    def test_no_pickle(self, tmp_path):
        np.save(tmp_path / "a.npy", np.array([[1, "a"]], dtype=object), allow_pickle=True)
        with pytest.raises(InputError, match="Python objects"):
            load(tmp_path / "a.npy")

    @pytest.mark.parametrize(
        "array", [np.arange(3), np.zeros((2, 2, 2)), np.array([["a"]]), np.zeros(2, [("x", float)])]
    )
    def test_refused(self, tmp_path, array):
        np.save(tmp_path / "a.npy", array)
        with pytest.raises(InputError):
            load(tmp_path / "a.npy")

    def test_a_header_that_promises_too_much(self, tmp_path):
        path = tmp_path / "a.npy"
        np.save(path, np.array(POINTS, float))
        path.write_bytes(path.read_bytes().replace(b"(2, 2)", b"(2, 9)"))
        with pytest.raises(InputError):
            load(path)


class TestParquet:
    def test_without_pyarrow(self, put, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingPackage, match=r"pip install 'kmanim\[parquet\]'"):
            load(put("a.parquet"))

    def test_read(self, tmp_path):
        table = pa.table(
            {
                "who": ["a", "b", "c"],
                "n": pa.array([1, 2, None], pa.int32()),
                "f": pa.array([1.5, 2.5, 3.5], pa.float32()),
                "yes": [True, False, None],
                "day": pa.array([1, 2, 3], pa.date32()),
                "list": [[1], [2], [3]],
            }
        )
        pq.write_table(table, tmp_path / "a.parquet")
        with pytest.raises(InputError, match=r"no value in n \(row 3\)"):
            load(tmp_path / "a.parquet")
        data = load(tmp_path / "a.parquet", missing="drop")
        np.testing.assert_array_equal(data.points, [[1, 1.5], [2, 2.5]])
        assert data.labels == ("a", "b")
        assert (
            data.notes[0] == "Not clustered: yes (truth values), day (dates), list (values of type ndarray)."
        )
        assert load(tmp_path / "a.parquet", columns="f").n == 3
        with pytest.raises(InputError, match="holds dates"):
            load(tmp_path / "a.parquet", columns="day")

    def test_a_bomb_is_not_unpacked(self, tmp_path):
        pq.write_table(pa.table({"x": np.zeros(100_000)}), tmp_path / "a.parquet")
        with pytest.raises(InputError, match="too large: 100,000 rows"):
            load(tmp_path / "a.parquet", max_bytes=100_000)

    @pytest.mark.parametrize("index", [["u", "v"], [7, 9]])
    def test_an_index_is_no_measure(self, tmp_path, index):
        pd.DataFrame({"x": [1, 2]}, index=index).to_parquet(tmp_path / "a.parquet")
        data = load(tmp_path / "a.parquet")
        np.testing.assert_array_equal(data.points, [[1], [2]])
        assert data.labels == (("u", "v") if index[0] == "u" else None)

    def test_two_columns_of_one_name(self, tmp_path):
        pq.write_table(
            pa.Table.from_arrays([pa.array([1]), pa.array([2])], ["x", "x"]), tmp_path / "a.parquet"
        )
        with pytest.raises(InputError, match="both called 'x'"):
            load(tmp_path / "a.parquet")


def test_files_are_closed(put, recwarn):
    for name in ("a.csv", "b.csv.gz", "c.npy", "d.parquet"):
        with pytest.raises(InputError):
            load(put(name, b""))
    assert not [w for w in recwarn if issubclass(w.category, ResourceWarning)]


def test_small_tables_do_not_need_pandas(put):
    path = put("a.csv")
    code = (
        f"import sys; from kmanim.data.load import load; load({str(path)!r}); load('mtcars'); load([[1]]); "
        + ("print(sorted({'pandas', 'scipy', 'sklearn', 'matplotlib', 'pyarrow'} & set(sys.modules)))")
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert Path(path).read_bytes() == TEXT
