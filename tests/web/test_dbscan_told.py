"""What a page says of a run of DBSCAN is what the package says, word for word, for every visit, cluster and run."""

import pytest
from dbscan_runs import asked_for, runs
from handed import REVIVED, handed
from node import asked, needs_node

from kmanim.story.dbscan import alt_text, captions, describe, result
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.dbscan.step_by_step import STEPS, step_by_step

pytestmark = needs_node

_TELL = """
import { runDbscan } from "./core/dbscan.js";
import { dbscanResult, dbscanTitle, orderNote } from "./story/dbscan/result.js";
import { tellDbscan } from "./story/dbscan/tell.js";
answer(given.map(({ data, options }) => {
  const trace = runDbscan(revived(data), options);
  const lines = [dbscanTitle(trace), dbscanResult(trace), orderNote(trace)];
  return { lines, ...Object.fromEntries(["visit", "cluster", "all"].map(by => [by, tellDbscan(trace, by)])) };
}));
"""


@pytest.fixture(scope="module")
def pages():
    return asked(REVIVED + _TELL, [{"data": handed(t.dataset), "options": asked_for(t)} for t in runs()])


@pytest.mark.parametrize("by", STEPS)
def test_a_page_tells_what_the_package_tells(pages, by):
    kinds = set()
    for trace, page in zip(runs(), pages, strict=True):
        keyframes = step_by_step(trace, by)
        kinds |= {key.kind for key in keyframes}
        for key, shown in zip(keyframes, page[by], strict=True):
            assert shown == {
                "kind": key.kind,
                "step": key.step,
                "phase": key.phase,
                "counter": key.counter,
                "caption": {
                    "words": list(key.caption),
                    "drawn": [list(line) for line in key.marked] or [[line] for line in key.caption],
                },
                "alt": describe(trace, key).alt,
                "rows": list(key.rows),
                "tween": key.lead_in[0].kind if key.lead_in else "",
                "holdMs": key.hold_ms,
                "mark": key.mark,
            }
    told = {"visit": {"begin", "visit", "adopt"}, "cluster": {"begin", "grow", "adopt"}, "all": {"chunk"}}
    assert kinds >= {"data", "estimate", "contested", "small", "done"} | told[by]


def test_a_run_in_one_line(pages):
    notes = set()
    for trace, page in zip(runs(), pages, strict=True):
        facts = DbscanFacts(trace)
        assert page["lines"] == [alt_text.title(facts), result(trace), captions.order(facts)]
        notes.add(page["lines"][2].split()[0] if trace.contested else page["lines"][2])
    assert "Another order of visits changes the numbers of clusters alone: no point is contested." in notes
    assert "Every order of visits comes to this." in notes
