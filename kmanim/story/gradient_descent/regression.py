"""Captions of the steps where numbers are told: the loss, and which rows are now on the other side of the curve."""

from __future__ import annotations

from kmanim.letters.ties import unparted
from kmanim.story.gradient_descent import captions, flips
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.text.numbers import percent
from kmanim.story.text.words import NAME_LIMITS, Caption, columns, first_that_fits, line_or_two

_LINE = 58
# A loss that is farther above the best is not told as a share of it.
_FAR = 11.0


class NumberSteps:
    """What has been said of the steps so far, and how the next one is told.

    Parameters
    ----------
    facts : DescentFacts
    """

    def __init__(self, facts: DescentFacts) -> None:
        self.facts = facts
        # The side that rows have gone to: empty where nothing has been said of sides, None where enough has.
        self.side: str | None = ""
        self.is_factor_told = self.is_better_told = False

    def caption(self, before: int, step: int) -> Caption:
        """Tell a step, whose picture before was that of another."""
        facts = self.facts
        flipped = len(facts.flipped(before, step))
        if not before:
            return self._first(step, flipped=flipped)
        head = self._head(before, step)
        brief = f"Step {step:,}: loss {facts.loss(step, before)}."
        straight = facts.trace.straight.loss if facts.is_network else None
        if straight is not None and facts.losses[step] < straight and not self.is_better_told:
            self.is_better_told = True
            return first_that_fits([line_or_two(brief, "Better than any straight line."), (brief,)])
        if flipped:
            told = self._sides(before, step)
            return first_that_fits([*(line_or_two(head, one) for one in told), (head,)])
        if head != brief:
            return (head,)
        factor = facts.shrinks_by
        if factor is not None and not self.is_factor_told and 0 < factor < 1:
            self.is_factor_told = True
            share = percent(1 - factor, 1)
            return _broken(f"{head} Every step takes away {share} of what lies above the best.")
        return first_that_fits(
            [line_or_two(head, f"{one}.") for one in self._quiet(before, step)] + [(head,)]
        )

    def _head(self, before: int, step: int) -> str:
        """Say what the loss is, and where it was lower, or the same, in the picture before."""
        facts = self.facts
        head = f"Step {step:,}: loss {facts.loss(step, before)}"
        was, now = float(facts.losses[before]), float(facts.losses[step])
        if abs(now - was) <= 1e-9 * was:
            return f"{head}, as at step {before:,}."
        return f"{head}, up from {facts.loss(before, step)}." if now > was else f"{head}."

    def _first(self, step: int, *, flipped: int) -> Caption:
        """Say how a step follows from the gradient, and what the first one comes to."""
        facts = self.facts
        how, head = captions.optimizer(facts), self._head(0, step)
        told: list[Caption] = []
        if flipped:
            told = [(how, f"{head} {one}") for one in self._sides(0, step)]
        return first_that_fits([*told, (how, head), (head,)])

    def _sides(self, before: int, step: int) -> list[str]:
        facts = self.facts
        told = [
            one for limit in NAME_LIMITS[1:] for one in flips.sides(facts, before, step, self.side, limit)
        ]
        self.side = (flips.side_of(facts, before, step) or None) if self.side == "" else None
        return told

    def _quiet(self, before: int, step: int) -> list[str]:
        """Say something of a step in which no row changes sides."""
        facts, best = self.facts, self.facts.trace.best
        found = []
        if best is not None and best.loss < facts.losses[step] < _FAR * best.loss:
            share = percent(float(facts.losses[step]) - best.loss, best.loss)
            found.append(f"That is {share} above the best")
        if not facts.ever_flips(before, step):
            found.append(f"No {facts.noun[0]} changes sides")
        return found


def _broken(text: str) -> Caption:
    """Break a text into two lines where the first one is full."""
    words = unparted(text)
    first = words[0]
    for number, word in enumerate(words[1:], 1):
        if columns(f"{first} {word}") > _LINE or (
            word == "of" and columns(text) > _LINE and first.endswith("%")
        ):
            return first, " ".join(words[number:])
        first = f"{first} {word}"
    return (first,)
