"""Figures of pages as their users handle them: saved in any way, resized, titled, drawn upon, pickled."""

import copy
import pickle
import re
from io import BytesIO

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.films.film import animate
from kmanim.plot.figures.density import density
from kmanim.plot.figures.elbow import elbow
from kmanim.plot.figures.objective import objective
from kmanim.plot.style.look import Look
from kmanim.simulate.record import run


@pytest.fixture(scope="module")
def cars():
    return run("kmeans", load("mtcars"), k=2, init=((1000, 150), (1500, 150)))


def pixels(figure, **how):
    buffer = BytesIO()
    figure.savefig(buffer, **how)
    return np.asarray(Image.open(buffer).convert("RGB")).astype(int)


def ink(picture):
    """Rows and columns of the first and last pixels that are not paper."""
    there = (picture != picture[0, 0]).any(axis=2)
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("make", [density, objective, lambda _: elbow(range(1, 4), [9.0, 4.0, 3.0])])
def test_tight_box_holds_all_ink(cars, make):
    figure = make(cars)
    whole, tight = ink(pixels(figure)), pixels(figure, bbox_inches="tight", pad_inches=0.2)
    cut = ink(tight)
    assert cut.shape == whole.shape
    assert np.abs(cut - whole).max() <= 3  # laid on paper, not drawn on it: edges are rounded once more
    pad = round(0.2 * figure.dpi)
    spare = np.array(tight.shape[:2]) - cut.shape[:2] - 2 * pad
    assert ((spare >= -1) & (spare <= 8)).all()


def test_dpi_in_savefig_is_sharper_not_larger(cars):
    once, twice = pixels(density(cars)), pixels(density(cars), dpi=144)
    assert twice.shape[:2] == (2 * once.shape[0], 2 * once.shape[1])
    assert np.array_equal(twice, pixels(density(cars, look=Look(scale=2))))


def test_size_in_inches_moves_page_and_axes_together(cars):
    figure = density(cars)
    wide, high = figure.get_size_inches()
    figure.set_size_inches(2 * wide, 3 * high)
    picture = pixels(figure)
    assert picture.shape[:2] == (round(3 * high * 72), round(2 * wide * 72))
    assert np.abs(ink(picture) - ink(pixels(density(cars, look=Look(scale=2))))).max() <= 3
    place = figure.axes[0].get_position()
    before = density(cars).axes[0].get_position()
    assert (place.x0, place.width) == pytest.approx((before.x0, before.width))
    assert (place.y0, place.height) == pytest.approx(((before.y0 * 2 + 0.5) / 3, before.height * 2 / 3))


def test_what_is_drawn_upon_stands_where_the_data_are(cars):
    figure = density(cars)
    figure.set_size_inches(11, 11)
    axes = figure.axes[0]
    axes.plot([1500, 1500], [0, 2], color="#FF00FF", linewidth=3)
    picture = pixels(figure)
    column = np.flatnonzero((picture == (255, 0, 255)).all(axis=2).any(axis=0))
    assert axes.transData.transform((1500, 0))[0] == pytest.approx(column.mean(), abs=1.5)


def test_labels_stand_beside_the_page_and_the_figure_grows(cars):
    figure = density(cars)
    across, up = figure.get_size_inches()
    before = pixels(figure)
    title = figure.suptitle("$cars$ of_1974")
    wide, high = figure.get_size_inches()
    assert wide == across
    assert high > up
    assert title.get_text() == "$cars$ of_1974"
    assert not title.get_parse_math()
    grown = pixels(figure)
    assert np.abs(grown[-before.shape[0] :] - before).max() <= 3
    assert (grown[: -before.shape[0]] != 255).any()
    figure.suptitle("")
    assert tuple(figure.get_size_inches()) == pytest.approx((across, up))
    figure.supxlabel("below")
    figure.supylabel("left")
    assert figure.get_size_inches()[0] > across
    assert figure.get_size_inches()[1] > up


def test_title_can_be_read_on_dark_paper(cars):
    assert density(cars, look=Look(theme="dark")).suptitle("a").get_color() == "#F2F2F2"


@pytest.mark.parametrize(
    ("name", "args"),
    [("set_xlim", (0, 1)), ("set_ylim", (0, 1)), ("set_title", ("a",)), ("set_xlabel", ("a",)),
     ("set_ylabel", ("a",)), ("set_xscale", ("log",)), ("set_aspect", ("equal",))],
)  # fmt: skip
def test_what_is_painted_says_that_it_cannot_be_changed(cars, name, args):
    axes = density(cars).axes[0]
    with pytest.raises(
        InputError, match=rf"^{name} cannot change what is painted: .* draw on axes of your own"
    ):
        getattr(axes, name)(*args)


def test_a_figure_too_small_for_its_title_says_so(cars):
    figure = density(cars)
    figure.suptitle("a")
    with pytest.raises(InputError, match="no room for its picture beside its labels"):
        figure.set_size_inches(5, 0.1)


def test_layout_by_matplotlib_changes_nothing(cars):
    figure = density(cars)
    before = pixels(figure)
    figure.tight_layout()
    assert np.array_equal(pixels(figure), before)


@pytest.mark.parametrize("copied", [lambda figure: pickle.loads(pickle.dumps(figure)), copy.deepcopy])
def test_a_figure_can_be_pickled_and_copied(cars, copied):
    figure = density(cars, look=Look(theme="dark"))
    figure.axes[0].plot([1500, 1500], [0, 2], color="#FF00FF")
    again = copied(figure)
    assert np.array_equal(pixels(again), pixels(figure))
    assert again.alt == figure.alt
    assert [axes.get_label() for axes in again.axes] == ["Weight (kg)", "Horsepower"]


def test_a_still_of_a_film_says_why_it_cannot_be_pickled(cars):
    with pytest.raises(TypeError, match="save what it is made from"):
        pickle.dumps(animate(cars, profile="loop").still())


@pytest.mark.parametrize(
    ("kind", "how"), [("pdf", {}), ("pdf", {"bbox_inches": "tight"}), ("ps", {"bbox_inches": "tight"})]
)
def test_letters_are_fonts_in_files(cars, kind, how):
    figure = density(cars)
    if how:
        figure.set_size_inches(4, 4)
    buffer = BytesIO()
    with mpl.rc_context({f"{kind}.fonttype": 3}):
        figure.savefig(buffer, format=kind, **how)
        assert mpl.rcParams[f"{kind}.fonttype"] == 3
    content = buffer.getvalue()
    assert b"/Subtype /Type3" not in content
    assert (b"/Subtype /CIDFontType2" if kind == "pdf" else b"/FontType 42 def") in content


@pytest.mark.parametrize(
    ("kind", "box"),
    [
        ("svg", r'viewBox="0 0 ([\d.]+) ([\d.]+)"'),
        ("pdf", r"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)"),
        ("eps", r"HiResBoundingBox: [\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"),
    ],
)
def test_vectors_are_cut_and_resized_as_pixels_are(cars, kind, box):
    figure = density(cars)
    figure.set_size_inches(5, 5)
    buffer = BytesIO()
    figure.savefig(buffer, format=kind, bbox_inches="tight")
    wide, high = (float(side) for side in re.search(box, buffer.getvalue().decode("latin-1")).groups())
    tight = pixels(figure, bbox_inches="tight", dpi=72)
    assert (high, wide) == pytest.approx(tight.shape[:2], abs=2)


def test_no_setting_of_the_user_reaches_the_page_and_none_is_changed(cars):
    before = pixels(density(cars))
    with mpl.rc_context({"font.size": 30, "text.color": "red", "pdf.fonttype": 3}):
        mine = dict(mpl.rcParams)
        assert np.array_equal(pixels(density(cars)), before)
        assert dict(mpl.rcParams) == mine
