"""Build the networks of the book."""

import numbers
import operator
import random

from companion.backend import import_keras


def build_mlp(
    units=(256, 256),
    *,
    rate=0.0,
    activation="relu",
    kernel_regularizer=None,
    input_size=784,
    num_classes=10,
    seed=0,
):
    """Build a multilayer perceptron that classifies: Dense layers, then a softmax.

    Each hidden layer is `Dense`, `Activation` and, if `rate` is not zero, `Dropout`.

    Args:
        units: iterable of int, the size of each hidden layer; empty for none.
        rate: float in [0, 1), the share of hidden outputs that dropout zeroes.
        activation: name or function, as Keras takes it, after each hidden layer.
        kernel_regularizer: as Keras takes it, on the weights of the hidden layers.
        input_size: int, the length of an input vector.
        num_classes: int, the length of the output vector.
        seed: int, for the initial weights; the same seed gives the same model.

    Returns:
        `keras.Sequential`, built and not compiled. It maps float32 `(n, input_size)` to
        probabilities, float32 `(n, num_classes)`.

    Raises:
        ValueError: if `rate` or a size is out of range or, from Keras, a name is unknown.
        TypeError: if `seed` is not an int.

    Example:
        >>> build_mlp([256, 256], rate=0.45).count_params()
        269322
    """
    if not 0 <= rate < 1:
        raise ValueError(f"rate is the share of outputs that dropout zeroes, 0 <= rate < 1, got {rate}")
    sizes = [input_size, *units, num_classes]
    for size in sizes:
        if not isinstance(size, numbers.Integral) or size < 1:
            raise ValueError(f"units, input_size and num_classes are whole numbers from 1 on, got {size!r}")
    input_size, *units, num_classes = map(int, sizes)
    keras = import_keras()
    # Seeds of its own: Python's global generator is shared by all threads, those of a cluster's worker too.
    draw = random.Random(operator.index(seed))

    def next_seed():
        return draw.randint(1, 10**9)

    def dense(size, **arguments):
        initializer = keras.initializers.GlorotUniform(next_seed())
        return keras.layers.Dense(size, kernel_initializer=initializer, **arguments)

    model = keras.Sequential([keras.Input((input_size,))])
    for size in units:
        model.add(dense(size, kernel_regularizer=kernel_regularizer))
        model.add(keras.layers.Activation(activation))
        if rate:
            model.add(keras.layers.Dropout(rate, seed=next_seed()))
    model.add(dense(num_classes))
    model.add(keras.layers.Activation("softmax"))
    return model
