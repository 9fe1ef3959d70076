"""NumPy arrays on disk, as tables: no pickle, no guessing."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np

from kmanim.data.limits import quoted
from kmanim.data.readers.arrays import table_of_array
from kmanim.data.readers.table import Table
from kmanim.errors import InputError, shown

# Whatever does not begin as an array does NumPy takes for a pickle.
_REASONS = {
    "Object arrays": "it holds Python objects",
    "pickled": "it does not begin as a file of NumPy does",
}


def table_of_npy(file: BinaryIO, *, name: str, where: str) -> Table:
    """Read the array of an open ``.npy`` file.

    Raises
    ------
    InputError
        If the file is damaged, holds Python objects (which could run code), or no numbers of shape (n, d).
    """
    try:
        array = np.load(file, allow_pickle=False)
    except MemoryError:
        raise
    except Exception as error:  # a damaged header may raise anything
        reason = next((words for said, words in _REASONS.items() if said in str(error)), shown(error))
        raise InputError(f"{quoted(where)} cannot be read as an array of numbers: {reason}") from None
    if not isinstance(array, np.ndarray):
        raise InputError(f"{quoted(where)} is an archive of arrays; save one of them with numpy.save")
    return table_of_array(array, name=name, where=where)
