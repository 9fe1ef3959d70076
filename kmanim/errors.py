"""The exceptions of kmanim and the sentences they speak."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar


class KmanimError(Exception):
    """Something kmanim was asked to do could not be done; the message is one clear line."""

    exit_code = 1


class InputError(KmanimError, ValueError):
    """The input or the way it was asked for is wrong; the message says what was received and what would do."""

    exit_code = 2


class OutputError(KmanimError, OSError):
    """A file could not be written."""


class TargetError(OutputError):
    """A file could not be written where it was asked for: a file of the user is there, or no file can be there."""

    exit_code = 2


class MissingPackage(InputError, ImportError):
    """An optional package is needed; the message ends with the command that installs it."""

    def __init__(self, purpose: str, package: str, extra: str) -> None:
        super().__init__(f"{purpose} needs {package}: pip install 'kmanim[{extra}]'")
        self._told = (purpose, package, extra)

    def __reduce__(self) -> tuple[type[MissingPackage], tuple[str, str, str]]:
        # A process that draws hands its errors to the one that asked.
        return type(self), self._told


def shown(text: object, limit: int = 60) -> str:
    """Give foreign text as one harmless line: control characters escaped, cut to `limit` characters."""
    line = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii")
        for c in str(text)[: limit + 1]
    )
    return line if len(line) <= limit else line[: limit - 1] + "…"


def listed(names: Iterable[object], last: str = "and") -> str:
    """Join names as a sentence does: ``a, b and c``."""
    words = [shown(name) for name in names]
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def counted(count: int, noun: str) -> str:
    """Count things whose name takes an s: ``1 snapshot``, ``2,000 snapshots``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


_BEGUN = 3  # so many letters tell what somebody began to write

# What scikit-learn, R and others call an option, and what it is called here; the first that there is counts.
_ELSEWHERE = {
    **dict.fromkeys(("n_clusters", "clusters", "num_clusters"), ("k", "ks")),
    "n_components": ("k", "ks"),
    "centers": ("k", "ks"),
    "k_range": ("ks",),
    "random_state": ("seed",),
    "random_seed": ("seed",),
    "rng": ("seed",),
    "n_init": ("runs",),
    "nstart": ("runs",),
    "n_runs": ("runs",),
    "n_iter": ("max_iter",),
    "iter_max": ("max_iter",),
    "max_iterations": ("max_iter",),
    "reg_covar": ("reg",),
    "covariance_type": ("covariance", "covariances"),
    "init_params": ("init",),
    "weights_init": ("weights",),
    "means_init": ("means",),
    "precisions_init": ("covariances",),
    "convergence_iter": ("window",),
    "epsilon": ("eps",),
    "radius": ("eps", "bandwidth"),
    "min_pts": ("min_samples",),
    "minpts": ("min_samples",),
    "affinity": ("metric",),
    "distance": ("metric",),
    "distance_threshold": ("height",),
    "method": ("linkage", "init", "scale"),
    **dict.fromkeys(("colors", "colours"), ("colours", "max_colours")),
    **dict.fromkeys(("n_colors", "max_colors"), ("max_colours",)),
    "figsize": ("size", "width", "look"),
    "dpi": ("scale_factor", "scale", "look"),
    "dark": ("theme", "look"),
    "style": ("theme", "look"),
    **dict.fromkeys(("width", "height"), ("size", "look")),
    **dict.fromkeys(("theme", "transparent", "aspect"), ("look",)),
    "sep": ("delimiter",),
    "index_col": ("labels",),
    "usecols": ("columns",),
    "features": ("columns",),
    "target": ("classes",),
    "standardize": ("scale", "zscore"),
    **dict.fromkeys(("standard", "standardise", "std", "z"), ("zscore",)),
    **dict.fromkeys(("normalize", "normalise", "range", "01"), ("minmax",)),
    "n_samples": ("n",),
    "speed": ("pace",),
    **dict.fromkeys(("output", "output_dir"), ("out",)),
    **dict.fromkeys(("workers", "n_jobs"), ("jobs",)),
    "repeat": ("loop",),
    "frame_rate": ("fps",),
    "framerate": ("fps",),
    **dict.fromkeys(("mov", "m4v", "avi", "mkv", "mpg", "mpeg", "h264"), ("mp4",)),
    **dict.fromkeys(("vp9", "ogv"), ("webm",)),
    **dict.fromkeys(("jpg", "jpeg"), ("png",)),
    "htm": ("html",),
}


def among(value: object, known: Collection[object]) -> bool:
    """Tell whether a value is one of the known ones; an array is none, and compares with none of them."""
    return isinstance(value, Hashable) and value in known


def unknown(kind: str, name: object, known: Iterable[str], hint: str = "") -> InputError:
    """Make the error for a name that is not among the known ones, with the nearest one suggested.

    Parameters
    ----------
    kind : str
        What the name is of: ``"option of kmeans"``.
    name : object
        What was given.
    known : iterable of str
        What would do.
    hint : str
        What is said where no known name is near.
    """
    names = list(known)
    hint = did_you_mean(meant(name, names)) or "; " * bool(hint) + hint
    return InputError(f"no {kind} {shown(repr(name))}; known: {listed(names, 'or')}{hint}")


def meant(name: object, names: Iterable[str]) -> str:
    """Give the known name that was probably meant by whoever knows other programs; empty where none is near."""
    known = list(names)
    said = str(name).casefold()
    near = [ours for ours in known if ours.casefold() == said]
    near = near or [ours for ours in _ELSEWHERE.get(said, ()) if ours in known]
    if not near and said not in _ELSEWHERE:
        near = [*filter(None, [alike(said, known)])]
    if not near and len(said) >= _BEGUN:
        near = [ours for ours in known if ours.startswith(said)]
    return near[0] if near else ""


def alike(name: str, names: Iterable[str]) -> str:
    """Give the known name that is spelled most alike, whatever its capitals; empty where none is."""
    import difflib  # noqa: PLC0415 - for complaints alone

    folded = {ours.casefold(): ours for ours in names}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    return folded[near[0]] if near else ""


def did_you_mean(name: str) -> str:
    """End a complaint with the name that was probably meant; with nothing where there is none."""
    return f"; did you mean {shown(name, 30)}?" if name else ""


_P = ParamSpec("_P")
_R = TypeVar("_R")


def only_known(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a function refuse a keyword that it has not in one line, with the nearest one suggested."""
    inner: Any = function
    while hasattr(inner, "__wrapped__"):
        inner = inner.__wrapped__
    code = inner.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @wraps(function)
    def checked(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        for name in kwargs:
            if name not in names:
                known = [own for own in names[len(args) :] if own != "self"]
                raise unknown(f"option of {function.__name__}", name, known)
        return function(*args, **kwargs)

    return checked


def need(what: str, value: object, kind: type, source: str) -> None:
    """Refuse a value of another kind, and say where one of the right kind comes from.

    Raises
    ------
    InputError
        For example ``a film needs a Trace, as kmanim.run gives, got Dataset``.
    """
    if not isinstance(value, kind):
        raise InputError(
            f"{what} needs a {kind.__name__}, as {source} gives, got {shown(type(value).__name__)}"
        )
