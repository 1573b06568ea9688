"""The cases of the hidden checks of 08_backpropagation."""

import itertools

import numpy as np

from checks import check


def squares(w):
    return np.sum(w**2)


def cubes(w):
    return float((w**3).sum())


def product(w):
    return np.prod(np.sin(w) + 2)


def by_place(w):
    return np.sum(np.arange(w.size).reshape(w.shape) * w**3)


def neighbours(w):
    return np.tanh(w[..., :-1] * w[..., 1:]).sum()


def first(w):
    return w.flat[0] ** 2


def last(w):
    return w.flat[-1] ** 4


def far_apart(w):
    return np.max(w) - np.min(w)


def flat(w):
    return 3


# Losses of a thousand or so are rounded by a billionth of a millionth, and divided by twice the step.
@check(atol=1e-7)
def numerical_gradient(rng):
    losses = squares, cubes, product, by_place, neighbours, first, last, far_apart, flat
    steps = itertools.cycle([0.5, 1e-5, 0.01, 1e-4, 2.0])
    for shape in (1,), (2,), (7,), (1, 1), (1, 3), (3, 1), (2, 3), (4, 2, 3), (2, 1, 2, 2):
        for loss in losses:
            yield loss, rng.normal(size=shape), next(steps)
            yield loss, rng.normal(size=shape[::-1]).T, next(steps)
        for w in np.zeros(shape), np.full(shape, 0.1), rng.integers(-3, 4, shape).astype(float):
            yield by_place, w, next(steps)
            yield cubes, w, next(steps)
    yield cubes, rng.normal(size=(30, 20)), 1e-4
    yield by_place, rng.normal(size=(20, 3)).T, 0.5


@check(rtol=1e-8)
def gradients(rng):
    for n, inputs, units, outputs in [
        *itertools.product((1, 2), (1, 3), (1, 2), (1, 4)),
        (3, 3, 3, 3),
        (5, 4, 6, 3),
        (7, 2, 9, 1),
        (40, 8, 5, 10),
        (1000, 3, 4, 2),
        (3, 200, 4, 2),
        (3, 4, 200, 2),
        (3, 4, 5, 200),
    ]:
        for scale in 0.3, 1.0, 1e-3:
            x, y = rng.uniform(-1, 1, (n, inputs)), rng.normal(size=(n, outputs))
            w1 = 3 * scale * rng.uniform(-1, 1, (inputs, units)) / inputs
            b1, b2 = scale * rng.uniform(-1, 1, units), rng.normal(size=outputs)
            w2 = rng.normal(size=(units, outputs))
            yield x, y, w1, b1, w2, b2
            yield x, 100 * y, w1, 0 * b1, w2, 0 * b2
        yield x, np.tanh(x @ w1 + b1) @ w2 + b2 + 0.01, w1, b1, w2, b2
        yield np.zeros_like(x), y, w1, b1 + 1, w2, b2
        yield x, y, w1, b1, np.zeros_like(w2), b2


# All uses add slopes of the same sign, so nothing cancels; a measured slope is off by more than this.
@check(rtol=1e-10, atol=1e-16)
def shared_slope(rng):
    for times in 1, 2, 3, 4, 5, 10, 37, 100:
        for w in -2, -1, 0, 1, 2, 0.5, -1.5, 0.01, 1.7:
            for x in -2, 0, 1, 0.3:
                yield x, w, times
        for w in 1e-4, -1e-9:
            yield 0.7, w, times
        for _ in range(10):
            yield *rng.uniform(-2, 2, 2).tolist(), times


def network(rng, inputs, width, classes, spread=1.0):
    sizes = (inputs, width), (width, width), (width, classes)
    parameters = []
    for size in sizes:
        parameters += [rng.normal(0, spread, size) / size[0] ** 0.5, 0.5 * rng.normal(size=size[1])]
    return parameters


@check()
def mended_step(rng):
    rates = itertools.cycle([0.1, 1.0, 0.01, 3.0])
    for n, inputs, width, classes in [
        *itertools.product((1, 2, 5), (1, 4), (2, 3), (2, 5)),
        (1, 1, 1, 2),
        (4, 3, 1, 3),
        (10, 10, 10, 10),
        (50, 20, 16, 10),
        (300, 5, 6, 4),
        (7, 784, 32, 10),
    ]:
        x = rng.normal(size=(n, inputs))
        y = np.eye(classes)[rng.integers(classes, size=n)]
        for spread in 0.3, 1.0, 3.0:
            parameters = network(rng, inputs, width, classes, spread)
            yield parameters, x, y, next(rates)
            w1, b1, w2, b2, w3, b3 = parameters
            yield [w1, 0 * b1, w2, 0 * b2, w3, 0 * b3], x, y, next(rates)
            yield [w1, 0 * b1, w2, abs(b2), w3, b3], 0 * x, y, next(rates)  # sums of zero in the first layer
            yield [w1, -100 + 0 * b1, w2, 0 * b2, w3, b3], x, y, next(rates)  # and in the second
            yield [w1, b1, w2, b2, 1000 * w3, b3], x, y, next(rates)
