"""What counts as equally far in two columns: what a plane of unequal scales hides."""

from __future__ import annotations

from decimal import Decimal

from kmanim.story.kmeans.facts import CentroidFacts

TITLE = "Equally far"
# Powers of ten that are written out.
_PLAIN = (-4, 6)


def worth(facts: CentroidFacts, length: float) -> tuple[str, ...]:
    """Write one length of clustered units in each column's own: ``50 kg`` and ``50 hp``, or ``210 kg`` and ``34 hp``.

    Parameters
    ----------
    facts : CentroidFacts
        Of a run on numbers.
    length : float
        In clustered units.
    """
    told = []
    for column, feature in enumerate(facts.dataset.features):
        size = length * float(facts.dataset.scaling.factor[column])
        told.append(f"{_short(size)} {feature.unit or facts.feature(column, 14)}")
    return tuple(told)


def _short(size: float) -> str:
    """Write two digits: ``50``, ``0.2``, ``2.7``, ``1.5e9``."""
    exact = Decimal(f"{size:.2g}")
    if not _PLAIN[0] <= exact.adjusted() < _PLAIN[1]:
        return f"{exact.normalize():e}".replace("e+", "e").replace("-", "−")
    return f"{exact.normalize():f}"
