"""The things to touch in the rendered book: what they calculate, and that everybody can use them."""

import re
import runpy
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import nbformat
import numpy as np
import pytest

from companion.datasets import load_mnist
from companion.reader import load_reader

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "book" / "_static"
THEMES = {  # the theme's own style, so that contrast is that of the book
    "pydata_sphinx_theme": "pydata-sphinx-theme.css",
    "sphinx_book_theme": "sphinx-book-theme.css",
}


@pytest.fixture
def page(browser):
    """An empty page; whatever it writes to its console is an error."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def show(page, folder, widget, *attributes):
    """Open a page with one widget and nothing else."""
    styles = [
        Path(find_spec(package).origin).parent / "theme" / package / "static" / "styles" / name
        for package, name in THEMES.items()
    ] + [STATIC / "book.css", STATIC / "widgets.css"]
    head = [f'<link rel="stylesheet" href="{style.as_uri()}">' for style in styles]
    scripts = [STATIC / f"{name}.js" for name in ("widgets", widget)]
    if widget == "digit":
        scripts.insert(1, folder / "digit_weights.js")
        extension = runpy.run_path(ROOT / "book" / "_ext" / "widgets.py")
        scripts[1].write_text(extension["weights_script"](), encoding="utf-8")
        assert scripts[1].stat().st_size < 300_000
    head += [f'<script defer src="{script.as_uri()}"></script>' for script in scripts]
    mount = " ".join(['<div class="widget"', f'data-widget="{widget}"', *attributes])
    html = f"""<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>A page</title>
        {"".join(head)}<main class="bd-content"><h1>A page</h1>{mount}>Without scripts.</div></main></html>"""
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    page.goto(path.as_uri())


def chapter(stem):
    return nbformat.read(ROOT / "book" / f"{stem}.ipynb", as_version=4)


def functions(stem, *imports):
    """Run those cells of a chapter that only define functions or constants, and return what they define."""
    names = {"np": np}
    for cell in chapter(stem).cells:
        if cell.cell_type == "code" and re.match(r"def |[A-Z], [A-Z] = ", cell.source):
            exec(re.split(r"\n\n\n(?!def )", cell.source)[0], names)
    return names


def says(page):
    return page.locator("[aria-live=polite]").inner_text()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def choose(page, label, value):
    """Move a slider as its user does, or choose from a list."""
    field = page.get_by_label(label, exact=True)
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.evaluate("(f, to) => { f.value = to; f.dispatchEvent(new Event('input')); }", str(value))


def rate_index(rate):
    rates = re.search(r"RATES = \[(.*?)\]", (STATIC / "descent.js").read_text(encoding="utf-8")).group(1)
    return [float(number) for number in rates.split(",")].index(rate)


# Walk down a curve


@pytest.fixture
def descent(page, tmp_path):
    show(page, tmp_path, "descent", 'data-momentum="0"')
    return page


@pytest.mark.parametrize("curve, name", [("parabola", "curve"), ("two_valleys", "two_valleys")])
def test_curves_and_steps_are_those_of_the_chapter(descent, curve, name):
    python = functions("07_gradient_descent")
    gradient = python["gradient" if name == "curve" else f"{name}_gradient"]
    for ours, theirs in ("f", python[name]), ("gradient", gradient):
        x = np.linspace(-3, 3, 121)
        values = descent.evaluate(f"xs => xs.map(digitByDigit.descent.curves.{curve}.{ours})", x.tolist())
        np.testing.assert_allclose(values, theirs(x), rtol=1e-12, atol=1e-12)
    walk = "([rate, beta]) => { const { curves, walk } = digitByDigit.descent;"
    walk += f"return walk(curves.{curve}.gradient, -2, rate, 30, beta); }}"
    for rate, beta in product([0.001, 0.01, 0.05], [0, 0.5, 0.9]):
        path = descent.evaluate(walk, [rate, beta])
        ends = [python["momentum"](gradient, -2, steps, rate, beta) for steps in range(31)]
        np.testing.assert_allclose(path, ends, rtol=1e-9)
        if beta == 0:
            np.testing.assert_allclose(path, python["descend"](gradient, -2, rate, 30), rtol=1e-9)


def test_every_rate_of_the_chapter_is_on_the_slider():
    cells = [cell.source for cell in chapter("07_gradient_descent").cells if cell.cell_type == "code"]
    rates = {rate for source in cells for rate in re.findall(r"(?:gradient, -[\d.]+, )(\d[\d.]*)", source)}
    assert {0.01, 0.1, 0.95, 1.0, 1.1} <= set(map(float, rates))
    for rate in map(float, rates):
        rate_index(rate)


def test_one_step(descent):
    assert "Without scripts" not in descent.content()
    assert says(descent) == "Start: x = −0.500, f(x) = −0.250."
    choose(descent, "learning rate", rate_index(0.01))
    button(descent, "One step").click()
    assert says(descent) == "Step 1: x = −0.480, f(x) = −0.290."
    assert "Step 1, on the curve: x = −0.480" in descent.get_by_role("img").get_attribute("aria-label")
    assert descent.locator("svg circle").count() == 3  # two steps and the point
    button(descent, "Start again").click()
    assert says(descent).startswith("Start: x = −0.500")


@pytest.mark.parametrize(
    "curve, rate, start, beta, end",
    [
        ("parabola", 0.1, -0.5, 0, "settled at the bottom"),
        ("parabola", 0.001, -0.5, 0, "still on its way"),
        ("parabola", 1, -0.5, 0, "still swings"),
        ("parabola", 1.1, -0.5, 0, "diverges"),
        ("two_valleys", 0.01, -2.5, 0, "wrong valley"),
        ("two_valleys", 0.1, -2.5, 0, "still swings"),
        ("two_valleys", 0.08, -2.5, 0, "deeper valley"),
        ("two_valleys", 0.01, 0, 0, "on top of the hill"),
        ("two_valleys", 0.01, -2.5, 0.5, "wrong valley"),
        ("two_valleys", 0.01, -2.5, 0.9, "deeper valley"),
        ("two_valleys", 1.1, -2.5, 0, "diverges"),
    ],
)
def test_where_a_walk_ends(descent, curve, rate, start, beta, end):
    choose(descent, "curve", curve)
    for label, value in ("learning rate", rate_index(rate)), ("start", start), ("momentum", beta):
        choose(descent, label, value)
    for _ in range(3):
        button(descent, "Run").click()
        if end in says(descent):
            break
    assert end in says(descent)


def test_it_says_when_the_point_leaves_the_picture(descent):
    choose(descent, "learning rate", rate_index(1.1))
    for _ in range(4):
        button(descent, "One step").click()
    assert "left the picture on the left" in says(descent)
    assert "◀ step 4" in descent.locator("svg").text_content()


def test_walking_with_the_keyboard(descent):
    press = descent.keyboard.press
    press("Tab")
    press("ArrowDown")  # the other curve
    for _ in range(2):
        press("Tab")
    press("ArrowRight")  # start
    assert says(descent).startswith("Start: x = −2.400, g(x) =")
    for _ in range(2):
        press("Tab")
    press("Enter")
    assert says(descent).startswith("Step 1:")
    press("Tab")
    press("Space")
    assert "wrong valley" in says(descent)
    press("Tab")
    press("Enter")
    assert says(descent).startswith("Start:")


def test_a_run_can_be_paused_and_says_only_how_it_ends(browser, tmp_path):
    page = browser.new_page()  # with motion
    show(page, tmp_path, "descent")
    page.evaluate("""() => {
        const line = document.querySelector("[aria-live=polite]");
        window.said = [];
        new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
    }""")
    button(page, "Run").click()
    page.wait_for_function("document.querySelectorAll('svg circle').length > 6")
    button(page, "Pause").click()
    assert len(page.evaluate("said")) == 1
    assert re.match(r"Step \d+:", says(page))
    page.close()


def test_momentum_has_a_slider_where_the_chapter_explains_it(page, tmp_path):
    show(page, tmp_path, "descent")
    assert page.get_by_label("momentum").count() == 0


# Activations


PARAMETERS = {
    "relu": {
        "negative_slope": [0, 0.25, 1],
        "max_value": [None, 0.5, 2, 6],
        "threshold": [-1, 0, 0.5, 2],
    },
    "leaky_relu": {"negative_slope": [0, 0.2, 0.7]},
    "elu": {"alpha": [0.25, 1, 2]},
}
ACTIVATIONS = ["linear", "relu", "leaky_relu", "softplus", "elu", "selu", "sigmoid", "tanh"]


@pytest.fixture
def activations(page, tmp_path):
    show(page, tmp_path, "activations")
    return page


def calculate(page, name, method, x, parameters):
    script = f"([xs, p]) => xs.map(x => digitByDigit.activations.{name}.{method}(x, p))"
    return page.evaluate(script, [x.tolist(), parameters])


def test_activations_are_all_of_the_chapter():
    code = "\n".join(cell.source for cell in chapter("03_activations").cells if cell.cell_type == "code")
    script = (STATIC / "activations.js").read_text(encoding="utf-8")
    names = set(re.findall(r"keras\.activations\.(\w+)", code)) - {"softmax"}  # of many numbers at once
    assert names == set(ACTIVATIONS)
    assert all(re.search(rf"^    {name}: {{", script, re.M) for name in names)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_and_derivatives_are_those_of_keras(activations, name):
    import inspect

    import keras
    import tensorflow as tf

    function = getattr(keras.activations, name)
    defaults = activations.evaluate(f"digitByDigit.activations.{name}.defaults")
    signature = inspect.signature(function).parameters.values()
    assert defaults == {p.name: p.default for p in signature if p.default is not p.empty}
    assert set(defaults) == set(PARAMETERS.get(name, {}))

    x = np.linspace(-8, 8, 321, dtype="float32")
    for values in product(*PARAMETERS.get(name, {}).values()):
        parameters = dict(zip(PARAMETERS.get(name, {}), values, strict=True))
        with tf.GradientTape() as tape:
            tensor = tf.constant(x)
            tape.watch(tensor)
            y = function(tensor, **parameters)
        smooth = np.ones(len(x), bool)  # away from corners, where a derivative is a convention
        for corner in 0, parameters.get("threshold"), parameters.get("max_value"):
            if corner is not None and name != "tanh":
                smooth &= abs(x - corner) > 1e-3
        for method, expected, where in ("value", y, ...), ("derivative", tape.gradient(y, tensor), smooth):
            ours = np.array(calculate(activations, name, method, x, parameters))
            np.testing.assert_allclose(
                ours[where], np.array(expected)[where], atol=2e-6, rtol=1e-5, err_msg=f"{method} {parameters}"
            )


def test_derivatives_at_the_corner_are_those_of_the_chapter(activations):
    python = functions("03_activations")
    for name in "relu", "leaky_relu", "elu", "selu":
        defaults = activations.evaluate(f"digitByDigit.activations.{name}.defaults")
        ours = calculate(activations, name, "derivative", np.zeros(1), defaults)
        assert ours == [python[f"{name}_derivative"](0.0)]


def test_only_its_own_parameters_are_shown(activations):
    for name in ACTIVATIONS:
        choose(activations, "activation", name)
        shown = [label for label in activations.locator(".widget label").all() if label.is_visible()]
        expected = ["activation", "x", *PARAMETERS.get(name, {})]
        assert [label.inner_text() for label in shown] == expected


def test_reading_a_value_with_the_mouse(activations):
    choose(activations, "activation", "tanh")
    box = activations.get_by_role("img").bounding_box()
    zero = box["x"] + box["width"] * (32 + 130) / 300
    activations.mouse.move(zero, box["y"] + 50)
    assert says(activations) == "At x = 0.00 the value is 0.00 and the derivative 1.00."
    activations.mouse.move(box["x"] + 1, box["y"] + 50)
    assert says(activations).startswith("At x = −4.00 ")


def test_reading_a_value_with_the_keyboard(activations):
    press = activations.keyboard.press
    press("Tab")  # the list
    press("Tab")
    press("Home")
    assert says(activations) == "At x = −4.00 the value is 0.00 and the derivative 0.00."
    press("Tab")
    for _ in range(5):
        press("ArrowRight")
    assert says(activations) == "At x = −4.00 the value is −1.00 and the derivative 0.25."
    assert "keras.activations.relu(x, negative_slope=0.25)" in activations.locator("code").inner_text()
    press("Tab")
    press("ArrowLeft")
    assert "max_value=3.5" in activations.locator("code").inner_text()
    press("ArrowRight")
    assert "max_value" not in activations.locator("code").inner_text()


# Draw a digit


@pytest.fixture
def digit(page, tmp_path):
    show(page, tmp_path, "digit")
    page.evaluate("weights = digitByDigit.digit.loadWeights(digitByDigit.weights)")
    return page


def read(page, pixels):
    """The page's probabilities for pictures of 28 by 28 pixels from 0 to 1."""
    script = "pictures => pictures.map(pixels => digitByDigit.digit.read(new Float32Array(pixels), weights))"
    return np.array(page.evaluate(script, pixels.reshape(len(pixels), -1).tolist()))


def test_the_page_calculates_what_keras_calculates(digit):
    _, (x_test, y_test) = load_mnist()
    x, y = x_test[:1000] / np.float32(255), y_test[:1000]
    ours, theirs = read(digit, x), load_reader().predict(x[..., None], verbose=0)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
    accuracy = (ours.argmax(axis=1) == y).mean(), (theirs.argmax(axis=1) == y).mean()
    assert abs(accuracy[0] - accuracy[1]) < 0.001 and accuracy[0] > 0.97


def test_a_drawing_is_centred_as_mnist_is(digit):
    """Digits of MNIST, enlarged and moved, come back as they were."""
    _, (x_test, y_test) = load_mnist()
    x = x_test[:20] / np.float32(255)
    drawings = np.zeros((20, 280, 280), "float32")
    drawings[:, 30:226, 70:266] = x.repeat(7, axis=1).repeat(7, axis=2)
    script = "ink => Array.from(digitByDigit.digit.centre(new Float32Array(ink), 280))"
    centred = np.array([digit.evaluate(script, drawing.ravel().tolist()) for drawing in drawings])
    assert (read(digit, centred).argmax(axis=1) == y_test[:20]).mean() >= 0.95
    pictures = centred.reshape(-1, 28, 28)
    middle = (pictures.sum(axis=(1, 2)) * 14)[:, None]
    places = np.arange(28) + 0.5
    masses = np.stack([(pictures.sum(axis=axis) * places).sum(axis=1) for axis in (1, 2)], axis=1)
    np.testing.assert_allclose(masses, np.broadcast_to(middle, masses.shape), rtol=0.01)
    assert digit.evaluate("digitByDigit.digit.centre(new Float32Array(280 * 280), 280)") is None


# x and y in turn, in tenths of the paper
STROKES = [
    ["5 2 3 3 3 7 5 8 7 7 7 3 5 2"],
    ["5 1 5 9"],
    ["3 3 4 2 5 2 6 3 6 4 3 8 7 8"],
    ["3 2 6 2 7 3 6 5 4 5 6 5 7 7 6 8 3 8"],
    ["4 2 3 5 7 5", "6 3 6 9"],
    ["4 2 4 5 6 5 7 6 6 8 3 8", "4 2 7 2"],
    ["6 2 4 4 3 6 4 8 6 8 7 6 4 6"],
    ["3 2 7 2 4 9"],
    ["5 2 3 3 6 6 6 8 4 8 4 6 7 3 5 2"],
    ["6 3 4 2 3 4 5 5 6 3 6 9"],
]


def test_most_digits_drawn_with_the_mouse_are_read_right(digit):
    canvas = digit.locator("canvas").first

    def move_to(x, y):
        paper = canvas.bounding_box()
        digit.mouse.move(paper["x"] + x * paper["width"] / 10, paper["y"] + y * paper["height"] / 10)

    answers = []
    for strokes in STROKES:
        canvas.scroll_into_view_if_needed()
        for stroke in strokes:
            points = np.array(stroke.split(), float).reshape(-1, 2)
            move_to(*points[0])
            digit.mouse.down()
            for point in points[1:]:
                move_to(*point)
            digit.mouse.up()
        answers.append(says(digit))
        button(digit, "Clear").click()
        assert says(digit) == "The paper is empty."
    right = [f"reads {number}," in answer for number, answer in enumerate(answers)]
    assert sum(right) >= 8, answers


def test_examples_are_read_and_shown(digit):
    for number in range(10):
        digit.get_by_label("Example").select_option(str(number))
        assert f"reads {number}," in says(digit)
        shares = [float(text.removesuffix(" %")) for text in digit.locator("td:last-child").all_inner_texts()]
        assert np.argmax(shares) == number and sum(shares) == pytest.approx(100, abs=0.5)
        assert digit.locator(".digit-best th").inner_text() == str(number)


def test_a_digit_drawn_with_the_keyboard_is_read(digit):
    digit.locator("canvas").first.focus()
    for key, times in ("ArrowUp", 10), (" ", 1), ("ArrowDown", 20), (" ", 1):
        for _ in range(times):
            digit.keyboard.press(key)
    assert "reads 1," in says(digit)
    digit.keyboard.press("Delete")
    assert says(digit) == "The paper is empty."


# All of them


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("widget", ["descent", "activations", "digit"])
def test_everybody_can_use_it(page, tmp_path, widget, theme):
    show(page, tmp_path, widget, 'data-momentum="0"')
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    results = axe.Axe().run(page, options={"preload": False})  # which fetches styles, and cannot from a file
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for field in page.locator("button, select, input").all():
        if field.is_visible():
            assert min(field.bounding_box()["width"], field.bounding_box()["height"]) >= 24


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_stand_out(page, tmp_path, theme):
    """axe does not look at drawings: their colours have a contrast of 3 to 1."""
    show(page, tmp_path, "activations")
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    colour = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"

    def luminance(selector, name):
        rgb = re.findall(r"[\d.]+", page.evaluate(colour, [selector, name]))[:3]
        linear = [
            (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4) for v in np.array(rgb, float) / 255
        ]
        return np.dot(linear, [0.2126, 0.7152, 0.0722])

    background = luminance("body", "backgroundColor")
    for line in ".blue", ".orange", ".plain":
        light, dark = sorted([luminance(f"svg {line}", "stroke"), background], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, line


def test_without_scripts_the_page_says_so(browser, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    show(page, tmp_path, "descent")
    assert page.get_by_text("Without scripts.").is_visible()
    context.close()


@pytest.mark.parametrize(
    "stem, widget, count",
    [("03_activations", "activations", 1), ("07_gradient_descent", "descent", 2), ("11_images", "digit", 1)],
)
def test_chapters_have_their_widgets(stem, widget, count):
    prose = "\n".join(cell.source for cell in chapter(stem).cells if cell.cell_type == "markdown")
    # a blank line on both sides of what stands in for it: Markdown, translated like all prose
    fallback = (
        rf'<div class="widget" data-widget="{widget}"[^>]*>\n\nIn the rendered book you can [^\n]+\n\n</div>'
    )
    assert len(re.findall(fallback, prose)) == count
