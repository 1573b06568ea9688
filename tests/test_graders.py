"""The exercises: graders that tell right answers from wrong ones."""

import re
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import graders
from graders import ANSWERS, ASSIGNMENTS, COURSE, grade_all, read_answers


def source(name):
    return nbformat.read(COURSE / "source" / name / f"{name}.ipynb", as_version=4)


def grader_cells(name):
    return [cell for cell in source(name).cells if "nbgrader" in cell.metadata]


def points(name, kind):
    return sum(
        cell.metadata.nbgrader.points
        for cell in grader_cells(name)
        if cell.metadata.nbgrader.grade and cell.cell_type == kind
    )


@pytest.fixture(scope="module")
def graded():
    """The released versions of all assignments and the marks of all answers to them."""
    return grade_all()


def test_every_chapter_has_an_assignment():
    chapters = {path.stem for path in COURSE.parent.glob("*.ipynb")}
    assert set(ASSIGNMENTS) == chapters == {path.stem for path in ANSWERS.glob("*.py")}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assignment_has_its_parts(name):
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in grader_cells(name)}
    tasks = [task.removeprefix("test_") for task in cells if task.startswith("test_")]
    assert 3 <= len(tasks) <= 5
    for task in tasks:
        assert "### BEGIN SOLUTION" in cells[task].source
        check = cells[f"test_{task}"].source
        # Inside a function, its names do not overwrite the student's.
        assert check.startswith(f"def check_{task}():\n") and check.endswith(f"\ncheck_{task}()")
        visible, _, hidden = check.partition("### BEGIN HIDDEN TESTS")
        assert "assert " in visible and ("assert " in hidden or "raise AssertionError" in hidden)
    (written,) = [cell for cell in cells.values() if cell.cell_type == "markdown"]
    assert "Rubric:" in written.source
    notebook = source(name)
    promised = re.search(r"About (\d+) minutes, (\d+) points", notebook.cells[0].source)
    assert int(promised[2]) == points(name, "code") + points(name, "markdown")
    headings = re.findall(r"^## .* \((\d+) points?\)$", "\n".join(c.source for c in notebook.cells), re.M)
    assert sum(map(int, headings)) == int(promised[2])


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_released_version_is_the_generated_one_without_solutions(name, graded):
    released = graded[name].released
    assert (COURSE / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8") == released
    for mark in "SOLUTION", "HIDDEN", "Rubric":
        assert mark not in released


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_there_are_enough_answers(name):
    answers = read_answers(name)
    for cell in grader_cells(name):
        if cell.metadata.nbgrader.grade_id.startswith("test_"):
            task = cell.metadata.nbgrader.grade_id.removeprefix("test_")
            assert sum(answer.task == task and answer.right for answer in answers) >= 2
            assert sum(answer.task == task and not answer.right for answer in answers) >= 5
    kinds = [(answer.task, answer.description) for answer in answers]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_right_answers_get_all_points_and_wrong_ones_lose_those_of_their_task(name, graded):
    slipped = [
        f"{mark.answer.task}: {mark.answer.description} ({'right' if mark.answer.right else 'wrong'}) "
        f"got {mark.points} of {mark.most}"
        for mark in graded[name].marks
        if not mark.as_it_should_be
    ]
    assert slipped == []


def test_the_table_for_instructors_is_current(graded):
    assert graders.TABLE.read_text(encoding="utf-8") == graders.table(graded)


def test_a_weakened_check_is_named(tmp_path, monkeypatch):
    """With its hidden checks gone, an assignment lets wrong answers through, and the suite names them."""
    weak = tmp_path / "exercises"
    shutil.copytree(COURSE / "source/02_one_hot", weak / "source/02_one_hot")
    shutil.copy(COURSE / "nbgrader_config.py", weak)
    notebook = source("02_one_hot")
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "test_one_hot":
            hidden = r" *### BEGIN HIDDEN TESTS.*### END HIDDEN TESTS\n"
            cell.source = re.sub(hidden, "", cell.source, flags=re.S)
    nbformat.write(notebook, weak / "source/02_one_hot/02_one_hot.ipynb")
    monkeypatch.setattr(graders, "COURSE", weak)
    slipped = {
        mark.answer.description for mark in graders.grade("02_one_hot").marks if not mark.as_it_should_be
    }
    assert slipped == {
        "a negative label counts from the end",
        "no error for a label that is too large",
        "hard-codes the visible example",
    }
