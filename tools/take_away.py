"""Make a book to take away: the chapters and the reference pages in one file.

    python tools/take_away.py pdf
    python tools/take_away.py epub
    python tools/take_away.py epub --language es

Sphinx makes an EPUB of a copy of the pages, in which folded answers have moved to the end. The PDF is what
Chromium prints of that EPUB. Both land in `_build`, and the next build of the HTML links to what is there.
"""

import argparse
import re
import shutil
import sys
import zipfile
from html import unescape
from itertools import chain
from pathlib import Path

import environment
import nbformat
import yaml
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from spanish import lay_out, read
from sphinx.application import Sphinx

import companion

ROOT = environment.BOOK.parent
FOLD = re.compile(r"^( *)<details>\n\1<summary>(.*?)</summary>\n\n(.*?)\n\1</details>", re.M | re.S)
LEFT_OUT = re.compile(r"\[([^\]]*)\]\([^)]*exercises/[^)]*\)")
WIDGET = re.compile(r'<div class="widget".*?</div>', re.S)
HEADING = re.compile(r'<section[^>]* id="([^"]+)">\s*(?:<span[^>]*></span>)*<h([12])>(.*?)</h[12]>', re.S)
WORDS = {
    "en": {
        "file": "digit-by-digit",
        "about": "Deep learning with Keras, every number checked.",
        "contents": "Contents",
        "answers": "Answers",
        "widget": "In the rendered book a widget stands here.",
        "note": """
This is version {version}, to take away: the chapters and the reference pages. Assignments and
the pages for instructors are in the rendered book only. So are its widgets, things to touch; a line says
where one stands. Written answers that are folded there are [at the end](answers.md). What a cell prints
stands below it, even where you are asked to predict it: cover it until you have.
""",
    },
    "es": {
        "file": "digito-a-digito",
        "about": "Aprendizaje profundo con Keras, con cada número comprobado.",
        "contents": "Contenido",
        "answers": "Respuestas",
        "widget": "En el libro en línea hay aquí algo que tocar.",
        "note": """
Esta es la versión {version}, para llevar: los capítulos y las páginas de consulta. Las tareas y las páginas
para docentes están solo en el libro en línea. También lo que se puede tocar; una línea dice dónde está.
Las respuestas escritas que allí están plegadas van [al final](answers.md). Lo que imprime una celda
está debajo de ella, incluso donde se te pide que lo predigas: tápalo hasta haberlo hecho.
""",
    },
}
PAPER = """
@page { margin: 20mm 20mm 22mm; size: A4; font: 9pt sans-serif; @bottom-center { content: counter(page) } }
@page :first { @bottom-center { content: none } }
"""


class Answers(list):
    """The folds of a page, each with a link to where it was, where now a link leads to it."""

    def __init__(self, chapter, words):
        self.chapter, self.words = chapter, words

    def move(self, fold):
        indent, summary, text = fold.groups()
        label = f"{self.chapter}.{len(self) + 1}"
        anchor = label.replace(".", "-")
        text = re.sub(f"^{indent}", "", text, flags=re.M)
        self.append(f"(answer-{anchor})=\n**[{label}](#question-{anchor}) {summary}**\n\n{text}\n")
        return f"{indent}(question-{anchor})=\n{indent}[{summary} ({label})](#answer-{anchor})"

    def take(self, text):
        """Return a text without its folds, widgets and links to what is left out."""
        text = WIDGET.sub(f"*{self.words['widget']}*", LEFT_OUT.sub(r"\1", text))
        return FOLD.sub(self.move, text)


def copy_book(root, folder, words):
    """Write the sources of the book to take away; return its parts, and the pages of each."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "book" / "_static", folder / "book" / "_static")
    shutil.copy(ROOT / "tools" / "take_away.css", folder)
    toc = read(root / "_toc.yml") | {"defaults": {"titlesonly": False}}  # contents name sections, too
    toc["parts"] = [part for part in toc["parts"] if "exercises/" not in part["chapters"][0]["file"]]
    toc["parts"].append({"caption": words["answers"], "chapters": [{"file": "book/answers"}]})
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    parts = {part["caption"]: [one["file"] for one in part["chapters"]] for part in toc["parts"]}
    parts = {None: [toc["root"]]} | parts
    note = words["note"].format(version=companion.__version__)
    collected = f"# {words['answers']}\n"
    for page in list(chain(*parts.values()))[:-1]:
        path = next(root.glob(f"{page}.*"))
        answers = Answers(int("0" + re.match(r"\d*", path.stem)[0]), words)
        if path.suffix == ".md":
            text = answers.take(path.read_text(encoding="utf-8"))
            text = text.replace("\n## ", f"{note}\n## ", page == toc["root"])
        else:
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                cell.metadata["tags"] = []  # nothing is hidden
                if cell.cell_type == "markdown":
                    cell.source = answers.take(cell.source)
            text = nbformat.writes(notebook)
        (folder / "book" / path.name).write_text(text, encoding="utf-8")
        if answers:
            collected += "\n".join([f"\n## [](/book/{path.name})\n", *answers])
    (folder / "book" / "answers.md").write_text(collected, encoding="utf-8")
    return parts


def clean(body):
    """Drop what only the site uses: where numbers come from, and the TeX of formulas for who copies them."""
    body = re.sub(r'<span class="bound claim"[^>]*></span>', "", body)
    body = re.sub(r'<span class="bound"[^>]*>', "<span>", body)
    body = re.sub(r'(</math>)<span aria-hidden="true">\$[^<]*</span>', r"\1", body)
    return body.replace("<svg style=", '<svg xmlns="http://www.w3.org/2000/svg" style=')


def make_epub(book, folder, language):
    """Return the HTML of each page of the EPUB that Sphinx made."""
    words = WORDS[language]
    name = f"{words['file']}-{companion.__version__}"
    config = book["sphinx"]["config"] | read(ROOT / "tools" / "take_away.yml")
    config |= {"language": language, "epub_basename": words["file"], "epub_description": words["about"]}
    config |= {"project": book["title"], "author": book["author"], "copyright": book["copyright"]}
    config |= {"version": companion.__version__, "epub_identifier": name, "epub_uid": name}
    config |= {"epub_cover": ("_static/cover.png", "epub-cover.html"), "epub_contributor": book["author"]}
    sys.path.append(str(ROOT / "book" / "_ext"))
    places = folder, None, folder / "epub", folder / "doctrees"
    app = Sphinx(*places, "epub", config, status=None, warningiserror=True)
    app.builder.html_tag = app.builder.html_tag.replace(">", f' lang="{language}" xml:lang="{language}">')
    bodies = {}

    def keep(app, page, template, context, doctree):
        bodies[page] = context["body"] = clean(context.get("body", ""))
        styles = "_static/pygments.css", "_static/take_away.css"
        context["css_files"] = [file for file in context["css_files"] if file.filename in styles]

    app.connect("html-page-context", keep, priority=900)
    app.build()
    return bodies


def pack(folder, bodies, words):
    """Write the EPUB as Sphinx made it, and as the standard wants it."""
    target = folder.with_name(f"{words['file']}.epub")
    with zipfile.ZipFile(folder / "epub" / target.name) as made, zipfile.ZipFile(target, "w") as mended:
        for file in made.infolist():
            content = made.read(file)
            if file.filename.endswith(".svg"):  # of Matplotlib: a DTD, an id twice, empty lines
                content = re.sub(rb'<!DOCTYPE[^>]*>| id="image\w+"', b"", content)
                content = re.sub(rb"<path(?![^>]*\sd=)", b'<path d="M 0 0"', content)
            elif file.filename == "content.opf":
                content = content.replace(
                    b'href="_static/cover', b'properties="cover-image" href="_static/cover'
                )
                for page, body in bodies.items():
                    held = " ".join(name for name in ("mathml", "svg") if f"<{name[:4]}" in body)
                    href = f'href="{page}.xhtml"'
                    if held:
                        content = content.replace(href.encode(), f'properties="{held}" {href}'.encode(), 1)
            mended.writestr(file, content)
    return target


def join(parts, bodies, title, language):
    """Return the whole book as one page of HTML, and the anchors that its contents name."""
    words, styles, contents, book, anchors = WORDS[language], PAPER, "", "", []
    for part, pages in parts.items():
        contents += f"<li><b>{part}</b></li>" if part and part != words["answers"] else ""
        for page in pages:
            name = Path(page).name

            def point(link, name=name):
                return f'href="#{"--".join(filter(None, [link[1] or name, link[2]]))}"'

            body = re.sub(r'(?<=\sid=")', f"{name}--", bodies[page])
            body = re.sub(r'href="(?:(\w+)\.xhtml)?(?:#([^"]*))?"', point, body)
            headings = HEADING.findall(body)
            chapter = unescape(re.sub("<[^>]*>", "", headings[0][2]))
            if part:
                styles += f'@page p{name} {{ @top-right {{ content: "{chapter}" }} }}\n'
            book += f'<article id="{name}" style="page: p{name}">{body}</article>'
            for anchor, level, heading in headings[page == "book/index" :]:
                anchors.append(anchor)
                heading = re.sub("</?a[^>]*>", "", heading)
                contents += f'<li class="level{level}"><a href="#{anchor}">{heading}</a> <i>{anchor}</i></li>'
    at = book.index("<section", book.index("<section") + 1)
    book = f"{book[:at]}<nav><h2>{words['contents']}</h2><ul>{contents}</ul></nav>{book[at:]}"
    sheets = [f'<link rel="stylesheet" href="../_static/{name}.css">' for name in ("pygments", "take_away")]
    head = f'<meta charset="utf-8"><title>{title}</title>{"".join(sheets)}<style>{styles}</style>'
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{book}</body></html>', anchors


def print_pdf(folder, page, anchors, words):
    """Print the book twice: only then it is known on which page a section begins."""
    file, target = folder / "epub" / "book" / "book.html", folder.with_name(f"{words['file']}.pdf")
    chromium = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    numbers = dict.fromkeys(anchors, "000")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser,
    ):
        tab = browser.new_page()
        tab.set_default_timeout(0)
        for is_last in False, True:
            text = re.sub("(?<=<i>)[^<]*--[^<]*", lambda match, of=numbers: str(of[match[0]]), page)
            file.write_text(text, encoding="utf-8")
            tab.goto(file.as_uri())
            tab.pdf(path=target, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
            if not is_last:
                pdf = PdfReader(target)
                found = pdf.named_destinations
                numbers = {one: pdf.get_destination_page_number(found[f"/{one}"]) + 1 for one in anchors}
    return target


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=["pdf", "epub"])
    parser.add_argument("--language", choices=WORDS, default="en")
    parser.add_argument("--to", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    language, words = arguments.language, WORDS[arguments.language]
    root = lay_out() if language == "es" else ROOT
    folder = (arguments.to or root / "_build").resolve() / "take_away"
    parts = copy_book(root, folder, words)
    book = read(root / "_config.yml")
    bodies = make_epub(book, folder, language)
    if arguments.kind == "pdf":
        print(print_pdf(folder, *join(parts, bodies, book["title"], language), words))
    else:
        print(pack(folder, bodies, words))


if __name__ == "__main__":
    main()
