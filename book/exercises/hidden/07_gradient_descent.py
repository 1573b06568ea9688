"""The cases of the hidden checks of 07_gradient_descent."""

import copy
import itertools
import math
from collections import Counter

import numpy as np

from checks import arrays, check, shapes


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


def pointed(w):
    return 1 if w > 0 else -1


def walks():
    """Yield slopes, starts, learning rates and numbers of steps."""
    for gradient in parabola, parabola_with_its_bottom_at_3, waves, flat, nearly_flat, straight:
        for start in -2, 0, 1, 0.5, 7.5, 3e-6:
            for learning_rate, steps in (0.1, 0), (0.1, 1), (0.25, 2), (1, 3), (0.01, 30), (0.3, 300):
                yield gradient, start, learning_rate, steps
    for start in -2, -1.5, 0, 0.5, 1, 3e-6:
        yield two_valleys, start, 0.02, 60
    yield parabola, 10**6, 0.1, 20
    yield parabola, -1, 1.1, 50


@check()
def descend(rng):
    yield from walks()
    for start in -2, 0, 1, 0.5:
        yield pointed, start, 0.25, 20


def as_array(line_gradient, a, b, x, y):
    return np.array(line_gradient(a, b, x, y))


@check(as_array)
def line_gradient(rng):
    for shape in shapes(1):
        values = list(arrays(rng, shape))
        for x, y in zip(values, values[2:] + values[:2], strict=True):
            for a, b in (0, 0), (1, -2), (-0.5, 3), (1.5, 0), (0, -0.7):
                yield a, b, x, y
        x, noise = values[0], rng.normal(size=shape)
        yield 2, 1, x, 2 * x + 1
        yield 2.5, -1, x, 2 * x + noise
        yield 3, 1, x + 1e6, 3 * (x + 1e6) + noise


def facts(mini_batches, n, batch_size, rng):
    """Return what is true of all right answers."""
    twin = copy.deepcopy(rng)
    batches = mini_batches(n, batch_size, rng)
    following, same = mini_batches(n, batch_size, rng), mini_batches(n, batch_size, twin)
    order = np.concatenate(batches)
    found = {
        "shapes": [np.shape(batch) for batch in batches],
        "whole numbers": order.dtype.kind in "iu",
        "every index once": sorted(order.tolist()) == list(range(n)),
        "the same seed, the same batches": np.array_equal(order, np.concatenate(same)),
        "a second call draws anew": n < 20 or not np.array_equal(order, np.concatenate(following)),
    }
    if n == 4:
        draws = (np.concatenate(mini_batches(n, batch_size, rng)).tolist() for _ in range(10_000))
        orders = Counter(map(tuple, draws))
        often = min(orders.values()) > 300 and max(orders.values()) < 530
        found["all orders about equally often"] = len(orders) == 24 and often
    if n == 200:
        draws = [np.argsort(np.concatenate(mini_batches(n, batch_size, rng))) for _ in range(300)]
        found["every index anywhere"] = bool(np.all(np.abs(np.mean(draws, axis=0) - 99.5) < 20))
    return found


@check(facts)
def mini_batches(rng):
    for n in 1, 2, 3, 5, 7, 12, 60, 257:
        for batch_size in 1, 2, 3, 5, 6, 12, 1000:
            yield n, batch_size, np.random.default_rng(n)
    for n, batch_size in (4, 3), (200, 30), (469, 128), (70_000, 512):
        yield n, batch_size, np.random.default_rng(n)


@check()
def momentum(rng):
    for walk, beta in zip(walks(), itertools.cycle([0.9, 0, 0.5, 0.99, 0.1])):
        *first, steps = walk
        yield *first, beta, steps
