"""The array types that all rooms share, and the one way to freeze an array."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
LabelArray = NDArray[np.integer[Any]]
RowArray = NDArray[np.integer[Any]]
ByteArray = NDArray[np.uint8]

_Scalar = TypeVar("_Scalar", bound=np.generic)


def frozen(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """Return the array C-ordered and read-only; copied unless it is so already and owns its memory."""
    if array.flags.c_contiguous and array.flags.owndata and not array.flags.writeable:
        return array
    copy = np.array(array, order="C", copy=True)
    copy.flags.writeable = False
    return copy


NOBODY: IntArray = frozen(np.empty(0, np.intp))
"""No row at all."""
