"""Set the address of the book's repository wherever it is needed; without arguments, print it.

    python tools/set_address.py https://github.com/NAME/REPOSITORY [--branch BRANCH]
    python tools/set_address.py --unset

From it follow the buttons that open a page in Colab or Binder, the first code cell of each notebook that
imports `companion`, and a line of `CITATION.cff`. Until it is set there are none of these.
"""

import argparse
import re
import sys
from pathlib import Path

import environment  # noqa: F401
import nbformat

from companion import __version__

ROOT = Path(__file__).parent.parent
PLACES = "*.ipynb", "exercises/source/*/*.ipynb", "exercises/release/*/*.ipynb"
NOTEBOOKS = [folder + place for folder in ("", "es/") for place in PLACES]
# What comes here becomes code in every notebook. Colab opens nothing from other places than GitHub.
GITHUB = r"https://github\.com/[\w-]+/(?!\.+$)[\w.-]+"
ELSEWHERE = r"(?!(?i:https://(www\.)?github\.com))(https://[\w.-]+(:\d+)?|file://)(/[\w.~-]+)+"
BRANCH = r"(?!.*(\.\.|//|\.lock$))\w[\w./-]*(?<![./])"
BUTTONS = (
    'launch_buttons: {notebook_interface: "jupyterlab", '
    'binderhub_url: "https://mybinder.org", colab_url: "https://colab.research.google.com"}\n'
)
CELL = """\
# Installs the book's package where it is missing or of another version.
from importlib import invalidate_caches, metadata

name, wanted = "digit-by-digit-companion", "{version}"
if wanted not in [d.version for d in metadata.distributions(name=name)]:
    %pip install --quiet git+{address}@{branch}
    invalidate_caches()
import companion

if getattr(companion, "__version__", None) != wanted:
    path = companion.__spec__.origin or companion.__path__
    raise ImportError(
        f"Python found {{path}}, not the book's companion {{wanted}}. "
        "If that is yours, rename it. Then restart and run this again."
    )"""


def read_address():
    """Return the address and the branch that are set, or nothing."""
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    found = re.search(r'^repository: {(?:url|address): "(.+)", branch: "(.+)"}$', config, re.M)
    return found.groups() if found else ()


def in_notebook(text, install):
    """Make `install` a notebook's first code cell, where it imports companion; without it, take that away."""
    notebook = nbformat.reads(text, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.get("id") != "install"]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    was_run = any(cell.execution_count for cell in code)
    if install and any(re.search(r"^(from|import) companion\b", cell.source, re.M) for cell in code):
        code.insert(0, nbformat.v4.new_code_cell(install, id="install"))
        notebook.cells.insert(notebook.cells.index(code[1]), code[0])
    for count, cell in enumerate(code if was_run else [], 1):
        for counted in cell, *(output for output in cell.outputs if "execution_count" in output):
            counted.execution_count = count
    return nbformat.writes(notebook) + "\n"


def texts(address="", branch=""):
    """Map each file that depends on the address to the text it must have."""
    on_github = re.fullmatch(GITHUB, address)
    key, buttons = ("url", BUTTONS) if on_github else ("address", "")
    config = f'\nrepository: {{{key}: "{address}", branch: "{branch}"}}\n{buttons}'
    citation = f"repository-code: {address}\n"
    result = {}
    for name, block in ("_config.yml", config), ("CITATION.cff", citation):
        text = (ROOT / name).read_text(encoding="utf-8")
        text = re.sub(r"^\n?(repository|launch_buttons|repository-code):.*\n", "", text, flags=re.M)
        result[ROOT / name] = text + block * bool(address)
    install = CELL.format(address=address, branch=branch, version=__version__) * bool(address)
    for path in sorted(path for pattern in NOTEBOOKS for path in (ROOT / "book").glob(pattern)):
        if not re.fullmatch(r"\d\d_\w+", path.stem):  # a reader's
            continue
        try:
            result[path] = in_notebook(path.read_text(encoding="utf-8"), install)
        except Exception as error:  # a foreign file fails in many ways
            sys.exit(f"{path} cannot be read as a notebook ({error!r}). Nothing was changed.")
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    one = parser.add_mutually_exclusive_group()
    one.add_argument("address", nargs="?", help="such as https://github.com/NAME/REPOSITORY")
    one.add_argument("--unset", action="store_true", help="take the address back")
    parser.add_argument("--branch", default="main", help="what readers get (main)")
    given = parser.parse_args()
    if given.address is None and not given.unset:
        return print(*read_address() or ["No address is set."])
    address = (given.address or "").removesuffix("/").removesuffix(".git")
    if not given.unset and not re.fullmatch(f"{GITHUB}|{ELSEWHERE}", address, re.ASCII):
        parser.error(f"not an address like https://github.com/NAME/REPOSITORY: {address!r}")
    if not re.fullmatch(BRANCH, given.branch, re.ASCII):
        parser.error(f"not the name of a branch: {given.branch!r}")
    for path, text in texts(address, given.branch).items():
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print("written:", path.relative_to(ROOT))


if __name__ == "__main__":
    main()
