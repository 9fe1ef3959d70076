"""What is said, and what else the command does."""

from __future__ import annotations

from argparse import ArgumentParser

from kmanim import __version__


def add(p: ArgumentParser) -> None:
    """Add what is said, and what else the command does."""
    g = p.add_argument_group("other")
    g.add_argument("--quiet", action="store_true", help="say nothing but errors and the paths written")
    g.add_argument("--json", action="store_true", help="give the results as one JSON object on stdout")
    g.add_argument(
        "--dry-run", action="store_true", help="simulate, list the files that would be written, write none"
    )
    g.add_argument(
        "--gallery",
        nargs="?",
        const="build",
        choices=("build", "check"),
        help="rebuild the published pictures of the project in gifs/, or check that they are up to date",
    )
    g.add_argument("--traceback", action="store_true", help="show where an internal error came from")
    g.add_argument("--version", action="version", version=f"kmanim {__version__}", help="print the version")
    g.add_argument("-h", "--help", action="help", help="print this help")
