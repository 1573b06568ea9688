"""Run notebooks on all of MNIST and store their outputs.

    COMPANION_DATA=folder python tools/write_outputs.py [NOTEBOOK ...]

Without names it takes every chapter. The one on CIFAR-10 also wants cifar10-jpeg75.npz, its stand-in, in the
folder. A notebook is written only if all of it ran, and comes out byte for byte the same if nothing changed.
"""

import argparse
import sys
from pathlib import Path

import nbformat
from environment import CHAPTERS
from nbclient import NotebookClient

from companion.datasets import cifar10_source, load_mnist


def write_outputs(path):
    """Run the notebook, store its outputs, return whether they changed."""
    before = path.read_text(encoding="utf-8")
    if "load_cifar10" in before and cifar10_source() != "stand-in":
        raise ValueError("Its outputs are made on the stand-in: cifar10-jpeg75.npz in COMPANION_DATA.")
    notebook = nbformat.reads(before, as_version=4)
    language_info = notebook.metadata.get("language_info", {})
    resources = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(
        notebook, timeout=1200, record_timing=False, coalesce_streams=True, resources=resources
    )
    client.execute()
    notebook.metadata.language_info = language_info  # the kernel adds its Python's version
    text = nbformat.writes(notebook) + "\n"
    if path.read_text(encoding="utf-8") != before:
        raise ValueError("It was changed meanwhile: run this again.")
    if text != before:
        path.write_text(text, encoding="utf-8", newline="\n")
    return text != before


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK")
    paths = parser.parse_args().notebooks or CHAPTERS
    if len(load_mnist()[0][0]) != 60_000:
        sys.exit("The outputs are made on all of MNIST: set COMPANION_DATA to a folder that holds mnist.npz.")
    for path in paths:
        print(path, end=" ", flush=True)
        try:
            print("written" if write_outputs(path) else "unchanged")
        except Exception as error:  # of the notebook, its kernel or the disk
            sys.exit(f"failed, and is left as it was:\n{error}")


if __name__ == "__main__":
    main()
