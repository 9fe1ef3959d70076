"""What a reader chooses on a page, and the way back from it."""

import pytest
from node import asked, needs_node

pytestmark = needs_node

TABLE = """
const feature = name => ({ name, title: name, heading: "", unit: "" });
const table = {
  name: "four", features: ["a", "b", "c"].map(feature), names: null, noun: ["point", "points"], source: "given",
  columns: [[0, 1, 2, 3], [0, 1, 0, 1], [5, 5, 5, 5]].map(column => Float64Array.from(column)),
};
"""


@pytest.fixture(scope="module")
def found():
    return asked(
        """
import * as state from "./explore/state.js";
"""
        + TABLE
        + """
const { choicesFor, changed, withStart, withStartAt, withoutStart, withK, withDrawn, withTable, stateOf } = state;
const first = choicesFor(table, { k: 3 }, { minSamples: 4 });
const placed = withStart(withStart(first, [1, 2]), [3, 4]);
const history = new state.History({ table, choices: first });
for (let k = 1; k <= 120; k++) history.change({ table, choices: withK(history.now.choices, k) });
let undone = 0;
while (history.undo()) undone++;
const bottom = history.now.choices.k;
let redone = 0;
while (history.redo()) redone++;
const top = history.now.choices.k;
history.undo();
history.change({ table, choices: placed });
const cut = history.redo();
const dragged = new state.History({ table, choices: first });
for (const eps of [1, 2, 3]) dragged.change({ table, choices: changed(first, { eps }) }, "eps");
dragged.settle();
dragged.change({ table, choices: changed(first, { eps: 4 }) }, "eps");
dragged.adjust({ step: 7 });
const kinds = ["starts", "assign", "done"].map(kind => ({ kind }));
const at = (step, algorithm = "kmeans") => stateOf({ ...first, algorithm, step }, kinds, step ?? 0);
answer({
  first, placed, undone, bottom, redone, top, cut,
  drags: [dragged.past.map(({ choices }) => choices.eps), dragged.now.choices.step],
  moved: withStartAt(placed, 1, [9, 9]),
  removed: withoutStart(placed, 0),
  fewer: withK(placed, 1),
  more: withK(withDrawn(first, "sample", [[0, 0], [1, 1], [2, 2]], []), 4),
  drawn: withDrawn(first, "k-means++", [[0, 0], [1, 1], [2, 0]], [0, 1, 2]),
  mixed: withDrawn(placed, "farthest", [[1, 2], [3, 4], [2, 0]], [2]),
  crowded: withStart(withK(placed, 2), [7, 7]),
  other: withTable({ ...placed, scale: "zscore", eps: 2 }, { ...table, name: "other" }, { k: 5 }),
  columns: changed({ ...placed, eps: 3 }, { columns: ["a", "c"] }),
  scaled: changed({ ...placed, eps: 3, step: 4 }, { scale: "zscore" }),
  states: [at(null), at(0), at(1), at(2), at(null, "dbscan")],
});
"""
    )


def test_nothing_is_placed_at_first_and_later_wishes_count(found):
    first = found["first"]
    assert (first["data"], first["columns"], first["k"], first["minSamples"]) == ("four", ["a", "b"], 3, 4)
    assert first["starts"] == []
    assert first["step"] is None
    assert first["eps"] is None


def test_a_hundred_choices_can_be_undone_and_made_again(found):
    assert (found["undone"], found["bottom"]) == (100, 20)
    assert (found["redone"], found["top"]) == (100, 120)


def test_a_new_choice_ends_what_could_be_made_again(found):
    assert found["cut"] is False


def test_a_drag_is_one_choice_and_steps_are_none(found):
    assert found["drags"] == [[None, 3], 7]


def test_starts_are_placed_moved_and_removed(found):
    assert found["placed"]["starts"] == [[1, 2], [3, 4]]
    assert found["placed"]["k"] == 3
    assert found["moved"]["starts"] == [[1, 2], [9, 9]]
    assert found["removed"]["starts"] == [[3, 4]]
    assert found["crowded"]["k"] == 3
    assert found["crowded"]["starts"][-1] == [7, 7]


def test_another_k_keeps_the_starts_that_it_can(found):
    assert found["fewer"]["starts"] == [[1, 2]]
    assert (found["more"]["k"], len(found["more"]["starts"]), found["more"]["init"]) == (4, 3, "own")


def test_a_rule_is_told_only_where_it_drew_all(found):
    assert (found["drawn"]["init"], found["drawn"]["startRows"]) == ("k-means++", [0, 1, 2])
    assert (found["mixed"]["init"], found["mixed"]["startRows"]) == ("own", [])


def test_what_hangs_on_a_choice_goes_with_it(found):
    assert found["other"]["starts"] == []
    assert found["other"]["eps"] is None
    assert (found["other"]["k"], found["other"]["scale"], found["other"]["data"]) == (5, "zscore", "other")
    assert found["columns"]["starts"] == []
    assert found["columns"]["eps"] is None
    scaled = found["scaled"]
    assert scaled["starts"] == found["placed"]["starts"]
    assert scaled["eps"] is None
    assert scaled["step"] is None


def test_a_reader_is_choosing_on_the_way_or_at_the_end(found):
    assert found["states"] == ["place", "place", "step", "end", "eps"]


def test_guesses_are_compared():
    assert asked(
        """
import { judged } from "./explore/predict.js";
answer([judged([1, 2], [2, 3, 4]), judged([], []), judged([5], [])]);
"""
    ) == [
        {"hits": 1, "misses": 2, "falseAlarms": 1},
        {"hits": 0, "misses": 0, "falseAlarms": 0},
        {"hits": 0, "misses": 0, "falseAlarms": 1},
    ]


def test_rows_are_called_by_name_or_number():
    assert asked(
        """
import { rowCalled } from "./explore/sheet.js";
"""
        + TABLE
        + """
const named = { ...table, names: ["Mazda", "2", "Fiat", "Merc"] };
const texts = ["mazda", " Merc ", "2", "3", "4", "5", "0", "-1", "1.0", "nobody", ""];
answer([texts.map(text => rowCalled(named, text)), texts.map(text => rowCalled(table, text))]);
"""
    ) == [
        [0, 3, 1, 2, 3, -1, -1, -1, -1, -1, -1],
        [-1, -1, 1, 2, 3, -1, -1, -1, -1, -1, -1],
    ]


def test_points_are_drawn_and_rubbed_out_as_other_tables():
    found = asked(
        """
import { emptySheet, withPoint, withoutPoint } from "./explore/sheet.js";
const empty = emptySheet();
const three = [[1, 2], [3, 4], [5, 6]].reduce(withPoint, empty);
const seen = ({ columns, names }) => [columns.map(column => [...column]), names];
const named = { ...three, names: ["a", "b", "c"] };
answer([empty, three, withoutPoint(three, 1), withoutPoint(named, 0), withPoint(named, [7, 8])].map(seen));
"""
    )
    assert found == [
        [[[], []], None],
        [[[1, 3, 5], [2, 4, 6]], None],
        [[[1, 5], [2, 6]], None],
        [[[3, 5], [4, 6]], ["b", "c"]],
        [[[1, 3, 5, 7], [2, 4, 6, 8]], ["a", "b", "c", "point 4"]],
    ]
