"""Link each page with the same page in the other language, where it is.

`tools/spanish.py` renders the Spanish book into the folder `es` of the
English one.
"""

from pathlib import Path

from sphinx.util.osutil import relative_uri

NAMES = {"en": "English", "es": "Español"}


def link(app, pagename, templatename, context, doctree):
    if not app.config.has_other_language:
        return
    here, there = f"{pagename}.html", f"es/{pagename}.html"
    if app.config.language == "es":
        code, url = "en", relative_uri(there, here)
    else:
        code, url = "es", relative_uri(here, there)
    context["other_language"] = {
        "code": code,
        "url": url,
        "name": NAMES[code],
    }
    if site := app.config.html_baseurl.removesuffix("es/"):
        for code, page in ("en", here), ("es", there):
            context["metatags"] += (
                f'<link rel="alternate" hreflang="{code}"'
                f' href="{site}{page}" />\n'
            )


def look(app, config):
    spanish = Path(app.outdir, "es", "index.html")
    config.has_other_language = config.language == "es" or spanish.exists()


def setup(app):
    app.add_config_value("has_other_language", False, "html")
    app.connect("config-inited", look)
    app.connect("html-page-context", link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
