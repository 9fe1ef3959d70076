"""Measuring in processes that were forked after the first measurement."""

import pytest

from kmanim.job.workers import cores, each
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle

STYLE = TextStyle(size=18, colour="#222222")
LINES = ["".join(chr(0x21 + (7 * i + 13 * j) % 90) for j in range(40)) for i in range(60)]


@pytest.mark.skipif(cores() < 2, reason="processes cannot be copied here")
def test_forked_processes_do_not_disturb_each_other():
    text_width("A", STYLE)  # opens the font before the fork
    for _ in range(15):
        tasks = [lambda line=line: text_width(line, STYLE) for line in LINES]
        forked = dict(each(tasks, 4))
        assert forked == {number: text_width(line, STYLE) for number, line in enumerate(LINES)}
        text_width.cache_clear()
