"""The package as its users meet it: quick and silent to import, documented, runnable."""

import inspect
import io
import os
import re
import subprocess
import sys
import warnings
from unittest import mock

import numpy as np
import pytest

from companion import __main__ as command
from companion import backend, datasets, models, plots, reader, replication, training

BUILDS = "from companion.models import build_mlp; build_mlp([8])"
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
    result = run("-c", BUILDS)
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


def test_ipython_in_a_terminal_keeps_its_plotting_backend():
    program = """
import ipykernel, matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell
from companion import plots
InteractiveShell.instance()
plots.use_style()
print(plt.get_backend())
"""
    result = run("-c", program, MPLBACKEND="Agg")
    assert result.stdout.lower() == "agg\n", result.stderr


def test_another_backend_is_used_only_if_the_environment_asks_for_it(tmp_path):
    (tmp_path / "keras.json").write_text('{"backend": "theano"}', encoding="utf-8")
    environment = {"KERAS_HOME": str(tmp_path), "KERAS_BACKEND": ""}
    result = run("-c", "import companion, keras; print(keras.config.backend())", **environment)
    assert (result.stdout, result.stderr) == ("tensorflow\n", "")
    for name in "jax", "Tensorflow":
        environment["KERAS_BACKEND"] = name
        result = run("-c", f"import sys; sys.modules['jax'] = None; {BUILDS}", **environment)
        assert "ImportError: Keras cannot start" in result.stderr
        assert f"KERAS_BACKEND is {name}: unset it" in result.stderr


def test_threads_that_start_keras_at_once_all_get_the_whole_of_it():
    program = """
import concurrent.futures, importlib
from companion.models import build_mlp
with concurrent.futures.ThreadPoolExecutor() as executor:
    outside = executor.submit(importlib.import_module, "keras")
    futures = [executor.submit(build_mlp, [4]) for _ in range(3)]
print([future.result().count_params() for future in futures])
"""
    assert run("-c", program).stdout == "[3190, 3190, 3190]\n"


def test_starting_keras_seeds_no_generator_of_the_readers():
    program = """
import random, numpy
from companion.backend import import_keras
random.seed(1), numpy.random.seed(1)
import_keras()
print(random.random() != random.Random(0).random())  # Keras draws from it, too
print(numpy.random.random() == numpy.random.RandomState(1).random())
"""
    assert run("-c", program).stdout == "True\nTrue\n"


@pytest.mark.parametrize("variable", ["XLA_FLAGS", "TF_XLA_FLAGS"])
def test_an_unknown_flag_of_the_compiler_is_named(variable):
    assert "--no_such_flag" in run("-c", BUILDS, **{variable: "--no_such_flag"}).stderr


def test_without_a_home_folder_there_is_the_sample():
    program = "import os; os.path.expanduser = lambda path: path; "
    program += "from companion.datasets import load_mnist; print(len(load_mnist()[0][0]))"
    result = run("-c", program, COMPANION_DATA="", COMPANION_OFFLINE="1", KERAS_HOME="")
    assert result.stdout == "4000\n", result.stderr


def test_asking_for_help_trains_nothing():
    result = run("-m", "companion.reader", "--help")
    assert result.returncode == 0 and "usage: python -m companion.reader" in result.stdout


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has another variable for the home folder")
def test_settings_of_keras_are_looked_for_at_home(tmp_path):
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras/keras.json").write_text('{"floatx": "float16"}', encoding="utf-8")
    assert "floatx = float16" in run("-c", "import companion", KERAS_HOME="", HOME=str(tmp_path)).stderr


def test_settings_that_keras_refuses_are_not_taken_for_a_missing_package(tmp_path):
    path = tmp_path / "keras.json"
    path.write_text('{"floatx": "float31"}', encoding="utf-8")
    result = run("-c", BUILDS, KERAS_HOME=str(tmp_path))
    assert result.returncode == 1 and f"settings file {path} says floatx = float31" in result.stderr
    assert "pip install" not in result.stderr


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


def test_a_closed_or_missing_standard_error_is_left_alone(monkeypatch):
    closed = io.StringIO()
    closed.close()
    for stream in closed, None:
        monkeypatch.setattr(sys, "stderr", stream)
        with backend._standard_error_closed():
            pass


def test_python_m_companion_trains_and_measures_as_told(monkeypatch):
    digits = [(np.zeros((n, 28, 28), "uint8"), np.zeros(n, "uint8")) for n in (60, 10)]
    model = mock.Mock(**{"count_params.return_value": 1, "evaluate.return_value": (0, 0.5)})
    build, train = mock.Mock(return_value=model), mock.Mock()
    for name, value in {"load_mnist": lambda: digits, "build_mlp": build, "train": train}.items():
        monkeypatch.setattr(command, name, value)
    monkeypatch.setattr(warnings, "formatwarning", warnings.formatwarning)
    for options, epochs in ([], 10), (["--epochs", "3"], 3):
        monkeypatch.setattr(sys, "argv", ["companion", *options])
        command.main()
        assert train.call_args.kwargs == {"epochs": epochs}
    build.assert_called_with([256, 256], rate=0.45)
    assert len(model.evaluate.call_args.args[0]) == 10


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
