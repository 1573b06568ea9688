"""The cases of the hidden checks of 09_optimizers."""

import itertools

from checks import arrays, check, shapes


def pair(function, *case):
    """Return both numbers: a pair may be a tuple, a list or an array."""
    return list(function(*case))


@check()
def steps(rng):
    for examples in 1, 2, 3, 10, 100, 117, 1000, 60_000:
        for batch_size in 1, 2, 3, 32, 117, 128, 1000, 100_000:
            for epochs in 1, 2, 5:
                yield examples, batch_size, epochs
    yield 10, 4, 3000
    yield 1_000_000, 256, 20


@check(view=pair)
def survivors(rng):
    for n in 1, 2, 3, 12, 100, 256, 784, 70_000:
        for rate in 0.0, 1e-6, 3e-6, 0.004, 0.1, 0.25, 0.45, 0.5, 0.8, 0.999, 1 - 3e-6:
            yield n, rate
        for rate in rng.random(5).tolist():
            yield n, rate


@check()
def same_answers(rng):
    for inputs, units in shapes(2, long=784):
        for w1 in arrays(rng, (inputs, units)):
            yield w1, rng.permutation(inputs)
        yield rng.normal(size=(inputs, units)).astype("float32"), rng.permutation(inputs).astype("int32")
    yield rng.normal(size=(256, 10)), rng.permutation(256).astype("uint8")


@check(fresh=True)
def decay_step(rng):
    rates = itertools.cycle([(0.1, 0.3), (0.5, 0.01), (0.02, 1.0), (0.2, 0.0), (0.0, 0.5), (1e-4, 1e-4)])
    for shape in (1,), (7,), (1000,), (1, 1), (4, 3), (100, 3), (2, 3, 4), (3, 3, 2, 5):
        weights, slopes = list(arrays(rng, shape)), list(arrays(rng, shape))
        for w, gradient in zip(2 * weights, slopes + slopes[::-1], strict=True):
            yield w, gradient, *next(rates)
        w = rng.normal(size=shape).astype("float32")
        gradient = (-w * rng.random(shape)).astype("float32")  # with this sign, nothing cancels
        yield w, gradient, *next(rates)
