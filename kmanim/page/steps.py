"""All steps of a run in words, for where a page cannot show them."""

from __future__ import annotations

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.trace import Trace
from kmanim.story.dbscan import step_by_step as visits_told
from kmanim.story.kmeans import step_by_step as rounds_told

# Of more rows not every visit is worth a line: then a line says what a cluster takes in.
_MOST_VISITS = 60


def steps_of(trace: Trace) -> tuple[str, ...]:
    """Give one line for each picture of a run: what happens, in which round, and the caption."""
    if isinstance(trace, DbscanTrace):
        told = visits_told(trace, "visit" if trace.dataset.n <= _MOST_VISITS else "cluster")
    else:
        assert isinstance(trace, CentroidTrace)
        told = rounds_told(trace)
    return tuple(
        ": ".join(filter(None, (" · ".join(filter(None, (k.phase, k.counter))), k.text))) for k in told
    )
