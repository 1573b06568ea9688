"""The cases of the hidden checks of 07_gradient_descent."""

import copy
from collections import Counter

import numpy as np

from checks import (
    arrays,
    check,
    flat,
    nearly_flat,
    parabola,
    parabola_with_its_bottom_at_3,
    shapes,
    straight,
    two_valleys,
    waves,
)


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


@check(dtype="exact", atol=0)
def descend(rng):
    yield from walks()
    yield parabola, 1e-13, 0.1, 30
    yield parabola, 1, 3, 400  # it runs away
    for gradient in parabola, flat:
        for start in 7, -2, 10**6:
            yield gradient, start, 1, 0
            yield gradient, start, 1, 5
    yield straight, 1, 2, 3000
    yield nearly_flat, 0.5, 0.1, 5000
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
        # Exact in binary: whole numbers, and errors that are multiples of a power of 2.
        x = rng.integers(-8_000_000, 8_000_000, shape).astype(float)
        yield 1, 0, x, x + 2.0**-20
        yield 3, -2, x, 3 * x - 2 + rng.integers(1, 9, shape) * 2.0**-16


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
    for n, batch_size in (4, 3), (200, 30), (469, 128), (70_000, 512), (5000, 1):
        yield n, batch_size, np.random.default_rng(n)


class Points:
    """Points that nobody sees: only the gradient of ten of them at a time, and for 50 epochs."""

    def __init__(self, x, y):
        self.x, self.y, self.looks = x, y, 0
        self.__name__ = f"the gradient of points with y from {y.min():.3g} to {y.max():.3g}"

    def __call__(self, w, batch):
        self.looks += np.size(batch)
        if np.ndim(batch) != 1 or not 1 <= len(batch) <= 10:
            raise ValueError("gradient takes one to ten indices at a time")
        if self.looks > 50 * len(self.x):
            raise ValueError("these are more than 50 looks for each point")
        error = w[0] * self.x[batch] + w[1] - self.y[batch]
        return np.array([np.mean(2 * error * self.x[batch]), np.mean(2 * error)])


def arrivals(fit_line, points, n, rng):
    twin = copy.deepcopy(rng)
    line = np.array(fit_line(points, n, rng), float)
    far = np.abs(line - np.polyfit(points.x, points.y, 1)) / np.abs(points.y).max()
    found = {
        "two numbers": line.shape == (2,),
        # A little more than the text allows: luck shall not decide.
        "no further away than a fortieth of the largest |y|": bool(np.all(far <= 1 / 30)),
    }
    if n <= 60:
        points.looks = 0
        again = np.array(fit_line(points, n, twin), float)
        found["the same seed, the same line"] = np.array_equal(line, again)
    return found


# In twelve sets of such cases, the furthest away (as a share of the largest |y|) ended
#   rates that fall, in eleven ways:             0.002 to 0.026 (medians 0.002 to 0.016);
#   rates that hardly fall, such as 0.95**epoch: up to 0.036 (0.022);
#   constant rates, 0.03 to 0.2, ten at a time:  0.026 to 0.28 (medians 0.04 to 0.16);
#   constant rates, one at a time:               0.037 to 0.09.
@check(
    arrivals,
    equivalent={
        "for epoch in range(50): → for epoch in range(49):": "one epoch less arrives, too",
        "rate = 0.3 * 0.92 ** epoch → rate = 1.3 * 0.92 ** epoch": "it diverges at first, and comes back",
        "rate = 0.3 * 0.92 ** epoch → rate = 0.303 * 0.92 ** epoch": "so does a slightly larger rate",
        "rate = 0.3 * 0.92 ** epoch → rate = 0.3 * 0.9292 ** epoch": "or one that decays more slowly",
    },
)
def fit_line(rng):
    for n in 30, 30, 30, 40, 50, 60:
        for noise in 0, 0.3, 1:
            x = rng.uniform(-1, 1, n)
            y = rng.choice([-3, 0, 2]) * x + rng.choice([-2, 1]) + noise * rng.uniform(-1, 1, n)
            yield Points(x, y), n, np.random.default_rng(n)
    for n in [40, 50, *range(100, 200, 20), *range(200, 300, 20), 1000]:
        yield Points(rng.uniform(-1, 1, n), rng.uniform(-1, 1, n)), n, np.random.default_rng(n)
    for scale in 1e-12, 1e-6, 1e6, 1e12:
        yield Points(rng.uniform(-1, 1, 40), scale * rng.normal(size=40)), 40, np.random.default_rng(0)
