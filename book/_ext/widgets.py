"""Load the scripts of the things to touch where a page has one.

The weights of the trained CNN and the sample's digits become scripts,
digit_weights.js and digits.js: a page that is opened from a disk may load no
other kind of file. The digits are loaded when a reader asks for them.
"""

import base64
import re
import zlib
from pathlib import Path

from companion.datasets import SAMPLE
from companion.models import CNN_WEIGHTS

import numpy as np

# what has to be loaded before a widget
NEEDS = {
    "digit": ["digit_weights"],
    "learn": ["optimizers", "network"],
    "race": ["optimizers"],
}


def weights_script():
    with np.load(CNN_WEIGHTS) as file:
        encoded = {
            name: base64.b64encode(file[name].astype("<f4")).decode()
            for name in file
        }
    return f"digitByDigit.weights = {encoded};\n"


def digits_script():
    """All pixels, then all labels; first the training digits."""
    with np.load(SAMPLE) as file:
        names = "x_train", "x_test", "y_train", "y_test"
        raw = b"".join(
            file[name].astype("uint8").tobytes() for name in names
        )
    encoded = base64.b64encode(zlib.compress(raw)).decode()
    return f'digitByDigit.digits = "{encoded}";\n'


MADE = {"digit_weights": weights_script, "digits": digits_script}


def scripts(widgets):
    """The scripts of a page's widgets, in the order of loading."""
    names = ["widgets"]
    for widget in widgets:
        names += [*NEEDS.get(widget, []), widget]
    return list(dict.fromkeys(names))


def load(app, pagename, templatename, context, doctree):
    widgets = re.findall(r'data-widget="(\w+)"', context.get("body", ""))
    if widgets:
        app.add_css_file("widgets.css")
        for name in scripts(widgets):
            app.add_js_file(f"{name}.js", defer="defer", priority=900)


def setup(app):
    folder = Path(app.doctreedir, "static")
    folder.mkdir(parents=True, exist_ok=True)
    for name, script in MADE.items():
        (folder / f"{name}.js").write_text(script(), encoding="utf-8")
    app.config.html_static_path.append(str(folder))
    if app.config.language == "es":
        app.add_js_file("es.js")  # before book.js, which has 800
    app.connect("html-page-context", load)
    return {"parallel_read_safe": True}
