"""The cases of the hidden checks of 12_regularisation."""

import numpy as np

from checks import arrays, check, shapes


@check(atol=1e-8)  # the mean of numbers around a million has an error of about 1e-9
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
    yield rng.integers(0, 256, (2000, 3), "uint8"), np.ones(3), np.zeros(3)


@check(atol=1e-9)
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
    yield np.zeros(3), np.ones(3), rng.integers(0, 256, (2000, 3), "uint8")


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
    for small in 1e-300, 1e-200, 1e-9:
        p = np.array([[1 - small, small], [small, 1 - small]])
        for labels in [0, 0], [0, 1], [1, 0]:
            yield p, np.array(labels), [np.array([1e-5])], 0.01
    yield probabilities(2, 3), np.array([2, 0]), [rng.normal(size=(1000, 300)), rng.normal(size=300)], 1e-3


@check()
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
