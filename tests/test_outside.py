"""Adding an algorithm is adding files: one from a package outside goes the whole way, unknown to kmanim's own files."""

import importlib.metadata
import json
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import numpy as np
import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.job.job import Job
from kmanim.plot.scene import Scene, scene_of
from kmanim.simulate import registry
from kmanim.simulate.algorithm import algorithm_of
from kmanim.simulate.algorithms._installed import may_bring
from kmanim.story.contract import story_of
from kmanim.story.pace import fullest, timed
from kmanim.story.timeline import Timeline

HERE = Path(__file__).parent
POINTS = np.array([0, 0.5, 1, 9, 20, 20.1, 20.2, 20.9])[:, None] + [0.0, 100.0]
LABELS = [0, 0, 0, -1, 1, 1, 1, 1]


@pytest.fixture
def bands(bring):
    return bring("bands")


def test_no_file_of_kmanim_knows_it():
    assert "bands" not in registry.known_algorithms()
    with pytest.raises(kmanim.InputError, match="no algorithm 'bands'"):
        kmanim.run("bands", POINTS)


def test_it_runs_and_its_runs_are_compared(bands):
    assert "bands" in registry.known_algorithms()
    trace = kmanim.run("bands", POINTS)
    assert trace.labels.tolist() == LABELS
    assert trace.labels.dtype == np.int16
    assert (trace.n_clusters(), trace.sizes) == (2, (3, 4))
    assert [trace.n_clusters(i) for i in (0, 1, 5)] == [0, 1, 2]
    assert trace.changed(1).tolist() == [0]
    runs = kmanim.run_many("bands", POINTS, 1)
    assert runs.best is runs[0]
    assert runs.table()[0]["noise"] == 1
    with pytest.raises(kmanim.InputError, match="bands draws nothing, so all 2 runs would be the same"):
        kmanim.run_many("bands", POINTS, 2)
    reversed_numbers = trace.relabelled([1, 0])
    assert reversed_numbers.labels.tolist() == [1, 1, 1, -1, 0, 0, 0, 0]


def test_a_matrix_a_step_is_given_and_not_kept(bands):
    trace = kmanim.run("bands", POINTS)
    assert all(snapshot.together is None for snapshot in trace.unlabelled)
    assert trace[-1].together.sum() == 3**2 + 4**2
    assert not trace[0].together.any()


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_it_is_kept_in_files(bands, tmp_path, suffix):
    trace = kmanim.run("bands", POINTS)
    again = kmanim.load_trace(kmanim.save_trace(trace, tmp_path / f"trace{suffix}"))
    assert type(again) is type(trace)
    assert again.stopped == trace.stopped == "all rows were looked at"
    for one, other in zip(trace, again, strict=True):
        assert (one.step, one.iteration, one.row) == (other.step, other.iteration, other.row)
        assert one.labels.tolist() == other.labels.tolist()
        assert (one.together == other.together).all()


def test_it_is_told_and_drawn(bands, tmp_path):
    trace = kmanim.run("bands", POINTS)
    film = kmanim.animate(trace, profile="loop", front=True, every=2, theme="dark")
    assert issubclass(scene_of(trace), Scene)
    assert film.captions[-1] == f"{story_of(trace).result(trace)}."
    assert film.save(tmp_path / "film.gif").stat().st_size > 1000
    assert len(list(film.frames())) == len(film.timeline.keyframes)
    with pytest.raises(kmanim.InputError, match="no option of a film of bands 'regions'"):
        kmanim.animate(trace, regions=True)
    with pytest.raises(kmanim.InputError, match="shows distances to centroids, and bands has none"):
        kmanim.distances(trace, 0)
    with pytest.raises(kmanim.InputError, match="bands has no objective"):
        kmanim.objective(trace)
    both = kmanim.side_by_side([kmanim.run("kmeans", trace.dataset, k=2), trace])
    assert both.titles == ("k-means", "bands")
    assert both.save(tmp_path / "both.gif").stat().st_size > 1000


def test_a_job_is_made_of_it(bands, tmp_path):
    job = Job(dataset=kmanim.load(POINTS), algorithm="bands", out=tmp_path / "out")
    names = {path.name for path in job.write().files}
    assert {
        "run-01.gif",
        "strip.png",
        "density.png",
        "index.html",
        "post.md",
        "runs.csv",
        "run-01.json",
    } <= names
    assert "Bands look at the first column alone." in (tmp_path / "out" / "post.md").read_text()
    assert (tmp_path / "out" / "runs.csv").read_text().splitlines()[:1] == [
        "run,bands,noise,solution,file,bytes"
    ]


def test_the_command_offers_it_and_refuses_what_it_has_not(bands, tmp_path, monkeypatch, capsys):
    table = tmp_path / "table.csv"
    table.write_text("x,y\n" + "\n".join(f"{x},{y}" for x, y in POINTS))
    words = [str(table), "--algorithm", "bands", "--out", str(tmp_path / "out")]
    assert main([*words, "--gap", "2", "--front", "--json", "--quiet"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["algorithm"], result["runs"][0]["bands"]) == ("bands", 2)
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "bands (bands):" in said
    assert "films of bands:" in said
    for option, words_of_it in (
        (["--regions"], "--regions is for"),
        (["--k", "3"], "--k is for"),
        (["--gap", "-1"], "--gap must be a number from 0 to 1e+09, got -1.0"),
        (["--runs", "2"], "bands draws nothing, so all 2 runs would be the same; leave --runs out"),
        (["--choose-k", "1-3"], "--choose-k judges EM and k-means, not bands"),
        (["--compare-inits"], "--compare-inits compares starts of k-means, not of bands"),
        (["--side-by-side", "2-3"], "--side-by-side needs an algorithm with --k, and bands has none"),
        (["--side-by-side", "scales"], "and bands has none; leave it out"),
    ):
        assert main([*words, *option, "--force"]) == 2
        assert words_of_it in capsys.readouterr().err
    assert main([str(table), "--gap", "2"]) == 2
    assert "--gap is for bands, not for kmeans" in capsys.readouterr().err


def test_a_family_that_says_nothing_of_tables_has_those_of_any_run(bands, tmp_path, monkeypatch, capsys):
    # The columns of any run name the objective, and bands have none.
    monkeypatch.setattr(algorithm_of("bands").TRACE, "table_columns", kmanim.Trace.table_columns)
    table = tmp_path / "table.csv"
    table.write_text("x,y\n" + "\n".join(f"{x},{y}" for x, y in POINTS))
    out = tmp_path / "out"
    assert main([str(table), "--algorithm", "bands", "--gap", "2", "--out", str(out)]) == 0
    assert "run  iterations  sizes  solution" in capsys.readouterr().err
    assert (out / "runs.csv").read_text().splitlines()[
        0
    ] == "run,iterations,solution,size_1,size_2,file,bytes"


def test_a_film_without_pictures_is_refused_in_one_line(bands, tmp_path, monkeypatch, capsys):
    trace = kmanim.run("bands", POINTS)
    story = story_of(trace)
    monkeypatch.setattr(
        story,
        "tell",
        lambda _trace, **_: Timeline(title="", alt="", keyframes=timed([], profile="loop", pace=1)),
    )
    with pytest.raises(kmanim.InputError, match="a film has at least one picture, and this story chose none"):
        kmanim.animate(trace)
    assert fullest(lambda _: [], 3, profile="loop", pace=1.0) == (0, [])
    assert main(["mtcars", "--algorithm", "bands", "--quiet", "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_another_process_finds_it(bands):
    code = "import kmanim; print(kmanim.run('bands', [[0, 1], [0, 2], [0, 3]]).labels.tolist())"
    path = {"PYTHONPATH": ":".join([*bands, str(HERE.parent)])}
    done = subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[0, 0, 0]"


def test_packages_are_looked_through_where_one_may_bring_something(bands, tmp_path, monkeypatch):
    assert may_bring(registry.GROUP)
    # importlib_metadata, which Dask imports, adds a finder of its own.
    own = [one for one in sys.meta_path if one is PathFinder or not hasattr(one, "find_distributions")]
    monkeypatch.setattr("sys.meta_path", own)
    monkeypatch.setattr("sys.path", [str(tmp_path / "gone"), str(tmp_path.parent)])
    assert not may_bring(registry.GROUP)
    (tmp_path / "zipped").write_bytes(b"PK")
    for other in (str(tmp_path / "zipped"), str(tmp_path / "one.egg")):  # what only importlib can look into
        monkeypatch.setattr("sys.path", [other])
        assert may_bring(registry.GROUP)
    monkeypatch.setattr("sys.path", [])
    monkeypatch.setattr("sys.meta_path", [*sys.meta_path, importlib.metadata.MetadataPathFinder()])
    assert may_bring(registry.GROUP)


def test_a_package_that_cannot_be_imported_is_named(bands, tmp_path):
    (tmp_path / "bands-1.0.dist-info" / "entry_points.txt").write_text(f"[{registry.GROUP}]\nbands = gone\n")
    registry.brought.cache_clear()
    with pytest.raises(kmanim.InputError, match="the package gone, which brings bands, cannot be imported"):
        kmanim.run("bands", POINTS)
