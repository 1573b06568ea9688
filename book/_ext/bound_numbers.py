"""Numbers can be asked where they come from: comments become spans.

`28<!--= x_train.shape[1] -->` says which expression gives the 28; for the
grammar see `tools/bindings.py`. Every other comment goes.
"""

import re
from html import escape

from docutils import nodes
from sphinx.transforms import SphinxTransform

KINDS = {"=": "exact", "!": "asserted", "given": "given", "cited:": "cited"}
DIGITS = r"[−+]?\d+(?:[,\u202f]\d{3})*(?:\.\d+)?(?:\s?%)?"
NUMBER = rf"{DIGITS}|[^\W\d]+(?:-[^\W\d]+)*"
COMMENT = r"<!--(?:(=|!|given|cited:)>?)?((?:(?!-->)[\s\S])*)-->"
QUOTED = nodes.literal | nodes.math
STRESSED = nodes.strong | nodes.emphasis
AT_END = re.compile(rf"(?:{NUMBER})$")
ELEMENT = r"<(?P<tag>[a-z]+)\b[^<>]*>[^<>]*</(?P=tag)>"
IN_HTML = re.compile(rf"(?:({ELEMENT})|({NUMBER}))?{COMMENT}")


class bound(nodes.inline):
    """What is bound, or nothing, where a sentence makes a claim."""


def start_tag(kind, expression, is_claim):
    classes = "bound claim" if is_claim else "bound"
    expression = escape(" ".join(expression.split()))
    return (
        f'<span class="{classes}" data-expression="{expression}"'
        f' data-kind="{KINDS[kind]}">'
    )


def visit(translator, node):
    translator.body.append(start_tag(*node["comment"], not node.children))


def depart(translator, node):
    translator.body.append("</span>")


def bind(match):
    """A piece of HTML in which a comment stands: the summary of a fold."""
    element, _, number, kind, expression = match.groups()
    before = element or number or ""
    if not kind:
        return before
    wrapped = element or (kind != "!" and number) or ""
    tag = start_tag(kind, expression, not wrapped)
    return before[: len(before) - len(wrapped)] + f"{tag}{wrapped}</span>"


def replace(comment, match):
    parent, at = comment.parent, comment.parent.index(comment)
    kind, expression = match.groups()
    if not kind or not isinstance(parent, nodes.TextElement):
        parent.remove(comment)
        return
    span = parent[at] = bound(comment=(kind, expression))
    before = at - 1
    while before > 0 and not parent[before].astext():  # as behind bold text
        before -= 1
    node = parent[before] if at else None
    if isinstance(node, nodes.Text):
        number = kind != "!" and AT_END.search(node)
        if number:
            span += nodes.Text(number[0])
            parent[before] = nodes.Text(node[: number.start()])
    elif isinstance(node, QUOTED if kind == "!" else QUOTED | STRESSED):
        parent.remove(node)
        span += node


class Bind(SphinxTransform):
    """Early enough for titles, contents and the search, and after i18n."""

    default_priority = 800

    def apply(self):
        for image in self.document.findall(nodes.image):
            if "alt" in image:
                image["alt"] = re.sub(COMMENT, "", image["alt"])
        for raw in list(self.document.findall(nodes.raw)):
            if "html" in raw["format"]:
                text = raw.astext()
                match = re.fullmatch(COMMENT, text.strip())
                if match:
                    replace(raw, match)
                else:
                    raw[:] = [nodes.Text(IN_HTML.sub(bind, text))]


def setup(app):
    app.add_node(bound, html=(visit, depart))
    app.add_transform(Bind)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
