"""What a notebook asks of a thing that is shown in it: the same thing in several kinds, of which it takes one.

Jupyter, VS Code, Colab and marimo take HTML; LaTeX and PDF, which know no HTML, take a table of LaTeX or the picture; a
console takes text. Nothing of IPython is imported: a method of the right name is all that it asks for.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from kmanim.errors import KmanimError
from kmanim.shown.table import ShownTable

HTML, LATEX, PNG, TEXT = "text/html", "text/latex", "image/png", "text/plain"


class Still(NamedTuple):
    """A picture in a notebook.

    Attributes
    ----------
    png : bytes
        The file.
    size : (float, float)
        How large it is shown, in CSS px, whatever pixels it has.
    alt : str
        What stands in for it.
    """

    png: bytes
    size: tuple[float, float]
    alt: str


Maker = Callable[[], str | Still | None]  # None where it cannot be shown so
Bundle = dict[str, str | bytes]
Metadata = dict[str, dict[str, object]]


class Displayed:
    """What is the last line of a cell."""

    __slots__ = ()

    def _kinds(self) -> Mapping[str, Maker]:
        """Say what makes each kind, by its MIME type."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """Show it where HTML alone is asked for."""
        return str(self._repr_mimebundle_(include=(HTML,))[0][HTML])

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> tuple[Bundle, Metadata]:
        """Make the kinds that are asked for, and of the others nothing.

        Parameters
        ----------
        include, exclude : collection of str, optional
            The kinds that alone are wanted, and those that are not, as IPython hands them over.

        Returns
        -------
        dict of str to str or bytes
            By MIME type.
        dict of str to dict
            How large the picture is shown, and what stands in for it.
        """
        content: Bundle = {}
        about: Metadata = {}
        for kind, make in self._kinds().items():
            if (include and kind not in include) or (exclude and kind in exclude):
                continue
            made = make()
            if made is None:
                continue
            if isinstance(made, Still):
                content[kind] = made.png
                about[kind] = {"width": round(made.size[0]), "height": round(made.size[1]), "alt": made.alt}
            else:
                content[kind] = made
        return content, about


def data_uri(kind: str, content: bytes) -> str:
    """Give a picture as an address that holds all of it; `kind` is the latter half of its MIME type."""
    return f"data:image/{kind};base64,{b64encode(content).decode('ascii')}"


class Tabled(Displayed):
    """What a notebook shows as a table, in LaTeX, too; and elsewhere as a picture, if it has one, or a line of text."""

    __slots__ = ()

    # The public function that draws it; found by its name, as what is drawn knows nothing of drawing.
    _drawn_by: ClassVar[str] = ""

    def _seen(self) -> tuple[int, Callable[[int], Mapping[str, object]]]:
        """Say how many rows there are, and what gives each, by its place from 0."""
        raise NotImplementedError

    def _kinds(self) -> Mapping[str, Maker]:
        drawn: dict[str, Maker] = {PNG: self._drawn} if self._drawn_by else {}
        return {
            HTML: lambda: self._shown_table().html,
            LATEX: lambda: self._shown_table().latex,
            **drawn,
            TEXT: lambda: repr(self),
        }

    def _shown_table(self) -> ShownTable:
        return ShownTable.of(repr(self), *self._seen())

    def _drawn(self) -> str | Still | None:
        draw: Any = getattr(import_module("kmanim"), self._drawn_by)
        try:
            picture: Displayed = draw(self)
            return picture._kinds()[PNG]()
        except KmanimError:  # whoever asks for the picture itself is told
            return None
