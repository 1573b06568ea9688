"""Load the scripts of the things to touch where a page has one."""

import re


def load(app, pagename, templatename, context, doctree):
    names = re.findall(r'data-widget="(\w+)"', context.get("body", ""))
    if names:
        app.add_css_file("widgets.css")
    for name in dict.fromkeys(["widgets", *names] if names else []):
        app.add_js_file(f"{name}.js", defer="defer")


def setup(app):
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True}
