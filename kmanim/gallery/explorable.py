"""The published pages on which readers choose for themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kmanim.export.folder import Folder
from kmanim.page.explorer import Explorer, explore


@dataclass(frozen=True, kw_only=True)
class Explorable:
    """A page of the gallery.

    Attributes
    ----------
    name : str
        Of its file and its picture, without suffix.
    title : str
        What a link to it says.
    page : callable
        Makes it.
    """

    name: str
    title: str
    page: Callable[[], Explorer]

    @property
    def files(self) -> tuple[str, str]:
        """The page, and the picture that leads to it."""
        return f"{self.name}.html", f"{self.name}.png"

    def make(self, folder: Folder) -> str:
        """Write both; give what stands in for the picture."""
        explorer = self.page()
        page, picture = (folder.stage(file) for file in self.files)
        explorer.save(page)
        picture.write_bytes(explorer.still.png)
        return explorer.still.alt


EXPLORABLES = (
    Explorable(
        name="explore-mtcars",
        title="k-means on 32 cars: place the centres yourself",
        page=lambda: explore("mtcars", init=[(1000, 150), (1500, 150)]),
    ),
    Explorable(
        name="explore-faithful",
        title="k-means on 272 eruptions: centres drawn far from each other, draw by draw",
        page=lambda: explore("faithful", k=2, init="k-means++", scale="zscore"),
    ),
    Explorable(
        name="explore-moons",
        title="DBSCAN on two moons: set the radius yourself",
        page=lambda: explore("moons", "dbscan"),
    ),
)
