# %% numerical_gradient | right | moves each number in place and puts it back, as the chapter does
def numerical_gradient(loss, w, step):
    result = np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        value = w[place]
        w[place] = value + step
        up = loss(w)
        w[place] = value - step
        down = loss(w)
        w[place] = value
        result[place] = (up - down) / (2 * step)
    return result


# %% numerical_gradient | right | a mask for each number
def numerical_gradient(loss, w, step):
    slopes = []
    for i in range(w.size):
        move = step * (np.arange(w.size) == i).reshape(w.shape)
        slopes.append((loss(w + move) - loss(w - move)) / 2 / step)
    return np.array(slopes).reshape(w.shape)


# %% numerical_gradient | right | walks with nditer
def numerical_gradient(loss, w, step):
    walk = np.nditer(w, flags=["multi_index"])
    slopes = np.empty(w.shape)
    for value in walk:
        place = walk.multi_index
        losses = []
        for moved in value - step, value + step:
            copy = np.array(w)
            copy[place] = moved
            losses.append(loss(copy))
        slopes[place] = np.diff(losses)[0] / (2 * step)
    return slopes


# %% numerical_gradient | wrong | only up
def numerical_gradient(loss, w, step):
    slopes = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        up = w.copy()
        up[place] += step
        slopes[place] = (loss(up) - loss(w)) / step
    return slopes


# %% numerical_gradient | wrong | divides by the step, not by twice the step
def numerical_gradient(loss, w, step):
    slopes = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / step
    return slopes


# %% numerical_gradient | wrong | numbers that were moved stay moved
def numerical_gradient(loss, w, step):
    slopes, up, down = np.zeros_like(w), w.copy(), w.copy()
    for place in np.ndindex(w.shape):
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


# %% numerical_gradient | wrong | moves back by adding, which leaves a trace in the last digit
def numerical_gradient(loss, w, step):
    slopes = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        w[place] += step
        up = loss(w)
        w[place] -= 2 * step
        down = loss(w)
        w[place] += step
        slopes[place] = (up - down) / (2 * step)
    return slopes


# %% numerical_gradient | wrong | all numbers moved at once
def numerical_gradient(loss, w, step):
    return np.full(w.shape, (loss(w + step) - loss(w - step)) / (2 * step))


# %% numerical_gradient | wrong | one axis
def numerical_gradient(loss, w, step):
    slopes = []
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += step
        down[i] -= step
        slopes.append((loss(up) - loss(down)) / (2 * step))
    return np.array(slopes)


# %% numerical_gradient | wrong | hands the loss a flat array
def numerical_gradient(loss, w, step):
    flat, slopes = w.flatten(), np.zeros(w.size)
    for i in range(w.size):
        up, down = flat.copy(), flat.copy()
        up[i] += step
        down[i] -= step
        slopes[i] = (loss(up) - loss(down)) / (2 * step)
    return slopes.reshape(w.shape)


# %% numerical_gradient | wrong | writes into a flat copy of a transposed array
def numerical_gradient(loss, w, step):
    moved, slopes = np.copy(w), np.zeros(w.shape)
    flat = moved.reshape(-1)
    for i, place in enumerate(np.ndindex(w.shape)):
        value = flat[i]
        flat[i] = value + step
        up = loss(moved)
        flat[i] = value - step
        slopes[place] = (up - loss(moved)) / (2 * step)
        flat[i] = value
    return slopes


# %% numerical_gradient | wrong | its own step
def numerical_gradient(loss, w, step):
    step, slopes = 1e-5, np.zeros_like(w)
    for place in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(up) - loss(down)) / (2 * step)
    return slopes


# %% numerical_gradient | wrong | a step that grows with the number
def numerical_gradient(loss, w, step):
    slopes = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        own = step * max(1, abs(w[place]))
        up, down = w.copy(), w.copy()
        up[place] += own
        down[place] -= own
        slopes[place] = (loss(up) - loss(down)) / (2 * own)
    return slopes


# %% numerical_gradient | wrong | uphill and downhill confused
def numerical_gradient(loss, w, step):
    slopes = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (loss(down) - loss(up)) / (2 * step)
    return slopes


# %% numerical_gradient | wrong | rounded
def numerical_gradient(loss, w, step):
    slopes = np.zeros_like(w)
    for place in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = round((loss(up) - loss(down)) / (2 * step), 3)
    return slopes


# %% gradients | right | the tanh worked out again, and means
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(np.dot(x, w1) + b1)
    d = 2 / y.shape[1] * (h @ w2 + b2 - y)
    s = (d @ w2.T) / np.cosh(x @ w1 + b1) ** 2
    return x.T @ s / len(x), np.mean(s, axis=0), h.T @ d / len(x), np.mean(d, axis=0)


# %% gradients | right | example by example
def gradients(x, y, w1, b1, w2, b2):
    found = [np.zeros(p.shape) for p in (w1, b1, w2, b2)]
    for example, truth in zip(x, y):
        h = np.tanh(example @ w1 + b1)
        d = 2 * (h @ w2 + b2 - truth) / y.size
        s = (w2 @ d) * (1 - h) * (1 + h)
        found[0] += np.outer(example, s)
        found[1] += s
        found[2] += np.outer(h, d)
        found[3] += d
    return tuple(found)


# %% gradients | right | einsum
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = np.einsum("nk,hk,nh->nh", d, w2, 1 - np.square(h))
    return [np.einsum("ni,nh->ih", x, s), np.sum(s, 0), np.einsum("nh,nk->hk", h, d), np.sum(d, 0)]


# %% gradients | wrong | the mean over the examples only
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / len(x)
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | the two of the square is missing
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = (h @ w2 + b2 - y) / y.size
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | ReLU's mask for tanh
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = d @ w2.T * (h > 0)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | the slope of tanh is left out
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = d @ w2.T
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | the slope of the sigmoid
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = d @ w2.T * h * (1 - h)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | one minus the square of the sum before tanh
def gradients(x, y, w1, b1, w2, b2):
    z = x @ w1 + b1
    h = np.tanh(z)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = d @ w2.T * (1 - z**2)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | softmax as in the chapter
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    logits = h @ w2 + b2
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    d = (p / p.sum(axis=1, keepdims=True) - y) / len(x)
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | truth minus answer
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (y - h @ w2 - b2) / y.size
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | biases keep the axis of the examples
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.sum(axis=0, keepdims=True), h.T @ d, d.sum(axis=0, keepdims=True)]


# %% gradients | wrong | the mean for the biases, once more
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.mean(axis=0), h.T @ d, d.mean(axis=0)]


# %% gradients | wrong | the last layer first
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    s = d @ w2.T * (1 - h**2)
    return [h.T @ d, d.sum(axis=0), x.T @ s, s.sum(axis=0)]


# %% gradients | wrong | turns the second weights round only where the shapes force it
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    back = w2 if w2.shape[0] == w2.shape[1] else w2.T
    s = d @ back * (1 - h**2)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | without the biases on the way forward
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1)
    d = 2 * (h @ w2 - y) / y.size
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.sum(axis=0), h.T @ d, d.sum(axis=0)]


# %% gradients | wrong | measured
def gradients(x, y, w1, b1, w2, b2):
    parameters = [w1.copy(), b1.copy(), w2.copy(), b2.copy()]

    def loss():
        v1, c1, v2, c2 = parameters
        return np.mean((np.tanh(x @ v1 + c1) @ v2 + c2 - y) ** 2)

    found = []
    for p in parameters:
        slopes = np.zeros_like(p)
        for place in np.ndindex(p.shape):
            value = p[place]
            p[place] = value + 1e-5
            up = loss()
            p[place] = value - 1e-5
            slopes[place] = (up - loss()) / 2e-5
            p[place] = value
        found.append(slopes)
    return found


# %% gradients | wrong | a step of descent on the way
def gradients(x, y, w1, b1, w2, b2):
    h = np.tanh(x @ w1 + b1)
    d = 2 * (h @ w2 + b2 - y) / y.size
    d_w2, d_b2 = h.T @ d, d.sum(axis=0)
    w2 -= 0.1 * d_w2
    s = d @ w2.T * (1 - h**2)
    return [x.T @ s, s.sum(axis=0), d_w2, d_b2]


# %% shared_slope | right | back through all uses, adding
def shared_slope(x, w, times):
    values = [x]
    for _ in range(times):
        values.append(np.tanh(w * values[-1]))
    slope, total = 1.0, 0.0
    for before, after in zip(values[-2::-1], values[::-1]):
        slope = slope * (1 - after**2)
        total = total + slope * before
        slope = slope * w
    return total


# %% shared_slope | right | recursion with cosh
import math


def shared_slope(x, w, times):
    def both(times):
        if times == 0:
            return x, 0
        h, slope = both(times - 1)
        return math.tanh(w * h), (h + w * slope) / math.cosh(w * h) ** 2

    return both(times)[1]


# %% shared_slope | right | each use on its own, then a sum
def shared_slope(x, w, times):
    h = [float(x)]
    for _ in range(times):
        h.append(np.tanh(w * h[-1]))
    slopes = 1 - np.array(h[1:]) ** 2
    parts = []
    for use in range(times):
        later = np.prod(slopes[use + 1 :] * w)
        parts.append(later * slopes[use] * h[use])
    return np.sum(parts)


# %% shared_slope | wrong | the last use only
def shared_slope(x, w, times):
    h = x
    for _ in range(times):
        before, h = h, np.tanh(w * h)
    return (1 - h**2) * before


# %% shared_slope | wrong | the first use only
def shared_slope(x, w, times):
    h, slope = np.tanh(w * x), (1 - np.tanh(w * x) ** 2) * x
    for _ in range(times - 1):
        h = np.tanh(w * h)
        slope = (1 - h**2) * w * slope
    return slope


# %% shared_slope | wrong | multiplies the slopes of the uses
def shared_slope(x, w, times):
    h, product = x, 1.0
    for _ in range(times):
        before, h = h, np.tanh(w * h)
        product *= (1 - h**2) * before
    return product


# %% shared_slope | wrong | adds the slopes of the uses and does not hand them on
def shared_slope(x, w, times):
    h, total = x, 0.0
    for _ in range(times):
        before, h = h, np.tanh(w * h)
        total += (1 - h**2) * before
    return total


# %% shared_slope | wrong | the mean of the uses
def shared_slope(x, w, times):
    h, slope = x, 0.0
    for _ in range(times):
        before, h = h, np.tanh(w * h)
        slope = (1 - h**2) * (before + w * slope)
    return slope / times


# %% shared_slope | wrong | with respect to x
def shared_slope(x, w, times):
    h, slope = x, 1.0
    for _ in range(times):
        h = np.tanh(w * h)
        slope *= (1 - h**2) * w
    return slope


# %% shared_slope | wrong | without the slope of tanh
def shared_slope(x, w, times):
    h, slope = x, 0.0
    for _ in range(times):
        slope = h + w * slope
        h = np.tanh(w * h)
    return slope


# %% shared_slope | wrong | the value after tanh in place of the one before
def shared_slope(x, w, times):
    h, slope = x, 0.0
    for _ in range(times):
        h = np.tanh(w * h)
        slope = (1 - h**2) * (h + w * slope)
    return slope


# %% shared_slope | wrong | the weight is forgotten on the way
def shared_slope(x, w, times):
    h, slope = x, 0.0
    for _ in range(times):
        before, h = h, np.tanh(w * h)
        slope = (1 - h**2) * (before + slope)
    return slope


# %% shared_slope | wrong | x comes in at every layer
def shared_slope(x, w, times):
    h, slope = x, 0.0
    for _ in range(times):
        h = np.tanh(w * h)
        slope = (1 - h**2) * (x + w * slope)
    return slope


# %% shared_slope | wrong | measured
def shared_slope(x, w, times):
    def last(w):
        h = x
        for _ in range(times):
            h = np.tanh(w * h)
        return h

    return (last(w + 1e-5) - last(w - 1e-5)) / 2e-5


# %% shared_slope | wrong | one use too few
def shared_slope(x, w, times):
    h, slope = x, 0.0
    for _ in range(times - 1):
        before, h = h, np.tanh(w * h)
        slope = (1 - h**2) * (before + w * slope)
    return slope


# %% shared_slope | wrong | at most ten uses
def shared_slope(x, w, times):
    h, slope = x, 0.0
    for _ in range(min(times, 10)):
        before, h = h, np.tanh(w * h)
        slope = (1 - h**2) * (before + w * slope)
    return slope


# %% mended_step | right | with the sums before ReLU
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    z1 = x @ w1 + b1
    h1 = np.where(z1 > 0, z1, 0)
    z2 = h1 @ w2 + b2
    h2 = np.where(z2 > 0, z2, 0)
    d3 = (softmax(h2 @ w3 + b3) - y) / x.shape[0]
    d2 = (w3 @ d3.T).T
    d2[z2 <= 0] = 0
    d1 = (w2 @ d2.T).T
    d1[z1 <= 0] = 0
    new = [w1 - learning_rate * x.T @ d1, b1 - learning_rate * d1.sum(0)]
    new += [w2 - learning_rate * h1.T @ d2, b2 - learning_rate * d2.sum(0)]
    return new + [w3 - learning_rate * h2.T @ d3, b3 - learning_rate * d3.sum(0)]


# %% mended_step | right | mends what the broken step returns
def mended_step(parameters, x, y, learning_rate):
    new = broken_step(parameters, x, y, learning_rate)
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d_second = (softmax(second @ w3 + b3) - y) @ w3.T * (second > 0)
    d_first = np.einsum("nj,ij->ni", d_second, w2) * (first > 0) / len(x)
    new[0] = w1 - learning_rate * (x.T @ d_first)
    new[1] = b1 - learning_rate * np.sum(d_first, axis=0)
    return new


# %% mended_step | right | layer after layer in a loop
def mended_step(parameters, x, y, learning_rate):
    ws, bs, values = parameters[::2], parameters[1::2], [x]
    for w, b in zip(ws[:2], bs[:2]):
        values.append(np.maximum(values[-1] @ w + b, 0))
    d, new = (softmax(values[2] @ ws[2] + bs[2]) - y) / len(x), []
    for w, b, value in zip(ws[::-1], bs[::-1], values[::-1]):
        new = [w - learning_rate * value.T @ d, b - learning_rate * d.sum(axis=0), *new]
        d = d @ w.T * (value > 0)
    return new


# %% mended_step | wrong | the broken step
def mended_step(parameters, x, y, learning_rate):
    return broken_step(parameters, x, y, learning_rate)


# %% mended_step | wrong | the other mask as well
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = (softmax(second @ w3 + b3) - y) / len(x)
    d2 = d3 @ w3.T * (second > 0)
    d1 = d2 @ w2.T * (second > 0)
    slopes = [x.T @ d1, d1.sum(0), first.T @ d2, d2.sum(0), second.T @ d3, d3.sum(0)]
    return [p - learning_rate * s for p, s in zip(parameters, slopes)]


# %% mended_step | wrong | another mask, and the mistake is still there
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = (softmax(second @ w3 + b3) - y) / len(x)
    d2 = d3 @ w3.T * (second > 0)
    d1 = d2 @ w2 * (x @ w1 + b1 > 0)
    slopes = [x.T @ d1, d1.sum(0), first.T @ d2, d2.sum(0), second.T @ d3, d3.sum(0)]
    return [p - learning_rate * s for p, s in zip(parameters, slopes)]


# %% mended_step | wrong | turns the sums of the biases round
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = (softmax(second @ w3 + b3) - y) / len(x)
    d2 = d3 @ w3.T * (second > 0)
    d1 = d2 @ w2.T * (first > 0)
    slopes = [x.T @ d1, d1.sum(), first.T @ d2, d2.sum(), second.T @ d3, d3.sum()]
    return [p - learning_rate * s for p, s in zip(parameters, slopes)]


# %% mended_step | wrong | does not divide by the number of digits any more
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = softmax(second @ w3 + b3) - y
    d2 = d3 @ w3.T * (second > 0)
    d1 = d2 @ w2.T * (first > 0)
    slopes = [x.T @ d1, d1.sum(0), first.T @ d2, d2.sum(0), second.T @ d3, d3.sum(0)]
    return [p - learning_rate * s for p, s in zip(parameters, slopes)]


# %% mended_step | wrong | mends in place
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = (softmax(second @ w3 + b3) - y) / len(x)
    d2 = d3 @ w3.T * (second > 0)
    d1 = d2 @ w2.T * (first > 0)
    slopes = [x.T @ d1, d1.sum(0), first.T @ d2, d2.sum(0), second.T @ d3, d3.sum(0)]
    for p, s in zip(parameters, slopes):
        p -= learning_rate * s
    return parameters


# %% mended_step | wrong | uses weights that are new already
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = [p.copy() for p in parameters]
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = (softmax(second @ w3 + b3) - y) / len(x)
    w3 -= learning_rate * second.T @ d3
    b3 -= learning_rate * d3.sum(axis=0)
    d2 = d3 @ w3.T * (second > 0)
    w2 -= learning_rate * first.T @ d2
    b2 -= learning_rate * d2.sum(axis=0)
    d1 = d2 @ w2.T * (first > 0)
    w1 -= learning_rate * x.T @ d1
    b1 -= learning_rate * d1.sum(axis=0)
    return [w1, b1, w2, b2, w3, b3]


# %% mended_step | wrong | ReLU's slope at zero counts as one
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = (softmax(second @ w3 + b3) - y) / len(x)
    d2 = d3 @ w3.T * (first @ w2 + b2 >= 0)
    d1 = d2 @ w2.T * (x @ w1 + b1 >= 0)
    slopes = [x.T @ d1, d1.sum(0), first.T @ d2, d2.sum(0), second.T @ d3, d3.sum(0)]
    return [p - learning_rate * s for p, s in zip(parameters, slopes)]


# %% mended_step | wrong | returns the slopes
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    d3 = (softmax(second @ w3 + b3) - y) / len(x)
    d2 = d3 @ w3.T * (second > 0)
    d1 = d2 @ w2.T * (first > 0)
    return [x.T @ d1, d1.sum(0), first.T @ d2, d2.sum(0), second.T @ d3, d3.sum(0)]


# %% mended_step | wrong | a softmax that overflows
def mended_step(parameters, x, y, learning_rate):
    w1, b1, w2, b2, w3, b3 = parameters
    first = np.maximum(x @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    powers = np.exp(second @ w3 + b3)
    d3 = (powers / powers.sum(axis=1, keepdims=True) - y) / len(x)
    d2 = d3 @ w3.T * (second > 0)
    d1 = d2 @ w2.T * (first > 0)
    slopes = [x.T @ d1, d1.sum(0), first.T @ d2, d2.sum(0), second.T @ d3, d3.sum(0)]
    return [p - learning_rate * s for p, s in zip(parameters, slopes)]


# %% mended_step | wrong | leaves the hidden layers as they are
def mended_step(parameters, x, y, learning_rate):
    return [*parameters[:4], *broken_step(parameters, x, y, learning_rate)[4:]]


# %% numerical_gradient | wrong | a flat view in C or Fortran order, which is a copy for other orders
def numerical_gradient(loss, w, step):
    order = "F" if w.flags.f_contiguous else "C"
    flat = w.ravel(order=order)
    slopes = np.zeros(w.size)
    for i in range(w.size):
        old = flat[i]
        flat[i] = old + step
        up = loss(w)
        flat[i] = old - step
        slopes[i] = (up - loss(w)) / (2 * step)
        flat[i] = old
    return slopes.reshape(w.shape, order=order)


# %% shared_slope | wrong | divides the product of all slopes by those of the first uses
def shared_slope(x, w, times):
    if w == 0:
        return float(x) if times == 1 else 0.0
    h = [float(x)]
    factors = []
    for _ in range(times):
        h.append(float(np.tanh(w * h[-1])))
        factors.append(w * (1 - h[-1] ** 2))
    before = np.cumprod([1.0] + factors)
    return np.sum(before[-1] / before[:-1] * np.array(h[:-1])) / w
