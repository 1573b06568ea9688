"""Train pairs of networks on 1,000 digits, without and with dropout, and store how each reads 2,000 others.

    COMPANION_DATA=folder python tools/measure_dropout.py

adds the pairs that are missing to `companion/data/dropout.csv`, which the chapter on dropout reads: one line
for each epoch of each training. The two of a pair have the same digits, the same first weights and the same
seed. Pairs draw their digits from all of MNIST, and from the sample. It may be stopped, and goes on.
"""

import argparse
import csv
import sys
from pathlib import Path

import environment  # noqa: F401
import numpy as np
from tqdm import tqdm

from companion.datasets import SAMPLE, keep_back, load_mnist, to_vectors
from companion.models import build_mlp

RESULTS = Path(__file__).parent.parent / "companion" / "data" / "dropout.csv"
PAIRS, DIGITS, VALIDATION, EPOCHS, RATE = 20, 1000, 2000, 40, 0.45
NAMES = "mnist", "pair", "rate", "epoch", "loss", "accuracy"


def measure(x_train, y_train, pair, rate):
    """Return the validation loss and the validation accuracy after each epoch, two lists."""
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
    return history["val_loss"], history["val_accuracy"]


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    with np.load(SAMPLE) as file:
        training = {"sample": (file["x_train"], file["y_train"])}
    training["all"], _ = load_mnist()
    if len(training["all"][0]) != 60_000:
        sys.exit("This needs all of MNIST: set COMPANION_DATA to a folder that holds mnist.npz.")
    done = set()
    if RESULTS.exists():
        with open(RESULTS, encoding="utf-8", newline="") as file:
            done = {tuple(row[name] for name in NAMES[:3]) for row in csv.DictReader(file)}
    runs = [(name, pair, rate) for pair in range(PAIRS) for name in ("all", "sample") for rate in (0.0, RATE)]
    with open(RESULTS, "a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if not done:
            writer.writerow(NAMES)
        for run in tqdm([run for run in runs if tuple(map(str, run)) not in done], disable=False):
            curves = zip(*measure(*training[run[0]], *run[1:]), strict=True)
            writer.writerows(
                [*run, epoch, f"{loss:.4f}", f"{accuracy:.4f}"]
                for epoch, (loss, accuracy) in enumerate(curves, 1)
            )
            file.flush()


if __name__ == "__main__":
    main()
