# %% printed | right | a loop over epochs and mini-batches
def printed(losses, examples, batch_size):
    means, place = [], 0
    while place < len(losses):
        total, left = 0.0, examples
        while left > 0:
            size = min(batch_size, left)
            total += size * losses[place]
            left -= size
            place += 1
        means.append(total / examples)
    return means


# %% printed | right | the loss of every single example
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    step_of = np.arange(examples) // batch_size
    return np.array([np.mean(epoch[step_of]) for epoch in np.reshape(losses, (-1, steps))])


# %% printed | right | np.average
def printed(losses, examples, batch_size):
    starts = range(0, examples, batch_size)
    sizes = [min(batch_size, examples - start) for start in starts]
    return np.average(np.asarray(losses).reshape(-1, len(sizes)), axis=1, weights=sizes)


# %% printed | right | the mean, and what the last one has too much in it
def printed(losses, examples, batch_size):
    steps = (examples - 1) // batch_size + 1
    missing = steps * batch_size - examples
    rows = np.array(losses).reshape(len(losses) // steps, steps)
    return (batch_size * rows.sum(axis=1) - missing * rows[:, -1]) / examples


# %% printed | wrong | all mini-batches count the same
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    return np.reshape(losses, (-1, steps)).mean(axis=1)


# %% printed | wrong | nothing left over is taken for an empty last mini-batch
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.full(steps, batch_size)
    sizes[-1] = examples % batch_size
    return np.reshape(losses, (-1, steps)) @ sizes / examples


# %% printed | wrong | full mini-batches only
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    full = max(examples // batch_size, 1)
    return np.reshape(losses, (-1, steps))[:, :full].mean(axis=1)


# %% printed | wrong | the last loss of each epoch
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    return np.array(losses)[steps - 1 :: steps]


# %% printed | wrong | one number for all epochs
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.minimum(batch_size, examples - batch_size * np.arange(steps))
    return np.mean(np.reshape(losses, (-1, steps)) @ sizes / examples)


# %% printed | wrong | the first mini-batch is the small one
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.minimum(batch_size, examples - batch_size * np.arange(steps))
    return np.reshape(losses, (-1, steps)) @ sizes[::-1] / examples


# %% printed | wrong | divides by full mini-batches
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.minimum(batch_size, examples - batch_size * np.arange(steps))
    return np.reshape(losses, (-1, steps)) @ sizes / (steps * batch_size)


# %% printed | wrong | mini-batches go on into the next epoch
def printed(losses, examples, batch_size):
    each = np.repeat(losses, batch_size)
    epochs = len(losses) // -(-examples // batch_size)
    return each[: epochs * examples].reshape(epochs, examples).mean(axis=1)


# %% printed | wrong | the mean of all losses so far
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.minimum(batch_size, examples - batch_size * np.arange(steps))
    means = np.reshape(losses, (-1, steps)) @ sizes / examples
    return np.cumsum(means) / np.arange(1, len(means) + 1)


# %% printed | wrong | the sum over the examples
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.minimum(batch_size, examples - batch_size * np.arange(steps))
    return np.reshape(losses, (-1, steps)) @ sizes


# %% printed | wrong | always mini-batches of 128
def printed(losses, examples, batch_size=128):
    steps = -(-examples // 128)
    sizes = np.minimum(128, examples - 128 * np.arange(steps))
    return np.reshape(losses, (-1, steps)) @ sizes / examples


# %% printed | wrong | rounded to four decimals, as they are printed
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.minimum(batch_size, examples - batch_size * np.arange(steps))
    return np.round(np.reshape(losses, (-1, steps)) @ sizes / examples, 4)


# %% printed | wrong | sizes in bytes
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.minimum(batch_size, examples - batch_size * np.arange(steps)).astype("uint8")
    return np.reshape(losses, (-1, steps)) @ sizes / examples


# %% split | right | a shuffled list of places
def split(x, y, validation_size, rng):
    places = list(range(len(y)))
    rng.shuffle(places)
    n = len(y) - validation_size
    return (x[places[:n]], y[places[:n]]), (x[places[n:]], y[places[n:]])


# %% split | right | draws the validation set without replacement
def split(x, y, validation_size, rng):
    chosen = np.zeros(len(x), dtype=bool)
    chosen[rng.choice(len(x), size=validation_size, replace=False)] = True
    return (x[~chosen], y[~chosen]), (x[chosen], y[chosen])


# %% split | right | sorts by random numbers
def split(x, y, validation_size, rng):
    order = np.argsort(rng.random(len(x)))
    x, y = x[order], y[order]
    k = validation_size
    return (x[k:], y[k:]), (x[:k], y[:k])


# %% split | wrong | images and labels shuffled apart
def split(x, y, validation_size, rng):
    x, y = rng.permutation(x), rng.permutation(y)
    k = validation_size
    return (x[k:], y[k:]), (x[:k], y[:k])


# %% split | wrong | a validation set of 0 takes everything
def split(x, y, validation_size, rng):
    order = rng.permutation(len(x))
    train, val = order[:-validation_size], order[-validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | no shuffling
def split(x, y, validation_size, rng):
    n = len(x) - validation_size
    return (x[:n], y[:n]), (x[n:], y[n:])


# %% split | wrong | a generator of its own
def split(x, y, validation_size, rng):
    order = np.random.default_rng(0).permutation(len(x))
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | NumPy's global generator
def split(x, y, validation_size, rng):
    order = np.random.permutation(len(x))
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | shuffles its input
def split(x, y, validation_size, rng):
    order = rng.permutation(len(x))
    x[:], y[:] = x[order], y[order]
    k = validation_size
    return (x[k:].copy(), y[k:].copy()), (x[:k].copy(), y[:k].copy())


# %% split | wrong | the training part keeps everything
def split(x, y, validation_size, rng):
    val = rng.permutation(len(x))[:validation_size]
    return (x, y), (x[val], y[val])


# %% split | wrong | draws with replacement
def split(x, y, validation_size, rng):
    val = rng.integers(len(x), size=validation_size)
    train = np.setdiff1d(np.arange(len(x)), val)
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | a random block of neighbours
def split(x, y, validation_size, rng):
    order = np.roll(np.arange(len(x)), rng.integers(len(x)))
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | four arrays instead of two pairs
def split(x, y, validation_size, rng):
    order = rng.permutation(len(x))
    val, train = order[:validation_size], order[validation_size:]
    return x[train], x[val], y[train], y[val]


# %% confusion_matrix | right | a loop
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=np.int64)
    for t, p in zip(y, predicted):
        matrix[t, p] += 1
    return matrix


# %% confusion_matrix | right | bincount of pairs
def confusion_matrix(y, predicted, num_classes):
    pairs = y.astype(int) * num_classes + predicted
    counts = np.bincount(pairs, minlength=num_classes**2)
    return counts.reshape(num_classes, num_classes)


# %% confusion_matrix | right | a product of one-hot vectors
def confusion_matrix(y, predicted, num_classes):
    identity = np.eye(num_classes, dtype=int)
    return identity[y].T @ identity[predicted]


# %% confusion_matrix | wrong | rows and columns swapped
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(matrix, (predicted, y), 1)
    return matrix


# %% confusion_matrix | wrong | equal pairs counted once
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    matrix[y, predicted] += 1
    return matrix


# %% confusion_matrix | wrong | float64
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    np.add.at(matrix, (y, predicted), 1)
    return matrix


# %% confusion_matrix | wrong | only the classes that occur
def confusion_matrix(y, predicted, num_classes):
    classes = np.union1d(y, predicted)
    return np.array([[np.sum((y == i) & (predicted == j)) for j in classes] for i in classes])


# %% confusion_matrix | wrong | uint8 runs over in the place
def confusion_matrix(y, predicted, num_classes):
    counts = np.bincount(y * num_classes + predicted, minlength=num_classes**2)
    return counts[: num_classes**2].reshape(num_classes, num_classes)


# %% confusion_matrix | wrong | counts in uint8
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype="uint8")
    np.add.at(matrix, (y, predicted), 1)
    return matrix


# %% confusion_matrix | wrong | only the mistakes
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    for t, p in zip(y, predicted):
        if t != p:
            matrix[t, p] += 1
    return matrix


# %% confusion_matrix | wrong | shares instead of counts
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes))
    np.add.at(matrix, (y, predicted), 1)
    return matrix / matrix.sum(axis=1, keepdims=True)


# %% recall | right | division only where there is something
def recall(matrix):
    totals = matrix.sum(axis=1)
    shares = np.zeros(len(matrix))
    np.divide(matrix.diagonal(), totals, out=shares, where=totals > 0)
    return shares


# %% recall | right | a loop
def recall(matrix):
    shares = []
    for i, row in enumerate(matrix):
        shares.append(row[i] / row.sum() if row.any() else 0.0)
    return np.array(shares)


# %% recall | right | errors silenced
def recall(matrix):
    with np.errstate(all="ignore"):
        shares = np.diag(matrix) / matrix.sum(axis=1)
    return np.where(np.isnan(shares), 0, shares)


# %% recall | wrong | sums of columns
def recall(matrix):
    totals = np.maximum(matrix.sum(axis=0), 1)
    return np.diag(matrix) / totals


# %% recall | wrong | share of all examples
def recall(matrix):
    return np.diag(matrix) / max(matrix.sum(), 1)


# %% recall | wrong | one number for all classes
def recall(matrix):
    return np.mean(np.diag(matrix) / np.maximum(matrix.sum(axis=1), 1))


# %% recall | wrong | not a number for a missing class
def recall(matrix):
    with np.errstate(all="ignore"):
        return np.diag(matrix) / matrix.sum(axis=1)


# %% recall | wrong | a warning for a missing class
def recall(matrix):
    return np.nan_to_num(np.diag(matrix) / matrix.sum(axis=1))


# %% recall | wrong | leaves missing classes out
def recall(matrix):
    totals = matrix.sum(axis=1)
    there = totals > 0
    return np.diag(matrix)[there] / totals[there]


# %% recall | wrong | 1 for a missing class
def recall(matrix):
    totals = matrix.sum(axis=1)
    return np.where(totals > 0, np.diag(matrix) / np.maximum(totals, 1), 1.0)


# %% recall | wrong | fills empty rows of its input
def recall(matrix):
    for i in range(len(matrix)):
        if matrix[i].sum() == 0:
            matrix[i] = 1
            matrix[i, i] = 0
    return np.diag(matrix) / matrix.sum(axis=1)


# %% recall | wrong | whole-number division
def recall(matrix):
    return np.diag(matrix) // np.maximum(matrix.sum(axis=1), 1)


# %% clearly_better | right | squares
def standard_error(accuracy, n):
    return (accuracy * (1 - accuracy) / n) ** 0.5


def clearly_better(first, second, n):
    variance = (first * (1 - first) + second * (1 - second)) / n
    return first > second and (first - second) ** 2 > 4 * variance


# %% clearly_better | right | step by step
def standard_error(accuracy, n):
    variance = accuracy - accuracy**2
    return np.sqrt(variance) / np.sqrt(n)


def clearly_better(first, second, n):
    s1 = standard_error(first, n)
    s2 = standard_error(second, n)
    margin = 2 * np.sqrt(s1**2 + s2**2)
    if second + margin < first:
        return True
    return False


# %% clearly_better | wrong | no square root
def standard_error(accuracy, n):
    return accuracy * (1 - accuracy) / n


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return first - second > 2 * np.sqrt(s1 + s2)


# %% clearly_better | wrong | in either direction
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return abs(first - second) > 2 * np.sqrt(s1**2 + s2**2)


# %% clearly_better | wrong | standard errors added without squares
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    return first - second > 2 * (standard_error(first, n) + standard_error(second, n))


# %% clearly_better | wrong | one standard error instead of two
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return first - second > np.sqrt(s1**2 + s2**2)


# %% clearly_better | wrong | the first network's standard error for both
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    return first - second > 2 * np.sqrt(2) * standard_error(first, n)


# %% clearly_better | wrong | the standard error of the mean accuracy for both
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    return first - second > 2 * np.sqrt(2) * standard_error((first + second) / 2, n)


# %% clearly_better | wrong | the second accuracy taken as certain
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    return first - second > 2 * standard_error(first, n)


# %% clearly_better | wrong | as large as the margin is enough
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return first - second >= 2 * np.sqrt(s1**2 + s2**2)


# %% clearly_better | wrong | n - 1 examples
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / (n - 1))


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return first - second > 2 * np.sqrt(s1**2 + s2**2)


# %% clearly_better | wrong | any difference counts from 10,000 examples on
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    return first - second > 0.004


# %% split | right | Fisher and Yates's shuffle, and lists
def split(x, y, validation_size, rng):
    order = list(range(len(x)))
    for i in range(len(order) - 1, 0, -1):
        j = rng.integers(i + 1)
        order[i], order[j] = order[j], order[i]
    val, train = order[:validation_size], order[validation_size:]
    return ([x[i] for i in train], [y[i] for i in train]), ([x[i] for i in val], [y[i] for i in val])


# %% split | right | takes examples out one after the other
def split(x, y, validation_size, rng):
    train, val = np.arange(len(x)), []
    for _ in range(validation_size):
        place = rng.integers(len(train))
        val.append(train[place])
        train = np.delete(train, place)
    val = np.array(val, dtype=int)
    return [x[train], y[train]], [x[val], y[val]]


# %% split | wrong | a biased shuffle
def split(x, y, validation_size, rng):
    order = np.arange(len(x))
    for i in range(len(x)):
        j = rng.integers(len(x))
        order[i], order[j] = order[j], order[i]
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | a shuffle in which nothing keeps its place
def split(x, y, validation_size, rng):
    order = np.arange(len(x))
    for i in range(len(x) - 1, 0, -1):
        j = rng.integers(i)
        order[i], order[j] = order[j], order[i]
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | equal examples are lost
def split(x, y, validation_size, rng):
    x, first = np.unique(x, axis=0, return_index=True)
    y = y[first]
    order = rng.permutation(len(x))
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | the generator of the first call
def split(x, y, validation_size, rng, kept=[]):
    kept.append(rng)
    order = kept[0].permutation(len(x))
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | a generator seeded by NumPy's global one
def split(x, y, validation_size, rng):
    np.random.seed(int(rng.integers(2**31)))
    order = np.random.permutation(len(x))
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% confusion_matrix | right | a dictionary of pairs
def confusion_matrix(y, predicted, num_classes):
    counts = {}
    for pair in zip(y.tolist(), predicted.tolist()):
        counts[pair] = counts.get(pair, 0) + 1
    return [[counts.get((i, j), 0) for j in range(num_classes)] for i in range(num_classes)]


# %% confusion_matrix | right | one true class after the other
def confusion_matrix(y, predicted, num_classes):
    return np.array([np.bincount(predicted[y == i], minlength=num_classes) for i in range(num_classes)])


# %% confusion_matrix | wrong | counts in uint16
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype="uint16")
    np.add.at(matrix, (y, predicted), 1)
    return matrix


# %% confusion_matrix | wrong | a set of pairs
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    for t, p in set(zip(y.tolist(), predicted.tolist())):
        matrix[t, p] += 1
    return matrix


# %% confusion_matrix | wrong | at most 256 classes
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    np.add.at(matrix, (y.astype("uint8"), predicted.astype("uint8")), 1)
    return matrix


# %% recall | right | plain Python
def recall(matrix):
    rows = matrix.tolist()
    return [row[i] / sum(row) if sum(row) else 0.0 for i, row in enumerate(rows)]


# %% recall | wrong | the largest number of the row
def recall(matrix):
    return matrix.max(axis=1) / np.maximum(matrix.sum(axis=1), 1)


# %% recall | wrong | rounded to six decimals
def recall(matrix):
    return np.round(np.diag(matrix) / np.maximum(matrix.sum(axis=1), 1), 6)


# %% recall | wrong | one more in each row, against nothing
def recall(matrix):
    return np.diag(matrix) / (matrix.sum(axis=1) + 1e-3)


# %% recall | wrong | an axis of length one is lost
def recall(matrix):
    return np.squeeze(np.diag(matrix) / np.maximum(matrix.sum(axis=1), 1))


# %% clearly_better | right | the math module
import math


def standard_error(accuracy, n):
    return math.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    return first - second > 2 * math.hypot(standard_error(first, n), standard_error(second, n))


# %% clearly_better | wrong | rounded to six decimals
def standard_error(accuracy, n):
    return round((accuracy * (1 - accuracy) / n) ** 0.5, 6)


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return first - second > 2 * np.sqrt(s1**2 + s2**2)


# %% clearly_better | wrong | anything is better than none right
def standard_error(accuracy, n):
    return (accuracy * (1 - accuracy) / n) ** 0.5


def clearly_better(first, second, n):
    if not second:
        return first > 0
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return first - second > 2 * np.sqrt(s1**2 + s2**2)


# %% clearly_better | wrong | 1 and 0
def standard_error(accuracy, n):
    return (accuracy * (1 - accuracy) / n) ** 0.5


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return 1 if first - second > 2 * np.sqrt(s1**2 + s2**2) else 0


# %% split | wrong | examples in float32
def split(x, y, validation_size, rng):
    order = rng.permutation(len(x))
    val, train = order[:validation_size], order[validation_size:]
    x = x.astype("float32")
    return (x[train], y[train]), (x[val], y[val])


# %% recall | wrong | adds up in the dtype of the matrix
def recall(matrix):
    totals = matrix.sum(axis=1, dtype=matrix.dtype)
    return np.diag(matrix) / np.maximum(totals, 1)


# %% split | right | selection sampling
def split(x, y, validation_size, rng):
    n = len(x)
    chosen = np.zeros(n, dtype=bool)
    needed = validation_size
    for i in range(n):
        left = n - i
        if rng.random() * left < needed:
            chosen[i] = True
            needed -= 1
    return (x[~chosen], y[~chosen]), (x[chosen], y[chosen])


# %% split | right | a set of places grows until it is large enough
def split(x, y, validation_size, rng):
    n = y.shape[0]
    places = set()
    while len(places) < validation_size:
        places.add(int(rng.integers(0, n)))
    inside = np.array([i in places for i in range(n)], dtype=bool)
    return (x[np.where(~inside)], y[~inside]), (x[inside], y[np.where(inside)])


# %% split | wrong | one example is drawn from each of validation_size blocks of the file
def split(x, y, validation_size, rng):
    n = len(y)
    chosen = np.zeros(n, dtype=bool)
    edges = np.arange(validation_size + 1) * n // max(validation_size, 1)
    for low, high in zip(edges[:-1], edges[1:]):
        chosen[rng.integers(low, high)] = True
    return (x[~chosen], y[~chosen]), (x[chosen], y[chosen])


# %% split | wrong | the training set is found by labels that are not in the validation set
def split(x, y, validation_size, rng):
    order = rng.permutation(len(y))
    val = order[:validation_size]
    rest = ~np.isin(y, y[val])
    return (x[rest], y[rest]), (x[val], y[val])


# %% split | wrong | labels travel in the dtype of x
def split(x, y, validation_size, rng):
    n = len(x)
    flat = x.reshape(n, int(np.prod(x.shape[1:])))
    table = np.column_stack([flat, y.astype(x.dtype)])
    table = rng.permutation(table, axis=0)
    images = table[:, :-1].reshape(x.shape)
    labels = table[:, -1].astype(y.dtype)
    cut = n - validation_size
    return (images[:cut], labels[:cut]), (images[cut:], labels[cut:])


# %% split | wrong | the last example is never drawn
def split(x, y, validation_size, rng):
    n = len(y)
    val = rng.choice(n - 1, size=validation_size, replace=False)
    train = np.setdiff1d(np.arange(n), val)
    return (x[train], y[train]), (x[val], y[val])


# %% split | wrong | every so-many-th example from a random start
def split(x, y, validation_size, rng):
    n = len(y)
    steps = [s for s in range(1, n + 1) if np.gcd(s, n) == 1]
    steps = [s for s in steps if 1 < s < n - 1] or steps
    start, step = rng.integers(n), rng.choice(steps)
    order = (start + step * np.arange(n)) % n
    val, train = order[:validation_size], order[validation_size:]
    return (x[train], y[train]), (x[val], y[val])


# %% confusion_matrix | right | sorted codes, then the differences of searchsorted
def confusion_matrix(y, predicted, num_classes):
    k = int(num_classes)
    codes = np.sort(y.astype(np.int64) * k + predicted.astype(np.int64))
    edges = np.searchsorted(codes, np.arange(k * k + 1), side="left")
    return np.diff(edges).reshape(k, k)


# %% confusion_matrix | right | histogram2d with edges half way between the classes
def confusion_matrix(y, predicted, num_classes):
    ends = [-0.5, num_classes - 0.5]
    counts, _, _ = np.histogram2d(
        y.astype(float), predicted.astype(float), bins=num_classes, range=[ends, ends]
    )
    return np.rint(counts).astype(np.int64)


# %% confusion_matrix | wrong | only uint8 is widened
def confusion_matrix(y, predicted, num_classes):
    if y.dtype == np.uint8:
        y = y.astype(np.int64)
    codes = y * num_classes + predicted
    return np.bincount(codes, minlength=num_classes**2).reshape(num_classes, num_classes)


# %% confusion_matrix | wrong | predicted is changed in place when it is int64
def confusion_matrix(y, predicted, num_classes):
    rows = y.astype(np.int64) * num_classes
    codes = np.asarray(predicted, dtype=np.int64)
    codes += rows
    return np.bincount(codes, minlength=num_classes**2).reshape(-1, num_classes)


# %% confusion_matrix | wrong | nine bits for a class
def confusion_matrix(y, predicted, num_classes):
    codes, counts = np.unique((y.astype(np.int64) << 9) | predicted.astype(np.int64), return_counts=True)
    matrix = np.zeros((num_classes, num_classes), dtype=np.int64)
    matrix[codes >> 9, codes & 511] = counts
    return matrix


# %% recall | right | the smallest positive float is added
def recall(matrix):
    floats = np.array(matrix, dtype=float)
    return np.einsum("ii->i", floats) / (np.einsum("ij->i", floats) + np.finfo(float).tiny)


# %% recall | wrong | waits for an error that is only a warning
def recall(matrix):
    shares = []
    for i in range(len(matrix)):
        try:
            shares.append(matrix[i, i] / matrix[i].sum())
        except ArithmeticError:
            shares.append(0.0)
    return np.array(shares)


# %% recall | wrong | the array of results is kept for each size
memory = {}


def recall(matrix):
    k = len(matrix)
    shares = memory.setdefault(k, np.zeros(k))
    total = matrix.sum(axis=1)
    np.divide(np.diag(matrix), total, out=shares, where=total > 0)
    return shares


# %% recall | wrong | rows are summed in int16
def recall(matrix):
    total = matrix.sum(axis=1, dtype=np.int16)
    return np.diagonal(matrix) / np.where(total == 0, 1, total)


# %% recall | wrong | a class occurs if its first ten columns are not all zero
def recall(matrix):
    shares = np.zeros(len(matrix))
    for i, row in enumerate(matrix):
        if np.any(row[:10]):
            shares[i] = row[i] / row.sum()
    return shares


# %% clearly_better | right | the norm of a vector of two standard errors
def standard_error(accuracy: float, n: int) -> float:
    chances = np.array([accuracy, 1 - accuracy], dtype=float)
    return float(np.sqrt(np.prod(chances) / n))


def clearly_better(first, second, n):
    errors = [standard_error(p, n) for p in (first, second)]
    difference = first - second
    if difference <= 0:
        return False
    if difference > 2 * np.linalg.norm(errors):
        return True
    return False


# %% clearly_better | wrong | accuracies are kept away from 0 and 1
def standard_error(accuracy, n):
    p = np.clip(accuracy, 1e-4, 1 - 1e-4)
    return np.sqrt(p * (1 - p) / n)


def clearly_better(first, second, n):
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return bool(first - second > 2 * np.sqrt(s1**2 + s2**2))


# %% clearly_better | wrong | fewer than five examples never decide
def standard_error(accuracy, n):
    return (accuracy * (1 - accuracy) / n) ** 0.5


def clearly_better(first, second, n):
    if n < 5:
        return False
    s1, s2 = standard_error(first, n), standard_error(second, n)
    return first - second > 2 * (s1**2 + s2**2) ** 0.5


# %% printed | wrong | differences of one running sum over all epochs
def printed(losses, examples, batch_size):
    steps = -(-examples // batch_size)
    sizes = np.full(steps, min(batch_size, examples))
    sizes[-1] = examples - sizes[:-1].sum()
    running = np.cumsum(np.reshape(losses, (-1, steps)) * sizes)
    return np.diff(running[steps - 1 :: steps], prepend=0.0) / examples


# %% printed | wrong | takes the losses in float32, as Keras has them
def printed(losses, examples, batch_size):
    steps = int(np.ceil(examples / batch_size))
    rows = np.asarray(losses, dtype="float32").reshape(-1, steps)
    sizes = np.full(steps, min(batch_size, examples))
    sizes[-1] = examples - np.sum(sizes[:-1])
    return np.average(rows, axis=1, weights=sizes.astype("float32"))


# %% split | wrong | takes the same share of each label, so with several examples of a label not all choices of examples are equally likely
def split(x, y, validation_size, rng):
    order = rng.permutation(len(x))
    val = []
    for label in np.unique(y):
        own = [i for i in order if y[i] == label]
        val += own[: validation_size * len(own) // len(x)]
    others = [i for i in order if i not in val]
    missing = validation_size - len(val)
    val = np.array(val + others[:missing], dtype=int)
    train = np.array(others[missing:], dtype=int)
    return (x[train], y[train]), (x[val], y[val])


# %% confusion_matrix | wrong | turns the predictions into the dtype of the labels
def confusion_matrix(y, predicted, num_classes):
    matrix = np.zeros((num_classes, num_classes), dtype=int)
    pairs = np.empty((2, y.size), dtype=y.dtype)
    pairs[0], pairs[1] = y, predicted
    np.add.at(matrix, (pairs[0], pairs[1]), 1)
    return matrix


# %% recall | wrong | recursion over the classes: a RecursionError for a thousand classes
def recall(matrix):
    def from_class(i):
        if i == len(matrix):
            return []
        total = int(np.sum(matrix[i]))
        share = int(matrix[i, i]) / total if total else 0.0
        return [share] + from_class(i + 1)

    return np.array(from_class(0))


# %% recall | wrong | rounds the shares to ten decimals, which shows for one found among 900,000
def recall(matrix):
    totals = np.sum(matrix, axis=1)
    shares = np.diag(matrix) / np.where(totals == 0, 1, totals)
    return np.round(shares, 10)


# %% clearly_better | wrong | counts in standard errors, with a millionth added against a division by zero
def standard_error(accuracy, n):
    return np.sqrt(accuracy * (1 - accuracy) / n)


def clearly_better(first, second, n):
    both = np.hypot(standard_error(first, n), standard_error(second, n))
    return (first - second) / (both + 1e-6) > 2
