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
