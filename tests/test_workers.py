"""Work on several cores: the same results, the first error, and nobody left behind."""

import multiprocessing
import os
import time
from functools import partial

import pytest

from kmanim.errors import InputError, MissingPackage
from kmanim.job.workers import cores, each

pytestmark = pytest.mark.skipif(cores() == 1 and os.name == "nt", reason="processes cannot be copied here")


def refuse():
    raise InputError("no")


def need():
    raise MissingPackage("MP4", "av", "video")


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_task_is_done_once(workers):
    assert sorted(each([partial(pow, n, 2) for n in range(20)], workers)) == [(n, n * n) for n in range(20)]


def test_one_worker_works_here_and_in_order():
    assert list(each([os.getpid] * 3, 1)) == [(n, os.getpid()) for n in range(3)]


def test_two_workers_are_other_processes():
    assert os.getpid() not in {pid for _, pid in each([os.getpid] * 4, 2)}


@pytest.mark.parametrize(("task", "error"), [(refuse, InputError), (need, MissingPackage)])
@pytest.mark.parametrize("workers", [1, 2])
def test_errors_arrive_as_they_are(task, error, workers):
    with pytest.raises(error) as caught:
        list(each([partial(pow, 1, 1), task], workers))
    with pytest.raises(error) as plain:
        task()
    assert str(caught.value) == str(plain.value)


def test_whoever_stops_listening_stops_the_work():
    begun = time.monotonic()
    results = each([partial(pow, 1, 1), *[partial(_sleep, 60)] * 4], 2)
    next(results)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt())
    assert time.monotonic() - begun < 30
    assert not multiprocessing.active_children()


def _sleep(seconds):
    time.sleep(seconds)
    return 0
