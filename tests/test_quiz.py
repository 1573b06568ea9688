"""The bank of multiple-choice questions: right keys, and exports that can be read back."""

import base64
import functools
import io
import math
import re
import zipfile
from xml.etree import ElementTree

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
import quiz
from environment import CHAPTERS

STEMS = [path.stem for path in CHAPTERS]
in_both_languages = pytest.mark.parametrize(
    "language", ["en", pytest.param("es", marks=pytest.mark.thorough)]
)


def is_true(proof, names):
    return bool(eval(proof, {"np": np, "keras": keras, "math": math, **names}))


def is_noticed(proof, names):
    """Whether a wrong key makes a proof false, or fail."""
    try:
        return not is_true(proof, names)
    except (ValueError, TypeError, KeyError, IndexError):
        return True


exam_questions = functools.cache(quiz.exam_questions)


def some(few, many):
    """Run a test with few seeds, and in the thorough tier with many."""
    return pytest.mark.parametrize("seeds", [few, pytest.param(many, marks=pytest.mark.thorough)])


@some(3, 20)
@in_both_languages
@pytest.mark.parametrize("stem", STEMS)
def test_the_keys_of_an_exam_are_right(stem, language, seeds):
    variants = {}
    for seed in range(seeds):
        for question, proof, names in exam_questions(stem, seed, language):
            assert is_true(proof, names), (seed, question.text)
            assert sum(choice.right for choice in question.choices) == 1
            assert all(choice.why for choice in question.choices)
            variants.setdefault(question.name, set()).add((question.text, *sorted(question.choices)))
    assert all(len(found) > 1 + (seeds > 3) for found in variants.values())


def test_a_seed_makes_the_same_exam_in_spanish():
    for stem in STEMS:
        both = (exam_questions(stem, 1, language) for language in ("en", "es"))
        for (english, *_), (spanish, proof, names) in zip(*both, strict=True):
            assert is_true(proof, names), spanish.text
            assert english.text != spanish.text
            assert [one.right for one in english.choices] == [one.right for one in spanish.choices]


@some(1, 2)
@in_both_languages
@pytest.mark.parametrize("stem", STEMS)
def test_a_wrong_key_is_noticed(stem, language, seeds, monkeypatch):
    """Where the proof looks at the choice."""
    for template in quiz.read_templates(stem, language):
        others = [i for i, choice in enumerate(template["choices"]) if not choice.get("right")]
        if not re.search(r"\banswer\b", str(template["proof"])):
            continue
        choices = [{**choice, "right": i == others[0]} for i, choice in enumerate(template["choices"])]
        wrong = [{**template, "choices": choices}]
        monkeypatch.setattr(quiz, "read_templates", lambda *_, wrong=wrong: wrong)
        for seed in range(seeds):
            ((_, proof, names),) = quiz.exam_questions(stem, seed, language)
            assert is_noticed(proof, names), template["question"]


def all_questions(language="en"):
    exam = [question for stem in STEMS for question, *_ in exam_questions(stem, 1, language)]
    return exam + [question for stem in STEMS for question in quiz.open_questions(stem, language)]


def test_there_are_enough_questions():
    assert len(all_questions()) >= 100


def read_gift(text):
    """Read GIFT as Moodle's importer does: what is escaped means nothing, a doubled backslash is one."""
    special = dict(zip("~=#{}:", map(chr, range(1, 7)), strict=True))
    text = text.replace("\\\\", "\0")
    for sign, stand_in in special.items():
        text = text.replace(f"\\{sign}", stand_in)

    def plain(part):
        for sign, stand_in in special.items():
            part = part.replace(stand_in, sign)
        return part.replace("\0", "\\").strip()

    for part in text.strip().split("\n\n"):
        name, question, answers = re.fullmatch(r"::(.+?)::\[html\](.*?)\{(.*)\}", part, re.S).groups()
        choices = re.findall(r"([~=])([^~=#]*)#([^~=#]*)", answers)
        assert "".join(sign + answer + "#" + why for sign, answer, why in choices) == answers.lstrip("\n")
        yield name, plain(question), [(s == "=", plain(answer), plain(why)) for s, answer, why in choices]


@in_both_languages
def test_moodle_reads_what_was_written(language):
    questions = all_questions(language)
    read = list(read_gift(quiz.to_gift(questions)))
    assert len(read) == len(questions)
    for (name, text, choices), question in zip(read, questions, strict=True):
        assert name == question.name
        assert text.replace("\n&nbsp;\n", "\n\n").startswith(quiz.as_html(question.text))
        assert [(right, why) for right, _, why in choices] == [
            (choice.right, quiz.as_html(choice.why)) for choice in question.choices
        ]
        for formula in re.findall(r"\$([^$]+)\$", re.sub("`.*?`|```.*?```", "", question.text, flags=re.S)):
            assert rf"\({quiz.html.escape(formula)}\)" in text
        if question.picture:
            picture = re.search('src="data:image/png;base64,(.+?)"', text)[1]
            assert base64.b64decode(picture) == question.picture
    assert any(question.picture for question in questions)
    assert any("$" in question.text for question in questions)


@in_both_languages
def test_canvas_reads_what_was_written(language, tmp_path):
    questions = all_questions(language)
    quiz.to_qti(questions, tmp_path / "quiz.zip", language)
    with zipfile.ZipFile(tmp_path / "quiz.zip") as archive:
        (assessment,) = [name for name in archive.namelist() if re.fullmatch(r"(.+)/\1\.xml", name)]
        root = ElementTree.fromstring(archive.read(assessment))
        pictures = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
    assert sorted(pictures) == sorted(question.picture for question in questions if question.picture)
    for tag in root.iter():
        tag.tag = tag.tag.partition("}")[2]
    items = list(root.iter("item"))
    assert [item.get("title") for item in items] == [question.name for question in questions]
    for item, question in zip(items, questions, strict=True):
        texts = {label.get("ident"): label.find(".//mattext").text for label in item.iter("response_label")}
        assert len(texts) == len(question.choices)
        (key,) = [
            condition.find(".//varequal").text
            for condition in item.iter("respcondition")
            if condition.find("setvar") is not None
        ]
        right = [choice.right for choice in question.choices].index(True)
        assert list(texts).index(key) == right, question.name
        feedback = [part.find(".//mattext").text for part in item.iter("itemfeedback")]
        assert len(feedback) == len(question.choices)


def test_two_courses_have_two_exams():
    one, other = ([question for stem in STEMS for question, *_ in exam_questions(stem, s)] for s in (1, 2))
    assert one == [question for stem in STEMS for question, *_ in quiz.exam_questions(stem, 1)]
    assert sum(a != b for a, b in zip(one, other, strict=True)) > 0.8 * len(one)


def test_pictures_are_pictures():
    for question in all_questions():
        if question.picture:
            assert plt.imread(io.BytesIO(question.picture)).shape[:2] == (300, 400)
            assert len(question.alt) > 20


@in_both_languages
def test_an_exam_on_paper_has_its_key(language):
    questions = all_questions(language)[:9]
    text, _, key = quiz.to_paper(questions, language).rpartition(f"{quiz.WORDS[language]['key']}: ")
    assert len(re.findall(r"^\*\*\d+\.\*\*", text, re.M)) == len(questions)
    letters = [pair.split()[1] for pair in key.strip().split(", ")]
    for letter, question in zip(letters, questions, strict=True):
        assert question.choices["abcdef".index(letter)].right
