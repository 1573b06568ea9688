"""The rendered book: complete, readable with no network, by everybody, and found."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LARGEST = {"all": 3500, "own": 450}  # KB that a page loads: in all, and without what all pages share

# axe is slow: of code, one span of each kind is enough, and formulas are drawn, not written.
SLIM = """() => {
  const seen = new Set();
  for (const span of document.querySelectorAll("pre span")) {
    const kind = span.className + span.closest("[class*=highlight-]")?.className;
    seen.has(kind) ? span.replaceWith(...span.childNodes) : seen.add(kind);
  }
  document.querySelectorAll("mjx-container svg").forEach((svg) => svg.replaceChildren());
}"""

# FontAwesome draws its icons when it is ready: wait up to ten seconds.
UNDRAWN_ICONS = """async () => {
  const left = () => [...document.querySelectorAll("i[class*=fa-]")].map((icon) => icon.className);
  for (let tries = 0; tries < 100 && left().length; tries++) await new Promise((go) => setTimeout(go, 100));
  return left();
}"""

# What is cut off at the right. On a screen a part of a page may scroll.
CUT_OFF = """(isScreen) => {
  const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX);
  const canScroll = (e) => e && (scrolls(e) || canScroll(e.parentElement));
  return [...document.querySelectorAll(".bd-article *:not(mjx-container *)")]
    .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .filter((e) => !(isScreen && canScroll(e.parentElement)))
    .map((e) => e.outerHTML.slice(0, 200));
}"""


class Page(HTMLParser):
    """Collects what a page loads, links to, shows and says of itself."""

    def __init__(self, path):
        super().__init__()
        self.loads, self.links, self.images, self.ids, self.meta = [], [], [], set(), {}
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
        elif tag == "meta":
            self.meta[attributes.get("name", attributes.get("property"))] = attributes.get("content")


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


def test_pages_say_what_they_are_about(pages, site):
    """Search engines and previews of links show title, description and picture."""
    titles = {re.search("<title>(.+?)</title>", page.text)[1] for page in pages.values()}
    assert len(titles) == len(pages)
    for path, page in pages.items():
        assert '<html lang="en"' in page.text, path.name
        assert page.meta["og:title"] in page.text.split("</title>")[0], path.name
        for name in "description", "og:description":
            assert 40 <= len(page.meta[name]) <= 200, f"{path.name}: {page.meta[name]}"
        picture = page.meta["og:image"]
        assert picture.startswith("https://") or (path.parent / picture).exists(), picture
        assert (site / "_static" / "cover.png").exists()


@pytest.fixture
def tab(browser):
    """An empty tab."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def visits(browser, site):
    """What a reader's browser meets on every page: each is opened once and looked at in several ways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(120_000)

    def violations(tab, rules):
        found = axe.run(tab, options={"runOnly": rules, "preload": False, "resultTypes": ["violations"]})
        return [
            f"{violation['id']}: {node['html']} {node['failureSummary']}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]

    def visit(path):
        tab, errors, requests = context.new_page(), [], []
        tab.on("console", lambda said: said.type in ("error", "warning") and errors.append(said.text))
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(path.as_uri())
        tab.evaluate("window.MathJax && MathJax.startup.promise")
        seen = SimpleNamespace(errors=errors, requests=requests)
        seen.raw_math = tab.evaluate(
            "[...document.querySelectorAll('.math')].filter(math => !math.querySelector('mjx-container')"
            " || math.querySelector('[data-mml-node=merror]')).map(math => math.textContent)"
        )
        seen.icons = tab.evaluate(UNDRAWN_ICONS)
        tab.emulate_media(media="print")
        tab.set_viewport_size({"width": 718, "height": 900})  # A4 without margins
        seen.cut_off_paper = tab.evaluate(CUT_OFF, False)
        seen.hidden_on_paper = tab.evaluate(
            "[...document.querySelectorAll('details > :not(summary)')]"
            ".filter(e => !e.checkVisibility({contentVisibilityAuto: true})).map(e => e.textContent)"
        )
        tab.emulate_media(media="screen")
        tab.set_viewport_size({"width": 320, "height": 900})
        seen.cut_off_phone = tab.evaluate(CUT_OFF, True)
        seen.width = tab.evaluate("document.documentElement.scrollWidth")
        tab.wait_for_timeout(500)  # until the theme has seen what scrolls
        seen.axe = {"phone": violations(tab, ["scrollable-region-focusable"])}
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.evaluate(SLIM)
        for theme in "light", "dark":
            tab.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            seen.axe[theme] = violations(tab, WCAG)
        tab.close()
        return seen

    pages = [site / "genindex.html", site / "search.html", *sorted((site / "book").rglob("*.html"))]
    yield {path.relative_to(site).as_posix(): visit(path) for path in pages}
    context.close()


def collect(visits, what):
    return {name: found for name, visit in visits.items() if (found := what(visit))}


def test_browser_has_no_errors_and_loads_nothing_from_outside(visits):
    assert collect(visits, lambda visit: visit.errors) == {}
    inside = re.compile("file:|data:")
    assert collect(visits, lambda visit: [url for url in visit.requests if not inside.match(url)]) == {}


def test_browser_renders_every_formula_and_icon(visits):
    assert collect(visits, lambda visit: visit.raw_math) == {}
    assert collect(visits, lambda visit: visit.icons) == {}  # drawn ones are no longer <i>


@pytest.mark.parametrize("how", ["light", "dark", "phone"])
def test_accessibility(visits, how):
    """No violation of WCAG 2.2 AA that axe can find."""
    assert collect(visits, lambda visit: visit.axe[how]) == {}


def test_nothing_is_lost_on_a_phone_or_on_paper(visits):
    assert collect(visits, lambda visit: visit.width > 320) == {}
    assert collect(visits, lambda visit: visit.cut_off_phone) == {}
    assert collect(visits, lambda visit: visit.cut_off_paper) == {}
    assert collect(visits, lambda visit: visit.hidden_on_paper) == {}


def test_no_page_is_heavy(visits):
    weights = {}
    for name, visit in visits.items():
        files = [Path(url2pathname(urlparse(url).path)) for url in {u.split("?")[0] for u in visit.requests}]
        sizes = {file: file.stat().st_size / 1000 for file in files if file.exists()}
        own = sum(size for file, size in sizes.items() if "_static" not in file.parts)
        weights[name] = {"all": round(sum(sizes.values())), "own": round(own)}
    lines = [f"{weight['all']:6} KB, own {weight['own']:4} KB  {name}" for name, weight in weights.items()]
    table = "\n".join(lines)
    print(table)
    stated = (ROOT / "book" / "tested.md").read_text(encoding="utf-8")
    for kind, largest in LARGEST.items():
        assert f"at most {largest:,} KB" in stated
        assert max(weight[kind] for weight in weights.values()) <= largest, table


def test_paper_is_white(tab, site):
    tab.goto((site / "book" / "02_one_hot.html").as_uri())
    themes = []
    tab.expose_function("note", lambda theme: themes.append(theme))
    tab.evaluate(
        """() => {
          document.documentElement.dataset.theme = "dark";
          addEventListener("beforeprint", () => note(document.documentElement.dataset.theme));
        }"""
    )
    tab.pdf()
    assert [*themes, tab.evaluate("document.documentElement.dataset.theme")] == ["light", "dark"]


def test_keyboard_reaches_everything_and_shows_where_it_is(tab, site):
    tab.goto((site / "book" / "02_one_hot.html").as_uri())
    reached = []
    while not reached or reached[-1]["tag"] != "BODY":
        tab.keyboard.press("Tab")
        reached.append(
            tab.evaluate(
                """() => {
                  const e = document.activeElement, style = getComputedStyle(e);
                  const {width, height} = e.getBoundingClientRect();
                  return {
                    tag: e.tagName,
                    what: e.getAttribute("aria-label") || e.title || e.textContent.trim() || e.id,
                    isSeen: width * height > 0 && e.checkVisibility({visibilityProperty: true})
                      && (style.outlineStyle != "none" || style.boxShadow != "none"),
                  };
                }"""
            )
        )
        assert len(reached) < 300
    unseen = [element for element in reached[:-1] if not element["isSeen"]]
    assert unseen == []
    what = [element["what"] for element in reached]
    assert what[0] == "Skip to main content"
    missing = [
        name
        for name in ("Search", "Color mode", "Loading MNIST", "Activations", "Terms and symbols")
        if not any(name.lower() in text.lower() for text in what)
    ]
    assert missing == [], what

    tab.reload()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#main-content")


def test_search_finds_every_term_of_the_glossary(tab, site):
    glossary = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| \*\*(.+?)\*\*", glossary, re.M)
    assert len(terms) > 40
    tab.goto((site / "search.html").as_uri() + "?q=network")
    for term in terms:
        tab.evaluate("term => Search.performSearch(term)", term)
        tab.wait_for_selector("#search-results a[href*='glossary.html']", timeout=20_000)
