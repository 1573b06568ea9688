"""Write a copy of the repository for students: without solutions, hidden checks, exams and their tests.

    python tools/publish.py FOLDER

An empty folder, or one with an earlier copy: what git keeps there (`.git`) stays, all else becomes as it is
here. Commit it there, in a repository of its own, so that no history holds what students must not see. Files
that git does not track are left out.
"""

import argparse
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import environment  # noqa: F401

ROOT = Path(__file__).parent.parent
SECRET = [
    *(f"book/exercises/{name}" for name in ("source/*", "hidden/*", "exam/*", "graders.md", "seeds.md")),
    *(f"book/es/exercises/{name}/*" for name in ("source", "exam")),
    *(f"tools/{name}.py" for name in ("grade", "mutants", "seeds", "quiz", "publish")),
    *(f"tests/{name}" for name in ("answers/*", "test_graders.py", "test_nbgrader.py")),
    *(f"tests/{name}.py" for name in ("test_quiz", "test_publish")),
]


def is_secret(name):
    """Whether a file, named from the root, is left out."""
    return any(fnmatch(name, pattern) for pattern in SECRET)


def public_files(root=ROOT):
    """Return the names of the files that a copy holds, in order."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and not is_secret(name) and (root / name).is_file()]


def publish(folder, root=ROOT):
    """Make a folder a copy, and return the names of its files.

    Raises:
        FileExistsError: if it holds something else than a copy.
    """
    kept = [path for path in folder.glob("*")] if folder.exists() else []
    if kept and not (folder / "_toc.yml").exists():
        raise FileExistsError(f"{folder} holds something else. Name an empty folder, or one with a copy.")
    for path in kept:
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    names = public_files(root)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, folder / name)
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(f"{folder}: {len(publish(folder))} files")


if __name__ == "__main__":
    main()
