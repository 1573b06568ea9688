"""The cases of the hidden checks of 14_images."""

import itertools

import numpy as np

from checks import arrays, check, shapes


@check()
def output_size(rng):
    yield from itertools.product((1, 2, 3, 5, 8), (1, 2, 5), (0, 1, 3), (1, 2, 3, 7))
    for n, kernel_size in (28, 5), (224, 7), (4, 9), (1, 300), (300, 1), (1000, 999):
        for padding, stride in (0, 1), (0, 2), (1, 3), (2, 2), (3, 100), (200, 4):
            yield n, kernel_size, padding, stride
    yield 100_000, 3, 1, 1


@check(dtype="any", atol=1e-9)
def convolve(rng):
    for h, w in shapes(2, long=300):
        for shape in {(1, 1), (h, 1), (1, w), (h, w), (min(h, 2), min(w, 3)), (min(h, 4), min(w, 2))}:
            for stride in 1, 3:
                yield rng.normal(size=(h, w)), rng.normal(size=shape), stride
        yield rng.normal(size=(h, w)), rng.normal(size=(1, 1))
    edge = np.array([[-1, 0, 2], [3, -4, 1]])
    for dtype in "uint8", "int8", "int32", "float32":
        for image in arrays(rng, (5, 7), dtype):
            yield image, edge
            yield image, edge / 8, 2
    for image in arrays(rng, (8, 5)):
        yield image, edge, 3
        yield image, 1e-6 * rng.normal(size=(3, 3))
    yield rng.normal(size=(50, 60)), rng.normal(size=(5, 4))
    yield np.full((300, 300), 255, "uint8"), np.full((300, 300), 255)


@check(dtype="any")
def max_pool(rng):
    for h, w in shapes(2, long=300):
        for pool_size, strides in (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (3, 1), (5, 4):
            if pool_size <= min(h, w):
                yield rng.normal(size=(h, w)), pool_size, strides
    for dtype in "uint8", "int8", "int32", "int64", "float32", "float64":
        for image in arrays(rng, (6, 9), dtype):
            yield image, 2, 2
            yield image, 3, 2
        yield rng.integers(0, 100, (7, 4), dtype) if "int" in dtype else rng.random((7, 4), dtype), 3, 1
    for scale in 1e-9, 1e9, 1e200:
        yield -scale * (1 + rng.random((5, 4))), 2, 1
    yield rng.integers(-128, -100, (9, 6), "int8"), 3, 3
    yield rng.normal(size=(60, 70)), 2, 2


@check()
def read_rows(rng):
    for units in 1, 2, 3, 10:
        for steps, features in shapes(2, least=0, long=300):
            if features:
                w, u = rng.normal(size=(features, units)), rng.normal(size=(units, units))
                x, b = rng.normal(size=(steps, features)), rng.normal(size=units)
                yield x, w, 0.3 * u, b
                yield x, 0.01 * w, 0.3 * u, 1e-5 * b
                yield 1e-6 * x, w, 0.3 * u, 0 * b
    x, w = rng.normal(size=(28, 28)), rng.normal(0, 0.2, (28, 10))
    u, b = np.linalg.qr(rng.normal(size=(10, 10)))[0], rng.normal(size=10)
    yield from [(x, w, u, b), (x, w, u, 0 * b), (0 * x, w, u, b), (x, 0 * w, u, b), (x, w, 0 * u, b)]
    yield 100 * x, w, u, b
    yield x, w, u.T, b
