"""Captions of the user's own: which picture, which numbers, what does not fit, and how long they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kmanim
from kmanim.command.cli import main
from kmanim.films.own_captions.fields import fields_of, filled
from kmanim.films.own_captions.keys import shared_out
from kmanim.letters.right_to_left import BEGIN, END, runs_isolated
from kmanim.story.pace import reading_ms

STARTS = [(1000, 150), (1500, 150)]
KEYS = (
    "data", "starts", "1.explain", "1.explain.2", "1.assign", "1.update", "2.reassign", "2.update", "3.reassign",
    "3.update", "check", "done",
)  # fmt: skip
SMALL = ["--size", "120x90", "--quiet"]


@pytest.fixture(scope="module")
def trace():
    return kmanim.run("kmeans", "mtcars", k=2, init=STARTS)


def told(trace, captions, **options):
    return kmanim.animate(trace, captions=captions, **options)


def test_pictures_are_called_by_round_and_kind(trace):
    assert kmanim.animate(trace).caption_keys == KEYS
    loop = kmanim.animate(trace, profile="loop").caption_keys
    assert set(loop) < set(KEYS)
    assert kmanim.animate(trace, pace=2).caption_keys == KEYS
    assert kmanim.animate(trace, max_seconds=10).caption_keys == (
        "data", "starts", "1.assign", "1.update", "2-3.forward", "check", "done",
    )  # fmt: skip


@pytest.mark.parametrize("algorithm", ["em", "dbscan", "hierarchical", "mean_shift", "affinity_propagation"])
def test_every_family_has_them(algorithm):
    film = kmanim.animate(kmanim.run(algorithm, "mtcars"))
    keys = film.caption_keys
    assert len(set(keys)) == len(keys) == len(film.captions)
    assert keys[0] == "data"
    assert told(film.trace, {}).timeline == film.timeline
    own = told(film.trace, dict.fromkeys(keys, "{rows} cars, {clusters} clusters."))
    assert all(text.startswith("32 cars, ") for text in own.captions)
    assert own.captions[-1] == f"32 cars, {film.trace.n_clusters()} clusters."
    assert [key.kind for key in own.timeline.keyframes] == [key.kind for key in film.timeline.keyframes]
    assert own.captions[-1] in own.describe().caption


@pytest.mark.parametrize(
    ("step", "place"),
    [("2.update", 7), ("1", 0), ("-1", 11), ("last", 11), ("first", 0), ("starts", 1), (" 4.check ", 10)],
)
def test_only_the_picture_that_is_named_is_told_otherwise(trace, step, place):
    film, own = kmanim.animate(trace), told(trace, {step: "Look here."})
    expected = list(film.captions)
    expected[place] = "Look here."
    assert list(own.captions) == expected
    assert own.timeline.keyframes[place].marked == ()


@pytest.mark.parametrize(
    ("step", "text", "line"),
    [
        ("2.reassign", "{switched} of {rows} cars switch.", "2 of 32 cars switch."),
        (
            "2.reassign",
            "W: {W}, {inertia}; at last {final_inertia}",
            "W: 2,700,718, 2,700,718; at last 2,547,692",
        ),
        ("2.reassign", "{iteration}/{final_rounds} {step} {sizes}", "2/4 assign 11 and 21"),
        ("2.update", "{centroid_1_weight} kg, {k} groups", "998 kg, 2 groups"),
        ("done", "{{W}} is {W}, }}{{", "{W} is 2,547,692, }{"),
        ("done", "$x_1$ <b>a & b</b> 😀 %d", "$x_1$ <b>a & b</b> 😀 %d"),
    ],
)
def test_numbers_are_those_of_the_moment_as_captions_write_them(trace, step, text, line):
    own = told(trace, {step: text})
    assert own.captions[own.caption_keys.index(step)] == line


def test_of_scaled_and_negative_numbers_and_options():
    trace = kmanim.run("em", "mtcars", k=2, seed=1)
    own = told(trace, {"done": "{log L} = {log_likelihood}, BIC {final_BIC}, tolerance {tol}"})
    value = trace.measures()["log_likelihood"]
    assert own.captions[-1].startswith(f"−{-value:.1f}"[:4])
    assert own.captions[-1].split(" = ")[1].startswith(own.captions[-1].split(" = ")[0])


def test_what_an_algorithm_took_by_itself_is_a_field_and_what_it_has_not_is_none():
    trace = kmanim.run("dbscan", "moons")
    values = fields_of(trace, 3)
    assert values["eps"] == f"{trace.eps:.3g}"
    assert "k" not in values
    assert fields_of(kmanim.run("kmeans", "mtcars", init=STARTS), 0)["k"] == "2"


@pytest.mark.parametrize(
    ("captions", "message"),
    [
        ({"9.update": "x"}, r"caption 9\.update: no picture of this film '9\.update'; known: data, starts, .* or done"),
        ({"update": "x"}, r"3 pictures of this film are called update; name one: 1\.update, 2\.update or 3\.update"),
        ({"0": "x"}, "no picture 0 in this film; it has pictures 1 to 12, and -1 is the last"),
        ({"13": "x"}, "no picture 13"),
        ({"-13": "x"}, "no picture -13"),
        ({"12": "x", "done": "y"}, "caption done: done has another one"),
        ({"done": "{nope}"}, r"no field \{nope\}; there are k, .*size_1 to size_2, .* W, .* and final_rounds"),
        ({"done": "{W:.2f}"}, r"formats, attributes and indices are not read, write \{W\}"),
        ({"done": "{W.__class__}"}, r"are not read, write \{W\}"),
        ({"done": "{sizes[0]}"}, r"are not read, write \{sizes\}"),
        ({"done": "{W!r}"}, r"are not read, write \{W\}"),
        ({"done": "{}"}, r"no field \{\}"),
        ({"done": "{wW"}, "a { stands alone; write {{ for a brace"),
        ({"done": "W}"}, "a } stands alone"),
        ({"starts": "{W}"}, r"\{W\} has no value in this picture"),
        ({"starts": "{sizes}"}, r"\{sizes\} has no value in this picture"),
        ({"done": " "}, "the text is empty"),
        ({"done": "a\nb\nc"}, "has 3 lines, 1 too many: a caption has 2"),
        ({"done": "x" * 59 + "\ny"}, "a line is 1 column too long: a caption has 2 lines of 58"),
        ({"done": "word " * 30}, "a text is 36 columns too long"),
        ({"done": "x" * 60}, "a word is 2 columns too long"),
        ({"done": "x" * 116 + " y"}, "a word is 58 columns too long"),
        ({"done": "\u65e5" * 60}, "a text is 4 columns too long"),
        ({"done": "W" * 58}, r"caption done: the text is \d+ px too wide"),
        ({3: "x"}, 'got 3$'),
        ({"done": 3}, 'got 3$'),
        (["x"], "captions must be texts by the names of pictures"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused_in_one_line(trace, captions, message):
    with pytest.raises(kmanim.InputError, match=message) as refused:
        told(trace, captions)
    assert "\n" not in str(refused.value)


def test_a_round_that_goes_by_is_named_with_where_it_goes_by(trace):
    with pytest.raises(
        kmanim.InputError, match=r"3\.update has no picture of its own .* goes by under 2-3\.forward"
    ):
        told(trace, {"3.update": "x"}, max_seconds=10)


def test_long_texts_are_broken_evenly_and_wide_signs_anywhere(trace):
    text = "W is {W} now that the centres have moved to {centroid_1_weight} kg and {centroid_2_weight} kg"
    first, second = told(trace, {"1.update": text}).timeline.keyframes[5].caption
    assert abs(len(first) - len(second)) <= 8
    assert told(trace, {"done": "a\nb"}).timeline.keyframes[-1].caption == ("a", "b")
    assert told(trace, {"done": "漢" * 40}).timeline.keyframes[-1].caption == ("漢" * 20, "漢" * 20)


def test_names_that_run_to_the_left_are_set_apart():
    assert runs_isolated("الرياض: 430 to 1") == f"{BEGIN}الرياض{END}: 430 to 1"
    assert (
        runs_isolated("To مكة الرياض and then جدة.") == f"To {BEGIN}مكة الرياض{END} and then {BEGIN}جدة{END}."
    )
    assert runs_isolated("كل نقطة تنضم إلى أقرب مركز k") == f"{BEGIN}كل نقطة تنضم إلى أقرب مركز k{END}"
    assert runs_isolated("plain") == "plain"


def test_pictures_stand_as_long_as_own_words_take_to_read(trace):
    film = kmanim.animate(trace, max_seconds=300)
    place = film.caption_keys.index("2.update")
    long = "word " * 16 + "end."
    for text in ("Up.", long.strip()):
        own = told(trace, {"2.update": text}, max_seconds=300).timeline.keyframes[place]
        lead = sum(tween.duration_ms for tween in own.lead_in if tween.kind != "recolour")
        assert own.hold_ms == max(1500, reading_ms(text) - lead)
    assert told(trace, {"2.update": long}, max_seconds=300).duration_ms > film.duration_ms
    assert told(trace, dict.fromkeys(KEYS, long)).duration_ms <= 45_000


def test_places_are_those_of_the_film_and_names_hold_for_the_steps_too(trace):
    loop, walk = (
        kmanim.animate(trace, profile=profile).timeline.keyframes for profile in ("loop", "walkthrough")
    )
    shares = shared_out({"1": "Go.", "data": "All.", "last": "End."}, [loop, walk])
    assert shares == [{"1": "Go.", "last": "End."}, {"starts": "Go.", "data": "All.", "last": "End."}]
    with pytest.raises(kmanim.InputError, match="caption 12: there is no picture 12"):
        shared_out({"12": "x"}, [loop, walk])
    with pytest.raises(kmanim.InputError, match="starts has another one"):
        shared_out({"1": "x", "starts": "y"}, [loop, walk])


@given(st.text(max_size=40))
def test_text_is_literal_once_its_braces_are_doubled(text):
    assert filled(text.replace("{", "{{").replace("}", "}}"), {}) == text


def test_values_with_braces_are_not_read_again():
    assert filled("{a}{b}", {"a": "{b}", "b": "x"}) == "{b}x"


def test_fields_are_columns_of_the_table(trace):
    row = trace.table()[3]
    assert set(row) <= set(fields_of(trace, 3))


def test_the_command_takes_them_for_the_film_its_steps_and_the_pages(tmp_path, capsys):
    words = ["mtcars", "--k", "2", "--runs", "2", *SMALL, "--format", "html", "--out", str(tmp_path / "o")]
    own = ["--caption", "-1={rows} cars parted in {k}.", "--caption", "data=Only $x$ <b>."]
    assert main([*words, *own]) == 0, capsys.readouterr().err
    folder = tmp_path / "o"
    page = (folder / "index.html").read_text("utf-8")
    assert "32 cars parted in 2." in page
    assert "Only $x$ &lt;b&gt;." in page
    films = [(folder / f"run-0{run}.html").read_text("utf-8") for run in (1, 2)]
    assert sum("32 cars parted in 2." in film for film in films) == 1  # of the run that is picked
    steps = (folder / "post.md").read_text("utf-8")
    assert "32 cars parted in 2." in steps


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["x"], "--caption must be a picture and its words"),
        (["=x"], "--caption must be"),
        (["done="], "--caption must be"),
        (["9.swap=x"], "caption 9.swap: no picture of this film '9.swap'; known: data"),
        (["done={x}"], "caption done: no field {x}; there are k"),
        (["done=a", "done=b"], "--caption: done is given twice"),
    ],
)
def test_the_command_refuses_in_one_line(tmp_path, capsys, words, message):
    options = [word for text in words for word in ("--caption", text)]
    assert main(["mtcars", *SMALL, *options, "--out", str(tmp_path / "o")]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert message in last
    assert not (tmp_path / "o").exists()
