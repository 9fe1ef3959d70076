"""Pages tell k-means in the story's own words: every step of hundreds of runs, letter for letter."""

import numpy as np
import pytest
from handed import REVIVED, handed
from node import asked, needs_node

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.story.comparisons.classes import classes_told
from kmanim.story.kmeans import describe, step_by_step
from kmanim.story.kmeans.round_table import rounds_table

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
HOW = ("uniform", "sample", "k-means++", "farthest")


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
                options = {"init": HOW[at // 2 % 4], "empty": ("keep", "farthest", "resample")[at // 3 % 3]}
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


_TEXT = """
import { tellKMeans } from "./story/kmeans/tell.js";
import { roundsTable } from "./story/kmeans/round_table.js";
import { asText } from "./story/as_text.js";
import { runKMeans } from "./core/kmeans.js";
answer(given.map(({ data, starts, seeding, init }) => {
  const trace = runKMeans(revived(data), starts, { k: starts.length, init, seeding });
  const keyframes = tellKMeans(trace);
  const steps = keyframes.map(one => one.caption.words.join("|"));
  return { table: roundsTable(trace), text: asText(trace, keyframes), steps };
}));
"""


def in_page(*runs):
    """Run k-means in the page's own code, (data, starts) each, and tell it."""
    given = [{"data": handed(data), "starts": starts, **more} for data, starts, more in runs]
    return asked(REVIVED + _TEXT, given)


def test_the_reference_run_is_told_and_given_as_text():
    data = load("mtcars", columns=["weight", "horsepower"])
    starts = [[1000, 150], [1500, 150]]
    (page,) = in_page((data, starts, {}))
    trace = run("kmeans", data, init=starts)
    assert page["table"] == [list(row) for row in rounds_table(trace)]
    assert page["steps"] == ["|".join(keyframe.caption) for keyframe in step_by_step(trace)]
    assert page["steps"][:8] == [
        "Two chosen centres: [1000; 150] and [1500; 150]",
        "Every car joins its nearest centre: 9 and 23 cars.",
        "Centres move to the mean of their cars:|[940; 84] and [1663; 171]",
        "2 cars are now nearer to centre 1:|Ferrari Dino and Volvo 142E",
        "Centres move again: [998; 94] and [1701; 174]",
        "1 car switches: Mazda RX4 Wag,|307 to centre 1, 402 to centre 2",
        "Smaller moves: [1023; 96] and [1721; 177]",
        "No car switches, so the centres stay. Stop.",
    ]
    lines = page["text"].splitlines()
    assert lines[:6] == [
        "# k-means on 32 cars, k = 2",
        "",
        "32 cars by weight and horsepower: k-means stops after 4 rounds with 12 lighter and 20 heavier cars.",
        "",
        "1. **Starts.** Two chosen centres: [1000; 150] and [1500; 150]",
        "2. **Assign, round 1.** Every car joins its nearest centre: 9 and 23 cars.",
    ]
    assert lines[-4] == ("| 1 | 9 / 23 |  | 3,509,517 | [940; 84] [1663; 171] | 2,818,721 |")


def test_tables_of_rounds_are_those_of_films():
    data = load("iris", columns=["petal length", "petal width"])
    starts = data.points[:4].tolist()
    (page,) = in_page((data, starts, {}))
    assert page["table"] == [list(row) for row in rounds_table(run("kmeans", data, init=starts))]


def test_names_are_no_markup_in_text_to_be_pasted():
    places = [[0, 0], [1, 0], [20, 0], [6, 0]]
    names = ["*a*", "b", "c", "<b>|[x](y)`"]
    (page,) = in_page((dataset(np.array(places, float), labels=names), [[0, 0], [3, 0]], {}))
    assert r"switches: \<b>\|[x\](y)\`, " in page["text"]
    assert r"\_" not in page["text"]


def test_draws_that_fill_up_placed_starts_are_told_from_there():
    """A reader placed the first of three centres; k-means++ drew the others."""
    data = load("mtcars", columns=["weight", "horsepower"])
    rows = [5, 16]
    starts = [[1000, 150], *data.points[rows].tolist()]
    seeding = [{"row": row, "chance": 0.08} for row in rows]
    (page,) = in_page((data, starts, {"init": "k-means++", "seeding": seeding}))
    assert page["steps"][:4] == [
        "Chance (the larger a point, the likelier): in proportion|"
        "to the squared distance to the nearest centre so far.",
        "Centre 2: Valiant, drawn with 8 % chance (far from 1)",
        "Centre 3: Chrysler Imperial, drawn with 8 % chance|(far from 1 and 2)",
        "Three centres drawn by k-means++.",
    ]


def test_a_first_row_that_a_reader_chose_is_not_called_drawn():
    data = load("faithful")
    rows = [3, 100]
    seeding = [{"row": row, "chance": 1} for row in rows]
    (page,) = in_page((data, data.points[rows].tolist(), {"init": "farthest", "seeding": seeding}))
    assert page["steps"][:2] == ["Centre 1: chosen.", "Centre 2: the eruption farthest from 1."]


def test_letters_that_no_font_here_has_are_left_to_the_browser():
    data = named_points(9, 12, "\U000e0fff東京 {}", columns=[("\u4e00\ue000", "kg"), ("y", "")])
    starts = data.points[:3].tolist()
    (page,) = in_page((data, starts, {}))
    told = ["|".join(keyframe.caption) for keyframe in step_by_step(run("kmeans", data, init=starts))]
    assert page["steps"] == told
    assert any("東京" in text for text in told)
