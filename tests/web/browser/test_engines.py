"""The engine of a browser computes as node does, and as the core: to the last bit."""

import json

import pytest
from kmeans_vectors import REPEAT, as_given, compare, vectors
from node import WRITTEN
from odd_texts import SPOKEN, odd_numbers

from kmanim.story.text.numbers import by_itself, half_up, parameter_text, power_of_ten
from kmanim.story.text.words import cut
from kmanim.web.assets import script

RUNS = 90


@pytest.fixture
def repeat(browser):
    """Run the page's core in a page without anything."""
    context = browser.new_context()
    take = "let found; const answer = all => (found = JSON.stringify(all, plain));"
    body = script("core/kmeans.js") + WRITTEN + take + REPEAT
    yield lambda given: json.loads(context.new_page().evaluate(f"given => {{ {body} return found; }}", given))
    context.close()


def test_a_browser_s_k_means_is_the_core_s(repeat):
    runs = [*vectors(RUNS, seed=3)]
    compare(runs, repeat(as_given(runs))["runs"])


def test_a_browser_writes_numbers_and_names_as_python_does(browser):
    """Engines round ties of their own accord, and have the signs of their own version of Unicode."""
    numbers = [x for x in odd_numbers(600) if x]
    names = [*SPOKEN, "naïve → x", "東京 e\u0301"]
    ask = """
        return given.numbers.map(x => [halfUp(x, 1), byItself(x), powerOfTen(x, 3), parameterText(x, true)])
          .concat(given.names.map(name => [cut(name, 24), cut(name, 10)]));
    """
    context = browser.new_context()
    page = context.new_page()
    told = page.evaluate(
        f"given => {{ {script('story/text/sums.js')}{ask} }}", {"numbers": numbers, "names": names}
    )
    context.close()
    here = [
        [half_up(x, 1), by_itself(x), power_of_ten(x, 3), parameter_text(x, is_estimated=True)]
        for x in numbers
    ]
    assert told[: len(numbers)] == here
    assert told[len(numbers) :] == [[cut(name, 24), cut(name, 10)] for name in names]
