"""Code and notebooks follow one style, and the README says what is so."""

import re
import runpy
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff(command):
    result = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", ROOT], capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def pins(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M))


def test_the_lock_holds_what_the_requirements_name():
    lock = pins("requirements.txt")
    for name, pinned in pins("requirements.in").items():
        assert lock[name] == pinned


def test_every_file_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_one_version():
    import companion

    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {companion.__version__}" in cited
    assert version("digit-by-digit-companion") == companion.__version__


def test_binder_takes_a_python_that_the_readme_names():
    # Left alone, Binder takes the newest, for which there may be no TensorFlow.
    taken = (ROOT / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert taken in re.search(r"You need Python (.*?) and", readme)[1]


def test_nox_fails_where_the_python_of_a_row_is_missing(tmp_path, monkeypatch):
    monkeypatch.delenv("CI", raising=False)  # where it is set, that is nox's default
    options = ["--session=pinned", "--force-python=3.99", "--download-python=never", f"--envdir={tmp_path}"]
    command = [sys.executable, "-m", "nox", *options]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1 and "interpreter 3.99 not found" in result.stderr, result.stderr


def test_the_readmes_table_of_versions_is_of_what_nox_installs():
    noxfile = runpy.run_path(ROOT / "noxfile.py")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = [line.strip("|").split(" | ") for line in re.findall(r"^\| \w+ \|.*", readme, re.M)]
    assert [name.strip() for name, *_ in table] == list(noxfile["ROWS"])
    for name, python, *found in table:
        wanted, versions = noxfile["ROWS"][name.strip()]
        assert python.startswith(f"{wanted}.")
        for package, shown in zip(noxfile["PACKAGES"], found, strict=False):
            pinned = pins("requirements.txt")[package] if package not in versions else versions[package]
            assert pinned in ("", shown, f"=={shown}"), f"{name}: {package} {shown}"
