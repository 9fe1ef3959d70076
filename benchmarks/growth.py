"""How time, bytes and memory grow with points, clusters, columns and pictures.

Every line is a process of its own: uniform points, ten iterations, one loop film. One thing grows at a time; the
last column is the CPU time of the whole process over that of the line above. The number of pictures is raised by
shorter steps between them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks._machine import about
from benchmarks._measure import Spent, options, short, spend_child, spread, table, take_turns

BASE = {"points": 10_000, "k": 8, "d": 2, "tween ms": 50}
QUICK = {"points": (1_000, 10_000), "k": (2, 8), "d": (2, 10), "tween ms": (0, 50)}
FULL = {
    "points": (100, 1_000, 10_000, 100_000, 1_000_000),
    "k": (2, 8, 32, 50),
    "d": (2, 3, 10, 50),
    "tween ms": (0, 200, 100, 50, 20),
}
LARGE = {"points": (*FULL["points"], 10_000_000)}
HEAD = (
    "grows", *BASE, "pictures", "load CPU ms", "run CPU ms", "film CPU ms", "ms a picture", "bytes",
    "peak MB", "all wall ms", "all CPU ms", "CPU ratio",
)  # fmt: skip
Case = tuple[str, tuple[int, ...]]


def cases(series: dict[str, tuple[int, ...]]) -> Iterator[Case]:
    """Give what grows and the four numbers of every line."""
    for name, sizes in series.items():
        for size in sizes:
            yield name, tuple((BASE | {name: size}).values())


def command(case: Case) -> list[str]:
    return [sys.executable, "-m", "benchmarks.one_film", *map(str, case[1])]


def rows_of(spent: dict[Case, list[Spent]]) -> list[list[str]]:
    """Give the rows of the table."""
    rows = []
    before: tuple[str, list[Spent]] = ("", [])
    for (name, sizes), goes in spent.items():
        said = [json.loads(go.said) for go in goes]
        pictures, size = said[0]["pictures"], said[0]["bytes"]
        steps = [1e3 * median(each[step] for each in said) for step in ("load", "run", "film")]
        pairs = zip(goes, before[1] if before[0] == name else [], strict=False)
        ratios = [go.cpu / last.cpu for go, last in pairs]
        rows.append([
            name, *(f"{number:,}" for number in sizes), str(pictures),
            *(short(step) for step in (*steps, steps[-1] / pictures)), f"{size:,}",
            short(max(go.peak for go in goes)),
            spread([1e3 * go.wall for go in goes]), spread([1e3 * go.cpu for go in goes]),
            spread(ratios) if ratios else "-",
        ])  # fmt: skip
        before = name, goes
    return rows


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    series = QUICK if chosen.quick else FULL | (LARGE if chosen.large else {})
    ways = {case: command(case) for case in cases(series)}
    spent = take_turns(ways, chosen.repeat, spend_child, warm_up=False)
    print(table("Growth: one film, from points to file", HEAD, rows_of(spent)))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
