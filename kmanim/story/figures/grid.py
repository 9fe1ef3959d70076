"""Words for many runs side by side."""

from __future__ import annotations

from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.runs.series import FEW
from kmanim.story.contract import facts_of, story_of
from kmanim.story.description import NAMED, Description, rows_by, scatter
from kmanim.story.facts import Facts
from kmanim.story.runs import failed, objective_texts, one_end, unfinished
from kmanim.story.text.words import counted, in_words, series, verb

SUBJECT = "runs"
LEAD = 2


def wanted(runs: Runs) -> bool:
    """Tell whether there is something to compare."""
    return len(runs) > 1


def finding(runs: Runs) -> str:
    """Say what the grid shows: ``5 of 12 runs find the best of 4 solutions``; none is called best but among these."""
    many, ends = len(runs), len(runs.sound)
    if many == 1:
        return f"One run: {story_of(runs.best).result(runs.best)}"
    if ends <= 1:
        return one_end(runs)
    first = len(runs.solutions[0].runs)
    if runs.objective is None:
        most = f"{first:,} of them alike" if first > 1 else "no two of them alike"
        return f"{many:,} runs end in {ends:,} solutions, {most}"
    best = runs.best_solutions
    if len(best) > 1:
        found = sum(len(solution.runs) for solution in best)
        who = f"All {many:,} runs" if found == many else f"{found:,} of {many:,} runs"
        return f"{who} find the best {runs.objective.symbol}, in {in_words(len(best))} different solutions"
    which = f"the better of {in_words(2)} solutions" if ends == 2 else f"the best of {ends:,} solutions"
    return f"{first:,} of {many:,} runs {verb(first, 'finds', 'find')} {which}"


def subject(runs: Runs) -> str:
    """Say what was run on what: ``k-means, k = 2 · 32 cars``."""
    return facts_of(runs.best).subject


def order(runs: Runs) -> list[int]:
    """Give the numbers of the runs as they are shown: those of the best solution first, each one's in their order."""
    return [run for solution in runs.solutions for run in sorted(solution.runs)]


def describe(runs: Runs) -> Description:
    """Tell many runs side by side."""
    facts, objective = facts_of(runs.best), runs.objective
    solutions, texts = runs.sound, objective_texts(runs)
    values = (
        {one.letter: f"{objective.symbol} = {texts[one.letter]}" for one in solutions} if objective else {}
    )
    told = [
        f"{one.letter} ({', '.join(filter(None, [counted(len(one.runs), ('run', 'runs')), values.get(one.letter)]))})"
        for one in solutions[:NAMED]
    ]
    if len(runs) == 1:
        return Description(
            finding(runs),
            f"1 run ends in {', '.join(['solution A', *values.values()])}.{unfinished(runs)}{failed(runs)}",
            f"{scatter(facts)}, where {story_of(runs.best).result(runs.best)}.",
        )
    many = counted(len(runs), ("run", "runs"))
    end = f"end in {counted(len(solutions), ('solution', 'solutions'))}" if solutions else "fail"
    more = f" and {len(solutions) - NAMED:,} more" if len(solutions) > NAMED else ""
    ways = runs.best_solutions
    best = sum(len(solution.runs) for solution in ways)
    which = "the best one found" if objective else "A"
    if not ways:
        return Description(
            finding(runs),
            f"{finding(runs)}.{failed(runs)}",
            f"{_panels(runs, facts)}where {many} {end}.",
        )
    if objective and len(ways) > 1:
        which = f"the best {objective.symbol} found, in {in_words(len(ways))} solutions"
    return Description(
        finding(runs),
        f"{many} from different {runs.best.parameters.drawn} {end}: {series(told)}{more}. "
        f"{_share(best, len(runs))} {which}.{unfinished(runs)}{failed(runs)}",
        f"{_panels(runs, facts)}where {many} {end}{_frames(runs)}.",
    )


def panels_told(runs: Runs, shown: int) -> str:
    """Say what panels stand for, where each is one of the solutions that many runs end in."""
    count, many = len(runs.sound), f"{len(runs):,} runs"
    failed_too = ", and of those that failed" if len(runs.solutions) > count and shown > count else ""
    if count == 1 and not failed_too:
        return f"All {many} end in this solution."
    if not count:
        return f"One panel for each of the {shown} ways in which {many} failed."
    which = f"the {count:,}" if shown >= count else f"the best {shown} of {count:,}"
    return f"One panel for each of {which} {verb(count, 'solution', 'solutions')} of {many}{failed_too}."


def _frames(runs: Runs) -> str:
    """Say what a frame marks; empty where all ends are as good as each other and there is none."""
    ways = runs.best_solutions
    if not ways or len(ways) == len(runs.solutions):
        return ""
    best = sum(len(solution.runs) for solution in ways)
    letters = series([solution.letter for solution in ways])
    where = "" if len(runs) > FEW else f", in {counted(best, ('panel', 'panels'))}"
    return f"; a frame marks {f'the best, {letters}' if runs.objective else 'A'}{where}"


def _panels(runs: Runs, facts: Facts) -> str:
    """Begin the alternative text of the grid, which shows runs up to a number and solutions above it."""
    if len(runs) <= FEW:
        return f"Grid of {len(runs)} {facts.chart[1]} of {rows_by(facts)}, one a run, "
    if len(runs.solutions) == 1:
        return f"{scatter(facts)} for the one solution, "
    shown = min(len(runs.solutions), FEW)
    of = f", the best {shown} of {len(runs.solutions):,}" if shown < len(runs.solutions) else ""
    return f"Grid of {shown} {facts.chart[1]} of {rows_by(facts)}, one a solution{of}, "


def _share(best: int, runs: int) -> str:
    if best == runs:
        return "Every run reaches"
    return f"{best:,} of {runs:,} {verb(best, 'reaches', 'reach')}"
