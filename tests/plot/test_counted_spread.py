"""How clusters of rows in pieces lie along columns is drawn from counts in cells: as from the rows, to a cell."""

import numpy as np
import pytest

import kmanim
from kmanim.data.pieces.arrays import array_source
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim.errors import InputError
from kmanim.simulate.numerics.kernel_density import curve
from kmanim.simulate.numerics.spread import Spread, spreads_of
from kmanim.story.contract import facts_of, story_of
from kmanim.story.figures import density, joint


def both(algorithm, rows, **options):
    """Run an algorithm on the same rows in pieces and in memory."""
    large = large_dataset(array_source(rows, piece=len(rows) // 3 + 1), name="rows", where="rows")
    return kmanim.run(algorithm, large, **options), kmanim.run(algorithm, kmanim.load(rows), **options)


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(3)
    middles = ((0, 0), (4, 1), (20, 5))
    return rng.permutation(np.vstack([rng.normal(middle, 1.0, (1_500, 2)) for middle in middles]))


@pytest.fixture(scope="module")
def of_kmeans(rows):
    return both("kmeans", rows, k=3, init=[(0, 0), (4, 1), (20, 5)], max_iter=2)


RUNS = [
    ("kmeans", {}),
    ("em", {"k": 2, "means": [(2, 0), (20, 5)], "covariance": "spherical", "max_iter": 4}),
    ("dbscan", {"eps": 0.5, "min_samples": 8}),
]


@pytest.mark.parametrize(("algorithm", "options"), RUNS)
def test_densities_are_those_of_the_rows_to_a_cell(rows, of_kmeans, algorithm, options):
    counted, kept = both(algorithm, rows, **options) if options else of_kmeans
    assert {"density", "joint"} <= set(story_of(counted).figures(counted))
    order = [facts_of(trace).spreads(0) for trace in (counted, kept)]
    names = [
        np.argsort([spread.mean for spread in spreads]) + 1 for spreads in order
    ]  # DBSCAN's may be others
    figures = [(kmanim.density(trace).curves, kmanim.joint(trace).curves) for trace in (counted, kept)]
    for column, title in enumerate("xy"):
        grain = facts_of(counted).grain(column)
        assert 0 < grain < np.ptp(rows[:, column]) / 150
        for one, other in zip(*names, strict=True):
            near, exact = figures[0][0][title][f"curve-{one}"], figures[1][0][title][f"curve-{other}"]
            # which rows are noise differs by a few, and cut ends with them
            assert near[[0, -1], 0] == pytest.approx(exact[[0, -1], 0], abs=6 * grain)
            heights = np.interp(exact[:, 0], near[1:-1, 0], near[1:-1, 1])
            assert np.abs(heights - exact[:, 1])[10:-10].max() < 0.03 * exact[:, 1].max()
            strips = [figures[i][0][title][f"strip-{name}"][:, 0] for i, name in enumerate((one, other))]
            assert strips[0] == pytest.approx(strips[1], abs=2 * grain)
            edges = [figures[i][1][title][f"curve-{name}"] for i, name in enumerate((one, other))]
            assert edges[0].max(axis=0) == pytest.approx(edges[1].max(axis=0), rel=0.03, abs=6 * grain)


def test_words_say_that_cells_are_counted_and_claim_no_more_than_they_know(rows, of_kmeans):
    counted, kept = of_kmeans
    assert density.describe(counted).title == density.describe(kept).title == "x alone parts cluster 3"
    for words in (density, joint):
        told = words.describe(counted)
        for said in (told.caption, told.alt):
            assert "Drawn from counts in cells that are 0.0" in said
        assert "Drawn from counts" not in words.describe(kept).alt
    # In one column clusters part, but by less than cells are wide.
    counted, kept = both("kmeans", rows[rows[:, 0] < 10, :1], k=2, seed=1, init="sample")
    assert density.finding(facts_of(kept)).startswith("x parts the two clusters: a gap of 0.0")
    assert density.finding(facts_of(counted)) == "x does not part the two clusters, as far as cells tell"
    assert "no gap as wide as two cells" in density.describe(counted).caption
    # The gap lies somewhere in the cells at its ends.
    counted, kept = both("kmeans", rows[:, :1], k=2, seed=1, init="sample")
    gaps = [float(density.finding(facts_of(trace)).split()[-1]) for trace in (counted, kept)]
    assert "a gap of about" in density.finding(facts_of(counted))
    assert gaps[0] == pytest.approx(gaps[1], abs=facts_of(counted).grain(0))


def test_columns_that_the_plane_hides_are_not_counted(rows):
    wide = np.column_stack([rows, rows[:, 0] * rows[:, 1]])
    counted, _ = both("kmeans", wide, k=2, seed=1, init="sample", max_iter=1)
    assert not {"density", "joint"} & set(story_of(counted).figures(counted))
    with pytest.raises(InputError, match="hides columns of rows; cluster one or two of them"):
        kmanim.density(counted)
    with pytest.raises(InputError, match="joint draws two columns, and 3 columns are clustered"):
        kmanim.joint(counted)


def test_few_rows_of_cells_are_drawn_one_by_one_and_few_cells_as_spikes():
    place, group = np.array([0, 1, 4, 4]), np.array([0, 0, 1, 1])
    one, two, none = spreads_of(place, group, np.array([3, 1, 4000, 4000]), 3, lambda some: some * 2.0)
    assert (one.n, one.reach, one.mean, one.grain) == (4, (0.0, 4.0), 1.5, 2.0)
    assert curve(one, 1.0).values.tolist() == [1, 1, 1, 3]
    assert (curve(two, 1.0).spikes.tolist(), curve(two, 1.0).sizes.tolist()) == ([9], [8000])
    assert (none.n, none.reach) == (0, None)
    many = Spread(np.arange(5.0), np.array([1, 2000, 4000, 2000, 1]), 1.0, (-0.5, 4.5))
    own, rows = curve(many, 0.5), np.repeat(many.values, many.counts)
    assert own.mean == pytest.approx(rows.mean())
    assert own.sd == pytest.approx(rows.std(ddof=1))
    assert own.ranked(np.arange(own.n)).tolist() == rows.tolist()
    assert own.width == pytest.approx(0.6)  # no comb of cells
    assert np.trapezoid(own.y, own.x) == pytest.approx(0.5)
