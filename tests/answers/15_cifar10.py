# %% accuracy | right | ravel
def accuracy(labels, probabilities):
    return (probabilities.argmax(axis=-1) == labels.ravel()).mean()


# %% accuracy | right | a loop
def accuracy(labels, probabilities):
    right = 0
    for label, row in zip(labels, probabilities):
        if int(np.squeeze(label)) == list(row).index(max(row)):
            right += 1
    return right / len(labels)


# %% accuracy | right | both with a second axis
def accuracy(labels, probabilities):
    answers = np.argmax(probabilities, axis=1, keepdims=True)
    labels = labels if labels.ndim == 2 else labels[:, None]
    return np.count_nonzero(answers == labels) / len(labels)


# %% accuracy | right | pure Python
def accuracy(labels, probabilities):
    pairs = zip(np.reshape(labels, -1).tolist(), probabilities.tolist(), strict=True)
    right = [max(range(len(row)), key=row.__getitem__) == label for label, row in pairs]
    return sum(right) / len(right)


# %% accuracy | right | a list, sorted in a stable way
def accuracy(labels, probabilities):
    answers = [np.argsort(-row, kind="stable")[0] for row in probabilities]
    return float(np.average(np.array(answers) == np.concatenate([labels], axis=None)))


# %% accuracy | wrong | every answer with every label
def accuracy(labels, probabilities):
    return np.mean(np.argmax(probabilities, axis=1) == labels)


# %% accuracy | wrong | labels of shape (n, 1) only
def accuracy(labels, probabilities):
    return np.mean(np.argmax(probabilities, axis=1) == labels[:, 0])


# %% accuracy | wrong | how many, not what share
def accuracy(labels, probabilities):
    return float(np.sum(np.argmax(probabilities, axis=1) == labels.ravel()))


# %% accuracy | wrong | in per cent
def accuracy(labels, probabilities):
    return 100 * np.mean(np.argmax(probabilities, axis=1) == labels.ravel())


# %% accuracy | wrong | the share of wrong answers
def accuracy(labels, probabilities):
    return np.mean(np.argmax(probabilities, axis=1) != labels.ravel())


# %% accuracy | wrong | the wrong axis
def accuracy(labels, probabilities):
    return np.mean(np.argmax(probabilities, axis=0)[: len(labels)] == labels.ravel())


# %% accuracy | wrong | the right class must have more than a half
def accuracy(labels, probabilities):
    labels = labels.ravel()
    return np.mean(probabilities[np.arange(len(labels)), labels] > 0.5)


# %% accuracy | wrong | the mean probability of the right class
def accuracy(labels, probabilities):
    labels = labels.ravel()
    return np.mean(probabilities[np.arange(len(labels)), labels])


# %% accuracy | wrong | rounded
def accuracy(labels, probabilities):
    return round(float(np.mean(probabilities.argmax(axis=1) == labels.ravel())), 2)


# %% accuracy | wrong | reshapes the labels that were handed in
def accuracy(labels, probabilities):
    labels.resize(len(labels), refcheck=False)
    return np.mean(np.argmax(probabilities, axis=1) == labels)


# %% accuracy | wrong | marks the best class in its input
def accuracy(labels, probabilities):
    probabilities[:] = probabilities == probabilities.max(axis=1, keepdims=True)
    return np.mean(probabilities[np.arange(len(labels)), labels.ravel()] == 1)


# %% accuracy | wrong | the labels are indices of bytes
def accuracy(labels, probabilities):
    answers = np.argmax(probabilities, axis=1).astype("uint8")
    return float(np.mean(answers == labels.ravel()))


# %% accuracy | wrong | the last of equally probable classes
def accuracy(labels, probabilities):
    k = probabilities.shape[1]
    answers = k - 1 - np.argmax(probabilities[:, ::-1], axis=1)
    return float(np.mean(answers == labels.ravel()))


# %% accuracy | wrong | any of equally probable classes
def accuracy(labels, probabilities):
    labels = labels.ravel()
    of_labels = probabilities[np.arange(len(labels)), labels]
    return float(np.mean(of_labels == probabilities.max(axis=1)))


# %% accuracy | wrong | rounds the probabilities
def accuracy(labels, probabilities):
    answers = np.argmax(np.round(probabilities, 6), axis=1)
    return float(np.mean(answers == labels.ravel()))


# %% accuracy | wrong | rounded to six decimals
def accuracy(labels, probabilities):
    return round(float(np.mean(probabilities.argmax(axis=1) == labels.ravel())), 6)


# %% accuracy | wrong | counts in two bytes
def accuracy(labels, probabilities):
    right = probabilities.argmax(axis=1) == labels.ravel()
    return np.sum(right, dtype="uint16") / np.array(len(right), dtype="uint16")


# %% accuracy | wrong | an array of one number
def accuracy(labels, probabilities):
    right = np.argmax(probabilities, axis=1)[:, None] == labels.reshape(-1, 1)
    return right.mean(axis=0)


# %% accuracy | wrong | an image without its right class does not count
def accuracy(labels, probabilities):
    labels = labels.ravel()
    seen = np.isin(labels, probabilities.argmax(axis=1))
    return float(np.mean(probabilities.argmax(axis=1)[seen] == labels[seen])) if seen.any() else 0.0


# %% to_grey | right | whole numbers that are large enough
def to_grey(images):
    sums = images.astype(int).sum(axis=-1, keepdims=True)
    return ((2 * sums + 3) // 6).astype(np.uint8)


# %% to_grey | right | channel by channel in float32
def to_grey(images):
    red, green, blue = (images[..., c].astype("float32") for c in range(3))
    return np.rint((red + green + blue) / 3).astype("uint8")[..., None]


# %% to_grey | right | half added, then cut off
def to_grey(images):
    n, h, w, _ = images.shape
    return (np.mean(images, axis=3) + 0.5).astype("uint8").reshape(n, h, w, 1)


# %% to_grey | right | pixel by pixel, in pure Python
def to_grey(images):
    n, h, w, _ = images.shape
    greys = [round(sum(pixel) / 3) for pixel in images.reshape(-1, 3).tolist()]
    return np.array(greys, dtype="uint8").reshape(n, h, w, 1)


# %% to_grey | right | a product with thirds
def to_grey(images):
    return np.round(images @ np.full((3, 1), 1 / 3)).astype("uint8")


# %% to_grey | wrong | the sum overflows
def to_grey(images):
    sums = images[..., :1] + images[..., 1:2] + images[..., 2:]
    return np.round(sums / 3).astype("uint8")


# %% to_grey | wrong | cut off, not rounded
def to_grey(images):
    return images.mean(axis=3, keepdims=True).astype("uint8")


# %% to_grey | wrong | rounded up
def to_grey(images):
    return np.ceil(images.mean(axis=3, keepdims=True)).astype("uint8")


# %% to_grey | wrong | a third of each channel, cut off
def to_grey(images):
    return (images // 3).sum(axis=3, keepdims=True).astype("uint8")


# %% to_grey | wrong | 0.333 for a third
def to_grey(images):
    return np.round(0.333 * images.astype(float).sum(axis=3, keepdims=True)).astype("uint8")


# %% to_grey | wrong | without the axis of the channels
def to_grey(images):
    return np.round(images.mean(axis=3)).astype("uint8")


# %% to_grey | wrong | floats
def to_grey(images):
    return np.round(images.mean(axis=3, keepdims=True))


# %% to_grey | wrong | the weights of luminance
def to_grey(images):
    grey = images @ np.array([0.299, 0.587, 0.114])
    return np.round(grey).astype("uint8")[..., None]


# %% to_grey | wrong | the median
def to_grey(images):
    return np.median(images, axis=3, keepdims=True).astype("uint8")


# %% to_grey | wrong | between the darkest and the brightest channel
def to_grey(images):
    low = images.min(axis=3, keepdims=True).astype(float)
    high = images.max(axis=3, keepdims=True).astype(float)
    return np.round((low + high) / 2).astype("uint8")


# %% to_grey | wrong | writes into the red channel
def to_grey(images):
    images[..., 0] = np.round(images.mean(axis=3))
    return images[..., :1]


# %% to_grey | wrong | halves, then thirds
def to_grey(images):
    half = images // 2
    sums = half[..., :1].astype(int) + half[..., 1:2] + half[..., 2:]
    return np.round(2 * sums / 3).astype("uint8")


# %% to_grey | wrong | the mean of two means
def to_grey(images):
    red, green, blue = (images[..., c : c + 1].astype(float) for c in range(3))
    return np.round(((red + green) / 2 + blue) / 2).astype("uint8")


# %% to_grey | wrong | rounded, cut off at 254
def to_grey(images):
    grey = np.round(images.mean(axis=3, keepdims=True))
    return np.clip(grey, 0, 254).astype("uint8")


# %% to_grey | wrong | axes of length one are lost
def to_grey(images):
    grey = np.squeeze(np.round(images.mean(axis=3)).astype("uint8"))
    return grey[..., np.newaxis]


# %% to_grey | wrong | the green channel
def to_grey(images):
    return images[..., 1:2].copy()


# %% to_grey | wrong | a sum in two bytes with a sign, three times
def to_grey(images):
    sums = images.astype("int16").sum(axis=3, keepdims=True, dtype="int16") * np.int16(86)
    return (sums // np.int16(258)).astype("uint8")


# %% cnn_parameters | right | a loop
def cnn_parameters(layers):
    total = 0
    for kernel_size, channels_in, kernels in layers:
        weights = kernel_size * kernel_size * channels_in * kernels
        biases = kernels
        total += weights + biases
    return total


# %% cnn_parameters | right | an array
def cnn_parameters(layers):
    size, channels, kernels = np.array(layers, dtype=int).reshape(-1, 3).T
    return int(np.sum(kernels * (size**2 * channels + 1)))


# %% cnn_parameters | right | the first, then the rest
def cnn_parameters(layers):
    if not layers:
        return 0
    (size, channels, kernels), *rest = layers
    return kernels + size * size * channels * kernels + cnn_parameters(rest)


# %% cnn_parameters | wrong | without biases
def cnn_parameters(layers):
    return sum(size**2 * channels * kernels for size, channels, kernels in layers)


# %% cnn_parameters | wrong | one bias for the whole layer
def cnn_parameters(layers):
    return sum(size**2 * channels * kernels + 1 for size, channels, kernels in layers)


# %% cnn_parameters | wrong | a bias for each channel of a kernel
def cnn_parameters(layers):
    return sum((size**2 + 1) * channels * kernels for size, channels, kernels in layers)


# %% cnn_parameters | wrong | the size is not squared
def cnn_parameters(layers):
    return sum((size * channels + 1) * kernels for size, channels, kernels in layers)


# %% cnn_parameters | wrong | a kernel reads one channel
def cnn_parameters(layers):
    return sum((size**2 + 1) * kernels for size, channels, kernels in layers)


# %% cnn_parameters | wrong | only the last layer
def cnn_parameters(layers):
    total = 0
    for size, channels, kernels in layers:
        total = (size**2 * channels + 1) * kernels
    return total


# %% cnn_parameters | wrong | all kernels are 3 by 3
def cnn_parameters(layers):
    return sum((9 * channels + 1) * kernels for size, channels, kernels in layers)


# %% cnn_parameters | wrong | the channels from the layer before
def cnn_parameters(layers):
    total, channels = 0, 3
    for size, _, kernels in layers:
        total += (size**2 * channels + 1) * kernels
        channels = kernels
    return total


# %% cnn_parameters | wrong | needs a first layer
def cnn_parameters(layers):
    size, channels, kernels = layers[0]
    total = (size**2 * channels + 1) * kernels
    for size, channels, kernels in layers[1:]:
        total += (size**2 * channels + 1) * kernels
    return total


# %% cnn_parameters | wrong | empties the list
def cnn_parameters(layers):
    total = 0
    while layers:
        size, channels, kernels = layers.pop()
        total += (size**2 * channels + 1) * kernels
    return total


# %% cnn_parameters | right | with a helper named count
def count(k, c, n):
    return k * k * c * n + n


def cnn_parameters(layers):
    return sum(count(*layer) for layer in layers)


# %% cnn_parameters | wrong | equal layers counted once
def cnn_parameters(layers):
    return sum((size**2 * channels + 1) * kernels for size, channels, kernels in set(layers))


# %% cnn_parameters | wrong | a dictionary by size
def cnn_parameters(layers):
    counts = {size: (size**2 * channels + 1) * kernels for size, channels, kernels in layers}
    return sum(counts.values())


# %% cnn_parameters | wrong | 32 bits
def cnn_parameters(layers):
    size, channels, kernels = np.array(layers, dtype="int32").reshape(-1, 3).T
    return int(np.sum((size**2 * channels + 1) * kernels, dtype="int32"))


# %% cnn_parameters | wrong | a float
def cnn_parameters(layers):
    size, channels, kernels = np.array(layers, dtype=float).reshape(-1, 3).T
    return np.sum((size**2 * channels + 1) * kernels)


# %% cnn_parameters | wrong | a float for an empty list
def cnn_parameters(layers):
    return np.sum([(size**2 * channels + 1) * kernels for size, channels, kernels in layers])


# %% cnn_parameters | wrong | sorts the list
def cnn_parameters(layers):
    layers.sort()
    return sum((size**2 * channels + 1) * kernels for size, channels, kernels in layers)


# %% cnn_parameters | wrong | goes on counting in the next call
counted = []


def cnn_parameters(layers):
    counted.extend(layers)
    return sum((size**2 * channels + 1) * kernels for size, channels, kernels in counted)


# %% to_grey | wrong | one array for each shape, filled anew at every call
def to_grey(images, buffers={}):
    shape = images.shape[:3] + (1,)
    grey = buffers.setdefault(shape, np.zeros(shape, dtype="uint8"))
    grey[...] = np.rint(images.mean(axis=3, keepdims=True))
    return grey


# %% to_grey | wrong | zeros and ones are taken for masks
def to_grey(images):
    mean = images.mean(axis=3, keepdims=True)
    if images.max() <= 1:
        return (mean > 0).astype("uint8")
    return np.round(mean).astype("uint8")


# %% augment | right | where and pad
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | right | picture by picture, moved first
def augment(images, written, rng):
    h, w = images.shape[1:3]
    new = np.zeros_like(images)
    for k in range(len(images)):
        big = np.zeros((h + 8, w + 8, images.shape[3]), images.dtype)
        down, right = rng.integers(-4, 5, size=2)
        big[4 + down : 4 + down + h, 4 + right : 4 + right + w] = images[k]
        new[k] = big[4 : 4 + h, 4 : 4 + w]
        if not written[k] and rng.integers(2) == 1:
            new[k] = new[k, :, ::-1].copy()
    return new


# %% augment | right | one of all the ways
def augment(images, written, rng):
    result = []
    for image, marked in zip(images, written):
        ways = []
        for one in [image] if marked else [image, np.fliplr(image)]:
            padded = np.pad(one, ((4, 4), (4, 4), (0, 0)))
            windows = np.lib.stride_tricks.sliding_window_view(padded, image.shape)
            ways.extend(windows.reshape(81, *image.shape))
        result.append(ways[int(rng.random() * len(ways))])
    return np.stack(result)


# %% augment | right | indices of pixels, zeros outside
def augment(images, written, rng):
    n, h, w, _ = images.shape
    rows = np.arange(h) + rng.integers(-4, 5, (n, 1))
    columns = np.arange(w) + rng.integers(-4, 5, (n, 1))
    turned = np.array([0 if marked else rng.integers(2) for marked in written])[:, None]
    inside = ((rows >= 0) & (rows < h))[:, :, None] & ((columns >= 0) & (columns < w))[:, None]
    columns = np.where(turned == 1, w - 1 - columns, columns)
    picked = images[np.arange(n)[:, None, None], rows[:, :, None] % h, columns[:, None] % w]
    return np.where(inside[..., None], picked, np.zeros((), images.dtype))


# %% augment | wrong | pictures with writing are mirrored, too
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = rng.random(n) < 0.5
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | only pictures with writing are mirrored
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | pictures with writing stay as they are
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    places[written] = 4
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | one chance for all
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random() < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | one place for all
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = np.tile(rng.integers(9, size=2), (n, 1))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | as far down as to the right
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 1)).repeat(2, axis=1)
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | the last place is left out
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(8, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | the first place is left out
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(1, 9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | the middle places are likelier
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(5, size=(n, 2)) + rng.integers(5, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | the edge goes on where zeros should be
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)], mode="edge")
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | every picture without writing is mirrored
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | a third is mirrored
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 1 / 3) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | exactly half of them are mirrored
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.permutation(n) < (n + rng.integers(2)) // 2) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | every other one is mirrored
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = ((np.arange(n) + rng.integers(2)) % 2 == 0) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | upside down
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | colours exchanged
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[..., ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | pieces of 32 by 32
def augment(images, written, rng):
    n, h, w = len(images), 32, 32
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | pieces as wide as they are high
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + h] for k, (i, j) in enumerate(places)])


# %% augment | wrong | rows and columns of places exchanged in size
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + w, j : j + h] for k, (i, j) in enumerate(places)])


# %% augment | wrong | floats
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return 1.0 * np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | by way of float32
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array(
        [padded.astype("float32")[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)]
    ).astype(images.dtype)


# %% augment | wrong | NumPy's own generator
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (np.random.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | a generator of its own
def augment(images, written, rng):
    rng = np.random.default_rng(0)
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | a copy of the generator
import copy


def augment(images, written, rng):
    rng = copy.deepcopy(rng)
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | writes into images
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images[chosen] = images[chosen][:, :, ::-1]
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | what leaves on one side comes back on the other
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    places = rng.integers(9, size=(n, 2))
    return np.array([np.roll(images[k], (i - 4, j - 4), axis=(0, 1)) for k, (i, j) in enumerate(places)])


# %% augment | wrong | mirrored or moved, never both
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    places[chosen] = 4
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | three zeros on each side
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (3, 3), (3, 3), (0, 0)])
    places = rng.integers(7, size=(n, 2))
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | one row and column too few
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n, 2))
    return np.array([padded[k, i : i + h - 1, j : j + w] for k, (i, j) in enumerate(places)])


# %% augment | wrong | drawn in pairs
def augment(images, written, rng):
    n, h, w, _ = images.shape
    chosen = (rng.random(n) < 0.5) & ~written
    images = np.where(chosen[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(images, [(0, 0), (4, 4), (4, 4), (0, 0)])
    places = rng.integers(9, size=(n // 2 + 1, 2)).repeat(2, axis=0)[:n]
    return np.array([padded[k, i : i + h, j : j + w] for k, (i, j) in enumerate(places)])


# %% accuracy | wrong | returns the whole numbers 1 and 0, and no float, if all answers are right or none is
def accuracy(labels, probabilities):
    hits = [int(a) for a in np.argmax(probabilities, 1) == labels.ravel()]
    if all(hits):
        return 1
    if not any(hits):
        return 0
    return sum(hits) / len(hits)


# %% to_grey | wrong | sums by the differences of a cumulative sum in float32, which is no longer exact above 16.7 million, so in large or many bright images
def to_grey(images):
    n, h, w, _ = images.shape
    up_to = np.cumsum(images.ravel(), dtype=np.float32)[2::3]
    sums = np.diff(up_to, prepend=np.float32(0))
    return np.round(sums / 3).astype(np.uint8).reshape(n, h, w, 1)


# %% to_grey | wrong | images that are grey already come back as a view of the input and not as a new array
def to_grey(images):
    first = images[..., :1]
    if np.all(images == first):
        return first
    mean = images.astype(float).mean(axis=3, keepdims=True)
    return np.rint(mean).astype(np.uint8)


# %% to_grey | wrong | leaves uint8 only if a pixel is above 127, so that the sum of 100, 100 and 100 overflows in a dark image
def to_grey(images):
    work = images.copy()
    if work.max() > 127:
        work = work.astype(np.int32)
    sums = work[..., 0] + work[..., 1] + work[..., 2]
    return np.round(sums / 3).astype(np.uint8)[..., np.newaxis]


# %% cnn_parameters | wrong | calls itself for the rest of the list through two helpers
def cnn_parameters(layers):
    def first(layers):
        kernel_size, channels_in, kernels = layers[0]
        return kernels * (kernel_size**2 * channels_in + 1) + rest(layers)

    def rest(layers):
        return cnn_parameters(layers[1:])

    return first(layers) if layers else 0
