"""The cases of the hidden checks of 12_regularisation."""

import itertools

import numpy as np

from checks import arrays, check, pair, shapes


@check(rtol=1e-9, atol=1e-8)  # the mean of numbers around a million has an error of about 1e-9
def batch_norm(rng):
    for n, k in shapes(2, long=300):
        gamma, beta = rng.normal(size=(2, k))
        for x in arrays(rng, (n, k)):
            yield x, gamma, beta
        yield rng.normal(1e6, 1, (n, k)), gamma, beta
        yield rng.normal(size=(n, k)), 1e-6 * gamma, 0 * beta
    for epsilon in 1e-5, 0.01, 0.5, 3.0:
        gamma, beta = rng.normal(size=(2, 4))
        yield rng.normal(size=(6, 4)), gamma, beta, epsilon
        for dtype in "uint8", "int8", "int32", "int64":
            yield rng.integers(0, 100, (6, 4), dtype), gamma, beta, epsilon
        for dtype in "uint8", "int8":
            for x in arrays(rng, (6, 4), dtype):
                yield x, gamma, beta, epsilon
        for dtype in "int32", "int64":
            yield rng.integers(-(10**6), 10**6, (6, 4), dtype), gamma, beta, epsilon
            yield rng.integers(-(10**7), 10**7, (700, 4), dtype), gamma, beta, epsilon
    yield rng.integers(0, 256, (2000, 3), "uint8"), np.ones(3), np.zeros(3)
    yield np.asfortranarray(rng.normal(size=(6, 4))), *rng.normal(size=(2, 4)), 0.1
    yield rng.normal(size=(6, 4)), np.ones(4), 1e6 + rng.normal(size=4)
    yield rng.normal(scale=0.003, size=(6, 4)), *rng.normal(size=(2, 4)), 1e-6


@check(view=pair, atol=1e-9)
def running(rng):
    for n, k in shapes(2, long=300):
        mean, variance = rng.normal(size=k), rng.random(k)
        for batch in arrays(rng, (n, k)):
            yield mean, variance, batch
        for momentum in 0.0, 0.5, 0.9, 1.0:
            yield mean, variance, rng.normal(1e6, 1, (n, k)), momentum
        yield 1e-6 * mean, 1e-6 * variance, rng.normal(scale=0.001, size=(n, k)), 0.9
        yield 0 * mean, 0 * variance, rng.normal(size=(n, k)), 0.99
    for dtype in "uint8", "int8", "int32":
        for batch in arrays(rng, (6, 3), dtype):
            yield rng.normal(size=3), rng.random(3), batch, 0.25
    for dtype in "int32", "int64":
        yield rng.normal(size=3), rng.random(3), rng.integers(-(10**6), 10**6, (6, 3), dtype), 0.9
        mean, variance = rng.random((2, 3)).astype("float32")
        yield mean, variance, rng.normal(size=(5, 3)), 0.9
    yield np.zeros(3), np.ones(3), rng.integers(0, 256, (2000, 3), "uint8")
    yield rng.normal(size=3), rng.random(3), np.asfortranarray(rng.normal(size=(6, 3))), 0.9


@check()
def regularised_loss(rng):
    def probabilities(n, k, scale=1.0):
        logits = scale * rng.normal(size=(n, k))
        p = np.maximum(np.exp(logits - logits.max(axis=1, keepdims=True)), 1e-300)
        return p / p.sum(axis=1, keepdims=True)

    lists = [
        [],
        [np.array([3.0])],
        [rng.normal(size=(7, 4)), rng.normal(size=4)],
        [rng.normal(size=(3, 3, 2, 4)), rng.normal(size=4), rng.normal(size=(1, 1))],
        [rng.normal(size=(5, 2)), rng.normal(size=(5, 2))],
        [np.full(3, -2.0), np.full(3, -2.0), np.full((3, 1), -2.0)],
        [np.zeros((4, 3)), 1e-4 * rng.normal(size=(4, 3))],
        [rng.normal(size=(2, 2)) for _ in range(40)],
    ]
    for n, k in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (4, 7), (50, 10)]:
        for weights in lists:
            for factor in 0.0, 1e-4, 0.5:
                yield probabilities(n, k), rng.integers(k, size=n), weights, factor
        yield probabilities(n, k, 400), rng.integers(k, size=n), [], 0.01
    for n, k, dtype in (20, 10, "int8"), (2000, 10, "uint8"), (300, 256, "uint8"), (400, 300, "int32"):
        labels = rng.integers(k, size=n).astype(dtype)
        yield probabilities(n, k), labels, lists[2], 0.01
        yield probabilities(n, k, 400), labels, lists[3], 0.01
        yield probabilities(n, k), np.full(n, k - 1, dtype), lists[4], 0.01
    for small in 1e-307, 1e-300, 1e-200, 1e-9:
        p = np.array([[1 - small, small], [small, 1 - small]])
        for labels in [0, 0], [0, 1], [1, 0]:
            yield p, np.array(labels), [np.array([1e-5])], 0.01
    yield np.asfortranarray(probabilities(5, 3)), np.array([2, 0, 1, 1, 0]), [rng.normal(size=(4, 3)).T], 0.1
    yield probabilities(2, 3), np.array([2, 0]), [rng.normal(size=(1000, 300)), rng.normal(size=300)], 1e-3


@check(rtol=1e-9)
def shrink(rng):
    settings = [
        (0.1, 0.25, 1),
        (0.1, 0.25, 2),
        (0.1, 0.5, 0),
        (0.5, 0.02, 100),
        (0.01, 0.01, 500),
        (0.5, 1.0, 1),
        (0.5, 1.0, 3),
        (1.0, 0.75, 3),
        (1.0, 0.75, 4),
        (1.0, 1.5, 30),
        (0.0, 0.5, 7),
        (0.5, 0.0, 7),
    ]
    for setting in settings:
        for w in 0.0, -1.5, 1e-6, 3, -200, rng.normal():
            yield w, *setting
        for shape in (1,), (3,), (2, 3), (3, 1, 2), (0,), (0, 2), (1000,):
            yield rng.normal(size=shape), *setting
        yield 1e-6 * rng.normal(size=(2, 2)), *setting
        for dtype in "uint8", "int8", "int32", "int64":
            yield np.array([[0, 1, 2], [99, 100, 127]], dtype), *setting
        yield np.array([-128, -100, -1, 127], "int8"), *setting
        yield np.array([128, 200, 255], "uint8"), *setting
        for dtype in "int32", "int64":
            yield np.array([-1_000_000, 999_999], dtype), *setting
        yield np.asfortranarray(rng.normal(size=(3, 2))), *setting


def itself(gradient):
    return gradient


def by_its_size(gradient):
    return gradient / (abs(gradient) + 1e-7)


def clipped(gradient):
    return gradient * min(1, 1 / np.linalg.norm(gradient)) if gradient.any() else gradient


def by_its_row(gradient):
    return gradient / (abs(gradient).max(axis=-1, keepdims=True) + 1)


class Memory:
    """A direction that adds up what it was given."""

    total = 0

    def __call__(self, gradient):
        self.total = self.total * 0.5 + gradient
        return self.total


class Difference:
    """A direction that looks at what it was given the last time, too."""

    before = 0

    def __call__(self, gradient):
        direction = gradient - 0.5 * self.before
        self.before = gradient
        return direction


def three_steps(decay_step, w, gradient, *settings):
    """Return the weights after steps with a gradient, its opposite and no slope, and whether they are new."""
    first = decay_step(w, gradient, *settings)
    kept = np.array(first)
    second = decay_step(kept.copy(), -gradient, *settings)
    third = decay_step(kept.copy(), 0 * gradient, *settings)
    return {
        "a new array": not np.shares_memory(first, w) and not np.shares_memory(first, gradient),
        "the first step": first,
        "the next": second,
        "without a slope": third,
    }


@check(three_steps)
def decay_step(rng):
    rates = itertools.cycle(
        [
            (0.1, 0.3),
            (0.5, 0.01),
            (0.02, 1.0),
            (0.2, 0.0),
            (0.0, 0.5),
            (1e-4, 1e-4),
            (1.0, 2.0),
            (2, 1),
            (1.5, 2.0),
        ]
    )
    directions = itertools.cycle(
        [itself, np.sign, by_its_size, np.tanh, clipped, Memory(), np.negative, by_its_row, Difference()]
    )
    for shape in (1,), (7,), (1000,), (1, 1), (4, 3), (100, 3), (2, 3, 4), (3, 3, 2, 5):
        weights, slopes = list(arrays(rng, shape)), list(arrays(rng, shape))
        for w, gradient in zip(2 * weights, slopes + slopes[::-1], strict=True):
            yield w, gradient, next(directions), *next(rates)
        w = rng.normal(size=shape).astype("float32")
        gradient = (-w * rng.random(shape)).astype("float32")  # with this sign, nothing cancels
        yield w, gradient, itself, 0.1, 0.5
        yield 1e-9 * rng.normal(size=shape), 1e-9 * rng.normal(size=shape), itself, *next(rates)
        for direction in np.sign, by_its_size, clipped, by_its_row, Memory(), Difference():
            yield rng.normal(size=shape), np.zeros(shape), direction, 0.1, 0.5
            yield rng.normal(size=shape), rng.normal(size=shape), direction, 0.1, 0.5
    yield np.asfortranarray(rng.normal(size=(3, 4))), rng.normal(size=(3, 4)), itself, 0.1, 0.5
