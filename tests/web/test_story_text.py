"""Words and numbers of pages are those of films, to the last digit: the same calls in both languages."""

import random
import unicodedata

import numpy as np
from node import asked, needs_node
from odd_texts import SPOKEN, odd_numbers

from kmanim.story.text import marked, numbers, sizes, sums, words

pytestmark = needs_node
PHRASES = marked.Phrase("cluster 1", (0,)), "and", marked.Phrase("2", (1,))
_CALLS = """
import * as marked from "./story/text/marked.js";
import * as names from "./story/text/names.js";
import * as numbers from "./story/text/numbers.js";
import * as sizes from "./story/text/sizes.js";
import * as sums from "./story/text/sums.js";
import * as words from "./story/text/words.js";
const known = { ...marked, ...names, ...numbers, ...sizes, ...sums, ...words,
  written: (span, magnitude, values) => values.map(value => numbers.formatFor(span, magnitude).write(value)),
  apart: (span, values) => {
    const format = numbers.formatFor(span, span).apart(values);
    return values.map(value => format.write(value));
  },
};
answer(given.map(([name, ...parts]) => known[name](...parts)));
"""


def in_page(calls):
    """Give what the modules of pages answer to all of these calls, (name, *arguments) each."""
    return asked(_CALLS, calls)


def compare(calls):
    """Hold the answers of both sides to each other: (name there, function here, arguments)."""
    told = in_page([[name, *given] for name, _, *given in calls])
    for (name, here, *given), there in zip(calls, told, strict=True):
        assert there == here(*given), (name, given)


def test_numbers_have_the_same_digits():
    calls = []
    for value in odd_numbers():
        calls += [("halfUp", numbers.half_up, value, decimals) for decimals in (0, 1, 3)]
        calls += [("powerOfTen", numbers.power_of_ten, value, digits) for digits in (2, 4, 7)]
        calls += [("byItself", numbers.by_itself, value), ("byItself", numbers.by_itself, value, 10_000)]
        if value:
            calls += [("parameterText", parameter_text, value, known) for known in (True, False)]
            calls.append(("decade", numbers.decade, value))
    compare(calls)


def parameter_text(value, is_estimated):
    return numbers.parameter_text(value, is_estimated=is_estimated)


def test_shares_have_the_same_digits():
    values = [abs(value) for value in odd_numbers(400)]
    rng = random.Random(3)
    calls = [("percent", numbers.percent, rng.choice(values), rng.choice(values)) for _ in range(3_000)]
    calls += [("percent", numbers.percent, part, 1000) for part in range(1001)]
    compare(calls)


def test_numbers_of_one_kind_are_written_alike():
    rng = random.Random(5)
    calls = []
    for _ in range(2_000):
        low, span = rng.choice(
            [
                (0.0, 10 ** rng.uniform(-8, 14)),
                (10 ** rng.uniform(-3, 13), 10 ** rng.uniform(-6, 13)),
                (0.2, 0.3 - 0.2),
            ]
        )
        values = [low, low + span, *(low + span * rng.random() for _ in range(4)), span * rng.random() ** 9]
        values += [-values[2], 0.0, float(round(values[3], 2))]
        calls.append(("written", written, span, low + span, values))
        calls.append(("apart", apart, span, values[:2]))
        close = [values[2], values[2] * (1 + 10 ** rng.uniform(-12, -1))]
        calls.append(("apart", apart, span, close))
    calls += [
        ("written", written, span, magnitude, [0.0, 1.5, 1e9])
        for span in (0.0, 3.0)
        for magnitude in (0.0, 7.0)
    ]
    compare(calls)


def written(span, magnitude, values):
    return [numbers.format_for(span, magnitude)(value) for value in values]


def apart(span, values):
    write = numbers.format_for(span, span).apart(values)
    return [write(value) for value in values]


def test_sums_are_written_and_told_alike():
    rng = random.Random(7)
    calls = []
    for _ in range(3_000):
        first = rng.choice([10 ** rng.uniform(-8, 17), float(rng.randrange(10 ** rng.randrange(1, 9)))])
        values = [first, first * rng.choice([rng.random(), 1 - 10 ** rng.uniform(-12, -1), 1.0, 0.0, 1e-15])]
        values += [values[0] * rng.random() for _ in range(rng.randrange(3))]
        values = [float(round(value)) for value in values] if rng.random() < 0.2 else values
        top = rng.choice([0.0, max(values), max(values) * 10 ** rng.uniform(0, 5)])
        calls.append(("inertias", lambda v, t: list(sums.inertias(v, top=t)), values, top))
        calls.append(("change", lambda a, b, t: sums.change([a, b], top=t), *values[:2], top))
    compare(calls)


def test_counts_and_lists_are_told_alike():
    noun = ["car", "cars"]
    calls = []
    for count in [*range(130), 999, 1000, 1_234_567]:
        calls += [("grouped", lambda n: f"{n:,}", count), ("ordinal", words.ordinal, count)]
        calls += [("inWords", words.in_words, count), ("counted", words.counted, count, noun)]
        calls += [("countedBetween", words.between, count, most, noun) for most in (count, count + 1, 5000)]
        calls += [("verb", words.verb, count, "is", "are")]
        calls += [
            ("thousands", numbers.thousands, text) for text in (f"{count}", f"−{count}.25", f"{count}00.5")
        ]
    lists = [list("abcdefg"[:length]) for length in range(8)]
    calls += [("series", words.series, some) for some in lists]
    calls += [("series", words.series, some, "or") for some in lists]
    calls += [("someOf", words.some, some, named) for some in lists[1:] for named in range(1, 8)]
    cased = ["", "weight", "pH", "mRNA level", "iPhone", "Über", "éa", " x", "a", "ßa", "mpg B", "two cars"]
    compare([*calls, *(("sentenceCase", words.sentence_case, text) for text in cased)])


def test_names_are_cut_alike():
    rng = random.Random(11)
    letters = "ab é東\u0301م ש\t👍٣-.\u200d\u2068\u2069"
    texts = SPOKEN + ["".join(rng.choices(letters, k=rng.randrange(1, 40))) for _ in range(1_500)]
    compare([("cut", words.cut, text, limit) for text in texts for limit in (58, 24, 10, 3)])


def test_columns_are_counted_alike_for_letters_of_all_scripts():
    """Signs that one side does not know yet are left out; beyond them one in a thousand may differ."""
    signs = [
        chr(code)
        for code in [*range(0x20, 0xD800), *range(0xE000, 0x20000), 0x20000, 0x2A700]
        if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")
    ]
    told = in_page([["columnsWide", sign] for sign in signs])
    wrong = [sign for sign, there in zip(signs, told, strict=True) if there != words.columns(sign)]
    assert len(wrong) < len(signs) / 1000, [f"{ord(sign):x}" for sign in wrong]


def as_given(caption):
    """A caption as pages have it: lines as they are read and as they are drawn."""
    drawn = marked.drawn_of(caption) or tuple((line,) if line else () for line in caption)
    return {"words": list(caption), "drawn": [list(line) for line in drawn]}


def there(part):
    return part if isinstance(part, str) else {"words": part.words, "drawn": list(part.drawn)}


def test_captions_fit_alike_as_they_are_read_and_drawn():
    rng = random.Random(13)
    asked, answers = [], []
    for _ in range(2_000):
        lines = []
        for _ in range(rng.randrange(1, 4)):
            line = marked.phrase("")
            for _ in range(rng.randrange(1, 5)):
                line += rng.choice(
                    [marked.mark(rng.randrange(9)), "word " * rng.randrange(1, 9), "東京", PHRASES[2]]
                )
            lines.append(line)
        caption = marked.captioned(*lines)
        asked += [
            ["captioned", *map(there, lines)],
            ["fits", as_given(caption)],
            ["firstThatFits", [as_given(caption)]],
        ]
        answers += [as_given(caption), words.fits(caption), as_given(words.first_that_fits([caption]))]
        first, second = lines[0], lines[-1]
        asked.append(["lineOrTwo", there(first), there(second)])
        answers.append(as_given(words.line_or_two(first, second)))
    assert in_page(asked) == answers


def test_phrases_are_joined_and_sizes_marked_alike():
    asked = [["joined", [there(part) for part in PHRASES[:count]], ", ", " and "] for count in range(4)]
    answers = [there(marked.joined(PHRASES[:count], last=" and ")) for count in range(4)]
    for count in (0, 1, 1500):
        asked.append(["markedNoise", count])
        answers.append(there(sizes.marked_noise(count)))
    rng = random.Random(19)
    for _ in range(300):
        counts = [rng.choice([0, 1, 1, 7, 2000]) for _ in range(rng.randrange(1, 9))]
        asked += [["markedSizes", counts, ["car", "cars"]], ["sizesText", counts], ["areAlike", counts]]
        asked.append(["sized", counts, ["car", "cars"]])
        answers.append([there(part) for part in sizes.marked_sizes(counts, ("car", "cars"))])
        answers += [sizes.sizes_text(counts), sizes.alike(counts), sizes.sized(counts, ("car", "cars"))]
    assert in_page(asked) == answers


def test_a_tenth_that_rounding_missed_is_written_as_a_tenth():
    """0.3 - 0.2 is a hair less than 0.1, and a span as good as that."""
    points = np.array([[0.2], [0.3]])
    assert numbers.column_formats(points)[0](0.25) == "0.250"
    assert numbers.decade(0.3 - 0.2) == numbers.decade(0.1) == -1
