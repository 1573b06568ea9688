"""Run the notebooks as tests: say which data there is, and compare what does not depend on more.

A cell's tags say how its output is treated:

    (none)                exact: compared, whatever data there is
    full-mnist            exact on all of MNIST: compared if it is there, otherwise only run
    cifar10               the same for the stand-in for CIFAR-10
    nbval-ignore-output   measured: only run; an assertion states its range

`pytest book --write-tested` also writes what happened to book/tested.md.
"""

import collections
import contextlib
import csv
import datetime
import importlib.metadata
import io
import os
import platform
import shutil
import sys
import warnings
from pathlib import Path

os.environ["COMPANION_OFFLINE"] = "1"  # no test downloads anything
sys.path.insert(0, str(Path(__file__).parent / "book"))

import environment  # noqa: F401
import hypothesis
import nbformat
import nbval.kernel
import pytest

from companion.datasets import load_cifar10, load_mnist

# Released exercises raise NotImplementedError, and the answers to them are not modules.
collect_ignore_glob = ["book/exercises/release/*", "book/exercises/*.py", "tests/answers/*"]

BOOK = Path(__file__).parent / "book"
# The same cases in every run; with --hypothesis-profile=long, others each time, and ten times as many.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("long", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("same")
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


def start_new_kernel(*args, start=nbval.kernel.start_new_kernel, **kwargs):
    """Start a notebook's kernel; where it died or hung before it ran anything, start another.

    Jupyter chooses free ports, lets them go and starts the kernel, which takes them a second later.
    In between the other worker can take one of them.
    """
    for _ in range(2):
        with contextlib.suppress(RuntimeError):
            return start(*args, **kwargs)
    return start(*args, **kwargs)


nbval.kernel.start_new_kernel = start_new_kernel

# An SVG names the version of Matplotlib that drew it: with another one, only the rest is compared.
PINNED = (Path(__file__).parent / "requirements.in").read_text(encoding="utf-8")
SAME_FIGURES = f"matplotlib=={importlib.metadata.version('matplotlib')}\n" in PINNED


def is_compared(cell, not_compared=NOT_COMPARED):
    return not_compared.isdisjoint(cell.metadata.get("tags", []))


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def pytest_report_header():
    cells = [cell for path in NOTEBOOKS for cell in code_cells(path)]
    compared = [cell for cell in cells if is_compared(cell)]
    with_output = sum(bool(cell.outputs) for cell in compared)
    mnist = "all 70,000 digits" if FULL else "the 5,000-digit sample"
    cifar10 = {0: "not at hand", 10_000: "the stand-in"}.get(CIFAR10, "all of it")
    return (
        f"MNIST: {mnist}. CIFAR-10: {cifar10}. Notebook cells: {len(compared)} compared "
        f"({with_output} of them have output), "
        f"{len(cells) - len(compared)} run only, 0 skipped."
        + ("" if SAME_FIGURES else " Figures are not compared: they were drawn by another Matplotlib.")
    )


def pytest_addoption(parser):
    parser.addoption("--write-tested", action="store_true", help="write book/tested.md after a full run")


TESTED = """# How each chapter was tested

The tests run every cell of every chapter. An **exact** output has to be, character for character, the one on
the page. A **measured** one, which depends on training or on the machine, is not compared; an assertion in
the chapter states the range in which it has to lie. {tried}

The columns count cells with code: those that are compared where all of MNIST is at hand; those that are
compared with the 5,000 digits of the package, too; and those that are only run, with their assertions.

| chapter | compared | with the sample, too | only run | seconds |
|---|---|---|---|---|
{rows}

No cell was skipped, and none failed. That was on {date}, with {versions}, on {machine} with {cores} cores,
where two chapters ran at a time. The tests wrote this page, and they check that its counts are the book's.

The pages are opened in a browser, too: formulas and links, light and dark, phone and paper, keyboard and
search, and the rules of WCAG 2.2 AA that axe can check. A page and all that it loads, MathJax included, weigh
at most 3,500 KB, and its own text and pictures at most 450 KB.
"""
VERSIONS = "tensorflow", "keras", "numpy", "matplotlib"


def tested_row(path):
    cells = [cell for cell in code_cells(path) if cell.id != "install"]  # of book/set_address.py
    everywhere = sum(is_compared(cell, {"nbval-ignore-output", "full-mnist", "cifar10"}) for cell in cells)
    compared = sum(is_compared(cell, {"nbval-ignore-output"}) for cell in cells)
    return f"| [](/book/{path.name}) | {compared} | {everywhere} | {len(cells) - compared} |"


def tried_ranges():
    with open(Path(__file__).parent / "tests" / "ranges.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    tries = collections.Counter((line["digits"], line["chapter"], line["comparison"]) for line in lines)
    bounds = {key[1:] for key in tries}
    full, sample = (min(count for key, count in tries.items() if key[0] == n) for n in ("60000", "4000"))
    return (
        f"Their {len(bounds)} bounds were tried with {full} seeds or more on all of MNIST, and {sample} "
        "on the sample: a right run crosses a bound less than once in a thousand times."
    )


def tested_versions():
    packages = importlib.metadata.packages_distributions()  # tensorflow comes from tensorflow-cpu, too
    versions = [f"{name} {importlib.metadata.version(packages[name][0])}" for name in VERSIONS]
    return ", ".join([f"Python {platform.python_version()}", *versions])


def pytest_terminal_summary(terminalreporter, config):
    if not config.getoption("write_tested"):
        return
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    chapters = tuple(f"book/{path.name}::" for path in NOTEBOOKS)  # not the exercises
    cells = [report for report in reports if getattr(report, "nodeid", "").startswith(chapters)]
    passed = {report.nodeid for report in cells if report.when == "call" and report.passed}
    expected = sum(len(code_cells(path)) for path in NOTEBOOKS)
    if not FULL or CIFAR10 != 10_000 or len(passed) != expected:
        terminalreporter.line("book/tested.md is left as it was: this was not a full run without a failure.")
        return
    rows = []
    for path in NOTEBOOKS:
        seconds = sum(report.duration for report in cells if f"/{path.name}::" in report.nodeid)
        rows.append(f"{tested_row(path)} {seconds:.0f} |")
    text = TESTED.format(
        rows="\n".join(rows),
        tried=tried_ranges(),
        date=f"{datetime.date.today():%Y-%m-%d}",
        versions=tested_versions(),
        machine=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count(),
    )
    (BOOK / "tested.md").write_text(text, encoding="utf-8", newline="\n")


def pytest_collection_modifyitems(items):
    for item in items:
        if hasattr(item, "cell"):
            if not is_compared(item.cell):
                item.options["check"] = False
            if not SAME_FIGURES:
                item.parent.skip_compare = *item.parent.skip_compare, "image/svg+xml"


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    """Each notebook of the book in turn."""
    return nbformat.read(request.param, as_version=4)


@pytest.fixture
def tested():
    """What book/tested.md must say: each chapter's line up to its time, the versions' names, the ranges."""
    return [tested_row(path) for path in NOTEBOOKS], VERSIONS, tried_ranges()


@pytest.fixture
def all_of_mnist():
    """`load_mnist()` where all 70,000 digits are at hand."""
    if not FULL:
        pytest.skip("needs all of MNIST")
    return load_mnist()


@pytest.fixture
def same_figures():
    """Matplotlib as it drew the stored figures."""
    if not SAME_FIGURES:
        pytest.skip("needs the pinned Matplotlib")


@pytest.fixture
def run_in_kernel():
    """Run code in a kernel of its own; return what the kernel says about it."""

    def run_in_kernel(code, timeout=60, **kwargs):
        manager, client = nbval.kernel.start_new_kernel(
            timeout, nbval.kernel.CURRENT_ENV_KERNEL_NAME, **kwargs
        )
        messages = []
        try:
            client.execute_interactive(code, timeout=timeout, output_hook=messages.append)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        return messages

    return run_in_kernel


@pytest.fixture(scope="session")
def browser():
    """Chromium, without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    path = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if path is None:
        pytest.skip("needs Chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
