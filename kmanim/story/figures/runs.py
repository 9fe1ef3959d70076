"""Words for many runs of one algorithm: titles of panels, and the table of solutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kmanim.simulate.runs.series import FEW
from kmanim.story.description import NAMED, PLACED, Told, result, rows_by, scatter
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import inertias, percent
from kmanim.story.text.words import counted, in_words, sentence_case, series, verb

if TYPE_CHECKING:
    from kmanim.simulate.runs.runs import Runs
    from kmanim.simulate.trace import Trace


def run_title(runs: Runs, run: int) -> str:
    """Name a run, numbered from 1: ``Run 3: solution B``."""
    return f"Run {run}: solution {runs.solution_of(run).letter}"


def run_line(runs: Runs, run: int) -> str:
    """Say how a run went: ``2 rounds · W = 2.685 M``; a run that was stopped says so."""
    outcome = runs.outcome_of(run)
    rounds = counted(outcome.iterations, ("round", "rounds"))
    stopped = "" if outcome.finished else ", stopped"
    symbol = runs.best.parameters.terms.symbol
    return f"{rounds}{stopped} · {symbol} = {inertia_texts(runs)[runs.solution_of(run).letter]}"


def inertia_texts(runs: Runs) -> dict[str, str]:
    """Write the objective of every solution, by letter, with enough digits to tell them apart: ``{"A": "2.548 M"}``."""
    texts = inertias([solution.inertia for solution in runs.solutions])
    return {solution.letter: text for solution, text in zip(runs.solutions, texts, strict=True)}


def solution_table(runs: Runs) -> list[tuple[str, ...]]:
    """Make the table of solutions, its head first: all cells are text.

    Returns
    -------
    list of tuple of str
        Solution, sizes, objective, above the best, final centroids, runs, share of runs.
    """
    facts = Facts(runs.best)
    texts = inertia_texts(runs)
    best = runs.solutions[0].inertia
    table: list[tuple[str, ...]] = [
        (
            "solution",
            facts.noun[1],
            facts.terms.symbol,
            "above the best",
            "final centres",
            "runs",
            "share of runs",
        )
    ]
    for solution in runs.solutions:
        centroids = solution.centroids
        further = solution.inertia > best and texts["A"] != "0"
        above = percent(solution.inertia - best, best) if further else ""
        table.append(
            (
                solution.letter,
                " / ".join(str(size) for size in solution.sizes),
                texts[solution.letter],
                above,
                " ".join(facts.place(point) for point in centroids) if centroids is not None else "",
                ", ".join(str(run) for run in solution.runs),
                percent(len(solution.runs), len(runs)),
            )
        )
    return table


def summary(runs: Runs) -> str:
    """Say in one or two sentences how the runs compare."""
    solutions, facts = runs.solutions, Facts(runs.best)
    symbol = facts.terms.symbol
    many = counted(len(runs), ("run", "runs"))
    texts = inertia_texts(runs)
    longest = counted(runs.longest.iterations, ("round", "rounds"))
    if len(runs) == 1:
        return (
            f"1 run on {facts.things(facts.dataset.n)} ends after {longest} with {symbol} = {texts['A']}."
            f"{_unfinished(runs)}"
        )
    if len(solutions) == 1:
        return f"All {many} end in one solution, {symbol} = {texts['A']}, after {longest} at most.{_unfinished(runs)}"
    letters = [f"{solution.letter} {len(solution.runs)}" for solution in solutions[:12]]
    more = f" and {len(solutions) - 12} more" if len(solutions) > 12 else ""
    worst = solutions[-1]
    low, high = inertias([solutions[0].inertia, worst.inertia])
    above = (
        "" if low == "0" else f", {percent(worst.inertia - solutions[0].inertia, solutions[0].inertia)} more,"
    )
    compared = f"{symbol} is {low} in the best, A, and {high}{above} in the worst, {worst.letter}."
    if low == high:
        compared = f"{symbol} is {low} in all of them, alike in seven digits."
    return (
        f"{many} end in {len(solutions)} solutions ({series(letters)}{more}), after {longest} at most. "
        f"{compared}{_unfinished(runs)}"
    )


def grid(runs: Runs) -> Told:
    """Tell many runs side by side."""
    facts = Facts(runs.best)
    symbol = facts.terms.symbol
    solutions = runs.solutions
    texts = inertias([solution.inertia for solution in solutions])
    told = [
        f"{solution.letter} ({counted(len(solution.runs), ('run', 'runs'))}, {symbol} = {text})"
        for solution, text in zip(solutions[:NAMED], texts, strict=False)
    ]
    if len(runs) == 1:
        return Told(
            "One run",
            f"1 run ends in solution A, {symbol} = {texts[0]}.{_unfinished(runs)}",
            f"{scatter(facts)}, where {result(facts)}.",
        )
    many = counted(len(runs), ("run", "runs"))
    end = f"end in {counted(len(solutions), ('solution', 'solutions'))}"
    more = f" and {len(solutions) - NAMED} more" if len(solutions) > NAMED else ""
    best = len(solutions[0].runs)
    return Told(
        sentence_case(f"{in_words(len(runs))} runs compared"),
        f"{many} from different starts {end}: {series(told)}{more}. "
        f"{_share(best, len(runs))} the best one found.{_unfinished(runs)}",
        _panels(runs, facts) + f"where {many} {end}; a dark frame marks the best, A"
        f"{'' if len(runs) > FEW else ', in ' + counted(best, ('panel', 'panels'))}.",
    )


def _panels(runs: Runs, facts: Facts) -> str:
    """Begin the alternative text of the grid, which shows runs up to a number and solutions above it."""
    if len(runs) <= FEW:
        return f"Grid of {len(runs)} scatter plots of {rows_by(facts)}, one a run, "
    if len(runs.solutions) == 1:
        return f"{scatter(facts)} for the one solution, "
    shown = min(len(runs.solutions), FEW)
    of = f", the best {shown} of {len(runs.solutions)}" if shown < len(runs.solutions) else ""
    return f"Grid of {shown} scatter plots of {rows_by(facts)}, one a solution{of}, "


def scaling(raw: Trace, scaled: Trace) -> Told:
    """Tell a clustering of raw values beside one of scaled values, clusters numbered alike in both."""
    facts, other = Facts(raw), Facts(scaled)
    rows = np.flatnonzero(raw.labels != scaled.labels)
    names = facts.names(rows.tolist()) if len(rows) <= NAMED else []
    if not len(rows):
        moved = f"Scaling moves no {facts.noun[0]}: the clusters are the same"
    elif names:
        moved = f"Scaling moves {facts.things(len(rows))}: {series(names)}"
    else:
        moved = f"Scaling moves {facts.things(len(rows))} to another cluster"
    places = [
        f"{before} and {after}" for before, after in zip(facts.places(-1), other.places(-1), strict=True)
    ]
    centres = f" Centres, raw and {other.scaled_words}: {'; '.join(places)}." if facts.k <= PLACED else ""
    return Told(
        "Raw against scaled",
        f"{moved}.{centres}",
        f"Two scatter plots of {rows_by(facts)}, both in original units, clustered raw on the left and "
        f"{other.scaled_words} on the right, where the {facts.noun[1]} in different clusters are ringed: "
        f"{len(rows) or 'none'}.",
    )


def _share(best: int, runs: int) -> str:
    if best == runs:
        return "Every run reaches"
    return f"{best} of {runs} {verb(best, 'reaches', 'reach')}"


def _unfinished(runs: Runs) -> str:
    """Say how many runs a limit stopped; empty if none."""
    stopped = sum(not outcome.finished for outcome in runs.outcomes)
    if not stopped:
        return ""
    if stopped == len(runs):
        who = verb(stopped, "It was", "All of them were")
    else:
        who = f"{stopped} of the runs {verb(stopped, 'was', 'were')}"
    return f" {who} stopped before {verb(stopped, 'it', 'they')} could finish."
