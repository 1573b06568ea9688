"""Training learns, repeats exactly, and the fast way calculates what `fit` calculates."""

import functools
from unittest import mock

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from tqdm import tqdm

from companion import training
from companion.models import build_mlp
from companion.training import train

RNG = np.random.default_rng(0)
# 256 points in the plane; the label says whether a point lies above the diagonal.
X = RNG.uniform(-1, 1, (256, 2)).astype("float32")
Y = (X[:, 1] > X[:, 0]).astype("uint8")
IMAGES, LABELS = RNG.random((75, 6, 6, 1)).astype("float32"), RNG.integers(0, 3, 75)


def compiled(rate=0.0, **arguments):
    model = build_mlp([16], rate=rate, input_size=2, num_classes=2)
    adam, loss = keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy"
    model.compile(adam, loss, metrics=["accuracy"], **arguments)
    return model


def weights_of(model):
    return np.concatenate([w.ravel() for w in model.get_weights()])


@pytest.fixture
def which(monkeypatch):
    """Say which way `train` takes, and train nothing."""
    monkeypatch.setattr(training, "_fit_whole_epochs", lambda *_: "fast")
    monkeypatch.setattr(keras.Model, "fit", lambda *_, **__: "plain")


def test_it_learns_and_leaves_an_ordinary_model(tmp_path):
    model = compiled()
    stop = keras.callbacks.EarlyStopping("loss", patience=100)
    history = train(model, X, Y, epochs=20, batch_size=32, validation_data=(X, Y), callbacks=[stop])
    assert isinstance(history, keras.callbacks.History) and history.model is model
    assert {name: len(values) for name, values in history.history.items()} == dict.fromkeys(
        ["loss", "accuracy", "val_loss", "val_accuracy"], 20
    )
    assert history.history["val_accuracy"][-1] > 0.95 and model.optimizer.iterations == 20 * 8
    assert "train_step" not in vars(model)
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(weights_of(loaded), weights_of(model))
    loaded.fit(X, Y, epochs=1, batch_size=128, verbose=0)
    assert loaded.optimizer.iterations == 20 * 8 + 2


def test_the_seed_decides_the_weights_with_dropout():
    def weights(seed):
        model = compiled(rate=0.3)
        train(model, X, Y, epochs=2, seed=seed)
        return weights_of(model)

    first, again, other = weights(1), weights(1), weights(2)
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_every_epoch_has_an_order_of_its_own():
    first, second, again = (training._order(100, 0, updates).numpy() for updates in (0, 7, 0))
    assert sorted(first) == sorted(second) == list(range(100))
    assert not np.array_equal(first, second) and not np.array_equal(first, np.arange(100))
    np.testing.assert_array_equal(first, again)


# In a fixed order and without dropout nothing is random, so both ways give the same weights but for rounding.


def flat(*rest):
    return [layers.Flatten(), *rest, layers.Dense(3, "softmax")]


def two_inputs():
    a, b = keras.Input((6, 6, 1)), keras.Input((6, 6, 1))
    shared = keras.Sequential([keras.Input((6, 6, 1)), layers.Flatten(), layers.Dense(4)])
    return keras.Model([a, b], layers.Dense(1)(layers.Concatenate()([shared(a), shared(b)])))


def dense():
    return flat(layers.Dense(8, "relu", kernel_regularizer="l2"))


def normalised():
    return flat(layers.Dense(8, use_bias=False), layers.BatchNormalization())


SPARSE = "sparse_categorical_crossentropy"
QUICK = [
    (normalised, "sgd", SPARSE),
    (lambda: [layers.Conv2D(4, 3), *flat()], "adam", SPARSE),
    (two_inputs, "rmsprop", "mse"),
]
THOROUGH = [(lambda: [layers.Reshape((6, 6)), layers.SimpleRNN(5), *flat()], "adam", SPARSE)]
THOROUGH += [(dense, name, SPARSE) for name in ("adagrad", "adadelta", "adamw", "adamax", "nadam", "lion")]
THOROUGH += [(dense, "adam", f"{name}_crossentropy") for name in ("categorical", "binary")]


@pytest.mark.parametrize(
    "make, optimizer, loss", QUICK + [pytest.param(*case, marks=pytest.mark.thorough) for case in THOROUGH]
)
def test_fast_and_plain_agree(make, optimizer, loss, monkeypatch):
    monkeypatch.setattr(training, "_order", lambda examples, *_, **__: tf.range(examples))
    whole = mock.Mock(side_effect=training._fit_whole_epochs)
    monkeypatch.setattr(training, "_fit_whole_epochs", whole)
    x = [IMAGES, 1 - IMAGES] if make is two_inputs else IMAGES
    y = LABELS if loss in ("mse", SPARSE) else np.eye(3)[LABELS]
    trained = []
    for fit in train, functools.partial(keras.Model.fit, shuffle=False, verbose=0):
        keras.utils.set_random_seed(0)
        made = make()
        model = keras.Sequential([keras.Input((6, 6, 1)), *made]) if isinstance(made, list) else made
        model.compile(optimizer, loss, metrics=["accuracy"])
        trained.append((model, fit(model, x, y, epochs=3, batch_size=16, validation_data=(x, y)).history))
    assert whole.call_count == 1
    (fast, fast_history), (plain, plain_history) = trained
    assert fast_history.keys() == plain_history.keys()
    for metric, values in plain_history.items():
        np.testing.assert_allclose(fast_history[metric], values, rtol=2e-3, atol=1e-4, err_msg=metric)
    np.testing.assert_allclose(weights_of(fast), weights_of(plain), rtol=1e-2, atol=2e-4)
    assert fast.optimizer.iterations == plain.optimizer.iterations == 3 * 5


def test_dropout_uses_the_generator_that_xla_makes_fast_and_only_there(monkeypatch):
    """Keras calls `tf.nn.experimental.stateless_dropout`; if it stops, dropout is slow again."""
    drawn = []
    really = tf.nn.experimental.stateless_dropout

    def dropout(*arguments, rng_alg="auto_select", **keywords):
        drawn.append(rng_alg)
        return really(*arguments, rng_alg=rng_alg, **keywords)

    monkeypatch.setattr(tf.nn.experimental, "stateless_dropout", dropout)
    train(compiled(rate=0.5), X, Y, epochs=1)
    assert "threefry" in drawn
    drawn.clear()
    kept = keras.Sequential([keras.Input((6, 6, 1)), layers.Conv2D(4, 3), *flat(layers.Dropout(0.5))])
    kept.compile("adam", "sparse_categorical_crossentropy")
    assert np.isfinite(train(kept, IMAGES, LABELS, batch_size=16).history["loss"]).all()
    assert drawn and "threefry" not in drawn and tf.nn.experimental.stateless_dropout is dropout


def test_a_layer_that_xla_does_not_compile_is_trained_all_the_same():
    model = keras.Sequential([keras.Input((6, 6, 1)), layers.RandomFlip(), *flat()])
    model.compile("sgd", "sparse_categorical_crossentropy")
    assert np.isfinite(train(model, IMAGES, LABELS, batch_size=16).history["loss"]).all()


def test_what_an_epoch_in_one_call_cannot_do_goes_to_fit(which, monkeypatch):
    def way(model=None, x=X, y=Y, **arguments):
        return train(model or compiled(), x, y, **arguments)

    assert way() == way(validation_data=(X, Y)) == way(callbacks=[keras.callbacks.EarlyStopping()]) == "fast"
    assert way(class_weight={0: 1, 1: 2}) == way(sample_weight=np.ones(256)) == "plain"
    assert way(validation_split=0.5) == way(initial_epoch=1, epochs=2) == way(shuffle=False) == "plain"
    assert way(callbacks=[keras.callbacks.TerminateOnNaN()]) == way(x=iter([(X, Y)]), y=None) == "plain"
    assert way(x={"x": X}) == way(compiled(run_eagerly=True)) == "plain"
    assert way(compiled(steps_per_execution=2)) == "plain"

    class Own(keras.Model):
        pass

    own = Own()
    own.compile("sgd", "mse")
    assert way(own) == "plain"
    monkeypatch.setattr(keras.config, "backend", lambda: "jax")
    assert way() == "plain"


def test_a_generator_and_weights_are_trained_the_plain_way():
    history = train(compiled(), ((X, Y) for _ in range(4)), epochs=2, steps_per_epoch=2, shuffle=False)
    assert len(history.history["loss"]) == 2
    kept, dropped = compiled(), compiled()
    train(kept, X, Y, sample_weight=(Y == 0).astype("float32"), batch_size=256)
    dropped.fit(X, Y, sample_weight=(Y == 0).astype("float32"), batch_size=256, verbose=0)
    np.testing.assert_allclose(weights_of(kept), weights_of(dropped), atol=1e-6)


def test_a_model_that_keras_compiles_with_xla_agrees_and_stays_so():
    """As every model on a GPU is: XLA has no way to shuffle."""
    model, other = compiled(rate=0.5), compiled(rate=0.5)
    model.jit_compile = True
    for one in model, other:
        train(one, X, Y, epochs=2, batch_size=100)
    assert model.jit_compile is True
    np.testing.assert_array_equal(weights_of(model), weights_of(other))


def test_an_interrupted_training_leaves_an_ordinary_model(monkeypatch):
    def interrupted(model, *_, **__):
        assert "train_step" in vars(model)
        raise KeyboardInterrupt

    model = compiled()
    monkeypatch.setattr(keras.Model, "fit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train(model, X, Y)
    assert "train_step" not in vars(model) and model.train_function is None


@pytest.mark.parametrize(
    "spoil, message",
    [
        ({"y": Y[:200]}, "x and y have 256 and 200 examples"),
        ({"x": X[:0], "y": Y[:0]}, "0 and 0 examples"),
        ({"y": Y + 7}, "labels from 7 to 8, but the model's classes are 0 to 1"),
        ({"y": Y.astype("float32") * np.nan}, "labels from nan"),
        ({"x": np.zeros((256, 3))}, "incompatible"),
    ],
)
def test_training_refuses(spoil, message):
    model = compiled()
    before = weights_of(model)
    with pytest.raises(ValueError, match=message):
        train(model, **{"x": X, "y": Y, **spoil})
    np.testing.assert_array_equal(weights_of(model), before)


def test_the_bar_shows_epochs_and_metrics_and_counts_from_the_first(monkeypatch, capsys):
    monkeypatch.setattr(training, "tqdm", functools.partial(tqdm, disable=False))
    train(compiled(), X, Y, epochs=5, initial_epoch=3)
    out, err = capsys.readouterr()
    assert "| 3/5 " in out and "| 5/5 " in out and "loss 0." in out and " 1/5 " not in out
    assert "\b" not in out and err == ""  # as Keras's own bar would leave in a page
