"""The convolutional network of the chapter on images, trained: it reads what you draw on that page.

    python -m companion.reader

trains it on all of MNIST and writes its weights to `companion/data/reader.npz`, where the book's pages
get them.
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np

from companion.backend import import_keras
from companion.datasets import _load_npz, load_mnist
from companion.training import train

WEIGHTS = Path(__file__).parent / "data" / "reader.npz"
EPOCHS, BATCH_SIZE = 5, 128


def load_reader(path=WEIGHTS):
    """Build the convolutional network of the chapter on images, with trained weights.

    Args:
        path: file of weights; by default, the one that comes with the package.

    Returns:
        `keras.Sequential`, not compiled. It maps float32 `(n, 28, 28, 1)`, pixels from 0 to 1, to
        probabilities, float32 `(n, 10)`.

    Raises:
        ValueError: if the file is missing, damaged or another network's. The message names the remedy.

    Example:
        >>> reader = load_reader()
        >>> reader.count_params(), reader.predict(np.zeros((1, 28, 28, 1)), verbose=0).shape
        (29322, (1, 10))
    """
    model = _build()
    try:
        weights = list(_load_npz(path, _names(model)).values())
        if not all(weight.dtype == np.float32 and np.isfinite(weight).all() for weight in weights):
            raise ValueError("they are not finite numbers of type float32")
        model.set_weights(weights)
    except Exception as error:
        raise ValueError(
            f"{path} does not hold the reader's weights ({error}). "
            "Make it with python -m companion.reader, or take it again from the book's repository."
        ) from error
    return model


def _build():
    keras = import_keras()
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 5, strides=2, activation="relu", name="conv1"),
            keras.layers.Conv2D(32, 3, activation="relu", name="conv2"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(64, 3, activation="relu", name="conv3"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax", name="dense"),
        ]
    )


def _names(model):
    return [f"{layer.name}_{weight.name}" for layer in model.layers for weight in layer.weights]


def _main():
    argparse.ArgumentParser(prog="python -m companion.reader", description=__doc__).parse_args()
    warnings.simplefilter("ignore")
    (x_train, y_train), (x_test, y_test) = load_mnist()
    if len(x_train) != 60_000:
        raise SystemExit("This needs all of MNIST: set COMPANION_DATA to the folder of mnist.npz.")
    keras = import_keras()
    keras.utils.set_random_seed(0)
    model = _build()
    rate = keras.optimizers.schedules.CosineDecay(0.003, EPOCHS * -(-len(x_train) // BATCH_SIZE))
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    train(model, x_train[..., None] / np.float32(255), y_train, epochs=EPOCHS, batch_size=BATCH_SIZE)
    _, accuracy = model.evaluate(x_test[..., None] / np.float32(255), y_test, batch_size=1000, verbose=0)
    unfinished = WEIGHTS.with_suffix(".new.npz")
    try:
        np.savez(unfinished, **dict(zip(_names(model), model.get_weights(), strict=True)))
        os.replace(unfinished, WEIGHTS)
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"Wrote {WEIGHTS}: {accuracy:.2%} of {len(x_test):,} test digits are right.")


if __name__ == "__main__":
    _main()
