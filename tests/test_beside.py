"""Films of several runs side by side."""

import numpy as np
import pytest
from PIL import Image, ImageSequence

import kmanim
from kmanim.command.option_values import side_by_side as read
from kmanim.errors import InputError
from kmanim.films.side_by_side import SideBySide
from kmanim.job.job import Job
from kmanim.job.side_by_side import side_by_side
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.side_by_side import columns_for

STARTS = ((1000, 150), (1500, 150))


class Rings(Pen):
    """Remembers circles that are only outlines, and what is written."""

    def __init__(self):
        super().__init__(Pen.on_nothing(4, 4, 1.0)[0]._renderer)
        self.rings, self.texts = [], []

    def markers(self, shape, xy, size, fill=None, edge=None, width=0.0, alpha=1.0):
        if fill is None and shape == "circle" and len(xy) > 1:
            self.rings.append(np.array(xy))

    def emblem(self, place, layers):
        pass

    def text(self, x, y, text, style, align="left", upright=False):
        self.texts.append(text)


@pytest.fixture(scope="module")
def scales():
    raw, scaled = kmanim.load("mtcars"), kmanim.load("mtcars", scale="zscore")
    return kmanim.side_by_side([kmanim.run("kmeans", data, k=2, init=STARTS) for data in (raw, scaled)])


@pytest.fixture(scope="module")
def three():
    data = kmanim.load("faithful", scale="zscore")
    runs = [kmanim.run("kmeans", data, k=k, init="k-means++", seed=3) for k in (2, 3, 4)]
    return kmanim.side_by_side(runs)


def test_both_begin_at_the_same_places_and_say_so(scales):
    one, other = (trace.centroids_of(0) for trace in scales.traces)
    np.testing.assert_allclose(one, other, rtol=1e-12)
    assert scales.captions[0] == "The same 32 cars, the same starts: raw and z-scores."
    assert scales.titles == ("raw", "z-scores")


def test_rows_that_end_elsewhere_are_counted_and_ringed(scales):
    one, other = (trace.labels for trace in scales.traces)
    moved = np.flatnonzero(one != other)
    assert scales.moved == tuple(moved)
    assert min((one != other).sum(), (one == other).sum()) == len(moved), "no other numbering has fewer"
    assert scales.captions[-1] == (
        f"Done in 4 and 6 rounds: {len(moved)} of 32 cars (ringed) end in different clusters."
    )
    pen = Rings()
    scales.scene.draw(pen, len(scales.captions) - 1)
    rings = [ring for ring in pen.rings if len(ring) == len(moved)]
    assert len(rings) >= 2
    for scene in scales.scene.scenes:
        assert any(np.allclose(ring, scene.places[moved]) for ring in rings)


def test_every_panel_shows_its_own_run_at_its_own_pace(scales, three):
    for film in (scales, three):
        for trace, panel in zip(film.traces, film._told.panels, strict=True):
            for key, shown in zip(film.timeline.keyframes, panel.timeline.keyframes, strict=True):
                number = int(key.counter.removeprefix("round ") or 0)
                snapshot = trace.unlabelled[shown.step]
                assert snapshot.iteration == min(number, trace.iterations)
                if number > trace.iterations:
                    assert shown.step == len(trace) - 1
                elif key.kind in ("assign", "reassign"):
                    assert snapshot.step == "assign"
                assert (shown.hold_ms, shown.lead_in) == (key.hold_ms, key.lead_in)
            assert panel.timeline.keyframes[-1].step == len(trace) - 1


def test_captions_count_the_switches_of_each_run(three):
    for key in three.timeline.keyframes:
        if key.kind != "reassign":
            continue
        number = int(key.counter.removeprefix("round "))
        told = ", ".join(
            f"{title}: {len(trace.switched(number)) if number <= trace.iterations else 'done'}"
            for title, trace in zip(three.titles, three.traces, strict=True)
        )
        assert key.caption == (f"Eruptions that switch in round {number}:", told)
    sums = three.captions[-1]
    assert all(f"{title}: " in sums for title in three.titles)


def test_the_middle_of_long_runs_is_skipped_and_that_is_said():
    data = kmanim.load("sheehan4")
    runs = [kmanim.run("kmeans", data, k=k, seed=1, init="k-means++") for k in (4, 6)]
    film = kmanim.side_by_side(runs)
    rounds = max(trace.iterations for trace in runs)
    assert rounds > 20
    (key,) = (key for key in film.timeline.keyframes if "skipped" in key.text)
    assert key.text == f"Rounds 7 to {rounds - 4} are skipped."
    assert "move" not in {tween.kind for tween in key.lead_in}
    told = [key.counter for key in film.timeline.keyframes if key.kind == "reassign"]
    assert told == [f"round {number}" for number in (*range(2, 7), *range(rounds - 3, rounds + 1))]


def test_lines_say_how_far_each_has_come(three):
    pen = Rings()
    three.scene.draw(pen, len(three.captions) - 1)
    for trace, title in zip(three.traces, three.titles, strict=True):
        assert title in pen.texts
        assert any(f"done in {trace.iterations}" in text for text in pen.texts)


def test_all_panels_have_one_scale(three):
    one = three.scene.planes[0]
    for plane in three.scene.planes[1:]:
        assert (plane.box.width, plane.box.height) == (one.box.width, one.box.height)
        assert (plane.low == one.low).all()
        assert (plane.high == one.high).all()


def test_written_and_read_again(scales, tmp_path):
    path = scales.save(tmp_path / "a.gif")
    with Image.open(path) as film:
        shots = [(shot.convert("RGB"), shot.info["duration"]) for shot in ImageSequence.Iterator(film)]
    assert sum(ms for _, ms in shots) == scales.duration_ms
    assert shots[0][0].size == (600, 450)
    poster = scales.save(tmp_path / "a.png")
    both = (np.asarray(picture.convert("RGB"), int) for picture in (Image.open(poster), shots[-1][0]))
    still, last = (pixels[28:-5] for pixels in both)  # without header and progress
    error = np.abs(still - last)
    assert error.max() < 40
    assert error.mean() < 0.2, "the last picture is the poster"
    assert scales.save(tmp_path / "b.gif").read_bytes() == path.read_bytes()
    assert "one for each of raw and z-scores" in scales.alt
    assert scales.page(-1).alt.startswith("k-means on 32 cars: raw and z-scores. Done in 4 and 6 rounds")


def test_planes_of_many_columns_are_the_first_ones():
    raw, scaled = kmanim.load("penguins"), kmanim.load("penguins", scale="zscore")
    film = kmanim.side_by_side([kmanim.run("kmeans", data, k=3, init="sample") for data in (raw, scaled)])
    one, other = (scene.places[:] for scene in film.scene.scenes)
    shift = film.scene.planes[1].box.left - film.scene.planes[0].box.left
    np.testing.assert_allclose(other - one, np.tile([shift, 0], (342, 1)), atol=1e-9)


@pytest.mark.parametrize(
    "make",
    [
        lambda: [kmanim.run("kmeans", kmanim.load("blobs", n=20_000), k=k, init="sample") for k in (2, 3)],
        lambda: [kmanim.run("kmedoids", kmanim.load("mtcars"), k=2, method=m) for m in ("alternate", "pam")],
        lambda: [kmanim.run(a, kmanim.load("mtcars"), k=3) for a in ("kmeans", "kmedians", "kmedoids")],
        lambda: [kmanim.run("kmeans", kmanim.load("mtcars", columns="mpg"), k=k) for k in (1, 2)],
        lambda: [kmanim.run("kmodes", kmanim.load("zoo"), k=k) for k in (2, 3, 5, 8)],
        lambda: [kmanim.run("kmeans", kmanim.load("sheehan4"), k=k, empty="farthest") for k in range(2, 11)],
        lambda: [
            kmanim.run("kmeans", kmanim.load("uniform"), k=9, seed=s, max_iter=m)
            for s, m in ((0, 300), (1, 2))
        ],
    ],
    ids=["many points", "swaps", "algorithms", "one column", "categories", "nine", "long and stopped"],
)
def test_any_runs(make):
    film = kmanim.side_by_side(make(), theme="dark", width=400, height=600)
    assert all(len(line) <= 58 for key in film.timeline.keyframes for line in key.caption)
    for number in {0, len(film.captions) // 2, len(film.captions) - 1}:
        (frame,) = film.stills([number])
        assert frame.pixels.shape == (600, 400, 4)
    last = list(film.frames(0))[-1]
    (still,) = film.stills([-1])
    # A still says nothing of its place in the film.
    np.testing.assert_array_equal(last.pixels[28:-5], still.pixels[28:-5])
    assert sum(frame.duration_ms for frame in film.frames(0)) == film.duration_ms


def test_refused():
    cars, other = kmanim.load("mtcars"), kmanim.load("faithful")
    one = kmanim.run("kmeans", cars, k=2)
    with pytest.raises(InputError, match="side by side stand 2 to 9 runs, got 1"):
        kmanim.side_by_side([one])
    with pytest.raises(InputError, match="the same rows and columns"):
        kmanim.side_by_side([one, kmanim.run("kmeans", other, k=2)])
    with pytest.raises(InputError, match="2 runs need as many titles, got 1"):
        kmanim.side_by_side([one, one], ["a"])
    many = kmanim.run("kmeans", kmanim.load("penguins"), k=2)
    with pytest.raises(InputError, match="regions are drawn of two columns at most, and 4 are clustered"):
        kmanim.side_by_side([many, many], regions=True)
    with pytest.raises(InputError, match="no option of a film 'themes'"):
        kmanim.side_by_side([one, one], themes="dark")
    with pytest.raises(InputError, match="side_by_side needs a Trace"):
        kmanim.side_by_side([cars, cars])


def test_names_say_what_differs():
    cars, scaled = kmanim.load("mtcars"), kmanim.load("mtcars", scale="zscore")
    runs = [kmanim.run("kmeans", cars, k=2), kmanim.run("kmedians", scaled, k=3)]
    assert SideBySide(runs).titles == ("raw, k = 2, k-means", "z-scores, k = 3, k-medians")
    assert SideBySide([runs[0], kmanim.run("kmeans", cars, k=2, seed=1)]).titles == ("run 1", "run 2")


@pytest.mark.parametrize(
    ("wanted", "titles"), [("scales", ("raw", "z-scores")), ((2, 4), ("k = 2", "k = 4"))]
)
def test_the_job_writes_and_shows_it(tmp_path, wanted, titles):
    job = Job(
        dataset=kmanim.load("mtcars"), side_by_side=wanted, films=0, profile="loop", out=tmp_path / "o",
        formats=("gif", "html"),
    )  # fmt: skip
    assert {"side-by-side.gif", "side-by-side.html", "side-by-side.png"} <= set(job.names)
    job.write()
    post = (tmp_path / "o" / "post.md").read_text("utf-8")
    assert 'src="side-by-side.gif"' in post
    assert all(title in post for title in titles)
    assert (tmp_path / "o" / "side-by-side.html").stat().st_size > 10_000


def test_scales_the_other_way_round(tmp_path):
    job = Job(dataset=kmanim.load("mtcars", scale="zscore"), side_by_side="scales", out=tmp_path)
    (film,) = [batch for batch in job.batches if batch.items[0].name == "side-by-side.gif"]
    paths = [tmp_path / "x.gif", tmp_path / "x.png"]
    shown = film.make(paths)
    assert shown[0].captions[0] == "The same 32 cars, the same starts: raw and z-scores."
    assert shown[1] is None


@pytest.mark.parametrize(
    ("data", "wanted", "words"),
    [
        ({"source": "faithful", "columns": "waiting"}, "scales", "one column, which is clustered alike"),
        ({"source": "zoo"}, "scales", "categories, which have no scale"),
        ({"source": "mtcars", "columns": "cyl"}, (2, 5), "k is 5 but there are only 3 distinct points"),
    ],
)
def test_refused_before_it_is_long(data, wanted, words, tmp_path):
    algorithm = "kmodes" if data["source"] == "zoo" else "kmeans"
    job = Job(dataset=kmanim.load(**data), algorithm=algorithm, side_by_side=wanted, out=tmp_path)
    with pytest.raises(InputError, match=words):
        side_by_side(job)


def test_words_of_the_command_line():
    assert read("scales") == "scales"
    assert read("2-4") == (2, 3, 4)
    assert read("2,5,9") == (2, 5, 9)


@pytest.mark.parametrize(
    ("count", "shape", "columns"),
    [(2, 4 / 3, 2), (3, 4 / 3, 3), (4, 4 / 3, 2), (9, 4 / 3, 3), (2, 0.5, 1), (6, 4 / 3, 3)],
)
def test_panels_are_as_large_as_they_can_be(count, shape, columns):
    assert columns_for(count, shape) == columns


def test_rings_are_only_told_of_where_they_are_drawn():
    data = kmanim.load("uniform", n=9_000)
    film = kmanim.side_by_side([kmanim.run("kmeans", data, k=2, seed=seed, max_iter=1) for seed in (0, 5)])
    assert len(film.moved) > 2_000
    assert "ringed" not in film.captions[-1]
    pen = Rings()
    film.scene.draw(pen, len(film.captions) - 1)
    assert not [ring for ring in pen.rings if len(ring) == len(film.moved)]
