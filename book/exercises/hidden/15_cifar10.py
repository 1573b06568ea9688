"""The cases of the hidden checks of 15_cifar10."""

import numpy as np

from checks import arrays, check

SHAPES = [
    *[(1, 1, 1, 3), (1, 1, 2, 3), (1, 2, 1, 3), (2, 1, 1, 3), (2, 2, 2, 3), (3, 3, 3, 3)],
    *[(1, 4, 5, 3), (3, 4, 5, 3), (5, 1, 4, 3), (4, 6, 3, 3), (1, 30, 40, 3), (300, 2, 3, 3)],
]


@check()
def accuracy(rng):
    for n, k in [(1, 1), (1, 2), (2, 2), (2, 5), (5, 1), (10, 10), (30, 3), (50, 10), (300, 300)]:
        probabilities = rng.dirichlet(np.ones(k), n)
        ties = rng.integers(1, 4, (n, k))
        for p in probabilities, probabilities.astype("float32"), ties / ties.sum(axis=1, keepdims=True):
            for dtype in "uint8", "int8", "uint16", "int64":
                others = rng.integers(min(k, np.iinfo(dtype).max + 1), size=n)
                right = (rng.random(n) < 0.7) & (p.argmax(axis=1) <= np.iinfo(dtype).max)
                labels = np.where(right, p.argmax(axis=1), others).astype(dtype)
                yield labels, p
                yield labels[:, np.newaxis], p
            yield p.argmax(axis=1), p
            yield (p.argmax(axis=1, keepdims=True) + 1) % k, p
    yield np.arange(40, dtype="uint8"), np.eye(300)[np.arange(40) + 256]  # as a byte, 256 is 0
    yield np.array([[1], [0]]), np.array([[0.5 - 1e-9, 0.5 + 1e-9], [1 - 1e-300, 1e-300]])
    yield rng.integers(10, size=(2000, 1)), rng.dirichlet(np.ones(10), 2000)
    one_right = np.ones(70_000, dtype="uint8")
    one_right[-1] = 0
    yield one_right, np.tile([0.6, 0.4], (70_000, 1))


@check(dtype="exact")
def mirror(rng):
    for shape in SHAPES:
        for dtype in "uint8", "int64", "float32", "float64":
            for images in arrays(rng, shape, dtype):
                yield (images,)


@check(dtype="exact")
def to_grey(rng):
    for shape in SHAPES:
        for images in arrays(rng, shape, "uint8"):
            yield (images,)
        yield (rng.choice([0, 1, 254, 255], shape).astype("uint8"),)
    for pixel in [10, 10, 11], [10, 10, 12], [255, 255, 253], [255, 255, 254], [0, 0, 250], [0, 251, 0]:
        yield (np.full((1, 1, 1, 3), pixel, dtype="uint8"),)
    for _ in range(20):
        sums = np.arange(766)[:, np.newaxis]
        channels = np.clip(sums - [0, 255, 510], 0, 255)[:, rng.permutation(3)]
        yield (channels.astype("uint8").reshape(1, 1, 766, 3),)
    yield (rng.integers(256, size=(2000, 3, 2, 3), dtype="uint8"),)


@check()
def cnn_parameters(rng):
    yield ([],)
    for n in 1, 2, 3, 5, 20, 200:
        for most in [1, 1, 1], [2, 3, 3], [4, 10, 10], [11, 3, 100], [7, 600, 2000]:
            for _ in range(4):
                layers = rng.integers(1, most, (n, 3), endpoint=True).tolist()
                yield ([tuple(layer) for layer in layers],)
        for layer in (1, 64, 10), (3, 3, 32), (11, 2048, 4096):
            yield ([layer] * n,)
