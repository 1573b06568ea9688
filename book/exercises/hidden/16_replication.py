"""The cases of the hidden checks of 16_replication."""

import copy
from math import lgamma

import numpy as np

from checks import check, have_no_pattern, pair, shapes


def trainings(rng, n):
    """Yield lists and arrays of so many accuracies: far apart, close together and equal."""
    for low, high in [(97, 99), (0, 100), (98.4, 98.40001), (0.9, 1), (0, 1e-4)]:
        accuracies = rng.uniform(low, high, n)
        yield from (accuracies, accuracies.tolist())
    for few in [97, 98, 99], [0, 100], [0.5, 0.75], [0.98, 0.99]:
        accuracies = rng.choice(few, n)
        yield from (accuracies.astype(float), accuracies.tolist())
    for one in 0, 1, 0.7, 98.4, 100.0:
        yield from (np.full(n, one, dtype=float), [one] * n)


# Of equal accuracies, a sum in another order leaves some 1e-12.
@check(pair, atol=1e-11)
def pooled(rng):
    yield ([],)
    yield ([[98.0], [50.0, 50.00002]],)
    yield ([[98.5, 98.50000001]],)
    yield ([[98.5, 98.50000001], [1, 1, 1.00000002]],)
    for n in 1, 2, 3, 5, 18, 300:
        for one in trainings(rng, n):
            yield ([one],)
            yield ([one, one],)
            yield ([one, one[:1], [50.0]],)
            yield ([one[: n // 2 + 1], one[:1], one, [1, 2, 4]],)
    for sizes in (1, 2), (2, 1), (1, 1, 1), (2, 2), (2, 5), (5, 2), (3, 1, 4, 1, 5), (2, 200), range(1, 40):
        for spread in 1, 0.1, 1e-5:
            groups = [rng.normal(rng.uniform(95, 98), spread * rng.uniform(0.1, 2), size) for size in sizes]
            yield (groups,)
            yield ([group.tolist() for group in groups],)
            yield ([[97.5], *groups, [98.5]],)
            yield (groups + groups[:1],)
        yield ([rng.integers(90, 100, size) for size in sizes],)
        yield ([rng.integers(0, 100, size).astype("uint8") for size in sizes],)
        yield ([[98.4] * size for size in sizes],)
    yield ([rng.normal(98, 0.1, 2) for _ in range(2000)],)
    yield ([rng.normal(98, 0.1, 3000)],)


def texts(verdict, d, narrow, wide):
    """Return the shape of the verdicts and the verdicts, as Python's own texts."""
    answer = np.asarray(verdict(d, narrow, wide))
    return {"its shape": answer.shape, "verdicts": [str(one) for one in answer.ravel().tolist()]}


@check(texts)
def verdict(rng):
    ends = 0.125, 0.25, 0.5, 0.50001, 0.625, 1, 3
    for narrow in ends:
        for wide in ends:
            if narrow <= wide:
                near = [end * share for end in (narrow, wide) for share in (0.99, 1 - 1e-6, 1 + 1e-6, 1.01)]
                for d in (0, narrow, wide, *near, 1e-6, 40):
                    yield d, narrow, wide
                    yield -d, narrow, wide
    for shape in *shapes(1), *shapes(2), (2, 3, 4), (1, 1, 1, 1), (18, 4):
        for scale in 0.3, 1:
            narrow, d = scale * rng.random(shape) + 1e-3, rng.normal(0, scale, shape)
            yield d, narrow, narrow + scale * rng.random(shape)
            yield d, np.sort(narrow.ravel()).reshape(shape), 2 * np.ones(shape)
            narrow, more, d = rng.integers(1, 8, (3, *shape)) / 8
            yield d - 0.5, narrow, narrow + (more - 0.125)
        for d in 0.1, -0.1, 0.7, -0.7, 2, -2:  # each of these has one verdict
            yield np.full(shape, d), np.full(shape, 0.25), np.full(shape, 0.75)
        yield np.full(shape, -2), np.full(shape, 1), np.full(shape, 2)
    for one in -2, 0, 1:
        yield np.int64(one), np.float64(0.25), np.float64(0.75)
        yield np.float32(one / 2), np.float32(0.25), np.float32(0.75)
        d = rng.integers(-2, 3, (4, 5)) + one
        yield d, np.full((4, 5), 0.4), rng.random((4, 5)) + 0.4
        yield d[:, 0], rng.random(4) + 0.1, np.full(4, 1.5)
    yield np.asfortranarray(rng.normal(size=(3, 4))), 0.4 * np.ones((3, 4)), rng.random((3, 4)) + 0.4


@check(
    pair,
    equivalent={
        "best = np.argmax(np.mean(validation, axis=1)) → best = np.argmax(np.sum(validation, axis=1))": (
            "every network has as many seeds"
        ),
    },
)
def choose(rng):
    for networks in 1, 2, 3, 5, 18:
        for seeds in 1, 2, 3, 4, 5, 8:
            for most in 1, 100:
                yield tuple(rng.uniform(0, most, (2, networks, seeds)))
            validation, test = rng.integers(0, 9, (2, networks, seeds)) / 8
            yield validation[rng.integers(networks, size=networks)], test
            yield np.zeros((networks, seeds)), test
            yield test, test
            if seeds in (1, 2, 4, 8):  # in eighths, means of these are without error
                yield rng.integers(0, 3, (networks, seeds)) / 8, test
    for shape in (300, 3), (3, 300), (2000, 2):
        yield tuple(rng.uniform(0, 1, (2, *shape)))
    for small in 1e-3, 1e-6, 1e-9:
        yield np.array([[0.98, 0.97], [0.98, 0.97 + small]]), np.array([[0.9, 0.8], [0.7, 0.8]])


def luck(function, networks, accuracy, digits, repetitions, rng):
    """Return what is true of every right answer."""
    again = copy.deepcopy(rng)
    first, same, second = (
        np.asarray(function(networks, accuracy, digits, repetitions, generator))
        for generator in (rng, again, rng)
    )
    correct = np.round(first.ravel() * digits)
    found = np.bincount(correct.astype(int), minlength=digits + 1).cumsum()[: digits + 1] / repetitions
    expected = chances(networks, accuracy, digits)
    slack = 6 * np.sqrt(expected * (1 - expected) / repetitions) + 5 / repetitions
    certain = repetitions < 100 or accuracy in (0, 1)
    others = [np.random.default_rng(seed) for seed in range(300 if networks * digits == 2000 else 0)]
    drawn = {tuple(function(networks, accuracy, digits, repetitions, other)) for other in others}
    return {
        "shape": first.shape,
        "shares of the digits": bool(np.allclose(first.ravel() * digits, correct, rtol=0, atol=1e-6)),
        "as often as the best has them": bool(np.all(abs(found - expected) <= slack)),
        "no pattern": have_no_pattern(correct - correct.mean()),
        "the same seed, the same result": np.array_equal(first, same),
        "a second call draws anew": certain or not np.array_equal(first, second),
        "other generators draw on their own": len(drawn) == len(others),
    }


def chances(networks, accuracy, digits):
    """Return the chance that the best has at most 0, 1, ... of the digits right."""
    p = np.clip(accuracy, 1e-15, 1 - 1e-15)
    k = np.arange(digits + 1)
    log_factorials = np.array([lgamma(i + 1) for i in k])
    ways = log_factorials[-1] - log_factorials - log_factorials[::-1]
    return np.clip(np.cumsum(np.exp(ways + k * np.log(p) + (digits - k) * np.log1p(-p))), 0, 1) ** networks


@check(luck)
def best_of(rng):
    for networks in 1, 2, 5:
        for accuracy in 0, 0.5, 0.98, 1.0:
            for digits in 1, 3, 100:
                for repetitions in 1, 2, 7:
                    yield networks, accuracy, digits, repetitions, np.random.default_rng(rng.integers(1000))
    for networks, accuracy, digits in [
        *[(1, 0.6, 50), (2, 0.3, 30), (3, 0.5, 1), (3, 0.2, 2), (5, 0.98, 100), (18, 0.8, 20)],
        *[(10, 0.6, 30), (100, 0.5, 10), (300, 0.3, 5), (2, 1, 10), (2, 0, 10)],
    ]:
        yield networks, accuracy, digits, 2000, np.random.default_rng(rng.integers(1000))
    yield 2, 0.5, 1000, 9, np.random.default_rng(2)
    for repetitions in 1001, 1500, 5000:
        yield 2, 0.6, 50, repetitions, np.random.default_rng(repetitions)
    yield 2, 0.9, 100_000, 200, np.random.default_rng(6)
    yield 2, 0.4, 3, 20_000, np.random.default_rng(3)
    yield 3, 0.985, 10_000, 1000, np.random.default_rng(7)
    yield 3, 0.98, 10_000, 300, np.random.default_rng(4)
    yield 300, 0.98, 10_000, 3, np.random.default_rng(5)
