"""What search engines and shared links show of a page."""

import re
from html import escape
from textwrap import shorten

from docutils import nodes
from sphinx.locale import _


def read_paragraphs(doctree):
    """What a page says, without what is folded."""
    folds = 0
    for node in doctree.findall():
        if isinstance(node, nodes.raw):
            html = node.astext()
            folds += html.count("<details") - html.count("</details")
        elif isinstance(node, nodes.paragraph) and not folds:
            yield "".join(
                text
                for text in node.findall(nodes.Text)
                if text.parent.tagname != "raw"
            )


def describe(doctree):
    """Its own description, or as many of its first sentences as fit."""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            return meta["content"]
    text = " ".join(" ".join(read_paragraphs(doctree)).split())
    sentences = re.match(r".{40,199}[.?!](?= )", text)
    return sentences[0] if sentences else shorten(text, 200, placeholder="…")


def add_tags(app, pagename, templatename, context, doctree):
    if doctree is None:
        return
    description = describe(doctree)
    picture = "_static/cover.png"
    site = app.config.html_baseurl  # other sites take whole addresses only
    tags = {
        "og:type": "website",
        "og:site_name": app.config.html_title,
        "og:title": escape(app.env.titles[pagename].astext()),
        "og:description": escape(description),
        "og:image": site + picture
        if site
        else context["pathto"](picture, 1),
        "og:image:alt": _("A digit, a network and its ten answers."),
        "og:locale": _("en_GB"),
        "twitter:card": "summary_large_image",
    }
    if site:
        tags["og:url"] = site + app.builder.get_target_uri(pagename)
    if 'name="description"' not in context["metatags"]:
        tags["description"] = escape(description)
    for name, text in tags.items():
        kind = "property" if name.startswith("og:") else "name"
        context["metatags"] += f'<meta {kind}="{name}" content="{text}" />\n'


def setup(app):
    app.connect("html-page-context", add_tags)
    return {"parallel_read_safe": True}
