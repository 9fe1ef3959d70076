"""Labels written block by block."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kmanim.simulate.machines.lloyd.sorted_labels import UNKNOWN, SortedLabels

PLACES = 64
# what is written into one block of 8, 16 or 32: one label, or one for each of its places
writes = st.lists(
    st.tuples(
        st.sampled_from([8, 16, 32]), st.integers(0, 7), st.lists(st.integers(0, 3), min_size=1, max_size=32)
    )
)


def write(sorted_labels, plain, size, block, labels):
    block %= PLACES // size
    if len(labels) == size:
        sorted_labels.write(np.array([block]), np.array([labels], np.uint8))
        plain[block * size : (block + 1) * size] = labels
    else:
        sorted_labels.fill(np.array([block]), np.array(labels[:1]), size)
        plain[block * size : (block + 1) * size] = labels[0]


@given(writes, st.lists(writes, max_size=3))
def test_news_are_the_places_that_differ(first, later):
    sorted_labels, plain = SortedLabels(PLACES), np.full(PLACES, UNKNOWN)
    for size, block, labels in first:
        write(sorted_labels, plain, size, block, labels)
    assert [found.size for found in sorted_labels.news()] == [0, 0]
    sorted_labels.remember = True
    for some in later:
        before, written = plain.copy(), set()
        for size, block, labels in some:
            places = set(range(block % (PLACES // size) * size, (block % (PLACES // size) + 1) * size))
            if not places & written:
                write(sorted_labels, plain, size, block, labels)
                written |= places
        assert sorted_labels.labels.tolist() == plain.tolist()
        places, old = sorted_labels.news()
        assert sorted(places.tolist()) == np.flatnonzero(plain != before).tolist()
        assert old.tolist() == before[places].tolist()


@given(writes)
def test_owners(some):
    sorted_labels, plain = SortedLabels(PLACES), np.full(PLACES, UNKNOWN)
    for size, block, labels in some:
        write(sorted_labels, plain, size, block, labels)
    for size in (8, 16):
        blocks = plain.reshape(-1, size)
        expected = [block[0] if len(set(block)) == 1 else UNKNOWN for block in blocks.tolist()]
        assert sorted_labels.owners(size).tolist() == expected
