"""Mend the theme: no script that wants a server, only icons in use."""

import re

ICON = re.compile(
    r'"?([a-z0-9-]+)"?:\[\d+,\d+,\[([^\]]*)\],"[0-9a-f]+",'
    r'(?:"[^"]*"|\[[^\]]*\])\],?'
)


def drop_thebe(app, pagename, templatename, context, doctree):
    """Thebe runs code on a server; to load it twice is an error."""
    for kind in "script_files", "css_files":
        context[kind] = [
            file
            for file in context[kind]
            if "thebe" not in f"{file.filename} {file.attributes}"
        ]


def keep_used_icons(app, exception):
    """Every page loads FontAwesome: keep what a page or a script names."""
    static = app.outdir / "_static"
    icons = static / "scripts" / "fontawesome.js"
    if exception or not icons.exists():
        return
    used = set()
    for file in [*app.outdir.rglob("*.html"), *static.rglob("*.js")]:
        if file != icons:
            text = file.read_text(encoding="utf-8")
            used.update(re.findall(r"\bfa-([a-z0-9-]+)", text))

    def keep(match):
        names = {match[1], *re.findall(r"[a-z][a-z0-9-]+", match[2])}
        return match[0] if names & used else ""

    text = ICON.sub(keep, icons.read_text(encoding="utf-8"))
    icons.write_text(text, encoding="utf-8")


def setup(app):
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("build-finished", keep_used_icons)
    return {"parallel_read_safe": True}
