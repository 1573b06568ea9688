"""Train pairs of networks on upright and on turned digits, for the example of a project's report.

    python tools/measure_project.py

writes `book/exercises/turned.csv`: of each training on the sample, which share of the test digits the network
reads when they are turned by so many degrees, left or right. The two of a pair have the same first weights.
"""

import argparse

import environment
import numpy as np
from scipy.ndimage import rotate

from companion.datasets import SAMPLE, to_vectors
from companion.models import build_mlp
from companion.training import train

RESULTS = environment.BOOK / "exercises" / "turned.csv"
UNITS, PAIRS, EPOCHS, MOST, ANGLES = 256, 10, 20, 30, (0, 15, 30, 45)


def turned(images, degrees):
    """Turn each image by its own angle; what comes in from outside is white."""
    pairs = zip(images, degrees, strict=True)
    return np.array([rotate(image, angle, reshape=False, order=1) for image, angle in pairs])


def read_results():
    """Return the accuracies, shape `(angles, 2, pairs)`: of networks that learnt upright, and turned."""
    accuracies = np.loadtxt(RESULTS, delimiter=",", skiprows=1)[:, 3]
    return accuracies.reshape(PAIRS, 2, len(ANGLES)).T


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    with np.load(SAMPLE) as sample:
        x_train, y_train, x_test, y_test = map(sample.get, ("x_train", "y_train", "x_test", "y_test"))
    sides = np.random.default_rng(0).choice([-1, 1], len(x_test))
    tests = {angle: to_vectors(turned(x_test, angle * sides)) for angle in ANGLES}
    lines = ["pair,turned,angle,accuracy"]
    for pair in range(PAIRS):
        degrees = np.random.default_rng(pair).uniform(-MOST, MOST, len(x_train))
        for kind, pictures in enumerate((x_train, turned(x_train, degrees))):
            model = build_mlp([UNITS], seed=pair)
            model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
            train(model, to_vectors(pictures), y_train, epochs=EPOCHS, seed=pair)
            for angle, x in tests.items():
                read = np.mean(model.predict(x, verbose=0).argmax(axis=1) == y_test)
                lines.append(f"{pair},{kind},{angle},{read:.3f}")
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
