"""The cases of the hidden checks of 11_dropout."""

import copy

import numpy as np

from checks import arrays, check


@check(atol=0)
def penalty(rng):
    factors = [(0.0, 0.0), (0.1, 0.0), (0.0, 0.01), (0.3, 0.2), (1e-4, 1e-5)]
    for l1, l2 in factors:
        yield [], l1, l2
        for shape in (1,), (7,), (1000,), (1, 1), (3, 2), (2, 3, 4):
            for w in arrays(rng, shape):
                yield [w], l1, l2
        for shapes in (
            [(2, 3), (3,)],
            [(3,), (3,)],
            [(1,), (2, 1), (1, 2)],
            [(4, 5), (5,), (5, 2), (2,)],
            [(2, 2)] * 20,
        ):
            weights = [rng.normal(size=shape) for shape in shapes]
            yield weights, l1, l2
            yield [w.astype("float32") for w in weights], l1, l2
            yield [weights[0]] * 3, l1, l2
            yield [*weights, np.array([[[2.0]], [[-3.0]]], dtype="float32")], l1, l2
    yield [rng.normal(size=(200, 100)), rng.normal(size=100)], 0.1, 0.2


def facts_of_dropout(dropout, x, rate, rng, training, draws):
    """Return what is true of every right result; many draws show whether all values drop on their own."""
    same_seed = copy.deepcopy(rng)
    results = np.array([dropout(x, rate, rng, training) for _ in range(draws)])
    if not training or results.shape != (draws, *x.shape):
        return {"shape": results.shape, "values": results}
    may_drop = (results == 0) & (rate > 0)
    dropped = (results[:, x != 0] == 0).reshape(draws, -1)
    return {
        "shape": results.shape,
        "zeros, or divided by 1 - rate": bool(np.all(may_drop | np.isclose(results, x / (1 - rate), atol=0))),
        "the right share": is_near(dropped.sum(), rate, dropped.size),
        "the same seed, the same values": np.array_equal(results[0], dropout(x, rate, same_seed, training)),
        "each on its own": draws == 1 or are_independent(dropped, rate),
    }


def is_near(count, rate, n):
    """Whether a count of n independent draws is as near to n times the rate as it always is."""
    return bool(abs(count - n * rate) <= 6 * np.sqrt(n * rate * (1 - rate)) + 6)


def are_independent(dropped, rate):
    """Whether each value drops as often as it should, no two together, and all together neither."""
    draws, n = dropped.shape
    often = all(is_near(count, rate, draws) for count in dropped.sum(axis=0))
    together = np.corrcoef(dropped.T)[np.triu_indices(n, 1)]
    spread = dropped.sum(axis=1).var() / (n * rate * (1 - rate))
    return bool(often and np.all(abs(together) < 0.25) and 0.7 < spread < 1.3)


same = "mask = rng.random(x.shape) >= rate → mask = rng.random(x.shape) > rate"


@check(view=facts_of_dropout, equivalent={same: "no number drawn is exactly the rate"})
def dropout(rng):
    for shape in (1,), (7,), (1000,), (1, 1), (4, 3), (300, 40), (2, 3, 4), (5, 4, 4, 3):
        for number, rate in enumerate([0.0, 0.004, 0.125, 0.3, 0.5, 0.9, 0.999]):
            for x in list(arrays(rng, shape))[number:][:2]:
                yield x, rate, np.random.default_rng(number), True, 1
            yield x, rate, np.random.default_rng(number), False, 1
        x = rng.normal(size=shape).astype("float32")
        yield x, 0.3, np.random.default_rng(0), True, 1
        yield x, 0.3, np.random.default_rng(0), False, 2
    for n, rate in (10_000, 0.004), (10_000, 0.125), (100_000, 0.45), (10_000, 0.999):
        yield np.ones(n), rate, np.random.default_rng(1), True, 1
    for shape in (24,), (6, 4), (2, 3, 4), (2, 2, 2, 3):
        for rate in 0.125, 0.5, 0.8:
            yield 1 + rng.random(shape), rate, np.random.default_rng(2), True, 1000


def pair(function, *case):
    """Return both numbers: a pair may be a tuple, a list or an array."""
    return list(function(*case))


@check(view=pair)
def stopping(rng):
    for losses in (
        [2.3],
        [4.0, 2.0, 3.0, 2.5, 1.0],
        [5.0, 4.0, 4.0, 4.0, 3.0],
        [5.0, 3.0, 4.0, 3.5, 3.8, 3.6],
        [5.0, 6.0, 4.0, 6.0, 3.0, 6.0, 7.0],
        [9.0, 8.0, 8.5, 8.2, 7.0, 7.0],
        [0.0, 0.0, 0.0],
        [0.5, 0.0, 0.1, 0.0, 0.2],
        [4e12, 2e12, 3e12, 3e12, 1e12],
        (0.5 - 1e-9 * np.arange(6)).tolist(),
        np.arange(1.0, 6.0).tolist(),
    ):
        for patience in 1, 2, 3, 5, 100:
            yield losses, patience
            yield np.array(losses), patience
    for n in 2, 3, 5, 10, 40:
        for values in 2, 3, 1000:
            losses = rng.integers(values, size=n) / 7
            for patience in 1, 2, 3, 4:
                yield losses.tolist(), patience
                yield np.sort(losses)[::-1].copy(), patience
    yield (1 / np.arange(1.0, 1001)).tolist(), 10
    yield rng.random(1000).astype("float32"), 300
