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
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.record import run


@pytest.fixture(scope="module")
def film():
    return animate(run("kmodes", load("zoo"), k=4, seed=1))


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


def test_captions_tell_what_changes(film):
    words = " / ".join(film.captions)
    assert "Four random animals as centres. Distance: in how many columns they differ." in words
    assert "Centre 1 changes domestic: yes to no. D falls from 224 to 219." in words
    far = film.trace.distances(0, film.trace.dataset.labels.index("gull")).astype(int).tolist()
    told = ", ".join(f"{distance} to {j}" for j, distance in enumerate(far, start=1))
    assert f"gull: {told}. So: {far.index(min(far)) + 1}." in words
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
    texts = [t.text for t in drawn_on(modes(trace)).texts if t.role == "entry"]
    shares = [text for text in texts if text.endswith("%")]
    expected = [
        f"{100 * np.mean(trace.dataset.points[trace.labels == cluster, column] == centre) + 1e-9:.0f} %"
        for column in range(16)
        for cluster, centre in enumerate(trace.centroids_at(-1)[:, column])
    ]
    assert shares == expected
    page = modes.page(trace, look=Look(theme="dark"))
    assert page.alt.startswith(
        "Table of the modes of 101 animals by 16 columns, where k-modes stops after 4 rounds"
    )


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
