"""Rows that are never kept: k-means by passes over a file, beside a bare loop of numpy that does the same passes.

The loop reads the same file as often, in pieces as large, and at every pass finds the nearest centroid of every row,
adds rows up by cluster, and counts them by cluster in a grid of the same cells: what a film of the run needs, and no
more. It is one process; k-means has one, or one a core. The whole command is there, too: with film and page. Dask has
two workers on this machine, for kmanim's passes and for dask-ml's KMeans, which keeps its end alone; the time in which
its cluster begins counts. Peaks are of all processes together.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.lib.format import open_memmap

from benchmarks._machine import about
from benchmarks._measure import options, spread, table, take_turns
from benchmarks.end_to_end import spend_watched

ROWS = {"quick": 1_000_000, "full": 10_000_000, "large": 100_000_000}
K, ITERATIONS, PIECE = 8, 20, 1 << 20
_COMMON = """
import numpy as np
path, k, iterations, piece = {path!r}, {k}, {iterations}, {piece}
"""
_LOOP = (
    _COMMON
    + """
rows = np.load(path, mmap_mode="r")
offset, (n, d) = rows.offset, rows.shape
del rows
columns, across = 512, 384

def pieces():
    with open(path, "rb") as file:
        file.seek(offset)
        for first in range(0, n, piece):
            yield np.fromfile(file, np.float32, min(piece, n - first) * d).reshape(-1, d)

low, high = np.full(d, np.inf), np.full(d, -np.inf)
for part in pieces():
    low, high = np.minimum(low, part.min(axis=0)), np.maximum(high, part.max(axis=0))
step = (np.array([columns, across]) / (high - low)).astype(np.float32)
low = low.astype(np.float32)
centroids = next(pieces())[:: piece // k][:k].astype(np.float64)
for _ in range(iterations):
    sums, counts = np.zeros((k, d)), np.zeros(k, np.int64)
    cells = np.zeros(columns * across * k, np.int64)
    for part in pieces():
        for first in range(0, len(part), 65_536):
            x, y = np.ascontiguousarray(part[first : first + 65_536].T)
            nearest, labels = None, np.zeros(len(x), np.intp)
            for number, (a, b) in enumerate(centroids.astype(np.float32)):
                gap = np.square(x - a) + np.square(y - b)
                if nearest is None:
                    nearest = gap
                    continue
                labels[gap < nearest] = number
                np.minimum(nearest, gap, out=nearest)
            counts += np.bincount(labels, minlength=k)
            sums[:, 0] += np.bincount(labels, x, minlength=k)
            sums[:, 1] += np.bincount(labels, y, minlength=k)
            at = np.minimum((x - low[0]) * step[0], columns - 1).astype(np.intp)
            at += np.minimum((y - low[1]) * step[1], across - 1).astype(np.intp) * columns
            np.add.at(cells, at * k + labels, 1)
    centroids = sums / np.maximum(counts, 1)[:, None]
"""
)
_RUN = (
    _COMMON
    + """
from pathlib import Path
from kmanim.data.pieces.arrays import npy_source
from kmanim.data.pieces.engines import Serial
from kmanim.data.pieces.in_pieces import large_dataset
from kmanim import run
large = large_dataset(npy_source(Path(path)), name="rows", where="rows", engine={engine})
run("kmeans", large, k=k, init="sample", max_iter=iterations)
"""
)
_CLUSTER = """
from distributed import Client
if __name__ == "__main__":
    with Client(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as client:
        go(client)
"""
_ON_DASK = (
    _COMMON
    + """
import kmanim

def go(client):
    kmanim.run("kmeans", kmanim.load(path, in_pieces=True, dask=client), k=k, init="sample", max_iter=iterations)
"""
    + _CLUSTER
)
_DASK_ML = (
    _COMMON
    + """
import warnings
import dask.array as da

def go(client):
    warnings.simplefilter("ignore")
    from dask_ml.cluster import KMeans
    mapped = np.load(path, mmap_mode="r")
    starts = np.array(mapped[: piece : piece // k][:k])
    KMeans(k, init=starts, max_iter=iterations, tol=0).fit(da.from_array(mapped, chunks=(piece, 2)))
"""
    + _CLUSTER
)


def write(path: Path, n: int) -> None:
    """Write n rows of eight groups that lie across each other, piece by piece."""
    rng = np.random.default_rng(0)
    middles = rng.uniform(0, 10, (8, 2))
    rows = open_memmap(path, "w+", np.float32, (n, 2))
    for first in range(0, n, PIECE):
        m = min(PIECE, n - first)
        rows[first : first + m] = middles[rng.integers(0, 8, m)] + rng.normal(0, 1, (m, 2))


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    sizes = ["quick"] if chosen.quick else ["full", "large"] if chosen.large else ["full"]
    rows = []
    with TemporaryDirectory() as folder:
        path = Path(folder, "rows.npy")
        told = {"path": str(path), "k": K, "iterations": ITERATIONS, "piece": PIECE}
        words = ["--k", str(K), "--init", "sample", "--max-iter", str(ITERATIONS), "--in-pieces"]
        ways = {
            "numpy, bare loop": [sys.executable, "-c", _LOOP.format(**told)],
            "kmanim, one process": [sys.executable, "-c", _RUN.format(**told, engine="Serial()")],
            "kmanim, all cores": [sys.executable, "-c", _RUN.format(**told, engine="None")],
            "kmanim, film and page": [
                sys.executable, "-m", "kmanim", str(path), *words,
                "--out", str(Path(folder, "out")), "--force", "--quiet",
            ],
        }  # fmt: skip
        for way, program in (("kmanim, Dask", _ON_DASK), ("dask-ml KMeans", _DASK_ML)):
            script = Path(folder, f"{way}.py")  # its workers import it again, so it must be a file
            script.write_text(program.format(**told), "utf-8")
            ways[way] = [sys.executable, str(script)]
        for size in sizes:
            write(path, ROWS[size])
            spent = take_turns(ways, min(chosen.repeat, 3), spend_watched, warm_up=False)
            for way, goes in spent.items():
                parts = [spread([getattr(go, kind) for go in goes]) for kind in ("wall", "cpu", "peak")]
                pairs = list(zip(goes, spent["numpy, bare loop"], strict=True))
                ratios = [
                    spread([getattr(go, kind) / getattr(own, kind) for go, own in pairs])
                    for kind in ("wall", "cpu")
                ]
                each = spread([1e9 * go.cpu / ROWS[size] / ITERATIONS for go in goes])
                rows.append([f"{ROWS[size]:,}", way, *parts, each, *ratios])
    head = ("rows", "way", "wall s", "CPU s", "peak MB", "CPU ns a row and step", "wall ratio", "CPU ratio")
    print(table(f"k-means in {ITERATIONS} steps, k = {K}, rows never kept: below 2,000 MB", head, rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
