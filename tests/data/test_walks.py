"""Walks between rooms: lists and matrices, from all doors, both ways together; what will not do is refused."""

import numpy as np
import pytest

from kmanim.data.load import load
from kmanim.data.walks import check_walks
from kmanim.errors import InputError
from kmanim.simulate.storage.plain_data import pack, unpack

WALKS = [("hall", "bath", 3), ("bath", "hall", 2), ("bed", "hall", 1.5)]
TOGETHER = [[0, 5, 1.5], [5, 0, 0], [1.5, 0, 0]]
BOTH = "Added up walks of both directions, as a way is as long as the way back."


def walks(source, **options):
    return load(source, kinds="walks", **options)


def test_nine_rooms_are_built_in():
    rooms = load("nine-rooms")
    assert rooms.labels == ("Entrance", "Office", "Library", "Gym", "Canteen", "Kitchen", "A", "B", "Toilets")
    assert rooms.labels == tuple(feature.name for feature in rooms.features)
    assert (rooms.noun, rooms.notes, rooms.target) == (("room", "rooms"), (), None)
    assert rooms.points.sum() == 2 * 101
    assert rooms.points[4, 5] == rooms.points[5, 4] == 10
    assert np.array_equal(rooms.points, rooms.points.T)
    check_walks(rooms, "a plan")
    assert unpack(pack(rooms)).points.tolist() == rooms.points.tolist()


def test_a_list_from_every_door(tmp_path):
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "house.csv"
    path.write_text("from,to,walks,why\nhall,bath,3,x\nbath,hall,2,y\nbed,hall,1.5,z\n")
    frame = pandas.DataFrame(WALKS, columns=["start", "end", "n"])
    sources = [
        walks(path),
        walks(path, columns="to,from,walks"),
        walks(WALKS),
        walks(frame),
        walks(frame.rename(columns={"start": "From", "end": "TO", "n": "Walks"}).assign(more=1)),
    ]
    for data in sources:
        order = [data.labels.index(name) for name in ("hall", "bath", "bed")]
        assert data.points[np.ix_(order, order)].tolist() == TOGETHER
        assert data.notes == (BOTH,)
    assert sources[0].name == "house"
    assert walks(WALKS, name="home", noun="chambers").noun == ("chamber", "chambers")


def test_names_are_text_as_they_are_written(tmp_path):
    path = tmp_path / "rooms.csv"
    path.write_text("from,to,walks\n01,1,4\n1,$_<🛏,2\n")
    assert walks(path).labels == ("01", "1", "$_<🛏")
    assert walks([[1, 2, 5], [2, 3, 1]]).labels == ("1", "2", "3")
    assert walks([[1, 2, 5], [2, 3, 1], [1, 3, 2]]).points.tolist() == [[0, 5, 2], [5, 0, 1], [2, 1, 0]]


def test_what_stands_twice_is_added_and_told():
    data = walks([("a", "b", 1), ("a", "b", 2), ("b", "c", 4)])
    assert data.points[0, 1] == 3
    assert data.notes == ("Added up what stands there more than once: a to b (rows 1, 2).",)


def test_walks_within_a_room_are_left_out_and_told():
    data = walks([("a", "a", 7), ("a", "b", 1), ("c", "c", 0)])
    assert data.points.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert data.notes == ("Left out walks within one room, which lead nowhere: a.",)


def test_no_walks_at_all_are_walks():
    assert not walks([("a", "b", 0)]).points.any()


def test_a_matrix_with_names():
    pandas = pytest.importorskip("pandas")
    names = ["hall", "bath", "bed"]
    square = pandas.DataFrame(TOGETHER, columns=names)
    turned = pandas.DataFrame(TOGETHER, columns=names, index=names).loc[["bed", "hall", "bath"]]
    for data in (
        walks(square),
        walks(square.assign(room=names)[["room", *names]]),
        walks(turned),
        walks(np.array(TOGETHER), columns=names),
    ):
        assert data.labels == tuple(names)
        assert data.points.tolist() == TOGETHER
        assert data.notes == ()


def test_half_a_matrix_and_one_from_rows_to_columns():
    pandas = pytest.importorskip("pandas")
    names = list("abcd")
    upper = np.triu(np.arange(16.0).reshape(4, 4), 1)
    half = walks(pandas.DataFrame(upper, columns=names))
    assert half.notes == ()
    assert half.points.tolist() == (upper + upper.T).tolist()
    blank = pandas.DataFrame(np.where(np.triu(np.ones((4, 4)), 1) > 0, upper, np.nan), columns=names)
    assert walks(blank).points.tolist() == half.points.tolist()
    directed = walks(pandas.DataFrame(np.arange(16.0).reshape(4, 4), columns=names))
    assert directed.notes == (BOTH, "Left out walks within one room, which lead nowhere: b, c and d.")
    assert directed.points[0, 1] == 1 + 4


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", "b", -1), ("a", "c", 2)], r"row 1: -1 walks; there are 0 or more"),
        ([("a", "b", float("inf"))], "inf is not finite; walks are numbers"),
        ([("a", "b", float("nan")), ("a", "c", 1)], r"has no number of walks \(row 1\); write 0 for none"),
        ([("a", "b", None), ("a", "c", 1)], r"has no number of walks \(row 1\); write 0 for none"),
        ([("a", "b", "many")], "holds text; walks are numbers, 0 or more"),
        ([("a", None, 1)], r"column 'x2' names no room \(row 1\); every walk has two"),
        ([("a", " ", 1)], "names no room"),
        ([("a", "a", 1)], "has 1 room; walks are between two rooms at least"),
        ([("a", "b", 1, 2)], "is no list of walks, with columns from, to and walks, nor a matrix"),
        ([], "has no rows"),
    ],
)
def test_what_is_no_list_is_refused(rows, words):
    with pytest.raises(InputError, match=words):
        walks(rows)


def test_what_is_no_matrix_is_refused():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"room": ["a", "b", "e"], "a": [0, 1, 2], "b": [1, 0, 3], "c": [2, 3, 0]})
    with pytest.raises(InputError, match=r"rows and columns need the same names; '[ce]' is not once in both"):
        walks(frame)
    gap = pandas.DataFrame(np.full((4, 4), np.nan), columns=list("abcd")).fillna({"a": 1.0, "b": 1.0})
    with pytest.raises(InputError, match="has no walks between 'c' and 'd'; write 0 for none"):
        walks(gap)


def test_what_is_neither_is_not_read_as_one_of_them(tmp_path):
    pandas = pytest.importorskip("pandas")
    # A matrix that lacks a row has three columns, as a list has: its numbers are no names of rooms.
    part = pandas.DataFrame([[0, 3, 4], [3, 0, 1]], columns=["hall", "bath", "bed"], index=["hall", "bath"])
    path = tmp_path / "part.csv"
    part.to_csv(path)
    for source in (part, path):
        with pytest.raises(InputError, match=r"is no list of walks, .* it has 2 rows and 3 columns$"):
            walks(source)
    assert walks(part.rename(columns={"hall": "from", "bath": "to", "bed": "walks"})).labels == ("0", "3")
    # Two walks without a number have as many columns as rows, as a matrix has.
    with pytest.raises(InputError, match=r"is no list of walks, .* it has 2 rows and 2 columns$"):
        walks(pandas.DataFrame({"from": ["a", "b"], "to": ["b", "c"]}))
    with pytest.raises(InputError, match=r"it has 1 row and 4 columns; choose three by columns$"):
        walks([("a", "b", 1, 2)])


def test_sums_that_leave_the_numbers_are_refused():
    for source in ([("a", "b", 1e308), ("b", "a", 1e308)], np.array([[0, 1e308], [9e307, 0]])):
        with pytest.raises(InputError, match=r"is inf; every value must be a finite number"):
            walks(source)


def test_what_is_for_points_is_refused():
    for name, value in {
        "scale": "zscore",
        "target": "x",
        "labels": "x",
        "show": "x,y",
        "missing": "drop",
    }.items():
        with pytest.raises(InputError, match=f"{name} is for tables of points; the list has walks"):
            walks(WALKS, **{name: value})
    with pytest.raises(InputError, match="'mtcars' has points, not walks between rooms; give a list"):
        walks("mtcars")
    with pytest.raises(InputError, match="'nine-rooms' has walks between rooms, and no points to cluster"):
        load("nine-rooms", kinds="numbers")
    with pytest.raises(InputError, match="three columns, such as columns from,to,walks; got x1"):
        walks(WALKS, columns="x1")
    with pytest.raises(
        InputError, match=r"mtcars has no walks between rooms, which a plan takes; .* nine-rooms"
    ):
        check_walks(load("mtcars"), "a plan")
