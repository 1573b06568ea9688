"""Export the book's multiple-choice questions, and exams that no two courses share.

    python tools/quiz.py --seed 2027 exam.gift [CHAPTER ...]
    python tools/quiz.py --open practice.zip [CHAPTER ...]

A file that ends in `.gift` is for Moodle, one in `.zip` (QTI) for Canvas, one in `.md` for paper, with a key.
`--language es` writes the same questions in Spanish. With `--open`, they are those of *Check yourself*;
otherwise those of `book/exercises/exam`, which are on no page. There, `NN_name.yml` is a list of templates:

    - draw:
        inputs: rng.choice([64, 100, 784])
        units: 10 * rng.integers(2, 30)
      question: How many parameters has a `Dense` layer of {{ units }} units that reads {{ inputs }} numbers?
      choices:
        - value: inputs * units + units
          right: true
          why: a weight for each pair of an input and a unit, and a bias for each unit.
        - value: inputs * units
          why: these are the weights; the biases are forgotten.
      proof: answer == keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(units)]).count_params()

Its expressions are Python's: those of `draw` read `rng`, a generator made from the seed, and what was drawn
before; a choice's `value` and what stands in `{{ }}` read what was drawn. `proof` finds the right choice,
`answer`, in another way. A template may have a `picture`, code that draws on `axis`, and its `alt`.
"""

import argparse
import base64
import html
import io
import re
import subprocess
import sys
import tempfile
import zlib
from functools import partial
from pathlib import Path
from typing import NamedTuple

import bindings
import environment  # noqa: F401
import matplotlib.pyplot as plt
import numpy as np
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from questions import EXERCISES, LETTERS, read_file, read_questions

WORDS = {
    "en": {"title": "Digit by Digit", "exam": "exam", "key": "Key", "thousands": ","},
    "es": {"title": "Dígito a dígito", "exam": "examen", "key": "Clave", "thousands": "\u202f"},
}


class Choice(NamedTuple):
    """What one may choose, as Markdown, whether it is right, and why, or why somebody would choose it."""

    text: str
    right: bool
    why: str


class Question(NamedTuple):
    """A question as Markdown, its choices, and perhaps a picture (PNG) with its description."""

    name: str
    text: str
    choices: list
    picture: bytes
    alt: str


# Where questions come from


def shown(value, language="en"):
    """Return a value as Markdown: thousands separated, floats with four digits, shapes as code."""
    if isinstance(value, (bool, np.bool_, tuple)):
        return f"`{value}`"
    if isinstance(value, (int, np.integer)):
        return f"{value:,}".replace(",", WORDS[language]["thousands"])
    return f"{value:.4g}" if isinstance(value, (float, np.floating)) else str(value)


def evaluate(expression, names):
    return eval(str(expression), {"np": np, **names})


def filled(text, names, language):
    """Put values where a text has expressions."""
    return re.sub(r"\{\{(.+?)\}\}", lambda match: shown(evaluate(match[1].strip(), names), language), text)


def make(template, rng, language):
    """Draw the numbers of a template; return its texts, and the names that its proof reads."""
    names = {"rng": rng}
    for name, expression in template.get("draw", {}).items():
        value = evaluate(expression, names)
        names[name] = value.item() if isinstance(value, np.generic) else value
    texts = []
    for choice in template["choices"]:
        value = evaluate(choice["value"], names) if "value" in choice else None
        text = shown(value, language) if "value" in choice else filled(choice["text"], names, language)
        why = filled(choice["why"], names, language)
        texts.append(Choice(text, choice.get("right", False), why))
        if choice.get("right"):
            names["answer"] = text if value is None else value
    return texts, names


def read_templates(stem, language="en"):
    """Return a chapter's templates, a list of dicts."""
    return read_file(EXERCISES[language] / "exam" / f"{stem}.yml")


def exam_questions(stem, seed, language="en"):
    """Return the questions that a seed makes of a chapter's templates, the same ones in each language.

    Returns:
        list of triples: `Question`, its proof, and the names that this reads.

    Raises:
        ValueError: if two choices look alike in each of a hundred draws.
    """
    found = []
    for number, template in enumerate(read_templates(stem, language), 1):
        rng = np.random.default_rng([seed, zlib.crc32(stem.encode()), number])
        for _ in range(100):
            choices, names = make(template, rng, language)
            if len({choice.text for choice in choices}) == len(choices):
                break
        else:
            raise ValueError(f"{stem}: two choices look alike: {template['question']}")
        order = rng.permutation(len(choices))
        text = filled(template["question"], names, language)
        picture = draw(template["picture"], names) if "picture" in template else b""
        alt = filled(template.get("alt", ""), names, language)
        name = f"{stem} {WORDS[language]['exam']} {number}"
        question = Question(name, text, [choices[i] for i in order], picture, alt)
        found.append((question, template["proof"], names))
    return found


def draw(code, names):
    """Return what the code draws on `axis`, a PNG file."""
    figure, axis = plt.subplots(figsize=(4, 3), dpi=100, layout="constrained")
    exec(code, {"np": np, "axis": axis, **names})
    file = io.BytesIO()
    figure.savefig(file, metadata={"Software": None})
    plt.close(figure)
    return file.getvalue()


def open_questions(stem, language="en"):
    """Return the questions that stand in a chapter."""
    found = []
    for number, question in enumerate(read_questions(stem, language), 1):
        choices = [
            Choice(bindings.strip(str(one["text"])), one.get("right", False), bindings.strip(one["why"]))
            for one in question["choices"]
        ]
        found.append(Question(f"{stem} {number}", bindings.strip(question["question"]), choices, b"", ""))
    return found


# Where they go


def formula(content, about):
    """Return a formula as Moodle's filter for MathJax reads it."""
    return html.escape(rf"\[{content}\]" if about["display_mode"] else rf"\({content}\)")


MARKDOWN = (
    MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, renderer=formula, double_inline=True)
)


def as_html(markdown):
    """Return Markdown as HTML; a single paragraph stands without its tag."""
    return re.sub("^<p>((?:(?!<p>).)*)</p>$", r"\1", MARKDOWN.render(markdown).strip(), flags=re.S)


def gift_text(text):
    """Return HTML in which nothing means anything to GIFT."""
    text = text.replace("\n\n", "\n&nbsp;\n")  # an empty line ends a question
    return re.sub(r"([\\~=#{}:])", r"\\\1", text)


def address(picture):
    """Return an address that holds the whole picture."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def to_gift(questions):
    """Return questions in the format that Moodle reads, as text."""
    parts = []
    for question in questions:
        text = gift_text(as_html(question.text))
        if question.picture:
            image = f'<p><img src="{address(question.picture)}" alt="{html.escape(question.alt)}"></p>'
            text += gift_text(image)
        lines = [f"::{question.name}::[html]{text}{{"]
        for choice in question.choices:
            answer, why = (gift_text(as_html(part)) for part in (choice.text, choice.why))
            lines.append(f"{'=' if choice.right else '~'}{answer}#{why}")
        parts.append("\n".join([*lines, "}"]))
    return "\n\n".join(parts) + "\n"


def indented(text, by):
    return text.strip().replace("\n", "\n" + " " * by)


def to_text2qti(questions, folder, language="en"):
    """Return questions in the format that text2qti reads; the pictures are written to a folder."""
    lines = [f"Quiz title: {WORDS[language]['title']}", "shuffle answers: true", ""]
    for number, question in enumerate(questions, 1):
        text = question.text
        if question.picture:
            Path(folder, f"{number}.png").write_bytes(question.picture)
            text += f"\n\n![{question.alt}]({number}.png)"
        start = f"{number}. "
        lines += [f"Title: {question.name}", "Points: 1", start + indented(text, len(start))]
        for letter, choice in zip(LETTERS, question.choices, strict=False):
            start = f"{'*' * choice.right}{letter}) "
            lines += [start + indented(choice.text, len(start)), f"... {indented(choice.why, 4)}"]
        lines.append("")
    return "\n".join(lines)


def to_qti(questions, path, language="en"):
    """Write questions to a zip file that Canvas reads."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "quiz.txt").write_text(to_text2qti(questions, folder, language), encoding="utf-8")
        code = "from text2qti.cmdline import main; main()"
        command = [sys.executable, "-c", code, "quiz.txt"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"text2qti: {done.stderr}")
        path.write_bytes(Path(folder, "quiz.zip").read_bytes())


def to_paper(questions, language="en"):
    """Return an exam as Markdown, its key at the end; pictures are part of the text."""
    parts, key = [], []
    for number, question in enumerate(questions, 1):
        picture = f"![{question.alt}]({address(question.picture)})"
        choices = list(zip(LETTERS, question.choices, strict=False))
        parts += [f"**{number}.** {question.text}", *[picture] * bool(question.picture)]
        parts.append("\n".join(f"- **{letter}**: {indented(choice.text, 2)}" for letter, choice in choices))
        key += [f"{number} {letter}" for letter, choice in choices if choice.right]
    return "\n\n".join([*parts, "---", f"{WORDS[language]['key']}: {', '.join(key)}"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="a file that ends in .gift, .zip or .md")
    parser.add_argument("chapters", metavar="CHAPTER", nargs="*", help="such as 05_first_network")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--seed", type=int, help="of a course: two seeds, two exams")
    kind.add_argument("--open", action="store_true", help="the questions that stand in the chapters")
    parser.add_argument("--language", choices=WORDS, default="en", help="of the questions")
    arguments = parser.parse_args()
    language = arguments.language
    stems = arguments.chapters or sorted(path.stem for path in EXERCISES[language].glob("exam/*.yml"))
    questions = []
    for stem in stems:
        if arguments.open:
            questions += open_questions(stem, language)
        else:
            questions += [question for question, *_ in exam_questions(stem, arguments.seed, language)]
    if arguments.file.suffix == ".zip":
        to_qti(questions, arguments.file, language)
    else:
        write = {".gift": to_gift, ".md": partial(to_paper, language=language)}.get(arguments.file.suffix)
        if not write:
            parser.error(f"{arguments.file} ends in none of .gift, .zip and .md")
        arguments.file.write_text(write(questions), encoding="utf-8", newline="\n")
    print(f"{arguments.file}: {len(questions)} questions")


if __name__ == "__main__":
    main()
