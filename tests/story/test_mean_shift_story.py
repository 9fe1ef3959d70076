"""How mean shift is told: the ten points word for word, and what holds of any film."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kmanim
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.story import mean_shift as story
from kmanim.story.mean_shift.told import moment, told_climb
from kmanim.story.text.words import columns

TEN = load("lesson-shift")


def run(data, **params):
    return kmanim.run("mean_shift", data, **params)


def ten(**params):
    return run(TEN, **{"bandwidth": 2, **params})


def words(trace, **told):
    return [" | ".join(key.caption) for key in story.tell(trace, **told).keyframes]


def test_the_ten_points_are_told_as_the_storyboard_says():
    assert words(ten()) == [
        "10 points. Where are they densest? Ball of radius 2.",
        "Ball at A: 2 points inside, A and J.",
        "Their mean is [5.25; 2.75]: the ball moves 0.79.",
        "3 inside: F comes in. Next mean [5.83; 3.00].",
        "5 inside: B and I come in. Next mean [6.30; 3.10].",
        "6 inside: D comes in. Next mean [6.58; 3.25].",
        "5 inside: A drops out, yet the hill is higher.",
        "The same 5 points: the ball stays at [7.00; 3.40].",
        "All ten climb: they end in 3 places. | No climb has more than 5 moves.",
        "Two ends are 0.58 apart: the fuller one stays.",
        "Every point joins its nearest end: 6 and 4 points.",
        "Done: 2 clusters of 6 and 4 points. | The fullest end has 5 points within 2.",
    ]


def test_one_climb_alone_ends_with_its_ball():
    told = words(ten(start="A"))
    assert told[:8] == words(ten())[:8]
    assert told[8:] == ["Done after 5 moves: 5 points within 2 of [7.00; 3.40]."]
    film = story.tell(ten(start="A"))
    assert film.cycle == ("mean", "move")
    assert [key.turn for key in film.keyframes] == [None, 0, 0, 1, 1, 1, 1, 1, None]


def test_another_climb_can_be_told():
    assert words(ten(), climb="G")[1:3] == [
        "Ball at G: 2 points inside, C and G.",
        "Their mean is [3.25; 7.25]: the ball moves 0.79.",
    ]
    assert words(ten(), climb=6) == words(ten(), climb="G") == words(ten(), climb=["G"])
    assert words(ten(), climb="G", profile="loop")[1] == "Ball at G: 2 points inside, C and G."


@pytest.mark.parametrize(
    ("params", "climb", "message"),
    [
        ({}, "Z", r"^climb: no row of lesson-shift is called 'Z'; a place is written as '1000,150'$"),
        ({}, 1.5, r"^climb must be a row's name or number, got 1.5$"),
        (
            {"seeds": "4,7 5,5"},
            "A",
            r"^climb names the row whose climb is told, but climbs do not start at rows here$",
        ),
    ],
)
def test_a_climb_that_is_none_is_refused(params, climb, message):
    with pytest.raises(InputError, match=message):
        story.tell(ten(**params), climb=climb)


def test_a_loop_tells_all_climbs_at_once():
    kinds = [key.kind for key in story.tell(ten(), profile="loop").keyframes]
    assert kinds == ["data", "starts", *["round"] * 4, "ends", "merge", "assign", "done"]
    assert words(ten(), profile="loop")[1:3] == [
        "A ball starts at every point: all climb by the same rule.",
        "Every ball moves to the mean of what is in it: | now at 9 places.",
    ]


def test_a_grid_is_told():
    trace = run(load("faithful", scale="zscore"), bandwidth=0.6, seeds="bins")
    assert (
        words(trace, profile="loop")[1]
        == f"{trace.n_climbs} starts: the cells of a grid, 0.6 apart, | that hold eruptions."
    )


def test_points_that_climbed_elsewhere_are_told():
    trace = run(TEN)
    keys = {key.kind: key for key in story.tell(trace).keyframes}
    assert keys["elsewhere"].caption == (
        "J climbed to another end than the nearest.",
        "Mean shift goes by the nearest end.",
    )
    assert keys["elsewhere"].rows == (9,)
    assert keys["estimate"].caption == (
        "No bandwidth was given: 1.71 is the mean distance to the",
        "3rd nearest point, itself the 1st.",
    )


def test_the_gaussian_has_a_hill_and_no_edge():
    told = words(ten(kernel="gaussian", bandwidth=1))
    assert told[1:4] == [
        "From A: all points count, the less the farther they are.",
        "The mean of all points, weighted, is [4.92; 2.65]: | the climb moves 0.45.",
        "The hill rises from 1.34 to 1.60. Next mean [5.25; 2.77].",
    ]
    assert (
        "After 28 moves it is at rest at [6.87; 3.54]: | the next is under a millionth of its width." in told
    )
    assert told[-1] == "Done: 2 clusters of 6 and 4 points. | The highest hill is 2.93 high."


def test_long_climbs_go_by():
    trace = run(load("faithful", scale="zscore"))
    rest = next(key for key in story.tell(trace).keyframes if key.kind == "rest")
    assert [tween.kind for tween in rest.lead_in] == ["forward"]
    assert rest.passing[-1] == (11, "move 11")
    assert rest.passing[0][0] > 1
    assert rest.text == "After 11 moves the same 138 eruptions: the ball stays at [4.36; 80.0]."


def test_ends_that_are_equally_full_are_no_fuller_ones():
    trace = run(dataset(np.arange(4.0)[:, np.newaxis]), bandwidth=1)
    assert "2 of 4 ends are within 1 of a fuller or equal one: 2 stay." in words(trace)
    assert (
        "1 end gives way to one that is equally full: the one with the larger coordinates stays, as in scikit-learn."
        in (story.notes(trace))
    )


def test_limits_are_told():
    trace = ten(max_iter=2)
    told = words(trace, climb="A")
    assert "After 2 moves it still moves: the limit ends it." in told
    assert any(text.startswith("After 2 moves not all are at rest:") for text in told)
    assert "Not every climb was at rest after 2 moves, as many as were allowed." in story.notes(trace)
    phases = [key.phase for key in story.tell(trace).keyframes]
    assert "Not at rest" in phases


def test_rows_out_of_reach_are_told():
    trace = run(TEN, bandwidth=2, seeds="7,3", assign="near")
    assert words(trace)[-2:] == [
        "Every point within 2 of an end joins it: 5 points. | Left out: 5 noise.",
        "Done: one cluster of 5 points, 5 in none. | A smaller bandwidth may part it.",
    ]


def test_starts_out_of_reach_are_told():
    trace = run(TEN, bandwidth=2, seeds="7,3 100,100")
    assert "1 of 2 sees no point; the others end in one place." in " ".join(words(trace))
    assert "1 start has no point within the bandwidth: no climb begins there." in story.notes(trace)


def test_the_result_in_words():
    assert story.result(ten()) == "mean shift finds 2 clusters of 6 and 4 points"
    assert story.result(ten(start="A")) == (
        "one climb of mean shift ends after 5 moves with 5 points in reach at [7.00; 3.40]"
    )
    assert story.result(ten(bandwidth=5)) == "mean shift finds one cluster of 10 points"
    assert story.tell(ten()).title == "Mean shift on 10 points, bandwidth 2"
    assert story.tell(ten()).alt == (
        "Animated scatter plot of 10 points by x and y: mean shift finds 2 clusters of 6 and 4 points, with bandwidth "
        "2; 10 climbs end in 3 places, of which 1 lies within the bandwidth of a fuller one."
    )


def test_pictures_in_words():
    trace = ten()
    described = [story.describe(trace, key).alt for key in story.tell(trace).keyframes]
    assert described[1] == (
        "Scatter plot of 10 points by x and y with one ball, which holds 2 points before it moves: Ball at A: 2 points "
        "inside, A and J."
    )
    assert described[4].startswith(
        "Scatter plot of 10 points by x and y with one ball, which holds 5 points after 2 moves:"
    )
    assert described[8].startswith("Scatter plot of 10 points by x and y with 10 climbs after 5 moves:")
    assert described[-1].startswith("Scatter plot of 10 points by x and y in 2 clusters:")


def test_the_table_is_the_climb():
    table = story.tell(ten()).table
    assert table[0] == ("move", "place", "points inside", "height of the hill", "moves on by")
    assert table[1] == ("0", "[4.50; 2.50]", "2", "1.38", "0.79")
    assert table[-1] == ("5", "[7.00; 3.40]", "5", "3.45", "at rest")
    assert len(table) == 7


@st.composite
def traces(draw):
    n, d = draw(st.integers(1, 40)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = rng.normal(size=(n, d)) * 10.0 ** draw(st.integers(-3, 6))
    if draw(st.booleans()):
        points = np.round(points)
    labels = ["名前の長い車です" * 5, "🚗" * 30, "$x_1$", "a" * 200] * n if draw(st.booleans()) else None
    params = {
        "kernel": draw(st.sampled_from(["flat", "gaussian"])),
        "bandwidth": draw(st.sampled_from([None, 0.1, 0.5])),
        "seeds": draw(st.sampled_from(["points", "bins", None])),
        "assign": draw(st.sampled_from(["all", "near"])),
        "max_iter": draw(st.sampled_from([1, 3, 300])),
    }
    spread = float(np.ptp(points)) or 1.0
    params["bandwidth"] = params["bandwidth"] and params["bandwidth"] * spread
    if params["seeds"] is None:
        params["start"] = draw(st.integers(0, n - 1))
    return run(dataset(points, labels=None if labels is None else labels[:n]), **params)


@given(traces(), st.sampled_from(["walkthrough", "loop"]))
@settings(deadline=None, max_examples=60)
def test_what_holds_of_any_film(trace, profile):
    film = story.tell(trace, profile=profile)
    keys = film.keyframes
    assert film.duration_ms <= (45_000 if profile == "walkthrough" else 20_000)
    assert [key.step for key in keys] == sorted(key.step for key in keys)
    assert keys[-1].step == len(trace) - 1
    for key in keys:
        assert 1 <= len(key.caption) <= 2
        assert all(0 < columns(line) <= 58 for line in key.caption), key.caption
        assert not re.search(r"\b1 (?:points|places|moves|clusters|ends|starts)\b", key.text), key.text
        assert trace.dataset.d <= 2 or trace.dataset.labels or "[" not in key.text
        assert 0 <= moment(key) <= len(trace) - 1
        assert story.describe(trace, key).alt
    assert story.short(trace, keys[-1])
    assert told_climb(trace) < trace.n_climbs


def test_all_climbs_are_told_at_length_where_no_climb_is_told():
    trace = run(load("sheehan-808"), bandwidth=3.2, seeds="bins")
    film = story.tell(trace, climb="none", max_seconds=60)
    rounds = [key for key in film.keyframes if key.kind == "round"]
    assert len(rounds) == 9
    assert rounds[3].caption == ("44 places, of which 42 still move.",)
    assert rounds[3].counter == "move 4"
    assert not {"ball", "climb", "rest"} & {key.kind for key in film.keyframes}
    assert words(ten(), climb="none")[4] == "4 places, of which 1 still moves."


def test_places_that_still_move_are_counted_as_places_are_where_climbs_do_not_meet():
    told = words(run(load("iris"), kernel="gaussian"), profile="loop")
    assert "66 places, and all still move." in told
    trace = ten(kernel="gaussian", bandwidth=1)
    assert "8 places, and all still move." in words(trace, climb="none")
    assert trace.on_the_way.tolist()[-4:] == [2, 1, 1, 0]


def test_a_row_may_be_called_none():
    rows = dataset(np.arange(6.0)[:, np.newaxis], labels=["none", "b", "c", "d", "e", "f"])
    assert words(run(rows, bandwidth=1.5), climb="none")[1].startswith("Ball at none:")


def test_the_first_fall_of_the_count_is_told_on_long_climbs():
    trace = run(load("sheehan-cloud"), bandwidth=1, start=(0, 2.32))
    counts = trace.counts_along(0)
    fall = 1 + int(np.flatnonzero(np.diff(counts) < 0)[0])
    key = next(key for key in story.tell(trace).keyframes if "yet the hill is higher" in key.text)
    assert key.counter == f"move {fall}"
    assert key.passing[-1] == (fall, f"move {fall}")
    assert trace.heights_along(0)[fall] > trace.heights_along(0)[fall - 1]


def test_names_that_have_no_room_are_counted_rather_than_cut():
    film = story.tell(kmanim.run("mean_shift", load("mtcars", scale="zscore")))
    said = [key.text for key in film.keyframes]
    assert not any("…" in text for text in said)
    assert "8 inside: 3 come in. Next mean [1670; 206]." in said
