"""Draw the formulas: SVG for the eye, MathML for the ear, TeX to copy."""

import re
from functools import cache
from html import escape
from xml.etree import ElementTree

import ziamath
from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.logging import get_node_location
from ziamath.tex import tex2mml

SIZE = 24  # units of a drawing in an em
SCALE = 1.15  # or letters would look smaller than those of the text
PHONE = 15  # em: what is wider may have to scroll
ROWS = {"math", "mrow", "mtd", "msqrt"}
THIN = "0.17em"
HATS = {"\u0302": "\u02c6"}  # the wide one and the narrow one
LETTERS = r'(?:<mi mathvariant="normal">\w</mi>){2,}'

ziamath.config.precision = 2
ziamath.config.math.color = ""  # the theme's
glyphs = {}  # a page holds each that it uses once


def join(letters):
    """Read aloud, relu is a name, not four letters."""
    return f"<mi>{''.join(re.findall('>(.)<', letters[0]))}</mi>"


def is_operator(one):
    return one is None or (one.tag == "mo" and one.text not in [*")]|"])


def is_wide(one):
    is_sum = one is not None and one.tag == "msub" and one[0].text == "∑"
    return is_sum or (one is not None and one.tag == "mfrac")


def set_spaces(row):
    """As TeX has them: latex2mathml leaves them to MathML."""
    items = [None, *row, None]
    for before, one, after in zip(items, items[1:], items[2:], strict=False):
        at = list(row).index(one)
        thin = ElementTree.Element("mspace", width=THIN)
        if one.tag in ("mi", "mo") and len(one.text or "") > 1:  # as log
            one.tag = "mtext"
            if after is not None and after.tag != "mo":
                row.insert(at + 1, thin)
            if not is_operator(before):
                row.insert(at, thin)
        elif is_wide(before) and not is_operator(one):
            row.insert(at, thin)
        elif one.text == "∂":
            one.tag, one.text = "mtext", "𝜕"
        elif one.text == ",":
            one.set("rspace", THIN)
        elif one.text == "×":
            one.attrib |= {"lspace": "0.22em", "rspace": "0.22em"}
        elif one.text == "−" and is_operator(before):
            one.attrib |= {"lspace": "0em", "rspace": "0em"}


def mend(math):
    """Let it look as TeX draws it; what is read aloud stays as it was."""
    for one in list(math.iter()):
        if one.tag in ROWS:
            set_spaces(one)
        elif one.tag == "msup" and len(one[0].text or "") > 1:
            one[0].tag = "mtext"
        elif one.tag == "mfrac":
            for half in one:
                half.set("displaystyle", "false")
        elif one.tag == "mover":
            one[1].text = HATS.get(one[1].text, one[1].text)
        elif one.tag == "mtable":
            one.set("rowspacing", "0.5em")
            if "displaystyle" not in one.attrib:  # cases
                one.set("columnspacing", "1em")
    return math


@cache
def draw(tex, is_inline):
    """Return a formula as HTML, and its width in em."""
    mathml = tex2mml(tex, is_inline)
    math = ElementTree.fromstring(mathml.replace("xmlns=", "data-ns="))
    formula = ziamath.Math(mend(math), SIZE, margin=0)
    svg = formula.svgxml()
    for symbol in svg.findall("symbol"):
        font, number = symbol.get("id").split("_")
        if number == "0" or "\\" in mathml:
            raise ValueError("it has an unknown command or character")
        symbol.attrib |= {"id": f"glyph-{number}", "overflow": "visible"}
        glyphs[number] = ElementTree.tostring(symbol, "unicode")
        svg.remove(symbol)
    for use in svg.iter("use"):
        use.set("href", use.get("href").replace(f"{font}_", "glyph-"))
    sizes = *formula.getsize(), formula.getyofst()
    width, height, below = (size / SIZE * SCALE for size in sizes)
    svg.attrib |= {
        "width": f"{width:.2f}em",
        "height": f"{height:.2f}em",
        "style": f"vertical-align:{below:.2f}em",
        "aria-hidden": "true",
    }
    drawn = ElementTree.tostring(svg, "unicode")
    read = re.sub(LETTERS, join, mathml)
    mark = "$" if is_inline else "$$"
    copied = f'<span aria-hidden="true">{mark}{escape(tex)}{mark}</span>'
    return drawn + read + copied, width


def visit(translator, node):
    tex, is_inline = node.astext(), isinstance(node, nodes.math)
    try:
        drawn, width = draw(tex, is_inline)
    except Exception as error:
        place = get_node_location(node)
        message = f"{place}: cannot draw the formula {tex}: {error}"
        raise SphinxError(message) from error
    tag = "span" if is_inline else "div"
    scrolls = width > PHONE and not is_inline
    keys = {"tabindex": "0"} if scrolls else {}
    start = translator.starttag(node, tag, "", CLASS="math", **keys)
    translator.body.append(f"{start}{drawn}</{tag}>")
    raise nodes.SkipNode


def add_glyphs(app, pagename, templatename, context, doctree):
    body = context.get("body", "")
    used = dict.fromkeys(re.findall(r'href="#glyph-(\d+)"', body))
    if used:
        symbols = "".join(glyphs[number] for number in used)
        context["body"] = f'{body}<svg style="display:none">{symbols}</svg>'


def setup(app):
    app.add_html_math_renderer("drawn", (visit, None), (visit, None))
    app.connect("html-page-context", add_glyphs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
