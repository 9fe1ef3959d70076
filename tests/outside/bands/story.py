"""The story of bands."""

from __future__ import annotations

from kmanim.story.description import Description, scatter
from kmanim.story.facts import Facts
from kmanim.story.opening import data_caption
from kmanim.story.pace import timed
from kmanim.story.timeline import Picture, Timeline, telling

FACTS = Facts


def tell(trace, *, profile="walkthrough", pace=1.0, max_seconds=None, every=1):
    facts = Facts(trace)
    pictures = [Picture(step=0, kind="data", beat="state", phase="Data", caption=data_caption(facts))]
    for step in range(1, len(trace), every):
        name = facts.opening(trace.unlabelled[step].row, 30)
        caption = (f"{name} is looked at.",)
        pictures.append(Picture(step=step, kind="look", beat="move", phase="Look", caption=caption))
    last = (f"{result(trace)}.",)
    mark = "tick" if trace.n_clusters() else "cross"
    pictures.append(
        Picture(step=len(trace) - 1, kind="done", beat="end", phase="Done", caption=last, mark=mark)
    )
    return Timeline(
        title=f"Bands on {facts.things(trace.dataset.n)}",
        alt=f"Animated {scatter(facts).lower()}: {result(trace)}.",
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        telling=telling([picture.kind for picture in pictures], ("data", "look", "done")),
    )


def describe(trace, keyframe):
    return Description(keyframe.phase, keyframe.text, f"{scatter(Facts(trace))}: {keyframe.text}")


def overview(trace):
    return Description("Step by step", f"{result(trace)}.", f"Panels: {result(trace)}.")


def result(trace):
    return f"bands finds {trace.n_clusters()} bands, {int((trace.labels < 0).sum())} rows are noise"


def notes(trace):
    return ("Bands look at the first column alone.",)


def outcome(outcome):
    return f"{outcome.facts['bands']} bands"


def figures(trace):
    return ("strip", "density", "solutions", "grid")
