"""A pen that draws nothing and remembers everything, and the films that the tests look at."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from kmanim.data.load import load
from kmanim.plot.render.drawable_text import drawable
from kmanim.plot.render.text_width import text_width
from kmanim.plot.scenes.kmeans.scene import CentroidScene
from kmanim.plot.style.look import Look
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell

REFERENCE = ((1000, 150), (1500, 150))


@dataclass
class Stroke:
    kind: str
    role: str
    xy: np.ndarray
    fill: str | None = None
    edge: str | None = None
    shape: str = ""
    size: float = 0.0
    width: float = 0.0
    dash: tuple = ()
    text: str = ""
    style: object = None
    clip: tuple | None = None
    box: tuple = ()
    alpha: float = 1.0


@dataclass
class RecordingPen:
    scale: float = 1.0
    is_raster: bool = True
    strokes: list = field(default_factory=list)

    def __post_init__(self):
        self._roles = []
        self._clip = None

    @contextmanager
    def role(self, name):
        self._roles.append(name)
        yield
        self._roles.pop()

    @contextmanager
    def clipped(self, *box):
        before, self._clip = self._clip, box
        yield
        self._clip = before

    def kept(self, key, paint):
        paint(self)

    def _keep(self, kind, xy, **what):
        role = self._roles[-1] if self._roles else ""
        self.strokes.append(
            Stroke(kind, role, np.atleast_2d(np.asarray(xy, float)).copy(), clip=self._clip, **what)
        )

    def markers(self, shape, xy, size, fill=None, edge=None, width=0.0, alpha=1.0):
        if len(xy):
            self._keep("markers", xy, shape=shape, size=size, fill=fill, edge=edge, width=width, alpha=alpha)

    def emblem(self, place, layers):
        for layer in layers:
            self.markers(layer.shape, np.array([place]), *layer[1:])

    def line(self, xy, colour, width, dash=(), alpha=1.0, cap="butt"):
        self._keep("line", xy, edge=colour, width=width, dash=tuple(dash))

    def polygon(self, xy, fill, edge=None, width=0.0, alpha=1.0):
        self._keep("polygon", xy, fill=fill, edge=edge, width=width)

    def rectangle(self, left, bottom, width, height, fill, edge=None, edge_width=0.0, alpha=1.0):
        self._keep("rectangle", [(left, bottom), (left + width, bottom + height)], fill=fill, edge=edge)

    def image(self, left, bottom, rgba):
        self._keep("image", [(left, bottom)])

    def text(self, x, y, text, style, align="left", upright=False):
        text = drawable(text)
        if not text.strip():
            return
        wide = text_width(text, style)
        back = wide * {"left": 0, "center": 0.5, "right": 1}[align]
        up, down = style.size * 0.76, style.size * 0.24
        if upright:
            box = (x - up, y - back, x + down, y - back + wide)
        else:
            box = (x - back, y - down, x - back + wide, y + up)
        self._keep("text", [(x, y)], text=text, style=style, box=box)

    def of(self, role, kind=None):
        return [s for s in self.strokes if s.role == role and (kind is None or s.kind == kind)]

    def starting(self, role):
        return [s for s in self.strokes if s.role.startswith(role)]

    def texts(self, role):
        return [s.text for s in self.of(role, "text")]


def film_of(dataset, *, look=None, told=None, **params):
    drawn = {name: params.pop(name) for name in ("panel", "regions", "trail") if name in params}
    trace = run("kmeans", dataset, **params)
    timeline = tell(trace, **(told or {}))
    return CentroidScene(trace, timeline, look or Look(), **drawn)


def reference(look=None, **told):
    """The storyboard's film of the 32 cars."""
    drawn = {name: told.pop(name) for name in ("panel", "regions", "trail") if name in told}
    told = {"explain": ("Mazda RX4", "Merc 280C"), **told}
    return film_of(load("mtcars"), look=look, told=told, k=2, init=REFERENCE, **drawn)


def drawn(scene, keyframe, tween=None, at=1.0, stage=False):
    pen = RecordingPen()
    if stage:
        scene.draw_stage(pen)
    scene.draw(pen, keyframe, tween, at)
    return pen


def index_of(scene, kind, number=0):
    return [i for i, k in enumerate(scene.timeline.keyframes) if k.kind == kind][number]


def row(scene, name):
    return scene.trace.dataset.labels.index(name)


def places_of(pen, role):
    found = [s.xy for s in pen.starting(role) if s.kind == "markers"]
    return np.vstack(found) if found else np.empty((0, 2))
