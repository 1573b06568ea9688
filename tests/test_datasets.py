"""MNIST is found in the promised order, and nothing else passes for it."""

import hashlib
import inspect
import os
import pickle
import shutil
import threading
import zipfile

import keras
import numpy as np
import pytest

from companion import datasets
from companion.datasets import CIFAR10_CLASSES, SAMPLE, load_cifar10, load_mnist, to_vectors

# A silent step to the sample, which stands for all of MNIST here, would pass for the right data.
pytestmark = pytest.mark.filterwarnings("error:Using the 5,000-digit sample")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder that COMPANION_DATA names, with no Keras cache and no network behind it."""
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("COMPANION_DATA", str(data))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("COMPANION_OFFLINE", "1")
    return data


@pytest.fixture
def sample_is_mnist(monkeypatch):
    """Let the sample stand for all of MNIST, so that files which pass can be tested without it."""
    monkeypatch.setattr(datasets, "MNIST_MD5", datasets.SAMPLE_MD5)


def files_below(path):
    return sorted(p.relative_to(path) for p in path.rglob("*") if p.is_file())


def arrays():
    with np.load(SAMPLE) as file:
        return dict(file)


def assert_is_sample(loaded):
    (x_train, y_train), (x_test, y_test) = loaded
    assert x_train.shape == (4000, 28, 28) and x_test.shape == (1000, 28, 28)
    assert x_train.dtype == x_test.dtype == y_train.dtype == y_test.dtype == np.uint8
    np.testing.assert_array_equal(np.bincount(y_train), [400] * 10)
    np.testing.assert_array_equal(np.bincount(y_test), [100] * 10)


def test_the_published_digits(all_of_mnist):
    """Check the published label counts, and that every digit of the sample is a training digit."""
    (x_train, y_train), (_, y_test) = all_of_mnist
    assert np.bincount(y_train).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(y_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    label_of = {image.tobytes(): label for image, label in zip(x_train, y_train, strict=True)}
    sample = arrays()
    for part in "train", "test":
        for image, label in zip(sample[f"x_{part}"], sample[f"y_{part}"], strict=True):
            assert label_of[image.tobytes()] == label


def test_the_named_folder_comes_first(folder, sample_is_mnist):
    shutil.copy(SAMPLE, folder / "mnist.npz")
    assert_is_sample(load_mnist())  # and no warning, which would be an error


def test_the_keras_cache_comes_second(folder, sample_is_mnist, tmp_path):
    (tmp_path / "keras/datasets").mkdir(parents=True)
    shutil.copy(SAMPLE, tmp_path / "keras/datasets/mnist.npz")
    assert_is_sample(load_mnist())


def test_the_cache_is_at_home(folder, sample_is_mnist, tmp_path, monkeypatch):
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path.replace("~", str(tmp_path)))
    (tmp_path / ".keras/datasets").mkdir(parents=True)
    shutil.copy(SAMPLE, tmp_path / ".keras/datasets/mnist.npz")
    assert_is_sample(load_mnist())


@pytest.mark.parametrize("name", datasets.ORIGINS)
def test_the_downloads_are_those_of_keras(name):
    dataset = keras.datasets.mnist if name == "mnist.npz" else keras.datasets.cifar10
    source = inspect.getsource(inspect.getmodule(dataset.load_data))
    url, sha256 = datasets.ORIGINS[name]
    assert f'"{name}"' in source and sha256 in source and url.rpartition("/")[0] in source
    assert url.endswith(("/mnist.npz", "/cifar-10-python.tar.gz"))


def test_the_sample_comes_last_and_warns(folder):
    with pytest.warns(UserWarning, match=r"5,000-digit sample .* COMPANION_DATA") as caught:
        assert_is_sample(load_mnist())
    assert len(caught) == 1
    assert caught[0].filename == __file__


def change(name, function):
    def apply(path):
        changed = arrays()
        changed[name] = function(changed[name])
        np.savez(path, **changed)

    return apply


def truncate(path):
    path.write_bytes(SAMPLE.read_bytes()[:400_000])


def without_y_test(path):
    kept = arrays()
    del kept["y_test"]
    np.savez(path, **kept)


def pickled(path):
    np.save(path.with_suffix(".npy"), np.array([print], dtype=object), allow_pickle=True)
    path.with_suffix(".npy").rename(path)


def bare_member(path):
    with zipfile.ZipFile(path, "w") as archive:
        for name in datasets.NAMES:
            archive.writestr(name, "text")


BAD_FILES = {
    "truncated": truncate,
    "empty": lambda path: path.write_bytes(b""),
    "a web page": lambda path: path.write_text("<html>404</html>"),
    "a folder": lambda path: path.mkdir(),
    "a pickle": pickled,
    "an array missing": without_y_test,
    "a member that is no array": bare_member,
    "wrong dtype": change("x_train", lambda x: x.astype("float64")),
    "wrong shape": change("x_train", lambda x: x.reshape(-1, 784)),
    "one pixel changed": change("x_test", lambda x: np.concatenate([x[:1] ^ 1, x[1:]])),
    "signed": change("x_train", lambda x: x.view("int8")),
    "test labels shuffled": change("y_test", lambda y: y[::-1]),
    "labels shuffled": change("y_train", lambda y: y[::-1]),
    "another set's arrays": change("x_train", lambda x: np.zeros((60000, 28, 28), "uint8")),
}


@pytest.mark.parametrize("spoil", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_one_clear_error(spoil, folder, sample_is_mnist, tmp_path):
    path = folder / "mnist.npz"
    spoil(path)
    before = files_below(tmp_path)
    with pytest.raises(ValueError) as error:
        load_mnist()
    assert str(path) in str(error.value)
    assert "replace it with the mnist.npz" in str(error.value) and "unsafe" not in str(error.value)
    assert files_below(tmp_path) == before


def test_a_bad_file_in_the_cache_is_named_and_kept(folder, tmp_path):
    path = tmp_path / "keras/datasets/mnist.npz"
    path.parent.mkdir(parents=True)
    truncate(path)
    with pytest.raises(ValueError, match="delete it and run this again") as error:
        load_mnist()
    assert str(path) in str(error.value)
    assert path.stat().st_size == 400_000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("name", ["mnist.npz", "cifar10-jpeg75.npz", "cifar-10-batches-py/data_batch_1"])
def test_a_named_pipe_is_not_waited_for(name, folder):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: open(path, "wb").close(), daemon=True)  # ends a wait after all
    writer.start()
    with pytest.raises(ValueError, match=f"{path.name}.*not a regular file"):
        load_mnist() if name == "mnist.npz" else load_cifar10()
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    writer.join()
    os.close(reader)


@pytest.mark.parametrize("kind", ["missing", "a file", "unreadable"])
def test_a_bad_folder_is_one_clear_error(kind, folder, monkeypatch, tmp_path):
    bad = tmp_path / "bad"
    if kind == "a file":
        bad.write_text("")
    elif kind == "unreadable":
        bad.mkdir()

        def refuse(_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "listdir", refuse)  # root may read any folder
    monkeypatch.setenv("COMPANION_DATA", str(bad))
    with pytest.raises(ValueError, match="is not a readable folder") as error:
        load_mnist()
    assert str(bad) in str(error.value) and "COMPANION_DATA" in str(error.value)


@pytest.fixture
def write_batches(monkeypatch):
    """Write an archive in the form of CIFAR-10, five images a file, and take its files for the published."""

    def write(folder):
        folder.mkdir(parents=True)
        rng = np.random.default_rng(0)
        for name in datasets.CIFAR10_MD5:
            images = rng.integers(0, 256, (5, 3072), dtype="uint8")
            images[0] = np.repeat([10, 20, 30], 1024)  # red, green and blue one after the other
            content = pickle.dumps({b"data": images, b"labels": [9, 0, 1, 2, 3]})
            (folder / name).write_bytes(content)
            monkeypatch.setitem(datasets.CIFAR10_MD5, name, hashlib.md5(content).hexdigest())
        return folder

    return write


def assert_are_the_batches(loaded):
    (x_train, y_train), (x_test, y_test) = loaded
    assert x_train.shape == (25, 32, 32, 3) and y_train.shape == (25, 1)
    assert x_test.shape == (5, 32, 32, 3) and y_test.shape == (5, 1)
    assert x_train.dtype == y_train.dtype == x_test.dtype == y_test.dtype == np.uint8
    np.testing.assert_array_equal(x_train[0, 31, 7], [10, 20, 30])
    assert y_train[:, 0].tolist() == [9, 0, 1, 2, 3] * 5


def test_cifar10_in_the_named_folder_comes_first(folder, write_batches, capsys):
    write_batches(folder / "cifar-10-batches-py")
    (folder / "cifar10-jpeg75.npz").write_text("not looked at")
    assert_are_the_batches(load_cifar10())
    assert capsys.readouterr().out == ""


def test_the_stand_in_comes_second_and_is_named(folder, monkeypatch, capsys):
    written = {
        "x_train": np.zeros((3, 32, 32, 3), "uint8"),
        "y_train": np.zeros((3, 1), "uint8"),
        "x_test": np.ones((2, 32, 32, 3), "uint8"),
        "y_test": np.ones((2, 1), "uint8"),
    }
    np.savez(folder / "cifar10-jpeg75.npz", **written)
    with pytest.raises(ValueError, match=r"jpeg75.npz is not the stand-in for CIFAR-10: its array x_train"):
        load_cifar10()
    md5 = {name: datasets._idx_md5(array) for name, array in written.items()}
    monkeypatch.setattr(datasets, "CIFAR10_JPEG_MD5", md5)
    (x_train, _), (_, y_test) = load_cifar10()
    assert x_train.shape == (3, 32, 32, 3) and y_test.tolist() == [[1], [1]]
    assert "a stand-in, 12,000 of its images after JPEG compression" in capsys.readouterr().out


def test_cifar10_in_the_keras_cache_comes_third(folder, write_batches, tmp_path):
    write_batches(tmp_path / "keras/datasets/cifar-10-batches-py-target/cifar-10-batches-py")
    assert_are_the_batches(load_cifar10())


def test_keras_reads_the_same_files_alike(folder, write_batches, tmp_path):
    from keras.src.datasets.cifar import load_batch

    batches = write_batches(folder / "cifar-10-batches-py")
    images, labels = load_batch(str(batches / "test_batch"))
    _, (x_test, y_test) = load_cifar10()
    np.testing.assert_array_equal(x_test, images.transpose(0, 2, 3, 1))
    np.testing.assert_array_equal(y_test[:, 0], labels)


def test_no_cifar10_is_one_clear_error(folder):
    with pytest.raises(
        FileNotFoundError, match=r"COMPANION_OFFLINE is set.*set COMPANION_DATA to that folder"
    ):
        load_cifar10()


@pytest.mark.parametrize("place", ["the folder", "the cache"])
@pytest.mark.parametrize("fault", ["missing", "truncated", "changed", "a malicious pickle"])
def test_a_bad_batch_is_one_clear_error(place, fault, folder, write_batches, tmp_path):
    cache = tmp_path / "keras/datasets/cifar-10-batches-py-target"
    parent = folder if place == "the folder" else cache
    path = write_batches(parent / "cifar-10-batches-py") / "data_batch_3"
    content = path.read_bytes()
    path.unlink()
    if fault == "truncated":
        path.write_bytes(content[:1000])
    elif fault == "changed":
        path.write_bytes(content[:-1] + b"?")
    elif fault == "a malicious pickle":
        path.write_bytes(b"cos\nsystem\n(S'touch " + bytes(folder / "harm") + b"'\ntR.")
    with pytest.raises(ValueError, match="data_batch_3") as error:
        load_cifar10()
    assert ("unpack cifar-10-python.tar.gz again" if place == "the folder" else f"delete {cache}") in str(
        error.value
    )
    assert not (folder / "harm").exists()


def test_the_stand_in_itself():
    path = datasets._find_in_companion_data("cifar10-jpeg75.npz")
    if path is None:
        pytest.skip("needs the stand-in for CIFAR-10")
    (x_train, y_train), (x_test, y_test) = load_cifar10()
    assert x_train.shape == (10_000, 32, 32, 3) and x_test.shape == (2_000, 32, 32, 3)
    assert np.bincount(y_train[:, 0]).tolist() == [1_000] * len(CIFAR10_CLASSES)
    assert np.bincount(y_test[:, 0]).tolist() == [200] * len(CIFAR10_CLASSES)


def test_to_vectors_flattens_row_by_row_and_scales():
    images = np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype="uint8")
    vectors = to_vectors(images)
    assert vectors.shape == (5, 784) and vectors.dtype == np.float32
    np.testing.assert_allclose(vectors[3, 28 * 2 + 7], images[3, 2, 7] / 255, rtol=1e-6)
    assert to_vectors(np.zeros((0, 28, 28), "uint8")).shape == (0, 784)


@pytest.mark.parametrize("images", [np.zeros((2, 28, 28)), np.zeros(784, "uint8"), [[1, 2]]])
def test_to_vectors_refuses_scaled_or_single_images(images):
    with pytest.raises(ValueError, match="to_vectors wants uint8 images"):
        to_vectors(images)
