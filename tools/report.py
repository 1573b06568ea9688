"""Write what a test run found, as pytest's JUnit XML tells it, where readers find it.

    python tools/report.py tested REPORT.xml      book/tested.md, after `pytest book --junitxml=REPORT.xml`
    python tools/report.py row NAME REPORT.xml    the row NAME of README's table of versions
    python tools/report.py thorough REPORT.xml    the line of book/tested.md on the thorough tier

The versions are those of the Python that runs this, the data is looked for where the tests look for it.
Where the run failed, or `tested` finds that it was no full one, nothing is written.
"""

import argparse
import os
import platform
import re
import sys
from collections import Counter, defaultdict
from importlib.metadata import packages_distributions, version
from xml.etree import ElementTree

import nbformat
from environment import BOOK
from ranges import CHAPTERS, read_margins

from companion.datasets import cifar10_source, load_mnist

README = BOOK.parent / "README.md"
TESTED = BOOK / "tested.md"
PACKAGES = "tensorflow", "keras", "numpy", "matplotlib"
PAGE = """# How each chapter was tested

The tests run every cell of every chapter. An **exact** output has to be, character for character, the one on
the page. A **measured** one, which depends on training or on the machine, is not compared; an assertion in
the chapter states the range in which it has to lie. {ranges}

The columns count cells with code: those that are compared where all of MNIST is at hand; those that are
compared with the 5,000 digits of the package, too; and those that are only run, with their assertions.

| chapter | compared | with the sample, too | only run | seconds |
|---|---|---|---|---|
{rows}

No cell was skipped, and none failed. That was on {date}, with {versions}, on {machine} with {cores} cores,
where chapters run side by side. The tests wrote this page, and they check that its counts are the book's.

{thorough}

The pages are opened in a browser, too: formulas and links, light and dark, phone and paper, keyboard and
search, and the rules of WCAG 2.2 AA that axe can check. A page and all that it loads, MathJax included, weigh
at most 3,500 KB, and its own text and pictures at most 450 KB.
"""
SLOW = "Slower tests run before a release, `nox -s thorough`:"
LAST = SLOW + " {passed:,} passed on {date}, in {minutes:.0f} minutes."
NEVER = SLOW + " not yet."


def read_report(path):
    """Return what there is to tell of a run that passed; `cells` maps chapters to cells to seconds."""
    suite = ElementTree.parse(path).find("testsuite")
    tests, failures, errors, skipped = (int(suite.get(n)) for n in ("tests", "failures", "errors", "skipped"))
    if failures or errors or not tests:
        sys.exit(f"Of {tests} tests in {path}, {failures + errors} failed: nothing is written.")
    cells = defaultdict(dict)
    for case in suite.iter("testcase"):
        if chapter := re.fullmatch(r"book\.(\w+)\.ipynb", case.get("classname")):
            cells[chapter[1]][case.get("name")] = float(case.get("time"))
    minutes, date = float(suite.get("time")) / 60, suite.get("timestamp")[:10]
    return {"passed": tests - skipped, "skipped": skipped, "minutes": minutes, "date": date, "cells": cells}


def code_cells(chapter):
    cells = nbformat.read(BOOK / f"{chapter}.ipynb", as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def chapter_row(chapter):
    """Return the chapter's row up to its time; the cell that installs companion does not count."""
    tags = [set(cell.metadata.get("tags", [])) for cell in code_cells(chapter) if cell.id != "install"]
    only_run = sum("nbval-ignore-output" in its for its in tags)
    everywhere = sum(its.isdisjoint({"nbval-ignore-output", "full-mnist", "cifar10"}) for its in tags)
    return f"| [](/book/{chapter}.ipynb) | {len(tags) - only_run} | {everywhere} | {only_run} |"


def tried_ranges():
    tries = Counter((margin.digits, margin.chapter, margin.comparison) for margin in read_margins())
    full, sample = (min(count for key, count in tries.items() if key[0] == n) for n in (60_000, 4_000))
    bounds = len({key[1:] for key in tries})
    return (
        f"Their {bounds} bounds were tried with {full} seeds or more on all of MNIST, and {sample} on the "
        "sample: a right run crosses a bound less than once in a thousand times."
    )


def versions():
    packages = packages_distributions()  # tensorflow comes from tensorflow-cpu, too
    return [platform.python_version(), *(version(packages[name][0]) for name in PACKAGES)]


def write_tested(run):
    if run["skipped"] or len(load_mnist()[0][0]) != 60_000 or cifar10_source() != "stand-in":
        sys.exit("This was no full run, with all of MNIST, the stand-in for CIFAR-10 and a browser.")
    for chapter in CHAPTERS:
        missing = {f"Cell {n}" for n in range(len(code_cells(chapter)))} ^ run["cells"][chapter].keys()
        if missing:
            sys.exit(f"{chapter}: the report and the chapter do not have the same cells: {sorted(missing)}")
    earlier = re.search(rf"^{SLOW}.*", TESTED.read_text(encoding="utf-8"), re.M)
    names = "Python", *PACKAGES
    page = PAGE.format(
        ranges=tried_ranges(),
        rows="\n".join(f"{chapter_row(name)} {sum(run['cells'][name].values()):.0f} |" for name in CHAPTERS),
        date=run["date"],
        versions=", ".join(f"{name} {its}" for name, its in zip(names, versions(), strict=True)),
        machine=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count(),
        thorough=earlier[0] if earlier else NEVER,
    )
    TESTED.write_text(page, encoding="utf-8", newline="\n")


def replace_line(path, start, line):
    text = path.read_text(encoding="utf-8")
    text, found = re.subn(rf"^{re.escape(start)}.*", lambda _: line, text, flags=re.M)
    if not found:
        sys.exit(f"{path} has no line that starts with {start!r}.")
    path.write_text(text, encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("tested", help="write book/tested.md")
    commands.add_parser("row", help="write a row of README's table").add_argument("name")
    commands.add_parser("thorough", help="write the line on the thorough tier in book/tested.md")
    for command in commands.choices.values():
        command.add_argument("report", metavar="REPORT.xml")
    given = parser.parse_args()
    run = read_report(given.report)
    if given.command == "tested":
        write_tested(run)
    elif given.command == "thorough":
        replace_line(TESTED, SLOW, LAST.format(**run))
    else:
        counts = f"{run['passed']:,}", str(run["skipped"]), f"{run['minutes']:.0f}", run["date"]
        row = " | ".join([given.name, *versions(), *counts])
        replace_line(README, f"| {given.name} |", f"| {row} |")


if __name__ == "__main__":
    main()
