"""A job on rows in pieces: the files of a post, what is said before the work, and what cannot be had."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.data.pieces.arrays import npy_source
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.errors import InputError
from kmanim.job import in_pieces
from kmanim.job.in_pieces import expected, outline_of
from kmanim.job.job import Job
from kmanim.plot.style.look import Look
from kmanim.simulate.machines.passes.contract import Forecast
from kmanim.simulate.registry import make_parameters
from kmanim.simulate.storage.trace_file import load_trace


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    rng = np.random.default_rng(3)
    rows = np.vstack([rng.normal(middle, 1.1, (1_500, 2)) for middle in ((0, 0), (4, 1), (2, 5))])
    path = tmp_path_factory.mktemp("rows") / "big.npy"
    np.save(path, rng.permutation(rows).astype(np.float32))
    return large_dataset(npy_source(path, piece=1_000), name="big", where="big.npy")


def job(large, **options):
    given = {"parameters": {"k": 3, "init": "sample"}, "seed": 1, "profile": "loop"} | options
    return Job(dataset=outline_of(large), large=large, **given)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_post_is_written(large, tmp_path, workers):
    told = []
    one = job(large, out=tmp_path / "post", workers=workers, tell=lambda *how: told.append(how))
    report = one.write()
    names = {path.name for path in report.files}
    assert {
        "run-01.gif",
        "run-01.png",
        "strip.png",
        "inertia.png",
        "runs.csv",
        "post.md",
        "index.html",
    } <= names
    assert report.as_json()["points"] == 4_500
    page = (tmp_path / "post" / "index.html").read_text("utf-8")
    assert "4,500 points" in page
    assert "cells by" not in page
    post = (tmp_path / "post" / "post.md").read_text("utf-8")
    assert "on 4,500 points" in post
    assert "counts of all points in 512 x 384 cells" in post
    (record,) = (path for path in report.files if path.stem == "run-01" and path.suffix in (".npz", ".json"))
    again = load_trace(record)
    assert (again.n, again.switches) == (4_500, one.picked.switches)
    passes = [what for _, _, what in told if what.startswith("pieces of pass ")]
    assert all("points a second" in what for what in passes)
    assert passes


def test_several_runs_start_where_those_in_memory_do(large, tmp_path):
    told = []
    one = job(
        large, runs=3, out=tmp_path, look=Look(width=200, height=150), tell=lambda *how: told.append(how)
    )
    rows = np.vstack([large.source.read(piece) for piece in range(large.source.n_pieces)]).astype(float)
    kept = kmanim.run_many("kmeans", rows, 3, k=3, init="sample", seed=1)
    assert [row["starts"] for row in one.compared.table()] == [row["starts"] for row in kept.table()]
    assert [row["switches"] for row in one.compared.table()] == [row["switches"] for row in kept.table()]
    assert {"run-03.gif", "grid.png"} <= {path.name for path in one.write().files}
    assert any(what.startswith("run 3, pieces of pass ") for _, _, what in told)


def test_what_it_takes_is_said_before(large):
    sentence, numbers = expected(large, make_parameters("kmeans", {"k": 3}), 2)
    assert sentence.startswith("4,500 points in 5 pieces, 36 kB a round; about ")
    assert re.search(
        r" for each later one in 2 processes, 300 rounds and [\d.]+ m?s at most; about ", sentence
    )
    assert json.loads(json.dumps(numbers)) == numbers
    assert (numbers["rows"], numbers["pieces"], numbers["bytes_a_round"]) == (4_500, 5, large.nbytes)
    assert numbers["memory"] > 50_000_000  # that much a film takes


def test_how_long_it_takes_is_said_in_units_that_tell(large, monkeypatch):
    def said(first, later):
        forecast = Forecast(first=first, later=later, passes=301, memory=1_000_000)
        kind = SimpleNamespace(forecast=lambda *_: forecast)
        monkeypatch.setattr(in_pieces, "counted_algorithm", lambda _: kind)
        return expected(large, make_parameters("kmeans", {"k": 3}), 1)[0]

    assert "about 1 ms for the first round and 1 ms for each later one" in said(1e-5, 1e-5)
    assert "about 120 ms for the first round and 40 ms for each later one" in said(0.12, 0.04)
    assert "301 rounds and 12 s at most" in said(0.12, 0.04)
    assert "about 2.7 s for the first round and 1.3 s for each later one" in said(2.7, 1.3)
    assert "301 rounds and 7 minutes at most" in said(2.7, 1.3)
    assert "about 33 s for the first round and 17 s for each later one" in said(33, 17)
    assert "301 rounds and 86 minutes at most" in said(33, 17)
    assert "301 rounds and 17 hours at most" in said(400, 200)


def test_what_a_start_takes_is_said_before_too(large):
    told = {
        init: expected(large, make_parameters("em", {"k": 20, "init": init}), 1)
        for init in ("kmeans", "sample")
    }
    assert "; k-means gives the start: about " in told["kmeans"][0]
    assert "for each further round of 10 runs, as many as it needs; then about " in told["kmeans"][0]
    assert "start" not in told["sample"][0]
    by_kmeans, by_sample = (numbers for _, numbers in told.values())
    assert by_kmeans["seconds_of_start_rounds"] > 0 == by_sample["seconds_of_start_rounds"]
    assert by_kmeans["seconds_before"] > by_sample["seconds_before"] > 0
    # While it is drawn, each cell is shared by all components.
    few = expected(large, make_parameters("em", {"k": 2, "init": "sample"}), 1)[1]
    assert by_sample["memory"] > few["memory"]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("runs", {"runs": 25}),
        ("choose_k", {"choose_k": range(1, 4)}),
        ("compare_inits", {"compare_inits": (2,)}),
        ("side_by_side", {"side_by_side": (2, 3)}),
        ("explore", {"explore": "beside"}),
        ("explain", {"film_options": {"explain": ["3"]}}),
        ("near_misses", {"film_options": {"near_misses": True}}),
    ],
)
def test_what_all_rows_are_needed_for_at_once_is_refused_before_the_first_pass(large, name, options):
    one = job(large, **options)
    with pytest.raises(
        InputError, match=f"^{name}: all rows are needed at once for it, and those of 'big' come"
    ):
        one.batches  # noqa: B018


@pytest.mark.parametrize("algorithm", ["hierarchical", "kmedians", "mean_shift"])
def test_algorithms_that_need_all_rows_are_refused(large, algorithm):
    with pytest.raises(
        InputError,
        match=r"needs all rows in memory; rows that are read in pieces are for dbscan, em or kmeans$",
    ):
        job(large, algorithm=algorithm, parameters={}).batches  # noqa: B018


def test_the_command_says_what_it_takes_and_does_it(large, tmp_path, capsys):
    words = [
        str(large.source.path),
        "--in-pieces",
        "--k",
        "2",
        "--out",
        str(tmp_path / "post"),
        "--size",
        "160x120",
    ]
    assert main([*words, "--dry-run"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("4,500 points in 1 piece, ")
    assert not (tmp_path / "post").exists()
    assert main([*words, "--json", "--quiet", "--profile", "loop"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["points"], told["columns"]) == (4_500, ["x", "y"])
    assert main([*words, "--explain", "3"]) == 2
    assert "--explain: all rows are needed at once for it" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_in_a_pass_leaves_no_process_and_no_file(tmp_path, jobs):
    path, out = tmp_path / "long.npy", tmp_path / "post"
    rows = np.random.default_rng(0).normal(size=(3_000_000, 2)).astype(np.float32)
    np.save(path, rows)
    words = [str(path), "--in-pieces", "--k", "30", "--jobs", jobs, "--out", str(out)]
    command = [sys.executable, "-m", "kmanim", *words]
    surroundings = os.environ | {"PYTHONPATH": str(Path(kmanim.__file__).parents[1])}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, start_new_session=True, env=surroundings, bufsize=0
    ) as process:
        assert process.stderr is not None
        told = b""
        while b"of memory" not in told:  # said last before the passes
            piece = process.stderr.read(4096)
            assert piece, told
            told += piece
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(60) == 130
    assert b"Traceback" not in rest
    assert not out.exists()
    assert sorted(tmp_path.iterdir()) == [path]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_walls_of_reading_at_once_name_the_way_round(tmp_path, monkeypatch):
    path = tmp_path / "many.csv"
    path.write_text("x,y\n" + "1.5,2\n2.5,3\n" * 60)
    for place in ("limits", "readers.records"):
        monkeypatch.setattr(f"kmanim.data.{place}.MAX_ROWS", 100)
    with pytest.raises(InputError, match=r"at once; more come from \.npy, Parquet and text by in_pieces$"):
        kmanim.load(path)


def test_what_needs_all_rows_says_so_in_python(large):
    for ask in (
        lambda: kmanim.run_many("kmeans", large, 3, k=2),
        lambda: kmanim.choose_k(large, range(1, 3)),
        lambda: kmanim.sweep("kmeans", large, k=[1, 2]),
        lambda: kmanim.explore(large),
        lambda: kmanim.load(large),
    ):
        with pytest.raises(
            InputError, match=r"come in pieces, for kmanim\.run alone: .* load fewer rows for these$"
        ):
            ask()
    both = [kmanim.run("kmeans", large, k=k) for k in (2, 3)]
    with pytest.raises(InputError, match=r"^side_by_side shows single rows, .* keeps none; take fewer rows$"):
        kmanim.side_by_side(both)
