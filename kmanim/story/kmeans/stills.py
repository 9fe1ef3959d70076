"""What is said of one picture of a film of k-means and its family, as a picture of its own."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.story.comparisons.classes import classes_told
from kmanim.story.description import NAMED, PLACED, Description, rows_by, scatter
from kmanim.story.figures import distances, raw_data
from kmanim.story.kmeans import captions, movements, switches
from kmanim.story.kmeans.alt_text import moves, result, starts_at
from kmanim.story.kmeans.cluster_names import clusters_of
from kmanim.story.kmeans.facts import CentroidFacts, centroid_facts
from kmanim.story.kmeans.seeding import are_weighed
from kmanim.story.text.sizes import last_noun
from kmanim.story.text.words import counted, sentence_case, series, some, verb
from kmanim.story.timeline import Keyframe


def starts(trace: CentroidTrace) -> Description:
    """Tell where the centroids start."""
    facts = centroid_facts(trace)
    many = verb(facts.k, "the centre starts", f"the {facts.k} centres start")
    caption = _sentence(captions.starts(facts))
    return Description("Starts", caption, f"{scatter(facts)} where {many} at {starts_at(facts)}.")


def assigned(trace: CentroidTrace, iteration: int = 1) -> Description:
    """Tell the assignment of an iteration."""
    facts = centroid_facts(trace)
    i = facts.index("assign", iteration)
    count = trace.switched_count(iteration)
    parts = f"the points are coloured by {clusters_of(facts, i)}"
    if facts.k == 1:
        every = verb(facts.n, "the point is", "all points are")
        parts = f"{every} coloured as one cluster of {facts.things(facts.n)}"
    if iteration == 1:
        caption = " ".join(captions.assign(facts, i))
    elif count or facts.terms.swaps:
        caption = _sentence([_switches(facts, i)])
        parts += f", with {facts.things(count)} in another cluster than in round {iteration - 1}"
    else:
        caption = " ".join(captions.check(facts))
        parts += f", the same as in round {iteration - 1}"
    return Description(f"Assignment, round {iteration}", caption, f"{scatter(facts)} where {parts}.")


def updated(trace: CentroidTrace, iteration: int = 1) -> Description:
    """Tell the update of an iteration."""
    facts = centroid_facts(trace)
    step = facts.terms.step
    i = facts.index(step, iteration)
    before = facts.index(step, iteration - 1) if iteration > 1 else None
    if facts.terms.swaps:
        told = " ".join(movements.swap(facts, i, explained=True))
        told = told.rpartition(f" {facts.objective.symbol} ")[0] or told
    else:
        told = " ".join(movements.where(facts, i, before))
    caption = f"{told.rstrip(' .:')}. {facts.fall(i - 1, i)}."
    moved = facts.moved(i)
    if moved and facts.k <= PLACED and facts.are_placed:
        former, now = facts.places(i - 1), facts.places(i)
        ways = [f"from {former[j]} to {now[j]}" for j in moved]
        what = f"grey marks show where the centres were: they move {series(ways)}"
        if len(moved) == 1:
            centre, who = ("the centre", "it") if facts.k == 1 else ("a centre", f"centre {moved[0] + 1}")
            what = f"a grey mark shows where {centre} was: {who} moves {ways[0]}"
    elif moved:
        move = verb(len(moved), "moves", "move")
        which = f"{len(moved)} of {facts.k} {move}" if facts.k > 1 else "it moves"
        what = f"grey marks show where the centres were: {which}"
        if len(moved) == 1:
            what = f"a grey mark shows where {'a centre' if facts.k > 1 else 'the centre'} was: {which}"
    else:
        what = verb(facts.k, "the centre stays", "no centre moves")
    return Description(
        f"{sentence_case(step)}, round {iteration}", caption, f"{scatter(facts)} where {what}."
    )


def switched(trace: CentroidTrace, iteration: int = 2) -> Description:
    """Tell which rows change cluster in an iteration."""
    facts = centroid_facts(trace)
    i = facts.index("assign", iteration)
    rows, count = trace.changed(i), trace.switched_count(iteration)
    marked = f"{facts.things(count)} {verb(count, 'is', 'are')}"
    named = (
        f": {some(facts.names(rows.tolist()), NAMED)}" if 0 < len(rows) <= NAMED and facts.has_names else ""
    )
    return Description(
        f"Switches, round {iteration}",
        _sentence([_switches(facts, i)]) if count or facts.terms.swaps else " ".join(captions.check(facts)),
        f"{scatter(facts)} where {marked} marked yellow with an exclamation mark{named}.",
    )


def final(trace: CentroidTrace) -> Description:
    """Tell the end of a run."""
    facts = centroid_facts(trace)
    end = verb(facts.k, "the centre ends", "the centres end")
    ends = f"{end} at {series(facts.places(facts.last))}"
    if facts.k > PLACED or not facts.are_placed:
        went = any(facts.moved(i) for i in range(len(trace)))
        way, none = (
            ("centre", "the centre has not moved") if facts.k == 1 else ("centres", "no centre has moved")
        )
        ends = f"lines show the way of the {way}" if went else none
    classes = classes_told(trace, facts.k)
    return Description(
        "The result" if facts.ended else "Where it was stopped",
        f"{' '.join(captions.done(facts))} {facts.objective.symbol} is {facts.inertia(facts.last)}.",
        " ".join(part for part in (f"{scatter(facts)} where {result(facts)}; {ends}.", classes) if part),
    )


def _sentence(caption: Sequence[str]) -> str:
    """Join the lines of a caption, with a full stop, which captions that end in numbers do without."""
    text = " ".join(caption)
    return text if text.endswith((".", "?")) else f"{text}."


def _switches(facts: CentroidFacts, i: int) -> str:
    """Say who switches, with more room than a caption in the film has."""
    changed = facts.trace.changed(i)
    if not 1 < len(changed) <= NAMED or not facts.has_names:
        return " ".join(switches.reassign(facts, i))
    rows, labels = changed.tolist(), facts.labels(i)
    targets = {int(labels[row]) for row in rows}
    if len(targets) == 1:
        names = series(facts.names(rows))
        return f"{facts.things(len(rows))} are now nearer to centre {targets.pop() + 1}: {names}."
    places = [f"{facts.name(row)} to {int(labels[row]) + 1}" for row in rows]
    return f"{facts.things(len(rows))} are now nearer to another centre: {series(places)}."


def overview(trace: CentroidTrace) -> Description:
    """Tell the whole run at once, for the figure that shows it in several panels."""
    facts = centroid_facts(trace)
    start = verb(facts.k, "the centre starts", "the centres start")
    then = f"move the centres to the {facts.terms.centre}s"
    if facts.terms.swaps:
        then = f"swap a centre for the {facts.noun[0]} that lowers {facts.objective.symbol} most"
    return Description(
        "Step by step",
        f"The run in single pictures: assign every {facts.noun[0]} to its nearest centre, "
        f"{then}, repeat. {' '.join(captions.done(facts))}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)}, where {start} at "
        f"{starts_at(facts)}, {moves(facts)} and {result(facts)}.",
    )


def short(trace: CentroidTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, i = centroid_facts(trace), keyframe.step
    noun = (facts.noun[0], facts.noun[1])
    told: list[str] = []
    match keyframe.kind:
        case "data":
            told = [facts.things(facts.n)]
        case "starts":
            opening = captions.starts(facts)[0].split(":")[0].rstrip(".")
            told = [opening, counted(facts.k, ("centre", "centres"))]
        case "assign" | "done":
            sizes = facts.counts(i)
            counts = series([f"{count:,}" for count in sizes])
            told = [f"{counts} {last_noun(sizes, noun)}", counts, counted(facts.k, ("cluster", "clusters"))]
        case "update" | "swap" if facts.moved(i):
            symbol, value = facts.objective.symbol, facts.inertia(i)
            falls = bool(i and trace.objective[i] < trace.objective[i - 1])
            told = [*([f"{symbol} falls to {value}"] if falls else []), f"{symbol} = {value}"]
        case "update" | "swap":
            told = ["no centre moves"]
        case "reassign":
            count = trace.switched_count(facts.iteration(i))
            told = [f"{counted(count, noun)} {verb(count, 'switches', 'switch')}", f"{count:,} switch"]
        case "empty":
            empty = sum(count == 0 for count in facts.counts(i))
            told = [counted(empty, ("empty cluster", "empty clusters"))]
        case "relocate":
            told = [counted(len(facts.moved(i)), ("centre jumps", "centres jump"))]
        case "check":
            told = [f"no {noun[0]} switches", "no switches"]
    return told


def describe(trace: CentroidTrace, keyframe: Keyframe) -> Description:
    """Tell one keyframe of a film as a picture of its own, under the keyframe's caption."""
    facts = centroid_facts(trace)
    iteration = facts.iteration(keyframe.step)
    kind = keyframe.kind
    if kind == "data":
        told = raw_data.describe(trace)
    elif kind == "starts":
        told = starts(trace)
    elif kind in ("weigh", "draw"):
        so_far = verb(len(keyframe.rows), "one centre is", f"{len(keyframe.rows)} centres are")
        sizes = ", and the likelier a point the larger" if kind == "draw" and are_weighed(trace) else ""
        told = Description(
            "The draw", "", _sentence([f"{scatter(facts)} where {so_far} drawn{sizes}: {keyframe.text}"])
        )
    elif kind in ("explain", "near-miss") and keyframe.rows:
        alt = distances.picture_alt(trace, keyframe.rows[0], max(1, iteration))
        told = Description(f"Distances of {facts.name(keyframe.rows[0], 60)}", "", alt)
    elif kind == "assign":
        told = assigned(trace, iteration)
    elif kind in ("update", "swap"):
        told = updated(trace, iteration)
    elif kind == "reassign":
        told = switched(trace, iteration)
    elif kind == "done":
        told = final(trace)
    elif kind == "lesson":
        told = Description("Why", "", f"{scatter(facts)} where {result(facts)}. {keyframe.text}")
    else:
        # A question shows the state before the assignment that it asks about.
        asked = max(1, iteration + (kind == "question"))
        alt = _sentence([f"{scatter(facts)} in round {asked}: {keyframe.text}"])
        told = Description(keyframe.phase, "", alt)
    return Description(told.title if kind != "explain" else "Distances", keyframe.text, told.alt)
