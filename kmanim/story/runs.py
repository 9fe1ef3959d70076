"""Words for many runs of one algorithm: titles of panels, and the table of solutions."""

from __future__ import annotations

from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.runs.outcome import Outcome, outcome_of
from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.runs.solutions import Solution
from kmanim.story.contract import story_of
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import percent
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import counted, sentence_case, series, verb

FAILED = "failed"


def run_title(runs: Runs, run: int) -> str:
    """Name a run, from 1: ``Run 3: solution B``, or ``Run 3: failed``; one alone without clusters is the film."""
    if len(runs) == 1 and not runs.best.parameters.finds_clusters():
        return "The film"
    solution = runs.solution_of(run)
    return f"Run {run}: {'failed' if solution.failure else f'solution {solution.letter}'}"


def run_line(runs: Runs, run: int) -> str:
    """Say how a run went: ``2 rounds · W = 2,684,738``; a run that was stopped says so."""
    return run_lines(runs, run)[0]


def run_lines(runs: Runs, run: int) -> tuple[str, ...]:
    """Say how a run went, from rich to short: `run_line`, ``2 rounds · 2,684,738`` and ``W = 2,684,738``.

    Of a run that failed, why.
    """
    outcome, objective = runs.outcome_of(run), runs.objective
    if outcome.failure:
        rounds = f"{_took(runs, outcome)} · "
        return f"{rounds if objective else ''}{outcome.failure}", outcome.failure
    stopped = "" if outcome.finished else ", stopped"
    if objective is None:
        return (f"{story_of(runs[0]).outcome(outcome)}{stopped}",)
    rounds = f"{_took(runs, outcome)}{stopped}"
    value, symbol = run_texts(runs)[run], objective.symbol
    return (
        f"{rounds} · {symbol} = {value}", f"{rounds} · {value}",
        f"{symbol} = {value}{stopped}", f"{value}{stopped}",
    )  # fmt: skip


def _took(runs: Runs, outcome: Outcome) -> str:
    """Count the iterations of a run, in the words of its family where these are what it says of a run."""
    if runs.objective is not None:
        return story_of(runs[0]).outcome(outcome)
    return counted(outcome.iterations, ("round", "rounds"))


def objective_texts(runs: Runs) -> dict[str, str]:
    """Write the objective of every solution, by letter, with enough digits to tell them apart: ``{"A": "2,547,692"}``.

    That of a failed one is ``failed``, that of one whose runs came to several values ``0.01390 at best``. Empty where
    there is no objective.
    """
    texts = run_texts(runs)
    return {one.letter: f"{texts[one.best_run]}{at_best(one)}" for one in runs.solutions if texts}


def run_texts(runs: Runs) -> dict[int, str]:
    """Write the objective of every run, by its number from 1, in the digits of `objective_texts`; empty without one."""
    if runs.objective is None:
        return {}
    values = list({outcome.objective for outcome in runs.outcomes if not outcome.failure})
    texts = dict(zip(values, objectives(values), strict=True))
    return {one.run: FAILED if one.failure else texts[one.objective] for one in runs.outcomes}


def at_best(solution: Solution) -> str:
    """Say that a value is but the best of those that runs of a solution came to: `` at best``; else nothing."""
    if solution.failure:
        return ""
    best, worst = objectives([solution.objective, solution.worst])
    return " at best" if best != worst else ""


def behind(objective: Objective, value: float, best: float) -> str:
    """Say how far a value is behind the best one: as a share of what falls towards 0, else as a difference.

    Empty where it is not behind.
    """
    if not objective.cost(value) > objective.cost(best):
        return ""
    if objective.direction == "falls" and best > 0:
        return percent(value - best, best)
    return objectives([abs(value - best)])[0]


def behind_head(objective: Objective) -> str:
    """Name the column of `behind`: ``above the best`` or, of what rises, ``below the best``."""
    return "above the best" if objective.direction == "falls" else "below the best"


def one_end(runs: Runs) -> str:
    """Say as a heading that runs come to one solution, or that none comes to a result."""
    many = len(runs)
    if not runs.sound:
        return f"None of {many:,} runs came to a result" if many > 1 else "The run failed"
    found = len(runs.sound[0].runs)
    if found < many:
        return f"{found:,} of {many:,} runs {verb(found, 'comes', 'come')} to a result, the same one; the others failed"
    return f"All {many:,} runs end in the same solution"


def failed(runs: Runs) -> str:
    """Say how many runs failed, and why, as a sentence that follows others; empty if none did."""
    count = sum(bool(outcome.failure) for outcome in runs.outcomes)
    if not count:
        return ""
    if count == len(runs):
        return f" {'It' if count == 1 else 'All of them'} failed: {_why(runs)}."
    are = verb(count, "is", "are")
    return f" {counted(count, ('run', 'runs'))} failed and {are} not ranked: {_why(runs)}."


def reasons(runs: Runs) -> str:
    """Say why runs failed: ``Failed: component 2 has shrunk onto a line.``; empty if none did."""
    return f"{sentence_case(FAILED)}: {_why(runs)}." if _why(runs) else ""


def _why(runs: Runs) -> str:
    told = list(dict.fromkeys(outcome.failure for outcome in runs.outcomes if outcome.failure))
    return series(told) if len(told) < 3 else f"{told[0]}, or the like"


def solution_table(runs: Runs) -> list[tuple[str, ...]]:
    """Make the table of solutions, its head first: all cells are text. Of one run without clusters there is none.

    Returns
    -------
    list of tuple of str
        Solution, sizes; of runs with an objective its value, how much it is above the best, final centroids; of
        others what their family says of a run; runs, share of runs.
    """
    facts = Facts(runs.best)
    if len(runs) == 1 and not runs.best.parameters.finds_clusters():
        return []
    cells = _judged(runs, facts) if runs.objective is not None else _counted(runs)
    grouped = runs.best.parameters.finds_clusters()
    head = ("solution", *((facts.noun[1],) if grouped else ()), *cells[0], "runs", "share of runs")
    return [
        head,
        *(
            (
                solution.letter,
                *((" / ".join(f"{size:,}" for size in solution.sizes),) if grouped else ()),
                *own,
                ", ".join(str(run) for run in solution.runs),
                percent(len(solution.runs), len(runs)),
            )
            for solution, own in zip(runs.solutions, cells[1:], strict=True)
        ),
    ]


def _judged(runs: Runs, facts: Facts) -> list[tuple[str, ...]]:
    """Give the columns of solutions that an objective ranks, their head first."""
    assert runs.objective is not None
    texts = objective_texts(runs)
    best = runs.best_objective
    centroids = any(solution.centroids is not None for solution in runs.solutions)
    found = [(runs.objective.symbol, behind_head(runs.objective), *(("final centres",) if centroids else ()))]
    for solution in runs.solutions:
        above = solution.failure
        if best is not None and not above and texts["A"] != "0":
            above = behind(runs.objective, solution.objective, best)
        places = solution.centroids
        placed = " ".join(facts.place(point) for point in places) if places is not None else ""
        found.append((texts[solution.letter], above, *((placed,) if centroids else ())))
    return found


def _counted(runs: Runs) -> list[tuple[str, ...]]:
    """Give what a family counts of a run as columns, their head first."""
    outcomes: list[Outcome] = [runs.outcome_of(solution.runs[0]) for solution in runs.solutions]
    names = [name for name, value in outcomes[0].facts.items() if isinstance(value, int | float | str)]
    return [tuple(names), *(tuple(_cell(outcome.facts[name]) for name in names) for outcome in outcomes)]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return objectives([value])[0]
    return f"{value:,}" if isinstance(value, int) else str(value)


def summary(runs: Runs) -> str:
    """Say in one or two sentences how the runs compare."""
    solutions, facts, objective = runs.solutions, Facts(runs.best), runs.objective
    many = counted(len(runs), ("run", "runs"))
    if not runs.sound:
        return f"{one_end(runs)}{f': {_why(runs)}.' if len(runs) == 1 else f'.{failed(runs)}'}"
    if len(runs) == 1 and (objective is None or runs.best.parameters.kinds == "none"):
        return f"{sentence_case(story_of(runs.best).result(runs.best))}.{unfinished(runs)}"
    longest = _took(runs, outcome_of(runs.longest))
    texts = objective_texts(runs)
    at_best = f"{objective.symbol} = {texts['A']}" if objective is not None else ""
    if len(runs) == 1:
        return f"1 run on {facts.things(facts.n)} ends after {longest} with {at_best}.{unfinished(runs)}"
    if len(solutions) == 1:
        reached = f", {at_best}, after {longest} at most" if at_best else ""
        return f"All {many} end in one solution{reached}.{unfinished(runs)}"
    sound = runs.sound
    letters = [f"{solution.letter} {len(solution.runs):,}" for solution in sound[:12]]
    more = f" and {len(sound) - 12:,} more" if len(sound) > 12 else ""
    count = counted(len(sound), ("solution", "solutions"))
    ends = f"{many} end in {count} ({series(letters)}{more})"
    if len(sound) == len(runs) > 2:  # "A 1, B 1 and C 1" says nothing
        ends = f"{many} end in {count}, no two alike"
    if objective is None:
        return f"{ends}.{unfinished(runs)}{failed(runs)}"
    compared = f" {_compared(_opening(objective), sound[0], sound[-1])}" if len(sound) > 1 else ""
    return f"{ends}, after {longest} at most.{compared}{unfinished(runs)}{failed(runs)}"


def _opening(objective: Objective) -> str:
    """Name an objective where a sentence begins: ``Walk``, and ``log L``, which is a symbol, as it is."""
    named = objective.symbol == objective.name
    return sentence_case(objective.symbol) if named else objective.symbol


def _compared(symbol: str, best: Solution, worst: Solution) -> str:
    """Compare the objective of the best and the worst solution."""
    one, other = objectives([best.objective, worst.objective])
    if one == other:
        return f"{symbol} is {one} in all of them, alike in seven digits."
    share = percent(worst.objective - best.objective, best.objective) if best.objective > 0 else ""
    above = f", {share} more," if share and worst.objective > best.objective and one != "0" else ""
    return f"{symbol} is {one} in the best, A, and {other}{above} in the worst, {worst.letter}."


def unfinished(runs: Runs) -> str:
    """Say how many runs a limit stopped; empty if none."""
    stopped = sum(not outcome.finished for outcome in runs.outcomes)
    if not stopped:
        return ""
    if stopped == len(runs):
        who = verb(stopped, "It was", "All of them were")
    else:
        who = f"{stopped} of the runs {verb(stopped, 'was', 'were')}"
    return f" {who} stopped before {verb(stopped, 'it', 'they')} could finish."
