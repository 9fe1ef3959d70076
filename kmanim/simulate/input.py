"""What a caller hands to an algorithm, as a data set that it can cluster."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard

from kmanim.data.builtin.catalogue import KIND_OF
from kmanim.data.dataset import Dataset
from kmanim.data.limits import quoted
from kmanim.data.make_dataset import with_default_target
from kmanim.data.spelling import in_python, told_in_python
from kmanim.errors import InputError, listed, shown
from kmanim.simulate.parameters._base import Kinds, Parameters
from kmanim.simulate.registry import built_in, parameters_of

if TYPE_CHECKING:
    from kmanim.data.pieces.large_dataset import LargeDataset


def in_pieces(data: object) -> TypeGuard[LargeDataset]:
    """Whether these are rows that are read in pieces, which no algorithm can do with as it does with a data set."""
    return getattr(type(data), "comes_in_pieces", False) is True


def dataset_of(data: object, parameters: Parameters) -> Dataset:
    """Give a data set as it is, load anything else as the algorithm needs it, and refuse columns it cannot cluster.

    An algorithm that takes no data has a table of its own, which may be handed over again.

    Raises
    ------
    InputError
        If it cannot be loaded, or a column holds categories where numbers are clustered, or the other way round; the
        message names the column and the algorithms that can.
    """
    if parameters.kinds == "none":
        return _own(data, parameters)
    if data is None:
        example = next((name for name, kind in KIND_OF.items() if kind == parameters.kinds), "mtcars")
        raise InputError(
            f"{parameters.title} needs data: give a file, a table or a built-in name such as {example}"
        )
    if not isinstance(data, Dataset):
        from kmanim.data.load import load  # noqa: PLC0415 - whoever has a data set needs no reader

        walks = isinstance(data, str) and KIND_OF.get(data) == "walks"
        # Categories are read as they are, and refused below; but not where they would be scaled, which says less.
        usual = parameters.kinds == "numbers" and parameters.scale == "none" and not walks
        kinds = None if usual else parameters.kinds
        loaded = load(data, kinds=kinds, scale=parameters.scale)
        data = told_in_python(with_scale_told(loaded, parameters))
    try:
        fitted = fitting(data, parameters)
    except InputError as error:
        raise InputError(in_python(str(error))) from None
    return data if fitted is data else told_in_python(fitted)


def fitting(dataset: Dataset, parameters: Parameters) -> Dataset:
    """Give a data set its target where it wants one and none was named, and refuse what it cannot take.

    Raises
    ------
    InputError
        As `dataset_of`; also if nothing can be told from anything.
    """
    if parameters.wants_target:
        dataset = with_default_target(dataset)
    _check_kinds(dataset, parameters)
    return dataset


def with_scale_told(dataset: Dataset, parameters: Parameters) -> Dataset:
    """Note that columns were scaled unasked, as the algorithm has it by default."""
    how = {"zscore": "z-scored", "minmax": "scaled to 0 to 1"}.get(parameters.scale)
    if how is None or dataset.scaling.method != parameters.scale:
        return dataset
    note = f"Columns are {how}, as {parameters.title} goes best so; --scale none leaves them as they are."
    return replace(dataset, notes=(*dataset.notes, note), reading=(*dataset.reading, note))


def _own(data: object, parameters: Parameters) -> Dataset:
    """Give the table of the parameters; no other data are taken, but what an earlier run had for its table."""
    own = parameters.own_data()
    again = isinstance(data, Dataset) and [f.name for f in data.features] == [f.name for f in own.features]
    if data is not None and not again:
        what = (
            data.name if isinstance(data, Dataset) else data if isinstance(data, str) else type(data).__name__
        )
        raise InputError(
            f"{parameters.title} takes no data, as its options say all of it; leave {shown(repr(what))} out"
        )
    return own


def _check_kinds(dataset: Dataset, parameters: Parameters) -> None:
    if parameters.kinds == "walks":
        from kmanim.data.walks import check_walks  # noqa: PLC0415 - few want any

        check_walks(dataset, parameters.title)
        return
    coded, title, wanted = dataset.coded, parameters.title, parameters.kinds
    where = shown(dataset.name)
    if wanted == "numbers" and any(coded):
        column = quoted(dataset.features[coded.index(True)].name)
        raise InputError(
            f"{where}: column {column} holds categories, and {title} takes numbers; "
            f"leave it out, cluster categories with {_taking('categories')}, or both together with {_taking('mixed')}"
        )
    if wanted == "categories" and not all(coded):
        column = quoted(dataset.features[coded.index(False)].name)
        raise InputError(
            f"{where}: column {column} holds numbers, and {title} takes categories; load it with "
            f"kinds='categories', or cluster both together with {_taking('mixed')}"
        )
    if wanted == "mixed" and len(set(coded)) == 1:
        has, instead = ("categories", _taking("categories")) if coded[0] else ("numbers", "kmeans")
        raise InputError(
            f"{where} has columns of {has} alone, and {title} takes numbers and categories; choose other columns, "
            f"or cluster them with {instead}"
        )


def _taking(kinds: Kinds) -> str:
    """Name the algorithms of this package that take columns of a kind."""
    return listed([name for name in built_in() if parameters_of(name).kinds == kinds], "or")
