"""Two threads that share work."""

import threading

import numpy as np
import pytest

from kmanim.simulate.machines.lloyd.morton_order import morton_order
from kmanim.simulate.numerics.bounding_box import box_of
from kmanim.simulate.numerics.threads import AT_ONCE, at_once


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_all_parts_are_done_once(count):
    done, threads = [], set()

    def work(part):
        done.append(part)
        threads.add(threading.get_ident())

    before = threading.active_count()
    at_once(work, range(count))
    assert sorted(done) == list(range(count))
    assert len(threads) == min(count, 2)
    assert threading.active_count() == before, "a process may be forked now"


@pytest.mark.parametrize("bad", [0, 1])
def test_what_a_part_raises_is_raised(bad):
    def work(part):
        if part == bad:
            raise RuntimeError(f"part {part}")

    with pytest.raises(RuntimeError, match=f"part {bad}"):
        at_once(work, range(2))


def test_many_rows_are_sorted_in_two_threads_as_in_one(monkeypatch):
    values = np.random.default_rng(0).normal(size=(2 * AT_ONCE + 77, 2)).round(2)
    order = morton_order(values, enough=64)
    assert sorted(order.tolist()) == list(range(len(values)))
    low, high = box_of(values)
    assert (low.tolist(), high.tolist()) == (values.min(axis=0).tolist(), values.max(axis=0).tolist())
    for module in ("numerics.bounding_box", "machines.lloyd.morton_order"):
        monkeypatch.setattr(f"kmanim.simulate.{module}.at_once", lambda work, parts: list(map(work, parts)))
        monkeypatch.setattr(f"kmanim.simulate.{module}.AT_ONCE", 10**9)
    assert morton_order(values, enough=64).tolist() == order.tolist()
