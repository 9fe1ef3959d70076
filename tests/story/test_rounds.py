"""The numbers of a run, a line a round."""

from kmanim.data.load import load
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell
from kmanim.story.kmeans.round_table import rounds_table


def test_reference_run_has_the_storyboards_table():
    trace = run("kmeans", load("mtcars"), init=((1000, 150), (1500, 150)))
    assert rounds_table(trace)[1:] == (
        ("1", "9 / 23", "", "3,509,517", "[940; 84] [1663; 171]", "2,818,721"),
        ("2", "11 / 21", "Ferrari Dino and Volvo 142E", "2,700,718", "[998; 94] [1701; 174]", "2,631,226"),
        ("3", "12 / 20", "Mazda RX4 Wag", "2,563,627", "[1023; 96] [1721; 177]", "2,547,692"),
        ("4", "12 / 20", "none", "2,547,692", "unchanged", "2,547,692"),
    )
    assert tell(trace).table == rounds_table(trace)


def test_many_switches_are_counted_and_a_cut_run_ends_with_its_update():
    trace = run("kmeans", load("sheehan4"), k=4, seed=1, max_iter=2)
    *_, last = rounds_table(trace)
    assert last[2] == str(len(trace.switched(2)))
    assert last[4] != "unchanged"
