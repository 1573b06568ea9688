"""The rendered book: complete, and readable with no network."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent


class Page(HTMLParser):
    """Collects what a page loads, its images and its ids."""

    def __init__(self, path):
        super().__init__()
        self.loads, self.links, self.images, self.ids = [], [], [], set()
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag == "link" and attributes.get("rel") in ("stylesheet", "preload", "icon"):
            self.loads.append(attributes["href"])
        elif tag in ("script", "img", "iframe", "source") and "src" in attributes:
            self.loads.append(attributes["src"])
        if tag == "img":
            self.images.append(attributes)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The book, rendered with warnings as errors."""
    target = tmp_path_factory.mktemp("site")
    jupyter_book = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    build = [jupyter_book, "build", ROOT, "--path-output", target, "-W", "-q"]
    result = subprocess.run(build, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return target / "_build" / "html"


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path) for path in (site / "book").rglob("*.html")}


def test_every_page_of_the_toc_is_there(site):
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    for file in files:
        assert (site / f"{file}.html").exists()


def test_pages_load_nothing_from_outside(pages, site):
    for path, page in pages.items():
        for address in page.loads:
            assert not re.match(r"(https?:)?//", address), f"{path.name} loads {address}"
            assert (path.parent / address.split("?")[0]).exists(), f"{path.name} misses {address}"
        assert "cdn.jsdelivr.net/npm/mathjax" not in page.text


def test_formulas_have_their_mathjax(pages):
    for path, page in pages.items():
        if 'class="math' in page.text:
            assert any(address.split("?")[0].endswith("_static/tex-svg.js") for address in page.loads), path


def test_tables_are_rendered(pages):
    for path, page in pages.items():
        assert not re.search(r"^<p>\|", page.text, re.M), f"{path.name} shows a table as raw text"
    assert sum(page.text.count("<table") for page in pages.values()) > 10


def test_every_image_has_a_description(pages):
    described = [image for page in pages.values() for image in page.images]
    assert len(described) > 30
    for image in described:
        assert image.get("alt") and not re.search(r"\.(svg|png)$", image["alt"]), image


def test_internal_links_lead_somewhere(pages, site):
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), f"{path.name} links to {link}"
            if anchor and target in pages:
                assert anchor in pages[target].ids, f"{path.name} links to {link}"


def test_notebooks_have_their_buttons_and_no_button_is_dead(pages, site):
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    repository = config.get("repository", {}).get("url", "").removeprefix("https://github.com/")
    for path, page in pages.items():
        name = path.relative_to(site).with_suffix(".ipynb").as_posix()
        is_notebook = (ROOT / name).exists()
        assert any(link.endswith(f"_sources/{name}") for link in page.links) == is_notebook, name
        launches = [link for link in page.links if re.match("https://(mybinder|colab)", link)]
        assert len(launches) == (2 if repository and is_notebook else 0), name
        for link in launches:
            assert f"/{repository}/" in link and link.endswith(f"/{name}")
