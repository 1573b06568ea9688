# %% descend | right | an array filled step by step
def descend(gradient, start, learning_rate, steps):
    path = np.zeros(steps + 1)
    path[0] = start
    for i in range(steps):
        path[i + 1] = path[i] - learning_rate * gradient(path[i])
    return path


# %% descend | wrong | calls itself, too deep for thousands of steps
def descend(gradient, start, learning_rate, steps):
    if steps == 0:
        return np.array([start], dtype=float)
    following = start - learning_rate * gradient(start)
    rest = descend(gradient, following, learning_rate, steps - 1)
    return np.concatenate([[start], rest])


# %% descend | wrong | accumulate, in float32
def descend(gradient, start, learning_rate, steps):
    from itertools import accumulate

    walk = accumulate(range(steps), lambda w, _: w - learning_rate * gradient(w), initial=start)
    return np.array(list(walk), dtype="float32")


# %% descend | wrong | uphill
def descend(gradient, start, learning_rate, steps):
    path = [start]
    for _ in range(steps):
        path.append(path[-1] + learning_rate * gradient(path[-1]))
    return np.array(path)


# %% descend | wrong | without the start
def descend(gradient, start, learning_rate, steps):
    w, path = start, []
    for _ in range(steps):
        w = w - learning_rate * gradient(w)
        path.append(w)
    return np.array(path)


# %% descend | wrong | one step too few
def descend(gradient, start, learning_rate, steps):
    path = [start]
    for _ in range(1, steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


# %% descend | wrong | only the end
def descend(gradient, start, learning_rate, steps):
    w = start
    for _ in range(steps):
        w = w - learning_rate * gradient(w)
    return w


# %% descend | wrong | always the slope at the start
def descend(gradient, start, learning_rate, steps):
    return start - learning_rate * gradient(start) * np.arange(steps + 1)


# %% descend | wrong | whole numbers if the start is one
def descend(gradient, start, learning_rate, steps):
    path = np.full(steps + 1, start)
    for i in range(steps):
        path[i + 1] = path[i] - learning_rate * gradient(path[i])
    return path


# %% descend | wrong | stops when the slope is small
def descend(gradient, start, learning_rate, steps):
    path = [float(start)]
    for _ in range(steps):
        slope = gradient(path[-1])
        if abs(slope) < 1e-3:
            break
        path.append(path[-1] - learning_rate * slope)
    return np.array(path)


# %% descend | wrong | believes in its own curve
def descend(gradient, start, learning_rate, steps):
    return start * (1.0 - 2 * learning_rate) ** np.arange(steps + 1)


# %% descend | wrong | fixed learning rate
def descend(gradient, start, learning_rate, steps, rate=0.1):
    path = [float(start)]
    for _ in range(steps):
        path.append(path[-1] - rate * gradient(path[-1]))
    return np.array(path)


# %% descend | wrong | two values if there are no steps
def descend(gradient, start, learning_rate, steps):
    path = [start, start - learning_rate * gradient(start)]
    while len(path) <= steps:
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


# %% line_gradient | right | a matrix product
def line_gradient(a, b, x, y):
    inputs = np.stack([x, np.ones_like(x)])
    return 2 * inputs @ (np.array([a, b]) @ inputs - y) / len(x)


# %% line_gradient | right | a loop
def line_gradient(a, b, x, y):
    slope_a = slope_b = 0.0
    for xi, yi in zip(x, y):
        slope_a += 2 * (a * xi + b - yi) * xi / len(x)
        slope_b += 2 * (a * xi + b - yi) / len(x)
    return [slope_a, slope_b]


# %% line_gradient | wrong | measured, the difference of two losses
def line_gradient(a, b, x, y):
    def loss(a, b):
        return np.mean((a * x + b - y) ** 2)

    return (loss(a + 1, b) - loss(a - 1, b)) / 2, (loss(a, b + 1) - loss(a, b - 1)) / 2


# %% line_gradient | wrong | multiplied out, the difference of large numbers
def line_gradient(a, b, x, y):
    mx, my = x.mean(), y.mean()
    slope_a = 2 * (a * (x @ x) / x.size + b * mx - (x @ y) / x.size)
    return slope_a, 2 * (a * mx + b - my)


# %% line_gradient | wrong | forgets the intercept
def line_gradient(a, b, x, y):
    error = a * x - y
    return np.mean(2 * error * x), np.mean(2 * error)


# %% line_gradient | wrong | the product of the means
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return 2 * np.mean(error) * np.mean(x), 2 * np.mean(error)


# %% line_gradient | wrong | changes y
def line_gradient(a, b, x, y):
    y -= a * x + b
    return -2 * np.mean(y * x), -2 * np.mean(y)


# %% line_gradient | wrong | divides by two points, always
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return 2 * np.sum(error * x) / 2, 2 * np.sum(error) / 2


# %% line_gradient | wrong | only the signs of the errors
def line_gradient(a, b, x, y):
    signs = np.sign(a * x + b - y)
    return 2 * np.mean(signs * x), 2 * np.mean(signs)


# %% line_gradient | wrong | the sum for the mean
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return 2 * np.sum(error * x), 2 * np.sum(error)


# %% line_gradient | wrong | no factor 2
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return np.mean(error * x), np.mean(error)


# %% line_gradient | wrong | no inner slope x
def line_gradient(a, b, x, y):
    slope = np.mean(2 * (a * x + b - y))
    return slope, slope


# %% line_gradient | wrong | the wrong sign
def line_gradient(a, b, x, y):
    error = y - (a * x + b)
    return np.mean(2 * error * x), np.mean(2 * error)


# %% line_gradient | wrong | a and b swapped
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return np.mean(2 * error), np.mean(2 * error * x)


# %% line_gradient | wrong | a slope for each point
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return 2 * error * x, 2 * error


# %% line_gradient | wrong | one number
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return np.mean(2 * error * x + 2 * error)


# %% mini_batches | right | shuffles, then takes from the front
def mini_batches(n, batch_size, rng):
    left = list(range(n))
    rng.shuffle(left)
    batches = []
    while left:
        batches.append(np.array(left[:batch_size]))
        left = left[batch_size:]
    return batches


# %% mini_batches | right | np.split
def mini_batches(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    return list(np.split(order, np.arange(batch_size, n, batch_size)))


# %% mini_batches | right | sorts random numbers
def mini_batches(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    number = -(-n // batch_size)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(number)]


# %% mini_batches | wrong | drops the last batch
def mini_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n // batch_size)]


# %% mini_batches | wrong | an empty batch at the end
def mini_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n // batch_size + 1)]


# %% mini_batches | wrong | no random order
def mini_batches(n, batch_size, rng):
    return [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]


# %% mini_batches | wrong | shuffles within the batches only
def mini_batches(n, batch_size, rng):
    order = np.arange(n)
    return [rng.permutation(order[i : i + batch_size]) for i in range(0, n, batch_size)]


# %% mini_batches | wrong | shuffles the batches, not the examples
def mini_batches(n, batch_size, rng):
    batches = [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]
    full = [batch for batch in batches if len(batch) == batch_size]
    rest = [batch for batch in batches if len(batch) < batch_size]
    rng.shuffle(full)
    return full + rest


# %% mini_batches | wrong | a random start, then in order
def mini_batches(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | draws with replacement
def mini_batches(n, batch_size, rng):
    order = rng.integers(0, n, size=n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | batches of about equal size
def mini_batches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), int(np.ceil(n / batch_size)))


# %% mini_batches | wrong | a table, which needs n to be divisible
def mini_batches(n, batch_size, rng):
    return list(rng.permutation(n).reshape(-1, batch_size))


# %% mini_batches | wrong | the small batch comes first
def mini_batches(n, batch_size, rng):
    return np.split(rng.permutation(n), np.arange(n % batch_size, n, batch_size))


# %% mini_batches | wrong | a generator of its own, the same order each time
def mini_batches(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | NumPy's global random numbers
def mini_batches(n, batch_size, rng):
    order = np.random.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | counted from 1
def mini_batches(n, batch_size, rng):
    order = 1 + rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | floats
def mini_batches(n, batch_size, rng):
    order = np.zeros(n)
    order[rng.permutation(n)] = range(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | swaps each place with any other
def mini_batches(n, batch_size, rng):
    order = np.arange(n)
    for i in range(n):
        j = rng.integers(n)
        order[i], order[j] = order[j], order[i]
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% descend | wrong | a start of 0 is taken for none
def descend(gradient, start, learning_rate, steps):
    path = [start or 1.0]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


# %% descend | wrong | rounded
def descend(gradient, start, learning_rate, steps):
    path = [float(start)]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.round(path, 6)


# %% descend | wrong | goes on where the last call ended
def descend(gradient, start, learning_rate, steps, path=[]):
    path.append(float(start))
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


# %% descend | wrong | asks for the slope at several places at once
def descend(gradient, start, learning_rate, steps):
    path = np.full(steps + 1, float(start))
    for i in range(steps):
        path[i + 1 :] = path[i] - learning_rate * gradient(path[i:])[0]
    return path


# %% line_gradient | wrong | rounded
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return round(np.mean(2 * error * x), 6), round(np.mean(2 * error), 6)


# %% line_gradient | wrong | the last point does not count
def line_gradient(a, b, x, y):
    error = a * x + b - y
    return 2 * np.sum(error[:-1] * x[:-1]) / len(x), 2 * np.sum(error[:-1]) / len(x)


# %% line_gradient | wrong | equal errors count once
def line_gradient(a, b, x, y):
    errors = {e: xi for e, xi in zip(a * x + b - y, x)}
    slopes = [(2 * e * xi, 2 * e) for e, xi in errors.items()]
    return np.mean(slopes, axis=0)


# %% mini_batches | right | Fisher and Yates by hand
def mini_batches(n, batch_size, rng):
    order = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = rng.integers(i + 1)
        order[i], order[j] = order[j], order[i]
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | never leaves an index at its place
def mini_batches(n, batch_size, rng):
    order = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = rng.integers(i)
        order[i], order[j] = order[j], order[i]
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | sorts each batch
def mini_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [np.sort(order[i : i + batch_size]) for i in range(0, n, batch_size)]


# %% mini_batches | wrong | indices of two bytes
def mini_batches(n, batch_size, rng):
    order = rng.permutation(n).astype("uint16")
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | shuffles a hundred examples at a time
def mini_batches(n, batch_size, rng):
    order = np.concatenate([i + rng.permutation(min(100, n - i)) for i in range(0, n, 100)])
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | seeds NumPy's own random numbers
def mini_batches(n, batch_size, rng):
    np.random.seed(rng.integers(2**31))
    order = np.random.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | all batches are one buffer
buffer = np.zeros(10**6, int)


def mini_batches(n, batch_size, rng):
    buffer[:n] = rng.permutation(n)
    return [buffer[i : min(i + batch_size, n)] for i in range(0, n, batch_size)]


# %% descend | right | a list of moves and their sums
def descend(gradient, start, learning_rate, steps):
    moves = [float(start)]
    w = float(start)
    for _ in range(steps):
        move = -learning_rate * gradient(w)
        w += move
        moves.append(move)
    return np.cumsum(moves, dtype=float)


# %% descend | right | accumulate
def descend(gradient, start, learning_rate, steps):
    from itertools import accumulate

    walk = accumulate(range(steps), lambda w, _: w - learning_rate * gradient(w), initial=start)
    return np.array(list(walk), dtype=float)


# %% descend | wrong | an array of whole numbers if there are no steps
def descend(gradient, start, learning_rate, steps):
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


# %% descend | wrong | stops where it has been before
def descend(gradient, start, learning_rate, steps):
    path = [float(start)]
    while len(path) < steps + 1:
        new = path[-1] - learning_rate * gradient(path[-1])
        if new in path:
            path += [new] * (steps + 1 - len(path))
        else:
            path.append(new)
    return np.array(path)


# %% descend | wrong | the slope clipped at ten
def descend(gradient, start, learning_rate, steps):
    path = [float(start)]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * np.clip(gradient(path[-1]), -10, 10))
    return np.array(path)


# %% line_gradient | right | a complex step
def line_gradient(a, b, x, y):
    def loss(a, b):
        return np.mean((a * x + b - y) * (a * x + b - y))

    h = 1e-30
    return loss(a + 1j * h, b).imag / h, loss(a, b + 1j * h).imag / h


# %% line_gradient | wrong | errors clipped at a hundred
def line_gradient(a, b, x, y):
    error = np.clip(a * x + b - y, -100, 100)
    return 2 * np.mean(error * x), 2 * np.mean(error)


# %% mini_batches | wrong | calls itself for each batch
def mini_batches(n, batch_size, rng):
    def deal(order):
        return [order[:batch_size], *deal(order[batch_size:])] if len(order) else []

    return deal(rng.permutation(n))


# %% mini_batches | wrong | the shuffle stops one swap early
def mini_batches(n, batch_size, rng):
    order = np.arange(n)
    for i in range(n - 1, 1, -1):
        j = rng.integers(i + 1)
        order[[i, j]] = order[[j, i]]
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% mini_batches | wrong | random keys with ties that keep their order
def mini_batches(n, batch_size, rng):
    order = np.argsort(rng.integers(0, n, size=n), kind="stable")
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


# %% fit_line | right | a staircase of rates
def fit_line(gradient, n, rng):
    a, b = 0.0, 0.0
    for epoch in range(50):
        rate = 0.25 / 2 ** (epoch // 8)
        indices = list(range(n))
        rng.shuffle(indices)
        while indices:
            batch, indices = indices[:10], indices[10:]
            slope_a, slope_b = gradient([a, b], batch)
            a -= rate * slope_a
            b -= rate * slope_b
    return a, b


# %% fit_line | right | down to zero in a straight line, five at a time
def fit_line(gradient, n, rng):
    w, done, all_steps = np.zeros(2), 0, 50 * n // 5
    for _ in range(50):
        for batch in np.split(rng.permutation(n), n // 5):
            w -= 0.2 * (1 - done / all_steps) * gradient(w, batch)
            done += 1
    return w


# %% fit_line | right | the gradient of all points, collected ten at a time
def fit_line(gradient, n, rng):
    w, batches = [0, 0], np.arange(n).reshape(-1, 10)
    for _ in range(50):
        w = w - 0.5 * np.mean([gradient(w, batch) for batch in batches], axis=0)
    return list(w)


# %% fit_line | right | solves for the slope of zero
def fit_line(gradient, n, rng):
    def whole(w):
        return np.mean([gradient(w, batch) for batch in np.arange(n).reshape(-1, 10)], axis=0)

    offset = whole([0, 0])
    matrix = np.transpose([whole([1, 0]) - offset, whole([0, 1]) - offset])
    return np.linalg.solve(matrix, -offset)


# %% fit_line | right | one point at a time
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        for i in rng.permutation(n):
            w = w - 0.1 * 0.9**epoch * gradient(w, np.array([i]))
    return w


# %% fit_line | wrong | a constant rate, which trembles
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.2 * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | a smaller constant rate
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.1 * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | a constant rate that crawls with few points
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.01 * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | a rate that decays too fast
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.2 * 0.5**epoch * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | a rate that is far too large
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 1.2 * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | a rate that decays hardly at all
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.2 * 0.99**epoch * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | uphill
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w + 0.3 * 0.92**epoch * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | b and a
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.3 * 0.92**epoch * gradient(w, order[i : i + 10])
    return w[1], w[0]


# %% fit_line | wrong | all points at once
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for _ in range(50):
        w = w - 0.5 * gradient(w, np.arange(n))
    return w


# %% fit_line | wrong | two hundred epochs
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(200):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.3 * 0.98**epoch * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | always the first ten points
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for step in range(50 * n // 10):
        w = w - 0.3 * 0.99**step * gradient(w, np.arange(10))
    return w


# %% fit_line | wrong | the rate falls with each step, too fast for many points
def fit_line(gradient, n, rng):
    w, rate = np.zeros(2), 0.3
    for _ in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - rate * gradient(w, order[i : i + 10])
            rate *= 0.9
    return w


# %% fit_line | wrong | NumPy's global random numbers
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = np.random.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.3 * 0.92**epoch * gradient(w, order[i : i + 10])
    return w


# %% fit_line | wrong | stops when a step is small, which hides in the unit of y
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            step = 0.3 * 0.92**epoch * gradient(w, order[i : i + 10])
            if np.abs(step).max() < 1e-4:
                return w
            w = w - step
    return w


# %% fit_line | wrong | rounded
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            w = w - 0.3 * 0.92**epoch * gradient(w, order[i : i + 10])
    return np.round(w, 6)


# %% fit_line | wrong | begins where the last line ended
last = np.zeros(2)


def fit_line(gradient, n, rng):
    global last
    for epoch in range(50):
        order = rng.permutation(n)
        for i in range(0, n, 10):
            last = last - 0.3 * 0.92**epoch * gradient(last, order[i : i + 10])
    return last


# %% descend | wrong | rounds each place to 12 decimals to get rid of 0.30000000000000004
def descend(gradient, start, learning_rate, steps):
    w = float(start)
    path = np.empty(steps + 1)
    path[0] = w
    for i in range(1, steps + 1):
        w = round(w - learning_rate * gradient(w), 12)
        path[i] = w
    return path


# %% fit_line | wrong | believes to have arrived when the slope is below 1e-8
def fit_line(gradient, n, rng):
    w = np.zeros(2)
    for _ in range(50):
        batches = np.split(rng.permutation(n), n // 10)
        slope = np.mean([gradient(w, batch) for batch in batches], axis=0)
        if np.linalg.norm(slope) < 1e-8:
            break
        w -= 0.5 * slope
    return w


# %% fit_line | wrong | measures the curvature with moves of 1e-6 and takes one Newton step
def fit_line(gradient, n, rng):
    batches = np.split(np.arange(n), n // 10)

    def whole(w):
        return np.mean([gradient(w, batch) for batch in batches], axis=0)

    move = 1e-6
    at = whole(np.zeros(2))
    columns = [(whole(move * e) - at) / move for e in np.eye(2)]
    return -np.linalg.solve(np.column_stack(columns), at)
