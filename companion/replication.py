"""A published table, trained again: what is run, how, and how the results are read.

`python tools/replicate.py` runs the plan and keeps the results.
"""

import contextlib
import io
import itertools
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from companion.datasets import load_mnist, to_vectors
from companion.models import build_mlp
from companion.training import train

RESULTS = Path(__file__).parent / "data" / "replication.csv"
PILOT = RESULTS.with_name("replication_pilot.csv")  # the first runs, whose rows shared their seeds


class Row(NamedTuple):
    """A row of the published table; accuracies in percent."""

    layers: str
    regularizer: str
    strength: float
    optimizer: str
    activation: str
    train_accuracy: float
    test_accuracy: float


# R. Atienza, Advanced Deep Learning with TensorFlow 2 and Keras, 2nd edition (2020), Table 1.3.2.
TABLE = [
    Row("256-256-256", "none", 0, "SGD", "linear", 93.65, 92.5),
    Row("256-256-256", "L2", 0.001, "SGD", "relu", 99.35, 98.0),
    Row("256-256-256", "L2", 0.01, "SGD", "relu", 96.90, 96.7),
    Row("256-256-256", "none", 0, "SGD", "relu", 99.93, 98.0),
    Row("256-256-256", "Dropout", 0.4, "SGD", "relu", 98.23, 98.1),
    Row("256-256-256", "Dropout", 0.45, "SGD", "relu", 98.07, 98.1),
    Row("256-256-256", "Dropout", 0.5, "SGD", "relu", 97.68, 98.1),
    Row("256-256-256", "Dropout", 0.6, "SGD", "relu", 97.11, 97.9),
    Row("256-512-256", "Dropout", 0.45, "SGD", "relu", 98.21, 98.2),
    Row("512-512-512", "Dropout", 0.2, "SGD", "relu", 99.45, 98.3),
    Row("512-512-512", "Dropout", 0.4, "SGD", "relu", 98.95, 98.3),
    Row("512-1024-512", "Dropout", 0.45, "SGD", "relu", 98.90, 98.2),
    Row("1024-1024-1024", "Dropout", 0.4, "SGD", "relu", 99.37, 98.3),
    Row("256-256-256", "Dropout", 0.6, "Adam", "relu", 98.64, 98.2),
    Row("256-256-256", "Dropout", 0.55, "Adam", "relu", 99.02, 98.3),
    Row("256-256-256", "Dropout", 0.45, "Adam", "relu", 99.39, 98.5),
    Row("256-256-256", "Dropout", 0.45, "RMSprop", "relu", 98.75, 98.1),
    Row("128-128-128", "Dropout", 0.45, "Adam", "relu", 98.70, 97.7),
]
DEFAULT_RATES = {"SGD": 0.01, "Adam": 0.001, "RMSprop": 0.001}  # of Keras 3


class Run(NamedTuple):
    """One training: what identifies it in the file of results."""

    row: int  # 1 to 18, as in TABLE
    hidden_layers: int  # 2 as in the source's listing, 3 as its labels say
    learning_rate: float
    train_size: int
    validation_size: int  # taken from the end of the training digits
    seed: int
    epochs: int


def plan(digits=60_000, *, rows=range(1, 19), seeds=6, epochs=20):
    """List the runs of the replication: first one of every cell of the table, then a second, and so on.

    | hidden layers | learning rate | validation digits | seeds |
    |---|---|---|---|
    | 2, as in the source's listing, and 3, as its labels say | Keras's default | 0 | 6 |
    | 2 and 3 | 0.1 for SGD | 0 | 6 |
    | 2 | 0.1 for SGD, otherwise the default | a twelfth | 3, and 3 in the pilot |

    Runs without validation digits, which are compared with the outside, share no seed. The others, which
    are compared with each other, share theirs.

    Args:
        digits: int, the number of training digits there are.
        rows: the rows of `TABLE` to run, counted from 1.
        seeds: int, so many seeds each.
        epochs: int.

    Returns:
        list of `Run`, each once.

    Example:
        >>> runs = plan()
        >>> len(runs), runs[0].row, runs[0].learning_rate, runs[0].seed
        (426, 1, 0.01, 1200)
    """
    runs, compared = [], []
    for k, row, layers, fast in itertools.product(range(seeds), rows, (2, 3), (False, True)):
        sgd = TABLE[row - 1].optimizer == "SGD"
        rate = 0.1 if fast else DEFAULT_RATES[TABLE[row - 1].optimizer]
        if sgd or not fast:
            runs.append(Run(row, layers, rate, digits, 0, 1000 * row + 100 * layers + 10 * fast + k, epochs))
        if layers == 2 and sgd == fast and k >= 3:  # the pilot has seeds 0 to 2
            compared.append(Run(row, 2, rate, digits - digits // 12, digits // 12, k, epochs))
    return runs + compared


def build(run):
    """Build and compile the network of a run.

    Args:
        run: `Run`.

    Returns:
        a compiled `keras.Sequential`.

    Example:
        >>> build(Run(16, 2, 0.001, 60_000, 0, seed=0, epochs=20)).count_params()
        269322
    """
    import keras

    row = TABLE[run.row - 1]
    model = build_mlp(
        [int(units) for units in row.layers.split("-")][: run.hidden_layers],
        rate=row.strength if row.regularizer == "Dropout" else 0,
        kernel_regularizer=keras.regularizers.L2(row.strength) if row.regularizer == "L2" else None,
        activation=row.activation,
        seed=run.seed,
    )
    optimizer = getattr(keras.optimizers, row.optimizer)(run.learning_rate)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train_one(run):
    """Train one network of the table and measure it.

    Args:
        run: `Run`.

    Returns:
        dict of the run's fields and of what was measured: `running_accuracy`, as fit reports it during the
        last epoch, with dropout; `train_accuracy`, `validation_accuracy` (nan without validation digits) and
        `test_accuracy`, afterwards and without dropout, as fractions; `seconds`.

    Raises:
        ValueError: if the digits found here are not as many as the run wants.

    Example:
        >>> result = train_one(Run(1, 2, 0.01, 10, 0, seed=0, epochs=1))
        Traceback (most recent call last):
        ValueError: this run wants 10 training digits, but load_mnist finds ...
    """
    (x, y), (x_test, y_test) = load_mnist()
    if run.train_size + run.validation_size != len(x):
        raise ValueError(
            f"this run wants {run.train_size + run.validation_size} training digits, but load_mnist "
            f"finds {len(x)}. Set COMPANION_DATA to the folder of the same mnist.npz everywhere."
        )
    parts = {
        "train": (to_vectors(x[: run.train_size]), y[: run.train_size]),
        "validation": (to_vectors(x[run.train_size :]), y[run.train_size :]),
        "test": (to_vectors(x_test), y_test),
    }
    model = build(run)
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):  # the bar of a single run
        history = train(model, *parts["train"], epochs=run.epochs, seed=run.seed).history
    seconds = time.perf_counter() - start

    def accuracy(images, labels):
        if not len(labels):
            return np.nan
        return np.mean(model.predict(images, batch_size=1000, verbose=0).argmax(axis=1) == labels).item()

    measured = {f"{name}_accuracy": accuracy(*part) for name, part in parts.items()}
    return {**run._asdict(), "running_accuracy": history["accuracy"][-1], **measured, "seconds": seconds}


def read_results(path=RESULTS):
    """Read a file of results.

    Args:
        path: the CSV file; by default, the one that comes with the package.

    Returns:
        structured array of shape `(runs,)`, with a field for each column of the file: what `train_one`
        returns, then the versions, the machine and the commit. Accuracies are fractions.

    Raises:
        ValueError: from NumPy, if a line has not as many values as the first; the message numbers it.

    Example:
        >>> results = read_results(PILOT)
        >>> sorted(set(results["row"].tolist())) == list(range(1, 19))
        True
    """
    results = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8", comments=None)
    return np.atleast_1d(results)  # NumPy gives a single line no axis
