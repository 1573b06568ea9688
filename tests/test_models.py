"""Networks have the layers, shapes and parameters that the book counts by hand."""

import itertools

import keras
import numpy as np
import pytest

from companion.datasets import load_mnist
from companion.models import CNN_WEIGHTS, build_mlp, load_cnn


def kinds(model):
    return [type(layer).__name__ for layer in model.layers]


def test_the_classifier_of_the_book():
    model = build_mlp([256, 256], rate=0.45)
    hidden = ["Dense", "Activation", "Dropout"]
    assert kinds(model) == [*hidden, *hidden, "Dense", "Activation"]
    assert model.count_params() == 784 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10 == 269_322
    drops = [layer for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    assert [layer.rate for layer in drops] == [0.45] * 2 and len({layer.seed for layer in drops}) == 2


@pytest.mark.parametrize("units", [[], [1], (8, 8, 8)])
def test_any_row_of_units(units):
    model = build_mlp(units, input_size=5, num_classes=4)
    assert model.count_params() == sum(n * m + m for n, m in itertools.pairwise([5, *units, 4]))
    assert "Dropout" not in kinds(model)


def test_it_calculates_what_the_chapters_calculate_by_hand():
    model = build_mlp([6], activation="tanh", input_size=5, num_classes=3)
    w1, b1, w2, b2 = model.get_weights()
    x = np.random.default_rng(0).normal(size=(4, 5)).astype("float32")
    powers = np.exp(np.tanh(x @ w1 + b1) @ w2 + b2)
    found = np.array(model(x))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, powers / powers.sum(axis=1, keepdims=True), rtol=1e-5)


def test_the_penalty_is_on_the_hidden_weights_only():
    model = build_mlp([4, 4], kernel_regularizer=keras.regularizers.L2(0.01))
    expected = 0.01 * sum(np.square(w).sum() for w in model.get_weights()[0:4:2])
    np.testing.assert_allclose(sum(model.losses), expected, rtol=1e-5)


def test_the_seed_decides_the_weights():
    first, again, other = (build_mlp([8], seed=seed).get_weights()[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("wrong", [{"units": [-1]}, {"rate": 1.5}, {"activation": "rleu"}])
def test_wrong_arguments_are_errors(wrong):
    with pytest.raises(ValueError):
        build_mlp(**{"units": [8], **wrong})


def test_the_trained_network_reads_the_test_digits():
    _, (x_test, y_test) = load_mnist()
    images = x_test[..., None] / np.float32(255)
    right = load_cnn().predict(images, batch_size=1000, verbose=0).argmax(axis=1) == y_test
    assert right.mean() > 0.99 - 2 * np.sqrt(0.01 * 0.99 / len(y_test))
    assert CNN_WEIGHTS.stat().st_size < 300_000, "the pages of the book carry it"
