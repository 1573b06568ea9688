"""The companion package of the book *Digit by Digit*.

Six modules, each one idea: `companion.datasets` finds and checks MNIST and CIFAR-10,
`companion.models` builds networks, `companion.training` trains them, `companion.plots` draws
the figures, `companion.replication` repeats a published table, and `companion.reader` reads what you draw.
Importing any of them prints nothing and loads no TensorFlow.
"""

import json
import os
import warnings

if not os.environ.get("KERAS_HOME"):
    os.environ.pop("KERAS_HOME", None)  # Keras takes an empty one for the folder where it stands
# Keras's settings file may name another backend, for the sake of other programs.
os.environ["KERAS_BACKEND"] = os.environ.get("KERAS_BACKEND") or "tensorflow"
# TensorFlow reads these once, when it is first imported, and otherwise opens every notebook
# with log messages. Without oneDNN its sums are also the same on more processors.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

__version__ = "0.1.0"


def _warn_of_other_settings():
    """Warn if Keras's settings file, which it reads when it is imported, changes what every network does."""
    folder = os.environ.get("KERAS_HOME") or os.path.expanduser("~/.keras")
    path = os.path.join(folder, "keras.json")
    try:
        with open(path, encoding="utf-8") as file:
            settings = dict(json.load(file))
    except (OSError, TypeError, ValueError):  # no file, or none that Keras reads
        return
    usual = {"floatx": "float32", "epsilon": 1e-7, "image_data_format": "channels_last"}
    changed = [f"{name} = {value}" for name, value in settings.items() if usual.get(name, value) != value]
    if changed:
        warnings.warn(
            f"Keras's settings file {path} says {', '.join(changed)}, so that results differ from the "
            "book's and images may be refused. Delete the file and start Python again.",
            stacklevel=3,
        )


_warn_of_other_settings()
