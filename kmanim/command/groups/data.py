"""What is clustered, and how it is read."""

from __future__ import annotations

import argparse
from argparse import Action, ArgumentParser
from collections.abc import Iterable
from typing import Any

from kmanim.command import option_values as values
from kmanim.command.groups import own
from kmanim.errors import InputError, listed
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.registry import about, built_in, parameters_of


def add(p: ArgumentParser) -> None:
    """Add what is clustered, and how it is read."""
    g = p.add_argument_group("data")
    g.add_argument(
        "data",
        nargs="?",
        metavar="DATA",
        help="a built-in data set (listed below), a file (.csv .tsv .txt .json, also .gz; .xlsx .xls .ods, "
        f".parquet .feather .dta and others), or - for stdin{_words_without_data()}",
    )
    g.add_argument(
        "--columns",
        metavar="A,B",
        help="the columns to cluster (default: those of numbers; for kmodes and kprototypes of categories, too; "
        "of a list of walks from, to and walks)",
    )
    g.add_argument(
        "--categories",
        metavar="A,B",
        help="kprototypes: the columns of numbers that stand for categories (default: none)",
    )
    g.add_argument("--labels", metavar="COLUMN", help="the column that names the rows")
    g.add_argument(
        "--noun",
        metavar="CARS",
        help="what rows are called in captions: cars, or one and many where that is hard to tell: ox,oxen "
        "(default: points)",
    )
    g.add_argument(
        "--classes",
        metavar="COLUMN",
        help="the column that says which group a row is known to belong to; clusters are compared with it in the end",
    )
    g.add_argument(
        "--target",
        metavar="COLUMN",
        help=f"{_of(_learning())}the column to be told from the others: numbers, or two classes (default: the known "
        "classes where there are two, else the last of the columns of numbers)",
    )
    g.add_argument(
        "--show", metavar="X,Y", help="the two columns to show, of more (default: principal components)"
    )
    g.add_argument(
        "--scale",
        choices=("none", "zscore", "minmax"),
        help="bring the columns to one scale before clustering; pictures stay in original units (default: none"
        f"{_scaled_unasked()})",
    )
    g.add_argument(
        "--missing",
        choices=("refuse", "drop"),
        default=None,
        help="what to do with rows that lack a value (default: refuse)",
    )
    g.add_argument(
        "--na",
        metavar="A,B",
        help="what says in a text that a value is missing, besides empty cells: NA,-999, or '' for nothing else "
        "(default: NA, null, ?, errors of spreadsheets and other usual ones)",
    )
    first = g.add_mutually_exclusive_group()
    first.add_argument(
        "--header", action="store_true", help="the first line has column names, though it may look like data"
    )
    first.add_argument(
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
        "--quotes",
        choices=("double", "none"),
        help="whether quotation marks enclose fields, or are letters (default: what the number of fields proves)",
    )
    g.add_argument(
        "--encoding",
        type=values.encoding,
        metavar="NAME",
        help="the file's text encoding (default: utf-8, or as its byte order mark says)",
    )
    g.add_argument(
        "--sheet",
        metavar="NAME",
        help="which sheet of a spreadsheet to read, by its name or its number, from 1 (default: the first one)",
    )
    g.add_argument(
        "--n", type=values.whole(1), metavar="N", help="how many points to draw, for data sets that are drawn"
    )
    g.add_argument(
        "--in-pieces",
        action="store_true",
        help="read the rows in pieces at every step and keep none, as is done unasked where they are very many: "
        f".npy, .parquet, .csv, and several files, such as 'part-*.parquet' in quotes (for {listed(_in_pieces())})",
    )
    g.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="let the workers of a dask cluster read rows in pieces: the address of its scheduler, such as "
        "tcp://host:8786, or local, for processes on this machine; they need the same files and the same kmanim",
    )


def check(said: argparse.Namespace, parameters: Parameters) -> None:
    """Refuse what the algorithm has no use for.

    Raises
    ------
    InputError
    """
    if said.categories is not None and parameters.kinds != "mixed":
        raise InputError(f"--categories is for kprototypes, not for {said.algorithm}; leave it out")
    if said.target is not None and not parameters.wants_target:
        owners = f"for {listed(_learning())}, not" if _learning() else "not"
        other = ", or compare clusters with it by --classes" if parameters.finds_clusters() else ""
        raise InputError(f"--target is {owners} for {said.algorithm}; leave it out{other}")


def tell_alone(p: ArgumentParser, kind: type[Parameters]) -> None:
    """Leave out of the help what `check` refuses for an algorithm."""
    refused = {"categories": kind.kinds != "mixed", "target": not kind.wants_target}
    refused |= dict.fromkeys(("in_pieces", "dask"), not kind.in_passes)
    refused |= dict.fromkeys(("labels", "classes", "show", "scale", "missing", "n"), kind.kinds == "walks")
    for action in p._actions:
        if refused.get(action.dest):
            action.help = argparse.SUPPRESS


def refuse_all(said: Iterable[Action], parameters: Parameters) -> None:
    """Refuse what is said of data where an algorithm takes none.

    Raises
    ------
    InputError
        That names the option.
    """
    for action in said:
        if getattr(action, "container").title == "data" and action.option_strings:  # noqa: B009 - as in options
            flag = max(action.option_strings, key=len)
            raise InputError(f"{flag} is said of data, and {parameters.title} takes none; leave it out")


def _learning() -> list[str]:
    return [name for name in built_in() if about(name).wants_target]


def _in_pieces() -> list[str]:
    return [name for name in built_in() if about(name).in_passes]


def _of(algorithms: Iterable[str]) -> str:
    """Begin the help of an option that some algorithms alone have."""
    return f"{listed(algorithms)}: " if algorithms else ""


def _words_without_data() -> str:
    words = [own.word_of(name) for name in built_in() if about(name).kinds == "none"]
    return f"; or, as it takes no data, {listed(words, 'or')}" if words else ""


def _scaled_unasked() -> str:
    """Name the algorithms whose data are scaled where nothing is said."""
    kinds = {name: about(name).scale for name in built_in()}
    return "".join(f"; {scale} for {name}" for name, scale in kinds.items() if scale != "none")


def wanted(said: argparse.Namespace) -> dict[str, Any]:
    """Give what `kmanim.load` is asked for, besides the data."""
    return {
        "columns": said.columns,
        "kinds": said.kinds,
        "categories": said.categories,
        "labels": said.labels,
        "noun": said.noun,
        "classes": said.classes,
        "target": said.target,
        "show": said.show,
        "scale": said.scale or parameters_of(said.algorithm).scale,
        "missing": said.missing,
        "header": "certain" if said.header else not said.no_header,
        "delimiter": said.delimiter,
        "decimal": said.decimal,
        "quotes": said.quotes,
        "na": said.na,
        "encoding": said.encoding,
        "sheet": said.sheet,
        "seed": said.seed,
        "n": said.n,
        **({"in_pieces": True} if said.in_pieces else {}),
        **({"dask": said.dask} if said.dask is not None else {}),
    }
