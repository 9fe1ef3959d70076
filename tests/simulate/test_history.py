"""Labels kept as first labels and switches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.simulate.label_history import Changes, LabelHistory
from kmanim.simulate.numerics.counting import split_by_label

labels = st.lists(st.integers(0, 3), min_size=6, max_size=6).map(lambda row: np.array(row, np.uint8))


@given(
    st.lists(st.none() | labels, min_size=1, max_size=8), st.permutations(range(8)), st.permutations(range(4))
)
def test_gives_back_what_it_was_given(given_labels, asked, order):
    history = LabelHistory()
    for row in given_labels:
        history.append(row)
    for index in (i for i in asked if i < len(given_labels)):
        expected = given_labels[index]
        found = history.at(index)
        assert (found is None) == (expected is None)
        if expected is not None:
            assert found.tolist() == expected.tolist()
            assert found.dtype == np.uint8
            assert not found.flags.writeable
            earlier = [row for row in given_labels[:index] if row is not None]
            changed = np.flatnonzero(expected != earlier[-1]).tolist() if earlier else []
            assert history.changed(index).tolist() == changed
            renumbered = history.relabelled(np.array(order)).at(index)
            assert [order[label] for label in renumbered] == expected.tolist()
        else:
            assert history.changed(index).size == 0


def test_neighbours_share_and_little_is_kept():
    n = 100_000
    first = np.zeros(n, np.uint8)
    second = first.copy()
    second[7] = 1
    history = LabelHistory()
    for row in (None, first, first, second, second, second.copy()):
        history.append(row)
    assert history.versions == [-1, 0, 0, 1, 1, 1]
    assert history.nbytes == n + 4 + 1
    assert history.at(1) is history.at(2)
    assert history.at(3) is history.at(4) is history.at(5)


def test_switched_rows_may_be_given():
    first, second = np.zeros(300, np.uint8), np.zeros(300, np.uint8)
    second[[3, 200]] = 1, 2
    compared, told = LabelHistory(), LabelHistory()
    for labels, switched in ((first, None), (second, np.array([3, 200], np.uint32)), (second, None)):
        compared.append(labels)
        told.append(labels, switched)
    assert told.versions == compared.versions == [0, 1, 1]
    for one, other in zip(told.changes, compared.changes, strict=True):
        assert [(a.dtype, a.tolist()) for a in one] == [(a.dtype, a.tolist()) for a in other]


def test_the_callers_array_is_not_kept():
    mine = np.zeros(3, np.uint8)
    history = LabelHistory()
    history.append(mine)
    mine[0] = 1
    assert history.at(0).tolist() == [0, 0, 0]
    with pytest.raises(ValueError, match="read-only"):
        history.at(0)[0] = 1


@given(st.lists(labels, min_size=1, max_size=6))
def test_counts_are_those_of_the_labels(given_labels):
    history = LabelHistory()
    for row in given_labels:
        history.append(row)
    every = range(len(given_labels))
    for index in (*every, *reversed(every), *every):
        counted = np.bincount(given_labels[index], minlength=history.size)
        assert history.counts(index).tolist() == counted.tolist()
        assert history.counts(index) is history.counts(index)


@pytest.mark.parametrize("n", [0, 1, 40_000])
def test_values_are_split_by_label_in_the_order_of_rows(n):
    rng = np.random.default_rng(n)
    values, rows = rng.random(n), rng.integers(0, 3, n).astype(np.uint8)
    for cluster, part in enumerate(split_by_label(values, rows, 4)):
        np.testing.assert_array_equal(part, values[rows == cluster])


def test_counts_are_right_however_far_apart_they_are_asked_for():
    random = np.random.default_rng(0)
    history = LabelHistory()
    history.append(np.full(50, -1, np.int8))
    for _ in range(300):
        rows = np.sort(random.choice(50, 3, replace=False))
        history.append(None, relabelling=(rows, random.integers(-1, 4, 3).astype(np.int8)))
    for index in (3, 5, 200, 203, 299, 100, 300):
        found = history.at(index)
        assert history.counts(index).tolist() == np.bincount(found[found >= 0], minlength=4).tolist()


@given(st.lists(st.none() | labels, min_size=1, max_size=8), st.permutations(range(4)))
def test_changes_end_to_end_are_the_same_history(given_labels, order):
    history = LabelHistory()
    for row in given_labels:
        history.append(row)
    if history.first is None:
        return
    joined = LabelHistory.of(history.first, np.array(history.versions), Changes.joined(history.changes))
    assert (joined.size, joined.nbytes, list(joined.versions)) == (
        history.size,
        history.nbytes,
        history.versions,
    )
    count = len(given_labels)
    for length in range(1, count + 1):
        for one, other in ((joined.head(length), history.head(length)), (joined, history)):
            for i in (*range(length), *reversed(range(length)), *range(0, length, 3)):
                found, expected = (
                    labels if labels is None else labels.tolist() for labels in (one.at(i), other.at(i))
                )
                assert found == expected
                assert one.counts(i).tolist() == other.counts(i).tolist()
                assert one.changed(i).tolist() == other.changed(i).tolist()
    again = [one.relabelled(np.array(order)).at(count - 1) for one in (joined, history)]
    assert again[0] is again[1] is None or again[0].tolist() == again[1].tolist()
