"""Words for very many runs: which solutions they end in, how often, and how they get there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.runs.series import FEW
from kmanim.simulate.runs.solutions import Solution
from kmanim.simulate.runs.summary import Summary, summary_of
from kmanim.story.description import PLACED, Description, rows_by
from kmanim.story.facts import Facts
from kmanim.story.runs import FAILED, at_best, behind, behind_head, failed, one_end
from kmanim.story.text.numbers import half_up, percent
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import counted, series, verb

SUBJECT = "runs"
LEAD = 2

# So many solutions are told one by one; where there are more, the others are summed up.
TOLD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One solution, or all that are not told one by one.

    Attributes
    ----------
    name : str
        Its letter, or ``48 more``.
    value : str
        Its objective, or from which on; empty where there is none.
    solutions : tuple of Solution
        The one, or the others.
    summary : Summary
        Of the runs that ended there.
    """

    name: str
    value: str
    solutions: tuple[Solution, ...]
    summary: Summary

    @property
    def rest(self) -> bool:
        """Whether it stands for several solutions, or for runs that failed."""
        return len(self.solutions) > 1 or self.failed

    @property
    def failed(self) -> bool:
        """Whether it stands for runs that failed."""
        return bool(self.solutions[0].failure)


def wanted(runs: Runs) -> bool:
    """Tell whether there are too many runs for each to be told by itself."""
    return len(runs) > FEW


def finding(runs: Runs) -> str:
    """Say how often the best solution was found, and which was found more often; best means of these runs."""
    many, every = len(runs), runs.sound
    if len(every) <= 1:
        return one_end(runs) if many > 1 or not every else "One run, one solution"
    best, most = every[0], max(every, key=lambda solution: len(solution.runs))
    first = len(best.runs)
    if runs.objective is None:
        return f"{many:,} runs end in {len(every):,} solutions, {first:,} of them in {best.letter}"
    found = f"{first:,} of {many:,} runs {verb(first, 'finds', 'find')} the best"
    if len(most.runs) > first:
        shown = every.index(most) < TOLD or len(every) == TOLD + 1
        return (
            f"{found}, {best.letter}; more end in {most.letter if shown else 'another'} ({len(most.runs):,})"
        )
    if first == 1:
        return f"{found}; no two end alike"
    alone = sum(len(solution.runs) == first for solution in every) == 1
    return (
        f"{found}, the commonest of {len(every):,} solutions"
        if alone
        else f"{found} of {len(every):,} solutions"
    )


def lines(runs: Runs, most: int = TOLD) -> list[Line]:
    """Sum up the runs by solution, the best first; of more than `most` and one, a line sums up the others.

    The last line sums up those that failed, if some did.
    """
    every, lost = runs.sound, tuple(solution for solution in runs.solutions if solution.failure)
    count = most if len(every) > most + 1 else len(every)
    rest = every[count:]
    written = objectives([solution.objective for solution in (*every[:count], *rest[:1])])
    groups: list[tuple[Solution, ...]] = [(solution,) for solution in every[:count]]
    texts = [f"{text}{at_best(one)}" for text, one in zip(written, every[:count], strict=False)]
    if rest:
        groups.append(rest)
        texts.append(f"from {written[count]}")
    names = [group[0].letter if len(group) == 1 else f"{len(group):,} more" for group in groups]
    if lost:
        groups.append(lost)
        texts.append("")
        names.append(FAILED)
    return [
        Line(
            name=name,
            value=text if runs.objective else "",
            solutions=group,
            summary=_summary(runs, group),
        )
        for name, group, text in zip(names, groups, texts, strict=True)
    ]


def rounds_text(summary: Summary) -> str:
    """Say how long runs took, mean and most: ``2.9 (6)``."""
    return f"{half_up(summary.mean_iterations, 1)} ({summary.most_iterations})"


def empty_text(summary: Summary) -> str:
    """Say how many runs had an empty cluster in round 1 and at the end: ``2 / 0``."""
    return f"{summary.empty_first:,} / {summary.empty_last:,}"


def table(runs: Runs) -> list[tuple[str, ...]]:
    """Make the short table of solutions, its head first: all cells are text.

    Returns
    -------
    list of tuple of str
        Solution, sizes of clusters; the objective and how much it is above the best, if there is one; final centroids,
        if they are few; runs, their share, rounds; with an empty cluster, where clusters may be empty.
    """
    facts, objective = Facts(runs.best), runs.objective
    best, grouped = runs.solutions[0], runs.best.parameters.finds_clusters()
    placed = best.centroids is not None and len(best.centroids) <= PLACED
    found = [
        (
            "solution",
            *((facts.noun[1],) if grouped else ()),
            *((objective.symbol, behind_head(objective)) if objective else ()),
            *(("final centres",) if placed else ()),
            "runs",
            "share of runs",
            *(("rounds: mean (most)",) if has_rounds(runs) else ()),
            *(("with an empty cluster: round 1 / end",) if may_be_empty(runs) else ()),
        )
    ]
    for line in lines(runs):
        first = line.solutions[0]
        above = ""
        if objective and not line.rest and line.value != "0":
            above = behind(objective, first.objective, best.objective)
        centres = "" if line.rest or first.centroids is None else " ".join(map(facts.place, first.centroids))
        cells = (
            line.name,
            *(("" if line.rest else " / ".join(f"{size:,}" for size in first.sizes),) if grouped else ()),
            *((line.value, above) if objective else ()),
            *((centres,) if placed else ()),
            str(line.summary.runs),
            percent(line.summary.runs, len(runs)),
            *((rounds_text(line.summary),) if has_rounds(runs) else ()),
            *((empty_text(line.summary),) if may_be_empty(runs) else ()),
        )
        found.append(cells)
    return found


def has_rounds(runs: Runs) -> bool:
    """Tell whether runs of this family take more or fewer rounds, as their table says."""
    return "iterations" in runs.best.table_columns


def may_be_empty(runs: Runs) -> bool:
    """Tell whether the family of these runs knows of clusters without rows."""
    return "empty" in runs.outcomes[0].facts


def describe(runs: Runs) -> Description:
    """Tell how often each solution was reached."""
    facts, told, objective = Facts(runs.best), lines(runs), runs.objective
    every, whole = runs.sound, summary_of(runs.outcomes)
    if not every:
        title = finding(runs)
        return Description(
            f"{title}", f"{title}.{failed(runs)}", f"{title}: {facts.algorithm} on {rows_by(facts)}."
        )
    many, end = counted(len(runs), ("run", "runs")), counted(len(every), ("solution", "solutions"))
    best = len(every[0].runs)
    which = "the best one found, A" if objective else "the commonest, A"
    reach = f"{best} of them ({percent(best, len(runs))}) {verb(best, 'reaches', 'reach')} {which}"
    if len(every) == 1:
        reach = "All of them reach it" if not whole.failed else f"{best} of them reach it"
    each = "" if len(every) == 1 else "each of "
    counts = series([f"{line.name} {line.summary.runs}" for line in told])
    value = f", {objective.symbol} = {told[0].value}" if objective else ""
    order = f"ordered by {objective.symbol} from {told[0].value} on" if objective else "the commonest first"
    return Description(
        finding(runs),
        f"{many} from different {runs.best.parameters.drawn} end in {end}. {reach}{value}.{_worst(runs, told)}"
        f"{_rounds(whole) if has_rounds(runs) else ''}"
        f"{_empties(whole) if may_be_empty(runs) else ''}{_stopped(whole)}{failed(runs)}",
        f"Bar chart of how often {many} of {facts.algorithm} on {rows_by(facts)} end in {each}{end}, "
        f"{order}: {counts}.",
    )


def _rounds(whole: Summary) -> str:
    return f" A run takes {half_up(whole.mean_iterations, 1)} rounds on average, {whole.most_iterations} at most."


def _summary(runs: Runs, group: Sequence[Solution]) -> Summary:
    return summary_of([runs.outcome_of(run) for solution in group for run in solution.runs])


def _worst(runs: Runs, told: Sequence[Line]) -> str:
    """Compare the worst with the best, where words can tell them apart."""
    best, worst = runs.sound[0], runs.sound[-1]
    if len(runs.sound) == 1 or told[0].value in ("", "0"):
        return ""
    if best.objective < 0 or worst.objective < best.objective:
        return f" The worst, {worst.letter}, has {objectives([best.objective, worst.objective])[1]}."
    return (
        f" The worst, {worst.letter}, has {percent(worst.objective - best.objective, best.objective)} more."
    )


def _empties(whole: Summary) -> str:
    if not whole.empty_first and not whole.empty_last:
        return " No run has an empty cluster, in round 1 or at the end."
    first, last = (counted(count, ("run", "runs")) for count in (whole.empty_first, whole.empty_last))
    return f" Some cluster is empty in {first} in round 1, in {last} at the end."


def _stopped(whole: Summary) -> str:
    if not whole.stopped:
        return ""
    count = whole.stopped
    who = f"{counted(count, ('run', 'runs'))} {verb(count, 'was', 'were')}"
    return f" {who} stopped before {verb(count, 'it', 'they')} could finish."
