"""Run chapters with other seeds: how far is what they assert from the bounds of its ranges?

    COMPANION_DATA=folder python tools/ranges.py [--seeds 20] [--defect NAME] [CHAPTER ...]

adds the runs that are missing to `ranges/`, so it may be stopped and goes on where it was, and prints
the ranges that a right run would leave too often. Each comparison that a chapter asserts, such as
`0.02 < accuracy`, gives a margin: the difference of its sides, positive if it holds. Each number that a
measured cell prints is noted, too: its tolerance is at most four standard deviations. After a change of
what a chapter asserts or measures, delete its file first.

With a defect planted, nothing is stored, and the comparisons that fail are printed.
"""

import argparse
import ast
import concurrent.futures
import csv
import itertools
import json
import os
import textwrap
from pathlib import Path
from typing import NamedTuple

os.environ["COMPANION_OFFLINE"] = "1"

import environment
import nbformat
import numpy as np
from nbclient import NotebookClient
from nbval_bindings import PRINTED, shown_text, value
from scipy import stats
from tqdm import tqdm

from companion.datasets import load_mnist

CHAPTERS = [path.stem for path in environment.CHAPTERS]
RANGES = Path(__file__).parent / "ranges"  # a file a chapter, so that two chapters may be tried at once
FAILURES = 0.001  # a right run leaves a range less often

# Run before the chapter, in a function that shares no name with it: all that it seeds is seeded otherwise.
SEEDED = """
import functools
import numpy as np
from companion import datasets, models, training
import keras

shift = 1000 * {seed}

def _with_another_seed(function):
    @functools.wraps(function)
    def call(*arguments, seed=0, **keywords):
        return function(*arguments, seed=seed + shift, **keywords)
    return call

default_rng = np.random.default_rng
np.random.default_rng = lambda seed: default_rng(seed + shift if isinstance(seed, int) else seed)
set_random_seed = keras.utils.set_random_seed
keras.utils.set_random_seed = lambda seed: set_random_seed(seed + shift)
models.build_mlp = _with_another_seed(models.build_mlp)
training.train = _with_another_seed(training.train)
"""
DEFECTS = {
    "dropout at prediction": """
keras.layers.Dropout.call = functools.partialmethod(
    lambda layer, call, inputs, training=False: call(layer, inputs, training=True), keras.layers.Dropout.call
)
""",
    "unscaled pixels": """
to_vectors = datasets.to_vectors
datasets.to_vectors = lambda images: to_vectors(images) * np.float32(255)
""",
    "wrong labels": """
load_mnist = datasets.load_mnist

def _load():
    (x_train, y_train), test = load_mnist()
    wrong = np.random.default_rng(0).random(len(y_train)) < 0.2
    return (x_train, np.where(wrong, (y_train + 1) % 10, y_train).astype("uint8")), test
datasets.load_mnist = _load
""",
    "no shuffling": """
train = training.train
training.train = lambda *arguments, **keywords: train(*arguments, **{**keywords, "shuffle": False})
keras.Model.fit = functools.partialmethod(
    lambda model, fit, *arguments, **keywords: fit(model, *arguments, **{**keywords, "shuffle": False}),
    keras.Model.fit,
)
""",
}


class Margin(NamedTuple):
    """How far one asserted comparison of a chapter was from failing, on so many digits with this seed.

    Or, where `comparison` is such as "cell-42: number 0", what number a measured cell printed.
    """

    chapter: str
    digits: int
    seed: int
    comparison: str
    margin: float

    @property
    def is_printed(self):
        """Whether this is a number that a cell printed, and no margin."""
        return ": number " in self.comparison


def comparisons(test):
    """Yield `(guard, comparison, margin)`, each as code, for the comparisons of numbers that a test makes.

    In `guard or comparison`, the comparison counts only where the guard is false.
    """
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        *guards, test = test.values
        guard = " or ".join(ast.unparse(one) for one in guards)
        yield from ((guard, *comparison) for _, *comparison in comparisons(test))
    elif isinstance(test, ast.BoolOp):
        for one in test.values:
            yield from comparisons(one)
    elif isinstance(test, ast.Compare):
        sides = [test.left, *test.comparators]
        for (left, right), operator in zip(itertools.pairwise(sides), test.ops, strict=True):
            if isinstance(operator, ast.Gt | ast.GtE | ast.Lt | ast.LtE):
                low, high = (left, right) if isinstance(operator, ast.Lt | ast.LtE) else (right, left)
                margin = ast.unparse(ast.BinOp(high, ast.Sub(), low))
                yield "False", ast.unparse(ast.Compare(left, [operator], [right])), margin


def asserted(source):
    """Yield what `comparisons` does for all assertions of a cell, and other statements as they are."""
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assert):
            yield from comparisons(statement.test)
        else:
            yield ast.unparse(statement)


def measured(source):
    """Return a cell's code that notes the margins of its assertions instead of stopping where one fails."""
    lines = []
    for part in asserted(source):
        if isinstance(part, tuple):
            guard, comparison, margin = part
            part = f"if not ({guard}): _margins.append(({comparison!r}, float({margin})))"
        lines.append(part)
    return "\n".join(lines)


def code_cells(chapter):
    cells = nbformat.read(environment.BOOK / f"{chapter}.ipynb", as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code" and cell.id != "install"]


def run(chapter, digits, seed, defect=None):
    """Run a chapter with all its seeds moved, and return a list of `Margin`."""
    preparation = textwrap.indent(SEEDED.format(seed=seed) + DEFECTS.get(defect, ""), "    ")
    codes = [f"_margins = []\ndef _prepare():\n{preparation}\n_prepare()"]
    codes += [measured(cell.source) for cell in code_cells(chapter)]
    codes.append("import json\nprint(json.dumps(_margins))")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])
    NotebookClient(notebook, timeout=3600, resources={"metadata": {"path": str(environment.BOOK)}}).execute()
    margins = json.loads(notebook.cells[-1].outputs[0].text)
    for cell, run_cell in zip(code_cells(chapter), notebook.cells[1:], strict=False):
        if "tolerance" in cell.metadata:
            printed = PRINTED.findall(shown_text(run_cell.outputs))
            margins += [(f"{cell.id}: number {i}", float(value(one))) for i, one in enumerate(printed)]
    return [Margin(chapter, digits, seed, comparison, margin) for comparison, margin in margins]


def spreads(margins):
    """Map each `(chapter, digits, number that a measured cell prints)` to its standard deviation."""
    groups = {}
    for margin in margins:
        if margin.is_printed:
            key = margin.chapter, margin.digits, margin.comparison
            groups.setdefault(key, []).append(margin.margin)
    return {key: float(np.std(values, ddof=1)) for key, values in groups.items() if len(values) > 1}


def read_margins():
    """Return the stored margins, a list of `Margin`."""
    margins = []
    for path in sorted(RANGES.glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            _, *lines = csv.reader(file)
        margins += [
            Margin(path.stem, int(digits), int(seed), comparison, float(margin))
            for digits, seed, comparison, margin in lines
        ]
    return margins


def write_margins(margins):
    """Write the file of each chapter that is among the margins."""
    for chapter, lines in itertools.groupby(sorted(margins), key=lambda margin: margin.chapter):
        path = RANGES / f"{chapter}.csv"
        unfinished = path.with_suffix(".tmp")
        with open(unfinished, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(Margin._fields[1:])
            writer.writerows([*margin[1:-1], f"{margin.margin:.6g}"] for margin in lines)
        os.replace(unfinished, path)


def chances(margins):
    """Map each `(chapter, digits, comparison)` to how often it was tried and how often it fails.

    That is the chance of a negative margin if they are normally distributed, by Student's t.
    """
    groups = {}
    for margin in margins:
        if not margin.is_printed:
            groups.setdefault((margin.chapter, margin.digits, margin.comparison), []).append(margin.margin)
    result = {}
    for key, values in groups.items():
        n, mean = len(values), np.mean(values)
        if n == 1:
            chance = 1.0  # nothing is known of how much it varies
        elif not (deviation := np.std(values, ddof=1)):
            chance = float(mean < 0)
        else:
            chance = float(stats.t.cdf(-mean / (deviation * np.sqrt(1 + 1 / n)), n - 1))
        result[key] = n, chance
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("chapters", nargs="*", default=CHAPTERS, metavar="CHAPTER", help="such as 11_dropout")
    parser.add_argument("--seeds", type=int, default=20, help="so many seeds each (20)")
    parser.add_argument("--defect", choices=DEFECTS, help="plant this defect, and store nothing")
    arguments = parser.parse_args()

    digits = len(load_mnist()[0][0])
    chapters = [
        name for name in arguments.chapters if any("assert" in cell.source for cell in code_cells(name))
    ]
    stored = [] if arguments.defect else [one for one in read_margins() if one.chapter in chapters]
    done = {margin[:3] for margin in stored}
    seeds = [0] if arguments.defect else range(1, arguments.seeds + 1)
    missing = [
        (name, digits, seed) for seed in seeds for name in chapters if (name, digits, seed) not in done
    ]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as executor:
        futures = [executor.submit(run, *one, arguments.defect) for one in missing]
        for future in tqdm(concurrent.futures.as_completed(futures), total=len(futures), disable=False):
            if future.exception() is not None:
                executor.shutdown(cancel_futures=True)
            stored += future.result()
            if not arguments.defect:
                write_margins(stored)
    if arguments.defect:
        for margin in sorted(stored):
            if margin.margin < 0:
                print(f"{margin.chapter}: {margin.comparison} fails by {-margin.margin:.3g}")
        return
    for (chapter, digits, comparison), (n, chance) in sorted(chances(stored).items()):
        if chance > FAILURES:
            print(f"{chapter}, {digits} digits: {comparison} fails {chance:.2%} of the time ({n} seeds)")


if __name__ == "__main__":
    main()
