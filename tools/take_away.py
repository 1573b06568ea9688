"""Make a book to take away: the chapters and the reference pages in one file.

    python tools/take_away.py pdf
    python tools/take_away.py epub

Sphinx makes an EPUB of a copy of the pages, in which folded answers have moved to the end. The PDF is that
EPUB, printed by Chromium. Both land in `_build`, and the next build of the HTML links to what it finds there.
"""

import argparse
import re
import shutil
import sys
import zipfile
from html import unescape
from pathlib import Path

import nbformat
import yaml
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from sphinx.application import Sphinx

import companion

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "_build"
NAME = "digit-by-digit"
FOLD = re.compile(r"^( *)<details>\n\1<summary>(.*?)</summary>\n\n(.*?)\n\1</details>", re.M | re.S)
HIDDEN = {"hide-input", "hide-output", "hide-cell"}
NOTE = f"""This is version {companion.__version__}, to take away: the chapters and the reference pages.
Assignments and the pages for instructors are in the rendered book only. So are its widgets, things to touch; a
line says where one stands. Answers are [at the end](answers.md): think first, then follow the link.

"""
HEADING = re.compile(r'<section[^>]* id="([^"]+)">\s*(?:<span[^>]*></span>)*<h([12])>(.*?)</h[12]>', re.S)
STYLES = r"(take_away|pygments)\.css"
SVG = "http://www.w3.org/2000/svg"


class Answers(list):
    """The folds of a page's texts, each with a link to where it was and from there."""

    def __init__(self, chapter):
        self.chapter = chapter

    def move(self, fold):
        indent, summary, text = fold.groups()
        label = f"{self.chapter}.{len(self) + 1}"
        anchor = label.replace(".", "-")
        text = re.sub(f"^{indent}", "", text, flags=re.M)
        self.append(f"(answer-{anchor})=\n**[{label}](#question-{anchor}) {summary}**\n\n{text}\n")
        return f"{indent}(question-{anchor})=\n{indent}[{summary} ({label})](#answer-{anchor})"

    def take(self, text):
        """Return a text without its folds, widgets and links to what is left out."""
        text = re.sub(r"\[([^\]]*)\]\([^)]*exercises/[^)]*\)", r"\1", text)
        text = re.sub(r'<div class="widget".*?</div>', "*In the rendered book a widget stands here.*", text, flags=re.S)
        return FOLD.sub(self.move, text)


def copy_book(folder):
    """Write the sources of the book to take away; return its parts and their pages."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "book" / "_static", folder / "book" / "_static")
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = {None: [contents["root"]]}
    for part in contents["parts"]:
        pages = [one["file"] for one in part["chapters"] if "exercises/" not in one["file"]]
        part["chapters"] = [{"file": page} for page in pages]
        parts |= {part["caption"]: pages} if pages else {}
    contents["parts"] = [part for part in contents["parts"] if part["chapters"]]
    contents["parts"].append({"caption": "Answers", "chapters": [{"file": "book/answers"}]})
    contents["defaults"] = {"titlesonly": False}  # or the EPUB's contents have no sections
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents), encoding="utf-8")
    collected = "# Answers\n"
    for page in sum(parts.values(), []):
        path = next(ROOT.glob(f"{page}.*"))
        notebook = path.suffix == ".ipynb" and nbformat.read(path, as_version=4)
        answers = Answers(int("0" + re.match(r"\d*", path.stem)[0]))
        for cell in notebook.cells if notebook else []:
            if cell.cell_type == "markdown":
                cell.source = answers.take(cell.source)
            elif "tags" in cell.metadata:
                cell.metadata["tags"] = [tag for tag in cell.metadata["tags"] if tag not in HIDDEN]
        text = nbformat.writes(notebook) if notebook else answers.take(path.read_text(encoding="utf-8"))
        if page == contents["root"]:
            text = text.replace("\n## ", f"\n{NOTE}\n## ", 1)
        (folder / page).with_suffix(path.suffix).write_text(text, encoding="utf-8")
        if answers:
            collected += "\n".join([f"\n## [](/book/{path.name})\n", *answers])
    (folder / "book" / "answers.md").write_text(collected, encoding="utf-8")
    return parts | {"Answers": ["book/answers"]}


def clean(body):
    """Drop what only the site uses: where numbers come from, and the TeX of formulas for who copies them."""
    body = re.sub(r'<span class="bound claim"[^>]*></span>', "", body)
    body = re.sub(r'<span class="bound"[^>]*>', "<span>", body)
    body = re.sub(r'(</math>)<span aria-hidden="true">\$[^<]*</span>', r"\1", body)
    return body.replace('<svg style="display:none">', f'<svg xmlns="{SVG}" style="display:none">')


def make_epub(folder):
    """Return each page's HTML; the EPUB lies in `folder`."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    sys.path.append(str(ROOT / "book" / "_ext"))
    sphinx = {
        "extensions": ["myst_nb", "sphinx_external_toc", "bound_numbers", "formulas"],
        "project": config["title"],
        "author": config["author"],
        "copyright": config["copyright"],
        "version": companion.__version__,
        "language": "en",
        "exclude_patterns": ["epub", "doctrees", "_build"],
        "pygments_style": "a11y-high-contrast-light",
        "myst_enable_extensions": ["colon_fence", "dollarmath", "linkify", "substitution", "tasklist"],
        "nb_execution_mode": "off",
        "html_math_renderer": "drawn",
        "html_static_path": [str(ROOT / "tools" / "take_away.css"), str(ROOT / "book" / "_static" / "cover.png")],
        "epub_basename": NAME,
        "epub_contributor": config["author"],
        "epub_cover": ("_static/cover.png", "epub-cover.html"),
        "epub_css_files": ["take_away.css"],
        "epub_description": "Deep learning with Keras, every number checked.",
        "epub_identifier": f"{NAME}-{companion.__version__}",
        "epub_show_urls": "no",
        "epub_tocdepth": 2,
        "epub_tocscope": "includehidden",
        "epub_uid": f"{NAME}-{companion.__version__}",
        "epub_use_index": False,
    }
    names = "nb_render_markdown_format", "myst_heading_anchors", "myst_heading_slug_func"
    sphinx |= {name: config["sphinx"]["config"][name] for name in names}
    app = Sphinx(folder, None, folder / "epub", folder / "doctrees", "epub", sphinx, warningiserror=True, status=None)
    app.builder.html_tag = app.builder.html_tag.replace(">", ' lang="en" xml:lang="en">')
    bodies = {}

    def keep(app, page, template, context, doctree):
        bodies[page] = context["body"] = clean(context.get("body", ""))
        context["css_files"] = [file for file in context["css_files"] if re.search(STYLES, file.filename)]

    app.connect("html-page-context", keep, priority=900)
    app.build()
    return bodies


def pack(folder, bodies):
    """Write the EPUB as Sphinx made it, and as its standard wants it."""
    target = BUILD / f"{NAME}.epub"
    with zipfile.ZipFile(folder / "epub" / target.name) as made, zipfile.ZipFile(target, "w") as mended:
        for file in made.infolist():
            content, kind = made.read(file), Path(file.filename).suffix
            if "_static" in file.filename and not re.search(rf"{STYLES}|cover\.png", file.filename):
                continue
            if kind == ".svg":  # Matplotlib names a DTD, and draws empty lines
                content = re.sub(rb'<!DOCTYPE[^>]*>|<path(?![^>]*\sd=)[^>]*/>', b"", content)
            elif kind == ".opf":
                text = content.decode()
                text = re.sub(rf'<item [^>]*href="_static/(?!{STYLES}|cover)[^>]*>', "", text)
                text = text.replace('href="_static/cover.png"', 'properties="cover-image" href="_static/cover.png"')
                for page, body in bodies.items():
                    held = [name for name, tag in {"mathml": "<math", "svg": "<svg"}.items() if tag in body]
                    if held:
                        href = f'href="{page}.xhtml"'
                        text = text.replace(href, f'properties="{" ".join(held)}" {href}')
                content = text.encode()
            mended.writestr(file, content)
    return target


def join(parts, bodies):
    """Return the whole book as one page of HTML, and the anchors that its contents name."""
    styles, contents, book, anchors = "", "", "", []
    for part, pages in parts.items():
        contents += f"<li><b>{part}</b></li>" if part and part != "Answers" else ""
        for page in pages:
            name = Path(page).name

            def point(link, name=name):
                other, anchor = link.groups()
                return f'href="#{other or name}{"--" if anchor else ""}{anchor or ""}"'

            body = re.sub(r'(?<=\sid=")', f"{name}--", bodies[page])
            body = re.sub(r'href="(?:(\w+)\.xhtml)?(?:#([^"]*))?"', point, body)
            headings = HEADING.findall(body)
            title = unescape(re.sub("<[^>]*>", "", headings[0][2]))
            styles += f'#{name} {{ page: p{name} }} @page p{name} {{ @top-right {{ content: "{title}" }} }}\n'
            book += f'<article id="{name}">{body}</article>'
            for anchor, level, heading in headings[page == "book/index" :]:
                anchors.append(anchor)
                contents += f'<li class="level{level}"><a href="#{anchor}">{heading}</a> <i>{anchor}</i></li>'
    at = book.index("<section", book.index("<section") + 1)
    book = f"{book[:at]}<nav><h2>Contents</h2><ul>{contents}</ul></nav>{book[at:]}"
    links = "".join(f'<link rel="stylesheet" href="../_static/{name}.css">' for name in ("pygments", "take_away"))
    head = f"<meta charset='utf-8'><title>Digit by Digit</title>{links}<style>{styles}</style>"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{book}</body></html>', anchors


def print_pdf(folder, page, anchors):
    """Print the book twice: only then it is known on which page a section begins."""
    file, target = folder / "epub" / "book" / "book.html", BUILD / f"{NAME}.pdf"
    chromium = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.set_default_timeout(0)
        for numbers in dict.fromkeys(anchors, "000"), None:
            if numbers is None:
                pdf = PdfReader(target)
                places = pdf.named_destinations
                numbers = {one: pdf.get_destination_page_number(places[f"/{one}"]) + 1 for one in anchors}
            text = re.sub("<i>(.*?--.*?)</i>", lambda match, of=numbers: f"<i>{of[match[1]]}</i>", page)
            file.write_text(text, encoding="utf-8")
            tab.goto(file.as_uri())
            tab.pdf(path=target, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
        browser.close()
    return target


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=["pdf", "epub"])
    kind = parser.parse_args().kind
    folder = BUILD / "take_away"
    parts = copy_book(folder)
    bodies = make_epub(folder)
    made = pack(folder, bodies) if kind == "epub" else print_pdf(folder, *join(parts, bodies))
    print(made)


if __name__ == "__main__":
    main()
