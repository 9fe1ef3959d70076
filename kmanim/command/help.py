"""How help is set, and how a parser complains: what every parser of the command has, whatever its options are."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from kmanim.data.builtin.catalogue import CATALOGUE, GROUPS, KIND_OF
from kmanim.errors import InputError, OutputError, did_you_mean, listed, meant, shown

# The options below a heading, with a remark.
Section = tuple[str | None, str | None, Iterable[argparse.Action]]

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
        "python -m kmanim iris -k 3 -f webp -o flowers --jobs 1",
        "three clusters, films as WebP in a folder of your choice, by one process",
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
        "python -m kmanim mtcars --algorithm gradient_descent --target am",
        "manual or automatic, told from weight and horsepower: step by step down the loss",
    ),
    (
        "python -m kmanim nine-rooms --runs 12 --films 1",
        "a toy: nine rooms change places until all walk less, from a dozen random plans",
    ),
    (
        "python -m kmanim ab-test --effect-sd 1 --noise-sd 10 --per-day 100 --discount 1/365",
        "how long an A/B test should run: without data, from what is known of it beforehand",
    ),
    (
        "python -m kmanim mtcars --explore",
        "a page on which readers place the centres themselves, and go through every step",
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


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line.

    Parameters
    ----------
    usage : str, default "DATA"
        What is said first.
    kinds : str, default ""
        Which data sets its help lists: those that hold this, all where nothing is said.
    """

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
    untold: tuple[str, ...] = ()
    """Groups that help leaves out, as nothing in them fits."""
    further: Callable[[], Iterable[Section]] = tuple
    """What help explains after its own options."""

    def __init__(self, usage: str = "DATA", kinds: str = "") -> None:
        super().__init__(
            prog="kmanim",
            usage=f"kmanim {usage} [options]",
            description="Run an algorithm step by step, and write the film and the figures of every step.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._kinds = kinds

    def sections(self) -> list[Section]:
        """Give all that help explains, below its headings."""
        said = [
            (group.title, group.description, group._group_actions)
            for group in self._action_groups
            if group.title not in self.untold
        ]
        return [*said, *self.further()]

    def format_help(self) -> str:
        """Explain the options of every algorithm, too, where that is asked for."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for title, remark, actions in self.sections():
            formatter.start_section(title)
            formatter.add_text(remark or None)
            formatter.add_arguments(actions)
            formatter.end_section()
        formatter.add_text(_epilog(self._kinds))
        return formatter.format_help()

    @property
    def valued(self) -> set[str]:
        """The options that take a value."""
        return {name for action in self._actions if action.nargs is None for name in action.option_strings}

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a word that is no choice, as all values that will not do are refused, and name the nearest one."""
        if action.choices is not None and value not in action.choices:
            hint = did_you_mean(meant(value, map(str, action.choices)))
            words = f"must be {listed(action.choices, 'or')}, got {shown(repr(value))}{hint}"
            raise argparse.ArgumentError(action, words)

    def error(self, message: str) -> NoReturn:
        """Complain as everything in kmanim does."""
        words = re.sub(
            r"^argument (?:-\w/)?(\S+): (must )?", lambda m: f"{m[1]} must " if m[2] else f"{m[1]}: ", message
        )
        # Who is told what was meant need not read on.
        raise InputError(f"{shown(words, 300)}{'' if words.endswith('?') else '; see kmanim --help'}")


def _epilog(kinds: str) -> str:
    """List the data sets that hold what is wanted, the examples and the exit codes, in lines that fit the terminal.

    Without a word all sets are listed; columns of numbers can be taken as categories, too.
    """
    import textwrap  # noqa: PLC0415 - for help alone

    columns = max(40, shutil.get_terminal_size().columns - 2)
    wide = max(map(len, CATALOGUE)) + 4
    lines = []
    for heading, sets in GROUPS.items():
        fitting = {name: what for name, what in sets.items() if not kinds or _fits(name, kinds)}
        if not fitting:
            continue
        lines.append(f"{heading}:")
        for name, what in fitting.items():
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


def _fits(name: str, kinds: str) -> bool:
    """Tell whether a built-in set holds what an algorithm takes."""
    held = KIND_OF.get(name, "numbers")
    return held == kinds or (held != "walks" and kinds in ("categories", "mixed"))
