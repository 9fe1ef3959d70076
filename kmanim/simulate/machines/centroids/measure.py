"""How the algorithm of a run measures on its data."""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.data.scaling import mean_and_deviation
from kmanim.simulate.numerics.distance import TERMS, Mixed, Term
from kmanim.simulate.parameters._centred import Centred


def term_of(dataset: Dataset, parameters: Centred) -> Term:
    """Give what becomes of the differences between a row and a centre, column by column."""
    metric = parameters.terms.metric
    return Mixed(dataset.coded, gamma_of(dataset, parameters)) if metric == "mixed" else TERMS[metric]


def gamma_of(dataset: Dataset, parameters: Centred) -> float:
    """Give what a category that differs counts: as it was asked for, or half the mean spread of the numbers.

    Spread is the population standard deviation of a column of numbers in clustered units; the rule is Huang's (1997).
    """
    asked: float | None = getattr(parameters, "gamma", None)
    if asked is not None:
        return asked
    numbers: FloatArray = dataset.values[:, ~np.array(dataset.coded)]
    return float(mean_and_deviation(numbers)[1].mean() / 2)
