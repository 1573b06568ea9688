"""Run the notebooks as tests: say which data there is, and compare what does not depend on more.

A cell's tags say how its output is treated:

    (none)                exact: compared, whatever data there is
    full-mnist            exact on all of MNIST: compared if it is there, otherwise only run
    cifar10               the same for the stand-in for CIFAR-10
    nbval-ignore-output   measured: only run; an assertion states its range
"""

import contextlib
import io
import os
import warnings
from pathlib import Path

os.environ["COMPANION_OFFLINE"] = "1"  # no test downloads anything
os.environ["TQDM_DISABLE"] = "1"
if os.environ.get("COMPANION_DATA"):  # notebooks run in their own folder
    os.environ["COMPANION_DATA"] = os.path.abspath(os.environ["COMPANION_DATA"])

import nbformat
import pytest

from companion.datasets import load_cifar10, load_mnist

# Released exercises raise NotImplementedError, and the answers to them are not modules.
collect_ignore_glob = ["book/exercises/release/*", "book/exercises/*.py", "tests/answers/*"]

BOOK = Path(__file__).parent / "book"
NOTEBOOKS = sorted(BOOK.glob("*.ipynb"))

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    FULL = len(load_mnist()[0][0]) == 60_000
CIFAR10 = 0
with contextlib.suppress(FileNotFoundError), contextlib.redirect_stdout(io.StringIO()):
    CIFAR10 = len(load_cifar10()[0][0])
NOT_COMPARED = {"nbval-ignore-output"}
if not FULL:
    NOT_COMPARED.add("full-mnist")
if CIFAR10 != 10_000:  # the outputs in the notebooks are the stand-in's
    NOT_COMPARED.add("cifar10")


def is_compared(cell):
    return NOT_COMPARED.isdisjoint(cell.metadata.get("tags", []))


def pytest_report_header():
    cells = [
        cell
        for path in NOTEBOOKS
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    ]
    compared = [cell for cell in cells if is_compared(cell)]
    with_output = sum(bool(cell.outputs) for cell in compared)
    mnist = "all 70,000 digits" if FULL else "the 5,000-digit sample"
    cifar10 = {0: "not at hand", 10_000: "the stand-in"}.get(CIFAR10, "all of it")
    return (
        f"MNIST: {mnist}. CIFAR-10: {cifar10}. Notebook cells: {len(compared)} compared "
        f"({with_output} of them have output), "
        f"{len(cells) - len(compared)} run only, 0 skipped."
    )


def pytest_collection_modifyitems(items):
    for item in items:
        if hasattr(item, "cell") and not is_compared(item.cell):
            item.options["check"] = False


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    """Each notebook of the book in turn."""
    return nbformat.read(request.param, as_version=4)


@pytest.fixture
def all_of_mnist():
    """`load_mnist()` where all 70,000 digits are at hand."""
    if not FULL:
        pytest.skip("needs all of MNIST")
    return load_mnist()
