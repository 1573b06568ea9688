"""Grade right and wrong answers to the exercises with nbgrader, and name the wrong ones that slip through.

    python tests/graders.py [NAME ...]

The answers are in `answers/NAME.py`; each begins with a line `# %% task | right or wrong | what it is`.
Without names, all assignments are graded; if no answer slips through, the released versions and the table
`book/exercises/graders.md` are written anew.
"""

import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import nbformat

ANSWERS = Path(__file__).parent / "answers"
COURSE = Path(__file__).parent.parent / "book" / "exercises"
ASSIGNMENTS = sorted(path.name for path in (COURSE / "source").iterdir())
TABLE = COURSE / "graders.md"
# A kernel that lost one of its ports says the first, or hangs until Jupyter says the second.
NO_KERNEL = re.compile("Kernel (died before replying|didn't respond in)")


class Answer(NamedTuple):
    """An answer to one task."""

    task: str
    right: bool
    description: str
    code: str


class Mark(NamedTuple):
    """An answer, the points that each task of its submission got, and the points that there are."""

    answer: Answer
    points: dict
    most: dict

    @property
    def as_it_should_be(self):
        """Whether a right answer got everything, or a wrong one lost its task's points and no other's."""
        expected = self.most if self.answer.right else {**self.most, self.answer.task: 0}
        return self.points == expected


class Graded(NamedTuple):
    """An assignment's released version, as text, and the marks of all answers to it."""

    released: str
    marks: list


def read_answers(name):
    """Read the answers to an assignment.

    Args:
        name: the assignment's name.

    Returns:
        list of `Answer`, in the order of the file.

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


def run_with_kernels(command, **kwargs):
    """Run a command that starts kernels, as `subprocess.run` does; return the finished process.

    Where a kernel lost its port to another program before it ran anything, run it again.
    """
    for _ in range(3):
        done = subprocess.run(command, text=True, check=False, **kwargs)
        if not NO_KERNEL.search(done.stdout + (done.stderr or "")):
            break
    return done


def run(course, program, *arguments):
    """Run a program that stands beside Python, in a course's folder; return the finished process.

    If it has to run again, nbgrader grades what it did not grade.
    """
    # nbgrader calls alembic, which stands there too.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return run_with_kernels(
        [shutil.which(program, path=path), *arguments],
        cwd=course,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def make_course(folder, names):
    """Copy the course into an empty folder and generate the released versions of some assignments."""
    for name in names:
        shutil.copytree(COURSE / "source" / name, folder / "source" / name)
    shutil.copy(COURSE / "nbgrader_config.py", folder)
    for name in names:
        made = run(folder, "nbgrader", "generate_assignment", name)
        if made.returncode:
            raise RuntimeError(made.stdout)


def submit(course, student, name, codes):
    """Hand in an assignment for a student, with `codes[task]` in place of each task's answer."""
    notebook = nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        task = cell.metadata.get("nbgrader", {}).get("grade_id")
        if task in codes:
            cell.source = codes[task]
    folder = course / "submitted" / student / name
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")


def points_of(course, name):
    """Map each student to the points of each auto-graded task, and map each task to its most points."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        points, most = {}, {}
        for submission in gradebook.assignment_submissions(name):
            points[submission.student.id] = {}
            for grade in submission.notebooks[0].grades:
                if grade.name.startswith("test_"):
                    task = grade.name.removeprefix("test_")
                    points[submission.student.id][task] = grade.auto_score
                    most[task] = grade.max_score
    return points, most


def grade(name):
    """Grade every answer to an assignment, each in a submission in which all else is right.

    Args:
        name: the assignment's name.

    Returns:
        `Graded`, with a `Mark` for each answer.

    Raises:
        RuntimeError: if nbgrader fails; the message is its output.
    """
    answers = read_answers(name)
    correct = right_codes(answers)
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        make_course(course, [name])
        students = {f"answer{number:03}": answer for number, answer in enumerate(answers)}
        for student, answer in students.items():
            submit(course, student, name, {**correct, answer.task: answer.code})
        done = run(course, "nbgrader", "autograde", name)
        points, most = points_of(course, name)
        if done.returncode or points.keys() != students.keys():
            raise RuntimeError(done.stdout)
        released = (course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    return Graded(released, [Mark(answer, points[student], most) for student, answer in students.items()])


def grade_all(names=ASSIGNMENTS):
    """Grade all answers to several assignments, four at a time; map each name to `Graded`."""
    with concurrent.futures.ThreadPoolExecutor(4) as executor:
        return dict(zip(names, executor.map(grade, names), strict=True))


def table(graded):
    """Return the table of the instructors' page, as Markdown, from what `grade_all` returns."""
    lines = [
        "| assignment | task | points | right answers accepted | wrong answers rejected |",
        "|---|---|---|---|---|",
    ]
    kinds = ["", "The wrong answers:", ""]
    for name, (_, marks) in graded.items():
        for task in dict.fromkeys(mark.answer.task for mark in marks):
            right = [mark for mark in marks if mark.answer.task == task and mark.answer.right]
            wrong = [mark for mark in marks if mark.answer.task == task and not mark.answer.right]
            counts = [f"{sum(mark.as_it_should_be for mark in k)} of {len(k)}" for k in (right, wrong)]
            points = f"{right[0].most[task]:g}"
            lines.append(f"| {name[:2]} | `{task}` | {points} | {counts[0]} | {counts[1]} |")
            described = "; ".join(mark.answer.description for mark in wrong)
            kinds.append(f"- {name[:2]}, `{task}`: {described}.")
    return "\n".join(lines + kinds) + "\n"


def main():
    names = sys.argv[1:] or ASSIGNMENTS
    graded = grade_all(names)
    slipped = [(name, mark) for name in names for mark in graded[name].marks if not mark.as_it_should_be]
    for name, mark in slipped:
        kind = "right" if mark.answer.right else "wrong"
        print(f"{name}, {mark.answer.task}: the {kind} answer '{mark.answer.description}' got {mark.points}")
    count = sum(len(marks) for _, marks in graded.values())
    print(f"{count} answers graded, {len(slipped)} not as they should be.")
    if not sys.argv[1:] and not slipped:
        TABLE.write_text(table(graded), encoding="utf-8", newline="\n")
        for name, (released, _) in graded.items():
            path = COURSE / "release" / name / f"{name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(released, encoding="utf-8", newline="\n")
    sys.exit(bool(slipped))


if __name__ == "__main__":
    main()
