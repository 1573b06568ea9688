"""Draw the figures of the book. Every function returns a Figure, which a notebook shows."""

import itertools
import math
import sys
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np

# Okabe and Ito's colours, which people without full colour vision can tell apart.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"

STYLE = {
    "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, PURPLE]),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#dddddd",
    "axes.axisbelow": True,
    "figure.facecolor": "white",  # legible on a dark page too
    "figure.constrained_layout.use": True,
    "lines.linewidth": 2,
    "legend.frameon": False,
    "svg.hashsalt": "companion",  # the same figure gives the same file
}

SPANISH = {"training": "entrenamiento", "validation": "validación", "epoch": "época", "loss": "pérdida",
           "accuracy": "exactitud", "value": "valor", "derivative": "derivada", "start": "comienzo",
           "end": "final", "predicted digit": "dígito predicho", "true digit": "dígito real"}  # fmt: skip
words = dict(zip(SPANISH, SPANISH, strict=True))  # what stands in figures, in another language than English


def use_style(language="en"):
    """Give every later figure the look of the book; in a notebook, draw it as SVG.

    Args:
        language: of the words in the figures, "en" or "es".

    Example:
        >>> use_style()
        >>> plt.rcParams["axes.grid"]
        True
    """
    words.update(SPANISH if language == "es" else zip(SPANISH, SPANISH, strict=True))
    plt.rcParams.update(STYLE)
    if "ipykernel" in sys.modules:
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats("svg", metadata={"Date": None})


def _subplots(*args, **kwargs):
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(*args, **kwargs)
    plt.close(figure)  # so that a notebook shows what is returned, once
    return figure, axes


def image_grid(images, titles=None, *, columns=5):
    """Draw images in a grid, row by row.

    Args:
        images: array of numbers, of shape `(n, height, width)` or, in colour, `(n, height, width, 3)`. Grey
            uint8 goes from 0, white, to 255, black; with other numbers, each image has a scale of its own.
        titles: sequence of n things to print above the images, or None.
        columns: int, the number of images in a row.

    Returns:
        `matplotlib.figure.Figure`.

    Raises:
        ValueError: if `images` has another shape, as a single image has, or is empty.

    Example:
        >>> figure = image_grid(np.zeros((7, 28, 28)), titles=range(7))
        >>> len(figure.axes), figure.axes[6].get_title()
        (10, '6')
    """
    images = np.asarray(images)
    if images.ndim not in (3, 4) or images.size == 0 or (images.ndim == 4 and images.shape[3] not in (1, 3)):
        raise ValueError(
            f"image_grid wants images of shape (n, height, width), or with 3 colours, got {images.shape}"
        )
    scale = {"vmin": 0, "vmax": 255} if images.dtype == np.uint8 else {}
    columns = min(columns, len(images))
    rows = math.ceil(len(images) / columns)
    height = 1.1 if titles is None else 1.35
    figure, axes = _subplots(rows, columns, figsize=(1.1 * columns, height * rows), squeeze=False)
    for index, axis in enumerate(axes.flat):
        axis.set_axis_off()
        if index < len(images):
            axis.imshow(images[index], cmap="gray_r", interpolation="none", **scale)
            if titles is not None:
                axis.set_title(str(titles[index]), fontsize=10)
    return figure


def training_curves(history):
    """Draw loss and accuracy over the epochs, for training and, if it is there, validation.

    Args:
        history: `keras.callbacks.History`, or its dictionary of lists.

    Returns:
        `matplotlib.figure.Figure` with one panel for each metric.

    Example:
        >>> figure = training_curves({"loss": [2.0, 1.0], "val_loss": [2.1, 1.2]})
        >>> [line.get_label() for line in figure.axes[0].lines]
        ['training', 'validation']
    """
    curves = getattr(history, "history", history)
    metrics = [name for name in curves if not name.startswith("val_") and name != "learning_rate"]
    figure, axes = _subplots(1, len(metrics), figsize=(4 * len(metrics), 3), squeeze=False)
    for axis, metric in zip(axes.flat, metrics, strict=True):
        for name, label, style in (metric, "training", "o-"), (f"val_{metric}", "validation", "s--"):
            if name in curves:
                axis.plot(range(1, len(curves[name]) + 1), curves[name], style, label=words[label], ms=4)
        axis.set(xlabel=words["epoch"], ylabel=words.get(metric, metric))
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.legend()
    return figure


def activation(function, derivative, *, title="", limit=4.0):
    """Draw an activation function beside its derivative.

    All have the same two scales, so that they can be compared: only what does not fit gets a larger one.
    Where a curve jumps, its line is broken.

    Args:
        function: maps a float64 array of shape `(n,)` to one of the same shape.
        derivative: likewise.
        title: text above the figure.
        limit: float; the inputs run from `-limit` to `limit`.

    Returns:
        `matplotlib.figure.Figure`.

    Example:
        >>> figure = activation(np.tanh, lambda x: 1 - np.tanh(x) ** 2, title="tanh")
        >>> figure.axes[0].get_ylim() == activation(np.sin, np.cos).axes[0].get_ylim()
        True
    """
    x = np.linspace(-limit, limit, 401)
    figure, axes = _subplots(1, 2, figsize=(7, 2.4))
    panels = ("value", function, BLUE, -2.2, 4.4), ("derivative", derivative, ORANGE, -0.3, 2.1)
    for axis, (label, curve, color, low, high) in zip(axes, panels, strict=True):
        axis.axhline(0, color="#888888", lw=0.8)
        axis.axvline(0, color="#888888", lw=0.8)
        y = np.array(curve(x.copy()), dtype=float)
        axis.plot(*_broken_at_jumps(x, y), color=color)
        axis.set(xlabel="x", title=f"{title}: {words[label]}" if title else words[label])
        axis.set_ylim(min(low, y.min()), max(high, y.max()))
    return figure


def _broken_at_jumps(x, y):
    """Return a curve with a gap, a `nan`, wherever it rises or falls far more than on both sides of there."""
    steps = np.pad(np.abs(np.diff(y)), 1)
    jumps = 1 + np.flatnonzero(steps[1:-1] > 0.05 + 5 * np.maximum(steps[:-2], steps[2:]))
    return np.insert(x, jumps, x[jumps]), np.insert(y, jumps, np.nan)


def descent_path(function, path, *, limits=None):
    """Draw a curve and the steps of gradient descent along it.

    Args:
        function: maps a float64 array of shape `(n,)` to one of the same shape.
        path: the points visited, array of shape `(steps + 1,)`, the start first.
        limits: `(low, high)`, the part of the x axis to show; by default, around the path.

    Returns:
        `matplotlib.figure.Figure`; the start is a square and the end is a star.

    Raises:
        ValueError: if `path` leaves the finite numbers, as it does where the steps are too large.

    Example:
        >>> figure = descent_path(np.square, [2.0, 1.0, 0.5])
        >>> len(figure.axes[0].lines[1].get_xdata())
        3
    """
    path = np.asarray(path, dtype=float)
    if not np.isfinite(path).all():
        raise ValueError(f"the path leaves the finite numbers: {path}")
    low, high = (path.min() - 1, path.max() + 1) if limits is None else limits
    x = np.linspace(low, high, 401)
    heights = function(path.copy())
    figure, axis = _subplots(figsize=(5, 3))
    axis.plot(x, function(x.copy()), color="#888888")
    _walk(axis, path, heights)
    axis.set(xlabel="x", ylabel="f(x)", xlim=(low, high))
    axis.legend()
    return figure


def contours(function, paths, *, limits):
    """Draw the level lines of a function of two numbers, and paths over them, each in a panel of its own.

    All panels have the same two scales and the same level lines.

    Args:
        function: maps two float64 arrays of one shape to a third.
        paths: dict of a title to the points visited, array of shape `(steps + 1, 2)`, the start first.
        limits: `(low, high)`, the part of both axes to show, or two such pairs, the horizontal axis first.

    Returns:
        `matplotlib.figure.Figure`; a start is a square and an end is a star. What leaves the limits is cut.

    Example:
        >>> figure = contours(lambda x, y: x**2 + y**2, {"straight": [[2, 2], [1, 1]]}, limits=(-3, 3))
        >>> figure.axes[0].get_title(), figure.axes[0].lines[0].get_xdata().tolist()
        ('straight', [2.0, 1.0])
    """
    across, up = np.broadcast_to(limits, (2, 2))
    x, y = np.meshgrid(np.linspace(*across, 61), np.linspace(*up, 61))
    z = function(x.copy(), y.copy())
    figure, axes = _subplots(1, len(paths), figsize=(max(2 * len(paths), 4), 3), squeeze=False, sharey=True)
    for axis, (title, path) in zip(axes.flat, paths.items(), strict=True):
        axis.contour(
            x, y, z, np.unique(np.quantile(z, np.linspace(0, 1, 12))), colors="#999999", linewidths=0.7
        )
        _walk(axis, *np.transpose(np.asarray(path, dtype=float)))
        axis.set(xlim=across, ylim=up, title=title)
    axes[0, 0].legend()
    return figure


def _walk(axis, x, y):
    axis.plot(x, y, "o-", color=BLUE, lw=1, ms=4)
    axis.plot(x[0], y[0], "s", color=ORANGE, ms=8, label=words["start"])
    axis.plot(x[-1], y[-1], "*", color=GREEN, ms=13, label=words["end"])


def network(units, names=None):
    """Draw a fully connected network: one column of boxes for the input, of circles for each layer.

    Of a layer with more than ten units, the first three and the last three are drawn, and dots between them.

    Args:
        units: sequence of int, the number of units in each layer, the input first.
        names: sequence of text to write below each layer, or None.

    Returns:
        `matplotlib.figure.Figure`.

    Example:
        >>> figure = network([784, 512, 10], names=["input", "hidden", "output"])
        >>> [text.get_text() for text in figure.axes[0].texts if "512" in text.get_text()]
        ['512']
    """
    figure, axis = _subplots(figsize=(1.9 * max(len(units), 2), 3.2))
    columns = []
    for position, count in enumerate(units):
        heights = [3.5, 2.5, 1.5, -1.5, -2.5, -3.5] if count > 10 else _centred(count)
        columns.append([(2 * position, height * (0.5 if count > 6 else 0.8)) for height in heights])
    for left, right in itertools.pairwise(columns):
        for start in left:
            for end in right:
                axis.plot(*zip(start, end, strict=True), color="#999999", lw=0.6, zorder=1)
    for position, (count, column) in enumerate(zip(units, columns, strict=True)):
        marker = "o" if position else "s"
        axis.scatter(*zip(*column, strict=True), 150, "white", marker=marker, ec=BLUE, lw=2, zorder=2)
        if count > 10:
            axis.text(2 * position, 0, "⋮", ha="center", va="center", fontsize=15, zorder=3)
        axis.text(2 * position, 2.6, f"{count:,}", ha="center", weight="bold")
        if names is not None:
            axis.text(2 * position, -2.9, names[position], ha="center")
    axis.set(xlim=(-1, 2 * len(units) - 1), ylim=(-3.2, 3))
    axis.set_axis_off()
    return figure


def _centred(count):
    return [(count - 1) / 2 - i for i in range(count)]


def unit(inputs, weights, bias, output):
    """Draw one unit: its inputs, a weight on each wire, the sum with its bias, and what comes out.

    Args:
        inputs: sequence of numbers or text, from top to bottom.
        weights: sequence of numbers or text, as long as `inputs`.
        bias: number or text.
        output: number or text. It is drawn as it is given, not worked out.

    Returns:
        `matplotlib.figure.Figure`.

    Raises:
        ValueError: if there are not as many weights as inputs.

    Example:
        >>> figure = unit([1.0, 0.5], [2.0, -1.0], bias=-0.25, output="y")
        >>> [text.get_text() for text in figure.axes[0].texts]
        ['1', '2', '0.5', '−1', 'Σ − 0.25', 'y']
    """
    style = {"ha": "center", "va": "center", "zorder": 3}
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    figure, axis = _subplots(figsize=(4.5, 0.5 + 0.6 * len(inputs)))
    axis.plot([2, 3.2], [0, 0], color="#999999", lw=1.2, zorder=1)
    for height, value, weight in zip(_centred(len(inputs)), inputs, weights, strict=True):
        axis.plot([0, 2], [height, 0], color="#999999", lw=1.2, zorder=1)
        axis.text(0, height, _short(value), bbox=box | {"edgecolor": "#999999", "pad": 4}, **style)
        axis.text(0.8, 0.6 * height, _short(weight), color=ORANGE, bbox=box, **style)
    total = f"Σ + {_short(bias)}".replace("+ −", "− ")
    circle = {"boxstyle": "circle,pad=0.3", "facecolor": "white", "edgecolor": BLUE, "linewidth": 2}
    axis.text(2, 0, total, bbox=circle, **style)
    axis.text(3.2, 0, _short(output), weight="bold", bbox=box, **style)
    axis.set(xlim=(-0.4, 3.6), ylim=(-len(inputs) / 2 - 0.2, len(inputs) / 2 + 0.2))
    axis.set_axis_off()
    return figure


def _short(value):
    return value if isinstance(value, str) else f"{value:g}".replace("-", "−")


def layer_graph(model):
    """Draw a model's layers as boxes and their connections as arrows, from left to right.

    Args:
        model: a built `keras.Sequential` or functional `keras.Model`.

    Returns:
        `matplotlib.figure.Figure`; each box holds a layer's name and the shape of its output for one example.

    Raises:
        ValueError: if the model is not built, so that its layers have no shapes yet.

    Example:
        >>> from companion.models import build_mlp
        >>> figure = layer_graph(build_mlp([8], input_size=4, num_classes=2))
        >>> len(figure.axes[0].texts)
        9
    """
    import keras

    if not model.built:
        raise ValueError("this model is not built: give it a keras.Input first")
    model = keras.Model(model.inputs, model.outputs)  # of a Sequential model, too
    nodes = {layer["name"]: layer["inbound_nodes"] for layer in model.get_config()["layers"]}
    shapes = {node.name: tuple(node.output.shape[1:]) for node in model.operations}  # of `keras.ops`, too
    sources = {name: Counter(_names_in(inbound)) for name, inbound in nodes.items()}
    columns, depths = {}, {}
    for name in sources:  # every layer comes after those that it takes its input from
        depths[name] = 1 + max((depths[source] for source in sources[name]), default=-1)
        columns.setdefault(depths[name], []).append(name)
    rows = max(map(len, columns.values()))
    figure, axis = _subplots(figsize=(1.45 * len(columns), 0.4 + 0.7 * rows))
    style = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": BLUE, "linewidth": 1.5}
    boxes = {}
    for depth, column in columns.items():
        for name, height in zip(column, _centred(len(column)), strict=True):
            place, label = (1.9 * depth, height), f"{name}\n{shapes[name]}"
            boxes[name] = axis.text(*place, label, ha="center", va="center", fontsize=8, bbox=style)
    for name, box in boxes.items():
        for source, uses in sources[name].items():
            ends = {"patchA": boxes[source].get_bbox_patch(), "patchB": box.get_bbox_patch()}
            for bend in _centred(uses):  # one arrow a use of a shared layer
                arrow = {
                    "arrowstyle": "->",
                    "color": "#555555",
                    "connectionstyle": f"arc3,rad={bend}",
                    **ends,
                }
                axis.annotate("", box.get_position(), boxes[source].get_position(), arrowprops=arrow)
    axis.set(xlim=(-1, 1.9 * len(columns) - 0.9), ylim=(-rows / 2 - 0.2, rows / 2 + 0.2))
    axis.set_axis_off()
    return figure


def _names_in(nested):
    """Yield the names of the layers whose outputs a part of a model's configuration names."""
    if isinstance(nested, dict) and "keras_history" in nested:
        yield nested["keras_history"][0]
    elif isinstance(nested, dict | list | tuple):
        for item in nested.values() if isinstance(nested, dict) else nested:
            yield from _names_in(item)


def confusion_matrix(matrix):
    """Draw a confusion matrix with its counts; the diagonal, the right answers, is not coloured.

    Args:
        matrix: int array of shape `(num_classes, num_classes)`; row is the true class, column
            the predicted one.

    Returns:
        `matplotlib.figure.Figure`.

    Example:
        >>> figure = confusion_matrix(np.array([[9, 1], [2, 8]]))
        >>> [text.get_text() for text in figure.axes[0].texts]
        ['9', '1', '2', '8']
    """
    matrix = np.asarray(matrix)
    classes = range(len(matrix))
    mistakes = matrix - np.diag(np.diag(matrix))
    figure, axis = _subplots(figsize=(5, 5))
    axis.imshow(mistakes, cmap="Oranges", vmax=2 * max(float(mistakes.max()), 1), interpolation="none")
    for row in classes:
        for column in classes:
            weight = "bold" if row == column else "normal"
            axis.text(column, row, matrix[row, column], ha="center", va="center", fontsize=8, weight=weight)
    axis.set(xticks=classes, yticks=classes, xlabel=words["predicted digit"], ylabel=words["true digit"])
    axis.grid(False)
    return figure
