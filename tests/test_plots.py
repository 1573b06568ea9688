"""Figures show the data that they were given."""

import os

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest

from companion import plots
from companion.models import build_mlp


@pytest.fixture(autouse=True)
def no_figure_is_left_open():
    yield
    assert plt.get_fignums() == [], "a figure left open is shown twice in a notebook"


def test_image_grid_shows_each_image_under_its_title():
    images = np.random.default_rng(0).integers(0, 256, (7, 28, 28), dtype="uint8")
    figure = plots.image_grid(images, titles="abcdefg", columns=3)
    assert len(figure.axes) == 9
    for axis, image, title in zip(figure.axes, images, "abcdefg", strict=False):
        np.testing.assert_array_equal(axis.images[0].get_array(), image)
        assert axis.get_title() == title
    assert not figure.axes[7].images


def test_image_grid_takes_colour_and_a_single_image():
    assert len(plots.image_grid(np.zeros((1, 32, 32, 3))).axes) == 1


@pytest.mark.parametrize(
    "images, titles", [(np.zeros((28, 28)), None), ([], None), (np.zeros((2, 3, 3)), "a")]
)
def test_image_grid_refuses(images, titles):
    with pytest.raises(ValueError):
        plots.image_grid(images, titles)


def test_training_curves_draws_every_metric():
    history = {"loss": [3, 2], "accuracy": [0.1, 0.2], "val_loss": [4, 3], "val_accuracy": [0.3, 0.4]}
    figure = plots.training_curves(history)
    drawn = {axis.get_ylabel(): [list(line.get_ydata()) for line in axis.lines] for axis in figure.axes}
    assert drawn == {"loss": [[3, 2], [4, 3]], "accuracy": [[0.1, 0.2], [0.3, 0.4]]}
    assert list(figure.axes[0].lines[0].get_xdata()) == [1, 2]


@pytest.mark.parametrize("history", [{}, {"loss": []}])
def test_training_curves_refuses_an_empty_history(history):
    with pytest.raises(ValueError, match="no epoch"):
        plots.training_curves(history)


def test_activation_draws_function_and_derivative():
    figure = plots.activation(np.square, lambda x: 2 * x, title="square", limit=2)
    for axis, expected in zip(figure.axes, (np.square, lambda x: 2 * x), strict=True):
        x, y = axis.lines[-1].get_data()
        assert x[0] == -2 and x[-1] == 2
        np.testing.assert_allclose(y, expected(x))


def test_descent_path_draws_curve_and_path():
    figure = plots.descent_path(np.square, [2.0, 1.0, -0.5], limits=(-3, 3))
    curve, path, start, end = figure.axes[0].lines
    np.testing.assert_allclose(curve.get_ydata(), curve.get_xdata() ** 2)
    np.testing.assert_allclose(path.get_xydata(), [[2, 4], [1, 1], [-0.5, 0.25]])
    assert start.get_xydata().tolist() == [[2, 4]] and end.get_xydata().tolist() == [[-0.5, 0.25]]


@pytest.mark.parametrize("path", [[], [1.0, np.nan], [1.0, np.inf], [[1.0]]])
def test_descent_path_refuses(path):
    with pytest.raises(ValueError, match="finite numbers"):
        plots.descent_path(np.square, path)


def test_network_draws_units_and_connections():
    axis = plots.network([784, 3, 2], names=["in", "hidden", "out"]).axes[0]
    assert [len(column.get_offsets()) for column in axis.collections] == [6, 3, 2]
    assert len(axis.lines) == 6 * 3 + 3 * 2
    assert {"784", "3", "2", "in", "hidden", "out"} <= {text.get_text() for text in axis.texts}


@pytest.mark.parametrize("units, names", [([], None), ([3, 0], None), ([3, 2], ["in"])])
def test_network_refuses(units, names):
    with pytest.raises(ValueError):
        plots.network(units, names)


def boxes(figure):
    return {
        text.get_text().split("\n")[0]: text.get_position()
        for text in figure.axes[0].texts
        if text.get_text()
    }


def test_layers_draws_a_row_from_left_to_right():
    figure = plots.layers(build_mlp([3], input_size=4, num_classes=2))
    places = boxes(figure)
    assert len(places) == 5
    assert sorted(x for x, _ in places.values()) == [x for x, _ in places.values()]
    arrows = [text for text in figure.axes[0].texts if not text.get_text()]
    assert len(arrows) == 4


def test_layers_draws_a_shared_layer_once():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    look = keras.layers.Dense(3, name="look")
    model = keras.Model([a, b], keras.layers.Subtract(name="minus")([look(a), look(b)]))
    figure = plots.layers(model)
    places = boxes(figure)
    assert set(places) == {"a", "b", "look", "minus"}
    assert places["a"][0] == places["b"][0] < places["look"][0] < places["minus"][0]
    assert "look\n(3,)" in [text.get_text() for text in figure.axes[0].texts]


def test_layers_refuses_a_model_without_shapes():
    with pytest.raises(ValueError, match="not built"):
        plots.layers(keras.Sequential([keras.layers.Dense(3)]))


def test_confusion_matrix_writes_the_counts_and_colours_only_mistakes():
    axis = plots.confusion_matrix([[5, 1, 0], [2, 6, 0], [0, 0, 7]]).axes[0]
    assert [int(text.get_text()) for text in axis.texts] == [5, 1, 0, 2, 6, 0, 0, 0, 7]
    np.testing.assert_array_equal(axis.images[0].get_array(), [[0, 1, 0], [2, 0, 0], [0, 0, 0]])


def test_confusion_matrix_refuses_what_is_not_square():
    with pytest.raises(ValueError, match="square"):
        plots.confusion_matrix(np.zeros((2, 3)))


def test_figures_are_the_same_file_twice(tmp_path):
    files = []
    for name in "ab":
        figure = plots.descent_path(np.square, [2.0, 1.0])
        with plt.rc_context(plots.STYLE):
            figure.savefig(tmp_path / f"{name}.svg", metadata={"Date": None})
        files.append((tmp_path / f"{name}.svg").read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize("failure", [OSError("no dot"), AssertionError("dot returned 1")])
def test_a_model_is_drawn_without_a_working_graphviz(failure, monkeypatch):
    def create(*_, **__):
        raise failure

    monkeypatch.setattr(pytest.importorskip("pydot").Dot, "create", create)
    drawn = plots.plot_model(build_mlp([3], input_size=4, num_classes=2))
    assert isinstance(drawn, plt.Figure)


def test_a_notebook_shows_figures_where_a_server_draws_into_files(run_in_kernel):
    messages = run_in_kernel(
        "from companion import plots\nimport matplotlib.pyplot as plt\nplots.use_style()\n_ = plt.plot([1])",
        env={**os.environ, "MPLBACKEND": "Agg"},
    )
    shown = [message["content"]["data"] for message in messages if message["msg_type"] == "display_data"]
    assert ["image/svg+xml" in data for data in shown] == [True]
