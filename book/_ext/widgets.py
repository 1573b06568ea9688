"""Load the scripts of the things to touch on the pages that have one, and on no other.

Makes digit_weights.js, the weights of `companion.reader` as a script: a page opened from a disk may load no other file.
"""

import base64
import re
from pathlib import Path

import numpy as np

from companion.reader import WEIGHTS


def weights_script():
    with np.load(WEIGHTS) as file:
        encoded = {
            name: base64.b64encode(file[name].astype("<f4")).decode()
            for name in file
        }
    return f"digitByDigit.weights = {encoded};\n"


def load(app, pagename, templatename, context, doctree):
    names = re.findall(r'data-widget="(\w+)"', context.get("body", ""))
    if names:
        app.add_css_file("widgets.css")
        names = ["widgets", *names]
    if "digit" in names:
        names.insert(1, "digit_weights")
    for name in dict.fromkeys(names):
        app.add_js_file(f"{name}.js", defer="defer")


def setup(app):
    folder = Path(app.doctreedir, "static")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "digit_weights.js"
    path.write_text(weights_script(), encoding="utf-8")
    app.config.html_static_path.append(str(folder))
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True}
