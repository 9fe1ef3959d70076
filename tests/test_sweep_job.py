"""`--sweep` as a command: its files, their words, what is refused, and that it is not there unasked."""

import csv
import json
import re

import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.job.job import Job
from kmanim.job.parallel import sweep as parallel_sweep
from kmanim.job.parallel.sweep import swept
from kmanim.simulate.sweeps.plan import SweepPlan
from kmanim.simulate.sweeps.swept import read_swept

WORDS = ["moons", "--n", "60", "--algorithm", "dbscan", "--size", "160x120", "--profile", "loop"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("sweep") / "films"
    words = [*WORDS, "--sweep", "eps=0.2:0.6:0.1", "--with", "rings", "--with-sweep", "eps=0.4:1.2:0.2"]
    assert main([*words, "--quiet", "--out", str(out)]) == 0
    return out


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_tables_hold_the_numbers(folder):
    sweep = kmanim.sweep("dbscan", kmanim.load("moons", n=60), eps=[0.2, 0.3, 0.4, 0.5, 0.6])
    for row, one in zip(rows(folder / "sweep.csv"), sweep, strict=True):
        assert row["eps"] == one.texts[0]
        assert int(row["clusters"]) == one.clusters
        assert int(row["noise"]) == one.outside
        assert row["sizes"] == " ".join(map(str, one.sizes))
        assert (row["failure"], row["stopped"]) == ("", "every point was visited")
    assert [row["eps"] for row in rows(folder / "sweep-beside.csv")] == ["0.4", "0.6", "0.8", "1.0", "1.2"]


def test_the_pages_show_it(folder):
    for name in ("post.md", "index.html"):
        text = (folder / name).read_text("utf-8")
        for file in ("sweep.gif", "sweep.png", "sweep-grid.png", "sweep-beside-grid.png"):
            assert file in text, (name, file)
        assert "DBSCAN by eps" in text


def test_the_post_says_of_which_data_set_a_figure_is(folder):
    post = (folder / "post.md").read_text("utf-8").splitlines()
    headings = [line.removeprefix("## ").partition(": ") for line in post if line.startswith("## ")]
    assert [name for name, _, told in headings if " values" in told] == ["moons", "rings"]


def test_it_is_listed_and_given_as_json(tmp_path, capsys):
    words = [*WORDS, "--sweep", "eps=0.2,0.4", "--sweep", "min-samples=3,5", "--out", str(tmp_path)]
    assert main([*words, "--dry-run"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert main([*words, "--json"]) == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert re.search(r"kmanim: .*cluster.*\. \d+ files", err)
    assert answer["files"] == listed
    assert [(row["eps"], row["min_samples"]) for row in answer["sweep"]] == [
        (0.2, 3), (0.4, 3), (0.2, 5), (0.4, 5),
    ]  # fmt: skip
    assert {path.rsplit("/")[-1] for path in listed} >= {"sweep.gif", "sweep.csv", "sweep-grid.png"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--sweep", "epz=1,2"],
            "--sweep: DBSCAN has no parameter 'epz' that can be swept; choose eps, min_samples or order",
        ),
        (["--sweep", "eps=0:1:0.5"], "--sweep eps=0: eps must be larger than 0, got 0"),
        (["--sweep", "eps=0.5"], "--sweep eps=0.5: a sweep needs two values or more"),
        (["--sweep", "eps=1:2:0"], "--sweep eps=1:2:0: the step must not be 0"),
        (
            ["--with", "rings"],
            "--with is a second data set under one slider, but there is no --sweep; leave it out",
        ),
        (
            ["--sweep", "eps=1,2", "--sweep", "min-samples=1,2", "--with", "rings"],
            "--with is a second data set under one slider, but --sweep has two parameters; leave it out",
        ),
        (
            ["--sweep", "eps=1,2", "--with-sweep", "eps=1,2"],
            "--with-sweep has the values for the data of --with; give both, or leave it out",
        ),
        (
            ["--sweep", "eps=1,2", "--with", "rings", "--with-sweep", "eps=1,2,3"],
            "--with-sweep has 3 values and --sweep 2; both go value by value, so give as many",
        ),
        (
            ["--sweep", "eps=1,2", "--with", "rings", "--with-sweep", "min-samples=1,2"],
            "--with-sweep must be of eps, too, got min_samples",
        ),
        (
            ["--sweep", "eps=1,2", "--sweep", "eps=3,4"],
            "--sweep: eps is there twice; give all its values at once",
        ),
        (["--sweep", "eps=1,2"] * 3, "--sweep takes one parameter or two, got 3"),
    ],
)
def test_what_is_refused_is_said_in_one_line(words, message, tmp_path, capsys):
    assert main([*WORDS, *words, "--out", str(tmp_path / "out")]) == 2
    err = capsys.readouterr().err.splitlines()
    assert err[-1] == f"kmanim: error: {message}"
    assert not (tmp_path / "out").exists()


def test_without_it_there_is_nothing_of_it(tmp_path):
    job = Job(dataset=kmanim.load("mtcars"), out=tmp_path)
    assert not [name for name in job.names if "sweep" in name]
    assert job.sweeps == ()


def test_two_processes_find_what_one_finds():
    data = kmanim.load("moons", n=2_000)
    plan = SweepPlan("dbscan", data, [read_swept("eps=0.02:0.4:0.02", "dbscan")], params={})
    told = []
    one, two = swept(plan), swept(plan, 2, lambda done, of, what: told.append((done, of, what)))
    assert one.table() == two.table()
    assert one.numbers == two.numbers
    assert [a.labels.tolist() for a in one] == [b.labels.tolist() for b in two]
    assert told == [(done, 20, "values of eps") for done in range(1, 21)]
    assert all(each.trace.dataset is data for each in two)


def test_no_more_processes_than_memory_allows(monkeypatch):
    asked = []

    def each(tasks, workers):
        asked.append(workers)
        return ((number, task()) for number, task in enumerate(tasks))

    monkeypatch.setattr(parallel_sweep, "each", each)
    monkeypatch.setattr(parallel_sweep, "_WORTH_COPIES", 0)
    points = kmanim.load("moons", n=50)
    wanted = [read_swept("preference=-5,-1", "affinity_propagation")]
    plan = SweepPlan("affinity_propagation", points, wanted, params={})
    assert plan.memory == 32 * 50**2
    for free, workers in ((10 * plan.memory, 4), (2 * plan.memory, 2), (10, 1)):
        monkeypatch.setattr(parallel_sweep, "free_memory", lambda free=free: free)
        swept(plan, 4)
        assert asked[-1] == workers
    plan = SweepPlan("dbscan", points, [read_swept("eps=1,2", "dbscan")], params={})
    swept(plan, 4)
    assert asked[-1] == 4


def test_an_algorithm_from_outside_is_swept_like_any_other(bring, tmp_path):
    bring("bands")
    points = [[0, 0], [1, 1], [2, 0], [9, 1], [10, 0], [11, 1], [12, 0]]
    sweep = kmanim.sweep("bands", points, gap=[0.5, 2, 20])
    assert [(one.clusters, one.outside) for one in sweep] == [(0, 7), (2, 0), (1, 0)]
    film = kmanim.animate_sweep(sweep, width=160, height=120)
    assert "2 clusters" in film.captions[2]
    film.save(tmp_path / "sweep.gif")


def test_how_long_the_runs_of_a_sweep_take_is_said_before(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("kmanim.simulate.parameters.affinity_propagation._LARGE", 1)
    words = ["lesson-messages", "--algorithm", "affinity_propagation", "--films", "0", "--profile", "loop"]
    words += ["--size", "160x120", "--sweep", "preference=-50,-5", "--sweep", "damping=0.5,0.7"]
    assert main([*words, "--out", str(tmp_path)]) == 0
    assert "; 4 runs of 200 updates take up to about " in capsys.readouterr().err
