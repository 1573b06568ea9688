"""Pages that are no notebooks: what their bindings read, and what of them is written elsewhere, too."""

import contextlib
import io
import json
import re
from collections import defaultdict
from itertools import pairwise

import bindings
import draw_cover
import nbformat
import numpy as np
import report
import yaml
from count_lines import code_lines
from docutils.nodes import make_id
from environment import BOOK, CHAPTERS
from grade import ASSIGNMENTS
from nbval_bindings import BOUND, Text
from ranges import FAILURES

from companion.datasets import SAMPLE
from companion.replication import TABLE

ROOT = BOOK.parent
PAGES = [
    *("README.md", "CONTRIBUTING.md", "companion/data/README.md", "book/index.md", "book/glossary.md"),
    *("book/map.md", "book/tested.md", "book/exercises/instructors.md"),
]
# How many chapters each week has, in the two plans for a course.
PLANS = [3, 2, 2, 2, 2, 3], [1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2]


def names():
    """Return what the bindings of pages can read, a dict: the sample's arrays, and facts of the house."""
    files, noxfile = ROOT.glob("companion/*.py"), (ROOT / "noxfile.py").read_text(encoding="utf-8")
    with np.load(SAMPLE) as sample:
        arrays = dict(sample)
    return arrays | {
        "np": np,
        "chapters": CHAPTERS,
        "bound": BOUND,
        "table": TABLE,
        "failures": FAILURES,
        "package_lines": sum(code_lines(path.read_text(encoding="utf-8")) for path in files),
        "pythons": sorted({float(its) for its in re.findall(r'"(3\.\d+)"', noxfile)}),
        "cover": draw_cover,
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


def plan(counts):
    """Return how the rows of a plan begin: the week and its chapters."""
    weeks = [range(*ends) for ends in pairwise(np.cumsum([1, *counts]))]
    return [f"| {week} | {', '.join(map(str, its))} |" for week, its in enumerate(weeks, 1)]


def written():
    """Map pages to the lines, or their beginnings, that a tool writes or that another file has, too."""
    runs = json.loads(report.RUNS.read_text(encoding="utf-8"))
    hints = [f"| {name[:2]} |" for name in ASSIGNMENTS]
    return {
        "README.md": report.version_rows(runs),
        "book/index.md": [f"| []({path.name}) | {question(path)} |" for path in CHAPTERS],
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
        for number in bindings.NUMBER.finditer(line):
            for lie in bindings.next_to(number[0]):
                false = line[: number.start()] + lie + line[number.end() :]
                yield "written by a tool", lie, [*found[:i], false, *found[i + 1 :]] != expected
