"""Write each chapter's *Check yourself* from its file in `book/exercises/questions`.

    python tools/questions.py

A file, `NN_name.yml`, is a list of questions:

    - question: Which shape has the result?
      choices:
        - text: (3, 10)
          right: true
          why: One row for each label, one column for each class.
        - text: (10, 3)
          why: Rows and columns are swapped; rows are examples.
      proof: matrix.shape == (3, 10)

Each choice says why it is right, or why somebody would choose it. `proof` is an expression that the suite
evaluates in the chapter's kernel: the right choice is right if it is true. All texts are Markdown, in which
numbers are bound as everywhere. The Spanish chapters have their files in `book/es/exercises/questions`.
"""

import argparse

import nbformat
import yaml
from environment import BOOK, CHAPTERS, SPANISH

EXERCISES = {"en": BOOK / "exercises", "es": BOOK / "es" / "exercises"}
CELL = "check-yourself"
LETTERS = "abcdef"
WORDS = {
    "en": ("Check yourself", "Answer", "is right", "is wrong", "Summary"),
    "es": ("Comprueba lo aprendido", "Respuesta", "es correcta", "es falsa", "Resumen"),
}


def read_file(path):
    """Return the questions of a file, a list of dicts.

    Raises:
        ValueError: if a question has not exactly one right choice, a choice no reason, or it no proof.
    """
    questions = yaml.safe_load(path.read_text(encoding="utf-8"))
    for question in questions:
        choices = question["choices"]
        if sum(choice.get("right", False) for choice in choices) != 1 or not question.get("proof"):
            raise ValueError(f"{path}: exactly one right choice, and a proof: {question['question']}")
        if not all(choice.get("why") for choice in choices):
            raise ValueError(f"{path}: each choice says why: {question['question']}")
    return questions


def read_questions(stem, language="en"):
    """Return the questions that stand in a chapter, or []."""
    path = EXERCISES[language] / "questions" / f"{stem}.yml"
    return read_file(path) if path.exists() else []


def markdown(questions, language="en"):
    """Return the cell's text: the questions, each with its answer folded."""
    title, answer, is_right, is_wrong, _ = WORDS[language]
    parts = [f"## {title}"]
    for number, question in enumerate(questions, 1):
        choices = list(zip(LETTERS, question["choices"], strict=False))
        ((letter, right),) = [pair for pair in choices if pair[1].get("right")]
        others = [f"- **{its}** {is_wrong}: {one['why']}" for its, one in choices if one is not right]
        parts += [
            f"**{number}.** {question['question']}",
            "\n".join(f"- **{its}**: {choice['text']}" for its, choice in choices),
            f"<details>\n<summary>{answer}</summary>",
            f"**{letter}** {is_right}: {right['why']}<!--! {question['proof']} -->",
            "\n".join(others),
            "</details>",
        ]
    return "\n\n".join(parts)


def with_questions(notebook, questions, language="en"):
    """Put the questions into a notebook, before its summary."""
    summary = f"## {WORDS[language][-1]}\n"
    cells = [cell for cell in notebook.cells if cell.get("id") != CELL]
    if questions:
        place = next(i for i, cell in enumerate(cells) if summary in cell.source)
        if not cells[place].source.startswith(summary):
            raise ValueError(f"the summary begins a cell of its own, not: {cells[place].source[:60]}")
        about = next((cell.metadata for cell in notebook.cells if cell.get("id") == CELL), {})
        cell = nbformat.v4.new_markdown_cell(markdown(questions, language), id=CELL, metadata=about)
        cells.insert(place, cell)
    notebook.cells = cells
    return notebook


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    for path in CHAPTERS + SPANISH:
        language = "es" if path in SPANISH else "en"
        asked = read_questions(path.stem, language)
        text = nbformat.writes(with_questions(nbformat.read(path, as_version=4), asked, language)) + "\n"
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path, "written")


if __name__ == "__main__":
    main()
