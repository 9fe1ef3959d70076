"""What can be said on the command line, and how help explains it; imports nothing heavy."""

from __future__ import annotations

import argparse
import dataclasses
import re
import shutil
import textwrap
from collections.abc import Sequence
from typing import Any, NoReturn

from kmanim import __version__
from kmanim import option_values as values
from kmanim.data.catalogue import CATALOGUE
from kmanim.errors import InputError, OutputError, listed, shown
from kmanim.simulate.parameters.base import Parameters, known_algorithms, make_parameters, parameters_of

# Each one can be pasted as it stands; a test runs them.
EXAMPLES = (
    (
        "python -m kmanim mtcars --runs 12",
        "twelve runs of k-means on 32 cars: films, figures and a page, in gifs/mtcars/",
    ),
    ('python -m kmanim mtcars --init "1000,150 1500,150"', "one run from given starts, told slowly"),
    (
        "python -m kmanim faithful --runs 3 --scale zscore --theme dark --out films",
        "eruptions of Old Faithful on equal scales, on dark paper",
    ),
    (
        "python -m kmanim penguins --columns bill_length_mm,bill_depth_mm --k 3",
        "two columns of a table, three clusters",
    ),
    (
        "python -m kmanim zoo --algorithm kmodes --k 4 --profile loop",
        "animals by what they have and do: categories, and a table of the modes beside the points",
    ),
    (
        "python -m kmanim mtcars --side-by-side scales",
        "raw against scaled in one film, from the same starts",
    ),
    (
        "python -m kmanim sheehan4 --k 4 --panel inertia --regions --size 720x405",
        "regions, and the falling inertia beside them",
    ),
    (
        'python -m kmanim mtcars --explain "Mazda RX4" --format gif,html --stills svg',
        "a row of your choice explained; the film also to step through; figures to scale up",
    ),
)
EXIT_CODES = (
    "0 done; 2 the command line or the data are wrong, or a file that kmanim did not write is in the way; "
    "1 anything else went wrong (disk, memory); 130 interrupted, 143 terminated."
)

STILL_FORMATS = ("png", "svg", "pdf")
SMALLEST_SIDE, LARGEST_SIDE = 50, 4000


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line."""

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help; argparse itself would hide that nobody gets it."""
        if message and file is not None:
            try:
                file.write(message)
            except BrokenPipeError:
                raise
            except OSError as error:
                raise OutputError(
                    f"cannot write to standard output: {shown(error.strerror or error)}"
                ) from error

    @property
    def valued(self) -> set[str]:
        """The options that take a value."""
        return {name for action in self._actions if action.nargs is None for name in action.option_strings}

    def error(self, message: str) -> NoReturn:
        """Complain as everything in kmanim does."""
        words = re.sub(
            r"^argument (\S+): (must )?", lambda m: f"{m[1]} must " if m[2] else f"{m[1]}: ", message
        )
        raise InputError(f"{shown(words, 180)}; see kmanim --help")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line, and check what can be checked without the data.

    Raises
    ------
    InputError
        If an option is unknown or its value will not do.
    """
    p = parser()
    said = p.parse_args(_joined(list(words), p))
    given = {
        name.removeprefix("option_"): value
        for name, value in vars(said).items()
        if name.startswith("option_") and value is not None
    }
    said.parameters = given
    if said.gallery is not None or said.data is None:
        return said
    checked = _parameters(said.algorithm, given)
    said.kinds = checked.kinds
    if said.categories is not None and checked.kinds != "mixed":
        raise InputError(f"--categories is for kprototypes, not for {said.algorithm}; leave it out")
    runs = said.runs or 1
    if runs > 1 and not checked.draws:
        raise InputError(f"--init gives the starts, so all {runs} runs would be the same; leave --runs out")
    if said.compare_inits is not None and said.algorithm != "kmeans":
        raise InputError(f"--compare-inits compares starts of k-means, not of {checked.title}; leave it out")
    if isinstance(said.side_by_side, tuple) and getattr(checked, "starts", None) is not None:
        raise InputError(
            "--init gives starts for one k, but --side-by-side has several; leave one of the two out"
        )
    if said.choose_k is not None:
        _check_choice(said.algorithm, checked)
    if said.pick is not None and said.pick > runs:
        wanted = f"a run from 1 to {runs}" if runs > 1 else "1 where there is one run"
        raise InputError(f"--pick must be {wanted}, got {said.pick}")
    for side in said.size:
        if not SMALLEST_SIDE <= side * said.scale_factor <= LARGEST_SIDE:
            raise InputError(
                f"--size {said.size[0]}x{said.size[1]} at --scale-factor {said.scale_factor:g}: sides must lie "
                f"between {SMALLEST_SIDE} and {LARGEST_SIDE} pixels"
            )
    return said


def _parameters(algorithm: str, given: dict[str, Any]) -> Parameters:
    """Check the algorithm's options; complaints name them as they are written here."""
    try:
        return make_parameters(algorithm, given)
    except InputError as error:
        words = str(error)
        named = next((name for name in given if re.match(rf"{name}\b", words)), None)
        raise InputError(f"--{named.replace('_', '-')}{words[len(named) :]}" if named else words) from None


def _check_choice(algorithm: str, parameters: Parameters) -> None:
    """Refuse to choose k for what its statistics do not judge: they measure squares about means, k by k."""
    if algorithm != "kmeans":
        raise InputError(f"--choose-k judges k-means alone, not {algorithm}; leave one of the two out")
    if getattr(parameters, "starts", None) is not None:
        raise InputError(
            "--init gives starts for one k, but --choose-k tries several; "
            "let --init be uniform, sample or k-means++"
        )


def _joined(words: list[str], p: Parser) -> list[str]:
    """Join an option and its value where the value begins as an option does: ``--init -5,3``."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in p.valued and re.match(r"-[0-9.]", word):
            joined[-1] = f"{joined[-1]}={word}"
        else:
            joined.append(word)
    return joined


def parser() -> Parser:
    """Make the parser, with the options of every algorithm in it."""
    p = Parser(
        prog="kmanim",
        usage="kmanim DATA [options]",
        description="Run a clustering algorithm step by step, and write the film and the figures of every step.",
        epilog=_epilog(),
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
        "--gallery",
        nargs="?",
        const="build",
        choices=("build", "check"),
        help="rebuild the published pictures of the project in gifs/, or check that they are up to date",
    )
    g.add_argument("--traceback", action="store_true", help="show where an internal error came from")
    g.add_argument("--version", action="version", version=f"kmanim {__version__}", help="print the version")
    g.add_argument("-h", "--help", action="help", help="print this help")
    return p


def _epilog() -> str:
    """List the data sets, the examples and the exit codes, in lines that fit the terminal."""
    columns = max(40, shutil.get_terminal_size().columns - 2)
    wide = max(map(len, CATALOGUE)) + 4
    lines = ["built-in data sets:"]
    for name, what in CATALOGUE.items():
        first = f"  {name:<{wide - 2}}"
        lines += textwrap.wrap(what, columns, initial_indent=first, subsequent_indent=" " * wide)
    lines += ["", "examples:"]
    for command, what in EXAMPLES:
        lines.append(f"  {command}")
        lines += textwrap.wrap(what, columns, initial_indent=" " * 6, subsequent_indent=" " * 6)
    lines += [
        "",
        "exit codes:",
        *textwrap.wrap(EXIT_CODES, columns, initial_indent="  ", subsequent_indent="  "),
    ]
    return "\n".join(lines)


def _data_options(p: Parser) -> None:
    g = p.add_argument_group("data")
    g.add_argument(
        "data",
        nargs="?",
        metavar="DATA",
        help="a built-in data set (listed below), a file (.csv .tsv .txt, also .gz; .parquet, .npy), or - for stdin",
    )
    g.add_argument(
        "--columns",
        metavar="A,B",
        help="the columns to cluster (default: those of numbers; for kmodes and kprototypes of categories, too)",
    )
    g.add_argument(
        "--categories",
        metavar="A,B",
        help="kprototypes: the columns of numbers that stand for categories (default: none)",
    )
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
    g.add_argument(
        "--delimiter",
        type=values.delimiter,
        metavar="SIGN",
        help="what ends a field, one sign or 'tab' (default: found among , ; tab and |)",
    )
    g.add_argument(
        "--decimal", choices=(".", ","), metavar="SIGN", help="the decimal sign, . or , (default: found)"
    )
    g.add_argument(
        "--encoding",
        type=values.encoding,
        metavar="NAME",
        help="the file's text encoding (default: utf-8, or as its byte order mark says)",
    )
    g.add_argument(
        "--n", type=values.whole(1), metavar="N", help="how many points to draw, for data sets that are drawn"
    )


def _algorithm_options(p: Parser) -> None:
    algorithms = known_algorithms()
    g = p.add_argument_group("algorithm")
    g.add_argument(
        "--algorithm",
        choices=algorithms,
        default="kmeans",
        help=f"what to run: {listed(algorithms, 'or')} (default: kmeans)",
        metavar="NAME",
    )
    # What an option means, and for which algorithms; one name may mean different things.
    meanings: dict[str, dict[str, list[str]]] = {}
    options: dict[str, Any] = {}
    for algorithm in algorithms:
        for field in dataclasses.fields(parameters_of(algorithm)):
            about = options.setdefault(field.name, field.metadata)
            text = f"{field.metadata['help']} (default: {field.metadata['default_text']})"
            meanings.setdefault(field.name, {}).setdefault(text, []).append(algorithm)
    for name, about in options.items():
        text = "; ".join(
            f"{listed(some)}: {meaning}" if len(some) < len(algorithms) else meaning
            for meaning, some in meanings[name].items()
        )
        g.add_argument(
            f"--{name.replace('_', '-')}",
            dest=f"option_{name}",
            type={int: values.integer, float: values.real}.get(about["type"], str),
            choices=about["choices"] or None,
            metavar=None if about["choices"] else about["metavar"] or None,
            help=text.replace("%", "%%"),
        )
    g.add_argument(
        "--runs",
        type=values.whole(1, 10_000),
        metavar="N",
        help="repeat from N starts, 1 to 10,000, compare and rank the results; above 24 not every run has its film",
    )
    g.add_argument(
        "--films",
        type=values.whole(0, 10_000),
        metavar="N",
        help="films for the best, the worst, the longest and the first N other runs; 0: for the picked run alone "
        "(default: for every run up to 24 runs, for those three of more)",
    )
    g.add_argument(
        "--compare-inits",
        nargs="?",
        const=(),
        type=values.counts,
        metavar="K",
        help="compare what runs from each kind of start come to, for the k of the runs or for those given: 2-5",
    )
    g.add_argument(
        "--choose-k",
        type=values.ks,
        metavar="A-B",
        help="k-means for each k from A to B, and what says which k to choose: elbow, silhouette, gap, "
        "Calinski-Harabasz (the best of --runs runs each, else of 20; k-means++ unless --init says otherwise)",
    )
    g.add_argument(
        "--side-by-side",
        type=values.side_by_side,
        metavar="WHAT",
        help="one more film with several runs side by side: 'scales' for raw against scaled from the same starts, or "
        "numbers of clusters, such as 2-4, each the best of --runs runs, else of 20",
    )
    g.add_argument(
        "--seed", type=values.whole(0), default=0, metavar="N", help="seed of all that is drawn (default: 0)"
    )


def _film_options(p: Parser) -> None:
    g = p.add_argument_group("film")
    g.add_argument(
        "--profile",
        choices=("walkthrough", "loop"),
        help="told slowly with explanations, or short and repeating (default: walkthrough; loop with --runs)",
    )
    g.add_argument(
        "--pace",
        type=values.number(0.05, 20),
        default=1.0,
        metavar="X",
        help="stretch the pauses: 2 is twice as long (0.05 to 20)",
    )
    g.add_argument(
        "--explain",
        metavar="ROW",
        action="append",
        help="the row whose distances are shown: its name, or its number from 1; repeatable",
    )
    g.add_argument("--questions", action="store_true", help="ask which rows will switch, before it is shown")
    g.add_argument("--near-misses", action="store_true", help="show rows that hardly stay where they are")
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
    g.add_argument(
        "--panel",
        choices=("none", "inertia", "modes"),
        help="what stands beside the points: nothing, the falling objective, or what the modes are "
        "(default: modes where there are categories, else none)",
    )
    g.add_argument("--regions", action="store_true", help="tint the region of each centroid")
    g.add_argument("--aspect", choices=("auto", "equal"), default="auto", help="equal: one unit, one length")
    g.add_argument("--trail", action="store_true", help="show the way of the centroids throughout")
    g.add_argument("--transparent", action="store_true", help="leave the paper out")
    g.add_argument(
        "--loop",
        type=values.loop,
        default="forever",
        metavar="HOW",
        help="forever, once or a number of times",
    )


def _file_options(p: Parser) -> None:
    g = p.add_argument_group("files")
    g.add_argument("--out", metavar="DIR", help="where files go (default: gifs/<data set>)")
    g.add_argument(
        "--format",
        type=values.formats,
        default=("gif",),
        metavar="F,G",
        help=f"of the films: {', '.join(values.FILM_FORMATS)} (default: gif)",
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
    g.add_argument("--force", action="store_true", help="replace files that kmanim did not write")
