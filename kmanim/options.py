"""What can be said on the command line, and how help explains it; imports nothing heavy."""

from __future__ import annotations

import argparse
import dataclasses
import re
from collections.abc import Callable
from typing import Any, NoReturn

from kmanim import __version__
from kmanim.data.catalogue import CATALOGUE
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.parameters.base import known_algorithms, parameters_of

EXAMPLES = """\
examples:
  python -m kmanim mtcars --runs 12
      twelve runs of k-means on 32 cars: films, figures and a page, in gifs/mtcars/
  python -m kmanim mtcars --init "1000,150 1500,150"
      one run from given starts, told slowly
  python -m kmanim faithful --runs 3 --scale zscore --theme dark --out films
      eruptions of Old Faithful on equal scales, on dark paper
  python -m kmanim penguins --columns bill_length_mm,bill_depth_mm --k 3 --init k-means++ --seed 7
      two columns of a table, three clusters
  python -m kmanim sheehan4 --k 4 --panel inertia --regions --size 720x405
      regions, and the falling inertia beside them
"""

FILM_FORMATS = ("gif", "apng", "webp", "mp4", "html")
STILL_FORMATS = ("png", "svg", "pdf")


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Complain as everything in kmanim does."""
        raise InputError(f"{message}; see kmanim --help")


def parser() -> Parser:
    """Make the parser, with the options of every algorithm in it."""
    p = Parser(
        prog="kmanim",
        description="Run a clustering algorithm step by step, and write the film and the figures of every step.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    _data_options(p)
    _algorithm_options(p)
    _film_options(p)
    _file_options(p)
    g = p.add_argument_group("other")
    g.add_argument("--quiet", action="store_true", help="say nothing but errors and the paths written")
    g.add_argument("--json", action="store_true", help="give the results as one JSON object on stdout")
    g.add_argument(
        "--dry-run", action="store_true", help="simulate, list the files that would be written, write none"
    )
    g.add_argument(
        "--gallery", action="store_true", help="rebuild the published pictures of the project in gifs/"
    )
    g.add_argument("--traceback", action="store_true", help="show where an internal error came from")
    g.add_argument("--version", action="version", version=f"kmanim {__version__}", help="print the version")
    g.add_argument("-h", "--help", action="help", help="print this help")
    return p


def _data_options(p: Parser) -> None:
    names = "\n".join(f"  {name:<16} {line}" for name, line in CATALOGUE.items())
    p.epilog = f"built-in data sets:\n{names}\n\n{EXAMPLES}"
    g = p.add_argument_group("data")
    g.add_argument(
        "data",
        nargs="?",
        metavar="DATA",
        help="a built-in data set (listed below), a file (.csv .tsv .txt, also .gz; .parquet, .npy), or - for stdin",
    )
    g.add_argument("--columns", metavar="A,B", help="the columns to cluster (default: the numeric ones)")
    g.add_argument("--labels", metavar="COLUMN", help="the column that names the rows")
    g.add_argument(
        "--show", metavar="X,Y", help="the two columns to show, of more (default: principal components)"
    )
    g.add_argument(
        "--scale",
        choices=("none", "zscore", "minmax"),
        default="none",
        help="bring the columns to one scale before clustering; pictures stay in original units (default: none)",
    )
    g.add_argument(
        "--missing",
        choices=("refuse", "drop"),
        default=None,
        help="what to do with rows that lack a value (default: refuse)",
    )
    g.add_argument(
        "--no-header", action="store_true", help="the file starts with data, not with column names"
    )
    g.add_argument("--encoding", metavar="NAME", help="the file's text encoding (default: utf-8)")
    g.add_argument("--n", type=_whole(1), metavar="N", help="how many rows a made data set has")


def _algorithm_options(p: Parser) -> None:
    algorithms = known_algorithms()
    g = p.add_argument_group("algorithm")
    g.add_argument(
        "--algorithm",
        choices=algorithms,
        default="kmeans",
        help="what to run (default: kmeans)",
        metavar="NAME",
    )
    seen: dict[str, list[str]] = {}
    options: dict[str, dataclasses.Field[Any]] = {}
    for name in algorithms:
        for field in dataclasses.fields(parameters_of(name)):
            seen.setdefault(field.name, []).append(name)
            options.setdefault(field.name, field)
    for name, field in options.items():
        about = field.metadata
        only = f"{listed(seen[name])}: " if len(seen[name]) < len(algorithms) else ""
        text = f"{only}{about['help']} (default: {about['default_text']})"
        g.add_argument(
            f"--{name.replace('_', '-')}",
            dest=f"option_{name}",
            type={int: _integer, float: _real}.get(about["type"], str),
            choices=about["choices"] or None,
            metavar=None if about["choices"] else about["metavar"] or None,
            help=text.replace("%", "%%"),
        )
    g.add_argument(
        "--runs", type=_whole(1, 1000), metavar="N", help="repeat from N starts, compare and rank the results"
    )
    g.add_argument(
        "--seed", type=_whole(0), default=0, metavar="N", help="seed of all that is drawn (default: 0)"
    )


def _film_options(p: Parser) -> None:
    g = p.add_argument_group("film")
    g.add_argument(
        "--profile",
        choices=("walkthrough", "loop"),
        help="told slowly with explanations, or short and repeating (default: walkthrough; loop with --runs)",
    )
    g.add_argument(
        "--pace", type=_real, default=1.0, metavar="X", help="stretch the pauses, 2 = twice as long"
    )
    g.add_argument(
        "--explain", metavar="ROW", action="append", help="the row whose distances are shown; repeatable"
    )
    g.add_argument("--theme", choices=("light", "dark"), default="light", help="(default: light)")
    g.add_argument("--size", type=_size, default=(600, 450), metavar="WxH", help="in px (default: 600x450)")
    g.add_argument(
        "--scale-factor", type=_real, default=1.0, metavar="X", help="pixels per px, 2 for sharp screens"
    )
    g.add_argument(
        "--panel", choices=("none", "inertia"), default="none", help="what stands beside the points"
    )
    g.add_argument("--regions", action="store_true", help="tint the region of each centroid")
    g.add_argument("--aspect", choices=("auto", "equal"), default="auto", help="equal: one unit, one length")
    g.add_argument("--trail", action="store_true", help="show the way of the centroids throughout")
    g.add_argument("--transparent", action="store_true", help="leave the paper out")
    g.add_argument(
        "--loop", type=_loop, default="forever", metavar="HOW", help="forever, once or a number of times"
    )


def _file_options(p: Parser) -> None:
    g = p.add_argument_group("files")
    g.add_argument("--out", metavar="DIR", help="where files go (default: gifs/<data set>)")
    g.add_argument(
        "--format",
        type=_formats,
        default=("gif",),
        metavar="F,G",
        help=f"of the films: {', '.join(FILM_FORMATS)} (default: gif)",
    )
    g.add_argument("--stills", choices=STILL_FORMATS, default="png", help="of the figures (default: png)")
    g.add_argument(
        "--pick", type=_whole(1), metavar="N", help="the run that the figures show (default: the best)"
    )
    g.add_argument(
        "--max-bytes", type=_bytes, metavar="N", help="find settings so that each film fits, e.g. 300k"
    )
    g.add_argument("--force", action="store_true", help="replace files that kmanim did not write")


def _refuse(text: str, wanted: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f"must be {wanted}, got {shown(repr(text))}")


def _integer(text: str) -> int:
    if (
        not re.fullmatch(r"[+-]?[0-9]+", text) or len(text) > 4000
    ):  # int() also takes 1_000 and other scripts' digits
        raise _refuse(text, "a whole number")
    return int(text)


def _real(text: str) -> float:
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
        raise _refuse(text, "a number")
    return float(text)


def _whole(low: int, high: int | None = None) -> Callable[[str], int]:
    wanted = f"a whole number from {low} to {high}" if high else f"a whole number, {low} or more"

    def read(text: str) -> int:
        try:
            value = _integer(text)
        except (ValueError, argparse.ArgumentTypeError):
            raise _refuse(text, wanted) from None
        if value < low or (high is not None and value > high):
            raise _refuse(text, wanted)
        return value

    return read


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,5})[xX×]([0-9]{1,5})", text)
    if not match:
        raise _refuse(text, "width x height such as 600x450")
    return int(match[1]), int(match[2])


def _loop(text: str) -> str | int:
    if text in ("forever", "once"):
        return text
    try:
        return _whole(1, 65_536)(text)
    except argparse.ArgumentTypeError:
        raise _refuse(text, "forever, once or a number of times from 1 to 65536") from None


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    if not set(names) <= set(FILM_FORMATS):
        raise _refuse(text, listed(FILM_FORMATS, "or"))
    return names


def _bytes(text: str) -> int:
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([kKmM]?)[bB]?", text)
    if not match or float(match[1]) <= 0:
        raise _refuse(text, "a number of bytes such as 300000, 300k or 1M")
    return int(float(match[1]) * {"": 1, "k": 1000, "m": 1_000_000}[match[2].lower()])
