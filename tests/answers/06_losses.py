# %% mean_squared_error | right | np.mean and np.square
def mean_squared_error(y, p):
    if np.shape(y) != np.shape(p):
        raise ValueError("different shapes")
    return np.square(np.subtract(y, p)).mean()


# %% mean_squared_error | right | one long vector
def mean_squared_error(y, p):
    if not y.shape == p.shape:
        raise ValueError("the shapes must be equal")
    difference = y.ravel() - p.ravel()
    return float(difference @ difference) / difference.size


# %% mean_squared_error | right | a loop
def mean_squared_error(y, p):
    if list(y.shape) != list(p.shape):
        raise ValueError
    total, count = 0.0, 0
    for a, b in zip(y.flatten(), p.flatten()):
        total += (a - b) ** 2
        count += 1
    return total / count


# %% mean_squared_error | wrong | falls into the trap
def mean_squared_error(y, p):
    return np.mean((p - y) ** 2)


# %% mean_squared_error | wrong | repairs the shapes without a word
def mean_squared_error(y, p):
    return np.mean((p.reshape(y.shape) - y) ** 2)


# %% mean_squared_error | wrong | only compares the lengths
def mean_squared_error(y, p):
    if len(y) != len(p):
        raise ValueError("different lengths")
    return np.mean((p - y) ** 2)


# %% mean_squared_error | wrong | only compares the numbers of entries
def mean_squared_error(y, p):
    if y.size != p.size:
        raise ValueError("different sizes")
    return np.mean((p - y) ** 2)


# %% mean_squared_error | wrong | only compares the numbers of axes
def mean_squared_error(y, p):
    if y.ndim != p.ndim:
        raise ValueError("different numbers of axes")
    return np.mean((p - y) ** 2)


# %% mean_squared_error | wrong | takes vectors only
def mean_squared_error(y, p):
    if y.ndim != 1 or p.ndim != 1 or len(y) != len(p):
        raise ValueError("not two vectors of the same length")
    return np.mean((p - y) ** 2)


# %% mean_squared_error | wrong | divides by the number of rows
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.sum((p - y) ** 2) / len(y)


# %% mean_squared_error | wrong | a loss for each row
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.mean((p - y) ** 2, axis=-1)


# %% mean_squared_error | wrong | changes its input
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    p -= y
    p **= 2
    return p.mean()


# %% mean_squared_error | wrong | the sum for the mean
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.sum((p - y) ** 2)


# %% mean_squared_error | wrong | the square of the mean
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.mean(p - y) ** 2


# %% mean_squared_error | wrong | the root of it
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.sqrt(np.mean((p - y) ** 2))


# %% mean_squared_error | wrong | an assertion for the ValueError
def mean_squared_error(y, p):
    assert y.shape == p.shape
    return np.mean((p - y) ** 2)


# %% categorical_crossentropy | right | looks up the right class
def categorical_crossentropy(y, p):
    right = p[np.arange(len(p)), np.argmax(y, axis=1)]
    return -np.log(np.maximum(right, 1e-7)).mean()


# %% categorical_crossentropy | right | one sum over everything
def categorical_crossentropy(y, p):
    n, _ = y.shape
    return -np.sum(y * np.log(np.clip(p, 1e-7, 1 - 1e-7))) / n


# %% categorical_crossentropy | right | a loop, in float32
def categorical_crossentropy(y, p):
    losses = []
    for truth, answer in zip(y, p):
        answer = np.where(answer < 1e-7, 1e-7, answer).astype("float32")
        losses.append(-np.dot(truth, np.log(answer)))
    return sum(losses) / len(losses)


# %% categorical_crossentropy | wrong | the logarithm of 0
def categorical_crossentropy(y, p):
    return np.mean(-np.sum(y * np.log(p), axis=1))


# %% categorical_crossentropy | wrong | only an exact 0 is replaced
def categorical_crossentropy(y, p):
    return np.mean(-np.sum(y * np.log(np.where(p == 0, 1e-7, p)), axis=1))


# %% categorical_crossentropy | wrong | adds 1e-7 to every probability
def categorical_crossentropy(y, p):
    return np.mean(-np.sum(y * np.log(p + 1e-7), axis=1))


# %% categorical_crossentropy | wrong | limited to 0.001
def categorical_crossentropy(y, p):
    return np.mean(-np.sum(y * np.log(np.maximum(p, 1e-3)), axis=1))


# %% categorical_crossentropy | wrong | writes the limit into its input
def categorical_crossentropy(y, p):
    p[p < 1e-7] = 1e-7
    return np.mean(-np.sum(y * np.log(p), axis=1))


# %% categorical_crossentropy | wrong | sums over the examples, mean over the classes
def categorical_crossentropy(y, p):
    return np.mean(-np.sum(y * np.log(np.maximum(p, 1e-7)), axis=0))


# %% categorical_crossentropy | wrong | passes 0 over with nansum
def categorical_crossentropy(y, p):
    with np.errstate(all="ignore"):
        return -np.nansum(y * np.log(p)) / len(y)


# %% categorical_crossentropy | wrong | mean over all entries
def categorical_crossentropy(y, p):
    return np.mean(-y * np.log(np.maximum(p, 1e-7)))


# %% categorical_crossentropy | wrong | the sum for the mean
def categorical_crossentropy(y, p):
    return -np.sum(y * np.log(np.maximum(p, 1e-7)))


# %% categorical_crossentropy | wrong | no minus
def categorical_crossentropy(y, p):
    return np.mean(np.sum(y * np.log(np.maximum(p, 1e-7)), axis=1))


# %% categorical_crossentropy | wrong | logarithm to base 2
def categorical_crossentropy(y, p):
    return np.mean(-np.sum(y * np.log2(np.maximum(p, 1e-7)), axis=1))


# %% categorical_crossentropy | wrong | the binary loss
def categorical_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% categorical_crossentropy | wrong | a loss for each example
def categorical_crossentropy(y, p):
    return -np.sum(y * np.log(np.maximum(p, 1e-7)), axis=1)


# %% categorical_crossentropy | wrong | y and p swapped
def categorical_crossentropy(y, p):
    return np.mean(-np.sum(p * np.log(np.maximum(y, 1e-7)), axis=1))


# %% binary_crossentropy | right | the probability of the right answer
def binary_crossentropy(y, p):
    p = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7)
    return -np.log(np.where(y == 1, p, 1 - p)).mean()


# %% binary_crossentropy | right | each side limited by itself
def binary_crossentropy(y, p):
    yes = y * np.log(np.maximum(p, 1e-7))
    no = (1 - y) * np.log(np.maximum(1 - p, 1e-7))
    return -(yes + no).sum() / y.size


# %% binary_crossentropy | wrong | in float32, which has too few digits near 1
def binary_crossentropy(y, p):
    p = np.clip(p.astype("float32"), 1e-7, 1 - 1e-7)
    y = y.astype("float32")
    return float(np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p)))


# %% binary_crossentropy | right | a loop
def binary_crossentropy(y, p):
    total = 0.0
    for truth, answer in zip(y.ravel(), p.ravel()):
        answer = min(max(answer, 1e-7), 1 - 1e-7)
        total -= np.log(answer) if truth == 1 else np.log(1 - answer)
    return total / y.size


# %% binary_crossentropy | wrong | limited at 0 only
def binary_crossentropy(y, p):
    p = np.maximum(p, 1e-7)
    return np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% binary_crossentropy | wrong | a loss for each row
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)), axis=-1)


# %% binary_crossentropy | wrong | divides by the number of rows
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(y)


# %% binary_crossentropy | wrong | writes the limits into its input
def binary_crossentropy(y, p):
    np.clip(p, 1e-7, 1 - 1e-7, out=p)
    return np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% binary_crossentropy | wrong | limits the loss, and loses it to nan
def binary_crossentropy(y, p):
    with np.errstate(all="ignore"):
        losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return np.mean(np.minimum(losses, 16.118096))


# %% binary_crossentropy | wrong | the logarithm of 0
def binary_crossentropy(y, p):
    return np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% binary_crossentropy | wrong | only the yes
def binary_crossentropy(y, p):
    return np.mean(-y * np.log(np.clip(p, 1e-7, 1 - 1e-7)))


# %% binary_crossentropy | wrong | yes and no swapped
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.mean(-((1 - y) * np.log(p) + y * np.log(1 - p)))


# %% binary_crossentropy | wrong | no minus
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


# %% binary_crossentropy | wrong | the sum for the mean
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))


# %% binary_crossentropy | wrong | limited to 0.001
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-3, 1 - 1e-3)
    return np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% crossentropy_gradient | right | subtracts 1 at the labels
def crossentropy_gradient(logits, labels):
    gradient = np.exp(logits - np.max(logits, axis=1)[:, None])
    gradient /= np.sum(gradient, axis=1)[:, None]
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


# %% crossentropy_gradient | right | row by row
def crossentropy_gradient(logits, labels):
    rows = []
    for row, label in zip(logits, labels):
        powers = np.exp(row - max(row))
        p = powers / sum(powers)
        p[label] -= 1
        rows.append(p / len(logits))
    return np.array(rows)


# %% crossentropy_gradient | right | through the logarithm
def crossentropy_gradient(logits, labels):
    z = logits - logits.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    y = np.asarray(labels)[:, np.newaxis] == np.arange(z.shape[1])
    return (np.exp(log_p) - y) / z.shape[0]


# %% crossentropy_gradient | right | a list of rows, in plain Python
def crossentropy_gradient(logits, labels):
    import math

    n, rows = len(labels), []
    for row, label in zip(logits.tolist(), labels.tolist()):
        powers = [math.exp(z - max(row)) for z in row]
        p = [power / math.fsum(powers) for power in powers]
        rows.append([(q - (j == label)) / n for j, q in enumerate(p)])
    return rows


# %% crossentropy_gradient | wrong | in float32, which has too few digits for large logits
def crossentropy_gradient(logits, labels):
    z = logits.astype("float32")
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(z.shape[1])[labels]) / len(z)


# %% crossentropy_gradient | wrong | the mean of each row subtracted
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.mean(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(logits)


# %% crossentropy_gradient | wrong | places counted in the dtype of the labels
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    n, k = p.shape
    places = labels + np.arange(n).astype(labels.dtype) * np.array(k).astype(labels.dtype)
    p.reshape(-1)[places] -= 1
    return p / n


# %% crossentropy_gradient | wrong | squeezes
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return np.squeeze((p - np.eye(logits.shape[1])[labels]) / len(logits))


# %% crossentropy_gradient | wrong | rounded
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return np.round((p - np.eye(logits.shape[1])[labels]) / len(logits), 6)


# %% crossentropy_gradient | wrong | no division by n
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return p - np.eye(logits.shape[1])[labels]


# %% crossentropy_gradient | wrong | mean over all entries
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / logits.size


# %% crossentropy_gradient | wrong | divided by the number of classes
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / logits.shape[1]


# %% crossentropy_gradient | wrong | truth minus prediction
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (np.eye(logits.shape[1])[labels] - p) / len(logits)


# %% crossentropy_gradient | wrong | no maximum subtracted
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits)
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(logits)


# %% crossentropy_gradient | wrong | one maximum for all rows
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max())
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(logits)


# %% crossentropy_gradient | wrong | cuts off large logits
def crossentropy_gradient(logits, labels):
    powers = np.exp(np.clip(logits, -100, 100))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(logits)


# %% crossentropy_gradient | wrong | subtracts 1 in whole columns
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[:, labels] -= 1
    return p / len(logits)


# %% crossentropy_gradient | wrong | changes the logits
def crossentropy_gradient(logits, labels):
    logits -= logits.max(axis=1, keepdims=True)
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(p)), labels] -= 1
    return p / len(p)


# %% crossentropy_gradient | wrong | softmax over the examples
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=0))
    p = powers / powers.sum(axis=0)
    return (p - np.eye(logits.shape[1])[labels]) / len(logits)


# %% crossentropy_gradient | wrong | one softmax for the mini-batch
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max())
    p = powers / powers.sum()
    return (p - np.eye(logits.shape[1])[labels]) / len(logits)


# %% crossentropy_gradient | wrong | classes guessed from the labels
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(labels.max() + 1)[labels]) / len(logits)


# %% crossentropy_gradient | wrong | no softmax
def crossentropy_gradient(logits, labels):
    return (logits - np.eye(logits.shape[1])[labels]) / len(logits)


# %% crossentropy_gradient | wrong | slope with respect to the probabilities
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -y / np.maximum(p, 1e-7) / len(logits)


# %% crossentropy_gradient | wrong | the mean over the examples is taken
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return np.mean(p - np.eye(logits.shape[1])[labels], axis=0)


# %% crossentropy_gradient | wrong | forgets return
def crossentropy_gradient(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    gradient = (p - np.eye(logits.shape[1])[labels]) / len(logits)


# %% binary_crossentropy | wrong | adds 1e-7 instead of clipping
def binary_crossentropy(y, p):
    return -np.mean(y * np.log(p + 1e-7) + (1 - y) * np.log(1 - p + 1e-7))


# %% crossentropy_gradient | wrong | more digits instead of subtracting the maximum
def crossentropy_gradient(logits, labels):
    e = np.exp(logits.astype(np.longdouble))
    p = e / e.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


# %% categorical_crossentropy | right | with a constant of its own named limit
limit = 1e-7


def categorical_crossentropy(y, p):
    return -np.sum(y * np.log(np.maximum(p, limit))) / len(y)


# %% mean_squared_error | right | the length of the difference
def mean_squared_error(y, p):
    if (y.ndim, y.shape) != (p.ndim, p.shape):
        raise ValueError(y.shape, p.shape)
    return np.linalg.norm(p - y) ** 2 / y.size


# %% mean_squared_error | wrong | multiplied out, the difference of large numbers
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.mean(p**2) - 2 * np.mean(p * y) + np.mean(y**2)


# %% mean_squared_error | wrong | rounded
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.round(np.mean((p - y) ** 2), 6)


# %% mean_squared_error | wrong | compares the lengths in any order
def mean_squared_error(y, p):
    if sorted(y.shape) != sorted(p.shape):
        raise ValueError("different shapes")
    return np.mean((p - y) ** 2)


# %% mean_squared_error | wrong | axes of length 1 do not count
def mean_squared_error(y, p):
    y, p = np.squeeze(y), np.squeeze(p)
    if y.shape != p.shape:
        raise ValueError("different shapes")
    return np.mean((p - y) ** 2)


# %% categorical_crossentropy | right | a loop, in plain Python
def categorical_crossentropy(y, p):
    import math

    losses = [-math.log(max(row[truth.index(1)], 1e-7)) for truth, row in zip(y.tolist(), p.tolist())]
    return sum(losses) / len(losses)


# %% categorical_crossentropy | right | Keras's way
def categorical_crossentropy(y, p):
    p = np.clip(p / p.sum(axis=-1, keepdims=True), 1e-7, 1 - 1e-7)
    return np.mean(-np.sum(y * np.log(p), axis=-1))


# %% categorical_crossentropy | wrong | the logarithm of a product
def categorical_crossentropy(y, p):
    right = np.sum(y * np.maximum(p, 1e-7), axis=1)
    return -np.log(np.prod(right)) / len(y)


# %% categorical_crossentropy | wrong | rounded
def categorical_crossentropy(y, p):
    return np.round(np.mean(-np.sum(y * np.log(np.maximum(p, 1e-7)), axis=1)), 6)


# %% categorical_crossentropy | wrong | the last class does not count
def categorical_crossentropy(y, p):
    return -np.sum(y[:, :-1] * np.log(np.maximum(p[:, :-1], 1e-7))) / len(y)


# %% categorical_crossentropy | wrong | equal losses count once
def categorical_crossentropy(y, p):
    losses = set(-np.sum(y * np.log(np.maximum(p, 1e-7)), axis=1))
    return sum(losses) / len(losses)


# %% binary_crossentropy | wrong | the logarithm of a product
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.log(np.prod(np.where(y == 1, p, 1 - p))) / y.size


# %% binary_crossentropy | wrong | rounded
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.round(np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p))), 6)


# %% binary_crossentropy | wrong | the means of the yes and of the no
def binary_crossentropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -(np.mean(np.log(p[y == 1])) + np.mean(np.log(1 - p[y == 0]))) / 2


# %% mean_squared_error | right | variance and squared mean of the differences
def mean_squared_error(y, p):
    if y.ndim != p.ndim or any(a != b for a, b in zip(y.shape, p.shape)):
        raise ValueError
    d = np.array(p, dtype=float) - np.array(y, dtype=float)
    return float(np.var(d) + np.mean(d) ** 2)


# %% mean_squared_error | wrong | compares the shape of p with that of the difference
def mean_squared_error(y, p):
    d = p - y
    if d.shape != p.shape:
        raise ValueError("shapes differ")
    return np.mean(d**2)


# %% mean_squared_error | wrong | flattens in the order of memory
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("shapes differ")
    return np.mean((y.ravel(order="K") - p.ravel(order="K")) ** 2)


# %% categorical_crossentropy | wrong | the mean of the means of a hundred examples each
def categorical_crossentropy(y, p):
    means = []
    for start in range(0, len(y), 100):
        some = slice(start, start + 100)
        means.append(-np.mean(np.sum(y[some] * np.log(np.maximum(p[some], 1e-7)), axis=1)))
    return np.mean(means)


# %% categorical_crossentropy | wrong | limits the mean, not each example
def categorical_crossentropy(y, p):
    with np.errstate(divide="ignore"):
        loss = -np.log((y * p).sum(axis=1)).mean()
    return min(loss, -np.log(1e-7))


# %% binary_crossentropy | right | softplus of the logits
def binary_crossentropy(y, p):
    q = np.minimum(np.maximum(p, 1e-7), 1.0 - 1e-7)
    z = np.log(q) - np.log(1 - q)
    return np.logaddexp(0, (1 - 2 * y) * z).mean()


# %% binary_crossentropy | wrong | flattens in the order of memory
def binary_crossentropy(y, p):
    y, p = y.ravel(order="K"), p.ravel(order="K")
    q = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


# %% crossentropy_gradient | right | differences of all pairs of logits
def crossentropy_gradient(logits, labels):
    n, k = logits.shape
    p = np.zeros((n, k))
    for i, row in enumerate(logits):
        differences = np.minimum(np.subtract.outer(row, row), 700)
        p[i] = 1 / np.exp(differences).sum(axis=0)
    p[np.arange(n), labels] -= 1
    return p / n


# %% crossentropy_gradient | wrong | the logarithm of the sum, of logits as they are
def crossentropy_gradient(logits, labels):
    n, k = logits.shape
    p = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    p[np.arange(n), labels] -= 1
    return p / n


# %% crossentropy_gradient | wrong | the first logit of each row subtracted
def crossentropy_gradient(logits, labels):
    n, k = logits.shape
    e = np.exp(logits - logits[:, :1])
    return (e / e.sum(axis=1, keepdims=True) - np.eye(k)[labels]) / n


# %% mean_squared_error | wrong | takes differences below 1e-12 for rounding noise and drops them
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("shapes differ")
    d = p - y
    d[np.abs(d) < 1e-12] = 0
    return np.mean(d**2)


# %% mean_squared_error | wrong | takes the mean in float32, so that huge entries such as 1e20 overflow to inf
def mean_squared_error(y, p):
    if y.shape != p.shape:
        raise ValueError("shapes differ")
    return float(np.mean(np.square(p - y), dtype=np.float32))


# %% categorical_crossentropy | wrong | mean of the means of blocks of 1000 examples
def categorical_crossentropy(y, p):
    means = []
    for start in range(0, len(y), 1000):
        block = slice(start, start + 1000)
        logs = np.log(np.maximum(p[block], 1e-7))
        means.append(-np.mean(np.sum(y[block] * logs, axis=1)))
    return np.mean(means)
