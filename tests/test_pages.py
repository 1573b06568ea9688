"""Pages that are no notebooks: every number on them is bound, quoted from a chapter, or written by a tool."""

import contextlib
import io
import json
import re
import runpy
from collections import defaultdict
from itertools import pairwise

import bindings
import draw_cover
import nbformat
import numpy as np
import pytest
import report
import yaml
from count_lines import code_lines
from docutils.nodes import make_id
from environment import BOOK, CHAPTERS
from grade import ASSIGNMENTS
from nbval_bindings import Text, too_many_slip
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


@pytest.fixture(scope="module")
def names():
    """What the bindings of pages can read."""
    files = ROOT.glob("companion/*.py")
    with np.load(SAMPLE) as sample:
        arrays = dict(sample)
    return arrays | {
        "np": np,
        "chapters": CHAPTERS,
        "assignments": ASSIGNMENTS,
        "table": TABLE,
        "failures": FAILURES,
        "package_lines": sum(code_lines(path.read_text(encoding="utf-8")) for path in files),
        "pythons": sorted({float(its) for its, _ in runpy.run_path(ROOT / "noxfile.py")["ROWS"].values()}),
        "cover": draw_cover,
        "citation": yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")),
    }


def evaluate(text, names):
    found = [one.expression for one in bindings.comments(text) if one.kind in "=!"]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(bindings.source(found), dict(names))
    return bindings.read_values(printed.getvalue())


def question(path):
    return re.search(r"\*\*(.+?\?)\*\*", bindings.strip(nbformat.read(path, 4).cells[0].source))[1]


def plan(counts):
    """Return how the rows of a plan begin: the week and its chapters."""
    places = np.cumsum([1, *counts])
    weeks = [range(*its) for its in pairwise(places)]
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


def rows(page):
    for line in (BOOK / page).read_text(encoding="utf-8").splitlines():
        if ".ipynb#" in line:
            first, *_, last = bindings.strip(line).strip("| ").split(" | ")
            yield first, last


@pytest.mark.parametrize("page", ["map.md", "glossary.md"])
def test_every_line_leads_to_a_section_with_its_words(page):
    assert len(list(rows(page))) > 50
    for first, last in rows(page):
        words = [code or bold for code, bold in re.findall(r"`([^`]+)`|\*\*([^*]+)\*\*", first)]
        assert words, f"nothing is marked in: {first}"
        for file, anchor in re.findall(r"\((\w+\.ipynb)#([\w-]+)\)", last):
            assert anchor in SECTIONS[file], f"{file} has no section {anchor}"
            for word in words:
                assert word.lower() in SECTIONS[file][anchor].lower(), f"{word!r} is not in {file}#{anchor}"


def test_the_map_leads_to_every_chapter_and_the_glossary_is_sorted():
    chapters = {file for _, last in rows("map.md") for file in re.findall(r"\w+\.ipynb", last)}
    assert chapters == set(SECTIONS)
    terms = [re.search(r"\*\*(.+?)\*\*", first)[1].lower() for first, _ in rows("glossary.md")]
    assert terms == sorted(terms)


def texts_of(page, text, names):
    """Split a page into what is written elsewhere, too, and the rest: a list of `Text`."""
    expected, found, rest, texts = written().get(page, []), [], [], []
    for line in text.splitlines():
        if start := next((one for one in expected if line.startswith(one)), None):
            found.append(start)
            line = line[len(start) :]
        elif ".ipynb#" in line:  # such a line may quote its section, which is code or has code
            targets = re.findall(r"\((\w+\.ipynb)#([\w-]+)\)", line)
            quotable = "\n".join(SECTIONS[file][anchor] for file, anchor in targets)
            texts.append(Text("prose", re.sub(r"\[([^\]]+)\]\([^)]*\)", r"`\1`", line), {}, quotable))
            line = ""
        rest.append(line)
    texts.append(Text("prose", "\n".join(rest), {}, ""))
    for one in texts:
        one.values = evaluate(one.source, names)
    return expected, found, texts


@pytest.mark.parametrize("page", PAGES)
def test_the_numbers_of_a_page_are_bound(page, names, record_property):
    expected, found, texts = texts_of(page, (ROOT / page).read_text(encoding="utf-8"), names)
    assert found == expected
    lies = []
    for text in texts:
        messages = bindings.problems(text.source, text.values, text.quotable)
        assert not messages, "\n".join(messages)
        lies += text.lies()
    for i, line in enumerate(expected):
        for number in bindings.NUMBER.finditer(line):
            for lie in bindings.next_to(number[0]):
                false = line[: number.start()] + lie + line[number.end() :]
                lies.append(("written by a tool", lie, [*found[:i], false, *found[i + 1 :]] != expected))
    record_property("lies", json.dumps([[*lie, []] for lie in lies]))
    assert not (messages := too_many_slip(lies)), "\n".join(messages)
