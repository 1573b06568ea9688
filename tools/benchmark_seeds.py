"""Train the book's classifier over many seeds, fast and plain, and print both distributions side by side.

    COMPANION_DATA=folder python tools/benchmark_seeds.py [--seeds 10] [--epochs 6]

The fast way draws a new order of the digits for every epoch. Plain fit, after a seed was set and on the
TensorFlow backend, repeats one order (Keras 3.15), so it is run with that and with new orders.
"""

import argparse

import environment  # noqa: F401
import numpy as np

from companion import training
from companion.datasets import load_mnist, to_vectors
from companion.models import build_mlp


def new_orders(model, x, y, *, seed, **arguments):
    """Plain fit, one epoch at a time, each in an order of its own."""
    rng, logs = np.random.default_rng(seed), {}
    for _ in range(arguments.pop("epochs")):
        order = rng.permutation(len(x))
        history = model.fit(x[order], y[order], batch_size=128, shuffle=False, verbose=0, **arguments).history
        for name, values in history.items():
            logs.setdefault(name, []).extend(values)
    return logs


def one_order(model, x, y, *, seed, **arguments):
    import keras

    keras.utils.set_random_seed(seed)
    return model.fit(x, y, batch_size=128, verbose=0, **arguments).history


def fast(model, x, y, **arguments):
    return training.train(model, x, y, **arguments).history


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--epochs", type=int, default=6)
    arguments = parser.parse_args()

    (x, y), (x_test, y_test) = load_mnist()
    x, x_test = to_vectors(x), to_vectors(x_test)
    runs = {fast: [], new_orders: [], one_order: []}
    for seed in range(arguments.seeds):
        for way, histories in runs.items():
            model = build_mlp([256, 256], rate=0.45, seed=seed)
            model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
            histories.append(
                way(model, x, y, seed=seed, epochs=arguments.epochs, validation_data=(x_test, y_test))
            )
            print(f"seed {seed} {way.__name__:10} {histories[-1]['val_accuracy'][-1]:.4f}", flush=True)

    print(f"\nmean ± standard deviation over {arguments.seeds} seeds, epoch by epoch")
    for name in "loss", "accuracy", "val_loss", "val_accuracy":
        for way, histories in runs.items():
            curves = np.array([history[name] for history in histories])
            cells = (f"{m:.4f} ± {s:.4f}" for m, s in zip(curves.mean(0), curves.std(0, ddof=1), strict=True))
            print(f"{name:13}{way.__name__:11}", "  ".join(cells))


if __name__ == "__main__":
    main()
