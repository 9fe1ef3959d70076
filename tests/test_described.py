"""Signatures, help and completion show every option; a keyword that there is not is refused with the one that is."""

import inspect
import pydoc
import re
from dataclasses import fields

import pytest

import kmanim
from kmanim.plot.style.look import LOOK_OPTIONS
from kmanim.simulate.parameters._base import option_names
from kmanim.simulate.registry import built_in, parameters_of

CARS = kmanim.load("mtcars")
TRACE = kmanim.run("kmeans", CARS)
RUNNING = (kmanim.run, kmanim.run_many, kmanim.sweep)
FILMING = (kmanim.animate, kmanim.beside_classes, kmanim.side_by_side)


@pytest.mark.parametrize("function", RUNNING, ids=lambda function: function.__name__)
@pytest.mark.parametrize("name", built_in())
def test_every_option_of_every_algorithm_is_in_the_signature_and_in_the_help(function, name):
    kind = parameters_of(name)
    assert set(option_names(kind)) <= set(inspect.signature(function).parameters)
    chapter = re.search(
        rf"``{name}``, {re.escape(kind.title)}\n(.*?)(?:\n\n|\Z)", inspect.getdoc(function), re.DOTALL
    )
    words = " ".join(chapter[1].split())
    for option in fields(kind):
        assert f"``{option.name}`` (" in words
        assert f"default {option.metadata['default_text']}): {option.metadata['help']}" in words


@pytest.mark.parametrize("function", FILMING, ids=lambda function: function.__name__)
def test_films_show_looks_and_what_each_family_can_be_told(function):
    shown = inspect.signature(function).parameters
    assert set(option_names(kmanim.Look)) <= set(shown)
    for name in built_in():
        kind = parameters_of(name)
        told = () if function is kmanim.side_by_side else (kind.story_options,)
        for options in (*told, kind.scene_options):
            assert set(option_names(options)) <= set(shown)
            for option in fields(options):
                assert f"``{option.name}`` (" in function.__doc__
    # In Python rows count from 0, on the command line from 1.
    assert ("number from 0" in function.__doc__) == (function is not kmanim.side_by_side)
    assert "from 1" not in function.__doc__


def test_what_is_offered_beside_each_other_is_taken():
    offered = inspect.signature(kmanim.side_by_side).parameters
    assert "explain" not in offered
    with pytest.raises(kmanim.InputError, match="no option of a film 'explain'"):
        kmanim.side_by_side([TRACE, TRACE], explain=0)


@pytest.mark.parametrize("function", [kmanim.animate, kmanim.animate_sweep, kmanim.side_by_side])
def test_every_choice_of_a_look_is_in_the_signature(function):
    assert set(LOOK_OPTIONS) <= set(inspect.signature(function).parameters)


@pytest.mark.parametrize("function", [*RUNNING, *FILMING, kmanim.animate_sweep], ids=lambda f: f.__name__)
def test_a_signature_keeps_what_it_had_and_help_its_chapters(function):
    shape = inspect.signature(function)
    *_, last = shape.parameters.values()
    assert last.kind is last.VAR_KEYWORD  # an algorithm from outside has options of its own
    text = pydoc.render_doc(function, renderer=pydoc.plaintext)
    chapters = re.findall(r"^    (\w+)\n    -+$", text, re.MULTILINE)
    order = ["Parameters", "Returns", "Raises", "Notes", "Examples"]
    assert chapters == [chapter for chapter in order if chapter in chapters]
    assert chapters.count("Notes") <= 1
    assert max(map(len, function.__doc__.splitlines())) <= 120


def test_k_is_the_first_that_is_offered():
    assert list(inspect.signature(kmanim.run).parameters)[:6] == [
        "algorithm",
        "data",
        "seed",
        "k",
        "init",
        "max_iter",
    ]
    assert "seed: 'Seed' = 0, k=..., init=..., max_iter=..." in str(inspect.signature(kmanim.run))


def test_asking_twice_says_it_once():
    vars(kmanim).pop("sweep")
    assert kmanim.sweep.__doc__.count("Notes\n") == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: kmanim.run("kmeans", CARS, n_clusters=2),
            "no option of kmeans 'n_clusters'; known: k, .* mean k[?]",
        ),
        (lambda: kmanim.run("em", CARS, n_components=2), "did you mean k[?]"),
        (lambda: kmanim.run("kmeans", CARS, random_state=2), "did you mean seed[?]"),
        (lambda: kmanim.run("kmeans", CARS, n_init=2), "seed; kmanim.run_many runs it several times"),
        (lambda: kmanim.run_many("kmeans", CARS, n_init=2), "did you mean runs[?]"),
        (lambda: kmanim.run("kmeans", CARS, max_itr=2), "did you mean max_iter[?]"),
        (lambda: kmanim.run("em", CARS, covariance_type="full"), "did you mean covariance[?]"),
        (lambda: kmanim.run("kmeans", CARS, damping=0.9), "seed; affinity_propagation has it"),
        (lambda: kmanim.run("kmeans", CARS, min_samples=5), "seed; dbscan has it"),
        (lambda: kmanim.run("dbscan", CARS, n_clusters=5), "known: eps, min_samples, order or seed"),
        (
            lambda: kmanim.run("kmeans", CARS, panel="none"),
            r"films have it: kmanim.animate\(trace, panel=...\)",
        ),
        (
            lambda: kmanim.run("kmeans", CARS, theme="dark"),
            r"films have it: kmanim.animate\(trace, theme=...\)",
        ),
        (lambda: kmanim.choose_k(CARS, n_clusters=3), "did you mean ks[?]"),
        (lambda: kmanim.choose_k(CARS, k=3), "did you mean ks[?]"),
        (lambda: kmanim.choose_mixture(CARS, covariance="full"), "did you mean covariances[?]"),
        (lambda: kmanim.sweep("dbscan", CARS, epsilon=[1, 2]), "did you mean eps[?]"),
        (lambda: kmanim.compare_inits("kmeans", CARS, [2], 2, k=3), "did you mean ks[?]"),
        (lambda: kmanim.compare_algorithms(["kmeans"], ["moons"], seeds=1), "did you mean seed[?]"),
        (lambda: kmanim.animate(TRACE, profil="loop"), "did you mean profile[?]"),
        (lambda: kmanim.animate(TRACE, speed=2), "did you mean pace[?]"),
        (lambda: kmanim.side_by_side([TRACE, TRACE], titels=["a", "b"]), "did you mean titles[?]"),
        (lambda: kmanim.load("mtcars", coloumns="mpg"), "no option of load 'coloumns'; .* mean columns[?]"),
        (lambda: kmanim.load("mtcars", sep=";"), "did you mean delimiter[?]"),
        (lambda: kmanim.animate(TRACE).save("film.gif", colors=3), "did you mean max_colours[?]"),
        (lambda: kmanim.animate(TRACE).save("film.gif", colours=3), "did you mean max_colours[?]"),
        (lambda: kmanim.density(TRACE, themes="dark"), "no option of density 'themes'; known: look"),
        (lambda: kmanim.density(TRACE, theme="dark"), "did you mean look[?]"),
        (lambda: kmanim.Look(them="dark"), "no choice of a Look 'them'; known: .* mean theme[?]"),
        (lambda: kmanim.Look(theme="Dark"), "did you mean dark[?]"),
        (lambda: kmanim.run("gmm", CARS), "did you mean em[?]"),
        (lambda: kmanim.run("Agglomerative", CARS), "did you mean hierarchical[?]"),
        (lambda: kmanim.load("mtcars", scale="standard"), "did you mean zscore[?]"),
        (
            lambda: kmanim.run(CARS, "kmeans"),
            "the name of an algorithm comes first, then the data; got Dataset",
        ),
        (lambda: kmanim.save_trace(TRACE, "run.json", paht=1), "no option of save_trace 'paht'"),
    ],
)
def test_a_keyword_that_there_is_not_is_refused_in_one_line(call, message):
    with pytest.raises(kmanim.InputError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_what_is_given_by_position_is_not_offered():
    with pytest.raises(
        kmanim.InputError, match=r"no option of which_k 'kk'; known: k(, ax)? or look; did you mean k"
    ):
        kmanim.which_k(kmanim.choose_k(CARS, range(1, 3), runs=1, references=2), kk=2)
