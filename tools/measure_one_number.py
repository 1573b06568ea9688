"""Train networks that say a digit as one number, and others with ten outputs, behind no, one or two layers.

    COMPANION_DATA=folder python tools/measure_one_number.py

adds the runs that are missing to `companion/data/one_number.csv`, which the chapter on one-hot encoding
reads. Each network learns from 10,000 digits of all of MNIST, or from the sample, in five epochs. Stored are
the share of the kept-back digits that it reads rightly, and the share of the real 4s and 9s that it reads as
something between. It may be stopped, and goes on.
"""

import argparse
from pathlib import Path

import environment  # noqa: F401
import numpy as np
from measure_capacity import add_missing

from companion.datasets import keep_back, to_vectors

RESULTS = Path(__file__).parent.parent / "companion" / "data" / "one_number.csv"
SEEDS = 8
NAMES = "mnist", "layers", "outputs", "seed", "right", "between"


def measure(x_train, y_train, layers, outputs, seed):
    """Return, in a list, the share of digits read rightly and the share of 4s and 9s read as 5 to 8."""
    import keras

    (x, y), (x_kept, y_kept) = keep_back(to_vectors(x_train), y_train)
    keras.utils.set_random_seed(seed)
    hidden = [keras.layers.Dense(128, "relu") for _ in range(layers)]
    model = keras.Sequential([*hidden, keras.layers.Dense(outputs, "softmax" if outputs > 1 else "linear")])
    model.compile("adam", "sparse_categorical_crossentropy" if outputs > 1 else "mean_squared_error")
    model.fit(x[:10_000], y[:10_000], epochs=5, verbose=0)
    said = model.predict(x_kept, batch_size=1000, verbose=0)
    said = said.argmax(axis=1) if outputs > 1 else said[:, 0].round().clip(0, 9)
    keras.backend.clear_session()
    asked = said[(y_kept == 4) | (y_kept == 9)]
    return [[float(np.mean(said == y_kept)), float(np.mean((asked > 4) & (asked < 9)))]]


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    runs = [
        (name, layers, outputs, seed)
        for seed in range(SEEDS)
        for layers in range(3)
        for outputs in (1, 10)
        for name in ("all", "sample")
    ]
    add_missing(RESULTS, NAMES, runs, measure)


if __name__ == "__main__":
    main()
