"""A matplotlib figure of ours that pyplot does not know: a notebook shows it all the same, and its fonts are fonts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from kmanim.plot.render.matplotlib_defaults import TRUETYPE
from kmanim.shown.notebook import HTML, PNG, TEXT, Displayed, Maker, Still, data_uri


class ShownFigure(Displayed, Figure):
    """A figure that a notebook shows as it is.

    Attributes
    ----------
    alt : str
        What stands in for the picture; empty where nobody has said it yet.
    """

    alt: str = ""

    def savefig(self, fname: Any, **kwargs: Any) -> None:
        """Save the figure; in PDF and PostScript with fonts that journals take (TrueType, type 42).

        Parameters
        ----------
        fname, **kwargs
            As for matplotlib's. ``bbox_inches="tight"`` cuts to all ink. A `PdfPages` holds several figures, so there
            the fonts are what ``rcParams["pdf.fonttype"]`` says.
        """
        several = type(fname).__name__ == "PdfPages"
        with mpl.rc_context({} if several else TRUETYPE):
            super().savefig(fname, **kwargs)

    def _kinds(self) -> Mapping[str, Maker]:
        """Be a picture, whatever is asked for. Jupyter's own way needs pyplot, and cuts the edges off."""
        png = cache(self._png)
        width, height = (float(side) * 72 for side in self.get_size_inches())
        return {
            HTML: lambda: self._image(png(), width),
            PNG: lambda: Still(png(), (width, height), self.alt),
            TEXT: lambda: repr(self),
        }

    def _image(self, png: bytes, width: float) -> str:
        alt = escape(self.alt, quote=True)
        return f'<div>\n<img src="{data_uri("png", png)}" alt="{alt}" width="{width:.0f}">\n</div>'

    def _png(self) -> bytes:
        buffer = BytesIO()
        self.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()
