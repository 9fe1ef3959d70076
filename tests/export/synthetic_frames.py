"""Small films to write, and ways to read them back that know nothing of kmanim."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence

from kmanim.frame import Frame

WIDTH, HEIGHT = 60, 40


def blank(colour=(255, 255, 255, 255), width=WIDTH, height=HEIGHT):
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[:] = colour
    return pixels


def square_film(steps=6):
    """A square that moves over paper: few colours, every picture differs from the one before."""
    for step in range(steps):
        pixels = blank()
        pixels[5 + step : 15 + step, 4 + 3 * step : 14 + 3 * step] = (213, 94, 0, 255)
        pixels[-3:, : (step + 1) * WIDTH // steps] = (34, 34, 34, 255)
        yield Frame(pixels, 100 * (step + 2), keyframe=step)


def colourful_film(steps=5, seed=1, colours=900):
    """Blobs with soft edges: more colours than a palette holds, most pixels of few of them."""
    rng = np.random.default_rng(seed)
    table = np.full((colours, 4), 255, np.uint8)
    table[:, :3] = rng.integers(0, 256, (colours, 3))
    for step in range(steps):
        pixels = blank()
        at = rng.integers(0, HEIGHT * WIDTH, 300)
        pixels.reshape(-1, 4)[at] = table[rng.integers(0, colours, 300)]
        pixels[10:20, 10 + step : 30 + step] = (0, 114, 178, 255)
        yield Frame(pixels, 50 + 10 * step, keyframe=step)


def decoded(path: Path):
    """All pictures of a file as (height, width, 4) arrays with their durations."""
    with Image.open(path) as image:
        return [
            (np.asarray(frame.convert("RGBA")).copy(), round(frame.info.get("duration", 0)))
            for frame in ImageSequence.Iterator(image)
        ]


def psnr(one, other):
    error = np.mean((one[..., :3].astype(float) - other[..., :3].astype(float)) ** 2)
    return np.inf if error == 0 else 10 * np.log10(255**2 / error)


def left_over(folder: Path):
    """Names in a folder that a reader did not ask for."""
    return sorted(p.name for p in folder.rglob("*") if p.name.startswith(".") and p.name != ".kmanim.json")
