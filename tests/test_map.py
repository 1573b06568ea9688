"""The map for readers from elsewhere and the glossary: what they promise is where they say."""

import re
from collections import defaultdict

import nbformat
import pytest
from docutils.nodes import make_id
from environment import BOOK, CHAPTERS


def sections(path):
    """Map each section's anchor to all that a reader sees in it, sections inside it included."""
    text, open_sections = defaultdict(str), []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if heading := re.match(r"(#+) (.+)", line):
                    level = len(heading[1])
                    open_sections = [section for section in open_sections if section[0] < level]
                    open_sections.append((level, make_id(heading[2])))
                for _, anchor in open_sections:
                    text[anchor] += line + "\n"
        else:
            shown = [cell.source, cell.metadata.get("mystnb", {}).get("figure", {}).get("caption", "")]
            for output in cell.outputs:
                shown += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
            for _, anchor in open_sections:
                text[anchor] += "\n".join(shown) + "\n"
    return text


SECTIONS = {path.name: sections(path) for path in CHAPTERS}


def rows(page):
    for line in (BOOK / page).read_text(encoding="utf-8").splitlines():
        if ".ipynb#" in line:
            first, *_, last = line.strip("| ").split(" | ")
            yield first, last


@pytest.mark.parametrize("page", ["map.md", "glossary.md"])
def test_every_line_leads_to_a_section_with_its_words(page):
    assert len(list(rows(page))) > 50
    for first, last in rows(page):
        words = [code or bold for code, bold in re.findall(r"`([^`]+)`|\*\*([^*]+)\*\*", first)]
        assert words, f"nothing is marked in: {first}"
        for file, anchor in re.findall(r"\((\w+\.ipynb)#([\w-]+)\)", last):
            assert anchor in SECTIONS[file], f"{file} has no section {anchor}"
            for word in words:
                assert word.lower() in SECTIONS[file][anchor].lower(), f"{word!r} is not in {file}#{anchor}"


def test_the_map_leads_to_every_chapter_and_the_glossary_is_sorted():
    chapters = {file for _, last in rows("map.md") for file in re.findall(r"\w+\.ipynb", last)}
    assert chapters == set(SECTIONS)
    terms = [re.search(r"\*\*(.+?)\*\*", first)[1].lower() for first, _ in rows("glossary.md")]
    assert terms == sorted(terms)
