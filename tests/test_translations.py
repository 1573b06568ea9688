"""The Spanish texts say what the English ones say."""

import copy
import posixpath
import re
import shutil
import subprocess

import bindings
import pytest
import translations
import yaml
from docutils.nodes import make_id
from environment import CHAPTERS
from questions import CELL, markdown, read_questions

ALL = list(translations.pairs())
PAIRS = {name: both for name, *both in ALL}
SECTIONS = {name: [translations.anchors(cells) for cells in both] for name, both in PAIRS.items()}


def test_all_is_translated():
    for path in CHAPTERS:
        for folder in "", f"exercises/source/{path.stem}/", "exercises/questions/", "exercises/exam/":
            assert f"{folder}{path.stem}" in PAIRS


def test_no_spanish_cell_is_stale():
    assert not (found := [message for *_, message in translations.stale(ALL)]), "\n\n".join(found)


@pytest.mark.parametrize("name", PAIRS)
def test_cells_code_numbers_formulas_and_bindings_are_the_english_ones(name):
    english, spanish = PAIRS[name]
    assert list(english) == list(spanish)
    assert not (
        found := {
            id: wrong for id in english if (wrong := translations.differences(english[id], spanish[id]))
        }
    ), found
    if CELL in spanish:
        assert spanish[CELL].source == markdown(read_questions(name, "es"), "es"), "run tools/questions.py"


@pytest.mark.parametrize("name", PAIRS)
def test_a_link_leads_to_the_same_section_as_in_english(name):
    def sections(language):
        """Return where the sections stand that the cells link to; without a translation, their address."""
        found = []
        for cell in PAIRS[name][language].values():
            links = re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", bindings.strip(cell.source))
            for file, anchor in links:
                target = (
                    posixpath.join(posixpath.dirname(name), posixpath.splitext(file)[0]) if file else name
                )
                places = SECTIONS.get(posixpath.normpath(target), [[anchor]] * 2)[language]
                assert anchor in places, f"{cell.id}: {file}#{anchor}"
                found.append((cell.id, file, places.index(anchor)))
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


@pytest.mark.parametrize(
    "place, old, new",
    [
        ("", "most frequent", "rarest"),
        ("draw first", "45, 60", "45, 61"),
        ("question", "learnt[0]", "kept[0]"),
        ("choices 3 text", "33 %", "34 %"),
        ("proof", "100", "99"),
    ],
)
def test_a_change_of_a_question_is_named(place, old, new):
    english, spanish = PAIRS["exercises/exam/01_mnist"]
    changed = copy.deepcopy(english["0"])
    changed.source = new.join(changed.source.rsplit(old, 1))
    assert translations.fingerprint(changed) != spanish["0"].metadata.translates
    assert " ".join(translations.differences(changed, spanish["0"])).strip() == place


@pytest.mark.parametrize("name", [name for name in PAIRS if "/source/" in name])
def test_an_assignment_names_the_sections_that_it_rests_on(name):
    titles = {title for chapter in SECTIONS for title in SECTIONS[chapter][1]}
    lines = [
        line
        for cell in PAIRS[name][1].values()
        for line in re.findall(r"^\*Se apoya en.*", bindings.strip(cell.source), re.M)
    ]
    named = [make_id(section) for line in lines for section in re.findall("«(.+?)»", line)]
    assert named and set(named) <= titles


# What is not Spanish prose: formulas, code, addresses, words of another language, titles of sources.
FOREIGN = r"\{\{.*?\}\}|\$\$.*?\$\$|\$[^$\n]*\$|`[^`]*`|"
FOREIGN += r"\]\([^)]*\)|<[^>]*>|\*[^*\n]*\*|^## Referencias.*|^---.*?^---"


@pytest.mark.thorough
def test_spelling():
    hunspell = shutil.which("hunspell") or pytest.skip("needs hunspell with its dictionary es_ES")
    texts = []
    for cell in (cell for _, spanish in PAIRS.values() for cell in spanish.values()):
        if cell.cell_type == "raw":
            (question,) = yaml.safe_load(cell.source)
            parts = [question, *question["choices"]]
            texts += [str(part.get(key, "")) for part in parts for key in ("question", "text", "why", "alt")]
        else:
            texts += translations.texts(cell)[cell.cell_type == "code" :]
    texts = [bindings.FENCE.sub("", bindings.strip(text)) for text in texts]
    words = re.findall(
        r"[^\W\d_]+", "\n".join(re.sub(FOREIGN, " ", text, flags=re.M | re.S) for text in texts)
    )
    found = subprocess.run(
        [hunspell, "-d", "es_ES", "-l"], input="\n".join(words), capture_output=True, text=True
    )
    own = (translations.SPANISH / "words.txt").read_text(encoding="utf-8").split()
    assert len(words) > 50_000 and not set(found.stdout.split()) - set(own), set(found.stdout.split()) - set(
        own
    )


def printed(cell):
    """Return the numbers in what a cell prints, in order."""
    kinds = "text/markdown", "text/plain"
    shown = [output.get("data", {}) for output in cell.outputs]
    texts = [output.get("text", "") for output in cell.outputs]
    texts += [next((data[kind] for kind in kinds if kind in data), "") for data in shown]
    text = re.sub(r"<[^<>]* at 0x\w+>|<[\w.]+ object>|<Figure[^>]*>", "", "\n".join(texts))
    return [re.sub("[,\u202f]", "", number) for number in re.findall(bindings.DIGITS, text)]


@pytest.mark.parametrize("name", [path.stem for path in CHAPTERS])
def test_stored_outputs_have_the_numbers_of_the_english_ones(name):
    """The quick tier does not run the Spanish chapters."""
    english, spanish = PAIRS[name]
    for id, cell in english.items():
        if cell.cell_type == "code":
            right, found = printed(cell), printed(spanish[id])
            varies = "tolerance" in cell.metadata or "nbval-ignore-output" in cell.metadata.get("tags", [])
            assert len(found) == len(right) and (varies or found == right), (
                f"{name}, {id}: tools/write_outputs.py"
            )
            assert len(spanish[id].outputs) == len(cell.outputs), f"{name}, {id}: tools/write_outputs.py"
