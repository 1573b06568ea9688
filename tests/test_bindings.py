"""The number contract: what a binding compares, and that a lie is noticed and told with its sentence."""

import json
from types import SimpleNamespace

import bindings
import nbformat
import pytest
from nbval_bindings import Text, differences, output_lies, too_many_slip

NAMES = {"width": 28, "share": 0.9852, "slope": -0.48, "rows": [1, 2, 2], "np": __import__("numpy")}


def evaluate(text, capsys):
    expressions = [one.expression for one in bindings.comments(text) if one.kind in "=!"]
    exec(bindings.source(expressions), dict(NAMES))
    printed = capsys.readouterr().out
    return bindings.read_values(printed) | bindings.read_values(printed, later=True)


TRUE = [
    "It is 28<!--= width --> by **28**<!--= width --> pixels, `28`<!--= width --> each.",
    "Of twenty-eight 98.5 %<!--= share -->, which is 99 %<!--= share -->, and −0.48<!--= slope -->.",
    "Of three<!--= len(rows) --> rows, most are 2, not 1.<!--! rows.count(2) > rows.count(1) -->",
    "The mean of $-\\frac{1}{2}x + 3$ is known.<!--! np.isclose(-1 / 2 * width + 3, -11) -->",
    "Later $n = 28$<!--=> width -->, and `width + 1` is quoted.",
    "| a row | between −1 and 1<!--! np.tanh(-99) == -1 and np.tanh(99) == 1 --> |",
    "# 100 titles\n\n1. A list.\n\n```bash\npython3 -m 17\n```\n\nSee [it](7.md) [2], CIFAR-10 and Keras 3.",
    "Wait 5<!--given--> minutes; MNIST has 60,000<!--cited: MNIST training digits --> training digits.",
]


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_no_problem_and_every_lie_in_it_is(text, capsys):
    values = evaluate(text, capsys)
    assert bindings.problems(text, values, "x = width + 1") == []
    for number, lie, false in bindings.lies(text, "x = width + 1"):
        given = number.comment is not None and number.comment.is_given
        assert bool(bindings.problems(false, values, "x = width + 1")) != given, f"{lie} in {false}"


FALSE = {
    "They are 28<!--= width --> by 27<!--= width --> pixels.": "the text says 27, and width is 28",
    "They are 28<!--= widht --> wide.": "widht is NameError: name 'widht' is not defined",
    "Most rows agree.<!--! rows.count(1) > len(rows) / 2 -->": "len(rows) / 2, and it is False",
    "So $y = x$ and $z < 1$.<!--! 1 > width - 28 -->": "$z < 1$ is not spelled out by",
    "It is 3 or 2.<!--! rows[-1] == 2 < 3 -->": "3, 2 do not stand in this order in",
    "It has 784 pixels.": "nothing binds 784",
    "A formula $\\log 10$ alone.": "nothing binds $\\log 10$",
    "Code that stands nowhere is `x[7]`.": "nothing binds 7",
    "It has 60,001<!--cited: MNIST training digits --> digits.": "cited.csv 60,000",
    "Nothing <!--= width --> here.": "no number stands before width",
    "It has 60000<!--= 10 * width --> digits.": "the text says 60000, and 10 * width is 280",
}


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_is_told_with_its_sentence(text, capsys):
    before = "# The title\n\nSomething else stands before it, and it is true."
    (message,) = bindings.problems(f"{before} {text}", evaluate(text, capsys))
    assert FALSE[text] in message
    assert message.startswith(f"“{bindings.strip(text)}”")


def test_an_expression_that_reads_no_name_of_the_notebook_counts_as_given():
    for comment in (
        "28<!--= 28 -->",
        "28<!--= len('x' * 28) -->",
        "It is 28.<!--! 28 == 28 -->",
        "28<!--given-->",
    ):
        assert bindings.numbers(comment)[0].comment.is_given, comment
    assert not bindings.numbers("28<!--= [n for n in rows][0] -->")[0].comment.is_given
    lies = [("prose", "a lie", True)] * 90 + [("given", "a lie", False)] * 6
    assert too_many_slip(lies) == ["given: 6 of 96, and one in twenty may be"]
    assert too_many_slip(lies[:-2]) == []
    assert too_many_slip([("prose", "that lie", False)]) == ["prose: 1 of 1 slip\n    that lie"]


def test_a_text_that_is_not_compared_catches_no_lie(capsys):
    text = Text("caption", "The first 30<!--= width + 2 --> labels", {}, "")
    text.values = evaluate(text.source, capsys)
    assert [lie[::2] for lie in text.lies()] == [("caption", True)] * 2
    text.is_compared = False
    assert [lie[::2] for lie in text.lies()] == [("caption", False)] * 2


def test_a_measured_output_is_compared_word_by_word_and_number_by_number():
    stored = "**97.80%** of 10,000 are right: 1e-05"
    assert differences(stored, "**97.95%** of 10,000 are right: 1e-05", [0.15]) == []
    (message,) = differences(stored.replace("97.80", "99.99"), stored, [0.15])
    assert message == "the page says 99.99, this run 97.80, and the tolerance is 0.15"
    assert differences(stored, stored.replace("10,000", "10,001"), [0.15])
    assert differences(stored, stored.replace("right", "wrong"), [0.15])
    assert differences(stored, stored + "0", [0.15])
    cell = nbformat.v4.new_code_cell(metadata={"tolerance": [0.15]})
    cell.outputs = [nbformat.v4.new_output("stream", text=stored)]
    item = SimpleNamespace(cell=cell, test_outputs=cell.outputs, is_compared=True)
    assert [(lie, caught) for _, lie, caught in output_lies(item)] == [
        (number, True) for number in ("97.80", "10,000", "1e-05") for _ in range(2)
    ]


def test_what_the_kernel_finds_is_json_whatever_it_is(capsys):
    code = bindings.source(["np.float32(2)", "np.array([[7]])", "(1, 2)", "missing"])
    names = dict(NAMES)
    exec(code, names)
    found = json.loads(capsys.readouterr().out)
    assert [one.get("value") for one in found.values()] == [2.0, 7, "(1, 2)", None]
    assert found["missing"]["error"].startswith("NameError") and "_evaluate" not in names
