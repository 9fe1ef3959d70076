"""Words for the step strip: the whole run at once."""

from __future__ import annotations

from kmanim.simulate.trace import Trace
from kmanim.story.contract import story_of
from kmanim.story.description import Description


def describe(trace: Trace) -> Description:
    """Tell the run in one figure of several panels, in the words of its story."""
    return story_of(trace).overview(trace)
