"""The things to touch in the rendered book: what they calculate, and that everybody can use them.

How they look, on a phone and in the dark, test_site.py sees on the pages of the book.
"""

import base64
import re
import runpy
import shutil
from itertools import product
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib.path import Path as Polygon

from companion.datasets import SAMPLE, load_mnist, to_vectors
from companion.models import build_mlp, load_cnn

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "book" / "_static"


@pytest.fixture(scope="module")
def show(browser, tmp_path_factory):
    """A function that opens a page with one widget; whatever the pages write to the console is an error."""
    folder, said = tmp_path_factory.mktemp("widgets"), []
    shutil.copytree(STATIC, folder, dirs_exist_ok=True)
    extension = runpy.run_path(ROOT / "book" / "_ext" / "widgets.py")
    for name in "digit_weights", "digits":
        (folder / f"{name}.js").write_text(extension["MADE"][name](), encoding="utf-8")
    head = '<!doctype html><html lang="{}"><meta charset="utf-8"><link rel="stylesheet" href="widgets.css">'
    with browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))

        def show(widget, attributes="", language="en"):
            names = ["es"] * (language == "es") + ["book", *extension["scripts"]([widget])]
            scripts = "".join(f'<script defer src="{name}.js"></script>' for name in names)
            mount = f'<div class="widget" data-widget="{widget}" {attributes}>Without scripts.</div>'
            (folder / "page.html").write_text(head.format(language) + scripts + mount, encoding="utf-8")
            page.goto((folder / "page.html").as_uri())
            return page

        yield show
    assert said == []


def chapter(stem, kind="code"):
    cells = nbformat.read(ROOT / "book" / f"{stem}.ipynb", as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == kind]


def functions(stem):
    """Run those cells of a chapter that only define functions or constants, and return what they define."""
    names = {"np": np}
    for source in chapter(stem):
        if re.match(r"def |[A-Z], [A-Z] = ", source):
            exec(re.split(r"\n\n\n(?!def )", source)[0], names)
    return names


def says(page):
    return page.locator("[aria-live=polite]").inner_text()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def click(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def choose(page, **values):
    """Move sliders to a value, or choose one from a list."""
    for label, value in values.items():
        field = page.get_by_label(label.replace("_", " "), exact=True)
        field.fill(str(value)) if field.get_attribute("type") == "range" else field.select_option(value)


WIDGETS = {"04_activations": ["activations"], "07_gradient_descent": ["descent"], "14_images": ["digit"]}
WIDGETS |= {"01_mnist": ["learn"], "03_one_unit": ["xor"], "05_first_network": ["learn"]}
WIDGETS["09_optimizers"] = ["descent", "race"]


@pytest.mark.parametrize("stem", WIDGETS)
def test_chapters_have_their_widgets(stem):
    # a blank line on both sides of what stands in for it: Markdown, translated like all prose
    mount = r'<div class="widget" data-widget="(\w+)"[^>]*>\n\nIn the rendered book you can [^\n]+\n\n</div>'
    assert re.findall(mount, "\n".join(chapter(stem, "markdown"))) == WIDGETS[stem]


def test_without_scripts_the_page_says_so(browser, show):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(show("descent").url)
        assert page.get_by_text("Without scripts.").is_visible()


TEXTS = """() => [...document.querySelectorAll(".widget, .widget :not(code)")].flatMap((e) => {
  const texts = [...e.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  return [e.ariaLabel ?? "", ...texts.map((text) => text.data)];
})"""
NAMES = {"SGD", "RMSprop", "Adam", "None", "negative_slope", "max_value", "threshold", "alpha"}


@pytest.mark.parametrize("widget", ["activations", "descent", "digit", "learn", "race", "xor"])
def test_a_spanish_page_has_no_english_text(show, widget):
    def texts(language):
        page = show(widget, 'data-momentum="0.5"', language)
        found = set(page.evaluate(TEXTS))
        for option in page.locator("select").first.locator("option").all():
            page.locator("select").first.select_option(option.get_attribute("value"))
            for button in page.get_by_role("button").all():
                button.click()
                found |= {*page.evaluate(TEXTS)}
        return found

    same, names = texts("en") & texts("es"), NAMES | set(ACTIVATIONS)
    assert [text for text in same if not set(re.findall(r"[^\W\d]{3,}", text)) <= names] == []


def test_every_sentence_has_its_spanish():
    scripts = [path.read_text(encoding="utf-8") for path in STATIC.glob("*.js") if path.stem != "es"]
    sentence = r'"((?:[A-Z]|\{\})[^"\n]* [^"\n]*[a-z]{3}[^"\n]*)"'
    found = re.findall(sentence, re.sub(r'" \+\n *"', "", "\n".join(scripts)))
    spanish = (STATIC / "es.js").read_text(encoding="utf-8")
    assert len(found) > 60 and [one for one in found if f'"{one}":' not in spanish] == []


# Walk down a curve or over a surface

SCRIPT = (STATIC / "descent.js").read_text(encoding="utf-8")
RATES = [float(rate) for rate in re.search(r"RATES = \[(.*?)\]", SCRIPT)[1].split(",")]


@pytest.fixture
def descent(show):
    return show("descent", 'data-momentum="0"')


CURVES = [("parabola", "curve", "gradient"), ("two_valleys", "two_valleys", "two_valleys_gradient")]
CURVES += [("elongated", "bowl", "bowl_slopes"), ("saddle", "saddle", "saddle_slopes")]


@pytest.mark.parametrize("curve, function, slopes", CURVES)
def test_curves_surfaces_and_steps_are_those_of_the_chapters(descent, curve, function, slopes):
    python = functions("07_gradient_descent") | functions("09_optimizers")
    shape = (50, 2) if curve in ("elongated", "saddle") else 50
    places = np.random.default_rng(0).uniform(-2, 2, shape)
    values = descent.evaluate(f"ws => ws.map(digitByDigit.descent.curves.{curve}.f)", places.tolist())
    np.testing.assert_allclose(values, python[function](*np.atleast_2d(places.T)), rtol=1e-12, atol=1e-12)
    walk = f"""([start, rate, beta]) =>
      digitByDigit.descent.walk(digitByDigit.descent.curves.{curve}.gradient, start, rate, 30, beta)"""
    for w, rate, beta in product(places[:5], [0.001, 0.01, 0.05], [0, 0.5, 0.9]):
        path = descent.evaluate(walk, [w.tolist(), rate, beta])
        theirs = python["walk"](python["momentum_step"], python[slopes], w, 30, rate, beta)
        np.testing.assert_allclose(path, theirs, rtol=1e-9, atol=1e-12)


def test_a_surface_is_told_and_walked_with_the_keyboard(descent):
    assert not descent.get_by_label("start y").is_visible()
    press(descent, "Tab", *["ArrowDown"] * 4)  # the saddle
    assert descent.locator("svg path").get_attribute("d").count("L") > 100  # level lines
    press(descent, "Tab", "Tab", "Tab", "ArrowRight")  # the second start
    assert says(descent) == "Start: x = −2.000, y = 0.200, f(x, y) = 7.996."
    press(descent, "Tab", "Tab", "Enter")
    assert says(descent).startswith("Step 1: x = −1.200, y = 0.204,")
    told = descent.get_by_role("img").get_attribute("aria-label")
    start, step = "a walk from x = −2.0, y = 0.2.", "Step 1, in the picture: x = −1.200, y = 0.204,"
    assert re.match(f"The level lines of a saddle: .*, and {start} {step}", told)


def test_every_rate_of_the_chapter_is_on_the_slider():
    code = "\n".join(chapter("07_gradient_descent"))
    rates = set(map(float, re.findall(r"gradient, -[\d.]+, (\d[\d.]*)", code)))
    assert {0.01, 0.1, 0.95, 1.0, 1.1} <= rates <= set(RATES)


def test_single_steps(descent):
    assert says(descent) == "Start: x = −0.500, f(x) = −0.250."
    choose(descent, learning_rate=RATES.index(0.01))
    click(descent, "One step")
    assert says(descent) == "Step 1: x = −0.480, f(x) = −0.290."
    assert "Step 1, on the curve: x = −0.480" in descent.get_by_role("img").get_attribute("aria-label")
    assert descent.locator("svg circle").count() == 3  # two steps and the point
    click(descent, "Start again")
    assert says(descent).startswith("Start: x = −0.500")
    choose(descent, learning_rate=RATES.index(1.1))
    for _ in range(4):
        click(descent, "One step")
    assert "left the picture on the left" in says(descent)
    assert "◀ step 4" in descent.locator("svg").text_content()


WALKS = [
    ("parabola", 0.001, "-0.5", 0, "still on its way"),
    ("parabola", 1, "-0.5", 0, "still swings"),
    ("two_valleys", 0.01, "-2.5", 0, "wrong valley"),
    ("two_valleys", 0.08, "-2.5", 0, "deeper valley"),
    ("two_valleys", 0.01, "0", 0, "on top of the hill"),
    ("two_valleys", 0.01, "-2.5", 0.9, "deeper valley"),
    ("elongated", 0.4, "-2 1", 0, "settled at the bottom"),
    ("elongated", 0.6, "-2 1", 0, "diverges"),
    ("saddle", 0.1, "-2 0", 0, "stays on the saddle"),
    ("saddle", 0.1, "-2 0.1", 0, "settled in the upper valley"),
    ("saddle", 0.1, "-2 -0.1", 0, "settled in the lower valley"),
]


def test_where_a_walk_ends(descent):
    for curve, rate, starts, beta, end in WALKS:
        start = dict(zip(["start", "start_y"], starts.split(), strict=False))
        choose(descent, curve_or_surface=curve, learning_rate=RATES.index(rate), momentum=beta, **start)
        for _ in range(3):
            click(descent, "Run")
        assert end in says(descent), (curve, rate, starts, beta, says(descent))


def test_a_run_can_be_paused_and_says_only_how_it_ends(show):
    page = show("descent")
    assert page.get_by_label("momentum").count() == 0
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("""() => {
        const line = document.querySelector("[aria-live=polite]");
        window.said = [];
        new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
    }""")
    click(page, "Run")
    page.wait_for_function("document.querySelectorAll('svg circle').length > 6")
    click(page, "Pause")
    page.emulate_media(reduced_motion="reduce")
    steps = page.locator("svg circle").count()
    page.wait_for_timeout(200)  # two steps more, if it went on
    assert page.locator("svg circle").count() == steps
    assert [one[:5] for one in page.evaluate("said")] == ["Step "]


# Activations to touch

# Every activation of the chapter, and the values of its parameters to try.
ACTIVATIONS = {
    **{name: {} for name in ["linear", "softplus", "selu", "sigmoid", "tanh"]},
    "relu": {"negative_slope": [0, 0.25, 1], "max_value": [None, 0.5, 2, 6], "threshold": [-1, 0, 0.5, 2]},
    "leaky_relu": {"negative_slope": [0, 0.2, 0.7]},
    "elu": {"alpha": [0.25, 1, 2]},
}


@pytest.fixture
def activations(show):
    return show("activations")


def calculate(page, name, x, parameters):
    """The page's values and derivatives."""
    script = """([name, xs, parameters]) => ["value", "derivative"]
      .map((method) => xs.map((x) => digitByDigit.activations[name][method](x, parameters)))"""
    return np.array(page.evaluate(script, [name, x.tolist(), parameters]))


def test_activations_are_all_of_the_chapter(activations):
    names = set(re.findall(r"keras\.activations\.(\w+)", "\n".join(chapter("04_activations"))))
    offered = set(activations.locator("option").all_inner_texts())
    assert names - {"softmax"} == offered == set(ACTIVATIONS)  # softmax is of many numbers at once


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_values_and_derivatives_are_those_of_keras(activations, name):
    import inspect

    import keras
    import tensorflow as tf

    function = getattr(keras.activations, name)
    defaults = activations.evaluate(f"digitByDigit.activations.{name}.defaults")
    signature = inspect.signature(function).parameters.values()
    assert defaults == {p.name: p.default for p in signature if p.default is not p.empty}
    assert set(defaults) == set(ACTIVATIONS[name])

    corners = [-1.0, 0.0, 0.5, 2.0, 6.0]  # where a derivative is a convention
    x = tf.concat([tf.linspace(-8.0, 8.0, 320), corners], 0)
    for values in product(*ACTIVATIONS[name].values()):
        parameters = dict(zip(ACTIVATIONS[name], values, strict=True))
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x, **parameters)
        value, derivative = calculate(activations, name, x.numpy(), parameters)
        theirs = tape.gradient(y, x)
        np.testing.assert_allclose(value, y, 1e-5, 2e-6, err_msg=f"{parameters}")
        np.testing.assert_allclose(derivative[:320], theirs[:320], 1e-5, 2e-6, err_msg=f"{parameters}")


def test_derivatives_at_the_corner_are_those_of_the_chapter(activations):
    python = functions("04_activations")
    for name in "relu", "leaky_relu", "elu", "selu":
        defaults = activations.evaluate(f"digitByDigit.activations.{name}.defaults")
        _, derivative = calculate(activations, name, np.zeros(1), defaults)
        assert derivative == [python[f"{name}_derivative"](0.0)]


def test_only_its_own_parameters_are_shown(activations):
    for name, parameters in ACTIVATIONS.items():
        choose(activations, activation=name)
        shown = activations.locator(".widget label:visible").all_inner_texts()
        assert shown == ["activation", "x", *parameters]


def test_reading_a_value_with_the_mouse(activations):
    choose(activations, activation="tanh")
    box = activations.get_by_role("img").bounding_box()
    zero = box["x"] + box["width"] * (32 + 130) / 300
    activations.mouse.move(zero, box["y"] + 50)
    assert says(activations) == "At x = 0.00 the value is 0.00 and the derivative 1.00."
    activations.mouse.move(box["x"] + 1, box["y"] + 50)
    assert says(activations).startswith("At x = −4.00 ")


def test_reading_a_value_with_the_keyboard(activations):
    code = activations.locator("code")
    press(activations, "Tab", "Tab", "Home")  # the list, and x
    assert says(activations) == "At x = −4.00 the value is 0.00 and the derivative 0.00."
    press(activations, "Tab", *["ArrowRight"] * 5)
    assert says(activations) == "At x = −4.00 the value is −1.00 and the derivative 0.25."
    assert "keras.activations.relu(x, negative_slope=0.25)" in code.inner_text()
    press(activations, "Tab", "ArrowLeft")
    assert "max_value=3.5" in code.inner_text()
    press(activations, "ArrowRight")
    assert "max_value" not in code.inner_text()


# Draw a digit


@pytest.fixture
def digit(show):
    page = show("digit")
    page.evaluate("""() => {
      window.pixels = (bytes) => Float32Array.from(atob(bytes), (byte) => byte.charCodeAt(0) / 255);
      window.weights = digitByDigit.digit.loadWeights(digitByDigit.weights);
    }""")
    return page


def encode(picture):
    return base64.b64encode(picture.astype("uint8").tobytes()).decode()


def read(page, picture):
    return page.evaluate("bytes => digitByDigit.digit.read(pixels(bytes), weights)", encode(picture))


def test_the_page_calculates_what_keras_calculates(digit):
    x_test = load_mnist()[1][0][:200]
    theirs = load_cnn().predict(x_test[..., None] / np.float32(255), verbose=0)
    np.testing.assert_allclose([read(digit, picture) for picture in x_test], theirs, atol=1e-5)


def test_a_drawing_is_centred_as_mnist_is(digit):
    """Digits of MNIST, enlarged and moved, come back as they were, with their mass in the middle."""
    script = "bytes => Array.from(digitByDigit.digit.centre(pixels(bytes), 280))"
    _, (x_test, y_test) = load_mnist()
    drawings = np.zeros((20, 280, 280))
    drawings[:, 30:226, 70:266] = x_test[:20].repeat(7, axis=1).repeat(7, axis=2)
    centred = np.reshape([digit.evaluate(script, encode(drawing)) for drawing in drawings], (20, 28, 28))
    answers = [np.argmax(read(digit, 255 * picture)) for picture in centred]
    assert np.mean(answers == y_test[:20]) >= 0.95
    for axis in 1, 2:
        masses = centred.sum(axis=axis)
        np.testing.assert_allclose(masses @ (np.arange(28) + 0.5) / masses.sum(axis=1), 14, rtol=0.01)
    assert digit.evaluate("digitByDigit.digit.centre(new Float32Array(280 * 280), 280)") is None


def test_a_digit_drawn_with_the_mouse_is_read(digit):
    paper = digit.locator("canvas").first
    tenth = paper.bounding_box()["width"] / 10
    for stroke in [(4, 2), (3, 5), (7, 5)], [(6, 3), (6, 9)]:
        for x, y in stroke:
            paper.hover(position={"x": x * tenth, "y": y * tenth})
            if (x, y) == stroke[0]:
                digit.mouse.down()
        digit.mouse.up()
    assert "reads 4," in says(digit)
    click(digit, "Clear")
    assert says(digit) == "The paper is empty."


def test_examples_are_read_and_shown(digit):
    for number in range(10):
        choose(digit, Example=str(number))
        assert f"reads {number}," in says(digit)
        shares = [float(text.removesuffix(" %")) for text in digit.locator("td:last-child").all_inner_texts()]
        assert np.argmax(shares) == number and sum(shares) == pytest.approx(100, abs=0.5)
        assert digit.locator(".digit-best th").inner_text() == str(number)


def test_a_digit_drawn_with_the_keyboard_is_read(digit):
    digit.locator("canvas").first.focus()
    sides = ["ArrowRight"] * 7 + ["ArrowDown"] * 12 + ["ArrowLeft"] * 7 + ["ArrowUp"] * 12
    press(digit, " ", *sides, " ")
    assert "reads 0," in says(digit)
    press(digit, "Delete")
    assert says(digit) == "The paper is empty."


# Train it here

STEPS = """async ([start, settings]) => {
  const { pictures, labels } = await digitByDigit.load();
  const net = digitByDigit.network.build(settings);
  net.weights.forEach((w, i) => w.set(start[i]));
  const { rate } = digitByDigit.optimizers[settings.optimizer];
  for (let i = 0; i < 1600; i += 32) net.step(pictures.slice(i, i + 32), labels.slice(i, i + 32), rate);
  return net.weights.map((w) => Array.from(w));
}"""
# each of them somewhere, and each with each
FEW = [("SGD", [], "relu"), ("momentum", [16], "relu")]
FEW += [("RMSprop", [16, 12], "sigmoid"), ("Adam", [16, 12], "tanh")]
MANY = [*product(["SGD", "momentum", "RMSprop", "Adam"], [[], [16], [16, 12]], ["relu", "sigmoid", "tanh"])]


@pytest.mark.parametrize("settings", [FEW, pytest.param(MANY, marks=pytest.mark.thorough)], ids=len)
def test_fifty_steps_are_those_of_keras(show, settings):
    import keras

    page = show("learn")
    with np.load(SAMPLE) as file:
        x, y = to_vectors(file["x_train"][:1600]), file["y_train"][:1600]
    for optimizer, units, activation in settings:
        model = build_mlp(units, activation=activation)
        theirs = keras.optimizers.SGD(momentum=0.9) if optimizer == "momentum" else optimizer
        model.compile(theirs, "sparse_categorical_crossentropy", jit_compile=False)
        settings = {"sizes": [784, *units, 10], "optimizer": optimizer, "activation": activation}
        ours = page.evaluate(STEPS, [[w.ravel().tolist() for w in model.get_weights()], settings])
        model.fit(x, y, batch_size=32, shuffle=False, verbose=0)
        theirs = np.concatenate([w.ravel() for w in model.get_weights()])
        np.testing.assert_allclose(np.concatenate(ours), theirs, rtol=0, atol=1e-4, err_msg=f"{settings}")


def learn(page):
    """Return what it says in the end, and the share of the kept-back digits that it reads."""
    click(page, "Learn")
    page.get_by_text("Stopped. After 20 epochs").wait_for(timeout=180_000)
    return says(page), float(re.findall(r"[\d.]+(?=\xa0%)", says(page))[1]) / 100


def test_a_network_reads_what_the_chapters_say_and_a_seed_repeats_it(show):
    low, high = re.search(r"3_334: \((.*?), (.*?)\)", "".join(chapter("01_mnist"))).groups()
    page = show("learn", 'data-layers="0"')
    first, share = learn(page)
    assert float(low) < share < float(high)
    click(page, "Start again")
    assert learn(page)[0] == first


@pytest.mark.thorough
def test_another_seed_is_another_network_and_more_layers_read_more(show):
    page = show("learn", 'data-layers="0"')
    first, _ = learn(page)
    click(page, "Start again")
    click(page, "More settings")
    choose(page, seed=1)
    assert learn(page)[0] != first
    at_least = re.search(r'"sample": ([\d.]+)}\[digits\]', "".join(chapter("05_first_network")))[1]
    assert learn(show("learn", 'data-layers="2" data-units="32"'))[1] > float(at_least)


# frames a second, counted for two seconds
FRAMES = """new Promise((done, _, n = 0) => setTimeout(() => done(n / 2), 2000,
  (function count() { requestAnimationFrame(() => count(n++)); })()))"""


def test_a_page_stays_alive_while_it_learns_and_the_keyboard_stops_it(show):
    page = show("learn", 'data-layers="2" data-units="128"')
    idle = page.evaluate(FRAMES)
    page.get_by_role("button", name="Learn").focus()
    press(page, "Tab", "Enter")
    page.get_by_text("After 1 step it reads").wait_for()
    press(page, "Shift+Tab", "Enter")
    assert page.evaluate(FRAMES) >= min(30, idle / 2)  # a busy machine draws fewer, learning or not
    assert page.locator("p[aria-live=off]").inner_text().startswith("Learning. After")
    press(page, "Enter")
    assert re.match(r"Stopped. After \d epochs? ", says(page))


# One unit tries XOR


def test_a_unit_answers_as_numpy_does(show):
    page, corners = show("xor"), np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    questions = page.locator("option").all_inner_texts()
    for w1, w2, bias in (1, 1, -0.5), (1, 1, -1.5), (-1, 1, 0.1), (0, 0, 0.5):
        choose(page, first_weight=w1, second_weight=w2, bias=bias)
        yes = corners @ [w1, w2] + bias > 0
        side = page.evaluate("unit => digitByDigit.xor.yesSide(unit)", [w1, w2, bias])
        assert (Polygon(side).contains_points(corners) == yes).all()
        for question, wanted in zip(questions, [[0, 1, 1, 1], [0, 0, 0, 1], [0, 1, 1, 0]], strict=True):
            choose(page, question=question)
            assert says(page).startswith(
                f"{np.sum(yes == wanted)} of 4 right. 0 0: {'yes' if yes[0] else 'no'}"
            )


# Four optimizers on a surface

RACE = """([surface, optimizer], { slopes, start } = digitByDigit.race.surfaces[surface]) =>
  [start, ...Array(40).fill(digitByDigit.race.walker(optimizer, slopes, start)).map((next) => next(0.2))]"""


def test_a_race_is_that_of_the_chapter(show):
    page, python = show("race"), functions("09_optimizers")
    bowl, turn = python["bowl_slopes"], np.sqrt(0.5) * np.array([[1, 1], [-1, 1]])
    slopes = {"bowl": bowl, "flatter": lambda w: w * [0.02, 4], "turned": lambda w: turn @ bowl(turn.T @ w)}
    slopes["saddle"] = python["saddle_slopes"]
    for surface, name in product(slopes, ["SGD", "momentum", "RMSprop", "Adam"]):
        path = page.evaluate(RACE, [surface, name])
        theirs = python["walk"](python[f"{name.lower()}_step"], slopes[surface], path[0], 40, 0.2)
        np.testing.assert_allclose(path, theirs, rtol=1e-6, atol=1e-9, err_msg=f"{surface} {name}")
    click(page, "Run")
    assert says(page).startswith("Step 100. From the bottom: SGD 0.08, momentum 0.02,")
