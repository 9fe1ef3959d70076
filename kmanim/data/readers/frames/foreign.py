"""Tables of other libraries as pandas DataFrames, known by what they can do: none of them is imported here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kmanim.data.column_names import some
from kmanim.errors import InputError, shown

if TYPE_CHECKING:
    import pandas as pd

CLASSES = "target"
"""What the column of known groups of a Bunch is called, if it has no name of its own."""


def is_frame(source: object) -> bool:
    """Tell whether something is a table with named columns, and not an array or a list of rows.

    A dask DataFrame would let itself be taken for an array, and lose its names.
    """
    modules = {cls.__module__.partition(".")[0] for cls in type(source).__mro__}
    own = {"pandas", "pyarrow", "polars", "dask", "dask_expr"}
    return (
        isinstance(source, Mapping)
        or bool(modules & own)
        or any(callable(getattr(source, way, None)) for way in ("to_pandas", "toPandas"))
    )


def frame_of(source: Any) -> tuple[pd.DataFrame, str, str]:
    """Make a pandas DataFrame of a table of any library.

    Parameters
    ----------
    source : DataFrame, Table or Mapping
        Of pandas, polars, pyarrow, dask or another library that can make it one of pandas; columns by name; or a
        Bunch of scikit-learn.

    Returns
    -------
    frame : pandas.DataFrame
    classes : str
        The column that says which group a row is known to belong to, where the source tells; else empty.
    target : str
        The column that the source says is to be told from the others, where it is a measure; else empty.

    Raises
    ------
    InputError
        For anything else, named.
    """
    import pandas as pd  # noqa: PLC0415 - half a second, and only where a table was given

    library = type(source).__module__.partition(".")[0]
    if isinstance(source, Mapping):
        return _of_bunch(source) if _is_bunch(source) else (_of_columns(source), "", "")
    if library in ("dask", "dask_expr") and callable(getattr(source, "compute", None)):
        source = source.compute()
    if callable(getattr(source, "collect", None)) and library == "polars":
        source = source.collect()
    if isinstance(source, pd.DataFrame):
        return source, "", ""
    kind = type(source).__name__
    if hasattr(source, "get_columns") and library == "polars":  # its own way to pandas asks for pyarrow
        columns = source.get_columns()
        named = {str(column.name): _polars_column(column) for column in columns}
        return pd.DataFrame(named) if len(named) == len(columns) else source.to_pandas(), "", ""
    for way in ("to_pandas", "toPandas"):
        if callable(getattr(source, way, None)) and kind not in ("Series", "ChunkedArray", "Array"):
            frame = getattr(source, way)()
            if isinstance(frame, pd.DataFrame):
                return frame, "", ""
    mend = ".to_frame()" if kind in ("Series", "Index") else "a DataFrame or a list of rows"
    raise InputError(f"cannot read a {library} {kind}; give {mend}")


def _polars_column(column: Any) -> Any:
    import pandas as pd  # noqa: PLC0415

    kind = str(column.dtype)
    if kind.startswith(("Int", "UInt", "Float")):
        return column.to_numpy()
    if kind.startswith(("Categorical", "Enum")):
        return pd.Categorical(column.to_list())
    if kind.startswith(("Date", "Datetime")):
        return pd.to_datetime(pd.Series(column.to_list(), dtype=object))
    return pd.Series(column.to_list(), dtype=object)


def _of_columns(source: Mapping[Any, Any]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    if not source:
        raise InputError("the dict has no columns; give lists of values by column")
    lengths = {}
    for name, cells in source.items():
        if isinstance(cells, str | bytes | Mapping) or not hasattr(cells, "__len__"):
            raise InputError(
                f"the dict has {shown(type(cells).__name__)} for {shown(name)}; give a list of values for each column"
            )
        lengths[str(name)] = len(cells)
    if len(set(lengths.values())) > 1:
        told = some([f"{name} {count}" for name, count in lengths.items()])
        raise InputError(f"the columns of the dict must have one length; there are {told}")
    try:
        return pd.DataFrame(
            {name: cells if hasattr(cells, "dtype") else list(cells) for name, cells in source.items()}
        )
    except Exception as error:  # arrays of several dimensions, and other things
        raise InputError(f"the dict cannot be read as columns: {shown(error)}") from None


def _is_bunch(source: Mapping[Any, Any]) -> bool:
    return type(source).__name__ == "Bunch" and "data" in source


def _of_bunch(source: Mapping[Any, Any]) -> tuple[pd.DataFrame, str, str]:
    """Take the measures of one of scikit-learn's data sets, and what they tell: groups as classes, else the target."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    data, target = source["data"], source.get("target")
    if not isinstance(data, pd.DataFrame):
        if hasattr(data, "tocsr"):
            raise InputError("the Bunch is sparse; give its data with .toarray()")
        values = np.asarray(data)
        if values.ndim != 2:
            raise InputError(f"the Bunch has data of {values.ndim} dimensions; give rows and columns")
        names = source.get("feature_names")
        names = list(names) if names is not None and len(names) == values.shape[1] else None
        data = pd.DataFrame(values, columns=names or [f"x{i}" for i in range(1, values.shape[1] + 1)])
    if target is None or getattr(target, "ndim", 1) != 1 or len(target) != len(data):
        return data, "", ""
    name = str(getattr(target, "name", None) or CLASSES)
    if name in data:
        return data, "", ""
    groups = _classes(np.asarray(target), source.get("target_names"))
    if groups is None:
        return data.assign(**{name: np.asarray(target)}), "", name
    return data.assign(**{name: pd.Categorical(groups)}), name, ""


def _classes(target: Any, names: Any) -> list[str] | None:
    """Give the group of every row by name; None where the target is a measure."""
    whole = target.dtype.kind in "iub"
    if whole and names is not None and not isinstance(names, str) and len(names) > int(target.max()):
        return [str(names[int(place)]) for place in target]
    if target.dtype.kind in "OUT" or (whole and len(set(target.tolist())) <= min(50, len(target) // 2)):
        return [str(group) for group in target.tolist()]
    return None
