"""Points drawn from a seed, for teaching: what k-means does well, and what it cannot do; and sets that never change."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.builtin import learning, lessons, sheehan
from kmanim.data.builtin.fixed import FixedSet, joined
from kmanim.data.dataset import Dataset
from kmanim.data.limits import MAX_ROWS, quoted
from kmanim.data.readers.selection import Wanted, select
from kmanim.data.readers.table import Column, Table
from kmanim.errors import InputError

# Sines and logarithms differ in the last bit from one processor to the next; six decimals do not.
# The sets that are there to show what an algorithm cannot do; of fewer points, a group may be too sparse to show it.
TEACHING = (
    "rings", "sheehan-circles", "moons", "smiley", "stretched", "unequal-sizes", "unequal-densities", "outlier",
)  # fmt: skip
LEAST_POINTS = 50
_DECIMALS = 6

Groups = list[FloatArray]
Recipe = Callable[[np.random.Generator, int], Groups]
Seed = int | np.random.Generator | np.random.SeedSequence | None


def draw(name: str, wishes: Wanted, *, seed: Seed = 0, n: int | None = None) -> Dataset:
    """Draw one of the data sets of `kmanim.data.builtin.catalogue.RECIPES`.

    The columns are x and y; which group a point was drawn for is kept as the categorical column "group"; points of
    hand-made sets have names instead. Of sets that k-means cannot do, a note says why.

    Parameters
    ----------
    name : str
        The data set.
    wishes : Wanted
        What the user asked for.
    seed : int, numpy Generator, SeedSequence or None, default 0
        A Generator advances. Sheehan's sets have a seed of their own, which is part of the recipe; lessons have none.
    n : int, optional
        How many points; not for Sheehan's sets and lessons.

    Raises
    ------
    InputError
        If seed or n are no whole numbers in range, or n is given for a set of fixed size.
    """
    if name in _FIXED:
        if n is not None:
            raise InputError(f"{name} has its own number of points; n cannot be chosen")
        fixed = _FIXED[name]
        (points, which), names, source = fixed.draw(), fixed.names, fixed.source
    else:
        recipe = _RECIPES[name]
        groups = recipe.draw(generator(seed), _count(n, recipe.n))
        points, which = joined([np.round(group, _DECIMALS) for group in groups])
        names, source = (
            (),
            f"drawn by kmanim from seed {seed}" if isinstance(seed, int) else "drawn by kmanim",
        )
    columns = [Column(axis, numbers) for axis, numbers in zip("xy", points.T, strict=False)]
    columns += [Column("group", None, which, "groups")] if which else []
    table = Table(name, name, tuple(columns), len(points), row_names=names or None)
    chosen = wishes.columns
    if chosen is None:
        chosen = [axis for axis in ("x", "y")[: points.shape[1]] if axis != wishes.target]
    data = select(table, replace(wishes, columns=chosen, source=wishes.source or source))
    return replace(data, lesson=name) if name in TEACHING and len(points) >= LEAST_POINTS else data


def generator(seed: Seed) -> np.random.Generator:
    """Make the generator of a seed.

    Raises
    ------
    InputError
        If the seed is neither a whole number >= 0 nor something NumPy seeds from.
    """
    if seed is None or isinstance(seed, np.random.Generator | np.random.SeedSequence):
        return np.random.default_rng(seed)
    number = _whole(seed)
    if number is None or number < 0:
        raise InputError(f"seed must be a whole number, 0 or above, got {quoted(seed)}")
    return np.random.default_rng(number)


def _count(n: int | None, default: int) -> int:
    if n is None:
        return default
    number = _whole(n)
    if number is None or not 1 <= number <= MAX_ROWS:
        raise InputError(f"n must be a whole number between 1 and {MAX_ROWS:,}, got {quoted(n)}")
    return number


def _whole(number: Any) -> int | None:
    if isinstance(number, bool | np.bool_):
        return None
    try:
        return operator.index(number)
    except TypeError:
        return None


def _sizes(n: int, shares: Sequence[float]) -> list[int]:
    """Split n in shares that add up to 1, exactly."""
    ends = [round(n * sum(shares[: i + 1])) for i in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _round_groups(
    rng: np.random.Generator, n: int, groups: Sequence[tuple[float, float, float, float]]
) -> Groups:
    """Draw normal groups, each given as centre x, centre y, standard deviation, share of the points."""
    sizes = _sizes(n, [share for *_, share in groups])
    return [
        (x, y) + width * rng.standard_normal((size, 2))
        for (x, y, width, _), size in zip(groups, sizes, strict=True)
    ]


def _blobs(rng: np.random.Generator, n: int) -> Groups:
    return _round_groups(rng, n, [(2, 2, 1, 1 / 3), (8, 3, 1, 1 / 3), (5, 8, 1, 1 / 3)])


def _unequal_sizes(rng: np.random.Generator, n: int) -> Groups:
    return _round_groups(rng, n, [(0, 0, 2, 0.85), (7, 2, 0.7, 0.1), (6, -4, 0.7, 0.05)])


def _unequal_densities(rng: np.random.Generator, n: int) -> Groups:
    return _round_groups(rng, n, [(0, 0, 0.4, 1 / 3), (3, 3, 0.9, 1 / 3), (9, 0, 2.4, 1 / 3)])


def _outlier(rng: np.random.Generator, n: int) -> Groups:
    return [*_round_groups(rng, n - 1, [(2, 2, 0.8, 0.5), (6, 4, 0.8, 0.5)]), np.array([[30.0, 18.0]])]


def _stretched(rng: np.random.Generator, n: int) -> Groups:
    groups = []
    for start, size in zip((0.0, 3.0, 6.0), _sizes(n, [1 / 3] * 3), strict=True):
        along, across = rng.standard_normal((2, size))
        groups.append(
            np.column_stack([start + 2.5 * along + 0.4 * across, 2.5 * along - 0.4 * across - start])
        )
    return groups


def _uniform(rng: np.random.Generator, n: int) -> Groups:
    return [rng.uniform(0, 10, (n, 2))]


def _moons(rng: np.random.Generator, n: int) -> Groups:
    upper, lower = (np.linspace(0, np.pi, size) for size in _sizes(n, [0.5, 0.5]))
    return [
        np.column_stack([np.cos(upper), np.sin(upper)]) + 0.08 * rng.standard_normal((len(upper), 2)),
        np.column_stack([1 - np.cos(lower), 0.5 - np.sin(lower)])
        + 0.08 * rng.standard_normal((len(lower), 2)),
    ]


def _rings(rng: np.random.Generator, n: int) -> Groups:
    groups = []
    for radius, size in zip((3.0, 1.0), _sizes(n, [2 / 3, 1 / 3]), strict=True):
        angle = rng.uniform(0, 2 * np.pi, size)
        ring = radius * np.column_stack([np.cos(angle), np.sin(angle)])
        groups.append(ring + 0.15 * rng.standard_normal((size, 2)))
    return groups


def _smiley(rng: np.random.Generator, n: int) -> Groups:
    """Draw a face as dense everywhere: a ring, the two eyes within it, and a mouth between two parabolas.

    After N. Harris, Visualizing K-Means Clustering (2014).
    """
    wide = np.sqrt(2 / 0.09375)  # where the lips meet
    areas = np.array([100 - 81, 1, 1, 2 * wide * 4 / 3 / np.pi])
    sizes = _sizes(n, (areas / areas.sum()).tolist())
    ring = _disc(rng, sizes[0], 9, 10)
    eyes = [_disc(rng, size, 0, 1) + np.array([x, 4]) for x, size in zip((-4, 4), sizes[1:3], strict=True)]
    # How thick lips are is a parabola, too: what Epanechnikov's kernel is drawn by (L. Devroye and L. Györfi, 1985).
    first, second, third = rng.uniform(-1, 1, (3, sizes[3]))
    inner = (np.abs(third) >= np.abs(second)) & (np.abs(third) >= np.abs(first))
    x = wide * np.where(inner, second, third)
    low, high = 0.15 * x**2 - 6, 0.05625 * x**2 - 4
    return [ring, *eyes, np.column_stack([x, low + rng.uniform(0, 1, len(x)) * (high - low)])]


def _disc(rng: np.random.Generator, n: int, inner: float, outer: float) -> FloatArray:
    """Draw points that are uniform between two circles around 0."""
    radius = np.sqrt(rng.uniform(inner**2, outer**2, n))
    angle = rng.uniform(0, 2 * np.pi, n)
    points: FloatArray = radius[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
    return points


@dataclass(frozen=True, slots=True)
class _Drawn:
    draw: Recipe
    n: int


_FIXED: Mapping[str, FixedSet] = MappingProxyType({**sheehan.SETS, **lessons.SETS, **learning.SETS})
_RECIPES: Mapping[str, _Drawn] = MappingProxyType(
    {
        "blobs": _Drawn(_blobs, 300),
        "uniform": _Drawn(_uniform, 300),
        "moons": _Drawn(_moons, 300),
        "rings": _Drawn(_rings, 300),
        "smiley": _Drawn(_smiley, 300),
        "unequal-sizes": _Drawn(_unequal_sizes, 400),
        "unequal-densities": _Drawn(_unequal_densities, 300),
        "stretched": _Drawn(_stretched, 300),
        "outlier": _Drawn(_outlier, 61),
    }
)
