"""The command that stores the notebooks' outputs."""

import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from graders import run_with_kernels

ROOT = Path(__file__).parent.parent


def write_outputs(*arguments, **environment):
    command = [sys.executable, ROOT / "book" / "write_outputs.py", *arguments]
    return run_with_kernels(command, capture_output=True, env={**os.environ, **environment}, cwd=ROOT)


def test_it_refuses_the_sample(tmp_path):
    result = write_outputs("x.ipynb", COMPANION_DATA="", KERAS_HOME=str(tmp_path))
    assert result.returncode == 1 and "made on all of MNIST" in result.stderr


def test_it_refuses_to_store_the_chapter_on_cifar10_without_its_stand_in(all_of_mnist, tmp_path):
    where = os.environ.get("COMPANION_DATA") or (Path.home() / ".keras/datasets")
    if not (Path(where) / "mnist.npz").exists():
        pytest.skip("needs mnist.npz in a folder")
    shutil.copy(Path(where) / "mnist.npz", tmp_path)
    chapter = ROOT / "book" / "12_cifar10.ipynb"
    before = chapter.read_bytes()
    result = write_outputs(
        chapter, COMPANION_DATA=str(tmp_path), COMPANION_OFFLINE="1", KERAS_HOME=str(tmp_path / "none")
    )
    assert result.returncode == 1 and "CIFAR-10 is not at hand" in result.stderr
    assert chapter.read_bytes() == before


def test_it_stores_the_same_bytes_again(all_of_mnist, same_figures, tmp_path):
    copy = tmp_path / "chapter.ipynb"
    shutil.copy(ROOT / "book" / "01_mnist.ipynb", copy)
    folder = os.environ.get("COMPANION_DATA")
    relative = os.path.relpath(folder, ROOT) if folder else ""
    result = write_outputs(copy, COMPANION_DATA=relative)
    assert result.stdout.endswith("unchanged\n"), result.stderr

    notebook = nbformat.read(copy, as_version=4)
    for cell in notebook.cells:
        cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
    nbformat.write(notebook, copy)
    assert write_outputs(copy, COMPANION_DATA=relative).stdout.endswith("written\n")
    assert copy.read_bytes() == (ROOT / "book" / "01_mnist.ipynb").read_bytes()


def write_notebook(path, code):
    cells = [nbformat.v4.new_code_cell(code, id="one")]
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}}), path
    )


TABLE_AND_FIGURE = """
from companion.models import build_mlp
import matplotlib.pyplot as plt
build_mlp([3]).summary(line_length=70)
_ = plt.plot([1])
1
2
"""


def test_settings_of_the_machine_do_not_change_the_bytes(all_of_mnist, tmp_path):
    (tmp_path / "matplotlibrc").write_text("font.size: 30")
    (tmp_path / "profile_default").mkdir()
    (tmp_path / "profile_default/ipython_config.py").write_text(
        "c.InteractiveShell.ast_node_interactivity = 'all'"
    )
    path = tmp_path / "book" / "table.ipynb"
    path.parent.mkdir()
    write_notebook(path, TABLE_AND_FIGURE)
    assert write_outputs(path).stdout.endswith("written\n")
    outputs = nbformat.read(path, as_version=4).cells[0].outputs
    assert [output.output_type for output in outputs[-2:]] == ["execute_result", "display_data"]
    assert "image/png" in outputs[-1].data
    settings = {
        "NO_COLOR": "1",
        "JUPYTER_COLUMNS": "40",
        "MPLBACKEND": "Agg",
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        "IPYTHONDIR": str(tmp_path),
    }
    assert write_outputs(path, **settings).stdout.endswith("unchanged\n")


@pytest.mark.parametrize("name", ["no_such_file.ipynb", "LICENSE", "book"])
def test_what_is_no_notebook_is_one_clear_error(name, all_of_mnist):
    result = write_outputs(name)
    assert result.returncode == 1 and result.stdout == f"{name} "
    assert "failed, and is left as it was" in result.stderr and "Traceback" not in result.stderr


def test_what_was_saved_meanwhile_is_kept(all_of_mnist, tmp_path):
    path = tmp_path / "edited.ipynb"
    write_notebook(path, f"from pathlib import Path\nPath({str(path)!r}).write_text('mine')")
    result = write_outputs(path)
    assert result.returncode == 1 and "changed meanwhile: run this again" in result.stderr
    assert path.read_text() == "mine" and list(tmp_path.iterdir()) == [path]


def test_a_notebook_that_fails_is_left_as_it_was(all_of_mnist, tmp_path):
    path = tmp_path / "broken.ipynb"
    write_notebook(path, "assert False")
    before = path.read_bytes()
    result = write_outputs(path, PYTHONOPTIMIZE="1")
    assert result.returncode == 1 and "left as it was" in result.stderr
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
