"""Train networks of many sizes on 1,000 digits, and store how many digits each reads rightly.

    COMPANION_DATA=folder python tools/measure_capacity.py

adds the runs that are missing to `companion/data/capacity.csv`, which the chapter on a first network reads:
networks with two hidden layers of 4 to 2,048 units, and networks with 1 to 32 hidden layers of 64 units. Each
is trained on 1,000 digits of all of MNIST, and on 1,000 of the sample. `starts.csv`, which the chapter on
backpropagation reads, has 32 hidden layers once more, from Glorot's start and from He's: the same random
weights in the hidden layers, longer by a factor. It may be stopped, and goes on.
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

DATA = Path(__file__).parent.parent / "companion" / "data"
RESULTS, STARTS = DATA / "capacity.csv", DATA / "starts.csv"
SEEDS, DIGITS, EPOCHS, BATCH_SIZE = 8, 1000, 20, 50
# Of hidden layers, and of units in each of them.
SIZES = [(2, 4), (2, 16), (2, 64), (2, 256), (2, 1024), (2, 2048), (1, 64), (4, 64), (16, 64), (32, 64)]
NAMES = "mnist", "layers", "units", "seed", "learnt", "kept"


def measure(x_train, y_train, layers, units, seed, start="glorot"):
    """Return, in a list, the shares of right answers on the 1,000 digits and on those kept back."""
    import keras

    (x, y), (x_kept, y_kept) = keep_back(to_vectors(x_train), y_train)
    keras.utils.set_random_seed(seed)
    model = build_mlp([units] * layers, seed=seed)
    for kernel in model.weights[:-2:2] if start == "he" else []:
        inputs, outputs = kernel.shape  # Glorot's mean square is 2 / (inputs + outputs), He's 2 / inputs
        kernel.assign(kernel * ((inputs + outputs) / inputs) ** 0.5)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x[:DIGITS], y[:DIGITS], epochs=EPOCHS, batch_size=BATCH_SIZE, verbose=0)
    pairs = (x[:DIGITS], y[:DIGITS]), (x_kept, y_kept)
    result = [model.evaluate(*pair, batch_size=1000, verbose=0)[1] for pair in pairs]
    keras.backend.clear_session()
    return [result]


def add_missing(path, names, runs, measure):
    """Add to a CSV file the runs that it lacks, a line for each list of numbers that `measure` returns.

    A run begins with the digits, "all" or "sample"; `measure` takes their images and labels, and its rest.
    """
    with np.load(SAMPLE) as file:
        training = {"sample": (file["x_train"], file["y_train"])}
    training["all"], _ = load_mnist()
    if len(training["all"][0]) != 60_000:
        sys.exit("This needs all of MNIST: set COMPANION_DATA to a folder that holds mnist.npz.")
    add_lines(path, names, runs, lambda name, *rest: measure(*training[name], *rest))


def add_lines(path, names, runs, measure):
    """Add to a CSV file the runs that it lacks, a line for each list that `measure(*run)` returns."""
    done = set()
    if path.exists():
        with open(path, encoding="utf-8", newline="") as file:
            done = {tuple(row[name] for name in names[: len(runs[0])]) for row in csv.DictReader(file)}
    with open(path, "a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if not done:
            writer.writerow(names)
        for run in tqdm([run for run in runs if tuple(map(str, run)) not in done], disable=False):
            for numbers in measure(*run):
                writer.writerow([*run, *(f"{n:.4f}" if isinstance(n, float) else n for n in numbers)])
            file.flush()


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    runs = [(name, *size, seed) for seed in range(SEEDS) for size in SIZES for name in ("all", "sample")]
    add_missing(RESULTS, NAMES, runs, measure)
    runs = [
        (m, 32, 64, seed, start) for seed in range(5) for start in ("glorot", "he") for m in ("all", "sample")
    ]
    add_missing(STARTS, (*NAMES[:4], "start", *NAMES[4:]), runs, measure)


if __name__ == "__main__":
    main()
