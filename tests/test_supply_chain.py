"""What is installed is what was pinned, and nothing that is stored runs by itself."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
PINNED = (ROOT / "requirements.txt").read_text(encoding="utf-8")
NAMES = set(re.findall(r"^([\w.-]+)==", PINNED, re.M))
TEXTS = [
    path
    for folder in ("", "book", "book/exercises", "companion", "tests", ".ci")
    for path in sorted((ROOT / folder).iterdir())
    if path.is_file() and path.suffix in {".md", ".py", ".ipynb", ".toml", ".yml", ".in", ""}
]
NOTEBOOKS = [path for path in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts]


def test_every_pinned_package_has_a_version_and_a_hash_and_comes_from_the_index():
    for requirement in re.split(r"\n(?=\S)", PINNED.strip()):
        line, *rest = requirement.splitlines()
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [^@]+)? \\", line), line
        hashes = [text for text in rest if not text.strip().startswith("#")]
        assert hashes, requirement
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", text) for text in hashes), (
            requirement
        )


def test_the_installed_packages_fit_together():
    result = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_is_told_to_install_a_name_that_is_not_pinned(path):
    """On PyPI, companion, for example, is somebody else's."""
    for arguments in re.findall(r"pip install ((?:[^\s\"')`&|{]+ ?)+)", path.read_text(encoding="utf-8")):
        words = iter(arguments.split())
        for word in words:
            if word in {"-r", "-e"}:
                next(words)
            elif not word.startswith(("-", "git+", "(")):
                assert re.split(r"[=<>\[]", word)[0] in NAMES, f"{path}: pip install {arguments}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.relative_to(ROOT / "book")))
def test_no_stored_output_runs_or_loads_anything(path):
    """Jupyter runs the scripts in a notebook's outputs only where it is trusted: this book needs no trust."""
    notebook = nbformat.read(path, as_version=4)
    assert "signature" not in notebook.metadata
    for cell in notebook.cells:
        assert not cell.metadata.get("trusted"), cell.source
        for output in cell.get("outputs", []):
            for kind, text in output.get("data", {}).items():
                assert kind in {"text/plain", "text/markdown", "text/html", "image/png", "image/svg+xml"}
                if kind in {"text/html", "image/svg+xml"}:
                    links = re.findall(r"\b(?:href|src)=[\"']?([^\"'> ]*)", text)
                    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links), (
                        cell.source
                    )
                    assert not re.search(r"<(script|foreignObject|i?frame)|<[^>]*\son\w+=|javascript:", text)
                if kind == "text/markdown":
                    assert "<" not in text, cell.source
