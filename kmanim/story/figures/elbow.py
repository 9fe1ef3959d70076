"""Words for the lowest objective that was found for several k."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kmanim.simulate.trace import Trace
from kmanim.story.description import Description
from kmanim.story.facts import Facts
from kmanim.story.figures.objective import objective_of
from kmanim.story.text.sums import inertias, trend
from kmanim.story.text.words import series

# A bend needs so many values, and to be ahead of the straight line by such a share of the whole fall.
_FEWEST, _CLEAR = 4, 0.15


def finding(ks: Sequence[int], best: Sequence[float], symbol: str) -> str:
    """Say where the curve bends most: where it is farthest below the straight line from its first point to its last.

    A curve that hardly leaves this line bends nowhere (Satopää and others 2011, "Finding a kneedle in a haystack").
    """
    if len(ks) < _FEWEST or not best[0] > best[-1]:
        return f"The lowest {symbol} that was found for each k"
    along = [(k - ks[0]) / (ks[-1] - ks[0]) for k in ks]
    fallen = [(best[0] - value) / (best[0] - best[-1]) for value in best]
    ahead = [f - a for f, a in zip(fallen, along, strict=True)]
    most = max(range(len(ks)), key=lambda i: ahead[i])
    if ahead[most] < _CLEAR:
        return f"{symbol} falls about evenly: no k stands out"
    return f"The curve of {symbol} bends most at k = {ks[most]}"


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
        finding(ks, [best[k] for k in ks], objective.symbol),
        f"Lowest {objective.symbol} found: {listed}. More clusters can only lower it; "
        "what counts is where it stops falling fast.",
        f"Line chart of the lowest {objective.symbol} found on {facts.things(facts.dataset.n)} for k = {span}, "
        f"where it {goes}.",
    )
