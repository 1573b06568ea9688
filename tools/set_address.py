"""Set the address of the book's repository wherever it is needed.

    python book/set_address.py https://github.com/NAME/REPOSITORY
    python book/set_address.py ADDRESS --branch BRANCH
    python book/set_address.py --unset

The address stands in `_config.yml`. From it follow the buttons that open a
page in Colab or Binder, the first code cell of each notebook that imports
`companion`, and a line of `CITATION.cff`. Until it is set there are none of
these. Without arguments, the address is printed.
"""

import argparse
import contextlib
import os
import re
import sys
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "_config.yml"
CITATION = ROOT / "CITATION.cff"
# Exercises too, for when one imports companion.
NOTEBOOKS = [
    "*.ipynb",
    "exercises/source/*/*.ipynb",
    "exercises/release/*/*.ipynb",
]

GITHUB = "https://github.com/"
# What comes here becomes code in every notebook.
ADDRESS = (
    rf"{GITHUB}[\w-]+/(?!\.+$)[\w.-]+"
    rf"|(?!{GITHUB})https://[\w.-]+(:\d+)?(/[\w.~-]+)+"
    r"|file://(/[\w.~-]+)+"
)
BRANCH = r"(?!.*(\.\.|//|\.lock$))\w[\w./-]*(?<![./])"

REPOSITORY = """
repository:
  {key}: "{address}"
  branch: "{branch}"
"""
BUTTONS = """
launch_buttons:
  notebook_interface: jupyterlab
  binderhub_url: https://mybinder.org
  colab_url: https://colab.research.google.com
"""
CELL_ID = "install"
CELL = """\
# Installs the book's package where it is missing, as in Colab.
from importlib.util import find_spec

if not find_spec("companion"):
    %pip install --quiet git+{address}@{branch}"""


def read_address():
    """Return the address and the branch that are set, or two empty texts."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    repository = config.get("repository", {})
    address = repository.get("url", repository.get("address", ""))
    return address, repository.get("branch", "")


def in_config(text, address, branch):
    ours = r"^\n?(repository|launch_buttons):.*\n(  .*\n)*"
    text = re.sub(ours, "", text, flags=re.M)
    if not address:
        return text
    # Of other places, Colab opens nothing and the theme knows few.
    on_github = address.startswith(GITHUB)
    key = "url" if on_github else "address"
    text += REPOSITORY.format(key=key, address=address, branch=branch)
    return text + BUTTONS * on_github


def in_citation(text, address):
    text = re.sub(r"^repository-code:.*\n", "", text, flags=re.M)
    return text + (f"repository-code: {address}\n" if address else "")


def in_notebook(text, address, branch):
    notebook = nbformat.reads(text, as_version=4)
    cells = [cell for cell in notebook.cells if cell.get("id") != CELL_ID]
    code = [cell for cell in cells if cell.cell_type == "code"]
    source = "\n".join(cell.source for cell in code)
    if address and re.search(r"^(from|import) companion\b", source, re.M):
        install = nbformat.v4.new_code_cell(
            CELL.format(address=address, branch=branch), id=CELL_ID
        )
        if code[0].execution_count:
            install.execution_count = 1
        cells.insert(cells.index(code[0]), install)
    # Later cells ran one later than before, or one earlier.
    shift = len(cells) - len(notebook.cells)
    for cell in code:
        for counted in [cell, *cell.outputs]:
            if counted.get("execution_count"):
                counted.execution_count += shift
    if cells == notebook.cells:
        return text
    notebook.cells = cells
    return nbformat.writes(notebook) + "\n"


def texts(address, branch):
    """Map each file that depends on the address to the text it must have."""
    result = {
        CONFIG: in_config(
            CONFIG.read_text(encoding="utf-8"), address, branch
        ),
        CITATION: in_citation(CITATION.read_text(encoding="utf-8"), address),
    }
    for pattern in NOTEBOOKS:
        for path in sorted((ROOT / "book").glob(pattern)):
            try:
                text = path.read_text(encoding="utf-8")
                result[path] = in_notebook(text, address, branch)
            except Exception as error:  # a foreign file fails in many ways
                sys.exit(
                    f"{path} cannot be read as a notebook ({error}). "
                    "Nothing was changed."
                )
    return result


def set_address(address, branch):
    """Write what changes, all of it or nothing; return the paths."""
    after = texts(address, branch)
    before = {path: path.read_text(encoding="utf-8") for path in after}
    changed = [path for path in after if after[path] != before[path]]
    try:
        for path in changed:
            write(path.with_suffix(".tmp"), after[path])
        for path in changed:
            os.replace(path.with_suffix(".tmp"), path)
    except OSError as error:
        for path in changed:
            with contextlib.suppress(OSError):
                path.with_suffix(".tmp").unlink()
            if path.read_text(encoding="utf-8") != before[path]:
                write(path, before[path])
        sys.exit(f"{error}. Nothing was changed.")
    return changed


def write(path, text):
    path.write_text(text, encoding="utf-8", newline="\n")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("address", nargs="?")
    parser.add_argument("--branch", help="what readers get (main)")
    parser.add_argument("--unset", action="store_true")
    given = parser.parse_args()
    address = given.address
    branch = "main" if given.branch is None else given.branch
    if given.unset and (address is not None or given.branch):
        parser.error("--unset takes nothing else")
    if address is None and given.branch:
        parser.error("--branch needs the address too")
    if address is None and not given.unset:
        print(" ".join(read_address()).strip() or "No address is set.")
        return
    if given.unset:
        address = branch = ""
    else:
        github = r"https://(www\.)?github\.com(:443)?/"
        address = re.sub(github, GITHUB, address.rstrip("/"), flags=re.I)
        if address.startswith(GITHUB):
            address = address.removesuffix(".git")
        if not re.fullmatch(ADDRESS, address, re.ASCII):
            parser.error(
                f"not an address like {GITHUB}NAME/REPOSITORY: {address!r}"
            )
        if not re.fullmatch(BRANCH, branch, re.ASCII):
            parser.error(f"not the name of a branch: {branch!r}")
    for path in set_address(address, branch):
        print("written:", path.relative_to(ROOT))
    if address and not address.startswith(GITHUB):
        print("No buttons: Colab opens notebooks on GitHub only.")


if __name__ == "__main__":
    main()
