"""Words for a lesson in rates: the same run with steps of other sizes, too large ones among them."""

from __future__ import annotations

import dataclasses

from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.record import run
from kmanim.simulate.trace import need_trace
from kmanim.story.description import Description, rows_by
from kmanim.story.gradient_descent.beside_words import Words
from kmanim.story.gradient_descent.facts import DescentFacts, plain_number
from kmanim.story.text.words import sentence_case, series

# Shares of the largest rate that is stable: half of it is the best for a round bowl, just above it squares grow without
# end. Cross-entropy, which is flat far out, bounces.
_SHARES, _SHARES_OF_CHANCES = (0.5, 0.9, 1.0, 1.05), (0.5, 0.9, 1.2, 1.8)
_STEPS, _STEPS_OF_CHANCES = 20, 300

LEAD = 4


def wanted(trace: DescentTrace) -> bool:
    """Whether it is known how large a step may be."""
    limit = trace.stable_rate
    return limit is not None and limit > 0


def rates_of(trace: DescentTrace) -> tuple[float, ...]:
    """Choose four rates around the largest that is stable, as short numbers."""
    limit = trace.stable_rate
    if not limit:
        return ()
    shares = _SHARES_OF_CHANCES if trace.has_classes else _SHARES
    return tuple(float(f"{share * limit:.3g}") for share in shares)


def runs_of(trace: DescentTrace) -> list[DescentTrace]:
    """Run the same descent, from the same start, with other rates."""
    own = {
        field.name: getattr(trace.parameters, field.name) for field in dataclasses.fields(trace.parameters)
    }
    own |= {"init": tuple(trace.unlabelled[0].weights.tolist())}
    own["steps"] = _steps(trace)
    return [
        run(trace.algorithm, trace.dataset, seed=trace.seed, **own | {"rate": rate})
        for rate in rates_of(trace)
    ]


def _steps(trace: DescentTrace) -> int:
    return _STEPS_OF_CHANCES if trace.has_classes else _STEPS


def words_of(runs: list[DescentTrace]) -> Words:
    """Give the words for such runs, which are called by their rates."""
    facts = [DescentFacts(one) for one in runs]
    return Words(facts, [f"rate {fact.rate()}" for fact in facts])


def finding(words: Words) -> str:
    """Say what becomes of the runs that do not settle: ``Rate 1 bounces, rate 1.05 diverges``."""
    by_end: dict[str, list[str]] = {}
    for name, fact in zip(words.names, words.facts, strict=True):
        by_end.setdefault(fact.trace.ending, []).append(name.removeprefix("rate "))
    does = {
        "bounces": ("bounces", "bounce"),
        "diverges": ("diverges", "diverge"),
        "infinite": ("diverges", "diverge"),
    }
    told = [
        f"{'rate' if len(names) == 1 else 'rates'} {series(names)} {does[end][len(names) > 1]}"
        for end, names in by_end.items()
        if end in does
    ]
    if not told:
        return f"Rates {series([name.removeprefix('rate ') for name in words.names])}: all go down"
    return sentence_case(", ".join(told))


def lines(words: Words, brevity: int = 0) -> tuple[str, ...]:
    """Say below each panel how its run ends; in fewer words up to a brevity of 2."""
    return tuple(words.line(run, fact.end, brevity) for run, fact in enumerate(words.facts))


def notes(trace: DescentTrace) -> list[str]:
    """Say up to which rate a run can settle, and how many steps the runs have."""
    limit, most = trace.stable_rate, f"Each rate has {_steps(trace)} steps at most."
    if limit is None:
        return []
    text = plain_number(float(f"{limit:.4g}"))
    if trace.has_classes:
        return [f"Above rate {text} steps that are near the best weights lead away from them.", most]
    return [f"Rates above {text} never settle here.", most]


def describe(trace: DescentTrace) -> Description:
    """Tell what other rates come to."""
    need_trace("rates", trace, DescentTrace)
    runs = runs_of(trace)
    words = words_of(runs)
    each = [f"{name}: {line}" for name, line in zip(words.names, lines(words), strict=True)]
    told = f"{sentence_case('; '.join(each))}. {' '.join(notes(trace))}"
    return Description(
        finding(words),
        told,
        f"Panels side by side of gradient descent on {rows_by(words.facts[0])}, one for each of {len(runs)} rates. "
        f"{told}",
    )
