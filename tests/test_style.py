"""Code and notebooks follow one style, the house is in order, and what is installed is what was pinned."""

import re
import runpy
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
from count_lines import arrows, code_lines
from environment import CHAPTERS

import companion

ROOT = Path(__file__).parent.parent


def find(*patterns):
    return [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]


EXERCISES = "book/exercises/source/*/*.ipynb", "book/exercises/release/*/*.ipynb"
NOTEBOOKS = [*CHAPTERS, *find(*EXERCISES)]
CODE = find("*.py", "companion/*.py", "tools/*.py", "tests/*.py", "book/_ext/*.py", "book/exercises/**/*.py")
TEXTS = find("*.md", "*.cff", "*.in", "*.toml", "*.yml", ".ci/*", "book/**/*.md")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name):
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", read(name), re.M))


@pytest.mark.parametrize("command", ["ruff check", "ruff format --check", "pip check"])
def test_nothing_is_found_by(command):
    files = ["--no-cache", "--force-exclude", *CODE, *NOTEBOOKS] if command.startswith("ruff") else []
    command = [sys.executable, "-m", *command.split(), *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_follows_a_formula_on_its_line():
    """Not even a comment: its dollar signs would be seen."""
    assert [path.name for path in NOTEBOOKS if "$$<!--" in path.read_text(encoding="utf-8")] == []


def test_the_house_is_in_order():
    package = {path.stem: path.read_text(encoding="utf-8") for path in find("companion/*.py")}
    assert sum(map(code_lines, package.values())) <= 600
    for name in "datasets", "models", "plots", "training":
        assert not arrows(package[name]), f"companion.{name} imports another module of companion"
    assert len(read("conftest.py").splitlines()) < 100
    assert sum(code_lines(path.read_text(encoding="utf-8")) for path in find("tests/*.py")) <= 3_250
    # nbgrader wants its settings there, and the checks in notebooks what they import.
    assert find("book/*.py", "book/exercises/*.py") == [
        ROOT / "book/exercises/checks.py",
        ROOT / "book/exercises/nbgrader_config.py",
    ]
    for path in CODE + NOTEBOOKS:
        assert not re.search(r"sys\.path\.insert", path.read_text(encoding="utf-8")), path


def test_one_version():
    assert f"version: {companion.__version__}" in read("CITATION.cff")
    assert version("digit-by-digit-companion") == companion.__version__


def test_the_readme_names_files_that_are_there_and_a_python_for_binder():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", read("README.md")):
        assert (ROOT / target).exists(), target
    # Left alone, Binder takes the newest Python, for which there may be no TensorFlow.
    taken = read("runtime.txt").strip().removeprefix("python-")
    assert taken in re.search(r"You need Python (.*?) and", read("README.md"))[1]


def test_the_readmes_table_of_versions_is_of_what_nox_installs():
    noxfile = runpy.run_path(ROOT / "noxfile.py")
    table = [line.strip("| ").split(" | ") for line in re.findall(r"^\| \w+ \|.*", read("README.md"), re.M)]
    assert [name for name, *_ in table] == list(noxfile["ROWS"])
    for name, python, *found in table:
        wanted, versions = noxfile["ROWS"][name]
        assert python.startswith(f"{wanted}.")
        for package, shown in zip(noxfile["PACKAGES"], found, strict=False):
            pinned = pins("requirements.txt")[package] if package not in versions else versions[package]
            assert pinned in ("", shown, f"=={shown}"), f"{name}: {package} {shown}"


def test_every_package_is_pinned_with_a_hash_and_comes_from_the_index():
    assert pins("requirements.in").items() <= pins("requirements.txt").items()
    for requirement in re.split(r"\n(?=\S)", read("requirements.txt").strip()):
        line, *rest = requirement.splitlines()
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [^@]+)? \\", line), line
        hashes = [text for text in rest if not text.strip().startswith("#")]
        assert hashes, line
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", text) for text in hashes), line


def test_nobody_is_told_to_install_a_name_that_is_not_pinned():
    """On PyPI, companion, for example, is somebody else's."""
    for path in CODE + NOTEBOOKS + TEXTS:
        for arguments in re.findall(r"pip install ((?:[^\s\"')`&|{]+ ?)+)", path.read_text(encoding="utf-8")):
            words = iter(arguments.split())
            for word in words:
                if word in {"-r", "-e"}:
                    next(words)
                elif not word.startswith(("-", "git+", "(")):
                    name = re.split(r"[=<>\[]", word)[0]
                    assert name in pins("requirements.txt"), f"{path}: pip install {arguments}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.relative_to(ROOT / "book")))
def test_no_stored_output_runs_or_loads_anything(path):
    """Jupyter runs the scripts in a notebook's outputs only where it is trusted: this book needs no trust."""
    notebook = nbformat.read(path, as_version=4)
    assert "signature" not in notebook.metadata
    for cell in notebook.cells:
        assert not cell.metadata.get("trusted"), cell.source
        for kind, text in (
            (k, t) for output in cell.get("outputs", []) for k, t in output.get("data", {}).items()
        ):
            assert kind in {"text/plain", "text/markdown", "text/html", "image/png", "image/svg+xml"}
            if kind in {"text/html", "image/svg+xml"}:
                links = re.findall(r"\b(?:href|src)=[\"']?([^\"'> ]*)", text)
                assert all(link.startswith(("#", "data:image/png;base64,")) for link in links), cell.source
                assert not re.search(r"<(script|foreignObject|i?frame)|<[^>]*\son\w+=|javascript:", text)
            if kind == "text/markdown":
                assert "<" not in text, cell.source
