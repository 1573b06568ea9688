"""The form of the notebooks: what keeps the number contract and the chapters' shape."""

import ast
import inspect
import json
import re
import warnings
from collections import Counter
from pathlib import Path
from statistics import median

import nbformat
import pytest
import yaml
from environment import CHAPTERS

from companion import datasets, models, plots, replication, training

ROOT = Path(__file__).parent.parent
TAGS = {"full-mnist", "cifar10", "nbval-ignore-output", "hide-input"}


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def output_text(cell):
    """Everything that a cell printed or showed as text."""
    texts = []
    for output in cell.outputs:
        texts.append(output.get("text", ""))
        texts += [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
    return "\n".join(texts)


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def test_cells_were_run_in_order(notebook):
    # nbval compares nothing in a cell without an execution count.
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_only_known_tags_change_how_a_cell_is_tested(notebook):
    for cell in code_cells(notebook):
        assert set(cell.metadata.get("tags", [])) <= TAGS
        assert not re.search(r"#\s*(NBVAL|PYTEST_VALIDATE)", cell.source), cell.source


def test_no_cell_needs_a_shell(notebook):
    for cell in code_cells(notebook):
        assert cell.id == "install" or not re.search(r"^\s*[!%]", cell.source, re.M), cell.source


def test_an_ignored_output_is_asserted(notebook):
    cells = code_cells(notebook)
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            near = cell.source + ("\n" + following.source if following else "")
            assert re.search(r"^assert ", near, re.M), f"nothing checks the result of:\n{cell.source}"


def test_outputs_hold_no_error_message_or_path(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", output.text
        assert not re.search(r"/(tmp|home|root|work|Users)/", output_text(cell)), output_text(cell)


def test_figures_have_alt_text_and_caption(notebook):
    for cell in code_cells(notebook):
        kinds = [kind for output in cell.outputs for kind in output.get("data", {})]
        if any(kind.startswith("image/") for kind in kinds):
            described = cell.metadata.get("mystnb", {})
            assert len(described.get("image", {}).get("alt", "")) >= 20, f"no alt text:\n{cell.source}"
            assert described.get("figure", {}).get("caption"), f"no caption:\n{cell.source}"


def test_prose_is_plain_commonmark(notebook):
    for cell in prose_cells(notebook):
        assert not re.search(r"^:::|^```\{|\{[a-z:-]+\}`", cell.source, re.M), cell.source


NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


def numbers(text):
    return {match.replace(",", "").rstrip(".") for match in NUMBER.findall(text)}


def test_every_number_in_prose_is_in_compared_code_or_output(notebook):
    """A number with a decimal point or three digits must be computed in its chapter, not only typed."""
    checked = set()
    for cell in code_cells(notebook):
        checked |= numbers(cell.source.replace("_", ""))
        if "nbval-ignore-output" not in cell.metadata.get("tags", []):
            checked |= numbers(output_text(cell))
    checked |= {number.rstrip("0").rstrip(".") for number in checked if "." in number}
    for cell in prose_cells(notebook):
        prose, *_ = cell.source.split("## Exercises")
        prose = re.sub(r"\]\([^)]*\)", "]", prose)
        typed = {number for number in numbers(prose) if "." in number or len(number) >= 3}
        assert typed <= checked, f"{typed - checked} in: {cell.source}"


def test_chapter_has_its_parts(notebook):
    first, last = prose_cells(notebook)[0].source, prose_cells(notebook)[-1].source
    assert re.match(r"# .+\n\n\*\*.+\?\*\*", first), "a chapter opens with its title and its question"
    assert "After this chapter you can" in first
    headings = re.findall(r"^## (.+)", "\n".join(cell.source for cell in prose_cells(notebook)), re.M)
    assert headings[-3:] == ["Summary", "Exercises", "References"]
    assert re.search(r"^1\. ", last, re.M)


def test_cells_are_short(notebook):
    cells = code_cells(notebook)
    visible = [len(lines(cell)) for cell in cells if "hide-input" not in cell.metadata.get("tags", [])]
    assert 15 <= len(cells) <= 40
    assert median(visible) <= 5
    assert max(visible) <= 15


def added_to(source):
    """Yield the names that a cell adds to without having made them: run twice, it adds twice."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    grown = [node.target for node in nodes if isinstance(node, ast.AugAssign)]
    stored = [
        node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store) and node not in grown
    ]
    made = {node.id for node in stored if isinstance(node, ast.Name)}
    made |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            grown += [node.func.value] * (node.func.attr in ("add", "append", "extend", "insert", "pop"))
    yield from (node.id for node in grown if isinstance(node, ast.Name) and node.id not in made)


def test_a_cell_may_be_run_twice(notebook):
    for cell in code_cells(notebook):
        if cell.id != "install":
            assert list(added_to(cell.source)) == [], cell.source


@pytest.mark.parametrize("name", ["Untitled.ipynb", "01_mnist-Copy1.ipynb"])
def test_what_a_reader_puts_beside_the_chapters_is_not_collected(name, request):
    path = ROOT / "book" / name
    assert request.config.hook.pytest_ignore_collect(collection_path=path, config=request.config)


def test_a_checkout_that_cannot_be_written_is_tested_all_the_same():
    warnings.warn(pytest.PytestCacheWarning("could not create cache path"), stacklevel=1)


def read_book():
    return {path.stem: nbformat.read(path, as_version=4) for path in CHAPTERS}


def test_no_code_is_pasted_twice():
    cells = [
        cell.source for book in read_book().values() for cell in code_cells(book) if cell.id != "install"
    ]
    setup = "plots.use_style()"
    long = Counter(source for source in cells if len(source.splitlines()) >= 4 and setup not in source)
    assert [source for source, count in long.items() if count > 1] == []


def test_every_public_name_is_used_by_a_chapter():
    code = "\n".join(cell.source for book in read_book().values() for cell in book.cells)
    for module in datasets, models, plots, replication, training:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                assert re.search(rf"\b{name}\(", code), f"no chapter uses {module.__name__}.{name}"


def test_toc_lists_every_notebook_in_order():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    assert [file for file in files if re.match(r"book/\d", file)] == [f"book/{stem}" for stem in read_book()]


def test_notebooks_are_stored_as_written_by_write_outputs():
    for stem in read_book():
        text = (ROOT / "book" / f"{stem}.ipynb").read_text(encoding="utf-8")
        assert text == nbformat.writes(nbformat.from_dict(json.loads(text))) + "\n"
