"""The options of the command, group by group; imports nothing heavy."""

from __future__ import annotations

import dataclasses
from argparse import Action, ArgumentParser, ArgumentTypeError
from collections.abc import Collection, Iterable
from typing import Any

from kmanim.command import option_values as values
from kmanim.errors import InputError, listed
from kmanim.export.formats import film_formats
from kmanim.simulate.registry import built_in, known_algorithms, parameters_of

DEFAULT_ALGORITHM = "kmeans"

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
    """Add which algorithm runs, how often, and how its runs are compared."""
    g = p.add_argument_group("algorithm")
    g.add_argument(
        "--algorithm",
        type=_algorithm,
        default=DEFAULT_ALGORITHM,
        help=f"what to run: {listed(_known(p), 'or')} (default: {DEFAULT_ALGORITHM}); its own options are below, and "
        "alone with --algorithm NAME --help",
        metavar="NAME",
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
        help="each k from A to B, and what says which k to choose: of k-means elbow, silhouette, gap, "
        "Calinski-Harabasz (the best of --runs runs each, else of 20; k-means++ unless --init says otherwise), of "
        "em BIC and AIC for every kind of covariance (else of 10 runs)",
    )
    g.add_argument(
        "--side-by-side",
        type=values.side_by_side,
        metavar="WHAT",
        help="one more film side by side: 'scales' for raw against scaled from the same starts; 'classes' for the "
        "groups that are known (--classes, or those of a drawn set) beside the run, hatched where it cuts them; or "
        "numbers of clusters, such as 2-4, each the best of --runs runs, else of 20",
    )
    g.add_argument(
        "--sweep",
        action="append",
        metavar="NAME=VALUES",
        help="one more film, over the values of a parameter: eps=0.1:1:0.1 (both ends included), k=2:9, "
        "eps=0.1,0.2,0.5, or words such as linkage=single,ward; twice for each pair of values of two; the best of "
        "--runs runs for each value, else of 20 where starts are drawn",
    )
    g.add_argument(
        "--with",
        dest="with_data",
        metavar="DATA",
        help="a second data set in the film of --sweep, under the same slider: a built-in one, or a file",
    )
    g.add_argument(
        "--with-sweep",
        metavar="NAME=VALUES",
        help="the values for that second data set, as many as --sweep has (default: the same)",
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
        "--max-seconds",
        type=values.number(5, 3600),
        metavar="N",
        help="how long a film may take (default: 45, a loop 20): what is left goes by in a fast-forward",
    )
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
        help=f"of the films: {', '.join(film_formats())} (default: gif)",
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


def own_options(p: ArgumentParser, algorithm: str, *, but: Collection[str] = ()) -> list[str]:
    """Add what can be set of one algorithm and of its films, in two groups; give the names of those left out.

    Parameters
    ----------
    p : ArgumentParser
    algorithm : str
        Its name.
    but : collection of str
        What the help says of an option, for those that are not added as help has said it before.
    """
    kind = parameters_of(algorithm)
    left_out = []
    g = p.add_argument_group(f"{algorithm} ({kind.title})")
    for field in dataclasses.fields(kind):
        if _said(field) in but:
            left_out.append(_flag(field.name))
        else:
            _add(g, field, "option")
    g = p.add_argument_group(f"films of {algorithm}")
    for options in (kind.story_options, kind.scene_options):
        for field in dataclasses.fields(options):
            _add(g, field, "film")
    return left_out


def help_sections() -> list[tuple[str, str, list[Action]]]:
    """Give the options of every algorithm for the help: a title, a remark, the options.

    What an algorithm shares with one of its family that comes before is named and not said again.
    """
    sections: list[tuple[str, str, list[Action]]] = []
    told: dict[str, list[str]] = {}  # by family: what has been said
    films: dict[tuple[type, type], list[str]] = {}
    first: dict[str, str] = {}
    for algorithm in ordered(known_algorithms()):
        kind = parameters_of(algorithm)
        own = ArgumentParser(add_help=False)
        shared = own_options(own, algorithm, but=told.get(kind.family, ()))
        remark = f"as {first[kind.family]}: {', '.join(shared)}" if shared else ""
        sections.append((f"{algorithm} ({kind.title})", remark, own._action_groups[2]._group_actions))
        told.setdefault(kind.family, []).extend(_said(field) for field in dataclasses.fields(kind))
        first.setdefault(kind.family, algorithm)
        films.setdefault((kind.story_options, kind.scene_options), []).append(algorithm)
    for algorithms in films.values():
        own = ArgumentParser(add_help=False)
        own_options(own, algorithms[0])
        if actions := own._action_groups[3]._group_actions:
            sections.append((f"films of {listed(algorithms, 'and')}", "", actions))
    return sections


def owners(flag: str) -> list[str]:
    """Name the algorithms that have an option, or whose films have it: ``--gamma``."""
    return [
        algorithm
        for algorithm in known_algorithms()
        for kind in [parameters_of(algorithm)]
        if flag
        in [
            _flag(field.name)
            for options in (kind, kind.story_options, kind.scene_options)
            for field in dataclasses.fields(options)
        ]
    ]


def ordered(algorithms: Iterable[str]) -> list[str]:
    """Put the algorithm that runs by default first, and its family after it."""
    family = parameters_of(DEFAULT_ALGORITHM).family
    return sorted(
        algorithms,
        key=lambda name: (name != DEFAULT_ALGORITHM, parameters_of(name).family != family, name),
    )


def _add(group: Any, field: dataclasses.Field[Any], prefix: str) -> None:
    """Add one option, whose value is read here and checked by its dataclass."""
    about = field.metadata
    kind: dict[str, Any] = {
        "dest": f"{prefix}_{field.name}",
        "default": None,
        "help": f"{about['help']} (default: {about['default_text']})".replace("%", "%%"),
    }
    if about["type"] is bool:
        kind |= {"action": "store_true", "help": about["help"].replace("%", "%%")}
    else:
        kind |= {
            "type": {int: values.integer, float: values.real}.get(about["type"], str),
            "choices": about["choices"] or None,
            "metavar": None if about["choices"] else about["metavar"] or None,
        }
        if about["rows"]:
            kind["action"] = "append"
    group.add_argument(_flag(field.name), **kind)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _said(field: dataclasses.Field[Any]) -> str:
    """Give all that help says of an option."""
    about = field.metadata
    return f"{field.name}: {about['help']}, {about['choices']}, {about['default_text']}"


def _known(p: ArgumentParser) -> tuple[str, ...]:
    """Name the algorithms for the help; where nobody reads it, those of other packages need not be looked for."""
    return tuple(ordered(known_algorithms() if getattr(p, "is_help", False) else built_in()))


def _algorithm(name: str) -> str:
    """Read the name of an algorithm; hyphens count as underscores."""
    try:
        parameters_of(name)
    except InputError as error:
        raise ArgumentTypeError(str(error)) from None
    return name.replace("-", "_")
