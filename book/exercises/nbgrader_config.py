"""How nbgrader makes, collects and grades the exercises.

The course is the folder that holds this file.
"""

import ast
import csv
import os
import re
import secrets
from pathlib import Path

from nbformat.v4 import new_code_cell
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.plugins import ExportPlugin, FileNameCollectorPlugin
from nbgrader.preprocessors import (
    DeduplicateIds,
    Execute,
    NbGraderPreprocessor,
)

c = get_config()  # noqa: F821
COURSE = Path(__file__).parent


# Collecting


class Collector(FileNameCollectorPlugin):
    """Collect files named STUDENT-ASSIGNMENT.ipynb, also as browsers and editors rename copies of them.

    nbgrader skips a file with another name, and its student gets nothing: here it ends the command.
    """

    copies = r"(?: ?\(\d+\)|-Copy\d+| copy| - Copy)*"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.found = {}

    def collect(self, submitted_file):
        file = Path(submitted_file)
        if file.name.startswith("."):
            return None
        name = re.escape(self.parent.coursedir.assignment_id)
        whole = rf"(?:Copy of )*(?P<student_id>\w[\w.'-]*?)[-_]{name}{self.copies}\.ipynb"
        match = re.fullmatch(whole, file.name)
        if not match:
            self.parent.fail(
                f"{file.name}: whose file is this, and of which assignment? Call it STUDENT-"
                f"{self.parent.coursedir.assignment_id}.ipynb, STUDENT being letters, digits and . ' _ -. "
                "Nothing was collected."
            )
        other = self.found.setdefault(match["student_id"], file.name)
        if other != file.name:
            self.parent.fail(
                f"{other} and {file.name} are of one student. Keep the one that counts, and collect again."
            )
        return {
            "student_id": match["student_id"],
            "file_id": f"{self.parent.coursedir.assignment_id}.ipynb",
        }


c.ZipCollectApp.collector_plugin = Collector


# Grading


class KeepLast(NbGraderPreprocessor):
    """Of copies of a cell, or its halves, take the last for the one that nbgrader knows.

    The others are run where they stand, as any cell of the student's own.
    """

    def preprocess(self, nb, resources):
        known = set()
        for cell in reversed(nb.cells):
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id is None or grade_id in known:
                cell.metadata.pop("nbgrader", None)
            known.add(grade_id)
        return nb, resources


# What can reach behind a check. No answer needs it.
NAMES = {
    "builtins", "checks", "ctypes", "delattr", "eval", "exec", "gc", "get_ipython", "globals", "importlib",
    "inspect", "multiprocessing", "open", "os", "pathlib", "pickle", "setattr", "shutil", "signal",
    "subprocess", "sys", "threading", "types", "vars",
}  # fmt: skip
DUNDER = re.compile(r"__(?!init__|call__|name__|len__|repr__|doc__)\w+__")


def reasons(source):
    """Yield what in a cell's code no answer needs."""
    lines = [line for line in source.splitlines() if not re.match(r"\s*[!%](pip|matplotlib|time)", line)]
    source = "\n".join(lines)
    for line in re.findall(r"^\s*[!%].*", source, re.M):
        yield line.strip()
    try:
        tree = ast.parse(re.sub(r"^(\s*)[!%].*", r"\1pass", source, flags=re.M))
    except SyntaxError:
        return  # it runs nothing
    modules = {"np", "numpy", "keras", "tf", "tensorflow"}
    for node in ast.walk(tree):
        names = [getattr(node, key, None) for key in ("id", "attr", "name", "module")]
        names = [part for name in names if isinstance(name, str) for part in name.split(".")]
        if isinstance(
            node,
            (
                ast.Name,
                ast.Attribute,
                ast.alias,
                ast.ImportFrom,
                ast.FunctionDef,
            ),
        ):
            yield from (name for name in names if name in NAMES and not isinstance(node, ast.FunctionDef))
            yield from (name for name in names if DUNDER.fullmatch(name))
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            root = node.value
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id in modules:
                yield f"{ast.unparse(node)} ="


class Flag(NbGraderPreprocessor):
    """Grade nothing that could reach behind its checks: the instructor looks at it first."""

    def preprocess(self, nb, resources):
        cells = [cell.source for cell in nb.cells if cell.cell_type == "code" and not is_check(cell)]
        found = sorted({reason for source in cells for reason in reasons(source)})
        if found:
            student, name = (resources["nbgrader"][key] for key in ("student", "assignment"))
            raise ValueError(
                f"{student} uses {', '.join(found)}, which no answer needs, and is not graded. Look at it. "
                f"To grade it as it is: nbgrader autograde {name} --student={student} --Flag.enabled=False"
            )
        return nb, resources


class Control(NbGraderPreprocessor):
    """End with a cell that must fail: where it does not, something keeps errors from being seen."""

    def preprocess(self, nb, resources):
        resources["control"] = secrets.token_hex()
        nb.cells.append(new_code_cell(f"raise AssertionError({resources['control']!r})"))
        return nb, resources


class JudgeByErrors(NbGraderPreprocessor):
    """Leave a check's error, if it has one, as its only output, and of the error its message.

    nbgrader gives no points for a warning on standard error, and any points that an output names. Here a
    check that raises nothing is passed, and one that raises anything is failed.
    """

    def preprocess(self, nb, resources):
        control = nb.cells.pop()
        if resources["control"] not in [output.get("evalue") for output in control.outputs]:
            raise ValueError(
                f"{resources['nbgrader']['student']}: a cell that must fail did not. Look at it."
            )
        for cell in filter(is_check, nb.cells):
            cell.outputs = [output for output in cell.outputs if output.output_type == "error"]
            for output in cell.outputs:
                output.traceback = [f"{output.ename}: {output.evalue}"]
        return nb, resources


def is_check(cell):
    return cell.cell_type == "code" and bool(cell.metadata.get("nbgrader", {}).get("grade"))


# Kernels inherit both: the second switches every check off, the first finds `checks`.
os.environ["PYTHONPATH"] = str(COURSE)
os.environ.pop("PYTHONOPTIMIZE", None)

c.CourseDirectory.course_id = "digit-by-digit"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError"}
# Seconds for one cell; an endless loop is interrupted then.
c.Execute.timeout = 60
# A kernel that is done has nothing to save.
c.Execute.shutdown_kernel = "immediate"
# Checks that a student deleted come back.
c.OverwriteCells.add_missing_cells = True

# nbgrader's own steps, and ours.
first = Autograde.sanitize_preprocessors.default()
first.insert(first.index(DeduplicateIds), KeepLast)
c.Autograde.sanitize_preprocessors = first
steps = Autograde.autograde_preprocessors.default()
place = steps.index(Execute)
c.Autograde.autograde_preprocessors = [
    *steps[:place],
    Flag,
    Control,
    Execute,
    JudgeByErrors,
    *steps[place + 1 :],
]


# Exporting


class Grades(ExportPlugin):
    """Write `grades.csv`: a line for each student and assignment, and in words what a number cannot say."""

    def export(self, gradebook):
        lines = []
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                line = {
                    "assignment": assignment.name,
                    "student_id": student.id,
                    "max_score": assignment.max_score,
                }
                lines.append(line | self.of(gradebook, assignment.name, student.id))
        columns = [
            "assignment",
            "student_id",
            "status",
            "score",
            "max_score",
            "seconds_late",
        ]
        with open(self.to or "grades.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(lines)

    def of(self, gradebook, assignment, student):
        handed_in = COURSE / "submitted" / student / assignment
        graded = COURSE / "autograded" / student / assignment / f"{assignment}.ipynb"
        try:
            submission = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return {"status": "not graded yet" if handed_in.exists() else "nothing handed in"}
        if not graded.exists():
            return {"status": "could not be graded"}
        waiting = "written questions to grade" if submission.needs_manual_grade else "graded"
        late = round(submission.total_seconds_late)
        return {
            "status": waiting,
            "score": submission.score,
            "seconds_late": late,
        }


c.ExportApp.plugin_class = Grades
