"""How nbgrader makes and grades the exercises.

The course is the folder that holds this file.
"""

import os

from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

c = get_config()  # noqa: F821


class JudgeByErrors(NbGraderPreprocessor):
    """Leave a check's error, if it has one, as its only output.

    nbgrader gives no points for a warning on standard error, and any points
    that an output names. Here a check that raises nothing is passed, and
    one that raises anything is failed.
    """

    def preprocess_cell(self, cell, resources, index):
        is_graded = cell.metadata.get("nbgrader", {}).get("grade")
        if cell.cell_type == "code" and is_graded:
            errors = [o for o in cell.outputs if o.output_type == "error"]
            cell.outputs = errors
        return cell, resources


# Kernels inherit it, and it switches every check off.
os.environ.pop("PYTHONOPTIMIZE", None)

c.CourseDirectory.course_id = "digit-by-digit"
c.ClearSolutions.code_stub = {
    "python": "# YOUR CODE HERE\nraise NotImplementedError"
}
# Seconds for one cell; an endless loop is interrupted then.
c.Execute.timeout = 60
# A kernel that is done has nothing to save.
c.Execute.shutdown_kernel = "immediate"
# Checks that a student deleted come back.
c.OverwriteCells.add_missing_cells = True

# nbgrader's own steps, and ours after the cells were run.
steps = Autograde.autograde_preprocessors.default()
steps.insert(steps.index(Execute) + 1, JudgeByErrors)
c.Autograde.autograde_preprocessors = steps

# Files to collect are named STUDENT-ASSIGNMENT.ipynb.
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\](?P<student_id>\w+)-(?P<file_id>.+\.ipynb)"
)
