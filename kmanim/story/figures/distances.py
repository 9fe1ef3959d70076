"""Words for the distances of one row, with the worked formula."""

from __future__ import annotations

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.description import Description, scatter
from kmanim.story.kmeans.distances.worked_distance import formula
from kmanim.story.kmeans.explained_rows import explained_rows
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.words import series, verb

SUBJECT = "explained row"


def stem(trace: CentroidTrace, row: int) -> str:
    """Name the file: ``distances-Mazda RX4``."""
    return f"distances-{trace.dataset.row_name(row)}"


def rows(trace: CentroidTrace) -> tuple[int, ...]:
    """Choose the rows that are explained where nobody asks for others."""
    return explained_rows(CentroidFacts(trace), None, "walkthrough")


def finding(
    facts: CentroidFacts, i: int, row: int, *, limit: int = 60, more: int = 0, brief: bool = False
) -> str:
    """Say what the distances come to: ``Mazda RX4 is nearer to centre 1: 192 against 315``.

    Parameters
    ----------
    facts : CentroidFacts
        Of the trace.
    i : int
        Index of the snapshot whose centroids are meant.
    row : int
        0-based.
    limit : int, default 60
        The most columns of the row's name.
    more : int, default 0
        Decimals beyond those of the films.
    brief : bool, default False
        Whether the other centres are left out.
    """
    measured = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (measured[j], j))
    name, scaled = facts.opening(row, limit), " (scaled)" if facts.scaled else ""
    texts = facts.distance_texts(i, row, tuple(order[:2]), more)
    if facts.k == 1:
        return f"{name} is {texts[0]} from the only centre{scaled}"
    tied = [j for j in order if measured[j] == measured[order[0]]]
    if len(tied) > 1:
        who = f"centres {series([str(j + 1) for j in tied])}" if len(tied) <= 4 else f"{len(tied)} centres"
        return f"{name} is equally near to {who}: {texts[0]}{scaled}"
    nearer = "nearer" if facts.k == 2 else "nearest"
    rest = "" if facts.k == 2 else " or more"
    then = texts[0] if brief else f"{texts[0]} against {texts[1]}{rest}"
    return f"{name} is {nearer} to centre {order[0] + 1}: {then}{scaled}"


def describe(trace: CentroidTrace, row: int, iteration: int = 1) -> Description:
    """Tell the distances of one row to the centroids that an iteration assigns by, with the worked formula.

    Parameters
    ----------
    trace : CentroidTrace
        The run.
    row : int
        0-based.
    iteration : int, default 1
        From 1 on.
    """
    facts = CentroidFacts(trace)
    i = facts.index("assign", iteration)
    measured = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (measured[j], j))
    told = sorted(order[:2])
    worked = [f"{formula(facts, i, row, j)} to centre {j + 1}" for j in told]
    rest = _rest(facts, measured, order)
    unit = f" in {_units(facts)}" if facts.scaled else ""
    nearest = f"So it belongs to cluster {order[0] + 1}"
    tied = measured.count(measured[order[0]])
    if tied > 1:
        both, lower = ("Both", "lower") if tied == 2 else (f"All {tied}", "lowest")
        if 2 < tied < facts.k:
            both = f"{tied} centres"
        nearest = f"{both} are equally near, so it belongs to the {lower} number, cluster {order[0] + 1}"
    alt = picture_alt(trace, row, iteration)
    if is_worked_by_columns(trace):
        lengths = series(_lengths(facts, i, row, told))
        each = verb(facts.dataset.d, "the only column", f"each of {facts.dataset.d:,} columns")
        alt = (
            f"Bars of what {each} adds to the distance of {facts.name(row, 60)} from "
            f"the {verb(len(told), 'centre', 'nearest centres')} of round {iteration}: {lengths}{rest}."
        )
    return Description(
        finding(facts, i, row),
        f"{facts.opening(row, 60)} in round {iteration}{unit}: {series(worked)}{rest}. {nearest}.",
        alt,
    )


def is_worked_by_columns(trace: CentroidTrace) -> bool:
    """Whether the figure shows what each column adds: where no plane holds all of them."""
    return not trace.dataset.view.faithful


def picture_alt(trace: CentroidTrace, row: int, iteration: int = 1) -> str:
    """Say what is to be seen of a row and its distances among the points; parameters as for `describe`."""
    facts = CentroidFacts(trace)
    i = facts.index("assign", iteration)
    measured = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (measured[j], j))
    name, centres = facts.name(row, 60), verb(facts.k, "centre", "centres")
    lengths = series(_lengths(facts, i, row, sorted(order[:2])))
    rest = _rest(facts, measured, order)
    if not facts.dataset.view.faithful:
        over = verb(facts.dataset.d, "the only column", f"all {facts.dataset.d:,} columns")
        return (
            f"{scatter(facts)} where {name} is ringed, and bars of its distances over {over} to the {centres} of "
            f"round {iteration}: {lengths}{rest}."
        )
    lead = verb(facts.k, "a line leads", "lines lead")
    if facts.terms.metric == "manhattan" and facts.dataset.d > 1:
        lead += ", across and then up or down,"
    return (
        f"{scatter(facts)} where {lead} from {name} to the {centres} of round {iteration}: {lengths}{rest}."
    )


def _lengths(facts: CentroidFacts, i: int, row: int, told: list[int]) -> list[str]:
    texts = facts.distance_texts(i, row, tuple(told))
    return [f"{text} to centre {j + 1}" for j, text in zip(told, texts, strict=True)]


def _rest(facts: CentroidFacts, measured: tuple[float, ...], order: list[int]) -> str:
    """Say of the centres after the nearest two how many there are."""
    if facts.k <= 2:
        return ""
    others = f"{facts.k - 2} more {verb(facts.k - 2, 'centre is', 'centres are')}"
    return f", and {others} {'farther away' if measured[order[2]] > measured[order[1]] else 'no nearer'}"


def _units(facts: CentroidFacts) -> str:
    return {"zscore": "z-scores", "minmax": "shares of the range"}.get(
        facts.dataset.scaling.method, "scaled units"
    )
