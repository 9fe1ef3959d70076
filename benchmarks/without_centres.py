"""DBSCAN with every visit kept beside scikit-learn's fits, and all merges of a tree beside scipy's.

Labels and the last heights must be the peer's. Points are normal, in two columns, those of DBSCAN in sixteen groups; a
million of them are timed once, with --large. Times are of a whole `kmanim.run`, the table's checks included; peers get
the bare array. Each way of a tree has a process of its own, and its peak is that
of the process, imports included. Trees come first: a child's peak is never below that of this process.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

import numpy as np

import kmanim
from benchmarks._machine import about
from benchmarks._measure import TIMES, compared, options, short, spend_child, table, take_turns

POINTS = {"quick": (4_000,), "full": (4_000, 100_000), "large": (1_000_000,)}
ROWS = {"quick": (1_000,), "full": (2_000, 10_000), "large": (20_000,)}
LINKAGES = ("single", "complete", "average", "ward")
RADII, LEAST = {100_000: 0.3, 1_000_000: 0.1}, 5
_DRAW = "import numpy as np; x = np.random.default_rng(1).standard_normal(({n}, 2));"
_OURS = "import kmanim; print(kmanim.run('hierarchical', x, linkage='{linkage}').heights[-1])"
_SCIPY = "from scipy.cluster.hierarchy import linkage; print(linkage(x, '{linkage}')[-1, 2])"


def dbscan(n: int, repeat: int) -> list[list[str]]:
    """Time all ways on n points."""
    from sklearn.cluster import DBSCAN  # noqa: PLC0415 - it need not be installed

    random, eps = np.random.default_rng(0), RADII.get(n, 0.5)
    points = random.normal(size=(n, 2)) + random.integers(0, 4, (n, 2)) * 6

    def ours() -> kmanim.Trace:
        return kmanim.run("dbscan", points, eps=eps, min_samples=LEAST)

    def fit(algorithm: str) -> np.ndarray:
        labels: np.ndarray = DBSCAN(eps=eps, min_samples=LEAST, algorithm=algorithm).fit(points).labels_
        return labels

    if not np.array_equal(ours().labels, fit("ball_tree")):
        raise SystemExit(f"DBSCAN of {n} points: labels differ from scikit-learn's")
    ways = {"kmanim, every visit kept": ours}
    ways |= {f"scikit-learn, {name}": partial(fit, name) for name in ("kd_tree", "ball_tree")}
    cells = compared(take_turns(ways, repeat))
    return [[f"{n:,}", name, *cells[name]] for name in cells]


def tree(n: int, linkage: str, repeat: int) -> list[list[str]]:
    """Time both ways on n rows."""
    ways = {
        name: [sys.executable, "-c", f"{_DRAW} {code}".format(n=n, linkage=linkage)]
        for name, code in (("kmanim", _OURS), ("scipy", _SCIPY))
    }
    spent = take_turns(ways, repeat, spend_child, warm_up=False)
    tops = [float(goes[0].said) for goes in spent.values()]
    if not np.isclose(*tops, rtol=1e-9):
        raise SystemExit(f"{linkage} linkage of {n} rows: the last heights are {tops}")
    cells = compared(spent)
    return [
        [f"{n:,}", linkage, name, *cells[name], short(max(go.peak for go in spent[name]))] for name in cells
    ]


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    size = "quick" if chosen.quick else "full"
    sizes = (*ROWS[size], *(ROWS["large"] if chosen.large else ()))
    rows = [row for n in sizes for linkage in LINKAGES for row in tree(n, linkage, chosen.repeat)]
    print(
        table("Hierarchical clustering: a whole process", ["rows", "linkage", "way", *TIMES, "peak MB"], rows)
    )
    sizes = (*POINTS[size], *(POINTS["large"] if chosen.large else ()))
    rows = [row for n in sizes for row in dbscan(n, 1 if n in POINTS["large"] else chosen.repeat)]
    print(table("DBSCAN: a whole run", ["points", "way", *TIMES], rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
