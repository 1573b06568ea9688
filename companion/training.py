"""Train a compiled Keras model: repeatably, with a progress bar, and quickly.

`model.fit` calls TensorFlow once for every mini-batch. For a network as small as this book's, the calls
take longer than the arithmetic. Where it can, `train` hands `model.fit` the whole epoch as one batch, and a
loop inside TensorFlow takes the mini-batches from it. Callbacks, validation and history remain those of
`model.fit`.
"""

import contextlib
import functools
import os
import re
import sys
from pathlib import Path

import numpy as np
from tqdm import tqdm

SPEED = Path(__file__).parent / "data" / "training_speed.json"  # written by tools/benchmark_training.py


def train(model, x, y=None, *, epochs=1, batch_size=128, seed=0, callbacks=None, **fit_arguments):
    """Train as `model.fit` does, with a seed, one progress bar over the epochs, and faster where possible.

    The fast way takes a Sequential or functional model and arrays, and of what `model.fit` takes besides only
    `validation_data` and EarlyStopping as a callback. Anything else goes to `model.fit` itself. Either way
    the model stays an ordinary Keras model. The fast way draws a new order of the examples for each epoch;
    `model.fit`, after a seed was set, repeats one order (Keras 3.15 with TensorFlow).

    The bar is text on standard output, so it looks the same in Jupyter, in Colab and in a terminal. Set the
    environment variable `TQDM_DISABLE=1` to hide it.

    Args:
        model: a compiled Keras model.
        x: array of shape `(n, ...)`, the inputs; a list of them for several; or any other data that
            `model.fit` takes.
        y: array of n labels or targets, as the model's loss wants them; None if `x` brings them.
        epochs: int, the number of passes over the data.
        batch_size: int, the number of examples in one weight update.
        seed: int, for the order of the examples and for dropout.
        callbacks: list of Keras callbacks to use besides the progress bar, or None.
        **fit_arguments: further arguments of `model.fit`, such as `validation_data` or `sample_weight`.

    Returns:
        `keras.callbacks.History`; its `history` maps each name, such as `"val_accuracy"`, to a list of one
        float an epoch.

    Raises:
        ValueError: if `x` and `y` differ in length or are empty, if a label is none of the model's classes,
            or from Keras.

    Example:
        >>> from companion.models import build_mlp
        >>> model = build_mlp([4], input_size=2, num_classes=2)
        >>> model.compile("adam", "sparse_categorical_crossentropy")
        >>> x, y = np.zeros((8, 2), "float32"), np.zeros(8, "uint8")
        >>> history = train(model, x, y, epochs=3)
        >>> len(history.history["loss"])
        3
    """
    import keras

    inputs = x if isinstance(x, list) else [x]
    in_arrays = all(isinstance(array, np.ndarray) for array in [*inputs, y])
    if in_arrays:
        _check(model, inputs, y)
    fast = in_arrays and fit_arguments.keys() <= {"validation_data"} and _is_usual(model, callbacks or [])
    keras.utils.set_random_seed(seed)
    start = fit_arguments.get("initial_epoch", 0)
    with tqdm(total=epochs, initial=start, unit="epoch", file=sys.stdout, ncols=100) as bar:

        def advance(epoch, logs):
            bar.set_postfix_str(", ".join(f"{name} {np.mean(value):.3f}" for name, value in logs.items()))
            bar.update()

        callbacks = [*(callbacks or []), keras.callbacks.LambdaCallback(on_epoch_end=advance)]
        arguments = {"epochs": epochs, "callbacks": callbacks, "verbose": 0, **fit_arguments}
        if fast:
            return _fit_whole_epochs(model, inputs, y, batch_size, seed, arguments)
        return model.fit(x, y, batch_size=batch_size, **arguments)


def _check(model, inputs, y):
    sizes = [len(array) for array in [*inputs, y]]
    if len(set(sizes)) > 1 or 0 in sizes:
        raise ValueError(f"x and y have {' and '.join(map(str, sizes))} examples; give one label for each.")
    # Keras takes others for classes in silence, and learns from garbage.
    if model.loss == "sparse_categorical_crossentropy" and model.built:
        classes = model.output_shape[-1]
        if not (y.min() >= 0 and y.max() < classes):
            raise ValueError(
                f"y holds labels from {y.min()} to {y.max()}, but the model's classes are 0 to {classes - 1}."
            )


def _is_usual(model, callbacks):
    """Whether nothing about the model or its callbacks depends on single batches or on another backend."""
    import keras

    return (
        keras.config.backend() == "tensorflow"
        and type(model).__module__.startswith("keras.")
        and not model.run_eagerly
        and model.steps_per_execution == 1
        and all(type(callback) is keras.callbacks.EarlyStopping for callback in callbacks)
    )


def _fit_whole_epochs(model, inputs, y, batch_size, seed, arguments):
    import tensorflow as tf

    x = tuple(inputs) if len(inputs) > 1 else inputs[0]
    options = tf.data.Options()
    options.autotune.enabled = False  # tuning now and then delays an epoch's start by half a second
    data = tf.data.Dataset.from_tensors((x, y)).with_options(options)
    model.train_step = _epoch_step(model, model.train_step, len(y), batch_size, seed)
    model.train_function = None  # so that fit makes a new one
    # On a GPU, Keras would compile the whole step with XLA, which cannot shuffle; below, the batches are.
    jit_compile, model.jit_compile = model.jit_compile, False
    try:
        return model.fit(data, shuffle=False, validation_batch_size=1000, **arguments)
    finally:
        del model.train_step
        model.train_function = None
        model.jit_compile = jit_compile


def _order(examples, seed, updates):
    """Return the order of the examples for one epoch; the count of updates before it makes it a new one."""
    import tensorflow as tf

    return tf.random.experimental.stateless_shuffle(tf.range(examples), [seed, updates])


@functools.cache
def _start_xla():
    """Compile something once while standard error is shut: up to TensorFlow 2.20, it is told of from C++."""
    import tensorflow as tf

    saved, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        tf.function(tf.negative, jit_compile=True)(1.0)
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(null)


@contextlib.contextmanager
def _threefry_dropout():
    """Let Keras's Dropout draw with the generator that is the fastest under XLA and works only there."""
    import tensorflow as tf

    dropout = tf.nn.experimental.stateless_dropout
    tf.nn.experimental.stateless_dropout = functools.partial(dropout, rng_alg="threefry")
    try:
        yield
    finally:
        tf.nn.experimental.stateless_dropout = dropout


def _epoch_step(model, step, examples, batch_size, seed):
    """Return a train step that takes a whole epoch and calls `step` for each mini-batch of it."""
    import keras
    import tensorflow as tf

    full, rest = divmod(examples, batch_size)
    # XLA compiles products of matrices well and, on a CPU, convolutions badly. Layers that call Python or
    # change pictures it does not compile at all.
    on_gpu = bool(tf.config.list_physical_devices("GPU"))
    xla = on_gpu or all(len(weight.shape) <= 2 for weight in model.trainable_variables)
    kinds = [type(layer).__module__ for layer in model.layers]
    xla = xla and all(re.match(r"keras\.(?!.*(preprocessing|lambda_layer))", kind) for kind in kinds)

    if xla:
        _start_xla()

    def batch(data, order, number, size):
        rows = tf.slice(order, [number * batch_size], [size])
        return tf.nest.map_structure(lambda array: tf.gather(array, rows), data)

    @tf.function(jit_compile=xla, autograph=False)
    def full_batches(data, order):
        def one(number):
            step(batch(data, order, number, batch_size))
            return (number + 1,)

        with _threefry_dropout() if xla else contextlib.nullcontext():
            tf.while_loop(lambda number: number < full, one, [0])

    def epoch_step(data):
        order = _order(examples, seed, updates=keras.ops.cast(model.optimizer.iterations, "int32"))
        if full:
            full_batches.get_concrete_function(data, order)(data, order)  # calling it would trace it twice
        if rest:
            step(batch(data, order, full, rest))
        return model.get_metrics_result()

    return epoch_step
