"""What the command says at the end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kmanim.simulate.runs import Runs
from kmanim.story.runs import inertia_texts


@dataclass(frozen=True, slots=True)
class Report:
    """What a job has written.

    Attributes
    ----------
    runs : Runs
        What was simulated.
    files : tuple of Path
        In the order of writing.
    sizes : dict of str to int
        Bytes of each file, by name.
    suffix : str
        Of the films, without the dot.
    """

    runs: Runs
    files: tuple[Path, ...]
    sizes: dict[str, int]
    suffix: str

    def table(self) -> str:
        """Give the runs as lines of text: iterations, inertia, solution and size."""
        texts = inertia_texts(self.runs)
        head = ("run", "iterations", "inertia", "solution", "film")
        rows = [
            (
                str(row["run"]),
                str(row["iterations"]),
                texts[row["solution"]],
                row["solution"],
                self._size(row["run"]),
            )
            for row in self.runs.table()
        ]
        widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
        return "\n".join(
            "  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)) for row in (head, *rows)
        )

    def as_json(self) -> dict[str, Any]:
        """Give all of it as plain values."""
        return {
            "dataset": self.runs.dataset.name,
            "algorithm": self.runs[0].algorithm,
            "runs": [
                row | {"film": self._film(row["run"]), "bytes": self.sizes[self._film(row["run"])]}
                for row in self.runs.table()
            ],
            "files": [str(path) for path in self.files],
            "notes": list(self.runs.dataset.notes),
        }

    def _film(self, run: int) -> str:
        return f"run-{run:02d}.{self.suffix}"

    def _size(self, run: int) -> str:
        return f"{self.sizes[self._film(run)] / 1000:.0f} kB"
