# %% difference_unit | right | the means as sums over counts
def difference_unit(x, y, first, second):
    a = np.sum(x[y == first], axis=0) / np.sum(y == first)
    b = np.sum(x[y == second], axis=0) / np.sum(y == second)
    return b - a, (np.dot(a, a) - np.dot(b, b)) / 2


# %% difference_unit | right | minus the score of the middle
def difference_unit(x, y, first, second):
    low, high = [np.mean(x[np.flatnonzero(y == label)], axis=0) for label in (first, second)]
    weights = high - low
    middle = low + weights / 2
    return weights, -np.sum(middle * weights)


# %% difference_unit | right | loops over the examples, and a list
def difference_unit(x, y, first, second):
    def mean(label):
        rows = [row for row, one in zip(x.tolist(), y.tolist()) if one == label]
        return np.array([sum(column) / len(rows) for column in zip(*rows)])

    one, two = mean(first), mean(second)
    return [two - one, -float((two - one) @ (two + one)) / 2]


# %% difference_unit | wrong | first minus second
def difference_unit(x, y, first, second):
    one, two = x[y == first].mean(axis=0), x[y == second].mean(axis=0)
    return one - two, -(one + two) @ (one - two) / 2


# %% difference_unit | wrong | the bias has the wrong sign
def difference_unit(x, y, first, second):
    one, two = x[y == first].mean(axis=0), x[y == second].mean(axis=0)
    return two - one, (one + two) @ (two - one) / 2


# %% difference_unit | wrong | the sum of both scores, not halved
def difference_unit(x, y, first, second):
    one, two = x[y == first].mean(axis=0), x[y == second].mean(axis=0)
    return two - one, -(one + two) @ (two - one)


# %% difference_unit | wrong | the mean of all examples of both as the middle
def difference_unit(x, y, first, second):
    one, two = x[y == first].mean(axis=0), x[y == second].mean(axis=0)
    both = x[(y == first) | (y == second)].mean(axis=0)
    return two - one, -both @ (two - one)


# %% difference_unit | wrong | all other examples count as the first class
def difference_unit(x, y, first, second):
    one, two = x[y != second].mean(axis=0), x[y == second].mean(axis=0)
    return two - one, -(one + two) @ (two - one) / 2


# %% difference_unit | wrong | sums where means were asked
def difference_unit(x, y, first, second):
    one, two = x[y == first].sum(axis=0), x[y == second].sum(axis=0)
    return two - one, -(one + two) @ (two - one) / 2


# %% difference_unit | wrong | the mean of all numbers, not of each pixel
def difference_unit(x, y, first, second):
    one, two = x[y == first].mean(), x[y == second].mean()
    w = np.full(x.shape[1], two - one)
    return w, -(one + two) * w.sum() / 2


# %% difference_unit | wrong | the smaller label is always the first
def difference_unit(x, y, first, second):
    first, second = min(first, second), max(first, second)
    one, two = x[y == first].mean(axis=0), x[y == second].mean(axis=0)
    return two - one, -(one + two) @ (two - one) / 2


# %% difference_unit | wrong | always the classes zero and one
def difference_unit(x, y, first, second):
    one, two = x[y == 0].mean(axis=0), x[y == 1].mean(axis=0)
    return two - one, -(one + two) @ (two - one) / 2


# %% difference_unit | wrong | the bias halfway between the scores of the first two examples
def difference_unit(x, y, first, second):
    one, two = x[y == first], x[y == second]
    w = two.mean(axis=0) - one.mean(axis=0)
    return w, -(one[0] + two[0]) @ w / 2


# %% difference_unit | wrong | a row of weights
def difference_unit(x, y, first, second):
    one = x[y == first].mean(axis=0, keepdims=True)
    two = x[y == second].mean(axis=0, keepdims=True)
    return two - one, -np.sum((one + two) * (two - one)) / 2


# %% difference_unit | wrong | weights of length one
def difference_unit(x, y, first, second):
    one, two = x[y == first].mean(axis=0), x[y == second].mean(axis=0)
    w = (two - one) / np.linalg.norm(two - one)
    return w, -(one + two) @ w / 2


# %% difference_unit | wrong | means that are kept from an earlier call
means = {}


def difference_unit(x, y, first, second):
    for label in first, second:
        if label not in means:
            means[label] = x[y == label].mean(axis=0)
    w = means[second] - means[first]
    return w, -(means[first] + means[second]) @ w / 2


# %% difference_unit | wrong | labels looked up as places of the sorted labels
def difference_unit(x, y, first, second):
    rows = [x[y == label].mean(axis=0) for label in np.unique(y)]
    one, two = rows[first % len(rows)], rows[second % len(rows)]
    return two - one, -(one + two) @ (two - one) / 2


# %% nearest_units | right | twice the scores of the sample
def nearest_units(templates, importance):
    w = np.array([2 * importance * t for t in templates]).T
    return w, -np.sum(importance * templates**2, axis=1)


# %% nearest_units | right | every score less that of the first template
def nearest_units(templates, importance):
    w = importance[:, None] * templates.T
    b = -0.5 * np.sum(w * templates.T, axis=0)
    return w - w[:, :1], b - b[0]


# %% nearest_units | right | pixels drawn out by the root of what they count
def nearest_units(templates, importance):
    root = np.sqrt(importance)
    stretched = templates * root
    return root[:, np.newaxis] * stretched.T, -np.square(stretched).sum(axis=1) / 2


# %% nearest_units | right | loops and lists
def nearest_units(templates, importance):
    m, k = templates.shape
    w = [[float(importance[i] * templates[j, i]) for j in range(m)] for i in range(k)]
    b = [-sum(float(importance[i]) * float(templates[j, i]) ** 2 for i in range(k)) / 2 for j in range(m)]
    return w, b


# %% nearest_units | wrong | all pixels count alike
def nearest_units(templates, importance):
    return templates.T, -np.sum(templates**2, axis=1) / 2


# %% nearest_units | wrong | what pixels count stands in the weights only
def nearest_units(templates, importance):
    return (importance * templates).T, -np.sum(templates**2, axis=1) / 2


# %% nearest_units | wrong | what pixels count stands in the biases only
def nearest_units(templates, importance):
    return templates.T, -np.sum(importance * templates**2, axis=1) / 2


# %% nearest_units | wrong | what pixels count is squared with the template
def nearest_units(templates, importance):
    w = (importance * templates).T
    return w, -np.sum(w**2, axis=0) / 2


# %% nearest_units | wrong | the roots only once
def nearest_units(templates, importance):
    w = (np.sqrt(importance) * templates).T
    return w, -np.sum(w**2, axis=0) / 2


# %% nearest_units | wrong | no biases
def nearest_units(templates, importance):
    return (importance * templates).T, np.zeros(len(templates))


# %% nearest_units | wrong | the biases are not halved
def nearest_units(templates, importance):
    return (importance * templates).T, -np.sum(importance * templates**2, axis=1)


# %% nearest_units | wrong | the biases have the wrong sign
def nearest_units(templates, importance):
    return (importance * templates).T, np.sum(importance * templates**2, axis=1) / 2


# %% nearest_units | wrong | the smallest score wins
def nearest_units(templates, importance):
    return -(importance * templates).T, np.sum(importance * templates**2, axis=1) / 2


# %% nearest_units | wrong | one row for each unit
def nearest_units(templates, importance):
    return importance * templates, -np.sum(importance * templates**2, axis=1) / 2


# %% nearest_units | wrong | the biases as a row of a matrix
def nearest_units(templates, importance):
    w = (importance * templates).T
    return w, -np.sum(importance * templates**2, axis=1)[np.newaxis] / 2


# %% nearest_units | wrong | shares of what all pixels count, in the weights only
def nearest_units(templates, importance):
    shares = importance / importance.sum()
    return (shares * templates).T, -np.sum(importance * templates**2, axis=1) / 2


# %% nearest_units | wrong | pixels that count are only kept, pixels of zero left out
def nearest_units(templates, importance):
    kept = templates * (importance > 0)
    return kept.T, -np.sum(kept**2, axis=1) / 2


# %% nearest_units | wrong | changes the templates
def nearest_units(templates, importance):
    b = -(templates**2 @ importance) / 2
    templates *= importance
    return templates.T, b


# %% nearest_units | wrong | always ten templates
def nearest_units(templates, importance):
    w = np.zeros((len(importance), 10))
    b = np.zeros(10)
    for d in range(10):
        w[:, d] = importance * templates[d]
        b[d] = -np.sum(importance * templates[d] ** 2) / 2
    return w, b


# %% learn | right | forty passes, and an input layer
def learn(x, y):
    x = x.reshape(len(x), 784).astype("float32") / 255
    inputs = keras.Input((784,))
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(inputs))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=40, verbose=0)
    return model


# %% learn | right | small batches, scores without softmax
def learn(x, y):
    model = keras.Sequential([keras.layers.Dense(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss)
    model.fit(x.reshape(-1, 784) / 255, y, batch_size=8, epochs=10, verbose=0)
    return model


# %% learn | wrong | five passes, as in the chapter
def learn(x, y):
    vectors = x.reshape(len(x), -1).astype("float32") / 255
    model = keras.Sequential([keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(vectors, y, epochs=5, verbose=0)
    return model


# %% learn | wrong | learns from pixels that are not scaled
def learn(x, y):
    model = keras.Sequential([keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x.reshape(len(x), -1), y, epochs=30, verbose=0)
    return model


# %% learn | wrong | a hidden layer
def learn(x, y):
    vectors = x.reshape(len(x), -1) / 255
    model = keras.Sequential([keras.layers.Dense(64, "relu"), keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(vectors, y, epochs=30, verbose=0)
    return model


# %% learn | wrong | pixels divided without fractions
def learn(x, y):
    model = keras.Sequential([keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x.reshape(len(x), -1) // 255, y, epochs=30, verbose=0)
    return model


# %% learn | wrong | mean images as templates, nothing learnt
def learn(x, y):
    vectors = x.reshape(len(x), -1) / 255
    means = np.array([vectors[y == digit].mean(axis=0) for digit in range(10)])
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10)])
    model.set_weights([means.T, -np.sum(means**2, axis=1) / 2])
    return model


# %% learn | wrong | the labels in another order
def learn(x, y):
    vectors = x.reshape(len(x), -1) / 255
    model = keras.Sequential([keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(vectors, np.random.permutation(y), epochs=30, verbose=0)
    return model


# %% learn | wrong | columns one after the other
def learn(x, y):
    vectors = x.transpose(0, 2, 1).reshape(len(x), -1) / 255
    model = keras.Sequential([keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(vectors, y, epochs=30, verbose=0)
    return model


# %% learn | wrong | one output that names the digit
def learn(x, y):
    vectors = x.reshape(len(x), -1) / 255
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("adam", "mean_squared_error")
    model.fit(vectors, y, epochs=30, verbose=0)
    return model


# %% learn | wrong | what fit returns, not the model
def learn(x, y):
    vectors = x.reshape(len(x), -1) / 255
    model = keras.Sequential([keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model.fit(vectors, y, epochs=30, verbose=0)


# %% learn | wrong | learns from all digits that there are, not from those that it is given
def learn(x, y):
    model = keras.Sequential([keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x_all[:2000].reshape(2000, 784) / 255, y_all[:2000], epochs=10, verbose=0)
    return model


# %% learn | wrong | never trained
def learn(x, y):
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% softmax | right | one row at a time
def softmax(x):
    result = np.zeros(x.shape)
    for i, row in enumerate(x):
        powers = np.exp(row - max(row))
        result[i] = powers / sum(powers)
    return result


# %% softmax | right | the logarithm of the sum
def softmax(x):
    x = x.astype("float64")
    return np.exp(x - np.logaddexp.reduce(x, axis=1)[:, np.newaxis])


# %% softmax | right | transposed
def softmax(x):
    columns = x.T - x.T.max(axis=0)
    return (np.exp(columns) / np.exp(columns).sum(axis=0)).T


# %% softmax | right | differences of all pairs
def softmax(x):
    differences = np.minimum(x[:, None, :] - x[:, :, None], 700)
    return 1 / np.exp(differences).sum(axis=2)


# %% softmax | wrong | the largest number of the whole array
def softmax(x):
    powers = np.exp(x - x.max())
    return powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | large logits are cut off
def softmax(x):
    powers = np.exp(np.clip(x, -500, 500))
    return powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | subtracts the mean
def softmax(x):
    powers = np.exp(x - x.mean(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | replaces nan by 1
def softmax(x):
    powers = np.exp(x)
    return np.nan_to_num(powers / powers.sum(axis=1, keepdims=True), nan=1.0)


# %% softmax | wrong | changes its input
def softmax(x):
    x -= x.max(axis=1, keepdims=True)
    powers = np.exp(x)
    return powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | nothing subtracted
def softmax(x):
    powers = np.exp(x)
    return powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | along each column
def softmax(x):
    powers = np.exp(x - x.max(axis=0))
    return powers / powers.sum(axis=0)


# %% softmax | wrong | divides by the sum of everything
def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum()


# %% softmax | wrong | divides the logits by the largest one
def softmax(x):
    powers = np.exp(x / np.maximum(np.abs(x).max(axis=1, keepdims=True), 1))
    return powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | the axis is lost (no keepdims)
def softmax(x):
    powers = np.exp(x - x.max(axis=1))
    return powers / powers.sum(axis=1)


# %% softmax | wrong | 1 for the largest, 0 for the others
def softmax(x):
    return np.eye(x.shape[1])[x.argmax(axis=1)]


# %% softmax | wrong | forgets return
def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | more digits instead of subtracting the maximum
def softmax(x):
    e = np.exp(np.asarray(x).astype(np.longdouble))
    return (e / e.sum(axis=1, keepdims=True)).astype(float)


# %% softmax | right | plain Python
def softmax(x):
    import math

    rows = []
    for row in x.tolist():
        powers = [math.exp(v - max(row)) for v in row]
        rows.append([p / sum(powers) for p in powers])
    return rows


# %% softmax | wrong | rounded to six digits
def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return np.round(powers / powers.sum(axis=1, keepdims=True), 6)


# %% softmax | wrong | small probabilities are raised
def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return np.clip(powers / powers.sum(axis=1, keepdims=True), 1e-7, 1)


# %% softmax | wrong | a single row loses its axis
def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return np.squeeze(powers / powers.sum(axis=1, keepdims=True))


# %% softmax | wrong | the logarithm of the sum, which loses the fractions of a million in float32
def softmax(x):
    return np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))


# %% softmax | wrong | calculates in float32, where millions have no fractions
def softmax(x):
    x = x.astype("float32")
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% softmax | wrong | subtracts the score that is largest without its sign
def softmax(x):
    largest = np.take_along_axis(x, np.abs(x).argmax(axis=1)[:, None], axis=1)
    powers = np.exp(x - largest)
    return powers / powers.sum(axis=1, keepdims=True)


# %% nearest_units | wrong | adds 1e-6 to the importance for safety
def nearest_units(templates, importance):
    counts = importance + 1e-6  # never zero
    w = (2 * counts * templates).T
    b = -(counts * templates**2).sum(axis=1)
    return w, b


# %% learn | wrong | has a Dropout layer in front of the ten units, so not one layer and nothing else
def learn(x, y):
    vectors = x.reshape(-1, 784).astype("float32") / 255
    model = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.005),
        loss="sparse_categorical_crossentropy",
    )
    model.fit(vectors, y, epochs=30, verbose=0)
    return model


# %% learn | wrong | as many units as different labels occur
def learn(x, y):
    vectors = x.reshape(-1, 784).astype("float32") / 255
    targets = keras.utils.to_categorical(y)
    model = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(targets.shape[1], activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="categorical_crossentropy")
    model.fit(vectors, targets, epochs=30, verbose=0)
    return model
