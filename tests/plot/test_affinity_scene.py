"""What the pictures of affinity propagation show, read back from the strokes."""

import itertools

import numpy as np
import pytest
from plot_recording import RecordingPen

from kmanim.data.load import load
from kmanim.films.film import animate
from kmanim.plot.axes.plane import Box
from kmanim.plot.panels.matrix import matrix_pixels, plain_shades, signed_shades, square_plane
from kmanim.plot.style.theme import DARK, LIGHT
from kmanim.simulate.record import run

SEVEN = load("lesson-messages")


def strokes(film, keyframe, tween=None, at=1.0):
    pen = RecordingPen()
    film.scene.draw(pen, keyframe, tween, at)
    return pen


def places(film, kind):
    return [i for i, key in enumerate(film.timeline.keyframes) if key.kind == kind]


def at_update(film, update):
    return next(
        i
        for i, key in enumerate(film.timeline.keyframes)
        if key.step == update and key.kind in ("turn", "exemplars")
    )


def segments(pen, role):
    """Give the lines of a role as pairs of places, rounded."""
    found = set()
    for stroke in pen.of(role):
        for piece in np.split(stroke.xy, np.flatnonzero(np.isnan(stroke.xy[:, 0]))):
            ends = piece[~np.isnan(piece[:, 0])]
            if len(ends) == 2:
                found.add(frozenset(tuple(end) for end in np.round(ends, 6).tolist()))
    return found


def pairs(film, links):
    where = np.round(film.scene.places[:], 6).tolist()
    return {frozenset(tuple(where["ABCDEFG".index(name)]) for name in link) for link in links}


def marked(pen, role):
    return sum(len(np.atleast_2d(stroke.xy)) for stroke in pen.of(role))


@pytest.fixture(scope="module")
def seven():
    return animate(run("affinity_propagation", SEVEN, damping=0.5), max_seconds=60)


def test_links_go_from_each_point_to_its_choice(seven):
    assert segments(strokes(seven, places(seven, "links")[0]), "links") == pairs(
        seven, ["AB", "BG", "CD", "EF"]
    )


def test_who_turns_is_yellow_and_its_old_link_grey(seven):
    pen = strokes(seven, at_update(seven, 4))
    assert len(pen.of("switched marks")) == 2
    assert segments(pen, "old links") == pairs(seven, ["CD", "EF"])
    assert segments(pen, "links") == pairs(seven, ["AB", "BG", "CD", "EF"])
    assert marked(pen, "exemplars") == 2 * 2, "a ring each, on a halo"
    pen = strokes(seven, at_update(seven, 23))
    assert len(pen.of("switched marks")) == 5
    assert segments(pen, "old links") == pairs(seven, ["AB", "BG", "CD"])
    assert segments(pen, "links") == pairs(seven, ["AB", "AC", "AD", "AG", "EF"])


def test_exemplars_that_are_none_any_more_have_a_grey_ring(seven):
    pen = strokes(seven, at_update(seven, 24))
    assert marked(pen, "old exemplars") == 2
    assert marked(pen, "exemplars") == 2 * 2


def test_the_end_is_a_star_for_each_exemplar(seven):
    pen = strokes(seven, places(seven, "done")[0])
    assert segments(pen, "links") == pairs(seven, ["AB", "AC", "AD", "AG", "EF"])
    colours = {stroke.edge or stroke.fill for stroke in pen.of("links")}
    assert len(colours) == 2, "in the colours of both clusters"
    assert not pen.of("switched marks")


def test_a_cell_and_its_pair(seven):
    keyframe = places(seven, "similarity")[0]
    pen = strokes(seven, keyframe)
    assert segments(pen, "pair") == pairs(seven, ["CD"])
    plane = seven.scene.matrices._large
    boxes = {
        tuple(np.round([*stroke.xy.min(axis=0), *stroke.xy.max(axis=0)], 3)) for stroke in pen.of("lit cells")
    }
    wanted = {
        (round(b.left - 0.5, 3), round(b.bottom - 0.5, 3), round(b.right + 0.5, 3), round(b.top + 0.5, 3))
        for b in (plane.cells(2, 3), plane.cells(3, 2))
    }
    assert boxes == wanted


def test_matrices_are_lettered_where_rows_are_few(seven):
    pen = strokes(seven, places(seven, "similarity")[0])
    assert [stroke.text for stroke in pen.of("matrix names")] == [name for name in "ABCDEFG" for _ in (0, 1)]
    film = animate(run("affinity_propagation", load("mtcars")))
    assert not strokes(film, places(film, "similarity")[0]).of("matrix names")


def test_the_course_grows_and_marks_exemplars(seven):
    early, late = (strokes(seven, places(seven, kind)[-1]) for kind in ("links", "done"))
    assert not early.of("exemplar lines")
    assert len(late.of("exemplar lines")) == 4, "A, B, C and E, each for one stretch"
    assert any(
        "Net similarity −102.75" in s.text or "net similarity −102.75" in s.text for s in late.of("net words")
    )
    course, widths = seven.scene.course, []
    for update in (1, 23, 46):
        widths.append(course._image(course._strip, 1.0, update).shape[1])
    assert widths == [round(widths[2] / 46), round(widths[2] / 2), round(course._strip.box.width)]


def test_the_middle_of_a_fast_forward_is_the_update_that_goes_by(seven):
    keyframe = places(seven, "quiet")[0]
    key = seven.timeline.keyframes[keyframe]
    assert [tween.kind for tween in key.lead_in] == ["forward"]
    step, counter = key.passing_at(0.5)
    pen = strokes(seven, keyframe, 0, 0.5)
    assert counter in [stroke.text for stroke in pen.of("header")]
    assert 6 <= step < 22


def test_rows_that_ever_were_exemplars_are_named_beside_their_sums_where_there_is_room():
    film = animate(
        run("affinity_propagation", load("sheehan-thirteen"), preference=-10, damping=0.8), profile="loop"
    )
    pen = strokes(film, places(film, "done")[0])
    names = {stroke.text: float(np.ravel(stroke.xy)[1]) for stroke in pen.of("strip names") if stroke.text}
    assert list(names) == ["A", "F", "I"], "not G and H, which would touch these"
    assert -np.diff(list(names.values())).max() >= 11
    said = [stroke.text for stroke in pen.of("strip words") if stroke.text]
    assert said[0] == "Own sum", "it is said what the strip shows"


def test_not_settled_draws_no_clusters():
    trace = run(
        "affinity_propagation", load("faithful", scale="zscore"), damping=0.5, preference=-500, max_iter=100
    )
    film = animate(trace, profile="loop")
    pen = strokes(film, len(film.timeline.keyframes) - 1)
    roles = {stroke.role for stroke in pen.strokes}
    assert "points unassigned" in roles
    assert not {
        role for role in roles if role.startswith(("points cluster", "points noise", "links", "exemplars"))
    }
    assert "cross mark" in roles


@pytest.mark.parametrize(("panel", "has"), [("none", set()), ("curves", {"net words"})])
def test_what_stands_beside_the_points(panel, has):
    film = animate(run("affinity_propagation", SEVEN, damping=0.5), panel=panel)
    roles = {stroke.role for stroke in strokes(film, places(film, "done")[0]).strokes}
    assert {"matrix", "net words"} & roles == has


def test_more_than_300_points_have_counts_and_no_matrices():
    film = animate(
        run("affinity_propagation", np.random.default_rng(0).normal(size=(310, 2))), profile="loop"
    )
    roles = {stroke.role for stroke in strokes(film, places(film, "done")[0]).strokes}
    assert film.scene.matrices is None
    assert {"exemplar counts", "net similarity"} <= roles
    assert not roles & {"matrix", "strip"}


def test_other_preferences_show_their_own_clusters():
    film = animate(run("affinity_propagation", SEVEN), explain="similarity", max_seconds=60)
    for kind, exemplars in (("median", 2), ("low", 1), ("high", 3)):
        assert marked(strokes(film, places(film, kind)[0]), "exemplars") == 2 * exemplars


# The matrix itself


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_shades_have_zero_in_the_colour_of_the_paper(theme):
    shades = signed_shades(theme, 2.0)
    pixels = shades.rgba(np.array([[-2.0, 0.0, 2.0, 9.0]]))
    assert "#{:02X}{:02X}{:02X}".format(*pixels[0, 1, :3].tolist()) == theme.paper
    assert pixels[0, 2].tolist() == pixels[0, 3].tolist() != pixels[0, 0].tolist()
    assert (pixels[..., 3] == 255).all()


def test_the_more_similar_the_nearer_to_ink():
    shades = plain_shades(LIGHT, 10.0)
    dark = shades.rgba(np.array([[-10.0, -5.0, -1.0, 0.0]]))[0, :, 0].astype(int)
    assert (np.diff(dark) < 0).all()


@pytest.mark.parametrize(("n", "side"), [(3, 12), (3, 13), (10, 5), (7, 7)])
def test_cells_are_repeated_or_averaged(n, side):
    values = np.arange(n * n, dtype=float).reshape(n, n) - n
    pixels = matrix_pixels(values, signed_shades(LIGHT, n * n), side, side)
    assert pixels.shape == (side, side, 4)
    if side % n == 0:
        whole = signed_shades(LIGHT, n * n).rgba(values)
        np.testing.assert_array_equal(pixels, np.kron(whole, np.ones((side // n, side // n, 1), np.uint8)))


def test_files_of_lines_have_sharp_cells(seven):
    pen = RecordingPen(is_raster=False)
    seven.scene.draw(pen, places(seven, "similarity")[0])
    assert not pen.of("matrix", "image")
    cells = [stroke for stroke in pen.of("matrix", "rectangle") if stroke.fill]
    assert len(cells) == 49
    plane = seven.scene.matrices._large
    assert tuple(cells[10].xy[0]) == plane.cells(1, 3)[:2]


@pytest.mark.parametrize("n", [1, 2, 7, 13, 40, 299])
def test_a_square_lies_in_its_room(n):
    room, names = Box(10, 20, 120, 130), tuple(chr(65 + i % 26) for i in range(n))
    plane = square_plane(room, n, names, LIGHT)
    box = plane.box
    assert room.left <= box.left
    assert box.right <= room.right
    assert box.top <= room.top + 1
    assert box.bottom >= room.bottom - 1
    assert box.width == box.height
    assert (len(plane.names) == n) == (n <= 7)


def test_names_of_columns_do_not_touch():
    film = animate(run("affinity_propagation", load("sheehan-seven"), preference=-20))
    for kind in ("similarity", "done"):
        pen = strokes(film, places(film, kind)[0])
        heads = [s for s in pen.strokes if s.role.endswith("names") and (s.text or "").startswith("p")]
        assert heads
        lines = {}
        for head in heads:
            lines.setdefault(round(head.box[1]), []).append(head.box)
        for boxes in lines.values():
            boxes.sort()
            assert all(one[2] <= two[0] for one, two in itertools.pairwise(boxes))
