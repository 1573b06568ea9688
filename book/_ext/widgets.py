"""Load the scripts of the things to touch where a page has one.

The weights of the trained CNN become a script, digit_weights.js: a page that
is opened from a disk may load no other kind of file.
"""

import base64
import re
from pathlib import Path

from companion.models import CNN_WEIGHTS

import numpy as np


def weights_script():
    with np.load(CNN_WEIGHTS) as file:
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
    script = folder / "digit_weights.js"
    script.write_text(weights_script(), encoding="utf-8")
    app.config.html_static_path.append(str(folder))
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True}
