"""The package as its users meet it: quick and silent to import, documented, runnable."""

import importlib
import inspect
import os
import re
import subprocess
import sys

import pytest

MODULES = [
    importlib.import_module(f"companion.{name}")
    for name in ("datasets", "experiments", "models", "plots", "training")
]
PUBLIC = [
    function
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env={**os.environ, **environment}
    )


def test_importing_is_silent_and_loads_no_tensorflow():
    program = f"""
import sys, {", ".join(module.__name__ for module in MODULES)}
print(sorted({{"tensorflow", "keras", "jax", "torch", "pooch"}} & set(sys.modules)))
"""
    result = run("-c", program)
    assert (result.stdout, result.stderr) == ("[]\n", "")


# Keras as the chapters import it; six networks, since TensorFlow warns of one that it traces so often.
TRAINS = """
from companion.models import build_mlp
from companion.training import train
import keras, numpy as np
for _ in range(6):
    model = build_mlp([4], rate=0.5, input_size=2, num_classes=2)
    model.predict(np.zeros((3, 2)), verbose=0)
model.compile("adam", "sparse_categorical_crossentropy")
train(model, np.zeros((300, 2), "float32"), np.zeros(300, "uint8"))
print(keras.config.backend())
"""


def test_building_and_training_is_silent_whatever_backend_keras_is_set_to(tmp_path):
    (tmp_path / "keras.json").write_text('{"backend": "theano"}', encoding="utf-8")
    result = run("-c", TRAINS, KERAS_HOME=str(tmp_path))
    assert (result.returncode, result.stdout, result.stderr) == (0, "tensorflow\n", "")


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__name__)
def test_public_functions_are_documented(function):
    text = inspect.getdoc(function)
    assert "Example:" in text and ">>> " in text
    assert "Returns:" in text or function.__name__ == "use_style"
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^    \**{parameter}: ", text, re.M), f"{parameter} is not described"
