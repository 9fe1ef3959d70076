"""Signs as bits, 64 at a time, are what they are one by one."""

from itertools import accumulate
from operator import xor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.readers.long.bits import FAR, after, between, count_of, is_dense, packed, places_of, unpacked

FLAGS = st.lists(st.booleans(), min_size=1, max_size=200).map(lambda flags: np.array(flags, bool))


@given(FLAGS, st.booleans())
def test_bits_are_the_flags(flags, first):
    bits, count = packed(flags), len(flags)
    assert np.array_equal(unpacked(bits, count), flags)
    assert count_of(bits) == np.count_nonzero(flags)
    assert np.array_equal(places_of(bits), np.flatnonzero(flags))
    assert unpacked(after(bits, first=first), count).tolist() == [first, *flags[:-1].tolist()]
    assert unpacked(between(bits), count).tolist() == list(accumulate(flags.tolist(), xor))


@given(st.lists(st.integers(1, 140), min_size=1, max_size=9))
def test_what_is_dense_is_near(lengths):
    flags = np.zeros(sum(lengths), bool)
    flags[np.cumsum(lengths) - 1] = True
    dense = is_dense(packed(flags))
    assert not dense or max(lengths) < FAR
    assert dense or max(lengths) > FAR // 4
