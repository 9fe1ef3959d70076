"""The film of gradient descent: model, loss, and what the optimizer makes of them."""

from __future__ import annotations

from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.gradient_descent import alt_text
from kmanim.story.gradient_descent.facts import DescentFacts
from kmanim.story.gradient_descent.telling import CYCLE, Telling, levels_of
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.timeline import Timeline, telling

_TELLING = ("start", "step", "switch", "done", "stopped", "failed")


def tell(
    trace: DescentTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,
) -> Timeline:
    """Tell a run of gradient descent as a film.

    Parameters
    ----------
    trace : DescentTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough begins with the bare data, and with one row's error where numbers are told.
    pace : float, default 1.0
        Factor on every hold, 0.05 to 20.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    best : float, optional
        The best loss of other runs that is known. The film itself measures by the best weights, or a straight line.

    Returns
    -------
    Timeline
        Pictures of the steps 0, 1, 2, 4, 8, ... and the last; each names its step. Steps in which nothing flips are
        told by one picture. Only a run that has settled ends with a tick.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do.
    """
    check_times(profile, pace, max_seconds)
    facts = DescentFacts(trace)
    levels = levels_of(facts, profile)
    _, pictures = fullest(
        lambda level: Telling(facts, profile, levels[level]).pictures(),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=alt_text.title(facts),
        alt=alt_text.film(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=alt_text.table(facts),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("check", "loss", "data")),
        subject=facts.subject,
        cycle=CYCLE,
        best=best,
    )
