"""Pages that are no notebooks: what their bindings read, and what of them is written elsewhere, too.

    python tools/pages.py

writes the tables of `tools/course.py` anew, and draws which chapter needs which.
"""

import argparse
import contextlib
import functools
import inspect
import io
import json
import re
from collections import defaultdict
from itertools import chain

import benchmark_training
import bindings
import course
import draw_cover
import measure_project
import nbformat
import numpy as np
import report
import yaml
from count_lines import code_lines
from docutils.nodes import make_id
from environment import BOOK, CHAPTERS, SPANISH
from nbval_bindings import Text
from ranges import FAILURES

from companion.datasets import SAMPLE
from companion.experiments import PUBLISHED, interval, read_results
from companion.training import SPEED

ROOT = BOOK.parent
PAGES = [
    *("README.md", "CONTRIBUTING.md", "companion/data/README.md", "book/index.md", "book/glossary.md"),
    *("book/map.md", "book/said_often.md", "book/tested.md", "book/faster_training.md"),
    *(f"book/exercises/{name}.md" for name in ("instructors", "course", "outcomes", "grading", "adapting")),
    *(f"book/exercises/{name}.md" for name in ("exams", "projects", "example", "policies")),
]
SPANISH_PAGES = [page.replace("book/", "book/es/") for page in PAGES if page.startswith("book/")]
SPANISH_PAGES += ["README.es.md"]


@functools.cache
def names():
    """Return what the bindings of pages can read, a dict: the sample's arrays, and facts of the house."""
    files, noxfile = ROOT.glob("companion/*.py"), (ROOT / "noxfile.py").read_text(encoding="utf-8")
    with np.load(SAMPLE) as sample:
        arrays = dict(sample)
    accuracies = dict(zip(measure_project.ANGLES, measure_project.read_results(), strict=True))
    return arrays | {
        "np": np,
        "chapters": CHAPTERS,
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
        "project": measure_project,
        "reads": {
            (kind, angle): pairs[kind].mean() for angle, pairs in accuracies.items() for kind in (0, 1)
        },
        "gains": {angle: turned - upright for angle, (upright, turned) in accuracies.items()},
        "interval": interval,
        "hours": course.hours,
        "plans": course.read_course()["plans"],
        "weights": course.read_course()["weights"],
        "citation": yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")),
    }


def evaluate(text):
    """Return what the bindings of a text evaluate to, as `bindings.problems` takes it."""
    found = [one.expression for one in bindings.comments(text) if one.kind in "=!"]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(bindings.source(found), dict(names()))
    return bindings.read_values(printed.getvalue())


@functools.cache
def written():
    """Map pages to the lines, or their beginnings, that a tool writes or that another file has, too."""
    runs = json.loads(report.RUNS.read_text(encoding="utf-8"))
    rows = {page: [*chain(*tables.values())] for page, tables in course.tables().items()}
    for book in report.WORDS:
        rows[f"{book}/tested.md"] = [line for line in report.tested_page(runs, book).splitlines() if line]
        rows[f"{book}/exercises/exams.md"] = [f"| {path.stem[:2]} |" for path in CHAPTERS]
    return rows | {"README.md": report.version_rows(runs)}


def sections(path):
    """Map each section's anchor to all that a reader sees in it, sections inside it included."""
    text, open_sections = defaultdict(str), []
    english = {cell.id: cell for cell in nbformat.read(BOOK / path.name, as_version=4).cells}
    cells = nbformat.read(path, as_version=4).cells if path in SPANISH else english.values()
    for cell in cells:
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
            for output in cell.outputs or english[cell.id].outputs:  # in Spanish, none are stored
                shown += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
            for _, anchor in open_sections:
                text[anchor] += re.sub(r"\x1b\[[\d;]*m", "", "\n".join(shown)) + "\n"  # without colours
    return text


SECTIONS = {path.name: sections(path) for path in CHAPTERS}
SPANISH_SECTIONS = {path.name: sections(path) for path in SPANISH}


def read(page):
    """Split a page: return the lines that are written elsewhere, those that it has of them, and `Text`s."""
    expected, found, rest, texts = written().get(page, []), [], [], []
    titles = SPANISH_SECTIONS if page in SPANISH_PAGES else SECTIONS
    for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
        if start := next((one for one in expected if line.startswith(one)), None):
            found.append(start)
            line = line[len(start) :]
        elif ".ipynb#" in line:  # such a line may quote the sections that it links to
            targets = re.findall(r"\((\w+\.ipynb)#([\w-]+)\)", line)
            quotable = "\n".join(titles[file][anchor] for file, anchor in targets)
            texts.append(Text("prose", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"`\1`", line), {}, quotable))
            line = ""
        rest.append(line)
    texts.append(Text("prose", "\n".join(rest), {}, ""))
    for text in texts:
        text.values = evaluate(text.source)
    return expected, found, texts


def lies(expected, found, texts):
    """Yield `(kind, lie, whether it is caught)` for what `read` returned."""
    for text in texts:
        yield from text.lies()
    for i, line in enumerate(expected):
        for lie, false in bindings.false_numbers(line):
            yield "written by a tool", lie, [*found[:i], false, *found[i + 1 :]] != expected


def main():
    argparse.ArgumentParser(description="Write the tables of `tools/course.py`.").parse_args()
    for page, tables in course.tables().items():
        text = (ROOT / page).read_text(encoding="utf-8")
        for start, rows in tables.items():
            table = "".join(f"{row}\n" for row in rows)
            pattern = rf"(^{re.escape(start)}.*\n\|[-|]+\n)(?:\|.*\n)*"
            text, found = re.subn(pattern, lambda match, table=table: match[1] + table, text, flags=re.M)
            assert found == 1, f"{page} has one table that begins with {start}"
        (ROOT / page).write_text(text, encoding="utf-8", newline="\n")
    course.draw_needs()


if __name__ == "__main__":
    main()
