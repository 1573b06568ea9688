"""The package as its users meet it: quick and silent to import, documented, runnable."""

import inspect
import os
import re
import subprocess
import sys

import pytest

from companion import backend, datasets, models, plots, reader, replication, training

MODULES = backend, datasets, models, plots, reader, replication, training
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
    program = """
import sys
from companion import backend, datasets, models, plots, reader, replication, training
from companion.datasets import load_mnist
print(sorted({"tensorflow", "keras", "jax", "torch"} & set(sys.modules)))
"""
    result = run("-c", program)
    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_importing_the_package_alone_loads_nothing_else():
    result = run("-c", "import sys, companion; print({'numpy', 'matplotlib'} & set(sys.modules))")
    assert (result.stdout, result.stderr) == ("set()\n", "")


def test_building_a_model_is_silent():
    result = run("-c", "from companion.models import build_mlp; build_mlp([8])")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_missing_backend_is_named(monkeypatch):
    for name in "keras", "tensorflow":
        monkeypatch.setitem(sys.modules, name, None)
    del sys.modules["keras"]
    monkeypatch.setattr("builtins.__import__", refuse_keras(__import__))
    with pytest.raises(ImportError, match="pip install keras tensorflow"):
        backend.import_keras()


def refuse_keras(real_import):
    def refuse(name, *arguments, **keywords):
        if name.split(".")[0] == "keras":
            raise ModuleNotFoundError(f"No module named {name!r}")
        return real_import(name, *arguments, **keywords)

    return refuse


def test_another_backend_is_used_only_if_the_environment_asks_for_it(tmp_path):
    (tmp_path / "keras.json").write_text('{"backend": "theano"}', encoding="utf-8")
    environment = {"KERAS_HOME": str(tmp_path), "KERAS_BACKEND": ""}
    result = run("-c", "import companion, keras; print(keras.config.backend())", **environment)
    assert (result.stdout, result.stderr) == ("tensorflow\n", "")
    environment["KERAS_BACKEND"] = "jax"
    program = "import sys; sys.modules['jax'] = None; from companion import backend; backend.import_keras()"
    result = run("-c", program, **environment)
    assert "KERAS_BACKEND is jax: unset it" in result.stderr


@pytest.mark.parametrize(
    "settings, named",
    {
        '{"floatx": "float16"}': "floatx = float16",
        '{"epsilon": 0.001, "image_data_format": "channels_first"}': "epsilon = 0.001, image_data_format = c",
        '{"floatx": "float32", "epsilon": 1e-07, "image_data_format": "channels_last", "more": 1}': None,
        '{"floatx": "float': None,
        "[1]": None,
    }.items(),
)
def test_settings_of_keras_that_change_results_are_named(settings, named, tmp_path):
    path = tmp_path / "keras.json"
    path.write_text(settings, encoding="utf-8")
    result = run("-c", "import companion", KERAS_HOME=str(tmp_path))
    assert result.returncode == 0 and result.stdout == ""
    if named is None:
        assert result.stderr == ""
    else:
        assert f"settings file {path} says {named}" in result.stderr and "Delete the file" in result.stderr


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__name__)
def test_public_functions_are_documented(function):
    text = inspect.getdoc(function)
    assert "Example:" in text and ">>> " in text
    assert "Returns:" in text or function.__name__ == "use_style"
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^    \**{parameter}: ", text, re.M), f"{parameter} is not described"


def test_keras_starts_without_a_standard_error():
    program = "import os; os.close(2); from companion.backend import import_keras; print(import_keras())"
    result = run("-c", program)
    assert result.stdout.startswith("<module 'keras'"), result.stdout


def test_python_m_companion_trains_and_reports(tmp_path):
    result = run(
        "-m", "companion", "--epochs", "1", COMPANION_DATA="", KERAS_HOME=str(tmp_path), TQDM_DISABLE=""
    )
    assert result.returncode == 0, result.stderr
    assert "Training 269,322 parameters on 4,000 digits." in result.stdout
    assert "1/1" in result.stdout
    accuracy = re.search(r"Accuracy on 1,000 test digits: ([\d.]+)%", result.stdout)
    assert float(accuracy[1]) > 50
    assert result.stderr.startswith("Note: Using the 5,000-digit sample") and result.stderr.count("\n") == 1


def test_python_m_companion_refuses_no_epochs():
    result = run("-m", "companion", "--epochs", "0")
    assert result.returncode == 2 and "must be 1 or more" in result.stderr
