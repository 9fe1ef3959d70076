"""The engine of a browser computes as node does, and as the core: to the last bit."""

import json

import pytest
from kmeans_vectors import REPEAT, as_given, compare, vectors
from node import WRITTEN

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
