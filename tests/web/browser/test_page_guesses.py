"""Guesses before a switch, and the way back through a hundred choices."""

from explorer import REFERENCE


def predicting(explored, step):
    page = explored(f"{REFERENCE}&t={step}")
    page.whole.get_by_role("checkbox", name="Let me predict").check(force=True)
    page.press("Next")
    assert page.state == "predict"
    return page


def answer(page):
    return page.page.locator(".said").inner_text()


def test_hits_misses_and_false_alarms(explored):
    page = predicting(explored, 2)
    page.click(1256, 175)  # Ferrari Dino, which switches
    page.click(1846, 180)  # Maserati Bora, which does not... and Volvo 142E is missed
    page.press("Check")
    assert page.kind == "reassign"
    told = answer(page)
    assert "1 of 2" in told
    assert "1 missed" in told
    assert "1 false alarm" in told


def test_all_found(explored):
    page = predicting(explored, 2)
    page.click(1256, 175)
    page.click(1261, 109)
    page.press("Check")
    assert "all 2" in answer(page)


def test_none_will_switch(explored):
    page = predicting(explored, 6)
    page.press("None will switch")
    assert page.kind == "check"
    assert "none switches" in answer(page)
    page = predicting(explored, 2)
    page.press("None will switch")
    assert "0 of 2" in answer(page)


def test_skip_and_back_lead_on_without_an_answer(explored):
    page = predicting(explored, 2)
    page.press("Back")
    assert page.kind == "update"
    page.press("Next")
    assert page.state == "predict"
    page.press("Skip")
    assert page.kind == "reassign"
    assert answer(page) == ""


def test_a_guess_can_be_made_by_keyboard_in_the_table(explored):
    page = predicting(explored, 2)
    page.unfold()
    for name in ("Ferrari Dino", "Volvo 142E"):
        box = page.whole.get_by_role("checkbox", name=f"{name} will switch")
        box.focus()
        page.page.keyboard.press("Space")
    page.whole.get_by_role("button", name="Check", exact=True).press("Enter")
    assert "all 2" in answer(page)


_CLICKED = """([names, times]) => Array.from({ length: times }, (_, turn) => {
  const name = names[turn % names.length];
  const button = [...document.querySelectorAll("button")].find(one => (one.ariaLabel ?? one.textContent) === name);
  button.click();
  return decodeURIComponent(location.hash);
})"""


def test_a_hundred_choices_are_undone_and_redone(explored):
    page = explored(REFERENCE)
    links = [page.link, *page.page.evaluate(_CLICKED, [["k: one more", "k: one less"], 100])]
    assert len(set(links[:3])) == 2
    assert page.page.evaluate(_CLICKED, [["Undo"], 100]) == links[-2::-1]
    undo = page.whole.get_by_role("button", name="Undo", exact=True)
    assert undo.get_attribute("aria-disabled") == "true"
    undo.focus()
    page.page.keyboard.press("Control+Shift+z")
    assert page.link == links[1]
    page.page.keyboard.press("Control+z")
    assert page.link == links[0]
    assert page.page.evaluate(_CLICKED, [["Redo"], 100]) == links[1:]


def test_a_link_that_is_followed_can_be_undone(explored):
    page = explored(REFERENCE)
    page.go("#v=1&a=dbscan&d=lesson-nine&eps=1.98&m=4")
    assert page.state == "eps"
    page.press("Undo")
    assert page.link == REFERENCE
