"""The engine of a browser computes as node does, and as the core: to the last bit."""

import json
from pathlib import Path

import pytest
from kmeans_vectors import REPEAT, as_given, compare, vectors
from node import SCRIPTS, WRITTEN
from odd_texts import SPOKEN, odd_numbers

from kmanim.story.text.numbers import by_itself, half_up, parameter_text, power_of_ten
from kmanim.story.text.words import cut

RUNS = 90
HERE = "http://pages.test"


@pytest.fixture
def with_modules(browser):
    """Run a script in a page without anything, where it can use all that some modules export."""
    context = browser.new_context()
    context.route(f"{HERE}/**", _hand_over)
    page = context.new_page()
    page.goto(f"{HERE}/")

    def run(modules, body, given):
        for module in modules:
            page.evaluate(f"async () => void Object.assign(globalThis, await import('{HERE}/{module}'))")
        return page.evaluate(f"given => {{ {body} }}", given)

    yield run
    context.close()


def _hand_over(route):
    path = SCRIPTS / route.request.url.removeprefix(f"{HERE}/")
    kind, text = ("text/javascript", Path(path).read_text("utf-8")) if path.is_file() else ("text/html", "")
    route.fulfill(content_type=kind, body=text)


def test_a_browser_s_k_means_is_the_core_s(with_modules):
    runs = [*vectors(RUNS, seed=3)]
    take = "let found; const answer = all => (found = JSON.stringify(all, plain));"
    repeated = with_modules(
        ["core/kmeans.js", "core/dataset.js"], f"{WRITTEN}{take}{REPEAT} return found;", as_given(runs)
    )
    compare(runs, json.loads(repeated)["runs"])


def test_a_browser_writes_numbers_and_names_as_python_does(with_modules):
    """Engines round ties of their own accord, and have the signs of their own version of Unicode."""
    numbers = [x for x in odd_numbers(600) if x]
    names = [*SPOKEN, "naïve → x", "東京 e\u0301"]
    ask = """
        return given.numbers.map(x => [halfUp(x, 1), byItself(x), powerOfTen(x, 3), parameterText(x, true)])
          .concat(given.names.map(name => [cut(name, 24), cut(name, 10)]));
    """
    given = {"numbers": numbers, "names": names}
    told = with_modules(["story/text/numbers.js", "story/text/names.js"], ask, given)
    here = [
        [half_up(x, 1), by_itself(x), power_of_ten(x, 3), parameter_text(x, is_estimated=True)]
        for x in numbers
    ]
    assert told[: len(numbers)] == here
    assert told[len(numbers) :] == [[cut(name, 24), cut(name, 10)] for name in names]
