"""Films of a run beside the groups that are known."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageSequence

import kmanim
from kmanim.command.option_values import side_by_side as read
from kmanim.errors import InputError
from kmanim.job.job import Job
from kmanim.simulate.runs.runs import run_many
from kmanim.story.comparisons.known_groups import known_groups

SETS = [
    ("rings", 2),
    ("moons", 2),
    ("stretched", 3),
    ("unequal-sizes", 3),
    ("unequal-densities", 3),
    ("outlier", 2),
]


@pytest.mark.parametrize(("name", "k"), SETS)
def test_twenty_seconds_and_the_reason_at_the_end(name, k):
    trace = run_many("kmeans", kmanim.load(name), 12, k=k).best
    film = kmanim.beside_classes(trace, height=400)
    assert film.duration_ms <= 20_000
    last = film.timeline.keyframes[-1]
    assert (last.phase, last.progress) == ("Why", 1)
    assert last.hold_ms >= 2_000
    assert last.text.endswith(
        f"{len(film.misplaced)} of {trace.dataset.n} points (hatched) are with another group."
    )
    assert last.caption[0] == kmanim.animate(trace, profile="loop").timeline.keyframes[-1].caption[0]
    assert film.alt.count(last.text) == 1
    assert film._told.titles == ("what a person sees", "what k-means sees")
    assert all(len(line) <= 58 for key in film.timeline.keyframes for line in key.caption)
    rising = [key.progress for key in film.timeline.keyframes]
    assert rising == sorted(rising)


@pytest.mark.parametrize("seconds", [8, 30])
def test_the_budget_that_is_asked_for(seconds):
    trace = run_many("kmeans", kmanim.load("moons"), 12, k=2).best
    assert kmanim.beside_classes(trace, max_seconds=seconds).duration_ms <= seconds * 1000


@pytest.mark.parametrize(
    ("data", "algorithm", "options"),
    [
        ({"source": "iris", "classes": "species"}, "kmeans", {"k": 3}),
        ({"source": "penguins", "classes": "species"}, "hierarchical", {"k": 3, "linkage": "ward"}),
        ({"source": "moons"}, "dbscan", {}),
        ({"source": "blobs"}, "kmeans", {"k": 3, "init": "k-means++"}),
        ({"source": "blobs", "n": 12_000}, "kmedians", {"k": 2}),
    ],
)
def test_any_run_with_known_groups(data, algorithm, options):
    trace = kmanim.run(algorithm, kmanim.load(**data), **options)
    film = kmanim.beside_classes(trace, theme="dark", width=400, height=300)
    n, wrong = trace.dataset.n, len(film.misplaced)
    last = film.timeline.keyframes[-1]
    assert last.phase == "Compare"
    expected = f"{wrong:,} of {n:,}" if wrong else f"All {n:,}"
    assert last.text.startswith(expected)
    assert film.duration_ms <= 20_000
    first, final = next(film.stills([0])), next(film.stills([-1]))
    assert first.pixels.shape == final.pixels.shape == (300, 400, 4)


def test_matching_is_the_best_there_is_and_noise_is_with_no_group():
    trace = kmanim.run("dbscan", kmanim.load("moons"))
    known = known_groups(trace, int(trace.labels.max()) + 1)
    noise = np.flatnonzero(trace.labels == -1)
    assert set(noise) <= set(known.misplaced)
    for group, cluster in enumerate(known.cluster_of):
        inside = (known.of_rows == group) & (trace.labels == cluster)
        assert inside.sum() >= ((known.of_rows == group) & (trace.labels != cluster)).sum()


def test_written_and_read_again(tmp_path):
    film = kmanim.beside_classes(kmanim.run("kmeans", kmanim.load("moons"), k=2), height=400)
    path = film.save(tmp_path / "a.gif")
    with Image.open(path) as opened:
        shots = [shot.info["duration"] for shot in ImageSequence.Iterator(opened)]
    assert sum(shots) == film.duration_ms
    assert film.save(tmp_path / "b.gif").read_bytes() == path.read_bytes()
    assert "on the left the groups that are known" in film.alt
    assert "what a person sees" in film.page(-1).alt


def test_refused():
    cars = kmanim.run("kmeans", kmanim.load("mtcars"), k=2)
    with pytest.raises(InputError, match="mtcars says of no column that it holds known groups"):
        kmanim.beside_classes(cars)
    with pytest.raises(InputError, match="no column"):
        kmanim.beside_classes(cars, "species")
    many = kmanim.load([(i, i % 3) for i in range(40)], labels=None)
    with pytest.raises(InputError, match="known groups"):
        kmanim.beside_classes(kmanim.run("kmeans", many, k=2))
    with pytest.raises(InputError, match="no option of a film"):
        kmanim.beside_classes(kmanim.run("kmeans", kmanim.load("moons"), k=2), themes="dark")
    with pytest.raises(InputError, match="beside_classes needs a Trace"):
        kmanim.beside_classes(kmanim.load("moons"))


def test_the_command_offers_it_and_a_job_writes_it(tmp_path):
    assert read("classes") == "classes"
    job = Job(
        dataset=kmanim.load("moons"), parameters={"k": 2}, side_by_side="classes", films=0, profile="loop",
        out=tmp_path / "o",
    )  # fmt: skip
    job.write()
    assert (tmp_path / "o" / "side-by-side.gif").stat().st_size > 10_000
    assert "The groups that are known, and the clusters" in (tmp_path / "o" / "post.md").read_text("utf-8")
    with pytest.raises(InputError, match="known groups"):
        Job(dataset=kmanim.load("mtcars"), side_by_side="classes", out=tmp_path / "p").names  # noqa: B018


def test_it_keeps_what_a_reader_must_know_of_the_run():
    trace = replace(kmanim.run("kmeans", "moons", k=2), notes=("It begins where another fit began.",))
    assert kmanim.beside_classes(trace).notes == kmanim.animate(trace).notes == trace.notes
