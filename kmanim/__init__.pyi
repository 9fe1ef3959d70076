"""The public names of kmanim, with all options; made from the code by ``python -m renew stub``."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, overload

from numpy.typing import ArrayLike

from kmanim.data.dataset import Dataset
from kmanim.data.load import load
from kmanim.errors import InputError, KmanimError, MissingPackage, OutputError
from kmanim.films.beside_classes import BesideClasses, beside_classes
from kmanim.films.film import Film, Profile
from kmanim.films.side_by_side import SideBySide, side_by_side
from kmanim.films.sweep import SweepFilm, animate_sweep
from kmanim.page.explorer import Explorer, explore
from kmanim.plot.figures.all_plans import all_plans
from kmanim.plot.figures.best_length import best_length
from kmanim.plot.figures.best_length_grid import best_length_grid
from kmanim.plot.figures.choose_k import which_k
from kmanim.plot.figures.choose_mixture import which_mixture
from kmanim.plot.figures.compare_inits import inits
from kmanim.plot.figures.comparison import comparison
from kmanim.plot.figures.dendrogram import dendrogram
from kmanim.plot.figures.density import density
from kmanim.plot.figures.distances import distances
from kmanim.plot.figures.elbow import elbow
from kmanim.plot.figures.grid import grid
from kmanim.plot.figures.joint import joint
from kmanim.plot.figures.k_distance import k_distance
from kmanim.plot.figures.length_by_traffic import length_by_traffic
from kmanim.plot.figures.linkages import linkages
from kmanim.plot.figures.modes import modes
from kmanim.plot.figures.objective import objective
from kmanim.plot.figures.on_axes.scatter import scatter
from kmanim.plot.figures.on_axes.silhouette import silhouette
from kmanim.plot.figures.plan_starts import plan_starts
from kmanim.plot.figures.rates import rates
from kmanim.plot.figures.raw_and_scaled import scaled
from kmanim.plot.figures.raw_data import raw
from kmanim.plot.figures.solutions import solutions
from kmanim.plot.figures.strip import strip
from kmanim.plot.figures.sweep_grid import sweep_grid
from kmanim.plot.figures.toy_plan import toy_plan
from kmanim.plot.figures.valley import valley
from kmanim.plot.figures.wrong_belief import wrong_belief
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import Theme
from kmanim.simulate.algorithms.recorded import record
from kmanim.simulate.choose_k.choice import Choice
from kmanim.simulate.choose_k.choose_k import choose_k
from kmanim.simulate.choose_k.choose_mixture import choose_mixture
from kmanim.simulate.choose_k.mixture_choice import MixtureChoice
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.machines.climbs.trace import ClimbTrace
from kmanim.simulate.machines.dense_cells.trace import DenseCellsTrace
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.simulate.machines.floor_plans.trace import PlanTrace
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.simulate.machines.mixture_passes.trace import CountedMixtureTrace
from kmanim.simulate.machines.mixtures.trace import MixtureTrace
from kmanim.simulate.machines.neighbourhoods.trace import DbscanTrace
from kmanim.simulate.machines.passes.trace import CountedTrace
from kmanim.simulate.machines.trials.trace import LengthTrace
from kmanim.simulate.machines.yielded.trace import YieldedTrace
from kmanim.simulate.numerics.random_streams import Seed
from kmanim.simulate.record import Estimator
from kmanim.simulate.runs.compare_algorithms import compare_algorithms
from kmanim.simulate.runs.compare_inits import compare_inits
from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.snapshot import Snapshot
from kmanim.simulate.storage.trace_file import load_trace, save_trace
from kmanim.simulate.sweeps.sweep import Progress, Sweep
from kmanim.simulate.trace import Trace

__version__: str
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

@overload
def run(
    algorithm: Literal["ab_test", "ab-test"],
    data: object = None,
    *,
    seed: Seed = 0,
    effect_sd: float = 1.0,
    noise_sd: float = 10.0,
    per_day: float = 100.0,
    discount: float | str = 0.0027397260273972603,
    afterwards: float | None = None,
    unit: Any = "",
) -> LengthTrace: ...
@overload
def run(
    algorithm: Literal["affinity_propagation", "affinity-propagation"],
    data: object = None,
    *,
    seed: Seed = 0,
    preference: Any = "median",
    damping: float = 0.9,
    max_iter: int = 1000,
    convergence: Literal["settled", "window"] = "settled",
    window: int = 15,
) -> MessageTrace: ...
@overload
def run(
    algorithm: Literal["dbscan"],
    data: object = None,
    *,
    seed: Seed = 0,
    eps: float | None = None,
    min_samples: int = 5,
    order: Literal["rows", "backwards", "random"] | ArrayLike = "rows",
) -> DbscanTrace: ...
@overload
def run(
    algorithm: Literal["em"],
    data: object = None,
    *,
    seed: Seed = 0,
    k: int | None = None,
    covariance: Literal["full", "tied", "diag", "spherical"] = "full",
    init: Literal["kmeans", "sample"] | ArrayLike | None = None,
    weights: Any = None,
    means: Any = None,
    covariances: Any = None,
    reg: float | None = None,
    tol: float = 1e-06,
    max_iter: int = 1000,
) -> MixtureTrace: ...
@overload
def run(
    algorithm: Literal["floor_plan", "floor-plan"],
    data: object = None,
    *,
    seed: Seed = 0,
    method: Literal["swaps", "population"] = "swaps",
    tries: int = 300,
    plans: int = 20,
    generations: int = 200,
    floor: Any = "auto",
) -> PlanTrace: ...
@overload
def run(
    algorithm: Literal["gradient_descent", "gradient-descent"],
    data: object = None,
    *,
    seed: Seed = 0,
    model: Literal["auto", "line", "polynomial", "logistic", "network"] = "auto",
    degree: int = 3,
    hidden: int = 4,
    loss: Literal["auto", "mse", "cross_entropy"] = "auto",
    optimizer: Literal["plain", "momentum", "adam"] = "plain",
    rate: float | None = None,
    momentum: float = 0.9,
    steps: int = 1000,
    init: Literal["zeros", "drawn"] | ArrayLike | None = None,
    tolerance: float = 1e-06,
) -> DescentTrace: ...
@overload
def run(
    algorithm: Literal["hierarchical"],
    data: object = None,
    *,
    seed: Seed = 0,
    linkage: Literal["single", "complete", "average", "centroid", "ward"] = "average",
    metric: Literal["euclidean", "manhattan", "chebyshev"] = "euclidean",
    k: int | None = None,
    height: float | None = None,
) -> MergeTrace: ...
@overload
def run(
    algorithm: Literal["kmeans"],
    data: object = None,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["uniform", "sample", "k-means++", "farthest"] | ArrayLike = "uniform",
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> CentroidTrace: ...
@overload
def run(
    algorithm: Literal["kmedians"],
    data: object = None,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["uniform", "sample", "k-means++", "farthest"] | ArrayLike = "uniform",
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> CentroidTrace: ...
@overload
def run(
    algorithm: Literal["kmedoids"],
    data: object = None,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["sample", "build"] | ArrayLike = "sample",
    method: Literal["alternate", "pam"] = "alternate",
    max_iter: int = 300,
) -> CentroidTrace: ...
@overload
def run(
    algorithm: Literal["kmodes"],
    data: object = None,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["sample", "cao"] = "sample",
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> CentroidTrace: ...
@overload
def run(
    algorithm: Literal["kprototypes"],
    data: object = None,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["sample"] = "sample",
    gamma: float | None = None,
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> CentroidTrace: ...
@overload
def run(
    algorithm: Literal["mean_shift", "mean-shift"],
    data: object = None,
    *,
    seed: Seed = 0,
    bandwidth: float | None = None,
    kernel: Literal["flat", "gaussian"] = "flat",
    seeds: Any = None,
    start: Any = None,
    assign: Literal["all", "near"] = "all",
    tol: float | None = None,
    max_iter: int = 1000,
) -> ClimbTrace: ...
@overload
def run(
    algorithm: str | Estimator,
    data: object = None,
    *,
    seed: Seed = 0,
    **params: Any,
) -> Any: ...
@overload
def run_many(
    algorithm: Literal["ab_test", "ab-test"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    effect_sd: float = 1.0,
    noise_sd: float = 10.0,
    per_day: float = 100.0,
    discount: float | str = 0.0027397260273972603,
    afterwards: float | None = None,
    unit: Any = "",
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["affinity_propagation", "affinity-propagation"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    preference: Any = "median",
    damping: float = 0.9,
    max_iter: int = 1000,
    convergence: Literal["settled", "window"] = "settled",
    window: int = 15,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["dbscan"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    eps: float | None = None,
    min_samples: int = 5,
    order: Literal["rows", "backwards", "random"] | ArrayLike = "rows",
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["em"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    k: int | None = None,
    covariance: Literal["full", "tied", "diag", "spherical"] = "full",
    init: Literal["kmeans", "sample"] | ArrayLike | None = None,
    weights: Any = None,
    means: Any = None,
    covariances: Any = None,
    reg: float | None = None,
    tol: float = 1e-06,
    max_iter: int = 1000,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["floor_plan", "floor-plan"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    method: Literal["swaps", "population"] = "swaps",
    tries: int = 300,
    plans: int = 20,
    generations: int = 200,
    floor: Any = "auto",
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["gradient_descent", "gradient-descent"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    model: Literal["auto", "line", "polynomial", "logistic", "network"] = "auto",
    degree: int = 3,
    hidden: int = 4,
    loss: Literal["auto", "mse", "cross_entropy"] = "auto",
    optimizer: Literal["plain", "momentum", "adam"] = "plain",
    rate: float | None = None,
    momentum: float = 0.9,
    steps: int = 1000,
    init: Literal["zeros", "drawn"] | ArrayLike | None = None,
    tolerance: float = 1e-06,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["hierarchical"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    linkage: Literal["single", "complete", "average", "centroid", "ward"] = "average",
    metric: Literal["euclidean", "manhattan", "chebyshev"] = "euclidean",
    k: int | None = None,
    height: float | None = None,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["kmeans"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["uniform", "sample", "k-means++", "farthest"] | ArrayLike = "uniform",
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["kmedians"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["uniform", "sample", "k-means++", "farthest"] | ArrayLike = "uniform",
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["kmedoids"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["sample", "build"] | ArrayLike = "sample",
    method: Literal["alternate", "pam"] = "alternate",
    max_iter: int = 300,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["kmodes"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["sample", "cao"] = "sample",
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["kprototypes"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    k: int | None = None,
    init: Literal["sample"] = "sample",
    gamma: float | None = None,
    empty: Literal["keep", "farthest", "resample"] | ArrayLike = "keep",
    max_iter: int = 300,
) -> Runs: ...
@overload
def run_many(
    algorithm: Literal["mean_shift", "mean-shift"],
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    bandwidth: float | None = None,
    kernel: Literal["flat", "gaussian"] = "flat",
    seeds: Any = None,
    start: Any = None,
    assign: Literal["all", "near"] = "all",
    tol: float | None = None,
    max_iter: int = 1000,
) -> Runs: ...
@overload
def run_many(
    algorithm: str,
    data: object = None,
    runs: int = 12,
    *,
    seed: Seed = 0,
    **params: Any,
) -> Runs: ...
@overload
def sweep(
    algorithm: Literal["ab_test", "ab-test"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    effect_sd: float | Iterable[float] = 1.0,
    noise_sd: float | Iterable[float] = 10.0,
    per_day: float | Iterable[float] = 100.0,
    discount: float | str | Iterable[float] = 0.0027397260273972603,
    afterwards: float | Iterable[float] | None = None,
    unit: Any = "",
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["affinity_propagation", "affinity-propagation"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    preference: Any = "median",
    damping: float | Iterable[float] = 0.9,
    max_iter: int | Iterable[int] = 1000,
    convergence: Literal["settled", "window"] | Iterable[Literal["settled", "window"]] = "settled",
    window: int | Iterable[int] = 15,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["dbscan"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    eps: float | Iterable[float] | None = None,
    min_samples: int | Iterable[int] = 5,
    order: Literal["rows", "backwards", "random"]
    | ArrayLike
    | Iterable[Literal["rows", "backwards", "random"]] = "rows",
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["em"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    k: int | Iterable[int] | None = None,
    covariance: Literal["full", "tied", "diag", "spherical"]
    | Iterable[Literal["full", "tied", "diag", "spherical"]] = "full",
    init: Literal["kmeans", "sample"] | ArrayLike | Iterable[Literal["kmeans", "sample"]] | None = None,
    weights: Any = None,
    means: Any = None,
    covariances: Any = None,
    reg: float | Iterable[float] | None = None,
    tol: float | Iterable[float] = 1e-06,
    max_iter: int | Iterable[int] = 1000,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["floor_plan", "floor-plan"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    method: Literal["swaps", "population"] | Iterable[Literal["swaps", "population"]] = "swaps",
    tries: int | Iterable[int] = 300,
    plans: int | Iterable[int] = 20,
    generations: int | Iterable[int] = 200,
    floor: Any = "auto",
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["gradient_descent", "gradient-descent"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    model: Literal["auto", "line", "polynomial", "logistic", "network"]
    | Iterable[Literal["auto", "line", "polynomial", "logistic", "network"]] = "auto",
    degree: int | Iterable[int] = 3,
    hidden: int | Iterable[int] = 4,
    loss: Literal["auto", "mse", "cross_entropy"]
    | Iterable[Literal["auto", "mse", "cross_entropy"]] = "auto",
    optimizer: Literal["plain", "momentum", "adam"]
    | Iterable[Literal["plain", "momentum", "adam"]] = "plain",
    rate: float | Iterable[float] | None = None,
    momentum: float | Iterable[float] = 0.9,
    steps: int | Iterable[int] = 1000,
    init: Literal["zeros", "drawn"] | ArrayLike | Iterable[Literal["zeros", "drawn"]] | None = None,
    tolerance: float | Iterable[float] = 1e-06,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["hierarchical"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    linkage: Literal["single", "complete", "average", "centroid", "ward"]
    | Iterable[Literal["single", "complete", "average", "centroid", "ward"]] = "average",
    metric: Literal["euclidean", "manhattan", "chebyshev"]
    | Iterable[Literal["euclidean", "manhattan", "chebyshev"]] = "euclidean",
    k: int | Iterable[int] | None = None,
    height: float | Iterable[float] | None = None,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["kmeans"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    k: int | Iterable[int] | None = None,
    init: Literal["uniform", "sample", "k-means++", "farthest"]
    | ArrayLike
    | Iterable[Literal["uniform", "sample", "k-means++", "farthest"]] = "uniform",
    empty: Literal["keep", "farthest", "resample"]
    | ArrayLike
    | Iterable[Literal["keep", "farthest", "resample"]] = "keep",
    max_iter: int | Iterable[int] = 300,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["kmedians"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    k: int | Iterable[int] | None = None,
    init: Literal["uniform", "sample", "k-means++", "farthest"]
    | ArrayLike
    | Iterable[Literal["uniform", "sample", "k-means++", "farthest"]] = "uniform",
    empty: Literal["keep", "farthest", "resample"]
    | ArrayLike
    | Iterable[Literal["keep", "farthest", "resample"]] = "keep",
    max_iter: int | Iterable[int] = 300,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["kmedoids"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    k: int | Iterable[int] | None = None,
    init: Literal["sample", "build"] | ArrayLike | Iterable[Literal["sample", "build"]] = "sample",
    method: Literal["alternate", "pam"] | Iterable[Literal["alternate", "pam"]] = "alternate",
    max_iter: int | Iterable[int] = 300,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["kmodes"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    k: int | Iterable[int] | None = None,
    init: Literal["sample", "cao"] | Iterable[Literal["sample", "cao"]] = "sample",
    empty: Literal["keep", "farthest", "resample"]
    | ArrayLike
    | Iterable[Literal["keep", "farthest", "resample"]] = "keep",
    max_iter: int | Iterable[int] = 300,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["kprototypes"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    k: int | Iterable[int] | None = None,
    init: Literal["sample"] | Iterable[Literal["sample"]] = "sample",
    gamma: float | Iterable[float] | None = None,
    empty: Literal["keep", "farthest", "resample"]
    | ArrayLike
    | Iterable[Literal["keep", "farthest", "resample"]] = "keep",
    max_iter: int | Iterable[int] = 300,
) -> Sweep: ...
@overload
def sweep(
    algorithm: Literal["mean_shift", "mean-shift"],
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    bandwidth: float | Iterable[float] | None = None,
    kernel: Literal["flat", "gaussian"] | Iterable[Literal["flat", "gaussian"]] = "flat",
    seeds: Any = None,
    start: Any = None,
    assign: Literal["all", "near"] | Iterable[Literal["all", "near"]] = "all",
    tol: float | Iterable[float] | None = None,
    max_iter: int | Iterable[int] = 1000,
) -> Sweep: ...
@overload
def sweep(
    algorithm: str,
    data: object = None,
    *,
    runs: int | None = None,
    seed: Seed = 0,
    progress: Progress | None = None,
    **params: Any,
) -> Sweep: ...
@overload
def animate(
    trace: CountedTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    questions: bool = False,
    panel: Literal["auto", "none", "inertia"] = "auto",
    regions: bool = False,
    trail: bool = False,
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: CountedMixtureTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    panel: Literal["auto", "none", "log_likelihood"] = "auto",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: DescentTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    space: Literal["data", "weights"] = "data",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: LengthTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: MessageTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    explain: Literal["auto", "none", "similarity"] = "auto",
    panel: Literal["auto", "none", "matrices", "curves"] = "auto",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: DbscanTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    panel: Literal["auto", "none", "counts"] = "auto",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: MixtureTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    explain: Any = None,
    panel: Literal["auto", "none", "log_likelihood"] = "auto",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: PlanTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: MergeTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    compare: Literal["auto", "none", "linkages", "metrics", "both"] = "auto",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: CentroidTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    explain: Any = None,
    questions: bool = False,
    near_misses: bool = False,
    panel: Literal["auto", "none", "inertia", "modes"] = "auto",
    regions: bool = False,
    trail: bool = False,
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: ClimbTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    climb: Any = None,
    panel: Literal["auto", "none", "climb"] = "auto",
    basins: bool = False,
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: YieldedTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    steps: Literal["auto", "all", "doubling", "even"] = "auto",
    marks: Literal["auto", "dots", "bars"] = "auto",
    panel: Literal["auto", "none"] = "auto",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: DenseCellsTrace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    panel: Literal["auto", "none", "counts"] = "auto",
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
) -> Film: ...
@overload
def animate(
    trace: Trace,
    *,
    profile: Profile = "walkthrough",
    pace: float = 1.0,
    max_seconds: float | None = None,
    best: float | Runs | None = None,
    captions: Mapping[str, str] | None = None,
    width: int = 600,
    height: int = 450,
    scale: float = 1.0,
    theme: Theme | str = "light",
    aspect: Literal["auto", "equal"] = "auto",
    transparent: bool = False,
    title: str = "",
    colours: Any = None,
    font: str | None = None,
    **options: Any,
) -> Film: ...
