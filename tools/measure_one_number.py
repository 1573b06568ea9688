"""Train networks that say a digit as one number, and others with ten outputs, behind no, one or two layers.

    COMPANION_DATA=folder python tools/measure_one_number.py

adds the runs that are missing to `companion/data/one_number.csv`, which the chapter on one-hot encoding
reads. Ten outputs learn with the squared error, as the one number does, or with softmax and its loss. Each
network learns from 10,000 digits of all of MNIST, or from the sample, in 5 epochs; those behind two layers in
40, too. Stored are the share of the kept-back digits that it reads rightly, and the share of the real 4s and
9s that it reads as something between. It may be stopped, and goes on.
"""

import argparse
from pathlib import Path

import environment  # noqa: F401
import numpy as np
from measure_capacity import add_missing

from companion.datasets import keep_back, to_vectors

RESULTS = Path(__file__).parent.parent / "companion" / "data" / "one_number.csv"
SEEDS = 8
NAMES = "mnist", "layers", "outputs", "loss", "epochs", "seed", "right", "between"
SQUARED, SOFTMAX = "mean_squared_error", "sparse_categorical_crossentropy"


def measure(x_train, y_train, layers, outputs, loss, epochs, seed):
    """Return, in a list, the share of digits read rightly and the share of 4s and 9s read as 5 to 8."""
    import keras

    (x, y), (x_kept, y_kept) = keep_back(to_vectors(x_train), y_train)
    targets = np.eye(10, dtype="float32")[y] if loss == SQUARED and outputs > 1 else y
    keras.utils.set_random_seed(seed)
    hidden = [keras.layers.Dense(128, "relu") for _ in range(layers)]
    model = keras.Sequential(
        [*hidden, keras.layers.Dense(outputs, "softmax" if loss == SOFTMAX else "linear")]
    )
    model.compile("adam", loss)
    model.fit(x[:10_000], targets[:10_000], epochs=epochs, verbose=0)
    said = model.predict(x_kept, batch_size=1000, verbose=0)
    said = said.argmax(axis=1) if outputs > 1 else said[:, 0].round().clip(0, 9)
    keras.backend.clear_session()
    asked = said[(y_kept == 4) | (y_kept == 9)]
    return [[float(np.mean(said == y_kept)), float(np.mean((asked > 4) & (asked < 9)))]]


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    runs = [
        (name, layers, *kind, epochs, seed)
        for seed in range(SEEDS)
        for layers, epochs in ((0, 5), (1, 5), (2, 5), (2, 40))
        for kind in ((1, SQUARED), (10, SQUARED), (10, SOFTMAX))
        for name in ("all", "sample")
    ]
    add_missing(RESULTS, NAMES, runs, measure)


if __name__ == "__main__":
    main()
