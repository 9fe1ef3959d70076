"""Words for very many runs: which solutions they end in, how often, and how they get there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kmanim.simulate.runs.summary import Summary, summary_of
from kmanim.story.description import PLACED, Told, rows_by
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import half_up, inertias, percent
from kmanim.story.text.words import counted, series, verb

if TYPE_CHECKING:
    from kmanim.simulate.runs.runs import Runs
    from kmanim.simulate.runs.solutions import Solution

# So many solutions are told one by one; where there are more, the others are summed up.
TOLD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One solution, or all that are not told one by one.

    Attributes
    ----------
    name : str
        Its letter, or ``48 more``.
    inertia : str
        Its W, or from which on.
    solutions : tuple of Solution
        The one, or the others.
    summary : Summary
        Of the runs that ended there.
    """

    name: str
    inertia: str
    solutions: tuple[Solution, ...]
    summary: Summary

    @property
    def rest(self) -> bool:
        """Whether it stands for several solutions."""
        return len(self.solutions) > 1


def lines(runs: Runs, most: int = TOLD) -> list[Line]:
    """Sum up the runs by solution, the best first; of more than `most` and one, the last line sums up the others."""
    every = runs.solutions
    count = most if len(every) > most + 1 else len(every)
    rest = every[count:]
    written = inertias([solution.inertia for solution in (*every[:count], *rest[:1])])
    groups: list[tuple[Solution, ...]] = [(solution,) for solution in every[:count]]
    texts = list(written[:count])
    if rest:
        groups.append(rest)
        texts.append(f"from {written[count]}")
    return [
        Line(
            name=group[0].letter if len(group) == 1 else f"{len(group)} more",
            inertia=text,
            solutions=group,
            summary=_summary(runs, group),
        )
        for group, text in zip(groups, texts, strict=True)
    ]


def rounds_text(summary: Summary) -> str:
    """Say how long runs took, mean and most: ``2.9 (6)``."""
    return f"{half_up(summary.mean_iterations, 1)} ({summary.most_iterations})"


def empty_text(summary: Summary) -> str:
    """Say how many runs had an empty cluster in round 1 and at the end: ``2 / 0``."""
    return f"{summary.empty_first} / {summary.empty_last}"


def table(runs: Runs) -> list[tuple[str, ...]]:
    """Make the short table of solutions, its head first: all cells are text.

    Returns
    -------
    list of tuple of str
        Solution, sizes, W, above the best, final centroids of a few clusters, runs, their share, rounds, empties.
    """
    facts = Facts(runs.best)
    placed = facts.k <= PLACED
    head = [
        "solution",
        facts.noun[1],
        facts.terms.symbol,
        "above the best",
        "final centres",
        "runs",
        "share of runs",
    ]
    head += ["rounds: mean (most)", "with an empty cluster: round 1 / end"]
    found = [tuple(head) if placed else tuple(cell for cell in head if cell != "final centres")]
    best = runs.solutions[0].inertia
    for line in lines(runs):
        first = line.solutions[0]
        further = not line.rest and first.inertia > best and line.inertia != "0"
        centres = "" if line.rest or first.centroids is None else " ".join(map(facts.place, first.centroids))
        cells = (
            line.name,
            "" if line.rest else " / ".join(map(str, first.sizes)),
            line.inertia,
            percent(first.inertia - best, best) if further else "",
            *((centres,) if placed else ()),
            str(line.summary.runs),
            percent(line.summary.runs, len(runs)),
            rounds_text(line.summary),
            empty_text(line.summary),
        )
        found.append(cells)
    return found


def solutions(runs: Runs) -> Told:
    """Tell how often each solution was reached."""
    facts, told = Facts(runs.best), lines(runs)
    every, whole = runs.solutions, summary_of(runs.outcomes)
    many, end = counted(len(runs), ("run", "runs")), counted(len(every), ("solution", "solutions"))
    best = len(every[0].runs)
    reach = (
        f"{best} of them ({percent(best, len(runs))}) {verb(best, 'reaches', 'reach')} the best one found, A"
    )
    if len(every) == 1:
        reach = "All of them reach it"
    each = "" if len(every) == 1 else "each of "
    counts = series([f"{line.name} {line.summary.runs}" for line in told])
    return Told(
        "How often each solution is reached",
        f"{many} from different starts end in {end}. {reach}, "
        f"{facts.terms.symbol} = {told[0].inertia}.{_worst(runs, told)} "
        f"A run takes {half_up(whole.mean_iterations, 1)} rounds on average, {whole.most_iterations} at most. "
        f"{_empties(whole)}{_stopped(whole)}",
        f"Bar chart of how often {many} of {facts.algorithm} on {rows_by(facts)} end in {each}{end}, "
        f"ordered by {facts.terms.symbol} from {told[0].inertia} on: {counts}.",
    )


def _summary(runs: Runs, group: Sequence[Solution]) -> Summary:
    return summary_of([runs.outcome_of(run) for solution in group for run in solution.runs])


def _worst(runs: Runs, told: Sequence[Line]) -> str:
    """Compare the worst with the best, where words can tell them apart."""
    best, worst = runs.solutions[0], runs.solutions[-1]
    if len(runs.solutions) == 1 or told[0].inertia == "0":
        return ""
    return f" The worst, {worst.letter}, has {percent(worst.inertia - best.inertia, best.inertia)} more."


def _empties(whole: Summary) -> str:
    if not whole.empty_first and not whole.empty_last:
        return "No run has an empty cluster, in round 1 or at the end."
    first, last = (counted(count, ("run", "runs")) for count in (whole.empty_first, whole.empty_last))
    return f"Some cluster is empty in {first} in round 1, in {last} at the end."


def _stopped(whole: Summary) -> str:
    if not whole.stopped:
        return ""
    count = whole.stopped
    who = f"{counted(count, ('run', 'runs'))} {verb(count, 'was', 'were')}"
    return f" {who} stopped before {verb(count, 'it', 'they')} could finish."
