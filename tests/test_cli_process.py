"""The command as a process: streams that are closed or full, signals, terminals, strange surroundings."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "kmanim"]
SMALL = ["mtcars", "--size", "120x90"]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def done(*words, **options):
    return subprocess.run([*COMMAND, *words], capture_output=True, timeout=60, check=False, **options)


def in_shell(line):
    return subprocess.run(
        ["bash", "-c", line.replace("kmanim", f"{sys.executable} -m kmanim")],
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["mtcars", "--k", "0"], ["--foo"], ["mtcars", "--init", "x"], []]
)
def test_help_and_usage_errors_import_nothing_heavy(words):
    code = (
        "import sys; from kmanim.__main__ import main\n"
        f"sys.argv[1:] = {words!r}\n"
        "main(); print(*[m for m in ('numpy', 'matplotlib', 'pandas', 'PIL', 'imageio') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("\n")
    assert ran.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize("measured", ["", "sys.setprofile(lambda *_: None)", "sys.settrace(lambda *_: None)"])
def test_the_end_of_the_process_does_what_is_to_be_done(measured):
    code = (
        "import atexit, sys; from kmanim.__main__ import run\n"
        "sys.argv[1:] = ['--foo']; atexit.register(print, 'done')\n"
        f"{measured}\n"
        "try: run()\n"
        "finally: sys.setprofile(None), sys.settrace(None), print('usual', end=' ')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "usual done\n" if measured else "done\n")
    assert "no option --foo" in ran.stderr


def test_the_first_line_comes_before_the_heavy_imports():
    code = (
        "import sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name in ('numpy', 'matplotlib'): print('IMPORT', file=sys.stderr)\n"
        "sys.meta_path.insert(0, Watch())\n"
        "from kmanim.__main__ import main; sys.argv[1:] = ['mtcars', '--dry-run']; main()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[:2] == ["kmanim: mtcars: reading …", "IMPORT"]


def test_closed_streams(empty_folder):
    assert in_shell(f"kmanim {' '.join(SMALL)} <&- >&- 2>&-").returncode == 0
    film = (empty_folder / "gifs/mtcars/run-01.gif").read_bytes()
    assert film[:6] == b"GIF89a"
    assert film[-1:] == b";"
    closed = in_shell("kmanim - <&-")
    assert (closed.returncode, closed.stdout) == (2, b"")
    assert closed.stderr.endswith(b"kmanim: error: standard input is closed; give a file\n")
    assert in_shell("kmanim mtcars --k 0 2>&-").returncode == 2


@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("line", ["kmanim mtcars --dry-run", "kmanim --help", "kmanim --version"])
def test_a_full_stdout(line, buffered, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", buffered)
    ran = in_shell(f"{line} > /dev/full")
    assert ran.returncode == 1
    assert (
        ran.stderr.splitlines()[-1]
        == b"kmanim: error: cannot write to standard output: No space left on device"
    )
    assert ran.stderr.count(b"error") == 1


@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("line", ["kmanim mtcars --dry-run --quiet", "kmanim --help"])
def test_nobody_reads(line, buffered, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", buffered)
    ran = in_shell(f"set -o pipefail; (trap '' PIPE; {line}) | (exec <&-; sleep 0.5); exit $?")
    assert ran.returncode in (0, 1)
    assert ran.stderr == b""


def test_files_as_large_as_the_disk_takes(empty_folder):
    ran = in_shell("ulimit -f 4; kmanim mtcars --size 120x90")
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].endswith(b": it would be larger than the limit for files")
    assert everything(empty_folder) == []


@pytest.mark.skipif(not os.access("/proc", os.R_OK), reason="there is no /proc")
def test_a_folder_that_takes_no_files():
    ran = done(*SMALL, "--out", "/proc/films")
    assert ran.returncode in (1, 2)
    assert ran.stderr.splitlines()[-1].startswith(b"kmanim: error: cannot write /proc/films")


def test_letters_that_the_terminal_lacks(empty_folder):
    ascii_only = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ran = done(*SMALL, "--out", "Zürich", env=ascii_only)
    assert ran.returncode == 0
    assert ran.stderr.isascii()
    assert ran.stderr.startswith(b"kmanim: mtcars: reading ...\n")
    for path in ran.stdout.splitlines():
        assert os.path.isfile(path)  # noqa: PTH113 - the bytes as they are
    assert done("größe", env=ascii_only).returncode == 2


def signalled(number, *, seconds=None, twice=False):
    """Run a long job, send a signal after the first line or some seconds later; give the code and stderr."""
    process = subprocess.Popen(
        [*COMMAND, *SMALL, "--runs", "2000", "--films", "2000", "--out", "new/films"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    first = process.stderr.readline()
    time.sleep(seconds or 0)
    process.send_signal(number)
    if twice:
        process.send_signal(number)
    _, rest = process.communicate(timeout=60)
    return process.returncode, (first + rest).decode()


@pytest.mark.parametrize(
    ("number", "seconds", "code", "word"),
    [
        (signal.SIGINT, 0, 130, "interrupted"),
        (signal.SIGINT, 2.5, 130, "interrupted"),
        (signal.SIGTERM, 2.5, 143, "terminated"),
        (signal.SIGHUP, 0.3, 129, "terminal"),
    ],
)
def test_signals_end_it_in_one_line_and_leave_nothing(empty_folder, number, code, word, seconds):
    got, err = signalled(number, seconds=seconds, twice=seconds > 1)
    assert got == code
    assert "Traceback" not in err
    assert err.count("kmanim: error:") == 1
    assert word in err.splitlines()[-1]
    assert everything(empty_folder) == []


def test_what_stood_there_survives_an_interrupt(empty_folder):
    assert done(*SMALL, "--out", "new/films").returncode == 0
    before = contents(empty_folder / "new/films")
    assert signalled(signal.SIGINT, seconds=2.5)[0] == 130
    assert contents(empty_folder / "new/films") == before


def test_two_at_once_into_one_folder(empty_folder):
    both = [
        subprocess.Popen(
            [*COMMAND, *SMALL, "--seed", seed], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for seed in "12"
    ]
    assert [process.communicate(timeout=60)[0] for process in both] == [None, None]
    assert [process.returncode for process in both] == [0, 0]
    there = contents(empty_folder / "gifs/mtcars")
    alone = []
    for seed in "12":
        assert done(*SMALL, "--seed", seed, "--out", seed).returncode == 0
        alone.append(contents(empty_folder / seed))
    assert {k: v for k, v in there.items() if k[0] != "."} in [
        {k: v for k, v in a.items() if k[0] != "."} for a in alone
    ]
    assert not [name for name in there if name.startswith(".kmanim-")]


HOSTILE = """\
savefig.bbox: tight
savefig.dpi: 33
font.size: 30
font.family: serif
text.usetex: True
text.parse_math: True
axes.grid: True
axes.linewidth: 9
axes.facecolor: red
figure.facecolor: green
figure.autolayout: True
lines.linewidth: 7
xtick.labelsize: 20
path.sketch: 1, 100, 2
svg.fonttype: none
axes.unicode_minus: False
nonsense: 3
"""


def test_the_same_bytes_wherever_it_runs(empty_folder):
    words = [
        "mtcars",
        "--size",
        "120x90",
        "--regions",
        "--panel",
        "inertia",
        "--stills",
        "svg",
        "--out",
        "films",
        "--quiet",
    ]
    found = []
    for name, further in {
        "plain": {},
        "strange": {
            "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "MPLBACKEND": "nonsense", "OPENBLAS_NUM_THREADS": "2",
            "OMP_NUM_THREADS": "2", "HOME": "/proc/none", "MPLCONFIGDIR": "/proc/none", "LC_ALL": "C",
            "SOURCE_DATE_EPOCH": "1", "PYTHONWARNINGS": "error",
        },
    }.items():  # fmt: skip
        (empty_folder / name).mkdir()
        if further:
            (empty_folder / name / "matplotlibrc").write_text(HOSTILE)
        ran = done(*words, cwd=empty_folder / name, env=os.environ | further)
        assert (ran.returncode, ran.stderr) == (0, b"")
        found.append(contents(empty_folder / name / "films"))
    assert found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


def test_a_matplotlibrc_that_is_no_text(empty_folder):
    (empty_folder / "matplotlibrc").write_bytes(b"\xff\xfe\0")
    ran = done(*SMALL)
    assert ran.returncode == 1
    assert b"look at the matplotlibrc in this directory" in ran.stderr.splitlines()[-1]
    assert ran.stderr.count(b"\n") == 2
    assert everything(empty_folder) == ["matplotlibrc"]


@pytest.mark.parametrize(("terminal", "drawn"), [("xterm", True), ("dumb", False)])
def test_a_bar_on_a_terminal(terminal, drawn):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *SMALL], stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | {"TERM": terminal}
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 9999)
        except OSError:  # what Linux says at the end of a terminal
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    assert process.wait(60) == 0
    assert ("━" in said.decode()) is drawn
    assert (b"\r " in said) is drawn
    assert "━" not in done(*SMALL).stderr.decode()
