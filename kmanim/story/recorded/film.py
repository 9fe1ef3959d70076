"""The film of a run that a generator yields: the start, the steps that have pictures, and how it ends."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.story.pace import check_times, fullest, timed
from kmanim.story.recorded import captions
from kmanim.story.recorded.chosen import chosen
from kmanim.story.recorded.facts import YieldedFacts
from kmanim.story.text.words import Caption, cut, opening_name, sentence_case
from kmanim.story.timeline import Picture, Timeline, named, passing, telling

# How many steps have pictures, from full to brief.
_LEVELS = (60, 40, 30, 24, 20, 17, 15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
_USUAL = ("step", "start")
_PHASE = 24  # columns


def tell(
    trace: YieldedTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | None = None,
    steps: str = "auto",
) -> Timeline:
    """Tell a run as a film.

    Parameters
    ----------
    trace : YieldedTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
    pace : float, default 1.0
        Factor on every hold.
    max_seconds : float, optional
        How long the film may take; by default 45 s, a loop 20 s, and so much more where `pace` is slower.
    best : float, optional
        The best objective that is known.
    steps : {"auto", "all", "doubling", "even"}, default "auto"
        Which steps have pictures. By default all of them where there is time; else those with captions of their own;
        else 0, 1, 2, 4, 8 and so on where most happens early, and evenly chosen ones where not.

    Raises
    ------
    InputError
        If the profile, the pace or the time will not do.
    """
    check_times(profile, pace, max_seconds)
    facts = YieldedFacts(trace)
    levels = [most for most in _LEVELS if most < len(trace)]
    levels = [len(trace)] if steps == "all" else [min(len(trace), _LEVELS[0]), *levels]
    _, pictures = fullest(
        lambda level: _pictures(facts, chosen(trace, max(2, levels[level]), steps)),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=facts.subject,
        alt=alt(facts),
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        table=_table(facts, [picture.step for picture in pictures[:-1]]),
        telling=telling([picture.kind for picture in pictures], ("data", "step", "done")),
        subject=facts.subject,
        best=best,
    )


def alt(facts: YieldedFacts) -> str:
    """Describe the film in words that stand alone."""
    what = kind_of(facts)
    return f"Animated {what[:1].lower()}{what[1:]}: {' '.join(captions.done(facts))}"


def kind_of(facts: YieldedFacts) -> str:
    """Name the kind of chart and its data: ``Bars of 8 numbers``."""
    axes = " and ".join(facts.feature(column, 60) for column in (0, 1))
    things, shows = facts.things(facts.dataset.n), facts.trace.parameters.shows
    if facts.trace.parameters.bare:
        return {"none": "Curves", "objective": f"Curve of {axes}"}.get(shows, f"Picture of {things}")
    return {
        "bars": f"Bars of {things} by {axes}",
        "tiles": f"Tiles of {things}",
        "grid": f"Grid of {things}",
        "points": f"Plot of {things} by {axes}",
        "none": f"Curves by {axes}",
        "objective": f"Curve of {axes}",
    }[shows]


def _pictures(facts: YieldedFacts, steps: list[int]) -> list[Picture]:
    trace, texts = facts.trace, facts.written(steps)
    pictures = [
        Picture(
            step=0, kind="data", beat="state", phase=_phase(facts, 0, "Start"), counter="step 0",
            caption=_own(facts, 0) or captions.opening(facts, texts), rows=_rows(facts, 0),
        )
    ]  # fmt: skip
    for before, index in pairwise(steps):
        switched = trace.switched(before, index)
        pictures.append(
            Picture(
                step=index,
                kind="step",
                beat="switch" if switched.size else "move",
                phase=_phase(facts, index, "Step"),
                counter=f"step {index:,}",
                caption=_own(facts, index) or captions.step(facts, before, index, texts),
                rows=_rows(facts, index),
                tweens=_tweens(facts, pictures[-1], before, index),
                passing=passing(before + 1, index, lambda i: f"step {i:,}") if index > before + 1 else (),
            )
        )
    mark: Literal["", "tick", "cross"] = "" if trace.finished else "cross"
    if trace.finished and trace.stopped:
        mark = "tick"
    last = pictures[-1].step
    settles = ("recolour",) if _has_switched(facts, pictures) else ()
    over = Picture(
        step=last, kind="done", beat="end", phase=_over(trace), caption=captions.done(facts),
        counter=f"step {last:,}", mark=mark, tweens=settles,
    )  # fmt: skip
    return [*pictures, over]


def _over(trace: YieldedTrace) -> str:
    if trace.finished:
        return "Done"
    return "Stopped" if trace.stopped == "max_steps reached" else "Not done"


def _has_switched(facts: YieldedFacts, pictures: list[Picture]) -> bool:
    return len(pictures) > 1 and bool(facts.trace.switched(pictures[-2].step, pictures[-1].step).size)


def _tweens(facts: YieldedFacts, shown: Picture, before: int, index: int) -> tuple[str, ...]:
    """Say what moves: first the yellow of the picture before settles, then rows and curves go, or steps go by."""
    trace = facts.trace
    settles = ("recolour",) if shown.beat == "switch" else ()
    if index > before + 1:
        return (*settles, "forward")
    moves = trace.moved(before, index).size or trace.unlabelled[index].curve_points is not None
    moves = moves or (not trace.has_rows and trace.parameters.shows == "objective")
    return (*settles, "move") if moves else settles


def _rows(facts: YieldedFacts, index: int) -> tuple[int, ...]:
    highlight = facts.trace.unlabelled[index].highlight
    return () if highlight is None else named(highlight)


def _phase(facts: YieldedFacts, index: int, usual: str) -> str:
    step = facts.step(index)
    return usual if step in _USUAL else sentence_case(cut(step, _PHASE))


def _own(facts: YieldedFacts, index: int) -> Caption:
    text = facts.trace.unlabelled[index].caption
    return captions.own(text) if text else ()


def _table(facts: YieldedFacts, steps: list[int]) -> tuple[tuple[str, ...], ...]:
    """Give the numbers of the steps that have pictures: where the only row is, the objective, what has changed."""
    trace, texts = facts.trace, facts.written(steps)
    is_alone = trace.has_rows and facts.dataset.n == 1
    head = ["Step"]
    head += [opening_name(facts.feature(column)) for column in (0, 1)] if is_alone else []
    head += [opening_name(facts.measure)] if facts.measure else []
    head += ["Moved"] if trace.has_rows and not is_alone and not trace.stays else []
    head += ["Changed group"] if trace.has_labels else []
    rows = []
    for before, index in zip([None, *steps], steps, strict=False):
        row = [f"{index:,}"]
        if is_alone:
            place = trace.positions_at(index)
            row += (
                ["", ""]
                if place is None
                else [write(float(value)) for write, value in zip(facts.columns, place[0], strict=True)]
            )
        row += [texts.get(index, "")] if facts.measure else []
        if trace.has_rows and not is_alone and not trace.stays:
            row.append("" if before is None else f"{len(trace.moved(before, index)):,}")
        if trace.has_labels:
            row.append("" if before is None else f"{len(trace.switched(before, index)):,}")
        rows.append(tuple(row))
    return (tuple(head), *rows) if len(head) > 1 else ()
