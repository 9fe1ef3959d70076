"""Runs of anybody's generator in words: captions word for word, which steps have pictures, text as data."""

import numpy as np
import pytest

import kmanim
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.story.contract import story_of
from kmanim.story.recorded import captions as captions_of
from kmanim.story.recorded.chosen import chosen, doubling, thinned
from kmanim.story.recorded.facts import YieldedFacts
from kmanim.story.text.words import columns

SQUARE = [(0, 0), (1, 0), (1, 1), (0, 1)]


def warm_up(w=10.0, rate=0.01, steps=1000):
    """The table of numbers: f(w) = w^2 + 3w - 5 from w = 10."""
    for _ in range(steps + 1):
        height, slope = w * w + 3 * w - 5, 2 * w + 3
        tangent = [(w - 1, height - slope), (w + 1, height + slope)]
        yield {"positions": [(w, height)], "curves": {"tangent": tangent}, "objective": height}
        w -= rate * slope


def captions(snapshots, end=None, film=None, **options):
    def walk():
        yield from snapshots
        return end

    trace = kmanim.record(walk(), title="it", **options)
    return list(kmanim.animate(trace, **film or {}).captions)


def test_the_warm_up_has_the_numbers_of_its_table():
    trace = kmanim.record(warm_up(), axes=("w", "f(w)"), objective="f")
    table = {row["iteration"]: row for row in trace.table()}
    for step, w, height in (
        (0, 10, 125), (1, 9.77, 119.7629), (2, 9.5446, 114.7332), (4, 9.1072, 105.2634), (8, 8.2838, 88.4722),
        (16, 6.8237, 62.0335), (32, 4.5247, 29.0465), (64, 1.6562, 2.7117), (128, -0.6338, -6.4996),
        (256, -1.4348, -7.2457), (1000, -1.5, -7.25),
    ):  # fmt: skip
        assert table[step]["w"] == pytest.approx(w, abs=5e-5)
        assert table[step]["f(w)"] == table[step]["f"] == pytest.approx(height, abs=5e-5)
        assert table[step]["w"] + 1.5 == pytest.approx(11.5 * 0.98**step, rel=1e-9)
    film = kmanim.animate(trace)
    assert [key.step for key in film.timeline.keyframes] == [
        *(0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512),
        *[1000] * 2,
    ]
    assert film.captions[0] == "Warm up begins at w = 10.000, f(w) = 125.00."
    assert film.captions[1] == "Step 1: w = 9.770, f(w) = 119.76."
    assert film.captions[8] == "Step 128: w = −0.634, f(w) = −6.50."
    assert film.captions[-1] == "Warm up ends after 1,000 steps. f falls from 125 to −7.25."
    assert film.timeline.keyframes[-1].mark == ""


@pytest.mark.parametrize(("rate", "places"), [(1.0, [10, -13, 10, -13]), (1.1, [10, -15.3, 15.06, -21.372])])
def test_rates_that_are_too_large_are_told_as_they_are(rate, places):
    trace = kmanim.record(warm_up(rate=rate, steps=3), axes=("w", "f(w)"))
    assert [row["w"] for row in trace.table()] == pytest.approx(places)


def test_what_is_otherwise_is_said():
    points = [(0, 0), (1, 0), (5, 5)]
    assert captions(
        [
            {"positions": points},
            {"labels": [0, 0, 1]},
            {"labels": [0, 1, 1], "objective": 4},
            {"labels": [1, 0, 0], "objective": 4},
            {"positions": [(0, 1), (1, 0), (5, 5)], "objective": 3},
            {"positions": points[::-1]},
            {"links": [(0, 1)]},
            {"curves": {"f": [(0, 0), (1, 1)]}},
            {"curves": {"f": [(0, 0), (2, 1)]}},
            {"highlight": [0, 2]},
            {"objective": 3.5},
            {},
            {"labels": [-1, 0, 0], "step": "drop"},
            {"labels": [1, 0, 0]},
        ],
        end="that is all",
        names=["A", "B", "C"],
        noun=("mouse", "mice"),
        objective="loss",
        film={"steps": "all"},
    ) == [
        "It: 3 mice.",
        "Step 1: 2 groups of 2 and 1 mouse.",
        "Step 2: B changes its group. Loss is 4.000.",
        "Step 3: 3 mice change their group. Loss stays at 4.000.",
        "Step 4: A moves. Loss falls to 3.000.",
        "Step 5: A and C move.",
        "Step 6: A and B are joined.",
        "Step 7: f is drawn.",
        "Step 8: f is drawn anew.",
        "Step 9: A and C are looked at.",
        "Step 10: loss is 3.500.",
        "Step 11: nothing changes.",
        "Step 12: A leaves its group.",
        "Step 13: A joins group 2.",
        "It ends after 13 steps: that is all. Loss falls from 4.000 to 3.500.",
    ]


def test_bars_are_called_by_their_numbers():
    assert captions(
        [
            {"positions": [3, 1, 2.5]},
            {"positions": [1, 3, 2.5]},
            {"positions": [2.5, 1, 3]},
            {"positions": [9, 1, 3]},
        ]
    ) == [
        "It: 3 numbers.",
        "Step 1: 3.0 and 1.0 change places.",
        "Step 2: 3 numbers change places.",
        "Step 3: 2.5 becomes 9.0.",
        "It ends after 3 steps.",
    ]


def test_groups_that_have_names():
    assert captions(
        [
            {"positions": [3, 1]},
            {"labels": [0, 0]},
            {"positions": [1, 3], "labels": [1, 0]},
            {"labels": [0, 1]},
            {"labels": [0, -1]},
        ],
        groups=("unsorted", "sorted"),
    ) == [
        "It: 2 numbers.",
        "Step 1: all are unsorted.",
        "Step 2: 3 and 1 change places. 1 is sorted now.",
        "Step 3: 1 number is unsorted now, 1 sorted.",
        "Step 4: 3 leaves its group.",
        "It ends after 4 steps.",
    ]


def test_ends():
    one = {"objective": 1.0}

    def film(end, **options):
        def walk():
            yield one
            yield {"objective": 2.0}
            return end

        return kmanim.animate(kmanim.record(walk(), title="it", **options)).timeline.keyframes[-1]

    assert [(film(end).phase, film(end).mark) for end in (None, "done", ("it bounces", False))] == [
        ("Done", ""),
        ("Done", "tick"),
        ("Not done", "cross"),
    ]
    assert film(("it bounces", False)).caption[0].startswith("It is not done after 1 step: it bounces.")
    forever = kmanim.record(({"objective": i} for i in range(99)), title="it", max_steps=7)
    last = kmanim.animate(forever).timeline.keyframes[-1]
    assert (last.phase, last.mark) == ("Stopped", "cross")
    assert last.caption == ("Stopped after 7 steps, as many as were allowed.", "Objective rises from 0 to 7.")
    assert story_of(forever).notes(forever) == (
        "The generator would have gone on; max_steps stopped it after 7 steps.",
    )


def test_captions_of_its_own_are_kept_and_broken_in_two():
    said = captions(
        [
            {"objective": 1, "caption": "Here it begins."},
            {"objective": 2, "caption": "one line\nand another"},
            {
                "objective": 3,
                "caption": "a sentence that is so long that it does not fit on one line of the film",
            },
            {"objective": 4, "caption": "x" * 130},
        ]
    )
    assert said[:3] == [
        "Here it begins.",
        "one line and another",
        "a sentence that is so long that it does not fit on one line of the film",
    ]
    assert said[3] == "x" * 57 + "…"


def some(n, captioned=(), fast=False):
    return kmanim.record(
        {"objective": 1 / (i + 1) ** 2 if fast else i, **({"caption": "c"} if i in captioned else {})}
        for i in range(n)
    )


def test_which_steps_have_pictures():
    assert doubling(1000, 20) == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000]
    assert doubling(1000, 7) == [0, 1, 4, 16, 64, 256, 1000]
    assert doubling(4, 9) == [0, 1, 2, 4]
    assert thinned(list(range(11)), 3) == [0, 5, 10]
    assert chosen(some(5), 9) == [0, 1, 2, 3, 4]
    assert chosen(some(101), 5) == [0, 25, 50, 75, 100]
    assert chosen(some(101, fast=True), 5) == [0, 1, 8, 64, 100]
    assert chosen(some(101), 5, "doubling") == [0, 1, 8, 64, 100]
    assert chosen(some(101, fast=True), 3, "even") == [0, 50, 100]
    assert chosen(some(101), 5, "all") == list(range(101))
    assert chosen(some(101, captioned=(3, 4, 50, 70)), 9) == [0, 3, 4, 50, 70, 100]
    assert chosen(some(101, captioned=(3,)), 4) == [0, 3, 50, 100]
    assert chosen(some(101, captioned=range(101)), 3) == [0, 50, 100]


def test_a_long_run_has_room_and_goes_by():
    film = kmanim.animate(some(5000))
    assert film.duration_ms <= 45_000
    assert film.timeline.keyframes[1].lead_in[0].kind == "forward"
    assert film.timeline.keyframes[1].passing[-1][0] == film.timeline.keyframes[1].step
    assert kmanim.animate(some(5000), profile="loop").duration_ms <= 20_000


NAMES = ["$x_1$", "<b>&", "\U0001f680 rocket", "a" * 90, "\u05d0\u05d1", "x\ty", "_"]


@pytest.mark.parametrize("name", NAMES)
def test_text_is_data(name, tmp_path):
    rng = np.random.default_rng(1)
    short = name[:40]
    trace = kmanim.record(
        [
            {"positions": rng.normal(size=(2, 2)), "curves": {name: [(0, 0), (1, 1)]}, "labels": [0, 1]},
            {"labels": [1, 1], "objective": 3, "caption": name, "step": name},
            {"labels": [0, 1], "objective": 2, "curves": {name: [(0, 0), (1, 2)]}},
        ],
        title=short, axes=(short + "x", short + "y"), names=[name, "B"], noun=short, objective=short,
    )  # fmt: skip
    film = kmanim.animate(trace)
    for key in film.timeline.keyframes:
        assert 1 <= len(key.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in key.caption)
    assert film.save(tmp_path / "film.gif").stat().st_size > 1000
    assert film.save(tmp_path / "film.html").stat().st_size > 1000
    kmanim.strip(trace).savefig(tmp_path / "strip.png")


DEGENERATE = [
    [{"positions": [(1, 1)]}],
    [{"positions": [0.0]}],
    [{"positions": [(1, 1)] * 3}, {"positions": [(1, 1)] * 3}],
    [{"positions": [-1, -2, 0]}, {"positions": [0, -1, -2]}],
    [{"positions": [1e-30, 2e-30]}, {"positions": [1e90, 2]}],
    [{"labels": [-1, -1]}],
    [{"labels": [0]}, {"labels": [999]}],
    [{"curves": {"f": [(0, 0)]}}],
    [{"curves": {"f": [(0, 0), (1, 0)]}}, {"curves": {"f": None}}],
    [{"objective": 0}],
    [{"objective": 0}, {"objective": 0}, {}],
    [{"positions": SQUARE}, {"labels": [0, 1, 2, 3]}],
    [{"labels": [0, 1, 2, 3]}, {"positions": SQUARE}],
    [{"curves": {"f": [(0, 0), (1, 1)]}}, {"positions": SQUARE, "highlight": 0}],
    [{"positions": np.arange(300)}, {"positions": np.arange(300)[::-1]}],
]


@pytest.mark.parametrize("snapshots", DEGENERATE, ids=range(len(DEGENERATE)))
@pytest.mark.parametrize("profile", ["walkthrough", "loop"])
def test_told_within_the_rules(snapshots, profile):
    trace = kmanim.record(snapshots)
    assert isinstance(trace, YieldedTrace)
    story = story_of(trace)
    film = story.tell(trace, profile=profile)
    assert film == story.tell(trace, profile=profile)
    for frame in film.keyframes:
        assert 1 <= len(frame.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in frame.caption), frame.caption
        assert all(0 <= row < trace.dataset.n for row in frame.rows)
        described = story.describe(trace, frame)
        assert described.title
        assert described.alt.strip() == described.alt != ""
    assert [f.progress == 1 for f in film.keyframes] == [False] * (len(film.keyframes) - 1) + [True]
    assert [f.step for f in film.keyframes] == sorted(f.step for f in film.keyframes)
    assert 1 <= len(film.telling) <= 8
    assert story.overview(trace).alt
    assert not story.result(trace).endswith(".")


def test_bars_with_new_numbers_say_which():
    assert captions(
        [{"positions": [3, 1, 4]}, {"positions": [3, 5, 4]}, {"positions": [9, 8, 4]}, {"highlight": 1}]
    ) == [
        "It: 3 numbers.",
        "Step 1: 1 becomes 5.",
        "Step 2: 3 becomes 9, 5 becomes 8.",
        "Step 3: 8 is looked at.",
        "It ends after 3 steps.",
    ]
    assert captions(
        [{"positions": [3, 1, 4]}, {"positions": [1, 5, 9]}, {"positions": [1, 5, 2]}], names=["A", "B", "C"]
    )[1:3] == [
        "Step 1: 3 numbers change.",
        "Step 2: C goes from 9 to 2.",
    ]
    assert captions([{"positions": [0.5, 100]}, {"positions": [0.5 + 1e-14, 100]}])[1] == (
        "Step 1: 0.5 changes by a hair."
    )


def test_lines_are_told_without_their_ends_order_and_old_ones_with_the_new():
    assert captions(
        [
            {"positions": SQUARE, "links": [(0, 1), (1, 2)]},
            {"links": [(1, 0), (2, 1)]},
            {"links": [(0, 1), (2, 3)]},
            {"links": [(0, 1), (2, 3), (0, 3)]},
            {"positions": [(x + 1, y) for x, y in SQUARE]},
        ]
    )[1:-1] == [
        "Step 1: nothing changes.",
        "Step 2: 1 new line for 1 old one.",
        "Step 3: 1 more line.",
        "Step 4: all 4 points move.",
    ]
    assert captions([{"positions": SQUARE[:2]}, {"positions": SQUARE[2:]}])[1] == "Step 1: both points move."


def test_what_is_as_it_was_is_not_called_still():
    trace = kmanim.record([{"positions": SQUARE, "labels": [i % 2, 0, 0, 0]} for i in range(5)])
    facts = YieldedFacts(trace)
    assert captions_of.step(facts, 1, 2, {}) == ("Step 2: 1 point changes its group.",)
    assert captions_of.step(facts, 2, 4, {}) == ("Step 4: as at step 2.",)


def test_an_objective_whose_name_is_many_has_verbs_of_many():
    def last(name):
        return captions([{"objective": 5}, {"objective": 3}], objective=name)[-2:]

    assert last("mistakes") == [
        "Step 1: mistakes fall to 3.",
        "It ends after 1 step. Mistakes fall from 5 to 3.",
    ]
    for name in ("loss", "radius", "sum of squares", "bias"):
        assert last(name)[0] == f"Step 1: {name} falls to 3."


def test_digits_of_an_objective_tell_it_from_the_one_before():
    said = captions([{"objective": value} for value in (49, 7.36, 1e-5, 1.00001e-5)])
    assert said[:-1] == [
        "It: the start. Objective is 49.000.",
        "Step 1: objective falls to 7.360.",
        "Step 2: objective falls to 1.000e−5.",
        "Step 3: objective rises to 1.00001e−5.",
    ]
