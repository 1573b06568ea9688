"""Render the Spanish book beside the English one, into `_build/html/es`.

    python tools/spanish.py

The pages of `book/es` are laid out as a book of their own, in the place of those of `book`, under the same
names. Afterwards `jupyter-book build .` links each page of one language with that of the other.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

import environment
import yaml

ROOT = environment.BOOK.parent
FOLDER = ROOT / "_build" / "es"
CAPTIONS = {
    "Data": "Datos",
    "A network": "Una red",
    "Learning": "Aprender",
    "Restraint": "Contener",
    "Going further": "Más allá",
    "Exercises": "Ejercicios",
    "For instructors": "Para docentes",
    "Reference": "Consulta",
}
FOOTER = "Texto CC BY 4.0, código MIT. Las pruebas del libro comprueban sus números."


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def lay_out(folder=FOLDER):
    """Write the sources of the Spanish book into a folder, which keeps what was built there; return it."""
    shutil.rmtree(folder / "book", ignore_errors=True)
    released = shutil.ignore_patterns("source", "questions", "exam", "*.yml")
    shutil.copytree(environment.BOOK / "es", folder / "book", ignore=released)
    for name in "_ext", "_static", "_templates":
        shutil.copytree(environment.BOOK / name, folder / "book" / name)
    config, contents = read(ROOT / "_config.yml"), read(ROOT / "_toc.yml")
    config |= {"title": "Dígito a dígito", "author": "Los autores de Dígito a dígito"}
    config["html"] |= {"extra_footer": FOOTER}
    config["html"]["baseurl"] += "es/" if config["html"]["baseurl"] else ""
    config["sphinx"]["config"]["language"] = "es"
    for part in contents["parts"]:
        part["caption"] = CAPTIONS[part["caption"]]
    for name, content in ("_config.yml", config), ("_toc.yml", contents):
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def render(html=ROOT / "_build" / "html", folder=FOLDER):
    """Render the Spanish book into the folder `es` of the English one; return its front page."""
    lay_out(folder)
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    if subprocess.run([jupyter_book, "build", folder, "-W", "-q"]).returncode:
        sys.exit("The Spanish book could not be rendered.")
    shutil.copytree(folder / "_build" / "html", html / "es", dirs_exist_ok=True)
    for page in (html / "es").rglob("*.html"):  # Colab and Binder open notebooks where they are
        text = page.read_text(encoding="utf-8")
        mended = re.sub(r"((?:colab|mybinder)[^\"]*?)book/", r"\1book/es/", text)
        page.write_text(mended, encoding="utf-8")
    return html / "es" / "index.html"


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    print(render())


if __name__ == "__main__":
    main()
