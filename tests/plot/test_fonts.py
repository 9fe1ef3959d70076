"""Names in any script: drawn where some font here has their letters, else by number; never a square."""

import logging
import warnings

import numpy as np
import pytest
from figures_pen import drawn_on

import kmanim
from kmanim.command.cli import main
from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.letters import fonts
from kmanim.plot.figures.density import density
from kmanim.plot.render.drawable_text import drawable
from kmanim.plot.render.glyphs import line_coverage
from kmanim.plot.render.text_width import is_plain, text_width
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.record import run
from kmanim.story.contract import facts_of
from kmanim.story.text.numbers import Levels

PLAIN = TextStyle(size=14, colour="#222222")
BOLD = TextStyle(size=14, colour="#222222", bold=True)
CIRCLED = "Ⓐ"  # of the fonts that come with matplotlib, DejaVu Sans lacks it and STIXGeneral has it


@pytest.fixture
def house_font_alone(monkeypatch):
    """A machine with no font but those that come with matplotlib and are sure to lack these scripts."""
    monkeypatch.setattr(fonts, "_families", lambda: ("STIXGeneral",))
    monkeypatch.setattr(fonts, "_found", {})
    for kept in (drawable, is_plain, text_width):
        kept.cache_clear()
    yield
    for kept in (drawable, is_plain, text_width):
        kept.cache_clear()


def foreign_cars():
    data = kmanim.load("mtcars")
    names = ["漢字", "トヨタ Corolla", "🚗 Volvo", CIRCLED, "🚗"]
    return dataset(
        data.points[:5],
        name="cars",
        features=[Feature("身長"), Feature("horsepower")],
        labels=names,
        noun=("car", "cars"),
    )


def test_latin_needs_no_look_at_any_font(monkeypatch):
    monkeypatch.setattr(fonts, "_search", lambda signs: pytest.fail(f"searched for {signs}"))
    drawable.cache_clear()
    assert fonts.spelled("Škoda Übergröße ø 12 %")
    assert fonts.families_for("Škoda") == (fonts.HOUSE_FONT,)
    assert drawable("Škoda Übergröße") == "Škoda Übergröße"


@pytest.mark.usefixtures("house_font_alone")
class TestWithoutAFont:
    def test_axes_of_columns_that_cannot_be_read_say_their_number(self):
        assert foreign_cars().view.titles == ("column 1", "horsepower")
        said = drawn_on(density(run("kmeans", foreign_cars(), k=2))).said()
        assert {"column 1", "horsepower"} <= set(said)

    def test_what_can_be_read_in_a_picture(self):
        read = {
            "漢字": False, "トヨタ Corolla": False, "🚗 Volvo": True, CIRCLED: True, "🚗": False, "🚗 2": False,
            "ＡＢＣ": True, "Ω": True, "": True,
        }  # fmt: skip
        assert {name: fonts.spelled(name) for name in read} == read

    def test_never_a_square(self):
        drawn = {
            "漢字": "…", "トヨタ Corolla": "… Corolla", "🚗 Volvo": "Volvo", "a 漢 b": "a … b", "🚗": "…",
            "ＡＢＣ １": "ABC 1", "x\u200d\ufe0f": "x", CIRCLED: CIRCLED,
        }  # fmt: skip
        assert {text: drawable(text) for text in drawn} == drawn
        assert fonts.lacking(["漢a", "ＡΩ", "漢\u200d"]) == ("漢",)

    def test_a_row_goes_by_its_number_and_so_does_a_column(self):
        facts = facts_of(kmanim.run("kmeans", foreign_cars(), k=2, seed=1))
        assert [facts.name(row) for row in range(5)] == ["car 1", "car 2", "🚗 Volvo", CIRCLED, "car 5"]
        assert facts.opening(0) == "This car"
        assert facts.opening(2) == "🚗 Volvo"
        assert facts.feature(0) == "column 1"
        assert facts.feature(1) == "horsepower"

    def test_a_category_goes_by_its_number(self):
        write = Levels(("no", "漢"))
        assert [write(0), write(1)] == ["no", "category 2"]

    def test_the_data_keep_their_names(self):
        assert foreign_cars().row_name(0) == "漢字"
        trace = kmanim.run("kmeans", foreign_cars(), k=2, seed=1)
        assert trace.dataset.labels[0] == "漢字"

    def test_films_speak_of_no_letters_that_they_cannot_show(self):
        film = kmanim.animate(kmanim.run("kmeans", foreign_cars(), k=2, seed=1), explain=[0])
        said = " ".join(key.text for key in film.timeline.keyframes)
        assert "漢" not in said
        assert "This car" in said


@pytest.mark.usefixtures("house_font_alone")
@pytest.mark.parametrize("style", [PLAIN, BOLD], ids=["regular", "bold"])
def test_a_sign_of_another_font_is_drawn_as_wide_as_it_is_measured(style, caplog):
    """Mixed strings take each sign from the font that has it, in Agg; nothing is warned of, nothing logged."""
    text = f"ab{CIRCLED}cd"
    assert fonts.family_of(CIRCLED) == "STIXGeneral"
    assert fonts.families_for(text) == (fonts.HOUSE_FONT, "STIXGeneral")
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        wide = text_width(text, style)
        ink = line_coverage(text, style, 4.0).ink
    assert wide > text_width("abcd", style) + 5
    assert ink.shape[1] == pytest.approx(4 * wide, abs=4 * 3)
    assert not [record for record in caplog.records if "weight" in record.getMessage()]


@pytest.mark.usefixtures("house_font_alone")
@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_figures_of_lines_have_it_too(tmp_path, suffix):
    data = dataset(np.array([[0.0, 1], [2, 3]]), features=[Feature(f"a {CIRCLED}"), Feature("b 漢")])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kmanim.raw(data).savefig(tmp_path / f"a.{suffix}")
    assert (tmp_path / f"a.{suffix}").stat().st_size > 1000


def test_fonts_that_draw_boxes_or_other_signs_are_not_asked():
    asked = fonts._families()
    assert "STIXGeneral" in asked
    assert not {name for name in asked if fonts._UNFIT.search(name)}
    for name in ("Last Resort High-Efficiency", ".LastResort", "Adobe Blank", "Noto Color Emoji", "cmr10"):
        assert fonts._UNFIT.search(name)
    assert asked == tuple(dict.fromkeys(asked))


def test_what_no_font_has_is_known_after_one_search(monkeypatch):
    opened = []
    monkeypatch.setattr(fonts, "_families", lambda: ("One", "Two"))
    monkeypatch.setattr(fonts, "_found", {})
    monkeypatch.setattr(fonts, "_has", lambda family, sign: opened.append((family, sign)) or False)
    for _ in range(3):
        assert fonts.lacking(["漢"]) == ("漢",)
    assert sorted(opened) == [("One", "漢"), ("Two", "漢")]


@pytest.mark.usefixtures("house_font_alone")
@pytest.mark.parametrize(
    ("file", "heading", "names", "says"),
    [
        ("r.csv", "who,漢,b", "ann bob cat dan", "1 character of the names (漢): columns go by numbers."),
        ("r.csv", "who,a,b", "漢 bob cat dan", "1 character of the names (漢): rows go by numbers."),
        ("漢.csv", "who,a,b", "ann bob cat dan", "1 character of the names (漢): the name of the data is left out."),
        ("漢.csv", "who,字,b", "ann 漢 cat dan", "2 characters of the names (字 漢): the name of the data is left out, "
         "columns go by numbers and rows go by numbers."),
        ("r.csv", "who,🚗 a,b", "ann bob cat dan", "1 character of the names (🚗): names are written without symbols."),
    ],
)  # fmt: skip
def test_the_command_says_what_gives_way_to_what(file, heading, names, says, tmp_path, capsys):
    path = tmp_path / file
    rows = [f"{name},{place},{place * place}" for place, name in enumerate(names.split())]
    path.write_text("\n".join([heading, *rows, ""]), "utf-8")
    assert main([str(path), "--k", "2", "--dry-run", "--out", str(tmp_path / "out")]) == 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "No font" in line]
    assert line == f"kmanim: warning: No font here has {says}"
