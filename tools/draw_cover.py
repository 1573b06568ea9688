"""Draw the book's picture: a digit, a network, its ten answers.

    python book/draw_cover.py

The network is trained for a moment on the sample, so the answers are real.
"""

import argparse
import os
import warnings
from itertools import pairwise
from pathlib import Path

os.environ["COMPANION_OFFLINE"] = "1"

from companion import plots
from companion.datasets import load_mnist, to_vectors
from companion.models import build_mlp
from companion.training import train

import matplotlib.pyplot as plt
import numpy as np


def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    warnings.simplefilter("ignore")
    os.environ.pop("COMPANION_DATA", None)
    (x_train, y_train), (x_test, y_test) = load_mnist()
    model = build_mlp([64])
    model.compile("adam", "sparse_categorical_crossentropy")
    train(model, to_vectors(x_train), y_train, epochs=3)
    digit = np.flatnonzero(y_test == 5)[4]
    answers = np.array(model(to_vectors(x_test[digit : digit + 1])))[0]

    plt.rcParams.update(plots.STYLE)
    figure, (left, middle, right) = plt.subplots(
        1, 3, figsize=(9, 3), width_ratios=[3, 4.5, 2]
    )
    left.imshow(x_test[digit], cmap="gray_r", interpolation="none")
    columns = [np.linspace(-1, 1, units) for units in (9, 7, 7, 10)]
    for x, (start, end) in enumerate(pairwise(columns)):
        for y in start:
            for z in end:
                middle.plot([x, x + 1], [y, z], color="#bbbbbb", lw=0.5)
    for x, heights in enumerate(columns):
        middle.plot([x] * len(heights), heights, "o", color=plots.BLUE, ms=8)
    colors = [
        plots.ORANGE if k == answers.argmax() else plots.BLUE
        for k in range(10)
    ]
    right.barh(range(10), np.maximum(answers, 0.01), color=colors)
    right.invert_yaxis()
    right.set(yticks=range(10), xticks=[], xlim=(0, 1))
    right.grid(False)
    right.spines[:].set_visible(False)
    right.tick_params(length=0)
    left.set_axis_off()
    middle.set_axis_off()
    target = Path(__file__).parent / "_static" / "cover.svg"
    figure.savefig(target, metadata={"Date": None})
    print(target)
    figure.set_size_inches(9, 4.725)  # previews of links: 1200 by 630
    figure.savefig(target.with_suffix(".png"), dpi=1200 / 9)


if __name__ == "__main__":
    main()
