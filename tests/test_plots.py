"""Figures show the data that they were given."""

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


def test_image_grid_has_one_scale_for_pixels():
    pixels = np.array([[[0, 255]], [[0, 51]], [[51, 51]]], dtype="uint8")
    images = [axis.images[0] for axis in plots.image_grid(pixels).axes if axis.images]
    shown = [image.to_rgba(image.get_array())[0, :, 0].tolist() for image in images]
    assert shown[0] == [1, 0] and shown[1] == [1, shown[2][0]] and 0 < shown[1][1] < 1


@pytest.mark.parametrize("images, titles", [(np.zeros((28, 28)), None), ([], None)])
def test_image_grid_refuses(images, titles):
    with pytest.raises(ValueError):
        plots.image_grid(images, titles)


def test_training_curves_draws_every_metric():
    history = {"loss": [3, 2], "accuracy": [0.1, 0.2], "val_loss": [4, 3], "val_accuracy": [0.3, 0.4]}
    figure = plots.training_curves(history)
    drawn = {axis.get_ylabel(): [list(line.get_ydata()) for line in axis.lines] for axis in figure.axes}
    assert drawn == {"loss": [[3, 2], [4, 3]], "accuracy": [[0.1, 0.2], [0.3, 0.4]]}
    assert list(figure.axes[0].lines[0].get_xdata()) == [1, 2]


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


def test_descent_path_refuses_a_path_that_diverged():
    with pytest.raises(ValueError, match="finite numbers"):
        plots.descent_path(np.square, [1.0, np.inf])


def test_network_draws_units_and_connections():
    axis = plots.network([784, 3, 2], names=["in", "hidden", "out"]).axes[0]
    assert [len(column.get_offsets()) for column in axis.collections] == [6, 3, 2]
    assert len(axis.lines) == 6 * 3 + 3 * 2
    assert {"784", "3", "2", "in", "hidden", "out"} <= {text.get_text() for text in axis.texts}


def boxes(figure):
    return {
        text.get_text().split("\n")[0]: text.get_position()
        for text in figure.axes[0].texts
        if text.get_text()
    }


def test_layer_graph_draws_a_row_from_left_to_right():
    figure = plots.layer_graph(build_mlp([3], input_size=4, num_classes=2))
    places = boxes(figure)
    assert len(places) == 5
    assert sorted(x for x, _ in places.values()) == [x for x, _ in places.values()]
    arrows = [text for text in figure.axes[0].texts if not text.get_text()]
    assert len(arrows) == 4


def test_layer_graph_draws_a_shared_layer_once():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    look = keras.layers.Dense(3, name="look")
    model = keras.Model([a, b], keras.layers.Subtract(name="minus")([look(a), look(b)]))
    figure = plots.layer_graph(model)
    places = boxes(figure)
    assert set(places) == {"a", "b", "look", "minus"}
    assert places["a"][0] == places["b"][0] < places["look"][0] < places["minus"][0]
    assert "look\n(3,)" in [text.get_text() for text in figure.axes[0].texts]


def test_layer_graph_refuses_a_model_without_shapes():
    with pytest.raises(ValueError, match="not built"):
        plots.layer_graph(keras.Sequential([keras.layers.Dense(3)]))


def test_confusion_matrix_writes_the_counts_and_colours_only_mistakes():
    axis = plots.confusion_matrix([[5, 1, 0], [2, 6, 0], [0, 0, 7]]).axes[0]
    assert [int(text.get_text()) for text in axis.texts] == [5, 1, 0, 2, 6, 0, 0, 0, 7]
    np.testing.assert_array_equal(axis.images[0].get_array(), [[0, 1, 0], [2, 0, 0], [0, 0, 0]])


def test_figures_are_the_same_file_twice(tmp_path):
    files = []
    for name in "ab":
        figure = plots.descent_path(np.square, [2.0, 1.0])
        with plt.rc_context(plots.STYLE):
            figure.savefig(tmp_path / f"{name}.svg", metadata={"Date": None})
        files.append((tmp_path / f"{name}.svg").read_bytes())
    assert files[0] == files[1]


def test_curves_are_given_arrays_of_their_own():
    def clipped(x):
        x[x < 0] = 0
        return x

    for axis in plots.activation(clipped, clipped).axes:
        assert axis.lines[-1].get_xdata()[0] == -4
    figure = plots.descent_path(clipped, [-1.0, 2.0], limits=(-3, 3))
    assert [line.get_xdata()[0] for line in figure.axes[0].lines] == [-3, -1, -1, 2]


def test_use_style_changes_what_it_says_and_no_more():
    with plt.rc_context():
        before = dict(plt.rcParams)
        plots.use_style()
        changed = {name for name, value in plt.rcParams.items() if before[name] != value}
        assert changed <= set(plots.STYLE)
        assert all(plt.rcParams[name] == value for name, value in plots.STYLE.items())
