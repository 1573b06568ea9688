"""A network that fails, stalls or lies, a full disk, a killed process: the right data or one clear error.

And the next run works.
"""

import concurrent.futures
import hashlib
import http.server
import io
import os
import pickle
import shutil
import socket
import subprocess
import sys
import tarfile
import threading
import time
from pathlib import Path
from unittest import mock

import nbformat
import numpy as np
import pytest
from jupyter_client.connect import LocalPortCache

from companion import datasets
from companion.datasets import SAMPLE, load_cifar10, load_mnist
from companion.reader import load_reader

ROOT = Path(__file__).parent.parent
# A silent step to the sample would pass for the download.
pytestmark = pytest.mark.filterwarnings("error:Using the 5,000-digit sample")
CONTENT = {"/mnist.npz": SAMPLE.read_bytes()}  # which stands for all of MNIST here


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answer as the server's attribute `fault` says."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        fault, content = self.server.fault, self.server.content[self.path]
        self.server.asked.append(self.path)
        if fault == "reset":
            return
        if fault == "no HTTP":
            self.wfile.write(b"220 mail.example.org ESMTP\r\n")
            return
        if fault == "stalls at once":
            self.server.stop.wait()
            return
        if fault in {"404", "500"}:
            self.send_error(int(fault))
            return
        if fault == "redirects to a login page":
            self.send_response(302)
            self.send_header("Location", "/login")
            self.end_headers()
            return
        if fault == "a login page" or self.path == "/login":
            content = b"<html><title>Log in to the network</title></html>"
        elif fault == "another file":
            buffer = io.BytesIO()
            np.savez(buffer, x_train=np.zeros((3, 28, 28), "uint8"))
            content = buffer.getvalue()
        elif fault == "a changed bit":
            content = content[:-1000] + bytes([content[-1000] ^ 1]) + content[-999:]
        self.send_response(200)
        if fault != "ends early, no length":
            self.send_header("Content-Length", len(content))
        self.end_headers()
        half = len(content) // 2
        self.wfile.write(content[:half])
        if fault == "stalls halfway":
            self.server.stop.wait()
        elif not fault.startswith("ends early"):
            wait_until(lambda: len(self.server.asked) >= self.server.readers)
            self.wfile.write(content[half:])


FAULTS = (
    "no network", "reset", "no HTTP", "stalls at once", "stalls halfway", "404", "500", "ends early",
    "ends early, no length", "a login page", "redirects to a login page", "another file", "a changed bit",
)  # fmt: skip


@pytest.fixture
def server(monkeypatch):
    """A server on this machine in place of those that Keras downloads from."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.content = {"/login": b"", **CONTENT}
        server.fault, server.readers, server.asked, server.stop = "", 1, [], threading.Event()
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/mnist.npz"
        server.origins = {"mnist.npz": (url, hashlib.sha256(CONTENT["/mnist.npz"]).hexdigest())}
        monkeypatch.setattr(datasets, "ORIGINS", server.origins)
        monkeypatch.setattr(datasets, "MNIST_MD5", datasets.SAMPLE_MD5)
        yield server
        server.stop.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache of Keras, in a folder with spaces and accents, and nothing else to load from."""
    home = tmp_path / "Données de l'été, 数字"
    monkeypatch.setenv("KERAS_HOME", str(home))
    for name in "COMPANION_DATA", "COMPANION_OFFLINE":
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(datasets, "PATIENCE", 0.5)
    return home / "datasets"


def put_fault(server, fault, monkeypatch):
    server.fault = fault
    if fault == "no network":  # a port at which nobody listens
        origins = {name: ("http://127.0.0.1:9/file", sha256) for name, (_, sha256) in server.origins.items()}
        monkeypatch.setattr(datasets, "ORIGINS", origins)


def all_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def assert_loads_silently():
    (x_train, y_train), _ = load_mnist()  # a warning would be an error
    assert x_train.shape == (4000, 28, 28) and np.bincount(y_train).tolist() == [400] * 10


def test_certificates_that_python_does_not_trust_have_their_own_remedy(cache, monkeypatch):
    def get_file(*_, **__):
        raise Exception("URL fetch failure: [SSL: CERTIFICATE_VERIFY_FAILED] no issuer")

    monkeypatch.setattr(datasets.import_keras().utils, "get_file", get_file)
    with pytest.warns(UserWarning, match="CERTIFICATE_VERIFY_FAILED.*'Install Certificates.command'"):
        load_mnist()


def test_an_error_without_words_is_named(cache, monkeypatch):
    monkeypatch.setattr(datasets.import_keras().utils, "get_file", mock.Mock(side_effect=TimeoutError))
    with pytest.warns(UserWarning, match="the download failed: TimeoutError"):
        load_mnist()


def test_a_download_is_made_beside_its_place(tmp_path):
    """From another disk it could not be moved in one step."""
    with datasets._temporary_folder(tmp_path / "cache") as folder:
        assert Path(folder).parent == tmp_path / "cache"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_network_gives_the_warned_sample_and_the_next_run_works(fault, server, cache, monkeypatch):
    with monkeypatch.context() as patch:
        put_fault(server, fault, patch)
        with pytest.warns(UserWarning, match="5,000-digit sample.*the download failed.*COMPANION_DATA"):
            load_mnist()
        assert all_below(cache) == [] and socket.getdefaulttimeout() is None
    server.fault = ""
    assert_loads_silently()
    assert all_below(cache) == ["mnist.npz"]
    asked = len(server.asked)
    assert_loads_silently()
    assert len(server.asked) == asked, "it is in the cache"


@pytest.fixture
def cifar10(server, monkeypatch):
    """Put an archive in the form of CIFAR-10, five images a file, on the server."""
    archive = io.BytesIO()
    rng = np.random.default_rng(0)
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name in datasets.CIFAR10_MD5:
            batch = {b"data": rng.integers(0, 256, (5, 3072), dtype="uint8"), b"labels": [9, 0, 1, 2, 3]}
            content = pickle.dumps(batch)
            monkeypatch.setitem(datasets.CIFAR10_MD5, name, hashlib.md5(content).hexdigest())
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    server.content["/cifar"] = archive.getvalue()
    url = f"http://127.0.0.1:{server.server_port}/cifar"
    server.origins["cifar-10-batches-py-target"] = url, hashlib.sha256(archive.getvalue()).hexdigest()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_network_gives_no_cifar10_and_the_next_run_works(fault, server, cifar10, cache, monkeypatch):
    with monkeypatch.context() as patch:
        put_fault(server, fault, patch)
        with pytest.raises(FileNotFoundError, match=r"CIFAR-10 is not at hand.*the download failed"):
            load_cifar10()
        assert all_below(cache) == []
    server.fault = ""
    for _ in range(2):
        (x_train, y_train), (x_test, _) = load_cifar10()
        assert x_train.shape == (25, 32, 32, 3) and len(x_test) == 5 and y_train[:2].tolist() == [[9], [0]]
    folder = "cifar-10-batches-py-target/cifar-10-batches-py"
    assert all_below(cache) == sorted(f"{folder}/{name}" for name in datasets.CIFAR10_MD5)
    assert server.asked.count("/cifar") == 1 + (fault != "no network")


def start(server, before=""):
    """Load MNIST in another process, which prints the sum of its labels."""
    program = f"""
import sys
from companion import datasets
{before}
datasets.ORIGINS = {server.origins}
datasets.MNIST_MD5 = datasets.SAMPLE_MD5
print(datasets.load_mnist()[0][1].sum())
"""
    return subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def assert_is_right(process):
    out, err = process.communicate(timeout=120)
    assert out.splitlines()[-1:] == ["18000"] and "Warning" not in err, err


def test_two_that_load_at_the_same_moment_both_get_the_data(server, cache):
    server.readers = 2  # half of the file comes only when so many have asked for it
    first = start(server)
    wait_until(lambda: server.asked)
    for process in first, start(server):
        assert_is_right(process)
    assert all_below(cache) == ["mnist.npz"] and len(server.asked) == 2


def test_threads_that_load_at_the_same_moment_download_once_and_leave_no_time_limit(server, cache):
    with concurrent.futures.ThreadPoolExecutor() as executor:
        loaded = [future.result() for future in [executor.submit(load_mnist) for _ in range(3)]]
    assert [y_train.sum() for (_, y_train), _ in loaded] == [18000] * 3
    assert len(server.asked) == 1 and socket.getdefaulttimeout() is None


def test_after_a_process_was_killed_while_loading_the_next_run_works(server, cache):
    server.fault = "stalls halfway"
    process = start(server)
    wait_until(lambda: server.asked)
    time.sleep(0.5)
    process.kill()
    process.communicate()
    assert not (cache / "mnist.npz").exists()
    server.fault = ""
    assert_is_right(start(server))
    assert_loads_silently()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit for files")
def test_a_full_disk_gives_the_warned_sample_and_leaves_nothing(server, cache):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    _, err = start(
        server, f"from companion.backend import import_keras; import_keras(); {limit}"
    ).communicate()
    assert "5,000-digit sample" in err and "File too large" in err
    assert all_below(cache) == []
    assert_is_right(start(server))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit for files")
@pytest.mark.parametrize("command", ["write_outputs.py", "set_address.py"])
def test_a_full_disk_leaves_the_notebooks_as_they_were(command, tmp_path):
    for name in "_config.yml", "CITATION.cff":
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "book").mkdir()
    for name in command, "environment.py":
        shutil.copy(ROOT / "book" / name, tmp_path / "book")
    cells = [nbformat.v4.new_code_cell("import companion\nprint('x' * 60_000)", id="one")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
    cells[0].outputs = [nbformat.v4.new_output("stream", text="y" * 60_000)]
    nbformat.write(notebook, tmp_path / "book" / "01_x.ipynb")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    program = f"""
import resource, runpy, sys
from companion import datasets
datasets.load_mnist = lambda: [[range(60_000)]]
sys.argv = {[command, "book/01_x.ipynb" if command[0] == "w" else "https://github.com/some-body/a.book"]}
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
sys.path.insert(0, "book")
runpy.run_path("book/{command}", run_name="__main__")
"""
    result = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 1 and "File too large" in result.stderr and "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_a_cache_that_cannot_be_written_is_done_without(server, cache):
    cache.parent.parent.mkdir(exist_ok=True)
    cache.parent.write_text("a file where the folder should be")  # root may write everywhere else
    assert_loads_silently()
    assert cache.parent.read_text() == "a file where the folder should be"


@pytest.mark.parametrize("lost", range(5), ids=["shell", "iopub", "stdin", "heartbeat", "control"])
def test_a_kernel_whose_port_was_taken_is_started_again(lost, monkeypatch, run_in_kernel):
    ports, taken, find = [], [], LocalPortCache.find_available_port

    def find_and_take(cache, ip):
        ports.append(find(cache, ip))
        if len(ports) == lost + 1:
            taken.append(socket.create_server((ip, ports[-1])))
        return ports[-1]

    monkeypatch.setattr(LocalPortCache, "find_available_port", find_and_take)
    # Without its iopub port a kernel hangs for the whole time.
    said = run_in_kernel("print('here')", timeout=20)
    taken.pop().close()
    assert [message["content"]["text"] for message in said if message["msg_type"] == "stream"] == ["here\n"]


class Harm:
    """Write a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


@pytest.mark.parametrize("name", ["mnist.npz", "cifar10-jpeg75.npz", "reader.npz"])
def test_nothing_is_unpickled(name, tmp_path, monkeypatch):
    harmful = np.array([Harm(str(tmp_path / "harm"))], dtype=object)
    np.savez(tmp_path / name, x_train=harmful, conv1_kernel=harmful)
    monkeypatch.setenv("COMPANION_DATA", str(tmp_path))
    load = {"m": load_mnist, "c": load_cifar10, "r": lambda: load_reader(tmp_path / name)}[name[0]]
    with pytest.raises(ValueError, match="allow_pickle=False") as error:
        load()
    assert name in str(error.value) and not (tmp_path / "harm").exists()
    with np.load(tmp_path / name, allow_pickle=True) as file:
        file["x_train"][0].close()
    assert (tmp_path / "harm").exists(), "the harm was harmless"
