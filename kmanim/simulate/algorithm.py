"""What a file must offer to be an algorithm: the contract, for whoever writes one.

An algorithm is a module on the shelf `simulate/algorithms`, named as its parameter file. It computes; it does not
record, print, draw or count runs: `record_steps` takes each snapshot that `steps` yields. All randomness is handed
in, all state is in the snapshots, so that the same start gives the same steps, whoever asks and in which process.

The order of a file is always the same: the module's docstring with the rule and its paper, `SNAPSHOT` and `TRACE`,
`check`, `start`, `prepare`, `steps`, then what these need. An algorithm that chooses a parameter where none is given
may offer ``estimates(values, parameters)``: what it would take, by the parameter's name, for sweeps to mark. One that
can do many runs at once, faster than one by one, may offer ``outcomes(dataset, firsts, numbers, parameters)``: for each
first snapshot, and the number of its run, the `Outcome` that the recorded run would have, or None in its place. What
runs on rows in pieces is a module of its own, see `kmanim.simulate.machines.passes.contract`.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, cast

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.registry import parameters_of, part_of
from kmanim.simulate.snapshot import Snapshot, Snapshots
from kmanim.simulate.trace import Trace


class Stopped(NamedTuple):
    """Why a run has ended.

    Attributes
    ----------
    reason : str
        A few words without a full stop: ``"no point switched"``.
    finished : bool
        False if a limit stopped a run that would have gone on.
    """

    reason: str
    finished: bool = True


class AllSteps(NamedTuple):
    """All steps of a run, by an algorithm that finds them at once, faster than one after the other.

    Attributes
    ----------
    snapshots : Snapshots
        From the first on, without labels.
    history : LabelHistory
        Their labels.
    stopped : Stopped
        Why the run has ended.
    """

    snapshots: Snapshots
    history: LabelHistory
    stopped: Stopped


class Algorithm(Protocol):
    """The module of an algorithm.

    Attributes
    ----------
    SNAPSHOT : type
        The kind of snapshot that its steps are: `Snapshot`, or a frozen dataclass with more fields, each array
        read-only and documented with shape and unit. State that the next step needs and events that are only worth
        showing (who was looked at, what was found) are fields alike; what would be a matrix a step is left None and
        given again by the trace, see `Trace.derived`.
    TRACE : type
        The kind of trace that its runs are: `Trace`, or a subclass of it with what can be asked of such a run, how
        its clusters are renumbered, what tables say of it, and how a file of it is checked.
    """

    SNAPSHOT: type[Snapshot]
    TRACE: type[Trace]

    def check(self, dataset: Dataset, values: FloatArray, parameters: Any) -> None:
        """Refuse parameters that cannot work on these data, by an InputError that says what would do.

        What one option alone may be is checked by the parameter class already.
        """

    def start(self, dataset: Dataset, values: FloatArray, parameters: Any, rng: np.random.Generator) -> Any:
        """Give the first snapshot, at iteration 0; an algorithm that draws its start draws it here.

        `values` are the rows in clustered units, shape (n, d). The starts of many runs are drawn one after another
        from the same `rng`.
        """

    def prepare(self, dataset: Dataset, values: FloatArray, parameters: Any) -> Any:
        """Compute once what all runs on these values share, such as an index of neighbours; `steps` is handed it.

        Return the values themselves where there is no such thing. It must not change in the course of a run.
        """

    def steps(
        self, points: Any, state: Any, parameters: Any, rng: np.random.Generator
    ) -> Generator[Snapshot, None, Stopped] | AllSteps:
        """Yield the first snapshot, which is `state`, and all that follow; return why the run has ended.

        Or give them all, where there may be very many and all are known at once.

        `points` is what `prepare` gave. Numbers that are drawn on the way come from `rng`, which is this run's own.
        Arrays that were yielded must not be written to again.
        """


@lru_cache(maxsize=64)
def algorithm_of(name: str) -> Algorithm:
    """Import the algorithm `name`; hyphens count as underscores.

    Raises
    ------
    InputError
        If there is none.
    """
    parameters_of(name)  # which refuses what is no name
    module = part_of(str(name).replace("-", "_"), "algorithm", "kmanim.simulate.algorithms")
    return cast(Algorithm, module)
