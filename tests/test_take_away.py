"""The book to take away: answers move to its end, its links lead there, its numbers of pages are right."""

import re
import shutil
import subprocess
import sys

import pypdf
import pytest
import take_away


def test_folds_move_and_links_lead_there_and_back():
    answers = take_away.Answers(3, take_away.WORDS["en"])
    text = answers.take("- Why?\n\n  <details>\n  <summary>Answer</summary>\n\n  So.\n\n  </details>\n")
    assert text == "- Why?\n\n  (question-3-1)=\n  [Answer (3.1)](#answer-3-1)\n"
    assert answers == ["(answer-3-1)=\n**[3.1](#question-3-1) Answer**\n\nSo.\n\n"]


@pytest.mark.thorough
@pytest.mark.parametrize("language", take_away.WORDS)
def test_both_are_made(language, tmp_path, browser):
    name = take_away.WORDS[language]["file"]
    for kind in "epub", "pdf":
        command = [sys.executable, take_away.__file__, kind, "--language", language, "--to", tmp_path]
        subprocess.run(command, check=True)
    pdf = pypdf.PdfReader(tmp_path / f"{name}.pdf")
    texts = [page.extract_text() for page in pdf.pages]
    places = re.findall(r"^(\d+\. .+?) (\d+)$", "\n".join(texts[1:4]), re.M)
    assert len(places) >= 16 and all(title in texts[int(page) - 1] for title, page in places)
    assert pdf.root_object["/MarkInfo"]["/Marked"] and len(pdf.outline) > 0
    checker = shutil.which("epubcheck") or pytest.skip("needs EPUBCheck")
    done = subprocess.run(["java", "-jar", checker, tmp_path / f"{name}.epub"], capture_output=True)
    assert b"0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr
