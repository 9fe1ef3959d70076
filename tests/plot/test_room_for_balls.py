"""Room for balls around the outer points, whichever column lies across."""

import numpy as np
import pytest

import kmanim
from kmanim.plot.scenes.counted_dbscan.scene import CellScene
from kmanim.plot.scenes.dbscan.scene import DbscanScene
from kmanim.plot.scenes.mean_shift.scene import ClimbScene

ROWS = np.random.default_rng(2).normal(size=(400, 2)) * [1.0, 100.0]


@pytest.mark.parametrize("scale", ["none", "zscore"])
@pytest.mark.parametrize(("in_pieces", "scene"), [(False, DbscanScene), (True, CellScene)])
def test_columns_that_change_places_take_their_room_along(in_pieces, scene, scale):
    eps = 0.2
    straight, turned = (
        kmanim.run("dbscan", kmanim.load(ROWS, scale=scale, show=show, in_pieces=in_pieces or None), eps=eps)
        for show in (None, "y,x")
    )
    found, other = scene.extent(straight), scene.extent(turned)
    for end in (np.min, np.max):
        np.testing.assert_allclose(end(found, axis=0), end(other, axis=0)[::-1])
    reach = eps * straight.dataset.scaling.factor
    inner = scene.extent_of_result(straight)
    np.testing.assert_allclose(found.max(axis=0) - inner.max(axis=0), reach)


@pytest.mark.parametrize("scale", ["none", "zscore"])
def test_so_they_do_around_what_climbs(scale):
    straight, turned = (
        kmanim.run("mean_shift", kmanim.load(ROWS[:60], scale=scale, show=show), bandwidth=0.4)
        for show in (None, "y,x")
    )
    found, other = ClimbScene.extent(straight), ClimbScene.extent(turned)
    for end in (np.min, np.max):
        np.testing.assert_allclose(end(found, axis=0), end(other, axis=0)[::-1])
    assert len(found) > 2  # there is room for balls
