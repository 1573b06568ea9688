"""The address of the book's repository: one place, one command, nothing dead."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from IPython.core.inputtransformer2 import TransformerManager

ROOT = Path(__file__).parent.parent
ADDRESS = "https://github.com/some-body/a.book"


def load_command(root):
    """Import the command of the book in `root`: it reads and writes there."""
    spec = importlib.util.spec_from_file_location("set_address", root / "book" / "set_address.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_places_have_the_same_address():
    command = load_command(ROOT)
    for path, text in command.texts(*command.read_address()).items():
        assert path.read_text(encoding="utf-8") == text, (
            f"{path} has another address: see book/set_address.py"
        )


def install_lines(root):
    """The lines of all notebooks that install something."""
    paths = sorted((root / "book").rglob("*.ipynb"))
    cells = [cell for path in paths for cell in nbformat.read(path, as_version=4).cells]
    lines = [line.strip() for cell in cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    return [line for line in lines if re.search(r"\b(pip|conda|uv)\b", line)]


def test_notebooks_install_from_the_address_and_nothing_else():
    address, branch = load_command(ROOT).read_address()
    assert set(install_lines(ROOT)) <= {f"%pip install --quiet git+{address}@{branch}"}


@pytest.fixture(scope="module")
def without_address(tmp_path_factory):
    """A copy of the book that has no address, and has an exercise that imports companion."""
    root = tmp_path_factory.mktemp("book")
    ignored = shutil.ignore_patterns(".*", "__pycache__", "submitted", "autograded", "feedback", "*.db*")
    for name in "book", "companion", "tests":
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    files = ["_config.yml", "_toc.yml", "CITATION.cff", "conftest.py", "pyproject.toml"]
    for name in [*files, "requirements.in", "requirements.txt"]:
        shutil.copy(ROOT / name, root)
    exercise = root / "book/exercises/source/01_mnist/01_mnist.ipynb"
    notebook = nbformat.read(exercise, as_version=4)
    imports = next(cell for cell in notebook.cells if cell.cell_type == "code")
    imports.source = f"from companion import plots\n\n{imports.source}\n\nplots.use_style()"
    exercise.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    load_command(root).set_address("", "")
    return root


@pytest.fixture
def copy(without_address, tmp_path):
    return shutil.copytree(without_address, tmp_path / "copy")


def run(copy, monkeypatch, *arguments):
    """Run the copy's command, as from the command line."""
    monkeypatch.setattr(sys, "argv", ["set_address.py", *arguments])
    load_command(copy).main()


def contents(copy):
    return {path: path.read_bytes() for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def test_the_command_sets_the_address_everywhere_and_takes_it_back(copy, monkeypatch, capsys):
    without = contents(copy)
    assert install_lines(copy) == []
    run(copy, monkeypatch, f"{ADDRESS}.git/".replace("github", "www.GitHub"))
    assert set(install_lines(copy)) == {f"%pip install --quiet git+{ADDRESS}@main"}
    assert len(install_lines(copy)) == len(list((ROOT / "book").glob("*.ipynb"))) + 1
    assert f"\nrepository-code: {ADDRESS}\n" in (copy / "CITATION.cff").read_text(encoding="utf-8")
    first = contents(copy)
    capsys.readouterr()

    run(copy, monkeypatch)
    assert capsys.readouterr().out == f"{ADDRESS} main\n"
    run(copy, monkeypatch, ADDRESS)
    assert capsys.readouterr().out == "" and contents(copy) == first

    run(copy, monkeypatch, "file:///elsewhere/book.git", "--branch", "next/1")
    assert set(install_lines(copy)) == {"%pip install --quiet git+file:///elsewhere/book.git@next/1"}
    assert "launch_buttons" not in yaml.safe_load((copy / "_config.yml").read_text(encoding="utf-8"))
    run(copy, monkeypatch, ADDRESS)
    assert contents(copy) == first

    run(copy, monkeypatch, "--unset")
    assert contents(copy) == without


@pytest.mark.parametrize(
    "arguments",
    [
        [""],
        ["digit-by-digit-companion"],
        ["http://github.com/some-body/book"],
        ["git@github.com:some-body/book.git"],
        ["https://github.com/some-body"],
        ["https://github.com/some-body/book/tree/main"],
        ["https://somebody:secret@example.org/book"],
        ['https://example.org/book"; import os'],
        ["https://example.org/a book"],
        ["https://example.org/book\n"],
        ["https://example.org/{book}"],
        [ADDRESS, "--branch", "-x"],
        [ADDRESS, "--branch", "a b"],
        [ADDRESS, "--branch", ""],
        [ADDRESS, "--branch", "a..b"],
        [ADDRESS, "--branch", "main/"],
        [ADDRESS, "--branch", "v1//x"],
        [ADDRESS, "--branch", "a.lock"],
        ["https://github.com/some-body/.."],
        [ADDRESS, "--unset"],
        ["--branch", "main"],
    ],
    ids=" ".join,
)
def test_a_bad_address_is_one_clear_error_and_changes_nothing(arguments, copy, monkeypatch, capsys):
    before = contents(copy)
    with pytest.raises(SystemExit) as stopped:
        run(copy, monkeypatch, *arguments)
    assert stopped.value.code == 2 and "error: " in capsys.readouterr().err
    assert contents(copy) == before


@pytest.mark.parametrize("content", [b"{", b"{}", b"[]", "{}".encode("utf-16")])
def test_a_broken_notebook_changes_nothing(content, copy, monkeypatch):
    (copy / "book/13_wrong_explanations.ipynb").write_bytes(content)
    before = contents(copy)
    with pytest.raises(SystemExit, match=r"13_wrong_explanations\.ipynb"):
        run(copy, monkeypatch, ADDRESS)
    assert contents(copy) == before


def test_a_file_that_cannot_be_replaced_leaves_all_as_it_was(copy, monkeypatch):
    before, replace = contents(copy), os.replace

    def replace_some(source, target):
        if target.name.startswith("05"):
            raise PermissionError(f"{target} is in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", replace_some)
    with pytest.raises(SystemExit, match=r"05_dropout\.ipynb is in use. Nothing was changed"):
        run(copy, monkeypatch, ADDRESS)
    assert contents(copy) == before


@pytest.mark.parametrize("importable", [False, True])
def test_the_cell_installs_companion_only_where_it_is_not(importable, monkeypatch):
    cell = load_command(ROOT).CELL.format(address=ADDRESS, branch="main")
    ran = []
    shell = type("Shell", (), {"run_line_magic": lambda self, *command: ran.append(command)})
    monkeypatch.setattr(importlib.util, "find_spec", {"companion": importable}.get)
    exec(TransformerManager().transform_cell(cell), {"get_ipython": shell})
    assert ran == ([] if importable else [("pip", f"install --quiet git+{ADDRESS}@main")])


def test_with_an_address_the_notebooks_keep_their_form_and_style(copy, monkeypatch):
    run(copy, monkeypatch, ADDRESS)
    for command in (
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["pytest", "-n", "0", "tests/test_notebooks.py"],
    ):
        done = subprocess.run([sys.executable, "-m", *command], cwd=copy, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_with_an_address_the_pages_have_launch_buttons(copy, monkeypatch):
    chapter, exercise = "book/01_mnist", "book/exercises/release/01_mnist/01_mnist"
    toc = {"format": "jb-book", "root": chapter, "chapters": [{"file": exercise}]}
    (copy / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    run(copy, monkeypatch, ADDRESS, "--branch", "next")
    jupyter_book = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    built = subprocess.run([jupyter_book, "build", copy, "-q"], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    for page in chapter, exercise:
        text = (copy / f"_build/html/{page}.html").read_text(encoding="utf-8")
        assert re.findall(r'href="([^"]*(?:mybinder|colab|_sources)[^"]*)"', text) == [
            f"https://mybinder.org/v2/gh/some-body/a.book/next?urlpath=lab/tree/{page}.ipynb",
            f"https://colab.research.google.com/github/some-body/a.book/blob/next/{page}.ipynb",
            "../" * page.count("/") + f"_sources/{page}.ipynb",
        ]
