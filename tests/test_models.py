"""Networks have the layers, shapes and parameters that the book counts by hand."""

import itertools
import random
from unittest import mock

import keras
import numpy as np
import pytest

from companion.models import build_mlp


def kinds(model):
    return [type(layer).__name__ for layer in model.layers]


def test_the_classifier_of_the_book():
    model = build_mlp([256, 256], rate=0.45)
    hidden = ["Dense", "Activation", "Dropout"]
    assert kinds(model) == [*hidden, *hidden, "Dense", "Activation"]
    assert model.count_params() == 784 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10 == 269_322
    assert [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)] == [0.45] * 2


@pytest.mark.parametrize("units", [[], [1], [3, 2], (8, 8, 8)])
def test_any_list_of_units(units):
    model = build_mlp(units, input_size=5, num_classes=4)
    sizes = [5, *units, 4]
    assert model.count_params() == sum(n * m + m for n, m in itertools.pairwise(sizes))
    probabilities = np.array(model(np.random.default_rng(0).normal(size=(7, 5))))
    assert probabilities.shape == (7, 4) and probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


def test_it_calculates_what_the_chapters_calculate_by_hand():
    model = build_mlp([6], activation="tanh", input_size=5, num_classes=3)
    w1, b1, w2, b2 = model.get_weights()
    x = np.random.default_rng(0).normal(size=(4, 5)).astype("float32")
    powers = np.exp(np.tanh(x @ w1 + b1) @ w2 + b2)
    np.testing.assert_allclose(model(x), powers / powers.sum(axis=1, keepdims=True), rtol=1e-5)


def test_each_dropout_layer_has_a_seed_of_its_own():
    model = build_mlp([8, 8, 8], rate=0.5)
    assert len({layer.seed for layer in model.layers if isinstance(layer, keras.layers.Dropout)}) == 3


def test_no_dropout_layer_without_a_rate():
    assert "Dropout" not in kinds(build_mlp([4]))


def test_the_penalty_is_on_the_hidden_weights_only():
    model = build_mlp([4, 4], kernel_regularizer=keras.regularizers.L2(0.01))
    expected = 0.01 * sum(np.square(w).sum() for w in model.get_weights()[0:4:2])
    np.testing.assert_allclose(sum(model.losses), expected, rtol=1e-5)


def test_the_seed_decides_the_weights():
    first, again, other = (build_mlp([8], seed=seed).get_weights()[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_other_users_of_the_global_generators_neither_change_the_model_nor_are_changed():
    """Such as another thread of a cluster's worker."""
    random.seed(0)
    before = random.getstate()
    first = build_mlp([8, 8], rate=0.5)
    assert random.getstate() == before
    with mock.patch.object(random, "randint", side_effect=itertools.count(1)):
        again = build_mlp([8, 8], rate=0.5)
    for one, other in zip(first.variables, again.variables, strict=True):  # seeds of dropout included
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("wrong", [{"units": [-1]}, {"rate": 1.5}, {"activation": "rleu"}])
def test_wrong_arguments_are_errors(wrong):
    with pytest.raises(ValueError):
        build_mlp(**{"units": [8], **wrong})
