"""The cases of the hidden checks of 09_optimizers."""

import itertools

import numpy as np

from checks import (
    arrays,
    check,
    flat,
    nearly_flat,
    parabola,
    parabola_with_its_bottom_at_3,
    straight,
    two_valleys,
    waves,
)


def half_flat(w):
    return -1 if w < 1 else 0


@check()
def momentum(rng):
    betas = itertools.cycle([0.9, 0, 0.5, 0.99, 0.1])
    for gradient in parabola, parabola_with_its_bottom_at_3, waves, flat, nearly_flat, straight, half_flat:
        for start in -2, 0, 1, 0.55, 7.5, 3e-6:
            for learning_rate, steps in (0.1, 0), (0.1, 1), (0.25, 2), (1, 3), (0.01, 30), (0.3, 300):
                yield gradient, start, learning_rate, next(betas), steps
    for start in -2, -1.5, 0, 0.55, 1, 3e-6:
        yield two_valleys, start, 0.02, next(betas), 60
    yield parabola, 1, 0.75, 0.5, 5  # stands still for one step
    yield parabola, 1, 3, 0.5, 40  # it runs away
    yield parabola, 10**6, 0.1, 0.9, 20
    yield parabola, -1, 1.1, 0.5, 50
    yield waves, 0.5, 0.01, 0.9, 3000


@check()
def best_rate(rng):
    for dtype in "uint8", "int8", "uint16", "int32", "int64":
        most = min(np.iinfo(dtype).max, 10**6)
        for n in 1, 2, 3, 10, 1000:
            yield (rng.integers(1, most, n, endpoint=True).astype(dtype),)
            yield (np.full(n, most, dtype),)
            yield (np.ones(n, dtype),)
    for dtype in "float64", "float32":
        for n in 1, 2, 3, 5, 10, 1000, 70_000:
            for low, high in (0.1, 10), (1e-6, 1e6), (1e-6, 2e-6), (999_999, 1e6):
                yield (rng.uniform(low, high, n).astype(dtype),)
                yield (np.exp(rng.uniform(np.log(low), np.log(high), n)).astype(dtype),)
        for pair in (1, 1000), (0.2, 4), (4, 0.2), (1e6, 1e-6), (3, 3):
            yield (np.array(pair, dtype),)
            yield (np.array([*pair, *pair, *pair[::-1]], dtype),)


# Settings with which the mean of no two numbers is nearly zero: its sign would be a matter of rounding.
@check()
def lion_step(rng):
    settings = itertools.cycle(
        [
            (0.1, 0.9, 0.99, 0.0),
            (0.5, 0.5, 0.25, 1.0),
            (1e-4, 0.95, 0.98, 0.1),
            (2, 0, 1, 0.01),
            (0.01, 1, 0, 3),
            (0.25, 0.125, 0.75, 0.5),
        ]
    )
    for shape in (1,), (2,), (7,), (1000,), (1, 1), (4, 3), (1, 3), (3, 1), (2, 3, 4):
        weights, memories, slopes = (list(arrays(rng, shape)) for _ in range(3))
        for turn in 0, 2, 3:
            for w, v, gradient in zip(weights, memories, slopes[turn:] + slopes[:turn], strict=True):
                yield w, v, gradient, *next(settings)
        w, v = rng.normal(size=(2, *shape))
        yield w, v, np.zeros(shape), *next(settings)
        yield w, np.zeros(shape), v, *next(settings)
        yield w, 0 * w, 0 * w, *next(settings)
        yield w, v, -v, 0.1, 0.5, 0.9, 0.1
        yield w, 9 * v, -v, 0.1, 0.5, 0.9, 0.1


def left(own_step, bowl):
    """Walk down a bowl, as the notebook's loop does."""
    turn, w = bowl["turned by"], bowl["start"]
    distance, memory = np.linalg.norm(w), np.zeros((2, *w.shape))
    for t in range(1, 401):
        w = w - own_step(turn @ (bowl["curvatures"] * (turn.T @ w)), memory, t)
    return {"at most a thousandth is left": bool(np.linalg.norm(w) <= distance / 1000)}


ANY = "any setting that arrives is right"


# The solution leaves two billionths at most; plain descent, whatever its rate, 45 % on one of the bowls.
@check(
    left,
    equivalent={
        "memory[0] = 0.9 * memory[0] + 0.003 * slope → memory[0] = 0.909 * memory[0] + 0.003 * slope": ANY,
        "memory[0] = 0.9 * memory[0] + 0.003 * slope → memory[0] = 0.9 * memory[0] + 0.00303 * slope": ANY,
    },
)
def own_step(rng):
    for weights in 2, 3, 4, 10, 25, 50:
        for distance in 0.01, 1, 100:
            for between in (
                np.geomspace(1, 1000, weights), rng.choice([1.0, 30, 1000], weights),
                10 ** rng.uniform(0, 3, weights),
            ):  # fmt: skip
                curvatures = np.concatenate([[1, 1000], between[2:]])
                turn, start = np.linalg.qr(rng.normal(size=(weights, weights)))[0], rng.normal(size=weights)
                start *= distance / np.linalg.norm(start)
                yield ({"curvatures": curvatures, "turned by": turn, "start": start},)
