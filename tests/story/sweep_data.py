"""Sweeps that the tests look at, some with runs that have no result."""

from dataclasses import replace

import numpy as np

import kmanim
from kmanim.simulate.sweeps.sweep import Sweep

FOURTEEN = [
    *((4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4)),
    *((4, 3), (2, 0), (3.5, 4.5), (2.5, 3), (4, 4), (3, 4), (0.5, 4)),
]


def fourteen(**options):
    return kmanim.sweep("dbscan", FOURTEEN, eps=[0.5, 0.75, 1, 1.12, 1.5, 2], min_samples=4, **options)


def moons():
    return kmanim.sweep("dbscan", "moons", eps=np.arange(0.02, 0.6, 0.02))


def broken(sweep, failed=(), stopped=()):
    """Give the sweep with some runs that have no result, and some that a limit has stopped."""
    outcomes = [
        replace(one, failure="component 2 has shrunk onto a line", measures={}, sizes=(), trace=None)
        if place in failed
        else replace(one, finished=place not in stopped)
        for place, one in enumerate(sweep)
    ]
    return Sweep(sweep.plan, outcomes)
