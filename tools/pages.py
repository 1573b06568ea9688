"""Pages that are no notebooks: what their bindings read, and what of them is written elsewhere, too.

    python tools/pages.py

writes the rows of the front page's table of chapters anew, and draws which chapter needs which.
"""

import argparse
import contextlib
import inspect
import io
import json
import math
import re
from collections import defaultdict
from itertools import pairwise

import benchmark_training
import bindings
import draw_cover
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import report
import yaml
from count_lines import code_lines
from docutils.nodes import make_id
from environment import BOOK, CHAPTERS
from nbval_bindings import BOUND, Text
from ranges import FAILURES

from companion import plots
from companion.datasets import SAMPLE
from companion.experiments import PUBLISHED, read_results
from companion.training import SPEED

ROOT = BOOK.parent
PAGES = [
    *("README.md", "CONTRIBUTING.md", "companion/data/README.md", "book/index.md", "book/glossary.md"),
    *("book/map.md", "book/said_often.md", "book/tested.md", "book/exercises/instructors.md"),
    "book/faster_training.md",
]
# Which chapters each one builds on, as arc.md's order has them: the nearest, not all.
NEEDS = {2: [1], 3: [2], 4: [3], 5: [4], 6: [4], 7: [6], 8: [5, 7], 9: [8], 10: [9], 11: [10], 12: [11]}
NEEDS |= {13: [10], 14: [13], 15: [12, 14], 16: [12]}
GRAPH = BOOK / "_static" / "chapters.svg"
# How many chapters each week has, in the two plans for a course.
PLANS = [3, 2, 3, 3, 2, 3], [2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2]


def names():
    """Return what the bindings of pages can read, a dict: the sample's arrays, and facts of the house."""
    files, noxfile = ROOT.glob("companion/*.py"), (ROOT / "noxfile.py").read_text(encoding="utf-8")
    with np.load(SAMPLE) as sample:
        arrays = dict(sample)
    return arrays | {
        "np": np,
        "chapters": CHAPTERS,
        "bound": BOUND,
        "table": read_results(PUBLISHED),
        "failures": FAILURES,
        "package_lines": sum(code_lines(path.read_text(encoding="utf-8")) for path in files),
        "pythons": sorted({float(its) for its in re.findall(r'"(3\.\d+)"', noxfile)}),
        "cover": draw_cover,
        "array": np.array([[1, 2, 3], [4, 5, 6]]),
        "loop": [2 * number for number in [1, 2, 3] if number > 1],
        "speed": json.loads(SPEED.read_text(encoding="utf-8")),
        "batch": benchmark_training.BATCH,
        "benchmark": inspect.getsource(benchmark_training),
        "citation": yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")),
    }


def evaluate(text, readable):
    """Return what the bindings of a text evaluate to, as `bindings.problems` takes it."""
    found = [one.expression for one in bindings.comments(text) if one.kind in "=!"]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(bindings.source(found), dict(readable))
    return bindings.read_values(printed.getvalue())


def question(path):
    """Return the question with which a chapter opens."""
    return re.search(r"\*\*(.+?\?)\*\*", bindings.strip(nbformat.read(path, 4).cells[0].source))[1]


def minutes(path, seconds):
    """Return how long a chapter takes, in minutes: to read, by its words and lines of code; and to run."""
    words = lines = 0
    for cell in nbformat.read(path, 4).cells:
        text = bindings.strip(cell.source)
        words += len(text.split()) if cell.cell_type == "markdown" else 0
        lines += len(text.splitlines()) if cell.cell_type == "code" else 0
    return 5 * math.ceil((words / 130 + lines / 12) / 5), max(1, math.ceil(seconds / 60))


def chapter_rows(runs):
    """Return the rows of the front page's table of chapters."""
    rows = []
    for n, path in enumerate(CHAPTERS, 1):
        read, run = minutes(path, runs["tested"]["seconds"].get(path.stem, 0))
        needed = ", ".join(map(str, NEEDS.get(n, []))) or "-"
        rows.append(f"| {n} | []({path.name}) | {question(path)} | {needed} | {read} | {run} |")
    return rows


def draw_needs():
    """Draw the chapters as circles on a line of columns, and an arrow from each to those that build on it."""
    plt.rcParams.update(plots.STYLE)
    column, row = {1: 0}, {1: 0}
    for n, needed in NEEDS.items():
        column[n] = max(column[one] for one in needed) + 1
        row[n] = {6: -1, 7: -1, 13: 1, 14: 1, 15: 1}.get(n, 0)
    figure, axis = plt.subplots(figsize=(9, 2.2))
    for n, needed in NEEDS.items():
        for one in needed:
            ends = {"xy": (column[n], row[n]), "xytext": (column[one], row[one])}
            arrow = {"arrowstyle": "-|>", "color": "0.5", "shrinkA": 12, "shrinkB": 12}
            axis.annotate("", **ends, arrowprops=arrow)
    for n, place in column.items():
        axis.plot(place, row[n], "o", color=plots.BLUE, markersize=22)
        axis.text(place, row[n], n, color="white", ha="center", va="center", weight="bold")
    axis.set(ylim=(-1.5, 1.5))
    axis.axis("off")
    figure.savefig(GRAPH, metadata={"Date": None})


def plan(counts):
    """Return how the rows of a plan begin: the week and its chapters."""
    weeks = [range(*ends) for ends in pairwise(np.cumsum([1, *counts]))]
    return [f"| {week} | {', '.join(map(str, its))} |" for week, its in enumerate(weeks, 1)]


def written():
    """Map pages to the lines, or their beginnings, that a tool writes or that another file has, too."""
    runs = json.loads(report.RUNS.read_text(encoding="utf-8"))
    hints = [f"| {path.stem[:2]} |" for path in CHAPTERS]
    return {
        "README.md": report.version_rows(runs),
        "book/index.md": chapter_rows(runs),
        "book/tested.md": [line for line in report.tested_page(runs).splitlines() if line],
        "book/exercises/instructors.md": [*plan(PLANS[0]), *plan(PLANS[1]), *hints],
    }


def sections(path):
    """Map each section's anchor to all that a reader sees in it, sections inside it included."""
    text, open_sections = defaultdict(str), []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            for line in bindings.strip(cell.source).splitlines():
                if heading := re.match(r"(#+) (.+)", line):
                    level = len(heading[1])
                    open_sections = [section for section in open_sections if section[0] < level]
                    open_sections.append((level, make_id(heading[2])))
                for _, anchor in open_sections:
                    text[anchor] += line + "\n"
        else:
            shown = [cell.source, cell.metadata.get("mystnb", {}).get("figure", {}).get("caption", "")]
            for output in cell.outputs:
                shown += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
            for _, anchor in open_sections:
                text[anchor] += re.sub(r"\x1b\[[\d;]*m", "", "\n".join(shown)) + "\n"  # without colours
    return text


SECTIONS = {path.name: sections(path) for path in CHAPTERS}


def read(page, readable):
    """Split a page: return the lines that are written elsewhere, those that it has of them, and `Text`s."""
    expected, found, rest, texts = written().get(page, []), [], [], []
    for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
        if start := next((one for one in expected if line.startswith(one)), None):
            found.append(start)
            line = line[len(start) :]
        elif ".ipynb#" in line:  # such a line may quote the sections that it links to
            targets = re.findall(r"\((\w+\.ipynb)#([\w-]+)\)", line)
            quotable = "\n".join(SECTIONS[file][anchor] for file, anchor in targets)
            texts.append(Text("prose", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"`\1`", line), {}, quotable))
            line = ""
        rest.append(line)
    texts.append(Text("prose", "\n".join(rest), {}, ""))
    for text in texts:
        text.values = evaluate(text.source, readable)
    return expected, found, texts


def lies(expected, found, texts):
    """Yield `(kind, lie, whether it is caught)` for what `read` returned."""
    for text in texts:
        yield from text.lies()
    for i, line in enumerate(expected):
        for lie, false in bindings.false_numbers(line):
            yield "written by a tool", lie, [*found[:i], false, *found[i + 1 :]] != expected


def main():
    argparse.ArgumentParser(description="Write the front page's table of chapters.").parse_args()
    rows = "\n".join(chapter_rows(json.loads(report.RUNS.read_text(encoding="utf-8"))))
    path = BOOK / "index.md"
    text, found = re.subn(
        r"(?:^\| \d+ \| \[\].*\n)+", lambda _: rows + "\n", path.read_text("utf-8"), flags=re.M
    )
    assert found == 1, "book/index.md has one table of chapters"
    path.write_text(text, encoding="utf-8", newline="\n")
    draw_needs()


if __name__ == "__main__":
    main()
