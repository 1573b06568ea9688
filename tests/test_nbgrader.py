"""nbgrader itself, as instructors run it: it gives the marks that the quick grader gives."""

import csv
import functools
import json
import re
import shlex
import shutil

import grade
import pytest
from grade import (
    ASSIGNMENTS,
    COURSE,
    by_processes,
    grade_submissions,
    points_of,
    read_answers,
    read_cells,
    run,
)

NAME = "02_one_hot"
SOME = ASSIGNMENTS[::6]  # of the others, nbgrader's marks are compared in the thorough tests
MOST = read_cells(COURSE, NAME)[1]
# Answers to its first task that people hand in by mistake or on purpose.
HOSTILE = {
    "endless": "def one_hot(labels, num_classes):\n    while True:\n        pass\n",
    "exits": "import os\nos._exit(0)\n",
    "interrupts": "raise KeyboardInterrupt\n",
    "leaves": "def one_hot(labels, num_classes):\n    raise SystemExit\n",
    "does_not_parse": "def one_hot(labels, num_classes)\n    return 1\n",
    "shows_a_mark": "def one_hot(labels, num_classes):\n    get_ipython().displayhook(2.0)\n",
}
# What they do to a notebook with a wrong answer and to its check.
TAMPERED = {
    "edits": lambda cells, check: check.update(source="pass"),
    "deletes": lambda cells, check: cells.remove(check),
    "deletes_all": lambda cells, check: cells.clear(),
    "renames": lambda cells, check: check["metadata"]["nbgrader"].update(grade_id="test_nothing"),
}
UNREADABLE = {"empty": "", "half": '{"cells": [{"cell_type": "co'}


def grade_hostile(course, hostile, tampered, unreadable=()):
    """Grade hostile students and an honest one, who is the last; return nbgrader's output and all points.

    Points of hostile answers have to be those that the quick grader gives.
    """
    right = grade.right_codes(read_answers(NAME))
    codes = {student: right | {"one_hot": HOSTILE[student]} for student in hostile} | {"zoe": right}
    for student in codes:
        grade.submit(course, student, NAME, codes[student])
    for student in tampered:
        path = grade.submit(course, student, NAME, right | {"one_hot": "one_hot = None\n"})
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]}
        TAMPERED[student](notebook["cells"], cells["test_one_hot"])
        path.write_text(json.dumps(notebook), encoding="utf-8")
    for student in unreadable:
        grade.submit(course, student, NAME, right).write_text(UNREADABLE[student], encoding="utf-8")
    output = run(course, "nbgrader", "autograde", NAME, "--Execute.timeout=5").stdout
    points = points_of(course, NAME)
    (quick,) = grade_submissions(
        {NAME: list(codes.values())}, functools.partial(by_processes, limit=2)
    ).values()
    assert {student: points[student] for student in codes} == dict(zip(codes, quick, strict=True)), output
    assert points["zoe"] == MOST
    assert all(points[student]["one_hot"] == 0 for student in [*hostile, *tampered]), points
    return output, points


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with the released versions of all assignments."""
    folder = tmp_path_factory.mktemp("course")
    grade.make_course(folder)
    return folder


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_released_version_is_the_generated_one_without_solutions(name, course):
    path = f"release/{name}/{name}.ipynb"
    released = (course / path).read_text(encoding="utf-8")
    assert (COURSE / path).read_text(encoding="utf-8") == released
    for mark in "SOLUTION", "HIDDEN", "Rubric":
        assert mark not in released


def test_a_right_and_a_wrong_student_get_the_marks_of_the_quick_grader(course):
    submissions, expected = {}, {}
    for name in SOME:
        answers = read_answers(name)
        wrong = {answer.task: answer.code for answer in answers if not answer.right}
        submissions[name] = [grade.right_codes(answers), wrong]
        most = read_cells(COURSE, name)[1]
        expected[name] = [most, dict.fromkeys(most, 0)]
        for student, codes in zip("ab", submissions[name], strict=True):
            grade.submit(course, student, name, codes)
    output = "".join(run(course, "nbgrader", "autograde", name, "--student=[ab]").stdout for name in SOME)
    points = {name: points_of(course, name) for name in SOME}
    assert {name: [points[name].get(student) for student in "ab"] for name in SOME} == expected, output
    assert grade_submissions(submissions) == expected


def test_hostile_students_get_the_marks_of_the_quick_grader(course):
    _, points = grade_hostile(course, ["endless", "exits"], ["edits"])
    assert points["endless"] == points["edits"] == MOST | {"one_hot": 0}


@pytest.mark.thorough
def test_more_hostile_students(tmp_path):
    grade.make_course(tmp_path, [NAME])
    output, points = grade_hostile(tmp_path, HOSTILE, TAMPERED, UNREADABLE)
    for student in UNREADABLE:
        assert f"error processing assignment '{NAME}' for student '{student}'" in output
        assert not any(points[student].values())


@pytest.mark.thorough
def test_all_answers_get_the_marks_of_the_quick_grader():
    assert grade.grade_answers(grader=grade.by_nbgrader) == grade.grade_answers()


@pytest.mark.thorough
def test_checks_count_where_python_leaves_assertions_out(monkeypatch):
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    wrong = {answer.task: answer.code for answer in read_answers(NAME) if not answer.right}
    nothing = [dict.fromkeys(MOST, 0)]
    assert grade_submissions({NAME: [wrong]}) == {NAME: nothing}
    assert grade.by_nbgrader(COURSE, NAME, [wrong]) == nothing


@pytest.mark.thorough
def test_the_six_commands_grade_a_class(tmp_path):
    course = tmp_path / "exercises"
    ignored = shutil.ignore_patterns("submitted", "autograded", "feedback", "gradebook.db*")
    shutil.copytree(COURSE, course, ignore=ignored)
    page = (COURSE / "instructors.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```bash\n(nbgrader generate_assignment.*?)```", page, re.S)
    answers = read_answers(NAME)
    students = {f"student{number:02}": answer for number, answer in enumerate(answers)}
    for number, command in enumerate(block.strip().splitlines(), start=1):
        if number == 3:  # collect
            archive = course / "downloaded" / NAME / "archive"
            archive.mkdir(parents=True)
            for student, answer in students.items():
                path = grade.submit(
                    course, student, NAME, grade.right_codes(answers) | {answer.task: answer.code}
                )
                path.rename(archive / f"{student}-{NAME}.ipynb")
            shutil.rmtree(course / "submitted")
        done = run(course, *shlex.split(command))
        assert done.returncode == 0, f"{command}: {done.stdout}"
    assert number == 6
    with open(course / "grades.csv", encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    lost = {student: 0 if answer.right else MOST[answer.task] for student, answer in students.items()}
    assert scores == {student: sum(MOST.values()) - lost[student] for student in students}
    pages = course.glob(f"feedback/*/{NAME}/{NAME}.html")
    assert ["one_hot" in page.read_text(encoding="utf-8") for page in pages] == [True] * len(students)
