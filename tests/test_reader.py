"""The network that reads drawn digits: its weights are where they belong, and are that network's."""

import os
import sys
from unittest import mock

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


def spoil_number(path):
    np.savez(path, **{**np.load(WEIGHTS), "dense_bias": np.full(10, np.nan, "float32")})


@pytest.mark.parametrize(
    "spoil",
    [spoil_text, spoil_end, spoil_shape, spoil_name, spoil_pickle, spoil_number, lambda path: None],
)
def test_a_bad_file_is_one_clear_error(spoil, tmp_path):
    path = tmp_path / "weights.npz"
    spoil(path)
    with pytest.raises(
        ValueError, match=r"weights\.npz does not hold .*python -m companion\.reader"
    ) as error:
        load_reader(path)
    assert "unsafe" not in str(error.value)  # as NumPy advises for what is no npz file


@pytest.fixture
def trained(tmp_path, monkeypatch):
    """What the command trains: it writes to an empty folder, and the training itself is left out."""
    monkeypatch.setattr(sys, "argv", ["companion.reader"])
    monkeypatch.setattr(reader, "WEIGHTS", tmp_path / "weights.npz")
    monkeypatch.setattr(reader, "train", mock.Mock())
    return reader.train


def test_the_command_trains_and_writes(all_of_mnist, tmp_path, trained, capsys):
    reader._main()
    (model, x, _), arguments = trained.call_args
    assert x.shape == (60_000, 28, 28, 1) and x.max() == 1 and arguments == {"epochs": 5, "batch_size": 128}
    rate = model.optimizer._learning_rate
    rates = [float(rate(updates)) for updates in (0, 2345 // 2, 2345)]
    assert rates == pytest.approx([0.003, 0.0015, 0], abs=1e-5)
    assert [layer.rate for layer in model.layers if hasattr(layer, "rate")] == [0.2]
    for written, weights in zip(
        load_reader(tmp_path / "weights.npz").get_weights(), model.get_weights(), strict=True
    ):
        np.testing.assert_array_equal(written, weights)
    assert "of 10,000 test digits are right" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npz"]


def test_a_full_disk_leaves_nothing(all_of_mnist, tmp_path, trained, monkeypatch):
    monkeypatch.setattr(os, "replace", mock.Mock(side_effect=OSError(28, "No space left on device")))
    with pytest.raises(OSError):
        reader._main()
    assert list(tmp_path.iterdir()) == []


def test_the_command_refuses_the_sample(monkeypatch, trained):
    few = np.zeros((10, 28, 28), "uint8"), np.zeros(10, "uint8")
    monkeypatch.setattr(reader, "load_mnist", lambda: (few, few))
    with pytest.raises(SystemExit, match="needs all of MNIST"):
        reader._main()
