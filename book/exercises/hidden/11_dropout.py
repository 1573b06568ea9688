"""The cases of the hidden checks of 11_dropout."""

import copy

import keras
import numpy as np

from checks import arrays, check, pair


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
        "no pattern comes back": x.size < 100_000 or not comes_back(results[0]),
        "each on its own": draws == 1 or are_independent(dropped, rate),
    }


def is_near(count, rate, n):
    """Whether a count of n independent draws is as near to n times the rate as it always is."""
    return bool(abs(count - n * rate) <= 6 * np.sqrt(n * rate * (1 - rate)) + 6)


def comes_back(result):
    """Whether the zeros of a large result lie as others do, some places further on."""
    zeros = (result == 0).ravel() - np.mean(result == 0)
    alike = np.fft.irfft(np.abs(np.fft.rfft(zeros)) ** 2, zeros.size)
    return bool(alike[1:].max() > 0.2 * alike[0])


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
        yield np.asfortranarray(1 + rng.random(shape)), 0.3, np.random.default_rng(0), True, 1
    for n, rate in (
        (10_000, 0.004),
        (10_000, 0.125),
        (100_000, 0.45),
        (10_000, 0.999),
        (100_000, 0.001),
        (10**6, 0.0001),
    ):
        yield np.ones(n), rate, np.random.default_rng(1), True, 1
    for shape in (24,), (400,), (6, 4), (20, 20), (2, 3, 4), (2, 2, 2, 3):
        for rate in 0.125, 0.5, 0.8:
            yield 1 + rng.random(shape), rate, np.random.default_rng(2), True, 1000


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
        [4e300, 2e300, 3e300, 3e300, 1e300],
        (0.5 - 1e-9 * np.arange(6)).tolist(),
        [0.5, float(np.nextafter(0.5, 0)), 0.5, float(np.nextafter(0.5, 0))],
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
    yield (1 / np.arange(1.0, 501)).tolist(), 10
    yield rng.random(500).astype("float32"), 200


@check(view=pair, rtol=1e-7)
def survivors(rng):
    for n in 1, 2, 3, 12, 100, 256, 784, 70_000, 1_000_000:
        for rate in (
            0.0,
            1e-6,
            3e-6,
            0.004,
            0.1,
            0.25,
            0.45,
            0.5,
            0.8,
            0.999,
            0.999997,
            *rng.random(5).tolist(),
        ):
            yield n, round(rate, 6)


def facts_of_vote(vote, w, b, v, c, rate, x, times):
    """Return what is true of every vote of a network with one hidden unit, which a mask keeps or drops."""
    keras.utils.set_random_seed(0)
    dense, hidden = keras.layers.Dense, np.maximum(x @ w + b, 0)
    layers = [dense(1, "relu"), keras.layers.Dropout(rate), dense(len(c), "softmax")]
    if len(c) == 3:
        layers.insert(2, keras.layers.Dropout(0.0))
    model = keras.Sequential([keras.Input(x.shape[1:]), *layers])
    model.set_weights([w, b, v, c])
    powers = np.exp([c + 0 * hidden @ v, c + hidden @ v / (1 - rate)])
    dropped, kept = powers / powers.sum(axis=-1, keepdims=True)
    given = x.copy()
    results = np.array([np.asarray(vote(model, x, times)) for _ in range(2)])
    if results.shape != (2, *kept.shape):
        return {"shape": results.shape}
    often = times * (results - dropped) / (kept - dropped)
    counts = often.mean(axis=-1).round()
    spread = counts.var() / (times * rate * (1 - rate))
    few = len(x) < 50
    return {
        "shape": results.shape,
        "the mean of so many answers": bool(np.all(abs(often - counts[..., np.newaxis]) < 0.02)),
        "some with the unit, some without": few or is_near(counts.sum(), 1 - rate, counts.size * times),
        "each with a mask of its own": few or bool(0.5 < spread < 1.7),
        "a second vote draws anew": few or not np.array_equal(*results),
        "the input is kept": np.array_equal(x, given),
        "the weights are kept": all(map(np.array_equal, model.get_weights(), [w, b, v, c])),
    }


@check(view=facts_of_vote)
def vote(rng):
    for inputs, classes, rate, rows, times in (
        (1, 2, 0.5, 1, 1),
        (3, 2, 0.25, 1, 5),
        (4, 3, 0.5, 4, 3),
        (2, 4, 0.7, 4, 20),
        (3, 3, 0.2, 100, 1),
        (3, 3, 0.5, 100, 2),
        (5, 4, 0.4, 100, 4),
        (2, 2, 0.8, 100, 5),
    ):
        w, b = rng.uniform(0.2, 1, (inputs, 1)), np.ones(1)
        v, c = np.arange(classes)[np.newaxis] - 0.6, rng.normal(scale=0.2, size=classes)
        c[0] -= 17 * (rows == 4)  # about a hundred-millionth
        x = rng.uniform(-0.2, 1, (rows, inputs))
        yield *(one.astype("float32") for one in (w, b, v, c)), rate, x.astype("float32"), times
