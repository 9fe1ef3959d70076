"""Categories on the page: the table of modes beside the points, and the figure of the end."""

import numpy as np
import pytest
from figures_pen import drawn_on
from plot_recording import drawn, index_of

from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.films.film import animate
from kmanim.plot.figures.density import density
from kmanim.plot.figures.modes import modes
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run
from kmanim.story.figures import modes as words
from kmanim.story.figures.modes import Profile
from kmanim.story.kmeans.facts import CentroidFacts


@pytest.fixture(scope="module")
def film():
    return animate(run("kmodes", load("zoo"), k=4, seed=1), max_seconds=120)


def cells(scene, pen, role):
    """Read texts back by the name of their line and the number of their cluster."""
    names = {round(s.xy[0][1]): s.text for s in pen.of("mode names")}
    board = scene.board
    return {
        (names[round(s.xy[0][1])], int((s.xy[0][0] - board.left) / board.cell)): s.text
        for s in pen.of(role)
        if s.kind == "text"
    }


def test_the_table_says_what_the_modes_are(film):
    scene, data = film.scene, film.trace.dataset
    for number, key in enumerate(film.timeline.keyframes):
        pen = drawn(scene, number)
        told = cells(scene, pen, "mode") | cells(scene, pen, "changed mode")
        if key.kind == "data":
            assert not told
            continue
        assert len(told) == 4 * len(scene.board.rows)
        centres = film.trace.centroids_of(key.step)
        for (name, cluster), text in told.items():
            column = next(j for j, feature in enumerate(data.features) if feature.name == name)
            assert text == data.features[column].levels[int(centres[cluster, column])]


def test_changed_entries_are_marked_and_no_others(film):
    scene, trace = film.scene, film.trace
    updates = [n for n, key in enumerate(film.timeline.keyframes) if key.kind == "update"]
    assert len(updates) == 3
    for number in updates:
        step = film.timeline.keyframes[number].step
        differs = np.argwhere(trace.centroids_at(step) != trace.centroids_at(step - 1))
        expected = {(trace.dataset.features[column].name, cluster) for cluster, column in differs.tolist()}
        pen = drawn(scene, number)
        assert set(cells(scene, pen, "changed mode")) == expected
        assert [s.fill for s in pen.of("changed mode") if s.kind != "text"] == [LIGHT.switched] * len(
            expected
        )
    before = drawn(scene, index_of(scene, "reassign"))
    assert not cells(scene, before, "changed mode"), "only while it has just happened"


def test_columns_that_tell_clusters_apart_come_first_and_yes_stands_out(film):
    scene = film.scene
    assert [film.trace.dataset.features[row].name for row in scene.board.rows[:3]] == ["milk", "hair", "eggs"]
    pen = drawn(scene, len(film.timeline.keyframes) - 1)
    colours = {}
    for stroke in pen.of("mode"):
        if stroke.kind == "text" and stroke.text in ("yes", "no"):
            colours.setdefault(stroke.text, set()).add(stroke.style.colour)
    assert colours == {"yes": {LIGHT.ink}, "no": {LIGHT.quiet_ink}}


def test_captions_tell_what_changes(film):
    words = " / ".join(film.captions)
    assert "Four random animals as centres. Distance: in how many columns they differ." in words
    assert "Centre 1 changes domestic: yes to no. D falls by 2.2 %." in words
    far = film.trace.distances(0, film.trace.dataset.labels.index("aardvark")).astype(int).tolist()
    told = ", ".join(f"{distance} to {j}" for j, distance in enumerate(far, start=1))
    assert f"aardvark: {told}. So: {far.index(min(far)) + 1}." in words
    assert film.figures == ("strip", "distances", "modes", "objective", "solutions", "grid")


def test_points_lie_inside_the_box(film):
    scene = film.scene
    box = scene.stage.plane.box
    places = scene.places[:]
    assert (places > [box.left, box.bottom]).all()
    assert (places < [box.right, box.top]).all()
    assert scene.board.left >= box.right


def test_prototypes_say_gamma_and_have_means_in_the_table():
    trace = run("kprototypes", load("penguins", kinds="mixed", scale="zscore"), k=3, seed=1)
    film = animate(trace)
    assert any("A category that differs counts 0.500." in caption for caption in film.captions)
    told = cells(film.scene, drawn(film.scene, len(film.timeline.keyframes) - 1), "mode")
    assert any(text.replace(".", "").isdigit() for text in told.values())


@pytest.mark.parametrize("k", [1, 9, 20])
def test_many_clusters_and_narrow_rooms(k):
    film = animate(run("kmodes", load("zoo"), k=k, seed=0), width=400, height=700, profile="loop")
    pen = drawn(film.scene, len(film.timeline.keyframes) - 1)
    board = film.scene.board
    assert 1 <= board.clusters <= k
    if board.clusters < k:
        assert f"centres {board.clusters + 1} to {k}" in pen.of("mode note")[0].text


def test_the_figure_counts_its_shares(film):
    trace = film.trace
    drawn = drawn_on(modes(trace))
    levels = [t.text for t in drawn.texts if t.role == "level"]
    shares = [t for t in drawn.texts if t.role == "entry"]
    assert len(shares) == 4 * len(levels)
    profile = Profile(CentroidFacts(trace))
    expected = []
    for row in profile.rows(24):
        code = trace.dataset.features[row.column].levels.index(row.level)
        for cluster in range(4):
            mine = trace.dataset.points[trace.labels == cluster, row.column]
            expected.append(f"{100 * np.mean(mine == code) + 1e-9:.0f} %")
    assert [t.text for t in shares] == expected
    assert set(levels) == {"yes", "0", "2", "4"}, "of two categories the same one in every cluster"
    assert "milk" in " ".join(drawn.said()[:2])
    assert "k-modes, k = 4 · 101 animals" in drawn.said()
    page = modes.page(trace, look=Look(theme="dark"))
    assert page.alt.startswith(
        "Table of the modes of 101 animals by 16 columns, where k-modes stops after 4 rounds"
    )


def small(n=8):
    """Two clusters by hand: `part` and `twin` tell them apart wholly, `half` by a half, `same` not at all."""
    rows = [(half, "u", "x", "s") for half in "aaab"] + [(half, "v", "y", "s") for half in "bbba"]
    return load(rows[:n], columns=["half", "part", "twin", "same"], kinds="categories")


def test_columns_come_in_the_order_of_cramers_v_by_hand():
    trace = run("kmodes", small(), k=2, seed=0)
    assert sorted(trace.sizes) == [4, 4]
    profile = Profile(CentroidFacts(trace))
    assert profile.order == (1, 2, 0, 3)
    # 3 of 4 against 1 of 4: chi squared is 8 * (3 * 3 - 1 * 1)^2 / (4 * 4 * 4 * 4) = 2, V the root of 2 / 8.
    np.testing.assert_allclose(profile.strength, [0.5, 1, 1, 0], atol=1e-12)
    told = words.describe(trace)
    assert told.title == "Clusters differ most in part (0 to 100 % v), least in same"
    assert "Cramér's V: part 1.00, twin 1.00 and half 0.50" in told.caption
    found = profile.rows(24)
    assert [(row.name, row.level) for row in found] == [
        ("part", "v"), ("twin", "y"), ("half", "b"), ("same", "s"),
    ]  # fmt: skip
    assert sorted(share.text for share in found[2].shares) == ["25 %", "75 %"]
    assert [share.is_mode for share in found[2].shares] == [share.text == "75 %" for share in found[2].shares]


def test_full_colour_is_the_mode_and_no_other():
    trace = run("kmodes", small(), k=2, seed=0)
    bars = [r for r in drawn_on(modes(trace)).rectangles if r[-1] == "entry" and r[4] != LIGHT.progress_rest]
    colours = cluster_styles(2, LIGHT)
    shares = [share for row in Profile(CentroidFacts(trace)).rows(24) for share in row.shares]
    filled = [(share, n % 2) for n, share in enumerate(shares) if share.share]
    assert len(bars) == len(filled)
    longest = max(bar[2] for bar in bars)
    for bar, (share, cluster) in zip(bars, filled, strict=True):
        assert (bar[4] == colours[cluster].colour) == share.is_mode
        assert bar[2] == pytest.approx(share.share * longest)


def test_numbers_of_prototypes_are_ranked_with_the_categories():
    rows = [(0, "a"), (0, "b"), (1, "a"), (9, "b"), (9, "a"), (10, "b")]
    trace = run("kprototypes", load(rows, columns=["size", "kind"], kinds="mixed"), k=2, seed=0, gamma=1)
    profile = Profile(CentroidFacts(trace))
    assert profile.order == (0, 1)
    assert profile.strength[0] == pytest.approx(np.corrcoef([0, 0, 1, 9, 9, 10], [0, 0, 0, 1, 1, 1])[0, 1])
    # 2 of 3 against 1 of 3.
    assert profile.strength[1] == pytest.approx(1 / 3)
    assert words.describe(trace).title.startswith("Clusters differ most in size (means 0.")


def test_one_cluster_and_columns_that_say_nothing():
    assert words.describe(run("kmodes", small(), k=1)).title == "What 8 points have most often"
    alone = run("kmodes", load("zoo"), k=1)
    assert max(Profile(CentroidFacts(alone)).strength) == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("k", [1, 3, 8, 12, 20])
def test_nothing_overlaps_or_leaves_the_sheet(k, theme):
    drawn = drawn_on(modes(run("kmodes", load("zoo"), k=k, seed=1), look=Look(theme=theme)))
    boxes = [(text.box, text) for text in drawn.texts]
    for place, ((left, bottom, right, top), text) in enumerate(boxes):
        assert 0 <= left < right <= 600, text
        assert bottom >= 0, text
        assert text.size >= 13
        for (l2, b2, r2, t2), other in boxes[:place]:
            assert right <= l2 or r2 <= left or top <= b2 or t2 <= bottom, (text, other)


def test_columns_that_tell_least_are_left_out_and_counted():
    rng = np.random.default_rng(0)
    group = rng.integers(0, 2, 60)
    columns = [np.where(rng.random(60) < 0.02 * j, rng.integers(0, 2, 60), group) for j in range(40)]
    rows = np.column_stack(columns).astype(str).tolist()
    trace = run("kmodes", load(rows, kinds="categories"), k=2, seed=0)
    drawn = drawn_on(modes(trace))
    assert len([t for t in drawn.texts if t.role == "column"]) == 24
    assert "16 columns are left out, which tell less." in drawn.said()


def test_refused():
    cars = run("kmeans", load("mtcars"), k=2)
    with pytest.raises(InputError, match="the table of modes is for categories, and mtcars has none"):
        animate(cars, panel="modes")
    with pytest.raises(InputError, match="mtcars has no columns of categories"):
        modes(cars)
    animals = run("kmodes", load("zoo"), k=2)
    with pytest.raises(InputError, match="categories, which have no density"):
        density(animals)
    with pytest.raises(InputError, match="regions are drawn of numbers"):
        animate(animals, regions=True)
    assert animate(animals, panel="none").scene.board is None
    assert animate(animals, panel="inertia").scene.panel is not None
