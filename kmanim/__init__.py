"""Clustering algorithms as films: run one step by step, draw every step, write the GIF and the figures of a post.

>>> import kmanim
>>> cars = kmanim.load("mtcars")
>>> trace = kmanim.run("kmeans", cars, k=2, init=[(1000, 150), (1500, 150)])
>>> trace.iterations, round(trace.inertia)
(4, 2547692)
>>> film = kmanim.animate(trace)
>>> film.captions[0]
'32 cars: weight and horsepower. No groups yet.'
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

# Not imported from typing: the command should get to where it answers an interrupt as soon as it can. What type
# checkers and editors are told of the public names is in `__init__.pyi`: `python -m renew stub` makes it of the table.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

# Where each public name lives, but for figures that are named as their files. Imported on first use, so that
# `kmanim --help` costs no numpy.
_HOMES = {
    "Choice": "simulate.choose_k.choice",
    "Dataset": "data.dataset",
    "Explorer": "page.explorer",
    "Film": "films.film",
    "InputError": "errors",
    "KmanimError": "errors",
    "Look": "plot.style.look",
    "MissingPackage": "errors",
    "MixtureChoice": "simulate.choose_k.mixture_choice",
    "OutputError": "errors",
    "Runs": "simulate.runs.runs",
    "BesideClasses": "films.beside_classes",
    "SideBySide": "films.side_by_side",
    "Snapshot": "simulate.snapshot",
    "Sweep": "simulate.sweeps.sweep",
    "SweepFilm": "films.sweep",
    "Theme": "plot.style.theme",
    "Trace": "simulate.trace",
    "all_plans": "plot.figures.all_plans",
    "animate": "films.film",
    "animate_sweep": "films.sweep",
    "best_length": "plot.figures.best_length",
    "best_length_grid": "plot.figures.best_length_grid",
    "choose_k": "simulate.choose_k.choose_k",
    "choose_mixture": "simulate.choose_k.choose_mixture",
    "compare_algorithms": "simulate.runs.compare_algorithms",
    "compare_inits": "simulate.runs.compare_inits",
    "comparison": "plot.figures.comparison",
    "dendrogram": "plot.figures.dendrogram",
    "density": "plot.figures.density",
    "distances": "plot.figures.distances",
    "elbow": "plot.figures.elbow",
    "explore": "page.explorer",
    "grid": "plot.figures.grid",
    "inits": "plot.figures.compare_inits",
    "joint": "plot.figures.joint",
    "k_distance": "plot.figures.k_distance",
    "length_by_traffic": "plot.figures.length_by_traffic",
    "linkages": "plot.figures.linkages",
    "load": "data.load",
    "load_trace": "simulate.storage.trace_file",
    "modes": "plot.figures.modes",
    "objective": "plot.figures.objective",
    "plan_starts": "plot.figures.plan_starts",
    "rates": "plot.figures.rates",
    "raw": "plot.figures.raw_data",
    "record": "simulate.algorithms.recorded",
    "run": "simulate.record",
    "run_many": "simulate.runs.runs",
    "save_trace": "simulate.storage.trace_file",
    "scaled": "plot.figures.raw_and_scaled",
    "beside_classes": "films.beside_classes",
    "side_by_side": "films.side_by_side",
    "scatter": "plot.figures.on_axes.scatter",
    "silhouette": "plot.figures.on_axes.silhouette",
    "solutions": "plot.figures.solutions",
    "strip": "plot.figures.strip",
    "sweep": "simulate.sweeps.sweep",
    "sweep_grid": "plot.figures.sweep_grid",
    "toy_plan": "plot.figures.toy_plan",
    "valley": "plot.figures.valley",
    "which_k": "plot.figures.choose_k",
    "which_mixture": "plot.figures.choose_mixture",
    "wrong_belief": "plot.figures.wrong_belief",
}

# What makes the signature and the help of those that take options by name: every option that there is.
_DESCRIBED = {
    **dict.fromkeys(("run", "run_many", "sweep"), "simulate.parameters._described"),
    **dict.fromkeys(("animate", "animate_sweep", "beside_classes", "side_by_side"), "films.described"),
}

__all__ = [
    "BesideClasses",
    "Choice",
    "Dataset",
    "Explorer",
    "Film",
    "InputError",
    "KmanimError",
    "Look",
    "MissingPackage",
    "MixtureChoice",
    "OutputError",
    "Runs",
    "SideBySide",
    "Snapshot",
    "Sweep",
    "SweepFilm",
    "Theme",
    "Trace",
    "__version__",
    "all_plans",
    "animate",
    "animate_sweep",
    "beside_classes",
    "best_length",
    "best_length_grid",
    "choose_k",
    "choose_mixture",
    "compare_algorithms",
    "compare_inits",
    "comparison",
    "dendrogram",
    "density",
    "distances",
    "elbow",
    "explore",
    "grid",
    "inits",
    "joint",
    "k_distance",
    "length_by_traffic",
    "linkages",
    "load",
    "load_trace",
    "modes",
    "objective",
    "plan_starts",
    "rates",
    "raw",
    "record",
    "run",
    "run_many",
    "save_trace",
    "scaled",
    "scatter",
    "side_by_side",
    "silhouette",
    "solutions",
    "strip",
    "sweep",
    "sweep_grid",
    "toy_plan",
    "valley",
    "which_k",
    "which_mixture",
    "wrong_belief",
]


def __getattr__(name: str) -> Any:
    home = f"kmanim.{_HOMES[name]}" if name in _HOMES else f"kmanim.plot.figures.{name}"
    if name not in _HOMES and (name.startswith("_") or find_spec(home) is None):
        raise AttributeError(f"module 'kmanim' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    if name in _DESCRIBED:
        import_module(f"kmanim.{_DESCRIBED[name]}").describe(value)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
