"""The words of runs of k-means and its family side by side: one fact for all of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kmanim.arrays import IntArray
from kmanim.story.comparisons.objective_bars import ObjectiveBars, verdict
from kmanim.story.comparisons.panels import MOST_RINGED
from kmanim.story.description import axes
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.sums import inertias
from kmanim.story.text.words import (
    Caption,
    counted,
    first_that_fits,
    line_or_two,
    sentence_case,
    series,
    verb,
)


class Words:
    """What can be said of the runs together.

    Parameters
    ----------
    facts : sequence of CentroidFacts
        One a run.
    titles : sequence of str
        What each is called.
    bars : ObjectiveBars or None
        What they come to, where that can be compared.
    """

    def __init__(
        self, facts: Sequence[CentroidFacts], titles: Sequence[str], bars: ObjectiveBars | None
    ) -> None:
        self.facts, self.titles, self.bars = facts, titles, bars
        one = facts[0]
        self.noun = (one.noun[0], one.noun[1])
        self.things = one.things(one.dataset.n)
        self.same_k = len({fact.k for fact in facts}) == 1
        self._names = list(dict.fromkeys(fact.algorithm for fact in facts))
        labels = [fact.trace.labels.astype(np.intp) for fact in facts]
        differs = np.any([own != labels[0] for own in labels[1:]], axis=0) if self.same_k else []
        self.moved: IntArray = np.flatnonzero(differs)

    @property
    def subject(self) -> str:
        """What the film is of."""
        setting = f", k = {self.facts[0].k}" if self.same_k else ""
        return f"{series(self._names)}{setting} · {self.things}"

    @property
    def title(self) -> str:
        """What the film is of, and what is compared."""
        return f"{series(self._names)} on {self.things}: {series(list(self.titles))}"

    @property
    def alt(self) -> str:
        """Describe the film to who cannot see it."""
        stop = verb(len(self._names), "stops", "stop")
        ends = f"; {self.difference}" if self.same_k else ""
        if self.bars is not None:
            found = series([self.bars.text(end) for end in self.bars.ends])
            ends = f"; {self.bars.objective.symbol} ends at {found}"
        return (
            f"Animated scatter plots side by side of {self.things} by {axes(self.facts[0], scaled=False)}, one for "
            f"each of {series(list(self.titles))}: {series(self._names)} {stop} after {self._rounds}{ends}."
        )

    def starts(self) -> Caption:
        """Say what is compared."""
        # Whatever their numbers: those go by where the clusters end.
        starts = [fact.trace.centroids_of(0) for fact in self.facts]
        starts = [own[np.lexsort(own.T)] for own in starts]
        alike = self.same_k and all(np.allclose(own, starts[0], rtol=1e-9) for own in starts)
        things = self.things
        what = "the same starts" if alike else f"{len(self.facts)} runs"
        return first_that_fits(
            [
                (f"The same {things}, {what}:", f"{series(list(self.titles))}."),
                (f"The same {things}, {what}.",),
                (f"{len(self.facts)} runs side by side.",),
            ]
        )

    def assigned(self, number: int, counts: Sequence[int | None]) -> Caption:
        """Say how many rows switch in a round, in each run; None where it is over."""
        if number == 1:
            return first_that_fits([(f"Every {self.noun[0]} joins its nearest centre.",)])
        pairs = list(zip(self.titles, counts, strict=True))
        each = [f"{title}: {'stopped' if n is None else f'{n:,}'}" for title, n in pairs]
        running = [title for title, n in pairs if n is not None]
        switching = counted(sum(n or 0 for n in counts), ("switch", "switches"))
        where = f"in {len(running)} panels" if len(running) > 1 else f"in {running[0]}"
        return first_that_fits(
            [
                (f"{sentence_case(self.noun[1])} that switch in round {number}:", ", ".join(each)),
                line_or_two(f"Round {number}: {switching}", f"{where}."),
                (f"Round {number}: {switching}.",),
            ]
        )

    def updated(self) -> Caption:
        """Say where centres go."""
        centre = {fact.terms.centre for fact in self.facts}
        goal = f"the {centre.pop()} of their {self.noun[1]}" if len(centre) == 1 else f"their {self.noun[1]}"
        return first_that_fits([(f"Centres move to {goal}.",), ("Centres move.",)])

    def forward(self, run: range) -> Caption:
        """Say which rounds go by, and how many rows switch in them."""
        switching = sum(
            len(fact.trace.switched(number))
            for fact in self.facts
            for number in run
            if number <= fact.trace.iterations
        )
        rounds = f"Rounds {run[0]} to {run[-1]}" if len(run) > 1 else f"Round {run[0]}"
        return line_or_two(f"{rounds}:", f"{counted(switching, ('switch', 'switches'))} in all.")

    def line(self, run: int, step: int, brevity: int = 0) -> str:
        """Say below a title how far the run is, and how large the objective, unless a bar shows it.

        The words become fewer up to a brevity of 2.
        """
        fact = self.facts[run]
        at = f"{fact.objective.symbol} = {self._sum(fact, step)}" if step and self.bars is None else ""
        if step < fact.last:
            return at
        stopped = "cut off" if not fact.ended else "stuck" if self._is_stuck(run) else "stopped"
        rounds = counted(fact.trace.iterations, ("round", "rounds"))
        last = f"round {fact.trace.iterations}"
        ended = (
            f"{stopped} after {rounds}",
            f"{stopped} in {last}",
            last if stopped == "stopped" else f"{stopped}, {last}",
        )[brevity]
        return " · ".join(part for part in (ended, at) if part)

    def done(self) -> Caption:
        """Say what the runs come to."""
        rounds = f"Done in {self._rounds}"
        if self.bars is not None:
            ks = [fact.k for fact in self.facts]
            return first_that_fits([*verdict(self.bars, self.titles, ks), (f"{rounds}.",), ("Done.",)])
        if not self.same_k:
            return first_that_fits([(f"{rounds}.",), ("Done.",)])
        return first_that_fits([(f"{rounds}:", f"{self.difference}."), (f"{self.difference}.",)])

    def _is_stuck(self, run: int) -> bool:
        return self.bars is not None and self.bars.best is not None and not self.bars.is_best(run)

    @property
    def _rounds(self) -> str:
        told = self._each(lambda fact: str(fact.trace.iterations))
        return f"{told} {'round' if told == '1' else 'rounds'}"

    @property
    def difference(self) -> str:
        """Say how many rows end in clusters of different number."""
        one, count = self.facts[0], int(self.moved.size)
        if not count:
            return f"no {self.noun[0]} ends in another cluster"
        ends = verb(count, "ends in another cluster", "end in different clusters")
        ringed = " (ringed)" if count <= MOST_RINGED else ""
        return f"{count:,} of {one.things(one.dataset.n)}{ringed} {ends}"

    def _sum(self, fact: CentroidFacts, step: int) -> str:
        """Write an objective with as many digits as those of the other panels in the same unit."""
        method = fact.dataset.scaling.method
        alike = [other for other in self.facts if other.dataset.scaling.method == method]
        top = max(other.largest_inertia for other in alike)
        return inertias([float(fact.trace.objective[step])], top=top)[0]

    def _each(self, say: Callable[[CentroidFacts], str]) -> str:
        texts = [say(fact) for fact in self.facts]
        return texts[0] if len(set(texts)) == 1 else series(texts)
