"""Train networks on photographs, and store what each makes of others.

    COMPANION_DATA=folder python tools/measure_photographs.py

adds the runs that are missing to `companion/data/photographs.csv`, which the chapter on photographs reads:
one line for each epoch of each training, all networks from the same seeds, on the stand-in for CIFAR-10.
The kinds "digits" and "digits mirrored" are the small convolutional network, on as many digits of MNIST.
"few" is the same network on twenty pictures of each of the last five classes; "few transferred" begins with
what it has learnt from the first five, and learns its last layer only; "few fixed" learns only that, too,
behind layers that have learnt nothing. The first run of the last deep network leaves its weights in
`photographs.npz`. It may be stopped, and goes on.
"""

import argparse
import sys
from pathlib import Path

import environment  # noqa: F401
import numpy as np
from measure_capacity import add_lines

from companion.datasets import cifar10_source, keep_back, load_cifar10, load_mnist

DATA = Path(__file__).parent.parent / "companion" / "data"
RESULTS, WEIGHTS = DATA / "photographs.csv", DATA / "photographs.npz"
SEEDS, BATCH_SIZE = 8, 64
SMALL = "mlp", "mlp leaky", "cnn", "cnn changed", "digits", "digits mirrored"
FEW = "few", "few fixed", "few transferred"
# With batch normalisation; with skips.
DEEP = {
    "deep": (False, False),
    "deep norm": (True, False),
    "deep skip": (False, True),
    "deep norm skip": (True, True),
    "deep norm skip changed": (True, True),
}
EPOCHS = {kind: 10 if "norm skip" in kind or "cnn" in kind else 5 for kind in (*DEEP, *SMALL)}
EPOCHS |= dict.fromkeys(FEW, 40)
NAMES = "kind", "seed", "epoch", "loss", "accuracy", "val_loss", "val_accuracy"


def build_small(kind, shape):
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input(shape)])
    if kind.startswith("mlp"):
        model.add(layers.Flatten())
        for units in 200, 150:
            model.add(layers.Dense(units))
            model.add(layers.LeakyReLU(negative_slope=0.1) if "leaky" in kind else layers.ReLU())
    else:  # the network of the chapter on images
        model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
        model.add(layers.Conv2D(32, 3, activation="relu"))
        model.add(layers.MaxPooling2D(2))
        model.add(layers.Conv2D(64, 3, activation="relu"))
        model.add(layers.Flatten())
        model.add(layers.Dropout(0.2))
    model.add(layers.Dense(10, activation="softmax"))
    return model


def build_deep(norm, skip, blocks=3):
    """Two convolutions with max pooling, then blocks of two convolutions each."""
    import keras
    from keras import layers

    def convolve(x, kernels, pool=False):
        x = layers.Conv2D(kernels, 3, padding="same", kernel_initializer="he_normal")(x)
        x = layers.MaxPooling2D(2)(x) if pool else x
        return layers.BatchNormalization(momentum=0.9)(x) if norm else x

    inputs = keras.Input((32, 32, 3))
    x = layers.ReLU()(convolve(inputs, 16, pool=True))
    x = layers.ReLU()(convolve(x, 32, pool=True))
    for _ in range(blocks):
        inner = convolve(layers.ReLU()(convolve(x, 32)), 32)
        x = layers.ReLU()(layers.Add()([x, inner]) if skip else inner)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(x))


def mirror(images, rng):
    return np.where(rng.random((len(images), 1, 1, 1)) < 0.5, images[:, :, ::-1], images)


def change(images, rng):
    """Mirror every second image, on average, and move each by at most four pixels, up, down and sideways."""
    padded = np.pad(mirror(images, rng), [(0, 0), (4, 4), (4, 4), (0, 0)])
    moves = rng.integers(9, size=(len(images), 2))
    return np.array([image[i : i + 32, j : j + 32] for image, (i, j) in zip(padded, moves, strict=True)])


def begin_with_first_classes(model, x, y, seed):
    """Give a network all layers but the last of one that has learnt the first five classes."""
    import keras

    keras.utils.set_random_seed(seed)
    learnt = build_small("cnn", x.shape[1:])
    learnt.compile("adam", "sparse_categorical_crossentropy", jit_compile=False)
    learnt.fit(x[y < 5], y[y < 5], BATCH_SIZE, epochs=10, verbose=0)
    for old, new in zip(learnt.layers[:-1], model.layers[:-1], strict=True):
        new.set_weights(old.get_weights())


def measure(kind, seed):
    """Return each epoch's number, loss and accuracy, and those of validation."""
    import keras

    (x, y), validation = load(kind)
    keras.utils.set_random_seed(seed)
    model = build_deep(*DEEP[kind]) if kind in DEEP else build_small(kind, x.shape[1:])
    size = BATCH_SIZE
    if kind in FEW:
        if kind == "few transferred":
            begin_with_first_classes(model, x, y, seed)
        for layer in model.layers[:-1]:
            layer.trainable = kind == "few"
        few = np.array([np.flatnonzero(y == c)[20 * seed : 20 * seed + 20] for c in range(5, 10)]).ravel()
        last = validation[1] >= 5
        x, y, validation, size = x[few], y[few], (validation[0][last], validation[1][last]), 20
        keras.utils.set_random_seed(seed)
    loss = "sparse_categorical_crossentropy"
    model.compile("adam", loss, metrics=["accuracy"], jit_compile=False)
    rng, lines = np.random.default_rng(seed), []
    way = mirror if "mirrored" in kind else change if "changed" in kind else lambda images, rng: images
    for epoch in range(1, EPOCHS[kind] + 1):
        options = {"batch_size": size, "validation_data": validation, "validation_batch_size": 1000}
        history = model.fit(way(x, rng), y, verbose=0, **options).history
        lines.append([epoch, *(history[name][0] for name in NAMES[3:])])
    if kind == list(DEEP)[-1] and seed == 0:
        weights = {f"weight{i:02}": w.astype("float16") for i, w in enumerate(model.get_weights())}
        np.savez_compressed(WEIGHTS, **weights)
    return lines


def load(kind):
    """Return 10,000 pictures, scaled, a sixth of them for validation."""
    images, labels = load_mnist()[0] if "digits" in kind else load_cifar10()[0]
    images = images[:10_000].reshape(10_000, *images.shape[1:3], -1).astype("float32") / 255
    return keep_back(images, labels[:10_000].reshape(-1))


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    if cifar10_source() != "stand-in" or len(load_mnist()[0][0]) != 60_000:
        sys.exit("This needs the stand-in for CIFAR-10 and all of MNIST: set COMPANION_DATA to their folder.")
    runs = [(kind, seed) for seed in range(SEEDS) for kind in (*DEEP, *SMALL, *FEW)]
    add_lines(RESULTS, NAMES, runs, measure)


if __name__ == "__main__":
    main()
