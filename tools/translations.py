"""Hold the Spanish texts to the English ones: what has to be equal, and what has become stale.

    python tools/translations.py                       name the stale cells, each with what changed
    python tools/translations.py --done NAME [CELL ...]    mark them as translated anew

Each Spanish cell has in its metadata, as `translates`, a fingerprint of the English cell that it translates.
The cells of a page are its sections, and those of a file of questions its questions, from 0; their
fingerprints are in `book/es/translates.yml`. A name is that of a file in `book`, without what it ends in:
`05_first_network`, `exercises/exam/05_first_network`.
"""

import argparse
import ast
import difflib
import hashlib
import re
import subprocess
from itertools import zip_longest

import bindings
import course
import nbformat
import yaml
from docutils.nodes import make_id
from environment import BOOK

SPANISH = BOOK / "es"
MARKS = SPANISH / "translates.yml"
WRITTEN = "tested"  # by a program, in both languages
KEPT = {
    "formulas": r"\$\$.+?\$\$|\$[^$\n]+\$",
    "code": r"`[^`\n]+`",
    "links": r"\]\(([^)#]*)",
    "headings": r"(?m)^#+ ",
    "folds": r"</?details>|</?summary>",
    "rows": r"(?m)^ *\|",
}
STARTS = {".md": "## ", ".yml": "- "}  # of cells
EXPRESSION = re.compile(r"\{\{(.+?)\}\}")
NUMBER = re.compile(rf"(?<![\w.]){bindings.DIGITS}")


def texts(cell):
    """Return what a reader reads of a cell: its text or code, its caption and its alternative text."""
    about = cell.metadata.get("mystnb", {})
    described = [about.get(kind, {}).get(key, "") for kind, key in (("figure", "caption"), ("image", "alt"))]
    return [cell.source, *described]


def fingerprint(cell):
    return hashlib.sha256("\0".join(texts(cell)).encode()).hexdigest()[:12]


def by_hand(text):
    """Return a page without the tables that a program writes."""
    starts = [re.escape(head) for heads in course.HEADS.values() for head in heads if head.startswith("|")]
    return re.sub(rf"^(?:{'|'.join(starts)}).*\n(?:\|.*\n)*", "", text, flags=re.M)


def read(path, text=None):
    """Map the ids of the cells of a file to these, in order; questions are raw cells."""
    text = path.read_text(encoding="utf-8") if text is None else text
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        return {cell.id: cell for cell in cells if cell.id != "install"}  # of `tools/set_address.py`
    parts = re.split(f"^(?={STARTS[path.suffix]})", by_hand(text), flags=re.M)
    new = nbformat.v4.new_markdown_cell if path.suffix == ".md" else nbformat.v4.new_raw_cell
    return {str(i): new(part, id=str(i)) for i, part in enumerate(filter(None, parts))}


def names():
    """Map the names of all that has been translated to paths: chapters, assignments, pages, questions."""
    patterns = "*.ipynb", "*.md", "exercises/*.md", "exercises/source/*/*.ipynb", "exercises/*/*.yml"
    paths = {path.relative_to(SPANISH) for pattern in patterns for path in SPANISH.glob(pattern)}
    both = {path for path in paths if (BOOK / path).exists() and path.stem != WRITTEN}
    return {path.with_suffix("").as_posix(): path for path in sorted(both)}


def pairs():
    """Yield `(name, English cells, Spanish cells)` for all that has been translated."""
    marks = yaml.safe_load(MARKS.read_text(encoding="utf-8"))
    for name, path in names().items():
        english, spanish = (read(folder / path) for folder in (BOOK, SPANISH))
        for cell, mark in zip(spanish.values(), marks.get(name, []), strict=False):
            cell.metadata["translates"] = mark
        yield name, english, spanish


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
    if english.cell_type == "raw":
        return question_differences(english, spanish)
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
    places = re.findall(r"^#+ (.+)$|^\((.+)\)=$", bindings.FENCE.sub("", prose), re.M)
    return [target or make_id(re.sub(r"[`*$]", "", title)) for title, target in places]


def before(name, cell, mark):
    """Return the English text that a fingerprint was taken of, from Git's history, or "" without one."""
    path = BOOK / names()[name]

    def git(*arguments):
        return subprocess.run(
            ["git", *arguments], cwd=BOOK, capture_output=True, text=True, check=False
        ).stdout

    for commit in git("log", "--format=%h", "--", path).split():
        text = git("show", f"{commit}:./{path.relative_to(BOOK).as_posix()}")
        old = read(path, text).get(cell) if text else None
        if old and fingerprint(old) == mark:
            return old.source
    return ""


def stale(pairs):
    """Yield `(name, id, message)` for each Spanish cell whose English one has changed."""
    for name, english, spanish in pairs:
        for id, cell in spanish.items():
            if id in english and cell.metadata.get("translates") != fingerprint(english[id]):
                old = before(name, id, cell.metadata.get("translates")).splitlines()
                lines = difflib.unified_diff(old, english[id].source.splitlines(), lineterm="", n=0)
                yield name, id, "\n".join([f"book/es/{names()[name]}, {id}: its English has changed", *lines])


def mark_done(name, ids):
    path = names()[name]
    english = {id: fingerprint(cell) for id, cell in read(BOOK / path).items()}
    if path.suffix == ".ipynb":
        notebook = nbformat.read(SPANISH / path, as_version=4)
        for cell in notebook.cells:
            if cell.id in (ids or english):
                cell.metadata["translates"] = english[cell.id]
        text, target = nbformat.writes(notebook) + "\n", SPANISH / path
    else:
        marks = yaml.safe_load(MARKS.read_text(encoding="utf-8"))
        old = dict(enumerate(marks.get(name, [])))
        marks[name] = [new if not ids or id in ids else old.get(int(id)) for id, new in english.items()]
        text, target = yaml.safe_dump(marks), MARKS
    target.write_text(text, encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--done", nargs="+", metavar=("NAME", "CELL"), help="a file, and cells of it")
    arguments = parser.parse_args()
    if arguments.done:
        mark_done(arguments.done[0], arguments.done[1:])
    print(*(message for _, _, message in stale(pairs())), sep="\n\n")


if __name__ == "__main__":
    main()
