"""The cases of the hidden checks of 10_training."""

import copy
import itertools

import numpy as np

from checks import check


@check(atol=0)
def printed(rng):
    for examples in 1, 2, 3, 7, 10, 100, 128, 1000, 3334:
        for batch_size in 1, 2, 3, 7, 100, 128, 1000, 5000:
            steps = len(range(0, examples, batch_size))
            for epochs in 1, 2, 5:
                losses = rng.exponential(size=epochs * steps)
                yield losses, examples, batch_size
                if steps < 1000:
                    yield losses.tolist(), examples, batch_size
    yield np.zeros(8), 1000, 128
    for scale in 1e-60, 1e-6, 1e6, 1e60:
        yield scale * rng.exponential(size=16), 1000, 128
    yield np.array([1e17, 2e17, 0.3, 0.5, 1e-9, 2e-9]), 200, 100
    yield rng.exponential(size=6000), 10, 4
    yield rng.exponential(size=469), 60_000, 128


def facts_of_split(split, x, y, validation_size, rng, draws):
    """Return what is true of every right split, and for many draws whether all sets come up equally often."""
    same_seed = copy.deepcopy(rng)
    parts = split(x, y, validation_size, rng)
    again = split(x, y, validation_size, same_seed)
    images, labels = (np.concatenate([one for one in both if len(one)]) for both in zip(*parts, strict=True))
    rows = np.column_stack([images.reshape(len(images), -1), labels])
    drawn = [tuple(np.sort(split(x, y, validation_size, rng)[1][0])) for _ in range(draws)]
    return {
        "sizes": [[len(one) for one in part] for part in parts],
        "shapes": [images.shape, labels.shape],
        "examples with their labels": rows[np.lexsort(rows.T)],
        "the same seed, the same split": all(
            map(np.array_equal, [*parts[0], *parts[1]], [*again[0], *again[1]])
        ),
        "all sets equally often": not draws or are_equally_often(drawn, x, validation_size),
    }


def are_equally_often(drawn, x, size):
    """Whether chi squared is below a bound that one right answer in ten million exceeds."""
    counts = np.array([drawn.count(one) for one in itertools.combinations(x.tolist(), size)])
    expected = len(drawn) / len(counts)
    return bool(np.sum((counts - expected) ** 2 / expected) < 50)


@check(view=facts_of_split, rtol=1e-12)
def split(rng):
    for shape in (
        (1,),
        (2,),
        (7,),
        (1, 1),
        (5, 3),
        (10, 2, 2),
        (6, 1, 1),
        (30, 4, 4, 3),
        (8, 28, 28),
        (2000,),
    ):
        n = shape[0]
        for dtype in "uint8", "float32", "float64":
            x = rng.integers(256, size=shape).astype(dtype)
            y = np.sort(rng.integers(10, size=n)).astype(rng.choice(["uint8", "int64"]))
            for size in sorted({0, 1, n // 3, n - 1, n}):
                yield x, y, size, np.random.default_rng(size), 0
        yield np.zeros(shape), np.arange(n), n // 2, np.random.default_rng(1), 0
        yield np.repeat(x[:1], n, axis=0), y, n // 2, np.random.default_rng(2), 0
        yield np.asfortranarray(rng.normal(size=shape)), y, n // 3, np.random.default_rng(3), 0
        yield (
            rng.integers(256, size=shape).astype("uint8"),
            np.arange(n) + 300,
            n // 2,
            np.random.default_rng(5),
            0,
        )
        yield rng.integers(-(2**62), 2**62, shape), y, n // 3, np.random.default_rng(4), 0
    for n, size, draws in (2, 1, 200), (5, 2, 1000), (6, 1, 4000), (6, 5, 4000):
        yield np.arange(n), np.arange(n), size, np.random.default_rng(3), draws
    yield np.arange(6), np.array([0, 0, 0, 1, 1, 1]), 2, np.random.default_rng(3), 4000


@check()
def confusion_matrix(rng):
    for dtype in "uint8", "int8", "int32", "int64":
        for n, classes in (0, 1), (0, 4), (1, 1), (1, 3), (2, 2), (5, 3), (50, 5), (200, 30), (3000, 100):
            y, predicted = rng.integers(classes, size=(2, n)).astype(dtype)
            yield y, predicted, classes
            yield y, y, classes
            yield np.full(n, classes - 1, dtype), predicted, classes
            yield y, np.zeros(n, dtype), classes + 2
    yield *rng.integers(300, size=(2, 400)), 300
    yield *rng.integers(1000, size=(2, 400)), 1000
    yield *rng.integers(256, size=(2, 400)).astype("uint8"), 256
    yield np.full(300, 299, "int16"), np.full(300, 299, "int16"), 300
    yield rng.integers(200, size=500).astype("uint8"), rng.integers(200, size=500), 200
    for one in "uint8", "int8":
        few, many = rng.integers(100, size=500).astype(one), rng.integers(400, size=500)
        yield few, many, 400
        yield many, few, 400
    for one, other in ("uint8", "int8"), ("int8", "int64"), ("uint8", "int16"):
        yield rng.integers(100, size=500).astype(one), rng.integers(100, size=500).astype(other), 300
    yield np.zeros(70_000, "uint8"), np.zeros(70_000, "uint8"), 2


@check(quiet=True, rtol=1e-9)
def recall(rng):
    for classes in 1, 2, 3, 5, 10, 300:
        for most in 1, 2, 10, 1_000_000:
            matrix = rng.integers(most, size=(classes, classes), endpoint=True)
            some = rng.integers(2, size=classes)
            yield (matrix,)
            yield (matrix.astype("int32"),)
            yield (matrix * some,)  # some classes are never predicted
            yield (matrix * some[:, np.newaxis],)  # some do not occur
            yield (matrix - np.diag(np.diag(matrix)),)  # none is found
            yield (np.diag(np.diag(matrix)),)
            yield (np.triu(matrix),)
        for dtype in "uint8", "int8", "uint16", "uint64":
            most = min(np.iinfo(dtype).max, 10**6)
            yield (rng.integers(most, size=(classes, classes), endpoint=True).astype(dtype),)
            yield (np.full((classes, classes), most, dtype),)
        yield (np.asfortranarray(matrix),)
        yield (np.zeros((classes, classes), dtype=int),)
    yield (np.array([[1, 899_999], [3, 2]]),)
    yield (rng.integers(2, size=(1000, 1000)),)


@check()
def standard_error(rng):
    for n in 1, 2, 3, 50, 400, 1000, 10_000, 10**9:
        for accuracy in 0.0, 1e-9, 1e-4, 0.1, 0.5, 0.9, 0.98, 0.9999, 1 - 1e-9, 1.0, *rng.random(4).tolist():
            yield accuracy, n


@check()
def clearly_better(rng):
    accuracies = 0.0, 0.001, 0.1, 0.2, 0.5, 0.8, 0.9, 0.97, 0.98, 0.999, 1.0
    for first, second in itertools.product(accuracies, repeat=2):
        if first == second:
            yield first, second, 1000
            continue
        variance = first * (1 - first) + second * (1 - second)
        n = 4 * variance / (first - second) ** 2  # with so many, the difference is just the margin
        yield first, second, int(1.03 * n) + 1
        if n > 2:
            yield first, second, int(0.97 * n)
    yield 1.0, 0.5, 4  # exactly the margin
    yield 0.5, 0.0, 4
    yield 0.98, 0.979, 1_000_000
    for share in 0.99, 1.01:
        yield 0.5 + share * 2**0.5 * 1e-6, 0.5, 10**12
