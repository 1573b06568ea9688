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


# %% max_pool | right | starts from minus infinity
def max_pool(image, pool_size, strides):
    h = (image.shape[0] - pool_size) // strides + 1
    w = (image.shape[1] - pool_size) // strides + 1
    result = np.full((h, w), -np.inf)
    for a in range(pool_size):
        for b in range(pool_size):
            shifted = image[a::strides, b::strides][:h, :w]
            result = np.maximum(result, shifted)
    return result


# %% max_pool | right | lists of lists
def max_pool(image, pool_size, strides):
    image = image.tolist()
    tops = range(0, len(image) - pool_size + 1, strides)
    lefts = range(0, len(image[0]) - pool_size + 1, strides)
    return [[max(max(row[j : j + pool_size]) for row in image[i : i + pool_size]) for j in lefts] for i in tops]


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


# %% read_rows | right | a loop with an index
def read_rows(x, w, u, b):
    state = np.zeros(u.shape[0])
    for t in range(x.shape[0]):
        state = np.tanh(np.dot(x[t], w) + np.dot(state, u) + b)
    return state


# %% read_rows | right | the inputs first
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for s in x @ w + b:
        h = np.tanh(s + u.T @ h)
    return h


# %% read_rows | right | from the back, by recursion
def read_rows(x, w, u, b):
    if len(x) == 0:
        return 0 * b
    return np.tanh(x[-1] @ w + read_rows(x[:-1], w, u, b) @ u + b)


# %% read_rows | right | a batch of one
def read_rows(x, w, u, b):
    h = np.zeros((1, len(b)))
    for row in x:
        h = np.tanh(np.hstack([row[None], h]) @ np.vstack([w, u]) + b)
    return h[0]


# %% read_rows | wrong | rounds each state
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        h = np.round(np.tanh(row @ w + h @ u + b), 6)
    return h


# %% read_rows | wrong | goes on where it stopped
def read_rows(x, w, u, b):
    h = getattr(read_rows, "h", np.zeros(len(b)))
    h = h if len(h) == len(b) else np.zeros(len(b))
    for row in x:
        h = np.tanh(row @ w + h @ u + b)
    read_rows.h = h
    return h


# %% read_rows | wrong | every row on its own
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        h = np.tanh(row @ w + np.zeros(len(b)) @ u + b)
    return h


# %% read_rows | wrong | all states
def read_rows(x, w, u, b):
    h, states = np.zeros(len(b)), []
    for row in x:
        h = np.tanh(row @ w + h @ u + b)
        states.append(h)
    return np.array(states)


# %% read_rows | wrong | u from the wrong side
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        h = np.tanh(row @ w + u @ h + b)
    return h


# %% read_rows | wrong | the state is as long as a row
def read_rows(x, w, u, b):
    h = np.zeros(x.shape[1])
    for row in x:
        h = np.tanh(row @ w + h @ u + b)
    return h


# %% read_rows | wrong | without the bias
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        h = np.tanh(row @ w + h @ u)
    return h


# %% read_rows | wrong | without tanh
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        h = row @ w + h @ u + b
    return h


# %% read_rows | wrong | tanh at the end only
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        h = row @ w + h @ u + b
    return np.tanh(h)


# %% read_rows | wrong | starts at 1
def read_rows(x, w, u, b):
    h = np.ones(len(b))
    for row in x:
        h = np.tanh(row @ w + h @ u + b)
    return h


# %% read_rows | wrong | from the last row to the first
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x[::-1]:
        h = np.tanh(row @ w + h @ u + b)
    return h


# %% read_rows | wrong | takes a first row for granted
def read_rows(x, w, u, b):
    h = np.tanh(x[0] @ w + b)
    for row in x[1:]:
        h = np.tanh(row @ w + h @ u + b)
    return h


# %% read_rows | wrong | writes the states over the rows
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for t in range(len(x)):
        x[t] = h = np.tanh(x[t] @ w + h @ u + b)
    return h


# %% read_rows | wrong | adds to the bias in place
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        total = b
        total += row @ w + h @ u
        h = np.tanh(total)
    return h


# %% read_rows | wrong | prints instead of returning
def read_rows(x, w, u, b):
    h = np.zeros(len(b))
    for row in x:
        h = np.tanh(row @ w + h @ u + b)
    print(h)


# %% max_pool | wrong | starts from -1000
def max_pool(image, pool_size, strides):
    rows = (image.shape[0] - pool_size) // strides + 1
    columns = (image.shape[1] - pool_size) // strides + 1
    pooled = np.full((rows, columns), -1000.0)
    for i in range(rows):
        for j in range(columns):
            for a in range(pool_size):
                for b in range(pool_size):
                    pixel = image[i * strides + a, j * strides + b]
                    pooled[i, j] = max(pooled[i, j], pixel)
    return pooled
