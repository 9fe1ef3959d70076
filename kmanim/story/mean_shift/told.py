"""Which climb is told, and which moment of the climbs a picture shows."""

from __future__ import annotations

import operator
from typing import Any

from kmanim.errors import InputError, shown
from kmanim.simulate.machines.climbs.starts import start_of
from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.story.timeline import Keyframe

CLIMB_KINDS = ("ball", "mean", "climb", "rest")
"""Pictures of one climb."""
ALL_KINDS = ("starts", "round", "ends")
"""Pictures of all climbs at once."""


def is_none(trace: ClimbTrace, wanted: Any) -> bool:
    """Tell whether no climb is wanted by itself: ``"none"``, unless a row is called so."""
    if isinstance(wanted, list | tuple) and len(wanted) == 1:
        wanted = wanted[0]
    return wanted == "none" and "none" not in (trace.dataset.labels or ())


def told_climb(trace: ClimbTrace, wanted: Any = None) -> int:
    """Choose the climb that is told: from the row that is wanted, or the longest, of equally long ones the first.

    Raises
    ------
    InputError
        If there is no such row, or climbs do not start at rows.
    """
    if isinstance(wanted, list | tuple) and len(wanted) == 1:
        wanted = wanted[0]
    if wanted is None or is_none(trace, wanted) or (isinstance(wanted, list | tuple) and not wanted):
        return int(trace.moves.argmax())
    if trace.is_alone or not trace.from_rows:
        raise InputError("climb names the row whose climb is told, but climbs do not start at rows here")
    if not isinstance(wanted, str):
        try:
            wanted = operator.index(wanted)
        except TypeError:
            raise InputError(f"climb must be a row's name or number, got {shown(repr(wanted))}") from None
    row = start_of(wanted, trace.dataset, name="climb")[1]
    if row is None:
        raise InputError(f"climb: no row is called {shown(repr(wanted))}")
    return row


def climb_of(trace: ClimbTrace, key: Keyframe) -> int:
    """Give the climb that a picture of one climb shows: the one from its row, or the one that is told by default."""
    return key.rows[0] if key.rows and not trace.is_alone else told_climb(trace)


def moment(key: Keyframe) -> int:
    """Give the snapshot of which a picture shows the climbs.

    All climbs may be shown from their starts on after one of them was told to its end; then what goes by says it.
    """
    if key.kind == "starts":
        return 0
    return key.passing[-1][0] if key.passing else key.step
