"""Count lines of code (no docstrings, comments or blanks), and tell which modules of companion import which.

python tools/count_lines.py [--base COMMIT] [FOLDER or FILE ...]
"""

import argparse
import ast
import io
import subprocess
import tokenize
from pathlib import Path

import environment  # noqa: F401

ROOT = Path(__file__).parent.parent
PLACES = ["companion", "tools", "tests", "book/_ext", "conftest.py", "noxfile.py"]
NO_CODE = {*range(tokenize.NEWLINE, tokenize.DEDENT + 1), tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER}


def code_lines(text):
    """Return how many lines of a module are neither blank nor comment nor docstring."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    used = {n for t in tokens if t.type not in NO_CODE for n in range(t.start[0], t.end[0] + 1)}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            used -= {*range(node.body[0].lineno, node.body[0].end_lineno + 1)}
    return len(used)


def arrows(text):
    """Return the modules of companion that a module of companion imports, inside functions too."""
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            module = "companion." * bool(node.level) + (node.module or "")
            names += [f"{module}.{name.name}".replace("..", ".") for name in node.names]
        elif isinstance(node, ast.Import):
            names += [name.name for name in node.names]
    return {name.split(".")[1] for name in names if name.startswith("companion.")}


def git(*command):
    done = subprocess.run(["git", *command], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def read(places, base=None):
    """Map each Python file in `places`, as it is now or was at a commit, to its text."""
    if base:
        names = git("ls-tree", "-r", "--name-only", base, *places).splitlines()
    else:
        paths = [path for place in places for path in [ROOT / place, *sorted((ROOT / place).rglob("*.py"))]]
        names = [path.relative_to(ROOT).as_posix() for path in paths if path.is_file()]
    names = [name for name in names if name.endswith(".py") and not name.startswith("tests/answers/")]
    return {
        name: git("show", f"{base}:{name}") if base else (ROOT / name).read_text("utf-8") for name in names
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("places", nargs="*", default=PLACES, metavar="FOLDER or FILE")
    parser.add_argument("--base", metavar="COMMIT", help="show, first, what there was at this commit")
    given = parser.parse_args()
    now = read(given.places)
    columns = [read(given.places, given.base), now] if given.base else [now]
    counts = [{name: code_lines(text) for name, text in column.items()} for column in columns]
    for place in given.places:
        for name in sorted({name for column in columns for name in column if name.startswith(place)}):
            print(*(f"{column.get(name, ''):>6}" for column in counts), name)
        sums = [sum(n for name, n in column.items() if name.startswith(place)) for column in counts]
        print(*(f"{n:>6,}" for n in sums), f"{place} in all\n")
    for name, text in now.items():
        if name.startswith("companion/"):
            print(f"{Path(name).stem} → {', '.join(sorted(arrows(text))) or '-'}")


if __name__ == "__main__":
    main()
