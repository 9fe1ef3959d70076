"""Data sets for the tests of the story, given here so that no file is read."""

from __future__ import annotations

import numpy as np

from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.simulate.trace import Trace

CARS = """Mazda RX4,1188,110|Mazda RX4 Wag,1304,110|Datsun 710,1052,93|Hornet 4 Drive,1458,110
Hornet Sportabout,1560,175|Valiant,1569,105|Duster 360,1619,245|Merc 240D,1447,62|Merc 230,1429,95
Merc 280,1560,123|Merc 280C,1560,123|Merc 450SE,1846,180|Merc 450SL,1692,180|Merc 450SLC,1715,180
Cadillac Fleetwood,2381,205|Lincoln Continental,2460,215|Chrysler Imperial,2424,230|Fiat 128,998,66
Honda Civic,733,52|Toyota Corolla,832,65|Toyota Corona,1118,97|Dodge Challenger,1597,150
AMC Javelin,1558,150|Camaro Z28,1742,245|Pontiac Firebird,1744,175|Fiat X1-9,878,66|Porsche 914-2,971,91
Lotus Europa,686,113|Ford Pantera L,1438,264|Ferrari Dino,1256,175
Maserati Bora,1619,335|Volvo 142E,1261,109"""


def cars(scale: str = "none") -> Dataset:
    rows = [car.split(",") for line in CARS.splitlines() for car in line.split("|")]
    return dataset(
        np.array([[float(weight), float(power)] for _, weight, power in rows]),
        name="mtcars",
        features=(Feature("weight", "kg"), Feature("horsepower")),
        labels=[row[0] for row in rows],
        noun=("car", "cars"),
        scale=scale,
    )


def reference() -> Trace:
    return run("kmeans", cars(), k=2, init=((1000, 150), (1500, 150)))
