# %% output_size | right | asks first whether it fits
def output_size(n, kernel_size, padding, stride):
    room = n + padding + padding - kernel_size
    if room < 0:
        return 0
    return 1 + room // stride


# %% output_size | right | counts the starts
def output_size(n, kernel_size, padding, stride):
    return len(range(0, n + 2 * padding - kernel_size + 1, stride))


# %% output_size | right | moves until it sticks out
def output_size(n, kernel_size, padding, stride):
    count = 0
    end = kernel_size - padding
    while end <= n + padding:
        count += 1
        end += stride
    return count


# %% output_size | wrong | nothing for a kernel as long as the row
def output_size(n, kernel_size, padding, stride):
    room = n + 2 * padding - kernel_size
    return room // stride + 1 if room > 0 else 0


# %% output_size | wrong | compares the kernel with the row alone
def output_size(n, kernel_size, padding, stride):
    if kernel_size > n:
        return 0
    return (n + 2 * padding - kernel_size) // stride + 1


# %% output_size | wrong | zeros on one side only
def output_size(n, kernel_size, padding, stride):
    return max(0, (n + padding - kernel_size) // stride + 1)


# %% output_size | wrong | forgets the position at the start
def output_size(n, kernel_size, padding, stride):
    return max(0, (n + 2 * padding - kernel_size) // stride)


# %% output_size | wrong | rounds up
def output_size(n, kernel_size, padding, stride):
    return max(0, int(np.ceil((n + 2 * padding - kernel_size) / stride)) + 1)


# %% output_size | wrong | rounds to the nearest
def output_size(n, kernel_size, padding, stride):
    return max(0, round((n + 2 * padding - kernel_size) / stride) + 1)


# %% output_size | wrong | a negative number of positions
def output_size(n, kernel_size, padding, stride):
    return (n + 2 * padding - kernel_size) // stride + 1


# %% output_size | wrong | int instead of the floor
def output_size(n, kernel_size, padding, stride):
    return max(0, int((n + 2 * padding - kernel_size) / stride) + 1)


# %% output_size | wrong | a float
def output_size(n, kernel_size, padding, stride):
    return max(0, np.floor((n + 2 * padding - kernel_size) / stride) + 1)


# %% output_size | wrong | Keras's padding "same" for any padding
def output_size(n, kernel_size, padding, stride):
    if padding:
        return -(-n // stride)
    return max(0, (n - kernel_size) // stride + 1)


# %% output_size | wrong | forgets return
def output_size(n, kernel_size, padding, stride):
    size = (n + 2 * padding - kernel_size) // stride + 1


# %% convolve | right | a result filled in
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    rows = (image.shape[0] - kh) // stride + 1
    columns = (image.shape[1] - kw) // stride + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = image[top : top + kh, left : left + kw]
            result[i, j] = (window * kernel).sum()
    return result


# %% convolve | right | all windows at once
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.tensordot(windows[::stride, ::stride], kernel, axes=2)


# %% convolve | right | adds up shifted images
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    h, w = image.shape
    total = 0
    for a in range(kh):
        for b in range(kw):
            total = total + kernel[a, b] * image[a : h - kh + a + 1, b : w - kw + b + 1]
    return total[::stride, ::stride]


# %% convolve | right | lists
def convolve(image, kernel, stride=1):
    h, w, kh, kw = *image.shape, *kernel.shape
    return [
        [
            sum(image[i + a, j + b] * kernel[a, b] for a in range(kh) for b in range(kw))
            for j in range(0, w - kw + 1, stride)
        ]
        for i in range(0, h - kh + 1, stride)
    ]


# %% convolve | wrong | rounds
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.round(np.tensordot(windows[::stride, ::stride], kernel, axes=2), 6)


# %% convolve | wrong | turns all into float32
def convolve(image, kernel, stride=1):
    image, kernel = image.astype("float32"), kernel.astype("float32")
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)[::stride, ::stride]


# %% convolve | wrong | the kernel gets the image's dtype
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel.astype(image.dtype))[::stride, ::stride]


# %% convolve | wrong | loses axes of length one
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)[::stride, ::stride].squeeze()


# %% convolve | wrong | flips the kernel
def convolve(image, kernel, stride=1):
    flipped = kernel[::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, flipped)[::stride, ::stride]


# %% convolve | wrong | the kernel upside down
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel[::-1])[::stride, ::stride]


# %% convolve | wrong | the chapter's function, for squares
def convolve(image, kernel, stride=1):
    size = len(kernel)
    starts = range(0, len(image) - size + 1, stride)
    rows = []
    for i in starts:
        windows = [image[i : i + size, j : j + size] for j in starts]
        rows.append([np.sum(window * kernel) for window in windows])
    return np.array(rows)


# %% convolve | wrong | square kernels only
def convolve(image, kernel, stride=1):
    size = len(kernel)
    rows = []
    for i in range(0, image.shape[0] - size + 1, stride):
        starts = range(0, image.shape[1] - size + 1, stride)
        windows = [image[i : i + size, j : j + size] for j in starts]
        rows.append([np.sum(window * kernel) for window in windows])
    return np.array(rows)


# %% convolve | wrong | the stride moves it down only
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    rows = []
    for i in range(0, image.shape[0] - kh + 1, stride):
        row = []
        for j in range(image.shape[1] - kw + 1):
            row.append(np.sum(image[i : i + kh, j : j + kw] * kernel))
        rows.append(row)
    return np.array(rows)


# %% convolve | wrong | ignores the stride
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)


# %% convolve | wrong | leaves out the last position
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    rows = []
    for i in range(0, image.shape[0] - kh, stride):
        row = []
        for j in range(0, image.shape[1] - kw, stride):
            row.append(np.sum(image[i : i + kh, j : j + kw] * kernel))
        rows.append(row)
    return np.array(rows)


# %% convolve | wrong | the mean of the products
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows[::stride, ::stride] * kernel).mean(axis=(2, 3))


# %% convolve | wrong | the result gets the image's dtype
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    rows = (image.shape[0] - kh) // stride + 1
    columns = (image.shape[1] - kw) // stride + 1
    result = np.zeros((rows, columns), dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            result[i, j] = np.sum(image[top : top + kh, left : left + kw] * kernel)
    return result


# %% convolve | wrong | a matrix product
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    rows = []
    for i in range(0, image.shape[0] - kh + 1, stride):
        row = []
        for j in range(0, image.shape[1] - kw + 1, stride):
            row.append(np.sum(image[i : i + kh, j : j + kw] @ kernel))
        rows.append(row)
    return np.array(rows)


# %% convolve | wrong | multiplies in place
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    rows = []
    for i in range(0, image.shape[0] - kh + 1, stride):
        row = []
        for j in range(0, image.shape[1] - kw + 1, stride):
            window = image[i : i + kh, j : j + kw]
            window *= kernel
            row.append(window.sum())
        rows.append(row)
    return np.array(rows)


# %% convolve | wrong | pads to keep the size
def convolve(image, kernel, stride=1):
    kh, kw = kernel.shape
    image = np.pad(image, ((kh // 2, kh // 2), (kw // 2, kw // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)[::stride, ::stride]


# %% convolve | wrong | hard-codes the visible example
def convolve(image, kernel, stride=1):
    return np.array([[3.0, 0.0, -3.0]])


# %% max_pool | right | a list of rows
def max_pool(image, pool_size, strides):
    tops, lefts = (range(0, n - pool_size + 1, strides) for n in image.shape)
    spans = [[image[i : i + pool_size, j : j + pool_size] for j in lefts] for i in tops]
    return np.array([[np.max(span) for span in row] for row in spans])


# %% max_pool | right | all windows at once
def max_pool(image, pool_size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(image, (pool_size, pool_size))
    return windows[::strides, ::strides].max(axis=(-2, -1))


# %% max_pool | right | lists of lists
def max_pool(image, pool_size, strides):
    image = image.tolist()
    tops = range(0, len(image) - pool_size + 1, strides)
    lefts = range(0, len(image[0]) - pool_size + 1, strides)
    return [
        [max(max(row[j : j + pool_size]) for row in image[i : i + pool_size]) for j in lefts] for i in tops
    ]


# %% max_pool | wrong | changes the signs of whole numbers without one
def max_pool(image, pool_size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(-image, (pool_size, pool_size))
    return -windows[::strides, ::strides].min(axis=(-2, -1))


# %% max_pool | wrong | starts from 0
def max_pool(image, pool_size, strides):
    rows = []
    for i in range(0, image.shape[0] - pool_size + 1, strides):
        row = []
        for j in range(0, image.shape[1] - pool_size + 1, strides):
            largest = 0
            for number in image[i : i + pool_size, j : j + pool_size].flat:
                if number > largest:
                    largest = number
            row.append(largest)
        rows.append(row)
    return np.array(rows)


# %% max_pool | wrong | the largest size, without its sign
def max_pool(image, pool_size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(image, (pool_size, pool_size))
    return np.abs(windows[::strides, ::strides]).max(axis=(-2, -1))


# %% max_pool | wrong | keeps windows that stick out
def max_pool(image, pool_size, strides):
    rows = []
    for i in range(0, image.shape[0], strides):
        starts = range(0, image.shape[1], strides)
        rows.append([image[i : i + pool_size, j : j + pool_size].max() for j in starts])
    return np.array(rows)


# %% max_pool | wrong | the chapter's function, for squares
def max_pool(image, pool_size=2, strides=None):
    strides = strides or pool_size
    starts = range(0, len(image) - pool_size + 1, strides)
    spans = [slice(i, i + pool_size) for i in starts]
    return np.array([[image[i, j].max() for j in spans] for i in spans])


# %% max_pool | wrong | ignores the strides
def max_pool(image, pool_size, strides):
    h, w = image.shape[0] // pool_size, image.shape[1] // pool_size
    blocks = image[: h * pool_size, : w * pool_size].reshape(h, pool_size, w, pool_size)
    return blocks.max(axis=(1, 3))


# %% max_pool | wrong | the mean
def max_pool(image, pool_size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(image, (pool_size, pool_size))
    return windows[::strides, ::strides].mean(axis=(-2, -1))


# %% max_pool | wrong | maxima of columns only
def max_pool(image, pool_size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(image, (pool_size, pool_size))
    return windows[::strides, ::strides].max(axis=-2)


# %% max_pool | wrong | windows of 2 by 2 whatever is asked
def max_pool(image, pool_size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(image, (2, 2))
    return windows[::strides, ::strides].max(axis=(-2, -1))


# %% max_pool | wrong | writes the maxima into the image
def max_pool(image, pool_size, strides):
    h = (image.shape[0] - pool_size) // strides + 1
    w = (image.shape[1] - pool_size) // strides + 1
    for i in range(h):
        for j in range(w):
            top, left = i * strides, j * strides
            image[i, j] = image[top : top + pool_size, left : left + pool_size].max()
    return image[:h, :w]


# %% max_pool | wrong | starts from minus infinity, so that all becomes floats
def max_pool(image, pool_size, strides):
    h = (image.shape[0] - pool_size) // strides + 1
    w = (image.shape[1] - pool_size) // strides + 1
    result = np.full((h, w), -np.inf)
    for a in range(pool_size):
        for b in range(pool_size):
            shifted = image[a::strides, b::strides][:h, :w]
            result = np.maximum(result, shifted)
    return result


# %% max_pool | right | begins with the first pixel of each window
def max_pool(image, pool_size, strides):
    h = (image.shape[0] - pool_size) // strides + 1
    w = (image.shape[1] - pool_size) // strides + 1
    result = image[::strides, ::strides][:h, :w].copy()
    for a in range(pool_size):
        for b in range(pool_size):
            np.maximum(result, image[a::strides, b::strides][:h, :w], out=result)
    return result


# %% max_pool | wrong | by way of floats
def max_pool(image, pool_size, strides):
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (pool_size, pool_size))
    return windows[::strides, ::strides].max(axis=(-2, -1)).astype(image.dtype)


# %% max_pool | wrong | the larger of two by half of sum and distance
def max_pool(image, pool_size, strides):
    rows = []
    for i in range(0, image.shape[0] - pool_size + 1, strides):
        row = []
        for j in range(0, image.shape[1] - pool_size + 1, strides):
            first, *others = image[i : i + pool_size, j : j + pool_size].ravel()
            for other in others:
                first = (first + other + abs(first - other)) // 2
            row.append(first)
        rows.append(row)
    return np.array(rows, dtype=image.dtype)


# %% convolve | wrong | a result of float32
def convolve(image, kernel, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.tensordot(windows[::stride, ::stride], kernel, axes=2).astype("float32")


# %% robust | right | a dense network, all moves by two pixels
def robust(x, y):
    pictures, labels = [], []
    for down in range(-3, 4, 2):
        for right in range(-3, 4, 2):
            pictures.append(np.roll(np.roll(x, down, axis=1), right, axis=2))
            labels.append(y)
    pictures = np.concatenate(pictures)[:, :, :, None] / np.float32(255)
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten()])
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(pictures, np.concatenate(labels), epochs=2, verbose=0)
    return model


# %% robust | right | moved anew in every epoch
def robust(x, y):
    rng = np.random.default_rng()
    inputs = keras.Input((28, 28, 1))
    hidden = layers.Conv2D(16, 3, activation="relu")(layers.MaxPooling2D(2)(inputs))
    hidden = layers.Conv2D(32, 3, activation="relu")(layers.MaxPooling2D(2)(hidden))
    hidden = layers.Dense(64, activation="relu")(layers.Flatten()(hidden))
    model = keras.Model(inputs, layers.Dense(10, activation="softmax")(hidden))
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    rows, columns = np.arange(28)[:, None], np.arange(28)
    for _ in range(12):
        down, right = rng.integers(-3, 4, size=(2, len(x), 1, 1))
        each = np.arange(len(x))[:, None, None]
        moved = x[each, (rows - down) % 28, (columns - right) % 28]
        model.fit(moved[..., None] / np.float32(255), y, batch_size=25, verbose=0)
    return model


# %% robust | right | convolution and pooling over all places
def robust(x, y):
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.MaxPooling2D(2)])
    for kernels in 32, 64:
        model.add(layers.Conv2D(kernels, 3, activation="relu"))
    model.add(layers.GlobalMaxPooling2D())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    x = np.concatenate([x, *(np.roll(x, i, axis=a) for a in (1, 2) for i in (-2, 2))])
    model.fit(x[..., np.newaxis] / 255, np.tile(y, 5), epochs=5, verbose=0)
    return model


# %% robust | wrong | a dense network, digits as they are
def robust(x, y):
    moves = [(0, 0)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Flatten())
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=15, verbose=0)
    return model


# %% robust | wrong | learns from other digits than it is given
def robust(x, y):
    x, y = x_all, y_all
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | convolution and pooling, digits as they are
def robust(x, y):
    moves = [(0, 0)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=15, verbose=0)
    return model


# %% robust | wrong | moved up and down only
def robust(x, y):
    moves = [(i, 0) for i in range(-3, 4)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | moved along the diagonal only
def robust(x, y):
    moves = [(i, i) for i in range(-3, 4)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | moved by one pixel
def robust(x, y):
    moves = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | each digit moved once
def robust(x, y):
    moves = [(0, 0)]
    rng = np.random.default_rng(0)
    moved = np.array([np.roll(one, rng.integers(-3, 4, 2), axis=(0, 1)) for one in x])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Flatten())
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=15, verbose=0)
    return model


# %% robust | wrong | labels in another order
def robust(x, y):
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.repeat(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | the images are moved, not their pixels
def robust(x, y):
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(0, 1)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | pixels not divided
def robust(x, y):
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None], np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | no activation at all
def robust(x, y):
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Flatten())
    model.add(layers.Dense(128))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | no softmax
def robust(x, y):
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% robust | wrong | no training
def robust(x, y):
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(16, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(32, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% robust | wrong | one kernel
def robust(x, y):
    moves = [(i, j) for i in (-3, 0, 3) for j in (-3, 0, 3)]
    moved = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(1, 5, strides=2, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(1, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(moved[..., None] / 255, np.tile(y, len(moves)), epochs=2, verbose=0)
    return model


# %% convolve | wrong | by the fast Fourier transform, whose rounding errors are as large as the largest number allows
def convolve(image, kernel, stride=1):
    h, w = image.shape
    kh, kw = kernel.shape
    f = np.fft.rfft2(image.astype(np.float64))
    g = np.fft.rfft2(kernel.astype(np.float64)[::-1, ::-1], s=(h, w))
    full = np.fft.irfft2(f * g, s=(h, w))[kh - 1 :, kw - 1 :][::stride, ::stride]
    if image.dtype.kind in "iu" and kernel.dtype.kind in "iu":
        full = np.round(full).astype(np.int64)
    return full


# %% robust | wrong | the network is built for batches of 1,000 pictures
def robust(x, y):
    model_input = keras.Input((28, 28, 1))
    flat = keras.ops.reshape(model_input, (1000, 784))
    hidden = layers.Dense(256, activation="relu")(flat)
    hidden = layers.Dense(128, activation="relu")(hidden)
    model = keras.Model(model_input, layers.Dense(10, activation="softmax")(hidden))
    model.compile(
        optimizer=keras.optimizers.Adam(0.004),
        loss="sparse_categorical_crossentropy",
    )
    moves = [(i, j) for i in range(-3, 4) for j in range(-3, 4)]
    seen = np.concatenate([np.roll(x, move, axis=(1, 2)) for move in moves])
    seen = seen[..., np.newaxis] / np.float32(255)
    model.fit(seen, np.tile(y, 49), batch_size=1000, epochs=8, verbose=0)
    return model
