"""A matplotlib figure that a notebook shows as it is, with words for those who do not see it."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from io import BytesIO

from matplotlib.figure import Figure

from kmanim.plot.defaults import house_style


class Drawing(Figure):
    """A figure that knows its alternative text.

    Attributes
    ----------
    alt : str
        What stands in for the picture; empty where nobody has said it yet.
    """

    alt: str = ""

    def _repr_html_(self) -> str:
        """Show the figure in a notebook. Jupyter's own way needs pyplot, and cuts the edges off."""
        buffer = BytesIO()
        with house_style():
            self.savefig(buffer, format="png", metadata={"Software": None})
        data = b64encode(buffer.getvalue()).decode("ascii")
        width = round(float(self.get_figwidth()) * 72)
        return (
            f'<img src="data:image/png;base64,{data}" alt="{escape(self.alt, quote=True)}" width="{width}">'
        )
