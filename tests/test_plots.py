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


def test_activations_are_drawn_on_one_scale():
    def scales(function, derivative):
        return [axis.get_ylim() for axis in plots.activation(function, derivative).axes]

    assert scales(np.sign, np.zeros_like) == scales(np.tanh, lambda x: 1 - np.tanh(x) ** 2)
    (low, high), _ = scales(lambda x: 3 * x, np.ones_like)
    assert low == -12 and high == 12  # what does not fit is not cut off


def test_a_jump_is_no_line():
    def derivative(x):
        return np.where(x > 0, 1.0, 0.2)

    value, slope = plots.activation(lambda x: np.where(x > 0, x, x / 5), derivative).axes
    x, y = slope.lines[-1].get_data()
    (gap,) = np.flatnonzero(np.isnan(y))
    assert y[gap - 1] == 0.2 and y[gap + 1] == 1 and x[gap] == x[gap + 1] and 0 <= x[gap - 1] < x[gap] < 0.1
    assert not np.isnan(value.lines[-1].get_ydata()).any()  # a corner is none


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


def test_network_draws_ten_units_and_its_dots_cut_none():
    figure = plots.network([11, 10])
    axis = figure.axes[0]
    figure.draw_without_rendering()
    assert [len(column.get_offsets()) for column in axis.collections] == [6, 10]
    (dots,) = (text for text in axis.texts if text.get_text() == "⋮")
    box = dots.get_window_extent()
    radius = (axis.collections[0].get_sizes()[0] ** 0.5 / 2 + 1) * figure.dpi / 72
    for height in axis.transData.transform(axis.collections[0].get_offsets())[:, 1]:
        assert height - radius > box.y1 or height + radius < box.y0


def test_unit_draws_each_weight_on_the_wire_of_its_input():
    axis = plots.unit([1, 0.5, "x"], [-2, 3.25, "w"], bias=0.5, output=-1.5).axes[0]
    places = {text.get_text(): text.get_position() for text in axis.texts}
    assert list(places) == ["1", "−2", "0.5", "3.25", "x", "w", "Σ + 0.5", "−1.5"]
    for value, weight, wire in ("1", "−2", 1), ("0.5", "3.25", 2), ("x", "w", 3):
        start, end = axis.lines[wire].get_xydata()
        assert tuple(start) == places[value] and tuple(end) == places["Σ + 0.5"]
        share = places[weight][0] / end[0]
        np.testing.assert_allclose(places[weight], (1 - share) * start + share * end)


def test_unit_refuses_an_input_without_a_weight():
    with pytest.raises(ValueError):
        plots.unit([1, 2], [1], bias=0, output=1)


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


def test_layer_graph_draws_a_shared_layer_once_with_an_arrow_for_each_use():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    look = keras.layers.Dense(3, name="look")
    model = keras.Model([a, b], keras.layers.Subtract(name="minus")([look(a), look(b)]))
    figure = plots.layer_graph(model)
    places = boxes(figure)
    assert set(places) == {"a", "b", "look", "minus"}
    assert places["a"][0] == places["b"][0] < places["look"][0] < places["minus"][0]
    assert "look\n(3,)" in [text.get_text() for text in figure.axes[0].texts]
    arrows = [text for text in figure.axes[0].texts if not text.get_text()]
    assert len(arrows) == 2 + 2  # a and b to look, and look to minus, twice


def test_layer_graph_names_operations_that_are_no_layers():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    model = keras.Model([a, b], keras.layers.Dense(2, name="end")(keras.ops.abs(a - b)))
    places = boxes(plots.layer_graph(model))
    minus, size = (operation.name for operation in model.operations[2:4])
    assert places["a"][0] < places[minus][0] < places[size][0] < places["end"][0]


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


def test_figures_speak_spanish_where_they_are_told_to():
    with plt.rc_context():
        plots.use_style("es")
        figure = plots.training_curves({"loss": [2.0, 1.0], "val_loss": [2.1, 1.2]})
        plots.use_style()
    axis = figure.axes[0]
    assert [line.get_label() for line in axis.lines] == ["entrenamiento", "validación"]
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("época", "pérdida")
    assert plots.training_curves({"loss": [2.0]}).axes[0].get_xlabel() == "epoch"
