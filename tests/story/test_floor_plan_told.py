"""The toy of floor plans in words: captions word for word, every number from the run, a toy wherever it is named."""

import re

import numpy as np
import pytest

import kmanim
from kmanim.data.load import load
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.story.contract import story_of
from kmanim.story.text.words import columns, fits

NINE = load("nine-rooms")
# What Simon's plans have, and ours have not.
NOT_OURS = re.compile(
    r"fitness|hallway|corridor|evol|genom|genetic|mutat|\bgenes?\b|species|offspring", re.IGNORECASE
)


def rooms(table, names=None):
    pandas = pytest.importorskip("pandas")
    names = names or [f"room {i}" for i in range(1, len(table) + 1)]
    return load(pandas.DataFrame(table, index=names, columns=names), kinds="walks")


def walks(n, seed=0):
    table = np.triu(np.random.default_rng(seed).integers(0, 10, (n, n)), 1).astype(float)
    return table + table.T


def told(trace, **options):
    return [key.text for key in story_of(trace).tell(trace, **options).keyframes]


def test_the_film_of_nine_rooms_word_for_word():
    trace = run("floor_plan", NINE, seed=2)
    assert told(trace) == [
        "Nine rooms, 101 walks a day. Which plan walks least?",
        "Try 0: a random plan. 198 cells of walking a day.",
        "Try 2: A and B change places: 195. Kept.",
        "Try 3: B and Gym: 183. Kept.",
        "14 swaps helped nothing. Try 18: B and Toilets: 175.",
        "Try 32: Kitchen and Canteen: 161.",
        "Try 38: A and B again: 158.",
        "Try 45: Library and Toilets: 150.",
        "Try 86: Library and Entrance: 146.",
        "All 362,880 plans were tried: 146 is the shortest.",
        "A toy: 7 of 12 random starts find it.",
    ]
    keys = story_of(trace).tell(trace).keyframes
    assert [key.counter for key in keys] == [
        "", "try 0", "try 2", "try 3", "try 18", "try 32", "try 38", "try 45", "try 86", "", "",
    ]  # fmt: skip
    assert [key.rows for key in keys[2:5]] == [(6, 7), (3, 7), (7, 8)]
    assert [tween.kind for tween in keys[2].lead_in] == ["move"]
    assert keys[2].lead_in[0].duration_ms == 800
    assert [tween.kind for tween in keys[4].lead_in] == ["forward", "move"]
    assert [place for place, _ in keys[4].passing][-1] == 17
    assert (keys[-2].mark, keys[-1].hold_ms >= 4000) == ("tick", True)


def test_one_that_misses_the_shortest_says_by_how_many():
    trace = run("floor_plan", NINE, seed=0)
    *_, every, starts = told(trace)
    assert every == (
        "All 362,880 plans were tried: 146 is the shortest. This one has 168, and no swap of two shortens it."
    )
    assert starts == "A toy: 7 of 12 random starts find it."
    assert [key.mark for key in story_of(trace).tell(trace).keyframes][-2] == ""
    few = run("floor_plan", NINE, seed=0, tries=5)
    shorter = sum(few.every.counts[few.every.lengths < few.walk])
    assert told(few)[-2].endswith(f"This one has {few.walk:.0f}: {shorter:,} plans are shorter.")


def test_a_population_word_for_word():
    trace = run("floor_plan", NINE, seed=0, method="population")
    found = told(trace)
    assert found[1:4] == [
        "Generation 0: 20 random plans. The shortest walks 170 cells a day.",
        "Generation 2: Office and Canteen change places: 165.",
        "Generation 5: another plan is shortest: 158. Six rooms stand elsewhere.",
    ]
    assert found[-1] == "A toy: all 12 random starts find it."


def test_nobody_walks():
    found = told(run("floor_plan", rooms(np.zeros((9, 9)))))
    assert found == [
        "Nine rooms, and nobody walks between them.",
        "Try 0: a random plan. 0 cells of walking a day.",
        "All 362,880 plans walk 0: every plan is as good as any other.",
    ]


def test_two_rooms():
    trace = run("floor_plan", rooms([[0, 1], [1, 0]], ["A", "B"]))
    assert told(trace) == [
        "Two rooms, 1 walk a day. Which plan walks least?",
        "Try 0: a random plan. 1 cell of walking a day.",
        "Both plans walk 1: every plan is as good as any other.",
    ]


def test_more_than_nine_rooms_say_that_nobody_knows():
    trace = run("floor_plan", rooms(walks(12)), seed=1)
    *_, unknown, starts = told(trace)
    low, high = re.fullmatch(r"A toy: 12 random starts end at (\d+) to (\d+)\.", starts).groups()
    few = f"{trace.walk:.0f}"
    assert int(low) < int(few) <= int(high)
    assert unknown == (
        f"There are 479,001,600 plans, too many to try all. This one has {few}; another start finds {low}."
    )
    best = next(
        t for t in (run("floor_plan", trace.dataset, seed=s) for s in range(12)) if t.walk == int(low)
    )
    assert told(best)[-2] == (
        f"There are 479,001,600 plans, too many to try all: whether {low} is the shortest is not known."
    )
    assert told(trace, best=float(few))[-1].endswith(f"whether {few} is the shortest is not known.")
    assert "over 10 to the 18th plans" in told(run("floor_plan", rooms(walks(20))))[-2]
    assert "all-plans" not in story_of(trace).figures(trace)
    assert "not known" in story_of(trace).result(trace)


def test_a_room_that_moves_to_an_empty_cell():
    for seed in range(20):
        trace = run("floor_plan", rooms(walks(3, seed=1)), seed=seed)
        texts = [text for text in told(trace) if "empty" in text]
        if texts:
            assert re.fullmatch(r"Try \d+: room \d moves to an empty cell: \d+\.( Kept\.)?", texts[0])
            return
    pytest.fail("none moves")


def test_a_start_that_nothing_betters():
    trace = next(
        t for t in (run("floor_plan", rooms(walks(3)), seed=s, tries=40) for s in range(30)) if not t.kept
    )
    assert f"40 swaps helped nothing: it stays at {trace.walk:.0f}." in told(trace)


ODD = [
    "$x^2$",
    "a_b & <b>",
    "厨房の大きな部屋",
    "Room with a name that is very much longer than any caption",
    "🏠",
    "A",
    "%s {0}",
]


@pytest.mark.parametrize("profile", ["walkthrough", "loop"])
@pytest.mark.parametrize("method", ["swaps", "population"])
@pytest.mark.parametrize("n", [2, 3, 7, 9, 16])
def test_captions_fit_whatever_rooms_are_called(n, method, profile):
    names = (ODD + [f"Long name of room number {i}" for i in range(20)])[:n]
    trace = run("floor_plan", rooms(walks(n, seed=n), names), method=method, plans=5, generations=20, seed=n)
    film = story_of(trace).tell(trace, profile=profile)
    for key in film.keyframes:
        assert fits(key.caption), key.caption
        assert all(columns(line) <= 58 for line in key.caption)
        assert not re.search(r"\d\.\d{6,}|nan", key.text)
    assert film.duration_ms <= (45_000 if profile == "walkthrough" else 20_000)


def test_a_long_run_is_told_in_fewer_pictures():
    trace = run("floor_plan", rooms(walks(25, seed=5)), tries=2000, seed=3)
    film = story_of(trace).tell(trace)
    several = [key for key in film.keyframes if key.kind == "several"]
    assert len(trace.kept) > 30
    assert len(several) == 1
    assert re.fullmatch(r"Tries [\d,]+ to [\d,]+: [\d,]+\. \d+ swaps helped\.", several[0].text)
    assert film.duration_ms <= 45_000


def test_measured_walks_keep_their_decimals():
    trace = run("floor_plan", rooms(walks(5) / 4), seed=0)
    assert re.search(r"\d\.\d\d", told(trace)[1])


def test_it_is_a_toy_wherever_it_is_named_and_never_more():
    for method in ("swaps", "population"):
        trace = run("floor_plan", NINE, seed=1, method=method)
        story = story_of(trace)
        film = story.tell(trace)
        words = [film.title, film.alt, film.subject, story.overview(trace).alt, story.overview(trace).caption,
                 story.result(trace), *story.notes(trace)]  # fmt: skip
        words += [text for key in film.keyframes for text in (key.text, story.describe(trace, key).alt)]
        for name in story.figures(trace):
            if name in ("all-plans", "plan-starts", "toy-plan"):
                about = __import__(
                    f"kmanim.story.figures.{name.replace('-', '_')}", fromlist=["describe"]
                ).describe(trace)
                assert "toy" in about.title
                words += [about.caption, about.alt]
        assert not [text for text in words if NOT_OURS.search(text)]
        assert "toy" in film.subject
        assert "oy" in film.title


def test_notes_say_what_the_toy_leaves_out():
    trace = run("floor_plan", NINE, seed=2)
    notes = " ".join(story_of(trace).notes(trace))
    assert "This is a toy" in notes
    assert "mean is 202.0; 8 plans are as short as that: one plan, turned and mirrored" in notes
    assert "The last 214 tries helped nothing, and no swap of two could have." in notes


def test_the_histogram_is_refused_where_plans_are_too_many():
    with pytest.raises(
        kmanim.InputError, match=r"all_plans tries up to 362,880 plans, and 12 rooms on 12 cells have"
    ):
        kmanim.all_plans(run("floor_plan", rooms(walks(12))))


@pytest.mark.parametrize(
    ("scale", "walk"), [(1e15, r"\d\.\d{3}e1[5-9]"), (1e-7, r"\d\.\d{3}e−[5-9]"), (1, r"\d+\.\d+")]
)
def test_walks_of_any_size_are_written_short(scale, walk):
    table = np.triu(np.random.default_rng(0).random((4, 4)), 1) * scale
    trace = run("floor_plan", rooms(table + table.T), tries=50)
    assert re.match(rf"Try 0: a random plan\. {walk} cells", told(trace)[1])


def test_films_of_several_runs_count_no_other_dozen():
    runs = run_many("floor_plan", NINE, 3, seed=0)
    best = runs.best_objective
    kinds = [[key.kind for key in story_of(one).tell(one, best=best).keyframes] for one in runs]
    assert all(found[-1] == "every" for found in kinds)
    assert "dozen" in [key.kind for key in story_of(runs[0]).tell(runs[0]).keyframes]


@pytest.mark.parametrize(
    ("pairs", "texts"),
    [
        # 0.1 + 0.2 is 0.3 but for rounding.
        ([("a", "b", 0.1), ("b", "a", 0.2), ("b", "c", 0.5), ("c", "d", 0.7)], {"1.5"}),
        # Two plans that differ by a walk or two in billions.
        ([("a", "b", 1e9), ("b", "c", 999_999_999), ("c", "d", 1), ("d", "e", 5e8), ("e", "f", 2)], None),
        ([("a", "b", 1e14), ("b", "c", 1e14 - 64), ("c", "d", 64), ("d", "e", 5e13)], None),
        ([("a", "b", 1.0001e-7), ("b", "c", 1e-7), ("c", "d", 1e-12), ("d", "e", 2e-7)], None),
    ],
)
def test_walks_one_after_the_other_never_look_alike(pairs, texts):
    data = load(pairs, kinds="walks")
    for seed in range(4):
        trace = run("floor_plan", data, seed=seed)
        facts = story_of(trace).FACTS(trace)
        found = [facts.value(i) for i in (0, *trace.kept)]
        assert len(set(found)) == len(found)
        assert max(map(len, found)) < 16
        if texts:
            assert facts.walk(trace.best_known) in {"1.5"}, found


def test_shortest_plans_are_counted_as_they_look_however_many_there_are():
    """Of nine rooms one pair alone walks: the others stand anywhere, and plans are counted up to eight turnings."""
    table = np.zeros((9, 9))
    table[0, 1] = table[1, 0] = 1
    trace = run("floor_plan", rooms(table))
    shortest = 24 * 5_040  # pairs of neighbouring cells, the order of the other seven
    # No turning but the first leaves a plan of nine different rooms as it is.
    assert (trace.every.counts[0], trace.every.different) == (shortest, shortest // 8)
    notes = " ".join(story_of(trace).notes(trace))
    assert "120,960 plans are as short as that: 15,120 plans, each turned." in notes
    assert "the mean is 2.0;" in notes
