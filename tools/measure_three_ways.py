"""Train the networks that the chapter on three ways to build a model compares, from several seeds.

    COMPANION_DATA=folder python tools/measure_three_ways.py

adds the runs that are missing to `companion/data/three_ways.csv`, a line for each number that is measured:

- pairs: are two digits of the same class? One row of layers, a shared layer, and a network that reads both.
  They learn from digits 0 to 7; "known" are pairs of these, "new" are pairs of 8 and 9.
- depth: ten blocks with skips, as many layers in a row, each with two starts of the weights, and no blocks.
- start: the same before any learning: the size (root mean square) of what leaves the blocks and of the slopes
  of the first weights; and how far digits differ there, each brought to length one: by 0 if all are alike, by
  1 at most.
- even: a network with the outputs "digit" and "even".
- angle: by how many degrees is a digit turned? One linear unit, and ten classes.
- several: which digits are there, none, one or two? Ten sigmoids, and softmax.

Of each, from several seeds, on all of MNIST and on the sample. It may be stopped, and goes on.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("TQDM_DISABLE", "1")

import environment  # noqa: F401
import numpy as np
from measure_capacity import add_missing

from companion.datasets import keep_back, to_vectors

RESULTS = Path(__file__).parent.parent / "companion" / "data" / "three_ways.csv"
SEEDS = 8
# With skips? And the starts of a block's two layers.
DEEP = {
    "none": (False, "zeros", "zeros"),
    "row": (False, "he_normal", "he_normal"),
    "skips": (True, "he_normal", "zeros"),
    "skips he": (True, "he_normal", "he_normal"),
    "row identity": (False, "identity", "identity"),
}
KINDS = {
    "pairs": ("glued", "twins", "read"),
    "even": ("both",),
    "angle": ("number", "classes"),
    "depth": tuple(DEEP),
    "start": tuple(DEEP),
    "several": ("sigmoid", "softmax"),
}
NAMES = "mnist", "question", "kind", "seed", "measured", "value"
CROSSENTROPY = "sparse_categorical_crossentropy"


def row(size, *layers_):
    import keras

    model = keras.Sequential([keras.Input((size,))])
    for units, activation in layers_:
        model.add(keras.layers.Dense(units, activation=activation))
    return model


def trained(model, loss, x, y, epochs):
    model.compile("adam", loss, jit_compile=False)
    model.fit(x, y, epochs=epochs, batch_size=100, verbose=0)
    return lambda x: np.asarray(model(x))


def pairs(training, validation, kind):
    import keras

    def draw(images, labels, count):
        a = rng.integers(len(labels), size=count)
        same = np.arange(count) % 2 == 0
        b = []
        for i, equal in zip(a, same, strict=True):
            fits = (labels == labels[i]) == equal
            fits[i] = False
            b.append(rng.choice(np.flatnonzero(fits)))
        return [to_vectors(images[a]), to_vectors(images[b])], same, np.concatenate([labels[a], labels[b]])

    rng = np.random.default_rng(0)
    sets = [(*training, 0, 6000), (*validation, 0, 2000), (*validation, 8, 2000)]
    sets = [draw(x[(y >= 8) == first // 8], y[(y >= 8) == first // 8], count) for x, y, first, count in sets]
    (x, same, labels), known, new = sets
    hidden = [(64, "relu")] * 2
    if kind == "read":
        read = trained(row(784, *hidden, (10, "softmax")), CROSSENTROPY, np.concatenate(x), labels, 6)
        says = lambda a, b: read(a).argmax(axis=1) == read(b).argmax(axis=1)  # noqa: E731
    elif kind == "glued":
        answer = trained(row(1568, *hidden, (1, "sigmoid")), "binary_crossentropy", np.hstack(x), same, 6)
        says = lambda a, b: answer(np.hstack([a, b]))[:, 0] > 0.5  # noqa: E731
    else:
        a, b = keras.Input((784,)), keras.Input((784,))
        look, compare = (keras.layers.Dense(64, activation="relu") for _ in range(2))
        hidden = compare(keras.ops.abs(look(a) - look(b)))
        model = keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(hidden))
        answer = trained(model, "binary_crossentropy", x, same, 6)
        says = lambda a, b: answer([a, b])[:, 0] > 0.5  # noqa: E731
    for name, (x, same, _) in ("known", known), ("new", new):
        yield name, np.mean(says(*x) == same)
        yield f"{name} changed", np.mean(says(*x) != says(*x[::-1]))


def deep(kind, blocks=10, units=32):
    import keras
    from keras import layers

    skip, *starts = DEEP[kind]
    inputs = keras.Input((784,))
    x = layers.Dense(units, activation="relu")(inputs)
    for _ in range(0 if kind == "none" else blocks):
        first, second = (layers.Dense(units, kernel_initializer=start) for start in starts)
        inner = second(keras.activations.relu(first(x)))
        x = layers.Add()([x, inner]) if skip else keras.activations.relu(inner)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(x))


def depth(training, validation, kind):
    (x, y), (x_val, y_val) = training, validation
    read = trained(deep(kind), CROSSENTROPY, to_vectors(x[:3000]), y[:3000], 3)
    yield "right", np.mean(read(to_vectors(x_val)).argmax(axis=1) == y_val)


def start(training, validation, kind):
    import keras
    import tensorflow as tf

    model, x, y = deep(kind), to_vectors(training[0][:3000]), training[1][:3000]
    leaving = np.asarray(keras.Model(model.input, model.layers[-1].input)(x))
    yield "size", np.sqrt(np.square(leaving).mean())
    lengths = np.linalg.norm(leaving, axis=1, keepdims=True)
    yield "differ", (leaving / np.maximum(lengths, 1e-9)).var(axis=0).sum()
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(x)))
    yield "slope", np.sqrt(np.square(tape.gradient(loss, model.trainable_weights[0])).mean())


def even(training, validation, kind):
    import keras
    from keras import layers

    inputs = keras.Input((784,))
    hidden = layers.Dense(128, activation="relu")(inputs)
    outputs = {
        "digit": layers.Dense(10, activation="softmax")(hidden),
        "even": layers.Dense(1, activation="sigmoid")(hidden),
    }
    (x, y), (x_val, y_val) = training, validation
    losses = {"digit": CROSSENTROPY, "even": "binary_crossentropy"}
    x, y = to_vectors(x[:10_000]), {"digit": y[:10_000], "even": y[:10_000] % 2 == 0}
    model = keras.Model(inputs, outputs)
    trained(model, losses, x, y, 4)
    found = model(to_vectors(x_val))
    read, asked = np.argmax(found["digit"], axis=1), np.asarray(found["even"])[:, 0] > 0.5
    yield "digit", np.mean(read == y_val)
    yield "asked", np.mean(asked == (y_val % 2 == 0))
    yield "derived", np.mean(read % 2 == y_val % 2)
    yield "against", np.mean(asked != (read % 2 == 0))


def angle(training, validation, kind):
    def turn(images, degrees):
        up, across = np.mgrid[:28, :28] - 13.5
        angle = np.radians(degrees)[:, None, None]
        i = np.cos(angle) * up + np.sin(angle) * across + 13.5
        j = np.cos(angle) * across - np.sin(angle) * up + 13.5
        i, j = i.round().astype(int), j.round().astype(int)
        outside = (np.minimum(i, j) < 0) | (np.maximum(i, j) > 27)
        number = np.arange(len(images))[:, None, None]
        return np.where(outside, 0, images[number, i.clip(0, 27), j.clip(0, 27)]).astype("uint8")

    def draw(images, count):
        which, angle = rng.integers(len(images), size=count), 120 * rng.random(count) - 60
        return to_vectors(turn(images[which], angle)), angle

    rng = np.random.default_rng(1)
    (x, y), (x_new, y_new) = draw(training[0], 8000), draw(validation[0], 2000)
    hidden = [(128, "relu")] * 2
    if kind == "number":
        p = trained(row(784, *hidden, (1, None)), "mse", x, y / 60, 10)(x_new)
        yield "off", np.abs(60 * p[:, 0] - y_new).mean()
    else:
        p = trained(row(784, *hidden, (10, "softmax")), CROSSENTROPY, x, (y + 60) // 12, 10)(x_new)
        middles = 12 * np.arange(10) - 54
        yield "off", np.abs(middles[p.argmax(axis=1)] - y_new).mean()
        yield "weighed", np.abs(p @ middles - y_new).mean()


def several(training, validation, kind):
    def draw(images, labels, count):
        order = [rng.permutation(len(labels)) for _ in range(count // len(labels) + 1)]
        a = np.concatenate(order)[:count]
        b = [rng.choice(np.flatnonzero(labels != labels[i])) for i in a]
        number = np.arange(count) % 3
        left, right = np.roll(images[a], -6, axis=2), np.roll(images[b], 6, axis=2)
        left[number < 1], right[number < 2] = 0, 0
        there = np.zeros((count, 10), "float32")
        for chosen, at_least in (a, 1), (b, 2):
            there[number >= at_least, labels[chosen][number >= at_least]] = 1
        return to_vectors(np.maximum(left, right)), there, number

    def right(p, there, threshold):
        return ((p > threshold) == there).all(axis=1)

    rng = np.random.default_rng(2)
    (x, there, _), (x_new, there_new, number) = draw(*training, 9000), draw(*validation, 3000)
    target, loss = there, "binary_crossentropy"
    if kind == "softmax":
        some = there.sum(axis=1, keepdims=True)
        target, loss = np.where(some > 0, there / np.maximum(some, 1), 0.1), "categorical_crossentropy"
    answer = trained(row(784, (256, "relu"), (10, kind)), loss, x, target, 6)
    p, p_new = answer(x), answer(x_new)
    thresholds = np.arange(0.05, 0.96, 0.05)
    best = thresholds[np.argmax([right(p, there, t).mean() for t in thresholds])]
    yield "threshold", best
    for n, name in enumerate(["none", "one", "two"]):
        yield name, right(p_new, there_new, best)[number == n].mean()
        yield f"{name} at half", right(p_new, there_new, 0.5)[number == n].mean()
        yield f"{name} highest", p_new.max(axis=1)[number == n].mean()
        yield f"{name} sum", p_new.sum(axis=1)[number == n].mean()
    yield "all", right(p_new, there_new, best).mean()


def measure(x_train, y_train, question, kind, seed):
    """Return the names of what is measured, and the numbers."""
    import keras

    keras.utils.set_random_seed(seed)
    training, validation = keep_back(x_train, y_train)
    numbers = [(name, float(value)) for name, value in globals()[question](training, validation, kind)]
    keras.backend.clear_session()
    return numbers


def main():
    argparse.ArgumentParser(description=__doc__.split("\n")[0]).parse_args()
    runs = [
        (name, question, kind, seed)
        for seed in range(SEEDS)
        for question, kinds in KINDS.items()
        for kind in kinds
        for name in ("all", "sample")
    ]
    add_missing(RESULTS, NAMES, runs, measure)


if __name__ == "__main__":
    main()
