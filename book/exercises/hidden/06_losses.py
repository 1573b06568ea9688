"""The cases of the hidden checks of 06_losses."""

import itertools

import numpy as np

from checks import arrays, check, shapes

TINY = (0, 5e-324, 1e-300, 1e-30, 1e-9, 9e-8, 1e-7, 1.1e-7, 3e-7, 2.4e-6, 3.3e-5, 0.004, 0.3, 0.5)


@check(atol=0)
def mean_squared_error(rng):
    for shape in *shapes(1), (1, 1), (1, 3), (3, 1), (2, 3), (50, 10), (3, 1, 2), (2, 3, 4), (2, 5, 1, 3):
        values = list(arrays(rng, shape))
        yield from zip(values, values[1:] + values[:1], strict=True)
        yield values[0], values[0].copy()
        for scale in 1e-150, 1e-13, 1e20, 1e150:
            yield scale * values[0], scale * values[1]
        yield values[-1], values[-1] + values[0]
        yield values[-2], -values[-2]
        yield np.asfortranarray(values[0]), values[0][::-1]
        if np.prod(shape) < 100:
            yield values[0].astype("float32"), values[1].astype("float32")
    different = [(1,), (3,), (4,), (6,), (1, 1), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3), (2, 1, 3), (2, 3, 1)]
    for one, other in itertools.permutations(different, 2):
        yield np.ones(one), np.ones(other)


@check(atol=1.2e-7)  # a probability of 1 may count as 1 - 1e-7, as Keras has it
def categorical_crossentropy(rng):
    for n, k in [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 3),
        (3, 2),
        (4, 4),
        (7, 5),
        (10, 300),
        (150, 4),
        (1500, 3),
        (2000, 10),
    ]:
        for spread in 10, 1, 0.1, 0.01:
            p = rng.dirichlet(np.full(k, spread), n)
            for labels in rng.integers(k, size=n), np.full(n, k - 1), p.argmax(axis=1), p.argmin(axis=1):
                yield np.eye(k)[labels], p
        if n < 100:
            yield np.eye(k, dtype="float32")[labels], p.astype("float32")
        yield np.eye(k)[labels], np.full((n, k), 1 / k)
        yield np.eye(k)[labels], np.eye(k)[labels]
    for tiny in TINY:
        for y in np.eye(2):
            yield y[np.newaxis], np.array([[tiny, 1 - tiny]])
        yield np.eye(3)[[0, 0, 1]], np.array([[tiny, 0.3 * (1 - tiny), 0.7 * (1 - tiny)]] * 3)
        yield np.eye(2)[np.zeros(2000, int)], np.array([[tiny, 1 - tiny]] * 2000)


@check(atol=1.2e-7)  # an answer that is certain and right may cost 0, not -log(1 - 1e-7)
def binary_crossentropy(rng):
    for shape in *shapes(1), *shapes(2), (1, 1, 1), (2, 3, 4), (2, 5, 1, 3):
        y = rng.integers(0, 2, shape).astype(float)
        for p in rng.random(shape), rng.beta(0.1, 0.1, shape), rng.beta(0.01, 0.01, shape):
            yield y, p
        yield y, np.full(shape, 0.3)
        yield np.zeros(shape), p
        yield np.ones(shape), p
        yield y, y.copy()
        yield y, 1 - y
        yield np.asfortranarray(y), p
        yield y[::-1], np.asfortranarray(1 - p)
    for tiny in TINY:
        for y in 0.0, 1.0:
            for p in tiny, 1 - tiny:
                yield np.array([y]), np.array([p])
        yield np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[tiny, 1 - tiny]] * 2)


@check()
def crossentropy_gradient(rng):
    for n, k in [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 3),
        (3, 2),
        (4, 4),
        (5, 3),
        (40, 10),
        (1, 300),
        (300, 2),
        (7, 300),
    ]:
        several = list(arrays(rng, (n, k)))
        several += [several[0] + offset for offset in (1000, -1000, 1e6)]
        several += [np.full((n, k), large) for large in (1e16, -1e16)]
        several += [np.asfortranarray(several[0]), several[0].round() * 1e12]
        several += [several[0] + 1000 * rng.integers(-1, 2, (n, 1)), several[1] * 1000]
        for logits, dtype in zip(several, itertools.cycle(["uint8", "int8", "int64", "uint16"])):
            top = min(k - 1, np.iinfo(dtype).max)
            yield logits, rng.integers(top, size=n, endpoint=True).astype(dtype)
            yield logits, np.full(n, top, dtype)
    yield rng.normal(size=(2000, 10)), rng.integers(10, size=2000)
