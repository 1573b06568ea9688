"""Link each chapter with its assignment, and back."""

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _


def link(app, doctree):
    page = app.env.docname
    stem = page.split("/")[-1]
    chapter, tasks = f"book/{stem}", f"book/exercises/release/{stem}/{stem}"
    if not {chapter, tasks} <= app.env.found_docs:
        return
    if page == chapter:
        target, text = tasks, _("More, with checks:")
        place = nodes.make_id(_("Exercises"))
    else:
        target, text = chapter, _("The chapter:")
        place = doctree[0]["ids"][0]
    where = {"reftype": "doc", "reftarget": f"/{target}", "refdoc": page}
    reference = addnodes.pending_xref(
        "", nodes.inline(), refdomain="std", refexplicit=False, **where
    )
    for section in doctree.findall(nodes.section):
        if place in section["ids"]:
            line = nodes.line("", f"{text} ", reference)
            section.insert(
                1, nodes.line_block("", line, classes=["partner"])
            )


def setup(app):
    app.connect("doctree-read", link)
    return {"parallel_read_safe": True}
