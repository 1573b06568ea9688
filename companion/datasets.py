"""Find MNIST and CIFAR-10, check that they are what they should be, and shape images for dense layers."""

import hashlib
import os
import pickle
import struct
import warnings
from pathlib import Path

import numpy as np

SAMPLE = Path(__file__).parent / "data" / "mnist_sample.npz"
MNIST = "mnist.npz"
CIFAR10 = "cifar-10-batches-py"
CIFAR10_STAND_IN = "cifar10-jpeg75.npz"
CIFAR10_CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip

# Where Keras downloads from, and the SHA-256 that it demands.
ORIGINS = {
    MNIST: (
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
        "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    ),
    CIFAR10: (
        "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
    ),
}
# MD5 of the files in which CIFAR-10 was published.
CIFAR10_MD5 = {
    "data_batch_1": "c99cafc152244af753f735de768cd75f",
    "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
    "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
    "data_batch_4": "634d18415352ddfa80567beed471001a",
    "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
    "test_batch": "40351d587109b95175f43aff81a1287e",
}
# MD5 of the four arrays, x_train, y_train, x_test, y_test, each as the IDX file in which MNIST was published.
MD5 = {
    "MNIST": "017998840fb0ba3336e2cca627621f8d",
    "the sample of MNIST": "7ca01c34494914ef3cb9445d96be9b7d",
    "the stand-in for CIFAR-10": "5cf32f8c975d7ad941a5d1dd4c016f73",
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
    2. Keras's cache, or a download into that cache (no download if `COMPANION_OFFLINE` is set);
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
    try:
        return _read_npz(_find("MNIST", MNIST), "MNIST")
    except FileNotFoundError as error:
        sample = "Using the 5,000-digit sample of MNIST, so results differ from the book's"
        warnings.warn(f"{sample}: {error}", stacklevel=2)
        return _read_npz(SAMPLE, "the sample of MNIST")


def load_cifar10():
    """Load CIFAR-10: small colour photographs, and what each one shows.

    ================  =====================================================
    images            32 x 32 pixels of red, green and blue, each 0 to 255
    classes           10, named in `CIFAR10_CLASSES`
    training images   50,000 (10,000 in the stand-in)
    test images       10,000 (2,000 in the stand-in)
    ================  =====================================================

    The first of these that has the data is used, and `cifar10_source` says which:

    1. in the folder named by the environment variable `COMPANION_DATA`, the folder `cifar-10-batches-py`
       of the published archive, or the file `cifar10-jpeg75.npz`, a stand-in: 12,000 of the images after
       JPEG compression, of which a line of output tells;
    2. Keras's cache, or a download into that cache (no download if `COMPANION_OFFLINE` is set).

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
    path = _find("CIFAR-10", CIFAR10, CIFAR10_STAND_IN)
    if path.name == CIFAR10_STAND_IN:
        print("CIFAR-10: a stand-in, 12,000 of its images after JPEG compression.")
        return _read_npz(path, "the stand-in for CIFAR-10")
    return _read_cifar10_batches(path)


def cifar10_source():
    """Say which data `load_cifar10` loads here.

    Returns:
        `"published"` for CIFAR-10 itself, `"stand-in"` for 12,000 of its images after JPEG compression.

    Raises:
        FileNotFoundError, ValueError: as `load_cifar10`.

    Example:
        >>> try:
        ...     source = cifar10_source()
        ... except FileNotFoundError:
        ...     source = "none"
        >>> source in ("published", "stand-in", "none")
        True
    """
    return (
        "stand-in" if _find("CIFAR-10", CIFAR10, CIFAR10_STAND_IN).name == CIFAR10_STAND_IN else "published"
    )


def _find(data, *names):
    """Return the path of the first of `names` in COMPANION_DATA, else of `names[0]` in Keras's cache."""
    name, missing = names[0], ""
    if folder := os.environ.get("COMPANION_DATA"):
        folder = Path(folder).absolute()
        try:
            there = os.listdir(folder)
        except OSError as error:
            raise ValueError(
                f"COMPANION_DATA: {folder} is not a readable folder ({error.strerror}). "
                "Set it to a folder that holds the data, or unset it."
            ) from error
        for wanted in names:
            if wanted in there:
                return folder / wanted
        missing = f"COMPANION_DATA, {folder}, has no {' or '.join(names)}, and "
    cache = Path(os.environ.get("KERAS_HOME") or Path("~/.keras").expanduser(), "datasets")
    path = cache / name if name == MNIST else cache / f"{name}-target" / name
    try:
        if not path.exists():
            _download(name, cache)
    except Exception as error:  # a network fails in many ways
        raise FileNotFoundError(
            f"{data} is not at hand: {missing}the download failed ({error}). Connect to the network once, or "
            f"set COMPANION_DATA to a folder with {name}, which comes from {ORIGINS[name][0]}"
        ) from error
    return path


def _download(name, cache):
    if os.environ.get("COMPANION_OFFLINE"):
        raise PermissionError("COMPANION_OFFLINE forbids it")
    import pooch  # here, since it takes a while and is seldom needed

    url, sha256 = ORIGINS[name]
    archive = name != MNIST  # as Keras names it and what it unpacks
    pooch.retrieve(
        url,
        f"sha256:{sha256}",
        f"{name}-target_archive" if archive else name,
        cache,
        processor=pooch.Untar(extract_dir=f"{name}-target") if archive else None,
        downloader=pooch.HTTPDownloader(timeout=30),  # seconds without a byte
    )


def _read_cifar10_batches(folder):
    images, labels = [], []
    for name, md5 in CIFAR10_MD5.items():
        content = (folder / name).read_bytes() if (folder / name).is_file() else b""
        if hashlib.md5(content, usedforsecurity=False).hexdigest() != md5:
            raise ValueError(
                f"{folder / name} is missing or has other contents than the published one: delete {folder}, "
                "then unpack cifar-10-python.tar.gz there again, or let it be downloaded."
            )
        batch = pickle.loads(content, encoding="bytes")  # after the check, a file that we know
        images.append(batch[b"data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))
        labels.append(np.array(batch[b"labels"], dtype="uint8").reshape(-1, 1))
    return (np.concatenate(images[:-1]), np.concatenate(labels[:-1])), (images[-1], labels[-1])


def _read_npz(path, data):
    try:
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = [file[name] for name in ("x_train", "y_train", "x_test", "y_test")]
    except Exception as error:  # a mangled file fails in many ways; NumPy advises to trust some of them
        problem = f"cannot be read as {data} ({type(error).__name__}): it may be truncated or foreign"
    else:
        problem = "" if _md5(arrays) == MD5[data] else f"is not {data}: it has other contents"
    if problem:
        raise ValueError(
            f"{path} {problem}. Delete it, then put the published file in its place or let it be downloaded."
        )
    x_train, y_train, x_test, y_test = arrays
    return (x_train, y_train), (x_test, y_test)


def _md5(arrays):
    digest = hashlib.md5(usedforsecurity=False)
    for array in arrays:
        # An IDX file begins with a code for its type, here uint8, and the sizes of its axes.
        kind = 0x0800 if array.dtype == np.uint8 else 0
        digest.update(struct.pack(f">{1 + array.ndim}I", kind + array.ndim, *array.shape) + array.tobytes())
    return digest.hexdigest()


def keep_back(x_train, y_train):
    """Keep the first sixth of the training digits back, to measure a network on digits that it has not seen.

    Args:
        x_train: array of images, as `load_mnist` returns it.
        y_train: array of as many labels.

    Returns:
        `(x_train, y_train), (x_kept, y_kept)`: of all of MNIST 50,000 and 10,000 digits, of the sample 3,334
        and 666. Both are views: nothing is copied.

    Example:
        >>> (x, y), (x_kept, y_kept) = keep_back(np.zeros((60, 28, 28)), np.arange(60))
        >>> x.shape, y_kept
        ((50, 28, 28), array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
    """
    kept = len(x_train) // 6
    return (x_train[kept:], y_train[kept:]), (x_train[:kept], y_train[:kept])


def travelling_digit():
    """Return the digit that travels through the book, a 9 that is nearly a 4, and its label.

    It is one of those that `keep_back` keeps back, of all of MNIST and of the sample.

    Returns:
        `(image, label)`: a uint8 array of shape `(28, 28)`, and an int.

    Example:
        >>> image, label = travelling_digit()
        >>> image.shape, label
        ((28, 28), 9)
    """
    with np.load(SAMPLE) as sample:
        return sample["x_train"][489], int(sample["y_train"][489])


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
    return images.reshape(len(images), np.prod(images.shape[1:])).astype("float32") / 255
