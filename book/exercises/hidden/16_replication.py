"""The cases of the hidden checks of 16_replication."""

import copy
from math import lgamma

import numpy as np

from checks import check


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


def parts(function, *case):
    """Return the two numbers of a pair, which may be a tuple, a list or an array."""
    return [*function(*case)]


# Of equal accuracies, a sum in another order leaves some 1e-12.
@check(parts, atol=1e-9)
def mean_and_std(rng):
    for n in 0, 1, 2, 3, 4, 5, 18, 300:
        for accuracies in trainings(rng, n):
            yield (accuracies,)
    yield (rng.uniform(0.9, 1, 2000),)


# The ends lie near 98, and half a unit of the last decimal is small.
@check(parts, rtol=1e-10, atol=1e-9)
def interval(rng):
    for n in 2, 3, 5, 20, 300:
        for accuracies in trainings(rng, n):
            yield accuracies, rng.choice([12.71, 4.3, 2.78, 2.0, 0.5]).item(), rng.integers(5).item()
    for t in 12.71, 4.3, 2, 1, 0.01:
        for decimals in range(7):
            yield rng.uniform(97, 99, 3).tolist(), t, decimals
    yield [2.0, 3.0], 12.71, 1
    yield [99.0, 99.5], 12.71, 1


@check(
    parts,
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
    middle = correct - correct.mean()
    certain = repetitions < 100 or accuracy in (0, 1)
    return {
        "shape": first.shape,
        "shares of the digits": bool(np.allclose(first.ravel() * digits, correct, rtol=0, atol=1e-6)),
        "as often as the best has them": bool(np.all(abs(found - expected) <= slack)),
        "in the order drawn": bool(abs(middle[1:] @ middle[:-1]) <= 6 * repetitions**0.5 * middle.var()),
        "the same seed, the same result": np.array_equal(first, same),
        "a second call draws anew": certain or not np.array_equal(first, second),
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
    yield 2, 0.4, 3, 20_000, np.random.default_rng(3)
    yield 3, 0.98, 10_000, 300, np.random.default_rng(4)
    yield 300, 0.98, 10_000, 3, np.random.default_rng(5)
