"""Draw the book's picture: a digit, a network, its ten answers.

    python tools/draw_cover.py

The network is trained for a moment on the sample, so the answers are real.
"""

import argparse
from itertools import pairwise
from pathlib import Path

import environment  # noqa: F401
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from companion import plots
from companion.datasets import SAMPLE, to_vectors
from companion.models import build_mlp
from companion.training import train

DIGIT = 5
COVER = Path(__file__).parent.parent / "book" / "_static" / "cover.svg"


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    with np.load(SAMPLE) as sample:
        x_test, y_test = sample["x_test"], sample["y_test"]
        model = build_mlp([64])
        model.compile("adam", "sparse_categorical_crossentropy")
        train(model, to_vectors(sample["x_train"]), sample["y_train"], epochs=3)
    digit = np.flatnonzero(y_test == DIGIT)[4]
    answers = np.array(model(to_vectors(x_test[digit : digit + 1])))[0]

    plt.rcParams.update(plots.STYLE)
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(9, 3), width_ratios=[3, 4.5, 2])
    left.imshow(x_test[digit], cmap="gray_r", interpolation="none")
    columns = [np.linspace(-1, 1, units) for units in (9, 7, 7, 10)]
    for x, (start, end) in enumerate(pairwise(columns)):
        for y in start:
            for z in end:
                middle.plot([x, x + 1], [y, z], color="#bbbbbb", lw=0.5)
    for x, heights in enumerate(columns):
        middle.plot([x] * len(heights), heights, "o", color=plots.BLUE, ms=8)
    colors = [plots.ORANGE if k == answers.argmax() else plots.BLUE for k in range(10)]
    right.barh(range(10), np.maximum(answers, 0.01), color=colors)
    right.invert_yaxis()
    right.set(yticks=range(10), xticks=[], xlim=(0, 1))
    right.grid(False)
    right.spines[:].set_visible(False)
    right.tick_params(length=0)
    left.set_axis_off()
    middle.set_axis_off()
    figure.savefig(COVER, metadata={"Date": None})
    print(COVER)
    figure.set_size_inches(9, 4.725)  # previews of links: 1200 by 630
    preview = COVER.with_suffix(".png")
    figure.savefig(preview, dpi=1200 / 9)
    Image.open(preview).convert("RGB").quantize(32).save(preview, optimize=True)


if __name__ == "__main__":
    main()
