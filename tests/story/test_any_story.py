"""What must hold for the story of any run on any data."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import figure_words as figures
import numpy as np
from hypothesis import given, reject
from hypothesis import strategies as st

from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell
from kmanim.story.text.words import columns

ODD = [
    "",
    " ",
    "$x_1$",
    "a" * 300,
    "名前の長い車です" * 9,
    "🚗" * 40,
    "a\nb\tc",
    "<b>&amp;",
    "e\u0301" * 80,
    "\x1b[31m",
]

_COUNTED = "centres|clusters|points|cars|rounds|half-steps|runs(?! from)|panels|solutions|measures"
FALSE_PLURAL = re.compile(
    rf"(?<![-.\d])(?<!and )(?<!to )\b(?:1|one) (?:more |random |chosen )?(?:{_COUNTED})\b"
    rf"|\ball 1\b|\b(\d+) to \1 (?:{_COUNTED})\b"
)


@st.composite
def traces(draw):
    n, d, k = draw(st.integers(1, 40)), draw(st.integers(1, 6)), draw(st.integers(1, 12))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = random.normal(size=(n, d)) * 10.0 ** draw(st.integers(-9, 12)) + draw(
        st.sampled_from([0.0, 1e6, -3e9])
    )
    if draw(st.booleans()):
        points = np.round(
            points / (np.abs(points).max() or 1) * 3
        )  # rows that coincide, columns that are constant
    names = st.sampled_from(ODD) | st.text(max_size=80)
    labels = [draw(names) for _ in range(n)] if n < 12 and draw(st.booleans()) else None
    features = None
    if draw(st.booleans()):
        features = [Feature(f"{draw(st.sampled_from(ODD[2:]))}{j}") for j in range(d)]
    noun = draw(
        st.sampled_from([("point", "points"), ("car", "cars"), ("x" * 50, "y" * 50), ("虹彩", "虹彩")])
    )
    try:
        data = dataset(
            points,
            labels=labels,
            features=features,
            noun=noun,
            scale=draw(st.sampled_from(["none", "zscore", "minmax"])),
        )
        algorithm = draw(st.sampled_from(["kmeans", "kmedians", "kmedoids"]))
        if algorithm == "kmedoids":
            init = draw(st.sampled_from(["sample", "build"]))
            own = {"init": init, "method": draw(st.sampled_from(["alternate", "pam"]))}
        else:
            init = draw(st.sampled_from(["uniform", "sample", "k-means++", "farthest"]))
            own = {"init": init, "empty": draw(st.sampled_from(["keep", "farthest", "resample", (1, 0)]))}
        return run(
            algorithm,
            data,
            seed=draw(st.integers(0, 1000)),
            k=k,
            max_iter=draw(st.sampled_from([1, 2, 3, 300])),
            **own,
        )
    except InputError:
        return reject()


@given(
    trace=traces(),
    profile=st.sampled_from(["walkthrough", "loop"]),
    pace=st.sampled_from([0.05, 0.5, 1, 3, 20]),
)
def test_any_run_is_told_within_the_rules(trace, profile, pace):
    film = tell(trace, profile=profile, pace=pace, questions=True, near_misses=True)
    frames = film.keyframes
    for frame in frames:
        assert 1 <= len(frame.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in frame.caption), frame.caption
        assert all(character.isprintable() for line in frame.caption for character in line)
        assert 20 <= frame.hold_ms <= 60_000
        assert frame.hold_ms % 10 == 0
        assert all(0 <= row < trace.dataset.n for row in frame.rows)
        assert frame.kind not in ("reassign",) or frame.rows == tuple(trace.changed(frame.step))
    assert [f.progress for f in frames] == sorted(f.progress for f in frames)
    assert [f.progress == 1 for f in frames] == [False] * (len(frames) - 1) + [True]
    assert [f.step for f in frames] == sorted(f.step for f in frames)
    assert frames[-1].kind == "done"
    assert not any(FALSE_PLURAL.search(text) for text in (film.title, film.alt, *(f.text for f in frames)))
    assert (frames[-2].kind == "check") == trace.finished
    assert frames[-1].text.startswith("Done in" if trace.finished else "Stopped after")


@given(trace=traces())
def test_headers_count_rounds_and_draws_as_the_trace_does(trace):
    for frame in tell(trace, questions=True).keyframes:
        if frame.kind in ("weigh", "draw"):
            assert frame.counter == f"draw {len(frame.rows)} of {len(trace.seeding)}"
        elif frame.kind in ("data", "starts"):
            assert frame.counter == ""
        elif frame.kind == "forward":
            steps, counters = zip(*frame.passing, strict=True)
            assert list(counters) == [f"round {trace[step].iteration}" for step in steps]
            assert steps[-1] == frame.step
            assert frame.counter.split(" ")[-1] == counters[-1].split(" ")[-1]
        else:
            ahead = frame.kind in ("explain", "question")
            assert frame.counter == f"round {trace[frame.step].iteration + ahead}"


@given(trace=traces())
def test_pictures_change_one_kind_of_thing_at_a_time(trace):
    """Colours change only into assignments, centroids only into updates and relocations."""
    frames = tell(trace).keyframes
    for before, after in pairwise(frames):
        if after.kind == "forward" or before.step == after.step:
            continue
        recoloured = trace[after.step].labels is not None and (
            trace[before.step].labels is None or (trace[before.step].labels != trace[after.step].labels).any()
        )
        moved = (trace[before.step].centroids != trace[after.step].centroids).any()
        assert not (recoloured and moved)
        assert ("move" in [t.kind for t in after.lead_in]) == moved


@given(trace=traces())
def test_every_figure_has_words(trace):
    told = [
        figures.data(trace),
        figures.starts(trace),
        figures.final(trace),
        figures.overview(trace),
        figures.density(trace),
    ]
    told += [figures.inertia(trace), figures.equal(trace), figures.distances(trace, trace.dataset.n - 1)]
    told += [figures.assigned(trace, i) for i in range(1, trace.iterations + 1)]
    told += [figures.switched(trace, i) for i in range(2, trace.iterations + 1)]
    told += [figures.updated(trace, i) for i in range(1, trace.iterations)]
    told += [figures.describe(trace, k) for k in tell(trace, questions=True, near_misses=True).keyframes]
    told += [figures.elbow(trace, {trace.k: trace.inertia})]
    for one in told:
        for text in (one.title, one.caption, one.alt):
            assert text.strip() == text != ""
            assert text.isprintable()
            assert "  " not in text
            assert not FALSE_PLURAL.search(text), text
            assert " 0.0 %" not in text
        assert one.alt.endswith((".", "?", ":")) or "round" in one.alt


@given(seed=st.integers(0, 10_000), k=st.integers(1, 3))
def test_places_in_captions_are_those_of_the_trace(seed, k):
    points = np.random.default_rng(seed).uniform(-700, 700, size=(30, 2))
    trace = run("kmeans", dataset(points), k=k, seed=seed)
    for frame in tell(trace).keyframes:
        places = re.findall(r"\[(−?[\d.]+); (−?[\d.]+)\]", frame.text)
        known = {tuple(_whole(x) for x in point) for point in trace.centroids_of(frame.step)}
        assert set(places) <= known
        if frame.kind == "update" and frame.text.count("[") == 0:
            assert re.search(r"W |No centre moves|farthest: [xy] [+−]\d", frame.text)
            assert k == 3 or "No centre moves" in frame.text
        if frame.kind == "starts":
            assert len(places) == (k if k <= 2 else 0)


def _whole(value: float) -> str:
    exact = Decimal(f"{value:.15g}")
    rounded = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if abs(rounded) < 10:  # it has three digits of its own
        rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted() - 2), ROUND_HALF_UP)
    return "0" if rounded == 0 else str(rounded).replace("-", "−")
