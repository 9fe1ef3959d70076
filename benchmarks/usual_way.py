"""What `benchmarks.command` holds kmanim against: a script as one would write it, with pandas, pyplot and imageio.

It clusters the cars from twelve random starts and writes a GIF of each run, with a picture of the start and of every
half-step; there are 64 pictures in all, without in-between ones, and no other figures.

    python benchmarks/usual_way.py mtcars.csv FOLDER
"""

import sys
from pathlib import Path

import imageio.v2 as imageio
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

plt.switch_backend("Agg")
points = pd.read_csv(sys.argv[1])[["weight", "horsepower"]].to_numpy(dtype=float)
folder = Path(sys.argv[2])
rng = np.random.default_rng(33)
colours = np.array(["tab:orange", "tab:blue"])


def picture(title, labels, centres):
    plt.figure(figsize=(6, 4.5), dpi=100)
    plt.scatter(points[:, 0], points[:, 1], c="gray" if labels is None else colours[labels])
    plt.scatter(centres[:, 0], centres[:, 1], c=colours, marker="X", s=200, edgecolors="black")
    plt.title(title)
    plt.xlabel("Weight (kg)")
    plt.ylabel("Horsepower")
    plt.grid(True)
    plt.savefig(folder / "picture.png")
    plt.close()
    return imageio.imread(folder / "picture.png")


for run in range(1, 13):
    centres = rng.uniform(points.min(axis=0), points.max(axis=0), (2, 2))
    pictures, labels = [picture("Two random centres", None, centres)], None
    for iteration in range(1, 100):
        before = labels
        labels = ((points[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        pictures.append(
            picture(f"Iteration {iteration}: every car joins its nearest centre", labels, centres)
        )
        if before is not None and (labels == before).all():
            break
        for k in range(2):
            if (labels == k).any():
                centres[k] = points[labels == k].mean(axis=0)
        pictures.append(picture(f"Iteration {iteration}: centres move", labels, centres))
    imageio.mimsave(folder / f"run-{run:02}.gif", pictures, duration=1000, loop=0)
