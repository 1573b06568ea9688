"""The cases of the hidden checks of 02_one_hot."""

import numpy as np

from checks import arrays, check, shapes


@check(dtype="exact")
def one_hot(rng):
    for dtype in "uint8", "int8", "int32", "int64":
        for n, num_classes in [
            (0, 1),
            (0, 4),
            (1, 1),
            (1, 2),
            (2, 3),
            (5, 5),
            (40, 7),
            (300, 100),
            (2000, 10),
        ]:
            labels = rng.integers(num_classes, size=n).astype(dtype)
            yield labels, num_classes
            if n:
                yield np.full(n, num_classes - 1, dtype), num_classes
            if n and num_classes <= np.iinfo(dtype).max:
                labels[rng.integers(n)] = num_classes  # one too large
                yield labels, num_classes
    for wrong in [-1], [0, -1, 2], [2, 2, -3, 1]:
        yield np.array(wrong), 3
    yield rng.integers(300, size=400), 300
    yield np.arange(256, dtype="uint8"), 256
    yield np.arange(256, dtype="uint8"), 255


@check()
def to_labels(rng):
    for n, k in shapes(2, long=300):
        for vectors in arrays(rng, (n, k)):
            yield (vectors,)
        yield (rng.dirichlet(np.ones(k), n).astype("float32"),)
        yield (np.eye(k)[rng.integers(k, size=n)],)
        yield (np.eye(k, dtype="uint8")[rng.integers(k, size=n)],)
    yield (np.zeros((0, 3)),)


@check()
def is_one_hot(rng):
    for dtype in "uint8", "int8", "int64", "float32", "float64":
        for n, k in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 3), (4, 7), (50, 10)]:
            good = np.eye(k, dtype=dtype)[rng.integers(k, size=n)]
            yield (good,)
            for value in (0, 1, 2, -1, 0.5, 255):
                if np.array(value).astype(dtype) == value:
                    bad = good.copy()
                    bad[rng.integers(n), rng.integers(k)] = value
                    yield (bad,)
            yield (good[:, np.newaxis],)
            yield (good[0],)
            yield (good.T,)
        yield (np.array([[2, -1, 0]]).astype(dtype),)
    yield (np.array([[0.5, 0.5]]),)
    yield (np.full((1, 5), 0.2),)
    yield (np.array([[1 - 1e-9, 1e-9]]),)
    yield (np.array([[1, 1], [0, 0]]),)
    yield (np.ones((1, 257), dtype="uint8"),)  # in bytes, the sum of a row is 1
