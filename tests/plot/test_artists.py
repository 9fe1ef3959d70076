"""Artists on axes of the user: their data, labels and colours, and that nothing else is changed."""

import pickle

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import kmanim
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.plot.style.colours import contrast
from kmanim.plot.style.look import Look
from kmanim.simulate.record import run

STARTS = ((1000, 150), (1500, 150))


@pytest.fixture(scope="module")
def cars():
    return run("kmeans", load("mtcars"), k=2, init=STARTS)


@pytest.fixture
def axes():
    return Figure().subplots(2, 2)


def by_label(artists):
    return {artist.get_label(): artist for artist in artists if not artist.get_label().startswith("_")}


def test_scatter_has_the_rows_of_every_cluster(cars, axes):
    ax = axes[0, 0]
    assert kmanim.scatter(cars, ax=ax) is ax
    found = by_label(ax.collections)
    for cluster, label in enumerate(("cluster 1: 12 cars", "cluster 2: 20 cars")):
        rows = cars.dataset.points[cars.labels == cluster]
        assert np.array_equal(np.asarray(found[label].get_offsets()), rows)
        centre = np.asarray(found[f"centroid {cluster + 1}"].get_offsets())[0]
        assert centre == pytest.approx(rows.mean(axis=0))
    assert to_hex(found["cluster 1: 12 cars"].get_facecolor()[0]).upper() == "#D55E00"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Weight (kg)", "Horsepower")
    assert ax.get_title() == "k-means, k = 2 · 32 cars"
    assert len(ax.get_legend_handles_labels()[1]) == 4
    assert not axes[0, 1].has_data()


def test_scatter_of_a_step_shows_old_centroids_and_what_switched(cars, axes):
    step = next(at for at in range(1, len(cars)) if cars[at].step == "update")
    kmanim.scatter(cars, ax=axes[0, 0], step=step)
    found = by_label(axes[0, 0].collections)
    old = np.asarray(found["old centroid 1"].get_offsets())[0]
    assert old == pytest.approx(STARTS[0])
    assert to_hex(found["old centroid 1"].get_edgecolor()[0]) == "#767676"
    later = next(at for at in range(2, len(cars)) if cars[at].step == "assign" and cars.changed(at).size)
    kmanim.scatter(cars, ax=axes[0, 1], step=later, switched=True)
    rows = cars.changed(later)
    (label,) = [name for name in by_label(axes[0, 1].collections) if name.startswith("switched")]
    yellow = by_label(axes[0, 1].collections)[label]
    assert np.array_equal(np.asarray(yellow.get_offsets()), cars.dataset.points[rows])
    assert to_hex(yellow.get_facecolor()[0]).upper() == "#F0E442"


def test_scatter_before_and_beside_clusters(axes):
    trace = run("dbscan", load("moons", n=60, seed=0))
    kmanim.scatter(trace, ax=axes[0, 0], step=0)
    assert [label.partition(":")[0] for label in by_label(axes[0, 0].collections)] == ["no cluster"]
    kmanim.scatter(trace, ax=axes[0, 1])
    sizes = [len(one.get_offsets()) for one in by_label(axes[0, 1].collections).values()]
    assert sum(sizes) == 60


@pytest.mark.parametrize(
    ("algorithm", "options"),
    [
        ("kmeans", {"k": 2}), ("kmedians", {"k": 2}), ("kmedoids", {"k": 2}), ("em", {"k": 2}), ("mean_shift", {}),
        ("hierarchical", {"k": 2}), ("affinity_propagation", {}), ("dbscan", {}),
    ],
)  # fmt: skip
def test_scatter_shows_any_step_of_every_algorithm(algorithm, options, axes):
    trace = kmanim.run(algorithm, "lesson-em", **options)
    for step in {*range(min(3, len(trace))), len(trace) // 2, len(trace) - 2, len(trace) - 1}:
        ax = axes[0, 0]
        ax.clear()
        kmanim.scatter(trace, ax=ax, step=step)
        told = [str(artist.get_label()) for artist in ax.collections]
        rows = [
            int(label.split(": ")[1].split()[0]) for label in told if label.startswith(("clus", "noi", "no "))
        ]
        assert sum(rows) == trace.dataset.n


@pytest.mark.parametrize("empty", [0, 1, 2])
def test_scatter_beside_an_empty_cluster_shows_every_row(empty):
    starts = [(1000, 150), (1500, 150)]
    starts.insert(empty, (90000, 9000))
    trace = run("kmeans", load("mtcars"), k=3, init=starts, empty="keep")
    shown = by_label(kmanim.scatter(trace, switched=True).collections)
    sizes = {label: len(one.get_offsets()) for label, one in shown.items() if label.startswith("cluster")}
    assert sorted(sizes.values()) == [12, 20]
    assert f"cluster {empty + 1}" not in {label.partition(":")[0] for label in sizes}


def test_scatter_of_categories(axes):
    trace = run("kmodes", load("zoo"), k=3, seed=0)
    kmanim.scatter(trace, ax=axes[0, 0])
    shown = by_label(axes[0, 0].collections)
    assert sum(len(one.get_offsets()) for name, one in shown.items() if name.startswith("cluster")) == 101


def test_density_has_a_line_a_cluster(cars, axes):
    kmanim.density(cars, ax=axes[0])
    for column, ax in enumerate(axes[0]):
        lines = by_label(ax.lines)
        for cluster in range(2):
            values = cars.dataset.points[cars.labels == cluster, column]
            x, y = lines[str(cluster + 1)].get_data()
            assert (x[0], x[-1]) == (values.min(), values.max())
            assert y.min() >= 0
    assert axes[0, 0].get_xlabel() == "Weight (kg)"
    with pytest.raises(
        InputError, match="mtcars has 2 variables, each of which needs axes of its own, got 1"
    ):
        kmanim.density(cars, ax=axes[0, 0])
    with pytest.raises(InputError, match="area must be share or one"):
        kmanim.density(cars, ax=axes[0], area="two")


def test_elbow_is_one_line(axes):
    assert kmanim.elbow([1, 2, 3], [9.0, 4.0, 3.0], ax=axes[0, 0]) is axes[0, 0]
    (line,) = axes[0, 0].lines
    assert [list(side) for side in line.get_data()] == [[1, 2, 3], [9, 4, 3]]
    assert line.get_label() == "W"
    with pytest.raises(InputError, match="ks must rise"):
        kmanim.elbow([2, 1], [9.0, 4.0], ax=axes[0, 1])


def test_silhouette_has_a_bar_a_row(axes):
    points = [[0.0], [1.0], [10.0]]  # by hand: a = 1, b = 10 and 9; alone: 0
    trace = run("kmeans", load(np.array(points)), k=2, init=((0,), (10,)))
    ax = kmanim.silhouette(trace, ax=axes[0, 0])
    widths = [bar.get_width() for group in ax.containers for bar in group]
    assert widths == pytest.approx([9 / 10, 8 / 9, 0])
    assert [group.get_label() for group in ax.containers] == ["cluster 1: 0.89", "cluster 2: 0.00"]
    assert ax.lines[0].get_xdata()[0] == pytest.approx((0.9 + 8 / 9) / 3)


def test_silhouette_needs_numbers_and_two_clusters(cars):
    with pytest.raises(InputError, match="zoo has columns of categories"):
        kmanim.silhouette(run("kmodes", load("zoo"), k=2, seed=0))
    with pytest.raises(InputError, match="two clusters at least, got 1"):
        kmanim.silhouette(run("kmeans", load("mtcars"), k=1, seed=0))


def test_dendrogram_has_a_line_a_bracket(axes):
    trace = run("hierarchical", load("mtcars"), k=3)
    ax = kmanim.dendrogram(trace, ax=axes[0, 0])
    brackets = [line for line in ax.lines if line.get_label() != "cut"]
    assert len(brackets) == 31
    heights = sorted(line.get_ydata()[1] for line in brackets)
    assert heights == pytest.approx(sorted(trace.merges[:, 2]))
    assert {"cluster 1", "cluster 2", "cluster 3", "cut"} >= set(by_label(ax.lines))
    assert len(ax.get_xticklabels()) == 32


def test_nothing_but_the_axes_is_changed(cars):
    with mpl.rc_context({"axes.titlesize": 30, "axes.facecolor": "#101020", "figure.facecolor": "#101020"}):
        mine = dict(mpl.rcParams)
        figure = Figure(figsize=(7, 5))
        ax = figure.add_subplot()
        kmanim.scatter(cars, ax=ax)
        assert dict(mpl.rcParams) == mine
    assert tuple(figure.get_size_inches()) == (7, 5)
    assert figure.axes == [ax]
    assert ax.title.get_fontsize() == 30
    colour = to_hex(by_label(ax.collections)["cluster 2: 20 cars"].get_facecolor()[0]).upper()
    assert contrast(colour, "#101020") >= 4  # as on dark paper: the axes' own


def test_titles_are_literal_and_a_users_stays(cars, axes):
    kmanim.scatter(cars, ax=axes[0, 0], look=Look(title="$a$ _b"))
    assert axes[0, 0].get_title() == "$a$ _b"
    assert not axes[0, 0].title.get_parse_math()
    axes[0, 1].set_title("mine")
    kmanim.scatter(cars, ax=axes[0, 1])
    assert axes[0, 1].get_title() == "mine"


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda cars, axes: kmanim.scatter(cars, ax=axes), "ax must be one Axes of matplotlib, got ndarray"),
        (lambda cars, axes: kmanim.scatter(cars, ax=axes[0, 0], step=99), "the run has snapshots 0 to"),
        (lambda cars, axes: kmanim.scatter(run("kmeans", load([[1.0], [2.0]]), k=2, seed=0)), "which has no plane"),
        (lambda cars, axes: kmanim.joint(cars, ax=axes[0, 0]), "joint is a page of its own and cannot be drawn"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_says_why(cars, axes, draw, words):
    with pytest.raises(InputError, match=words):
        draw(cars, axes)


def test_without_axes_there_is_a_new_figure(cars):
    assert isinstance(kmanim.scatter(cars).figure, Figure)


@pytest.mark.parametrize("draw", [kmanim.scatter, kmanim.silhouette])
def test_a_figure_of_ours_has_fonts_and_is_shown_by_notebooks(cars, tmp_path, draw):
    figure = draw(cars).figure
    figure.savefig(tmp_path / "a.pdf", metadata={"CreationDate": None})
    assert b"/CIDFontType2" in (tmp_path / "a.pdf").read_bytes()
    content, _ = figure._repr_mimebundle_()
    assert content["image/png"][:4] == b"\x89PNG"
    assert pickle.loads(pickle.dumps(figure)).axes[0].get_title() == figure.axes[0].get_title()


def test_inits_of_something_else_say_what_they_need(cars):
    for wrong in ([cars], [1], None):
        with pytest.raises(InputError, match=r"inits needs a \w+, as kmanim\.compare_inits gives"):
            kmanim.inits(wrong)
