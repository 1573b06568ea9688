"""nbgrader itself, as instructors run it: it gives the marks that the quick grader gives."""

import copy
import csv
import json
import os
import re
import shlex
import shutil
from unittest import mock

import grade
import nbformat
import pytest
from grade import (
    ASSIGNMENTS,
    COURSE,
    grade_submissions,
    points_of,
    read_answers,
    read_cells,
    run,
)
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from traitlets.config import PyFileConfigLoader

NAME = "02_one_hot"
MOST = read_cells(COURSE, NAME)[1]
RIGHT = grade.right_codes(read_answers(NAME))
LOST = MOST | {"one_hot": 0}
WRONG = "one_hot = None\n"
ENDLESS = "def one_hot(labels, num_classes):\n    while True:\n        pass\n"


def cells_of(notebook):
    """Map the names of a notebook's cells to their places."""
    named = enumerate(cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"])
    return {name: place for place, name in named if name}


def copy_cells(notebook):
    """Copy an answer and its check, as JupyterLab does, with all that nbgrader knows of them."""
    for name in "one_hot", "test_one_hot":
        place = cells_of(notebook)[name]
        notebook["cells"].insert(place, copy.deepcopy(notebook["cells"][place]))


def edit_check(notebook):
    notebook["cells"][cells_of(notebook)["test_one_hot"]]["source"] = "pass"


def delete_check(notebook):
    del notebook["cells"][cells_of(notebook)["test_one_hot"]]


def rename_check(notebook):
    cell = notebook["cells"][cells_of(notebook)["test_one_hot"]]
    cell["metadata"]["nbgrader"]["grade_id"] = "test_nothing"


def delete_all(notebook):
    notebook["cells"].clear()


def hand_in(course, file, code=RIGHT["one_hot"], *changes):
    """Put a notebook into the folder of what was received: an answer to the first task, and changes to it."""
    notebook = json.loads((COURSE / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    for task, answer in (RIGHT | {"one_hot": code}).items():
        notebook["cells"][cells_of(notebook)[task]]["source"] = answer
    for change in changes:
        change(notebook)
    path = course / "downloaded" / NAME / "archive" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def grades(course):
    """Return what `grades.csv` says of each student: a status and a score."""
    done = run(course, "nbgrader", "export")
    assert done.returncode == 0, done.stdout
    with open(course / "grades.csv", encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["assignment"] == NAME]
    return {line["student_id"]: (line["status"], line["score"]) for line in lines}


def collect_and_grade(course):
    done = run(course, "nbgrader", "zip_collect", NAME, "--force")
    assert done.returncode == 0, done.stdout
    return run(course, "nbgrader", "autograde", NAME, "--Execute.timeout=5").stdout


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_released_version_is_the_generated_one_without_solutions(name):
    """As nbgrader's own steps generate it, in this process."""
    with mock.patch.dict(os.environ):
        config = PyFileConfigLoader("nbgrader_config.py", str(COURSE)).load_config()
    notebook = nbformat.read(COURSE / "source" / name / f"{name}.ipynb", as_version=4)
    for step in GenerateAssignment.preprocessors.default():
        if step is not SaveCells:  # in a database
            notebook, _ = step(config=config).preprocess(notebook, {"nbgrader": {"notebook": name}})
    released = (COURSE / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    assert released == nbformat.writes(notebook) + "\n"
    for mark in "SOLUTION", "HIDDEN", "Rubric":
        assert mark not in released


@pytest.mark.thorough
@pytest.mark.parametrize("source", [COURSE, grade.SPANISH])
def test_the_released_versions_are_what_the_command_generates(source, tmp_path):
    grade.make_course(tmp_path, course=source)
    for name in ASSIGNMENTS:
        path = f"release/{name}/{name}.ipynb"
        assert (source / path).read_text(encoding="utf-8") == (tmp_path / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("all_of_them", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_hand_ins_as_students_make_them(all_of_them, tmp_path):
    """Their files' names, their copies of cells, their mistakes: graded as told, or named."""
    grade.make_course(tmp_path, [NAME])
    hand_in(tmp_path, f"j.smith-{NAME}-Copy1.ipynb", RIGHT["one_hot"], copy_cells)
    hand_in(tmp_path, f"Copy of cy-{NAME}.ipynb", WRONG, edit_check)
    hand_in(tmp_path, f"eve-{NAME}.ipynb", "import sys\n" + RIGHT["one_hot"])
    hand_in(tmp_path, f"flo-{NAME}.ipynb").write_text('{"cells": [{"cell_type": "co', encoding="utf-8")
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_student("gus")
    right, wrong = ["j.smith"], ["cy"]
    if all_of_them:
        hand_in(tmp_path, f"ana-maria-{NAME}.ipynb")
        hand_in(tmp_path, f"o'neil-{NAME} (1).ipynb", WRONG)
        hand_in(tmp_path, f"di-{NAME}.ipynb", ENDLESS)
        right, wrong = [*right, "ana-maria"], [*wrong, "o'neil", "di"]
    output = collect_and_grade(tmp_path)
    most, lost = (("graded", str(float(sum(points.values())))) for points in (MOST, LOST))
    assert grades(tmp_path) == {
        **dict.fromkeys(right, most),
        **dict.fromkeys(wrong, lost),
        **dict.fromkeys(["eve", "flo"], ("could not be graded", "")),
        "gus": ("nothing handed in", ""),
    }, output
    assert "eve uses sys, which no answer needs" in output
    assert f"'{NAME}' for student 'flo'" in output
    points = points_of(tmp_path, NAME)
    assert [points[right[-1]], points[wrong[-1]]] == [MOST, LOST]


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ([f"ana-{NAME}.ipynb", f"ana-{NAME} (1).ipynb"], "are of one student"),
        *(
            pytest.param([file], f"{file}: whose file is this", marks=pytest.mark.thorough)
            for file in (f"{NAME}.ipynb", "ana-01_mnist.ipynb", f"ana-{NAME}.pdf")
        ),
    ],
)
def test_a_hand_in_is_never_lost_in_silence(files, named, tmp_path):
    shutil.copy(COURSE / "nbgrader_config.py", tmp_path)
    shutil.copytree(COURSE / "release" / NAME, tmp_path / "release" / NAME)
    for file in files:
        hand_in(tmp_path, file)
    done = run(tmp_path, "nbgrader", "zip_collect", NAME)
    assert done.returncode == 1 and named in done.stdout
    assert not (tmp_path / "submitted").exists()


@pytest.mark.thorough
def test_more_hand_ins(tmp_path):
    grade.make_course(tmp_path, [NAME])
    lost = {
        "interrupts": ("raise KeyboardInterrupt\n",),
        "leaves": ("def one_hot(labels, num_classes):\n    raise SystemExit\n",),
        "does_not_parse": ("def one_hot(labels, num_classes)\n    return 1\n",),
        "equals": ("class Any:\n    shape, dtype = (2, 4), np.float32\none_hot = lambda *_: Any()\n",),
        "deletes": (WRONG, delete_check),
        "renames": (WRONG, rename_check),
    }
    named = {
        "exits": ("import os\nos._exit(0)\n",),
        "shows_a_mark": ("def one_hot(*_):\n    get_ipython().displayhook(2.0)\n",),
        "patches": ("np.array_equal = lambda *_: True\n" + WRONG,),
        "traces": ("import sys\nsys.settrace(print)\n" + WRONG,),
    }
    for student, changes in {**lost, **named, "deletes_all": (WRONG, delete_all)}.items():
        hand_in(tmp_path, f"{student}-{NAME}.ipynb", *changes)
    output = collect_and_grade(tmp_path)
    found = grades(tmp_path)
    assert {student: found[student] for student in lost} == dict.fromkeys(
        lost, ("graded", str(float(sum(LOST.values()))))
    ), output
    assert {found[student][0] for student in named} == {"could not be graded"}
    assert found["deletes_all"] == ("graded", "0.0")


@pytest.mark.thorough
def test_errors_that_are_kept_from_being_seen_are_found(tmp_path):
    """With its list of names switched off, the cell that must fail still finds a hook on the kernel."""
    grade.make_course(tmp_path, [NAME])
    hook = "get_ipython().set_custom_exc((Exception,), lambda *_, **__: None)\n"
    hand_in(tmp_path, f"ana-{NAME}.ipynb", hook + WRONG)
    run(tmp_path, "nbgrader", "zip_collect", NAME)
    output = run(tmp_path, "nbgrader", "autograde", NAME, "--Flag.enabled=False").stdout
    assert "ana: a cell that must fail did not" in output
    assert grades(tmp_path) == {"ana": ("could not be graded", "")}


@pytest.mark.thorough
def test_a_late_and_a_second_hand_in(tmp_path):
    grade.make_course(tmp_path, [NAME])
    page = (COURSE / "grading.md").read_text(encoding="utf-8")
    (due,) = re.findall(r"^nbgrader (db assignment add .*)$", page, re.M)
    (again,) = re.findall(r"```bash\n(nbgrader zip_collect.*?)```", page, re.S)
    hand_in(tmp_path, f"ana-{NAME}.ipynb", WRONG)
    assert run(tmp_path, "nbgrader", *shlex.split(due)).returncode == 0
    run(tmp_path, "nbgrader", "zip_collect", NAME)
    (tmp_path / "submitted" / "ana" / NAME / "timestamp.txt").write_text(
        "2026-12-01 11:00 UTC\n", encoding="utf-8"
    )
    run(tmp_path, "nbgrader", "autograde", NAME)
    assert grades(tmp_path) == {"ana": ("graded", str(float(sum(LOST.values()))))}
    assert (tmp_path / "grades.csv").read_text(encoding="utf-8").endswith(",3600\n")
    hand_in(tmp_path, f"ana-{NAME}.ipynb")
    for command in again.strip().splitlines():
        done = run(tmp_path, *shlex.split(command))
        assert done.returncode == 0, done.stdout
    assert grades(tmp_path) == {"ana": ("graded", str(float(sum(MOST.values()))))}


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
    page = (COURSE / "grading.md").read_text(encoding="utf-8")
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
