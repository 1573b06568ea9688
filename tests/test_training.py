"""Training learns, repeats exactly, and returns what Keras returns."""

import concurrent.futures
import subprocess
import sys

import keras
import numpy as np
import pytest

from companion import training
from companion.models import build_mlp
from companion.training import _fits_whole_epochs, train


@pytest.fixture
def points():
    """256 points in the plane; the label says whether a point lies above the diagonal."""
    x = np.random.default_rng(0).uniform(-1, 1, (256, 2)).astype("float32")
    return x, (x[:, 1] > x[:, 0]).astype("uint8")


def compiled(rate=0.0, **arguments):
    model = build_mlp([16], rate=rate, input_size=2, num_classes=2)
    adam, loss = keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy"
    model.compile(adam, loss, metrics=["accuracy"], **arguments)
    return model


def test_it_learns_and_returns_a_history(points):
    model = compiled()
    history = train(model, *points, epochs=20, batch_size=32, validation_data=points)
    assert isinstance(history, keras.callbacks.History)
    assert set(history.history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert len(history.history["loss"]) == 20
    assert history.history["val_accuracy"][-1] > 0.95
    assert model.optimizer.iterations == 20 * 8


def test_the_same_seed_gives_the_same_weights(points):
    def weights(seed):
        model = compiled(rate=0.3)
        train(model, *points, epochs=2, seed=seed)
        return np.concatenate([w.ravel() for w in model.get_weights()])

    np.testing.assert_array_equal(weights(1), weights(1))
    assert not np.array_equal(weights(1), weights(2))


def test_further_arguments_reach_fit(points):
    class StopAtOnce(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = True

    history = train(compiled(), *points, epochs=5, callbacks=[StopAtOnce()], class_weight={0: 1.0, 1: 2.0})
    assert len(history.history["loss"]) == 1


def test_examples_without_label_are_an_error(points):
    x, y = points
    with pytest.raises(ValueError, match="x and y have 256 and 200 examples"):
        train(compiled(), x, y[:200], epochs=1)


def test_the_progress_bar_shows_epochs_and_metrics(monkeypatch):
    program = """
import numpy as np
from companion.models import build_mlp
from companion.training import train
model = build_mlp([4], input_size=2, num_classes=2)
model.compile("adam", "sparse_categorical_crossentropy")
train(model, np.zeros((8, 2), "float32"), np.zeros(8, "uint8"), epochs=3)
"""
    monkeypatch.delenv("TQDM_DISABLE")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "3/3" in run.stdout and "loss 0." in run.stdout
    assert "\b" not in run.stdout  # as Keras's own bar would leave in a page
    assert run.stderr == ""


# The fast way must calculate what plain fit calculates. In a fixed order and without dropout nothing is
# random, so the two give the same weights, but for rounding.

IMAGES = np.random.default_rng(1).random((75, 6, 6, 1)).astype("float32")
LABELS = np.random.default_rng(2).integers(0, 3, 75)
layers = keras.layers

HEAD = [layers.Dense(3, "softmax")]
NETWORKS = {
    "mlp": [layers.Flatten(), layers.Dense(8, "relu")],
    "batch normalisation": [layers.Flatten(), layers.Dense(8, use_bias=False), layers.BatchNormalization()],
    "convolution": [layers.Conv2D(4, 3, activation="relu"), layers.MaxPooling2D(2), layers.Flatten()],
    "recurrence": [layers.Reshape((6, 6)), layers.SimpleRNN(5)],
    "penalty": [layers.Flatten(), layers.Dense(8, kernel_regularizer="l2")],
}
LOSSES = "categorical_crossentropy", "mse", "mae", "binary_crossentropy", "huber", "kl_divergence"
OPTIMIZERS = "sgd", "adam", "rmsprop", "adagrad", "adadelta", "adamw", "adamax", "nadam", "ftrl", "lion"


def both_ways(network="mlp", optimizer="adam", loss="sparse_categorical_crossentropy", y=LABELS, **arguments):
    """Train the same network both ways, in the order of the data; return both models and histories."""
    results = []
    for fit in train, keras.Model.fit:
        keras.utils.set_random_seed(0)
        configs = [layers.deserialize(layers.serialize(layer)) for layer in NETWORKS[network] + HEAD]
        model = keras.Sequential([keras.Input((6, 6, 1)), *configs])
        model.compile(optimizer, loss, metrics=["accuracy"], weighted_metrics=["accuracy"])
        options = {"epochs": 3, "batch_size": 16, "shuffle": False, "verbose": 0, **arguments}
        results.append((model, fit(model, IMAGES, y, **options).history))
    return results


def assert_same(results):
    (fast, fast_history), (plain, plain_history) = results
    assert fast_history.keys() == plain_history.keys()
    for name, values in plain_history.items():
        np.testing.assert_allclose(fast_history[name], values, rtol=2e-3, atol=1e-4, err_msg=name)
    for ours, theirs in zip(fast.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-2, atol=2e-4)
    assert fast.optimizer.iterations == plain.optimizer.iterations


@pytest.fixture
def fast_way(monkeypatch):
    """Fail if training takes the plain way."""
    really = training._fit_whole_epochs
    taken = []
    monkeypatch.setattr(training, "_fit_whole_epochs", lambda *a: taken.append(1) or really(*a))
    yield
    assert taken


@pytest.mark.parametrize("network", NETWORKS)
def test_fast_and_plain_agree_for_every_kind_of_layer(network, fast_way):
    assert_same(both_ways(network))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_fast_and_plain_agree_for_every_optimizer(optimizer, fast_way):
    assert_same(both_ways(optimizer=optimizer))


@pytest.mark.parametrize("loss", LOSSES)
def test_fast_and_plain_agree_for_other_losses(loss, fast_way):
    assert_same(both_ways(loss=loss, y=np.eye(3)[LABELS]))


@pytest.mark.parametrize(
    "arguments",
    [
        {"sample_weight": np.linspace(0, 2, 75)},
        {"validation_data": (IMAGES[:20], LABELS[:20])},
        {"validation_split": 0.3},
        {"batch_size": 100},
        {"batch_size": 25},
        {"batch_size": 1, "epochs": 1},
        {"initial_epoch": 1},
    ],
    ids=lambda arguments: next(iter(arguments)),
)
def test_fast_and_plain_agree_for_the_arguments_of_fit(arguments, fast_way):
    assert_same(both_ways(**arguments))


@pytest.mark.parametrize("form", [dict, list])
def test_fast_and_plain_agree_for_two_inputs(form, fast_way):
    results = []
    for fit in train, keras.Model.fit:
        keras.utils.set_random_seed(0)
        a, b = keras.Input((36,), name="a"), keras.Input((36,), name="b")
        model = keras.Model(
            {"a": a, "b": b} if form is dict else [a, b], layers.Dense(1)(layers.Concatenate()([a, b]))
        )
        model.compile("sgd", "mse")
        x = {"a": IMAGES.reshape(75, 36), "b": 1 - IMAGES.reshape(75, 36)}
        x = x if form is dict else list(x.values())
        results.append(
            (model, fit(model, x, LABELS, epochs=2, batch_size=16, shuffle=False, verbose=0).history)
        )
    assert_same(results)


def test_callbacks_of_epochs_work_the_fast_way(fast_way, tmp_path):
    rates = []
    callbacks = [
        keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1)),
        keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: rates.append(logs["learning_rate"])),
        keras.callbacks.ModelCheckpoint(tmp_path / "{epoch}.keras"),
        keras.callbacks.EarlyStopping("loss", patience=0, min_delta=10),
    ]
    (_, history), _ = both_ways(epochs=5, callbacks=callbacks)
    np.testing.assert_allclose(rates[:2], [0.1, 0.05])
    assert len(history["loss"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.keras", "2.keras"]


def test_a_model_that_keras_compiles_with_xla_agrees_and_stays_so(fast_way, points):
    """As every model on a GPU is: XLA has no way to shuffle."""
    model, other = compiled(rate=0.5), compiled(rate=0.5)
    model.jit_compile = True
    for one in model, other:
        train(one, *points, epochs=2, batch_size=100)
    assert model.jit_compile is True and model.optimizer.iterations == 6
    for found, expected in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_fast_and_plain_agree_where_gradients_accumulate(fast_way):
    optimizer = {"class_name": "SGD", "config": {"gradient_accumulation_steps": 2, "learning_rate": 0.1}}
    assert_same(both_ways(optimizer=optimizer))


def test_a_metric_of_several_numbers_is_left_out_of_the_bar(fast_way):
    model = build_mlp([], input_size=36, num_classes=3)
    model.compile("sgd", "categorical_crossentropy", metrics=[keras.metrics.F1Score()])
    history = train(model, IMAGES.reshape(75, 36), np.eye(3)[LABELS]).history
    assert np.shape(history["f1_score"]) == (1, 3)


@pytest.mark.parametrize(
    "layer", [layers.RandomFlip(), layers.RandomRotation(0.1), layers.Lambda(lambda x: tf_function_of(x))]
)
def test_a_layer_that_xla_does_not_compile_is_trained_all_the_same(layer, fast_way):
    model = keras.Sequential([keras.Input((6, 6, 1)), layer, layers.Flatten(), *HEAD])
    model.compile("sgd", "sparse_categorical_crossentropy")
    assert np.isfinite(train(model, IMAGES, LABELS, batch_size=16).history["loss"]).all()


def tf_function_of(x):
    import tensorflow as tf

    return tf.ensure_shape(tf.numpy_function(np.copy, [x], tf.float32), x.shape)


def test_threads_that_train_at_once_each_get_what_one_alone_gets(points):
    def weights():
        model = compiled(rate=0.5)
        train(model, *points, epochs=2, batch_size=16)
        model.fit(*points, shuffle=False, verbose=0)  # with the dropout of Keras
        return model.get_weights()

    alone = weights()
    with concurrent.futures.ThreadPoolExecutor() as executor:
        for future in [executor.submit(weights) for _ in range(3)]:
            for found, expected in zip(future.result(), alone, strict=True):
                np.testing.assert_array_equal(found, expected)


def arrays_and(callbacks=(), **arguments):
    return _fits_whole_epochs(compiled(), np.zeros((4, 2)), np.zeros(4), callbacks, arguments)


def test_what_needs_single_batches_goes_the_plain_way(points, tmp_path, monkeypatch):
    assert arrays_and()
    assert not arrays_and([keras.callbacks.ModelCheckpoint(tmp_path / "x.keras", save_freq=10)])
    assert not _fits_whole_epochs(compiled(steps_per_execution=2), *points, [], {})
    assert not arrays_and([keras.callbacks.LambdaCallback(on_train_batch_end=print)])
    assert not arrays_and([keras.callbacks.TerminateOnNaN()])
    assert not arrays_and(steps_per_epoch=2)
    assert not arrays_and(class_weight={0: 2.0})
    assert not arrays_and(sample_weight=[1, 1, 1, 1])
    assert not arrays_and(shuffle="batch")
    assert not _fits_whole_epochs(compiled(run_eagerly=True), *points, [], {})
    own = compiled()
    own.train_step = own.train_step
    assert not _fits_whole_epochs(own, *points, [], {})
    assert not _fits_whole_epochs(compiled(), np.array([["text"]]), None, [], {})
    assert not _fits_whole_epochs(compiled(), iter([]), None, [], {})
    monkeypatch.setattr(training, "MEMORY_LIMIT", 8)
    assert not arrays_and()


def test_a_generator_is_trained_the_plain_way(points):
    def batches():
        while True:
            yield points

    history = train(compiled(), batches(), epochs=2, steps_per_epoch=3, shuffle=False)
    assert len(history.history["loss"]) == 2


def test_the_batch_size_holds_both_ways_and_validation_data_keep_every_example(points):
    fast, plain = compiled(), compiled(run_eagerly=True)
    train(fast, *points, batch_size=64, validation_split=0.5, validation_data=points)
    train(plain, *points, batch_size=64)
    assert fast.optimizer.iterations == plain.optimizer.iterations == 4


def test_every_epoch_has_an_order_of_its_own():
    first, second, again = (training._order(100, 0, updates).numpy() for updates in (0, 7, 0))
    assert sorted(first) == sorted(second) == list(range(100))
    assert not np.array_equal(first, second) and not np.array_equal(first, np.arange(100))
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(training._order(100, None, 7), np.arange(100))


def test_shuffling_reaches_the_network(points):
    def weights(**arguments):
        model = compiled()
        train(model, *points, epochs=2, batch_size=16, **arguments)
        return model.get_weights()[0]

    assert not np.allclose(weights(), weights(shuffle=False))


def test_dropout_uses_the_generator_that_xla_makes_fast(points, monkeypatch):
    """Keras calls `tf.nn.experimental.stateless_dropout`; if it stops, dropout is slow again."""
    import tensorflow as tf

    algorithms = []
    really = tf.nn.experimental.stateless_dropout

    def dropout(*arguments, rng_alg="auto_select", **keywords):
        algorithms.append(rng_alg)
        return really(*arguments, rng_alg=rng_alg, **keywords)

    monkeypatch.setattr(tf.nn.experimental, "stateless_dropout", dropout)
    train(compiled(rate=0.5), *points, epochs=1)
    assert "threefry" in algorithms


def test_dropout_works_beside_a_convolution(fast_way):
    """Without XLA, which is no good at convolutions, TensorFlow's own generator has to be used."""
    model = keras.Sequential([keras.Input((6, 6, 1)), layers.Conv2D(4, 3), layers.Flatten()])
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(3, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    history = train(model, IMAGES, LABELS, epochs=2, batch_size=16).history
    assert np.isfinite(history["loss"]).all()


def test_fast_saved_loaded_plain_and_back(points, tmp_path):
    model = compiled(rate=0.2)
    train(model, *points, epochs=2)
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(loaded.predict(points[0], verbose=0), model.predict(points[0], verbose=0))
    loaded.fit(*points, epochs=2, batch_size=128, verbose=0)
    assert loaded.optimizer.iterations == 8
    loaded.save(tmp_path / "again.keras")
    again = keras.models.load_model(tmp_path / "again.keras")
    train(again, *points, epochs=2)
    assert again.optimizer.iterations == 12


def test_a_trained_model_is_an_ordinary_one(points):
    model = compiled()
    train(model, *points, epochs=1)
    assert "train_step" not in vars(model)
    model.fit(*points, epochs=1, verbose=0)  # batch size 32
    assert model.optimizer.iterations == 2 + 8


def test_an_interrupted_training_leaves_an_ordinary_model(points):
    class Interrupt(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            raise KeyboardInterrupt

    model = compiled()
    with pytest.raises(KeyboardInterrupt):
        train(model, *points, epochs=3, callbacks=[Interrupt()])
    assert "train_step" not in vars(model)
    model.fit(*points, epochs=1, verbose=0)
