"""What own captions may take from the trace: numbers of one snapshot by name, written as all captions write them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from kmanim.errors import InputError, did_you_mean, listed, meant, shown
from kmanim.simulate.trace import Trace
from kmanim.story.contract import facts_of
from kmanim.story.text.numbers import MINUS, by_itself, parameter_text, thousands
from kmanim.story.text.sizes import sizes_text
from kmanim.story.text.sums import objectives
from kmanim.story.text.words import cut

_LONGEST = 58
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
# "size_3", "centroid_2_weight": one of many.
_ONE_OF_MANY = re.compile(r"([a-z]+_)([0-9]+)(|_.+)", re.DOTALL)


def fields_of(trace: Trace, step: int) -> dict[str, str | None]:
    """Write what can be taken from a snapshot, by name; None what has no value there.

    That is all that `Trace.table` says of it, the objective by its symbol, too (``W``), the sizes of all clusters
    (``sizes``), what the algorithm was told (``k``), how many ``rows`` and ``columns`` there are, and with ``final_``
    before them the measures of the end of the run.
    """
    facts, objective = facts_of(trace), trace.parameters.objective
    values = trace.objective
    top = float(max((abs(value) for value in values if math.isfinite(value)), default=0.0))
    columns = {
        feature.name: write for feature, write in zip(trace.dataset.features, facts.columns, strict=True)
    }

    def written(name: str, value: Any) -> str | None:
        if isinstance(value, float) and math.isfinite(value):
            match = _ONE_OF_MANY.fullmatch(name)
            if objective is not None and name == objective.key:
                return objectives([value], top=top)[0]
            if match and match[1] in ("centroid_", "mean_") and match[3][1:] in columns:
                return columns[match[3][1:]](value)
            return by_itself(value)
        return _plain(value)

    found = _options(trace)
    none_yet = trace.history.at(step) is None
    counts = [] if none_yet else [int(count) for count in trace.sizes_of(trace.counts_of(step))]
    found |= {
        "rows": thousands(str(trace.dataset.n)),
        "columns": thousands(str(trace.dataset.d)),
        "sizes": sizes_text(counts) if counts else None,
    }
    found |= {name: written(name, value) for name, value in trace.table_row(step).items()}
    if objective is not None:
        found[objective.symbol] = found.get(objective.key)
    return found | {f"final_{name}": written(name, value) for name, value in trace.measures().items()}


def filled(text: str, values: Mapping[str, str | None]) -> str:
    """Put values in place of names in braces; ``{{`` and ``}}`` are braces.

    Nothing else is done with what stands in braces: there are no formats, attributes or indices.

    Raises
    ------
    InputError
        If a name is unknown or has no value there, or a brace stands alone.
    """

    def value_of(match: re.Match[str]) -> str:
        found, name = match[0], match[1]
        if found in ("{{", "}}"):
            return found[0]
        if name is None:
            raise InputError(
                f"a {found} stands alone; write {found * 2} for a brace, and {{name}} for a number"
            )
        if name not in values:
            plain = re.split(r"[.:!\[]", name)[0]
            hint = did_you_mean(meant(name, values))
            if plain in values:
                hint = f"; formats, attributes and indices are not read, write {{{plain}}}"
            raise InputError(f"no field {{{shown(name, 30)}}}; there are {_shortly(values)}{hint}")
        value = values[name]
        if value is None:
            raise InputError(
                f"{{{shown(name, 30)}}} has no value in this picture; leave it out, or name another"
            )
        return value

    return _BRACES.sub(value_of, text)


def _options(trace: Trace) -> dict[str, str | None]:
    """Write what the algorithm was told, as far as that is one number or word, or what it took by itself."""
    found: dict[str, str | None] = {}
    for field in fields(trace.parameters):
        told = getattr(trace.parameters, field.name)
        value = getattr(trace, field.name, None) if told is None else told
        if isinstance(value, str):
            found[field.name] = cut(value, _LONGEST)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found[field.name] = parameter_text(value, is_estimated=told is None and isinstance(value, float))
    return found


def _plain(value: Any) -> str | None:
    """Write a count, a word, or yes and no; None where there is nothing."""
    if value is None or isinstance(value, float):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return thousands(str(value).replace("-", MINUS)) if isinstance(value, int) else cut(value, _LONGEST)


def _shortly(names: Iterable[str]) -> str:
    """List names, of many that differ in their number alone the first and the last."""
    groups: dict[str, list[str]] = {}
    for name in names:
        match = _ONE_OF_MANY.fullmatch(name)
        groups.setdefault(f"{match[1]}#{match[3]}" if match else name, []).append(name)
    return listed(
        [group[0] if len(group) == 1 else f"{group[0]} to {group[-1]}" for group in groups.values()]
    )
