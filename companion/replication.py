"""Train every configuration of a published table, several times each, and keep the results.

    python -m companion.replication

Each finished training adds one line to a CSV file. Stop it whenever you like: the next start goes on with
the runs that are not in the file.
"""

import argparse
import concurrent.futures
import contextlib
import csv
import errno
import functools
import io
import itertools
import multiprocessing
import os
import platform
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from companion.backend import import_keras
from companion.datasets import load_mnist, to_vectors
from companion.models import build_mlp
from companion.training import train

RESULTS = Path(__file__).parent / "data" / "replication.csv"


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


# One line of the file of results: what was run, what came out, and where.
COLUMNS = {
    **Run.__annotations__,
    "running_accuracy": float,  # as fit reports it, during the last epoch and with dropout
    "train_accuracy": float,  # afterwards, without dropout
    "validation_accuracy": float,  # nan without validation digits
    "test_accuracy": float,
    "seconds": float,
    "python": str,
    "tensorflow": str,
    "keras": str,
    "numpy": str,
    "machine": str,
    "commit": str,
}


_DTYPE = [(name, "U80" if kind is str else kind) for name, kind in COLUMNS.items()]


def plan(digits=60_000, *, rows=range(1, 19), seeds=5, epochs=20):
    """List the runs of the replication, the most telling first.

    | hidden layers | learning rate | validation digits | seeds |
    |---|---|---|---|
    | 2, as in the source's listing | Keras's default | 0 | 5 |
    | 2 | 0.1 for SGD | 0 | 3 |
    | 3, as the labels say | Keras's default | 0 | 3 |
    | 3 | 0.1 for SGD | 0 | 3 |
    | 2 | 0.1 for SGD, otherwise the default | a twelfth | 3 |

    Args:
        digits: int, the number of training digits there are.
        rows: the rows of `TABLE` to run, counted from 1.
        seeds: int, at most so many seeds each.
        epochs: int.

    Returns:
        list of `Run`, each once.

    Raises:
        ValueError: if a row is not one of the table's, or there are no digits.

    Example:
        >>> runs = plan()
        >>> len(runs), runs[0].row, runs[0].learning_rate
        (276, 1, 0.01)
    """
    rows = list(rows)
    if not set(rows) <= set(range(1, len(TABLE) + 1)) or digits < 1:
        raise ValueError(f"there are rows 1 to {len(TABLE)} and at least one digit, got {rows} and {digits}")
    stages = [(2, None, 0, 5), (2, 0.1, 0, 3), (3, None, 0, 3), (3, 0.1, 0, 3), (2, 0.1, digits // 12, 3)]
    runs = []
    for hidden_layers, sgd_rate, validation, most in stages:
        for seed, row in itertools.product(range(min(seeds, most)), rows):
            optimizer = TABLE[row - 1].optimizer
            rate = sgd_rate if sgd_rate and optimizer == "SGD" else DEFAULT_RATES[optimizer]
            runs.append(Run(row, hidden_layers, rate, digits - validation, validation, seed, epochs))
    return list(dict.fromkeys(runs))  # without a rate for SGD to change, stages repeat


# Keras's seed belongs to the whole process, so the threads of a cluster's worker take turns.
_ONE_AT_A_TIME = threading.Lock()


@functools.cache
def _digits():
    (x_train, y_train), (x_test, y_test) = load_mnist()
    return to_vectors(x_train), y_train, to_vectors(x_test), y_test


def train_one(run):
    """Train one network of the table and measure it.

    Args:
        run: `Run`.

    Returns:
        dict with a value for each of `COLUMNS`.

    Raises:
        ValueError: if the digits found here are not as many as the run wants, or from `build`.

    Example:
        >>> result = train_one(Run(1, 2, 0.01, 10, 0, seed=0, epochs=1))
        Traceback (most recent call last):
        ValueError: this run wants 10 training digits, but load_mnist finds ...
    """
    with _ONE_AT_A_TIME:
        x, y, x_test, y_test = _digits()
        if run.train_size + run.validation_size != len(x):
            raise ValueError(
                f"this run wants {run.train_size + run.validation_size} training digits, but load_mnist "
                f"finds {len(x)}. Set COMPANION_DATA to the folder of the same mnist.npz everywhere."
            )
        model = build(run)
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):  # the bar of a single run
            x_fit, y_fit = x[: run.train_size], y[: run.train_size]
            history = train(model, x_fit, y_fit, epochs=run.epochs, batch_size=128, seed=run.seed).history
        seconds = time.perf_counter() - start

        def accuracy(images, labels):
            if not len(images):
                return float("nan")
            return float(np.mean(model.predict(images, batch_size=1000, verbose=0).argmax(axis=1) == labels))

        return {
            **run._asdict(),
            "running_accuracy": round(history["accuracy"][-1], 6),
            "train_accuracy": round(accuracy(x_fit, y_fit), 6),
            "validation_accuracy": round(accuracy(x[run.train_size :], y[run.train_size :]), 6),
            "test_accuracy": round(accuracy(x_test, y_test), 6),
            "seconds": round(seconds, 1),
            **_circumstances(),
        }


def build(run):
    """Build and compile the network of a run.

    Args:
        run: `Run`.

    Returns:
        a compiled `keras.Sequential`.

    Raises:
        ValueError: if the run names a row that the table lacks, or no hidden layer, digit or epoch.

    Example:
        >>> build(Run(16, 2, 0.001, 60_000, 0, seed=0, epochs=20)).count_params()
        269322
    """
    if not (
        1 <= run.row <= len(TABLE)
        and 1 <= run.hidden_layers <= 3
        and min(run.train_size, run.validation_size + 1, run.epochs) >= 1
    ):
        raise ValueError(f"the table has no such run: {run}")
    keras = import_keras()
    row = TABLE[run.row - 1]
    keras.utils.clear_session()  # of the runs before
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


@functools.cache
def _circumstances():
    import tensorflow

    return {
        "python": platform.python_version(),
        "tensorflow": tensorflow.__version__,
        "keras": import_keras().__version__,
        "numpy": np.__version__,
        "machine": f"{platform.system()} {_processor()}; {os.cpu_count()} cores".replace(",", ";"),
        "commit": _commit(),
    }


def _processor():
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit():
    def git(*arguments):
        folder = Path(__file__).parent
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)

    try:
        if git("ls-files", "--error-unmatch", Path(__file__).name).returncode:
            return "unknown"  # installed somewhere below a repository of the reader's
        commit = git("rev-parse", "--short=10", "HEAD").stdout.strip()
        changed = git("diff", "--quiet", "HEAD", "--", "*.py").returncode
    except OSError:
        commit = ""
    return (commit + "+" * bool(changed)) if commit else "unknown"


def read_results(path=RESULTS):
    """Read a file of results.

    Args:
        path: the CSV file; by default, the one that comes with the package.

    Returns:
        structured array of shape `(runs,)` with a field for each of `COLUMNS`; accuracies are fractions.

    Raises:
        ValueError: if the file has other columns, a line that cannot be read or a run twice. The message
            names the line and the remedy.

    Example:
        >>> results = read_results()
        >>> sorted(set(results["row"].tolist())) == list(range(1, 19))
        True
    """
    return np.array([tuple(line.values()) for line in _read_lines(path)], dtype=_DTYPE)


def _read_lines(path):
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not a file of results, which is text ({error}).") from error
    if text and not text.endswith("\n"):
        raise ValueError(
            f"{path} ends in a half-written line: run python -m companion.replication to mend it."
        )
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = [(reader.line_num, values) for values in reader]
    except csv.Error as error:
        raise ValueError(f"{path}, line {reader.line_num} cannot be read ({error}). Delete it.") from error
    if not rows or rows[0][1] != list(COLUMNS):
        raise ValueError(f"{path} is not a file of results: its first line is not {','.join(COLUMNS)}")
    seen = set()
    for number, values in rows[1:]:
        where = f"{path}, line {number}"
        try:
            line = {name: kind(value) for (name, kind), value in zip(COLUMNS.items(), values, strict=True)}
            np.array(tuple(line.values()), dtype=_DTYPE)  # a number may be too large for it
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{where} cannot be read ({error}). Delete the line to run it again.") from error
        run = _run_of(line)
        if run in seen:
            raise ValueError(f"{where} repeats an earlier one: {run}. Delete one of the two.")
        seen.add(run)
        yield line


def _run_of(line):
    return Run(*(line[name] for name in Run._fields))


def run_missing(runs, path, executor):
    """Train the runs that `path` does not hold yet and append a line for each as it finishes.

    Args:
        runs: list of `Run`.
        path: the CSV file, str or `Path`; made if it is missing. A half-written last line is removed first.
        executor: a `concurrent.futures.Executor`; not used if nothing is missing.

    Returns:
        int, the number of runs that were trained.

    Raises:
        ValueError: if `path` is not such a file, or another process is writing to it.
        RuntimeError: if runs failed; the others are in the file.
        OSError: if the disk is full; the lines before are whole.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     run_missing([], Path(folder, "results.csv"), None)
        There are 0 of 0 runs in results.csv, 0 to go.
        0
    """
    path, runs = Path(path), list(dict.fromkeys(runs))
    with open(path, "a+b", buffering=0) as file:
        _lock(file)
        _mend(file)
        done = {_run_of(line) for line in _read_lines(path)}
        missing = [run for run in runs if run not in done]
        print(
            f"There are {len(runs) - len(missing)} of {len(runs)} runs in {path.name}, {len(missing)} to go."
        )
        if not missing:
            return 0
        failures = []
        futures = {executor.submit(train_one, run): run for run in missing}
        finished = concurrent.futures.as_completed(futures)
        for future in tqdm(finished, total=len(futures), unit="run", file=sys.stdout, ncols=100):
            if future.exception() is not None:
                failures.append((futures[future], future.exception()))
                continue
            _write(file, _as_line(future.result().values()))
    if failures:
        run, error = failures[0]
        raise RuntimeError(
            f"{len(failures)} of {len(missing)} runs failed, so start again to repeat them. "
            f"The first was {run}: {type(error).__name__}: {error}"
        ) from error
    return len(missing)


def _as_line(values):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue().encode()


def _write(file, line):
    """Append the line and see it on the disk, or leave the file as it was."""
    end = file.seek(0, os.SEEK_END)
    if file.write(line) != len(line):  # a disk that fills up takes a part, and says nothing
        file.truncate(end)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file.name)
    os.fsync(file.fileno())


def _lock(file):
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ValueError(f"another process is writing to {file.name}: wait for it or stop it") from error
    except (ImportError, OSError):  # on Windows and some networks' disks, nothing keeps two of them apart
        pass


def _mend(file):
    file.seek(0)
    content = file.read()
    header = _as_line(COLUMNS)
    if not content.startswith(header) and not header.startswith(content):
        raise ValueError(f"{file.name} is not a file of results: it is left as it was.")
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        print(f"Removed a half-written line from {file.name}: {content[len(whole) :][:60]!r}")
        file.truncate(len(whole))
    if not whole:
        _write(file, header)


def _start_worker():
    # The parent is interrupted and ends its workers; where it is killed, they end by themselves.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
    # Of two processes with one thread each, both are busy all the time.
    os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"


@contextlib.contextmanager
def _executor(workers, cluster):
    if cluster:
        try:
            from distributed import Client
        except ImportError:
            raise SystemExit("--cluster needs Dask: pip install distributed") from None
        with Client(cluster) as client, client.get_executor(pure=False, retries=3) as executor:
            yield executor
    else:
        with concurrent.futures.ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),  # TensorFlow does not survive a fork
            initializer=_start_worker,
        ) as executor:
            try:
                yield executor
            except BaseException:  # what the workers are training would be written by nobody
                for worker in multiprocessing.active_children():
                    worker.terminate()
                raise


def _main():
    parser = argparse.ArgumentParser(
        prog="python -m companion.replication", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--rows", type=int, nargs="+", default=list(range(1, 19)), metavar="N",
                        choices=range(1, 19), help="rows of the table (all 18)")  # fmt: skip
    parser.add_argument("--seeds", type=int, default=5, help="at most so many seeds each (5)")
    parser.add_argument("--epochs", type=int, default=20, help="passes over the digits (20)")
    workers = min(os.cpu_count() or 1, 61)  # Windows takes no more
    parser.add_argument("--workers", type=int, default=workers, help="runs at a time (one a core)")
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="of a Dask scheduler; needs: pip install distributed"
    )
    parser.add_argument("--output", type=Path, default=RESULTS, help=f"file of results ({RESULTS})")
    arguments = parser.parse_args()
    for name in "seeds", "epochs", "workers":
        if (number := getattr(arguments, name)) < 1:
            parser.error(f"--{name} must be 1 or more, not {number}")

    digits = len(load_mnist()[0][0])
    if digits != 60_000 and arguments.output.resolve() == RESULTS.resolve():
        parser.error(
            "the book's results are of all of MNIST: set COMPANION_DATA to the folder of mnist.npz, "
            "or name another file with --output"
        )
    try:
        open(arguments.output, "ab").close()
    except OSError as error:
        parser.error(f"--output: {arguments.output} cannot be written ({error.strerror})")
    runs = plan(digits, rows=arguments.rows, seeds=arguments.seeds, epochs=arguments.epochs)
    try:
        with _executor(arguments.workers, arguments.cluster) as executor:
            run_missing(runs, arguments.output, executor)
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start goes on with the runs that are not in the file.")


if __name__ == "__main__":
    from companion import replication  # workers look its functions up by this name

    replication._main()
