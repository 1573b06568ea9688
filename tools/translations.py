"""Hold the Spanish notebooks and questions to the English ones: what has to be equal, and what became stale.

    python tools/translations.py                       name the stale cells, each with what changed
    python tools/translations.py --done NAME [CELL ...]    mark them as translated anew

Each Spanish cell has in its metadata, as `translates`, a fingerprint of the English cell that it translates.
So has each question in a file such as `exercises/exam/05_first_network.yml`: this is its NAME, and the
question's number its CELL.
"""

import argparse
import ast
import difflib
import hashlib
import re
import subprocess
from itertools import zip_longest

import bindings
import nbformat
import yaml
from docutils.nodes import make_id
from environment import BOOK, SPANISH

KEPT = {
    "formulas": r"\$\$.+?\$\$|\$[^$\n]+\$",
    "code": r"`[^`\n]+`",
    "links": r"\]\(([^)#]*)",
    "headings": r"(?m)^#+ ",
    "folds": r"</?details>|</?summary>",
    "rows": r"(?m)^ *\|",
}
NUMBER = re.compile(rf"(?<![\w.]){bindings.DIGITS}")
QUESTION = re.compile(r"^(?=- )", re.M)
MARK = re.compile(r'(?<=^  translates: ").*(?="$)', re.M)
EXPRESSION = re.compile(r"\{\{(.+?)\}\}")


def texts(cell):
    """Return what a reader reads of a cell: its text or code, its caption and its alternative text."""
    about = cell.metadata.get("mystnb", {})
    described = [about.get(kind, {}).get(key, "") for kind, key in (("figure", "caption"), ("image", "alt"))]
    return [cell.source, *described]


def fingerprint(cell):
    return hashlib.sha256("\0".join(texts(cell)).encode()).hexdigest()[:12]


def parse(text, name):
    """Return the cells of a notebook; questions are cells, too, whose ids are their numbers."""
    if not name.endswith(".yml"):
        return nbformat.reads(text, as_version=4).cells
    parts = [part.strip() for part in QUESTION.split(text)[1:]]
    marks = [{"translates": mark[0]} if (mark := MARK.search(part)) else {} for part in parts]
    return [
        nbformat.v4.new_markdown_cell(part, id=str(number), metadata=mark)
        for number, (part, mark) in enumerate(zip(parts, marks, strict=True), 1)
    ]


def read(path):
    """Map the ids of a file's cells to the cells, in order."""
    return {cell.id: cell for cell in parse(path.read_text(encoding="utf-8"), path.name)}


def pairs():
    """Yield `(name, English cells, Spanish cells)` for each chapter that has been translated."""
    for path in SPANISH:
        yield path.stem, read(BOOK / path.name), read(path)


def questions():
    """Yield `(name, English questions, Spanish questions)` for each file of *Check yourself* and of exams."""
    for path in sorted(BOOK.glob("es/exercises/*/*.yml")):
        name = path.relative_to(BOOK / "es").as_posix()
        yield name, read(BOOK / name), read(path)


def tree(code):
    """Return code as a syntax tree in which all strings are equal: these are what is translated.

    Figures need to be told their language.
    """
    nodes = ast.parse(code.replace('use_style("es")', "use_style()"))
    for node in ast.walk(nodes):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(nodes)


def kept(text):
    """Map kinds to what a translation leaves as it is, in any order."""
    seen = bindings.FENCE.sub("", bindings.strip(text))
    found = {"bindings": re.findall(r"<!--.*?-->", text, re.S)}
    for kind, pattern in KEPT.items():
        hits = re.findall(pattern, seen, re.S)
        found[kind] = [re.sub(r"\\text\{[^}]*\}", "", hit) for hit in hits]
    plain = re.sub(r"\]\([^)]*\)|\$[^$]*\$|`[^`]*`", "", seen)
    found["numbers"] = [re.sub("[,_\u202f]", "", number) for number in NUMBER.findall(plain)]
    return {kind: sorted(hits) for kind, hits in found.items()}


def differences(english, spanish):
    """Return what differs between two cells and should not, as messages."""
    found = []
    if english.cell_type != spanish.cell_type or english.metadata.get("tags") != spanish.metadata.get("tags"):
        found.append("type or tags")
    if english.cell_type == "code" and tree(english.source) != tree(spanish.source):
        found.append("code")
    both = list(zip(texts(english), texts(spanish), strict=True))
    for ours, theirs in both[english.cell_type == "code" :]:
        right, translated = kept(ours), kept(theirs)
        found += [
            f"{kind}: {right[kind]} in English, {translated[kind]} in Spanish"
            for kind in right
            if right[kind] != translated[kind]
        ]
    return found


def outline(part, place=""):
    """Yield what a translation leaves of a question as it is, each with its place."""
    if isinstance(part, dict | list):
        for key, one in part.items() if isinstance(part, dict) else enumerate(part):
            if key != "translates":
                yield from outline(one, f"{place} {key}")
    elif place.split()[-1] in ("question", "text", "why", "alt"):
        expressions = EXPRESSION.findall(str(part))
        yield place, sorted(tree(one.strip()) for one in expressions), kept(EXPRESSION.sub("{}", str(part)))
    else:
        yield place, tree(str(part))


def question_differences(english, spanish):
    """Return the places in which two questions differ and should not."""
    ours, theirs = (list(outline(yaml.safe_load(cell.source)[0])) for cell in (english, spanish))
    return [(one or other)[0] for one, other in zip_longest(ours, theirs) if one != other]


def anchors(cells):
    """Return the addresses of a notebook's sections."""
    prose = "\n".join(bindings.strip(cell.source) for cell in cells.values() if cell.cell_type == "markdown")
    titles = re.findall(r"^#+ (.+)$", bindings.FENCE.sub("", prose), re.M)
    return [make_id(re.sub(r"[`*$]", "", title)) for title in titles]


def file(name):
    return name if name.endswith(".yml") else f"{name}.ipynb"


def before(name, cell, mark):
    """Return the English text that a fingerprint was taken of, from Git's history, or "" without one."""
    path = f"book/{file(name)}"

    def git(*arguments):
        return subprocess.run(
            ["git", *arguments], cwd=BOOK.parent, capture_output=True, text=True, check=False
        ).stdout

    for commit in git("log", "--format=%h", "--", path).split():
        for one in parse(git("show", f"{commit}:{path}"), path):
            if one.id == cell and fingerprint(one) == mark:
                return one.source
    return ""


def stale():
    """Yield `(name, id, message)` for each Spanish cell whose English one has changed."""
    for name, english, spanish in [*pairs(), *questions()]:
        for id, cell in spanish.items():
            if id in english and cell.metadata.get("translates") != fingerprint(english[id]):
                old = before(name, id, cell.metadata.get("translates")).splitlines()
                lines = difflib.unified_diff(old, english[id].source.splitlines(), lineterm="", n=0)
                yield name, id, "\n".join([f"book/es/{file(name)}, {id}: its English has changed", *lines])


def mark_done(name, ids):
    path, english = BOOK / "es" / file(name), read(BOOK / file(name))
    if path.suffix == ".yml":
        parts = QUESTION.split(path.read_text(encoding="utf-8"))
        for id in ids or english:
            parts[int(id)] = MARK.sub(fingerprint(english[id]), parts[int(id)])
        path.write_text("".join(parts), encoding="utf-8", newline="\n")
        return
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if not ids or cell.id in ids:
            cell.metadata["translates"] = fingerprint(english[cell.id])
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--done", nargs="+", metavar=("NAME", "CELL"), help="a file, and cells of it")
    arguments = parser.parse_args()
    if arguments.done:
        mark_done(arguments.done[0], arguments.done[1:])
    print(*(message for _, _, message in stale()), sep="\n\n")


if __name__ == "__main__":
    main()
