"""Which algorithms there are: those of this package, and those that an installed package brings by an entry point.

An algorithm of this package is a file on each of four shelves, all of one name: `simulate/parameters`,
`simulate/algorithms`, `story` and `plot/scenes`. A package from outside has the four as modules of its own, called
`parameters`, `algorithm`, `story` and `scene`, and names itself in the group ``kmanim.algorithms``::

    [project.entry-points."kmanim.algorithms"]
    my_algorithm = "my_package"

Nothing heavy is imported here, and entry points are looked at only where no file has the name that is wanted.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from kmanim.errors import InputError, listed, shown, unknown
from kmanim.simulate.algorithms._installed import may_bring
from kmanim.simulate.parameters._about import About, about_class, prepared
from kmanim.simulate.parameters._base import Parameters, make_options, option_names

GROUP = "kmanim.algorithms"
_PARAMETERS = "kmanim.simulate.parameters"
# What has files of its own, and is made by a door of its own: it is not run by name, and no command offers it.
APART = {"recorded": "kmanim.record"} | dict.fromkeys(
    ("counted_kmeans", "counted_dbscan", "counted_em"), "kmanim.run"
)
_OF_FILMS = ("profile", "pace", "max_seconds", "best", "theme", "width", "height", "transparent")


@lru_cache(maxsize=1)
def built_in() -> tuple[str, ...]:
    """Name the algorithms of this package, in alphabetical order."""
    files = (file.name for file in pkgutil.iter_modules(import_module(_PARAMETERS).__path__))
    return tuple(sorted(name for name in files if not name.startswith("_") and name not in APART))


@lru_cache(maxsize=1)
def brought() -> dict[str, str]:
    """Give the algorithms that other packages bring: the package of each, by the algorithm's name."""
    if not may_bring(GROUP):
        return {}
    from importlib.metadata import entry_points  # noqa: PLC0415 - looks at every installed package

    return {point.name: point.value for point in entry_points(group=GROUP) if point.name not in built_in()}


@lru_cache(maxsize=1)
def known_algorithms() -> tuple[str, ...]:
    """Name every algorithm, in alphabetical order, without importing one."""
    return tuple(sorted((*built_in(), *brought())))


def choosable() -> tuple[str, ...]:
    """Give the titles of this package's algorithms whose k something helps to choose."""
    return tuple(one.title for one in map(about, built_in()) if one.choice)


def about(name: str) -> About:
    """Say what is asked of every algorithm before one is chosen; one of this package need not be imported for it.

    Raises
    ------
    InputError
        If there is no such algorithm.
    """
    return prepared().get(name.replace("-", "_")) or about_class(parameters_of(name))


def part_of(name: str, part: str, shelf: str) -> ModuleType:
    """Import one of the files that make an algorithm, or tell a family of them.

    Parameters
    ----------
    name : str
        Of the algorithm or family.
    part : str
        What the module of a package from outside is called: ``"story"``.
    shelf : str
        Where the files of this package stand: ``"kmanim.story"``.

    Raises
    ------
    InputError
        If there is no such algorithm (the message lists those that exist), or its package cannot be imported.
    """
    if name in built_in() or find_spec(f"{shelf}.{name}") is not None:
        return import_module(f"{shelf}.{name}")
    if name not in brought():
        raise unknown("algorithm", name, known_algorithms())
    package = brought()[name]
    try:
        return import_module(f"{package}.{part}")
    except ImportError as error:
        raise InputError(
            f"the package {package}, which brings {name}, cannot be imported: {shown(error)}"
        ) from error


def parameters_of(name: str) -> type[Parameters]:
    """Give the parameter class of an algorithm.

    Parameters
    ----------
    name : str
        One of `known_algorithms`; hyphens count as underscores.

    Raises
    ------
    InputError
        If there is no such algorithm; the message lists those that exist.
    """
    if hasattr(name, "get_params"):
        kind = shown(getattr(name, "__name__", type(name).__name__))
        raise InputError(
            f"the name of an algorithm is needed, got {kind}; kmanim.run alone takes an estimator"
        )
    module_name = str(name).replace("-", "_")
    if module_name not in built_in() and module_name not in brought() and module_name not in APART:
        said = module_name.casefold().replace("_", "")
        meant = [own for own in built_in() if said in about(own).known_as]
        hint = f"did you mean {meant[0]}?" if meant else ""
        raise unknown("algorithm", name, known_algorithms(), hint)
    module = part_of(module_name, "parameters", _PARAMETERS)
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Parameters) and value.__module__ == module.__name__:
            return value
    raise TypeError(f"{module.__name__} defines no Parameters")


def make_parameters(algorithm: str, given: Mapping[str, Any]) -> Parameters:
    """Build and check the parameters of `algorithm` from those that were given by name.

    Raises
    ------
    InputError
        If a name is not known or a value will not do.
    """
    check_names(algorithm, given)
    return make_options(parameters_of(algorithm), given, algorithm)


def check_names(
    algorithm: str, given: Iterable[str], beside: Sequence[str] = ("seed",), apart: Collection[str] = ()
) -> None:
    """Refuse an option that an algorithm has not, with the one that may be meant, or who has it.

    Parameters
    ----------
    algorithm : str
        Its name.
    given : iterable of str
        The names of options.
    beside : sequence of str
        What can be said besides, where the options are given: ``("runs", "seed")`` of `run_many`.
    apart : collection of str
        Its own options that cannot be said there.

    Raises
    ------
    InputError
        For the first that is not known.
    """
    kind = parameters_of(algorithm)
    names = [name for name in option_names(kind) if name not in apart]
    for name in given:
        if name not in names:
            raise unknown(f"option of {algorithm}", name, (*names, *beside), _where_known(name, kind))


def _where_known(name: str, kind: type[Parameters]) -> str:
    """Say who has an option that an algorithm has not; nothing where nobody has."""
    if name in {*_OF_FILMS, *option_names(kind.story_options), *option_names(kind.scene_options)}:
        return f"films have it: kmanim.animate(trace, {name}=...)"
    if name in ("runs", "n_init", "nstart", "n_runs"):
        return "kmanim.run_many runs it several times"
    having = [other for other in built_in() if name in about(other).options]
    return f"{listed(having)} {'has' if len(having) == 1 else 'have'} it" if having else ""
