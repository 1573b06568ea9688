"""What authors run: each tool does what it says, and a mistake is one clear error."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from xml.sax.saxutils import quoteattr

import count_lines
import draw_cover
import nbformat
import pytest
import report
import set_address
import write_outputs
import yaml
from environment import CHAPTERS
from IPython.core.inputtransformer2 import TransformerManager

import companion

ROOT = Path(__file__).parent.parent
CHAPTER, EXERCISE = "book/02_one_hot.ipynb", "book/exercises/release/02_one_hot/02_one_hot.ipynb"
ADDRESS = "https://github.com/some-body/a.book"


@pytest.fixture
def call(monkeypatch):
    """Run a tool in this process, as from the command line, with all the data at hand."""

    def call(tool, *arguments):
        monkeypatch.setattr(sys, "argv", [tool.__name__, *map(str, arguments)])
        tool.main()

    for tool in report, write_outputs:
        monkeypatch.setattr(tool, "load_mnist", lambda: ((range(60_000), None), None))
        monkeypatch.setattr(tool, "cifar10_source", lambda: "stand-in")
    return call


def run_python(code, folder, **environment):
    command, env = [sys.executable, "-c", code], {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)


def contents(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


HELP = """
import pathlib, runpy, sys
for path in sorted(pathlib.Path("tools").absolute().glob("*.py")):
    sys.modules.pop("environment", None)
    sys.stdout.reconfigure(errors="strict")
    sys.argv = [str(path), "--help"]
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as stop:
        print(path.name, stop.code, "результат.csv")
"""


def test_every_tool_helps_wherever_the_book_lies_and_prints_any_name(tmp_path):
    copy = tmp_path / "deep%20learning"  # argparse could take it for a format
    for name in "companion", "tools":
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = f"{copy / 'tools'}{os.pathsep}{copy}"
    done = run_python(HELP, copy, PYTHONIOENCODING="cp1252", PYTHONPATH=path)
    modules = {"environment.py", "bindings.py", "course.py", "nbval_bindings.py"}
    tools = {path.name for path in copy.glob("tools/*.py")} - modules
    assert set(re.findall(r"^(\w+\.py) 0 \\u0440", done.stdout, re.M)) == tools, done.stdout + done.stderr
    assert done.stdout.count("usage: ") == len(tools)


def test_no_setting_of_the_machine_reaches_a_notebook():
    names = ["NO_COLOR", "JUPYTER_COLUMNS", "MPLBACKEND", "PYTHONOPTIMIZE", "MATPLOTLIBRC", "COMPANION_DATA"]
    code = f"import environment, os; print(*map(os.getenv, {names}), os.listdir(os.getenv('IPYTHONDIR')))"
    done = run_python(code, ROOT / "tools", **dict.fromkeys([*names, "IPYTHONDIR"], "1"))
    assert done.stdout == f"None None None None {os.devnull} {ROOT / 'tools' / '1'} []\n"


@pytest.fixture
def book(tmp_path, monkeypatch):
    """One chapter and one exercise, without an address, and an empty notebook of a reader's."""
    for name in "_config.yml", "CITATION.cff", CHAPTER, EXERCISE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "book/Untitled.ipynb").touch()
    monkeypatch.setattr(set_address, "ROOT", tmp_path)
    for path, text in set_address.texts().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def test_the_address_is_the_same_everywhere():
    for path, text in set_address.texts(*set_address.read_address()).items():
        assert path.read_text(encoding="utf-8") == text, f"{path}: run tools/set_address.py again"


def test_the_address_is_set_everywhere_and_taken_back(book, call, capsys):
    without = contents(book)
    call(set_address, f"{ADDRESS}.git/")
    first = contents(book)
    code = [cell for cell in nbformat.read(book / CHAPTER, 4).cells if cell.cell_type == "code"]
    assert code[0].id == "install" and f"%pip install --quiet git+{ADDRESS}@main\n" in code[0].source
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert yaml.safe_load(first[book / "_config.yml"])["repository"] == {"url": ADDRESS, "branch": "main"}
    assert yaml.safe_load(first[book / "CITATION.cff"])["repository-code"] == ADDRESS
    capsys.readouterr()
    call(set_address)
    call(set_address, ADDRESS)
    assert capsys.readouterr().out == f"{ADDRESS} main\n" and contents(book) == first
    call(set_address, "https://elsewhere.org/book", "--branch", "next/1")
    assert b"git+https://elsewhere.org/book@next/1\\n" in contents(book)[book / CHAPTER]
    assert b"launch_buttons" not in contents(book)[book / "_config.yml"]
    call(set_address, "--unset")
    assert contents(book) == without


BAD = [
    "", "http://github.com/some-body/book", "git@github.com:some-body/book", "https://github.com/some-body",
    "https://GitHub.com/some-body/book", "https://github.com/some-body/book/tree/main", "https://example.org/a\n",
    "https://github.com/some-body/..", "https://me:secret@example.org/book", "https://example.org/{book}",
    'https://example.org/book"; import os',
]  # fmt: skip
BAD_BRANCHES = ["-x", "a b", "", "a..b", "main/", "v1//x", "a.lock", "a\n"]


def test_mistakes_are_one_clear_error_and_change_nothing(book, call, capsys):
    before = contents(book)
    for arguments in *([bad] for bad in BAD), *([ADDRESS, f"--branch={bad}"] for bad in BAD_BRANCHES):
        with pytest.raises(SystemExit, match="2"):
            call(set_address, *arguments)
        assert "error: " in capsys.readouterr().err and contents(book) == before, arguments
    for broken in "", "{", "{}", "[]":
        (book / EXERCISE).write_text(broken)
        before = contents(book)
        with pytest.raises(SystemExit, match=r"02_one_hot\.ipynb cannot be read as a notebook"):
            call(set_address, ADDRESS)
        assert contents(book) == before


def run_first_cell(monkeypatch, *versions):
    """Run the cell where these versions of our package are installed; return what it has pip do."""
    commands, found = [], [SimpleNamespace(version=version) for version in versions]
    shell = SimpleNamespace(run_line_magic=lambda *command: commands.append(command))
    monkeypatch.setattr(metadata, "distributions", lambda name: found * (name == "digit-by-digit-companion"))
    cell = set_address.CELL.format(address=ADDRESS, branch="main", version=companion.__version__)
    exec(TransformerManager().transform_cell(cell), {"get_ipython": lambda: shell})
    return commands


def test_the_first_cell_installs_our_package_where_it_or_its_version_is_missing(monkeypatch):
    pip = [("pip", f"install --quiet git+{ADDRESS}@main")]
    assert run_first_cell(monkeypatch, companion.__version__) == []
    assert run_first_cell(monkeypatch) == run_first_cell(monkeypatch, "0.1.0") == pip


@pytest.mark.parametrize("name", ["companion/__init__.py", "companion.py"])
def test_the_first_cell_names_what_hides_our_package(name, tmp_path, monkeypatch):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('__version__ = "0.1.0"')
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "companion")
    hidden = f"found {re.escape(str(tmp_path / name))}, .* rename it. Then restart"
    with pytest.raises(ImportError, match=hidden):
        run_first_cell(monkeypatch, companion.__version__)


@pytest.mark.thorough
def test_with_an_address_the_pages_have_buttons(book, call):
    for name in "book/_ext", "book/_static":
        shutil.copytree(ROOT / name, book / name)
    toc = {"format": "jb-book", "root": CHAPTER, "chapters": [{"file": EXERCISE}]}
    (book / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    call(set_address, ADDRESS, "--branch=next")
    program = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    subprocess.run([program, "build", book, "-q"], check=True)
    for page in CHAPTER, EXERCISE:
        text = (book / "_build/html" / page).with_suffix(".html").read_text(encoding="utf-8")
        assert re.findall(r'href="([^"]*(?:mybinder|colab)[^"]*)"', text) == [
            f"https://mybinder.org/v2/gh/some-body/a.book/next?urlpath=lab/tree/{page}",
            f"https://colab.research.google.com/github/some-body/a.book/blob/next/{page}",
        ]


def test_outputs_are_written_and_a_notebook_that_fails_is_kept(tmp_path, call, capsys, monkeypatch):
    path = tmp_path / "small.ipynb"

    def write(code):
        cells = [nbformat.v4.new_code_cell(code, id="one")]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
        call(write_outputs, path, path)

    write("print(1)")
    assert capsys.readouterr().out == f"{path} written\n{path} unchanged\n"
    assert nbformat.read(path, 4).metadata.language_info == {"name": "python"}  # without its version
    with pytest.raises(SystemExit, match=r"left as it was:(\n.*)*ZeroDivisionError"):
        write("1 / 0")
    assert '"outputs": []' in path.read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="changed meanwhile"):
        write("open('small.ipynb', 'w').write('mine')")
    assert path.read_text() == "mine"
    monkeypatch.setattr(write_outputs, "cifar10_source", lambda: "published")
    with pytest.raises(SystemExit, match="made on the stand-in"):
        write("load_cifar10()")
    monkeypatch.setattr(write_outputs, "load_mnist", lambda: ((range(4_000), None), None))
    with pytest.raises(SystemExit, match="made on all of MNIST"):
        write("1")


def test_the_page_on_testing_and_the_readme_are_written_from_reports(tmp_path, call, capsys, monkeypatch):
    for name in "README", "RUNS":
        monkeypatch.setattr(report, name, Path(shutil.copy(getattr(report, name), tmp_path)))
    monkeypatch.setattr(report, "TESTED", {book: tmp_path / f"{Path(book).name}.md" for book in report.WORDS})
    cells = [(name, f"Cell {n}") for name in report.CHAPTERS for n in range(len(report.code_cells(name)))]
    cases = [f'<testcase classname="book.{name}.ipynb" name="{cell}" time="1.5"/>' for name, cell in cells]
    suite = 'tests="1500" failures="0" errors="0" skipped="0" time="90" timestamp="2026-11-30T10:00:00"'
    lies = [["prose", "a lie", False, []], ["prose", "b", True, []], ["prose", "c", True, ["full-mnist"]]]
    lies = f'<properties><property name="lies" value={quoteattr(json.dumps(lies))}/></properties>'
    first = f"book.{CHAPTERS[0].stem}.ipynb"
    cases.append(f'<testcase classname="{first}" name="Lies" time="0">{lies}</testcase>')
    full = f"<testsuites><testsuite {suite}>{''.join(cases)}</testsuite></testsuites>"
    before, xml = contents(tmp_path), tmp_path / "report.xml"
    readme = report.README.read_text("utf-8")
    for name, bad in (
        ("failures", "1"),
        ("errors", "1"),
        ("skipped", "1"),
        ("tests", "0"),
        ("name", "Cell 99"),
    ):
        xml.write_text(re.sub(rf'\b{name}="[^"]+"', f'{name}="{bad}"', full, count=1))
        with pytest.raises(SystemExit):
            call(report, "tested", xml)
        assert {**contents(tmp_path), xml: None} == {**before, xml: None}
    xml.write_text(full)
    call(report, "lies", xml)
    row = "| chapters | prose | 3 | 66.7% | 33.3% |"
    printed = capsys.readouterr().out
    assert row in printed and f"{first}, prose: a lie" in printed
    call(report, "tested", xml)
    call(report, "thorough", xml)
    xml.write_text(full.replace("30T", "31T"))
    call(report, "tested", xml)  # which keeps the line on the thorough tier
    call(report, "row", "oldest", xml)
    page, spanish = (path.read_text("utf-8") for path in report.TESTED.values())
    assert "on 2026-11-31, with Python" in page and "1,500 passed on 2026-11-30, in 2 minutes." in page
    assert row in page and "| capítulos | texto | 3 | 66.7 % | 33.3 % |" in spanish
    assert "1\u202f500 pasaron el 2026-11-30, en 2 minutos." in spanish
    row = f"| oldest | {' | '.join(report.versions())} | 1,500 | 0 | 2 | 2026-11-31 |"
    assert report.README.read_text("utf-8") == re.sub(r"\| oldest \|.*", row, readme)
    with pytest.raises(SystemExit, match="no row other"):
        call(report, "row", "other", xml)


def test_the_page_on_testing_tells_of_these_versions():
    """CONTRIBUTING says how to write it again; tests/test_pages.py compares it with `runs.json`."""
    pins = dict(re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.M))
    _, *versions = json.loads(report.RUNS.read_text("utf-8"))["tested"]["versions"]
    assert versions == [pins[name] for name in report.PACKAGES]


def test_lines_of_code_and_arrows_are_counted():
    text = '"""Doc."""\n\n# Not this.\ndef f(x):\n    """Doc,\n    more."""\n    return """a\n\nb"""\n'
    assert count_lines.code_lines(text) == 4
    text = "import companion.plots\ndef f():\n    from .models import a\n    from companion import training\n"
    assert count_lines.arrows(text) == {"plots", "models", "training"}


@pytest.mark.thorough
def test_the_cover_is_drawn(tmp_path, call, monkeypatch):
    monkeypatch.setattr(draw_cover, "COVER", tmp_path / "cover.svg")
    call(draw_cover)
    assert [len(file) > 10_000 for file in contents(tmp_path).values()] == [True, True]
