"""What is said, and what else the command does."""

from __future__ import annotations

from argparse import ArgumentParser

from kmanim import __version__
from kmanim.command import option_values as values

SHELLS = ("bash", "zsh", "fish")


def add(p: ArgumentParser) -> None:
    """Add what is said, and what else the command does."""
    g = p.add_argument_group("other")
    g.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors and the paths written")
    g.add_argument(
        "--json", action="store_true", help="give the results, or the --list, as one JSON object on stdout"
    )
    g.add_argument(
        "--dry-run",
        action="store_true",
        help="simulate, list the files that would be written, write none; of rows in pieces, say what a run takes",
    )
    g.add_argument(
        "--jobs",
        type=values.whole(1, 256),
        metavar="N",
        help="how many processes work at once, 1 to 256; files are the same (default: one for each core)",
    )
    g.add_argument(
        "--list",
        action="store_true",
        help="list data sets, algorithms and their options; with --json for programs",
    )
    g.add_argument(
        "--completion",
        choices=SHELLS,
        help='print what makes a shell complete options, algorithms, data sets and files: eval "$(kmanim --completion '
        'bash)", in fish kmanim --completion fish | source; needs shtab',
    )
    g.add_argument(
        "--gallery",
        nargs="?",
        const="build",
        choices=("build", "check"),
        help="rebuild the published pictures of the project in gifs/, or check that they are up to date",
    )
    g.add_argument("--traceback", action="store_true", help="show where an internal error came from")
    g.add_argument(
        "-V", "--version", action="version", version=f"kmanim {__version__}", help="print the version"
    )
    g.add_argument("-h", "--help", action="help", help="print this help")
