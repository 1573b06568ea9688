# %% descend | right | an array filled step by step
def descend(gradient, start, learning_rate, steps):
    path = np.zeros(steps + 1)
    path[0] = start
    for i in range(steps):
        path[i + 1] = path[i] - learning_rate * gradient(path[i])
    return path


# %% descend | right | calls itself
def descend(gradient, start, learning_rate, steps):
    if steps == 0:
        return np.array([start], dtype=float)
    following = start - learning_rate * gradient(start)
    rest = descend(gradient, following, learning_rate, steps - 1)
    return np.concatenate([[start], rest])


# %% descend | right | accumulate, in float32
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


# %% line_gradient | right | measured, exact for a square
def line_gradient(a, b, x, y):
    def loss(a, b):
        return np.mean((a * x + b - y) ** 2)

    return (loss(a + 1, b) - loss(a - 1, b)) / 2, (loss(a, b + 1) - loss(a, b - 1)) / 2


# %% line_gradient | right | multiplied out
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


# %% momentum | right | velocity in units of the slope
def momentum(gradient, start, learning_rate, beta, steps):
    path, v = np.empty(steps + 1), 0
    path[0] = start
    for i in range(steps):
        v = beta * v + gradient(path[i])
        path[i + 1] = path[i] - learning_rate * v
    return path


# %% momentum | right | the last step again, a little shorter
def momentum(gradient, start, learning_rate, beta, steps):
    path = [start]
    for i in range(steps):
        last = path[-1] - path[-2] if i else 0
        path.append(path[-1] + beta * last - learning_rate * gradient(path[-1]))
    return np.array(path, dtype=float)


# %% momentum | right | all earlier slopes, weighted
def momentum(gradient, start, learning_rate, beta, steps):
    path, slopes = [start], []
    for _ in range(steps):
        slopes = [beta * slope for slope in slopes] + [gradient(path[-1])]
        path.append(path[-1] - learning_rate * sum(slopes))
    return np.array(path, "float32")


# %% momentum | wrong | remembers one slope only
def momentum(gradient, start, learning_rate, beta, steps):
    path, before = [start], 0.0
    for _ in range(steps):
        slope = gradient(path[-1])
        path.append(path[-1] - learning_rate * (slope + beta * before))
        before = slope
    return np.array(path)


# %% momentum | wrong | whole numbers if the start is one
def momentum(gradient, start, learning_rate, beta, steps):
    path, v = np.full(steps + 1, start), 0.0
    for i in range(steps):
        v = beta * v - learning_rate * gradient(path[i])
        path[i + 1] = path[i] + v
    return path


# %% momentum | wrong | beta fixed to one half
def momentum(gradient, start, learning_rate, beta, steps):
    path, v = [float(start)], 0.0
    for _ in range(steps):
        v = 0.5 * v - learning_rate * gradient(path[-1])
        path.append(path[-1] + v)
    return np.array(path)


# %% momentum | wrong | beta and 1 - beta swapped
def momentum(gradient, start, learning_rate, beta, steps):
    path, v = [float(start)], 0.0
    for _ in range(steps):
        v = (1 - beta) * v - learning_rate * gradient(path[-1])
        path.append(path[-1] + v)
    return np.array(path)


# %% momentum | wrong | two values if there are no steps
def momentum(gradient, start, learning_rate, beta, steps):
    path = [start, start - learning_rate * gradient(start)]
    while len(path) <= steps:
        path.append(path[-1] - learning_rate * gradient(path[-1]) + beta * (path[-1] - path[-2]))
    return np.array(path)


# %% momentum | wrong | forgets the velocity
def momentum(gradient, start, learning_rate, beta, steps):
    path = [start]
    for _ in range(steps):
        v = 0.0
        v = beta * v - learning_rate * gradient(path[-1])
        path.append(path[-1] + v)
    return np.array(path)


# %% momentum | wrong | moves before the velocity is new
def momentum(gradient, start, learning_rate, beta, steps):
    w, v, path = start, 0.0, [start]
    for _ in range(steps):
        slope = gradient(w)
        w = w + v
        v = beta * v - learning_rate * slope
        path.append(w)
    return np.array(path)


# %% momentum | wrong | a running mean of the slopes
def momentum(gradient, start, learning_rate, beta, steps):
    path, mean = [start], 0.0
    for _ in range(steps):
        mean = beta * mean + (1 - beta) * gradient(path[-1])
        path.append(path[-1] - learning_rate * mean)
    return np.array(path)


# %% momentum | wrong | the slope further on (Nesterov)
def momentum(gradient, start, learning_rate, beta, steps):
    w, v, path = start, 0.0, [start]
    for _ in range(steps):
        v = beta * v - learning_rate * gradient(w + beta * v)
        w = w + v
        path.append(w)
    return np.array(path)


# %% momentum | wrong | uphill
def momentum(gradient, start, learning_rate, beta, steps):
    w, v, path = start, 0.0, [start]
    for _ in range(steps):
        v = beta * v + learning_rate * gradient(w)
        w = w + v
        path.append(w)
    return np.array(path)


# %% momentum | wrong | the path of the velocity
def momentum(gradient, start, learning_rate, beta, steps):
    w, v, path = start, 0.0, [start]
    for _ in range(steps):
        v = beta * v - learning_rate * gradient(w)
        w = w + v
        path.append(v)
    return np.array(path)


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


# %% momentum | wrong | a beta of 0 is taken for none
def momentum(gradient, start, learning_rate, beta, steps):
    beta = beta or 0.9
    path, v = [float(start)], 0.0
    for _ in range(steps):
        v = beta * v - learning_rate * gradient(path[-1])
        path.append(path[-1] + v)
    return np.array(path)


# %% momentum | wrong | keeps the velocity from call to call
velocity = 0.0


def momentum(gradient, start, learning_rate, beta, steps):
    global velocity
    path = [float(start)]
    for _ in range(steps):
        velocity = beta * velocity - learning_rate * gradient(path[-1])
        path.append(path[-1] + velocity)
    return np.array(path)


# %% momentum | wrong | stops when the velocity is small
def momentum(gradient, start, learning_rate, beta, steps):
    path, v = [float(start)], 0.0
    for _ in range(steps):
        v = beta * v - learning_rate * gradient(path[-1])
        if abs(v) < 1e-9:
            v = 0.0
        path.append(path[-1] + v)
    return np.array(path)
