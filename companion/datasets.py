"""Find MNIST and CIFAR-10, check that they are what they should be, and shape images for dense layers."""

import contextlib
import errno
import hashlib
import math
import os
import pickle
import socket
import struct
import tempfile
import threading
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

# Where Keras downloads from, and the SHA-256 that it demands of the files.
ORIGINS = {
    "mnist.npz": (
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
        "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    ),
    "cifar-10-batches-py-target": (
        "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
    ),
}
PATIENCE = 30  # seconds without a byte, then the network counts as stalled
# Python's default for that belongs to the whole process, so threads that download take turns.
_ONE_AT_A_TIME = threading.Lock()

CIFAR10_CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip
# MD5 of the files in which CIFAR-10 was published.
CIFAR10_MD5 = {
    "data_batch_1": "c99cafc152244af753f735de768cd75f",
    "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
    "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
    "data_batch_4": "634d18415352ddfa80567beed471001a",
    "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
    "test_batch": "40351d587109b95175f43aff81a1287e",
}
# The same of cifar10-jpeg75.npz: the arrays' IDX files, as above.
CIFAR10_JPEG_MD5 = {
    "x_train": "993b45a0252e3592e47c882150220da4",
    "y_train": "fd33c577897af731b279e9ecb53076aa",
    "x_test": "95cb61ab5a69bc414e5682caffd9438f",
    "y_test": "5fa83bfbbff91b05f3991c53ddcf5c6b",
}


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
        return _read(path, "MNIST", MNIST_MD5, "replace it with the mnist.npz that Keras publishes")

    def read(path):
        return _read(path, "MNIST", MNIST_MD5, "delete it and run this again to download a fresh copy")

    try:
        return _cached_or_downloaded("mnist.npz", read)
    except FileNotFoundError as error:
        warnings.warn(
            "Using the 5,000-digit sample of MNIST, so results differ from the book's "
            f"({error}). For all 70,000 digits, connect to the network once, or put mnist.npz "
            "in a folder and set COMPANION_DATA to that folder.",
            stacklevel=2,
        )
    return _read(SAMPLE, "MNIST", SAMPLE_MD5, "take it again from the book's repository")


def load_cifar10():
    """Load CIFAR-10: small colour photographs, and what each one shows.

    ================  =====================================================
    images            32 x 32 pixels of red, green and blue, each 0 to 255
    classes           10, named in `CIFAR10_CLASSES`
    training images   50,000 (10,000 in the stand-in)
    test images       10,000 (2,000 in the stand-in)
    ================  =====================================================

    The first of these that has the data is used:

    1. in the folder named by the environment variable `COMPANION_DATA`, the folder `cifar-10-batches-py`
       of the published archive, or the file `cifar10-jpeg75.npz`, a stand-in: 12,000 of the images after
       JPEG compression. Whoever uses the stand-in is told so by a line of output;
    2. Keras's cache, or its download into that cache (no download if `COMPANION_OFFLINE` is set).

    Returns:
        `(x_train, y_train), (x_test, y_test)`, as `keras.datasets.cifar10.load_data()` gives them:
        images are uint8 arrays of shape `(n, 32, 32, 3)`, labels uint8 arrays of shape `(n, 1)`.

    Raises:
        FileNotFoundError: if CIFAR-10 is neither at hand nor to be downloaded. The message says what to do.
        ValueError: if `COMPANION_DATA` is not a readable folder, or files that were found are not
            CIFAR-10: truncated, foreign or changed. The message names them and says what to do.

    Source:
        A. Krizhevsky, Learning multiple layers of features from tiny images (2009).

    Example:
        >>> try:
        ...     (x_train, y_train), (x_test, y_test) = load_cifar10()
        ...     print(x_train.shape[1:], x_train.dtype, y_train.shape[1:])
        ... except FileNotFoundError as error:
        ...     print(error)  # doctest: +ELLIPSIS
        CIFAR-10...
    """
    path = _find_in_companion_data("cifar-10-batches-py")
    if path is not None:
        return _read_cifar10_batches(path, "unpack cifar-10-python.tar.gz again")
    path = _find_in_companion_data("cifar10-jpeg75.npz")
    if path is not None:
        arrays = _read(path, "the stand-in for CIFAR-10", CIFAR10_JPEG_MD5, "delete it")
        print("CIFAR-10: a stand-in, 12,000 of its images after JPEG compression.")
        return arrays

    def read(path):
        remedy = f"delete {path} and run this again to download a fresh copy"
        return _read_cifar10_batches(path / "cifar-10-batches-py", remedy)

    try:
        return _cached_or_downloaded("cifar-10-batches-py-target", read)
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"CIFAR-10 is not at hand ({error}). Connect to the network once, or unpack "
            "cifar-10-python.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html in a folder and set "
            "COMPANION_DATA to that folder."
        ) from None


def _cached_or_downloaded(name, read):
    """Read a file or folder of Keras's cache; if it is not there, let Keras download it first."""
    cache = Path(os.environ.get("KERAS_HOME") or os.path.expanduser("~/.keras")) / "datasets"
    with _ONE_AT_A_TIME:
        if os.path.exists(cache / name):
            return read(cache / name)
        if os.environ.get("COMPANION_OFFLINE"):
            raise FileNotFoundError("COMPANION_OFFLINE is set")
        return _download(name, read, cache)


def _download(name, read, cache):
    origin, sha256 = ORIGINS[name]
    # Into a folder of its own, and from there in one step: nobody else finds half of it.
    with _temporary_folder(cache) as folder:
        patience = socket.getdefaulttimeout()
        socket.setdefaulttimeout(PATIENCE)
        try:
            get_file = import_keras().utils.get_file
            path = get_file(name, origin, file_hash=sha256, extract="target" in name, cache_dir=folder)
            data = read(Path(path))
        except Exception as error:  # Keras raises bare Exceptions for a failed download
            reason = " ".join(str(error).split()) or type(error).__name__
            if "CERTIFICATE_VERIFY_FAILED" in reason:  # Python from python.org on a Mac, some offices
                reason += ". Python does not trust the network's certificates: on a Mac, run the program "
                reason += "'Install Certificates.command' in Python's folder"
            raise FileNotFoundError(f"the download failed: {reason}") from error
        finally:
            socket.setdefaulttimeout(patience)
        with contextlib.suppress(OSError):  # somebody else was quicker, or the cache cannot be written
            os.rename(path, cache / name)
        return data


def _temporary_folder(parent):
    """Make a folder that is deleted after use, in `parent` or, where one cannot write there, elsewhere."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(prefix="companion-", dir=parent, ignore_cleanup_errors=True)
    except OSError:
        return tempfile.TemporaryDirectory(prefix="companion-", ignore_cleanup_errors=True)


def _read_cifar10_batches(folder, remedy):
    images, labels = [], []
    for name, md5 in CIFAR10_MD5.items():
        try:
            with _open(folder / name) as file:
                content = file.read()
        except OSError as error:
            raise ValueError(f"{folder / name} cannot be read ({error.strerror}): {remedy}.") from error
        if hashlib.md5(content, usedforsecurity=False).hexdigest() != md5:
            raise ValueError(f"{folder / name} has other contents than the published one: {remedy}.")
        batch = pickle.loads(content, encoding="bytes")  # after the check, a file that we know
        images.append(batch[b"data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))
        labels.append(np.array(batch[b"labels"], dtype="uint8").reshape(-1, 1))
    return (np.concatenate(images[:-1]), np.concatenate(labels[:-1])), (images[-1], labels[-1])


def _find_in_companion_data(file_name):
    folder = os.environ.get("COMPANION_DATA")
    if not folder:
        return None
    try:
        found = file_name in os.listdir(folder)
    except OSError as error:
        raise ValueError(
            f"COMPANION_DATA: {os.path.abspath(folder)} is not a readable folder ({error.strerror}). "
            "Set it to a folder that holds the data, or unset it."
        ) from error
    return Path(folder) / file_name if found else None


def _open(path):
    if os.path.exists(path) and not os.path.isfile(path):  # a named pipe would be waited for without end
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return open(path, "rb")


def _load_npz(path, names):
    """Return the arrays of an npz file that have these names; nothing is unpickled."""
    with _open(path) as stream:
        if stream.read(2) != b"PK":  # NumPy would take it for a pickle, and say how to trust it
            raise ValueError("not an npz file")
        stream.seek(0)
        with np.load(stream, allow_pickle=False) as file:
            return {name: np.asarray(file[name]) for name in names}


def _read(path, data, expected_md5, remedy):
    try:
        arrays = _load_npz(path, NAMES)
    except Exception as error:  # a mangled file fails in many ways, all with the same remedy
        raise ValueError(
            f"{path} cannot be read as {data} ({type(error).__name__}: {error}). "
            f"The file may be truncated or foreign: {remedy}."
        ) from error
    for name, array in arrays.items():
        if _idx_md5(array) != expected_md5[name]:
            raise ValueError(
                f"{path} is not {data}: its array {name} ({array.dtype}, shape {array.shape}) "
                f"has other contents than the published one. To mend this, {remedy}."
            )
    return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])


def _idx_md5(array):
    """Return the MD5 of the IDX file that holds `array`, or None if it has no such form."""
    if array.dtype != np.uint8 or not 1 <= array.ndim <= 4:
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
