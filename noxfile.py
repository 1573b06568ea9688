"""Run every test with other versions of Python and of the packages.

    nox -s colab

installs the versions that Colab has into an environment of their own, runs the tests there and, if all
pass, writes its row of the README's table. `nox -s thorough` runs the tests that are slow by nature,
`nox -s audit` looks for known holes in what is pinned.
"""

import json
import re
from pathlib import Path

import nox

PACKAGES = "tensorflow", "keras", "numpy", "matplotlib"
# Of each row, Python's version and what is not as requirements.in has it.
ROWS = {
    "pinned": ("3.11", {}),
    "oldest": (
        "3.11",
        {
            "tensorflow": "==2.19.0",
            "keras": "==3.10.0",
            "numpy": "==2.0.0",
            "matplotlib": "==3.9.0",
            "tqdm": "==4.66.0",
        },
    ),
    "colab": (  # in August 2026
        "3.13",
        {
            "tensorflow": "==2.20.0",
            "keras": "==3.13.2",
            "numpy": "==2.1.3",
            "matplotlib": "==3.10.0",
            "ipykernel": "==6.17.1",
            "h5py": "==3.16.0",
        },
    ),
    "newest": ("3.12", dict.fromkeys(PACKAGES, "")),
}
nox.options.sessions = ["pinned"]
nox.options.error_on_missing_interpreters = True


def requirements(versions):
    text = Path("requirements.in").read_text(encoding="utf-8")
    for name, version in versions.items():
        text, found = re.subn(rf"^({name}(-cpu)?)==[\w.]+", rf"\1{version}", text, flags=re.M)
        if not found:
            text += f"{name}{version}\n"
    return text


def run_tests(session, versions, *written, options=()):
    """Run the tests with these versions and, if all of them pass, let tools/report.py write that."""
    file = "requirements.txt"
    if versions:
        file = Path(session.create_tmp(), "requirements.txt")
        file.write_text(requirements(versions), encoding="utf-8")
    session.install("-r", str(file))
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("python", "-m", "pip", "check")
    report = Path(session.create_tmp(), "report.xml")
    session.run("python", "-m", "pytest", f"--junitxml={report}", *options, *session.posargs)
    if not session.posargs:
        session.run("python", "tools/report.py", *written, str(report))


for name, (python, versions) in ROWS.items():

    @nox.session(name=name, python=python)
    def run_row(session, name=name, versions=versions):
        run_tests(session, versions, "row", name)


@nox.session(python=ROWS["pinned"][0])
def thorough(session):
    """Run the tests that are slow by nature, and say in book/tested.md when they passed."""
    run_tests(session, {}, "thorough", options=["-m", "thorough"])


@nox.session(python=ROWS["pinned"][0])
def audit(session):
    """Compare what is pinned with the published advisories, as pip-audit finds them on PyPI."""
    session.install("pip-audit==2.10.1")
    file = Path(session.create_tmp(), "audit.json")
    file.unlink(missing_ok=True)  # of an earlier run
    arguments = ["--requirement=requirements.txt", "--require-hashes", "--disable-pip", "--format=json"]
    session.run("pip-audit", *arguments, f"--output={file}", *session.posargs, success_codes=[0, 1])
    packages = json.loads(file.read_text(encoding="utf-8"))["dependencies"]
    unknown = [package["skip_reason"] for package in packages if "skip_reason" in package]
    holes = [f"{package['name']} {hole['id']}" for package in packages for hole in package.get("vulns", [])]
    if unknown:
        session.warn(f"NOT AUDITED: {len(unknown)} of {len(packages)} packages. The first: {unknown[0]}")
    if holes:
        session.error(f"{len(holes)} known holes: {', '.join(holes)}")
    session.log(f"{len(packages) - len(unknown)} of {len(packages)} packages audited, no known hole.")
