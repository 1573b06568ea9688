"""The data are found in the promised order, and nothing else passes for them, whatever the network does."""

import hashlib
import http.server
import inspect
import io
import pickle
import shutil
import struct
import tarfile
import threading

import keras
import numpy as np
import pooch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from companion import datasets
from companion.datasets import SAMPLE, cifar10_source, load_cifar10, load_mnist, to_vectors

# A silent step to the sample, which stands for all of MNIST here, would pass for the right data.
pytestmark = pytest.mark.filterwarnings("error:Using the 5,000-digit sample")
PUBLISHED_MD5 = [  # of the four IDX files
    "6bbc9ace898e44ae57da46a324031adb",
    "a25bea736e30d166cdddb491f175f624",
    "2646ac647ad5339dbf082846283269ea",
    "27ae3e4e09519cfbb04c329615203637",
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder that COMPANION_DATA names; Keras's cache is empty and there is no download."""
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("COMPANION_DATA", str(data))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "Données d'été"))
    monkeypatch.setitem(datasets.MD5, "MNIST", datasets.MD5["the sample of MNIST"])
    return data


@pytest.fixture
def cache(folder, tmp_path):
    path = tmp_path / "Données d'été" / "datasets"
    path.mkdir(parents=True)
    return path


def sample_arrays():
    with np.load(SAMPLE) as file:
        return dict(file)


def assert_is_sample(loaded):
    (x_train, y_train), (x_test, y_test) = loaded
    assert x_train.shape == (4000, 28, 28) and x_test.shape == (1000, 28, 28)
    assert x_train.dtype == x_test.dtype == y_train.dtype == y_test.dtype == np.uint8
    assert np.bincount(y_train).tolist() == [400] * 10 and np.bincount(y_test).tolist() == [100] * 10


def test_the_published_digits(all_of_mnist):
    """The published files and counts; every digit of the sample is one of the training digits."""
    (x_train, y_train), (x_test, y_test) = all_of_mnist
    for array, md5 in zip((x_train, y_train, x_test, y_test), PUBLISHED_MD5, strict=True):
        header = struct.pack(f">{1 + array.ndim}I", 0x0800 + array.ndim, *array.shape)
        assert hashlib.md5(header + array.tobytes()).hexdigest() == md5
    assert np.bincount(y_train).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    label_of = {image.tobytes(): label for image, label in zip(x_train, y_train, strict=True)}
    sample = sample_arrays()
    for part in "train", "test":
        for image, label in zip(sample[f"x_{part}"], sample[f"y_{part}"], strict=True):
            assert label_of[image.tobytes()] == label


def test_the_named_folder_comes_first_then_the_cache(folder, cache, monkeypatch):
    shutil.copy(SAMPLE, cache / "mnist.npz")
    assert_is_sample(load_mnist())
    (cache / "mnist.npz").write_text("not looked at")
    shutil.copy(SAMPLE, folder / "mnist.npz")
    assert_is_sample(load_mnist())


def test_the_sample_comes_last_and_a_warning_says_what_was_looked_for(folder):
    with pytest.warns(UserWarning, match="5,000-digit sample") as caught:
        assert_is_sample(load_mnist())
    assert len(caught) == 1 and caught[0].filename == __file__
    assert f"{folder}, has no mnist.npz, and the download failed (COMPANION_OFFLINE" in str(caught[0].message)


@pytest.mark.parametrize("name", datasets.ORIGINS)
def test_the_downloads_are_those_of_keras(name):
    dataset = keras.datasets.mnist if name == "mnist.npz" else keras.datasets.cifar10
    source = inspect.getsource(inspect.getmodule(dataset.load_data))
    url, sha256 = datasets.ORIGINS[name]
    assert f'"{name}' in source and sha256 in source and url.rpartition("/")[0] in source


def change(name, function):
    return lambda path: np.savez(path, **{**sample_arrays(), name: function(sample_arrays()[name])})


class Harm:
    """Write a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


BAD_FILES = {
    "truncated": lambda path: path.write_bytes(SAMPLE.read_bytes()[:400_000]),
    "a web page": lambda path: path.write_text("<html>404</html>"),
    "a pickle": lambda path: path.write_bytes(pickle.dumps(Harm(str(path.parent / "harm")))),
    "a pickle inside": lambda path: np.savez(path, x_train=np.array([Harm(str(path.parent / "harm"))])),
    "arrays missing": lambda path: np.savez(path, x_train=sample_arrays()["x_train"]),
    "wrong shape": change("x_train", lambda x: x.reshape(-1, 784)),
    "one pixel changed": change("x_test", lambda x: np.concatenate([x[:1] ^ 1, x[1:]])),
    "signed": change("x_train", lambda x: x.view("int8")),
    "labels in another order": change("y_test", lambda y: y[::-1]),
}


@pytest.mark.parametrize("spoil", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_one_clear_error_and_kept(spoil, folder):
    path = folder / "mnist.npz"
    spoil(path)
    with pytest.raises(ValueError, match="Delete it, then put the published file in its place") as error:
        load_mnist()
    assert str(path) in str(error.value) and "unsafe" not in str(error.value)
    assert [file.name for file in folder.iterdir()] == ["mnist.npz"]  # nothing was unpickled


@pytest.mark.thorough
@settings(max_examples=5000, derandomize=False)
@given(start=st.integers(0, 10**6), length=st.integers(0, 1000), new=st.binary(max_size=20))
def test_a_mangled_file_is_one_clear_error_or_holds_the_very_data(tmp_path_factory, start, length, new):
    path = tmp_path_factory.getbasetemp() / "mangled.npz"
    content = SAMPLE.read_bytes()
    path.write_bytes(content[:start] + new + content[start + length :])
    try:
        assert_is_sample(datasets._read_npz(path, "the sample of MNIST"))
    except ValueError as error:
        assert str(path) in str(error)


@pytest.mark.parametrize("kind", ["missing", "a file"])
def test_a_bad_folder_is_one_clear_error(kind, folder, monkeypatch, tmp_path):
    bad = tmp_path / "bad"
    if kind == "a file":
        bad.write_text("")
    monkeypatch.setenv("COMPANION_DATA", str(bad))
    with pytest.raises(ValueError, match="is not a readable folder") as error:
        load_mnist()
    assert str(bad) in str(error.value) and "COMPANION_DATA" in str(error.value)


@pytest.fixture
def batches(monkeypatch):
    """Files in the form of CIFAR-10, five images each, which pass for the published."""
    rng, files = np.random.default_rng(0), {}
    for name in datasets.CIFAR10_MD5:
        images = rng.integers(0, 256, (5, 3072), dtype="uint8")
        images[0] = np.repeat([10, 20, 30], 1024)  # red, green and blue one after the other
        files[name] = pickle.dumps({b"data": images, b"labels": [9, 0, 1, 2, 3]})
        monkeypatch.setitem(datasets.CIFAR10_MD5, name, hashlib.md5(files[name]).hexdigest())
    return files


def write(files, folder):
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def assert_are_the_batches(loaded):
    (x_train, y_train), (x_test, y_test) = loaded
    assert x_train.shape == (25, 32, 32, 3) and y_train.shape == (25, 1)
    assert x_test.shape == (5, 32, 32, 3) and y_test.shape == (5, 1)
    assert x_train.dtype == y_train.dtype == x_test.dtype == y_test.dtype == np.uint8
    assert x_train[0, 31, 7].tolist() == [10, 20, 30] and y_train[:, 0].tolist() == [9, 0, 1, 2, 3] * 5


def test_cifar10_in_its_order(folder, cache, batches, capsys, monkeypatch):
    with pytest.raises(FileNotFoundError, match="has no cifar-10-batches-py or cifar10-jpeg75"):
        cifar10_source()
    write(batches, cache / "cifar-10-batches-py-target/cifar-10-batches-py")
    assert cifar10_source() == "published"
    assert_are_the_batches(load_cifar10())
    shutil.copy(SAMPLE, folder / "cifar10-jpeg75.npz")
    monkeypatch.setitem(datasets.MD5, "the stand-in for CIFAR-10", datasets.MD5["MNIST"])
    assert cifar10_source() == "stand-in"
    assert_is_sample(load_cifar10())
    assert capsys.readouterr().out == "CIFAR-10: a stand-in, 12,000 of its images after JPEG compression.\n"
    write(batches, folder / "cifar-10-batches-py")
    assert cifar10_source() == "published"
    assert_are_the_batches(load_cifar10())


@pytest.mark.parametrize("fault", ["missing", "truncated", "a malicious pickle"])
def test_a_bad_batch_is_one_clear_error(fault, folder, batches):
    batches["data_batch_3"] = {
        "missing": b"",
        "truncated": batches["data_batch_3"][:1000],
        "a malicious pickle": pickle.dumps(Harm(str(folder / "harm"))),
    }[fault]
    write(batches, folder / "cifar-10-batches-py")
    with pytest.raises(ValueError, match=r"data_batch_3 is missing or has other contents.*unpack"):
        load_cifar10()
    assert not (folder / "harm").exists()


# The network: a server on this machine stands for those of Keras's data.


class Handler(http.server.BaseHTTPRequestHandler):
    """Answer as the server's attribute `fault` says."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        fault, content = self.server.fault, self.server.content[self.path]
        self.server.asked.append(self.path)
        if fault == "no answer":
            return
        if fault == "404":
            self.send_error(404)
            return
        if fault == "a login page":
            content = b"<html><title>Log in to the network</title></html>"
        self.send_response(200)
        self.send_header("Content-Length", len(content))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if fault in ("stalls", "ends early") else content)
        if fault == "stalls":
            self.server.stop.wait()


@pytest.fixture
def server(cache, batches, monkeypatch):
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name, content in batches.items():
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    downloader = pooch.HTTPDownloader
    monkeypatch.setattr(pooch, "HTTPDownloader", lambda timeout: downloader(timeout=0.3))
    for name in "COMPANION_DATA", "COMPANION_OFFLINE":
        monkeypatch.delenv(name, raising=False)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.content = {"/mnist.npz": SAMPLE.read_bytes(), "/cifar.tar.gz": archive.getvalue()}
        server.fault, server.asked, server.stop = "", [], threading.Event()
        for name, path in zip(datasets.ORIGINS, server.content, strict=True):
            origin = f"http://127.0.0.1:{server.server_port}{path}"
            sha256 = hashlib.sha256(server.content[path]).hexdigest()
            monkeypatch.setitem(datasets.ORIGINS, name, (origin, sha256))
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.stop.set()
        server.shutdown()


@pytest.mark.parametrize("fault", ["no answer", "404", "a login page", "ends early", "stalls", "no network"])
def test_a_bad_network_is_told_and_the_next_run_works(fault, server, cache, monkeypatch):
    server.fault = fault
    with monkeypatch.context() as patch:
        if fault == "no network":  # a port at which nobody listens
            for name in datasets.ORIGINS:
                patch.setitem(datasets.ORIGINS, name, ("http://127.0.0.1:9/file", "0"))
        with pytest.warns(UserWarning, match="(?s)5,000-digit sample.*the download failed.*COMPANION_DATA"):
            assert_is_sample(load_mnist())
        with pytest.raises(FileNotFoundError, match="CIFAR-10 is not at hand: the download failed"):
            load_cifar10()
    assert list(cache.iterdir()) == []
    server.fault = ""
    for _ in range(2):
        assert_is_sample(load_mnist())
        assert_are_the_batches(load_cifar10())
    asked = 1 if fault == "no network" else 2
    assert all(server.asked.count(path) == asked for path in server.content), "the second time, no download"


def test_a_cache_that_cannot_be_written_is_told(server, cache):
    shutil.rmtree(cache)
    cache.write_text("a file where the folder should be")  # root may write everywhere else
    with pytest.warns(UserWarning, match="the download failed"):
        assert_is_sample(load_mnist())


# Shaping


any_array = arrays.arrays(arrays.scalar_dtypes(), arrays.array_shapes(min_dims=0, max_dims=4, min_side=0))


@given(images=any_array | arrays.arrays("uint8", arrays.array_shapes(min_dims=2, min_side=0)))
def test_to_vectors_is_numpys_division(images):
    if images.dtype == np.uint8 and images.ndim >= 2:
        vectors = to_vectors(images)
        assert vectors.dtype == np.float32
        expected = np.array([image.ravel() / 255 for image in images]).reshape(vectors.shape)
        np.testing.assert_allclose(vectors, expected, rtol=1e-6)
    else:
        with pytest.raises(ValueError, match="to_vectors wants uint8 images"):
            to_vectors(images)
