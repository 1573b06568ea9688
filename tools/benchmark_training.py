"""Time one network's training in several ways, in turn, and print medians and ratios.

    python tools/benchmark_training.py [--rounds 3] [--epochs 20] [--store]

Every run has a process of its own. A round runs each way once, so that a machine whose speed drifts slows
all of them alike. JAX and PyTorch take part where they are installed. `--store` keeps the result as JSON
where the chapter on training reads it.

mlp: 784-256-256-10, dropout 0.45, Adam, batches of 128 of 60,000 random images. cnn: three convolutions,
Adam, batches of 128 of 6,000 random images. The pixels are random, since time does not depend on them.
"""

import argparse
import functools
import importlib.util
import json
import platform
import statistics
import subprocess
import sys
import time

import environment  # noqa: F401
import numpy as np

from companion.training import SPEED

BATCH = 128


def data(network):
    rng = np.random.default_rng(0)
    examples, shape = (60_000, (784,)) if network == "mlp" else (6_000, (28, 28, 1))
    return rng.random((examples, *shape), dtype="float32"), rng.integers(0, 10, examples).astype("int32")


def keras_model(network):
    import keras

    from companion.models import build_mlp

    if network == "mlp":
        model = build_mlp([256, 256], rate=0.45)
    else:
        convolutions = [keras.layers.Conv2D(32, 3, strides=2, activation="relu") for _ in range(3)]
        output = [keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
        model = keras.Sequential([keras.Input((28, 28, 1)), *convolutions, *output])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def keras_epochs(network, epochs, fit):
    import keras

    ends = []
    stamp = keras.callbacks.EarlyStopping()  # the only callback with which train stays fast
    stamp.on_epoch_end = lambda epoch, logs: ends.append(time.perf_counter())
    model, (x, y) = keras_model(network), data(network)
    start = time.perf_counter()
    fit(model, x, y, epochs=epochs, batch_size=BATCH, callbacks=[stamp])
    return np.diff([start, *ends]).tolist()


def plain_fit(network, epochs):
    import keras

    return keras_epochs(network, epochs, functools.partial(keras.Model.fit, verbose=0))


def companion(network, epochs):
    from companion.training import train

    return keras_epochs(network, epochs, train)


def jax_scan(network, epochs):
    import jax
    import jax.numpy as jnp

    x, y = map(jnp.asarray, data(network))
    keys = jax.random.split(jax.random.key(0), 3)
    shapes = [(784, 256), (256, 256), (256, 10)]
    start_weights = [
        (jax.random.normal(key, shape) * 0.05, jnp.zeros(shape[1]))
        for key, shape in zip(keys, shapes, strict=True)
    ]

    def loss(weights, x, y, key):
        for w, b in weights[:-1]:
            key, mask = jax.random.split(key)
            x = jnp.maximum(x @ w + b, 0)
            x = jnp.where(jax.random.bernoulli(mask, 0.55, x.shape), x / 0.55, 0)
        log_p = jax.nn.log_softmax(x @ weights[-1][0] + weights[-1][1])
        return -jnp.take_along_axis(log_p, y[:, None], 1).mean(), (log_p.argmax(1) == y).sum()

    def step(state, batch):
        weights, m, s, t = state
        (value, right), g = jax.value_and_grad(loss, has_aux=True)(
            weights, x[batch[0]], y[batch[0]], batch[1]
        )
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        s = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, s, g)
        rate = 0.001 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        weights = jax.tree.map(lambda w, m, s: w - rate * m / (jnp.sqrt(s) + 1e-7), weights, m, s)
        return (weights, m, s, t), (value, right)

    @jax.jit
    def epoch(state, key):
        full, rest = divmod(len(x), BATCH)
        order = jax.random.permutation(key, len(x))
        batches = order[: full * BATCH].reshape(full, BATCH), jax.random.split(key, full)
        state, (values, right) = jax.lax.scan(step, state, batches)
        if rest:
            state, (_, more) = step(state, (order[-rest:], key))
        return state, values.mean(), right.sum() + more

    zeros = jax.tree.map(jnp.zeros_like, start_weights)
    state, times = (start_weights, zeros, zeros, 0.0), []
    for number in range(epochs):
        start = time.perf_counter()
        state, value, _ = epoch(state, jax.random.key(number))
        value.block_until_ready()
        times.append(time.perf_counter() - start)
    return times


def pytorch(network, epochs):
    import torch
    from torch import nn

    hidden = [
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Dropout(0.45),
        nn.Linear(256, 256),
        nn.ReLU(),
        nn.Dropout(0.45),
    ]
    model = nn.Sequential(*hidden, nn.Linear(256, 10))
    optimizer, loss = torch.optim.Adam(model.parameters()), nn.CrossEntropyLoss()
    x, y = map(torch.from_numpy, data(network))
    y, times = y.long(), []
    for _ in range(epochs):
        start, right = time.perf_counter(), 0
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            logits = model(x[batch])
            value = loss(logits, y[batch])
            value.backward()
            optimizer.step()
            right += (logits.argmax(1) == y[batch]).sum()
        times.append(time.perf_counter() - start)
    return times


def matrix_products(network, epochs):
    """Only the products of an epoch, forward and backward: the least that any way must do."""
    x, _ = data(network)
    shapes = [(784, 256), (256, 256), (256, 10)]
    weights = [np.full(shape, 0.01, "float32") for shape in shapes]
    times = []
    for _ in range(epochs):
        start = time.perf_counter()
        for first in range(0, len(x), BATCH):
            inputs = [x[first : first + BATCH]]
            for w in weights:
                inputs.append(inputs[-1] @ w)
            slope = inputs[-1]
            for layer in (2, 1, 0):
                inputs[layer].T @ slope
                if layer:
                    slope = slope @ weights[layer].T
        times.append(time.perf_counter() - start)
    return times


WAYS = {
    "plain fit": (plain_fit, ["mlp", "cnn"], "keras"),
    "PyTorch": (pytorch, ["mlp"], "torch"),
    "companion's train": (companion, ["mlp", "cnn"], "keras"),
    "JAX, one scan": (jax_scan, ["mlp"], "jax"),
    "matrix products alone": (matrix_products, ["mlp"], "numpy"),
}


def run(way, network, epochs):
    command = [sys.executable, __file__, "--one", way, network, "--epochs", str(epochs)]
    return json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    )


def measure(network, rounds, epochs):
    ways = [
        way for way, (_, on, package) in WAYS.items() if network in on and importlib.util.find_spec(package)
    ]
    runs = {way: [] for way in ways}
    for number in range(rounds):
        for way in ways:
            print(f"{network}, round {number + 1} of {rounds}: {way}", file=sys.stderr, flush=True)
            runs[way].append(run(way, network, epochs))
    return {
        way: {
            "epoch": round(statistics.median(time for times in several for time in times[1:]), 3),
            "all": round(statistics.median(sum(times) for times in several), 2),
        }
        for way, several in runs.items()
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--store", action="store_true", help="keep the result for the chapter on training")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        way, network = arguments.one
        print(json.dumps(WAYS[way][0](network, arguments.epochs)))
        return

    results = {"machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"}
    for network in "mlp", "cnn":
        results[network] = measure(network, arguments.rounds, arguments.epochs)
        ours = results[network]["companion's train"]
        print(f"\n{network}, medians of {arguments.rounds} rounds of {arguments.epochs} epochs, in seconds")
        print(f"{'way':24}{'an epoch':>10}{'/ ours':>8}{'all epochs':>12}{'/ ours':>8}")
        for way, its in results[network].items():
            epoch, total = its["epoch"] / ours["epoch"], its["all"] / ours["all"]
            print(f"{way:24}{its['epoch']:10.3f}{epoch:8.2f}{its['all']:12.1f}{total:8.2f}")
    text = json.dumps(results, indent=1) + "\n"
    print("\n" + text)
    if arguments.store:
        SPEED.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
