"""The Spanish chapters say what the English ones say."""

import copy
import re

import bindings
import pytest
import translations
from environment import BOOK
from questions import CELL, markdown, read_questions

PAIRS = {name: (english, spanish) for name, english, spanish in translations.pairs()}
SECTIONS = {name: [translations.anchors(cells) for cells in both] for name, both in PAIRS.items()}


def test_no_spanish_cell_is_stale():
    assert not (found := [message for *_, message in translations.stale()]), "\n\n".join(found)


@pytest.mark.parametrize("name", PAIRS)
def test_cells_code_numbers_formulas_and_bindings_are_the_english_ones(name):
    english, spanish = PAIRS[name]
    assert list(english) == list(spanish)
    assert not (
        found := {
            id: wrong for id in english if (wrong := translations.differences(english[id], spanish[id]))
        }
    ), found
    assert spanish[CELL].source == markdown(read_questions(name, "es"), "es"), "run tools/questions.py"


def test_questions_are_the_english_ones_but_for_their_words():
    files = list(translations.questions())
    assert len(files) == len([*BOOK.glob("exercises/questions/*"), *BOOK.glob("exercises/exam/*")])
    for name, english, spanish in files:
        assert [*english] == [*spanish], name
        found = {id: translations.question_differences(english[id], spanish[id]) for id in english}
        assert not any(found.values()), (name, found)


@pytest.mark.parametrize("name", PAIRS)
def test_a_link_leads_to_the_same_section_as_in_english(name):
    def sections(language):
        """Return where the sections stand that the cells link to; without a translation, their address."""
        found = []
        for cell in PAIRS[name][language].values():
            links = re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", bindings.strip(cell.source))
            for file, anchor in links:
                chapter = file.removesuffix(".ipynb") or name
                places = SECTIONS[chapter][language] if chapter in PAIRS else [anchor]
                found.append((cell.id, file, places.index(anchor) if chapter in PAIRS else anchor))
        return sorted(found, key=str)

    assert sections(0) == sections(1)


@pytest.mark.parametrize(
    "kind, old, new",
    [
        ("", "learn", "forget"),
        ("numbers", "50,000", "50,001"),
        ("formulas", "$", "$-"),
        ("code", "epochs=5", "epochs=6"),
    ],
)
def test_a_change_of_the_english_is_named(kind, old, new):
    english, spanish = PAIRS["05_first_network" if kind == "formulas" else "01_mnist"]
    is_code = kind == "code"
    cell = next(one for one in english.values() if old in one.source and (one.cell_type == "code") == is_code)
    changed = copy.deepcopy(cell)
    changed.source = cell.source.replace(old, new, 1)
    assert translations.fingerprint(changed) != spanish[cell.id].metadata.translates
    found = "; ".join(translations.differences(changed, spanish[cell.id]))
    assert kind in found and bool(kind) == bool(found)
