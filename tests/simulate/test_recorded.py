"""Anybody's generator: what it may yield, what is refused at the door, what the run is like."""

import copy
import itertools
import pickle
import re
from functools import partial

import numpy as np
import pytest

import kmanim
from kmanim.simulate import registry
from kmanim.simulate.machines.yielded.items import Items
from kmanim.simulate.storage.trace_file import load_trace, save_trace

SQUARE = [(0, 0), (1, 0), (1, 1), (0, 1)]


def once(*snapshots, end=None):
    def walk():
        yield from snapshots
        return end

    return walk()


def newton(x=3.0):
    xs = np.linspace(0, 4, 50)
    yield {"positions": [(x, x * x - 2)], "curves": {"f": np.column_stack([xs, xs * xs - 2])}}
    while abs(x * x - 2) > 1e-9:
        before, x = x, x - (x * x - 2) / (2 * x)
        yield {
            "positions": [(x, x * x - 2)],
            "curves": {"tangent": [(before, before * before - 2), (x, 0)]},
            "objective": abs(x * x - 2),
            "step": "jump",
        }
    return "f(x) is 0"


def told(trace):
    return [
        (
            s.step,
            s.iteration,
            repr(s.objective),
            s.caption,
            None if s.labels is None else s.labels.tolist(),
            None if s.positions is None else s.positions.tolist(),
            {name: repr(points.tolist()) for name, points in s.curves.items()},
            None if s.links is None else s.links.tolist(),
            None if s.highlight is None else s.highlight.tolist(),
        )
        for s in trace
    ]


# What a run is like


def test_a_run_of_points_and_curves():
    trace = kmanim.record(newton(), axes=("x", "f(x)"), objective="|f(x)|")
    assert isinstance(trace, kmanim.Trace)
    assert (trace.parameters.name, trace.dataset.name) == ("newton", "newton")
    assert (trace.iterations, trace.stopped, trace.finished) == (5, "f(x) is 0", True)
    x = 3.0
    for snapshot in trace:
        assert snapshot.positions.tolist() == [[x, x * x - 2]]
        x -= (x * x - 2) / (2 * x)
    assert list(trace[0].curves) == ["f"]
    assert list(trace[5].curves) == ["f", "tangent"]
    assert trace[5].curves["f"].shape == (50, 2)
    assert [s.step for s in trace] == ["start", *["jump"] * 5]
    assert np.isnan(trace[0].objective)
    assert trace.parameters.objective.direction == "falls"
    row = trace.table()[1]
    assert row["x"] == pytest.approx(11 / 6)
    assert row["f(x)"] == pytest.approx(49 / 36)
    assert row["f_x"] == row["f(x)"]
    assert len(trace.to_frame()) == 6


def test_what_is_left_out_stays_and_what_is_of_its_moment_does_not():
    trace = kmanim.record(
        once(
            {"positions": SQUARE, "labels": [0, 0, 1, -1], "curves": {"a": [(0, 0), (1, 1)], "b": [(0, 1)]}},
            {"objective": 3, "highlight": [3, 0], "caption": "Here.", "links": [(0, -1)]},
            {"curves": {"a": None}, "labels": None},
        )
    )
    last = trace[2]
    assert last.positions.tolist() == [list(map(float, place)) for place in SQUARE]
    assert last.labels.tolist() == [0, 0, 1, -1]
    assert list(last.curves) == ["b"]
    assert last.links.tolist() == [[0, 3]]
    assert (last.caption, last.highlight) == ("", None)
    assert np.isnan(last.objective)
    assert trace[1].highlight.tolist() == [0, 3]
    assert trace.changed(2).size == 0


def test_what_is_yielded_is_copied():
    def walk():
        a, labels = np.zeros((3, 2)), [0, 0, 0]
        for i in range(3):
            a[i], labels[i] = i + 1, i
            yield {"positions": a, "labels": labels, "curves": {"c": a}}

    trace = kmanim.record(walk())
    assert [s.positions.sum() for s in trace] == [2, 6, 12]
    assert [s.labels.tolist() for s in trace] == [[0, 0, 0], [0, 1, 0], [0, 1, 2]]
    assert [s.curves["c"].sum() for s in trace] == [2, 6, 12]
    for snapshot in trace:
        assert not snapshot.positions.flags.writeable
        assert not snapshot.curves["c"].flags.writeable


def test_any_iterable_of_dicts_will_do():
    assert kmanim.record([{"positions": [1, 2]}, {"positions": [2, 1]}]).parameters.name == "own algorithm"
    assert len(kmanim.record({"objective": i} for i in range(4))) == 4


def test_a_run_that_never_ends_is_stopped_and_says_so():
    closed = []

    def walk():
        try:
            for i in itertools.count():
                yield {"objective": i}
        finally:
            closed.append(True)

    trace = kmanim.record(walk(), max_steps=5)
    assert (len(trace), trace.iterations, trace.finished, trace.stopped) == (6, 5, False, "max_steps reached")
    assert closed == [True]
    ends = kmanim.record(itertools.islice(walk(), 6), max_steps=5)
    assert ends.finished


def test_a_run_may_say_why_it_ends():
    one = {"objective": 1.0}
    assert kmanim.record(once(one, end="enough.")).stopped == "enough"
    bounces = kmanim.record(once(one, end=("it bounces", False)))
    assert (bounces.stopped, bounces.finished) == ("it bounces", False)
    assert kmanim.record(once(one)).stopped == ""
    for result in (3, [1, 2], ("a", "b"), {"path": "x"}, np.arange(3)):  # of its own, and no reason
        trace = kmanim.record(once(one, end=result))
        assert (trace.stopped, trace.finished) == ("", True)


def test_an_error_of_the_generator_is_its_own():
    def walk():
        yield {"objective": 1}
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        kmanim.record(walk())


def test_the_same_generator_gives_the_same_run():
    assert told(kmanim.record(newton())) == told(kmanim.record(newton()))


@pytest.mark.parametrize("suffix", [".json", ".npz"])
@pytest.mark.parametrize(
    "snapshots",
    [
        list(newton()),
        [{"labels": [0, 1, -1]}, {"labels": [1, 1, -1], "highlight": 0}, {"highlight": []}],
        [{"positions": SQUARE, "links": []}, {"links": [(0, 1), (2, 3)]}, {"links": []}],
        [
            {
                "curves": {"array": [(0, 0), (1, 1)], "dtype": [(0, np.nan), (1, 2)]},
                "caption": "$_<b>\U0001f680",
            },
            {"curves": {"array": None}},
        ],
        [{"objective": -1e99}, {"objective": 1e99}],
        [{"positions": [3, 1, 2]}, {"positions": [1, 3, 2], "labels": [0, 1, 1]}],
    ],
)
def test_there_and_back(snapshots, suffix, tmp_path):
    trace = kmanim.record(snapshots, xlim=(0, 9))
    again = load_trace(save_trace(trace, tmp_path / f"run{suffix}"))
    assert told(again) == told(trace)
    assert type(again) is type(trace)
    assert again.parameters == trace.parameters
    assert (again.stopped, again.finished) == (trace.stopped, trace.finished)
    assert told(copy.deepcopy(trace)) == told(pickle.loads(pickle.dumps(trace))) == told(trace)
    assert kmanim.animate(again).captions == kmanim.animate(trace).captions


def test_a_file_that_was_changed_is_refused(tmp_path):
    path = save_trace(kmanim.record(once({"positions": SQUARE, "links": [(0, 3)]})), tmp_path / "run.json")
    text = path.read_text()
    assert "[[0,3]]" in text
    path.write_text(text.replace("[[0,3]]", "[[0,4]]"))
    with pytest.raises(kmanim.InputError, match="links or highlights do not fit"):
        load_trace(path)


# Bars


@pytest.mark.parametrize("seed", range(20))
def test_bars_are_followed_to_where_they_go(seed):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 6, 8).astype(float)  # some of them alike
    items = Items(values)
    for _ in range(30):
        before = items.place_of.copy()
        values = values.copy()
        i, j = rng.choice(8, 2, replace=False)
        values[[i, j]] = values[[j, i]]
        items.take(values)
        assert sorted(items.place_of) == list(range(8))
        assert (items.at[items.place_of] == np.arange(8)).all()
        places = items.positions()
        assert sorted(places[:, 0]) == list(range(1, 9))
        assert (values[places[:, 0].astype(int) - 1] == places[:, 1]).all()
        moved = np.flatnonzero(before != items.place_of)
        assert len(moved) == (0 if values[i] == values[j] else 2)


def test_labels_and_highlights_of_bars_are_given_by_place_and_kept_by_bar():
    trace = kmanim.record(
        once(
            {"positions": [3, 1, 2], "labels": [0, 0, 0]},
            {"positions": [1, 3, 2], "labels": [1, 0, 0], "highlight": 0, "links": [(0, 2)]},
            {"positions": [1, 9, 2]},
        )
    )
    assert trace.dataset.points.tolist() == [[1, 3], [2, 1], [3, 2]]
    assert trace[1].labels.tolist() == [0, 1, 0]
    assert trace[1].highlight.tolist() == [1]
    assert trace[1].links.tolist() == [[1, 2]]
    assert trace[1].positions.tolist() == [[2, 3], [1, 1], [3, 2]]
    assert trace[2].positions.tolist() == [[2, 9], [1, 1], [3, 2]]


# At the door

LINE = {"positions": [1, 2, 3]}


@pytest.mark.parametrize(
    ("snapshots", "words"),
    [
        ([], "the generator yielded nothing; at least one snapshot is needed"),
        ([3], "snapshot 0 must be a dict such as {'positions': ..., 'labels': ...}, got int"),
        ([{}], "snapshot 0 is empty; it needs something to show: positions, labels, curves, links, objective"),
        ([{"caption": "hello"}], "nothing was yielded that could be shown"),
        ([{"position": [1]}], "no key of snapshot 0: 'position'; known: positions, labels"),
        ([{3: [1]}], "no key of snapshot 0: 3; known"),
        ([LINE, {"positions": [1, 2]}], "snapshot 1: positions have 2 rows, and positions of snapshot 0 had 3"),
        ([LINE, {"labels": [1, 2]}], "snapshot 1: labels have 2 rows, and positions of snapshot 0 had 3"),
        ([LINE, {"positions": np.ones((3, 2))}], "snapshot 1: positions have two numbers a row, and had one"),
        ([{"positions": np.ones((3, 3))}], r"or one number a row, got shape (3, 3)"),
        ([{"positions": 3}], "or one number a row, got shape ()"),
        ([{"positions": []}], "snapshot 0: positions are empty; at least one row is needed"),
        ([{"positions": "abc"}], "or one number a row, got str 'abc'"),
        ([{"positions": [[1, 2], [3]]}], "or one number a row, got list"),
        ([{"positions": [1j]}], "or one number a row, got list"),
        ([{"positions": {"a": 1}}], "or one number a row, got dict"),
        ([{"positions": np.zeros(20_001)}], "positions have 20,001 rows; at most 20,000 are shown"),
        ([LINE, {"positions": [1, np.nan, 2]}], "snapshot 1: positions, row 1 is nan; every value must be a finite"),
        ([LINE, {"positions": [1, np.inf, 2]}], "snapshot 1: positions, row 1 is inf; every value must be a finite"),
        ([{"labels": [0, 1.5]}], "labels must be whole numbers from -1 to 999, got 1.5 in row 1"),
        ([{"labels": [0, -2]}], "labels must be whole numbers from -1 to 999, got -2 in row 1"),
        ([{"labels": [0, 1000]}], "labels must be whole numbers from -1 to 999, got 1000 in row 1"),
        ([{"labels": ["a", 1]}], "labels are all texts or all numbers, got 1 among texts"),
        ([{"labels": ["a", "b"]}, {"labels": [0, 1]}], "snapshot 1: labels are numbers, and were texts before"),
        ([{"labels": [f"g{i}" for i in range(1001)]}], "there are over 1,000 groups"),
        ([{"labels": [[0, 1], [1]]}], "labels must be one whole number or one text a row, -1 or None for no group"),
        ([{"labels": [[0, 1], [1, 0]]}, {"labels": np.zeros((2, 3))}], "labels have 6 rows"),
        ([{"positions": ([1, 2, 3], [4, 5, 6])}], "got shape (2, 3); np.column_stack([x, y]) makes rows"),
        ([{"positions": {1, 2}}], "positions must be numbers of shape (rows, 2), or one number a row, got set {1, 2}"),
        ([{"curves": [(1, 2)]}], "curves must be a dict of points by name"),
        ([{"curves": {"": [(1, 2)]}}], "a curve is called by a text, got ''"),
        ([{"curves": {"f": [1, 2]}}], "curve 'f' must be points of shape (m, 2)"),
        ([{"curves": {"f": np.ones((2, 5))}}], "curve 'f' must be points of shape (m, 2)"),
        ([{"curves": {"f": [(np.nan, 1)]}}], "curve 'f' has no point that is a number"),
        ([{"curves": {"f": [(0, 1), (1, np.inf)]}}], "curve 'f', row 1 is inf"),
        ([{"curves": {f"c{i}": [(0, 1)] for i in range(21)}}], "there are 21 curves"),
        ([{"links": [(0, 1)]}], "links names rows, and no positions or labels were yielded before"),
        ([LINE | {"links": [(0, 3)]}], "links must be rows from 0 to 2, got 3"),
        ([LINE | {"links": [0, 1]}], "links must be pairs of rows, such as [(0, 1), (1, 4)], got shape (2,)"),
        ([LINE | {"highlight": 3}], "highlight must be rows from 0 to 2, got 3"),
        ([LINE | {"highlight": [True, False]}], "highlight have 2 rows"),
        ([LINE | {"highlight": "a"}], "highlight must be rows, such as 3 or [3, 4], got str 'a'"),
        ([{"objective": np.nan}], "objective is nan; it must be a finite number within 1e100; leave it out"),
        ([{"objective": -np.inf}], "objective is -inf"),
        ([{"objective": True}], "objective must be a number, got bool True"),
        ([{"objective": "3"}], "objective must be a number, got str '3'"),
        ([{"objective": [3, 4]}], "objective must be a number, got list"),
        ([LINE | {"caption": 3}], "caption must be a text, got int 3"),
        ([LINE | {"caption": "x" * 300}], "caption has 300 characters; at most 240 are read"),
        ([LINE | {"step": b"x"}], "step must be a text, got bytes"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_refused_in_one_line(snapshots, words):
    with pytest.raises(kmanim.InputError, match=re.escape(words)) as caught:
        kmanim.record(once(*snapshots))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("abc", "record needs a generator of dicts, got str"),
        ({"positions": [1]}, "record needs a generator of dicts, got dict"),
        (3, "record needs a generator of dicts, got int"),
        (newton, "record needs a generator of dicts, got function; call it: newton(...)"),
    ],
)
def test_what_is_no_generator_is_refused(given, words):
    with pytest.raises(kmanim.InputError, match=re.escape(words)):
        kmanim.record(given)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"max_steps": 0}, "max_steps must be a whole number from 1 to 1,000,000, got 0"),
        ({"max_steps": True}, "max_steps must be a whole number"),
        ({"names": ["a"]}, "names must be 3, one a row, got 1: a"),
        ({"names": "abc"}, "names must be texts, one a row, got 'abc'"),
        ({"names": [1, 2, 3]}, "names must be texts, one a row, got 1"),
        ({"axes": ("x",)}, "axes must be two texts, ('x', 'y'), or one text upwards, got ('x',)"),
        ({"axes": ("x", "x")}, "axes must have two names, got x and x"),
        ({"noun": ("a", "b", "c")}, "noun must be one word, or two"),
        ({"groups": "ab"}, "groups must be texts, one a label, got 'ab'"),
        ({"title": 3}, "title must be a text, got 3"),
        ({"better": "lower"}, "better must be low or high, got 'lower'"),
        ({"xlim": (3, 1)}, "xlim must be two numbers, the lower one first, got (3, 1)"),
        ({"ylim": "ab"}, "ylim must be two numbers, the lower one first, got 'ab'"),
        ({"xlim": (0, np.nan)}, "xlim must be two numbers"),
        ({"limits": (3, 1)}, "no option of record 'limits'"),
    ],
)
def test_options_that_will_not_do_are_refused(options, words):
    with pytest.raises(kmanim.InputError, match=re.escape(words)):
        kmanim.record(once(LINE), **options)


def test_every_group_has_a_name_or_none_has():
    with pytest.raises(kmanim.InputError, match="groups must be 3, as labels go to 2, got 2"):
        kmanim.record(once({"labels": [0, 2]}), groups=("a", "b"))
    assert kmanim.record(once({"labels": [0, -1]}), groups=("a", "b")).parameters.groups == ("a", "b")


# In the house


def test_it_is_no_algorithm_that_is_run_by_name():
    assert "recorded" not in registry.known_algorithms()
    for call in (kmanim.run, partial(kmanim.run_many, runs=1)):
        with pytest.raises(kmanim.InputError, match=re.escape("made by kmanim.record(generator)")):
            call("recorded", [[0, 1], [2, 3]])


def test_the_objective_has_a_column_of_its_own():
    for name, key in (
        ("loss", "loss"),
        ("f(x)", "f_x"),
        ("step", "objective"),
        ("\u2206", "objective"),
        ("size_1", "objective"),
    ):
        trace = kmanim.record(once({"objective": 3}, {"objective": 4}), objective=name)
        assert trace.table()[1][key] == 4
        assert trace.parameters.objective.direction == "rises"


class Tensor:
    """What a library of tensors hands over: an array that is asked for, and may refuse."""

    def __init__(self, values, why=""):
        self.values, self.why = np.asarray(values, float), why

    def __array__(self, dtype=None, copy=None):
        if self.why:
            raise RuntimeError(self.why)
        return self.values if dtype is None else self.values.astype(dtype)


def test_whatever_holds_numbers_will_do():
    heights = {"a": 3, "b": 1}
    for given in (heights.values(), (n for n in (3, 1)), np.array([3, 1], np.uint8), Tensor([3, 1])):
        assert kmanim.record(once({"positions": given}))[0].positions.tolist() == [[1, 3], [2, 1]]
    assert kmanim.record(once({"positions": zip([1, 2], [3, 4], strict=True)}))[0].positions.tolist() == [
        [1, 3],
        [2, 4],
    ]
    for number in (Tensor(2.5), Tensor([2.5]), np.array([2.5]), np.float32(2.5)):
        assert kmanim.record(once({"objective": number}))[0].objective == 2.5
    one = kmanim.record(once({"positions": SQUARE, "links": {(0, 2)}, "highlight": {3, 1}}))[0]
    assert (one.links.tolist(), one.highlight.tolist()) == ([[0, 2]], [1, 3])
    with pytest.raises(kmanim.InputError, match=r"positions cannot be read: detach it"):
        kmanim.record(once({"positions": Tensor([1], "detach it")}))


def test_labels_may_be_texts():
    snapshots = [
        {"labels": ["new", "new", None]},
        {"labels": np.array(["seen", "new", ""])},
        {"labels": [np.nan, "seen", "x"]},
    ]
    trace = kmanim.record(snapshots)
    assert [s.labels.tolist() for s in trace] == [[0, 0, -1], [1, 0, -1], [-1, 1, 2]]
    assert trace.parameters.groups == ("new", "seen", "x")
    known = kmanim.record(snapshots, groups=("x", "seen", "new"))
    assert [s.labels.tolist() for s in known] == [[2, 2, -1], [1, 2, -1], [-1, 1, 0]]
    with pytest.raises(kmanim.InputError, match="no group of snapshot 2: 'x'; known: new or seen"):
        kmanim.record(snapshots, groups=("new", "seen"))


def test_no_group_may_be_none():
    for snapshots in (
        [{"labels": [None, None]}, {"labels": ["a", None]}],
        [{"labels": [None, None]}, {"labels": [0, None]}],
        [{"labels": {"p": None, "q": None}.values()}, {"labels": [0, -1]}],
    ):
        assert [s.labels.tolist() for s in kmanim.record(snapshots)] == [[-1, -1], [0, -1]]


def test_labels_may_be_a_grid():
    board = np.arange(6).reshape(2, 3) % 2
    trace = kmanim.record(once({"labels": board}, {"labels": 1 - board, "highlight": board == 1}))
    assert trace.parameters.shows == "grid"
    assert trace.dataset.points.tolist() == [[1, 1], [2, 1], [3, 1], [1, 2], [2, 2], [3, 2]]
    assert trace[1].labels.tolist() == [1, 0, 1, 0, 1, 0]
    assert trace[1].highlight.tolist() == [1, 3, 5]
    assert trace.dataset.noun == ("cell", "cells")


def test_rows_may_be_called_by_their_names():
    snapshot = {"positions": SQUARE, "links": [("A", "C"), ("B", "C")], "highlight": "D"}
    trace = kmanim.record(once(snapshot, {"highlight": {"C", "A"}}), names=list("ABCD"))
    assert trace[0].links.tolist() == [[0, 2], [1, 2]]
    assert [s.highlight.tolist() for s in trace] == [[3], [0, 2]]
    with pytest.raises(kmanim.InputError, match="no row of snapshot 0: 'E'; known: A, B, C or D"):
        kmanim.record(once({"positions": SQUARE, "links": [("A", "E")]}), names=list("ABCD"))


def test_what_it_is_called_where_nobody_says():
    def bfs_on_a_grid():
        yield {"objective": 1}
        return ""

    trace = kmanim.record(bfs_on_a_grid())
    assert (trace.parameters.name, trace.stopped) == ("BFS on a grid", "")
    assert "cluster" not in repr(trace)
    with pytest.raises(kmanim.InputError, match="a film of BFS on a grid"):
        kmanim.animate(trace, wings=2)
    with pytest.raises(kmanim.InputError, match=r"got function$"):
        kmanim.record(lambda: 1)
