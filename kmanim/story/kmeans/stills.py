"""Titles, captions and alternative texts of the still figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kmanim.story.description import DESCRIBED, NAMED, PLACED, Told, moves, result, rows_by, scatter
from kmanim.story.facts import Facts
from kmanim.story.figures.charts import density, elbow, inertia
from kmanim.story.figures.runs import grid, scaling
from kmanim.story.kmeans import captions, switches
from kmanim.story.kmeans.alt_text import starts_at
from kmanim.story.kmeans.cluster_names import clusters_of
from kmanim.story.kmeans.seeding import MOST_WEIGHED
from kmanim.story.kmeans.worked_distance import formula
from kmanim.story.text.numbers import Levels
from kmanim.story.text.words import sentence_case, series, some, verb

# Above so many rows nobody asks which of them lie on one spot, and looking takes long.
_SEEN_ALONE = 20_000

if TYPE_CHECKING:
    from kmanim.simulate.trace import Trace
    from kmanim.story.timeline import Keyframe

__all__ = [
    "Told", "assigned", "data", "density", "distances", "elbow", "equal", "final", "grid", "inertia",
    "scaling", "starts", "still", "strip", "switched", "updated",
]  # fmt: skip


def data(trace: Trace) -> Told:
    """Tell the raw data."""
    facts = Facts(trace)
    spans = [
        f"{facts.feature(j)} is {series(write.names, 'or')}"
        if isinstance(write, Levels) and len(write.names) <= PLACED
        else f"{facts.feature(j)} is one of {len(write.names)} categories"
        if isinstance(write, Levels)
        else _span(facts.feature(j), write(facts.dataset.low[j]), write(facts.dataset.high[j]))
        for j, write in enumerate(facts.columns[:DESCRIBED])
    ]
    grey = verb(facts.dataset.n, "the point is grey", "all points are grey")
    shared = _shared(facts)
    twins = f" {facts.things(shared)} {verb(shared, 'lies', 'lie')} on the spot of another." if shared else ""
    return Told(
        "The data",
        f"{' '.join(captions.data(facts))}{twins}",
        f"{scatter(facts)} where {grey}: {series(spans)}.",
    )


def starts(trace: Trace) -> Told:
    """Tell where the centroids start."""
    facts = Facts(trace)
    many = verb(facts.k, "the centre starts", f"the {facts.k} centres start")
    caption = _sentence(captions.starts(facts))
    return Told("Starts", caption, f"{scatter(facts)} where {many} at {starts_at(facts)}.")


def distances(trace: Trace, row: int, iteration: int = 1) -> Told:
    """Tell the distances of one row to the centroids that an iteration assigns by, with the worked formula.

    Parameters
    ----------
    trace : Trace
        The run.
    row : int
        0-based.
    iteration : int, default 1
        From 1 on.
    """
    facts = Facts(trace)
    i = _index(facts, "assign", iteration)
    measured = facts.distances(i, row)
    order = sorted(range(facts.k), key=lambda j: (measured[j], j))
    told = sorted(order[:2])
    name = facts.name(row, 60)
    worked = [f"{formula(facts, i, row, j)} to centre {j + 1}" for j in told]
    rest = ""
    if facts.k > 2:
        others = f"{facts.k - 2} more {verb(facts.k - 2, 'centre is', 'centres are')}"
        far = measured[order[2]] > measured[order[1]]
        rest = f", and {others} {'farther away' if far else 'no nearer'}"
    unit = f" in {_units(facts)}" if facts.scaled else ""
    lead = verb(facts.k, "a line leads", "lines lead")
    if facts.terms.metric == "manhattan" and facts.dataset.view.faithful and facts.dataset.d > 1:
        lead += ", across and then up or down,"
    centres = verb(facts.k, "centre", "centres")
    texts = facts.distance_texts(i, row, tuple(told))
    lengths = [f"{text} to centre {j + 1}" for j, text in zip(told, texts, strict=True)]
    nearest = f"So it belongs to cluster {order[0] + 1}"
    tied = measured.count(measured[order[0]])
    if tied > 1:
        both, lower = ("Both", "lower") if tied == 2 else (f"All {tied}", "lowest")
        if 2 < tied < facts.k:
            both = f"{tied} centres"
        nearest = f"{both} are equally near, so it belongs to the {lower} number, cluster {order[0] + 1}"
    opening = facts.opening(row, 60)
    return Told(
        f"Distances of {name}",
        f"{opening} in round {iteration}{unit}: {series(worked)}{rest}. {nearest}.",
        f"{scatter(facts)} where {lead} from {name} to the {centres} of round {iteration}: "
        f"{series(lengths)}{rest}.",
    )


def assigned(trace: Trace, iteration: int = 1) -> Told:
    """Tell the assignment of an iteration."""
    facts = Facts(trace)
    i = _index(facts, "assign", iteration)
    rows = trace.changed(i)
    parts = f"the points are coloured by {clusters_of(facts, i)}"
    if facts.k == 1:
        every = verb(facts.dataset.n, "the point is", "all points are")
        parts = f"{every} coloured as one cluster of {facts.things(facts.dataset.n)}"
    if iteration == 1:
        caption = " ".join(captions.assign(facts, i))
    elif rows.size or facts.terms.swaps:
        caption = _sentence([_switches(facts, i)])
        parts += f", with {facts.things(len(rows))} in another cluster than in round {iteration - 1}"
    else:
        caption = " ".join(captions.check(facts))
        parts += f", the same as in round {iteration - 1}"
    return Told(f"Assignment, round {iteration}", caption, f"{scatter(facts)} where {parts}.")


def updated(trace: Trace, iteration: int = 1) -> Told:
    """Tell the update of an iteration."""
    facts = Facts(trace)
    step = facts.terms.step
    i = _index(facts, step, iteration)
    before = _index(facts, step, iteration - 1) if iteration > 1 else None
    caption = " ".join(captions.swap(facts, i) if facts.terms.swaps else captions.update(facts, i, before))
    if f". {facts.terms.symbol} " not in caption:
        caption = f"{caption.rstrip('.')}. {facts.fall(i - 1, i)}."
    moved = facts.moved(i)
    if moved and facts.k <= PLACED:
        former, now = facts.places(i - 1), facts.places(i)
        ways = [f"from {former[j]} to {now[j]}" for j in moved]
        what = f"grey marks show where the centres were: they move {series(ways)}"
        if len(moved) == 1:
            centre, who = ("the centre", "it") if facts.k == 1 else ("a centre", f"centre {moved[0] + 1}")
            what = f"a grey mark shows where {centre} was: {who} moves {ways[0]}"
    elif moved:
        move = verb(len(moved), "moves", "move")
        what = f"grey marks show where the centres were: {len(moved)} of {facts.k} {move}"
    else:
        what = verb(facts.k, "the centre stays", "no centre moves")
    return Told(f"{sentence_case(step)}, round {iteration}", caption, f"{scatter(facts)} where {what}.")


def switched(trace: Trace, iteration: int = 2) -> Told:
    """Tell which rows change cluster in an iteration."""
    facts = Facts(trace)
    i = _index(facts, "assign", iteration)
    rows = trace.changed(i)
    marked = f"{facts.things(len(rows))} {verb(len(rows), 'is', 'are')}"
    named = f": {some(facts.names(rows.tolist()), NAMED)}" if 0 < len(rows) <= NAMED else ""
    return Told(
        f"Switches, round {iteration}",
        _sentence([_switches(facts, i)])
        if rows.size or facts.terms.swaps
        else " ".join(captions.check(facts)),
        f"{scatter(facts)} where {marked} marked yellow with an exclamation mark{named}.",
    )


def final(trace: Trace) -> Told:
    """Tell the end of a run."""
    facts = Facts(trace)
    end = verb(facts.k, "the centre ends", "the centres end")
    ends = f"{end} at {series(facts.places(facts.last))}"
    if facts.k > PLACED:
        went = any(facts.moved(i) for i in range(len(trace)))
        ends = "lines show the way of the centres" if went else "no centre has moved"
    return Told(
        "The result" if facts.ended else "Where it was stopped",
        f"{' '.join(captions.done(facts))} {facts.terms.symbol} is {facts.inertia(facts.last)}.",
        f"{scatter(facts)} where {result(facts)}; {ends}.",
    )


def strip(trace: Trace) -> Told:
    """Tell the run in one figure of several panels."""
    facts = Facts(trace)
    start = verb(facts.k, "the centre starts", "the centres start")
    then = f"move the centres to the {facts.terms.centre}s"
    if facts.terms.swaps:
        then = f"swap a centre for the {facts.noun[0]} that lowers {facts.terms.symbol} most"
    return Told(
        "Step by step",
        f"The run in single pictures: assign every {facts.noun[0]} to its nearest centre, "
        f"{then}, repeat. {' '.join(captions.done(facts))}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)}, where {start} at "
        f"{starts_at(facts)}, {moves(facts)} and {result(facts)}.",
    )


def still(trace: Trace, keyframe: Keyframe) -> Told:
    """Tell one keyframe of a film as a picture of its own, under the keyframe's caption."""
    facts = Facts(trace)
    iteration = facts.iteration(keyframe.step)
    kind = keyframe.kind
    if kind == "data":
        told = data(trace)
    elif kind == "starts":
        told = starts(trace)
    elif kind in ("weigh", "draw"):
        so_far = verb(len(keyframe.rows), "one centre is", f"{len(keyframe.rows)} centres are")
        sizes = (
            ", and the likelier a point the larger"
            if kind == "draw" and facts.dataset.n <= MOST_WEIGHED
            else ""
        )
        told = Told(
            "The draw", "", _sentence([f"{scatter(facts)} where {so_far} drawn{sizes}: {keyframe.text}"])
        )
    elif kind in ("explain", "near-miss") and keyframe.rows:
        told = distances(trace, keyframe.rows[0], max(1, iteration))
    elif kind == "assign":
        told = assigned(trace, iteration)
    elif kind in ("update", "swap"):
        told = updated(trace, iteration)
    elif kind == "reassign":
        told = switched(trace, iteration)
    elif kind == "done":
        told = final(trace)
    elif kind == "lesson":
        told = Told("Why", "", f"{scatter(facts)} where {result(facts)}. {keyframe.text}")
    else:
        # A question shows the state before the assignment that it asks about.
        asked = max(1, iteration + (kind == "question"))
        alt = _sentence([f"{scatter(facts)} in round {asked}: {keyframe.text}"])
        told = Told(keyframe.phase, "", alt)
    return Told(told.title if kind != "explain" else "Distances", keyframe.text, told.alt)


def equal(trace: Trace) -> Told:
    """Tell the result drawn with one length a unit on both axes."""
    facts = Facts(trace)
    ways = {
        "euclidean": "distances on the page are those that are compared",
        "manhattan": "the way across and the way up to a centre add up to the distance that is compared",
    }
    return Told(
        "At equal scale",
        f"With one length for one unit on both axes, {ways[facts.terms.metric]}.",
        f"{scatter(facts)} at equal scale, where {result(facts)}.",
    )


def _index(facts: Facts, step: str, iteration: int) -> int:
    for i in range(len(facts.trace)):
        if facts.iteration(i) == iteration and facts.step(i) == step:
            return i
    raise ValueError(f"round {iteration} has no {step} step")


def _span(name: str, low: str, high: str) -> str:
    return f"{name} runs from {low} to {high}" if low != high else f"{name} is {low}"


def _sentence(caption: Sequence[str]) -> str:
    """Join the lines of a caption, with a full stop, which captions that end in numbers do without."""
    text = " ".join(caption)
    return text if text.endswith((".", "?")) else f"{text}."


def _units(facts: Facts) -> str:
    return {"zscore": "z-scores", "minmax": "shares of the range"}.get(
        facts.dataset.scaling.method, "scaled units"
    )


def _shared(facts: Facts) -> int:
    """Count the rows on the spot of an earlier one; 0 where they are too many for anyone to care."""
    dataset = facts.dataset
    return 0 if dataset.n > _SEEN_ALONE else dataset.n - len(np.unique(dataset.points, axis=0))


def _switches(facts: Facts, i: int) -> str:
    """Say who switches, with more room than a caption in the film has."""
    changed = facts.trace.changed(i)
    if not 1 < len(changed) <= NAMED:
        return " ".join(switches.reassign(facts, i))
    rows, labels = changed.tolist(), facts.labels(i)
    targets = {int(labels[row]) for row in rows}
    if len(targets) == 1:
        names = series(facts.names(rows))
        return f"{facts.things(len(rows))} are now nearer to centre {targets.pop() + 1}: {names}."
    places = [f"{facts.name(row)} to {int(labels[row]) + 1}" for row in rows]
    return f"{facts.things(len(rows))} are now nearer to another centre: {series(places)}."
