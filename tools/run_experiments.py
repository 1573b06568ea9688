"""Train every run of an experiment and keep the results.

    COMPANION_DATA=folder python tools/run_experiments.py replication
    COMPANION_DATA=folder python tools/run_experiments.py regularisation

Each finished training adds one line to a CSV file. Stop it whenever you like: the next start goes on with
the runs that are not in the file. One process writes to a file at a time.
"""

import argparse
import concurrent.futures
import contextlib
import csv
import itertools
import multiprocessing
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import environment  # noqa: F401
import numpy as np
from tqdm import tqdm

from companion.datasets import load_mnist
from companion.experiments import PUBLISHED, REGULARISATION, REPLICATION, Run, read_results, train_one

MEASURED = [
    "running_accuracy",
    *(f"{part}_{kind}" for part in ("train", "validation", "test") for kind in ("accuracy", "loss")),
    "seconds",
]
COLUMNS = [*Run._fields, *MEASURED, "python", "tensorflow", "keras", "numpy", "machine", "commit"]
DEFAULT_RATES = {"SGD": 0.01, "Adam": 0.001, "RMSprop": 0.001}  # of Keras 3


# The replication


def plan_replication(digits=60_000, *, rows=range(1, 19), seeds=6, epochs=20):
    """List the runs of the replication: first one of every cell of the table, then a second, and so on.

    | hidden layers | learning rate | validation digits | seeds |
    |---|---|---|---|
    | 2, as in the source's listing, and 3, as its labels say | Keras's default | 0 | 6 |
    | 2 and 3 | 0.1 for SGD | 0 | 6 |
    | 2 | 0.1 for SGD, otherwise the default | a twelfth | 3, and 3 in the pilot |

    Runs without validation digits, which are compared with the outside, share no seed. The others, which
    are compared with each other, share theirs.
    """
    table = read_results(PUBLISHED)
    runs, compared = [], []
    for k, row, layers, fast in itertools.product(range(seeds), rows, (2, 3), (False, True)):
        published = dict(zip(table.dtype.names, table[row - 1].tolist(), strict=True))
        sgd = published["optimizer"] == "SGD"
        settings = {name: published[name] for name in ("row", "regularizer", "optimizer", "activation")}
        settings |= {
            "layers": "-".join(published["layers"].split("-")[:layers]),
            "strength": float(published["strength"]),
            "learning_rate": 0.1 if fast else DEFAULT_RATES[published["optimizer"]],
            "first": 0,
            "epochs": epochs,
        }
        if sgd or not fast:
            seed = 1000 * row + 100 * layers + 10 * fast + k
            runs.append(Run(**settings, train_size=digits, validation_size=0, seed=seed))
        if layers == 2 and sgd == fast and k >= 3:  # the pilot has seeds 0 to 2
            sizes = {"train_size": digits - digits // 12, "validation_size": digits // 12}
            compared.append(Run(**settings, **sizes, seed=k))
    return runs + compared


# Regularisation


class Way(NamedTuple):
    """A way to restrain a network, and what is tried of it."""

    regularizer: str
    optimizer: str
    layers: tuple = ("256-256",)
    strengths: tuple = (0.0,)


PENALTIES = tuple(float(f"{strength:.3g}") for strength in np.geomspace(1e-5, 1e-2, 5))
WAYS = {
    "nothing": Way("none", "Adam"),
    "fewer units": Way("none", "Adam", layers=("32-32", "64-64", "128-128")),
    "L1": Way("L1", "Adam", strengths=tuple(float(f"{0.1 * strength:.3g}") for strength in PENALTIES)),
    "Adam + L2": Way("L2", "Adam", strengths=PENALTIES),
    "AdamW": Way("none", "AdamW", strengths=(0.1, 0.316, 1.0, 3.16, 10.0)),
    "dropout": Way("Dropout", "Adam", strengths=(0.1, 0.25, 0.4, 0.55, 0.7)),
    "batch normalisation": Way("batch normalisation", "Adam"),
    "early stopping": Way("early stopping", "Adam"),
    "SGD": Way("none", "SGD"),
    "SGD + L2": Way("L2", "SGD", strengths=PENALTIES),
}
RATES = (0.0003, 0.001, 0.003)  # ten times to a hundred times as large for SGD
# Digits: epochs, blocks to tune on, blocks to report. A block has digits of its own, but for the last size.
SIZES = {500: (200, 3, 20), 1000: (100, 3, 20), 5000: (50, 3, 8), 55_000: (20, 2, 12)}
CRITERIA = {"validation_loss": 1, "validation_accuracy": -1}  # what is best is least, but for the sign


def rates(way):
    return tuple(100 * rate for rate in RATES) if way.optimizer == "SGD" else RATES


def in_block(size, block, way, layers, strength, learning_rate):
    first = block * size if size < 55_000 else 0
    return Run(0, layers, way.regularizer, strength, way.optimizer, round(learning_rate, 6), "relu", first,
               size, 5000, block, SIZES[size][0])  # fmt: skip


def scores(runs, results):
    """Return the mean of each criterion over the blocks, signed so that less is better; None if one lacks."""
    if any(run not in results for run in runs):
        return None
    means = [np.mean([sign * results[run][name] for run in runs]) for name, sign in CRITERIA.items()]
    return [mean if np.isfinite(mean) else np.inf for mean in means]  # a diverged run is the worst


def one_step_on(values, value):
    """Return, in a list, what goes on beyond the edge of a row of values; nothing within it."""
    if len(values) == 1 or value not in (values[0], values[-1]):
        return []
    before = values[1] if value == values[0] else values[-2]
    return [float(f"{value * value / before:.3g}")]


def plan_regularisation(results):
    """List the runs that can be planned by now, given a dict of `Run` to what it measured.

    First every way is tuned at every size, on blocks of its own; where the best lies at an edge of what was
    tried, one step further, too. Then the best by validation loss and the best by validation accuracy are
    run in all blocks. With 55,000 digits the learning rates that 5,000 chose are tried, too.
    """
    runs, chosen = [], {}
    for (size, (_, tuning, blocks)), (name, way) in itertools.product(SIZES.items(), WAYS.items()):

        def tuned(candidate, size=size, way=way, tuning=tuning):
            return [in_block(size, block, way, *candidate) for block in range(tuning)]

        rows = rates(way)
        if size == 55_000:
            rows = sorted({*rows, *(candidate[2] for candidate in chosen.get((5000, name), []))})
        candidates = list(itertools.product(way.layers, way.strengths, rows))
        done = {candidate: scores(tuned(candidate), results) for candidate in candidates}
        runs += [run for candidate in candidates for run in tuned(candidate)]
        if not candidates or None in done.values():
            continue
        for i in range(len(CRITERIA)):
            layers, strength, rate = best = min(candidates, key=lambda candidate: done[candidate][i])
            further = [(layers, one, rate) for one in one_step_on(way.strengths, strength)]
            further += [(layers, strength, one) for one in one_step_on(rows, rate)]
            runs += [run for candidate in further for run in tuned(candidate)]
            done |= {candidate: scores(tuned(candidate), results) for candidate in further}
            if None not in done.values():
                best = min([best, *further], key=lambda candidate: done[candidate][i])
                chosen.setdefault((size, name), []).append(best)
                runs += [in_block(size, block, way, *best) for block in range(tuning, tuning + blocks)]
    return list(dict.fromkeys(runs))


# The runner


def train_and_describe(run):
    """Return what `train_one` measures, rounded, with the versions and the machine that it ran on."""
    import keras
    import tensorflow

    keras.utils.clear_session()  # of the runs before in this process
    result = train_one(run)
    measured = {name: round(result[name], 1 if name == "seconds" else 6) for name in MEASURED}
    versions = platform.python_version(), tensorflow.__version__, keras.__version__, np.__version__
    machine = f"{platform.system()} {processor()}; {os.cpu_count()} cores".replace(",", ";")
    return {**run._asdict(), **measured, **dict(zip(COLUMNS[-6:], [*versions, machine], strict=False))}


def processor():
    with contextlib.suppress(OSError):
        found = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
        if found:
            return found[1]
    return platform.machine()


def commit(folder=Path(__file__).parent):
    """Return g and the commit of the book's folder, a + where code was changed since, or "unknown".

    The letter, as in `git describe`, keeps a hash such as 405e728907 from being read as a number.
    """

    def git(*arguments):
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    try:
        return "g" + git("rev-parse", "--short=10", "HEAD") + "+" * bool(git("diff", "HEAD", "--", ":/*.py"))
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def finished(path):
    """Map the runs whose lines are in the file to their results; a last line that was cut off is dropped."""
    header = (",".join(COLUMNS) + "\n").encode()
    content = path.read_bytes() if path.exists() else b""
    if not content.startswith(header) and not header.startswith(content):
        sys.exit(f"{path} is not a file of results: it is left as it was.")
    whole = content[: content.rfind(b"\n") + 1] or header
    if whole != content:
        if content:
            print(f"Dropped a line of {path.name} that was cut off: {content[len(whole) :][:60]!r}")
        path.write_bytes(whole)
    lines = read_results(path) if whole != header else []
    return {Run(*line.tolist()[: len(Run._fields)]): line for line in lines}


def run_missing(runs, path, executor):
    """Train a hundred of the runs that the file lacks, add a line for each; return how many failed."""
    done = finished(path)
    missing = [run for run in runs if run not in done]
    print(f"There are {len(runs) - len(missing)} of {len(runs)} runs in {path.name}, {len(missing)} to go.")
    futures = {executor.submit(train_and_describe, run): run for run in missing[:100]}
    finishing = concurrent.futures.as_completed(futures)
    failures, code = 0, commit()
    for future in tqdm(finishing, total=len(futures), unit="run", disable=False):
        if error := future.exception():
            failures += 1
            tqdm.write(f"{futures[future]} failed: {type(error).__name__}: {error}")
            continue
        with open(path, "a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writerow({**future.result(), "commit": code})
    return failures


def one_thread_each():
    # Of two processes with one thread each, both are busy all the time.
    os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"


def make_executor(workers, cluster):
    if cluster:
        from distributed import Client

        return Client(cluster).get_executor(pure=False, retries=3)
    spawn = multiprocessing.get_context("spawn")  # TensorFlow does not survive a fork
    return concurrent.futures.ProcessPoolExecutor(workers, spawn, one_thread_each)


def make_parser():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("experiment", choices=("replication", "regularisation"))
    parser.add_argument("--rows", type=int, nargs="+", default=range(1, 19), metavar="N",
                        choices=range(1, 19), help="rows of the published table (all 18)")  # fmt: skip
    parser.add_argument("--seeds", type=int, default=6, help="so many seeds for each of them (6)")
    parser.add_argument("--epochs", type=int, default=20, help="passes over the digits (20)")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="runs at a time (one a core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler; one thread a worker")
    parser.add_argument("--output", type=Path, help="file of results (the book's)")
    return parser


def main():
    arguments = make_parser().parse_args()
    digits = len(load_mnist()[0][0])
    books = REPLICATION if arguments.experiment == "replication" else REGULARISATION
    if digits != 60_000 and (arguments.output is None or arguments.experiment == "regularisation"):
        sys.exit(
            "The book's results are of all of MNIST: set COMPANION_DATA to a folder that holds mnist.npz, "
            "or name another file for the replication with --output."
        )
    path = arguments.output or books

    def plan(done):
        if arguments.experiment == "regularisation":
            return plan_regularisation(done)
        return plan_replication(digits, rows=arguments.rows, seeds=arguments.seeds, epochs=arguments.epochs)

    failures = 0
    while not failures and set(runs := plan(done := finished(path))) - set(done):
        # New processes for each hundred: every training leaves some megabytes behind in its own.
        executor = make_executor(arguments.workers, arguments.cluster)
        try:
            failures = run_missing(runs, path, executor)
        except KeyboardInterrupt:
            for worker in multiprocessing.active_children():
                worker.terminate()
            sys.exit("Stopped. The next start goes on with the runs that are not in the file.")
        executor.shutdown()
    if failures:
        sys.exit(f"{failures} runs failed: start again to repeat them.")


if __name__ == "__main__":
    main()
