"""Keras, imported on first use and without TensorFlow's start-up messages."""

import contextlib
import logging
import os
import sys
import threading

_LOCK = threading.Lock()


@contextlib.contextmanager
def _standard_error_closed():
    # TensorFlow writes some messages from C++ straight to file descriptor 2,
    # where no Python redirection and no log level reaches them. An unknown flag
    # ends the process, and its last words are the only message.
    if os.environ.get("XLA_FLAGS") or os.environ.get("TF_XLA_FLAGS"):
        yield
        return
    if sys.stderr and not sys.stderr.closed:
        sys.stderr.flush()
    try:
        saved = os.dup(2)
    except OSError:  # a program with a window of its own, as IDLE, may have none
        saved = os.open(os.devnull, os.O_WRONLY)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(null)


def import_keras():
    """Import Keras silently and return the module.

    The first call takes a few seconds, later ones nothing.

    Returns:
        The module `keras`, with the TensorFlow backend unless the environment variable `KERAS_BACKEND`
        says otherwise.

    Raises:
        ImportError: if Keras or its backend is not installed; the message says what to install.
        ValueError: if Keras refuses a value of its settings file; the message is Keras's own.

    Example:
        >>> import_keras().activations.relu.__name__
        'relu'
    """
    with _LOCK:
        if "keras" not in sys.modules:
            try:
                with _standard_error_closed():
                    _start_keras()
            except (ImportError, ValueError) as error:
                remedy = "Install it with: pip install keras tensorflow"
                if (backend := os.environ["KERAS_BACKEND"]) != "tensorflow":
                    remedy = f"KERAS_BACKEND is {backend}: unset it"
                elif isinstance(error, ValueError):  # says what is wrong with the settings
                    raise
                raise ImportError(f"Keras cannot start ({error}). {remedy}") from error
    import keras  # which waits until it is whole, if another thread is importing it

    # TensorFlow takes several small models, trained one after the other, for one that is traced too often.
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    return keras


def _start_keras():
    import keras

    keras.ops.zeros(1)  # starts the backend, which has messages of its own
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.function(tf.negative, jit_compile=True)(1.0)  # and so has its compiler, up to 2.20
