"""The rendered book: complete, readable with no network, by everybody, and found."""

import gzip
import re
import runpy
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import bindings
import bs4
import nbformat
import numpy as np
import pytest
import spanish
import yaml
from docutils import nodes
from docutils.core import publish_doctree
from environment import BOOK, CHAPTERS
from sphinx.errors import SphinxError

ROOT = Path(__file__).parent.parent
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LARGEST = {"in all": 1200, "compressed": 350}  # KB that a page loads


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Both books, rendered with warnings as errors: a page that the contents miss is one."""
    target = tmp_path_factory.mktemp("site")
    spanish.render(target / "_build" / "html", target / "es")
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    build = [jupyter_book, "build", ROOT, "--path-output", target, "-W", "-q"]
    result = subprocess.run(build, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return target / "_build" / "html"


@pytest.fixture(scope="module")
def pages(site):
    paths = [*(site / "book").rglob("*.html"), *(site / "es" / "book").rglob("*.html")]
    return {path: bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in paths}


def some(every):
    """Look at one in so many, and in the thorough tier at all."""
    return pytest.mark.parametrize("every", [every, pytest.param(1, marks=pytest.mark.thorough)])


def is_spanish(path, site):
    return path.is_relative_to(site / "es")


def links(page):
    return [link["href"] for link in page.select("a[href]")]


def test_chapters_are_numbered_and_linked_with_their_exercises(pages, site):
    for number, path in enumerate(CHAPTERS, 1):
        of = f"exercises/release/{path.stem}/{path.stem}.html"
        chapter, tasks = pages[site / "book" / f"{path.stem}.html"], pages[site / "book" / of]
        assert chapter.select_one("h1 .section-number").text == f"{number}. " and not tasks.select("h1 span")
        assert links(chapter.select_one("#exercises .partner")) == [of]
        assert links(tasks.select_one(".partner")) == [f"../../../{path.stem}.html"]


def test_every_link_leads_somewhere(pages):
    ids = {path: {element["id"] for element in page.select("[id]")} for path, page in pages.items()}
    for path, page in pages.items():
        for link in links(page):
            if not re.match(r"[a-z]+:", link):
                file, _, anchor = link.partition("#")
                target = (path.parent / file).resolve() if file else path
                assert target.exists(), f"{path.name} links to {link}"
                assert not anchor or anchor in ids.get(target, [anchor]), f"{path.name} links to {link}"


def test_each_page_leads_to_itself_in_the_other_language(pages, site):
    for path, page in pages.items():
        here, there = (site / "es", site) if is_spanish(path, site) else (site, site / "es")
        (link,) = page.select("a.language")
        assert (path.parent / link["href"]).resolve() == there / path.relative_to(here), path.name


def test_tables_are_rendered(pages):
    assert sum(len(page.select("table")) for page in pages.values()) > 10
    for path, page in pages.items():
        assert not [text for text in page.select("p") if text.text.startswith("|")], path.name


def test_every_image_has_a_description(pages):
    images = [image for page in pages.values() for image in page.select("img")]
    assert len(images) > 30
    for image in images:
        assert image.get("alt") and not re.search(r"\.(svg|png)$", image["alt"]), image


def test_notebooks_have_their_buttons_and_no_button_is_dead(pages, site):
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    repository = config.get("repository", {}).get("url", "").removeprefix("https://github.com/")
    for path, page in pages.items():
        folder = site / "es" if is_spanish(path, site) else site
        name = path.relative_to(folder).with_suffix(".ipynb").as_posix()
        is_notebook = (ROOT / name).exists()
        assert any(link.endswith(f"_sources/{name}") for link in links(page)) == is_notebook, name
        launches = [link for link in links(page) if re.match("https://(mybinder|colab)", link)]
        assert len(launches) == (2 if repository and is_notebook else 0), name
        assert all(f"/{repository}/" in link and link.endswith(f"/{name}") for link in launches), launches


def test_pages_say_what_they_are_about(pages, site):
    """Search engines and previews of links show title, description and picture."""
    assert len({page.title.text for page in pages.values()}) == len(pages)
    for path, page in pages.items():
        said = {meta.get("name") or meta.get("property"): meta.get("content") for meta in page.select("meta")}
        assert page.html["lang"] == ("es" if is_spanish(path, site) else "en"), path.name
        assert said["og:title"] in page.title.text, path.name
        for name in "description", "og:description":
            assert 40 <= len(said[name]) <= 200, f"{path.name}: {said[name]}"
            assert "<!--" not in said[name], path.name
        picture = said["og:image"]
        assert picture.startswith("https://") or (path.parent / picture).exists(), picture


def test_a_description_tells_no_folded_answer_and_no_html():
    raw = ".. raw:: html\n\n   {}\n\n".format
    fold = raw("<details><summary>Answer: 4</summary>") + "So *many*.\n\n" + raw("</details>")
    words = "How many labels has *MNIST* |x|, and how many pixels has a picture? "
    doctree = publish_doctree(f"{words}\n\n{fold}Next.\n\n.. |x| raw:: html\n\n   <!--= 10 -->\n")
    describe = runpy.run_path(ROOT / "book" / "_ext" / "share.py")["describe"]
    assert describe(doctree) == "How many labels has MNIST , and how many pixels has a picture?"


KINDS = {"=": "exact", "!": "asserted", "given": "given", "cited:": "cited"}


def prose(cell):
    caption = cell.metadata.get("mystnb", {}).get("figure", {}).get("caption", "")
    return cell.source if cell.cell_type == "markdown" else caption


@pytest.mark.parametrize("folder", ["", "es"])
def test_every_binding_is_something_to_ask(pages, site, folder):
    for path in [BOOK / folder / path.name for path in CHAPTERS]:
        cells = nbformat.read(path, as_version=4).cells
        found = [one for cell in cells for one in bindings.comments(prose(cell))]
        wanted = [(KINDS[one.kind], " ".join(one.expression.split())) for one in found]
        spans = pages[site / folder / "book" / f"{path.stem}.html"].select("article .bound")
        assert [(span["data-kind"], span["data-expression"]) for span in spans] == wanted, path.stem
        assert [span for span in spans if not span.text and span["data-kind"] != "asserted"] == [], path.stem


def test_no_comment_is_left(pages, site):
    for path in [*site.rglob("*.html"), site / "searchindex.js"]:
        found = re.search(r"(<|&lt;)!--(=|!|given|cited:).{40}", path.read_text(encoding="utf-8"))
        assert found is None, f"{path.name}: {found[0]}"
    for path, page in pages.items():
        assert not page.article.find_all(string=lambda text: isinstance(text, bs4.Comment)), path.name


# A page is ready when its font of icons is loaded and the keyboard reaches the code that scrolls.
READY = """() => document.fonts.ready.then(async () => {
  const scrolls = (e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight;
  const isLate = (e) => scrolls(e) && e.tabIndex < 0;
  for (let tries = 0; tries < 100; tries++) {
    if (![...document.querySelectorAll("pre")].some(isLate)) break;
    if (tries % 10 == 9) dispatchEvent(new Event("resize"));  // the theme looks again 300 ms later
    await new Promise((go) => setTimeout(go, 100));
  }
})"""

# Icons, formulas and things to touch.
UNDRAWN = """() => [...document.querySelectorAll("[class*=fa-], .missing, .math, .widget")].filter((e) => {
  const icon = getComputedStyle(e, "::before").content.slice(1, -1);
  const ok = /[\\ue000-\\uf8ff]/.test(icon) && document.fonts.check('900 1em "Font Awesome 6 Free"', icon);
  return !ok && ![...e.querySelectorAll("use, [role=img]")].some((i) => i.getBoundingClientRect().width);
}).map((e) => e.outerHTML)"""

# What is cut off at the right, or folded on paper. On a screen a part may scroll, but not the whole page.
LOST = """(isScreen) => {
  const root = document.documentElement;
  const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX);
  const canScroll = (e) => isScreen && e && (scrolls(e) || canScroll(e.parentElement));
  const isCut = (e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !canScroll(e.parentElement);
  const isFolded = (e) => !isScreen && !e.checkVisibility({ contentVisibilityAuto: true });
  const cut = [...document.querySelectorAll(".bd-article *:not(.math > :not(svg), .math *)")].filter(isCut);
  const folded = [...document.querySelectorAll("details > :not(summary)")].filter(isFolded);
  const wide = isScreen && root.scrollWidth > innerWidth ? [root] : [];
  return [...cut, ...folded, ...wide].map((e) => e.outerHTML.slice(0, 200));
}"""

# axe is slow: formulas are drawn, not written, and of code one span of each kind is enough.
SLIM = """() => {
  document.querySelectorAll(".math > svg").forEach((svg) => svg.replaceChildren());
  const seen = new Set();
  for (const span of document.querySelectorAll("pre span")) {
    const kind = span.className + span.closest("[class*=highlight-]")?.className;
    seen.has(kind) ? span.replaceWith(...span.childNodes) : seen.add(kind);
  }
}"""

# Contrast takes most of its time: of texts with the same colours and size it looks at one.
ONE_OF_A_KIND = """(theme) => {
  document.documentElement.dataset.theme = theme;
  document.querySelectorAll("details").forEach((fold) => (fold.open = true));
  document.getAnimations().forEach((animation) => animation.finish());
  const grounds = new Map(), seen = new Set();
  for (const e of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(e);
    const own = [style.backgroundColor, style.backgroundImage, style.opacity].join();
    const under = grounds.get(e.parentElement) ?? "";
    grounds.set(e, own === "rgba(0, 0, 0, 0),none,1" ? under : under + own);
    const kind = [grounds.get(e), style.color, style.fontSize, style.fontWeight].join();
    const hasText = [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isNew = hasText && !seen.has(kind) && e.checkVisibility({ visibilityProperty: true });
    e.toggleAttribute("data-contrast", isNew);
    if (isNew) seen.add(kind);
  }
}"""

# axe does not look at drawings: their lines have a contrast of 3 to 1.
VIOLATIONS = """async (runOnly) => {
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-contrast]" }] });
  const { violations } = await axe.run({ runOnly, preload: false, resultTypes: ["violations"] });
  const { Color, getContrast } = axe.commons.color;
  const colour = (e, name) => new Color().parseString(getComputedStyle(e)[name]);
  const isFaint = (line) => getContrast(colour(line, "stroke"), colour(document.body, "backgroundColor")) < 3;
  const lines = [...document.querySelectorAll(".widget svg :is(.blue, .orange, .plain):not(.dot)")];
  return violations
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
    .concat(lines.filter(isFaint).map((line) => `faint: ${line.outerHTML}`));
}"""


def violations(tab, rules):
    found = tab.evaluate(VIOLATIONS, rules)
    if any(one.startswith("scrollable-region-focusable") for one in found):
        tab.wait_for_timeout(1000)  # the theme lets the keyboard reach what scrolls 300 ms after a resize
        found = tab.evaluate(VIOLATIONS, rules)
    return found


# What a page is made of: axe looks at pages with something that no page before them has.
PARTS = """() =>
  [...document.querySelectorAll("body *")].flatMap((e) => [...e.classList, e.dataset.widget])"""


@pytest.fixture(scope="module", params=["new", pytest.param("all", marks=pytest.mark.thorough)])
def visits(browser, site, request):
    """What a reader's browser meets: each page is opened once and looked at on a phone, on paper, on a desk.

    All in one tab, which keeps the scripts that the pages share. In the thorough tier, axe looks at all.
    """
    axe = pytest.importorskip("axe_playwright_python.base", reason="needs axe-playwright-python")
    visits, known = {}, set()
    with browser.new_context(reduced_motion="reduce") as context:
        context.set_default_timeout(120_000)
        tab = context.new_page()
        tab.on("console", lambda said: said.type in ("error", "warning") and seen["errors"].append(said.text))
        tab.on("pageerror", lambda error: seen["errors"].append(str(error)))
        tab.on("request", lambda request: seen["requests"].append(request.url))
        translated = [
            site / "es" / name for name in ("search.html", "book/index.html", "book/04_activations.html")
        ]
        if request.param == "all":
            translated += sorted((site / "es" / "book").rglob("*.html"))
        paths = [site / "genindex.html", site / "search.html", *sorted((site / "book").rglob("*.html"))]
        for path in paths + translated:
            seen = visits[path.relative_to(site).as_posix()] = {"errors": [], "requests": []}
            tab.set_viewport_size({"width": 320, "height": 900})
            tab.goto(path.as_uri())
            tab.evaluate(READY)
            seen["undrawn"] = tab.evaluate(UNDRAWN)
            seen["lost on a phone"] = tab.evaluate(LOST, True)
            parts = set(tab.evaluate(PARTS))
            for_axe = request.param == "all" or not parts <= known
            known |= parts
            if for_axe:
                tab.evaluate(axe.AXE_SCRIPT)
                tab.evaluate(SLIM)
                seen["phone"] = violations(tab, ["scrollable-region-focusable", "target-size"])
            tab.emulate_media(media="print")
            tab.set_viewport_size({"width": 718, "height": 900})  # A4 without margins
            seen["lost on paper"] = tab.evaluate(LOST, False)
            tab.emulate_media(media="screen")
            if for_axe:
                tab.set_viewport_size({"width": 1280, "height": 900})
                tab.evaluate(READY)
                for theme, rules in {"light": WCAG, "dark": ["color-contrast"]}.items():
                    tab.evaluate(ONE_OF_A_KIND, theme)
                    seen[theme] = violations(tab, rules)
            seen["from outside"] = [url for url in seen["requests"] if not re.match("file:|data:", url)]
    return visits


WHAT = ["errors", "from outside", "undrawn", "lost on a phone", "lost on paper", "light", "dark", "phone"]


@pytest.mark.parametrize("what", WHAT)
def test_no_page_has(visits, what):
    """Light, dark, phone: violations of WCAG 2.2 AA that axe finds there."""
    assert {name: seen[what] for name, seen in visits.items() if seen.get(what)} == {}


def test_no_page_is_heavy(visits):
    stated = (ROOT / "book" / "tested.md").read_text(encoding="utf-8")
    assert all(f"at most {largest:,} KB" in stated for largest in LARGEST.values())
    weigh = cache(lambda file: np.array([file.stat().st_size, len(gzip.compress(file.read_bytes()))]) / 1000)
    for name, seen in visits.items():
        files = {
            Path(url2pathname(urlparse(url).path)) for url in seen["requests"] if url.startswith("file:")
        }
        sizes = sum(map(weigh, files))
        assert all(sizes <= list(LARGEST.values())), f"{name}: {sizes} KB"


@pytest.fixture
def tab(browser):
    """An empty tab."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def test_paper_is_white(tab, site):
    tab.goto((site / "book" / "02_one_hot.html").as_uri())
    tab.evaluate("""() => {
      const root = document.documentElement.dataset;
      root.theme = "dark";
      addEventListener("beforeprint", () => (root.printed = root.theme));
    }""")
    tab.pdf()
    root = tab.evaluate("({ ...document.documentElement.dataset })")
    assert (root["printed"], root["theme"]) == ("light", "dark")


FOCUS = """() => {
  const e = document.activeElement, { outlineStyle, boxShadow } = getComputedStyle(e);
  const { width, height } = e.getBoundingClientRect();
  const isShown = width * height > 0 && e.checkVisibility({ visibilityProperty: true });
  const name = e.getAttribute("aria-label") || e.title || e.textContent.trim() || e.id;
  return [e === document.body ? null : name, isShown && (outlineStyle != "none" || boxShadow != "none")];
}"""


def test_keyboard_reaches_everything_and_shows_where_it_is(tab, site):
    tab.goto((site / "book" / "02_one_hot.html").as_uri())
    reached = []
    while len(reached) < 300:
        tab.keyboard.press("Tab")
        name, is_seen = tab.evaluate(FOCUS)
        if name is None:  # after the last one
            break
        assert is_seen, name
        reached.append(name)
    assert reached[0] == "Skip to main content" and name is None
    for name in "search", "color mode", "loading mnist", "activations", "terms and symbols":
        assert name in "\n".join(reached).lower()

    tab.reload()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#main-content")


FOUND = {"784": "01_mnist", "669,706": "05_first_network", "98.5": "16_replication", "one-hot": "02_one_hot"}


@some(5)
def test_search_finds_every_term_of_the_glossary(tab, site, every):
    glossary = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| \*\*(.+?)\*\*", glossary, re.M)
    assert len(terms) > 40
    tab.goto((site / "search.html").as_uri() + "?q=network")
    for term, page in (dict.fromkeys(terms[::every], "glossary.html") | FOUND).items():
        tab.evaluate("term => Search.performSearch(term)", term)
        tab.wait_for_selector(f"#search-results a[href*='{page}']", timeout=20_000)
    tab.goto((site / "search.html").as_uri() + "?q=one-hot")
    assert tab.locator("#search-results a").first.inner_text() == "2. One-hot encoding"  # titles come first


def test_the_search_speaks_spanish(tab, site):
    tab.goto(f"{(site / 'es' / 'search.html').as_uri()}?q=sobreajuste")
    tab.locator("#search-results a").first.wait_for()
    found = tab.locator("#search-results a").all_inner_texts()
    assert "10. ¿Sirve de algo?" in found and len(found) < 16


def test_the_other_language_shows_the_same_section(tab, site):
    is_there = "(id) => Math.abs(document.getElementById(id).getBoundingClientRect().top - 100) < 100"
    tab.goto(f"{(site / 'book' / '05_first_network.html').as_uri()}#the-output-layer")
    tab.wait_for_function(is_there, arg="the-output-layer")
    tab.evaluate("document.querySelector('a.language').click()")
    tab.wait_for_url("**/es/book/05_first_network.html#place-*")
    tab.wait_for_function(is_there, arg="la-capa-de-salida")


def test_a_number_with_narrow_spaces_is_found_by_its_digits_and_by_its_parts():
    search = runpy.run_path(ROOT / "book" / "_ext" / "search_words.py")["SearchWords"]
    assert set(search().split("669\u202f706 one-hot")) == {"#669706", "#669", "#706", "one-hot", "one", "hot"}


EXACT = "p .bound[data-kind=exact]"
SAID = """(selector) => {
  const { expression } = document.querySelector(selector).dataset;
  return `${expression}, compared at every test run`;
}"""


@pytest.fixture
def chapter(tab, site):
    """A chapter with bound numbers, its box, and what the box has to say of the first exact one."""
    tab.goto((site / "book" / "02_one_hot.html").as_uri())
    tab.evaluate(READY)
    return tab, tab.locator("#bound-box"), tab.evaluate(SAID, EXACT)


def test_the_pointer_asks_a_number(chapter):
    tab, box, said = chapter
    tab.hover(EXACT)
    assert box.is_visible() and box.inner_text() == said
    box.hover()
    tab.wait_for_timeout(500)
    assert box.is_visible()
    tab.keyboard.press("Escape")
    assert not box.is_visible()
    tab.hover(EXACT)
    tab.hover("article h1")
    box.wait_for(state="hidden")


@some(10)
def test_a_finger_asks_a_number(browser, site, every):
    with browser.new_context(viewport={"width": 320, "height": 700}, has_touch=True) as context:
        tab = context.new_page()
        tab.goto((site / "book" / "02_one_hot.html").as_uri())
        tab.evaluate(READY)
        box = tab.locator("#bound-box")
        for number in tab.locator(".bound:not(.claim):visible").all()[::every]:
            number.tap()
            place = box.bounding_box()
            assert place["x"] >= 0 and place["x"] + place["width"] <= 320, box.inner_text()
            assert not tab.evaluate(LOST, True)
            box.tap()
            assert not box.is_visible()
        tab.tap(EXACT)
        tab.tap("article h1")
        assert not box.is_visible()


def test_the_keyboard_asks_a_number_once_it_may(chapter):
    tab, box, said = chapter
    stops = ".bound[tabindex], .bound[role]"
    switch = "document.activeElement.matches('.bound-switch')"
    number = "document.activeElement.matches('.bound[data-kind=exact]')"

    def go_to(what):
        for _ in range(200):
            tab.keyboard.press("Tab")
            if tab.evaluate(what):
                return
        raise AssertionError(f"no Tab leads to {what}")

    assert tab.locator(stops).count() == 0 and not tab.locator(".claim").first.is_visible()
    go_to(switch)
    button = tab.get_by_role("button", name="Show checked numbers", pressed=False)
    assert button.is_visible()
    tab.keyboard.press("Space")
    assert button.count() == 0 and tab.locator(".claim").first.is_visible()
    go_to(number)
    asked = tab.locator(":focus")
    assert box.inner_text() == said and asked.get_attribute("aria-describedby") == box.get_attribute("id")
    for key, is_open in ("Escape", False), ("Enter", True), ("Space", False):
        tab.keyboard.press(key)
        assert box.is_visible() == is_open
        assert asked.get_attribute("aria-expanded") == str(is_open).lower()
    tab.reload()
    assert tab.locator(stops).count() > 0  # remembered
    tab.click(".bound-switch")
    assert tab.locator(stops).count() == 0


def test_formulas_that_are_bound_can_be_asked(chapter):
    tab, box, _ = chapter
    tab.click(".bound-switch")
    formula = tab.locator(".bound:has(.math)").first
    formula.focus()
    assert box.inner_text() == formula.get_attribute("data-expression") + ", asserted at every test run"


def test_a_formula_is_read_and_copied(chapter):
    tab, _, _ = chapter
    assert tab.get_by_role("math").first.locator("msqrt mn").text_content() == "2"
    copied = tab.evaluate("""getSelection().selectAllChildren(document.querySelector("p:has(.math)"));
      document.dispatchEvent(new Event("copy", { bubbles: true })); getSelection().toString()""")
    assert r" $\sqrt{2}$," in copied


@pytest.mark.filterwarnings("ignore:path is deprecated")  # ziamath's
def test_a_formula_that_cannot_be_drawn_is_an_error():
    visit = runpy.run_path(ROOT / "book" / "_ext" / "formulas.py")["visit"]
    for tex in r"\nonsense{x}", r"\frac{1}{", "漢":
        with pytest.raises(SphinxError, match=re.escape(tex)):
            visit(None, nodes.math("", tex))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bound_numbers_break_no_rule(chapter, theme):
    axe = pytest.importorskip("axe_playwright_python.base", reason="needs axe-playwright-python")
    tab, box, _ = chapter
    tab.evaluate(axe.AXE_SCRIPT)
    tab.evaluate(SLIM)
    tab.click(".bound-switch")
    tab.focus(EXACT)
    assert box.is_visible()
    tab.evaluate(ONE_OF_A_KIND, theme)
    assert tab.evaluate(VIOLATIONS, WCAG) == []
    tab.set_viewport_size({"width": 320, "height": 900})
    assert tab.evaluate(VIOLATIONS, ["target-size"]) == []
    assert not tab.evaluate(LOST, True)
