"""Training learns, repeats exactly, and returns what Keras returns."""

import subprocess
import sys

import keras
import numpy as np
import pytest

from companion.models import build_mlp
from companion.training import train


@pytest.fixture
def points():
    """256 points in the plane; the label says whether a point lies above the diagonal."""
    x = np.random.default_rng(0).uniform(-1, 1, (256, 2)).astype("float32")
    return x, (x[:, 1] > x[:, 0]).astype("uint8")


def compiled(rate=0.0):
    model = build_mlp([16], rate=rate, input_size=2, num_classes=2)
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
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
    with pytest.raises(ValueError, match="x has 256 examples and y has 200"):
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
