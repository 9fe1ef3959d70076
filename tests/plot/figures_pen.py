"""A pen that writes down what it is asked to draw, so that tests can ask figures what they show."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg

from kmanim.plot.pages.painted import Painted
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width


@dataclass
class Text:
    text: str
    x: float
    y: float
    width: float
    size: float
    colour: str
    bold: bool
    upright: bool
    role: str

    @property
    def box(self):
        up, down = self.size * 0.72, self.size * 0.02
        if self.upright:
            return self.x - up, self.y, self.x - down, self.y + self.width
        return self.x, self.y + down, self.x + self.width, self.y + up


@dataclass
class Marks:
    shape: str
    places: np.ndarray
    size: float
    fill: str | None
    edge: str | None
    role: str


@dataclass
class Drawn:
    texts: list[Text] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    lines: list[tuple[np.ndarray, str, tuple, str]] = field(default_factory=list)
    rectangles: list[tuple] = field(default_factory=list)

    def said(self) -> list[str]:
        return [text.text for text in self.texts]

    def of(self, role: str) -> list[Marks]:
        return [marks for marks in self.marks if marks.role == role]


class Recorder(Pen):
    def __init__(self) -> None:
        super().__init__(RendererAgg(1, 1, 72))
        self.drawn = Drawn()
        self._roles = [""]

    @contextmanager
    def role(self, name):
        self._roles.append(name)
        yield
        self._roles.pop()

    @contextmanager
    def clipped(self, *box):
        yield

    def markers(self, shape, xy, size, fill=None, edge=None, width=0.0, alpha=1.0):
        if len(xy):
            self.drawn.marks.append(Marks(shape, np.array(xy), size, fill, edge, self._roles[-1]))

    def emblem(self, place, layers):
        for layer in layers:
            self.markers(layer.shape, np.array([place]), *layer[1:])

    def line(self, xy, colour, width, dash=(), alpha=1.0, cap="butt"):
        self.drawn.lines.append((np.array(xy), colour, tuple(dash), self._roles[-1]))

    def polygon(self, *args, **kwargs):
        pass

    def rectangle(self, left, bottom, width, height, fill, edge=None, edge_width=0.0, alpha=1.0):
        self.drawn.rectangles.append((left, bottom, width, height, fill, edge, edge_width, self._roles[-1]))

    def image(self, *args):
        pass

    def text(self, x, y, text, style, align="left", upright=False):
        if not text.strip():
            return
        width = text_width(text, style)
        back = width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        x, y = (x, y - back) if upright else (x - back, y)
        self.drawn.texts.append(
            Text(text, x, y, width, style.size, style.colour, style.bold, upright, self._roles[-1])
        )


def drawn_on(figure) -> Drawn:
    pen = Recorder()
    for artist in figure.artists:
        if isinstance(artist, Painted):
            artist.page.draw(pen)
    return pen.drawn
