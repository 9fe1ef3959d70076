"""The benchmarks run, and their tables say what was measured; how long anything took is no matter here."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kmanim

# The benchmarks are not installed; at the end, so that an installed kmanim is still the one tested.
ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

import benchmarks.bytes as sizes  # noqa: E402
from benchmarks import (  # noqa: E402
    _measure,
    command,
    descent,
    end_to_end,
    families,
    frames,
    growth,
    many_runs,
    one_film,
    page,
    reading,
    simulation,
    without_centres,
)
from benchmarks.__main__ import NAMES  # noqa: E402
from benchmarks._machine import about  # noqa: E402
from benchmarks._plain import Plain, pictures  # noqa: E402
from kmanim.frame import Frame  # noqa: E402

pytestmark = pytest.mark.slow
POINTS = 200
pyplot_warns = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
needs_children = pytest.mark.skipif(not hasattr(os, "wait4"), reason="no wait4 on this system")


def median_of(cell: str) -> float:
    return float(cell.split(" ", maxsplit=1)[0].replace(",", ""))


@pytest.fixture
def spied(monkeypatch):
    """Note what is measured, and leave the warming turn out."""
    seen: list[dict] = []

    def spy(ways, repeat, spend=_measure.spend, warm_up=True):
        seen.append(_measure.take_turns(ways, repeat, spend, warm_up=False))
        return seen[-1]

    for module in (frames, sizes, simulation, without_centres, command, growth):
        monkeypatch.setattr(module, "take_turns", spy)
    return seen


@pytest.fixture(scope="module", autouse=True)
def nothing_to_collect():
    """Leave out of every collection what all tests before have left: going through it takes 0.4 s each time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


class Clock:
    def __init__(self):
        self.now = 0.0

    def read(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


def test_ways_take_turns_and_ratios_are_taken_within_a_turn(monkeypatch):
    clock, order = Clock(), []
    monkeypatch.setattr(_measure, "perf_counter", clock.read)
    monkeypatch.setattr(_measure, "_cpu", lambda: clock.now / 2)
    costs = {"A": iter([9, 0.1, 0.2, 0.4]), "B": iter([9, 0.3, 0.4, 2.4])}

    def go(name):
        order.append(name)
        clock.wait(next(costs[name]))

    spent = _measure.take_turns({name: partial(go, name) for name in costs}, repeat=3)
    assert order == list("ABABABAB")  # the first turn is not counted
    cells = _measure.compared(spent, per={"A": 2, "B": 10})
    assert cells["A"] == ["100 (50.0-200)", "50.0 (25.0-100)", "1", "1"]
    # a picture of B costs 30, 40, 240 ms, one of A in the same turn 50, 100, 200
    assert cells["B"] == ["40.0 (30.0-240)", "20.0 (15.0-120)", "0.600 (0.400-1.20)", "0.600 (0.400-1.20)"]


def test_a_table_is_markdown_and_holds_every_cell():
    lines = _measure.table("T", ["a", "way"], [["1", "x"], [22, "yy"]]).splitlines()
    assert lines[1:] == ["## T", "", "| a  | way |", "|----|-----|", "| 1  | x   |", "| 22 | yy  |"]


@pytest.mark.parametrize(("value", "text"), [(1234567.8, "1,234,568"), (99.94, "99.9"), (0.01234, "0.0123")])
def test_numbers_are_written_with_three_digits_or_whole(value, text):
    assert _measure.short(value) == text


def test_options_have_their_defaults_and_refuse_no_turn(capsys):
    assert _measure.options("", []).repeat == 5
    assert _measure.options("", ["--quick"]).repeat == 2
    assert _measure.options("", ["--quick", "--repeat", "7"]).repeat == 7
    with pytest.raises(SystemExit):
        _measure.options("", ["--repeat", "0"])
    assert "--repeat must be at least 1" in capsys.readouterr().err


@needs_children
def test_a_child_is_measured_and_its_failure_is_not_hidden():
    code = "import json; x = bytearray(90_000_000); print(json.dumps(len(x)))"
    spent = _measure.spend_child([sys.executable, "-c", code])
    assert json.loads(spent.said) == 90_000_000
    assert spent.wall > 0
    assert spent.peak > 90
    with pytest.raises(subprocess.CalledProcessError):
        _measure.spend_child([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_machine_and_every_version_are_told():
    told = about()
    assert f"kmanim {kmanim.__version__}" in told
    assert f"numpy {np.__version__}" in told
    assert re.search(r"Measured on \d{4}-\d\d-\d\d, \d+ cores \(.+\)", told)


def test_every_benchmark_has_a_help(capsys):
    for name in NAMES:
        module = __import__(f"benchmarks.{name}", fromlist=["main"])
        with pytest.raises(SystemExit):
            module.main(["--help"])
        assert "--repeat" in capsys.readouterr().out


@pytest.fixture(scope="module")
def film():
    return kmanim.animate(kmanim.run("kmeans", kmanim.load("blobs", n=POINTS), k=3), profile="loop")


def test_peers_are_given_the_pictures_of_the_film(film):
    told = pictures(film, 10_000)
    held = film.timeline.keyframes
    assert [one.caption.replace("\n", " ") for one in (told[0], told[-1])] == [
        film.captions[0],
        film.captions[-1],
    ]
    assert {one.counter for one in told} == {keyframe.counter for keyframe in held}
    assert (told[0].colours == 3).all()  # nobody has a colour yet
    np.testing.assert_array_equal(told[-1].colours, film.trace.labels)
    np.testing.assert_array_equal(told[-1].centroids, film.trace.centroids_of(-1))
    few = pictures(film, 5)
    assert len(few) == 5
    assert (few[0].caption, few[-1].caption) == (told[0].caption, told[-1].caption)


@pyplot_warns
def test_every_peer_writes_all_its_pictures(film, tmp_path):
    ways, drawn = frames.peers(film, 2)
    assert drawn == 2
    for name, way in ways.items():
        way(tmp_path / "peer.gif")
        with Image.open(tmp_path / "peer.gif") as written:
            assert (name, written.n_frames, written.size) == (name, 2, (600, 450))
    assert Plain(film).low.min() < film.trace.dataset.points.min()


def test_the_frames_table_says_what_was_measured(spied, monkeypatch, film):
    monkeypatch.setattr(
        frames, "peers", lambda film, most: ({"peer": lambda path: sum(range(100_000))}, most)
    )
    own, peer = frames.measure(POINTS, 4, repeat=1)
    (spent,) = spied
    (mine,), (theirs,) = spent["kmanim"], spent["peer"]
    assert own[:3] == ["200", "kmanim", str(sum(1 for _ in film.frames()))]
    assert peer[:3] == ["200", "peer", "4"]
    assert median_of(own[4]) == pytest.approx(1e3 * mine.cpu / int(own[2]), rel=0.01)
    assert median_of(peer[3]) == pytest.approx(1e3 * theirs.wall / 4, rel=0.01)
    assert median_of(peer[5]) == pytest.approx(theirs.wall / 4 / (mine.wall / int(own[2])), rel=0.01)


def test_the_bytes_table_says_what_was_written(spied, monkeypatch):
    written = {}

    def squeezed(path):
        written[path.stem] = path.stat().st_size
        return 1000 if path.stem == "kmanim" else None

    monkeypatch.setattr(sizes, "squeezed", squeezed)
    rows = sizes.measure(POINTS, repeat=1, most=3)
    for row in rows:
        assert int(row[2].replace(",", "")) == written[row[1]]
        assert float(row[3]) == pytest.approx(written[row[1]] / written["kmanim"], rel=0.01)
        assert float(row[6]) >= float(row[7]) > 30
    assert rows[0][4:6] == ["1,000", _measure.short(1000 / written["kmanim"])]
    assert rows[1][4:6] == ["-", "-"]


def test_psnr_is_that_of_the_worst_and_of_all_pictures(tmp_path):
    true = np.zeros((3, 20, 30, 3), np.uint8)
    true[2] = 255
    opaque = np.dstack([true[2], np.full((20, 30), 255, np.uint8)])
    black = opaque * np.array([0, 0, 0, 1], np.uint8)
    sizes.by_kmanim(
        [], [Frame(picture, sizes.SHOWN_MS) for picture in (black, black, opaque)], tmp_path / "a.gif"
    )
    assert sizes.psnr(true, tmp_path / "a.gif") == (np.inf, np.inf)  # the second stands as the first, longer
    true[1] += 25
    expected = 10 * np.log10(255**2 / np.array([625 / 3, 625]))
    assert sizes.psnr(true, tmp_path / "a.gif") == pytest.approx(tuple(expected))
    with pytest.raises(ValueError, match="shows 3 pictures of 4"):
        sizes.psnr(np.concatenate([true, true[2:]]), tmp_path / "a.gif")


def test_the_simulation_table_says_what_was_measured(spied, monkeypatch):
    monkeypatch.setattr(simulation, "TOGETHER", POINTS)
    rows = simulation.measure(POINTS, 2, 3, repeat=1)
    (spent,) = spied
    assert len(rows) == len(spent) == (6 if find_spec("sklearn") else 3)
    for row in rows:
        go = spent[row[4]][0]
        assert median_of(row[5]) == pytest.approx(1e3 * go.wall, rel=0.01)
        assert median_of(row[7]) == pytest.approx(go.wall / spent["kmanim"][0].wall, rel=0.01)


def test_scikit_learn_recorded_keeps_one_labelling_an_iteration():
    pytest.importorskip("sklearn")
    points = simulation.blobs(POINTS, 2, 3)
    kept, centres = simulation.recorded(points, points[:3], 4)
    assert [labels.shape for labels in kept] == [(POINTS,)] * 4
    _, at_once = simulation.by_scikit_learn(points, points[:3], 4)
    np.testing.assert_allclose(centres, at_once)


def test_different_results_are_not_compared():
    points = simulation.blobs(POINTS, 2, 3)
    assert simulation.agree(points, {"a": points[:3], "b": points[2::-1]}) > 0
    with pytest.raises(ValueError, match="not the same result"):
        simulation.agree(points, {"a": points[:3], "b": points[1:4]})


@needs_children
def test_the_command_table_says_what_was_measured_and_written(spied, monkeypatch, capsys, tmp_path):
    real = command.commands(tmp_path)
    assert all(Path(part).exists() for part in real["the usual way"][:3])
    compile(Path(real["the usual way"][1]).read_text(encoding="utf-8"), "usual_way.py", "exec")

    def stubs(folder):
        for name, count in zip(command.FOLDERS, (1, 3, 1, 1), strict=True):
            (folder / name).mkdir()
            pictures = [Image.new("L", (5, 5), shade) for shade in range(count)]
            pictures[0].save(folder / name / "a.gif", save_all=True, append_images=pictures[1:])
        return {name: [sys.executable, "-c", "pass"] for name in real}

    monkeypatch.setattr(command, "commands", stubs)
    command.main(["--repeat", "1"])
    out = capsys.readouterr().out
    (spent,) = spied
    for name, goes in spent.items():
        line = next(line for line in out.splitlines() if line.startswith(f"| {name} "))
        assert _measure.spread([1e3 * goes[0].wall]) in line
        assert _measure.short(goes[0].peak) in line
    assert re.search(r"\| the usual way .* \| 1 +\| 1 +\| 3 +\| \d+ ", out)


def test_the_growth_table_says_what_was_measured(spied, monkeypatch, capsys):
    said = one_film.main(POINTS, 2, 2, 0)
    assert set(said) == {"load", "run", "film", "pictures", "bytes"}
    costs = iter([(1, 0.5), (2, 1.5)])

    def child(command_line):
        assert command_line[1:4] == ["-m", "benchmarks.one_film", str(POINTS)]
        wall, cpu = next(costs)
        return _measure.Spent(wall, cpu, 77.7, json.dumps(said))

    monkeypatch.setattr(growth, "QUICK", {"k": (2, 3)})
    monkeypatch.setattr(growth, "BASE", growth.BASE | {"points": POINTS})
    monkeypatch.setattr(growth, "spend_child", child)
    growth.main(["--quick", "--repeat", "1"])
    last = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| k ")][-1]
    cells = [cell.strip() for cell in last.strip("|").split("|")]
    assert cells[1:6] == [str(POINTS), "3", "2", "50", str(said["pictures"])]
    assert cells[8] == _measure.short(1e3 * said["film"])
    assert cells[10:] == [
        f"{said['bytes']:,}", "77.7", "2,000 (2,000-2,000)", "1,500 (1,500-1,500)", "3.00 (3.00-3.00)"
    ]  # fmt: skip


@needs_children
def test_the_weights_of_a_page_are_those_of_its_parts(monkeypatch):
    monkeypatch.setattr(page, "library", lambda name, file: "x" * 1_000)
    rows = page.weights("<style>abc</style><script>12345</script>")
    assert [row[:2] for row in rows] == [
        ["the page", "40"], ["its script", "5"], ["its style", "3"], ["d3 alone", "1,000"]
    ]  # fmt: skip


def test_families_without_centres_are_measured_beside_their_peers(spied):
    pytest.importorskip("sklearn")
    assert {row[1] for row in without_centres.dbscan(POINTS, 1)} > {"kmanim, every visit kept"}
    rows = without_centres.tree(POINTS, "average", 1)
    assert [row[2] for row in rows] == ["kmanim", "scipy"]
    assert [len(ways) for ways in spied] == [3, 2]


@pytest.mark.parametrize("ways_of", [descent.line, descent.network])
def test_gradient_descent_comes_to_what_others_come_to(ways_of):
    pytest.importorskip("sklearn")
    ways = ways_of()  # which compares them all
    assert next(iter(ways)) == "kmanim, every step kept"
    with pytest.raises(SystemExit, match="line"):
        descent.agree("line", 1.0, 2.0)


@pytest.mark.parametrize("ways_of", [families.em, families.mean_shift, families.affinity_propagation])
def test_families_come_to_what_their_peers_come_to(ways_of):
    pytest.importorskip("sklearn")
    ours, peer = ways_of(POINTS)
    assert ours.startswith("kmanim, every ")
    assert peer.startswith("scikit-learn")


@pytest.mark.parametrize(
    ("ways_of", "count"), [(many_runs.runs, 40), (many_runs.choices, POINTS), (many_runs.swaps, POINTS)]
)
def test_many_runs_come_to_what_their_peers_come_to(ways_of, count):
    pytest.importorskip("sklearn")
    ours, peer = ways_of(count)
    assert ours.startswith("kmanim, ")
    assert peer.startswith(("scikit-learn", "kmedoids"))


def test_what_is_not_the_same_is_never_timed():
    with pytest.raises(SystemExit, match="EM: what kmanim comes to is not what scikit-learn comes to"):
        families.agree("EM", False)


@needs_children
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="no such file on this system")
def test_all_processes_are_watched_together():
    grandchild = "import time; x = bytearray(60_000_000); time.sleep(0.6)"
    code = f"import subprocess, sys; x = bytearray(60_000_000); subprocess.run([sys.executable, '-c', '{grandchild}'])"
    assert end_to_end.spend_watched([sys.executable, "-c", code]).peak > 120


def test_labels_that_are_not_the_peers_are_never_timed(monkeypatch):
    cluster = pytest.importorskip("sklearn.cluster")
    monkeypatch.setattr(cluster.DBSCAN, "fit", lambda self, _: setattr(self, "labels_", np.ones(1)) or self)
    with pytest.raises(SystemExit, match="labels differ"):
        without_centres.dbscan(POINTS, 1)


@needs_children
def test_tables_are_read_alike(capsys, monkeypatch):
    monkeypatch.setattr(reading, "ROWS", {"quick": 40})
    monkeypatch.setattr(reading, "CATEGORIES", {"quick": 40})
    monkeypatch.setattr(reading, "peaks", lambda *_: {})
    reading.main(["--quick", "--repeat", "1"])
    told = capsys.readouterr().out
    for name in reading.spelled(3):
        assert f"| {name} " in told
    assert told.count("kmanim, load") == len(reading.spelled(3))
    assert "kmanim, the DataFrame" in told
