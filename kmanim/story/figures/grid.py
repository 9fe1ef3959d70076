"""Words for many runs side by side."""

from __future__ import annotations

from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.runs.series import FEW
from kmanim.story.contract import story_of
from kmanim.story.description import NAMED, Description, rows_by, scatter
from kmanim.story.facts import Facts
from kmanim.story.runs import objective_texts, unfinished
from kmanim.story.text.words import counted, in_words, sentence_case, series, verb

SUBJECT = "runs"


def wanted(runs: Runs) -> bool:
    """Tell whether there is something to compare."""
    return len(runs) > 1


def describe(runs: Runs) -> Description:
    """Tell many runs side by side."""
    facts, objective = Facts(runs.best), runs.objective
    solutions, texts = runs.solutions, objective_texts(runs)
    values = {letter: f"{objective.symbol} = {text}" for letter, text in texts.items()} if objective else {}
    told = [
        f"{one.letter} ({', '.join(filter(None, [counted(len(one.runs), ('run', 'runs')), values.get(one.letter)]))})"
        for one in solutions[:NAMED]
    ]
    if len(runs) == 1:
        return Description(
            "One run",
            f"1 run ends in {', '.join(['solution A', *values.values()])}.{unfinished(runs)}",
            f"{scatter(facts)}, where {story_of(runs.best).result(runs.best)}.",
        )
    many = counted(len(runs), ("run", "runs"))
    end = f"end in {counted(len(solutions), ('solution', 'solutions'))}"
    more = f" and {len(solutions) - NAMED} more" if len(solutions) > NAMED else ""
    best = len(solutions[0].runs)
    return Description(
        sentence_case(f"{in_words(len(runs))} runs compared"),
        f"{many} from different {runs.best.parameters.drawn} {end}: {series(told)}{more}. "
        f"{_share(best, len(runs))} {'the best one found' if objective else 'A'}.{unfinished(runs)}",
        _panels(runs, facts) + f"where {many} {end}; a dark frame marks {'the best, A' if objective else 'A'}"
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


def _share(best: int, runs: int) -> str:
    if best == runs:
        return "Every run reaches"
    return f"{best} of {runs} {verb(best, 'reaches', 'reach')}"
