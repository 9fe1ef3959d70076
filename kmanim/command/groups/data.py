"""What is clustered, and how it is read."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from typing import Any

from kmanim.command import option_values as values
from kmanim.errors import InputError
from kmanim.simulate.parameters._base import Parameters


def add(p: ArgumentParser) -> None:
    """Add what is clustered, and how it is read."""
    g = p.add_argument_group("data")
    g.add_argument(
        "data",
        nargs="?",
        metavar="DATA",
        help="a built-in data set (listed below), a file (.csv .tsv .txt .json, also .gz; .xlsx .xls .ods, "
        ".parquet .feather .dta and others), or - for stdin",
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


def check(said: argparse.Namespace, parameters: Parameters) -> None:
    """Refuse what the algorithm has no use for.

    Raises
    ------
    InputError
    """
    if said.categories is not None and parameters.kinds != "mixed":
        raise InputError(f"--categories is for kprototypes, not for {said.algorithm}; leave it out")


def wanted(said: argparse.Namespace) -> dict[str, Any]:
    """Give what `kmanim.load` is asked for, besides the data."""
    return {
        "columns": said.columns,
        "kinds": said.kinds,
        "categories": said.categories,
        "labels": said.labels,
        "noun": said.noun,
        "classes": said.classes,
        "show": said.show,
        "scale": said.scale,
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
    }
