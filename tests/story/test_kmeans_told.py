"""The film of k-means as it is told."""

from __future__ import annotations

import re

import numpy as np
import pytest
from story_tables import cars, reference

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell
from kmanim.story.timeline import Tween

# The storyboard's film: kind, phase, header, caption, hold. A caption that is there while something moves into its
# picture has so much longer been read.
WALKTHROUGH = [
    ("data", "Data", "", "32 cars: weight and horsepower. No groups yet.", 3600),
    ("starts", "Starts", "", "Two chosen centres: [1000; 150] and [1500; 150]", 3200),
    (
        "explain",
        "Assign",
        "round 1",
        "Mazda RX4: 192 to centre 1, 315 to centre 2. So: 1.",
        3400,
    ),
    (
        "explain",
        "Assign",
        "round 1",
        "Merc 280C: 561 to centre 1, 66 to centre 2. So: 2.",
        3400,
    ),
    ("assign", "Assign", "round 1", "Every car joins its nearest centre: 9 and 23 cars.", 2800),
    (
        "update",
        "Update",
        "round 1",
        "Centres move to the mean of their cars:|[940; 84] and [1663; 171]",
        3400,
    ),
    (
        "reassign",
        "Reassign",
        "round 2",
        "2 cars are now nearer to centre 1:|Ferrari Dino and Volvo 142E",
        3900,
    ),
    ("update", "Update", "round 2", "Centres move again: [998; 94] and [1701; 174]", 2300),
    (
        "reassign",
        "Reassign",
        "round 3",
        "1 car switches: Mazda RX4 Wag,|307 to centre 1, 402 to centre 2",
        4000,
    ),
    ("update", "Update", "round 3", "Smaller moves: [1023; 96] and [1721; 177]", 2100),
    ("check", "Check", "round 4", "No car switches, so the centres stay. Stop.", 2400),
    (
        "done",
        "Done",
        "round 4",
        "Done in 4 rounds: 12 lighter cars, 20 heavier cars.|W (sum of squared distances) = 2,547,692: the best known.",
        7000,
    ),
]
BEST = 2547692.2


def test_the_walkthrough_of_the_reference_run_is_the_storyboard():
    film = tell(reference(), best=BEST, max_seconds=60)
    told = [(k.kind, k.phase, k.counter, "|".join(k.caption), k.hold_ms) for k in film.keyframes]
    assert told == WALKTHROUGH


def test_the_loop_of_the_reference_run_is_the_storyboard():
    film = tell(reference(), profile="loop", max_seconds=30, best=BEST)
    assert [k.hold_ms for k in film.keyframes] == [1500, 1500, 1300, 1900, 1300, 1900, 1300, 1700, 3600]
    captions = ["|".join(k.caption) for k in film.keyframes]
    assert captions == [row[3] for row in WALKTHROUGH if row[0] not in ("data", "explain")]


@pytest.mark.parametrize(("profile", "sweep", "move"), [("walkthrough", 600, 800), ("loop", 400, 600)])
def test_what_moves_into_each_picture(profile, sweep, move):
    film = tell(reference(), profile=profile)
    moving = [
        (k.kind, k.step, [(t.kind, t.duration_ms) for t in k.lead_in]) for k in film.keyframes if k.lead_in
    ]
    assert moving == [
        ("assign", 1, [("sweep", sweep)]),
        ("update", 2, [("move", move)]),
        ("reassign", 3, [("glide", 600)]),
        ("update", 4, [("recolour", 300), ("move", move)]),
        ("reassign", 5, [("glide", 600)]),
        ("update", 6, [("recolour", 300), ("move", move)]),
        ("check", 7, [("glide", 600)]),
    ]


def captions(trace, kind, **options):
    return ["|".join(k.caption) for k in tell(trace, **options).keyframes if k.kind == kind]


def test_alternative_text_of_the_reference_run():
    film = tell(reference())
    assert film.title == "k-means on 32 cars, k = 2"
    assert film.alt == (
        "Animated scatter plot of 32 cars by weight and horsepower: k-means with k = 2 starts at [1000; 150] and "
        "[1500; 150], moves 3 cars between clusters and stops after 4 rounds with 12 lighter and 20 heavier cars."
    )


def test_questions_and_near_misses_are_told_when_asked_for():
    film = tell(reference(), questions=True, near_misses=True, max_seconds=90)
    extra = [
        (k.kind, "|".join(k.caption), k.hold_ms)
        for k in film.keyframes
        if k.kind in ("question", "near-miss")
    ]
    question = ("question", "Which cars switch now?", 2500)
    near_miss = "Mazda RX4 Wag stays in 2 by a hair:|365.4 to 1, 363.8 to 2"
    assert extra == [question, ("near-miss", near_miss, 3800), question]


def test_pace_scales_holds_and_leaves_tweens_alone():
    slow, plain = (tell(reference(), pace=pace, max_seconds=120) for pace in (2, 1))
    assert [k.hold_ms for k in slow.keyframes] == [2 * k.hold_ms for k in plain.keyframes]
    assert [k.lead_in for k in slow.keyframes] == [k.lead_in for k in plain.keyframes]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"profile": "fast"}, "no profile 'fast'; known: walkthrough or loop"),
        ({"pace": 0}, "pace must be a number from 0.05 to 20, got 0"),
        ({"pace": float("nan")}, "pace must be a number from 0.05 to 20, got nan"),
        ({"explain": ["Mazda RX5"]}, "explain: no row is called 'Mazda RX5'; did you mean Mazda RX4?"),
        ({"explain": [32]}, "explain: row 32 to explain does not exist; rows are numbered 0 to 31"),
        ({"explain": [1.5]}, "explain: a row to explain must be a name or a row number, got 1.5"),
    ],
)
def test_what_will_not_do_is_refused_in_one_line(options, message):
    with pytest.raises(InputError) as refused:
        tell(reference(), **options)
    assert str(refused.value) == message


def test_rows_to_explain_are_found_by_name_or_number():
    film = tell(reference(), explain=["ferrari dino ", 0], profile="loop")
    assert [k.rows for k in film.keyframes if k.kind == "explain"] == [(29,), (0,)]
    unnamed = run("kmeans", dataset(cars().points), k=2, init=((1000, 150), (1500, 150)))
    for row in ("point 2", 1, np.int64(1), [np.int64(1)]):
        assert captions(unnamed, "explain", explain=row) == captions(unnamed, "explain", explain="point 2")
    assert captions(unnamed, "explain", explain="point 2") == [
        "This point: 307 to centre 1, 200 to centre 2. So: 2."
    ]


@pytest.mark.parametrize(
    ("init", "caption"),
    [
        (((1000, 150), (1500, 151)), "Two chosen centres: [1000; 150] and [1500; 151]"),
        (((1000, 150),), "One chosen centre: [1000; 150]"),
    ],
)
def test_given_starts_are_called_chosen(init, caption):
    assert captions(run("kmeans", cars(), init=init), "starts") == [caption]


def test_drawn_starts_say_how_they_were_drawn():
    first = {
        init: captions(run("kmeans", cars(), init=init), "starts")[0]
        for init in ("uniform", "sample", "k-means++")
    }
    assert first["uniform"].startswith("Two random centres: [")
    assert first["sample"].startswith("Two random cars as centres: [")
    assert first["k-means++"].startswith("Two centres drawn by k-means++: [")


def test_starts_far_from_each_other_are_called_so():
    first = [captions(run("kmeans", cars(), k=k, init="farthest", seed=2), "starts")[0] for k in (1, 2, 30)]
    assert first[0].startswith("One random car as centre: [")
    assert first[1].startswith("Two cars far from each other as centres:|[")
    assert first[2] == "30 cars far from each other as centres."


FAR = ((1000, 150), (1500, 150), (9000, 150), (9900, 150))


def test_an_empty_cluster_has_a_keyframe_of_its_own_and_only_one():
    trace = run("kmeans", cars(), init=FAR[:3])
    assert captions(trace, "empty") == ["Centre 3 has no cars:|it stays where it is."]
    kinds = [k.kind for k in tell(trace).keyframes]
    assert kinds[kinds.index("empty") - 1 : kinds.index("empty") + 2] == ["assign", "empty", "update"]
    assert captions(run("kmeans", cars(), init=FAR), "empty") == [
        "Centres 3 and 4 have no cars:|they stay where they are."
    ]
    assert (
        captions(trace, "update")[0]
        == "Only centres 1 and 2 move.|W (sum of squared distances) falls by 20 %."
    )


def test_a_moved_centre_says_where_to():
    trace = run("kmeans", cars(), init=FAR[:3], empty="farthest")
    assert captions(trace, "empty") == []
    assert captions(trace, "relocate") == [
        "Centre 3 has no cars: it moves to|the car farthest from its centre."
    ]


def test_a_centre_that_was_sent_to_a_row_says_so():
    trace = run("kmeans", cars(), init=FAR[:3], empty="32")
    assert captions(trace, "relocate") == ["Centre 3 has no cars: it moves to|a chosen car."]


def test_a_run_that_was_cut_short_is_not_called_done():
    film = tell(run("kmeans", cars(), init=((1000, 150), (1500, 150)), max_iter=2))
    last = film.keyframes[-1]
    assert (last.kind, last.phase) == ("done", "Stopped")
    assert (
        "|".join(last.caption)
        == "Stopped after 2 rounds, not finished:|2 cars still switched in the last round."
    )
    assert "check" not in [k.kind for k in film.keyframes]
    assert "is stopped after 2 rounds, not finished, with" in film.alt
    once = tell(run("kmeans", cars(), init=((1000, 150), (1500, 150)), max_iter=1))
    assert once.keyframes[-1].text == "Stopped after 1 round, before it could finish."


def test_one_cluster():
    trace = run("kmeans", cars(), init=((1000, 150),))
    assert ["|".join(k.caption) for k in tell(trace, profile="loop").keyframes][1:] == [
        "Every car joins the only centre: 32 cars.",
        "The centre moves to the mean of all 32 cars: [1459; 147]",
        "No car switches, so the centre stays. Stop.",
        "Done in 2 rounds: all 32 cars in one cluster.",
    ]


def test_a_start_at_the_answer_moves_nothing():
    data = dataset(np.array([[0.0, 0], [2, 0], [100, 0], [102, 0]]))
    film = tell(run("kmeans", data, init=((1, 0), (101, 0))))
    update = next(k for k in film.keyframes if k.kind == "update")
    assert update.text == "No centre moves: each already is the mean of its points."
    assert update.lead_in == ()


def test_a_tie_says_that_the_lower_number_wins():
    data = dataset(np.array([[0.0, 0], [500, 0], [1000, 0]]))
    assert captions(run("kmeans", data, init=((0, 0), (1000, 0))), "explain", explain=[1]) == [
        "This point: 500 to 1 and 2 alike.|Ties go to the lower number: 1."
    ]


def test_scaled_distances_say_so():
    trace = run("kmeans", cars("zscore"), init=((1000, 150), (1500, 150)))
    film = tell(trace)
    assert film.keyframes[0].text == "32 cars: weight and horsepower, z-scored. No groups yet."
    assert all("(scaled)" in k.text for k in film.keyframes if k.kind == "explain")
    assert "[1000; 150] and [1500; 150]" in film.keyframes[1].text


@pytest.mark.parametrize(("count", "named"), [(12, True), (13, False)])
def test_above_twelve_and_without_names_rows_are_counted(count, named):
    # The far points pull centroid 2 away, and the points that had joined it at 5.1 and 10 change sides.
    points = [[5.1, 0.01 * i] for i in range(count - 1)] + [[0.0, 0]] * 10 + [[10.0, 0]] + [[1000.0, 0]] * 20
    way = f"{count} points switch from cluster 2 to 1."
    assert captions(run("kmeans", dataset(np.array(points)), init=((0, 0), (10, 0))), "reassign")[0] == way
    data = dataset(np.array(points), labels=[f"p{row}" for row in range(len(points))])
    (first, *_) = captions(run("kmeans", data, init=((0, 0), (10, 0))), "reassign")
    rows = ", ".join(f"p{row}" for row in range(11)) + " and p21"
    assert first == (f"12 points are now nearer to centre 1:|{rows}" if named else way)


def test_rounds_with_little_news_go_by():
    # A grid filled evenly takes its time.
    points = np.random.default_rng(3).uniform(size=(1500, 2))
    trace = max(
        (run("kmeans", dataset(points), k=6, seed=seed) for seed in range(8)), key=lambda t: t.iterations
    )
    assert trace.iterations > 20
    film = tell(trace)
    assert film.duration_ms <= 45_000
    told = {trace[k.step].iteration for k in film.keyframes if k.kind in ("reassign", "update")}
    for key in film.keyframes:
        if key.kind != "forward":
            continue
        assert key.lead_in[-1] == Tween(kind="forward", duration_ms=2000)
        numbers = [int(number) for number in re.findall(r"\d+", key.counter)]
        gone = range(numbers[0], numbers[-1] + 1)
        assert not told & set(gone)
        told |= set(gone)
        switches = sum(len(trace.switched(number)) for number in gone)
        assert key.text.startswith(f"Rounds {gone[0]} to {gone[-1]}: {switches} switches")
        assert len(key.passing) <= 16
    assert told == set(range(1, trace.iterations))


def test_the_rounds_with_most_news_are_told():
    trace = run("kmeans", load("sheehan4"), init=[(19, 22), (21, 20), (11, 10), (4, 5)])
    film = tell(trace, profile="loop")
    told = {trace[k.step].iteration for k in film.keyframes if k.kind == "reassign"}
    most = sorted(range(2, trace.iterations), key=lambda number: -len(trace.switched(number)))
    assert told
    assert told == set(most[: len(told)])


@pytest.mark.parametrize("profile", ["walkthrough", "loop"])
@pytest.mark.parametrize("max_seconds", [None, 5, 12.5, 90])
def test_a_film_takes_no_longer_than_it_may(profile, max_seconds):
    most = max_seconds or {"walkthrough": 45, "loop": 20}[profile]
    for trace in (reference(), run("kmeans", cars(), k=3, init="k-means++"), run("kmeans", cars(), k=12)):
        film = tell(trace, profile=profile, max_seconds=max_seconds)
        assert 0.6 * min(most, 20) <= film.duration_ms / 1000 <= most
        assert film.keyframes[-1].kind == "done"
        assert {"starts", "assign"} <= {key.kind for key in film.keyframes}
        assert all(key.hold_ms >= 200 for key in film.keyframes)


def test_a_slower_film_has_more_time():
    assert 60_000 < tell(reference(), pace=2).duration_ms <= 90_000
    assert tell(reference(), pace=2, max_seconds=45).duration_ms <= 45_000


@pytest.mark.parametrize("seconds", [0, 4.9, 3601, True, "10", float("nan")])
def test_a_time_that_no_film_can_have_is_refused(seconds):
    with pytest.raises(InputError, match="max_seconds must be a number from 5 to 3600, got"):
        tell(reference(), max_seconds=seconds)
