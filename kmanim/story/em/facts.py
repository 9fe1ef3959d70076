"""The numbers and names of a run of expectation maximisation: states, weights, places, likelihoods."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.story.em.chapters import cliffs
from kmanim.story.facts import Facts
from kmanim.story.text.numbers import Format, format_for, half_up, power_of_ten
from kmanim.story.text.words import series

# Shares that differ by no more are a near tie; of more rows so near each other's none is worth a ring.
NEAR, MOST_NEAR = 0.02, 4
# From so many states on a likelihood is written by what happens after the first step, which may dwarf all others.
_AFTER = 1


class EmFacts(Facts):
    """The numbers and names of one trace of EM.

    A state is a set of parameters: state 0 is the start, state t comes from the t-th M step. Of each there are two
    snapshots, one where the ellipses have moved and one where every point is shared anew.

    Parameters
    ----------
    trace : MixtureTrace
    """

    trace: MixtureTrace

    def __init__(self, trace: MixtureTrace) -> None:
        super().__init__(trace)
        self.likelihoods = np.asarray(trace.log_likelihoods, np.float64)
        self.failure = trace.failure

    @property
    def k(self) -> int:
        """How many components there are."""
        return self.trace.k

    @property
    def setting(self) -> str:
        """How many components of which kind: ``k = 2, full``."""
        return f"k = {self.k}, {self.trace.parameters.covariance}"

    # States

    @cached_property
    def states(self) -> int:
        """The number of the last state."""
        return self.trace.state_of(len(self.trace) - 1)

    def moved(self, state: int) -> int:
        """Give the snapshot in which the parameters have become those of a state."""
        return 2 * state  # an E step follows each

    def shared(self, state: int) -> int | None:
        """Give the snapshot in which every row is shared by the parameters of a state; None after a failure."""
        found = 2 * state + 1
        return found if found < len(self.trace) else None

    def switched(self, state: int) -> IntArray:
        """Give the rows whose most likely component is another one than in the state before, ascending.

        Of rows that are not kept, what is drawn in their place: parts of cells, see `MixtureTrace.turned`.
        """
        found = self.shared(state)
        return np.empty(0, np.intp) if found is None or state == 0 else self.trace.marked(found)

    def n_switched(self, state: int) -> int:
        """Count the rows whose most likely component is another one than in the state before."""
        return sum(count for _, count, _ in self.turned(state))

    def turned(self, state: int) -> list[tuple[int, int, list[int]]]:
        """Give the components that rows lean to now, other than before: how many each, and which if rows are kept."""
        found = self.shared(state)
        return [] if found is None or state == 0 else self.trace.turned(found)

    @cached_property
    def gains(self) -> FloatArray:
        """How much the log-likelihood gains in step 1, 2 and so on, in that order; nan where it is not known."""
        gains: FloatArray = np.diff(self.likelihoods)
        return gains

    def slows(self, first: int, last: int) -> bool:
        """Whether some steps gain less and less, as a run does on its way to the end."""
        some = self.gains[first - 1 : last]
        return bool(some[-1] < some[0]) and not cliffs(some)

    # Likelihoods

    @cached_property
    def likelihood_format(self) -> Format:
        """How log-likelihoods are written: by how far they spread after the first step, which may dwarf the others."""
        known = self.likelihoods[np.isfinite(self.likelihoods)]
        rest = known[_AFTER:] if known.size > _AFTER + 1 else known
        size = float(np.abs(known).max()) if known.size else 0.0
        span = float(rest.max() - rest.min()) if rest.size else 0.0
        write = format_for(span, size)._replace(apart_from=1_000)
        digits = max(0, 7 - len(str(int(size))))
        return write._replace(decimals=min(write.decimals, digits)) if not write.suffix else write

    def likelihood(self, state: int) -> str:
        """Write the log-likelihood of a state: ``−45.91``."""
        return self.likelihood_format(float(self.likelihoods[state]))

    def likelihood_range(self, first: int, last: int) -> str:
        """Say from which log-likelihood to which two states lead: ``−45.23 to −44.48``."""
        ends = [float(self.likelihoods[i]) for i in (first, last)]
        write = self.likelihood_format
        if write(ends[0]) == write(ends[1]):
            write = write.more(2)
        low, high = (write(end) for end in ends)
        return f"{low} to {high}" if low != high else self.likelihood(last)

    # Weights, means, spreads

    def weights(self, i: int) -> list[str]:
        """Write the weights of snapshot i: ``67 %`` and ``33 %``."""
        return share_texts(self.trace.unlabelled[i].weights)

    def weights_text(self, i: int) -> str:
        """Write the weights of snapshot i in a sentence: ``67 % and 33 %``, ``50 % each``."""
        texts = self.weights(i)
        return f"{texts[0]} each" if len(set(texts)) == 1 and len(texts) > 1 else series(texts)

    @property
    def are_placed(self) -> bool:
        """Whether captions have room for the places of means."""
        return self.dataset.d <= 2 and self.k <= 2

    def means(self, i: int) -> list[str]:
        """Write the means of snapshot i, one digit shorter than the data: ``[4.3; 2.9]`` and ``[6.4; 4.5]``."""
        means = self.trace.means_of(i)
        formats = []
        for column, write in enumerate(self.columns):
            assert isinstance(write, Format)
            short = write._replace(decimals=max(0, write.decimals - 1), shortest=1)
            scaled = means[:, column] / write.factor
            whole = bool((np.abs(scaled - np.rint(scaled)) <= 1e-9 * np.maximum(np.abs(scaled), 1)).all())
            formats.append(short._replace(decimals=0) if whole else short)
        return [f"[{'; '.join(write(x) for write, x in zip(formats, mean, strict=True))}]" for mean in means]

    @cached_property
    def start_spread(self) -> str:
        """Say how far all components reach at the start, where that is the same both ways: ``sd 2 each``."""
        covariances = self.trace.covariances_at(0)
        one = covariances[0]
        d = len(one)
        round_ = np.allclose(one, one[0, 0] * np.eye(d), rtol=1e-9, atol=0)
        if not round_ or not np.allclose(covariances, one, rtol=1e-9, atol=0) or one[0, 0] <= 0:
            return ""
        sd = float(np.sqrt(one[0, 0]))
        text = f"{sd:.3g}" if 1e-3 <= sd < 1e6 else power_of_ten(sd, 2)
        return f"sd {text}{' each' if self.k > 1 else ''}"

    # Shares

    def shares(self, row: int, state: int = 0) -> FloatArray:
        """Give the shares of a row by the parameters of a state, shape (k,)."""
        found = self.shared(state)
        known = None if found is None else self.trace.responsibilities(found)
        if known is None:
            raise ValueError(f"nobody is responsible in state {state}")
        found_shares: FloatArray = known[row]
        return found_shares

    @cached_property
    def explained(self) -> int | None:
        """The row whose sharing shows most: its largest share at the start is nearest to six tenths; None of k = 1."""
        found = self.shared(0)
        known = None if found is None else self.trace.responsibilities(found)
        if self.k == 1 or known is None or not self.trace.keeps_rows:
            return None
        most = known.max(axis=1)
        return int(np.argmin(np.round(np.abs(most - 0.6), 9)))

    def near_ties(self, state: int) -> tuple[int, ...]:
        """Give the rows that two components share all but evenly; none where they are many."""
        found = self.shared(state)
        known = None if found is None else self.trace.responsibilities(found)
        if self.k == 1 or known is None or self.failure or not self.trace.keeps_rows:
            return ()
        top = np.partition(known, self.k - 2, axis=1)[:, -2:]
        rows = np.flatnonzero(top[:, 1] - top[:, 0] <= NEAR)
        return tuple(rows.tolist()) if rows.size <= MOST_NEAR else ()

    def tie(self, row: int, state: int) -> str:
        """Write the two largest shares of a row that two components share all but evenly: ``51 : 49``."""
        first, second = (100 * float(share) for share in np.sort(self.shares(row, state))[:-3:-1])
        decimals = 0 if half_up(first) != half_up(second) else 1
        return f"{half_up(first, decimals)} : {half_up(second, decimals)}"

    def leaning(self, state: int) -> tuple[int, ...]:
        """Count the rows for which each component is the most likely one, by the parameters of a state."""
        found = self.shared(state)
        counts = np.zeros(self.k, np.intp)
        if found is not None:
            known = self.trace.counts_of(found)
            counts[: len(known)] = known
        return tuple(counts.tolist())

    def came_back(self, state: int) -> bool:
        """Whether the one row that switched in a state leaned to the same component before, as far as is known."""
        at = self.shared(state)
        assert at is not None
        if not self.trace.keeps_rows:
            return False
        row = int(self.switched(state)[0])
        own, version = int(self.labels(at)[row]), self.trace.history.versions[at]
        history = self.trace.history
        assert history.first is not None
        if int(history.first[row]) == own:
            return True
        for rows, labels in history.changes[: max(version - 1, 0)]:
            place = int(np.searchsorted(rows, row))
            if place < len(rows) and int(rows[place]) == row and int(labels[place]) == own:
                return True
        return False

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many rows each component is the most likely one for, at the end."""
        return self.leaning(self.states)


def share_texts(shares: Sequence[float] | FloatArray) -> list[str]:
    """Write shares that are 1 together, with a digit more where rounding shows: 38 and 63 % would make 101."""
    whole = [share_text(float(share)) for share in shares]
    percents = [int(text.removesuffix(" %")) for text in whole if text[0].isdigit()]
    # Of more than two a reader adds up roughly.
    if len(percents) == len(shares) > 1 and abs(sum(percents) - 100) > (len(shares) > 2):
        return [f"{half_up(100 * float(share), 1)} %" for share in shares]
    return whole


def share_text(share: float) -> str:
    """Write a share in whole percent; neither all nor nothing is said of one that only comes near: ``>99 %``."""
    text = half_up(100 * share)
    if text == "0" and share > 1e-12:
        return "<1 %"
    if text == "100" and share < 1 - 1e-12:
        return ">99 %"
    return f"{text} %"
