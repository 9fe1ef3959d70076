"""An A/B test as four numbers, and all that follows from them by formulas.

The true difference between two versions is normal with mean 0 and standard deviation `effect_sd` a session; one session
has the standard deviation `noise_sd`; `per_day` sessions a day go into each group. After t days the version that looks
better is shipped to `visitors` sessions a day, and what comes t days from now is worth exp(-discount t).

With c = 2 noise_sd^2 / (per_day effect_sd^2), in days, the lift a session is effect_sd / sqrt(2 pi (1 + c / t)), and
the worth of the test is that, times visitors exp(-discount t) / discount. Its logarithm has one maximum, where
2 r t^2 + 2 r c t - c = 0, r being the discount.

C. Said, "Optimizing sample sizes in A/B testing", parts I to III, chris-said.io (2020), with the formulas of lift and
worth; there the best length is searched for numerically, here it has a closed form.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import NamedTuple, Self

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.simulate.parameters.ab_test import AbTest

KEPT = 0.99
"""The share of its worth that the band keeps, on either side of the best length."""
_SIGNIFICANT = NormalDist().inv_cdf(0.975)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)
_HALVINGS = 200


class Band(NamedTuple):
    """Lengths in days, the shortest and the longest that keep a share of the best worth."""

    low: float
    high: float


@dataclass(frozen=True)
class Trial:
    """What can be said of a test of any length.

    Attributes
    ----------
    effect_sd, noise_sd, per_day, discount, visitors : float
        As in the parameters; all above 0.
    """

    effect_sd: float
    noise_sd: float
    per_day: float
    discount: float
    visitors: float

    @classmethod
    def of(cls, parameters: AbTest) -> Self:
        """Take the numbers of a run's parameters."""
        return cls(
            parameters.effect_sd,
            parameters.noise_sd,
            parameters.per_day,
            parameters.discount,
            parameters.visitors,
        )

    @property
    def c(self) -> float:
        """Days after which the noise of the observed difference is as large as the true differences are."""
        ratio = self.noise_sd / self.effect_sd
        return 2 * ratio * ratio / self.per_day

    @property
    def q(self) -> float:
        """These days as a share of the days in which a gain loses its value: the one number that shapes the curve."""
        return self.discount * self.c

    @cached_property
    def best(self) -> float:
        """The best length in days, by its formula; it never reaches half of 1 / discount."""
        return best_length(self.c, self.discount)

    @property
    def ceiling(self) -> float:
        """The lift a session of whoever always ships the better version."""
        return self.effect_sd / math.sqrt(2 * math.pi)

    def lift(self, days: FloatArray | float) -> FloatArray:
        """Give the expected lift a session after a test of so many days, 0 without a test."""
        days = np.asarray(days, np.float64)
        lift: FloatArray = self.ceiling * np.sqrt(self._known(days))
        return lift

    def left(self, days: FloatArray | float) -> FloatArray:
        """Give what is left of a gain that comes so many days from now, as a share of it."""
        left: FloatArray = np.exp(-self.discount * np.asarray(days, np.float64))
        return left

    def worth(self, days: FloatArray | float) -> FloatArray:
        """Give what a test of so many days is worth: all that its winner brings from then on, as of today."""
        worth: FloatArray = self.lift(days) * self.left(days) * (self.visitors / self.discount)
        return worth

    def kept(self, days: FloatArray | float) -> FloatArray:
        """Give the worth as a share of the best one."""
        days = np.asarray(days, np.float64)
        known = self._known(days) / float(self._known(np.float64(self.best)))
        kept: FloatArray = np.sqrt(known) * np.exp(-self.discount * (days - self.best))
        return kept

    def right(self, days: float) -> float:
        """Give the chance that the better version is shipped."""
        return 0.5 + self._angle(days) / math.pi

    def power(self, days: float) -> float:
        """Give the chance that the better version is significantly better at 5 %, on both sides.

        Of the normal pair (true difference, observed difference), by the angle between them: T(h, a) of Owen's, a being
        its tangent.

        References
        ----------
        D. B. Owen, "Tables for computing bivariate normal probabilities", Annals of Mathematical Statistics 27 (1956).
        """
        if days <= 0:
            return 0.0
        angle, known = self._angle(days), math.sqrt(days / (days + self.c))
        h, ah = (_SIGNIFICANT * share for share in (math.sqrt(self.c / (days + self.c)), known))
        below, below_too = (NormalDist().cdf(-at) for at in (h, ah))
        if angle <= math.pi / 4:
            return below + 2 * _owen(h, angle)
        # Of long tests the integrand falls off a cliff, and 1 / a has the smooth one. It would be
        # T(h, a) = (cdf(h) + cdf(ah)) / 2 - cdf(h) cdf(ah) - T(ah, 1 / a), here of the other tails.
        return 2 * below + below_too - 2 * below * below_too - 2 * _owen(ah, math.pi / 2 - angle)

    def whole(self, unit: float = 1.0) -> float:
        """Give the best length in whole units of so many days, at least one; of two as good ones the shorter."""
        below = max(1.0, math.floor(self.best / unit))
        return min((below, below + 1), key=lambda count: (-float(self.kept(count * unit)), count))

    @cached_property
    def band(self) -> Band:
        """The lengths that keep 99 % of the best worth."""
        return self.keeping(KEPT)

    def keeping(self, share: float) -> Band:
        """Give the shortest and the longest test that keep a share of the best worth, above 0 and below 1."""
        return Band(self._edge(share, 0.5), self._edge(share, 2.0))

    def _edge(self, share: float, factor: float) -> float:
        """Find where the curve falls to a share, on the side of the best length to which a factor leads."""
        inside, outside = self.best, self.best * factor
        while float(self.kept(outside)) > share:
            inside, outside = outside, outside * factor
        for _ in range(_HALVINGS):
            middle = math.sqrt(inside) * math.sqrt(outside)
            if middle in (inside, outside):
                break
            inside, outside = (middle, outside) if float(self.kept(middle)) >= share else (inside, middle)
        return inside

    def _angle(self, days: float) -> float:
        """Give the angle whose sine is the correlation of true and observed differences: exact near either end."""
        return math.atan2(math.sqrt(days), math.sqrt(self.c))

    def _known(self, days: FloatArray | np.float64) -> FloatArray:
        """Give how much of what is observed is true, as a share of its variance: t / (t + c)."""
        known: FloatArray = np.asarray(days / (days + self.c))
        return known


def _owen(h: float, angle: float) -> float:
    """Give Owen's T(h, a) by the angle whose tangent is a, of at most an eighth of a turn."""
    at = angle * (_NODES + 1) / 2
    return float(_WEIGHTS @ np.exp(-(h * h) / (2 * np.cos(at) ** 2))) * angle / 2 / (2 * math.pi)


def best_length(c: float, discount: float) -> float:
    """Give the best length in days, without a difference of near numbers, and without a square that is too large.

    Parameters
    ----------
    c : float
        Days after which noise and true differences are alike, above 0.
    discount : float
        A day, above 0.
    """
    q = c * discount
    return c / (q + math.sqrt(q) * math.sqrt(q + 2))
