"""What DBSCAN on data in pieces was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.simulate.parameters.dbscan import Dbscan


@dataclass(frozen=True, kw_only=True)
class CountedDbscan(Dbscan):
    """The options of DBSCAN on data in pieces: its own, and films that are told from counts."""

    family: ClassVar[str] = "counted_dbscan"
    counts: ClassVar[str] = "dbscan"
    known_as: ClassVar[tuple[str, ...]] = ()
    choice: ClassVar[str] = ""
