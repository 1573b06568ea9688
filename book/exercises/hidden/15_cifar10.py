"""The cases of the hidden checks of 15_cifar10."""

import copy

import numpy as np

from checks import arrays, check, have_no_pattern

SHAPES = [
    *[(1, 1, 1, 3), (1, 1, 2, 3), (1, 2, 1, 3), (2, 1, 1, 3), (2, 2, 2, 3), (3, 3, 3, 3)],
    *[(1, 4, 5, 3), (3, 4, 5, 3), (5, 1, 4, 3), (4, 6, 3, 3), (1, 30, 40, 3), (300, 2, 3, 3)],
]


def share(accuracy, labels, probabilities):
    found = accuracy(labels, probabilities)
    return {"a float": isinstance(found, (float, np.floating)), "the share": found}


@check(share)
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


def first_of_two(to_grey, images):
    """Return a grey array, which a later call leaves alone, and whether it is new."""
    grey = to_grey(images)
    to_grey(255 - images)
    return {"a new array": not np.shares_memory(grey, images), "grey": grey}


@check(first_of_two, dtype="exact")
def to_grey(rng):
    for shape in SHAPES:
        for images in arrays(rng, shape, "uint8"):
            yield (images,)
        yield (rng.choice([0, 1, 254, 255], shape).astype("uint8"),)
        yield (rng.integers(127, size=shape, dtype="uint8"),)
        yield (rng.integers(256, size=(*shape[:3], 1), dtype="uint8").repeat(3, axis=3),)
        yield (rng.integers(2, size=shape, dtype="uint8"),)
        yield (np.asfortranarray(rng.integers(256, size=shape, dtype="uint8")),)
    for pixel in [10, 10, 11], [10, 10, 12], [255, 255, 253], [255, 255, 254], [0, 0, 250], [0, 251, 0]:
        yield (np.full((1, 1, 1, 3), pixel, dtype="uint8"),)
    for _ in range(20):
        sums = np.arange(766)[:, np.newaxis]
        channels = np.clip(sums - [0, 255, 510], 0, 255)[:, rng.permutation(3)]
        yield (channels.astype("uint8").reshape(1, 1, 766, 3),)
    yield (rng.integers(256, size=(2000, 3, 2, 3), dtype="uint8"),)
    yield (rng.integers(250, 256, size=(1, 200, 300, 3), dtype="uint8"),)


@check()
def cnn_parameters(rng):
    yield ([],)
    yield ([(3, 2, 4)] * 400,)
    for n in 1, 2, 3, 5, 20, 200:
        for most in [1, 1, 1], [2, 3, 3], [4, 10, 10], [11, 3, 100], [7, 600, 2000]:
            for _ in range(4):
                layers = rng.integers(1, most, (n, 3), endpoint=True).tolist()
                yield ([tuple(layer) for layer in layers],)
        for layer in (1, 64, 10), (3, 3, 32), (11, 2048, 4096):
            yield ([layer] * n,)


def ways(images):
    """Return all changed images: an array of shape (mirrored or not, place, *images.shape)."""
    _, h, w, _ = images.shape
    kinds = [np.pad(one, [(0, 0), (4, 4), (4, 4), (0, 0)]) for one in (images, images[:, :, ::-1])]
    return [[one[:, i : i + h, j : j + w] for i in range(9) for j in range(9)] for one in kinds]


def changed(augment, images, written, calls, rng):
    """Return what is true of every right answer, of chances only where there are a thousand pictures."""
    same = augment(images, written, copy.deepcopy(rng))
    results = np.array([augment(images, written, rng) for _ in range(calls)])
    found = [[np.all(way == results, axis=(2, 3, 4)).ravel() for way in kind] for kind in ways(images)]
    plain, mirrored = np.array(found)
    marked = np.tile(written, calls)
    facts = {
        "shape": same.shape,
        "its dtype": same.dtype.name,
        "a new array": not np.shares_memory(same, images),
        "each picture in one of the ways": bool(np.all(plain.any(axis=0) | (mirrored.any(axis=0) & ~marked))),
        "the same seed, the same pictures": np.array_equal(same, results[0]),
    }
    if len(marked) < 1000:
        return facts
    place = (plain | mirrored).argmax(axis=0)
    turned = mirrored.any(axis=0)
    numbers = place // 9 - 4, place % 9 - 4, np.where(marked, 0, turned - 0.5)
    return facts | {
        "equally likely with writing": are_equally_likely(place[marked], 81),
        "equally likely without": are_equally_likely((81 * turned + place)[~marked], 162),
        "each by its own chance": all(map(have_no_pattern, numbers)),
    }


def are_equally_likely(drawn, kinds):
    """Whether chi squared is within six standard deviations of what it is on average, or below."""
    expected = len(drawn) / kinds
    squares = np.sum((np.bincount(drawn, minlength=kinds) - expected) ** 2)
    return bool(squares <= expected * (kinds + 6 * np.sqrt(2 * kinds)))


@check(changed)
def augment(rng):
    for number, shape in enumerate(SHAPES[:-1]):
        for dtype in "uint8", "int64", "float32", "float64":
            for images in arrays(rng, shape, dtype):
                yield images, rng.random(len(images)) < 0.5, 2, np.random.default_rng(number)
    for images in [
        np.asfortranarray(rng.integers(256, size=(3, 5, 6, 3), dtype="uint8")),
        rng.random((6, 5, 3, 4)).transpose(2, 1, 0, 3)[..., :3],
        rng.random((4, 6, 300, 6))[::-1, ::2, :, ::2],
        rng.integers(2**60, 2**61, (2, 3, 40, 3)),
    ]:
        yield images, rng.random(len(images)) < 0.5, 3, np.random.default_rng(5)
    several = rng.integers(1, 256, (8000, 6, 5, 3), dtype="uint8")
    yield several, rng.random(8000) < 0.4, 1, np.random.default_rng(1)
    for n, calls, share in (1, 2000, 0), (2, 1500, 0), (2, 1500, 0.5), (3, 1000, 1):
        images = rng.integers(1, 256, (n, 7, 8, 3), dtype="uint8")
        yield images, np.arange(n) < n * share, calls, np.random.default_rng(n)
