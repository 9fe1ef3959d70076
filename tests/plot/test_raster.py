"""Agg without matplotlib's layers against matplotlib's own renderer: the same pixels, whatever is drawn."""

import subprocess
import sys

import numpy as np
import pytest

from kmanim.plot.render import letter_bitmap, raster
from kmanim.plot.render.pen import SHAPES, Layer, Pen
from kmanim.plot.style.theme import TextStyle


@pytest.fixture
def asked_anew():
    raster._does.cache_clear()
    yield
    raster._does.cache_clear()


def drawn(sheet):
    pen, rng = Pen(sheet), np.random.default_rng(1)
    ways = rng.uniform(-5, 85, (7, 6, 2))
    ways[0, 3] = np.nan
    for number, way in enumerate(ways):
        dash, cap = ((), (3.0, 1.5), (0.5, 2.0))[number % 3], ("butt", "round", "projecting")[number % 2]
        pen.line(way, "#203040", 0.5 + number, dash, alpha=0.6, cap=cap)
    pen.polygon(ways[1], "#FF8800", "#000000", 1.25, alpha=0.5)
    pen.rectangle(10, 10, 30.5, 20.25, None, "#0055AA", 2.0)
    with pen.clipped(20.5, 15.25, 30, 40):
        pen.polygon(ways[2], "#00AA55", "#AA0055", 3.0, alpha=0.7)
        for number, shape in enumerate(SHAPES):
            pen.markers(shape, rng.uniform(0, 80, (20, 2)), 4 + number, "#663399", "#FFFFFF", 1.0, alpha=0.8)
    pen.emblem(
        np.array([40.3, 41.8]), (Layer("circle", 12, "#FFFFFF"), Layer("cross", 8, None, "#000000", 2))
    )
    pen.image(3, 4, rng.integers(0, 256, (9, 11, 4), dtype=np.uint8))
    pen.text(5, 60, "differ: 12 of 32", TextStyle(size=11, colour="#123456", halo=2.0, halo_colour="#FFFFFF"))
    return np.array(sheet.buffer_rgba())


@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_the_pixels_are_those_of_matplotlibs_own(scale):
    size = round(80 * scale), round(80 * scale), 72 * scale
    ours = raster.raster(*size)
    if not isinstance(ours, raster.Raster):
        pytest.skip("this matplotlib has no such Agg")
    pixels = drawn(ours)
    assert pixels[..., 3].any()
    assert np.array_equal(pixels, drawn(raster.matplotlibs_own(*size)))


@pytest.mark.parametrize("error", [ImportError, AttributeError, TypeError])
def test_where_agg_has_changed_matplotlibs_own_is_used(error, monkeypatch, asked_anew):
    def changed(name):
        raise error(f"{name} is another one")

    with monkeypatch.context() as patch:
        patch.setattr(raster, "import_module", changed)
        assert not raster._does()
    sheet = raster.raster(8, 8, 72)
    assert not isinstance(sheet, raster.Raster)
    assert raster.has_pixels(sheet)
    assert Pen(sheet).is_raster


@pytest.mark.skipif(not letter_bitmap._IS_THERE, reason="this matplotlib writes letters by what figures need")
def test_pictures_are_drawn_without_what_figures_need():
    said = (
        "import sys, io, kmanim; film = kmanim.animate(kmanim.run('kmeans', kmanim.load('mtcars'), k=2)); "
        "film.page().image(); "
        "raise SystemExit(bool({'matplotlib.backend_bases', 'matplotlib.font_manager'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0
