"""100,000 points from the table to the page: the command with films and figures, beside scikit-learn's fit alone.

Each way is a process of its own, and all its children. The peak is of what all of them hold together at one moment
(proportional set size, looked at ten times a second), where the system tells; else that of the largest of them.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks._machine import about
from benchmarks._measure import Spent, options, spend_child, spread, table, take_turns
from benchmarks.families import groups

POINTS = {"quick": 5_000, "full": 100_000}
EPS, K = 0.12, 4
_READ = "import numpy as np; x = np.loadtxt({path!r}, delimiter=',', skiprows=1);"
_FITS = {
    "EM, k = 4": f"from sklearn.mixture import GaussianMixture; GaussianMixture({K}, tol=1e-6).fit(x)",
    "DBSCAN": f"from sklearn.cluster import DBSCAN; DBSCAN(eps={EPS}, min_samples=10).fit(x)",
}
_OPTIONS = {
    "EM, k = 4": ["--algorithm", "em", "--k", str(K)],
    "DBSCAN": ["--algorithm", "dbscan", "--eps", str(EPS), "--min-samples", "10"],
}


class Watched:
    """Looks at the memory of all processes that this one has begun."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(self.peak, sum(_held(child) for child in _descendants(os.getpid())))


def _descendants(process: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield int(child)
                yield from _descendants(int(child))


def _held(process: int) -> float:
    """Give what a process holds in MB, shared pages by their share."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def spend_watched(command: Sequence[str]) -> Spent:
    with Watched() as watched:
        spent = spend_child(command)
    return Spent(spent.wall, spent.cpu, watched.peak or spent.peak, spent.said)


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    n = POINTS["quick" if chosen.quick else "full"]
    rows = []
    with TemporaryDirectory() as folder:
        path = str(Path(folder, "points.csv"))
        np.savetxt(path, groups(n), delimiter=",", header="x,y", comments="", fmt="%.6g")
        for name, words in _OPTIONS.items():
            out = ["--out", str(Path(folder, "out")), "--force", "--quiet"]
            ways = {
                "kmanim, film and page": [sys.executable, "-m", "kmanim", path, *words, *out],
                "scikit-learn, fit alone": [sys.executable, "-c", _READ.format(path=path) + _FITS[name]],
            }
            spent = take_turns(ways, min(chosen.repeat, 3), spend_watched, warm_up=False)
            for way, goes in spent.items():
                parts = [spread([getattr(go, kind) for go in goes]) for kind in ("wall", "cpu", "peak")]
                own = [go.wall / first.wall for go, first in zip(goes, spent[next(iter(spent))], strict=True)]
                rows.append([f"{n:,}", name, way, *parts, spread(own)])
    head = ("points", "algorithm", "way", "wall s", "CPU s", "peak MB", "wall ratio")
    print(table("From the table to the page: less than a minute, less than 2,000 MB", head, rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
