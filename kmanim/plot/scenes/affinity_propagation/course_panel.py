"""The course of a run: each row's sum as a growing strip, or how many exemplars there are; net similarity below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmanim.arrays import ByteArray, FloatArray
from kmanim.plot.axes.plane import Box, Plane, tick_style
from kmanim.plot.axes.ticks import Ticks, round_ticks
from kmanim.plot.panels.matrix import Shades, hex_of, signed_shades
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation.facts import MessageFacts, exemplars

_WORDS = 18.0  # above each plot
_GAP = 7.0
_DOT, _SQUARE = 7.0, 9.0
_NET = 0.38  # of the height is for net similarity
_LEAST_ROW = 3.4  # a row so high has a line where it is an exemplar
# Of the updates with exemplars, those after this share decide how far the axis of net similarity reaches.
_STEADY = 0.25
_LETTER = 12.0
_KEPT = 64  # pictures of the strip


@dataclass(frozen=True, slots=True, eq=False)
class _Strip:
    """The strip's place and colours."""

    box: Box
    shades: Shades
    names: tuple[str, ...]
    style: TextStyle


class CoursePanel:
    """The course of a run in some room of the page.

    Parameters
    ----------
    trace : MessageTrace
    room : Box
        Its right margin excluded.
    theme : Theme
    names : tuple of str
        Of the rows, where they are few and have short ones.
    strip : bool
        Whether each row's sum is shown; else how many exemplars there are.
    """

    def __init__(
        self, trace: MessageTrace, room: Box, theme: Theme, names: tuple[str, ...], *, strip: bool
    ) -> None:
        self._trace, self._theme, self._facts = trace, theme, MessageFacts(trace)
        self._updates = trace.updates
        self._ink = TextStyle(size=theme.tick_size, colour=theme.ink, font=theme.font)
        self._quiet = TextStyle(size=theme.tick_size, colour=theme.quiet_ink, font=theme.font)
        self._net = np.array([s.net_similarity for s in trace.unlabelled[1 : self._updates + 1]], np.float64)
        below = 9 + theme.tick_size
        height = room.height - below
        low = Box(room.left, room.bottom + below, room.width, round(_NET * height) - _WORDS)
        high = Box(room.left, low.top + _WORDS + _GAP, room.width, room.top - low.top - 2 * _WORDS - _GAP)
        counts = trace.counts_of_exemplars[1 : self._updates + 1].astype(np.float64)
        ends_net = self._ends_of_net()
        y_counts = round_ticks(
            0.0, max(float(counts.max(initial=1.0)), 1.0), max(2, int(high.height / 30)), whole=True
        )
        labels = () if strip else y_counts.labels
        left = max(
            widest(labels, tick_style(theme)) + 8,
            widest(names, self._letters()) + 6 if strip and names else 0.0,
        )
        self.net_plane = self._plane(low, left, ends_net, Ticks(np.empty(0), ()), labelled=True)
        self.counts_plane = self._plane(
            high, left, (0.0, 1.08 * max(float(counts.max(initial=1.0)), 1.0)), y_counts
        )
        self._counts = counts
        self._strip: _Strip | None = None
        if strip:
            box = self.counts_plane.box
            row = box.height / trace.dataset.n
            most = float(np.abs(trace.diagonals).max(initial=0.0))
            self._strip = _Strip(box, signed_shades(theme, most), self._lettered(names, row), self._letters())
        self._images: dict[tuple[float, int], ByteArray] = {}

    def _letters(self) -> TextStyle:
        return TextStyle(size=_LETTER, colour=self._theme.quiet_ink, font=self._theme.font)

    def _lettered(self, names: tuple[str, ...], row: float) -> tuple[str, ...]:
        """Give the names that have room beside rows of a height: of all, or of exemplars, those of the end first."""
        if row >= _LETTER or not names:
            return names
        found = [""] * len(names)
        once = np.flatnonzero((self._trace.diagonals > 0).any(axis=0)).tolist()
        for who in (*self._trace.exemplars.tolist(), *once):
            if all(abs(who - other) * row >= _LETTER - 1 for other, name in enumerate(found) if name):
                found[who] = names[who]
        return tuple(found)

    def _ends_of_net(self) -> tuple[float, float]:
        """Choose ends that show what comes after the first exemplars: these alone may be worse by far."""
        known = self._net[np.isfinite(self._net)]
        steady = known[int(_STEADY * len(known)) :]
        if not steady.size:
            return 0.0, 1.0
        last = self._trace.unlabelled[-1].net_similarity
        low, high = float(steady.min()), float(np.fmax(steady.max(), last))
        low = max(float(known.min()), low - 0.6 * (high - low))
        span = high - low or abs(high) or 1.0
        return low - 0.12 * span, high + 0.15 * span

    def _plane(
        self, room: Box, left: float, ends: tuple[float, float], y: Ticks, *, labelled: bool = False
    ) -> Plane:
        box = Box(room.left + left, room.bottom, room.width - left, room.height)
        last = float(max(self._updates, 1))
        x = round_ticks(0.0, last, max(2, int(box.width / 48)), whole=True)
        if not labelled:
            x = Ticks(x.places, ("",) * len(x.labels))
        return Plane(
            box=box, low=np.array([0.0, ends[0]]), high=np.array([last, ends[1]]), x=x, y=y, titles=("", "")
        )

    def draw_axes(self, pen: Pen) -> None:
        """Draw what never changes."""
        self.net_plane.draw(pen, self._theme)
        if self._strip is None:
            self.counts_plane.draw(pen, self._theme)
            return
        strip = self._strip
        row = strip.box.height / self._trace.dataset.n
        with pen.role("strip names"):
            for number, name in enumerate(strip.names):
                up = strip.box.top - (number + 0.5) * row - strip.style.size * 0.365
                pen.text(strip.box.left - 4, up, name, strip.style, "right")

    def draw(self, pen: Pen, step: int) -> None:
        """Draw all up to a snapshot."""
        update = min(step, self._updates)
        if not update:
            return
        if self._strip is None:
            self._draw_counts(pen, update)
        else:
            self._draw_strip(pen, self._strip, update)
        self._draw_net(pen, update, step)

    def _draw_strip(self, pen: Pen, strip: _Strip, update: int) -> None:
        box = strip.box
        with pen.role("strip"):
            pen.image(box.left, box.bottom, self._image(strip, pen.scale, update))
            pen.rectangle(*box, None, self._theme.axis, 1)
        row = box.height / self._trace.dataset.n
        if row >= _LEAST_ROW:
            with pen.role("exemplar lines"):
                for line in self._exemplar_lines(strip, update, row):
                    pen.line(line, self._theme.ink, 1.6)
        self._draw_key(pen, strip)

    def _draw_key(self, pen: Pen, strip: _Strip) -> None:
        """Say above the strip what is shown, and what its colours mean."""
        box, theme = strip.box, self._theme
        own, below, above = ("Own sum", None), ("below 0", -0.5), ("above: exemplar", 0.5)
        choices: tuple[list[tuple[str, float | None]], ...] = (
            [own, below, above],
            [own, below, ("above", 0.5)],
            [below, above],
        )
        parts, room = choices[-1], 0.0
        for parts in choices:
            squares = sum(share is not None for _, share in parts) * (_SQUARE + 4)
            room = box.width - sum(text_width(text, self._quiet) for text, _ in parts) - squares
            if room >= 4 * len(parts):
                break
        x, up = box.left, box.top + 5
        with pen.role("strip words"):
            for text, share in parts:
                if share is not None:
                    colour = hex_of(strip.shades.rgba(np.array([[share * strip.shades.most]]))[0, 0])
                    pen.rectangle(x, up, _SQUARE, _SQUARE, colour, theme.axis, 1)
                    x += _SQUARE + 4
                pen.text(x, up, text, self._quiet)
                x += text_width(text, self._quiet) + max(4.0, min(10.0, room / 2))

    def _exemplar_lines(self, strip: _Strip, update: int, row: float) -> list[FloatArray]:
        """Give a line for each stretch of updates through which a row is an exemplar."""
        box, found = strip.box, []
        column = box.width / self._updates
        above = np.zeros((update + 2, self._trace.dataset.n), np.int8)
        above[1:-1] = self._trace.diagonals[:update] > 0
        for who in np.flatnonzero(above.any(axis=0)).tolist():
            edges = np.flatnonzero(np.diff(above[:, who]))
            up = box.top - (who + 0.5) * row
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                found.append(np.array([(box.left + start * column, up), (box.left + end * column, up)]))
        return found

    def _image(self, strip: _Strip, scale: float, update: int) -> ByteArray:
        """Give the pixels of the strip up to an update."""
        width, height = round(strip.box.width * scale), round(strip.box.height * scale)
        if (scale, 0) not in self._images:
            values = _pooled(_pooled(self._trace.diagonals, width).T, height)
            self._images[scale, 0] = np.ascontiguousarray(strip.shades.rgba(values))
        reached = max(1, round(width * update / self._updates))
        if (scale, reached) not in self._images:
            while len(self._images) > _KEPT:
                del self._images[next(key for key in self._images if key[1])]
            self._images[scale, reached] = np.ascontiguousarray(self._images[scale, 0][:, :reached])
        return self._images[scale, reached]

    def _draw_counts(self, pen: Pen, update: int) -> None:
        theme, plane = self._theme, self.counts_plane
        places = plane.to_px(np.column_stack([np.arange(1, update + 1), self._counts[:update]]))
        with pen.role("exemplar counts"):
            if update > 1:
                pen.line(places, theme.ink, theme.line)
            pen.markers("circle", places[-1:], _DOT, theme.paper, theme.ink, theme.line)
            told = exemplars(int(self._counts[update - 1]))
            pen.text(plane.box.left, plane.box.top + 5, told, self._ink)

    def _draw_net(self, pen: Pen, update: int, step: int) -> None:
        theme, plane, values = self._theme, self.net_plane, self._net[:update].copy()
        if step > update:  # the end, where exemplars may have been replaced
            values[-1] = self._trace.unlabelled[step].net_similarity
        known = np.isfinite(values)
        room = plane.box.width
        told = "Net similarity"
        if known[-1]:
            told = f"Net similarity {self._facts.net(step)}"
            if self._strip is not None:
                count = exemplars(int(self._counts[update - 1]))
                longer = f"{count}, net similarity {self._facts.net(step)}"
                told = longer if text_width(longer, self._ink) <= room else told
        with pen.role("net words"):
            pen.text(plane.box.left, plane.box.top + 5, fitted(told, self._ink, room), self._ink)
        if not known.any():
            return
        places = plane.to_px(np.column_stack([np.arange(1, update + 1), values]))
        box = plane.box
        with pen.role("net similarity"):
            with pen.clipped(box.left, box.bottom, box.width, box.height):
                if known.sum() > 1:
                    pen.line(places, theme.ink, theme.line)
            if known[-1] and box.bottom <= places[-1, 1] <= box.top:
                pen.markers("circle", places[-1:], _DOT, theme.paper, theme.ink, theme.line)


def _pooled(values: FloatArray, length: int) -> FloatArray:
    """Bring a matrix to so many rows: repeated, or the largest of several, so that no exemplar is lost."""
    count = len(values)
    starts = np.arange(length) * count // length
    if count <= length:
        return values[starts]
    found: FloatArray = np.maximum.reduceat(values, starts, axis=0)
    return found
