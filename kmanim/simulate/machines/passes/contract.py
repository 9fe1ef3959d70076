"""Algorithms on rows that are read in pieces: what the module of such a run must offer, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed
from kmanim.simulate.algorithm import Stopped, algorithm_of
from kmanim.simulate.numerics.random_streams import Seed
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.registry import built_in, parameters_of
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.trace import Trace

if TYPE_CHECKING:
    from kmanim.data.pieces.engines import Engine
    from kmanim.data.pieces.large_dataset import LargeDataset

Progress = Callable[[int, int, int], None]


class Forecast(NamedTuple):
    """What a run will take, about, measured on the first rows.

    Attributes
    ----------
    first, later : float
        Seconds of one process for the first pass over all rows and for each later one, reading included.
    passes : int
        How many there are at most.
    memory : int
        Bytes that a process holds beside the rows of a piece.
    after : float
        Seconds of one process, at most, for what is done with the counts after the last pass.
    before : float
        Seconds of one process for the passes before the first round: what is counted, and the draws of a start.
    start : float
        Seconds of one process for a round of k-means, where that is the start; how many it takes, nobody knows.
    starts : int
        How many such runs there are.
    drawn : int
        Bytes that a process holds while it draws, beside what any film takes.
    """

    first: float
    later: float
    passes: int
    memory: int
    after: float = 0.0
    before: float = 0.0
    start: float = 0.0
    starts: int = 0
    drawn: int = 0


class Begun(NamedTuple):
    """A run that can be recorded.

    Attributes
    ----------
    steps : generator of Snapshot
        It returns why the run has ended.
    dataset : Dataset
        Of cells.
    parameters : Parameters
        As `CountedAlgorithm.counted_of` gives them.
    seed : int or None
        What the trace says of it.
    """

    steps: Generator[Snapshot, None, Stopped]
    dataset: Dataset
    parameters: Parameters
    seed: int | None


class CountedAlgorithm(Protocol):
    """The module of an algorithm on rows in pieces, on the shelf `simulate/algorithms`.

    Attributes
    ----------
    SNAPSHOT, TRACE : type
        As of `kmanim.simulate.algorithm.Algorithm`.
    """

    SNAPSHOT: type[Snapshot]
    TRACE: type[Trace]

    def counted_of(self, large: LargeDataset, parameters: Any) -> Parameters:
        """Give the parameters under the name by which such runs are told; refuse what needs rows at hand."""

    def forecast(self, large: LargeDataset, parameters: Any) -> Forecast:
        """Say what a run will take, measured on the first rows."""

    def begin(
        self,
        large: LargeDataset,
        parameters: Any,
        seed: Seed = 0,
        *,
        engine: Engine | None = None,
        progress: Progress | None = None,
    ) -> Begun:
        """Give what is recorded of a run."""


def counted_algorithm(parameters: Parameters) -> CountedAlgorithm:
    """Import what runs an algorithm on rows in pieces.

    Raises
    ------
    InputError
        If nothing does; it names those that can.
    """
    if not parameters.in_passes:
        able = [name for name in built_in() if parameters_of(name).in_passes]
        raise InputError(
            f"{parameters.title} needs all rows in memory; rows that are read in pieces are for {listed(able, 'or')}"
        )
    return cast(CountedAlgorithm, algorithm_of(parameters.in_passes))
