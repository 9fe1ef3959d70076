"""The numbers of a run, a line a round."""

from kmanim.data.load import load
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell
from kmanim.story.kmeans.round_table import rounds_table


def test_reference_run_has_the_storyboards_table():
    trace = run("kmeans", load("mtcars"), init=((1000, 150), (1500, 150)))
    assert rounds_table(trace)[1:] == (
        ("1", "9 / 23", "", "3.510 M", "[940; 84] [1663; 171]", "2.819 M"),
        ("2", "11 / 21", "Ferrari Dino and Volvo 142E", "2.701 M", "[998; 94] [1701; 174]", "2.631 M"),
        ("3", "12 / 20", "Mazda RX4 Wag", "2.564 M", "[1023; 96] [1721; 177]", "2.548 M"),
        ("4", "12 / 20", "none", "2.548 M", "unchanged", "2.548 M"),
    )
    assert tell(trace).table == rounds_table(trace)


def test_many_switches_are_counted_and_a_cut_run_ends_with_its_update():
    trace = run("kmeans", load("sheehan4"), k=4, seed=1, max_iter=2)
    *_, last = rounds_table(trace)
    assert last[2] == str(len(trace.switched(2)))
    assert last[4] != "unchanged"
