"""Train the convolutional network that reads drawn digits, on all of MNIST, and store its weights.

    COMPANION_DATA=folder python tools/train_cnn.py

writes `companion/data/cnn.npz`, which `load_cnn` and the book's pages read.
"""

import argparse
import sys

import environment  # noqa: F401
import numpy as np

from companion.datasets import load_mnist
from companion.models import CNN_WEIGHTS, load_cnn
from companion.training import train

EPOCHS, BATCH_SIZE = 5, 128


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    (x_train, y_train), (x_test, y_test) = load_mnist()
    if len(x_train) != 60_000:
        sys.exit("This needs all of MNIST: set COMPANION_DATA to a folder that holds mnist.npz.")
    import keras

    keras.utils.set_random_seed(0)
    model = keras.models.clone_model(load_cnn())  # with new weights
    rate = keras.optimizers.schedules.CosineDecay(0.003, EPOCHS * -(-len(x_train) // BATCH_SIZE))
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    train(model, x_train[..., None] / np.float32(255), y_train, epochs=EPOCHS, batch_size=BATCH_SIZE)
    _, accuracy = model.evaluate(x_test[..., None] / np.float32(255), y_test, batch_size=1000, verbose=0)
    names = [f"{layer.name}_{weight.name}" for layer in model.layers for weight in layer.weights]
    np.savez(CNN_WEIGHTS, **dict(zip(names, model.get_weights(), strict=True)))
    print(f"Wrote {CNN_WEIGHTS}: {accuracy:.2%} of {len(x_test):,} test digits are right.")


if __name__ == "__main__":
    main()
