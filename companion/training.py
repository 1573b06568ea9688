"""Train a compiled Keras model, repeatably, with a progress bar."""

import sys

from tqdm import tqdm

from companion.backend import import_keras


def train(model, x, y, *, epochs, batch_size=128, seed=0, callbacks=(), **fit_arguments):
    """Call `model.fit` with a seed and one progress bar over the epochs.

    The bar is text on standard output, so it looks the same in Jupyter, in Colab and in a
    terminal. Set the environment variable `TQDM_DISABLE=1` to hide it.

    Args:
        model: a compiled Keras model.
        x: float array of shape `(n, ...)`, the inputs.
        y: array of n labels or targets, as the model's loss wants them.
        epochs: int, the number of passes over the data.
        batch_size: int, the number of examples in one weight update.
        seed: int, for the order of the examples and for dropout.
        callbacks: Keras callbacks to use besides the progress bar.
        **fit_arguments: further arguments of `model.fit`, such as `validation_data`.

    Returns:
        `keras.callbacks.History`; its `history` maps each name, such as `"val_accuracy"`, to a
        list of one float an epoch.

    Raises:
        ValueError: if `x` and `y` differ in length, or from Keras.

    Example:
        >>> import numpy as np
        >>> from companion.models import build_mlp
        >>> model = build_mlp([4], input_size=2, num_classes=2)
        >>> model.compile("adam", "sparse_categorical_crossentropy")
        >>> x, y = np.zeros((8, 2), "float32"), np.zeros(8, "uint8")
        >>> history = train(model, x, y, epochs=3)  # doctest: +ELLIPSIS
        >>> len(history.history["loss"])
        3
    """
    if len(x) != len(y):
        raise ValueError(f"x has {len(x)} examples and y has {len(y)}; give one label for each.")
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    with tqdm(total=epochs, unit="epoch", file=sys.stdout, ncols=100) as bar:

        def advance(epoch, logs):
            bar.set_postfix_str(", ".join(f"{name} {value:.3f}" for name, value in logs.items()))
            bar.update()

        progress = keras.callbacks.LambdaCallback(on_epoch_end=advance)
        return model.fit(
            x,
            y,
            epochs=epochs,
            batch_size=batch_size,
            callbacks=[*callbacks, progress],
            verbose=0,
            **fit_arguments,
        )
