"""Films of several runs side by side."""

from contextlib import contextmanager

import numpy as np
import pytest
from PIL import Image, ImageSequence

import kmanim
from kmanim.command.cli import main
from kmanim.command.option_values import side_by_side as read
from kmanim.errors import InputError
from kmanim.films.side_by_side import SideBySide
from kmanim.job.job import Job
from kmanim.job.side_by_side import side_by_side
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.side_by_side import columns_for
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.sweeps.swept import read_beside
from kmanim.story.comparisons.objective_bars import ObjectiveBars, verdict

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
            f"{title}: {len(trace.switched(number)) if number <= trace.iterations else 'stopped'}"
            for title, trace in zip(three.titles, three.traces, strict=True)
        )
        assert key.caption == (f"Eruptions that switch in round {number}:", told)
    assert three.captions[-1] == "W falls with every k: alone, it cannot choose one."


def test_rounds_with_least_news_go_by_in_a_fast_forward():
    data = kmanim.load("sheehan4")
    runs = [kmanim.run("kmeans", data, k=k, seed=1, init="k-means++") for k in (4, 6)]
    film = kmanim.side_by_side(runs)
    rounds = max(trace.iterations for trace in runs)
    assert rounds > 20
    assert film.duration_ms <= 20_000
    gone: set[int] = set()
    for place, key in enumerate(film.timeline.keyframes):
        if key.kind != "forward":
            continue
        run = [int(counter.removeprefix("round ")) for _, counter in key.passing]
        assert key.text.startswith((f"Rounds {run[0]} to {run[-1]}: ", f"Round {run[0]}: "))
        gone.update(range(run[0], run[-1] + 1))
        switches = sum(
            len(trace.switched(number))
            for trace in runs
            for number in range(run[0], run[-1] + 1)
            if number <= trace.iterations
        )
        assert f" {switches} " in key.text
        for trace, panel in zip(film.traces, film._told.panels, strict=True):
            steps = [step for step, _ in panel.timeline.keyframes[place].passing]
            rounds_shown = [trace.unlabelled[step].iteration for step in steps]
            assert rounds_shown == [min(number, trace.iterations) for number in run]
    told = {int(key.counter[6:]) for key in film.timeline.keyframes if key.kind == "reassign"}
    assert told | gone == set(range(2, rounds)), "the last round is told by the end"


def test_lines_say_how_far_each_has_come(three):
    pen = Rings()
    three.scene.draw(pen, len(three.captions) - 1)
    for trace, title in zip(three.traces, three.titles, strict=True):
        assert title in pen.texts
        assert f"stopped in round {trace.iterations}" in pen.texts


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
    runs = [
        kmanim.run("kmeans", kmanim.load("uniform", n=9_000, scale=scale), k=2, seed=seed, max_iter=1)
        for scale, seed in (("none", 0), ("zscore", 5))
    ]
    film = kmanim.side_by_side(runs)
    assert len(film.moved) > 2_000
    assert "ringed" not in film.captions[-1]
    pen = Rings()
    film.scene.draw(pen, len(film.captions) - 1)
    assert not [ring for ring in pen.rings if len(ring) == len(film.moved)]


@pytest.fixture(scope="module")
def stuck():
    """Two runs from Sheehan's starts: one finds the four groups, the other does not."""
    data = kmanim.load("sheehan4")
    starts = (
        ((20.465, 22.891), (21.26, 20.682), (10.747, 10.758), (4.211, 4.205)),
        ((1, 1), (4, 4), (7, 7), (10, 10)),
    )
    runs = [kmanim.run("kmeans", data, k=4, init=init) for init in starts]
    return kmanim.side_by_side(runs, ("good", "bad"), best=30_379.0, max_seconds=25, regions=True)


def test_the_starts_are_those_of_the_picture_that_is_made_anew(stuck):
    good, bad = (
        [float(x) for x, kept in zip(run.objective, run.unlabelled, strict=True) if kept.step == "assign"]
        for run in stuck.traces
    )
    np.testing.assert_allclose(good[:5], [246_335, 224_335, 216_465, 178_503, 65_399], rtol=1e-3)
    # His film of the bad start begins one update later, and ends three before the algorithm does.
    assert [int(value) for value in bad[1:7]] == [180_745, 100_445, 97_214, 96_698, 96_414, 96_244]
    assert [int(bad[number]) for number in (8, 10, 12, 14, 15)] == [96_117, 96_094, 96_079, 96_072, 96_070]
    assert int(good[-1]) == 30_379


def test_one_is_stuck_and_the_other_is_the_best_known(stuck):
    assert stuck.duration_ms <= 25_000
    first, second = stuck.timeline.keyframes[-1].caption
    assert first.startswith("Bad is stuck at ")
    assert second.startswith("good finds the best known, ")
    assert stuck._told.marks[-1] == ("tick", "stop")
    good, bad = (trace.iterations for trace in stuck.traces)
    assert stuck._told.lines[-1] == (f"stopped after {good} rounds", f"stuck after {bad} rounds")


def test_a_panel_stops_at_its_own_end(stuck, three):
    for film in (stuck, three):
        for i, marks in enumerate(film._told.marks):
            for trace, panel, mark in zip(film.traces, film._told.panels, marks, strict=True):
                assert (mark != "") == (panel.timeline.keyframes[i].step == len(trace) - 1)


class Bars(Rings):
    """Remembers rectangles and lines by role."""

    def __init__(self):
        super().__init__()
        self.roles, self.bars, self.lines = [], [], []

    @contextmanager
    def role(self, name):
        self.roles.append(name)
        yield
        self.roles.pop()

    def rectangle(self, left, bottom, width, height, fill=None, edge=None, edge_width=0.0):
        if self.roles and self.roles[-1] in ("bars", "ended bars"):
            self.bars.append((self.roles[-1], left, width))

    def line(self, xy, colour, width, **rest):
        if self.roles and self.roles[-1] == "best known":
            self.lines.append((np.array(xy), rest.get("dash")))


def test_bars_are_as_long_as_the_objective_and_the_best_is_dashed(stuck):
    for keyframe in (1, 2, len(stuck.captions) - 1):
        pen = Bars()
        stuck.scene.draw(pen, keyframe)
        unit = stuck.scene.bars.unit
        for trace, panel, (role, _, width) in zip(stuck.traces, stuck._told.panels, pen.bars, strict=True):
            step = panel.timeline.keyframes[keyframe].step
            assert width == pytest.approx(unit * trace.objective[step])
            assert role == ("ended bars" if step == len(trace) - 1 else "bars")
        (start,) = {left for _, left, _ in pen.bars}
        dashed = [xy for xy, dash in pen.lines if dash]
        assert len(dashed) == 1
        np.testing.assert_allclose(dashed[0][:, 0], start + unit * 30_379.0)
    pen = Bars()
    stuck.scene.draw(pen, 0)
    assert not pen.bars, "nothing is known before the first assignment"


def test_bars_fall_while_centres_move(stuck):
    lengths = []
    for at in (0.01, 0.5, 0.99):
        pen = Bars()
        stuck.scene.draw(pen, 2, 0, at)
        lengths.append([width for _, _, width in pen.bars])
    assert np.all(np.diff(np.array(lengths), axis=0) < 0)


def test_no_bars_where_one_number_says_nothing_of_another(scales, three):
    assert scales._told.bars is None
    assert three._told.bars is not None
    assert three._told.bars.best is None, "with more clusters W falls by nature"
    cars = kmanim.load("mtcars")
    mixed = kmanim.side_by_side([kmanim.run("kmeans", cars, k=2), kmanim.run("dbscan", cars)])
    assert mixed._told.bars is None
    metrics = kmanim.side_by_side([kmanim.run("kmeans", cars, k=2), kmanim.run("kmedians", cars, k=2)])
    assert metrics._told.bars is None


@pytest.mark.parametrize(
    ("ends", "best", "ks", "words"),
    [
        ((3.0, 4.0), 3.0, (2, 2), "B is stuck at 4.000; a finds the best known, 3.000."),
        ((4.0, 5.0), 3.0, (2, 2), "A and b are stuck; best known 3.000."),
        ((3.0, 3.0), 3.0, (2, 2), "Both find the best known, 3.000."),
        ((2.0, 3.0), 2.5, (2, 2), "B is stuck at 3.000; a finds the best known, 2.000."),
        ((3.0, 4.0), None, (2, 2), "A ends lowest: W = 3.000."),
        ((3.0, 3.0), None, (2, 2), "Both end at the same W: 3.000."),
        ((4.0, 3.0), None, (2, 3), "W falls with every k: alone, it cannot choose one."),
        ((3.0, 4.0), None, (2, 3), ""),
    ],
)
def test_verdicts(ends, best, ks, words):
    objective = Objective(symbol="W", name="within-cluster sum of squares")
    least = None if best is None else min(best, *ends)
    bars = ObjectiveBars(objective, tuple(np.array([7.5, end]) for end in ends), least)
    said = verdict(bars, ("a", "b"), ks)
    assert " ".join(said[0] if said else ()) == words


@pytest.mark.parametrize("best", [True, "low", float("nan")])
def test_a_best_that_is_no_number(best, three):
    with pytest.raises(InputError, match="best must be a number"):
        SideBySide(three.traces, best=best)


@pytest.mark.parametrize("seconds", [None, 12])
def test_films_keep_their_time(three, scales, seconds):
    for traces in (three.traces, scales.traces):
        film = kmanim.side_by_side(traces, max_seconds=seconds)
        assert film.duration_ms <= (seconds or 20) * 1000


def test_values_of_a_parameter_go_side_by_side(tmp_path):
    assert read("linkage=single,ward") == "linkage=single,ward"
    both = read_beside("optimizer=plain,adam rate=0.3,5", "gradient_descent")
    assert [(one.name, one.values) for one in both] == [
        ("optimizer", ("plain", "adam")),
        ("rate", (0.3, 5.0)),
    ]
    swept = read_beside("rate=5,0.1,1", "gradient_descent")
    assert swept[0].values == (5.0, 0.1, 1.0), "in the order in which they are said"
    data = kmanim.load("mtcars", columns="weight", target="horsepower", scale="zscore")
    job = Job(
        dataset=data,
        algorithm="gradient_descent",
        parameters={"steps": 5},
        side_by_side=swept,
        profile="loop",
        out=tmp_path,
    )
    batch = side_by_side(job)
    paths = [tmp_path / item.name for item in batch.items]
    told, _ = batch.make(paths)
    assert told.words.title == "One rate beside the other"
    assert paths[0].stat().st_size > 1_000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("optimizer=plain,adam rate=1", "rate=1: it takes two values or more"),
        ("optimizer=plain,adam rate=1,2,3", "optimizer has 2 values and rate 3; they go together one by one"),
        ("rate=1,2 rate=3,4", "rate is there twice"),
        ("optimizer=plain,plain", "plain is there twice"),
        ("speed=1,2", "gradient descent has no parameter 'speed' that can be swept; choose model, degree"),
        ("rate", "which values? write rate=from:to:step, or a list"),
    ],
)
def test_what_cannot_go_side_by_side_is_refused(text, message):
    with pytest.raises(InputError) as error:
        read_beside(text, "gradient_descent")
    assert str(error.value).startswith("side by side")
    assert message in str(error.value)


def test_ten_values_are_too_many_to_stand_side_by_side(capsys):
    assert main(["mtcars", "--algorithm", "gradient_descent", "--side-by-side", "rate=1:10:1"]) == 2
    assert "10 values, and 9 at most stand side by side" in capsys.readouterr().err
