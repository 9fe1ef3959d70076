"""Films as a page to step through, at the reader's own pace: one HTML file that needs nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path
from typing import ClassVar

import numpy as np

from kmanim.atomic import write_whole
from kmanim.errors import InputError, shown
from kmanim.export.formats.png import png_bytes
from kmanim.export.pages.html_page import document, list_html, table_html
from kmanim.export.pages.markup import html_text, one_line, prose, script_json
from kmanim.export.reel import Pixels, area_of
from kmanim.export.writer import About, Writer
from kmanim.frame import Frame
from kmanim.letters.ties import tied
from kmanim.web.assets import markup, script, style

_Part = dict[str, object]


class PlayerWriter(Writer):
    """Writes a page with the film, buttons, sliders, keys, captions for screen readers and a table.

    It does not start by itself; readers who asked for less motion see cuts instead of moves. Without scripts it is
    the last picture and all steps as text. Held pictures are stored whole, tweens as the rectangle that changed, all
    as PNG inside the page.

    Parameters
    ----------
    path : str or Path
        The file to write.
    about : About, optional
        Title, alternative text, captions and table.
    pixel_ratio : float, default 1
        How many pixels of a frame make one CSS px: 2 for films made for sharp screens.
    """

    medium = "page"
    takes: ClassVar[tuple[str, ...]] = ("pixel_ratio",)

    def __init__(self, path: str | Path, *, about: About | None = None, pixel_ratio: float = 1) -> None:
        super().__init__(path, about=about)
        if not 0.25 <= pixel_ratio <= 8:
            raise InputError(f"pixel_ratio must lie between 0.25 and 8, not {shown(pixel_ratio)}")
        self.pixel_ratio = pixel_ratio
        self._keyframes: list[_Part] = []
        self._tweens: list[_Part] = []
        self._last: Pixels = np.empty((0, 0), np.uint32)
        self._keyframe = -1

    def take(self, pixels: Pixels, frame: Frame) -> None:
        """Encode a picture: whole if it is held, else where it differs from the one before."""
        if not frame.held:
            self._tweens.append(self._tween(pixels, frame.duration_ms))
        elif frame.keyframe == self._keyframe and np.array_equal(pixels, self._last):
            held = self._keyframes[-1]
            held["ms"] = int(str(held["ms"])) + frame.duration_ms
        else:
            words = dict(enumerate(self.about.captions)).get(frame.keyframe)
            self._keyframes.append(
                {
                    "image": _data_uri(pixels),
                    "ms": frame.duration_ms,
                    "head": " · ".join(filter(None, map(one_line, (words.phase, words.counter))))
                    if words
                    else "",
                    "text": tied(one_line(words.text)) if words else "",
                    "tweens": self._tweens,
                }
            )
            self._tweens = []
            self._keyframe = frame.keyframe
        self._last = pixels.copy()

    def finish(self) -> None:
        """Write the page."""
        height, width = self._last.shape
        if self._tweens or not self._keyframes:
            raise InputError("a film must end with a picture that is held")
        about = self.about
        title = about.title or "Film"
        steps = [": ".join(filter(None, (str(k["head"]), str(k["text"])))) for k in self._keyframes]
        parts = {
            "title": prose(title),
            "alt": html_text(about.alt or title),
            "width": str(width),
            "height": str(height),
            "shown_width": f"{width / self.pixel_ratio:g}",
            "poster": str(self._keyframes[-1]["image"]),
            "steps": list_html(steps),
            "table": "\n".join(
                [
                    *(f"<p>{prose(note)}</p>" for note in about.notes),
                    *([f"<h2>Numbers</h2>\n{table_html(about.table)}"] if about.table else []),
                ]
            ),
            "film": script_json(self._keyframes),
        }
        # In one pass, so that a title that looks like another place-holder stays a title.
        body = re.sub(r"%%(\w+)%%", lambda found: parts[found[1]], markup("player.html").rstrip("\n"))
        wide = f":root {{ --width: {parts['shown_width']}px; }}\n"
        looks = wide + style("page.css", "bar.css", "player.css")
        page = document(title, body, style=looks, script=script("player.js"), pictures="data:")
        write_whole(self.path, page)

    def _tween(self, pixels: Pixels, duration_ms: int) -> _Part:
        if self._last.shape != pixels.shape:
            return {"image": _data_uri(pixels), "ms": duration_ms, "x": 0, "y": 0}
        changed = pixels != self._last
        if not changed.any():
            return {"ms": duration_ms}
        area = area_of(changed)
        return {"image": _data_uri(area.cut(pixels)), "ms": duration_ms, "x": area.left, "y": area.top}


def _data_uri(pixels: Pixels) -> str:
    return "data:image/png;base64," + b64encode(png_bytes(pixels)).decode("ascii")
