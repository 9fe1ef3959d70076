"""The story of interest."""

from __future__ import annotations

from kmanim.story.description import Description
from kmanim.story.facts import Facts
from kmanim.story.pace import timed
from kmanim.story.timeline import Picture, Timeline, telling

FACTS = Facts


def tell(trace, *, profile="walkthrough", pace=1.0, max_seconds=None, best=None):
    pictures = [
        Picture(
            step=step,
            kind="grow" if step else "start",
            beat="state",
            phase=f"Year {step}",
            caption=(f"Year {step}: {snapshot.objective:.2f} €.",),
        )
        for step, snapshot in enumerate(trace.unlabelled)
    ]
    last = len(trace) - 1
    pictures.append(
        Picture(step=last, kind="done", beat="end", phase="Done", caption=(f"{result(trace)}.",), mark="tick")
    )
    return Timeline(
        title="Interest",
        alt=f"Animated bars: {result(trace)}.",
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        telling=telling([picture.kind for picture in pictures], ("start", "grow", "done")),
        subject="interest",
    )


def describe(trace, keyframe):
    return Description(keyframe.phase, keyframe.text, f"Bars: {keyframe.text}")


def overview(trace):
    return Description("Year by year", f"{result(trace)}.", f"Panels: {result(trace)}.")


def result(trace):
    return f"{trace.objective[0]:.2f} € become {trace.objective[-1]:.2f} €"


def notes(trace):
    return ()


def outcome(outcome):
    return f"{outcome.iterations} years"


def figures(trace):
    return ("strip", "grid", "solutions")
