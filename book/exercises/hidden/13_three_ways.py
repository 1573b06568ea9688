"""The cases of the hidden checks of 13_three_ways."""

import keras
import numpy as np

from checks import check, shapes


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
        "answers": np.reshape(np.array(answers), (len(inputs[0]), -1)),
    }


@check(lambda mended, scale, images: facts(mended(), scale, images), rtol=1e-4, atol=1e-7)
def mended(rng):
    images = rng.random((5, 32, 32, 3), dtype="float32")
    for scale in 0.01, 0.03, 0.06:
        yield scale, images
    yield 0.06, images[:1]
    yield 0.06, images - 0.5
    yield 0.06, np.zeros((2, 32, 32, 3), "float32")
    yield 0.02, rng.random((200, 32, 32, 3), dtype="float32")


def compared(twins, input_size, units, first, second):
    return facts(twins(input_size, units), 0.7 / input_size**0.5, first, second)


@check(compared, rtol=1e-4, atol=1e-7)
def twins(rng):
    for input_size, units in [(1, 1), (1, 4), (5, 1), (2, 3), (7, 7), (20, 8), (784, 32), (3, 300)]:
        first, second = rng.normal(0, 2, (2, 40, input_size)).astype("float32")
        yield input_size, units, first, second
    yield 20, 8, first[:1, :1].repeat(20, 1), second[:1, :1].repeat(20, 1)
    yield 4, 6, np.ones((3, 4), "float32"), np.ones((3, 4), "float32")
    yield 6, 5, np.zeros((1, 6), "float32"), np.full((1, 6), 30, "float32")
    yield 6, 5, *rng.normal(0, 2, (2, 2000, 6)).astype("float32")
