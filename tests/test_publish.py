"""The copy for students: nothing in it that they must not see."""

import re

import nbformat
import publish
import pytest
import quiz
import yaml
from environment import BOOK, CHAPTERS
from grade import ASSIGNMENTS, COURSE
from pages import PAGES, SPANISH_PAGES


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    publish.publish(folder)
    return folder


def squeezed(text):
    return re.sub(r"\W+", "", text)


def secrets():
    """Yield what a student must not read: solutions, rubrics, cases and questions of exams."""
    for name in ASSIGNMENTS:
        for path in BOOK.glob(f"**/exercises/source/{name}/{name}.ipynb"):
            source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
            yield from re.findall(r"### BEGIN SOLUTION\n(.+?)### END SOLUTION", source, re.S)
            yield from re.findall(r"^(?:Rubric|Rúbrica): .+", source, re.M)
        yield from re.findall(
            r"\n@check.*?(?=\n@check|\Z)", (COURSE / f"hidden/{name}.py").read_text(encoding="utf-8"), re.S
        )
    for path in CHAPTERS:
        for language in quiz.WORDS:
            yield from (template["question"] for template in quiz.read_templates(path.stem, language))


def test_nothing_secret_is_in_it(copy):
    texts = [path.read_bytes() for path in copy.rglob("*") if path.is_file()]
    public = squeezed(b"\n".join(texts).decode("utf-8", "ignore").replace("\\n", "\n"))
    found = list(secrets())
    assert len(found) > 200
    assert not [text for text in found if len(squeezed(text)) > 60 and squeezed(text) in public]


def test_it_is_a_book(copy):
    toc = yaml.safe_load((copy / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    assert all(list(copy.glob(f"{file}.*")) for file in files)
    assert all((copy / page).exists() for page in PAGES + SPANISH_PAGES)
    assert len(list(copy.glob("book/exercises/release/*/*.ipynb"))) == len(ASSIGNMENTS)


def test_a_second_copy_keeps_only_git(copy):
    (copy / ".git").mkdir(exist_ok=True)
    (copy / ".git" / "config").write_text("kept")
    (copy / "book" / "old.md").write_text("left over")
    publish.publish(copy)
    assert (copy / ".git" / "config").read_text() == "kept"
    assert not (copy / "book" / "old.md").exists()


def test_it_overwrites_nothing_else(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="something else"):
        publish.publish(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"
