"""Run the notebooks on all of MNIST and store their outputs.

The chapter on CIFAR-10 also wants cifar10-jpeg75.npz, its stand-in.

    python book/write_outputs.py [NOTEBOOK ...]

Without names it takes every notebook of the book. A notebook is written only
if all of it ran, and comes out byte for byte the same if nothing changed.
"""

import argparse
import os
import sys
from pathlib import Path

from companion.datasets import load_cifar10, load_mnist

import nbformat
from nbclient import NotebookClient

import environment  # noqa: F401

BOOK = Path(__file__).parent


def write_outputs(path):
    """Run the notebook, store its outputs, return whether they changed."""
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
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
    if text == before:
        return False
    if path.read_text(encoding="utf-8") != before:
        raise ValueError("it was changed meanwhile: run this again")
    temporary = path.with_suffix(".tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "notebooks", nargs="*", type=Path, metavar="NOTEBOOK"
    )
    paths = parser.parse_args().notebooks or sorted(BOOK.glob("*.ipynb"))
    if len(load_mnist()[0][0]) != 60_000:
        sys.exit(
            "The book's outputs are made on all of MNIST: "
            "set COMPANION_DATA to a folder that holds mnist.npz."
        )
    for path in paths:
        print(path, end=" ", flush=True)
        try:
            text = path.read_text(encoding="utf-8")
            if (
                "load_cifar10" in text
                and len(load_cifar10()[0][0]) != 10_000
            ):
                sys.exit("wants cifar10-jpeg75.npz in COMPANION_DATA.")
            print("written" if write_outputs(path) else "unchanged")
        except Exception as error:  # of the notebook, its kernel or the disk
            sys.exit(f"failed, and is left as it was:\n{error}")


if __name__ == "__main__":
    main()
