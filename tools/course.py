"""What a course is made of: chapters and what they need, minutes, plans and outcomes, as rows of tables.

`tools/pages.py` writes them into the pages, and the tests compare. Plans and outcomes stand in
`book/exercises/course.yml`, their Spanish texts in `book/es/exercises/course.yml`, in the same order.
"""

import functools
import json
import math
import re

import bindings
import matplotlib.pyplot as plt
import nbformat
import report
import yaml
from docutils.nodes import make_id
from environment import BOOK, CHAPTERS

from companion import plots

EXERCISES = BOOK / "exercises"
# Which chapters each one builds on: the nearest, not all.
NEEDS = {2: [1], 3: [2], 4: [3], 5: [4], 6: [4], 7: [6], 8: [5, 7], 9: [8], 10: [9], 11: [10], 12: [11]}
NEEDS |= {13: [10], 14: [13], 15: [12, 14], 16: [12]}
GRAPH = BOOK / "_static" / "chapters.svg"
# How the tables begin, and a word in one of them, in each language.
HEADS = {
    "book": [
        "| | chapter |",
        "| week | chapters | reading | tasks | hours |",
        "| week | chapters | reading | tasks | project |",
        "| if you leave out |",
        "| chapter | a student can |",
        "nothing",
    ],
    "book/es": [
        "| | capítulo |",
        "| semana | capítulos | lectura | ejercicios | horas |",
        "| semana | capítulos | lectura | ejercicios | proyecto |",
        "| si dejas fuera |",
        "| capítulo | un estudiante sabe |",
        "nada",
    ],
}


@functools.cache
def read_course(book=BOOK):
    """Return plans, weights and outcomes, as `course.yml` has them, with the texts of a book."""
    course, texts = (
        yaml.safe_load((folder / "exercises" / "course.yml").read_text(encoding="utf-8"))
        for folder in (BOOK, book)
    )
    if book != BOOK:
        for name, plan in course["plans"].items():
            for week, text in zip(plan["weeks"], texts["discuss"][name], strict=True):
                week["discuss"] = text
        for outcome, text in zip(course["outcomes"], texts["can"], strict=True):
            outcome["can"] = text
    return course


def needed(n):
    """Return all chapters that a chapter builds on, and itself: a set of numbers."""
    return {n}.union(*map(needed, NEEDS.get(n, [])))


@functools.cache
def texts(path):
    """Return a notebook's Markdown cells, without bindings."""
    cells = nbformat.read(path, as_version=4).cells
    return [bindings.strip(cell.source) for cell in cells if cell.cell_type == "markdown"]


def released(path):
    """Return a chapter's assignment, as students get it: a path."""
    return EXERCISES / "release" / path.stem / path.name


# Minutes


@functools.cache
def minutes(path):
    """Return how long a chapter takes, in minutes: to read, by its words and lines of code; and to run."""
    cells = nbformat.read(path, as_version=4).cells
    words = sum(len(text.split()) for text in texts(path))
    lines = sum(len(cell.source.splitlines()) for cell in cells if cell.cell_type == "code")
    seconds = json.loads(report.RUNS.read_text(encoding="utf-8"))["tested"]["seconds"].get(path.stem, 0)
    return 5 * math.ceil((words / 130 + lines / 12) / 5), max(1, math.ceil(seconds / 60))


def assignment_minutes(path):
    """Return how long a chapter's assignment takes, as its first line promises."""
    return int(re.search(r"^About (\d+) minutes", texts(released(path))[0], re.M)[1])


def week_minutes(week):
    """Return a week's minutes at home: for reading and running, assignments, perhaps a project."""
    paths = [CHAPTERS[n - 1] for n in week["chapters"]]
    times = [sum(sum(minutes(path)) for path in paths), sum(map(assignment_minutes, paths))]
    return [*times, week["project"]] if "project" in week else times


def hours(name):
    """Return how many hours each week of a plan takes, meetings included."""
    plan = read_course()["plans"][name]
    return [(plan["meeting"] + sum(week_minutes(week))) / 60 for week in plan["weeks"]]


# Rows of tables


def question(path):
    """Return the question with which a chapter opens."""
    return re.search(r"\*\*(.+?\?)\*\*", texts(path)[0])[1]


def chapter_rows(book):
    """Return the rows of the front page's table of chapters."""
    rows = []
    for n, path in enumerate(CHAPTERS, 1):
        read, run = minutes(path)
        asked = question(book / path.name)
        before = ", ".join(map(str, NEEDS.get(n, []))) or "-"
        rows.append(f"| {n} | []({path.name}) | {asked} | {before} | {read} | {run} |")
    return rows


def plan_rows(name, book):
    """Return the rows of a plan: week, chapters, minutes at home, hours in all, what to discuss."""
    plan, rows = read_course(book)["plans"][name], []
    for number, (week, total) in enumerate(zip(plan["weeks"], hours(name), strict=True), 1):
        chapters = ", ".join(map(str, week["chapters"]))
        times = " | ".join(str(time or "-") for time in week_minutes(week))
        rows.append(f"| {number} | {chapters} | {times} | {total:.1f} | {week['discuss']} |")
    return rows


def skip_rows(nothing):
    """Return rows that say, of chapters that less than half of the book needs, what goes with each."""
    rows = []
    for n in range(1, len(CHAPTERS) + 1):
        others = [str(one) for one in range(n + 1, len(CHAPTERS) + 1) if n in needed(one)]
        if len(others) < 4:
            rows.append(f"| {n} | {', '.join(others) or nothing} |")
    return rows


def tasks(path):
    """Return the names of an assignment's graded tasks, in order."""
    cells = [cell.metadata.get("nbgrader", {}) for cell in nbformat.read(released(path), as_version=4).cells]
    return [cell["grade_id"].removeprefix("test_") for cell in cells if cell.get("grade")]


def headings(path):
    """Return the titles of a chapter's sections."""
    return re.findall(r"^##+ (.+)", "\n".join(texts(path)), re.M)


def outcome_rows(book):
    """Return the rows of the table of outcomes."""
    rows = []
    for one in read_course(book)["outcomes"]:
        path = CHAPTERS[one["chapter"] - 1]
        names = tasks(path)
        numbers = [sorted(names.index(task) + 1 for task in one["tasks"]), one["questions"], one["exam"]]
        listed = " | ".join(", ".join(map(str, its)) or "-" for its in numbers)
        titles = dict(zip(headings(path), headings(book / path.name), strict=True))
        there = [titles[title] for title in one["sections"]]
        sections = ", ".join(f"[{title}](../{path.name}#{make_id(title)})" for title in there)
        rows.append(f"| {one['chapter']} | {one['can']} | {sections} | {listed} |")
    return rows


def tables():
    """Map pages to tables, by the beginnings of their first lines, to the rows."""
    found = {}
    for folder, (chapters, six, twelve, skip, outcomes, nothing) in HEADS.items():
        book = BOOK.parent / folder
        plans = {six: plan_rows("six", book), twelve: plan_rows("twelve", book)}
        found |= {
            f"{folder}/index.md": {chapters: chapter_rows(book)},
            f"{folder}/exercises/course.md": {**plans, skip: skip_rows(nothing)},
            f"{folder}/exercises/outcomes.md": {outcomes: outcome_rows(book)},
        }
    return found


def draw_needs():
    """Draw the chapters as circles on a line of columns, and an arrow from each to those that build on it."""
    plt.rcParams.update(plots.STYLE)
    column, row = {1: 0}, {1: 0}
    for n, before in NEEDS.items():
        column[n] = max(column[one] for one in before) + 1
        row[n] = {6: -1, 7: -1, 13: 1, 14: 1, 15: 1}.get(n, 0)
    figure, axis = plt.subplots(figsize=(9, 2.2))
    for n, before in NEEDS.items():
        for one in before:
            ends = {"xy": (column[n], row[n]), "xytext": (column[one], row[one])}
            arrow = {"arrowstyle": "-|>", "color": "0.5", "shrinkA": 12, "shrinkB": 12}
            axis.annotate("", **ends, arrowprops=arrow)
    for n, place in column.items():
        axis.plot(place, row[n], "o", color=plots.BLUE, markersize=22)
        axis.text(place, row[n], n, color="white", ha="center", va="center", weight="bold")
    axis.set(ylim=(-1.5, 1.5))
    axis.axis("off")
    figure.savefig(GRAPH, metadata={"Date": None})
