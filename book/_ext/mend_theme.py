"""Mend the theme: what wants a server and what no page uses goes.

What it says in English on pages in another language is translated.
"""

import base64
import re
from io import BytesIO
from itertools import pairwise

import numpy as np
import tinycss2
from fontTools.subset import Options, Subsetter, load_font
from PIL import Image
from sphinx.locale import _

# What is loaded everywhere, and what a page has in it that needs it.
NEEDED_BY = {
    "thebe": "(?!)",  # it wants a server; to load it twice is an error
    "design": 'class="sd-',
    "toggle": r'class="[^"]*\b(toggle|dropdown)\b',
    "copy|clipboard": 'class="highlight',
}
USED_AT_ONCE = "documentation_options|doctools|sphinx_highlight"
UNTRANSLATED = re.compile(
    r'(?<=[">])(?:Toggle (?:primary|secondary) sidebar|Main|Page|'
    r"Search this book\.\.\.|"
    r"(?:Show|Hide) code cell (?:source|output|content)|"
    r"Launch on (?:Binder|Colab)|Launch interactive content|"
    r'Descarga esta pagina)(?=["<])'
)
FONT = r'url\("?\.\./(vendor/[^)"]+)\.woff2"?\)[^;}]*'
PNG = r'(?<=data:image/png;base64,)[^"]+'


def load_less(app, pagename, templatename, context, doctree):
    body = context.get("body", "")
    for kind in "script_files", "css_files":
        for wanted, needed_by in NEEDED_BY.items():
            context[kind] = [
                file
                for file in context[kind]
                if re.search(needed_by, body)
                or not re.search(
                    wanted, f"{file.filename} {file.attributes}"
                )
            ]
    for file in context["script_files"]:
        if file.filename and not re.search(USED_AT_ONCE, file.filename):
            file.attributes["defer"] = "defer"  # the text comes first


def names(selector):
    """The classes and the ids in a selector."""
    for dot, name in pairwise([None, *selector]):
        if name.type == "hash" or (name.type == "ident" and dot == "."):
            yield name.value


def split(selectors):
    """A list of selectors, at its commas."""
    parts = [[]]
    for token in selectors:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def keep_used(rules, words):
    """Return the rules whose classes and ids some page or script has."""
    css = ""
    for rule in rules:
        if rule.type == "qualified-rule":
            used = [
                tinycss2.serialize(selector).strip()
                for selector in split(rule.prelude)
                if words.issuperset(names(selector))
            ]
            if used:
                css += (
                    f"{','.join(used)}{{{tinycss2.serialize(rule.content)}}}"
                )
        elif rule.type == "at-rule" and rule.at_keyword in (
            "media",
            "supports",
        ):
            inside = keep_used(tinycss2.parse_rule_list(rule.content), words)
            if inside:
                when = tinycss2.serialize(rule.prelude)
                css += f"@{rule.at_keyword}{when}{{{inside}}}"
        elif rule.type == "at-rule" or rule.value.startswith(
            "!"
        ):  # a licence
            css += rule.serialize()
    return css


def embed_fonts(css, folder):
    """Put the icons into the style sheet: pages on a disk load no fonts."""
    drawn = "".join(re.findall("[\ue000-\uf8ff]", css))

    def embed(match):
        options, file = Options(), BytesIO()
        font = load_font(folder / f"{match[1]}.ttf", options)
        subsetter = Subsetter(options)
        subsetter.populate(text=drawn)
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(file)
        code = base64.b64encode(file.getvalue()).decode()
        return f'url("data:font/woff;base64,{code}") format("woff")'

    return re.sub(FONT, embed, css)


def repack(match):
    """A picture in a figure with up to 256 colours as one with a palette."""
    file = BytesIO()
    picture = Image.open(BytesIO(base64.b64decode(match[0]))).convert("RGBA")
    pixels = np.array(picture).view("u4")[..., 0]
    colours, places = np.unique(pixels, return_inverse=True)
    if len(colours) > 256:
        return match[0]
    picture = Image.fromarray(places.reshape(pixels.shape).astype("u1"))
    picture.putpalette(colours.tobytes(), "RGBA")
    picture.save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def keep_less(app, exception):
    static = app.outdir / "_static"
    icons = static / "scripts" / "fontawesome.js"
    if exception or not icons.exists():
        return
    icons.write_text("", encoding="utf-8")  # the style sheets draw them, too
    words = set()
    for file in [*app.outdir.rglob("*.html"), *static.rglob("*.js")]:
        text = file.read_text(encoding="utf-8")
        words.update(re.findall(r"[\w-]+", text))
        if file.suffix == ".html" and app.config.language != "en":
            text = UNTRANSLATED.sub(lambda match: _(match[0]), text)
            file.write_text(text, encoding="utf-8")
    for file in static.rglob("*.css"):
        css = file.read_text(encoding="utf-8")
        css = keep_used(tinycss2.parse_stylesheet(css), words)
        file.write_text(embed_fonts(css, static), encoding="utf-8")
    for file in (app.outdir / "_images").glob("*.svg"):
        svg = file.read_text(encoding="utf-8")
        file.write_text(re.sub(PNG, repack, svg), encoding="utf-8")


def setup(app):
    app.connect("html-page-context", load_less, priority=900)
    app.connect("build-finished", keep_less)
    return {"parallel_read_safe": True}
