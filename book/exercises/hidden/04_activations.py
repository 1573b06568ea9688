"""The cases of the hidden checks of 04_activations."""

import itertools

import numpy as np

from checks import arrays, check


@check(fresh=True)
def leaky_relu(rng):
    for shape in [(1,), (7,), (1, 1), (3, 4), (5, 1), (2, 3, 4), (2, 1, 2, 3), (1000,)]:
        for dtype in "float64", "float32", "int64", "int8", "uint8":
            for x in arrays(rng, shape, dtype):
                yield x, float(rng.choice([0, 0.01, 0.3, 0.5, 0.99]))
    for negative_slope in 0.0, 1e-9, 0.1, 0.999:
        yield np.linspace(-2, 2, 9), negative_slope
        yield np.arange(-4, 5), negative_slope


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


def line(broken_line, knots, values):
    """Return how high the line is at the knots, between them and far outside."""
    w1, b1, w2, b2 = broken_line(knots, values)
    between = knots[:-1] + np.random.default_rng(0).random(len(knots) - 1) * np.diff(knots)
    outside = [knots[0] - 0.01, knots[0] - 1, -300, knots[-1] + 0.01, knots[-1] + 1, 300]
    x = np.concatenate([knots, between, outside])[:, np.newaxis]
    units = np.shape(b1)
    return {
        "the shapes fit": np.shape(w1) == (1, *units) and np.shape(w2) == units and np.shape(b2) == (),
        "heights": np.maximum(x @ np.asarray(w1) + b1, 0) @ w2 + b2,
    }


@check(line, atol=1e-6)  # steep pieces, far away: large numbers that cancel
def broken_line(rng):
    for m in 2, 3, 2000:
        yield np.linspace(-100, 100, m), rng.normal(size=m)
    for m in 2, 3, 4, 7, 50, 500:
        even = np.linspace(-90, 90, m)
        knots = np.cumsum(rng.uniform(0.01, 190 / m, m)) - 95
        for values in (
            rng.normal(size=m), rng.uniform(-100, 100, m), rng.integers(-1, 2, m) / 1.0, np.arange(m) * 0.2,
            -np.arange(m) * 0.2, np.full(m, 3.7), np.zeros(m), np.arange(m) % 2 * 0.001,
        ):  # fmt: skip
            yield knots, values
            yield even, values
    for start in -99.0, -0.05, 0.0, 0.3, 42.0:
        yield start + np.array([0, 0.01, 0.02, 5]), np.array([1.0, 2, -3, 4])


def corners(xor_network):
    w1, b1, w2, b2 = xor_network()
    x = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    return {
        "shapes": [np.shape(one) for one in (w1, b1, w2, b2)],
        "answers": np.maximum(x @ np.asarray(w1) + b1, 0) @ w2 + b2,
    }


@check(corners, atol=1e-6)
def xor_network(rng):
    yield from [()] * 3
