"""Write what a test run found, as pytest's JUnit XML tells it, where readers find it.

    python tools/report.py tested REPORT.xml      book/tested.md, after a run of book, tests/test_pages.py
                                                  and tests/test_graders.py
    python tools/report.py row NAME REPORT.xml    the row NAME of README's table of versions
    python tools/report.py thorough REPORT.xml    the line of book/tested.md on the thorough tier
    python tools/report.py lies REPORT.xml        print the share of noticed lies, and those that slip

All but the last put it into `runs.json` and write `book/tested.md` and README's table anew from there.
The versions are those of the Python that runs this, the data is looked for where the tests look for it.
Where the run failed, or `tested` finds that it was no full one, nothing is written.
"""

import argparse
import json
import os
import platform
import re
import sys
from collections import Counter, defaultdict
from importlib.metadata import packages_distributions, version
from pathlib import Path
from xml.etree import ElementTree

import nbformat
from environment import BOOK
from ranges import CHAPTERS, read_margins

from companion.datasets import cifar10_source, load_mnist

RUNS = Path(__file__).parent / "runs.json"
README = BOOK.parent / "README.md"
TESTED = BOOK / "tested.md"
PACKAGES = "tensorflow", "keras", "numpy", "matplotlib"
PAGE = """# How each chapter was tested

The tests run every cell of every chapter. An **exact** output has to be, character for character, the one
on the page. A **measured** one depends on training or on the machine: its words have to be the same, and
each of its numbers may differ by a tolerance, at most four standard deviations over seeds. Outputs that are
**only run** are compared with nothing; an assertion in the chapter states the range in which they have to
lie. {ranges}

The columns count cells with code: those whose output is exact, and among them those that are compared with
the 5,000 digits of the package, too; those whose output is measured; and those that are only run.

| chapter | exact | with the sample, too | measured | only run | seconds |
|---|---|---|---|---|---|
{rows}

No cell was skipped, and none failed. That was on {date}, with {versions}, on {machine} with {cores} cores,
where chapters run side by side. The tests wrote this page, and they check that its counts are the book's.

## Would a false number be noticed?

The numbers in the text carry the code that gives them: the switch in a page's header underlines them, and
each shows it when you ask. To see whether that holds, the tests plant lies: they change one number at a
time, by one in its last digit, up and down, a measured one by over twice its tolerance, and in formulas the
signs too. These are the lies that a test run notices, with all of MNIST and with the sample, where outputs
that need all of MNIST are not compared.

| where | kind of number | lies | noticed | with the sample |
|---|---|---|---|---|
{lies}

*Given* numbers are an author's choice, such as how long something takes; nothing can check those. *Quoted*
are the numbers in code that a sentence repeats from a cell.

{thorough}

The pages are opened in a browser, too: formulas and links, light and dark, phone and paper, keyboard and
search. Pages of every kind, and all of them before a release, keep the rules of WCAG 2.2 AA that axe can
check. A page and all that it loads weigh at most 1,200 KB, and compressed at most 350 KB.
"""
SLOW = "Slower tests run before a release, `nox -s thorough`:"
LAST = SLOW + " {passed:,} passed on {date}, in {minutes} minutes."
NEVER = SLOW + " not yet."
PLACES = ["chapters", "other pages", "assignments"]


def read_report(path):
    """Return what there is to tell of a run that passed, as JSON would.

    `cells` maps chapters to cells to seconds; `lies` maps places to kinds to the numbers of lies that were
    planted, noticed, and noticed with the sample; `slipped` are the others.
    """
    suite = ElementTree.parse(path).find("testsuite")
    tests, failures, errors, skipped = (int(suite.get(n)) for n in ("tests", "failures", "errors", "skipped"))
    if failures or errors or not tests:
        sys.exit(f"Of {tests} tests in {path}, {failures + errors} failed: nothing is written.")
    cells, lies, slipped = defaultdict(dict), defaultdict(lambda: defaultdict(lambda: [0, 0, 0])), []
    for case in suite.iter("testcase"):
        chapter = re.fullmatch(r"book\.(\w+)\.ipynb", case.get("classname"))
        if chapter:
            cells[chapter[1]][case.get("name")] = float(case.get("time"))
        place = PLACES[0 if chapter else 2 if "assignment" in case.get("name") else 1]
        for told in case.iterfind("properties/property[@name='lies']"):
            for kind, lie, caught, needs in json.loads(told.get("value")):
                counts = lies[place][kind]
                for i, one in enumerate((True, caught, caught and not needs)):
                    counts[i] += one
                if not caught:
                    slipped.append(f"{case.get('classname')}, {kind}: {lie}")
    minutes, date = round(float(suite.get("time")) / 60), suite.get("timestamp")[:10]
    return {
        "passed": tests - skipped,
        "skipped": skipped,
        "minutes": minutes,
        "date": date,
        "cells": cells,
        "lies": lies,
        "slipped": slipped,
    }


def code_cells(chapter):
    cells = nbformat.read(BOOK / f"{chapter}.ipynb", as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def chapter_row(chapter):
    """Return the chapter's row up to its time; the cell that installs companion does not count."""
    cells = [cell for cell in code_cells(chapter) if cell.id != "install"]
    tags = [set(cell.metadata.get("tags", [])) for cell in cells]
    measured = sum("tolerance" in cell.metadata for cell in cells)
    only_run = sum("nbval-ignore-output" in its for its in tags)
    exact = [its for its, cell in zip(tags, cells, strict=True) if "tolerance" not in cell.metadata]
    everywhere = sum(its.isdisjoint({"nbval-ignore-output", "full-mnist", "cifar10"}) for its in exact)
    counts = len(tags) - only_run - measured, everywhere, measured, only_run
    return f"| [](/book/{chapter}.ipynb) | {' | '.join(map(str, counts))} |"


def lies_rows(lies):
    """Return the rows of the table on lies."""
    rows = []
    for place in PLACES:
        counts = lies.get(place, {})
        rows += [[place, kind, *counts[kind]] for kind in sorted(counts)]
    return [
        f"| {place} | {kind} | {planted:,} | {caught / planted:.1%} | {sample / planted:.1%} |"
        for place, kind, planted, caught, sample in rows
    ]


def tried_ranges():
    margins = [margin for margin in read_margins() if not margin.is_printed]
    tries = Counter((margin.digits, margin.chapter, margin.comparison) for margin in margins)
    full, sample = (min(count for key, count in tries.items() if key[0] == n) for n in (60_000, 4_000))
    bounds = len({key[1:] for key in tries})
    return (
        f"Their {bounds} bounds were tried with {full} seeds or more on all of MNIST, and {sample} on the "
        "sample: a right run crosses a bound less than once in a thousand times."
    )


def versions():
    packages = packages_distributions()  # tensorflow comes from tensorflow-cpu, too
    return [platform.python_version(), *(version(packages[name][0]) for name in PACKAGES)]


def tested_page(runs):
    """Return book/tested.md from what `runs.json` holds."""
    run = runs["tested"]
    names = "Python", *PACKAGES
    return PAGE.format(
        ranges=tried_ranges(),
        rows="\n".join(f"{chapter_row(name)} {run['seconds'].get(name, 0)} |" for name in CHAPTERS),
        lies="\n".join(lies_rows(run["lies"])),
        date=run["date"],
        versions=", ".join(f"{name} {its}" for name, its in zip(names, run["versions"], strict=True)),
        machine=run["machine"],
        cores=run["cores"],
        thorough=LAST.format(**runs["thorough"]) if runs["thorough"] else NEVER,
    )


def version_rows(runs):
    """Return the rows of README's table of versions from what `runs.json` holds."""
    return [f"| {' | '.join([name, *row])} |" for name, row in runs["rows"].items()]


def tested(run):
    """Return what the page on testing tells of a run, where it was a full one."""
    if run["skipped"] or len(load_mnist()[0][0]) != 60_000 or cifar10_source() != "stand-in":
        sys.exit("This was no full run, with all of MNIST, the stand-in for CIFAR-10 and a browser.")
    for chapter in CHAPTERS:
        found = {name for name in run["cells"][chapter] if name.startswith("Cell ")}
        if missing := {f"Cell {n}" for n in range(len(code_cells(chapter)))} ^ found:
            sys.exit(f"{chapter}: the report and the chapter do not have the same cells: {sorted(missing)}")
    return {
        "seconds": {name: round(sum(run["cells"][name].values())) for name in CHAPTERS},
        "lies": run["lies"],
        "date": run["date"],
        "versions": versions(),
        "machine": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
    }


def write(runs):
    """Write `runs.json` and the pages that tell of it."""
    readme = README.read_text(encoding="utf-8")
    for row in version_rows(runs):
        start = row[: row.index(" |", 2)]
        readme, found = re.subn(rf"^{re.escape(start)} \|.*", lambda _, row=row: row, readme, flags=re.M)
        if not found:
            sys.exit(f"{README} has no line that starts with {start!r}.")
    for path, text in (
        (RUNS, json.dumps(runs, indent=1) + "\n"),
        (README, readme),
        (TESTED, tested_page(runs)),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")


def print_lies(run):
    print("| where | kind of number | lies | noticed | with the sample |", "|---|---|---|---|---|", sep="\n")
    print(*lies_rows(run["lies"]), "", "Not noticed:", *run["slipped"], sep="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("tested", help="write book/tested.md")
    commands.add_parser("row", help="write a row of README's table").add_argument("name")
    commands.add_parser("thorough", help="write the line on the thorough tier in book/tested.md")
    commands.add_parser("lies", help="print the share of planted lies that were noticed, and the others")
    for command in commands.choices.values():
        command.add_argument("report", metavar="REPORT.xml")
    given = parser.parse_args()
    run = read_report(given.report)
    if given.command == "lies":
        print_lies(run)
        return
    runs = json.loads(RUNS.read_text(encoding="utf-8"))
    if given.command == "tested":
        runs["tested"] = tested(run)
    elif given.command == "thorough":
        runs["thorough"] = {name: run[name] for name in ("passed", "date", "minutes")}
    elif given.name in runs["rows"]:
        counts = f"{run['passed']:,}", str(run["skipped"]), str(run["minutes"]), run["date"]
        runs["rows"][given.name] = [*versions(), *counts]
    else:
        sys.exit(f"README's table has no row {given.name}.")
    write(runs)


if __name__ == "__main__":
    main()
