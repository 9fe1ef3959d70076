"""Sheehan's mean shift: one climb, many that become few, and many radii."""

from __future__ import annotations

from kmanim.data.load import load
from kmanim.films.sweep import SweepFilm, animate_sweep
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.simulate.sweeps.sweep import sweep

# Places between y = 2.30 and 2.34 give the counts of his corners, 31, 43 and 60 up to 152 and down to 151.
START = (0.0, 2.32)


def _search() -> SweepFilm:
    """Give the radii of his film, on the friendly data and on the unfriendly ones, as 28 values of one slider."""
    sweeps = [
        sweep(
            "mean_shift",
            load(source, name=name),
            bandwidth=[round(step * number, 3) for number in range(1, 29)],
            seeds="bins",
        )
        for source, name, step in (("sheehan4", "groups", 0.5), ("sheehan-circles", "rings", 0.025))
    ]
    return animate_sweep(sweeps[0], beside=sweeps[1], max_seconds=30)


RECIPES = (
    Recipe(
        file="sheehan/mean_shift_0.gif",
        picture=film_of(
            {"source": "sheehan-cloud"},
            {"bandwidth": 1.0, "start": START},
            {"profile": "loop", "max_seconds": 30},
            algorithm="mean_shift",
        ),
    ),
    Recipe(
        file="sheehan/mean_shift_tutorial.gif",
        picture=film_of(
            {"source": "sheehan-808"},
            {"bandwidth": 3.2, "seeds": "bins"},
            {"max_seconds": 60, "climb": "none"},
            algorithm="mean_shift",
        ),
    ),
    Recipe(
        file="sheehan/mean_shift_search.gif",
        said="kmanim sheehan4 --algorithm mean_shift --seeds bins --sweep bandwidth=0.5:14:0.5 "
        "--with sheehan-circles --with-sweep bandwidth=0.025:0.7:0.025",
        picture=_search,
    ),
)
