"""Which files are written, and where."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from typing import Any

from kmanim.command import option_values as values
from kmanim.command.groups.own import word_of
from kmanim.export.formats import film_formats
from kmanim.simulate.parameters._base import Parameters

STILL_FORMATS = ("png", "svg", "pdf")


def add(p: ArgumentParser) -> None:
    """Add which files are written, and where."""
    g = p.add_argument_group("files")
    g.add_argument("-o", "--out", metavar="DIR", help="where files go (default: gifs/<data set>)")
    g.add_argument(
        "-f",
        "--format",
        type=values.formats,
        default=("gif",),
        metavar="F,G",
        help=f"of the films: {', '.join(film_formats())} (default: gif)",
    )
    g.add_argument("--stills", choices=STILL_FORMATS, default="png", help="of the figures (default: png)")
    g.add_argument(
        "--pick", type=values.whole(1), metavar="N", help="the run that the figures show (default: the best)"
    )
    g.add_argument(
        "--max-bytes",
        type=values.byte_count,
        metavar="N",
        help="find settings so that each film fits, e.g. 300k",
    )
    g.add_argument(
        "--explore",
        action="store_true",
        help="explore.html, a page on which readers place the centres or set eps, and go through every step: beside "
        "the other files, or alone where nothing asks for films, figures or posts (for kmeans and dbscan)",
    )
    g.add_argument("--force", action="store_true", help="replace files that kmanim did not write")


def tell_alone(p: ArgumentParser, algorithm: str, kind: type[Parameters]) -> None:
    """Say where files go that are of no data."""
    for action in p._actions:
        if action.dest == "out" and kind.kinds == "none":
            action.help = f"where files go (default: gifs/{word_of(algorithm)})"


def wanted(said: argparse.Namespace) -> dict[str, Any]:
    """Give what a job is asked for of this."""
    return {
        "formats": said.format,
        "stills": said.stills,
        "pick": said.pick,
        "max_bytes": said.max_bytes,
        "out": said.out,
        "force": said.force,
        "explore": "no" if not said.explore else "alone" if said.alone else "beside",
    }
