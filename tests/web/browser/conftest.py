"""Pages in real browsers: one browser for each file of tests, a fresh context for each page."""

import pytest
from browsers import WANTED, needs, started, watch
from explorer import Explorer

import kmanim


@pytest.fixture(scope="module")
def driver():
    """Playwright. Of one module: while it runs, no test may start an event loop of its own."""
    missing = "playwright is not installed here: pip install kmanim[browser]"
    module = pytest.importorskip("playwright.sync_api", reason=missing)
    with module.sync_playwright() as one:
        yield one


@pytest.fixture(scope="module")
def browser(driver):
    """The browser that is wanted."""
    with started(driver, WANTED, reduced_motion="reduce") as one:
        yield one


@pytest.fixture(scope="session")
def page_file(tmp_path_factory):
    """The page as `kmanim.explore` writes it, with all tables that come along."""
    return kmanim.explore("mtcars").save(tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture
def explored(opened, page_file):
    """Open the page at a link: ``explored("#a=kmeans...", viewport=...)``; moves are cuts unless they are asked for."""

    def explore(link="", *, reduced_motion="reduce", path=page_file, **settings):
        return Explorer(opened(path, link, reduced_motion=reduced_motion, **settings))

    return explore


@pytest.fixture
def opened(browser):
    """Open a page: ``opened(path)``, ``opened(path, "#k=2", viewport=...)``. It must stay without any trouble."""
    contexts = []

    def open_page(path, link="", init=None, **settings):
        needs(settings)
        context = browser.new_context(**settings)
        contexts.append(context)
        context.set_default_timeout(5_000)
        if init:
            context.add_init_script(init)
        page = watch(context.new_page())
        page.goto(path.as_uri() + link)
        return page

    yield open_page
    troubles = [trouble for context in contexts for page in context.pages for trouble in page.troubles]
    for context in contexts:
        context.close()
    assert troubles == []
