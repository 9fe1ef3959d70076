"""Themes of users: what is taken, what suits it, what is refused and in which words."""

from dataclasses import fields, replace
from itertools import combinations

import matplotlib as mpl
import matplotlib.style
import pytest
from figures_pen import drawn_on
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import findfont

import kmanim
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.plot.figures.density import density
from kmanim.plot.pages.sheet import Sheet
from kmanim.plot.render.font_file import font_of
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.colours import ALIKE, apart, as_hex, contrast
from kmanim.plot.style.look import LOOK_OPTIONS, Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT, TextStyle, Theme
from kmanim.simulate.record import run


@pytest.fixture(scope="module")
def cars():
    return run("kmeans", load("mtcars"), k=2, init=((1000, 150), (1500, 150)))


@pytest.mark.parametrize(
    ("colour", "code"),
    [
        ("ivory", "#FFFFF0"),
        ("#abc", "#AABBCC"),
        ("0.5", "#808080"),
        ((1, 1, 0.8), "#FFFFCC"),
        ([1, 1, 1], "#FFFFFF"),
    ],
)
def test_any_colour_of_matplotlib_is_taken(colour, code):
    assert as_hex("paper", colour) == code
    assert Theme(switched=colour, switched_ink="black").switched == code


@pytest.mark.parametrize("colour", ["nocolour", None, 7, "#FFFFFF80", "none", (1, 2, 3), "C99x", True])
def test_what_is_no_colour_names_its_field(colour):
    with pytest.raises(
        InputError, match=r"^theme field paper: .* is no (opaque )?colour; take a name such as 'ivory'"
    ):
        Theme(paper=colour)


def test_what_is_not_given_suits_the_paper():
    assert replace(LIGHT, name="own", grid="", axis="", caption_bar="", progress_rest="") != DARK
    ivory, night = Theme(paper="ivory"), Theme(paper="midnightblue")
    assert (ivory.ink, ivory.halo, ivory.unassigned) == ("#222222", "#FFFFF0", "#767676")
    assert (night.ink, night.halo, night.unassigned) == ("#F2F2F2", "#191970", "#9A9A9A")
    assert kmanim.Theme is Theme


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_on_any_paper_all_can_be_read_or_it_is_refused(rgb):
    paper = "#{:02X}{:02X}{:02X}".format(*rgb)
    try:
        theme = Look(theme=Theme(paper=paper)).style
    except InputError as error:
        assert "paper" in str(error)  # noqa: PT017 - either is right
        return
    assert contrast(theme.ink, paper) >= 4.5
    assert contrast(theme.ink, theme.caption_bar) >= 4.5
    assert contrast(theme.quiet_ink, paper) >= 4.5
    assert min(contrast(one, paper) for one in (theme.old_centroid, theme.unassigned, theme.noise)) >= 3
    drawn = cluster_styles(6, theme)
    assert all(contrast(one.edge or one.colour, paper) >= 3 for one in drawn)
    assert all(apart(one.colour, other.colour) >= ALIKE for one, other in combinations(drawn, 2))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"ink": "gold", "paper": "ivory"}, "theme field ink: #FFD700 on paper #FFFFF0 has a contrast of 1.4:1, and"),
        ({"old_centroid": "#EEEEEE"}, "marks need 3:1; take a darker colour"),
        ({"clusters": "tab10"}, "a palette by name is what colours= of kmanim.Look takes, got 'tab10'"),
        ({"clusters": ()}, "theme field clusters"),
        ({"paper": ""}, "theme field paper: '' is no colour"),
        ({"clusters": ("red", "bleu")}, "theme field clusters, colour 2: 'bleu' is no colour"),
        ({"shapes": ("star",)}, "no shape 'star'"),
        ({"point": -1}, "theme field point: a size from 0 to 200 px is wanted, got -1"),
        ({"font": "Helvetica Nope"}, "this machine has no font 'Helvetica Nope'"),
        ({"font": "Last Resort High-Efficiency"}, "this machine has no font 'Last Resort High-Efficiency'"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_or_is_nothing_is_refused(options, words):
    with pytest.raises(InputError) as told:
        Theme(**options)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("clusters", "words"),
    [
        (
            ("red", "yellow"),
            "theme field clusters, colour 2: #FFFF00 can hardly be told from the yellow of switched",
        ),
        (
            ("white", "blue"),
            "theme field clusters, colour 1: #FFFFFF can hardly be told from the paper, #FFFFFF",
        ),
        (
            ("red", "blue", "grey"),
            "colour 3: #808080 can hardly be told from the grey of old centroids, #767676",
        ),
    ],
)
def test_colours_of_a_theme_are_held_to_what_colours_are(clusters, words):
    with pytest.raises(InputError) as told:
        Look(theme=Theme(clusters=clusters))
    assert words in str(told.value)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["viridis", "plasma", "tab20", "Set2", "hsv", "cividis", "Greys"])
def test_colormaps_give_colours_that_differ_as_they_are_drawn(name, theme):
    style = Look(theme=theme, colours=name).style
    drawn = [one.colour for one in cluster_styles(len(style.clusters), style)]
    assert all(apart(one, other) >= ALIKE for one, other in combinations(drawn, 2))


def test_one_colour_is_a_list_and_a_colormap_may_be_an_object():
    assert Look(colours="teal").style.clusters == ("#008080",)
    assert Look(colours=mpl.colormaps["tab10"]).style.clusters == Look(colours=" tab10 ").style.clusters


def test_colours_of_clusters_are_a_list_or_a_colormap():
    assert Look(colours=["teal", "#884422"]).style.clusters == ("#008080", "#884422")
    assert Look(colours="teal, #884422").style.clusters == ("#008080", "#884422")
    ten = Look(colours="tab10").style.clusters
    assert ten[:4] == ("#1F77B4", "#FF7F0E", "#2CA02C", "#D62728")
    assert "#7F7F7F" not in ten  # the grey of old centroids
    assert "#BCBD22" not in ten  # near the yellow of switched points
    flowing = Look(colours="viridis").style.clusters
    assert len(flowing) > 6
    for one, other in combinations(flowing, 2):
        assert apart(one, other) >= ALIKE


def test_more_clusters_than_colours_get_others_and_never_the_same():
    drawn = [style.colour for style in cluster_styles(12, Look(colours=["teal", "#884422"]).style)]
    assert drawn[:2] == ["#008080", "#884422"]
    assert len(set(drawn)) == 12
    assert all(apart(one, other) >= ALIKE for one in drawn[:2] for other in drawn if other != one)


@pytest.mark.parametrize(
    ("colours", "words"),
    [
        (["red", "blue", "red"], "colours, number 3: red can hardly be told from number 1; take another"),
        (["red", "grey"], "colours, number 2: grey can hardly be told from the grey of old centroids, #767676"),
        (["gold"], "gold can hardly be told from the yellow of switched points, #F0E442"),
        (["white"], "white can hardly be told from the paper, #FFFFFF"),
        (["red", "bleu"], "colours, number 2: 'bleu' is no colour"),
        ("virdis", "did you mean viridis?"),
        ("red;blue", "known are those of matplotlib, such as tab10 and viridis"),
        ([], "a list of colours or the name of a colormap is wanted, got []"),
        (5, "a list of colours or the name of a colormap is wanted, got 5"),
    ],
)  # fmt: skip
def test_colours_that_could_be_taken_for_others_are_refused(colours, words):
    with pytest.raises(InputError) as told:
        Look(colours=colours)
    assert words in str(told.value)


def test_a_look_keeps_colours_and_font_in_its_theme():
    look = Look(theme="dark", colours=["#88CCFF", "#FF8866"], font="serif")
    assert (look.style.name, look.style.font) == ("dark", "serif")
    assert replace(look, width=800).style == look.style
    assert {"colours", "font", "title"} <= set(LOOK_OPTIONS)


def test_letters_are_set_in_the_font_and_what_it_lacks_in_the_house_font():
    plain, own = TextStyle(size=16, colour="#000000"), TextStyle(size=16, colour="#000000", font="monospace")
    assert list(font_of("a", own).get_family())[:2] == ["DejaVu Sans Mono", "DejaVu Sans"]
    assert text_width("iiii", own) == pytest.approx(text_width("mmmm", own))
    assert text_width("iiii", plain) < text_width("iiii", own)


def test_letters_of_figures_are_set_in_the_font():
    assert Sheet(100, Look(font="serif")).style("head").font == "serif"


def test_a_font_may_be_a_file():
    path = findfont("DejaVu Serif")
    assert font_of("a", TextStyle(size=16, colour="#000000", font=path)).get_family()[0] == "DejaVu Serif"
    with pytest.raises(InputError, match=r"there is no file nothing\.ttf"):
        Look(font="nothing.ttf")


def test_a_file_that_is_no_font_is_refused(tmp_path):
    path = tmp_path / "x.ttf"
    path.write_text("no font")
    with pytest.raises(InputError, match="cannot be read as a font"):
        Look(font=str(path))


def test_a_title_is_literal_and_stands_for_the_subject(cars):
    drawn = drawn_on(density(cars, look=Look(title="$My$ <cars> _1")))
    assert "$My$ <cars> _1" in drawn.said()
    assert not any("k-means, k = 2" in text for text in drawn.said())
    with pytest.raises(InputError, match="title must be a text, got 5"):
        Look(title=5)


def test_settings_become_a_theme():
    dark = Theme.from_rcparams("dark_background")
    assert (dark.paper, dark.ink) == ("#000000", "#FFFFFF")
    assert dark.clusters[0] == "#8DD3C7"
    with mpl.rc_context({"figure.facecolor": "ivory", "text.color": "navy", "font.family": "serif"}):
        mine = dict(mpl.rcParams)
        own = Theme.from_rcparams()
        assert dict(mpl.rcParams) == mine
    assert (own.paper, own.ink, own.font) == ("#FFFFF0", "#000080", "DejaVu Serif")
    assert Theme.from_rcparams("ggplot", paper="ivory").paper == "#FFFFF0"
    with pytest.raises(InputError, match="no style sheet 'gplot'"):
        Theme.from_rcparams("gplot")


@pytest.mark.parametrize(
    "settings",
    [{"figure.facecolor": "nope"}, {"no.such": 1}, {"axes.prop_cycle": "x"}, {"text.color": "auto"}],
)
def test_settings_that_matplotlib_refuses_are_one_line(settings):
    with pytest.raises(InputError, match=r"^matplotlib does not take these settings: ") as told:
        Theme.from_rcparams(settings)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", [name for name in mpl.style.library if not name.startswith("_")])
def test_every_style_sheet_is_a_theme(name):
    theme = Look(theme=Theme.from_rcparams(name)).style
    assert contrast(theme.ink, theme.paper) >= 4.5


def test_every_colour_is_known_to_palettes_of_films():
    named = [getattr(DARK, field.name) for field in fields(Theme) if field.type == "str"]
    assert {value for value in named if value.startswith("#")} <= set(DARK.colours)
