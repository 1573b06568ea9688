# %% one_hot | right | rows of the identity
def one_hot(labels, num_classes):
    labels = np.asarray(labels)
    if np.any(labels < 0) or np.any(labels >= num_classes):
        raise ValueError("no such class")
    return np.identity(num_classes, dtype=np.float32)[labels.astype(int)]


# %% one_hot | right | a loop
def one_hot(labels, num_classes):
    vectors = np.zeros((len(labels), num_classes), "float32")
    for i, label in enumerate(labels):
        if not 0 <= label < num_classes:
            raise ValueError(f"{label} is not a class")
        vectors[i, label] = 1
    return vectors


# %% one_hot | right | a comparison
def one_hot(labels, num_classes):
    if not set(np.asarray(labels).tolist()) <= set(range(num_classes)):
        raise ValueError("label out of range")
    return (np.asarray(labels)[:, None] == np.arange(num_classes)).astype("float32")


# %% one_hot | wrong | classes guessed from the labels
def one_hot(labels, num_classes):
    if min(labels) < 0 or max(labels) >= num_classes:
        raise ValueError
    return np.eye(max(labels) + 1, dtype="float32")[labels]


# %% one_hot | wrong | a negative label counts from the end
def one_hot(labels, num_classes):
    if len(labels) and max(labels) >= num_classes:
        raise ValueError
    return np.eye(num_classes, dtype="float32")[labels]


# %% one_hot | wrong | rows and columns swapped
def one_hot(labels, num_classes):
    vectors = np.zeros((num_classes, len(labels)), "float32")
    vectors[labels, range(len(labels))] = 1
    return vectors


# %% one_hot | wrong | float64
def one_hot(labels, num_classes):
    if np.any(labels < 0) or np.any(labels >= num_classes):
        raise ValueError
    return np.eye(num_classes)[labels]


# %% one_hot | wrong | counted from 1
def one_hot(labels, num_classes):
    return np.eye(num_classes, dtype="float32")[np.array(labels) - 1]


# %% one_hot | wrong | no error for a label that is too large
def one_hot(labels, num_classes):
    return (np.asarray(labels)[:, None] == np.arange(num_classes)).astype("float32")


# %% one_hot | wrong | hard-codes the visible example
def one_hot(labels, num_classes):
    return np.array([[0, 0, 1, 0], [1, 0, 0, 0]], dtype="float32")


# %% to_labels | right | argmax
def to_labels(vectors):
    return np.argmax(np.asarray(vectors), axis=-1)


# %% to_labels | right | a list of rows
def to_labels(vectors):
    return np.array([list(row).index(max(row)) for row in vectors])


# %% to_labels | wrong | the wrong axis
def to_labels(vectors):
    return np.argmax(vectors, axis=0)[: len(vectors)]


# %% to_labels | wrong | no axis
def to_labels(vectors):
    return np.argmax(vectors)


# %% to_labels | wrong | the largest number, not its place
def to_labels(vectors):
    return np.max(vectors, axis=1)


# %% to_labels | wrong | only an exact 1 counts
def to_labels(vectors):
    return np.array([np.flatnonzero(row == 1)[0] for row in vectors])


# %% to_labels | wrong | weighted by the place
def to_labels(vectors):
    return np.round(vectors @ np.arange(vectors.shape[1])).astype(int)


# %% to_labels | wrong | changes its input
def to_labels(vectors):
    labels = np.argmax(vectors, axis=1)
    vectors[:] = 0
    return labels


# %% is_one_hot | right | sorted rows
def is_one_hot(array):
    if array.ndim != 2:
        return False
    rows = np.sort(array, axis=1)
    return bool(np.all(rows[:, -1] == 1) and np.all(rows[:, :-1] == 0))


# %% is_one_hot | right | a loop
def is_one_hot(array):
    if np.ndim(array) != 2:
        return False
    for row in np.asarray(array).tolist():
        if row.count(1) != 1 or row.count(0) != len(row) - 1:
            return False
    return True


# %% is_one_hot | wrong | only the sum of each row
def is_one_hot(array):
    return array.ndim == 2 and bool(np.all(array.sum(axis=1) == 1))


# %% is_one_hot | wrong | only zeros and ones
def is_one_hot(array):
    return array.ndim == 2 and bool(np.all(np.isin(array, [0, 1])))


# %% is_one_hot | wrong | the sum of everything
def is_one_hot(array):
    return array.ndim == 2 and set(np.unique(array)) <= {0, 1} and array.sum() == len(array)


# %% is_one_hot | wrong | sums columns
def is_one_hot(array):
    return array.ndim == 2 and np.all(np.isin(array, [0, 1])) and np.all(array.sum(axis=0) == 1)


# %% is_one_hot | wrong | takes any number of axes
def is_one_hot(array):
    return bool(np.all(np.isin(array, [0, 1])) and np.all(array.sum(axis=-1) == 1))


# %% is_one_hot | wrong | the largest number is 1
def is_one_hot(array):
    return array.ndim == 2 and np.all(array.max(axis=1) == 1)


# %% is_one_hot | wrong | always yes
def is_one_hot(array):
    return "0.5" not in str(array)


# %% one_hot | wrong | classes in the labels' dtype, in which they begin again at zero
def one_hot(labels, num_classes):
    if np.any(labels < 0) or np.any(labels >= num_classes):
        raise ValueError("label out of range")
    return (labels[:, None] == np.arange(num_classes).astype(labels.dtype)).astype("float32")


# %% one_hot | wrong | labels cut down to 32 bits before they are looked at
def one_hot(labels, num_classes):
    labels = labels.astype("int32")
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError("label out of range")
    return np.identity(num_classes, dtype="float32")[labels]


# %% one_hot | wrong | labels made signed, so that the largest of uint64 is minus one
def one_hot(labels, num_classes):
    if (labels < 0).any():
        raise ValueError("negative label")
    try:
        return np.eye(num_classes, dtype="float32")[labels.astype("int64")]
    except IndexError as problem:
        raise ValueError("label too large") from problem


# %% to_labels | right | the first of the places that hold the largest
def to_labels(vectors):
    k = vectors.shape[1]
    return np.where(vectors == vectors.max(axis=1).reshape(-1, 1), np.arange(k), k).min(axis=1)


# %% to_labels | wrong | large whole numbers become equal as floats
def to_labels(vectors):
    return np.argmax(vectors.astype("float64"), axis=1)


# %% is_one_hot | wrong | sum and sum of squares are 1
def is_one_hot(array):
    if array.ndim != 2:
        return False
    numbers = array.astype("float64")
    return bool(np.all(numbers.sum(axis=1) == 1) and np.all((numbers**2).sum(axis=1) == 1))


# %% is_one_hot | wrong | a largest number of 1 in each row, and as many in sum as rows
def is_one_hot(array):
    return bool(array.ndim == 2 and np.all(array.max(axis=1) == 1) and array.sum() == len(array))


# %% one_hot | wrong | views the labels as unsigned to check both ends at once
def one_hot(labels, num_classes):
    unsigned = labels.view(f"u{labels.itemsize}")
    if (unsigned >= num_classes).any():
        raise ValueError("some label is no class")
    return np.eye(num_classes, dtype=np.float32)[unsigned]


# %% to_labels | wrong | turns whole numbers into int64
def to_labels(vectors):
    if vectors.dtype.kind in "iu":
        vectors = vectors.astype("int64")
    return np.argmax(vectors, axis=-1)


# %% is_one_hot | wrong | nonnegative, largest 1 and sum 1, but a tiny number vanishes in the sum
def is_one_hot(array):
    if array.ndim != 2 or array.min() < 0:
        return False
    largest = array.max(axis=1)
    sums = array.sum(axis=1)
    return bool(np.all(largest == 1) and np.all(sums == 1))


# %% is_one_hot | wrong | turns whole numbers into int8 first
def is_one_hot(array):
    if array.ndim != 2 or np.any(array != np.floor(array)):
        return False
    small = array.astype("int8")
    ones = (small == 1).sum(axis=1)
    zeros = (small == 0).sum(axis=1)
    return bool(np.all(ones == 1) and np.all(zeros == array.shape[1] - 1))
