"""nbval's run of a notebook evaluates its bindings, too, and tells which lies it would have caught.

For the grammar see `bindings`. A code cell whose metadata has a `tolerance`, a list, is measured: its stored
numbers may differ from the fresh ones by so much, in their order; past the list's end, by nothing.
"""

import copy
import json
import re
from collections import defaultdict
from decimal import Decimal

import bindings
import nbformat
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

DATA = frozenset({"full-mnist", "cifar10"})
PRINTED = re.compile(r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d*)?(?:e[-+]?\d+)?|\d+")


def shown_text(outputs):
    """Return what a cell printed or showed as text; a picture is none."""
    texts = []
    for output in outputs:
        texts.append(output.get("text", ""))
        texts += [output.get("data", {}).get(f"text/{kind}", "") for kind in ("plain", "markdown")]
    return "\n".join(texts)


def value(printed):
    return Decimal(printed.replace(",", "").replace("−", "-").rstrip("."))


def differences(stored, fresh, tolerance):
    """Return how two printed texts differ by more than the tolerances of their numbers, as messages."""
    words = [[part.split() for part in PRINTED.split(text)] for text in (stored, fresh)]
    if words[0] != words[1]:  # but for spaces, with which NumPy pads what it prints
        return [f"the page says\n{stored}\nand this run\n{fresh}"]
    pairs = list(zip(PRINTED.findall(stored), PRINTED.findall(fresh), strict=True))
    allowed = [Decimal(str(number)) for number in tolerance] + [Decimal(0)] * len(pairs)
    return [
        f"the page says {old}, this run {new}, and the tolerance is {float(within):g}"
        for (old, new), within in zip(pairs, allowed, strict=False)
        if abs(value(old) - value(new)) > within
    ]


def false_outputs(stored, tolerance=()):
    """Yield `(number, text)`: a lie in its last digit, or by over twice its tolerance, up and down."""
    for i, match in enumerate(PRINTED.finditer(stored)):
        mantissa, e, exponent = match[0].partition("e")
        step = Decimal(1).scaleb(-len(mantissa.partition(".")[2]))
        if i < len(tolerance) and tolerance[i]:
            step += 2 * Decimal(str(tolerance[i]))  # more than twice: a right run may be off by all of it
        for lie in value(mantissa) + step, value(mantissa) - step:
            yield match[0], f"{stored[: match.start()]}{lie:f}{e}{exponent}{stored[match.end() :]}"


class Text:
    """A text with bindings: `kind` is one of `prose caption alt`, `metadata` that of its cell."""

    def __init__(self, kind, source, metadata, quotable):
        self.kind, self.source, self.metadata, self.quotable = kind, source, metadata, quotable
        self.values, self.is_compared = {}, True

    def problems(self):
        """Return what is wrong with it, where it is compared, once what its bindings need is evaluated."""
        return bindings.problems(self.source, self.values, self.quotable) if self.is_compared else []

    def lies(self):
        """Yield `(kind, lie, whether it was caught)`, once what the bindings need has been evaluated."""
        sound = self.is_compared and not self.problems()
        for number, lie, false in bindings.lies(self.source, self.quotable):
            kind = number.kind if self.kind == "prose" and number.kind in ("formula", "quoted") else self.kind
            kind = "given" if number.comment and number.comment.is_given else kind
            caught = sound and bool(bindings.problems(false, self.values, self.quotable))
            yield kind, f"{lie} in “{bindings.sentence(self.source, number.start)}”", caught


class Item(IPyNbCell):
    """An item beside nbval's own, with a cell that has another's metadata and a message of its own."""

    def __init__(self, name, parent, metadata, code="", **about):
        cell = nbformat.v4.new_code_cell(code, execution_count=1, metadata=metadata)
        super().__init__(name, parent, 0, cell, defaultdict(bool, check=True))
        self.__dict__.update(about)

    def repr_failure(self, excinfo):
        return str(excinfo.value)

    def fail_with(self, messages):
        if messages:
            raise AssertionError("\n".join([f"{self.parent.path.stem}, {self.name}", *messages]))


class Bindings(Item):
    """Evaluates those bindings of a text that belong here: above the next cell, or before the next text."""

    def runtest(self):
        text, self.text.is_compared = self.text, self.options["check"]
        if not text.is_compared:
            return
        self.options["check"] = False  # of nbval's
        super().runtest()
        printed = "".join(output.text for output in self.test_outputs if output.get("name") == "stdout")
        text.values |= bindings.read_values(printed, self.later)
        if self.is_last:
            self.fail_with(text.problems())


class Output(Item):
    """Compares a measured cell's stored output with the fresh one."""

    def runtest(self):
        self.of.is_compared = self.options["check"]
        if self.of.is_compared:
            stored, fresh = shown_text(self.of.cell.outputs), shown_text(self.of.test_outputs)
            self.fail_with(differences(stored, fresh, self.of.cell.metadata.tolerance))


class Lies(Item):
    """Tells which lies, one in each number, up and down, this run would have caught, and holds the share."""

    def runtest(self):
        if any(text.problems() for text in self.parent.texts):
            pytest.skip("a text is wrong: nothing can be said of lies in it")
        found = []
        for kind, lie, caught, metadata in self.parent.lies():
            found.append([kind, lie, caught, sorted(DATA.intersection(metadata.get("tags", [])))])
        self.user_properties.append(("lies", json.dumps(found)))
        here = [lie for *lie, needs in found if self.parent.not_compared.isdisjoint(needs)]
        self.fail_with(too_many_slip(here))


def output_lies(item):
    """Yield `(kind, lie, whether it was caught)` for the numbers of a cell's stored output that are text."""
    measured = "tolerance" in item.cell.metadata
    ignored = "nbval-ignore-output" in item.cell.metadata.get("tags", [])
    kind = "measured output" if measured else "output, not compared" if ignored else "output"
    stored, fresh = item.cell.outputs, item.test_outputs or []
    if measured:
        text, found, tolerance = shown_text(stored), shown_text(fresh), item.cell.metadata.tolerance
        for lie, false in false_outputs(text, tolerance):
            yield kind, lie, item.is_compared and bool(differences(false, found, tolerance))
        return
    item.format_output_compare = lambda *arguments: None  # a lie that is caught needs no drawing
    for output, false in zip(stored, copy.deepcopy(stored), strict=True):
        for place in output, output.get("data", {}):
            for key in {"text", "text/plain", "text/markdown"} & place.keys():
                changed = false if place is output else false["data"]
                for lie, text in false_outputs(place[key]):
                    changed[key] = text
                    others = [false if one is output else one for one in stored]
                    yield kind, lie, item.options["check"] and not item.compare_outputs(fresh, others)
                changed[key] = place[key]


def too_many_slip(lies):
    """Return a message for each kind of which too few lies are caught; one number in twenty may be given.

    What is not compared is a time, which is the machine's.
    """
    groups, messages = defaultdict(list), []
    for kind, lie, caught in lies:
        groups[kind].append((lie, caught))
    for kind, group in groups.items():
        slipped = [lie for lie, caught in group if not caught]
        if kind not in ("given", "output, not compared") and len(slipped) > (
            0 if "output" in kind else len(group) / 100
        ):
            messages.append("\n    ".join([f"{kind}: {len(slipped)} of {len(group)} slip", *slipped]))
    typed = sum(len(group) for kind, group in groups.items() if "output" not in kind)
    if len(groups["given"]) > max(typed / 20, 2):
        messages.append(f"given: {len(groups['given'])} of {typed}, and one in twenty may be")
    return messages


class Notebook(IPyNbFile):
    """nbval's file of a notebook, with the items of its bindings between the cells.

    `not_compared` are the tags of cells that this run does not compare.
    """

    not_compared = frozenset()

    def collect(self):
        cells = list(super().collect())
        items, quotable = iter(cells), "\n".join(item.cell.source for item in cells)
        self.texts, self.outputs, waiting = [], [], []

        def bound(text, name, later, is_last=True):
            about = [one for one in bindings.comments(text.source) if one.later == later and one.kind in "=!"]
            code = bindings.source(dict.fromkeys(one.expression for one in about))
            return Bindings.from_parent(
                self, name=name, metadata=text.metadata, code=code, text=text, later=later, is_last=is_last
            )

        for n, cell in enumerate(self.nb.cells):
            if cell.cell_type == "markdown":
                yield from waiting
                text = Text("prose", cell.source, cell.metadata, quotable)
                later = any(one.later for one in bindings.comments(cell.source))
                if bindings.numbers(cell.source, quotable) or bindings.comments(cell.source):
                    self.texts.append(text)
                    yield bound(text, f"Text {n}", False, not later)
                waiting = [bound(text, f"Text {n}, later", True)] if later else []
            elif cell.cell_type == "code":
                item = next(items)
                self.outputs.append(item)
                yield item
                if "tolerance" in cell.metadata:
                    item.options["check"] = False
                    yield Output.from_parent(self, name=f"Output {n}", metadata=cell.metadata, of=item)
                described = cell.metadata.get("mystnb", {})
                for kind, about in ("caption", "figure"), ("alt", "image"):
                    text = Text(kind, described.get(about, {}).get(kind, ""), cell.metadata, quotable)
                    if text.source:
                        self.texts.append(text)
                        yield bound(text, f"{kind.capitalize()} {n}", False)
        yield from waiting
        yield Lies.from_parent(self, name="Lies", metadata={})

    def lies(self):
        for text in self.texts:
            yield from ((*lie, text.metadata) for lie in text.lies())
        for item in self.outputs:
            yield from ((*lie, item.cell.metadata) for lie in output_lies(item))
