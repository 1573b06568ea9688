# %% to_vectors | right | bytes divided, then made float32
def to_vectors(images):
    n, h, w = images.shape
    return (images / 255).astype(np.float32).reshape(n, h * w)


# %% to_vectors | right | a loop over images and rows
def to_vectors(images):
    vectors = []
    for image in images:
        pixels = []
        for row in image:
            pixels.extend(int(pixel) / 255 for pixel in row)
        vectors.append(pixels)
    return np.array(vectors, dtype="float32")


# %% to_vectors | right | fills an array that is there already
def to_vectors(images):
    vectors = np.empty((len(images), images[0].size), dtype=np.float32)
    for i in range(len(images)):
        vectors[i] = np.ravel(images[i])
    vectors /= 255
    return vectors


# %% to_vectors | wrong | divides by the largest pixel there is
def to_vectors(images):
    return images.reshape(len(images), -1).astype("float32") / images.max()


# %% to_vectors | wrong | divides each image by its own largest pixel
def to_vectors(images):
    vectors = images.reshape(len(images), -1).astype("float32")
    return vectors / vectors.max(axis=1, keepdims=True)


# %% to_vectors | wrong | gives the input another shape
def to_vectors(images):
    images.shape = (len(images), -1)
    return images.astype("float32") / 255


# %% to_vectors | wrong | adds to bytes, which overflow
def to_vectors(images):
    return ((images + 1) / 256).reshape(len(images), -1).astype("float32")


# %% to_vectors | wrong | whole-number division
def to_vectors(images):
    return (images // 255).reshape(len(images), -1).astype("float32")


# %% to_vectors | wrong | float64
def to_vectors(images):
    return images.reshape(len(images), -1) / 255


# %% to_vectors | wrong | only for 28 by 28 pixels
def to_vectors(images):
    return images.reshape(-1, 28 * 28).astype("float32") / 255


# %% to_vectors | wrong | column after column
def to_vectors(images):
    vectors = [image.flatten(order="F") for image in images]
    return np.array(vectors, dtype="float32") / 255


# %% to_vectors | wrong | all images in one vector
def to_vectors(images):
    return images.flatten().astype("float32") / 255


# %% to_vectors | wrong | hard-codes the visible example
def to_vectors(images):
    return np.array([[0, 0.2, 0.4, 0.6, 0.8, 1], [1, 0, 0, 0, 0, 0.2]], "float32")


# %% count_labels | right | a comparison for each class
def count_labels(labels, num_classes):
    return np.array([np.sum(labels == c) for c in range(num_classes)])


# %% count_labels | right | a loop over the labels
def count_labels(labels, num_classes):
    counts = np.zeros(num_classes, dtype=int)
    for label in labels:
        counts[label] += 1
    return counts


# %% count_labels | right | only the labels that occur
def count_labels(labels, num_classes):
    counts = np.zeros(num_classes)
    found, how_often = np.unique(labels, return_counts=True)
    counts[found.astype(int)] = how_often
    return counts


# %% count_labels | wrong | classes that do not occur are left out
def count_labels(labels, num_classes):
    return np.unique(labels, return_counts=True)[1]


# %% count_labels | wrong | stops at the largest label
def count_labels(labels, num_classes):
    return np.bincount(labels)


# %% count_labels | wrong | always ten classes
def count_labels(labels, num_classes):
    return np.bincount(labels, minlength=10)


# %% count_labels | wrong | counts in bytes, which overflow
def count_labels(labels, num_classes):
    counts = np.zeros(num_classes, dtype=labels.dtype)
    for label in labels:
        counts[label] += 1
    return counts


# %% count_labels | wrong | sorts its input
def count_labels(labels, num_classes):
    labels.sort()
    ends = np.searchsorted(labels, np.arange(num_classes), side="right")
    return np.diff(ends, prepend=0)


# %% count_labels | wrong | a label that occurs again adds nothing
def count_labels(labels, num_classes):
    counts = np.zeros(num_classes, dtype=int)
    counts[labels] += 1
    return counts


# %% count_labels | wrong | one bin too few
def count_labels(labels, num_classes):
    return np.histogram(labels, bins=np.arange(num_classes))[0]


# %% count_labels | wrong | bins from the smallest to the largest label
def count_labels(labels, num_classes):
    return np.histogram(labels, bins=num_classes)[0]


# %% count_labels | wrong | classes counted from 1
def count_labels(labels, num_classes):
    return np.array([np.sum(labels == c) for c in range(1, num_classes + 1)])


# %% count_labels | wrong | the share, not the count
def count_labels(labels, num_classes):
    return np.array([np.mean(labels == c) for c in range(num_classes)])


# %% count_labels | wrong | fails when there is no label
def count_labels(labels, num_classes):
    counts = np.zeros(max(num_classes, max(labels) + 1), dtype=int)
    np.add.at(counts, labels, 1)
    return counts


# %% leaked | right | all pairs at once
def leaked(x_train, x_test):
    same = (x_test[:, None] == x_train[None]).all(axis=(2, 3))
    return np.flatnonzero(same.any(axis=1))


# %% leaked | right | two loops
def leaked(x_train, x_test):
    places = []
    for i in range(len(x_test)):
        for image in x_train:
            if np.array_equal(image, x_test[i]):
                places.append(i)
                break
    return np.array(places, dtype="int64")


# %% leaked | right | nested tuples in a set
def leaked(x_train, x_test):
    def as_tuple(image):
        return tuple(map(tuple, image.tolist()))

    seen = set(map(as_tuple, x_train))
    return np.where([as_tuple(image) in seen for image in x_test])[0]


# %% leaked | wrong | once for each pair
def leaked(x_train, x_test):
    same = (x_test[:, None] == x_train[None]).all(axis=(2, 3))
    return np.nonzero(same)[0]


# %% leaked | wrong | the same sum of pixels
def leaked(x_train, x_test):
    train_sums = x_train.sum(axis=(1, 2))
    return np.flatnonzero(np.isin(x_test.sum(axis=(1, 2)), train_sums))


# %% leaked | wrong | in the order of the training images
def leaked(x_train, x_test):
    places = []
    for image in x_train:
        for i, other in enumerate(x_test):
            if np.array_equal(image, other) and i not in places:
                places.append(i)
    return np.array(places, dtype=int)


# %% leaked | wrong | only the first of equal test images
def leaked(x_train, x_test):
    test = [image.tobytes() for image in x_test]
    shared = set(test) & {image.tobytes() for image in x_train}
    return np.array(sorted(test.index(image) for image in shared), dtype=int)


# %% leaked | wrong | looks at the first row only
def leaked(x_train, x_test):
    seen = {image[0].tobytes() for image in x_train}
    return np.flatnonzero([image[0].tobytes() in seen for image in x_test])


# %% leaked | wrong | changes x_test to mark what it found
def leaked(x_train, x_test):
    found = np.zeros(len(x_test), dtype=bool)
    for image in x_train:
        equal = (x_test == image).all(axis=(1, 2))
        found |= equal
    x_test[found] = 0
    return np.flatnonzero(found)


# %% leaked | wrong | every pixel occurs somewhere in the training set
def leaked(x_train, x_test):
    return np.flatnonzero(np.isin(x_test, x_train).all(axis=(1, 2)))


# %% leaked | wrong | compares only images in the same place
def leaked(x_train, x_test):
    n = min(len(x_train), len(x_test))
    return np.flatnonzero((x_train[:n] == x_test[:n]).all(axis=(1, 2)))


# %% leaked | wrong | places in the training set
def leaked(x_train, x_test):
    seen = {image.tobytes() for image in x_test}
    return np.flatnonzero([image.tobytes() in seen for image in x_train])


# %% leaked | wrong | one pixel in common is enough
def leaked(x_train, x_test):
    same = (x_test[:, None] == x_train[None]).any(axis=(2, 3))
    return np.flatnonzero(same.any(axis=1))


# %% leaked | wrong | yes or no for each test image
def leaked(x_train, x_test):
    seen = {image.tobytes() for image in x_train}
    return np.array([image.tobytes() in seen for image in x_test])


# %% leaked | wrong | an empty result is float64
def leaked(x_train, x_test):
    seen = {image.tobytes() for image in x_train}
    return np.array([i for i, image in enumerate(x_test) if image.tobytes() in seen])


# %% leaked | wrong | how many, not which
def leaked(x_train, x_test):
    seen = {image.tobytes() for image in x_train}
    return sum(image.tobytes() in seen for image in x_test)


# %% leaked | wrong | the same sums of rows
def leaked(x_train, x_test):
    seen = {image.sum(axis=1).tobytes() for image in x_train}
    found = [i for i, image in enumerate(x_test) if image.sum(axis=1).tobytes() in seen]
    return np.array(found, dtype=int)


# %% to_vectors | wrong | rounds to two digits
def to_vectors(images):
    return np.round(images.reshape(len(images), -1) / 255, 2).astype("float32")


# %% to_vectors | wrong | calculates in float16
def to_vectors(images):
    vectors = images.reshape(len(images), -1).astype("float16") / 255
    return vectors.astype("float32")


# %% to_vectors | wrong | a single image loses its axis
def to_vectors(images):
    return np.squeeze(images.reshape(len(images), -1).astype("float32") / 255)


# %% count_labels | right | a list, in plain Python
def count_labels(labels, num_classes):
    labels = labels.tolist()
    return [labels.count(c) for c in range(num_classes)]


# %% count_labels | right | a histogram with the right bins
def count_labels(labels, num_classes):
    return np.histogram(labels, bins=num_classes, range=(0, num_classes))[0]


# %% count_labels | wrong | a table that is kept between calls
totals = {}


def count_labels(labels, num_classes):
    for label in labels.tolist():
        totals[label] = totals.get(label, 0) + 1
    return np.array([totals.get(c, 0) for c in range(num_classes)])


# %% count_labels | wrong | counts in two bytes, which overflow
def count_labels(labels, num_classes):
    return np.bincount(labels, minlength=num_classes).astype("uint16")


# %% count_labels | wrong | a new label found by adding 1 in bytes
def count_labels(labels, num_classes):
    return np.bincount(labels + 1, minlength=num_classes + 1)[1:]


# %% leaked | right | a matrix of bytes in NumPy
def leaked(x_train, x_test):
    both = np.concatenate([x_train, x_test]).reshape(len(x_train) + len(x_test), -1)
    _, number = np.unique(both, axis=0, return_inverse=True)
    number = number.ravel()
    return np.flatnonzero(np.isin(number[len(x_train) :], number[: len(x_train)]))


# %% leaked | wrong | squares of differences in bytes, which overflow
def leaked(x_train, x_test):
    distances = ((x_test[:, None] - x_train[None]) ** 2).sum(axis=(2, 3))
    return np.flatnonzero((distances == 0).any(axis=1))


# %% leaked | wrong | compares what is printed, which is cut short
def leaked(x_train, x_test):
    seen = {str(image) for image in x_train}
    return np.array([i for i, image in enumerate(x_test) if str(image) in seen], dtype=int)


# %% leaked | wrong | places in bytes, which overflow
def leaked(x_train, x_test):
    seen = {image.tobytes() for image in x_train}
    places = [i % 256 for i, image in enumerate(x_test) if image.tobytes() in seen]
    return np.array(places, dtype="uint8")


# %% leaked | wrong | the digits of all pixels in a row
def leaked(x_train, x_test):
    def digits(image):
        return "".join(map(str, image.ravel().tolist()))

    seen = set(map(digits, x_train))
    return np.array([i for i, image in enumerate(x_test) if digits(image) in seen], dtype=int)


# %% leaked | wrong | black images are passed over
def leaked(x_train, x_test):
    seen = {image.tobytes() for image in x_train if image.any()}
    return np.array([i for i, image in enumerate(x_test) if image.tobytes() in seen], dtype=int)


# %% to_vectors | wrong | as the pixels lie in memory
def to_vectors(images):
    n, h, w = images.shape
    return np.reshape(images, (n, h * w), order="A").astype("float32") / 255


# %% to_vectors | right | columns put together
def to_vectors(images):
    return np.concatenate([images[:, i, :] for i in range(images.shape[1])], axis=1).astype("float32") / 255


# %% leaked | wrong | squared distances in float32, which lose the last digits
def leaked(x_train, x_test):
    a = x_train.reshape(len(x_train), -1).astype("float32")
    b = x_test.reshape(len(x_test), -1).astype("float32")
    squared = (b**2).sum(axis=1)[:, None] + (a**2).sum(axis=1) - 2 * b @ a.T
    return np.flatnonzero((squared < 0.5).any(axis=1))


# %% to_vectors | wrong | as_strided takes for granted that the rows of an image follow each other without gaps
def to_vectors(images):
    if images.flags.f_contiguous:
        images = np.ascontiguousarray(images)
    n, h, w = images.shape
    flat = np.lib.stride_tricks.as_strided(images, (n, h * w), (images.strides[0], images.strides[2]))
    return flat.astype("float32") / 255
