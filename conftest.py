"""Run the chapters as tests: say which data there is, and compare what does not depend on more.

A cell's tags say how its output is treated:

    (none)                exact: compared, whatever data there is
    full-mnist            exact on all of MNIST: compared if it is there, otherwise only run
    cifar10               the same for the stand-in for CIFAR-10
    nbval-ignore-output   measured: only run; an assertion states its range

A cell with `tolerance` in its metadata is measured, too: where all of MNIST is at hand, its numbers are
compared within that. What comments in the text say is evaluated between the cells: see `nbval_bindings`.
"""

import contextlib
import os
import warnings
from importlib.metadata import version
from pathlib import Path

os.environ["COMPANION_OFFLINE"] = "1"  # no test downloads anything

import hypothesis
import nbformat
import nbval.kernel
import pytest
from environment import CHAPTERS, SPANISH
from nbval_bindings import Notebook

from companion.datasets import cifar10_source, load_mnist

ROOT = Path(__file__).parent
# The same cases in every run.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    FULL = len(load_mnist()[0][0]) == 60_000
CIFAR10 = "not at hand"
with contextlib.suppress(FileNotFoundError):
    CIFAR10 = cifar10_source()
NOT_COMPARED = {"nbval-ignore-output"}
NOT_COMPARED |= set() if FULL else {"full-mnist"}
NOT_COMPARED |= set() if CIFAR10 == "stand-in" else {"cifar10"}  # the outputs are the stand-in's
# An SVG names the version of Matplotlib that drew it: with another one, only the rest is compared.
PINNED = (ROOT / "requirements.in").read_text(encoding="utf-8")
SAME_FIGURES = f"matplotlib=={version('matplotlib')}\n" in PINNED


def start_new_kernel(*args, start=nbval.kernel.start_new_kernel, **kwargs):
    """Start a kernel; once more if another process took one of its ports before it could."""
    with contextlib.suppress(RuntimeError):
        return start(*args, **kwargs)
    return start(*args, **kwargs)


nbval.kernel.start_new_kernel = start_new_kernel
Notebook.not_compared = NOT_COMPARED


def pytest_collect_file(file_path, parent):
    wanted = CHAPTERS if "not thorough" in parent.config.getoption("markexpr") else CHAPTERS + SPANISH
    return Notebook.from_parent(parent, path=file_path) if file_path in wanted else None


def pytest_xdist_auto_num_workers():
    return (os.cpu_count() or 1) + 1  # tests wait for kernels and browsers, too


def pytest_report_header():
    mnist = "all 70,000 digits" if FULL else "the 5,000-digit sample"
    figures = "compared" if SAME_FIGURES else "not compared: they were drawn by another Matplotlib"
    return f"MNIST: {mnist}. CIFAR-10: {CIFAR10}. Figures: {figures}."


def pytest_collection_modifyitems(items):
    for item in items:
        if hasattr(item, "cell"):
            if item.path in SPANISH:
                item.add_marker("thorough")
            if not NOT_COMPARED.isdisjoint(item.cell.metadata.get("tags", [])):
                item.options["check"] = False
            if not SAME_FIGURES:
                item.parent.skip_compare = *item.parent.skip_compare, "image/svg+xml"


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def notebook(request):
    """Each chapter in turn."""
    return nbformat.read(request.param, as_version=4)


@pytest.fixture
def all_of_mnist():
    """`load_mnist()` where all 70,000 digits are at hand."""
    if not FULL:
        pytest.skip("needs all of MNIST")
    return load_mnist()
