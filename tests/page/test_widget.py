"""The widget from Python's side: its traits are the choices, whoever sets them, and the run is the page's."""

import re
import subprocess
import sys

import numpy as np
import pytest

import kmanim

pytest.importorskip("anywidget", reason="anywidget is not installed here: pip install kmanim[widget]")
traitlets = pytest.importorskip("traitlets")

STARTS = [(1000, 150), (1500, 150)]


@pytest.fixture
def widget():
    return kmanim.explore("mtcars", init=STARTS).widget()


def from_page(widget, **state):
    """What a page sends when its reader does something."""
    widget.set_state(state)


def test_it_begins_as_the_page_does(widget):
    assert (widget.algorithm, widget.data, widget.columns) == ("kmeans", "mtcars", ["weight", "horsepower"])
    assert (widget.k, widget.starts, widget.step) == (2, [[1000, 150], [1500, 150]], None)
    assert (widget.eps, widget.min_samples) == (None, 5)
    assert widget.trace().inertia == kmanim.run("kmeans", "mtcars", init=STARTS).inertia


def test_what_the_reader_does_is_seen_in_python(widget):
    seen = []
    widget.observe(lambda change: seen.append(change.new), "starts")
    from_page(widget, starts=[[1000, 150]], k=2)
    assert widget.starts == seen[-1] == [[1000, 150]]
    with pytest.raises(kmanim.InputError, match="1 of 2 centres are placed; place the others on the page"):
        widget.trace()
    from_page(widget, starts=[[1000, 150], [2000, 300], [700, 60]], k=3, step=4)
    assert widget.step == 4
    assert widget.trace().k == 3


def test_what_python_sets_goes_to_the_page(widget):
    widget.k = 3
    widget.starts = [(1, 2), (3, 4), (5, 6)]
    state = widget.get_state(["k", "starts"])
    assert state == {"k": 3, "starts": [[1, 2], [3, 4], [5, 6]]}


def test_its_looks_are_of_the_cell_alone_in_dark_and_on_paper_too(widget):
    looks = widget._looks
    assert "@media (prefers-color-scheme:dark){:host{" in looks
    assert "@media print{:host{" in looks
    assert not re.search(r":root|(^|[^\w.#-])body\b", looks), "there is neither in a tree of its own"


def test_dbscan_by_what_is_on_the_screen():
    widget = kmanim.explore("lesson-nine", "dbscan", eps=1.98, min_samples=4).widget()
    assert widget.trace().n_clusters() == 2
    from_page(widget, order="picked", order_rows=[8], eps=2.3)
    assert widget.trace().n_clusters() == 1
    assert widget.trace().visits[0] == 8
    from_page(widget, eps=None)
    assert widget.trace().estimate is not None


def test_points_that_the_reader_placed_come_back(widget):
    placed = [[0, 0], [1, 0], [9, 9.5]]
    from_page(widget, data="points", columns=["x", "y"], _points=placed, starts=[[0, 0], [9, 9]])
    assert widget.points.tolist() == placed
    assert widget.trace().labels.tolist() == [0, 0, 1]
    from_page(widget, data="moons", _points=[])
    np.testing.assert_array_equal(widget.points, kmanim.load("moons").points)


def test_data_of_ones_own_are_those_of_python(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("a,b,c\n1,2,3\n4,5,6\n7,8,10\n")
    widget = kmanim.explore(path, columns="c,a", scale="zscore", k=1).widget()
    widget.starts = [(3, 1)]
    assert widget.points.tolist() == [[3, 1], [6, 4], [10, 7]]
    assert widget.trace().dataset.scaling.method == "zscore"
    widget.data = "nothing"
    with pytest.raises(kmanim.InputError, match="the page has no table 'nothing'; known: points"):
        widget.trace()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("k", 0), ("k", 51), ("k", "2"), ("eps", 0), ("eps", float("nan")), ("min_samples", 0)),
        *(("algorithm", "em"), ("scale", "z"), ("starts", [[1]]), ("step", -1), ("order", "x")),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_lost(widget, name, value):
    before = widget.choices
    with pytest.raises(traitlets.TraitError):
        setattr(widget, name, value)
    assert widget.choices == before


def test_two_of_them_share_nothing(widget):
    other = kmanim.explore("mtcars", init=STARTS).widget()
    other.k = 5
    assert widget.k == 2
    assert repr(widget) == "<ExplorerWidget: kmeans on mtcars>"


def test_without_its_package_it_says_which(monkeypatch):
    code = (
        "import sys; sys.modules['anywidget'] = None\n"
        "import kmanim\n"
        "try:\n kmanim.explore('mtcars').widget()\n"
        "except kmanim.MissingPackage as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "a widget needs anywidget: pip install 'kmanim[widget]'\n"
