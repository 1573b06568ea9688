"""Link the front page to the book to take away, if there is one.

`tools/take_away.py` makes it.
"""

from pathlib import Path

from docutils import nodes
from sphinx.locale import _

BUILD = Path(__file__).parent.parent.parent / "_build"
NAMES = {"en": "digit-by-digit", "es": "digito-a-digito"}


def find(app):
    name = NAMES[app.config.language]
    files = [BUILD / f"{name}.{kind}" for kind in ("pdf", "epub")]
    return [file for file in files if file.exists()]


def add_links(app, doctree, docname):
    made = find(app)
    if (
        docname != app.config.root_doc
        or not made
        or app.builder.name != "html"
    ):
        return
    words = nodes.paragraph(
        "",
        "",
        nodes.strong("", _("To take it with you")),
    )
    texts = _(", here is the book as {} and as {}.").split("{}")
    for text, file in zip(texts, made, strict=False):
        words += nodes.Text(text)
        kind, target = (
            file.suffix[1:].upper(),
            "../" * docname.count("/") + file.name,
        )
        words += nodes.reference("", kind, refuri=target, internal=True)
    words += nodes.Text(texts[-1])
    next(doctree.findall(nodes.bullet_list)).append(
        nodes.list_item("", words)
    )


def setup(app):
    app.config.html_extra_path += map(str, find(app))
    app.connect("doctree-resolved", add_links)
    app.connect("env-get-outdated", lambda app, *_: [app.config.root_doc])
    return {"parallel_read_safe": True, "parallel_write_safe": True}
