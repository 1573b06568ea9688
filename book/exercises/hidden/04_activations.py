"""The cases of the hidden checks of 04_activations."""

import itertools

import numpy as np

from checks import arrays, check, shapes


@check(fresh=True)
def leaky_relu(rng):
    for shape in [(1,), (7,), (1, 1), (3, 4), (5, 1), (2, 3, 4), (2, 1, 2, 3), (1000,)]:
        for dtype in "float64", "float32", "int64", "int8", "uint8":
            for x in arrays(rng, shape, dtype):
                yield x, float(rng.choice([0, 0.01, 0.3, 0.5, 0.99]))
    for negative_slope in 0.0, 1e-9, 0.1, 0.999:
        yield np.linspace(-2, 2, 9), negative_slope
        yield np.arange(-4, 5), negative_slope


@check(rtol=1e-4)  # float32, and the logarithm of the sum subtracted, leave four digits of 1000 + log 2
def softmax(rng):
    for n, k in shapes(2, long=300):
        for x in arrays(rng, (n, k)):
            yield (x,)
        yield (rng.normal(size=(n, k)).astype("float32"),)
        yield (rng.choice([-1000.0, 0, 1000, 1001], (n, k)),)
        yield (rng.choice([-1000, 0, 200, 1000], (n, k)).astype("float32"),)
    yield (rng.normal(size=(2000, 10)) * 30,)
    yield (np.linspace(0, -30, 31)[np.newaxis],)
    yield (np.array([[1e6, 1e6 + 1], [-1e6, 1e6]]),)


def stack(rng, sizes, scale=1.0):
    """Return Dense layers of these sizes; with a scale of 1, what they pass on neither grows nor shrinks."""
    return [
        (rng.normal(scale=scale / np.sqrt(inputs), size=(inputs, units)), rng.normal(size=units))
        for inputs, units in itertools.pairwise(sizes)
    ]


@check()
def collapse(rng):
    for sizes in [
        (1, 1), (2, 5), (5, 2), (3, 3), (1, 1, 1), (1, 4, 1), (4, 1, 4), (3, 3, 3), (2, 3, 4), (4, 3, 2),
        (4, 6, 3, 5), (2, 2, 2, 2), (3, 3, 3, 3, 3), (5, 1, 2, 3, 1, 4), (3,) * 30, (40, 30, 20), (2, 300, 5),
    ]:  # fmt: skip
        for scale in 0.1, 1, 10:
            layers = stack(rng, sizes, scale)
            yield (layers,)
            yield ([(w, np.zeros_like(b)) for w, b in layers],)
            yield ([(np.round(w), np.round(b)) for w, b in layers],)
    yield (stack(rng, (3, 3)) * 4,)
    yield ([(np.zeros((2, 3)), np.ones(3)), (np.ones((3, 2)), np.zeros(2))],)
