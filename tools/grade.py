"""Grade right and wrong answers to the exercises, and name the wrong ones that slip through.

    python tools/grade.py [--nbgrader] [NAME ...]

The answers are in `tests/answers/NAME.py`; each begins with a line `# %% task | right or wrong | what it is`.
Each is graded by running its task's cells in a process of its own; with `--nbgrader` also by nbgrader itself,
in a submission in which all else is right, and the marks are compared. With `--visible`, only the checks that
students see are run.
Without names, all assignments are graded, and if no answer slips through, the table
`book/exercises/graders.md` and the released versions are written anew.
"""

import _thread
import argparse
import contextlib
import gc
import inspect
import itertools
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import types
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import bindings
import environment  # noqa: F401

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "tests" / "answers"
COURSE = ROOT / "book" / "exercises"
SPANISH = ROOT / "book" / "es" / "exercises"
TABLE = COURSE / "graders.md"
HIDDEN = re.compile(r" *### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n", re.S)
sys.path.append(str(COURSE))  # for `checks`


def assignments(course):
    """Return the names of a course's assignments: the folders that hold a notebook of the same name."""
    return sorted(path.stem for path in course.glob("source/*/*.ipynb") if path.stem == path.parent.name)


ASSIGNMENTS = assignments(COURSE)


class Answer(NamedTuple):
    """An answer to one task."""

    task: str
    right: bool
    description: str
    code: str


class Mark(NamedTuple):
    """An answer, the points that it got, and the points that there are."""

    answer: Answer
    points: float
    most: float

    @property
    def as_it_should_be(self):
        """Whether a right answer got everything, or a wrong one nothing."""
        return self.points == (self.most if self.answer.right else 0)


def read_answers(name):
    """Read the answers to an assignment: a list of `Answer`, in the order of the file.

    Raises:
        ValueError: if a header is not of the form `# %% task | right or wrong | what it is`.
    """
    text = (ANSWERS / f"{name}.py").read_text(encoding="utf-8")
    before, *parts = re.split(r"^# %% (.*)\n", text, flags=re.M)
    answers = []
    for header, code in zip(parts[::2], parts[1::2], strict=True):
        match = re.fullmatch(r"(\w+) \| (right|wrong) \| (.+)", header)
        if before.strip() or not match:
            raise ValueError(f"answers/{name}.py: this is not a header of an answer: # %% {header}")
        answers.append(Answer(match[1], match[2] == "right", match[3], code.strip("\n") + "\n"))
    return answers


def right_codes(answers):
    """Map each task to the first right answer among `answers`."""
    return {answer.task: answer.code for answer in reversed(answers) if answer.right}


def read_cells(course, name, visible=False):
    """Return two dicts of an assignment: from each code cell to its source, from each task to its points.

    A cell without a name has its number. With `visible`, the hidden checks are left out.
    """
    notebook = json.loads((course / "source" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    codes, most = {}, {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            about = cell["metadata"].get("nbgrader", {})
            codes[about.get("grade_id", len(codes))] = "".join(cell["source"])
            if about.get("grade"):
                most[about["grade_id"].removeprefix("test_")] = about["points"]
    if visible:
        codes = {cell: HIDDEN.sub("", code) for cell, code in codes.items()}
    return codes, most


def run_cells(codes, limit, results):
    """Run cells as a fresh notebook does, going on after an error, and send the names of those without one.

    Args:
        codes: dict from a cell's name to its code.
        limit: seconds after which a cell is interrupted.
        results: the pipe's end to send to.
    """
    import numpy

    numpy.random.seed()  # noqa: NPY002 - a forked process has its parent's random numbers
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with contextlib.suppress(ImportError, ValueError):  # on Windows; where less is allowed
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (2 * 2**30, resource.RLIM_INFINITY))
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    passed = []
    for name, code in codes.items():
        timer = threading.Timer(limit, _thread.interrupt_main)
        timer.start()
        try:
            exec(compile(code, str(name), "exec", optimize=0), main.__dict__)
            passed.append(name)
        except BaseException:  # exits and interrupts, too
            pass
        finally:
            timer.cancel()
    results.send(passed)


def read_texts(course, name):
    """Return the text cells of an assignment, each with its bindings, and the sum of its points."""
    notebook = json.loads((course / "source" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    points = [cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in notebook["cells"]]
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return texts, sum(points)


def bindings_cell(texts, points, path):
    """Return code for a last cell that writes to a file what the bindings of the texts evaluate to.

    They may read the sum of the assignment's `points`.
    """
    found = (one for text in texts for one in bindings.comments(text) if one.kind in "=!")
    code = bindings.source(dict.fromkeys(one.expression for one in found))
    return f"""
import contextlib
points = {points}
with open({str(path)!r}, "w") as file, contextlib.redirect_stdout(file):
    exec({code!r})
"""


def by_processes(course, name, submissions, limit=60, values=None, visible=False):
    """Grade submissions to an assignment by running each in a process of its own.

    A submission with a single task is graded by this task's cells alone.

    Where the system can, that process is forked from this one, which has imported what notebooks import
    and has run none: TensorFlow does not survive a fork after its first operation.

    Args:
        course: the course's folder.
        name: the assignment's name.
        submissions: list of dicts from tasks to code.
        limit: seconds for one cell.
        values: a folder. What the bindings in the assignment's text evaluate to after its last cell is
            written there, as NAME.json.
        visible: whether the hidden checks are left out.

    Returns:
        list of dicts from tasks to points: none for a process that ended early or let nothing interrupt it.
    """
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    codes, most = read_cells(course, name, visible)
    if context.get_start_method() == "fork":
        imports = re.findall(r"^(?:import|from) .+", "\n".join(codes.values()), re.M)
        exec("\n".join(["import numpy.random, checks", *imports]), {})
        prepare_cases(name, codes)
        gc.freeze()
    graded = []
    runs = []
    for submission in submissions:
        cells = codes | submission
        if len(submission) == 1:
            kept = {*submission, *(f"test_{task}" for task in submission)}
            cells = {cell: cells[cell] for cell in cells if isinstance(cell, int) or cell in kept}
        runs.append(cells)
    if values:  # a text may read a check, but none has to be run
        cells = {cell: re.sub(r"\ncheck_\w+\(\)$", "", code) for cell, code in codes.items()}
        code = bindings_cell(*read_texts(course, name), values / f"{name}.json")
        runs.append(cells | {"bindings": code})
    for cells in runs:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=run_cells, args=(cells, limit, sender))
        process.start()
        sender.close()
        passed = []
        with contextlib.suppress(EOFError):
            if receiver.poll(limit * len(cells)):
                passed = receiver.recv()
        process.kill()
        process.join()
        graded.append({task: points * (f"test_{task}" in passed) for task, points in most.items()})
    return graded[: len(submissions)]


def prepare_cases(name, codes):
    """Calculate the cases of tasks that do not call Keras, whose first operation must not precede a fork."""
    import checks

    for part, about in checks.hidden(name).items():
        if not re.search(r"\b(keras|layers|model)\b", inspect.getsource(about.view) + codes.get(part, "")):
            checks.cases(name, part)


def run(course, program, *arguments):
    """Run a program that stands beside Python, in a course's folder; return the finished process.

    A kernel that lost one of its ports to another program ran nothing. Then the program is run once more, and
    nbgrader grades what it did not grade.
    """
    # nbgrader calls alembic, which stands there too.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [shutil.which(program, path=path), *arguments]
    options = {"cwd": course, "env": {**os.environ, "PATH": path}, "text": True, "check": False}
    for _ in range(2):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
        if not re.search("Kernel (died before replying|didn't respond in)", done.stdout):
            break
    return done


def make_course(folder, names=ASSIGNMENTS, course=COURSE):
    """Copy assignments into an empty folder and let nbgrader generate their released versions."""
    for name in names:
        shutil.copytree(course / "source" / name, folder / "source" / name)
    for file in "nbgrader_config.py", "checks.py":
        shutil.copy(COURSE / file, folder)
    shutil.copytree(COURSE / "hidden", folder / "hidden")
    made = run(folder, "nbgrader", "generate_assignment", "*")
    if made.returncode:
        raise RuntimeError(made.stdout)


def release():
    """Write the released versions of all assignments anew, in both languages."""
    for course in COURSE, SPANISH:
        with tempfile.TemporaryDirectory() as folder:
            make_course(Path(folder), course=course)
            shutil.copytree(Path(folder, "release"), course / "release", dirs_exist_ok=True)


def submit(course, student, name, codes):
    """Hand in an assignment with `codes[task]` in place of each task's answer; return the notebook's path."""
    notebook = json.loads((course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        task = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = codes.get(task, cell["source"])
    path = course / "submitted" / student / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def points_of(course, name):
    """Map each student to nbgrader's points of each task: none where a submission could not be graded."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.name.removeprefix("test_"): grade.auto_score or 0
                for grade in submission.notebooks[0].grades
                if grade.name.startswith("test_")
            }
            for submission in gradebook.assignment_submissions(name)
        }


def by_nbgrader(course, name, submissions):
    """Grade submissions as `by_processes` does, through nbgrader itself.

    Raises:
        RuntimeError: if nbgrader fails; the message is its output.
    """
    with tempfile.TemporaryDirectory() as folder:
        make_course(Path(folder), [name], course)
        for number, codes in enumerate(submissions):
            submit(Path(folder), f"student{number:03}", name, codes)
        done = run(folder, "nbgrader", "autograde", name)
        if done.returncode:
            raise RuntimeError(done.stdout)
        return [points for _, points in sorted(points_of(Path(folder), name).items())]


def prepare():
    """Let a process print to nowhere and calculate simply: every core has one, and its arrays are small."""
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "TF_ENABLE_ONEDNN_OPTS": "0"}
    for stream in 1, 2:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def grade_submissions(submissions, grader=by_processes, course=COURSE):
    """Map assignments to the points of `submissions[name]`; the graders are new processes, one for a core.

    Each imports TensorFlow once, for all the assignments that it grades.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(None, context, prepare) as executor:
        graded = executor.map(partial(grader, course), submissions, submissions.values())
        return dict(zip(submissions, graded, strict=True))


def trains(name, task):
    """Whether a task's check trains models."""
    import checks

    return checks.hidden(name)[task].slow


def grade_answers(names=ASSIGNMENTS, grader=by_processes, course=COURSE):
    """Map assignments to the `Mark` of every answer.

    nbgrader needs whole submissions, in which all else is right.
    """
    answers = {name: read_answers(name) for name in names}
    submissions = {name: [{one.task: one.code} for one in a] for name, a in answers.items()}
    if grader is by_nbgrader:
        submissions = {n: [right_codes(answers[n]) | one for one in s] for n, s in submissions.items()}
    return marks(answers, grade_submissions(submissions, grader, course), course)


def marks(answers, graded, course=COURSE):
    """Map assignments to a `Mark` for each of `answers[name]`, which got the points `graded[name]`."""
    most = {name: read_cells(course, name)[1] for name in answers}
    return {
        n: [
            Mark(one, points[one.task], most[n][one.task])
            for one, points in zip(answers[n], graded[n], strict=True)
        ]
        for n in answers
    }


def the_few(name, answers):
    """Return the answers to an assignment that the quick tests grade.

    Of each task the first two right ones and the last wrong one; of a task that trains models the first
    right one.
    """
    kept = []
    for task in dict.fromkeys(answer.task for answer in answers):
        right = [one for one in answers if one.task == task and one.right]
        wrong = [one for one in answers if one.task == task and not one.right]
        kept += right[:1] if trains(name, task) else [*right[:2], wrong[-1]]
    return kept


def table(marked, mutated):
    """Return the table of the instructors' page, as Markdown.

    Args:
        marked, mutated: what `grade_answers` and `mutants.grade_mutants` return.
    """
    lines = [
        "| assignment | task | points | right answers accepted | wrong answers rejected | broken solutions |",
        "|---|---|---|---|---|---|",
    ]
    kinds = ["", "The wrong answers:", ""]
    for name, marks in marked.items():
        for task in dict.fromkeys(mark.answer.task for mark in marks):
            right = [mark for mark in marks if mark.answer.task == task and mark.answer.right]
            wrong = [mark for mark in marks if mark.answer.task == task and not mark.answer.right]
            broken = [caught for other, _, caught in mutated[name] if other == task]
            counts = [sum(mark.as_it_should_be for mark in kind) for kind in (right, wrong)] + [sum(broken)]
            most = map(len, (right, wrong, broken))
            cells = " | ".join(f"{count} of {of}" for count, of in zip(counts, most, strict=True))
            lines.append(f"| {name[:2]} | `{task}` | {right[0].most:g} | {cells} |")
            described = "; ".join(mark.answer.description for mark in wrong)
            kinds.append(f"- {name[:2]}, `{task}`: {described}.")
    return "\n".join(lines + kinds) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help="an assignment")
    parser.add_argument("--nbgrader", action="store_true", help="compare with the marks that nbgrader gives")
    parser.add_argument("--visible", action="store_true", help="run only the checks that students see")
    arguments = parser.parse_args()
    grader = partial(by_processes, visible=True) if arguments.visible else by_processes
    marked = grade_answers(arguments.names or ASSIGNMENTS, grader)
    each = [(f"{name}, {mark.answer.task}", mark) for name in marked for mark in marked[name]]
    found = [
        f"{task}: '{mark.answer.description}' ({'right' if mark.answer.right else 'wrong'}) got {mark.points}"
        for task, mark in each
        if not mark.as_it_should_be
    ]
    print(*found, f"{len(each)} answers graded, {len(found)} not as they should be.", sep="\n")
    if arguments.nbgrader:
        others = itertools.chain(*grade_answers(list(marked), by_nbgrader).values())
        unequal = [
            f"{task}: nbgrader gives '{mark.answer.description}' {other.points}, not {mark.points}"
            for (task, mark), other in zip(each, others, strict=True)
            if mark != other
        ]
        print(*unequal, f"{len(each) - len(unequal)} of {len(each)} marks equal.", sep="\n")
        found += unequal
    if not arguments.names and not found and not arguments.visible:
        import mutants  # which imports this module

        TABLE.write_text(table(marked, mutants.grade_mutants()), encoding="utf-8", newline="\n")
        release()
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
