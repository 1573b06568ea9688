"""Pages that are no notebooks: every number is bound, and the map and the glossary keep what they promise."""

import json
import re

import bindings
import pages
import pytest
from docutils.nodes import make_id
from environment import BOOK
from nbval_bindings import too_many_slip
from pages import PAGES, SECTIONS, SPANISH_PAGES, SPANISH_SECTIONS


@pytest.mark.parametrize("page", PAGES + SPANISH_PAGES)
def test_the_numbers_of_a_page_are_bound(page, record_property):
    expected, found, texts = pages.read(page)
    assert found == expected
    for text in texts:
        assert not (messages := text.problems()), "\n".join(messages)
    lies = list(pages.lies(expected, found, texts))
    record_property("lies" if page in PAGES else "Spanish lies", json.dumps([[*lie, []] for lie in lies]))
    assert not (messages := too_many_slip(lies)), "\n".join(messages)


def rows(page):
    for line in (BOOK / page).read_text(encoding="utf-8").splitlines():
        if ".ipynb#" in line:
            first, *_, last = bindings.strip(line).strip("| ").split(" | ")
            yield first, last


@pytest.mark.parametrize("page", ["map.md", "glossary.md", "es/map.md", "es/glossary.md"])
def test_every_line_leads_to_a_section_with_its_words(page):
    sections = SPANISH_SECTIONS if page.startswith("es/") else SECTIONS
    assert len(list(rows(page))) > 50
    for first, last in rows(page):
        words = [code or bold for code, bold in re.findall(r"`([^`]+)`|\*\*([^*]+)\*\*", first)]
        assert words, f"nothing is marked in: {first}"
        for file, anchor in re.findall(r"\((\w+\.ipynb)#([\w-]+)\)", last):
            assert anchor in sections[file], f"{file} has no section {anchor}"
            for word in words:
                assert word.lower() in sections[file][anchor].lower(), f"{word!r} is not in {file}#{anchor}"


@pytest.mark.parametrize("folder", ["", "es/"])
def test_the_map_leads_to_every_chapter_and_the_glossary_is_sorted(folder):
    chapters = {file for _, last in rows(f"{folder}map.md") for file in re.findall(r"\w+\.ipynb", last)}
    assert chapters == set(SECTIONS)
    terms = [make_id(re.search(r"\*\*(.+?)\*\*", first)[1]) for first, _ in rows(f"{folder}glossary.md")]
    assert terms == sorted(terms)
