# %% leaky_relu | right | one of two lines
def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, negative_slope * x)


# %% leaky_relu | right | a positive and a negative part
def leaky_relu(x, negative_slope):
    return np.clip(x, 0, None) + negative_slope * np.clip(x, None, 0)


# %% leaky_relu | right | a loop over all numbers
def leaky_relu(x, negative_slope):
    result = np.empty(x.shape)
    for place in np.ndindex(*x.shape):
        value = float(x[place])
        result[place] = value if value > 0 else value * negative_slope
    return result


# %% leaky_relu | wrong | changes its input
def leaky_relu(x, negative_slope):
    if np.issubdtype(x.dtype, np.integer):
        x = x.astype(float)
    x[x < 0] *= negative_slope
    return x


# %% leaky_relu | wrong | whole numbers lose their fractions
def leaky_relu(x, negative_slope):
    result = np.array(x)
    result[x < 0] = negative_slope * x[x < 0]
    return result


# %% leaky_relu | wrong | a fixed slope
def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, 0.1 * x)


# %% leaky_relu | wrong | vectorize takes its type from the first number
def leaky_relu(x, negative_slope):
    return np.vectorize(lambda v: v if v > 0 else negative_slope * v)(x)


# %% leaky_relu | wrong | only for one axis
def leaky_relu(x, negative_slope):
    return np.array([v if v > 0 else negative_slope * v for v in x])


# %% leaky_relu | wrong | flattens the array
def leaky_relu(x, negative_slope):
    return np.array([v if v > 0 else negative_slope * v for v in x.flat])


# %% leaky_relu | wrong | plain ReLU
def leaky_relu(x, negative_slope):
    return np.maximum(x, 0)


# %% leaky_relu | wrong | the slope itself on the negative side
def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, negative_slope)


# %% leaky_relu | wrong | the sign is lost
def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, negative_slope * np.abs(x))


# %% leaky_relu | wrong | cuts off at minus the slope
def leaky_relu(x, negative_slope):
    return np.maximum(x, -negative_slope)


# %% leaky_relu | wrong | the derivative
def leaky_relu(x, negative_slope):
    return np.where(x > 0, 1.0, negative_slope)


# %% softmax | right | one row at a time
def softmax(x):
    result = np.zeros(x.shape)
    for i, row in enumerate(x):
        powers = np.exp(row - max(row))
        result[i] = powers / sum(powers)
    return result


# %% softmax | right | the logarithm of the sum
def softmax(x):
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


# %% collapse | right | asks the stack what it does
def collapse(layers):
    def stack(x):
        for w, b in layers:
            x = x @ w + b
        return x

    inputs = layers[0][0].shape[0]
    b = stack(np.zeros(inputs))
    return stack(np.eye(inputs)) - b, b


# %% collapse | right | the bias as one more row
def collapse(layers):
    total = np.eye(len(layers[0][0]) + 1)
    for w, b in layers:
        corner = np.append(np.zeros(len(w)), 1)[:, None]
        total = total @ np.hstack([np.vstack([w, b]), corner])
    return total[:-1, :-1], total[-1, :-1]


# %% collapse | right | the last two first, again and again
def collapse(layers):
    if len(layers) == 1:
        return layers[0]
    *rest, (w1, b1), (w2, b2) = layers
    return collapse([*rest, (w1 @ w2, b1 @ w2 + b2)])


# %% collapse | wrong | takes the layers out of the list
def collapse(layers):
    weights, biases = layers.pop(0)
    while layers:
        w, b = layers.pop(0)
        weights, biases = weights @ w, biases @ w + b
    return weights, biases


# %% collapse | wrong | only two layers
def collapse(layers):
    (w1, b1), (w2, b2) = layers[0], layers[-1]
    return w1 @ w2, b1 @ w2 + b2


# %% collapse | wrong | each bias passes through the last layer only
def collapse(layers):
    weights = layers[0][0]
    for w, _ in layers[1:]:
        weights = weights @ w
    last_w, last_b = layers[-1]
    return weights, sum(b for _, b in layers[:-1]) @ last_w + last_b


# %% collapse | wrong | at least two layers
def collapse(layers):
    weights = np.linalg.multi_dot([w for w, _ in layers])
    biases = np.zeros(len(layers[0][0]))
    for w, b in layers:
        biases = biases @ w + b
    return weights, biases


# %% collapse | wrong | changes the last layer's biases
def collapse(layers):
    weights, biases = layers[0]
    for w, b in layers[1:]:
        weights = weights @ w
        b += biases @ w
        biases = b
    return weights, biases


# %% collapse | wrong | only the last layer's biases
def collapse(layers):
    weights = layers[0][0]
    for w, _ in layers[1:]:
        weights = weights @ w
    return weights, layers[-1][1]


# %% collapse | wrong | multiplied in the other order
def collapse(layers):
    weights, biases = layers[0]
    for w, b in layers[1:]:
        weights, biases = w @ weights, biases @ w + b
    return weights, biases


# %% collapse | wrong | adds up the biases
def collapse(layers):
    weights, biases = layers[0]
    for w, b in layers[1:]:
        weights, biases = weights @ w, biases + b
    return weights, biases


# %% collapse | wrong | forgets the later biases
def collapse(layers):
    weights, biases = layers[0]
    for w, _ in layers[1:]:
        weights, biases = weights @ w, biases @ w
    return weights, biases


# %% collapse | wrong | the biases meet the product of all weights
def collapse(layers):
    weights, biases = layers[0]
    for w, b in layers[1:]:
        weights = weights @ w
        biases = biases @ weights + b
    return weights, biases


# %% collapse | wrong | a ReLU on the way
def collapse(layers):
    weights, biases = layers[0]
    for w, b in layers[1:]:
        weights, biases = weights @ w, np.maximum(biases @ w + b, 0)
    return weights, biases


# %% collapse | wrong | a list with the pair in it
def collapse(layers):
    weights, biases = layers[0]
    for w, b in layers[1:]:
        weights, biases = weights @ w, biases @ w + b
    return [(weights, biases)]


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


# %% leaky_relu | right | two products with a condition
def leaky_relu(x, negative_slope):
    return (x > 0) * x + (x <= 0) * negative_slope * x


# %% leaky_relu | wrong | half of sum and difference with the absolute value, which overflow in bytes
def leaky_relu(x, negative_slope):
    return (x + np.abs(x)) / 2 + negative_slope * (x - np.abs(x)) / 2


# %% leaky_relu | wrong | a slope of zero taken for none
def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, (negative_slope or 0.01) * x)


# %% leaky_relu | wrong | the array itself where nothing is negative
def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, negative_slope * x) if x.min() < 0 else x


# %% collapse | right | weights and biases apart, and a list
def collapse(layers):
    weights = [w for w, _ in layers]
    product, biases = weights[-1], layers[-1][1].copy()
    for w, b in layers[-2::-1]:
        biases = biases + b @ product
        product = w @ product
    return [product, biases]


# %% collapse | wrong | a layer that comes again is left out
def collapse(layers):
    done = []
    weights, biases = layers[0]
    for w, b in layers[1:]:
        if not any(w is one for one in done):
            weights, biases = weights @ w, biases @ w + b
        done.append(w)
    return weights, biases


# %% collapse | wrong | rounded to six digits
def collapse(layers):
    weights, biases = layers[0]
    for w, b in layers[1:]:
        weights, biases = weights @ w, biases @ w + b
    return weights.round(6), biases.round(6)
