"""What all benchmarks share: ways that take turns, medians with their spread, and tables.

Light on purpose: the peak memory of a child is never reported below that of the process which starts it.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any


@dataclass(frozen=True, slots=True)
class Spent:
    """What one go cost: wall and CPU time (threads and children included) in s; of a child peak MB and stdout."""

    wall: float
    cpu: float
    peak: float = 0.0
    said: str = ""


def spend(call: Callable[[], object]) -> Spent:
    """Measure a call in this process."""
    gc.collect()
    wall, cpu = perf_counter(), _cpu()
    call()
    return Spent(perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    times = os.times()
    return process_time() + times.children_user + times.children_system


def spend_child(command: Sequence[str]) -> Spent:
    """Measure a whole process with the children it waits for; the peak is that of the largest of them."""
    wall = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        said = child.stdout.read() if child.stdout else ""
        _, status, usage = os.wait4(child.pid, 0)
        wall = perf_counter() - wall
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    unit = 1e6 if sys.platform == "darwin" else 1e6 / 1024
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, said)


def take_turns(
    ways: Mapping[str, Any], repeat: int, spend: Callable[[Any], Spent] = spend, warm_up: bool = True
) -> dict[str, list[Spent]]:
    """Measure every way once, then every way again, `repeat` times; a first turn for caches is not counted."""
    spent: dict[str, list[Spent]] = {name: [] for name in ways}
    for turn in range(-warm_up, repeat):
        for name, way in ways.items():
            cost = spend(way)
            if turn >= 0:
                spent[name].append(cost)
    return spent


TIMES = ("wall ms", "CPU ms", "wall ratio", "CPU ratio")


def compared(spent: Mapping[str, list[Spent]], per: Mapping[str, int] | None = None) -> dict[str, list[str]]:
    """Give the cells of `TIMES` for every way, its times divided by `per`; ratios are to the first way."""
    first, *_ = spent
    cells = {}
    for name, goes in spent.items():
        cells[name] = [
            spread([1e3 * getattr(go, kind) / (per or {}).get(name, 1) for go in goes])
            for kind in ("wall", "cpu")
        ]
        share = (per or {}).get(first, 1) / (per or {}).get(name, 1)
        for kind in ("wall", "cpu"):
            pairs = zip(goes, spent[first], strict=True)
            ratios = [share * getattr(go, kind) / max(getattr(own, kind), 1e-9) for go, own in pairs]
            cells[name].append("1" if name == first else spread(ratios))
    return cells


def spread(values: Sequence[float]) -> str:
    """Write the median, and from where to where the values go."""
    return f"{short(median(values))} ({short(min(values))}-{short(max(values))})"


def short(value: float) -> str:
    """Write a number with three digits, or whole where it has more."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:#.3g}".rstrip(".")


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lay a table out so that it can be read as it stands and pasted into Markdown."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(["", f"## {title}", "", *lines])


def options(about: str | None, argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the options that all benchmarks have."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--repeat", type=int, metavar="N", help="turns to measure (default: 5; 2 with --quick)"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, for a first look")
    parser.add_argument("--large", action="store_true", help="the largest sizes, too: minutes to hours")
    chosen = parser.parse_args(argv)
    if chosen.repeat is not None and chosen.repeat < 1:
        parser.error(f"--repeat must be at least 1, got {chosen.repeat}")
    chosen.repeat = chosen.repeat or (2 if chosen.quick else 5)
    return chosen
