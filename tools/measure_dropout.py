"""Train pairs of networks on 1,000 digits, without and with dropout, and store how each reads 2,000 others.

    COMPANION_DATA=folder python tools/measure_dropout.py

adds the pairs that are missing to `companion/data/dropout.csv`, which the chapter on dropout reads: one line
for each epoch of each training. The two of a pair have the same digits, the same first weights and the same
seed. Pairs draw their digits from all of MNIST, and from the sample. It may be stopped, and goes on.
"""

import argparse
from pathlib import Path

import environment  # noqa: F401
import numpy as np
from measure_capacity import add_missing

from companion.datasets import keep_back, to_vectors
from companion.models import build_mlp

RESULTS = Path(__file__).parent.parent / "companion" / "data" / "dropout.csv"
PAIRS, DIGITS, VALIDATION, EPOCHS, RATE = 20, 1000, 2000, 40, 0.45
NAMES = "mnist", "pair", "rate", "epoch", "loss", "accuracy"


def measure(x_train, y_train, pair, rate):
    """Return each epoch's number, validation loss and validation accuracy."""
    import keras

    (x, y), _ = keep_back(x_train, y_train)
    chosen = np.random.default_rng(pair).permutation(len(x))
    x, y = to_vectors(x[chosen[: DIGITS + VALIDATION]]), y[chosen[: DIGITS + VALIDATION]]
    model = build_mlp([256, 256], rate=rate, seed=pair)
    model.set_weights(build_mlp([256, 256], seed=pair).get_weights())
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    keras.utils.set_random_seed(pair)
    history = model.fit(
        x[:DIGITS],
        y[:DIGITS],
        epochs=EPOCHS,
        batch_size=128,
        validation_data=(x[DIGITS:], y[DIGITS:]),
        validation_batch_size=VALIDATION,
        verbose=0,
    ).history
    keras.backend.clear_session()
    return list(zip(range(1, EPOCHS + 1), history["val_loss"], history["val_accuracy"], strict=True))


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    runs = [(name, pair, rate) for pair in range(PAIRS) for name in ("all", "sample") for rate in (0.0, RATE)]
    add_missing(RESULTS, NAMES, runs, measure)


if __name__ == "__main__":
    main()
