"""Words for the lowest objective that was found for several k."""

from __future__ import annotations

from collections.abc import Mapping

from kmanim.simulate.trace import Trace
from kmanim.story.description import Description
from kmanim.story.facts import Facts
from kmanim.story.figures.objective import objective_of
from kmanim.story.text.numbers import inertias, trend
from kmanim.story.text.words import series


def describe(trace: Trace, best: Mapping[int, float]) -> Description:
    """Tell the lowest objective found for several k.

    Parameters
    ----------
    trace : Trace
        Any run on the data.
    best : mapping of int to float
        Lowest objective by k.
    """
    facts, objective = Facts(trace), objective_of(trace)
    ks = sorted(best)
    texts = inertias([best[k] for k in ks])
    many = len(ks) > 1
    span = f"{ks[0]} to {ks[-1]}" if many else str(ks[0])
    goes = trend([best[k] for k in ks]) if many else f"is {texts[0]}"
    listed = series([f"{text} for k = {k}" for k, text in zip(ks, texts, strict=True)])
    return Description(
        "How many clusters?",
        f"Lowest {objective.symbol} found: {listed}. More clusters can only lower it; "
        "what counts is where it stops falling fast.",
        f"Line chart of the lowest {objective.symbol} found on {facts.things(facts.dataset.n)} for k = {span}, "
        f"where it {goes}.",
    )
