"""Link the front page to the book to take away, if there is one.

`tools/take_away.py` makes it.
"""

from pathlib import Path

from docutils import nodes
from sphinx.locale import _

BUILD = Path(__file__).parent.parent.parent / "_build"
FILES = [BUILD / f"digit-by-digit.{kind}" for kind in ("pdf", "epub")]


def add_links(app, doctree, docname):
    made = [
        file for file in FILES if str(file) in app.config.html_extra_path
    ]
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
    app.config.html_extra_path += [
        str(file) for file in FILES if file.exists()
    ]
    app.connect("doctree-resolved", add_links)
    app.connect("env-get-outdated", lambda app, *_: [app.config.root_doc])
    return {"parallel_read_safe": True, "parallel_write_safe": True}
