"""How pictures look."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from typing import Any

from kmanim.command import option_values as values
from kmanim.errors import InputError

SMALLEST_SIDE, LARGEST_SIDE = 50, 4000


def add(p: ArgumentParser) -> None:
    """Add how pictures look."""
    g = p.add_argument_group("look")
    g.add_argument("--theme", choices=("light", "dark"), default="light", help="the paper (default: light)")
    g.add_argument(
        "--size",
        type=values.size,
        default=(600, 450),
        metavar="WxH",
        help="of the films, in px (default: 600x450)",
    )
    g.add_argument(
        "--scale-factor",
        type=values.number(0.01, 100),
        default=1.0,
        metavar="X",
        help="pixels to a px: 2 for sharp screens",
    )
    g.add_argument("--aspect", choices=("auto", "equal"), default="auto", help="equal: one unit, one length")
    g.add_argument("--transparent", action="store_true", help="leave the paper out")
    g.add_argument(
        "--colours",
        metavar="LIST",
        help="of the clusters: names or codes such as teal,#884422,navy, or a colormap of matplotlib such as tab10 or "
        "viridis",
    )
    g.add_argument("--font", metavar="NAME", help="of all letters: a font of this machine, serif, or a file")
    g.add_argument(
        "--title",
        metavar="TEXT",
        help="what stands in the header of films and figures in place of algorithm and data",
    )


def check(said: argparse.Namespace) -> None:
    """Refuse pictures that are too small or too large.

    Raises
    ------
    InputError
    """
    for side in said.size:
        if not SMALLEST_SIDE <= side * said.scale_factor <= LARGEST_SIDE:
            raise InputError(
                f"--size {said.size[0]}x{said.size[1]} at --scale-factor {said.scale_factor:g}: sides must lie "
                f"between {SMALLEST_SIDE} and {LARGEST_SIDE} pixels"
            )


def wanted(said: argparse.Namespace) -> dict[str, Any]:
    """Give what a `Look` is made of."""
    width, height = said.size
    return {
        "width": width,
        "height": height,
        "scale": said.scale_factor,
        "theme": said.theme,
        "aspect": said.aspect,
        "transparent": said.transparent,
        "colours": said.colours,
        "font": said.font,
        "title": said.title or "",
    }
