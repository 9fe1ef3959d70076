"""The film of k-means as it is told."""

from __future__ import annotations

import pytest
from story_tables import reference

from kmanim.story.kmeans import tell

# The storyboard's film: kind, phase, header, caption, hold.
WALKTHROUGH = [
    ("data", "Data", "", "32 cars: weight and horsepower. No groups yet.", 3600),
    ("starts", "Starts", "step 1 of 8", "Two random centres: [1000; 150] and [1500; 150]", 3200),
    (
        "explain",
        "Assign",
        "round 1 · step 1 of 8",
        "Mazda RX4: 192 to centre 1, 315 to centre 2. So: 1.",
        3400,
    ),
    (
        "explain",
        "Assign",
        "round 1 · step 1 of 8",
        "Merc 280C: 561 to centre 1, 66 to centre 2. So: 2.",
        3400,
    ),
    ("assign", "Assign", "round 1 · step 2 of 8", "Every car joins its nearest centre: 9 and 23 cars.", 3400),
    (
        "update",
        "Update",
        "round 1 · step 3 of 8",
        "Centres move to the mean of their cars:|[940; 84] and [1663; 171]",
        4200,
    ),
    (
        "reassign",
        "Reassign",
        "round 2 · step 4 of 8",
        "2 cars are now nearer to centre 1:|Ferrari Dino and Volvo 142E",
        4500,
    ),
    ("update", "Update", "round 2 · step 5 of 8", "Centres move again: [998; 94] and [1701; 174]", 3100),
    (
        "reassign",
        "Reassign",
        "round 3 · step 6 of 8",
        "1 car switches: Mazda RX4 Wag,|307 to centre 1, 402 to centre 2",
        4600,
    ),
    ("update", "Update", "round 3 · step 7 of 8", "Smaller moves: [1023; 96] and [1721; 177]", 2900),
    ("check", "Check", "round 4 · step 8 of 8", "No car switches, so the centres stay. Stop.", 3000),
    ("done", "Done", "round 4 · step 8 of 8", "Done in 4 rounds: 12 lighter cars, 20 heavier cars.", 4400),
]


def test_the_walkthrough_of_the_reference_run_is_the_storyboard():
    film = tell(reference())
    told = [(k.kind, k.phase, k.counter, "|".join(k.caption), k.hold_ms) for k in film.keyframes]
    assert told == WALKTHROUGH


def test_the_loop_of_the_reference_run_is_the_storyboard():
    film = tell(reference(), profile="loop")
    assert [k.hold_ms for k in film.keyframes] == [1500, 1500, 1300, 1900, 1300, 1900, 1300, 1700, 3600]
    captions = ["|".join(k.caption) for k in film.keyframes]
    assert captions == [row[3] for row in WALKTHROUGH if row[0] not in ("data", "explain")]


@pytest.mark.parametrize(("profile", "sweep", "move"), [("walkthrough", 600, 800), ("loop", 400, 600)])
def test_what_moves_into_each_picture(profile, sweep, move):
    film = tell(reference(), profile=profile)
    moving = [
        (k.kind, k.step, [(t.kind, t.duration_ms) for t in k.lead_in]) for k in film.keyframes if k.lead_in
    ]
    assert moving == [
        ("assign", 1, [("sweep", sweep)]),
        ("update", 2, [("move", move)]),
        ("update", 4, [("recolour", 300), ("move", move)]),
        ("update", 6, [("recolour", 300), ("move", move)]),
    ]
