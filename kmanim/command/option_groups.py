"""The options of the command, group by group; imports nothing heavy."""

from __future__ import annotations

import dataclasses
from argparse import ArgumentParser
from typing import Any

from kmanim.command import option_values as values
from kmanim.errors import listed
from kmanim.simulate.parameters._base import known_algorithms, parameters_of

STILL_FORMATS = ("png", "svg", "pdf")


def data_options(p: ArgumentParser) -> None:
    """Add what is clustered, and how it is read."""
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


def algorithm_options(p: ArgumentParser) -> None:
    """Add which algorithm runs, how often, and all that can be set of any."""
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


def film_options(p: ArgumentParser) -> None:
    """Add how films tell and look."""
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


def file_options(p: ArgumentParser) -> None:
    """Add which files are written, and where."""
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
