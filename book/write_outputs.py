"""Run the notebooks on all of MNIST and store their outputs.

The chapter on CIFAR-10 also wants cifar10-jpeg75.npz, its stand-in.

    python book/write_outputs.py [NOTEBOOK ...]

Without names it takes every notebook of the book. A notebook is written only
if all of it ran, and comes out byte for byte the same if nothing changed.
"""

import os
import sys
from pathlib import Path

# Progress bars are for the reader who runs a cell.
os.environ["TQDM_DISABLE"] = "1"
# These change the tables that Keras prints.
os.environ["NO_COLOR"] = os.environ["JUPYTER_COLUMNS"] = ""
if os.environ.get("COMPANION_DATA"):  # notebooks run in their own folder
    os.environ["COMPANION_DATA"] = os.path.abspath(
        os.environ["COMPANION_DATA"]
    )

from companion.datasets import load_cifar10, load_mnist

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

BOOK = Path(__file__).parent


def write_outputs(path):
    """Run the notebook, store its outputs, return whether they changed."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=1200,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    language_info = notebook.metadata.language_info
    client.execute()
    notebook.metadata.language_info = (
        language_info  # the kernel adds its Python's version
    )
    text = nbformat.writes(notebook) + "\n"
    if text == path.read_text(encoding="utf-8"):
        return False
    temporary = path.with_suffix(".tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def main(names):
    if len(load_mnist()[0][0]) != 60_000:
        sys.exit(
            "The book's outputs are made on all of MNIST: "
            "set COMPANION_DATA to a folder that holds mnist.npz."
        )
    paths = [Path(name) for name in names] or sorted(BOOK.glob("*.ipynb"))
    for path in paths:
        wants_cifar10 = "load_cifar10" in path.read_text(encoding="utf-8")
        if wants_cifar10 and len(load_cifar10()[0][0]) != 10_000:
            sys.exit(f"{path} wants cifar10-jpeg75.npz in COMPANION_DATA.")
        print(path, end=" ", flush=True)
        try:
            print("written" if write_outputs(path) else "unchanged")
        except (CellExecutionError, OSError) as error:
            sys.exit(f"failed, and is left as it was:\n{error}")


if __name__ == "__main__":
    main(sys.argv[1:])
