"""Submissions: those changed by mistake or on purpose, and a class's, graded as instructors grade them."""

import csv
import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from graders import COURSE, make_course, points_of, read_answers, right_codes, run, submit

# What people hand in by mistake or on purpose. All are graded in one go, between two honest submissions.

HOSTILE = {
    "endless_loop": "while True:\n    pass\n",
    "endless_function": "def one_hot(labels, num_classes):\n    while True:\n        pass\n",
    "exits_the_kernel": "import os\nos._exit(0)\n",
    "fills_memory": "hoard = [bytearray(10**8) for _ in range(15)]\n",
    "prints_a_mark": "def one_hot(labels, num_classes):\n    print('2.0')\n\nprint('points: 2')\n2\n",
    "shows_a_mark": "def one_hot(labels, num_classes):\n    get_ipython().displayhook(2.0)\n",
    "does_not_parse": "def one_hot(labels, num_classes)\n    return 1\n",
    "interrupts": "raise KeyboardInterrupt\n",
    "leaves": "def one_hot(labels, num_classes):\n    raise SystemExit\n",
}
# A wrong answer in a notebook that was changed: each takes the notebook and the answer's check.
TAMPERED = {
    "deletes_a_check": lambda notebook, check: notebook.cells.remove(check),
    "edits_a_check": lambda notebook, check: check.update(source="pass"),
    "deletes_everything": lambda notebook, check: notebook.cells.clear(),
    "renames_a_cell": lambda notebook, check: check.metadata.nbgrader.update(grade_id="test_nothing"),
}


@pytest.fixture(scope="module")
def hostile_course(tmp_path_factory):
    name = "02_one_hot"
    course = tmp_path_factory.mktemp("hostile")
    make_course(course, [name])
    correct = right_codes(read_answers(name))
    for student in "a_honest", "z_honest":
        submit(course, student, name, correct)
    for student, code in HOSTILE.items():
        submit(course, student, name, {**correct, "one_hot": code})
    for student, tamper in TAMPERED.items():
        submit(course, student, name, {**correct, "one_hot": "one_hot = None\n"})
        path = course / "submitted" / student / name / f"{name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        (check,) = [
            c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "test_one_hot"
        ]
        tamper(notebook, check)
        nbformat.write(notebook, path)
    for student, content in {"empty_file": "", "no_notebook": "{}", "half_a_file": None}.items():
        submit(course, student, name, correct)
        path = course / "submitted" / student / name / f"{name}.ipynb"
        path.write_text(
            path.read_text(encoding="utf-8")[:500] if content is None else content, encoding="utf-8"
        )
    # nbgrader ends with an error for what it cannot open, after grading everybody else.
    output = run(course, "nbgrader", "autograde", name, "--Execute.timeout=15").stdout
    return course, output


def test_honest_submissions_beside_hostile_ones_get_all_points(hostile_course):
    points, most = points_of(hostile_course[0], "02_one_hot")
    assert points["a_honest"] == points["z_honest"] == most, hostile_course[1]


@pytest.mark.parametrize("student", [*HOSTILE, *TAMPERED])
def test_a_hostile_submission_gets_nothing_for_its_task(student, hostile_course):
    points, most = points_of(hostile_course[0], "02_one_hot")
    assert points.get(student, {}).get("one_hot") in (None, 0), points[student]
    if student in ("prints_a_mark", "shows_a_mark", "does_not_parse", "edits_a_check", "endless_function"):
        assert points[student] == {**most, "one_hot": 0}


@pytest.mark.parametrize("student", ["empty_file", "no_notebook", "half_a_file"])
def test_what_cannot_be_opened_is_named_and_gets_no_mark(student, hostile_course):
    course, output = hostile_course
    assert re.search(rf"error processing assignment '02_one_hot' for student '{student}'", output), output
    assert not any(points_of(course, "02_one_hot")[0].get(student, {}).values())


# Takes one of the first kernel's ports between Jupyter's choice and the kernel's start.
TAKES_A_PORT = """
import pathlib, socket, sys
from jupyter_client.connect import LocalPortCache
from nbgrader.apps.nbgraderapp import main
lost, ports, taken, find = int(sys.argv.pop(1)), [], [], LocalPortCache.find_available_port
def find_and_take(cache, ip):
    ports.append(find(cache, ip))
    if len(ports) == lost + 1 and not pathlib.Path("taken").exists():
        pathlib.Path("taken").touch()
        taken.append(socket.create_server((ip, ports[-1])))
    return ports[-1]
LocalPortCache.find_available_port = find_and_take
main()
"""


# Without the first the kernel dies; without the second it hangs.
@pytest.mark.parametrize("lost", [0, 1], ids=["shell", "iopub"])
def test_a_submission_whose_kernel_lost_its_port_is_graded(lost, tmp_path):
    name = "02_one_hot"
    make_course(tmp_path, [name])
    for student in "a", "b":
        submit(tmp_path, student, name, right_codes(read_answers(name)))
    grade = "autograde", name, "--Execute.startup_timeout=20"
    done = run(tmp_path, "python", "-c", TAKES_A_PORT, str(lost), *grade)
    points, most = points_of(tmp_path, name)
    assert (tmp_path / "taken").exists() and done.returncode == 0, done.stdout
    assert points == {"a": most, "b": most}


def test_checks_count_where_python_leaves_assertions_out(tmp_path, monkeypatch):
    name = "02_one_hot"
    answers = read_answers(name)
    make_course(tmp_path, [name])
    wrong = {answer.task: answer.code for answer in answers if not answer.right}
    submit(tmp_path, "a", name, right_codes(answers) | wrong)
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    done = run(tmp_path, "nbgrader", "autograde", name)
    points, most = points_of(tmp_path, name)
    assert points == {"a": dict.fromkeys(most, 0)}, done.stdout


def commands():
    """The commands of the instructors' page."""
    page = (COURSE / "instructors.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```bash\n(nbgrader generate_assignment.*?)```", page, re.S)
    return block.strip().splitlines()


def test_the_six_commands_grade_a_class_of_thirty(tmp_path):
    name = "02_one_hot"
    answers = read_answers(name)
    correct = right_codes(answers)
    course = tmp_path / "exercises"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns("submitted", "autograded", "gradebook.db"))
    assert len(commands()) == 6
    for number, command in enumerate(commands()):
        if "zip_collect" in command:
            students = [answers[i % len(answers)] for i in range(30)]
            for i, answer in enumerate(students):
                submit(course, f"student{i:02}", name, {**correct, answer.task: answer.code})
                archive = course / "downloaded" / name / "archive"
                archive.mkdir(parents=True, exist_ok=True)
                handed_in = course / "submitted" / f"student{i:02}" / name / f"{name}.ipynb"
                handed_in.rename(archive / f"student{i:02}-{name}.ipynb")
            shutil.rmtree(course / "submitted")
        done = run(course, *shlex.split(command))
        assert done.returncode == 0, f"command {number + 1}: {done.stdout}"
    grades = list(csv.DictReader(io.StringIO((course / "grades.csv").read_text(encoding="utf-8"))))
    assert len(grades) == 30
    _, most = points_of(course, name)
    for row, answer in zip(sorted(grades, key=lambda row: row["student_id"]), students, strict=True):
        lost = 0 if answer.right else most[answer.task]
        assert float(row["score"]) == sum(most.values()) - lost, answer
    assert len(list(course.glob(f"feedback/*/{name}/{name}.html"))) == 30
    with_solutions = (course / "feedback/student00" / name / f"{name}.html").read_text(encoding="utf-8")
    assert "one_hot" in with_solutions
