"""The geometry and the lettering behind the pictures."""

import warnings

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kmanim.letters.fonts import lacking
from kmanim.plot.axes.plane import Box
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import set_stage
from kmanim.plot.marks.duplicates import shared_places
from kmanim.plot.regions import voronoi
from kmanim.plot.regions.cuts import cut, cut_together
from kmanim.plot.regions.voronoi import boundaries, cells
from kmanim.plot.render import glyphs
from kmanim.plot.render import text_image as stamps
from kmanim.plot.render import text_width as widths
from kmanim.plot.render.drawable_text import drawable
from kmanim.plot.render.font_file import font_of
from kmanim.plot.render.matplotlib_defaults import house_style
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.reading_order import in_reading_order
from kmanim.plot.render.text_width import fitted, is_plain, text_width
from kmanim.plot.style.colours import contrast
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT, TextStyle

BOX = Box(50, 100, 500, 300)
UNIT = np.eye(2)
PLAIN = TextStyle(size=14, colour="#222222")


def area(polygon):
    x, y = polygon.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2 if len(polygon) else 0.0


def inside(polygon, place, slack=1e-6):
    ahead = np.roll(polygon, -1, axis=0) - polygon
    return (
        ahead[:, 0] * (place[1] - polygon[:, 1]) - ahead[:, 1] * (place[0] - polygon[:, 0]) >= -slack
    ).all()


centres_strategy = arrays(
    np.float64, st.tuples(st.integers(1, 9), st.just(2)), elements=st.integers(-100, 800).map(float)
)


@given(centres_strategy, st.sampled_from([(1.0, 1.0), (1.0, 0.05), (0.3, 0.9), (1.0, 0.0)]))
def test_cells_are_those_of_the_nearest_centre(centres, weights):
    metric = np.diag(weights)
    found = cells(centres, metric, BOX)
    assert sum(area(p) for p in found) == pytest.approx(500 * 300, rel=1e-6)
    for place in np.random.default_rng(0).uniform((50, 100), (550, 400), (40, 2)):
        squared = ((place - centres) ** 2 * weights).sum(axis=1)
        near = int(squared.argmin())
        if (np.diff(np.sort(squared))[:1] > 1e-3).all():
            assert inside(found[near], place)


@settings(max_examples=40)
@given(centres_strategy)
def test_boundaries_are_equally_far_from_their_two_nearest_centres(centres):
    for piece in boundaries(centres, UNIT, BOX):
        middle = piece.mean(axis=0)
        squared = np.sort(((middle - centres) ** 2).sum(axis=1))
        assert squared[1] - squared[0] < 1e-4 * max(1.0, squared[0])


@given(centres_strategy, st.data())
def test_a_centre_on_the_spot_of_another_changes_no_boundary(centres, data):
    """Every piece is there once; rounding must not let the line of a pair be cut by its own double."""
    alone = np.unique(centres, axis=0)
    doubled = np.concatenate([alone, alone[data.draw(st.lists(st.integers(0, len(alone) - 1)))]])
    wanted, found = (boundaries(some, UNIT, BOX) for some in (alone, doubled))
    assert [piece.tolist() for piece in found] == [piece.tolist() for piece in wanted]


def test_two_centres_on_one_spot_share_no_boundary():
    centres = np.array([[100.0, 200.0], [100.0, 200.0], [400.0, 200.0]])
    found = cells(centres, UNIT, BOX)
    assert [area(p) > 0 for p in found] == [True, False, True]
    assert len(boundaries(centres, UNIT, BOX)) == 1


@given(centres_strategy, st.sampled_from([(1.0, 1.0), (1.0, 0.05), (1.0, 0.0)]))
def test_the_way_for_many_centres_finds_the_same(centres, weights):
    """Nearest first, neighbours alone, in small pieces: degenerate centres and doubles are among them."""
    metric = np.diag(weights)
    few = cells(centres, metric, BOX), boundaries(centres, metric, BOX)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(voronoi, "_FEW", 0)
        patch.setattr(voronoi, "_MANY", 0)
        patch.setattr(voronoi, "_AT_ONCE", 8)
        many = cells(centres, metric, BOX), boundaries(centres, metric, BOX)
    assert [area(p) for p in many[0]] == pytest.approx([area(p) for p in few[0]], abs=1e-5)
    assert [piece.tolist() for piece in many[1]] == [piece.tolist() for piece in few[1]]


@given(centres_strategy, st.integers(0, 2**32 - 1))
def test_polygons_that_are_cut_together_are_those_cut_line_by_line(places, seed):
    """To the last bit, through corners and along edges, too, and where nothing is left."""
    rng = np.random.default_rng(seed)
    normals = rng.permutation([(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.6, 0.8), (-0.8, 0.6)])
    levels = (places[:, None] * normals).sum(axis=2) + rng.choice([0.0, 30.0, np.inf], (len(places), 5))
    box = voronoi._corners(BOX)
    together = cut_together(box, np.broadcast_to(normals, (len(places), 5, 2)), levels)
    for own, found in zip(levels, together, strict=True):
        wanted = box
        for normal, level in zip(normals, own, strict=True):
            wanted = cut(wanted, normal, float(level)) if len(wanted) else wanted
        assert found.tolist() == wanted.tolist()


def test_a_grid_of_very_many_centres():
    """Every one of 400 has four neighbours, but for those at the edge; four cells meet in every corner."""
    centres = np.array([(60.0 + 20 * i, 110 + 14 * j) for i in range(20) for j in range(20)])
    assert len(boundaries(centres, UNIT, BOX)) == 2 * 20 * 19
    assert sum(area(p) for p in cells(centres, UNIT, BOX)) == pytest.approx(500 * 300)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_palette(theme):
    styles = cluster_styles(20, theme)
    assert len({s.colour for s in styles}) == 20
    assert len({(s.colour, s.shape) for s in cluster_styles(120, theme)}) == 120
    assert [s.shape for s in styles[:7]] == [
        "circle", "square", "triangle", "diamond", "down-triangle", "pentagon", "circle",
    ]  # fmt: skip
    for style in styles:
        assert (style.edge == "#222222") == (contrast(style.colour, theme.paper) < 3)
        assert style.edge or contrast(style.colour, theme.paper) >= 3
        assert style.colour != theme.switched
    assert contrast(theme.switched_ink, theme.switched) > 7
    assert contrast(theme.ink, theme.paper) > 7
    assert contrast(theme.quiet_ink, theme.paper) >= 4.5
    assert contrast(theme.unassigned, theme.paper) >= 4.5


def test_the_first_six_are_the_storyboards():
    styles = cluster_styles(6, LIGHT)
    assert [s.colour for s in styles] == ["#D55E00", "#0072B2", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]
    assert [bool(s.edge) for s in styles] == [False] * 4 + [True] * 2
    assert [round(contrast(s.colour, "#FFFFFF"), 2) for s in styles] == [3.87, 5.19, 3.42, 3.06, 2.31, 2.25]


@given(
    st.floats(-1e15, 1e15, allow_nan=False), st.floats(1e-9, 1e12), st.integers(2, 9),
)  # fmt: skip
def test_ticks_are_round_inside_and_tell_their_place(low, span, most):
    high = low + span
    if not high - low > 1e-10 * max(abs(low), abs(high)):
        return
    ticks = round_ticks(low, high, most)
    assert len(ticks.places) >= 1
    assert ((ticks.places >= low - span * 1e-6) & (ticks.places <= high + span * 1e-6)).all()
    assert len(set(ticks.labels)) == len(ticks.labels)
    assert max(len(label) for label in ticks.labels) <= 12
    for place, label in zip(ticks.places, ticks.labels, strict=True):
        told = ticks.shift + float(label.replace("−", "-").replace(",", "")) * 10.0**ticks.exponent
        assert told == pytest.approx(place, abs=span * 2e-3 + abs(place) * 1e-15)


def test_offsets_and_magnitudes_are_said_in_the_title():
    assert round_ticks(1e8, 1e8 + 50, 5).titled("Weight (kg)") == "Weight (kg) − 100,000,000"
    assert round_ticks(0, 5e6, 5).titled("W") == "W, in millions"
    assert round_ticks(0, 5e-7, 5).titled("x").endswith("× 10⁻⁹")
    assert round_ticks(600, 2550, 8).titled("Weight (kg)") == "Weight (kg)"


def test_text_is_made_drawable():
    assert drawable("a\tb\nc\x1b[31m") == "a b c [31m"
    assert drawable("x" * 100) == "x" * 59 + "…"
    assert drawable("$x_1$ <b>") == "$x_1$ <b>"
    assert "\udcff" not in drawable("a\udcffb")
    assert lacking(["plain", "\U000f0000"]) in ((), ("\U000f0000",))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert text_width("日本語 😀 \u0000 \ue123", PLAIN) > 0


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "Mazda RX4 Wag, 307 to centre 1", "AVATAR To Wa. LY", "fi fl ffi office", "W = 2.548 M", "Grüße Ñandú ½ °C",
        "[1000; 150] and [1500; 150] ×2 −4.2 % …", "ΑΒΓ αβγ Дом", "日本語 car", "سلام", "e\u0301 a\u0308", "$x_1$ <b>",
    ],
)  # fmt: skip
def test_widths_are_those_of_what_is_drawn(text, bold):
    for size in (13, 18):
        style = TextStyle(size=size, colour="#222222", bold=bold)
        shown = in_reading_order(drawable(text))
        with house_style():
            measured, _, _ = widths._ruler().get_text_width_height_descent(
                shown, font_of(shown, style), ismath=False
            )
        assert widths.text_width(text, style) == pytest.approx(measured / 8, rel=0.004, abs=0.15)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Ågj|",
            marks=pytest.mark.skipif(
                mpl.__version_info__ < (3, 11),
                reason="a line was moved to whole pixels by its deepest letter before 3.11",
            ),
        ),
        "x",
        ".",
        "日本",
        "W" * 60,
        "\u00a0\u2009",
        pytest.param(
            "\u0489\u20dd",
            marks=pytest.mark.skipif(
                mpl.__version_info__ < (3, 11), reason="signs to the left of a line were cut off before 3.11"
            ),
        ),
    ],
)
@pytest.mark.parametrize("halo", [0.0, 2.5])
def test_a_stamp_holds_the_whole_line_and_no_more(text, halo):
    """Compared with the line as matplotlib writes it, on a sheet with room on all sides."""
    text = drawable(text)
    style = TextStyle(size=14, colour="#222222", halo=halo)
    for scale in (1.0, 2.7):
        small = stamps.stamp(text, style, scale)
        reach = int(np.ceil(halo * scale))
        large = glyphs._sheet(text, style, scale, 80, 0.0)[::-1]
        if not large.any():
            assert not small.pixels[..., 3].any()
            continue
        rows, columns = np.flatnonzero(large.any(axis=1)), np.flatnonzero(large.any(axis=0))
        assert small.bottom == rows[0] - reach - 80
        assert small.pixels.shape[0] == np.ptp(rows) + 1 + 2 * reach
        # Letters stand where their widths say, which matplotlib's hinting changes by up to two per cent.
        loose = 0 if not is_plain(text) else 1 + 0.02 * text_width(text, style) * scale
        assert abs(small.left - (columns[0] - reach - 80)) <= min(loose, 1)
        assert abs(small.pixels.shape[1] - (np.ptp(columns) + 1 + 2 * reach)) <= loose
        if not halo:
            ink, expected = small.pixels[..., 3].astype(float), large.astype(float)
            assert ink.sum() == pytest.approx(expected.sum(), rel=0.03)
            np.testing.assert_allclose(
                ink.sum(axis=1), expected.sum(axis=1)[rows[0] : rows[-1] + 1], rtol=0.25
            )


def test_letters_stand_where_the_widths_of_those_before_put_them():
    """The middle of mass of the last letter of a line is where the widths of those before it put it."""
    style = TextStyle(size=18, colour="#222222")
    (dot, left, _) = glyphs.line_coverage(".", style, 1.0)
    own = (dot * (np.arange(dot.shape[1]) + left)).sum() / dot.sum()
    for words in ("Every car joins its nearest centre", "AV To", "1111111", "W" * 50):
        ink, left, _ = glyphs.line_coverage(f"{words} .", style, 1.0)
        last = ink[:, -dot.shape[1] - 1 :]
        middle = (last * (np.arange(ink.shape[1])[-last.shape[1] :] + left)).sum() / last.sum()
        assert middle - own == pytest.approx(text_width(f"{words} ", style), abs=0.5 / glyphs._PHASES + 0.05)


@pytest.mark.parametrize("places", [1, 2])
@pytest.mark.parametrize("size", [0.5, 0.96, 1.2, 3.0])
def test_marks_under_a_pixel_have_no_black_rim(places, size):
    pen, pixels = Pen.on_nothing(9, 9, 1)
    pen.markers("circle", np.array([(4.5, 4.5), (7.5, 1.5)])[:places], size, "#D55E00")
    drawn = pixels().reshape(-1, 4)
    assert np.abs(drawn[drawn[:, 3] > 60][:, :3].astype(int) - (0xD5, 0x5E, 0)).max() <= 4


def test_cut_text_fits():
    text = "A column title that is far too long"
    assert fitted(text, PLAIN, 1000) == text
    for room in (30, 80, 150):
        cut = fitted(text, PLAIN, room)
        assert cut.endswith("…")
        assert text_width(cut, PLAIN) <= room


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 19), st.integers(1, 19)), min_size=12, max_size=12, unique=True))
def test_labels_stay_in_the_box_and_avoid_points_where_there_is_room(cells):
    # At places of their own: names of rows on one spot compete for the same room.
    points = np.array([50, 100]) + np.array(cells) * (25.0, 15.0)
    room = FreeRoom(BOX, Obstacles(points, BOX), 4.5)
    boxes = []
    for place in points[:4]:
        label = room.name(place, 9, "Ferrari Dino", PLAIN)
        box = label.box
        assert box.left >= BOX.left
        assert box.right <= BOX.right
        assert box.bottom >= BOX.bottom
        assert box.top <= BOX.top
        covered = (points > (box.left - 4, box.bottom - 4)) & (points < (box.right + 4, box.top + 4))
        assert not covered.all(axis=1).any()
        for other in boxes:
            assert (
                box.right <= other.left or other.right <= box.left
                or box.top <= other.bottom or other.top <= box.bottom
            )  # fmt: skip
        boxes.append(box)


def test_many_obstacles_are_counted_as_few_are():
    rng = np.random.default_rng(1)
    many = np.floor(rng.uniform((50, 100), (550, 400), (3000, 2))) + 0.5
    left = np.array([60.0, 200.0, 549.0])
    args = (left, np.array([110.0, 130.0, 399.0]), left + 40, np.array([150.0, 131.0, 450.0]))
    counted = Obstacles(many, BOX).count(*args)
    expected = [
        ((many > (a, b)) & (many < (c, d))).all(axis=1).sum() for a, b, c, d in zip(*args, strict=True)
    ]
    np.testing.assert_array_equal(counted, expected)


def test_shared_spots():
    spots = shared_places(np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0], [1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    assert spots.rows.tolist() == [0, 1]
    assert spots.counts.tolist() == [3, 2]
    assert not shared_places(np.zeros((1000, 2))).rows.size


def test_limits_hold_data_with_a_margin():
    shown = np.array([[686.0, 52.0], [2460.0, 335.0]])
    plane = set_stage(Look(), ("Weight (kg)", "Horsepower"), shown).plane
    places = plane.to_px(shown)
    assert places[0] - (plane.box.left, plane.box.bottom) == pytest.approx([22, 22])
    assert (plane.box.right, plane.box.top) - places[1] == pytest.approx([22, 22])
