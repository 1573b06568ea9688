"""Train every run of the replication and keep the results.

    COMPANION_DATA=folder python tools/replicate.py

Each finished training adds one line to a CSV file. Stop it whenever you like: the next start goes on with
the runs that are not in the file. One process writes to a file at a time.
"""

import argparse
import concurrent.futures
import contextlib
import csv
import multiprocessing
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import environment  # noqa: F401
import numpy as np
from tqdm import tqdm

from companion.datasets import load_mnist
from companion.replication import RESULTS, Run, plan, read_results, train_one

COLUMNS = [
    *Run._fields,
    "running_accuracy",
    "train_accuracy",
    "validation_accuracy",
    "test_accuracy",
    "seconds",
    "python",
    "tensorflow",
    "keras",
    "numpy",
    "machine",
    "commit",
]


def train_and_describe(run):
    """Return what `train_one` measures, rounded, with the versions and the machine that it ran on."""
    import keras
    import tensorflow

    keras.utils.clear_session()  # of the runs before in this process
    measured = {name: round(value, 1 if name == "seconds" else 6) for name, value in train_one(run).items()}
    versions = platform.python_version(), tensorflow.__version__, keras.__version__, np.__version__
    machine = f"{platform.system()} {processor()}; {os.cpu_count()} cores".replace(",", ";")
    return {**measured, **dict(zip(COLUMNS[-6:], [*versions, machine], strict=False))}


def processor():
    with contextlib.suppress(OSError):
        found = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
        if found:
            return found[1]
    return platform.machine()


def commit(folder=Path(__file__).parent):
    """Return the commit of the book's folder, with a + where code was changed since, or "unknown"."""

    def git(*arguments):
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    try:
        return git("rev-parse", "--short=10", "HEAD") + "+" * bool(git("diff", "HEAD", "--", ":/*.py"))
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def finished(path):
    """Return the runs whose lines are in the file; a last line that was cut off is dropped from it."""
    header = (",".join(COLUMNS) + "\n").encode()
    content = path.read_bytes() if path.exists() else b""
    if not content.startswith(header) and not header.startswith(content):
        sys.exit(f"{path} is not a file of results: it is left as it was.")
    whole = content[: content.rfind(b"\n") + 1] or header
    if whole != content:
        if content:
            print(f"Dropped a line of {path.name} that was cut off: {content[len(whole) :][:60]!r}")
        path.write_bytes(whole)
    lines = read_results(path).tolist() if whole != header else []
    return {Run(*line[: len(Run._fields)]) for line in lines}


def run_missing(runs, path, executor):
    """Train the runs that the file lacks, add a line for each as it finishes; return how many failed."""
    done = finished(path)
    missing = [run for run in runs if run not in done]
    print(f"There are {len(runs) - len(missing)} of {len(runs)} runs in {path.name}, {len(missing)} to go.")
    futures = {executor.submit(train_and_describe, run): run for run in missing}
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
    parser.add_argument("--rows", type=int, nargs="+", default=range(1, 19), metavar="N",
                        choices=range(1, 19), help="rows of the table (all 18)")  # fmt: skip
    parser.add_argument("--seeds", type=int, default=6, help="so many seeds each (6)")
    parser.add_argument("--epochs", type=int, default=20, help="passes over the digits (20)")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="runs at a time (one a core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler; one thread a worker")
    parser.add_argument("--output", type=Path, default=RESULTS, help="file of results (the book's)")
    return parser


def main():
    arguments = make_parser().parse_args()
    digits = len(load_mnist()[0][0])
    if digits != 60_000 and arguments.output == RESULTS:
        sys.exit(
            "The book's results are of all of MNIST: set COMPANION_DATA to a folder that holds mnist.npz, "
            "or name another file with --output."
        )
    runs = plan(digits, rows=arguments.rows, seeds=arguments.seeds, epochs=arguments.epochs)
    executor = make_executor(arguments.workers, arguments.cluster)
    try:
        failures = run_missing(runs, arguments.output, executor)
    except KeyboardInterrupt:
        for worker in multiprocessing.active_children():
            worker.terminate()
        sys.exit("Stopped. The next start goes on with the runs that are not in the file.")
    executor.shutdown()
    if failures:
        sys.exit(f"{failures} runs failed: start again to repeat them.")


if __name__ == "__main__":
    main()
