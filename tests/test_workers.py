"""Work on several cores: the same results, the first error, and nobody left behind."""

import errno
import os
import signal
import time
from functools import partial
from pathlib import Path

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


@pytest.mark.parametrize("workers", [2, 3])
def test_what_cannot_be_sent_is_told_all_the_same(workers):
    with pytest.raises((TypeError, AttributeError), match="pickle"):
        list(each([partial(pow, 1, 1), lambda: lambda: 0], workers))
    with pytest.raises(RuntimeError, match="Odd: both"):
        list(each([partial(pow, 1, 1), odd], workers))


class Odd(Exception):
    """Cannot be made again of its arguments, nor be packed: what dask imports lets any other be made again."""

    def __init__(self, one, other):
        super().__init__(f"{one}{other}")
        self.unpacked = lambda: 0


def odd():
    raise Odd("bo", "th")


def test_an_error_says_where_it_came_from():
    with pytest.raises(InputError) as caught:
        list(each([refuse, refuse], 2))
    assert "in refuse" in caught.value.__notes__[0]


def test_large_answers_and_more_tasks_than_a_pipe_holds():
    answers = dict(each([partial(bytes, n % 7 * 100_000) for n in range(300)], 3))
    assert {n: len(answer) for n, answer in answers.items()} == {n: n % 7 * 100_000 for n in range(300)}


def test_a_process_that_is_ended_from_outside_is_no_result():
    with pytest.raises(MemoryError, match="ended from outside"):
        list(each([partial(_sleep, 0.2), lambda: os.kill(os.getpid(), signal.SIGKILL)] * 2, 2))


def test_what_was_said_before_is_said_once(capfd):
    print("before", end="")
    assert sorted(each([partial(print, n, end="") for n in range(2)], 2)) == [(0, None), (1, None)]
    assert sorted(capfd.readouterr().out) == sorted("before01")


def test_whoever_stops_listening_stops_the_work(monkeypatch):
    made, fork = [], os.fork
    monkeypatch.setattr(os, "fork", lambda: made.append(fork()) or made[-1])
    begun = time.monotonic()
    results = each([partial(pow, 1, 1), *[partial(_sleep, 60)] * 4], 2)
    next(results)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt())
    assert time.monotonic() - begun < 30
    assert len(made) == 2
    for process in made:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.parametrize("there_are", [0, 1])
def test_where_the_system_gives_no_more_processes_those_that_there_are_do_all(monkeypatch, there_are):
    made, fork, before = [], os.fork, len(list(Path("/dev/fd").iterdir()))

    def sparing():
        if len(made) == there_are:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", sparing)
    done = dict(each([os.getpid] * 4, 3))
    assert list(done) == [0, 1, 2, 3]
    assert set(done.values()) == set(made or [os.getpid()])
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_whoever_started_us_may_have_left_ended_processes_to_the_system():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert dict(each([partial(pow, n, 2) for n in range(4)], 2)) == {0: 0, 1: 1, 2: 4, 3: 9}
        with pytest.raises(InputError):
            list(each([refuse, partial(_sleep, 60)], 2))
    finally:
        signal.signal(signal.SIGCHLD, before)


def _sleep(seconds):
    time.sleep(seconds)
    return 0
