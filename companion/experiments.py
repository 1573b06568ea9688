"""What the book's long experiments run, and their results: a published table repeated, and regularisation.

`python tools/run_experiments.py` plans the runs and keeps the results; here is how one of them is trained.
"""

import contextlib
import io
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from companion.datasets import load_mnist, to_vectors
from companion.models import build_mlp
from companion.training import train

DATA = Path(__file__).parent / "data"
PUBLISHED = DATA / "published.csv"  # the table; accuracies in percent
PILOT = DATA / "replication_pilot.csv"  # first runs of it, whose rows shared their seeds
REPLICATION = DATA / "replication.csv"
REGULARISATION = DATA / "regularisation.csv"


class Run(NamedTuple):
    """One training: all that decides it. Each field is a column of a file of results."""

    row: int  # 1 to 18, as in the published table; 0 if it is none of them
    layers: str  # the sizes of the hidden layers, such as "256-256"
    regularizer: str  # "none", "L1", "L2", "Dropout", "batch normalisation" or "early stopping"
    strength: float  # its factor or rate; for AdamW, the weight decay
    optimizer: str
    learning_rate: float
    activation: str
    first: int  # of the training digits
    train_size: int
    validation_size: int  # taken from the end of the training digits
    seed: int
    epochs: int


def build(run):
    """Build and compile the network of a run.

    Args:
        run: `Run`.

    Returns:
        a compiled `keras.Sequential`.

    Example:
        >>> run = Run(16, "256-256", "Dropout", 0.45, "Adam", 0.001, "relu", 0, 60_000, 0, seed=0, epochs=20)
        >>> build(run).count_params()
        269322
    """
    import keras

    penalty = run.regularizer in ("L1", "L2")
    model = build_mlp(
        [int(units) for units in run.layers.split("-")],
        rate=run.strength if run.regularizer == "Dropout" else 0,
        kernel_regularizer=getattr(keras.regularizers, run.regularizer)(run.strength) if penalty else None,
        activation=run.activation,
        batch_normalization=run.regularizer == "batch normalisation",
        seed=run.seed,
    )
    decay = {"weight_decay": run.strength} if run.optimizer == "AdamW" else {}
    optimizer = getattr(keras.optimizers, run.optimizer)(run.learning_rate, **decay)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train_one(run):
    """Train one network and measure it.

    With `"early stopping"`, the weights are those of the epoch with the lowest validation loss.

    Args:
        run: `Run`.

    Returns:
        dict of the run's fields and of what was measured: `running_accuracy`, as fit reports it during the
        last epoch, with dropout; for the training, validation and test digits, such as `test_accuracy` and
        `test_loss`, the accuracy, a fraction, and the mean cross-entropy without any penalty, both
        afterwards and without dropout (nan without validation digits); `seconds`.

    Raises:
        ValueError: if there are fewer digits than the run wants.

    Example:
        >>> run = Run(18, "128-128", "Dropout", 0.45, "Adam", 0.001, "relu", 0, 70_000, 0, seed=0, epochs=20)
        >>> result = train_one(run)
        Traceback (most recent call last):
        ValueError: this run wants 70,000 training digits, but load_mnist finds ...
    """
    import keras

    (x, y), (x_test, y_test) = load_mnist()
    last, validation = run.first + run.train_size, len(x) - run.validation_size
    if last > validation:
        raise ValueError(
            f"this run wants {last + run.validation_size:,} training digits, but load_mnist finds "
            f"{len(x):,}. Set COMPANION_DATA to the folder of the same mnist.npz everywhere."
        )
    parts = {
        "train": (to_vectors(x[run.first : last]), y[run.first : last]),
        "validation": (to_vectors(x[validation:]), y[validation:]),
        "test": (to_vectors(x_test), y_test),
    }
    model, options = build(run), {}
    if run.regularizer == "early stopping":
        stop = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
        options = {"callbacks": [stop], "validation_data": parts["validation"]}
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):  # the bar of a single run
        history = train(model, *parts["train"], epochs=run.epochs, seed=run.seed, **options).history
    result = {**run._asdict(), "running_accuracy": history["accuracy"][-1]}
    for name, (images, labels) in parts.items():
        p = model.predict(images, batch_size=1000, verbose=0) if len(labels) else np.empty((0, 10))
        right = p.argmax(axis=1) == labels
        losses = -np.log(np.maximum(p[range(len(labels)), labels], 1e-7))  # as Keras limits it
        for kind, values in (f"{name}_accuracy", right), (f"{name}_loss", losses):
            result[kind] = values.mean().item() if len(labels) else np.nan
    return {**result, "seconds": time.perf_counter() - start}


def read_results(path):
    """Read a file of results, or the published table.

    Args:
        path: the CSV file, such as `REPLICATION`.

    Returns:
        structured array of shape `(runs,)`, with a field for each column of the file: what `train_one`
        returns, then the versions, the machine and the commit. Accuracies are fractions. Of `PUBLISHED`,
        a row each, accuracies in percent.

    Raises:
        ValueError: from NumPy, if a line has not as many values as the first; the message numbers it.

    Example:
        >>> table = read_results(PUBLISHED)
        >>> table.shape, float(table["test_accuracy"].max())
        ((18,), 98.5)
    """
    results = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8", comments=None)
    return np.atleast_1d(results)  # NumPy gives a single line no axis


def student_t(df, questions=1):
    """Return how many standard errors a mean of normal values may be away from the truth.

    Args:
        df: degrees of freedom of the standard error, 2 to 10,000.
        questions: number of two-sided intervals that are to hold together, with 95 % (Bonferroni).

    Returns:
        float: quantile 1 - 0.025 / questions of Student's t, integrated numerically.

    Example:
        >>> [round(student_t(df, questions), 2) for df, questions in ((4, 1), (19, 1), (19, 9))]
        [2.78, 2.09, 3.13]
    """
    angles = np.linspace(0, np.pi / 2, 100_001)  # t = sqrt(df) tan(angle) has a density without a tail
    area = np.cumsum(np.cos(angles) ** (df - 1))
    return (np.sqrt(df) * np.tan(np.interp(1 - 0.05 / questions, area / area[-1], angles))).item()


def interval(values, questions=1):
    """Return the interval that holds the expectation of some values, by Student's t.

    Args:
        values: array of shape `(n,)`, independent and about normal, 3 or more.
        questions: number of such intervals that are to hold together, with 95 %.

    Returns:
        tuple of two floats, in the values' unit: mean ± t times the standard error.

    Example:
        >>> [round(end, 2) for end in interval(np.array([0.5, 1.0, 1.5, 2.0]))]
        [0.22, 2.28]
    """
    n = len(values)
    reach = student_t(n - 1, questions) * np.std(values, ddof=1) / np.sqrt(n)
    return (np.mean(values) - reach).item(), (np.mean(values) + reach).item()
