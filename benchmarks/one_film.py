"""A process that makes one loop film of uniform points and says what that took; `benchmarks.growth` starts it.

python -m benchmarks.one_film POINTS K D TWEEN_MS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image

import kmanim
from benchmarks._measure import spend

ITERATIONS = 10


def main(n: int, k: int, d: int, tween_ms: int) -> dict[str, float]:
    points = np.random.default_rng(1).random((n, d))
    made: dict[str, Any] = {}

    def load() -> None:
        made["data"] = kmanim.load(points)

    def run() -> None:
        made["trace"] = kmanim.run("kmeans", made["data"], k=k, init="sample", max_iter=ITERATIONS)

    def film() -> None:
        kmanim.animate(made["trace"], profile="loop").save(path, tween_ms=tween_ms)

    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.gif"
        costs: dict[str, float] = {step.__name__: spend(step).cpu for step in (load, run, film)}
        with Image.open(path) as written:
            pictures = written.n_frames
        return costs | {"pictures": pictures, "bytes": path.stat().st_size}


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
