"""Compare an answer with the sample solution, case by case.

The hidden check of a task is a generator of cases in `hidden/ASSIGNMENT.py`, named as the task:

    from checks import arrays, check, shapes

    @check()
    def softmax(rng):
        for shape in shapes(2):
            for logits in arrays(rng, shape):
                yield (logits,)

The last line of a check, `checks.compare("03_one_unit", "softmax", softmax)`, calls the answer and
the sample solution (the cell of the task in `source`) with each case and compares what they return. A case is
a tuple of arguments. A few hundred are right: every size, dtype and limit that the task's text promises, and
nothing that it does not promise.
"""

import copy
import functools
import importlib.util
import inspect
import itertools
import json
import math
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np

COURSE = Path(__file__).parent
NUMBERS = (bool, int, float)


class Check(NamedTuple):
    """A generator of cases, and what is compared."""

    cases: object
    view: object
    rtol: float
    atol: float
    dtype: str
    fresh: bool
    quiet: bool
    slow: bool
    equivalent: dict


def check(
    view=None, *, rtol=1e-5, atol=1e-12, dtype="kind", fresh=False, quiet=False, slow=False, equivalent=None
):
    """Make a generator of cases the hidden check of a task.

    Args:
        view: what is looked at, `view(function, *case)`; by default `function(*case)`. It returns numbers,
            arrays, texts, or lists, tuples and dicts of them: of a model, say, its answers and its count of
            parameters; of a random answer, what is true of every right one.
        rtol, atol: floats may differ by `atol` plus `rtol` times the right one. A tenth of the digits of
            float32 are left as they are by the default; a rounded answer is not.
        dtype: "kind" (whole numbers where they are right, otherwise any numbers), "exact", or "any".
        fresh: whether the answer has to be a new array, sharing nothing with its input.
        quiet: whether a warning counts as an error.
        slow: whether a case trains a model; then the quick tests try few answers, and the view sets the seed.
        equivalent: dict from mutants of the solution that no case can tell from it to the reason.
    """
    view = view or (lambda function, *case: function(*case))
    return lambda cases: Check(cases, view, rtol, atol, dtype, fresh, quiet, slow, equivalent or {})


# Cases


def shapes(axes, least=1, long=1000):
    """Yield shapes with so many axes: each length from `least` to 5 on each axis, and `long` on one."""
    yield from itertools.product(sorted({least, 1, 2, 3, 5}), repeat=axes)
    for axis in range(axes):
        yield tuple(long if i == axis else 3 for i in range(axes))


def arrays(rng, shape, dtype="float64"):
    """Yield arrays of a shape: ordinary numbers, equal ones, ties, and the dtype's limits or wide scales."""
    if np.issubdtype(dtype, np.integer):
        low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
        yield rng.integers(low, high, shape, dtype, endpoint=True)
        yield rng.integers(0, 3, shape, dtype)
        yield from (np.full(shape, value, dtype) for value in (0, 1, low, high))
    else:
        normal = rng.normal(size=shape)
        yield normal.astype(dtype)
        yield rng.integers(-1, 2, shape).astype(dtype)
        yield from (np.full(shape, value, dtype) for value in (0, 0.3, -2))
        yield from ((normal * scale).astype(dtype) for scale in (1e-6, 1e6))


def digits():
    """Return digits, and labels that count down, so that only who learns from them can know them.

    They are the sample's, whichever others are at hand.
    """
    from companion.datasets import SAMPLE

    with np.load(SAMPLE) as file:
        return file["x_train"], 9 - file["y_train"]


def size(value):
    """Return how much a reader has to look at, to show the smallest case."""
    if isinstance(value, np.ndarray):
        return 1 + value.size
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(size, value))
    return 1 + (abs(value) if isinstance(value, int) else 0) / 1e9


# Slopes of curves, for tasks that walk on them


def parabola(w):
    return 2 * w


def parabola_with_its_bottom_at_3(w):
    return 2 * w - 6


def two_valleys(w):
    return 4 * w**3 - 10 * w


def waves(w):
    return math.cos(w)


def flat(w):
    return 0


def nearly_flat(w):
    return 1e-8


def straight(w):
    return -3


# What is compared


def pair(function, *case):
    """Return both things that a function returns: a pair may be a tuple, a list or an array."""
    return list(function(*case))


def have_no_pattern(numbers):
    """Whether numbers around zero are correlated with none before them, beyond seven standard errors."""
    power = np.abs(np.fft.rfft(numbers)) ** 2
    products = np.fft.irfft(power, len(numbers))  # at any distance
    return bool(np.all(np.abs(products[1:]) <= 7 * products[0] / np.sqrt(len(numbers))))


def plain(value):
    """Convert, once, what a function returned to Python's own numbers, texts and lists.

    Whatever could answer for itself when it is compared, such as an array of the student's own kind, is
    refused.

    Raises:
        TypeError: if it is anything else.
    """
    if type(value) in (bool, int, float, str, type(None)):
        return value
    if type(value) is np.ndarray and value.dtype.kind in "biuf":
        return {"dtype": value.dtype.name, "shape": value.shape, "values": value.ravel().tolist()}
    if isinstance(value, np.generic) and value.dtype.kind in "biuf" and type(value).__module__ == "numpy":
        return value.item()
    if type(value) in (list, tuple):
        return [plain(one) for one in value]
    if type(value) is dict:
        return {str(key): plain(one) for key, one in value.items()}
    raise TypeError(f"a {type(value).__name__} stands where numbers or a NumPy array should")


def kind(name):
    return "b" if name == "bool" else "i" if "int" in name else "f"


def difference(answer, right, about):
    """Say in what way a plain answer differs from the right one, or return None."""
    if isinstance(right, dict) and "dtype" in right:
        return difference_of_arrays(answer, right, about)
    if isinstance(answer, dict) and answer.get("shape") == () and isinstance(right, NUMBERS):
        answer = answer["values"][0]  # an array without axes is a number
    if isinstance(right, (list, dict)):
        if type(answer) is not type(right) or len(answer) != len(right):
            return f"it should be {len(right)} things, one after the other"
        named = isinstance(right, dict)
        for key in right if named else range(len(right)):
            if found := difference(answer[key], right[key], about):
                return f"{key}: {found}" if named else found
        return None
    if not isinstance(right, NUMBERS):
        return None if answer == right and type(answer) is type(right) else "it differs"
    if not isinstance(answer, NUMBERS):
        return "it should be a number"
    kinds = [kind(type(one).__name__) for one in (answer, right)]
    if about.dtype != "any" and kinds[0] != kinds[1] and (kinds[1] != "f" or kinds[0] == "b"):
        return f"it should be {dict(b='True or False', i='a whole number', f='a number')[kinds[1]]}"
    return None if close(answer, right, about) else "it differs"


def difference_of_arrays(answer, right, about):
    if not isinstance(answer, dict) or "dtype" not in answer:
        return "it should be an array"
    if answer["shape"] != right["shape"]:
        return f"the shape should be {right['shape']}, not {answer['shape']}"
    kinds = [kind(one["dtype"]) for one in (answer, right)]
    if about.dtype == "exact" and answer["dtype"] != right["dtype"]:
        return f"the dtype should be {right['dtype']}, not {answer['dtype']}"
    other = kinds[0] != kinds[1] and (kinds[1] != "f" or kinds[0] == "b")
    # `np.array([])` is of float64, which means nothing.
    if about.dtype == "kind" and other and right["values"]:
        return f"the dtype should be one as {right['dtype']}, not {answer['dtype']}"
    pairs = zip(answer["values"], right["values"], strict=True)
    wrong = next((i for i, pair in enumerate(pairs) if not close(*pair, about)), None)
    if wrong is None:
        return None
    place = np.unravel_index(wrong, right["shape"])
    return f"the number at {tuple(map(int, place))} is {answer['values'][wrong]!r}"


def close(answer, right, about):
    if isinstance(right, float) or isinstance(answer, float):
        near = math.isfinite(right) and abs(answer - right) <= about.atol + about.rtol * abs(right)
        return answer == right or near or (math.isnan(right) and math.isnan(answer))
    return answer == right


def laid_out(value, layout, done=None):
    """Return arrays with the same numbers in another order in memory: 0 to 3, as `LAYOUTS` names them."""
    done = {} if done is None else done  # what stands at two places stays one thing
    if layout and type(value) in (list, tuple):
        if id(value) not in done:
            done[id(value)] = type(value)(laid_out(one, layout, done) for one in value)
        return done[id(value)]
    if type(value) is not np.ndarray or not value.ndim or not layout:
        return value
    if layout == 1:
        return np.repeat(value, 2, axis=-1)[..., ::2]
    if layout == 2:
        return np.array(value, order="F")
    return np.swapaxes(np.array(np.swapaxes(value, 0, -1)), 0, -1)


LAYOUTS = "", "with gaps in memory, as in x[..., ::2]", "column by column in memory", "with two axes swapped"


def outcome(about, function, case, layout=0):
    """Call a function with a case of its own; return what came out, and whether the input was left alone."""
    given = laid_out(copy.deepcopy(case), layout)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error" if about.quiet else "ignore")
            result = about.view(function, *given)
    except Exception as error:
        return error, same(given, case), False
    shared = any(
        isinstance(one, np.ndarray) and isinstance(result, np.ndarray) and np.shares_memory(one, result)
        for one in given
    )
    return result, same(given, case), shared


def same(after, before):
    """Whether arrays, lists and numbers are what they were, to the last bit."""
    if isinstance(before, np.ndarray):
        return after.dtype == before.dtype and after.tobytes() == before.tobytes()
    if isinstance(before, (list, tuple)):
        return len(after) == len(before) and all(map(same, after, before))
    return not isinstance(before, NUMBERS) or after == before


def judge(about, case, right, answer, layout=0):
    """Return what is wrong with an answer to a case, or None."""
    result, kept, shared = outcome(about, answer, case, layout)
    if isinstance(right, Exception):
        expected = type(right).__name__
        if isinstance(result, type(right)):
            return None
        came = f"{type(result).__name__}" if isinstance(result, Exception) else show(result)
        return f"It should raise a {expected}. Yours: {came}"
    if isinstance(result, Exception):
        return f"Your function raises {type(result).__name__}: {result}\nThe right answer: {show(right)}"
    if not kept:
        return "Your function changes its input."
    if about.fresh and shared:
        return "Your function returns its input, or a part of it, not a new array."
    if isinstance(result, list) and isinstance(right, np.ndarray) and about.dtype != "exact":
        result = np.array(result)  # who was not told otherwise may return a list
    try:
        wrong = difference(plain(result), plain(right), about)
    except TypeError as error:
        if not isinstance(plain(right), (bool, int, float, str, list, dict, type(None))):
            raise
        wrong = str(error)
    if not wrong:
        return None
    how = "" if wrong == "it differs" else f"\nIn yours, {wrong}."
    return f"Your answer: {show(result)}\nThe right answer: {show(right)}{how}"


def show(value):
    """Return how a value looks, short."""
    with np.printoptions(threshold=40, edgeitems=3, precision=8):
        text = repr(value) if not callable(value) else getattr(value, "__name__", "a function")
    return text if len(text) <= 600 else text[:600] + " …"


# Assignments


@functools.cache
def hidden(assignment):
    """Map the names of an assignment's functions to their `Check`."""
    spec = importlib.util.spec_from_file_location(f"hidden_{assignment}", COURSE / f"hidden/{assignment}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: about for name, about in vars(module).items() if isinstance(about, Check)}


@functools.cache
def solutions(assignment):
    """Return the names that the sample solutions of an assignment define."""
    path = COURSE / "source" / assignment / f"{assignment}.ipynb"
    namespace = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade"):
            exec("".join(cell["source"]), namespace)
    return namespace


@functools.cache
def cases(assignment, name):
    """Return the cases of a function, small ones first, each with what its sample solution makes of it."""
    about = hidden(assignment)[name]
    # A generator may go on with an array that it has yielded.
    found = sorted(map(copy.deepcopy, about.cases(np.random.default_rng(0))), key=size)
    pairs = [(case, outcome(about, solutions(assignment)[name], case)[0]) for case in found]
    for _, right in pairs:
        if isinstance(right, dict) and any(value is False for value in right.values()):
            raise RuntimeError(f"What a view says of every right answer is false for the solution: {right}")
    return pairs


def numpys_own():
    """Return the state of NumPy's own generator, with its place: the first 624 draws change nothing else."""
    return [np.asarray(part).tolist() for part in np.random.get_state()]  # noqa: NPY002


def compare(assignment, name, answer):
    """Compare an answer with the sample solution in every case, small ones first.

    An array is an array however it lies in memory, so they take turns in that.

    Args:
        assignment, name: the assignment's name and the function's, as in "02_one_hot" and "one_hot".
        answer: the student's function.

    Raises:
        AssertionError: at the first case in which they differ; it shows the input and both results.
    """
    state, about = numpys_own(), hidden(assignment)[name]
    names = list(inspect.signature(solutions(assignment)[name]).parameters)
    for number, (case, right) in enumerate(cases(assignment, name)):
        layout = number % len(LAYOUTS)
        if wrong := judge(about, case, right, answer, layout):
            if layout and not judge(about, case, right, answer):
                wrong += f"\n(The arrays lie {LAYOUTS[layout]}; otherwise it would be right.)"
            given = "\n".join(f"  {key} = {show(value)}" for key, value in zip(names, case, strict=False))
            raise AssertionError(f"{name} is wrong for\n{given}\n{wrong}")
    if any(isinstance(one, np.random.Generator) for one in case) and numpys_own() != state:
        raise AssertionError(f"{name} takes random numbers from NumPy itself, not only from its generator.")
