"""The command, called in this process: what it says, what it refuses, what it leaves."""

import gc
import gzip
import io
import json
import os
import re
import shlex
import signal
import warnings

import matplotlib as mpl
import numpy as np
import pytest

from kmanim import __version__
from kmanim.command.cli import main
from kmanim.command.console import Console
from kmanim.command.groups.look import LARGEST_SIDE, SMALLEST_SIDE
from kmanim.command.help import EXAMPLES
from kmanim.command.options import parse
from kmanim.command.parser import parser
from kmanim.data import load
from kmanim.export.folder import Folder
from kmanim.plot.style.look import SIDE_LIMITS

SMALL = ["--size", "120x90"]
ROWS = "x,y\n1,2\n3,4\n5,1\n"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    """Every test stands in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def run(capsys):
    """Run the command; give exit code, stdout and stderr."""

    def command(*words):
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def everything(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def is_refused(answer, *, code=2):
    """One line that says what is wrong, after nothing but lines of our own; nothing on stdout."""
    got, out, err = answer
    lines = err.splitlines()
    assert got == code, err
    assert out == ""
    assert lines[-1].startswith("kmanim: error: ")
    assert len(lines[-1]) < 260
    assert sum(line.startswith("kmanim: error:") for line in lines) == 1
    assert all(line.startswith("kmanim: ") for line in lines)
    assert all(c.isprintable() or c == "\n" for c in err)
    assert "internal" not in err
    assert "Traceback" not in err
    return lines[-1]


REFUSED = {
    "--k": ["0", "-1", "33", "51", "1e3", "1.5", "", "x", "９", "1_0", "nan", "9" * 30, " 2"],
    "--seed": ["-1", "1.5", "1e3", "", "nan", "x", "1_000", "9" * 4001],
    "--runs": ["0", "10001", "abc", "-3", "1.0", ""],
    "--compare-inits": ["0", "3-2", "2-51", "x", "2,", "-1"],
    "--films": ["-1", "10001", "all", "1.0", ""],
    "--size": ["0x0", "1x1", "49x90", "99999x5", "4001x90", "abc", "600", "600x", "x450", "1x2x3", "-60x90", ""],
    "--scale-factor": ["0", "-1", "nan", "inf", "1e9", "1e-9", "1e999", "", "x", "0.05"],
    "--pace": ["0", "-1", "nan", "inf", "1e9", "1000", "", "x", "1,5"],
    "--loop": ["0", "-1", "1.5", "never", "Once", "", "65537"],
    "--max-bytes": ["0", "-1", "x", "0.1", "", "1g", "1e5", "0k"],
    "--pick": ["0", "2", "99", "-1", "x", ""],
    "--explain": ["Trabant", "", "0", "33", "-1", "1.5", "\x1b[31m", "x" * 9999, "$\\foo$"],
    "--show": ["weight", "weight,weight", "weight,horsepower,mpg", "", "a,b", ",", '"weight'],
    "--columns": ["weight,weight", "nope", "", ",", "weight,", "name", "Weight", '"weight', "\0", "\udcff", "a\nb"],
    "--labels": ["nope", "", "name,weight", "\x1b"],
    "--init": [
        "", "foo", "1000", "1000,150 1500", "1000,150 nan,1", "inf,1 2,2", "1e999,1 2,2", "a,b c,d", ",", "1,",
        "1,,2", "1 2 3", '"1,2"', "kmeans++", "random", "1,2 " * 51, "[1,2] 3", "(1,2", "-5", "0x1,2 3,4",
    ],
    "--format": ["foo", "gif,foo", "", "gif,", "png", "gif;apng"],
    "--stills": ["jpg", "", "PNG"],
    "--empty": ["drop", ""], "--algorithm": ["kmeanz", ""], "--scale": ["log", ""], "--missing": ["mean"],
    "--profile": ["x"], "--theme": ["blue"], "--panel": ["x"], "--aspect": ["1"], "--gallery": ["mtcars"],
    "--decimal": [";"], "--delimiter": ["", "ab", '"'], "--encoding": ["nope", "", "\\0"], "--n": ["0", "5"],
    "--noun": ["", ",", "a,b,c", "car,", "x" * 41], "--quotes": ["single", ""], "--na": ['"a'], "--header": ["x"],
    "--max-iter": ["0", "10001"], "--quiet": ["x"], "--foo": ["x"], "--run": ["3"],
    "--choose-k": [
        "", "8", "1-", "-8", "0-3", "3-3", "8-1", "1-51", "1-33", "1-32", "1-8-9", "1.0-3", "1 - 3", "٣-٥", "x", "nan",
    ],
    "--out": ["", " ", "-", "\0", "file", "file/in", "x" * 300, "loop", "loop/in"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("option", "value"), [(option, value) for option, values in REFUSED.items() for value in values]
)
def test_values_that_will_not_do(run, empty_folder, option, value):
    (empty_folder / "file").write_text("mine")
    (empty_folder / "loop").symlink_to("loop")
    before = everything(empty_folder)
    is_refused(run("mtcars", "--dry-run", option, value))
    assert everything(empty_folder) == before
    assert (empty_folder / "file").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--k", "x"], "--k must be a whole number, got 'x'; see kmanim --help"),
        (["--k", "33"], "k is 33 but mtcars has only 32 cars; choose a smaller k"),
        (["--k", "32"], "k is 32 but there are only 31 distinct points; choose a smaller k"),
        (["--k", "51"], "--k must be a whole number from 1 to 50, got 51"),
        (["--runs", "12", "--init", "1,2 3,4"], "--init gives the starts, so all 12 runs would be the same"),
        (["--pick", "4", "--runs", "3"], "--pick must be a run from 1 to 3, got 4"),
        (["--explain", "40"], "--explain: there is no row 40; mtcars has rows 1 to 32"),
        (["--init", "1,2 3", "--k", "2"], "--init: start 2 has 1 number, but start 1 has 2 numbers"),
        (["--k", "3", "--init", "1,2 3,4"], "--k is 3 but init gives 2 starts"),
        (["--columns", "wieght"], "did you mean weight?"),
        (["--noun", "oxen", "--k", "33"], "k is 33 but mtcars has only 32 oxen; choose a smaller k"),
        (
            ["--choose-k", "8-1"],
            "--choose-k must be like 1-8, two numbers of clusters from 1 to 50, the smaller one first",
        ),
        (
            ["--choose-k", "2-40"],
            "k cannot go from 2 to 40: there are only 31 distinct points; end the range at 31 or",
        ),
        (
            ["--choose-k", "2-4", "--init", "1,2 3,4"],
            "--init gives starts for one k, but --choose-k tries several",
        ),
        (["--size", "40x90"], "sides must lie between 50 and 4000 pixels"),
        (["\x1b[31mred"], r"\x1b[31mred is said besides"),
    ],
)
def test_complaints_name_what_was_received_and_what_would_do(run, words, says):
    assert says in is_refused(run("mtcars", *words, "--dry-run"))


@pytest.mark.parametrize(
    "data",
    [
        "mtcarz", "", " ", "nowhere.csv", "./mtcars", "mtcars/", "/", ".", "http://x.y/a.csv", "s3://a/b", "a\0b",
        "x" * 5000, "\udcff.csv", "\n", "a\nkmanim: error: b", "/dev/zero", "/dev/null", "$HOME", "*.csv",
    ],
)  # fmt: skip
def test_data_that_is_not_there(run, empty_folder, data):
    is_refused(run(data))
    assert everything(empty_folder) == []


FILES = {
    "empty.csv": b"",
    "header.csv": b"x,y\n",
    "one-row.csv": b"x,y\n1,2\n",
    "same.csv": b"x,y\n" + b"1,1\n" * 9,
    "too-large.csv": b"x,y\n1e309,2\n3,4\n",
    "too-small.csv": b"x,y\n1e-400,2\n3,4\n",
    "huge.csv": b"x,y\n1e300,2\n3,4\n",
    "nan.csv": b"x,y\nnan,2\n3,4\n1,1\n",
    "inf.csv": b"x,y\ninf,2\n3,4\n",
    "missing.csv": b"x,y\n,2\n3,4\n1,1\n",
    "mixed-decimals.csv": b"x;y\n1,5;2.5\n3,5;4\n",
    "thousands.csv": b"x;y\n1,500;2\n2,500;4\n",
    "utf-16.csv": "x,y\n1,2\n3,4\n".encode("utf-16-le"),
    "latin-1.csv": "größe,y\n1,2\n3,4\n".encode("latin-1"),
    "nul.csv": b"x,y\n1,\x002\n3,4\n",
    "binary.csv": bytes(range(256)) * 9,
    "gzip.csv": gzip.compress(ROWS.encode(), mtime=0),
    "no-gzip.csv.gz": ROWS.encode(),
    "cut.csv.gz": gzip.compress(ROWS.encode() * 99, mtime=0)[:-20],
    "huge-field.csv": b"x,y\n1," + b"9" * 200_000 + b"\n3,4\n",
    "ragged.csv": b"x,y\n1,2\n3\n",
    "shifted.csv": b"x,y\n1,2,\n3,4,5\n",
    "twice.csv": b"x, x\n1,2\n3,4\n",
    "unnamed.csv": b"x,,y\n1,2,3\n4,5,6\n",
    "no-header.csv": b"1,2\n3,4\n",
    "open-quote.csv": b'x,y\n"1,2\n3,4\n',
    "letters.csv": b"x,y\na,b\nc,d\n",
    "mixed.csv": b"x,y\n1,2\n3,4\nc,5\n",
    "wide.csv": b",".join(b"c%d" % i for i in range(1001)) + b"\n" + b",".join([b"1"] * 1001) + b"\n",
    "table.xlsx": b"PK\x03\x04",
    "objects.pkl": b"\x80\x04",
    "broken.parquet": b"PAR1",
    "broken.npy": b"\x93NUMPY",
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_cannot_be_read_for_certain(run, empty_folder, name):
    (empty_folder / name).write_bytes(FILES[name])
    said = is_refused(run(name))
    assert everything(empty_folder) == [name]
    assert name in said or name == "one-row.csv" or name == "same.csv"


def test_special_files_are_not_waited_for(run, empty_folder):
    os.mkfifo("pipe.csv")
    (empty_folder / "folder.csv").mkdir()
    (empty_folder / "loop.csv").symlink_to("loop.csv")
    (empty_folder / "zero.csv").symlink_to("/dev/zero")
    before = everything(empty_folder)
    for name in before:
        is_refused(run(name))
    assert everything(empty_folder) == before


NAMES = [
    "$x$",
    "_y",
    "<b>&amp;",
    '"q"',
    "😀",
    "体重",
    "=1+1",
    "{{x}}",
    "</script>",
    "$\\foo$",
    "a$_{b$",
    "x" * 9999,
    "a\nb",
    "--k",
    "1e5",
]


@pytest.mark.parametrize("names", [NAMES[i : i + 3] for i in range(0, len(NAMES), 3)])
def test_odd_names_are_shown_and_never_read_as_anything(run, empty_folder, names):
    first, second, label = ('"' + name.replace('"', '""') + '"' for name in names)
    text = f"{first},{second},who\n1,2,{label}\n3,4,b\n5,1,c\n"
    (empty_folder / "odd.csv").write_text(text, encoding="utf-8")
    code, out, err = run("odd.csv", "--labels", "who", *SMALL, "--format", "html")
    assert code == 0, err
    assert "internal" not in err
    page = (empty_folder / "gifs/odd/index.html").read_text("utf-8")
    assert "<b>&" not in page
    assert page.count("</script>") == page.count("<script")
    assert len(out.splitlines()) == len(everything(empty_folder / "gifs/odd"))


@pytest.mark.parametrize(
    "name", [b"\xff.csv", "体重.csv".encode(), b"-dash.csv", b"a\nb.csv", b"{{x}}.csv", b".csv"]
)
def test_odd_file_names(run, empty_folder, name):
    path = empty_folder / os.fsdecode(name)
    path.write_text(ROWS)
    code, _, err = run(path, *SMALL, "--quiet")
    assert (code, err) == (0, "")
    folder, *others = (empty_folder / "gifs").iterdir()
    assert not others
    assert re.fullmatch(r"[A-Za-z0-9._-]+", folder.name)


def test_files_of_the_user_stay_until_force(run, empty_folder):
    mine = empty_folder / "out/post.md"
    mine.parent.mkdir()
    mine.write_text("my own words")
    before = everything(empty_folder)
    said = is_refused(run("mtcars", *SMALL, "--out", "out"))
    assert "out/post.md was not written by kmanim" in said
    assert "--force" in said
    is_refused(run("mtcars", *SMALL, "--out", "out", "--dry-run"))
    assert everything(empty_folder) == before
    assert mine.read_text() == "my own words"
    assert run("mtcars", *SMALL, "--out", "out", "--force")[0] == 0
    assert mine.read_text() != "my own words"


def test_a_folder_in_the_place_of_a_file(run, empty_folder):
    (empty_folder / "out/runs.csv").mkdir(parents=True)
    is_refused(run("mtcars", *SMALL, "--out", "out", "--force"))
    assert everything(empty_folder) == ["out", "out/runs.csv"]


def test_the_table_that_was_read_is_never_written(run, empty_folder):
    assert run("mtcars", *SMALL, "--runs", "3", "--out", "out")[0] == 0
    before = (empty_folder / "out/runs.csv").read_bytes()
    said = is_refused(
        run("out/runs.csv", *SMALL, "--columns", "iterations,inertia", "--k", "1", "--out", "out")
    )
    assert "would be overwritten" in said
    assert (empty_folder / "out/runs.csv").read_bytes() == before


@pytest.mark.parametrize("at", ["run-01.gif", "density.png", "runs.csv", "index.html"])
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, "No space left on device"), 1),
        (MemoryError(), 1),
        (KeyboardInterrupt(), 130),
        (ValueError(), 1),
    ],
)
def test_whatever_ends_the_work_leaves_nothing(run, empty_folder, monkeypatch, at, error, code):
    stage = Folder.stage

    def fails(self, name):
        if name == at:
            raise error
        return stage(self, name)

    monkeypatch.setattr(Folder, "stage", fails)
    got, out, err = run("mtcars", *SMALL)
    assert (got, out) == (code, "")
    assert err.count("kmanim: error:") == 1
    assert err.splitlines()[-1].startswith("kmanim: error:")
    assert everything(empty_folder) == []


def test_an_error_of_ours_is_one_line_and_a_traceback_when_asked(run, monkeypatch):
    def fails(*_args, **_options):
        raise ZeroDivisionError("it\nbroke")

    monkeypatch.setattr("kmanim.data.load.loaded", fails)
    code, out, err = run("mtcars")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == (
        r"kmanim: error: internal error: ZeroDivisionError('it\nbroke'); run again with --traceback and report it"
    )
    with pytest.raises(ZeroDivisionError):
        main(["mtcars", "--traceback"])


def test_what_libraries_warn_of_is_one_line_said_once(run, monkeypatch):
    true = load.loaded

    def warns(*args, **options):
        for _ in range(3):
            warnings.warn("first\nsecond", RuntimeWarning, stacklevel=1)
        return true(*args, **options)

    monkeypatch.setattr("kmanim.data.load.loaded", warns)
    code, _, err = run("mtcars", "--dry-run")
    assert code == 0
    assert err.count("first second") == 1
    assert "kmanim: warning: first second\n" in err


def test_help_is_complete_and_fits(run, monkeypatch):
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 90
    for action in parser()._actions:
        assert action.help
        for name in action.option_strings:
            assert name in out
    for group in (
        "data:",
        "algorithm:",
        "comparisons:",
        "film:",
        "look:",
        "files:",
        "other:",
        "built-in data sets:",
        "examples:",
        "exit codes:",
    ):
        assert f"\n{group}\n" in out
    for command, _ in EXAMPLES:
        assert f"  {command}\n" in out


@pytest.mark.parametrize("columns", [20, 80, 200])
@pytest.mark.parametrize("word", ["--help", "-h"])
def test_prepared_help_is_what_the_parser_says(run, monkeypatch, word, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    at_once = run(word)
    monkeypatch.setattr("kmanim.command.cli.answer", lambda *_: False)
    assert run(word) == at_once


def test_version(run):
    assert run("--version") == (0, f"kmanim {__version__}\n", "")


def test_the_limits_of_options_are_those_of_pictures():
    assert (SMALLEST_SIDE, LARGEST_SIDE) == SIDE_LIMITS


@pytest.mark.parametrize("command", [command for command, _ in EXAMPLES])
def test_examples_do_what_they_say(run, command):
    words = shlex.split(command)
    assert words[:3] == ["python", "-m", "kmanim"]
    parse(words[3:])
    code, out, _ = run(*words[3:], "--dry-run")
    assert code == 0
    assert ("explore.html" if "--explore" in words else "index.html") in out


def test_a_value_may_begin_with_a_minus(run):
    for init in ("-5,3", "-.5,3 2,-1"):
        assert run("mtcars", "--init", init, "--dry-run")[0] == 0


def test_no_data_says_what_to_give(run):
    assert "which data?" in is_refused(run())
    assert "which data?" in is_refused(run("--json"))


def test_dry_run_lists_what_is_written_and_writes_nothing(run, empty_folder):
    words = [
        "mtcars",
        *SMALL,
        "--runs",
        "2",
        "--format",
        "gif,html",
        "--explain",
        "3",
        "--explain",
        "Fiat 128",
    ]
    code, listed, _ = run(*words, "--dry-run")
    assert code == 0
    assert everything(empty_folder) == []
    code, written, _ = run(*words)
    assert code == 0
    assert written == listed
    there = [name for name in everything(empty_folder) if (empty_folder / name).is_file()]
    assert sorted(listed.splitlines()) == there
    assert json.loads(run(*words, "--dry-run", "--json")[1])["files"] == listed.splitlines()


def test_quiet_says_nothing_but_paths_and_errors(run):
    code, out, err = run("mtcars", *SMALL, "--quiet")
    assert (code, err) == (0, "")
    assert "gifs/mtcars/run-01.gif" in out.splitlines()
    assert is_refused(run("mtcars", "--k", "99", "--quiet")).startswith("kmanim: error:")


@pytest.mark.parametrize("words", [["mtcars", "--runs", "2"], ["mtcars", "--k", "1", "--columns", "weight"]])
def test_json_is_one_object_and_nothing_else(run, empty_folder, words):
    code, out, err = run(*words, *SMALL, "--json")
    assert code == 0
    assert out.isascii()
    assert out.count("\n") == 1
    result = json.loads(out, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON"))
    assert sorted(result["files"]) == [n for n in everything(empty_folder) if (empty_folder / n).is_file()]
    for row in result["runs"]:
        film = empty_folder / "gifs/mtcars" / row["file"]
        assert film.stat().st_size == row["bytes"]
    assert result["best"] == min(result["runs"], key=lambda row: row["inertia"])["run"]
    assert "solution" in err


def test_the_table_of_runs_comes_last(run):
    code, _, err = run("mtcars", *SMALL, "--runs", "2")
    lines = err.splitlines()
    assert code == 0
    assert lines[0] == "kmanim: mtcars: reading …"
    assert lines[-4].split() == ["run", "iterations", "inertia", "solution", "film"]
    assert [line.split()[0] for line in lines[-3:-1]] == ["1", "2"]
    assert lines[-1].endswith("open gifs/mtcars/index.html")


def test_rows_called_alike_are_told(run, empty_folder):
    (empty_folder / "same.csv").write_text("who,x,y\na,1,2\na,3,4\nb,5,6\n")
    code, _, err = run("same.csv", "--labels", "who", "--explain", "a", "--dry-run")
    assert code == 0
    assert "2 rows are called 'a'; the first one is explained" in err


def test_rows_are_counted_from_1_unless_a_name_says_otherwise(run, empty_folder):
    assert "distances-Mazda-RX4.png" in run("mtcars", "--explain", "1", "--dry-run")[1]
    assert "distances-point-3.png" in run("blobs", "--explain", "3", "--dry-run")[1]
    (empty_folder / "numbers.csv").write_text("who,x,y\n3,1,2\n2,3,4\n1,5,6\n")
    code, out, _ = run("numbers.csv", "--labels", "who", "--explain", "3", "--dry-run")
    assert code == 0
    assert "distances-3.png" in out


def test_standard_input(run, monkeypatch, empty_folder):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ROWS.encode())))
    code, out, _ = run("-", *SMALL, "--quiet")
    assert code == 0
    assert "gifs/stdin/run-01.gif" in out


def test_the_process_stays_as_it_was(run):
    frozen = gc.get_freeze_count()
    before = (
        dict(mpl.rcParams), warnings.filters[:], signal.getsignal(signal.SIGINT), os.environ.copy(),
        np.random.get_state()[1].tolist(),  # noqa: NPY002 - the global state is what must not change
    )  # fmt: skip
    assert run("mtcars", *SMALL, "--regions", "--panel", "inertia")[0] == 0
    assert run("mtcars", "--k", "99")[0] == 2
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    assert dict(mpl.rcParams) == before[0]
    assert warnings.filters == before[1]
    assert signal.getsignal(signal.SIGINT) == before[2]
    assert gc.isenabled()
    assert gc.get_freeze_count() == frozen
    assert environment == {k: v for k, v in before[3].items() if k != "OPENBLAS_NUM_THREADS"}
    assert np.random.get_state()[1].tolist() == before[4]  # noqa: NPY002


def test_the_bar_is_for_terminals_alone(capsys):
    Console().progress(1, 2, "x")
    assert capsys.readouterr().err == ""
