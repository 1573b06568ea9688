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


# %% mirror | right | numpy.flip
def mirror(images):
    return np.flip(images, axis=2)


# %% mirror | right | image by image
def mirror(images):
    return np.array([np.fliplr(image) for image in images])


# %% mirror | right | a copy, column by column
def mirror(images):
    result = np.empty_like(images)
    width = images.shape[2]
    for j in range(width):
        result[:, :, j] = images[:, :, width - 1 - j]
    return result


# %% mirror | right | pixel by pixel, in pure Python
def mirror(images):
    return np.array([[row[::-1] for row in image] for image in images.tolist()], dtype=images.dtype)


# %% mirror | right | the columns taken from the last to the first
def mirror(images):
    return np.take(images, range(images.shape[2] - 1, -1, -1), axis=2)


# %% mirror | wrong | upside down
def mirror(images):
    return images[:, ::-1]


# %% mirror | wrong | fliplr of the whole set
def mirror(images):
    return np.fliplr(images)


# %% mirror | wrong | the channels
def mirror(images):
    return images[..., ::-1]


# %% mirror | wrong | turned by half a turn
def mirror(images):
    return images[:, ::-1, ::-1]


# %% mirror | wrong | the images in reverse order too
def mirror(images):
    return images[::-1, :, ::-1]


# %% mirror | wrong | only the first image
def mirror(images):
    result = images.copy()
    result[0] = result[0, :, ::-1]
    return result


# %% mirror | wrong | changes its input
def mirror(images):
    images[:] = images[:, :, ::-1].copy()
    return images


# %% mirror | wrong | floats
def mirror(images):
    result = np.zeros(images.shape)
    result[:] = images[:, :, ::-1]
    return result


# %% mirror | wrong | exchanges the outer columns only
def mirror(images):
    result = images.copy()
    result[:, :, 0], result[:, :, -1] = images[:, :, -1], images[:, :, 0]
    return result


# %% mirror | wrong | bytes
def mirror(images):
    return images[:, :, ::-1].astype("uint8")


# %% mirror | wrong | the last axis but one of what is left without axes of length one
def mirror(images):
    return np.flip(np.squeeze(images), axis=-2).reshape(images.shape)


# %% mirror | wrong | columns and rows exchanged
def mirror(images):
    return np.rot90(images, axes=(1, 2))


# %% mirror | wrong | a list
def mirror(images):
    return [image[:, ::-1] for image in images]


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
