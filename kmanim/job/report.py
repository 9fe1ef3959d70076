"""What the command says at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kmanim.errors import counted
from kmanim.job.items import EXPLORE
from kmanim.simulate.runs.runs import FEW, Runs
from kmanim.story.figures.solutions import empty_text, has_rounds, lines, may_be_empty, rounds_text
from kmanim.story.runs import run_texts
from kmanim.story.text.numbers import bytes_text, percent

if TYPE_CHECKING:
    from kmanim.job.choices import Chosen
    from kmanim.simulate.sweeps.sweep import Sweep


@dataclass(frozen=True, slots=True)
class Report:
    """What a job has written.

    Attributes
    ----------
    runs : Runs
        What was simulated.
    folder : Path
        Where the files are.
    files : tuple of Path
        In the order of writing.
    sizes : dict of str to int
        Bytes of each file, by name.
    films : dict of int to str
        Name of each run's film.
    notes : tuple of str
        What a reader must know of the data and of the run that was picked.
    choice : Choice, MixtureChoice or None
        What helps to choose k, if that was asked for.
    sweeps : tuple of Sweep
        That were asked for, none to two.
    """

    runs: Runs
    folder: Path
    files: tuple[Path, ...]
    sizes: dict[str, int]
    films: dict[int, str]
    notes: tuple[str, ...] = ()
    choice: Chosen | None = None
    sweeps: tuple[Sweep, ...] = ()

    def table(self) -> str:
        """Give the runs as lines of text: iterations, inertia, solution and size; of very many the solutions."""
        if len(self.runs) > FEW:
            return _lines(_narrow(self.runs))
        texts, objective = run_texts(self.runs), self.runs.objective
        told = (
            {"iterations", self.runs.best.turn[1], objective.key}
            if objective
            else {*self.runs.columns} - {"solution"}
        )
        columns = [name for name in self.runs.columns if name in told]
        sizes = {run: bytes_text(self.sizes[film]) for run, film in self.films.items()}
        rows = []
        for row in self.runs.table():
            shown = row if objective is None else row | {objective.key: texts[row["run"]]}
            cells = [_cell(shown[name]) for name in columns]
            rows.append((str(row["run"]), *cells, row["solution"], sizes.get(row["run"], "")))
        return _lines([("run", *columns, "solution", "film"), *rows])

    def summary(self) -> str:
        """Say how much there is, and where to look; before that, which k the rules say."""
        size = bytes_text(sum(self.sizes.values()))
        first = self.folder / ("index.html" if "index.html" in self.sizes else next(iter(self.sizes)))
        return f"{self._found()}{counted(len(self.sizes), 'file')}, {size}; open {first}"

    def _found(self) -> str:
        """Say what was found beside the runs, a sentence each; their words are imported where there is any."""
        said = ""
        if self.choice is not None:
            from kmanim.job.choices import words_of  # noqa: PLC0415

            said = f"{words_of(self.choice).sentence(self.choice)} "
        if self.sweeps:
            from kmanim.story.comparisons.sweeps.facts import SweepFacts  # noqa: PLC0415
            from kmanim.story.comparisons.sweeps.findings import said_of  # noqa: PLC0415

            said += f"{said_of(list(map(SweepFacts, self.sweeps)))} "
        return said

    def as_json(self) -> dict[str, Any]:
        """Give all of it as plain values."""
        dataset, best = self.runs.dataset, self.runs.best
        chosen: dict[str, Any] = {"choose_k": self.choice.table()} if self.choice is not None else {}
        chosen |= {"explore": str(self.folder / EXPLORE)} if EXPLORE in self.sizes else {}
        chosen |= {"sweep": self.sweeps[0].table()} if self.sweeps else {}
        chosen |= {"sweep_beside": self.sweeps[1].table()} if len(self.sweeps) > 1 else {}
        return chosen | {
            "dataset": dataset.name,
            "points": best.n,
            "columns": [feature.name for feature in dataset.features],
            **({"target": dataset.target.name} if dataset.target is not None else {}),
            "algorithm": best.called,
            "seed": best.seed,
            "best": best.run,
            "runs": [
                {name: None if value != value else value for name, value in row.items()}  # noqa: PLR0124 - nan
                | {
                    "file": self.films.get(row["run"]),
                    "bytes": self.sizes.get(self.films.get(row["run"], "")),
                }
                for row in self.runs.table()
            ],
            "files": [str(path) for path in self.files],
            "notes": list(self.notes),
        }


def _lines(rows: Sequence[tuple[str, ...]]) -> str:
    """Set a table in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )


def _cell(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _narrow(runs: Runs) -> list[tuple[str, ...]]:
    """Give the solutions in columns that fit a terminal."""
    key = (runs.objective.key,) if runs.objective else ()
    rounds, empty = (("rounds",) if has_rounds(runs) else ()), (("empty",) if may_be_empty(runs) else ())
    return [
        ("solution", *key, "runs", "share", *rounds, *empty),
        *(
            (
                line.name, *((line.value,) if key else ()), str(line.summary.runs),
                percent(line.summary.runs, len(runs)), *((rounds_text(line.summary),) if rounds else ()),
                *((empty_text(line.summary),) if empty else ()),
            )
            for line in lines(runs)
        ),
    ]  # fmt: skip
