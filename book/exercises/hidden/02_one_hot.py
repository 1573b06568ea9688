"""The cases of the hidden checks of 02_one_hot."""

import numpy as np

from checks import arrays, check, shapes


@check(dtype="exact")
def one_hot(rng):
    for dtype in "uint8", "int8", "int32", "int64", "uint64":
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
    for dtype in "uint8", "int8", "uint64":  # which need not hold the number of classes
        yield rng.integers(100, size=50).astype(dtype), 600
    for dtype in "int8", "int16":
        yield np.array([-1, 5], dtype), 300
        yield np.array([5, -1, -2], dtype), 70_000
    for dtype in "int32", "int64", "uint32", "uint64":
        for large in {2**31 - 1, 2**32, 2**32 + 1, 2**63 - 1, 2**64 - 1}:
            if large <= np.iinfo(dtype).max:
                yield np.array([0, large], dtype), 3


@check()
def to_labels(rng):
    for n, k in shapes(2, long=300):
        for vectors in arrays(rng, (n, k)):
            yield (vectors,)
        yield (rng.dirichlet(np.ones(k), n).astype("float32"),)
        yield (np.eye(k)[rng.integers(k, size=n)],)
        yield (np.eye(k, dtype="uint8")[rng.integers(k, size=n)],)
    for dtype in "int64", "uint64":
        large = np.array([[2**53, 2**53 + 1, 2**53], [2**62 + 1, 2**62, 2**62 + 2]], dtype)
        yield from ((large,), (large[:, ::-1],))
    yield (np.array([[2**63, 2**63 - 1, 5], [1, 2**64 - 2, 2**64 - 1]], "uint64"),)
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
    for row in [0.5, 0.5], [0.5, 0.5, 0.5, -0.5], [1, 0.5, -0.5], [1, 1, -1], [2, -1, 0, 0]:
        yield (np.array([row]),)
        yield (np.array([row, np.eye(len(row))[0]]),)
    for dtype in "int64", "uint64":
        for value in 2**8, 2**16, 2**32, 2**32 + 1, 2**53 + 1:
            yield (np.array([[1, value, 0]], dtype),)
            yield (np.array([[value, 0], [0, 1]], dtype),)
    for tiny in 1e-20, -1e-20, 1e-300:
        yield (np.array([[1, tiny]]),)
    yield (np.full((1, 5), 0.2),)
    yield (np.array([[1 - 1e-9, 1e-9]]),)
    yield (np.array([[1, 1], [0, 0]]),)
    yield (np.ones((1, 257), dtype="uint8"),)  # in bytes, the sum of a row is 1
