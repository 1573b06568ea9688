"""Whatever the input: what an independent calculation gives, or one clear error."""

import csv
import io
import warnings

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import special

from companion import datasets, plots, reader, replication
from companion.backend import import_keras
from companion.models import build_mlp
from companion.training import train

any_array = arrays.arrays(
    dtype=arrays.scalar_dtypes() | st.just(np.dtype(object)) | st.just(np.dtype("U2")),
    shape=arrays.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4),
    elements=None,
)


def cases(count):
    """Try so many cases, or ten times as many with the profile `long`."""
    return settings(max_examples=count * settings.default.max_examples // 100)


# ---- files, mangled ------------------------------------------------------------------------------------


@st.composite
def mangled(draw, content):
    """Content in which up to four things went wrong."""
    for _ in range(draw(st.integers(1, 4))):
        fault = draw(st.sampled_from(["flip", "set", "cut", "insert", "remove", "repeat", "zero", "swap"]))
        start = draw(st.integers(0, max(len(content) - 1, 0)))
        end = min(len(content), start + draw(st.sampled_from([1, 2, 4, 16, 100, 1000])))
        piece = content[start:end]
        if fault == "flip" and piece:
            piece = bytes([piece[0] ^ 1 << draw(st.integers(0, 7))]) + piece[1:]
        elif fault == "set":
            piece = draw(st.binary(min_size=len(piece), max_size=len(piece)))
        elif fault == "cut":
            content, piece = content[:start], b""
        elif fault == "insert":
            piece += draw(st.binary(max_size=20))
        elif fault == "remove":
            piece = b""
        elif fault == "repeat":
            piece *= 2
        elif fault == "zero":
            piece = bytes(len(piece))
        elif fault == "swap":
            piece = piece[::-1]
        content = content[:start] + piece + content[end:]
    return content


def as_npz(save, **stored):
    buffer = io.BytesIO()
    save(buffer, **stored)
    return buffer.getvalue()


RNG = np.random.default_rng(0)
DIGITS = {
    "x_train": RNG.integers(0, 256, (6, 28, 28), dtype="uint8"),
    "y_train": RNG.integers(0, 10, 6, dtype="uint8"),
    "x_test": RNG.integers(0, 256, (3, 28, 28), dtype="uint8"),
    "y_test": RNG.integers(0, 10, 3, dtype="uint8"),
}
MD5 = {name: datasets._idx_md5(array) for name, array in DIGITS.items()}
NPZ = [as_npz(save, **DIGITS) for save in (np.savez, np.savez_compressed)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("mangled")


@cases(2000)
@given(content=st.sampled_from(NPZ).flatmap(mangled))
@example(content=b"")
@example(content=NPZ[0])
def test_a_mangled_data_file_is_one_clear_error_or_holds_the_very_data(folder, content):
    path = folder / "mnist.npz"
    path.write_bytes(content)
    try:
        (x_train, y_train), (x_test, y_test) = datasets._read(path, "MNIST", MD5, "replace it")
    except ValueError as error:
        assert str(path) in str(error) and "replace it" in str(error)
    else:
        for found, name in zip((x_train, y_train, x_test, y_test), DIGITS, strict=True):
            np.testing.assert_array_equal(found, DIGITS[name], strict=True)


BATCH = RNG.integers(0, 256, 300, dtype="uint8").tobytes()


@cases(500)
@given(content=mangled(BATCH), number=st.integers(0, 5))
def test_a_mangled_batch_is_never_unpickled(folder, content, number):
    assume(content != BATCH)
    names = list(datasets.CIFAR10_MD5)
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            (folder / name).write_bytes(BATCH)
        patch.setattr(datasets, "CIFAR10_MD5", dict.fromkeys(names, datasets.hashlib.md5(BATCH).hexdigest()))
        patch.setattr(
            datasets.pickle, "loads", lambda *_, **__: {b"data": np.zeros((1, 3072)), b"labels": [0]}
        )
        datasets._read_cifar10_batches(folder, "unpack it again")
        (folder / names[number]).write_bytes(content)
        with pytest.raises(ValueError, match=f"{names[number]} has other contents.*unpack it again"):
            datasets._read_cifar10_batches(folder, "unpack it again")


@cases(100)
@given(content=mangled(reader.WEIGHTS.read_bytes()))
def test_mangled_weights_are_one_clear_error_or_the_very_weights(folder, content):
    path = folder / "reader.npz"
    path.write_bytes(content)
    try:
        weights = reader.load_reader(path).get_weights()
    except ValueError as error:
        assert str(path) in str(error) and "companion.reader" in str(error)
    else:
        with np.load(reader.WEIGHTS) as stored:
            for found, name in zip(weights, stored, strict=True):
                np.testing.assert_array_equal(found, stored[name])


RESULTS = b"".join(replication.RESULTS.read_bytes().splitlines(keepends=True)[:12])


@cases(1000)
@given(content=mangled(RESULTS))
@example(content=RESULTS)
def test_mangled_results_are_one_clear_error_or_what_the_file_says(folder, content):
    path = folder / "results.csv"
    path.write_bytes(content)
    try:
        results = replication.read_results(path)
    except ValueError as error:
        assert str(path) in str(error)
    else:
        lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
        assert results.dtype.names == tuple(lines[0]) and len(results) == len(lines) - 1
        for result, line in zip(results.tolist(), lines[1:], strict=True):
            kinds = replication.COLUMNS.values()
            expected = [kind(text) for kind, text in zip(kinds, line, strict=True)]
            # NumPy's text has a largest length and does not end in zeros.
            expected = [value[:80].rstrip("\0") if isinstance(value, str) else value for value in expected]
            assert list(result) == pytest.approx(expected, nan_ok=True)


# ---- numbers -------------------------------------------------------------------------------------------


@cases(300)
@given(images=any_array)
def test_to_vectors_is_numpys_division(images):
    if images.dtype == np.uint8 and images.ndim >= 2:
        vectors = datasets.to_vectors(images)
        assert vectors.dtype == np.float32
        expected = np.array([image.ravel() / 255 for image in images]).reshape(vectors.shape)
        np.testing.assert_allclose(vectors, expected, rtol=1e-6)
    else:
        with pytest.raises(ValueError, match="to_vectors wants uint8 images"):
            datasets.to_vectors(images)


ORACLES = {
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": special.expit,
    "linear": lambda z: z,
}
numbers = st.floats(-1e3, 1e3, width=32) | st.sampled_from([np.nan, np.inf, -np.inf])


@cases(30)
@given(data=st.data())
def test_an_mlp_calculates_what_scipy_does(data):
    units = data.draw(st.lists(st.integers(1, 9), max_size=3))
    activation = data.draw(st.sampled_from(sorted(ORACLES)))
    n, size, classes = (data.draw(st.integers(least, 7)) for least in (0, 1, 2))
    x = data.draw(arrays.arrays("float32", (n, size), elements=numbers))
    model = build_mlp(
        units, rate=data.draw(st.floats(0, 0.9)), activation=activation, input_size=size, num_classes=classes
    )
    z, *weights = x.astype(float), *model.get_weights()
    with np.errstate(all="ignore"):
        for index in range(0, len(weights), 2):
            z = z @ weights[index].astype(float) + weights[index + 1]
            z = special.softmax(z, axis=1) if index + 2 == len(weights) else ORACLES[activation](z)
    found = np.array(model(x))
    assert found.shape == (n, classes) and found.dtype == np.float32
    finite = np.isfinite(x).all(axis=1)
    np.testing.assert_allclose(found[finite], z[finite], atol=1e-4)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(z))


@pytest.mark.parametrize("wrong", [0, -1, 2.5])
@pytest.mark.parametrize("size", ["units", "input_size", "num_classes"])
def test_a_size_that_is_no_positive_int_is_an_error(size, wrong):
    with pytest.raises(ValueError, match=f"from 1 on, got {wrong}"):
        build_mlp(**{"units": [3], size: [wrong] if size == "units" else wrong})


def test_units_may_be_any_row_of_whole_numbers():
    for units in map(int, ["4", "5"]), np.array([4, 5], "uint8"), [np.int64(4), 5]:
        assert [layer.units for layer in build_mlp(units).layers[::2]] == [4, 5, 10]


@pytest.mark.parametrize("rate", [-0.1, 1.0, 2, np.nan, np.inf])
def test_a_rate_out_of_range_is_an_error(rate):
    with pytest.raises(ValueError, match="rate"):
        build_mlp(rate=rate)


@pytest.mark.parametrize("seed", [None, 1.5, "1"])
def test_a_seed_that_is_no_int_is_an_error(seed):
    with pytest.raises(TypeError, match="integer"):
        build_mlp([3], seed=seed)


def descend(w, b, x, labels, batch_size, rate):
    """One epoch of gradient descent for softmax regression, in NumPy."""
    for start in range(0, len(x), batch_size):
        batch, label = x[start : start + batch_size], labels[start : start + batch_size]
        error = special.softmax(batch @ w + b, axis=1) - np.eye(len(b))[label]
        w, b = w - rate * batch.T @ error / len(batch), b - rate * error.mean(axis=0)
    return w, b


@cases(12)
@given(data=st.data())
def test_training_is_gradient_descent_whatever_the_sizes_and_types(data):
    n, batch_size, size = (data.draw(st.integers(1, most)) for most in (40, 50, 5))
    kind = data.draw(st.sampled_from(["uint8", "int32", "int64", "bool", "float16", "float32", "float64"]))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    x = rng.integers(0, 3, (n, size)).astype(kind)
    y = rng.integers(0, 4, n).astype(data.draw(st.sampled_from(["uint8", "int32", "int64", "float32"])))
    model = build_mlp([], input_size=size, num_classes=4)
    model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    w, b = model.get_weights()
    for _ in range(2):
        w, b = descend(w, b, x.astype(float), y.astype(int), batch_size, 0.1)
    history = train(model, x, y, epochs=2, batch_size=batch_size, shuffle=False).history
    assert len(history["loss"]) == len(history["accuracy"]) == 2
    for found, expected in zip(model.get_weights(), (w, b), strict=True):
        np.testing.assert_allclose(found, expected, atol=2e-5)


@pytest.mark.parametrize(
    "spoil, message",
    {
        "no example": ({"x": np.zeros((0, 2)), "y": np.zeros(0)}, "no example"),
        "no batch": ({"batch_size": 0}, "batch_size"),
        "a negative batch": ({"batch_size": -8}, "batch_size"),
        "half an example": ({"batch_size": 2.5}, "batch_size"),
        "all for validation": ({"validation_split": 0.99}, "validation_split"),
        "a single label": ({"y": np.array(1)}, "8 and 1 examples"),
        "too large a label": ({"y": np.arange(8)}, "labels from 0 to 7, but the model's classes are 0 to 1"),
        "a negative label": ({"y": np.full(8, -1)}, "labels from -1 to -1"),
        "labels that are not numbers": ({"y": np.full(8, np.nan)}, "labels from nan"),
        "images of another size": ({"x": np.zeros((8, 3))}, "incompatible"),
        "text": ({"x": np.full((8, 2), "a")}, "dtype"),
        "too few weights": ({"sample_weight": np.ones(1)}, "one weight for each"),
        "too many weights": ({"sample_weight": np.ones(9)}, "one weight for each"),
        "more than all for validation": ({"validation_split": 1.5}, "validation_split"),
    }.values(),
)
def test_training_refuses(spoil, message):
    model = build_mlp([], input_size=2, num_classes=2)
    model.compile("sgd", "sparse_categorical_crossentropy")
    before = model.get_weights()
    with pytest.raises(ValueError, match=message):
        train(model, **{"x": np.zeros((8, 2)), "y": np.zeros(8, "uint8"), **spoil})
    for one, other in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    "loss",
    [
        keras.losses.SparseCategoricalCrossentropy(),
        keras.losses.sparse_categorical_crossentropy,
        ["sparse_categorical_crossentropy"],
    ],
)
def test_training_refuses_labels_that_are_no_class_however_the_loss_is_named(loss):
    model = build_mlp([], input_size=2, num_classes=2)
    model.compile("sgd", loss)
    with pytest.raises(ValueError, match="labels from 2 to 2"):
        train(model, np.zeros((8, 2)), np.full(8, 2))


def test_training_leaves_out_the_class_that_the_loss_ignores():
    model = build_mlp([], input_size=2, num_classes=2)
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(ignore_class=-1))
    history = train(model, np.zeros((8, 2)), np.array([-1, 0, 1, 0, -1, 1, 0, 1])).history
    assert np.isfinite(history["loss"]).all()


def test_training_builds_a_model_without_an_input_and_takes_a_batch_size_of_numpy():
    model = keras.Sequential([keras.layers.Dense(2, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    train(model, np.zeros((8, 2)), np.zeros(8, "uint8"), batch_size=np.uint8(3))
    assert model.optimizer.iterations == 3


def test_training_shows_that_a_number_was_missing():
    model = build_mlp([], input_size=2, num_classes=2)
    model.compile("sgd", "sparse_categorical_crossentropy")
    history = train(model, np.full((8, 2), np.nan, "float32"), np.zeros(8, "uint8")).history
    assert np.isnan(history["loss"]).all()


# ---- figures -------------------------------------------------------------------------------------------


@cases(60)
@given(images=any_array, columns=st.integers(-1, 6))
def test_image_grid_shows_the_numbers_or_refuses(images, columns):
    right = images.ndim == 3 or (images.ndim == 4 and images.shape[3] in (1, 3))
    if not (right and images.size and images.dtype.kind in "biuf" and columns > 0):
        with pytest.raises(ValueError, match="image_grid"):
            plots.image_grid(images, columns=columns)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Matplotlib's, of numbers out of its range
        figure = plots.image_grid(images, columns=columns)
    assert len(figure.axes) == -(-len(images) // min(columns, len(images))) * min(columns, len(images))
    shown = [axis.images[0].get_array() for axis in figure.axes if axis.images]
    for found, image in zip(shown, images, strict=True):
        image = image.squeeze(-1) if image.ndim == 3 and image.shape[2] == 1 else image
        assert found.shape == image.shape
        if images.ndim == 3:
            np.testing.assert_array_equal(
                np.ma.filled(found, np.nan) if np.ma.is_masked(found) else found, image
            )


def test_image_grid_has_one_scale_for_pixels():
    pixels = np.array([[[0, 255]], [[0, 51]], [[51, 51]]], dtype="uint8")
    images = [axis.images[0] for axis in plots.image_grid(pixels).axes if axis.images]
    shown = [image.to_rgba(image.get_array())[0, :, 0].tolist() for image in images]
    assert shown[0] == [1, 0] and shown[1] == [1, shown[2][0]] and 0 < shown[1][1] < 1


@cases(60)
@given(matrix=any_array)
def test_confusion_matrix_writes_the_counts_or_refuses(matrix):
    if matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1] and matrix.size and matrix.dtype.kind in "iuf":
        with np.errstate(all="ignore"):
            texts = [text.get_text() for text in plots.confusion_matrix(matrix).axes[0].texts]
        assert texts == [str(count) for count in matrix.ravel()]
    else:
        with pytest.raises(ValueError, match="confusion matrix"):
            plots.confusion_matrix(matrix)


@pytest.mark.parametrize("dtype, mistakes", [("uint8", 200), ("int8", 100), ("int16", 30_000)])
def test_confusion_matrix_has_colours_for_small_types(dtype, mistakes):
    figure = plots.confusion_matrix(np.array([[9, mistakes], [2, 8]], dtype))
    assert figure.axes[0].images[0].get_clim()[1] == 2 * mistakes


@cases(40)
@given(path=st.lists(st.floats() | st.integers(-9, 9), max_size=9))
def test_descent_path_visits_the_points_or_refuses(path):
    values = np.array(path, dtype=float)
    if path and np.isfinite(values).all():
        assume(np.abs(values).max() < 1e12)
        _, drawn, *_ = plots.descent_path(np.square, path).axes[0].lines
        np.testing.assert_array_equal(drawn.get_xydata(), np.stack([values, values**2], axis=1))
    else:
        with pytest.raises(ValueError, match="finite numbers"):
            plots.descent_path(np.square, path)


def test_curves_are_given_arrays_of_their_own():
    def clipped(x):
        x[x < 0] = 0
        return x

    for axis in plots.activation(clipped, clipped).axes:
        assert axis.lines[-1].get_xdata()[0] == -4
    figure = plots.descent_path(clipped, [-1.0, 2.0], limits=np.array([-3, 3]))
    assert [line.get_xdata()[0] for line in figure.axes[0].lines] == [-3, -1, -1, 2]


@cases(40)
@given(
    curves=st.dictionaries(
        st.sampled_from(["loss", "accuracy", "val_loss"]), st.lists(st.floats(), max_size=5)
    )
)
def test_training_curves_draw_the_history_or_refuse(curves):
    metrics = [name for name in curves if not name.startswith("val_")]
    if not metrics or not curves[metrics[0]]:
        with pytest.raises(ValueError, match="no epoch"):
            plots.training_curves(curves)
        return
    figure = plots.training_curves(curves)
    assert [axis.get_ylabel() for axis in figure.axes] == metrics
    for axis, metric in zip(figure.axes, metrics, strict=True):
        expected = [curves[name] for name in (metric, f"val_{metric}") if name in curves]
        for line, values in zip(axis.lines, expected, strict=True):
            np.testing.assert_array_equal(line.get_ydata(), values)


@cases(40)
@given(units=st.lists(st.integers(-1, 20) | st.sampled_from([1.5, None, "3", 10**9]), max_size=5))
def test_network_draws_the_units_or_refuses(units):
    if units and all(isinstance(count, int) and count > 0 for count in units):
        axis = plots.network(units).axes[0]
        assert [len(column.get_offsets()) for column in axis.collections] == [
            min(count, 6) for count in units
        ]
        assert {f"{count:,}" for count in units} <= {text.get_text() for text in axis.texts}
    else:
        with pytest.raises(ValueError, match="units"):
            plots.network(units)


@cases(20)
@given(units=st.lists(st.integers(1, 9), max_size=4), rate=st.sampled_from([0, 0.5]))
def test_layers_and_plot_model_draw_every_layer(units, rate):
    model = build_mlp(units, rate=rate, input_size=3)
    drawn = [text.get_text().split("\n") for text in plots.layers(model).axes[0].texts if text.get_text()]
    assert drawn == [
        ["input", "(3,)"],
        *([layer.name, str(layer.output.shape[1:])] for layer in model.layers),
    ]
    picture = plots.plot_model(model)
    text = getattr(picture, "data", "") or "".join(text.get_text() for text in picture.axes[0].texts)
    assert all(layer.name in text for layer in model.layers)


def model_with(kind):
    start = keras.Input((3, 2), name="start")
    if kind == "a layer used twice":
        layer = keras.layers.Dense(2)
        return keras.Model(start, layer(layer(start)))
    if kind == "a layer named input":
        return keras.Sequential([start, keras.layers.Dense(2, name="input")])
    return keras.Model(start, keras.layers.LSTM(2, return_state=True)(start))


@pytest.mark.parametrize("kind", ["a layer used twice", "a layer named input", "several outputs"])
def test_layers_refuses_what_it_cannot_draw(kind):
    with pytest.raises(ValueError, match="layers cannot draw"):
        plots.layers(model_with(kind))


@cases(20)
@given(limit=st.floats(0.1, 1e6))
def test_activation_draws_both_curves(limit):
    for axis, curve in zip(
        plots.activation(special.expit, np.cos, limit=limit).axes, (special.expit, np.cos), strict=True
    ):
        x, y = axis.lines[-1].get_data()
        assert x[0] == -limit and x[-1] == limit
        np.testing.assert_array_equal(y, curve(x))


def test_use_style_changes_what_it_says_and_no_more():
    with plt.rc_context():
        before = dict(plt.rcParams)
        plots.use_style()
        changed = {name for name, value in plt.rcParams.items() if before[name] != value}
        assert changed <= set(plots.STYLE) and all(
            plt.rcParams[name] == value for name, value in plots.STYLE.items()
        )


# ---- the replication ------------------------------------------------------------------------------------


@cases(200)
@given(
    digits=st.integers(-1, 70_000),
    rows=st.lists(st.integers(0, 19), max_size=4),
    seeds=st.integers(0, 7),
    epochs=st.integers(1, 30),
)
def test_the_plan_has_each_run_once_or_refuses(digits, rows, seeds, epochs):
    if digits < 1 or not all(1 <= row <= 18 for row in rows):
        with pytest.raises(ValueError, match="rows 1 to 18"):
            replication.plan(digits, rows=rows, seeds=seeds, epochs=epochs)
        return
    runs = replication.plan(digits, rows=rows, seeds=seeds, epochs=epochs)
    count = 0
    for row in set(rows):
        sgd = replication.TABLE[row - 1].optimizer == "SGD"
        stages = [5, 3, 3, 3, 3] if sgd else [5, 0, 3, 0, 3 if digits >= 12 else 0]
        count += sum(min(seeds, stage) for stage in stages)
        if sgd and digits < 12:  # without validation digits, the last stage repeats the second
            count -= min(seeds, 3)
    assert len(runs) == len(set(runs)) == count
    assert all(run.train_size + run.validation_size == digits for run in runs)


@pytest.mark.parametrize("row", range(1, 19))
def test_every_row_builds_what_the_table_says(row):
    expected = replication.TABLE[row - 1]
    model = replication.build(replication.Run(row, 3, 0.02, 12, 0, 1, 1))
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    dropped = [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    assert "-".join(str(layer.units) for layer in dense[:-1]) == expected.layers and dense[-1].units == 10
    assert dropped == [expected.strength] * 3 * (expected.regularizer == "Dropout")
    strength = expected.strength * (expected.regularizer == "L2")
    penalties = [layer.kernel_regularizer for layer in dense]
    assert [round(float(penalty.l2), 6) if penalty else 0 for penalty in penalties] == [strength] * 3 + [0]
    assert type(model.optimizer).__name__ == expected.optimizer
    assert float(model.optimizer.learning_rate) == pytest.approx(0.02)


@pytest.mark.parametrize(
    "wrong",
    [
        {"row": 0},
        {"row": 19},
        {"hidden_layers": 0},
        {"hidden_layers": 4},
        {"train_size": 0},
        {"validation_size": -1},
        {"epochs": 0},
    ],
    ids=str,
)
def test_a_run_that_the_table_does_not_have_is_an_error(wrong):
    with pytest.raises(ValueError, match="the table has no such run"):
        replication.build(replication.Run(1, 2, 0.01, 12, 0, 1, 1)._replace(**wrong))


def test_import_keras_is_keras():
    assert import_keras() is keras
