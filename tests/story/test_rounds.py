"""The numbers of a run, a line a round."""

from kmanim.data.load import load
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell
from kmanim.story.kmeans.news import Round, fast_forwards
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


def test_the_first_round_is_told_before_those_with_more_news():
    shares = {2: 0.1, 3: 0.3, 4: 0.2, 5: 0.0}
    rounds = tuple(Round(number, switched, 0.0, False) for number, switched in shares.items())
    assert [fast_forwards(rounds, told) for told in range(4)] == [
        (range(2, 6),),
        (range(3, 6),),
        (range(4, 6),),
        (range(5, 6),),
    ]


def test_no_round_goes_by_alone_between_two_that_are_told():
    news = {2: 0.5, 3: 0.1, 4: 0.4, 5: 0.3, 6: 0.2}
    rounds = tuple(Round(number, share, 0.5, is_odd=False) for number, share in news.items())
    assert fast_forwards(rounds, 5) == ()
    # By news alone 2, 4 and 5 would be told, and 3 between them not.
    assert fast_forwards(rounds, 3) == (range(5, 7),)
    assert fast_forwards(rounds, 2) == (range(4, 7),)
    assert fast_forwards(rounds, 1) == (range(3, 7),)
    assert fast_forwards(rounds, 0) == (range(2, 7),)
