"""Above the plot: what the film is of, which step this is, where we are; and what a still leaves out."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from plot_recording import RecordingPen, drawn, index_of, reference

import kmanim
from kmanim.plot.panels.header import Header, draw_header, header_size
from kmanim.plot.scene import header_of
from kmanim.plot.style.theme import LIGHT

LONG = "k-prototypes, k = 12 · 1,234,567 passengers of the ship"


def written(header, width):
    pen = RecordingPen()
    draw_header(pen, header, 18, width - 18, 400, LIGHT, header_size([header], width - 36, LIGHT))
    return pen


def test_the_present_step_of_the_loop_is_bold(cars_film):
    for kind, step in (
        ("assign", "assign"),
        ("reassign", "assign"),
        ("update", "move"),
        ("explain", "assign"),
    ):
        strokes = drawn(cars_film, index_of(cars_film, kind)).of("header")
        assert [s.text for s in strokes[:3]] == ["assign", " → ", "move"]
        assert [s.text for s in strokes if s.style.bold] == [step]


def test_no_two_pictures_have_one_number(cars_film):
    count = len(cars_film.timeline.keyframes)
    places = [header_of(cars_film.timeline, i).place for i in range(count)]
    assert places == [f"{i + 1}/{count}" for i in range(count)]


def test_assign_stays_until_the_last_point_has_its_colour(cars_film):
    update = index_of(cars_film, "update", 1)
    kinds = [tween.kind for tween in cars_film.timeline.keyframes[update].lead_in]
    assert kinds == ["recolour", "move"]
    for tween, at, step in ((0, 0.5, "assign"), (0, 1.0, "assign"), (1, 0.1, "move"), (1, 1.0, "move")):
        pen = drawn(cars_film, update, tween, at)
        assert [s.text for s in pen.of("header") if s.style.bold] == [step]
        told = cars_film.timeline.keyframes[update - (step == "assign")]
        lines = told.marked or tuple((line,) for line in told.caption)
        assert pen.texts("caption") == [run for line in lines for run in line if isinstance(run, str)]


@pytest.mark.parametrize("width", [360, 480, 600, 1200])
@pytest.mark.parametrize("subject", ["k-means, k = 2 · 32 cars", LONG])
@pytest.mark.parametrize("mark", ["", "tick", "cross"])
def test_both_sides_have_room_on_every_page(width, subject, mark):
    header = Header(
        subject=subject, phase="Check", cycle=("assign", "move"), turn=None if mark else 1,
        counter="point 123 of 1234567", place="117/123", mark=mark,
    )  # fmt: skip
    pen = written(header, width)
    (left,) = pen.of("subject")
    words = pen.of("header")
    assert left.box[2] < min(word.box[0] for word in words)
    assert left.style.size >= 13
    assert max(word.box[2] for word in words) <= width - 18 + 0.01
    bold = {s.text for s in words if s.style.bold}
    assert len(bold & {"Check", "move", "Move"}) == 1
    # A step that stands alone begins like any phase; in the loop it does not.
    assert ("Move" in bold) == (
        not mark and len([s for s in words if s.text.strip() in ("assign", "→")]) == 0
    )


def test_a_still_says_nothing_of_its_place_in_a_film(tmp_path, cars_film):
    for index in (0, 5, 11):
        film, still = RecordingPen(), RecordingPen()
        cars_film.draw(film, index)
        cars_film.draw(still, index, still=True)
        assert film.of("progress")
        assert not still.of("progress")
        assert not any("/12" in text for text in still.texts("header"))
        assert still.texts("subject") == film.texts("subject") == ["k-means, k = 2 · 32 cars"]
    bar = {(s.fill, float(s.xy[0, 1])) for s in still.of("caption bar")}
    assert bar == {(LIGHT.caption_bar, 0.0)}


def test_posters_are_stills_and_films_end_in_a_full_bar(tmp_path):
    film = kmanim.animate(kmanim.run("kmeans", kmanim.load("mtcars"), k=2, seed=1), profile="loop")
    film.save_all([tmp_path / "a.gif", tmp_path / "a.png"])
    film.save(tmp_path / "alone.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "alone.png").read_bytes()
    poster = np.asarray(Image.open(tmp_path / "a.png").convert("RGB"))
    assert (poster[-2, ::40] == (0xF5, 0xF5, 0xF3)).all()
    with Image.open(tmp_path / "a.gif") as played:
        played.seek(played.n_frames - 1)
        last = np.asarray(played.convert("RGB"))
        assert (last[-2, ::40] == (0x22, 0x22, 0x22)).all()
        assert played.n_frames == len(list(film.frames()))


def test_without_a_subject_the_title_stands(cars_film):
    plain = replace(cars_film.timeline, subject="")
    assert header_of(plain, 0).subject == "k-means on 32 cars, k = 2"


def test_reference_film_says_where_the_dotted_line_is():
    scene = reference()
    index = index_of(scene, "assign")
    assert "halfway between 1 and 2" in drawn(scene, index).texts("names")
    for other in range(len(scene.timeline.keyframes)):
        if other != index:
            assert "halfway between 1 and 2" not in drawn(scene, other).texts("names")


def test_headers_of_a_film_have_one_size():
    film = kmanim.animate(kmanim.run("dbscan", kmanim.load("moons"), eps=0.3), profile="loop")
    sizes = {drawn(film.scene, i).of("subject")[0].style.size for i in range(len(film.timeline.keyframes))}
    assert len(sizes) == 1


def test_the_place_in_the_film_gives_way_before_the_subject_is_cut():
    subject = "DBSCAN, eps = 3.78, at least 5 · 430 points"
    header = Header(subject=subject, phase="Noise so far", counter="point 430", place="13/14")
    for width, where in ((620, "point 430 · 13/14"), (580, "point 430")):
        pen = written(header, width)
        assert pen.texts("subject") == [subject]
        assert pen.texts("header") == ["Noise so far", where]


def test_the_count_of_rows_gives_way_before_the_subject_is_cut():
    told = "affinity propagation, p = median, damping 0.5"
    header = Header(subject=f"{told} · 7 points", phase="Exemplars", counter="update 24", place="13/14")
    assert [written(header, width).texts("subject") for width in (700, 600)] == [
        [f"{told} · 7 points"],
        [told],
    ]


def test_the_loop_stays_where_the_place_alone_has_no_room():
    """One long phase does not take the loop from all pictures; their places go, in all of them alike."""
    film = kmanim.animate(kmanim.run("dbscan", kmanim.load("moons")), profile="loop")
    kinds = [key.kind for key in film.timeline.keyframes]
    begin, noise = (drawn(film.scene, kinds.index(kind)) for kind in ("begin", "noise"))
    assert begin.texts("header")[:3] == ["begin", " → ", "reach"]
    assert all("/" not in text for i in range(len(kinds)) for text in drawn(film.scene, i).texts("header"))
    assert noise.texts("header")[0] == "Noise so far"
    for pen in (begin, noise):
        (subject,) = pen.of("subject")
        assert subject.text == "DBSCAN, eps = 0.15, at least 5 · 300 points"


def test_where_no_step_has_a_name_the_value_stands_in_its_place():
    header = Header(subject="DBSCAN by eps · 300 points", phase="", counter="eps = 0.2", place="3/9")
    words = written(header, 600).of("header")
    assert [(s.text, s.style.bold) for s in words] == [("eps = 0.2", True), ("3/9", False)]


def test_what_the_algorithm_was_told_goes_part_by_part_before_anything_is_cut():
    long = "gradient descent, network of 4, rate 0.1, z-scored"
    header = Header(subject=f"{long} · 32 cars", phase="Stopped", counter="step 1,000", mark="cross")
    seen = {written(header, width).of("subject")[0].text for width in range(360, 900, 20)}
    parts = long.split(", ")
    shorter = {", ".join(parts[:count]) for count in (1, 2, 3, 4)}
    assert {text for text in seen if "…" not in text} == {f"{long} · 32 cars", *shorter}
    own = written(replace(header, subject=long), 520).of("subject")[0].text
    assert own.endswith("…")
    assert own.startswith("gradient descent, network of 4")
