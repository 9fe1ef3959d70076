"""The film of EM: which steps get pictures of their own, which go by together, in which order and words."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.data.find_row import rows_of
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.story.em.alt_text import film as film_alt
from kmanim.story.em.alt_text import table, title
from kmanim.story.em.facts import EmFacts
from kmanim.story.em.telling import Level, Telling
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.timeline import Timeline, telling
from kmanim.story.verdict import verdict_of

_LEVELS = {
    "walkthrough": (
        Level(5, 3, explained=True),
        Level(3, 3, explained=True),
        Level(3, 2, explained=True),
        Level(2, 2, explained=True),
        Level(2, 1, explained=True),
        Level(2, 0, explained=True),
        Level(1, 0, explained=True),
        Level(1, 0, explained=False),
        Level(1, 0, explained=False, chapters=False),
        Level(0, 0, explained=False, chapters=False),
    ),
    "loop": (
        Level(3, 1, explained=False),
        Level(2, 1, explained=False),
        Level(2, 0, explained=False),
        Level(1, 0, explained=False),
        Level(1, 0, explained=False, chapters=False),
        Level(0, 0, explained=False, chapters=False),
    ),
}

_TELLING = ("start", "share", "m-step", "e-step", "switch", "forward", "failed", "done")


def tell(
    trace: MixtureTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,
    explain: Sequence[int | str] | None = None,
) -> Timeline:
    """Tell a run of EM as a film.

    Parameters
    ----------
    trace : MixtureTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough shows the bare data and how one point is shared, and tells more steps one by one; the loop does
        without.
    pace : float, default 1.0
        Factor on every hold, 0.05 to 20.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    best : float, optional
        The best log-likelihood that is known, of other runs; without it a run alone cannot say how good its end is.
    explain : sequence of int or str, optional
        Rows (0-based) or row names whose shares are shown before the first E step. By default the walkthrough takes
        one that two components share, see `EmFacts.explained`; the loop takes none.

    Returns
    -------
    Timeline
        Counters count steps, an E and an M step each. The first steps are told in full; those that gain little go by
        in a fast-forward, and so do the steps of a cliff at which a plateau breaks. A run that fails ends with a
        cross in the header.

    Raises
    ------
    InputError
        If the profile, the pace, the time or a row to explain will not do.
    """
    check_times(profile, pace, max_seconds)
    facts, levels = EmFacts(trace), _LEVELS[profile]
    rows = _explained(facts, explain, profile)
    if explain is not None:  # what was asked for is shown in any case
        levels = tuple(level._replace(explained=True) for level in levels)
    verdict = None if facts.failure else verdict_of(trace, best, is_only=facts.k == 1)
    _, pictures = fullest(
        lambda level: Telling(facts, profile, levels[level], verdict, rows).pictures(),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=title(facts),
        alt=film_alt(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=table(facts),
        telling=telling([picture.kind for picture in pictures], _TELLING, ("check", "data")),
        subject=facts.subject,
        cycle=("E step", "M step"),
        best=best if verdict is None or best is None else verdict.best,
    )


def _explained(facts: EmFacts, explain: Sequence[int | str] | None, profile: str) -> tuple[int, ...]:
    """Choose the rows whose shares are shown."""
    if explain is not None and (not hasattr(explain, "__len__") or len(explain) > 0):
        rows = rows_of(facts.dataset, explain, "explain")
        return rows if facts.k > 1 else ()
    row = facts.explained if profile == "walkthrough" else None
    return () if row is None else (row,)
