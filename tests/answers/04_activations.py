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


# %% broken_line | right | a loop over the knots
def broken_line(knots, values):
    units = len(knots)
    w1, b1, w2 = np.ones((1, units)), np.zeros(units), np.zeros(units)
    slope = 0
    for i in range(units):
        b1[i] = -knots[i]
        new = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i]) if i + 1 < units else 0
        w2[i] = new - slope
        slope = new
    return w1, b1, w2, values[0]


# %% broken_line | right | hinges that open to the left
def broken_line(knots, values):
    slopes = np.concatenate([[0], np.diff(values) / np.diff(knots), [0]])
    return -np.ones((1, len(knots))), knots, np.diff(slopes), values[-1]


# %% broken_line | right | a ramp for each piece, from two units
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    b1 = -np.concatenate([knots[:-1], knots[1:]])
    return np.ones((1, b1.size)), b1, np.concatenate([slopes, -slopes]), float(values[0])


# %% broken_line | right | the slopes inside the hinges, and lists
def broken_line(knots, values):
    units = []
    for a, b, low, high in zip(knots, knots[1:], values, values[1:]):
        units += [(1 / (b - a), -a / (b - a), high - low), (1 / (b - a), -b / (b - a), low - high)]
    w1, b1, w2 = zip(*units)
    return [list(w1)], list(b1), list(w2), values[0]


# %% broken_line | wrong | goes straight on after the last knot, as in the chapter
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.ones((1, len(slopes))), -knots[:-1], np.diff(slopes, prepend=0), values[0]


# %% broken_line | wrong | goes straight on before the first knot
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    w1 = np.ones((1, len(knots) + 1))
    w1[0, 0] = -1
    b1 = np.concatenate([knots[:1], -knots])
    w2 = np.concatenate([-slopes[:1], np.diff(slopes, prepend=0, append=0)])
    return w1, b1, w2, values[0]


# %% broken_line | wrong | begins at zero
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.ones((1, len(knots))), -knots, np.diff(slopes, prepend=0, append=0), 0.0


# %% broken_line | wrong | corners at minus the knots
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.ones((1, len(knots))), knots, np.diff(slopes, prepend=0, append=0), values[0]


# %% broken_line | wrong | slopes instead of their changes
def broken_line(knots, values):
    slopes = np.diff(values, append=values[-1]) / np.diff(knots, append=knots[-1] + 1)
    return np.ones((1, len(knots))), -knots, slopes, values[0]


# %% broken_line | wrong | differences of heights instead of slopes
def broken_line(knots, values):
    bends = np.diff(np.diff(values), prepend=0, append=0)
    return np.ones((1, len(knots))), -knots, bends, values[0]


# %% broken_line | wrong | all knots as far apart as the first two
def broken_line(knots, values):
    slopes = np.diff(values) / (knots[1] - knots[0])
    return np.ones((1, len(knots))), -knots, np.diff(slopes, prepend=0, append=0), values[0]


# %% broken_line | wrong | the last bend has the wrong sign
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    bends = np.append(np.diff(slopes, prepend=0), slopes[-1])
    return np.ones((1, len(knots))), -knots, bends, values[0]


# %% broken_line | wrong | heights as weights
def broken_line(knots, values):
    return np.ones((1, len(knots))), -knots, values.copy(), 0.0


# %% broken_line | wrong | a row where a column should be
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.ones((len(knots), 1)), -knots, np.diff(slopes, prepend=0, append=0), values[0]


# %% broken_line | wrong | weights without their minus
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    return np.ones((1, len(knots))), -knots, np.abs(np.diff(slopes, prepend=0, append=0)), values[0]


# %% broken_line | wrong | changes its knots
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    knots *= -1
    return np.ones((1, len(knots))), knots, np.diff(slopes, prepend=0, append=0), values[0]


# %% broken_line | wrong | bends rounded to six digits
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    bends = np.diff(slopes, prepend=0, append=0).round(6)
    return np.ones((1, len(knots))), -knots, bends, values[0]


# %% broken_line | wrong | a bend for rising knots only where the line bends upwards
def broken_line(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    bends = np.maximum(np.diff(slopes, prepend=0, append=0), 0)
    return np.ones((1, len(knots))), -knots, bends, values[0]


# %% broken_line | wrong | at least three knots
def broken_line(knots, values):
    left, right = np.diff(values)[:-1], np.diff(values)[1:]
    before, after = np.diff(knots)[:-1], np.diff(knots)[1:]
    inner = right / after - left / before
    bends = np.concatenate([[left[0] / before[0]], inner, [-right[-1] / after[-1]]])
    return np.ones((1, len(knots))), -knots, bends, values[0]


# %% xor_network | right | the chapter's weights, for inputs made zero and one
def xor_network():
    w1, b1 = np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([1.0, 0.0])
    return w1, b1, np.array([1.0, -2.0]), 0.0


# %% xor_network | right | one minus how far the sum is from zero
def xor_network():
    return np.array([[1, -1], [1, -1]]), np.zeros(2), -np.array([1, 1]) / 2, 1


# %% xor_network | right | plain lists
def xor_network():
    return [[3, -3], [-3, 3]], [0, 0], [1 / 6, 1 / 6], 0


# %% xor_network | wrong | the chapter's weights as they are
def xor_network():
    return np.array([[1, 1], [1, 1]]), np.array([0, -1]), np.array([1, -2]), 0


# %% xor_network | wrong | one where both are equal
def xor_network():
    w1 = np.array([[1, -1], [-1, 1]])
    return w1, np.zeros(2), np.array([-0.5, -0.5]), 1


# %% xor_network | wrong | two instead of one
def xor_network():
    w1 = np.array([[1, -1], [-1, 1]])
    return w1, np.zeros(2), np.array([1.0, 1.0]), 0


# %% xor_network | wrong | minus one for no
def xor_network():
    w1 = np.array([[1, -1], [-1, 1]])
    return w1, np.zeros(2), np.array([1.0, 1.0]), -1


# %% xor_network | wrong | right without ReLU's help only in three cases
def xor_network():
    return np.array([[1, 1], [-1, -1]]), np.zeros(2), np.array([0.5, 0.5]), 0


# %% xor_network | wrong | the or of both inputs
def xor_network():
    return np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([1.0, 0.0]), np.array([1.0, -1.0]), 0


# %% xor_network | wrong | no bias for the answer
def xor_network():
    w1 = np.array([[1, -1], [-1, 1]])
    return w1, np.zeros(2), np.array([0.5, 0.5])


# %% xor_network | wrong | three hidden units
def xor_network():
    w1 = np.array([[1, -1, 0], [-1, 1, 0]])
    return w1, np.zeros(3), np.array([0.5, 0.5, 0]), 0


# %% xor_network | wrong | a column of weights for the answer
def xor_network():
    w1 = np.array([[1, -1], [-1, 1]])
    return w1, np.zeros(2), np.array([[0.5], [0.5]]), 0


# %% leaky_relu | wrong | ravel in the order of memory, reshape in the order of rows
def leaky_relu(x, negative_slope):
    flat = x.ravel(order="K")
    bent = np.array([v if v > 0 else negative_slope * v for v in flat], float)
    return bent.reshape(x.shape)


# %% broken_line | wrong | puts helper knots at -100 and 100
def broken_line(knots, values):
    knots = np.concatenate([[-100.0], knots, [100.0]])
    values = np.concatenate([values[:1], values, values[-1:]])
    slopes = np.diff(values) / np.diff(knots)
    w2 = np.diff(slopes, prepend=0)
    return np.ones((1, len(w2))), -knots[:-1], w2, values[0]


# %% broken_line | wrong | one recursion for each piece
def broken_line(knots, values):
    def kinks(i, before):
        if i == len(knots) - 1:
            return [-before]
        slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
        return [slope - before] + kinks(i + 1, slope)

    w2 = np.array(kinks(0, 0.0))
    return np.ones((1, len(w2))), -knots, w2, values[0]
