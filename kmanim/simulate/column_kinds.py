"""Whether an algorithm can cluster the columns that a data set has: numbers, categories, or both."""

from __future__ import annotations

from kmanim.data.dataset import Dataset
from kmanim.data.limits import quoted
from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Parameters


def check_kinds(dataset: Dataset, parameters: Parameters) -> None:
    """Refuse columns that the algorithm cannot cluster.

    Raises
    ------
    InputError
        Naming the first such column, and the algorithms that can.
    """
    coded, title, wanted = dataset.coded, parameters.title, parameters.kinds
    where = shown(dataset.name)
    if wanted == "numbers" and any(coded):
        column = quoted(dataset.features[coded.index(True)].name)
        raise InputError(
            f"{where}: column {column} holds categories, and {title} takes numbers; "
            "leave it out, cluster categories with kmodes, or both together with kprototypes"
        )
    if wanted == "categories" and not all(coded):
        column = quoted(dataset.features[coded.index(False)].name)
        raise InputError(
            f"{where}: column {column} holds numbers, and {title} takes categories; load it with "
            "kinds='categories', or cluster both together with kprototypes"
        )
    if wanted == "mixed" and len(set(coded)) == 1:
        has, instead = ("categories", "kmodes") if coded[0] else ("numbers", "kmeans")
        raise InputError(
            f"{where} has columns of {has} alone, and {title} takes numbers and categories; choose other columns, "
            f"or cluster them with {instead}"
        )
