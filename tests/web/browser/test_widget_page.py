"""The widget's module in a browser, beside a model such as a notebook hands over."""

import pytest

import kmanim

pytest.importorskip("anywidget", reason="anywidget is not installed here: pip install kmanim[widget]")

# A model of Backbone's kind: what is set is told at once, and what is saved is kept for the test.
_MODEL = """
class Model {
  constructor(state) { this.state = state; this.heard = new Map(); this.saved = []; this.dirty = {}; }
  get(name) { return this.state[name]; }
  set(name, value) {
    this.state[name] = value;
    this.dirty[name] = value;
    for (const tell of this.heard.get("change:" + name) ?? []) tell();
  }
  save_changes() { this.saved.push(structuredClone(this.dirty)); this.dirty = {}; }
  on(name, tell) { this.heard.set(name, [...this.heard.get(name) ?? [], tell]); }
  off(name, tell) { this.heard.set(name, (this.heard.get(name) ?? []).filter(one => one !== tell)); }
}
"""


@pytest.fixture
def shown(opened, tmp_path):
    """Two views of a model, and one of another."""
    path = tmp_path / "notebook.html"
    path.write_text(
        "<!DOCTYPE html><html lang='en'><title>Notebook</title><h1>Cells</h1><div id='cells'></div>"
    )
    page = opened(path, reduced_motion="reduce")
    widget = kmanim.explore("mtcars", init=[(1000, 150), (1500, 150)]).widget()
    state = {name: value for name, value in widget.get_state().items() if not name.startswith("_model")}
    state = {
        name: value
        for name, value in state.items()
        if name in widget.keys and name not in ("layout", "tabbable")
    }
    page.evaluate(
        "async ([module, state, model]) => {"
        "  const Model = new Function(`${model}; return Model`)();"
        "  const address = URL.createObjectURL(new Blob([module], {type: 'text/javascript'}));"
        "  const { render } = (await import(address)).default;"
        "  window.models = [new Model(structuredClone(state)), new Model(structuredClone(state))];"
        "  window.ends = [0, 0, 1].map(which => {"
        "    const el = document.createElement('div');"
        "    document.querySelector('#cells').append(el);"
        "    return render({ model: window.models[which], el });"
        "  });"
        "}",
        [state["_esm"], state, _MODEL],
    )
    return page


def view(page, number):
    return page.locator("#cells > div").nth(number)


def asked(page, name, which=0):
    return page.evaluate("([which, name]) => window.models[which].get(name)", [which, name])


def test_what_is_done_is_told_and_seen_in_the_other_view_alone(shown):
    view(shown, 0).get_by_role("button", name="Next", exact=True).click()
    shown.wait_for_function("() => window.models[0].get('step') === 1")
    assert asked(shown, "step", 1) is None
    assert shown.evaluate("Object.keys(window.models[0].saved.at(-1))") == ["step"]
    texts = [view(shown, number).locator(".caption").first.inner_text() for number in range(3)]
    assert "9 and 23 cars" in texts[0].replace("\N{NO-BREAK SPACE}", " ")
    assert texts[0] == texts[1]
    assert texts[2] != texts[0]


def test_what_python_sets_is_shown(shown):
    shown.evaluate("window.models[0].set('k', 3)")
    shown.evaluate("window.models[0].set('starts', [[1000, 150], [1500, 150], [2000, 200]])")
    shown.evaluate("window.models[0].set('step', 1)")
    shown.wait_for_timeout(100)
    table = view(shown, 0).locator("table").first
    assert table.locator("tbody tr").count() == 3
    assert asked(shown, "k") == 3
    assert asked(shown, "step") == 1


def test_points_that_the_reader_changes_come_to_python_before_any_run(shown):
    one = view(shown, 0)
    assert asked(shown, "_points") == []
    one.get_by_role("button", name="Change points").click()
    shown.wait_for_function("() => window.models[0].get('_points').length === 32")
    assert asked(shown, "data") not in shown.evaluate("Object.keys(window.models[0].get('_contents').tables)")
    assert asked(shown, "_points")[0] == pytest.approx([1188.4, 110], abs=1)
    one.get_by_role("button", name="Undo", exact=True).click()
    shown.wait_for_function("() => window.models[0].get('_points').length === 0")
    assert asked(shown, "data") == "mtcars"


def test_styles_stay_within_and_nothing_has_an_id(shown):
    assert shown.evaluate("getComputedStyle(document.body).padding") == "0px"
    within = view(shown, 0).locator(":scope > div")
    assert within.evaluate("one => one.shadowRoot.querySelectorAll('[id]').length") == 0
    high = "one => getComputedStyle(one.shadowRoot.querySelector('button')).minHeight"
    assert within.evaluate(high) == "44px"


def test_it_is_light_or_dark_as_the_notebook(shown):
    within = view(shown, 0).locator(":scope > div")
    paper = "one => getComputedStyle(one).backgroundColor"
    assert within.evaluate(paper) == "rgb(255, 255, 255)"
    shown.evaluate("document.body.style.color = 'oklch(0.9 0.02 200)'")
    shown.wait_for_timeout(100)
    assert within.evaluate(paper) == "rgb(22, 24, 28)"
    assert within.evaluate("one => getComputedStyle(one).colorScheme") == "dark"
    shown.evaluate("document.body.style.color = ''")
    shown.wait_for_timeout(100)
    assert within.evaluate(paper) == "rgb(255, 255, 255)"


def test_a_narrow_cell_has_one_column_however_wide_the_window_is(shown):
    columns = "one => getComputedStyle(one.shadowRoot.querySelector('.columns')).gridTemplateColumns.split(' ').length"
    within = view(shown, 0).locator(":scope > div")
    more = view(shown, 0).get_by_text("More choices")
    assert within.evaluate(columns) == 2
    assert not more.is_visible()
    shown.evaluate("document.querySelector('#cells').style.width = '500px'")
    shown.wait_for_timeout(100)
    assert within.evaluate(columns) == 1
    assert more.is_visible()
    assert not view(shown, 0).get_by_role("combobox", name="Scale").is_visible()
    shown.evaluate("document.querySelector('#cells').style.width = ''")
    shown.wait_for_timeout(100)
    assert view(shown, 0).get_by_role("combobox", name="Scale").is_visible()


def test_what_has_ended_leaves_nothing(shown):
    shown.evaluate("window.ends.forEach(end => end())")
    assert shown.evaluate("document.querySelector('#cells').textContent") == ""
    assert shown.evaluate("[...window.models[0].heard.values()].flat().length") == 0
    shown.evaluate("window.models[0].set('k', 4)")
    shown.wait_for_timeout(50)
