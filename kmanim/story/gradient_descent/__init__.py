"""How gradient descent is told: a curve through rows, a boundary between two classes, a network that bends it.

Kinds of keyframes, and what a scene draws in each. A keyframe's `step` is the snapshot, which is the step of the
descent. Classes are told by shape (the known one) and by colour (the one that the model tells).

- ``data``: the rows alone, grey; no curve, no dot in the loss panel. Classes have their shapes already.
- ``start``: curve or boundary of the weights at the start. Classes: rows in the colour of what is told of them, wrong
  ones ringed, and the first dot of the loss panel. Numbers: the curve alone, no dot yet.
- ``residual``: of numbers only. The row in `rows` ringed, its error thick, with the text of `note` beside it.
- ``loss``: of numbers only. As ``start``, with the first dot in the loss panel.
- ``step``: the curve or boundary goes on (tween ``move``, through all snapshots between, so that what is seen is what
  happened); where it was in the keyframe before it is grey and dashed. One more dot.
- ``switch``: as ``step``; rows in `rows`, whose side or class is not that of the keyframe before, are yellow with "!".
  Of very many rows none is named there: the labels of both snapshots say which.
- ``check``: no yellow: the last step, the curve of the keyframe before grey under it; a tick in the header.
- ``done``: the end of a run that has settled, with a tick where it is the best that is known. Numbers: the best curve
  in black. Classes: wrong rows ringed, and `note` is the formula of the boundary, or empty.
- ``stopped``: the limit of steps came first: a cross in the header.
- ``failed``: the loss bounces, diverges, or becomes infinite: a cross; `step` is the last snapshot.

After ``switch`` the next keyframe begins with ``recolour``. The loss panel has a dashed line at
`DescentFacts.best_loss` (of a network that is the loss of a straight line), and a dot for every keyframe told so far,
but for ``data``, ``residual`` and, of numbers, ``start``.
"""

from collections.abc import Sequence

from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.runs.outcome import Outcome
from kmanim.story.gradient_descent import alt_text, names
from kmanim.story.gradient_descent.facts import DescentFacts, steps_of
from kmanim.story.gradient_descent.film import tell
from kmanim.story.gradient_descent.side_by_side import tell_together
from kmanim.story.gradient_descent.stills import describe, notes, overview, short

FACTS = DescentFacts

__all__ = [
    "FACTS",
    "describe",
    "figures",
    "notes",
    "outcome",
    "overview",
    "result",
    "short",
    "tell",
    "tell_together",
    "titles",
]


def result(trace: DescentTrace) -> str:
    """Say how a run ended: ``gradient descent settles after 35 steps at a loss of 2,578``."""
    return alt_text.result(DescentFacts(trace))


def outcome(outcome: Outcome) -> str:
    """Say how a run went: ``35 steps``."""
    return steps_of(outcome.iterations)


def figures(trace: DescentTrace) -> tuple[str, ...]:  # noqa: ARG001 - those that have nothing to show leave themselves out
    """Name the still figures of a post about a run."""
    return ("strip", "objective", "valley", "rates", "grid")


def titles(traces: Sequence[DescentTrace]) -> list[str]:
    """Name several runs by what they were told differently, in few words: ``plain 0.3``, ``Adam 5``."""
    return names.apart([DescentFacts(trace) for trace in traces])
