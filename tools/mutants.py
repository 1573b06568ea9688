"""Break the sample solutions mechanically, and name what their checks let through.

    python tools/mutants.py [NAME ...]

Each mutant is one change: an operator, a comparison, a number, an axis, a missing line or keyword, a function
taken for its neighbour. It is handed in as an answer. A mutant that passes needs another case in
`book/exercises/hidden`, or is equivalent, with its reason there. Where a model is trained, one that passes
trains a model that is as good.
"""

import argparse
import ast
import copy
import sys
from functools import partial

import environment  # noqa: F401
import grade

SWAPS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
TURNED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
NEIGHBOURS = dict(
    pair
    for one, other in [
        ("min", "max"), ("argmin", "argmax"), ("minimum", "maximum"), ("sum", "mean"), ("any", "all"),
        ("zeros", "ones"), ("var", "std"), ("floor", "ceil"), ("exp", "log"), ("sqrt", "square"),
        ("float32", "float64"), ("relu", "tanh"), ("softmax", "sigmoid"),
    ]
    for pair in ((one, other), (other, one))
)  # fmt: skip


def become_operand(node):
    operand = node.operand
    node.__class__ = type(operand)
    node.__dict__ = operand.__dict__


def changes(node):
    """Yield functions that change a node in place, each in one way."""

    def put(**fields):
        return lambda other: other.__dict__.update(fields)

    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)) and type(node.op) in SWAPS:
        yield put(op=SWAPS[type(node.op)]())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield lambda other: put(left=other.right, right=other.left)(other)
    if isinstance(node, ast.Compare):
        for table in SWAPS, TURNED:
            if type(node.ops[0]) in table:
                yield put(ops=[table[type(node.ops[0])](), *node.ops[1:]])
    if isinstance(node, ast.UnaryOp):
        yield become_operand
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield put(value=not node.value)
        elif isinstance(node.value, (int, float)):
            yield from (put(value=node.value + step) for step in (1, -1))
            if isinstance(node.value, float):
                yield put(value=node.value * 1.01)
        elif node.value in NEIGHBOURS:
            yield put(value=NEIGHBOURS[node.value])
    if isinstance(node, ast.Attribute) and node.attr in NEIGHBOURS:
        yield put(attr=NEIGHBOURS[node.attr])
    if isinstance(node, ast.Name) and node.id in NEIGHBOURS:
        yield put(id=NEIGHBOURS[node.id])
    if isinstance(node, ast.Call):
        for i in range(len(node.keywords)):
            yield lambda other, i=i: other.keywords.pop(i)
    if isinstance(node, ast.Slice):
        for name in "lower", "upper", "step":
            if getattr(node, name):
                yield put(**{name: None})
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) == 2:
        yield lambda other: other.elts.reverse()
    if isinstance(node, ast.IfExp):
        yield lambda other: put(body=other.orelse, orelse=other.body)(other)
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        yield from (put(test=ast.Constant(value)) for value in (True, False))
    for name in "body", "orelse":
        lines = getattr(node, name, None)
        if isinstance(lines, list):
            for i, line in enumerate(lines):
                if not isinstance(line, (ast.Return, ast.FunctionDef, ast.Raise)):
                    yield lambda other, name=name, i=i: getattr(other, name).__setitem__(i, ast.Pass())


def mutants(code):
    """Map the mutants of a function to their codes; a name is the line before and after."""
    tree = ast.parse(code)
    before = ast.unparse(tree)
    found = {}
    for place, node in enumerate(ast.walk(tree)):
        for number in range(sum(1 for _ in changes(node))):
            mutant = copy.deepcopy(tree)
            other = list(ast.walk(mutant))[place]
            list(changes(other))[number](other)
            after = ast.unparse(ast.fix_missing_locations(mutant))
            if after != before:
                found.setdefault(name_of(before, after), after + "\n")
    return found


def name_of(before, after):
    """Return `old → new`, the first line that differs."""
    lines = [text.splitlines() for text in (before, after)]
    pairs = (pair for pair in zip(*lines, strict=False) if pair[0] != pair[1])
    old, new = next(pairs, (lines[0][-1], "(missing)"))
    return f"{old.strip()} → {new.strip()}"


def mutants_of(name, trains=False):
    """Return a list of `(task, mutant, its code)`, of the tasks that train models or of the others."""
    cells, most = grade.read_cells(grade.COURSE, name)
    tasks = [task for task in most if grade.trains(name, task) == trains]
    return [(task, *mutant) for task in tasks for mutant in mutants(cells[task]).items()]


def verdicts(made, graded):
    """Return a list of `(task, mutant, whether it is caught)`, given the points that each got."""
    return [(task, mutant, not points[task]) for (task, mutant, _), points in zip(made, graded, strict=True)]


def grade_mutants(names=grade.ASSIGNMENTS):
    """Map assignments to the `verdicts` of all mutants; tasks that train models come last, with more time."""
    found = {name: [] for name in names}
    for trains, limit in (False, 10), (True, 120):
        made = {name: mutants_of(name, trains) for name in names}
        submissions = {name: [{task: code} for task, _, code in made[name]] for name in names}
        graded = grade.grade_submissions(submissions, partial(grade.by_processes, limit=limit))
        for name in names:
            found[name] += verdicts(made[name], graded[name])
    return found


def equivalents(name):
    """Map the mutants of an assignment that no case can tell from the solution to the reasons."""
    import checks  # grade has told Python where it is

    return {
        mutant: reason
        for about in checks.hidden(name).values()
        for mutant, reason in about.equivalent.items()
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help="an assignment")
    names = parser.parse_args().names or grade.ASSIGNMENTS
    unknown = 0
    for name, found in grade_mutants(names).items():
        reasons = equivalents(name)
        for task in dict.fromkeys(task for task, *_ in found):
            caught = [mutant for other, mutant, dead in found if other == task and dead]
            alive = [mutant for other, mutant, dead in found if other == task and not dead]
            print(f"{name}, {task}: {len(caught)} of {len(caught) + len(alive)}")
            for mutant in alive:
                trains = grade.trains(name, task)
                unknown += not trains and mutant not in reasons
                other = "trains as good a model" if trains else "not told from the solution by any case"
                print(f"    {mutant}: {reasons.get(mutant, other)}")
            for mutant in set(caught) & set(reasons):
                print(f"    {mutant}: is caught, and listed as equivalent")
                unknown += 1
    sys.exit(bool(unknown))


if __name__ == "__main__":
    main()
