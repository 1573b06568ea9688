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


# %% momentum | right | accumulate over pairs of place and velocity
from itertools import accumulate


def momentum(gradient, start, learning_rate, beta, steps):
    def step(state, _):
        w, v = state
        v = beta * v - learning_rate * gradient(w)
        return w + v, v

    states = accumulate(range(steps), step, initial=(float(start), 0.0))
    return np.array([w for w, _ in states], dtype=float)


# %% momentum | wrong | stands still where the slope is zero
def momentum(gradient, start, learning_rate, beta, steps):
    path, v = np.full(steps + 1, float(start)), 0.0
    for i in range(steps):
        slope = gradient(path[i])
        if slope == 0:
            path[i:] = path[i]
            break
        v = beta * v - learning_rate * slope
        path[i + 1] = path[i] + v
    return path


# %% momentum | wrong | the velocity starts anew when the slope changes its sign
def momentum(gradient, start, learning_rate, beta, steps):
    w, v, before = float(start), 0.0, 0.0
    path = [w]
    for _ in range(steps):
        slope = gradient(w)
        if slope * before < 0:
            v = 0.0
        v = beta * v - learning_rate * slope
        w, before = w + v, slope
        path.append(w)
    return np.array(path)


# %% momentum | wrong | recursion, too deep for thousands of steps
def momentum(gradient, start, learning_rate, beta, steps):
    def go(w, v, left):
        if left == 0:
            return [w]
        new = beta * v - learning_rate * gradient(w)
        return [w] + go(w + new, new, left - 1)

    return np.array(go(float(start), 0.0, steps))


# %% best_rate | right | one over the middle between the extremes
def best_rate(curvatures):
    c = np.asarray(curvatures, dtype=float)
    return 1 / ((np.max(c) + np.min(c)) / 2)


# %% best_rate | right | sorted, with Python's own numbers
def best_rate(curvatures):
    c = sorted(curvatures.tolist())
    return 2 / (c[0] + c[-1])


# %% best_rate | right | searches for the rate at which both extremes are equally slow
def best_rate(curvatures):
    flattest, steepest = float(curvatures.min()), float(curvatures.max())
    low, high = 1 / steepest, 2 / steepest
    for _ in range(100):
        rate = (low + high) / 2
        if rate * steepest - 1 < 1 - rate * flattest:
            low = rate
        else:
            high = rate
    return rate


# %% best_rate | wrong | the largest rate that does not diverge
def best_rate(curvatures):
    return 2 / float(curvatures.max())


# %% best_rate | wrong | the steepest direction in one step
def best_rate(curvatures):
    return 1 / float(curvatures.max())


# %% best_rate | wrong | the flattest direction in one step
def best_rate(curvatures):
    return 1 / float(curvatures.min())


# %% best_rate | wrong | one over the mean of all curvatures
def best_rate(curvatures):
    return 1 / float(np.mean(curvatures))


# %% best_rate | wrong | one over the median
def best_rate(curvatures):
    return 1 / float(np.median(curvatures))


# %% best_rate | wrong | one over the geometric mean of the extremes
def best_rate(curvatures):
    return 1 / np.sqrt(float(curvatures.min()) * float(curvatures.max()))


# %% best_rate | wrong | the mean of the rates that would suit each direction
def best_rate(curvatures):
    return float(np.mean(1 / curvatures))


# %% best_rate | wrong | the mean of the rates that suit the two extremes
def best_rate(curvatures):
    return (1 / float(curvatures.min()) + 1 / float(curvatures.max())) / 2


# %% best_rate | wrong | one over the sum of the extremes
def best_rate(curvatures):
    return 1 / (float(curvatures.min()) + float(curvatures.max()))


# %% best_rate | wrong | the first and the last
def best_rate(curvatures):
    return 2 / (float(curvatures[0]) + float(curvatures[-1]))


# %% best_rate | wrong | adds in the dtype of the curvatures
def best_rate(curvatures):
    return 2 / (np.min(curvatures) + np.max(curvatures))


# %% best_rate | wrong | rounded
def best_rate(curvatures):
    return round(2 / (float(curvatures.min()) + float(curvatures.max())), 6)


# %% best_rate | wrong | tries a hundred rates
def best_rate(curvatures):
    c = curvatures.astype(float)
    rates = np.linspace(0, 2 / c.max(), 101)[1:]
    slowest = np.abs(1 - np.multiply.outer(rates, c)).max(axis=1)
    return rates[np.argmin(slowest)]


# %% best_rate | wrong | a rate for each direction
def best_rate(curvatures):
    return 1 / curvatures


# %% best_rate | wrong | for the loss without its half
def best_rate(curvatures):
    return 2 / (2 * (float(curvatures.min()) + float(curvatures.max())))


# %% lion_step | right | the decay first, then the sign
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    smaller = w * (1 - learning_rate * decay)
    direction = np.sign(beta_1 * v + (1 - beta_1) * gradient)
    return [smaller - learning_rate * direction, gradient - beta_2 * gradient + beta_2 * v]


# %% lion_step | right | number by number
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    new_w, new_v = np.empty_like(w), np.empty_like(v)
    for place in np.ndindex(w.shape):
        u = beta_1 * v[place] + (1 - beta_1) * gradient[place]
        sign = 1 if u > 0 else -1 if u < 0 else 0
        new_w[place] = w[place] - learning_rate * (sign + decay * w[place])
        new_v[place] = beta_2 * v[place] + (1 - beta_2) * gradient[place]
    return new_w, new_v


# %% lion_step | right | the sign from two comparisons
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = np.add(beta_1 * v, (1 - beta_1) * gradient)
    sign = (u > 0).astype(float) - (u < 0)
    v = np.add(beta_2 * v, (1 - beta_2) * gradient)
    w = w - learning_rate * sign - learning_rate * decay * w
    return w, v


# %% lion_step | wrong | v first, and the step from the new one
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    v = beta_2 * v + (1 - beta_2) * gradient
    u = beta_1 * v + (1 - beta_1) * gradient
    return w - learning_rate * (np.sign(u) + decay * w), v


# %% lion_step | wrong | v takes the mixture of the first beta
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    return w - learning_rate * (np.sign(u) + decay * w), u


# %% lion_step | wrong | v mixes in u, not the gradient
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * u
    return w - learning_rate * (np.sign(u) + decay * w), v


# %% lion_step | wrong | the betas swapped
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_2 * v + (1 - beta_2) * gradient
    v = beta_1 * v + (1 - beta_1) * gradient
    return w - learning_rate * (np.sign(u) + decay * w), v


# %% lion_step | wrong | the sign of the gradient alone
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    new_v = beta_2 * v + (1 - beta_2) * gradient
    return w - learning_rate * (np.sign(gradient) + decay * w), new_v


# %% lion_step | wrong | no sign
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    return w - learning_rate * (u + decay * w), v


# %% lion_step | wrong | the decay without the learning rate
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    return w - learning_rate * np.sign(u) - decay * w, v


# %% lion_step | wrong | the decay is inside the sign
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    return w - learning_rate * np.sign(u + decay * w), v


# %% lion_step | wrong | decays the weights after the step
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    w = w - learning_rate * np.sign(u)
    return w - learning_rate * decay * w, v


# %% lion_step | wrong | zero counts as positive
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    return w - learning_rate * (np.where(u >= 0, 1, -1) + decay * w), v


# %% lion_step | wrong | u divided by its size
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    return w - learning_rate * (u / (np.abs(u) + 1e-7) + decay * w), v


# %% lion_step | wrong | only the new weights
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    return w - learning_rate * (np.sign(u) + decay * w)


# %% lion_step | wrong | changes w and v
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    w -= learning_rate * (np.sign(u) + decay * w)
    v *= beta_2
    v += (1 - beta_2) * gradient
    return w, v


# %% lion_step | wrong | a first beta of zero is taken for none
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = (beta_1 or 0.9) * v + (1 - (beta_1 or 0.9)) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    return w - learning_rate * (np.sign(u) + decay * w), v


# %% lion_step | wrong | a column loses its axis
def lion_step(w, v, gradient, learning_rate, beta_1, beta_2, decay):
    u = beta_1 * v + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient
    return np.squeeze(w - learning_rate * (np.sign(u) + decay * w)), np.squeeze(v)


# %% own_step | right | Nesterov's momentum
def own_step(slope, memory, t):
    beta, rate = 0.95, 0.001
    memory[0] = beta * memory[0] + rate * slope
    return beta * memory[0] + rate * slope


# %% own_step | right | momentum with much of the old velocity
def own_step(slope, memory, t):
    velocity = memory[0]
    velocity *= 0.95
    velocity += 0.002 * slope
    return velocity


# %% own_step | right | Chebyshev's steps
def own_step(slope, memory, t):
    middle, half = 1001 / 2, 999 / 2
    way, rate = memory
    if t == 1:
        beta, new_rate = 0, 1 / middle
    else:
        beta = (half * rate) ** 2 / (2 if t == 2 else 4)
        new_rate = 1 / (middle - beta / rate)
    memory[0], memory[1] = slope + beta * way, new_rate
    return memory[0] * memory[1]


# %% own_step | wrong | plain descent with the best rate
def own_step(slope, memory, t):
    return 2 / 1001 * slope


# %% own_step | wrong | plain descent with a rate that falls
def own_step(slope, memory, t):
    return 0.0019 * (1 - (t - 1) / 400) * slope


# %% own_step | wrong | momentum with a rate that plain descent would bear
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.0005 * slope
    return memory[0]


# %% own_step | wrong | momentum with too little of the old velocity
def own_step(slope, memory, t):
    memory[0] = 0.5 * memory[0] + 0.0025 * slope
    return memory[0]


# %% own_step | wrong | momentum with too much of the old velocity
def own_step(slope, memory, t):
    memory[0] = 0.99 * memory[0] + 0.003 * slope
    return memory[0]


# %% own_step | wrong | momentum with a rate that is too large
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.004 * slope
    return memory[0]


# %% own_step | wrong | the settings of the chapter's small bowl
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.6 * slope
    return memory[0]


# %% own_step | wrong | a running mean of the slopes
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.1 * slope
    return 0.003 * memory[0]


# %% own_step | wrong | does not write into the memory
def own_step(slope, memory, t):
    velocity = 0.9 * memory[0] + 0.003 * slope
    return velocity


# %% own_step | wrong | returns minus the step
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] - 0.003 * slope
    return memory[0]


# %% own_step | wrong | Adam at its default rate
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.1 * slope
    memory[1] = 0.999 * memory[1] + 0.001 * slope**2
    rate = 0.001 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    return rate * memory[0] / (np.sqrt(memory[1]) + 1e-7)


# %% own_step | wrong | Adam at a rate for a distance of one
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.1 * slope
    memory[1] = 0.999 * memory[1] + 0.001 * slope**2
    rate = 0.05 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    return rate * memory[0] / (np.sqrt(memory[1]) + 1e-7)


# %% own_step | wrong | RMSprop
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.1 * slope**2
    return 0.01 * slope / np.sqrt(memory[0] + 1e-7)


# %% own_step | wrong | the sign, with a rate that falls
def own_step(slope, memory, t):
    return 0.1 * (1 - (t - 1) / 400) * np.sign(slope)


# %% own_step | wrong | a velocity that stays from walk to walk
velocity = 0.0


def own_step(slope, memory, t):
    global velocity
    velocity = 0.9 * velocity + 0.003 * slope
    return velocity


# %% own_step | wrong | one velocity for all directions
def own_step(slope, memory, t):
    memory[0] = 0.9 * memory[0] + 0.003 * slope.mean()
    return memory[0]


# %% own_step | wrong | Newton's step for a bowl that is not turned
def own_step(slope, memory, t):
    return slope / np.geomspace(1, 1000, len(slope))


# %% momentum | wrong | once the velocity is zero it fills the rest with the same place, although the slope there may set it moving again (2w, 1, 0.75, 0.5, five steps)
def momentum(gradient, start, learning_rate, beta, steps):
    w, v = float(start), 0.0
    path = [w]
    for t in range(steps):
        v = beta * v + learning_rate * gradient(w)
        w = w - v
        path.append(w)
        if v == 0:
            path.extend([w] * (steps - t - 1))
            break
    return np.array(path)


# %% own_step | wrong | two and three weights get the rates that hit the curvatures of share_left exactly
def own_step(slope, memory, t):
    if slope.size <= 3:
        curvatures = np.geomspace(1, 1000, slope.size)
        return slope / curvatures[(t - 1) % slope.size]
    memory[0] = 0.88 * memory[0] + 0.0037 * slope
    return memory[0]
