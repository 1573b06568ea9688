"""Build the networks of the book."""

import random
from pathlib import Path

import numpy as np

CNN_WEIGHTS = Path(__file__).parent / "data" / "cnn.npz"  # written by tools/train_cnn.py


def build_mlp(
    units=(256, 256),
    *,
    rate=0.0,
    activation="relu",
    kernel_regularizer=None,
    batch_normalization=False,
    input_size=784,
    num_classes=10,
    seed=0,
):
    """Build a multilayer perceptron that classifies: Dense layers, then a softmax.

    Each hidden layer is `Dense`, `BatchNormalization` if wanted, `Activation` and, if `rate` is not zero,
    `Dropout`.

    Args:
        units: sequence of int, the size of each hidden layer; empty for none.
        rate: float in [0, 1), the share of hidden outputs that dropout zeroes.
        activation: name or function, as Keras takes it, after each hidden layer.
        kernel_regularizer: as Keras takes it, on the weights of the hidden layers.
        batch_normalization: bool, whether to normalise the hidden layers before their activation.
        input_size: int, the length of an input vector.
        num_classes: int, the length of the output vector.
        seed: int, for the initial weights; the same seed gives the same model.

    Returns:
        `keras.Sequential`, built and not compiled. It maps float32 `(n, input_size)` to
        probabilities, float32 `(n, num_classes)`.

    Raises:
        ValueError: from Keras, if a size, a rate or a name is not one.

    Example:
        >>> build_mlp([256, 256], rate=0.45).count_params()
        269322
    """
    import keras

    draw = random.Random(seed)

    def next_seed():
        return draw.randint(1, 10**9)

    def dense(size, **arguments):
        initializer = keras.initializers.GlorotUniform(next_seed())
        return keras.layers.Dense(size, kernel_initializer=initializer, **arguments)

    model = keras.Sequential([keras.Input((input_size,))])
    for size in units:
        model.add(dense(size, kernel_regularizer=kernel_regularizer))
        if batch_normalization:
            model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Activation(activation))
        if rate:
            model.add(keras.layers.Dropout(rate, seed=next_seed()))
    model.add(dense(num_classes))
    model.add(keras.layers.Activation("softmax"))
    return model


def load_cnn():
    """Build the convolutional network of the chapter on images, with the trained weights of this package.

    Returns:
        `keras.Sequential`, not compiled. It maps float32 `(n, 28, 28, 1)`, pixels from 0 to 1, to
        probabilities, float32 `(n, 10)`.

    Example:
        >>> cnn = load_cnn()
        >>> cnn.count_params(), cnn.predict(np.zeros((1, 28, 28, 1)), verbose=0).shape
        (29322, (1, 10))
    """
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 5, strides=2, activation="relu", name="conv1"),
            layers.Conv2D(32, 3, activation="relu", name="conv2"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu", name="conv3"),
            layers.Flatten(),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax", name="dense"),
        ]
    )
    with np.load(CNN_WEIGHTS) as file:
        model.set_weights([file[name] for name in file])
    return model
