"""What runs side by side are called: by what they do not have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields

from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.trace import Trace
from kmanim.story.contract import story_of

_LIMITS = ("max_iter",)
_METHODS = {"none": "raw", "zscore": "z-scores", "minmax": "scaled to 0–1"}


def told_apart(traces: Sequence[Trace]) -> tuple[str, ...]:
    """Name runs by what differs: scale, k, algorithm or its options; by their numbers where nothing does."""
    alike = all(isinstance(trace, CentroidTrace) for trace in traces)
    ways = (
        lambda trace: _METHODS.get(trace.dataset.scaling.method, trace.dataset.scaling.method),
        lambda trace: f"k = {trace.k}" if alike and isinstance(trace, CentroidTrace) else "",
        lambda trace: trace.parameters.name,
    )
    telling = [names for way in ways if len(set(names := tuple(map(way, traces)))) > 1]
    if not alike and len({trace.algorithm for trace in traces}) == 1:
        own = _own_titles(traces)
        if own:
            telling.append(own)
        else:
            are_told = len({*zip(*telling, strict=True)}) == len(traces)
            telling += _options_apart(traces, are_told=are_told)
    joined = tuple(", ".join(filter(None, parts)) for parts in zip(*telling, strict=True)) if telling else ()
    if len(set(joined)) == len(traces):
        return joined
    return tuple(f"run {number}" for number in range(1, len(traces) + 1))


def _own_titles(traces: Sequence[Trace]) -> tuple[str, ...]:
    """Have the story name the runs; nothing where it has no names for them, or not a name for each."""
    titles: Callable[..., list[str]] | None = getattr(story_of(traces[0]), "titles", None)
    found = tuple(titles(traces)) if titles else ()
    return found if len(set(found)) == len(traces) and all(found) else ()


def _options_apart(traces: Sequence[Trace], *, are_told: bool) -> list[tuple[str, ...]]:
    """Say of every run each option that is not the same in all; where runs are told apart, not how they start."""
    names = [field.name for field in fields(traces[0].parameters)]
    texts = {name: tuple(_option(trace.parameters, name) for trace in traces) for name in names}
    differing = {name: each for name, each in texts.items() if len(set(each)) > 1}
    # What only says when to give up tells runs apart where nothing else does.
    starts = {"init", *(name for trace in traces for name in trace.begins())} if are_told else set()
    telling = {name: each for name, each in differing.items() if name not in {*_LIMITS, *starts}}
    alone = len({*zip(*telling.values(), strict=True)}) == len(traces)
    return [*(telling if alone or are_told else differing).values()]


def _option(parameters: Parameters, name: str) -> str:
    """Write an option: ``eps = 0.5``, ``manhattan``; nothing where the algorithm's own name says it."""
    value, called = getattr(parameters, name), name.replace("_", " ")
    if value is None:
        return f"no {called}"
    if isinstance(value, str):
        return "" if value.casefold() in parameters.name.casefold() else value
    return f"{called} = {value:g}" if isinstance(value, int | float) else f"a given {called}"
