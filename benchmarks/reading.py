"""Tables read, with every check of kmanim, beside `read_csv` of pandas alone, and of polars where it is installed.

A million rows of text in several spellings, written anew each time: floats with all their digits, with three, with
empty cells (whose rows kmanim leaves out), with a text that recurs or names the rows, in quotation marks, with
semicolons and decimal commas, and whole numbers beside an id. pandas and polars judge nothing. Then a hundred thousand
rows of categories for k-modes, in a file and as a DataFrame, beside the time to factorise them. All is imported before;
peaks are those of a process of its own, imports included. What is read must be the same to the last bit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

import kmanim
from benchmarks._machine import about
from benchmarks._measure import TIMES, compared, options, short, spend_child, table, take_turns
from benchmarks.families import agree

ROWS, CATEGORIES = {"quick": 20_000, "full": 1_000_000}, {"quick": 5_000, "full": 100_000}
COLOURS = np.array(["red", "green", "dark blue", "yellow", "black"])
_STATUS = Path("/proc/self/status")
COMMAS = {"sep": ";", "decimal": ","}
Ways = dict[str, Callable[[], object]]


def spelled(n: int) -> dict[str, str]:
    """Write the same points in every way."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(n, 2)) * [1, 5] + 3 * rng.integers(0, 4, n)[:, None]
    full = [(repr(x), repr(y)) for x, y in points.tolist()]
    gaps = np.where(rng.random((n, 2)) < 0.001, "", np.array(full)).tolist()
    words = COLOURS[rng.integers(0, len(COLOURS), n)].tolist()
    return {
        "all digits": _lines("x,y", full),
        "three decimals": _lines("x,y", [(f"{x:.3f}", f"{y:.3f}") for x, y in points.tolist()]),
        "empty cells": _lines("x,y", gaps),
        "text that recurs": _lines("x,y,kind", [(*row, word) for row, word in zip(full, words, strict=True)]),
        "names of rows": _lines("name,x,y", [(f"row{i}", *row) for i, row in enumerate(full)]),
        "quoted": _lines(
            '"x","y","kind"', [(f'"{x}"', f'"{y}"', f'"{w}"') for (x, y), w in zip(full, words, strict=True)]
        ),
        "decimal commas": _lines("x;y", full).replace(",", ";").replace(".", ","),
        "whole numbers": _lines(
            "id,x,y", [(str(i), f"{100 * x:.0f}", f"{9 * y:.0f}") for i, (x, y) in enumerate(points.tolist())]
        ),
    }


def _lines(head: str, rows: Sequence[Sequence[str]]) -> str:
    return "\n".join([head, *map(",".join, rows)]) + "\n"


def texts(path: Path, name: str) -> Ways:
    """Read a file of points."""
    given = COMMAS if name == "decimal commas" else {}

    def ours() -> kmanim.Dataset:
        return kmanim.load(path, missing="drop")

    theirs = partial(pd.read_csv, path, **given)
    data, frame = ours(), theirs()
    agree(name, np.array_equal(data.points, frame.dropna()[[feature.name for feature in data.features]]))
    ways: Ways = {"pandas, read_csv": theirs, "kmanim, load": ours}
    try:
        import polars as pl  # noqa: PLC0415 - it need not be installed
    except ImportError:
        return ways
    return ways | {
        "polars, read_csv": partial(
            pl.read_csv, path, separator=given.get("sep", ","), decimal_comma=bool(given)
        )
    }


def categories(path: Path, n: int) -> Ways:
    """Read eight columns of text for k-modes, from a file and from a DataFrame."""
    rng = np.random.default_rng(0)
    letters = np.array(list("abcdefgh"))
    frame = pd.DataFrame({f"c{i}": letters[rng.integers(0, 3 + i % 5, n)] for i in range(8)})
    frame.to_csv(path, index=False)
    from_file, from_frame = (partial(kmanim.load, source, kinds="categories") for source in (path, frame))
    agree("categories", np.array_equal(from_file().points, from_frame().points))
    return {
        "pandas, read_csv": partial(pd.read_csv, path),
        "kmanim, the file": from_file,
        "pandas, factorize": lambda: [pd.factorize(frame[name]) for name in frame],
        "kmanim, the DataFrame": from_frame,
    }


def peaks(path: Path, name: str) -> dict[str, str]:
    """Give the most memory in MB that a process takes to read a file, where the system tells it."""
    if not _STATUS.exists():
        return {}
    codes = {
        "pandas, read_csv": f"pandas.read_csv({str(path)!r}, **{COMMAS if name == 'decimal commas' else {}})",
        "kmanim, load": f"kmanim.load({str(path)!r}, missing='drop')",
    }
    most = {}
    for way, code in codes.items():
        # Not what `os.wait4` says: that is never less than what this process has taken.
        told = f"import kmanim, pandas; {code}; print(open({str(_STATUS)!r}).read())"
        said = spend_child([sys.executable, "-c", told]).said
        most[way] = short(int(said.partition("VmHWM:")[2].split()[0]) / 1000)
    return most


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    size = "quick" if chosen.quick else "full"
    rows = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "points.csv"
        for name, text in spelled(ROWS[size]).items():
            path.write_text(text, "utf-8")
            cells, most = compared(take_turns(texts(path, name), chosen.repeat)), peaks(path, name)
            rows += [[name, way, *cells[way], most.get(way, "")] for way in cells]
        print(table(f"CSV of {ROWS[size]:,} rows", ["how it is written", "way", *TIMES, "peak MB"], rows))
        cells = compared(take_turns(categories(path, CATEGORIES[size]), chosen.repeat))
        title = f"Eight columns of categories, {CATEGORIES[size]:,} rows"
        print(table(title, ["way", *TIMES], [[way, *cells[way]] for way in cells]))
    print(about())


if __name__ == "__main__":
    main()
