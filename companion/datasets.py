"""Find MNIST, check that it is MNIST, and shape it for a network of dense layers."""

import hashlib
import math
import os
import struct
import warnings
from pathlib import Path

import numpy as np

from companion.backend import import_keras

NAMES = "x_train", "y_train", "x_test", "y_test"

# MD5 of the four IDX files in which MNIST was published.
MNIST_MD5 = {
    "x_train": "6bbc9ace898e44ae57da46a324031adb",
    "y_train": "a25bea736e30d166cdddb491f175f624",
    "x_test": "2646ac647ad5339dbf082846283269ea",
    "y_test": "27ae3e4e09519cfbb04c329615203637",
}
# The same of the 5,000 digits in data/mnist_sample.npz (see data/README.md).
SAMPLE_MD5 = {
    "x_train": "e6399195f62596c5452a655054d5d6d7",
    "y_train": "4b3c62d887ce319474bc983889ef2477",
    "x_test": "9a657da5a5877d0526fe00eca384b1f7",
    "y_test": "bf5a618d261ad90245e2a4fda6620e1f",
}
SAMPLE = Path(__file__).parent / "data" / "mnist_sample.npz"


def load_mnist():
    """Load MNIST: grey images of handwritten digits, and which digit each one shows.

    ================  =====================================================
    images            28 x 28 pixels, 0 is background and 255 is full ink
    classes           10, the digits 0 to 9
    training digits   60,000 (4,000 in the sample)
    test digits       10,000 (1,000 in the sample)
    ================  =====================================================

    The first of these that has the data is used:

    1. the file `mnist.npz` in the folder named by the environment variable `COMPANION_DATA`;
    2. Keras's cache, or its download into that cache (no download if `COMPANION_OFFLINE` is set);
    3. the sample of 5,000 training digits that comes with this package, with a warning.

    Returns:
        `(x_train, y_train), (x_test, y_test)`, as `keras.datasets.mnist.load_data()` gives them:
        images are uint8 arrays of shape `(n, 28, 28)`, labels uint8 arrays of shape `(n,)`.

    Raises:
        ValueError: if `COMPANION_DATA` is not a readable folder, or a file that was found is not
            MNIST: truncated, foreign or changed. The message names it and says what to do.

    Source:
        Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits.
        Licence of the data: CC BY-SA 3.0.

    Example:
        >>> (x_train, y_train), (x_test, y_test) = load_mnist()
        >>> x_train.shape[1:], x_train.dtype, int(y_train.max())
        ((28, 28), dtype('uint8'), 9)
    """
    path = _find_in_companion_data("mnist.npz")
    if path is not None:
        return _read(path, MNIST_MD5, "replace it with the mnist.npz that Keras publishes")
    cached = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "datasets/mnist.npz"
    if cached.exists():
        return _read(cached, MNIST_MD5, "delete it and run this again to download a fresh copy")
    if os.environ.get("COMPANION_OFFLINE"):
        reason = "COMPANION_OFFLINE is set"
    else:
        try:
            return import_keras().datasets.mnist.load_data()
        except Exception as error:  # Keras raises bare Exceptions for a failed download
            cached.unlink(missing_ok=True)  # what it fetched was not MNIST
            reason = f"the download failed: {error}"
    warnings.warn(
        "Using the 5,000-digit sample of MNIST, so results differ from the book's "
        f"({reason}). For all 70,000 digits, connect to the network once, or put mnist.npz "
        "in a folder and set COMPANION_DATA to that folder.",
        stacklevel=2,
    )
    return _read(SAMPLE, SAMPLE_MD5, "install the package companion again")


def _find_in_companion_data(file_name):
    folder = os.environ.get("COMPANION_DATA")
    if not folder:
        return None
    try:
        found = file_name in os.listdir(folder)
    except OSError as error:
        raise ValueError(
            f"COMPANION_DATA={folder!r} is not a readable folder ({error.strerror}). "
            "Set it to a folder that holds the data, or unset it."
        ) from error
    return Path(folder) / file_name if found else None


def _read(path, expected_md5, remedy):
    try:
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name] for name in NAMES}
    except Exception as error:  # a mangled file fails in many ways, all with the same remedy
        raise ValueError(
            f"{path} cannot be read as MNIST ({type(error).__name__}: {error}). "
            f"The file may be truncated or foreign: {remedy}."
        ) from error
    for name, array in arrays.items():
        if _idx_md5(array) != expected_md5[name]:
            raise ValueError(
                f"{path} is not MNIST: its array {name} ({array.dtype}, shape {array.shape}) "
                f"has other contents than the published one. To mend this, {remedy}."
            )
    return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])


def _idx_md5(array):
    """Return the MD5 of the IDX file that holds `array`, or None if no MNIST array has its form."""
    if array.dtype != np.uint8 or array.ndim not in (1, 3):
        return None
    header = struct.pack(f">{1 + array.ndim}I", 0x0800 + array.ndim, *array.shape)
    return hashlib.md5(header + array.tobytes(), usedforsecurity=False).hexdigest()


def to_vectors(images):
    """Flatten each image into a vector and scale its pixels from 0..255 to 0.0..1.0.

    Args:
        images: uint8 array of shape `(n, ...)`, as `load_mnist` returns.

    Returns:
        float32 array of shape `(n, pixels per image)`, for MNIST `(n, 784)`.

    Raises:
        ValueError: if `images` is not uint8 (it may be scaled already) or has no image axis.

    Example:
        >>> to_vectors(np.array([[[0, 51], [102, 255]]], dtype="uint8"))
        array([[0. , 0.2, 0.4, 1. ]], dtype=float32)
    """
    images = np.asarray(images)
    if images.dtype != np.uint8 or images.ndim < 2:
        raise ValueError(
            f"to_vectors wants uint8 images of shape (n, height, width), got {images.dtype} of "
            f"shape {images.shape}. Pass the images as load_mnist returns them, unscaled."
        )
    pixels = math.prod(images.shape[1:])
    return images.reshape(len(images), pixels).astype("float32") / 255
