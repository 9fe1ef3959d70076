"""What can be said on the command line, and how help explains it; imports nothing heavy."""

from __future__ import annotations

import argparse
import re
import shutil
import textwrap
from collections.abc import Sequence
from typing import Any, NoReturn, TypeVar

from kmanim import __version__
from kmanim.command import option_groups as groups
from kmanim.data.builtin.catalogue import CATALOGUE, GROUPS
from kmanim.errors import InputError, OutputError, listed, shown
from kmanim.simulate.parameters._base import Options, Parameters, make_options, option_names
from kmanim.simulate.registry import choosable, parameters_of
from kmanim.simulate.sweeps.swept import read_swept

_Kind = TypeVar("_Kind", bound=Options)

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
        "python -m kmanim moons --algorithm dbscan",
        "density in place of centres: core points, border points and noise; the radius is estimated",
    ),
    (
        "python -m kmanim moons --algorithm dbscan --profile loop --sweep eps=0.02:0.5:0.02",
        "one more film, over the values of eps: which numbers of clusters last, and where the estimate lies",
    ),
    (
        "python -m kmanim mtcars --algorithm hierarchical --linkage ward",
        "a tree of cars that grows merge by merge, and where it is cut",
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

    is_help = False

    def format_help(self) -> str:
        """Explain the options of every algorithm, too, where that is asked for."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        own = [(group.title, group.description, group._group_actions) for group in self._action_groups]
        for title, remark, actions in [*own, *(groups.help_sections() if self.is_help else ())]:
            formatter.start_section(title)
            formatter.add_text(remark or None)
            formatter.add_arguments(actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    @property
    def valued(self) -> set[str]:
        """The options that take a value."""
        return {name for action in self._actions if action.nargs is None for name in action.option_strings}

    def error(self, message: str) -> NoReturn:
        """Complain as everything in kmanim does."""
        words = re.sub(
            r"^argument (\S+): (must )?", lambda m: f"{m[1]} must " if m[2] else f"{m[1]}: ", message
        )
        raise InputError(f"{shown(words, 300)}; see kmanim --help")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line, and check what can be checked without the data.

    Raises
    ------
    InputError
        If an option is unknown or its value will not do.
    """
    words = list(words)
    wants_help = any(word in ("-h", "--help") for word in words)
    named = _named_algorithm(words)
    p = parser(named or groups.DEFAULT_ALGORITHM, all_algorithms=wants_help and named is None)
    said, further = p.parse_known_args(_joined(words, p))
    if further:
        _refuse(further, said.algorithm, p)
    said.parameters, said.film_options = (_given(said, prefix) for prefix in ("option", "film"))
    if said.gallery is not None or said.data is None:
        return said
    checked = _parameters(said.algorithm, said.parameters)
    said.kinds = checked.kinds
    for kind in (checked.story_options, checked.scene_options):
        names = option_names(kind)
        _checked(kind, {name: value for name, value in said.film_options.items() if name in names})
    if said.categories is not None and checked.kinds != "mixed":
        raise InputError(f"--categories is for kprototypes, not for {said.algorithm}; leave it out")
    runs, why = said.runs or 1, checked.deterministic
    if runs > 1 and why:
        reason = f"--{why}" if why.split()[0] in option_names(type(checked)) else why
        raise InputError(f"{reason}, so all {runs} runs would be the same; leave --runs out")
    if said.compare_inits is not None and said.algorithm != "kmeans":
        raise InputError(f"--compare-inits compares starts of k-means, not of {checked.title}; leave it out")
    if said.side_by_side is not None:
        _check_side_by_side(said.side_by_side, checked)
    if said.choose_k is not None:
        _check_choice(said.algorithm, checked)
    _read_sweeps(said)
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


def _named_algorithm(words: Sequence[str]) -> str | None:
    """Find the algorithm whose options are to be read; None where none is named, or one that there is not."""
    named = None
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--algorithm":
            named = following
        elif word.startswith("--algorithm="):
            named = word.partition("=")[2]
    if named is None:
        return None
    try:
        parameters_of(named)
    except InputError:
        return None  # the parser says what is wrong
    return named.replace("-", "_")


def _given(said: argparse.Namespace, prefix: str) -> dict[str, Any]:
    """Give the options that were said, of those whose names begin in one way."""
    return {
        name.removeprefix(f"{prefix}_"): value
        for name, value in vars(said).items()
        if name.startswith(f"{prefix}_") and value is not None and value is not False
    }


def _refuse(words: Sequence[str], algorithm: str, p: Parser) -> NoReturn:
    """Refuse words that are no options, and say whose options they are."""
    flag = words[0].partition("=")[0]
    owners = groups.owners(flag) if flag.startswith("--") else []
    if owners:
        raise InputError(
            f"{flag} is for {listed(owners, 'and')}, not for {algorithm}; leave it out, or choose another --algorithm"
        )
    p.error(f"unrecognized arguments: {' '.join(words)}")


def _parameters(algorithm: str, given: dict[str, Any]) -> Parameters:
    """Check the algorithm's options; complaints name them as they are written here."""
    return _checked(parameters_of(algorithm), given)


def _checked(kind: type[_Kind], given: dict[str, Any]) -> _Kind:
    try:
        return make_options(kind, given, kind.__name__)
    except InputError as error:
        words = str(error)
        named = next((name for name in option_names(kind) if re.match(rf"{name}\b", words)), None)
        raise InputError(f"--{named.replace('_', '-')}{words[len(named) :]}" if named else words) from None


def _check_side_by_side(wanted: str | tuple[int, ...], parameters: Parameters) -> None:
    """Refuse a comparison that the algorithm cannot have."""
    if wanted == "classes":
        return
    if wanted == "scales" and not hasattr(parameters, "starts"):
        raise InputError(
            f"--side-by-side scales runs from the same starts, and {parameters.title} has none; leave it out"
        )
    if wanted != "scales" and "k" not in option_names(type(parameters)):
        raise InputError(
            f"--side-by-side needs an algorithm with --k, and {parameters.title} has none; leave it out"
        )
    if wanted != "scales" and getattr(parameters, "starts", None) is not None:
        raise InputError(
            "--init gives starts for one k, but --side-by-side has several; leave one of the two out"
        )


def _check_choice(algorithm: str, parameters: Parameters) -> None:
    """Refuse to choose k for what nothing judges, and where there are starts for one k."""
    if not parameters.choice:
        raise InputError(
            f"--choose-k judges {listed(choosable(), 'and')}, not {algorithm}; leave one of the two out"
        )
    if getattr(parameters, "starts", None) is not None:
        words = getattr(parameters, "inits", ())
        option = "--means" if getattr(parameters, "init", "") == "given" else "--init"
        raise InputError(
            f"{option} gives starts for one k, but --choose-k tries several; let --init be {listed(words, 'or')}"
        )


def _read_sweeps(said: argparse.Namespace) -> None:
    """Read what is swept, and refuse what has no second data set beside it, or none to stand beside."""
    wanted, further = said.sweep or [], [said.with_sweep] if said.with_sweep is not None else []
    if said.with_data is not None and len(wanted) != 1:
        what = "--sweep has two parameters" if wanted else "there is no --sweep"
        raise InputError(f"--with is a second data set under one slider, but {what}; leave it out")
    if further and said.with_data is None:
        raise InputError("--with-sweep has the values for the data of --with; give both, or leave it out")
    if len(wanted) > 2:
        raise InputError(f"--sweep takes one parameter or two, got {len(wanted)}")
    try:
        said.sweep = tuple(read_swept(text, said.algorithm) for text in wanted)
        said.with_sweep = tuple(read_swept(text, said.algorithm) for text in further) or said.sweep
    except InputError as error:
        raise InputError(f"--{error}") from None
    if further and said.with_sweep[0].name != said.sweep[0].name:
        raise InputError(f"--with-sweep must be of {said.sweep[0].name}, too, got {said.with_sweep[0].name}")
    if further and len(said.with_sweep[0]) != len(said.sweep[0]):
        raise InputError(
            f"--with-sweep has {len(said.with_sweep[0])} values and --sweep {len(said.sweep[0])}; both go value by "
            "value, so give as many"
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


def parser(algorithm: str = groups.DEFAULT_ALGORITHM, *, all_algorithms: bool = False) -> Parser:
    """Make the parser, with the options of one algorithm in it, or a help that explains those of all."""
    p = Parser(
        prog="kmanim",
        usage="kmanim DATA [options]",
        description="Run a clustering algorithm step by step, and write the film and the figures of every step.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    p.is_help = all_algorithms
    groups.data_options(p)
    groups.algorithm_options(p)
    groups.film_options(p)
    groups.file_options(p)
    if not all_algorithms:
        groups.own_options(p, algorithm)
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
    lines = []
    for heading, sets in GROUPS.items():
        lines.append(f"{heading}:")
        for name, what in sets.items():
            first = f"  {name:<{wide - 2}}"
            lines += textwrap.wrap(what, columns, initial_indent=first, subsequent_indent=" " * wide)
        lines.append("")
    lines.append("examples:")
    for command, what in EXAMPLES:
        lines.append(f"  {command}")
        lines += textwrap.wrap(what, columns, initial_indent=" " * 6, subsequent_indent=" " * 6)
    lines += [
        "",
        "exit codes:",
        *textwrap.wrap(EXIT_CODES, columns, initial_indent="  ", subsequent_indent="  "),
    ]
    return "\n".join(lines)
