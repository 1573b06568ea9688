# %% count_parameters | right | neighbours with zip
def count_parameters(sizes):
    return sum((n + 1) * m for n, m in zip(sizes, sizes[1:]))


# %% count_parameters | right | one product of vectors
def count_parameters(sizes):
    sizes = np.array(sizes)
    return np.dot(sizes[:-1] + 1, sizes[1:])


# %% count_parameters | right | layer by layer, from the end
def count_parameters(sizes):
    if len(sizes) < 2:
        return 0
    *before, n, m = sizes
    return n * m + m + count_parameters([*before, n])


# %% count_parameters | wrong | no biases
def count_parameters(sizes):
    return sum(n * m for n, m in zip(sizes, sizes[1:]))


# %% count_parameters | wrong | the inputs have biases too
def count_parameters(sizes):
    return sum(n * m for n, m in zip(sizes, sizes[1:])) + sum(sizes)


# %% count_parameters | wrong | always two hidden layers
def count_parameters(sizes):
    a, b, c, d = sizes
    return a * b + b + b * c + c + c * d + d


# %% count_parameters | wrong | all hidden layers as large as the first
def count_parameters(sizes):
    inputs, hidden, outputs = sizes[0], sizes[1], sizes[-1]
    between = (len(sizes) - 3) * (hidden * hidden + hidden)
    return inputs * hidden + hidden + between + hidden * outputs + outputs


# %% count_parameters | wrong | takes the sizes out of the list
def count_parameters(sizes):
    total, n = 0, sizes.pop(0)
    while sizes:
        m = sizes.pop(0)
        total, n = total + n * m + m, m
    return total


# %% count_parameters | wrong | one bias for each layer
def count_parameters(sizes):
    return sum(n * m + 1 for n, m in zip(sizes, sizes[1:]))


# %% count_parameters | wrong | the output layer has no biases
def count_parameters(sizes):
    return sum(n * m for n, m in zip(sizes, sizes[1:])) + sum(sizes[1:-1])


# %% count_parameters | wrong | forgets the output layer
def count_parameters(sizes):
    total = 0
    for i in range(1, len(sizes) - 1):
        total += sizes[i - 1] * sizes[i] + sizes[i]
    return total


# %% count_parameters | wrong | hard-codes the visible example
def count_parameters(sizes):
    return 269322


# %% forward | right | one example at a time
def forward(x, layers):
    rows = []
    for row in x:
        for i, (w, b) in enumerate(layers):
            if i > 0:
                row = np.where(row > 0, row, 0)
            row = np.dot(row, w) + b
        powers = np.exp(row - max(row))
        rows.append(powers / sum(powers))
    return np.array(rows)


# %% forward | right | calls itself
def forward(x, layers):
    (w, b), rest = layers[0], layers[1:]
    z = np.einsum("ni,io->no", x, w) + b
    if rest:
        return forward(np.clip(z, 0, None), rest)
    return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))


# %% forward | right | helpers, and float32
def relu(x):
    return x * (x > 0)


def stable_softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


def forward(x, layers):
    h = x.astype("float32")
    for number, (w, b) in enumerate(layers, start=1):
        h = h @ w.astype("float32") + b.astype("float32")
        h = stable_softmax(h) if number == len(layers) else relu(h)
    return h


# %% forward | wrong | ReLU before each layer, the first one too
def forward(x, layers):
    for w, b in layers:
        x = np.maximum(x, 0) @ w + b
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | nothing subtracted before softmax
def forward(x, layers):
    for w, b in layers[:-1]:
        x = np.maximum(x @ w + b, 0)
    powers = np.exp(x @ layers[-1][0] + layers[-1][1])
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | subtracts the largest logit of all examples
def forward(x, layers):
    for w, b in layers[:-1]:
        x = np.maximum(x @ w + b, 0)
    logits = x @ layers[-1][0] + layers[-1][1]
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | always one hidden layer
def forward(x, layers):
    h = np.maximum(x @ layers[0][0] + layers[0][1], 0)
    z = h @ layers[1][0] + layers[1][1]
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | takes the last layer out of the list
def forward(x, layers):
    last_w, last_b = layers.pop()
    for w, b in layers:
        x = np.maximum(x @ w + b, 0)
    z = x @ last_w + last_b
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | changes x where the shapes allow it
def forward(x, layers):
    for i, (w, b) in enumerate(layers):
        z = x @ w + b
        if i < len(layers) - 1:
            z = np.maximum(z, 0)
        if z.shape == x.shape:
            x[:] = z
        else:
            x = z
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | no ReLU
def forward(x, layers):
    for w, b in layers:
        x = x @ w + b
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | ReLU after the last layer too
def forward(x, layers):
    for w, b in layers:
        x = np.maximum(x @ w + b, 0)
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | softmax along each column
def forward(x, layers):
    for w, b in layers[:-1]:
        x = np.maximum(x @ w + b, 0)
    z = x @ layers[-1][0] + layers[-1][1]
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=0)


# %% forward | wrong | softmax over all examples together
def forward(x, layers):
    for w, b in layers[:-1]:
        x = np.maximum(x @ w + b, 0)
    z = x @ layers[-1][0] + layers[-1][1]
    powers = np.exp(z - z.max())
    return powers / powers.sum()


# %% forward | wrong | no biases
def forward(x, layers):
    for w, _ in layers[:-1]:
        x = np.maximum(x @ w, 0)
    z = x @ layers[-1][0]
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% forward | wrong | logits, no softmax
def forward(x, layers):
    for w, b in layers[:-1]:
        x = np.maximum(x @ w + b, 0)
    return x @ layers[-1][0] + layers[-1][1]


# %% build | right | functional
def build(input_size, units, rate, num_classes):
    inputs = keras.Input((input_size,))
    x = inputs
    for n in units:
        x = keras.layers.Dense(n, activation=keras.activations.relu)(x)
        x = keras.layers.Dropout(rate)(x)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)


# %% build | right | each activation a layer of its own, and compiled
def build(input_size, units, rate, num_classes):
    hidden = []
    for n in units:
        hidden += [keras.layers.Dense(n), keras.layers.ReLU(), keras.layers.Dropout(rate)]
    ends = [keras.layers.Dense(num_classes), keras.layers.Softmax()]
    model = keras.Sequential([keras.layers.Input(shape=(input_size,)), *hidden, *ends])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% build | right | built afterwards
def build(input_size, units, rate, num_classes):
    model = keras.Sequential()
    for n in units:
        model.add(keras.layers.Dense(n))
        model.add(keras.layers.Activation("relu"))
        model.add(keras.layers.Dropout(rate, seed=1))
    model.add(keras.layers.Dense(num_classes))
    model.add(keras.layers.Activation("softmax"))
    model.build((None, input_size))
    return model


# %% build | wrong | no activation in the hidden layers
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | tanh in the hidden layers
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="tanh"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | one dropout, after the last hidden layer
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
    model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | no dropout
def build(input_size, units, rate, num_classes):
    hidden = [keras.layers.Dense(n, activation="relu") for n in units]
    output = keras.layers.Dense(num_classes, activation="softmax")
    return keras.Sequential([keras.Input((input_size,)), *hidden, output])


# %% build | wrong | the rate taken for the share that is kept
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(1 - rate if rate else 0))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | dropout on the input too
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,)), keras.layers.Dropout(rate)])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | dropout before each hidden layer, not after it
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dropout(rate))
        model.add(keras.layers.Dense(n, activation="relu"))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | dropout on the output too
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    model.add(keras.layers.Dropout(rate))
    return model


# %% build | wrong | dropout always active
def build(input_size, units, rate, num_classes):
    inputs = x = keras.Input((input_size,))
    for n in units:
        x = keras.layers.Dense(n, activation="relu")(x)
        x = keras.layers.Dropout(rate)(x, training=True)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)


# %% build | wrong | noise in place of dropout
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.GaussianDropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | always ten classes
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


# %% build | wrong | always two hidden layers
def build(input_size, units, rate, num_classes):
    return keras.Sequential(
        [
            keras.Input((input_size,)),
            keras.layers.Dense(units[0], activation="relu"),
            keras.layers.Dropout(rate),
            keras.layers.Dense(units[1], activation="relu"),
            keras.layers.Dropout(rate),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )


# %% build | wrong | needs a first hidden layer
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    model.add(keras.layers.Dense(units[0], activation="relu"))
    model.add(keras.layers.Dropout(rate))
    for n in units[1:]:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | takes the units out of the list
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    while units:
        model.add(keras.layers.Dense(units.pop(0), activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | sigmoid at the end
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="sigmoid"))
    return model


# %% build | wrong | ReLU before softmax
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="relu"))
    model.add(keras.layers.Softmax())
    return model


# %% build | wrong | the size of the input is left open
def build(input_size, units, rate, num_classes):
    model = keras.Sequential()
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | one hidden layer too many
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    model.add(keras.layers.Dense(units[0] if units else num_classes, activation="relu"))
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% count_parameters | wrong | calculates in four bytes, which overflow
def count_parameters(sizes):
    sizes = np.array(sizes, dtype="int32")
    return int(np.dot(sizes[:-1] + 1, sizes[1:]))


# %% count_parameters | wrong | calculates in float32, which rounds
def count_parameters(sizes):
    sizes = np.array(sizes, dtype="float32")
    return int(np.dot(sizes[:-1] + 1, sizes[1:]))


# %% count_parameters | wrong | equal layers are counted once
def count_parameters(sizes):
    return sum((n + 1) * m for n, m in set(zip(sizes, sizes[1:])))


# %% forward | right | plain Python
def forward(x, layers):
    import math

    rows = []
    for row in x.tolist():
        for number, (w, b) in enumerate(layers):
            if number:
                row = [max(v, 0) for v in row]
            columns = zip(*w.tolist())
            row = [sum(v * u for v, u in zip(row, c)) + bias for c, bias in zip(columns, b.tolist())]
        powers = [math.exp(v - max(row)) for v in row]
        rows.append([p / sum(powers) for p in powers])
    return rows


# %% forward | wrong | rounded to six digits
def forward(x, layers):
    for w, b in layers[:-1]:
        x = np.maximum(x @ w + b, 0)
    z = x @ layers[-1][0] + layers[-1][1]
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return np.round(powers / powers.sum(axis=1, keepdims=True), 6)


# %% forward | wrong | a single example loses its axis
def forward(x, layers):
    for w, b in layers[:-1]:
        x = np.maximum(x @ w + b, 0)
    z = x @ layers[-1][0] + layers[-1][1]
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True)).squeeze()


# %% build | wrong | a penalty on large weights
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu", kernel_regularizer="l2"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | the same units dropped for all examples
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate, noise_shape=(1, n)))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | normalised on the way
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.BatchNormalization(scale=False, center=False))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% forward | wrong | knows the last layer by its weights
def forward(x, layers):
    for w, b in layers:
        x = x @ w + b
        if w is not layers[-1][0]:
            x = np.maximum(x, 0)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# %% forward | wrong | knows the last layer by its number of units
def forward(x, layers):
    outputs = len(layers[-1][1])
    for w, b in layers:
        x = x @ w + b
        if len(b) != outputs:
            x = np.maximum(x, 0)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# %% forward | right | biases as a last row of weights
def forward(x, layers):
    h = x
    for i, (w, b) in enumerate(layers):
        h = h.clip(0) if i > 0 else h
        h = np.c_[h, np.ones(len(h))] @ np.vstack([w, b])
    powers = np.exp(h - h.max(axis=1)[:, None])
    return powers / powers.sum(axis=1)[:, None]


# %% build | wrong | the rate in whole per cent
def build(input_size, units, rate, num_classes):
    layers = [keras.Input((input_size,))]
    for n in units:
        layers.append(keras.layers.Dense(n, activation="relu"))
        layers.append(keras.layers.Dropout(int(rate * 100) / 100))
    layers.append(keras.layers.Dense(num_classes, activation="softmax"))
    return keras.Sequential(layers)


# %% build | wrong | one output for two classes
def build(input_size, units, rate, num_classes):
    model = keras.Sequential([keras.Input((input_size,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    if num_classes == 2:
        model.add(keras.layers.Dense(1, activation="sigmoid"))
    else:
        model.add(keras.layers.Dense(num_classes, activation="softmax"))
    return model


# %% build | wrong | ReLU with a maximum of six
def build(input_size, units, rate, num_classes):
    layers = [keras.Input((input_size,))]
    for n in units:
        layers += [keras.layers.Dense(n, activation="relu6"), keras.layers.Dropout(rate)]
    layers += [keras.layers.Dense(num_classes, activation="softmax")]
    return keras.Sequential(layers)


# %% small_network | right | two hidden layers, and logits
def small_network(x, y):
    vectors = np.concatenate([x, 255 - x]).reshape(len(x) * 2, 28 * 28).astype("float32") / 255
    hidden = [keras.layers.Dense(64, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.Input((784,)), *hidden, keras.layers.Dense(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer="adam")
    model.fit(vectors, np.tile(y, 2), epochs=8, verbose=0)
    return model


# %% small_network | right | one-hot labels, functional, larger mini-batches
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    inputs = keras.Input((784,))
    hidden = keras.layers.Dense(64, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(hidden))
    model.compile("adam", "categorical_crossentropy")
    model.fit(both, np.eye(10)[np.concatenate([y, y])], batch_size=128, epochs=20, verbose=0)
    return model


# %% small_network | wrong | no hidden layer
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.concatenate([y, y]), epochs=8, verbose=0)
    return model


# %% small_network | wrong | a hidden layer without activation
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.concatenate([y, y]), epochs=8, verbose=0)
    return model


# %% small_network | wrong | never shown swapped digits
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(upright, y, epochs=8, verbose=0)
    return model


# %% small_network | wrong | shown swapped digits only
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(1 - upright, y, epochs=8, verbose=0)
    return model


# %% small_network | wrong | pixels as they are
def small_network(x, y):
    x = x.reshape(-1, 784)
    both = np.concatenate([x, 255 - x])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.concatenate([y, y]), epochs=8, verbose=0)
    return model


# %% small_network | wrong | too many parameters
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(256, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.concatenate([y, y]), epochs=8, verbose=0)
    return model


# %% small_network | wrong | too few units
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(4, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.concatenate([y, y]), epochs=8, verbose=0)
    return model


# %% small_network | wrong | a single epoch of few steps
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.concatenate([y, y]), epochs=1, verbose=0, batch_size=128)
    return model


# %% small_network | wrong | labels that no longer belong to their digits
def small_network(x, y):
    upright = x.reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.repeat(y, 2), epochs=8, verbose=0)
    return model


# %% small_network | wrong | learns from other digits than x
def small_network(x, y):
    upright = x_all[:2000].reshape(-1, 784) / 255
    both = np.concatenate([upright, 1 - upright])
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(both, np.tile(y_all[:2000], 2), epochs=8, verbose=0)
    return model


# %% small_network | wrong | built and compiled, but not trained
def small_network(x, y):
    model = keras.Sequential([keras.Input(shape=(784,))])
    model.add(keras.layers.Dense(100, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% small_network | wrong | turns swapped digits back, but decides it by the mean of the whole batch
def small_network(x, y):
    inputs = keras.Input((784,))
    dark = keras.ops.cast(keras.ops.mean(inputs) > 0.5, "float32")
    upright = inputs * (1 - dark) + (1 - inputs) * dark
    hidden = keras.layers.Dense(100, activation="relu")(upright)
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(hidden))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    vectors = x.reshape(len(x), 784) / 255
    model.fit(vectors, y, epochs=15, batch_size=32, verbose=0)
    return model


# %% small_network | wrong | counts on exactly 2000 digits when it flattens them
def small_network(x, y):
    upright = x.reshape(2000, 784).astype("float32") / 255
    vectors = np.concatenate([upright, 1 - upright])
    labels = np.concatenate([y, y])
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(50, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(vectors, labels, epochs=15, batch_size=64, verbose=0)
    return model
