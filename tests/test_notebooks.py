"""The form of the notebooks: what keeps the number contract and the chapters' shape."""

import ast
import inspect
import json
import re
import warnings
from collections import Counter
from pathlib import Path
from statistics import median

import bindings
import nbformat
import pytest
import questions
import yaml
from environment import CHAPTERS
from questions import read_questions, with_questions

from companion import datasets, experiments, models, plots, training

ROOT = Path(__file__).parent.parent
TAGS = {"full-mnist", "cifar10", "nbval-ignore-output", "hide-input", "hide-output"}
ARC = CHAPTERS[:5]  # the chapters that have the book's second form


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
        if "nbval-ignore-output" in cell.metadata.get("tags", []) or cell.metadata.get("tolerance"):
            near = cell.source + ("\n" + following.source if following else "")
            assert re.search(r"^\s*assert ", near, re.M), f"nothing checks the result of:\n{cell.source}"


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
            assert kinds.count("text/plain") == 1, f"its caption stands under each output:\n{cell.source}"


def test_prose_is_plain_commonmark(notebook):
    for cell in prose_cells(notebook):
        assert not re.search(r"^:::|^```\{|\{[a-z:-]+\}`", cell.source, re.M), cell.source


# All of these build without a warning and show something else than what was meant.
SILENT = {
    "no blank line after a summary": r"</summary>(?!\n[ \t]*\n)",
    "Markdown or a formula in a summary": r"<summary>[^<]*[`*_$[<][^\n]*</summary>",
    "a comment that starts a line": r"^\s*<!--",
    "a vertical line in a table's comment": r"^\|.*<!--(?:(?!-->).)*\|",
    "two hyphens in a comment": r"<!--(?:(?!-->).)*--(?!>)",
    "a comment over several lines": r"<!--(?:(?!-->).)*\n(?:(?!-->)[\s\S])*-->",
    "HTML that is no comment and no fold": r"<(?!!--|/?details>|/?summary>|/?div[ >])[/\w][^>]*>",
}


@pytest.mark.parametrize("form", SILENT)
def test_nothing_fails_silently(form, notebook):
    for cell in prose_cells(notebook):
        text = re.sub(r"`[^`]+`|^```.*?^```", "", cell.source, flags=re.M | re.S)
        found = re.search(SILENT[form], text, re.M)
        assert not found, f"{form}: {found[0]}"


def test_a_fold_is_whole_and_holds_no_heading(notebook):
    for cell in prose_cells(notebook):
        folds = re.findall(r"<details>(.*?)</details>", cell.source, re.S)
        assert len(folds) == cell.source.count("<details>") == cell.source.count("</details>"), cell.source
        assert not [fold for fold in folds if re.search(r"^\s*#", fold, re.M)], cell.source


def test_every_number_is_seen_by_the_measure(notebook):
    """Counted another way: line by line, without titles, references, addresses, tags and list numbers."""
    for cell in prose_cells(notebook):
        text = bindings.strip(cell.source).split("## References")[0]
        text = re.sub(r"\]\(.*?\)|\[[1-9, ]+\]|<.*?>|\\text\{.*?\}|_\{.*?\}", " ", text)
        lines = [
            re.sub(r"^\s*\d+\. |^\*\*\d+\.\*\*", "", line)
            for line in text.splitlines()
            if not line.startswith("#")
        ]
        seen = bindings.numbers(cell.source, "")
        spoken = [cell.source[one.start : one.end] for one in seen if one.kind != "word"]
        counted = re.findall(r"(?<![A-Za-z_.\d])(?<![A-Za-z]-)\d[\d,.]*", " ".join(lines))
        assert re.findall(r"\d", " ".join(spoken)) == re.findall(r"\d", " ".join(counted)), cell.source


def test_chapter_has_its_parts(notebook):
    first, last = prose_cells(notebook)[0].source, prose_cells(notebook)[-1].source
    assert re.match(r"# .+\n\n\*\*.+\?\*\*", first), "a chapter opens with its title and its question"
    assert "After this chapter you can" in first
    headings = re.findall(r"^## (.+)", "\n".join(cell.source for cell in prose_cells(notebook)), re.M)
    assert headings[-3:] == ["Summary", "Exercises", "References"]
    assert re.search(r"^1\. ", last, re.M)


@pytest.mark.parametrize("path", ARC, ids=lambda path: path.stem)
def test_a_reader_predicts_checks_and_finds_answers(path):
    """Some outputs are folded, and no number of one stands behind it in plain sight."""
    cells = nbformat.read(path, as_version=4).cells
    folded = [i for i, cell in enumerate(cells) if "hide-output" in cell.metadata.get("tags", [])]
    assert 2 <= len(folded) <= 5
    for i in folded:
        prompts = cells[i].metadata.get("mystnb", {})
        assert {"code_prompt_show", "code_prompt_hide"} <= prompts.keys(), cells[i].source
        told = bindings.strip(re.sub(r"<details>.*?</details>", "", cells[i + 1].source, flags=re.S))
        printed = set(re.findall(r"\d+\.\d+|\d{3,}", output_text(cells[i])))
        assert not printed & set(re.findall(r"\d+\.\d+|\d{3,}", told)), cells[i + 1].source
    assert "\n## Exercises\n" in cells[-1].source, "the summary begins the last cell"
    exercises = cells[-1].source.split("## Exercises")[1].split("## References")[0]
    assert len(re.findall(r"^\d+\. ", exercises, re.M)) == exercises.count("<details>") > 1
    asked = read_questions(path.stem)
    assert len(asked) >= 3
    text = nbformat.writes(with_questions(nbformat.read(path, as_version=4), asked)) + "\n"
    assert text == path.read_text(encoding="utf-8"), "run tools/questions.py"


@pytest.mark.parametrize("wrong", ["right: true", "why: because", "proof: x == 1"])
def test_a_question_without_an_answer_a_reason_or_a_proof_is_refused(wrong, tmp_path, monkeypatch):
    monkeypatch.setitem(questions.EXERCISES, "en", tmp_path)
    text = "- question: Q?\n  choices:\n  - text: one\n    right: true\n    why: because\n  proof: x == 1\n"
    path = tmp_path / "questions" / "00_test.yml"
    path.parent.mkdir()
    path.write_text(text)
    assert "**a** is right: because<!--! x == 1 -->" in questions.markdown(read_questions("00_test"))
    path.write_text(text.replace(wrong, "other: 1"))
    with pytest.raises(ValueError, match=r"00_test\.yml: .*Q\?"):
        read_questions("00_test")


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


def test_what_a_reader_puts_beside_the_chapters_is_not_collected(request):
    found = [
        request.config.hook.pytest_collect_file(file_path=path, parent=request.session) for path in CHAPTERS
    ]
    assert all(found)
    for name in "Untitled.ipynb", "01_mnist-Copy1.ipynb", "exercises/source/01_mnist/01_mnist.ipynb":
        path = ROOT / "book" / name
        assert not request.config.hook.pytest_collect_file(file_path=path, parent=request.session)


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
    for module in datasets, experiments, models, plots, training:
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
