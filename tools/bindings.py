"""Numbers that a reader sees, bound to the code that gives them: the grammar, the comparison, planted lies.

In Markdown, a comment behind a number says what it is bound to:

    28<!--= x_train.shape[1] -->      the value of an expression, printed as it stands here
    <!--! expression -->              an assertion: it binds what stands before it in its block and is a
                                      literal in it, and every formula before it in its cell
    <!--=> expression -->             the same two, evaluated after the code below, before the next text
    <!--!> expression -->
    20<!--cited: key -->              somebody else's figure; `book/cited.csv` has it and its source
    5<!--given-->                     an author's choice

Code in a sentence is a quotation: it has to stand in the chapter's code. A formula's numbers and signs have
to stand in its assertion, in the same order. Titles, references and code blocks need no binding.
"""

import ast
import builtins
import csv
import functools
import io
import json
import math
import re
import tokenize
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

CITED = Path(__file__).parent.parent / "book" / "cited.csv"
COMMENT = re.compile(r"<!--(=>?|!>?|given|cited:)\s*(.*?)\s*-->", re.S)
DIGITS = r"[−+]?\d+(?:[,_\u202f]\d{3})*(?:\.\d+)?"  # Spanish has a narrow space in thousands
NUMBER = re.compile(rf"(?<![\w.])(?<![A-Za-z]-)(?<![\w,.]−){DIGITS}(?:\s?%)?(?!\w|\.\d)")
BEFORE = re.compile(rf"(?:`([^`]+)`|({DIGITS}(?:\s?%)?|[^\W\d]+))[*_]*$")
SPAN = re.compile(r"(?P<formula>\$\$.+?\$\$|\$[^$\n]+\$)|(?P<code>`+)(?P<inside>.+?)(?P=code)", re.S)
# A version, a licence or a data set is a name.
NAME = r"(?:CC BY(?:-SA)?|Keras|NumPy|TensorFlow|WCAG|CIFAR|Commons [\w-]+)[ -]\d[\d.]*"
EXEMPT = re.compile(
    r"^## Refer(?:ences|encias).*\Z|"
    r"^#[^\n]*|^\s*\d+\. |^\*\*\d+\.\*\* |\]\([^)]*\)|(?<=\s)\[[1-9]\d?(?:, [1-9]\d?)?\]|"
    rf"<[a-z/][^>]*>|^:(?!alt)\w+:[^\n]*|\b\d{{4}}-\d\d-\d\d\b|\A---\n.*?^---$|{NAME}",
    re.M | re.S,
)
FENCE = re.compile(r"^ *```(\{)?.*?^ *```", re.M | re.S)
NOT_A_SIGN = re.compile(r"_(?:\{[^}]*\}|\w)|\\(?:text|mathrm)\{[^}]*\}|\\begin\{[^}]*\}")
SIGN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[-+<>]|\\[lg]eq?\b")
BLOCK = re.compile(r"\n\s*\n|\n\s*(?:[-*]|\d+\.) |\n\s*\|")
CARDINALS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
)
ORDINALS = re.findall(r"\w+", "zeroth first second third fourth fifth sixth seventh eighth ninth tenth")
WORDS = {word: {number} for words in (CARDINALS, ORDINALS) for number, word in enumerate(words)}
WORDS |= {"no": {0}, "once": {1}, "twice": {2}, "thirty": {30}, "hundred": {100}, "thousand": {1000}}
CARDINALES = re.findall(
    r"\w+",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte",
)
ORDINALES = re.findall(r"\w+", "tercer cuart quint sext séptim octav noven décim")
WORDS |= {word: WORDS.get(word, set()) | {number} for number, word in enumerate(CARDINALES)}
WORDS |= {word + end: {n, 1 / n} for n, word in enumerate(ORDINALES, 3) for end in ("", "o", "a")}
WORDS |= {"ningún": {0}, "ninguna": {0}, "un": {1}, "una": {1}, "primera": {1}, "segunda": {2}, "doble": {2}}
WORDS |= {"mitad": {1 / 2}, "tercio": {3, 1 / 3}, "treinta": {30}, "cien": {100}, "mil": {1000}}
WORDS |= {"half": {1 / 2}, "third": {3, 1 / 3}, "quarter": {1 / 4}, "tenth": {10, 1 / 10}}

# Runs in the notebook's kernel and leaves no name there.
EVALUATE = """
def _evaluate(expressions, names):
    import json

    def plain(value):
        value = value.item() if hasattr(value, "item") else value
        return value if isinstance(value, bool | int | float | str) else repr(value)

    def evaluate(expression):
        try:
            return {"value": plain(eval(expression, dict(names)))}
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    print(json.dumps({expression: evaluate(expression) for expression in expressions}))

_evaluate(%r, globals())
del _evaluate
"""


class Comment(NamedTuple):
    """A binding: `kind` is one of `= ! given cited:`; `later` if it is evaluated after the code below."""

    kind: str
    expression: str
    later: bool
    start: int
    end: int

    @property
    def is_given(self):
        return self.kind == "given" or (self.kind in "=!" and not names_read(self.expression))


class Number(NamedTuple):
    """A number of a text, or a formula's sign, at `start:end`; `comment` is what binds it, or None.

    `kind` is one of `number word formula quoted`, and `whole` what of the text is compared.
    """

    kind: str
    start: int
    end: int
    whole: str
    comment: Comment | None


@functools.cache
def names_read(expression):
    """Return the names that an expression reads and does not make; Python's own do not count."""
    nodes = [node for node in ast.walk(ast.parse(expression, mode="eval")) if isinstance(node, ast.Name)]
    made = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    return {node.id for node in nodes} - made - set(dir(builtins))


@functools.cache
def squeeze(code):
    return re.sub(r"\s*([^\w\s])\s*", r"\1", code.strip())


def quotes(code, quotable):
    """Whether code in a sentence stands in other code, whatever the spaces; 15 does not stand in 151."""
    code, quotable = squeeze(code), squeeze(quotable)
    before = r"(?<![\w.])" if re.match(r"\w", code) else ""
    after = r"(?!\w|\.\d)" if re.search(r"\w$", code) else ""
    return re.search(before + re.escape(code) + after, quotable) is not None


def comments(text):
    """Return the bindings of a text: a list of `Comment`."""
    return [
        Comment(match[1].rstrip(">"), match[2], match[1].endswith(">"), *match.span())
        for match in COMMENT.finditer(FENCE.sub(hide, text))
    ]


def strip(text):
    """Return what a reader sees of a text with bindings."""
    return COMMENT.sub("", text)


def blank(pattern, text):
    """Replace what matches by spaces: all else keeps its place."""
    return re.sub(pattern, lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def hide(block):
    """Blank a block of code, and of a directive only its marks: a picture's text is seen."""
    return blank("`" if block[1] else ".", block[0])


def signs(formula):
    """Yield a formula's numbers and signs, with their places."""
    for match in SIGN.finditer(blank(NOT_A_SIGN, formula)):
        yield match, {"\\l": "<", "\\g": ">"}.get(match[0][:2], match[0].replace(",", ""))


@functools.cache
def literals(expression):
    """Return an expression's numbers and signs, in order, as strings that `signs` would give."""
    tokens = tokenize.generate_tokens(io.StringIO(expression).readline)
    return [
        plain(one.string) for one in tokens if one.type == tokenize.NUMBER or one.string[0:1] in tuple("+-<>")
    ]


def plain(text):
    """Write one number or sign in one way."""
    if text[0] in "+-<>":
        return text[0]
    number = float(text.replace("_", "").replace(",", ""))
    return str(int(number)) if number == int(number) else repr(number)


def numbers(text, quotable=""):
    """Return every number of a text that has to be bound: a list of `Number`.

    Args:
        text: Markdown.
        quotable: the code that code in a sentence may quote.
    """
    found, binding = [], comments(text)
    starts = {one.start: one for one in binding}
    prose = blank(EXEMPT, blank(COMMENT, FENCE.sub(hide, text)))

    def next_assertion(place, end):
        return next((one for one in binding if one.kind == "!" and place <= one.start < end), None)

    def block_end(place):
        match = BLOCK.search(text, place)
        return match.start() if match else len(text)

    for match in SPAN.finditer(prose):
        start, end = match.span()
        comment = starts.get(end)
        if match["formula"]:  # a single number may have its value behind it, as in $n = 28$
            kind = "number" if comment and comment.kind == "=" else "formula"
            comment = comment if kind == "number" else next_assertion(end, len(text))
            for sign, _ in signs(match[0]):
                whole = sign[0] if kind == "number" else match[0]
                found.append(Number(kind, start + sign.start(), start + sign.end(), whole, comment))
        elif comment and comment.kind != "!":
            found.append(Number("number", *match.span("inside"), match["inside"], comment))
        else:
            kind = "quoted" if not comment and quotes(match["inside"], quotable) else "number"
            comment = next_assertion(end, block_end(end)) if kind == "number" else None
            for number in NUMBER.finditer(prose, *match.span("inside")):
                whole = match["inside"] if kind == "quoted" else number[0]
                found.append(Number(kind, *number.span(), whole, comment))
    for match in NUMBER.finditer(blank(SPAN, prose)):
        stars = re.match(r"[*_]*", text[match.end() :]).end()
        comment = starts.get(match.end() + stars)
        if comment is None or comment.kind == "!":
            comment = next_assertion(match.end(), block_end(match.end()))
        found.append(Number("number", *match.span(), match[0], comment))
    for comment in binding:
        word = BEFORE.search(text[: comment.start])
        if comment.kind != "!" and word and word[2] and word[2][-1] not in "0123456789%":
            found.append(Number("word", *word.span(2), word[2], comment))
    return sorted(found, key=lambda number: number.start)


def says(text, value):
    """Whether a number, as it is printed, is this value.

    Example:
        >>> says("60,000", 60000), says("98.5 %", 0.98512), says("−0.4", -0.48), says("ten", 10)
        (True, True, False, True)
    """
    if isinstance(value, str | bool):
        return text == str(value)
    if text.lower() in WORDS:
        return any(math.isclose(value, number) for number in WORDS[text.lower()])
    if not re.fullmatch(rf"{DIGITS}(?:\s?%)?", text):
        return False
    digits = re.sub(r"[,_+%\s]", "", text).replace("−", "-")
    decimals = len(digits.partition(".")[2])
    return f"{value * (100 if '%' in text else 1):.{decimals}f}" == digits


def spelled(text):
    """Return the ways to write a printed number as literals; 99 % may be 0.99."""
    digits, sign = re.sub(r"[,_+%\s−]", "", text), ["-"] if "−" in text else []
    ways = [float(digits), float(digits) / 100] if "%" in text else [float(digits)]
    return [[*sign, plain(repr(way))] for way in ways]


def are_in_order(printed, expression):
    """Whether printed numbers stand in an expression in the same order.

    Example:
        >>> are_in_order(["0", "1", "99 %"], "x.min() >= 0 and x.max() <= 1 and x.mean() > 0.99")
        True
    """
    found, place = literals(expression), 0
    for text in printed:
        ends = [
            at + len(way)
            for way in spelled(text)
            for at in range(place, len(found))
            if found[at : at + len(way)] == way
        ]
        if not ends:
            return False
        place = min(ends)
    return True


def spells_out(formula, expression):
    """Whether a formula's numbers and signs stand in an expression in the same order."""
    rest = iter(literals(expression))
    return all(plain(sign) in rest for _, sign in signs(formula))


def sentence(text, place):
    """Return the sentence around a place, without its bindings."""
    place, text = len(strip(text[:place])), strip(text)
    start = max((match.end() for match in re.finditer(r"[.?!:]\s|\n", text[: max(place - 1, 0)])), default=0)
    end = re.compile(r"[.?!](?=\s|$)|\n\n").search(text, max(place - 1, 0))
    return text[start : end.end() if end else None].strip()


@functools.cache
def read_cited():
    """Map keys to the printed figures of others."""
    with open(CITED, encoding="utf-8", newline="") as file:
        return {row["key"]: row["figure"] for row in csv.DictReader(file)}


def problem(number, values):
    """Return what is wrong with one number, or None.

    Args:
        number: a `Number`.
        values: dict from `(expression, later)` to what `EVALUATE` found.
    """
    comment = number.comment
    if number.kind == "quoted":
        return None
    if comment is None:
        return f"nothing binds {number.whole}"
    expression, found = comment.expression, values.get((comment.expression, comment.later), {})
    if comment.kind == "given":
        return None
    if comment.kind == "cited:":
        figure = read_cited().get(expression, "not there")
        same = figure == number.whole.replace("\u202f", ",")
        same |= figure in WORDS and WORDS[figure] == WORDS.get(number.whole)
        return None if same else f"the text says {number.whole}, and {CITED.name} {figure}"
    if comment.kind == "=":
        if "value" in found and says(number.whole, found["value"]):
            return None
        return f"the text says {number.whole}, and {expression} is {found.get('value', found.get('error'))}"
    if number.kind == "formula":
        stands = spells_out(number.whole, expression)
        return None if stands else f"{number.whole} is not spelled out by {expression}"
    return (
        None if are_in_order([number.whole], expression) else f"{number.whole} is no literal of {expression}"
    )


def problems(text, values, quotable="", later=True):
    """Return everything that is wrong with a text: a list of messages, each with its sentence.

    Args:
        text: Markdown.
        values: dict from `(expression, later)` to what `EVALUATE` found.
        quotable: the code that code in a sentence may quote.
        later: whether the bindings to be evaluated after the code below have been.
    """
    found, bound = [], numbers(text, quotable)
    for number in bound:
        if later or number.comment is None or not number.comment.later:
            found.append((number.start, problem(number, values)))
    for comment in comments(text):
        if comment.kind == "!" and (later or not comment.later):
            value = values.get((comment.expression, comment.later), {})
            if not value.get("value"):
                message = value.get("error", f"{value.get('value')}")
                found.append((comment.start, f"the text asserts {comment.expression}, and it is {message}"))
            printed = [one.whole for one in bound if one.comment == comment and one.kind == "number"]
            if not are_in_order(printed, comment.expression):
                message = f"{', '.join(printed)} do not stand in this order in {comment.expression}"
                found.append((comment.start, message))
        elif comment.kind != "!" and comment not in [number.comment for number in bound]:
            found.append((comment.start, f"no number stands before {comment.expression}"))
    told = [f"“{sentence(text, place)}”\n    {message}" for place, message in found if message]
    return list(dict.fromkeys(told))


def next_to(text):
    """Return a number's two neighbours, printed as it is: one up and one down in the last digit.

    Example:
        >>> next_to("59,999"), next_to("99.9 %"), next_to("ten")
        (['60,000', '59,998'], ['100.0 %', '99.8 %'], ['eleven', 'nine'])
    """
    for words in CARDINALS, ORDINALS, CARDINALES:
        if text.lower() in words:
            at = words.index(text.lower())
            return [words[i] for i in (at + 1, at - 1) if 0 <= i < len(words)]
    if text in "+-":
        return ["+-".replace(text, "")]
    if not any(character.isdigit() for character in text):
        return []
    digits = re.search(DIGITS, text)[0]
    comma = next((sign for sign in ",_\u202f" if sign in digits), "," if digits == "999" else "")
    value = Decimal(digits.replace(comma, "").replace("−", "-"))
    step = Decimal(1).scaleb(value.as_tuple().exponent)
    moved = [f"{one:,f}".replace("-", "−").replace(",", comma) for one in (value + step, value - step)]
    return [text.replace(digits, one) for one in moved]


def false_numbers(text):
    """Yield `(lie, text with the lie)` for every number of a text that is no Markdown, bound or not."""
    for number in NUMBER.finditer(text):
        for lie in next_to(number[0]):
            yield lie, text[: number.start()] + lie + text[number.end() :]


def lies(text, quotable=""):
    """Yield `(number, lie, text with the lie)` for every number of a text and its two neighbours."""
    for number in numbers(text, quotable):
        for lie in next_to(text[number.start : number.end]):
            yield number, lie, text[: number.start] + lie + text[number.end :]


def source(expressions):
    """Return code that evaluates expressions and prints what it found as JSON."""
    return EVALUATE % (list(expressions),)


def read_values(printed, later=False):
    """Return the values that the code of `source` printed, for `problems`."""
    return {(expression, later): value for expression, value in json.loads(printed).items()}
