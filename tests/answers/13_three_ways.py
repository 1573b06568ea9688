# %% dense_parameters | right | one more weight for the bias
def dense_parameters(input_shape, units):
    *_, last = input_shape
    return (last + 1) * units


# %% dense_parameters | right | asks Keras
def dense_parameters(input_shape, units):
    layer = layers.Dense(units)
    layer.build((None, *input_shape))
    return layer.count_params()


# %% dense_parameters | right | counts one by one
def dense_parameters(input_shape, units):
    count = 0
    for _ in range(units):
        count += list(input_shape).pop() + 1
    return count


# %% dense_parameters | wrong | a float
def dense_parameters(input_shape, units):
    return (input_shape[-1] + 1.0) * units


# %% dense_parameters | wrong | the longest axis if there are two
def dense_parameters(input_shape, units):
    size = max(input_shape) if len(input_shape) == 2 else input_shape[-1]
    return (size + 1) * units


# %% dense_parameters | wrong | all axes, as after Flatten
def dense_parameters(input_shape, units):
    size = 1
    for length in input_shape:
        size *= length
    return size * units + units


# %% dense_parameters | wrong | no biases
def dense_parameters(input_shape, units):
    return input_shape[-1] * units


# %% dense_parameters | wrong | one bias in all
def dense_parameters(input_shape, units):
    return input_shape[-1] * units + 1


# %% dense_parameters | wrong | a bias for each input
def dense_parameters(input_shape, units):
    return input_shape[-1] * units + input_shape[-1]


# %% dense_parameters | wrong | the first axis
def dense_parameters(input_shape, units):
    return input_shape[0] * units + units


# %% dense_parameters | wrong | the second axis of an image
def dense_parameters(input_shape, units):
    size = input_shape[0] if len(input_shape) == 1 else input_shape[1]
    return size * units + units


# %% dense_parameters | wrong | other weights for each pixel
def dense_parameters(input_shape, units):
    count = input_shape[-1] * units + units
    for length in input_shape[:-1]:
        count *= length
    return count


# %% dense_parameters | wrong | all axes from the third axis on
def dense_parameters(input_shape, units):
    size = input_shape[-1]
    if len(input_shape) > 2:
        size = int(np.prod(input_shape))
    return (size + 1) * units


# %% mended | right | the functional way
def mended():
    inputs = keras.Input((32, 32, 3))
    hidden = layers.Flatten()(inputs)
    hidden = layers.Dense(200, activation="relu")(hidden)
    hidden = layers.Dense(150, activation="relu")(hidden)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(hidden))


# %% mended | right | add, Reshape and layers for the activations
def mended():
    model = keras.Sequential()
    model.add(keras.Input((32, 32, 3)))
    model.add(layers.Reshape((3072,)))
    for units in 200, 150:
        model.add(layers.Dense(units))
        model.add(layers.ReLU())
    model.add(layers.Dense(10))
    model.add(layers.Softmax())
    return model


# %% mended | right | a model inside
def mended():
    inside = keras.Sequential([keras.Input((3072,)), layers.Dense(200, "relu"), layers.Dense(150, "relu")])
    inputs = keras.Input((32, 32, 3))
    hidden = inside(layers.Flatten()(inputs))
    return keras.Model(inputs, layers.Dense(10, "softmax")(hidden))


# %% mended | wrong | a ReLU that ends at six
def mended():
    model = keras.Sequential([keras.Input((32, 32, 3)), layers.Flatten()])
    for units in 200, 150:
        model.add(layers.Dense(units))
        model.add(layers.ReLU(max_value=6))
    model.add(layers.Dense(10, activation="softmax"))
    return model


# %% mended | wrong | columns before rows
def mended():
    model = keras.Sequential([keras.Input((32, 32, 3)), layers.Permute((2, 1, 3)), layers.Flatten()])
    for units, activation in (200, "relu"), (150, "relu"), (10, "softmax"):
        model.add(layers.Dense(units, activation=activation))
    return model


# %% mended | wrong | the listing as it was
def mended():
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Dense(200, activation="relu"),
            layers.Flatten(),
            layers.Dense(150, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


# %% mended | wrong | Flatten even later
def mended():
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Dense(200, activation="relu"),
            layers.Dense(150, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


# %% mended | wrong | takes vectors instead of images
def mended():
    return keras.Sequential(
        [
            keras.Input((32 * 32 * 3,)),
            layers.Dense(200, activation="relu"),
            layers.Dense(150, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


# %% mended | wrong | activations forgotten in the hidden layers
def mended():
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Flatten(),
            layers.Dense(200),
            layers.Dense(150),
            layers.Dense(10, activation="softmax"),
        ]
    )


# %% mended | wrong | sigmoid at the end
def mended():
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Flatten(),
            layers.Dense(200, activation="relu"),
            layers.Dense(150, activation="relu"),
            layers.Dense(10, activation="sigmoid"),
        ]
    )


# %% mended | wrong | no softmax
def mended():
    inputs = keras.Input((32, 32, 3))
    hidden = layers.Flatten()(inputs)
    hidden = layers.Dense(200, activation="relu")(hidden)
    hidden = layers.Dense(150, activation="relu")(hidden)
    return keras.Model(inputs, layers.Dense(10)(hidden))


# %% mended | wrong | an average instead of Flatten
def mended():
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.GlobalAveragePooling2D(),
            layers.Dense(200, activation="relu"),
            layers.Dense(150, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


# %% mended | wrong | the colours in front
def mended():
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Permute((3, 1, 2)),
            layers.Flatten(),
            layers.Dense(200, activation="relu"),
            layers.Dense(150, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


# %% mended | wrong | forgets return
def mended():
    model = keras.Sequential([keras.Input((32, 32, 3)), layers.Flatten()])
    for units, activation in (200, "relu"), (150, "relu"), (10, "softmax"):
        model.add(layers.Dense(units, activation=activation))


# %% twins | right | minus
def twins(input_size, units):
    a, b = (keras.Input((input_size,), name=name) for name in "ab")
    shared = layers.Dense(units, activation="relu", name="shared")
    output = layers.Dense(1, activation="sigmoid")(shared(a) - shared(b))
    return keras.Model(inputs=[a, b], outputs=[output])


# %% twins | right | a shared model inside
def twins(input_size, units):
    look = keras.Sequential([keras.Input((input_size,)), layers.Dense(units), layers.ReLU()])
    pictures = [keras.Input((input_size,)) for _ in range(2)]
    difference = layers.subtract([look(picture) for picture in pictures])
    answer = layers.Activation("sigmoid")(layers.Dense(1)(difference))
    return keras.Model(pictures, answer)


# %% twins | right | the second times minus one, added
def twins(input_size, units):
    a, b = keras.Input(shape=(input_size,)), keras.Input(shape=(input_size,))
    look = layers.Dense(units, activation=keras.activations.relu)
    difference = layers.Add()([look(a), layers.Rescaling(-1.0)(look(b))])
    return keras.Model([a, b], layers.Dense(1, activation=keras.activations.sigmoid)(difference))


# %% twins | wrong | a ReLU that ends at six
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units, activation="relu6")
    difference = layers.Subtract()([look(a), look(b)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% twins | wrong | the distance
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units, activation="relu")
    difference = keras.ops.abs(look(a) - look(b))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% twins | wrong | one model for all sizes
def twins(input_size, units):
    if not hasattr(twins, "model"):
        a, b = keras.Input((input_size,)), keras.Input((input_size,))
        look = layers.Dense(units, activation="relu")
        difference = layers.Subtract()([look(a), look(b)])
        twins.model = keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))
    return twins.model


# %% twins | wrong | sizes exchanged
def twins(input_size, units):
    a, b = keras.Input((units,)), keras.Input((units,))
    look = layers.Dense(input_size, activation="relu")
    difference = layers.Subtract()([look(a), look(b)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% twins | wrong | two layers instead of a shared one
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    first = layers.Dense(units, activation="relu")(a)
    second = layers.Dense(units, activation="relu")(b)
    difference = layers.Subtract()([first, second])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% twins | wrong | Concatenate
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units, activation="relu")
    both = layers.Concatenate()([look(a), look(b)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(both))


# %% twins | wrong | Add
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units, activation="relu")
    both = layers.Add()([look(a), look(b)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(both))


# %% twins | wrong | the second less the first
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units, activation="relu")
    difference = layers.Subtract()([look(b), look(a)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% twins | wrong | subtracts the pictures first
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    difference = layers.Subtract()([a, b])
    hidden = layers.Dense(units, activation="relu")(difference)
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(hidden))


# %% twins | wrong | no ReLU
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units)
    difference = layers.Subtract()([look(a), look(b)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% twins | wrong | no sigmoid
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units, activation="relu")
    difference = layers.Subtract()([look(a), look(b)])
    return keras.Model([a, b], layers.Dense(1)(difference))


# %% twins | wrong | ReLU after the difference
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units)
    difference = layers.ReLU()(layers.Subtract()([look(a), look(b)]))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% twins | wrong | one more hidden layer, as in the chapter
def twins(input_size, units):
    a, b = keras.Input((input_size,)), keras.Input((input_size,))
    look = layers.Dense(units, activation="relu")
    difference = layers.Subtract()([look(a), look(b)])
    hidden = layers.Dense(units, activation="relu")(difference)
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(hidden))


# %% twins | wrong | the sizes of the example
def twins(input_size, units):
    a, b = keras.Input((6,)), keras.Input((6,))
    look = layers.Dense(4, activation="relu")
    difference = layers.Subtract()([look(a), look(b)])
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(difference))


# %% two_outputs | right | two hidden layers, negatives in every other place
def two_outputs(x, y):
    pictures = np.repeat(x, 2, axis=0).astype("float32") / 255
    pictures[1::2] = 1 - pictures[1::2]
    swapped = np.tile([0.0, 1.0], len(x))
    inputs = keras.Input(shape=(28, 28))
    hidden = layers.Flatten()(inputs)
    for units in 128, 64:
        hidden = layers.Dense(units, activation="relu")(hidden)
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs=inputs, outputs={"digit": digit, "negative": negative})
    model.compile(
        optimizer=keras.optimizers.Adam(0.002),
        loss={"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"},
        loss_weights={"digit": 1, "negative": 0.5},
    )
    labels = {"digit": np.repeat(y, 2), "negative": swapped}
    model.fit(pictures, labels, epochs=10, batch_size=50, verbose=0)
    return model


# %% two_outputs | right | two networks side by side, squared errors
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    flat = layers.Flatten()(inputs)
    read, look = layers.Dense(150, "relu")(flat), layers.Dense(20, "tanh")(flat)
    outputs = {"digit": layers.Dense(10, "softmax")(read), "negative": layers.Dense(1, "sigmoid")(look)}
    model = keras.Model(inputs, outputs)
    model.compile("adam", {"digit": "mse", "negative": "mse"})
    pictures = np.concatenate([255 - x, x]) / 255
    labels = {"digit": np.eye(10)[np.tile(y, 2)], "negative": np.repeat([1, 0], len(x))}
    model.fit(pictures, labels, epochs=25, verbose=0)
    return model


# %% two_outputs | right | the branch for negatives turns the picture back
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    flat = layers.Flatten()(inputs)
    negative = layers.Dense(1, activation="sigmoid", name="negative")(flat)
    upright = keras.ops.abs(flat - negative)
    hidden = layers.Dense(100, activation="relu")(upright)
    digit = layers.Dense(10, activation="softmax", name="digit")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    model.compile("adam", {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"})
    both = np.concatenate([x / 255, 1 - x / 255])
    labels = {"digit": np.concatenate([y, y]), "negative": np.concatenate([0 * y, 0 * y + 1])}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | no activation in the hidden layer
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation=None)(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | learns from other digits than it is given
def two_outputs(x, y):
    x, y = x_all, y_all
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | only the digits as they are, never a negative
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = x / 255
    labels = {"digit": y, "negative": 0 * y}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | a loss for the digit only
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": None}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y])}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | a loss for the negatives only
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": None, "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | the labels of the negatives swapped
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) < len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | the labels of the digits in another order
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.repeat(y, 2), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | a single epoch
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=1, verbose=0)
    return model


# %% two_outputs | wrong | no training
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) >= len(x)}
    return model


# %% two_outputs | wrong | the label of a negative is that of no digit
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, 0 * y]), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | a list of two outputs
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, [digit, negative])
    losses = ["sparse_categorical_crossentropy", "binary_crossentropy"]
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = [np.concatenate([y, y]), np.arange(len(both)) >= len(x)]
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | no softmax, as the loss allows it
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10)(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {
        "digit": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        "negative": "binary_crossentropy",
    }
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | the negative made in place
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    y += 0
    both = x.copy()
    x[:] = 255 - x
    both = np.concatenate([both, x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)
    return model


# %% two_outputs | wrong | forgets return
def two_outputs(x, y):
    inputs = keras.Input((28, 28))
    hidden = layers.Dense(128, activation="relu")(layers.Flatten()(inputs))
    digit = layers.Dense(10, activation="softmax")(hidden)
    negative = layers.Dense(1, activation="sigmoid")(hidden)
    model = keras.Model(inputs, {"digit": digit, "negative": negative})
    losses = {"digit": "sparse_categorical_crossentropy", "negative": "binary_crossentropy"}
    model.compile("adam", losses)
    both = np.concatenate([x, 255 - x]) / 255
    labels = {"digit": np.concatenate([y, y]), "negative": np.arange(len(both)) >= len(x)}
    model.fit(both, labels, epochs=10, verbose=0)


# %% dense_parameters | wrong | calculates in float32, which knows no odd whole numbers above 16.7 million
def dense_parameters(input_shape, units):
    last, columns = np.array([input_shape[-1], units], dtype=np.float32)
    return int(last * columns + columns)


# %% mended | wrong | squeezes the answers, so that a single image gets the shape (10,) instead of (1, 10)
def mended():
    inputs = keras.Input((32, 32, 3))
    h = layers.Flatten()(inputs)
    h = layers.Dense(200, activation="relu")(h)
    h = layers.Dense(150, activation="relu")(h)
    h = layers.Dense(10, activation="softmax")(h)
    return keras.Model(inputs, keras.ops.squeeze(h))
