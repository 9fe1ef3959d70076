import numpy as np
import pytest

from kmanim.export.formats._palette import Palette
from kmanim.export.reel import pixel_of


def shades(number, seed=0):
    rng = np.random.default_rng(seed)
    colours = np.unique(rng.integers(0, 2**24, number).astype(np.uint32)) | np.uint32(0xFF000000)
    return colours, rng.integers(1, 1000, colours.size)


def test_few_colours_are_all_kept():
    colours, counts = shades(200)
    palette = Palette(colours, counts)
    assert len(palette) == 200
    kept = palette.rgb[palette.indices(colours)]
    np.testing.assert_array_equal(kept, colours.view(np.uint8).reshape(-1, 4)[:, :3])


def test_exact_colours_survive_however_rare():
    colours, counts = shades(5000)
    wanted = ("#123456", "#F0E442")
    colours = np.append(colours, [pixel_of(c) for c in wanted]).astype(np.uint32)
    counts = np.append(counts * 1000, [1, 1])
    palette = Palette(colours, counts, size=16, exact=(*wanted, "#ABCDEF"))
    assert len(palette) == 16
    kept = {tuple(rgb) for rgb in palette.rgb.tolist()}
    assert {(0x12, 0x34, 0x56), (0xF0, 0xE4, 0x42)} <= kept
    assert (0xAB, 0xCD, 0xEF) not in kept, "a colour that does not occur takes no place"


def test_more_exact_colours_than_places():
    colours, counts = shades(40)
    exact = [f"#{c & 255:02X}{c >> 8 & 255:02X}{c >> 16 & 255:02X}" for c in colours.tolist()]
    assert len(Palette(colours, counts, size=8, exact=exact)) == 8


@pytest.mark.parametrize("number", [600, 5000])
def test_maps_to_the_nearest_kept_colour(number):
    colours, counts = shades(number)
    palette = Palette(colours, counts, size=32)
    rgb = colours.view(np.uint8).reshape(-1, 4)[:, :3].astype(int)
    distances = ((rgb[:, None] - palette.rgb.astype(int)) ** 2).sum(-1)
    chosen = palette.indices(colours)
    np.testing.assert_array_equal(distances[np.arange(len(rgb)), chosen], distances.min(1))


def test_beats_taking_the_commonest():
    """Greedy by weighted error, as measured on our films: a far colour is not given up for a shade of white."""
    whites = np.array([pixel_of(f"#FFFF{n:02X}") for n in range(100, 256)], np.uint32)
    rare = np.array([pixel_of("#D55E00")], np.uint32)
    palette = Palette(np.append(whites, rare), np.append(np.full(156, 50), 10), size=8)
    assert [0xD5, 0x5E, 0x00] in palette.rgb.tolist()


@pytest.mark.parametrize("number", [256, 2048, 2049, 30_000])
def test_any_number_of_colours(number):
    colours, counts = shades(number)
    palette = Palette(colours, counts)
    assert len(palette) <= 255
    assert palette.indices(colours).max() < len(palette)
    again = Palette(colours, counts)
    np.testing.assert_array_equal(palette.rgb, again.rgb)


def test_a_common_colour_is_kept_though_a_commoner_one_lies_near():
    """Of tens of thousands of colours, too: a grey that many pixels have must not turn green."""
    rare, _ = shades(30_000)
    near = np.array([pixel_of("#919191"), pixel_of("#85978F")], np.uint32)
    colours = np.append(rare[~np.isin(rare, near)], near).astype(np.uint32)
    counts = np.append(np.full(len(colours) - 2, 2), [4_000, 9_000])
    palette = Palette(colours, counts)
    assert {(0x91, 0x91, 0x91), (0x85, 0x97, 0x8F)} <= {tuple(rgb) for rgb in palette.rgb.tolist()}


def test_kept_colours_are_the_means_of_what_they_stand_for():
    """So they are nearer to it, by weight, than the best colours that occur."""
    rng = np.random.default_rng(5)
    near = (rng.normal(size=(6000, 3)) * 20 + rng.integers(60, 200, (6, 3))[np.arange(6000) % 6]).clip(0, 255)
    colours = np.unique(near.astype(np.uint32) @ np.array([1, 1 << 8, 1 << 16], np.uint32))
    assert colours.size > 4000
    weights = rng.permutation(np.arange(1, colours.size + 1))
    rgb = colours.view(np.uint8).reshape(-1, 4)[:, :3].astype(float)
    palette = Palette(colours, weights, size=32)

    def error(kept):
        return (weights * ((rgb[:, None] - kept) ** 2).sum(-1).min(1)).sum()

    heavy = np.argsort(-weights)[:2048]
    some, weight = rgb[heavy], weights[heavy]
    chosen = [0]  # the rule by hand: again and again the worst by weight
    while len(chosen) < 32:
        apart = ((some[:, None] - some[chosen]) ** 2).sum(-1)
        chosen.append(int((weight * apart.min(1)).argmax()))
    nearest = ((some[:, None] - some[chosen]) ** 2).sum(-1).argmin(1)
    means = [np.average(some[nearest == j], axis=0, weights=weight[nearest == j]) for j in range(32)]
    np.testing.assert_array_equal(palette.rgb, np.rint(means))
    assert error(palette.rgb.astype(float)) < error(some[chosen])
