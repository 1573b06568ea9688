"""Train a compiled Keras model: repeatably, with a progress bar, and quickly.

`model.fit` calls TensorFlow once for every mini-batch. For a network as small as this book's, the calls
take longer than the arithmetic. Where it can, `train` hands `model.fit` the whole epoch as one batch, and a
loop inside TensorFlow takes the mini-batches from it. Callbacks, validation and history remain those of
`model.fit`.
"""

import math
import sys
import threading
from pathlib import Path
from unittest import mock

import numpy as np
from tqdm import tqdm

from companion.backend import import_keras

SPEED = Path(__file__).parent / "data" / "training_speed.json"  # written by tests/benchmarks/training.py
BATCH_HOOKS = "on_train_batch_begin", "on_train_batch_end", "on_batch_begin", "on_batch_end"
MEMORY_LIMIT = 2**32  # bytes
# Seeds, and TensorFlow's function for dropout, belong to the whole process, so threads take turns.
_ONE_AT_A_TIME = threading.RLock()


def train(model, x, y=None, *, epochs=1, batch_size=128, seed=0, callbacks=None, **fit_arguments):
    """Train as `model.fit` does, with a seed, one progress bar over the epochs, and faster where possible.

    The fast way is taken for arrays in memory on the TensorFlow backend. `model.fit` itself is called for
    anything else: generators and datasets, other backends, `run_eagerly`, `steps_per_epoch`, `class_weight`,
    a `train_step` of the model's own, or a callback that wants to see every batch. Either way the model stays
    an ordinary Keras model. The fast way draws a new order of the examples for each epoch; `model.fit`, after
    a seed was set, repeats one order (Keras 3.15 with TensorFlow).

    The bar is text on standard output, so it looks the same in Jupyter, in Colab and in a terminal. Set the
    environment variable `TQDM_DISABLE=1` to hide it.

    Args:
        model: a compiled Keras model.
        x: array of shape `(n, ...)`, the inputs; a list or dictionary of them for several; or any other data
            that `model.fit` takes.
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
        ValueError: if `x`, `y` and `sample_weight` differ in length or are empty, if `batch_size` is not a
            positive int, if a label is none of the model's classes, or from Keras.

    Example:
        >>> from companion.models import build_mlp
        >>> model = build_mlp([4], input_size=2, num_classes=2)
        >>> model.compile("adam", "sparse_categorical_crossentropy")
        >>> x, y = np.zeros((8, 2), "float32"), np.zeros(8, "uint8")
        >>> history = train(model, x, y, epochs=3)
        >>> len(history.history["loss"])
        3
    """
    keras = import_keras()
    _check(model, x, y, fit_arguments.get("sample_weight"), batch_size)
    batch_size = int(batch_size)
    with _ONE_AT_A_TIME, tqdm(total=epochs, unit="epoch", file=sys.stdout, ncols=100) as bar:
        keras.utils.set_random_seed(seed)

        def advance(epoch, logs):
            numbers = {name: value for name, value in logs.items() if not np.ndim(value)}
            bar.set_postfix_str(", ".join(f"{name} {value:.3f}" for name, value in numbers.items()))
            bar.update()

        callbacks = [*(callbacks or []), keras.callbacks.LambdaCallback(on_epoch_end=advance)]
        arguments = {"epochs": epochs, "callbacks": callbacks, "verbose": 0, **fit_arguments}
        if _fits_whole_epochs(model, x, y, callbacks, fit_arguments):
            return _fit_whole_epochs(model, x, y, batch_size, seed, arguments)
        return model.fit(x, y, batch_size=batch_size, **arguments)


def _check(model, x, y, sample_weight, batch_size):
    keras = import_keras()
    arrays = [array for array in keras.tree.flatten((x, y)) if isinstance(array, np.ndarray)]
    sizes = [len(array) if array.ndim else 1 for array in arrays]
    if len(set(sizes)) > 1:
        raise ValueError(f"x and y have {' and '.join(map(str, sizes))} examples; give one label for each.")
    if isinstance(sample_weight, np.ndarray) and arrays and sample_weight.shape[:1] != (sizes[0],):
        raise ValueError(
            f"sample_weight has the shape {sample_weight.shape}, but there are {sizes[0]} examples; give one "
            "weight for each."
        )
    if 0 in sizes:
        raise ValueError("x holds no example: there is nothing to learn from.")
    if not isinstance(batch_size, int | np.integer) or batch_size < 1:
        raise ValueError(f"batch_size is a number of examples, at least 1, got {batch_size!r}.")
    if _wants_classes(model) and isinstance(y, np.ndarray) and y.dtype.kind in "biuf":
        classes = model.output_shape[-1]
        if not (y.min() >= 0 and y.max() < classes):  # NaN is neither
            raise ValueError(
                f"y holds labels from {y.min()} to {y.max()}, but the model's classes are 0 to {classes - 1}."
            )


def _wants_classes(model):
    """Whether the model's only loss takes each label for the number of one of its classes."""
    keras = import_keras()
    losses = keras.tree.flatten(getattr(model, "loss", None))
    if len(losses) != 1 or not model.built or not isinstance(model.output_shape, tuple):
        return False
    if isinstance(losses[0], keras.losses.SparseCategoricalCrossentropy):
        return losses[0].ignore_class is None
    return losses[0] in ("sparse_categorical_crossentropy", keras.losses.sparse_categorical_crossentropy)


def _fits_whole_epochs(model, x, y, callbacks, fit_arguments):
    """Whether `train` may take the fast way: nothing that was asked for depends on seeing single batches."""
    keras = import_keras()
    arrays = keras.tree.flatten((x, y, fit_arguments.get("sample_weight")))
    arrays = [array for array in arrays if array is not None]
    return (
        keras.backend.backend() == "tensorflow"
        and all(isinstance(array, np.ndarray) and array.dtype.kind in "biuf" for array in arrays)
        and sum(array.nbytes for array in arrays) < MEMORY_LIMIT
        and not model.run_eagerly
        and model.steps_per_execution == 1
        and model.distribute_strategy.num_replicas_in_sync == 1
        and "train_step" not in vars(model)
        and fit_arguments.get("steps_per_epoch") is None
        and fit_arguments.get("class_weight") is None  # Keras looks them up batch by batch
        and fit_arguments.get("shuffle", True) in (True, False)
        and not any(_sees_batches(callback, keras.callbacks.Callback) for callback in callbacks)
    )


def _sees_batches(callback, base):
    if getattr(callback, "save_freq", None) == "epoch":  # a checkpoint that then ignores batches
        return False
    return any(
        getattr(getattr(callback, hook), "__func__", None) is not getattr(base, hook) for hook in BATCH_HOOKS
    )


def _fit_whole_epochs(model, x, y, batch_size, seed, arguments):
    keras = import_keras()
    data = keras.utils.pack_x_y_sample_weight(x, y, arguments.pop("sample_weight", None))
    data = keras.tree.lists_to_tuples(data if isinstance(data, tuple) else (data,))  # a list would be stacked
    data = keras.tree.map_structure(_as_keras_reads_it, data)
    examples = len(keras.tree.flatten(data)[0])
    split = arguments.pop("validation_split", 0)
    if split and arguments.get("validation_data") is None:  # as in fit, the last examples validate
        whole, examples = examples, math.floor(examples * (1 - split))
        if not 0 < examples < whole:
            raise ValueError(f"validation_split={split} leaves {examples} of {whole} examples to learn from.")
        arguments["validation_data"] = keras.tree.map_structure(lambda array: array[examples:], data)
        data = keras.tree.map_structure(lambda array: array[:examples], data)
    arguments.setdefault("validation_batch_size", 1000)

    seed = seed if arguments.pop("shuffle", True) else None
    model.train_step = _epoch_step(model, model.train_step, examples, batch_size, seed)
    model.train_function = None  # so that fit makes a new one
    # On a GPU, Keras would compile the whole step with XLA, which cannot shuffle; below, the batches are.
    jit_compile, model.jit_compile = model.jit_compile, False
    try:
        return model.fit(_as_one_batch(data), shuffle=False, **arguments)
    finally:
        del model.train_step
        model.train_function = None
        model.jit_compile = jit_compile


def _as_keras_reads_it(array):
    return array.astype(import_keras().config.floatx()) if array.dtype == np.float64 else array


def _as_one_batch(data):
    import tensorflow as tf

    options = tf.data.Options()
    options.autotune.enabled = False  # tuning now and then delays an epoch's start by half a second
    return tf.data.Dataset.from_tensors(data).with_options(options)


def _order(examples, seed, updates):
    """Return the order of the examples for one epoch; the count of updates before it makes it a new one."""
    import tensorflow as tf

    order = tf.range(examples)
    return order if seed is None else tf.random.experimental.stateless_shuffle(order, [seed, updates])


def _is_compiled_by_xla(layer):
    place = type(layer).__module__
    return place.startswith("keras.") and ".preprocessing." not in place and ".lambda_layer" not in place


def _epoch_step(model, step, examples, batch_size, seed):
    """Return a train step that takes a whole epoch and calls `step` for each mini-batch of it."""
    import tensorflow as tf

    keras = import_keras()
    full, rest = divmod(examples, batch_size)
    # XLA compiles products of matrices well and, on a CPU, convolutions badly. Text and what a layer calls
    # outside TensorFlow, as preprocessing does, it cannot compile at all.
    on_gpu = bool(tf.config.list_physical_devices("GPU"))
    xla = on_gpu or all(len(weight.shape) <= 2 for weight in model.trainable_variables)
    xla = xla and all(map(_is_compiled_by_xla, model._flatten_layers(include_self=False)))
    # Keras calls this function of TensorFlow for Dropout. Of its generators, XLA makes Threefry the fastest;
    # without XLA it does not work on a CPU.
    stateless_dropout = tf.nn.experimental.stateless_dropout
    thread = threading.get_ident()

    def dropout(*args, **kwargs):
        if xla and threading.get_ident() == thread:  # others may be calling `fit`
            kwargs["rng_alg"] = "threefry"
        return stateless_dropout(*args, **kwargs)

    def batch(data, order, number, size):
        rows = tf.slice(order, [number * batch_size], [size])
        return tf.nest.map_structure(lambda array: tf.gather(array, rows), data)

    @tf.function(jit_compile=xla, autograph=False)
    def full_batches(data, order):
        def one(number):
            step(batch(data, order, number, batch_size))
            return (number + 1,)

        with mock.patch.object(tf.nn.experimental, "stateless_dropout", dropout):
            tf.while_loop(lambda number: number < full, one, [0])

    def epoch_step(data):
        order = _order(examples, seed, updates=keras.ops.cast(model.optimizer.iterations, "int32"))
        if full:
            full_batches.get_concrete_function(data, order)(data, order)  # calling it would trace it twice
        if rest:
            step(batch(data, order, full, rest))
        return model.get_metrics_result()

    return epoch_step
