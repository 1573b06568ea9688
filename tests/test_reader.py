"""The network that reads drawn digits: its weights are where they belong, and are that network's."""

import numpy as np
import pytest

from companion import reader
from companion.datasets import load_mnist
from companion.reader import WEIGHTS, load_reader


def images(x):
    return x[..., None] / np.float32(255)


def test_it_reads_the_test_digits():
    _, (x_test, y_test) = load_mnist()
    right = load_reader().predict(images(x_test), batch_size=1000, verbose=0).argmax(axis=1) == y_test
    assert right.mean() > 0.99 - 2 * np.sqrt(0.01 * 0.99 / len(y_test))


def test_the_weights_are_small_enough_for_a_page():
    assert WEIGHTS.stat().st_size < 300_000


def spoil_text(path):
    path.write_bytes(b"<html>Log in</html>")


def spoil_end(path):
    path.write_bytes(WEIGHTS.read_bytes()[:-1000])


def spoil_shape(path):
    weights = dict(np.load(WEIGHTS))
    np.savez(path, **{**weights, "dense_bias": np.zeros(9, "float32")})


def spoil_name(path):
    weights = dict(np.load(WEIGHTS))
    del weights["conv2_bias"]
    np.savez(path, **weights)


def spoil_pickle(path):
    np.savez(path, **{**np.load(WEIGHTS), "dense_bias": np.array([print], dtype=object)})


@pytest.mark.parametrize(
    "spoil", [spoil_text, spoil_end, spoil_shape, spoil_name, spoil_pickle, lambda path: None]
)
def test_a_bad_file_is_one_clear_error(spoil, tmp_path):
    path = tmp_path / "weights.npz"
    spoil(path)
    with pytest.raises(ValueError, match=r"weights\.npz does not hold .*python -m companion\.reader"):
        load_reader(path)


def test_the_command_trains_and_writes(all_of_mnist, tmp_path, monkeypatch, capsys):
    trained = []
    monkeypatch.setattr(reader, "WEIGHTS", tmp_path / "weights.npz")
    monkeypatch.setattr(reader, "train", lambda model, x, y, **_: trained.append((model, x.shape, x.max())))
    reader._main()
    ((model, shape, largest),) = trained
    assert shape == (60_000, 28, 28, 1) and largest == 1
    for written, weights in zip(
        load_reader(tmp_path / "weights.npz").get_weights(), model.get_weights(), strict=True
    ):
        np.testing.assert_array_equal(written, weights)
    assert "of 10,000 test digits are right" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npz"]


def test_the_command_refuses_the_sample(monkeypatch):
    few = np.zeros((10, 28, 28), "uint8"), np.zeros(10, "uint8")
    monkeypatch.setattr(reader, "load_mnist", lambda: (few, few))
    with pytest.raises(SystemExit, match="needs all of MNIST"):
        reader._main()
