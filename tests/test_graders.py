"""The exercises: graders that tell right answers from wrong ones."""

import ast
import functools
import itertools
import json
import re
import sys

import bindings
import checks
import course
import grade
import mutants
import nbformat
import numpy as np
import pytest
from bindings import NUMBER, are_in_order
from environment import CHAPTERS
from grade import (
    ANSWERS,
    ASSIGNMENTS,
    COURSE,
    TABLE,
    grade_answers,
    grade_submissions,
    read_answers,
    read_cells,
)
from nbval_bindings import Text, too_many_slip

PYTHONS = "sum", "max", "min", "abs", "len", "list", "range", "all", "any", "round", "sorted", "zip", "map"


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    """A folder for what the bindings in the assignments' texts evaluate to."""
    return tmp_path_factory.mktemp("values")


@pytest.fixture(scope="module")
def graded(values):
    """All that the quick tests hand in, graded in one pass, since each start costs its imports.

    A few answers to each task, some of the right ones after a cell that leaves Python's own names changed,
    and a tenth of the broken sample solutions.
    """
    answers = {
        name: list(with_left_over(name, grade.the_few(name, read_answers(name)))) for name in ASSIGNMENTS
    }
    broken = {name: mutants.mutants_of(name)[::10] for name in ASSIGNMENTS}
    submissions = {}
    for name in ASSIGNMENTS:
        submissions[name] = [{one.task: one.code} for one in answers[name]]
        submissions[name] += [{task: code} for task, _, code in broken[name]]
    points = grade_submissions(submissions, functools.partial(grade.by_processes, values=values))
    parts = {name: iter(points[name]) for name in ASSIGNMENTS}

    def first(number, name):
        return list(itertools.islice(parts[name], number))

    marked = grade.marks(answers, {name: first(len(answers[name]), name) for name in ASSIGNMENTS})
    mutated = {name: mutants.verdicts(broken[name], first(len(broken[name]), name)) for name in ASSIGNMENTS}
    return {"marked": marked, "mutated": mutated}


def with_left_over(name, answers):
    """Let the first right answer to each task stand after what other cells may leave over.

    A check calls what Python calls `sum`, whatever the student's notebook has made of it.
    """
    seen = set()
    for answer in answers:
        code = answer.code
        if answer.right and answer.task not in seen and not grade.trains(name, answer.task):
            seen.add(answer.task)
            unused = [python for python in PYTHONS if not re.search(rf"\b{python}\b", code)]
            code = f"{' = '.join(unused)} = 0\n{code}"
        yield answer._replace(code=code)


def test_chapters_have_assignments():
    assert set(ASSIGNMENTS) == {path.stem for path in ANSWERS.glob("*.py")}
    assert set(ASSIGNMENTS) == {path.stem for path in CHAPTERS}


def test_only_a_folder_with_its_notebook_is_an_assignment(tmp_path):
    for file in ".DS_Store", "01_mnist/01_mnist.ipynb", "01_mnist/Untitled.ipynb", "02_one_hot/.DS_Store":
        (tmp_path / "source" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / file).touch()
    assert grade.assignments(tmp_path) == ["01_mnist"]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assignment_has_its_parts(name):
    notebook = nbformat.read(COURSE / "source" / name / f"{name}.ipynb", as_version=4)
    cells = {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}
    tasks = [task.removeprefix("test_") for task in cells if task.startswith("test_")]
    assert 3 <= len(tasks) <= 5
    compared = re.findall(
        r'checks\.compare\(\s*"\w+",\s*"(\w+)"', "\n".join(c.source for c in notebook.cells)
    )
    assert set(compared) == set(checks.hidden(name))
    for task in tasks:
        assert "### BEGIN SOLUTION" in cells[task].source
        check = cells[f"test_{task}"].source
        # Inside a function, its names do not overwrite the student's.
        assert check.startswith(f"def check_{task}():\n") and check.endswith(f"\ncheck_{task}()")
        visible, _, hidden = check.partition("### BEGIN HIDDEN TESTS")
        assert "assert " in visible
        assert re.search(rf'checks\.compare\(\s*"{name}",\s*"{task}",\s*{task}', hidden)
    # Colab has these, so students run what they see with nothing installed.
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    imported = set(re.findall(r"^ *(?:import|from) (\w+)", code, re.M))
    assert imported <= {"numpy", "keras", "checks", *["companion"] * ("except ImportError:" in code)}
    (written,) = [cell for cell in cells.values() if cell.cell_type == "markdown"]
    assert "Rubric:" in written.source
    promised = re.search(r"About (\d+) minutes, (\d+) points", bindings.strip(notebook.cells[0].source))
    headings = re.findall(r"^## .* \((\d+) points?\)$", "\n".join(c.source for c in notebook.cells), re.M)
    points = [cell.metadata.nbgrader.points for cell in cells.values() if cell.metadata.nbgrader.grade]
    assert int(promised[2]) == sum(points) == sum(map(int, headings))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_what_a_task_rests_on_has_been_taught(name):
    """Each section that it names stands in its own chapter or one that this builds on."""
    taught = set()
    for n, path in enumerate(CHAPTERS, 1):
        if n in course.needed(int(name[:2])):
            cells = [cell.source for cell in nbformat.read(path, as_version=4).cells]
            taught |= set(re.findall(r"^#+ \"?(.+?)\"?$", bindings.strip("\n".join(cells)), re.M))
    texts = "\n".join(bindings.strip(text) for text in grade.read_texts(COURSE, name)[0])
    named = [
        section
        for line in re.findall(r"^\*Rests on.*", texts, re.M)
        for section in re.findall("“(.+?)”", line)
    ]
    assert named and not {section for section in named if section not in taught}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_there_are_enough_answers(name):
    answers = read_answers(name)
    for task in read_cells(COURSE, name)[1]:
        assert sum(answer.task == task and answer.right for answer in answers) >= 2
        assert sum(answer.task == task and not answer.right for answer in answers) >= 5
    kinds = [(answer.task, answer.description) for answer in answers]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_right_answers_get_all_points_and_wrong_ones_lose_those_of_their_task(name, graded):
    assert [mark for mark in graded["marked"][name] if not mark.as_it_should_be] == []


def test_the_table_for_instructors_is_current():
    """As to the answers; what became of all of them, and of all broken solutions, is a thorough test's."""
    rows = re.findall(
        r"^\| (\d+) \| `(\w+)` \| (\d+) \| (\d+) of (\d+) \| (\d+) of (\d+) \|", TABLE.read_text(), re.M
    )
    expected = []
    for name in ASSIGNMENTS:
        answers, most = read_answers(name), read_cells(COURSE, name)[1]
        for task in dict.fromkeys(answer.task for answer in answers):
            rights = [answer.right for answer in answers if answer.task == task]
            right, wrong = str(sum(rights)), str(len(rights) - sum(rights))
            expected.append((name[:2], task, str(most[task]), right, right, wrong, wrong))
    assert rows == expected


def test_luck_decides_no_mark():
    """Of the tasks that train: `tools/seeds.py` wrote how often their answers passed, from many seeds."""
    stated = (COURSE / "seeds.md").read_text(encoding="utf-8").splitlines()[2:]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in stated]
    tasks = {}
    for name in ASSIGNMENTS:
        for answer in read_answers(name):
            if grade.trains(name, answer.task):
                tasks.setdefault((name[:2], f"`{answer.task}`"), []).append(answer.right)
    assert {(row[0], row[1]): [int(row[2]), int(row[4])] for row in rows} == {
        task: [sum(rights), len(rights) - sum(rights)] for task, rights in tasks.items()
    }
    for *_, right, right_passed, wrong, wrong_passed, _ in rows:
        passed, tried = map(int, right_passed.split(" of "))
        assert passed == tried >= 20 * int(right)
        passed, tried = map(int, wrong_passed.split(" of "))
        assert passed == 0
        assert tried >= 5 * int(wrong)


@pytest.mark.thorough
def test_the_whole_table_is_current():
    marked, mutated = grade_answers(), mutants.grade_mutants()
    assert not [mark for name in marked for mark in marked[name] if not mark.as_it_should_be]
    assert TABLE.read_text(encoding="utf-8") == grade.table(marked, mutated)


@pytest.mark.thorough
def test_spanish_assignments_give_the_same_marks():
    for name, marks in grade_answers(course=grade.SPANISH).items():
        assert [mark for mark in marks if not mark.as_it_should_be] == [], name


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_numbers_in_an_assignment_are_bound(name, graded, values, record_property):
    found = bindings.read_values((values / f"{name}.json").read_text(encoding="utf-8"))
    found |= {(expression, True): value for (expression, _), value in found.items()}
    code = "\n".join(read_cells(COURSE, name)[0].values())
    texts = [Text("prose", source, {}, code) for source in grade.read_texts(COURSE, name)[0]]
    for text in texts:
        text.values = found
        assert not (messages := text.problems()), "\n".join(messages)
    lies = [lie for text in texts for lie in text.lies()]
    lies += lies_in_hints(code)
    record_property("lies", json.dumps([[*lie, []] for lie in lies]))
    assert not (messages := too_many_slip(lies)), "\n".join(messages)


def lies_in_hints(code):
    """Yield `(kind, lie, whether it is caught)`: a hint's numbers stand in its condition, in their order."""
    visible = re.sub(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", "pass", code, flags=re.S)
    for node in ast.walk(ast.parse(visible)):
        if isinstance(node, ast.Assert) and node.msg:
            message = node.msg.values if isinstance(node.msg, ast.JoinedStr) else [node.msg]
            parts = [part.value for part in message if isinstance(part, ast.Constant)]
            hint = " … ".join(part for part in parts if isinstance(part, str))
            condition = ast.unparse(node.test)
            for lie, false in bindings.false_numbers(hint):
                stand = [are_in_order(NUMBER.findall(text), condition) for text in (hint, false)]
                yield "hint", f"{lie} in “{hint}”, about {condition}", stand == [True, False]


@pytest.mark.thorough
def test_students_seldom_lose_points_unseen():
    """Most wrong answers fail the checks that students see already."""
    marked = grade_answers(grader=functools.partial(grade.by_processes, visible=True))
    for name, marks in marked.items():
        wrong = [mark for mark in marks if not mark.answer.right]
        assert sum(mark.as_it_should_be for mark in wrong) >= 0.8 * len(wrong), name
        assert [mark for mark in marks if mark.answer.right and not mark.as_it_should_be] == []


def test_broken_solutions_are_caught(graded):
    """All mutants but those that are equivalent, with their reasons; and few are."""
    mutated = graded["mutated"]
    for name, found in mutated.items():
        assert {mutant for _, mutant, caught in found if not caught} == {
            mutant for _, mutant, _ in found if mutant in mutants.equivalents(name)
        }
    equivalents = sum(len(mutants.equivalents(name)) for name in ASSIGNMENTS)
    assert equivalents <= 0.05 * 10 * sum(map(len, mutated.values()))


@pytest.mark.parametrize(
    "result",
    [
        "type('Any', (), {'__eq__': lambda *_: True, 'shape': (2, 4), 'dtype': np.dtype('float32')})()",
        "type('Mine', (np.ndarray,), {'__eq__': lambda *_: np.True_})((2, 4), 'float32')",
        "np.ma.masked_all((2, 4), 'float32')",
        "np.array([[0, 0, 1, 0], [1, 0, 0, 0]], object)",
    ],
)
def test_a_result_cannot_answer_for_itself(result):
    name = "02_one_hot"
    code = f"def one_hot(labels, num_classes):\n    return {result}\n"
    assert grade_submissions({name: [{"one_hot": code}]})[name][0]["one_hot"] == 0


def test_the_first_case_that_fails_is_shown():
    def one_hot(labels, num_classes):
        return np.eye(num_classes, dtype="float32")[labels % num_classes]

    with pytest.raises(AssertionError) as error:
        checks.compare("02_one_hot", "one_hot", one_hot)
    assert str(error.value) == (
        "one_hot is wrong for\n  labels = array([1], dtype=uint8)\n  num_classes = 1\n"
        "It should raise a ValueError. Yours: array([[1.]], dtype=float32)"
    )


def test_an_answer_harms_only_itself():
    """It can be stopped, takes no more memory than it may have, and ends only its own process."""
    name = "02_one_hot"
    right, most = grade.right_codes(read_answers(name)), read_cells(COURSE, name)[1]
    lost, nothing = most | {"one_hot": 0}, dict.fromkeys(most, 0)
    limited = sys.platform == "linux"
    hostile = {
        "while True:\n    pass\n": lost,
        "raise SystemExit\n": lost,
        "hoard = np.empty(3 * 10**9, dtype='uint8')\n" + right["one_hot"]: lost if limited else most,
        "np.eye = np.argmax = None\n": nothing,
        "import os\nos._exit(0)\n": nothing,
        right["one_hot"]: most,
    }
    submissions = [right | {"one_hot": code} for code in hostile]
    graded = grade.grade_submissions({name: submissions}, functools.partial(grade.by_processes, limit=2))
    assert graded[name] == list(hostile.values())
