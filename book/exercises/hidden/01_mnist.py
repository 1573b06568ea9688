"""The cases of the hidden checks of 01_mnist."""

import numpy as np

from checks import arrays, check


@check(dtype="exact")
def to_vectors(rng):
    for h, w in [(1, 1), (1, 2), (4, 1), (2, 3), (3, 2), (5, 5), (28, 28), (40, 60)]:
        for n in 1, 2, 7:
            for images in arrays(rng, (n, h, w), "uint8"):
                yield (images,)
    yield (np.arange(256, dtype="uint8").reshape(1, 16, 16),)
    yield (np.arange(254, dtype="uint8").reshape(2, 1, 127),)
    images = rng.integers(256, size=(2000, 3, 4), dtype="uint8")
    yield from ((one,) for one in (images, np.asfortranarray(images), images.T, images[::-3, :, 1:]))


@check(rtol=0, atol=0, dtype="any")
def count_labels(rng):
    for dtype in "uint8", "int64":
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
            yield np.sort(labels), num_classes
            yield labels, num_classes + 2
            yield labels + np.ones(1, dtype), num_classes + 1
            yield np.full(n, num_classes - 1, dtype), num_classes
            yield np.full(n, num_classes // 2, dtype), num_classes
        yield np.arange(255, -1, -1).astype(dtype), 256
        yield np.arange(200).astype(dtype), 300
        yield np.repeat([3, 0, 2], [69_990, 9, 1]).astype(dtype), 4
    yield rng.integers(300, size=5000), 300


@check()
def leaked(rng):
    for n, m, h, w in [
        (1, 1, 1, 1), (1, 5, 1, 2), (5, 1, 2, 1), (3, 3, 2, 2), (12, 9, 4, 5), (9, 12, 3, 3), (3, 300, 2, 2),
        (200, 100, 2, 3), (30, 20, 28, 28),
    ]:  # fmt: skip
        for largest in 1, 2, 255:  # if it is small, many images are equal
            train, test = (rng.integers(largest + 1, size=(k, h, w), dtype="uint8") for k in (n, m))
            yield train, test
            yield train, np.where(rng.random((m, 1, 1)) < 0.5, train[rng.integers(n, size=m)], test)
            yield train, train[rng.integers(n, size=m)]
            yield train, train
            yield train // 2, train // 2 + np.uint8(128)  # none
    train = rng.integers(100, size=(8, 40, 40), dtype="uint8")
    for place in (0, 0), (20, 20), (39, 39):
        for step in 1, 16, 128:  # in bytes, the squares of 16 and 128 are 0
            test = train.copy()
            test[(slice(1, None), *place)] += np.uint8(step)
            yield train, test
    for other in (
        train[:, ::-1], train[:, :, ::-1], train.transpose(0, 2, 1), np.roll(train, 1), np.sort(train),
        2 * train, 255 - train, train[::-1],
    ):  # fmt: skip
        yield train, np.concatenate([other, train[1:6:2]])
    bright = np.uint8(255) - rng.integers(3, size=(8, 28, 28), dtype="uint8")
    test = bright.copy()
    test[1:, 9, 9] ^= 1  # in float32, a square of 1 is lost beside the sum of all squares
    yield bright, test
    black = np.zeros((2, 3, 3), "uint8")
    yield black, black
    yield black, np.concatenate([black + np.uint8(1), black])
    for one, other in ([1, 11], [11, 1]), ([1, 2], [2, 1]), ([0, 0], [0, 16]), ([255, 0], [0, 255]):
        yield np.array([[one]], "uint8"), np.array([[other], [one]], "uint8")
