"""The cases of the hidden checks of 13_three_ways."""

import keras
import numpy as np

from checks import check, digits, shapes


@check()
def dense_parameters(rng):
    for axes in 1, 2, 3:
        for shape in shapes(axes, long=784):
            yield shape, int(rng.integers(1, 300))
    for shape in (
        (32, 32, 3),
        (32, 32, 200),
        (3, 5, 2, 6),
        (6, 2, 5, 3),
        (2, 1, 3, 4, 7),
        (9, 1),
        (1, 1, 1, 1, 1),
    ):
        for units in 1, 2, 10, 257:
            yield shape, units
    yield (4097,), 4099  # odd, and more than float32 can count
    yield (784,), 256
    yield (70_000,), 4
    yield (4,), 70_000
    yield (204_800,), 150


def facts(model, scale, *inputs):
    """Return what is true of a model, and what it answers with weights drawn anew."""
    rng = np.random.default_rng(7)
    weights = [rng.normal(0, scale, weight.shape) for weight in model.get_weights()]
    model.set_weights(weights)
    answers = model(inputs[0] if len(inputs) == 1 else list(inputs))
    return {
        "a Keras model": isinstance(model, keras.Model),
        "inputs": [one.shape for one in model.inputs],
        "output": model.output_shape,
        "parameters": model.count_params(),
        "weights": [weight.shape for weight in weights],
        "answers": np.array(answers),
    }


# Sums of hundreds, in float32, are off by a ten thousandth, and so are the probabilities made of them.
@check(lambda mended, scale, images: facts(mended(), scale, images), rtol=1e-3, atol=1e-7)
def mended(rng):
    images = rng.random((5, 32, 32, 3), dtype="float32")
    for scale in 0.01, 0.03, 0.06, 0.2, 0.5:
        yield scale, images
    yield 0.06, images[:1]
    yield 0.06, images - 0.5
    yield 0.06, 10 * images - 5
    yield 0.06, np.zeros((2, 32, 32, 3), "float32")
    yield 0.02, rng.random((200, 32, 32, 3), dtype="float32")


def compared(twins, input_size, units, first, second):
    return facts(twins(input_size, units), 0.7 / input_size**0.5, first, second)


@check(compared, rtol=1e-3, atol=1e-7)
def twins(rng):
    for input_size, units in [(1, 1), (1, 4), (5, 1), (2, 3), (7, 7), (20, 8), (784, 32), (3, 300)]:
        first, second = rng.normal(0, 2, (2, 40, input_size)).astype("float32")
        yield input_size, units, first, second
    yield 20, 8, first[:1, :1].repeat(20, 1), second[:1, :1].repeat(20, 1)
    yield 4, 6, np.ones((3, 4), "float32"), np.ones((3, 4), "float32")
    yield 6, 5, np.zeros((1, 6), "float32"), np.full((1, 6), 30, "float32")
    yield 6, 5, *rng.normal(0, 2, (2, 2000, 6)).astype("float32")
    yield 6, 5, *rng.normal(0, 1000, (2, 50, 6)).astype("float32")
    yield 20, 9, *rng.random((2, 50, 20), dtype="float32")


def asked(two_outputs, x, y, new, labels):
    """Train a model from a fixed seed, and return what is true of every right one."""
    keras.utils.set_random_seed(1)
    model = two_outputs(x, y)
    answers = model(np.concatenate([new, 255 - new]) / np.float32(255))
    digit, negative = np.array(answers["digit"]), np.array(answers["negative"])
    read = digit.argmax(axis=1) == np.concatenate([labels, labels])
    told = (negative.ravel() > 0.5) == (np.arange(2 * len(new)) >= len(new))
    return {
        "a Keras model": isinstance(model, keras.Model),
        "its outputs": sorted(answers),
        "their shapes": [digit.shape, negative.size],
        "probabilities": bool(
            np.allclose(digit.sum(axis=1), 1, atol=1e-3) and negative.min() >= 0 and negative.max() <= 1
        ),
        "reads at least 77 %": bool(read.mean() >= 0.77),
        "tells negatives in at least 95 %": bool(told.mean() >= 0.95),
    }


# Of 40 seeds each, of the new digits, half of them negatives, were read by
#   the solution:                                   85.6 % (standard deviation 1.1, lowest 82.8);
#   two hidden layers, loss weights:                85.0 % (1.0, 82.6);
#   two networks side by side, squared errors:      84.1 % (2.3, 80.4);
#   a branch that turns negatives back, 15 seeds:   88.2 % (0.3, 87.6);
# and all told each negative. Of 10 seeds each, the highest were: digits as they are 46.3 %, wrong labels for
# negatives 49.5 %, one epoch 62.9 %, labels in another order 12 %, no activation 14.7 %; with a loss for the
# digits only, 84.9 % were told. Raw pixels read 46 to 78 %: not among the wrong answers, since some may pass.
@check(asked, slow=True)
def two_outputs(rng):
    x, y = digits()
    yield x[2000:3000], y[2000:3000], x[3010:4000], y[3010:4000]
