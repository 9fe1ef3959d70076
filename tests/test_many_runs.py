"""The command with very many runs: which films there are, and what the tables hold."""

import csv
import json

import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.job.parallel.inits import cells
from kmanim.simulate.runs.compare_inits import InitsPlan

SMALL = ["--size", "120x90", "--quiet"]


@pytest.fixture
def films(tmp_path, monkeypatch, capsys):
    """Run the command; give the numbers of the runs that have films, and all names."""
    monkeypatch.chdir(tmp_path)

    def command(*words):
        assert main(["mtcars", *words, *SMALL, "--dry-run"]) == 0
        names = [line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines()]
        return sorted(
            int(name[4:-4]) for name in names if name.startswith("run-") and name.endswith(".gif")
        ), names

    return command


def test_few_runs_all_have_films(films):
    for words in (["--runs", "24"], ["--runs", "3"]):
        numbers, names = films(*words)
        assert numbers == list(range(1, int(words[1]) + 1))
        assert "solutions.png" not in names
        assert "run-01.gif" in names


def test_many_runs_have_films_of_the_best_the_worst_and_the_longest(films):
    runs = kmanim.run_many("kmeans", kmanim.load("mtcars"), 300)
    three = sorted({runs.best.run, runs.worst.run, runs.longest.run})
    numbers, names = films("--runs", "300")
    assert numbers == three
    assert {"solutions.png", "grid.png", "runs.csv", f"run-{three[0]:03d}.png"} <= set(names)
    assert sum(name.startswith("run-") and name.endswith(".json") for name in names) == len(three)
    others = [n for n in range(1, 9) if n not in three]
    assert films("--runs", "300", "--films", "2")[0] == sorted([*three, *others[:2]])
    assert films("--runs", "300", "--films", "0")[0] == [runs.best.run]
    assert films("--runs", "300", "--films", "0", "--pick", "7")[0] == [7]
    assert films("--runs", "300", "--pick", "7")[0] == sorted({7, *three})
    assert films("--runs", "3", "--films", "10000")[0] == [1, 2, 3]


def test_the_folder_of_many_runs(tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["mtcars", "--runs", "40", "--size", "120x90", "--json", "--out", str(out)]) == 0
    said, err = capsys.readouterr()
    result = json.loads(said)
    runs = kmanim.run_many("kmeans", kmanim.load("mtcars"), 40)
    with (out / "runs.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["inertia"]) for row in rows] == [outcome.objective for outcome in runs.outcomes]
    for row, told in zip(rows, result["runs"], strict=True):
        assert (row["file"] or None) == told["file"]
        assert not row["file"] or (out / row["file"]).stat().st_size == int(row["bytes"]) == told["bytes"]
    assert sum(bool(row["file"]) for row in rows) == len({runs.best.run, runs.worst.run, runs.longest.run})
    loaded = kmanim.load_trace(out / f"run-{runs.longest.run:02d}.json")
    assert loaded.centroids_of(-1).tolist() == runs.longest.centroids_of(-1).tolist()
    post = (out / "post.md").read_text("utf-8")
    assert "](solutions.png)" in post
    assert "the longest" in post
    assert err.splitlines()[-1].startswith("kmanim: ")
    assert "share" in err
    assert len(err.splitlines()) < 12


def test_several_processes_compare_starts_alike():
    plan, told = InitsPlan("kmeans", "mtcars", [2, 3], 30, seed=5, params={"empty": "farthest"}), []
    one, other = (cells(plan, workers, lambda *at: told.append(at)) for workers in (1, 3))
    assert one == other == kmanim.compare_inits("kmeans", "mtcars", [2, 3], 30, seed=5, empty="farthest")
    assert told == [(done, len(plan), "ways of starting") for done in range(1, len(plan) + 1)] * 2


def test_starts_compared(tmp_path, capsys):
    out = tmp_path / "out"
    assert (
        main(["mtcars", "--compare-inits", "--k", "1", "--size", "120x90", "--quiet", "--out", str(out)]) == 0
    )
    with (out / "inits.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["k"], row["start"], row["runs"]) for row in rows] == [
        ("1", start, "1000") for start in ("uniform", "sample", "k-means++")
    ]
    assert "](inits.png)" in (out / "post.md").read_text("utf-8")
    for wrong in ("0", "5-2", "x", "51"):
        assert main(["mtcars", "--compare-inits", wrong, "--dry-run"]) == 2
    assert capsys.readouterr().err.count("kmanim: error: --compare-inits must be numbers of clusters") == 4
