"""What every algorithm keeps to, in every room; a new one is picked up by its name."""

import copy
import dataclasses
import json
import pickle
from itertools import pairwise

import numpy as np
import pytest

from kmanim.command.cli import main
from kmanim.command.parser import parser
from kmanim.data.load import load
from kmanim.films.film import Film, animate
from kmanim.job.figures import figures
from kmanim.job.request import Request
from kmanim.plot.film.canvas import Canvas
from kmanim.plot.film.frames import page_of
from kmanim.plot.scene import Scene, scene_of
from kmanim.simulate.algorithm import algorithm_of
from kmanim.simulate.parameters import Objective, Options
from kmanim.simulate.record import run
from kmanim.simulate.registry import known_algorithms, parameters_of
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.snapshot import NO_CLUSTER, Snapshot
from kmanim.simulate.storage.trace_file import load_trace, save_trace
from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of, story_of
from kmanim.story.text.words import columns

pytestmark = pytest.mark.parametrize("name", known_algorithms())


@pytest.fixture
def points(name):
    """Give data of the kind that the algorithm takes; of one that takes none, what it has in their place."""
    if parameters_of(name).kinds == "none":
        return parameters_of(name)().own_data()
    if parameters_of(name).kinds == "walks":
        return load("nine-rooms")
    rng = np.random.default_rng(4)
    numbers = rng.normal(size=(60, 2)) + rng.integers(0, 3, (60, 1)) * 4
    letters = np.array(list("abcd"))[rng.integers(0, 4, (60, 3))]
    kinds = parameters_of(name).kinds
    table = {f"n{j}": column.tolist() for j, column in enumerate(numbers.T) if kinds != "categories"}
    table |= {f"c{j}": column.tolist() for j, column in enumerate(letters.T) if kinds != "numbers"}
    return load(pytest.importorskip("pandas").DataFrame(table), kinds=None if kinds == "numbers" else kinds)


@pytest.fixture
def trace(name, points):
    return run(name, points, seed=5)


def told(trace):
    return [
        (s.step, s.iteration, repr(s.objective), None if s.labels is None else s.labels.tobytes())
        for s in trace
    ]


# simulate


def test_offers_what_the_recorder_needs(name):
    module, parameters = algorithm_of(name), parameters_of(name)()
    assert issubclass(module.SNAPSHOT, Snapshot)
    assert issubclass(module.TRACE, Trace)
    assert module.__doc__
    assert parameters.objective is None or isinstance(parameters.objective, Objective)
    assert parameters.deterministic == "" or not parameters.deterministic.endswith(".")
    fields = [
        field.name
        for kind in (type(parameters), parameters.story_options, parameters.scene_options)
        for field in dataclasses.fields(kind)
    ]
    assert len(set(fields)) == len(fields), "no two options of one name"


def test_snapshots(name, points, trace):
    iterations = [snapshot.iteration for snapshot in trace]
    assert iterations == sorted(iterations)
    assert trace.stopped
    assert trace.algorithm == name
    assert isinstance(trace, algorithm_of(name).TRACE)
    assert isinstance(trace.parameters, parameters_of(name))
    for snapshot in trace:
        assert type(snapshot) is algorithm_of(name).SNAPSHOT
        arrays = [getattr(snapshot, field) for field in snapshot.__dataclass_fields__]
        assert not any(isinstance(array, np.ndarray) and array.flags.writeable for array in arrays)
        assert (snapshot.switched, snapshot.relabelling, snapshot.prologue) == (None, None, ())
        if snapshot.labels is not None:
            assert snapshot.labels.shape == (points.n,)
            assert snapshot.labels.dtype.kind in "iu"
            assert snapshot.labels.min() >= NO_CLUSTER


def test_counts_changes_and_sizes_are_those_of_the_labels(trace):
    before = None
    for index, snapshot in enumerate(trace):
        if snapshot.labels is None:
            continue
        labels = snapshot.labels.astype(int)
        counts = np.bincount(labels[labels >= 0], minlength=len(trace.counts_of(index)))
        assert trace.counts_of(index).tolist() == counts.tolist()
        assert trace.n_clusters(index) == len(set(labels[labels >= 0].tolist()))
        changed = [] if before is None else np.flatnonzero(labels != before).tolist()
        assert trace.changed(index).tolist() == changed
        before = labels
    if trace.has_labels:
        assert sum(trace.sizes) == (trace.labels >= 0).sum()
    else:
        assert (trace.sizes, trace.n_clusters(), facts_of(trace).k) == ((), 0, 0)
        with pytest.raises(Exception, match=r"put no rows into groups, so they have no labels$"):
            trace.labels  # noqa: B018 - it is asked for


def test_measures_are_plain_numbers_of_any_run_by_the_same_names(name, points, trace):
    measures = trace.measures()
    finds = trace.parameters.finds_clusters()
    assert measures["clusters"] == trace.n_clusters() if finds else "clusters" not in measures
    assert ("cluster" in repr(trace)) == finds
    assert measures
    assert all(type(value) in (int, float) for value in measures.values())
    assert list(run(name, points, seed=9).measures()) == list(measures)
    aim = trace.parameters.objective
    assert aim is None or measures[aim.key] == trace.unlabelled[-1].objective


def test_the_objective_keeps_its_law(trace):
    aim, values = trace.parameters.objective, trace.objective[np.isfinite(trace.objective)]
    if aim is None:
        assert not values.size
    else:
        costs = [aim.cost(float(value)) for value in values]
        if np.isinf(aim.tolerance):  # a step may do as it likes
            return
        assert all(now <= before + aim.tolerance * abs(before) for before, now in pairwise(costs))


def test_same_seed_same_steps(name, points, trace):
    before = points.points.tobytes()
    assert told(run(name, points, seed=5)) == told(trace)
    assert points.points.tobytes() == before


def test_runs_are_compared_and_numbered_alike(name, points):
    alone = bool(parameters_of(name)().deterministic)
    runs = run_many(name, points, 1 if alone else 5, seed=5)
    for run_, row in zip(runs, runs.table(), strict=True):
        assert set(runs.columns) <= set(row)
        assert told(run_.canonical()) == told(run_)
        assert row["sizes"] == run_.sizes if run_.parameters.finds_clusters() else "sizes" not in row
    objective = runs.objective
    if objective is not None:
        costs = [objective.cost(solution.objective) for solution in runs.solutions]
        assert costs == sorted(costs)
        assert runs.best[-1].objective == runs.solutions[0].objective
    if alone:
        with pytest.raises(Exception, match=r"so all 2 runs would be the same; ask for 1 run$"):
            run_many(name, points, 2)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_there_and_back(trace, tmp_path, suffix):
    again = load_trace(save_trace(trace, tmp_path / f"trace{suffix}"))
    assert told(again) == told(trace)
    assert (again.stopped, again.finished, again.facts()) == (trace.stopped, trace.finished, trace.facts())
    for one, other in zip(trace, again, strict=True):
        for field in dataclasses.fields(one):
            np.testing.assert_equal(getattr(other, field.name), getattr(one, field.name))


def test_copies(trace):
    assert told(copy.copy(trace)) == told(trace)
    assert told(copy.deepcopy(trace)) == told(trace)
    assert told(pickle.loads(pickle.dumps(trace))) == told(trace)


# story


@pytest.mark.parametrize("profile", ["walkthrough", "loop"])
def test_told_within_the_rules(trace, points, profile):
    film = story_of(trace).tell(trace, profile=profile)
    frames = film.keyframes
    assert film == story_of(trace).tell(trace, profile=profile)
    for frame in frames:
        assert 1 <= len(frame.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in frame.caption), frame.caption
        assert all(0 <= row < points.n for row in frame.rows)
        described = story_of(trace).describe(trace, frame)
        assert described.title
        assert described.alt.strip() == described.alt != ""
    assert [f.progress for f in frames] == sorted(f.progress for f in frames)
    assert [f.progress == 1 for f in frames] == [False] * (len(frames) - 1) + [True]
    assert [f.step for f in frames] == sorted(f.step for f in frames)
    assert 1 <= len(film.telling) <= 8
    assert film.alt
    assert film.title


def test_the_whole_run_in_words(trace):
    story = story_of(trace)
    assert isinstance(story.notes(trace), tuple)
    assert not story.result(trace).endswith(".")
    assert story.overview(trace).alt
    assert facts_of(trace).trace is trace
    assert story.__doc__


# plot


def test_every_picture_is_the_one_drawn_from_nothing(trace):
    film = animate(trace, profile="loop", width=400, height=300)
    scene, canvas = film.scene, Canvas(film.scene, film.look)
    assert isinstance(scene, scene_of(trace))
    assert isinstance(scene, Scene)
    every = range(len(film.timeline.keyframes))
    for keyframe in (*every[:6], *reversed(every[-6:])):
        canvas.show(keyframe)
        np.testing.assert_array_equal(
            canvas.pixels(), page_of(scene, film.look, keyframe, still=False).image()
        )


def test_all_lies_inside_the_plot(trace):
    scene = animate(trace, profile="loop").scene
    box, places = scene.stage.plane.box, scene.stage.plane.to_px(scene.extent(trace))
    assert (places > (box.left, box.bottom)).all()
    assert (places < (box.left + box.width, box.bottom + box.height)).all()


def test_an_option_that_neither_story_nor_scene_has_is_refused(trace):
    with pytest.raises(Exception, match=r"no option of a film of .* 'sparkle'"):
        Film(trace, sparkle=True)


# job and command


def test_its_figures_are_drawn_and_told(name, points, tmp_path):
    request = Request(dataset=points, algorithm=name, profile="loop", out=tmp_path)
    for batch in figures(request):
        paths = [tmp_path / item.name for item in batch.items]
        for path, shown in zip(paths, batch.make(paths), strict=True):
            assert path.stat().st_size > 500
            assert shown.words.title
            assert shown.words.caption
            assert shown.words.alt


def test_its_options_are_explained_and_clash_with_no_other(name):
    p = parser(name)
    said = p.format_help()
    kind = parameters_of(name)
    for options in (kind, kind.story_options, kind.scene_options):
        assert issubclass(options, Options)
        for field in dataclasses.fields(options):
            assert f"--{field.name.replace('_', '-')}" in said
            assert field.metadata["help"]


def test_the_command_makes_a_post_of_it(name, tmp_path, capsys):
    kinds = parameters_of(name).kinds
    data = {
        "numbers": ["mtcars"],
        "categories": ["zoo"],
        "mixed": ["penguins"],
        "walks": ["nine-rooms"],
        "none": [],
    }
    small = ["--size", "300x225", "--profile", "loop", "--json", "--quiet", "--out", str(tmp_path / "out")]
    first = data[kinds] or [name.replace("_", "-")]
    assert main([*first, *(["--algorithm", name] if data[kinds] else []), *small]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["algorithm"] == name
    assert {"run-01.gif", "strip.png", "index.html", "post.md"} <= {
        p.rpartition("/")[2] for p in result["files"]
    }
