"""Train networks of several kinds on images, and store what each reads of moved and swapped digits.

    COMPANION_DATA=folder python tools/measure_images.py

adds the runs that are missing to `companion/data/images.csv`, which the chapter on images reads: dense,
convolutional and recurrent networks, from several seeds, on all of MNIST and on the sample. Of the digits
kept back, each reads the upright ones, those moved to the right by 1 to 6 pixels, and those with black and
white swapped. The kinds "mlp shuffled" and "cnn shuffled" get every picture with its pixels in one and the
same other order. It may be stopped, and goes on.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TQDM_DISABLE", "1")

import environment  # noqa: F401
import numpy as np
from measure_capacity import add_missing

from companion.datasets import keep_back
from companion.training import train

RESULTS = Path(__file__).parent.parent / "companion" / "data" / "images.csv"
SEEDS, MOVED, EPOCHS = 8, 6, {"all": 3, "sample": 20}
KINDS = "cnn", "mlp", "narrow", "strides", "global", "edges", "cnn shuffled", "mlp shuffled", "rnn", "gru"
NAMES = "mnist", "kind", "seed", "weights", "upright", *(f"moved{i + 1}" for i in range(MOVED)), "swapped"


def edges(images):
    """Return the absolute values of two differences of neighbours: across, and up and down."""
    from keras import ops

    across = images[:, 1:-1, 2:] - images[:, 1:-1, :-2]
    down = images[:, 2:, 1:-1] - images[:, :-2, 1:-1]
    return ops.abs(ops.concatenate([across, down], axis=-1))


def build(kind):
    """Return an untrained network; it takes images of shape `(n, 28, 28, 1)`."""
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input((28, 28, 1))])
    if kind in ("mlp", "narrow"):
        model.add(layers.Flatten())
        for units in (256, 256) if kind == "mlp" else (37,):
            model.add(layers.Dense(units, activation="relu"))
    elif kind in ("rnn", "gru"):
        model.add(layers.Reshape((28, 28)))
        model.add(layers.SimpleRNN(64) if kind == "rnn" else layers.GRU(64))
    else:
        if kind == "edges":
            model.add(layers.Lambda(edges, output_shape=(26, 26, 2)))
        model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
        model.add(layers.Conv2D(32, 3, strides=2 if kind == "strides" else 1, activation="relu"))
        if kind != "strides":
            model.add(layers.MaxPooling2D(2))
        model.add(layers.Conv2D(64, 3, activation="relu"))
        model.add(layers.GlobalMaxPooling2D() if kind == "global" else layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    return model


def moved(images, pixels):
    """Shift images to the right and fill up with white."""
    result = np.zeros_like(images)
    result[:, :, pixels:] = images[:, :, : images.shape[2] - pixels]
    return result


def measure(x_train, y_train, kind, seed):
    """Return, in a list, the number of weights and the shares of right answers on the digits kept back."""
    import keras

    (x, y), (x_kept, y_kept) = keep_back(x_train, y_train)
    order = np.arange(784)
    if "shuffled" in kind:
        order = np.random.default_rng(0).permutation(784)

    def prepared(images):
        return images.reshape(-1, 784)[:, order].reshape(-1, 28, 28, 1) / np.float32(255)

    keras.utils.set_random_seed(seed)
    model = build(kind.split()[0])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    epochs = EPOCHS["all" if len(x) == 50_000 else "sample"]
    train(model, prepared(x), y, epochs=epochs, seed=seed)
    tests = [moved(x_kept, pixels) for pixels in range(MOVED + 1)] + [255 - x_kept]
    answers = (model.predict(prepared(test), batch_size=1000, verbose=0).argmax(axis=1) for test in tests)
    result = [float(np.mean(answer == y_kept)) for answer in answers]
    weights = model.count_params()
    keras.backend.clear_session()
    return [[weights, *result]]


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    runs = [(name, kind, seed) for seed in range(SEEDS) for name in EPOCHS for kind in KINDS]
    add_missing(RESULTS, NAMES, runs, measure)


if __name__ == "__main__":
    main()
