"""Pages tell k-means in the story's own words: every step of hundreds of runs, letter for letter."""

import numpy as np
import pytest
from handed import REVIVED, handed
from node import asked, needs_node

from kmanim.data.dataset import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.story.comparisons.classes import classes_told
from kmanim.story.kmeans import describe, step_by_step

pytestmark = needs_node

_TELL = """
import { tellKMeans } from "./story/kmeans/tell.js";
answer(given.map(({ data, trace, options }) => {
  const snapshots = trace.snapshots.map(one => ({
    ...one, labels: one.labels && Int32Array.from(one.labels), centroids: Float64Array.from(one.centroids),
  }));
  return tellKMeans({ algorithm: "kmeans", dataset: revived(data), ...trace, snapshots }, options);
}));
"""
HOW = ("uniform", "sample", "k-means++")


def named_points(
    seed, n, name="row {}", scale=1.0, shift=0.0, decimals=2, columns=(("x", ""), ("y", "")), **more
):
    rng = np.random.default_rng(seed)
    points = (rng.normal(size=(n, 2)) * scale + shift).round(decimals)
    labels = None if name is None else [name.format(row) for row in range(n)]
    return dataset(points, features=[Feature(title, unit) for title, unit in columns], labels=labels, **more)


def data_sets():
    for columns in (["weight", "horsepower"], ["mpg", "horsepower"]):
        yield load("mtcars", columns=columns)
        yield load("mtcars", columns=columns, scale="zscore")
    for name in ("faithful", "blobs", "moons"):
        yield load(name)
    yield load("iris", columns=["petal length", "petal width"], scale="minmax")
    yield load("penguins", columns=["bill_length_mm", "bill_depth_mm"])
    grid = np.stack(np.meshgrid(range(5), range(5)), axis=-1).reshape(-1, 2)
    yield dataset(grid / 3)
    yield dataset(
        np.repeat(grid[:6], 3, axis=0) * 1e6 + 1e8,
        features=[Feature("income", "€"), Feature("debt")],
        noun=("city", "cities"),
    )
    yield dataset(np.array([[0.0, 0.0], [1.0, 1.0]]))
    yield dataset(np.array([[3.0, 4.0]]), labels=["only"])
    yield named_points(1, 40, "A long name that nobody wants to read {}", decimals=1)
    yield named_points(
        2,
        60,
        "Zürich & <b>{}</b>",
        scale=1e-4,
        decimals=7,
        columns=[("age", "years"), ("a long column of many numbers", "")],
    )
    yield named_points(3, 30, "مكة {}", scale=1e9, decimals=0)
    yield named_points(4, 1500, None, scale=300, shift=-5e4)
    yield named_points(
        5,
        25,
        "Ωμέγα {}",
        columns=[("weight", "kg"), ("price", "a unit longer than any")],
        noun=("car", "cars"),
    )


def runs():
    """Some runs of each set: every k, every way to start, every policy, some of them stopped."""
    at = 0
    for data in data_sets():
        most = min(12, len(np.unique(data.points, axis=0)))
        for k in range(1, most + 1):
            for turn in range(2 if data.n < 100 else 1):
                at += 1
                options = {"init": HOW[at % 3], "empty": ("keep", "farthest", "resample")[at // 2 % 3]}
                if turn:
                    rng = np.random.default_rng(at)
                    starts = rng.uniform(data.low - 1, data.high + 1, (k, 2)).round(2)
                    options["init"] = tuple(map(tuple, starts.tolist()))
                if at % 11 == 0:
                    options["max_iter"] = 1 + at % 3
                yield run("kmeans", data, k=k, seed=at, **options)


def as_page(trace):
    """A trace as pages have it."""
    init = trace.parameters.init
    return {
        "k": trace.k, "init": init if isinstance(init, str) else "own", "empty": trace.parameters.empty,
        "finished": trace.finished, "relocated": [],
        "seeding": [{"row": d.row, "chance": d.chance, "cluster": d.cluster} for d in trace.seeding],
        "snapshots": [
            {
                "step": one.step, "iteration": one.iteration,
                "labels": trace.history.at(i).tolist() if i else None,
                "centroids": trace.centroids_at(i).ravel().tolist(),
                "inertia": float(trace.objective[i]) if i else None,
            }
            for i, one in enumerate(trace.unlabelled)
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def told():
    """Each run, its keyframes here, and those of the page."""
    known = [(trace, option_of(trace, at)) for at, trace in enumerate(runs())]
    given = [
        {"data": handed(trace.dataset), "trace": as_page(trace), "options": options}
        for trace, options in known
    ]
    here = [(trace, step_by_step(trace, **options)) for trace, options in known]
    return [(*ours, page) for ours, page in zip(here, asked(REVIVED + _TELL, given), strict=True)]


def option_of(trace, at):
    best = [None, trace.inertia, 0.7 * trace.inertia, 1.5 * trace.inertia, 0.99999 * trace.inertia][at % 5]
    return {"questions": at % 2 == 0, "best": best}


def test_there_are_hundreds_of_runs_and_all_kinds_of_pictures(told):
    kinds = {keyframe["kind"] for _, _, page in told for keyframe in page}
    assert len(told) > 300
    assert kinds == {
        "weigh", "draw", "starts", "assign", "update", "empty", "relocate", "question", "reassign", "check", "done",
    }  # fmt: skip


def test_every_picture_is_told_word_for_word(told):
    for _, here, page in told:
        assert [k["kind"] for k in page] == [k.kind for k in here]
        for keyframe, there in zip(here, page, strict=True):
            assert there["caption"] == {
                "words": list(keyframe.caption),
                "drawn": [list(line) for line in keyframe.marked or [(line,) for line in keyframe.caption]],
            }
            same = {name: there[name] for name in ("step", "phase", "counter", "mark")}
            assert same == {name: getattr(keyframe, name) for name in same}
            if keyframe.kind == "reassign":
                assert there["rows"] == list(keyframe.rows) or len(there["rows"]) > 1000
            elif keyframe.kind in ("weigh", "draw"):
                assert there["drawn"] == len(keyframe.rows)


def test_every_picture_has_the_alternative_text_of_its_figure(told):
    for trace, here, page in told:
        for keyframe, there in zip(here, page, strict=True):
            # Groups that a table knows are no part of a page.
            classes = classes_told(trace, trace.k)
            assert there["alt"] == describe(trace, keyframe).alt.removesuffix(f" {classes}")


def test_every_picture_stands_as_long_as_it_takes_to_read(told):
    for _, here, page in told:
        assert [there["holdMs"] for there in page] == [keyframe.hold_ms for keyframe in here]
        for keyframe, there in zip(here, page, strict=True):
            moving = [tween.kind for tween in keyframe.lead_in]
            assert (there["tween"] == "move") == ("move" in moving)
            assert (there["tween"] == "") == (not moving)
