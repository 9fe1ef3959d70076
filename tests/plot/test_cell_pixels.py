"""Rows counted in cells, laid on pixels: nothing is lost, nothing is striped, and it looks as single points do."""

import numpy as np
import pytest

from kmanim.data.make_dataset import dataset
from kmanim.data.view import View
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import Ticks
from kmanim.plot.density.cell_pixels import CellPixels, _Axis
from kmanim.plot.density.clouds import pixel_counts_of
from kmanim.plot.density.marker_pixels import spot_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.switched import single_size
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import LIGHT
from kmanim.simulate.machines.passes.grid import Grid

STYLES = cluster_styles(3, LIGHT)
VIEW = View.of_columns(("x", "y"), (0, 1))
NO_TICKS = Ticks(np.empty(0), ())


def plane(low: tuple[float, float], high: tuple[float, float]) -> Plane:
    box = Box(40.0, 60.0, 480.0, 330.0)
    return Plane(box=box, low=np.array(low), high=np.array(high), x=NO_TICKS, y=NO_TICKS, titles=("x", "y"))


def rows(n: int = 150_000) -> np.ndarray:
    rng = np.random.default_rng(4)
    return np.vstack([rng.normal(middle, 1.0, (n // 3, 2)) for middle in ((0, 0), (4, 1), (2, 5))])


def pixels(grid: Grid, codes: np.ndarray, on: Plane, scale: float = 1.0) -> CellPixels:
    n = len(codes)
    totals = np.bincount(codes, minlength=grid.columns * grid.rows)
    colours = (LIGHT.unassigned, *(style.colour for style in STYLES))
    size, room = point_size(n, LIGHT), single_size(n, LIGHT)
    return CellPixels(grid, on, totals, size, scale, colours, LIGHT.paper, room)


@pytest.mark.parametrize(
    ("cells", "start", "wide"), [(7, 2.3, 1.0), (30, 3.1, 0.37), (4, 1.5, 3.7), (5, 8.0, 0.0)]
)
def test_cells_share_their_rows_by_length(cells: int, start: float, wide: float) -> None:
    edges, corners = start + wide * np.arange(cells + 1), 24
    counts = np.random.default_rng(cells).integers(0, 1000, (cells, 3)).astype(np.float64)
    shared = _Axis(edges, corners).shared(counts)
    found = np.zeros_like(shared)
    for cell in range(cells):
        for corner in range(corners):
            left, right = max(edges[cell], corner - 0.5), min(edges[cell + 1], corner + 0.5)
            share = (
                max(right - left, 0.0) / wide if wide else float(corner - 0.5 < edges[cell] <= corner + 0.5)
            )
            found[corner] += share * counts[cell]
    np.testing.assert_array_equal(shared.sum(axis=0), counts.sum(axis=0))  # to the last row
    np.testing.assert_allclose(shared, found, atol=counts.max() * 2 / 256 * max(1, 2 / (wide or 1)))


@pytest.mark.parametrize("scale", [1.0, 1.37, 2.0])
def test_an_even_field_has_no_stripes(scale: float) -> None:
    grid = Grid(low=np.zeros(2), high=np.ones(2))
    even = np.full(grid.columns * grid.rows, 1000)
    tally = CellPixels(
        grid, plane((-0.1, -0.1), (1.1, 1.1)), even, 1.6, scale, (LIGHT.unassigned,), LIGHT.paper
    )
    high, wide = tally.strength.shape
    inner = tally.strength[high // 4 : -high // 4, wide // 4 : -wide // 4]
    assert inner.min() == inner.max() == 255


def test_cells_look_as_their_points_do() -> None:
    points = rows()
    on, grid = plane((-4.0, -4.0), (8.0, 9.0)), Grid(low=points.min(axis=0), high=points.max(axis=0))
    codes = grid.codes(points, VIEW).astype(np.intp)
    labels = (points @ (1.0, 0.5) > 2.0).astype(np.intp) + 1
    cells, single = pixels(grid, codes, on), pixel_counts_of(Places(dataset(points), on), STYLES, LIGHT, 1.0)
    keys, counts = np.unique(np.column_stack([codes, labels]), axis=0, return_counts=True)
    cells.show(keys[:, 0], keys[:, 1], counts)
    single.show(labels.astype(np.uint8))
    one, other = (tally.picture().astype(float) for tally in (cells, single))
    assert one.shape == other.shape
    stronger = (one - other)[..., 3]
    assert abs(stronger.mean()) < 3
    assert np.abs(stronger).mean() < 8  # a grain of a point stands a pixel farther
    full = (one[..., 3] > 128) & (other[..., 3] > 128)
    assert np.abs(one - other)[full][:, :3].mean() < 4


def test_all_lie_on_one_line() -> None:
    on, grid = plane((-1.0, 0.0), (2.0, 6.0)), Grid(low=np.array([0.0, 3.0]), high=np.array([1.0, 3.0]))
    points = np.column_stack([np.linspace(0, 1, 5000), np.full(5000, 3.0)])
    strength = pixels(grid, grid.codes(points, VIEW).astype(np.intp), on).strength
    assert 1 <= np.count_nonzero(strength.any(axis=1)) <= 5


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_marks_leave_no_gaps(scale: float) -> None:

    grid = Grid(low=np.zeros(2), high=np.ones(2))
    tally = CellPixels(
        grid, plane((0.0, 0.0), (1.0, 1.0)), np.ones(grid.columns * grid.rows, np.intp), 1.6, scale,
        (LIGHT.unassigned,), LIGHT.paper,
    )  # fmt: skip
    some = np.arange(grid.columns * grid.rows).reshape(grid.rows, grid.columns)[100:200, 100:300].ravel()
    ink = tally.marked(some, spot_of(1.6, scale))
    lines, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert (ink[lines[2] : lines[-2], columns[2] : columns[-2]] > 0).all()
