# %% steps | right | upside-down floor
def steps(examples, batch_size, epochs):
    return -(-examples // batch_size) * epochs


# %% steps | right | a loop as in training
def steps(examples, batch_size, epochs):
    count = 0
    for _ in range(epochs):
        for _ in range(0, examples, batch_size):
            count += 1
    return count


# %% steps | right | full mini-batches and perhaps one more
def steps(examples, batch_size, epochs):
    full, rest = divmod(examples, batch_size)
    if rest > 0:
        full = full + 1
    return full * epochs


# %% steps | wrong | an epoch is one step
def steps(examples, batch_size, epochs):
    return epochs


# %% steps | wrong | full mini-batches only
def steps(examples, batch_size, epochs):
    return examples // batch_size * epochs


# %% steps | wrong | always one more
def steps(examples, batch_size, epochs):
    return (examples // batch_size + 1) * epochs


# %% steps | wrong | mini-batches go on into the next epoch
def steps(examples, batch_size, epochs):
    return int(np.ceil(examples * epochs / batch_size))


# %% steps | wrong | rounds to the nearest
def steps(examples, batch_size, epochs):
    return round(examples / batch_size) * epochs


# %% steps | wrong | a float
def steps(examples, batch_size, epochs):
    return np.ceil(examples / batch_size) * epochs


# %% steps | wrong | one step for each example
def steps(examples, batch_size, epochs):
    return examples * epochs


# %% steps | wrong | always mini-batches of 128
def steps(examples, batch_size, epochs):
    return int(np.ceil(examples / 128)) * epochs


# %% survivors | right | the share that stays
def survivors(n, rate):
    stay = 1 - rate
    return [n * stay, (n * stay * rate) ** 0.5]


# %% survivors | right | variances of single units
def survivors(n, rate):
    of_one = rate * (0 - (1 - rate)) ** 2 + (1 - rate) * (1 - (1 - rate)) ** 2
    return np.array([n - n * rate, np.sqrt(n) * np.sqrt(of_one)])


# %% survivors | right | a sum over all units in float32
def survivors(n, rate):
    stay = np.full(n, 1 - rate, dtype="float64")
    return np.float32(stay.sum()), np.float32(np.sqrt(np.sum(stay * rate)))


# %% survivors | wrong | counts the dropped units
def survivors(n, rate):
    return n * rate, np.sqrt(n * rate * (1 - rate))


# %% survivors | wrong | the variance
def survivors(n, rate):
    return n * (1 - rate), n * rate * (1 - rate)


# %% survivors | wrong | an exact share is removed
def survivors(n, rate):
    return n * (1 - rate), 0.0


# %% survivors | wrong | rounded
def survivors(n, rate):
    return round(n * (1 - rate), 1), round(float(np.sqrt(n * rate * (1 - rate))), 1)


# %% survivors | wrong | whole units
def survivors(n, rate):
    return round(n * (1 - rate)), np.sqrt(n * rate * (1 - rate))


# %% survivors | wrong | n - 1 as for a sample
def survivors(n, rate):
    return n * (1 - rate), np.sqrt((n - 1) * rate * (1 - rate))


# %% survivors | wrong | the rate of the chapter
def survivors(n, rate):
    return n * (1 - rate), np.sqrt(n * 0.45 * 0.55)


# %% survivors | wrong | the square root of the mean
def survivors(n, rate):
    return n * (1 - rate), np.sqrt(n * (1 - rate))


# %% survivors | wrong | tries it out
def survivors(n, rate):
    left = np.random.default_rng(0).binomial(n, 1 - rate, size=10_000)
    return left.mean(), left.std()


# %% survivors | wrong | the pair the wrong way round
def survivors(n, rate):
    return np.sqrt(n * rate * (1 - rate)), n * (1 - rate)


# %% same_answers | right | take
def same_answers(w1, order):
    return np.take(w1, order, axis=0)


# %% same_answers | right | row by row
def same_answers(w1, order):
    new = np.zeros(w1.shape)
    for i, place in enumerate(order):
        new[i] = w1[place]
    return new


# %% same_answers | right | a matrix that shuffles
def same_answers(w1, order):
    return np.eye(len(w1))[order] @ w1


# %% same_answers | right | shuffles an index back
def same_answers(w1, order):
    new = w1.copy()
    back = np.argsort(order)
    for old_row, new_row in enumerate(back):
        new[new_row] = w1[old_row]
    return new


# %% same_answers | wrong | the wrong way round
def same_answers(w1, order):
    return w1[np.argsort(order)]


# %% same_answers | wrong | the wrong way round, by assignment
def same_answers(w1, order):
    new = np.empty_like(w1)
    new[order] = w1
    return new


# %% same_answers | wrong | unchanged weights
def same_answers(w1, order):
    return w1.copy()


# %% same_answers | wrong | shuffles the units
def same_answers(w1, order):
    return w1[:, order]


# %% same_answers | wrong | transposed
def same_answers(w1, order):
    return w1.T[:, order]


# %% same_answers | wrong | changes w1
def same_answers(w1, order):
    w1[:] = w1[order]
    return w1


# %% same_answers | wrong | the order of the example
def same_answers(w1, order):
    return np.roll(w1, 1, axis=0)


# %% same_answers | wrong | whole numbers
def same_answers(w1, order):
    new = np.zeros(w1.shape, dtype=int)
    new[:] = w1[order]
    return new


# %% same_answers | wrong | at most the first three rows
def same_answers(w1, order):
    new = w1.copy()
    for i in range(3):
        new[i] = w1[order[i]]
    return new


# %% decay_step | right | the gradient and the decay together
def decay_step(w, gradient, learning_rate, weight_decay):
    return w - learning_rate * (gradient + weight_decay * w)


# %% decay_step | right | a smaller weight, then the step
def decay_step(w, gradient, learning_rate, weight_decay):
    new = w.copy()
    new *= 1 - learning_rate * weight_decay
    new -= learning_rate * gradient
    return new


# %% decay_step | right | number by number
def decay_step(w, gradient, learning_rate, weight_decay):
    new = np.empty_like(w)
    for place in np.ndindex(w.shape):
        decay = learning_rate * weight_decay * w[place]
        new[place] = w[place] - learning_rate * gradient[place] - decay
    return new


# %% decay_step | wrong | decays after the step
def decay_step(w, gradient, learning_rate, weight_decay):
    new = w - learning_rate * gradient
    return new - learning_rate * weight_decay * new


# %% decay_step | wrong | decay without the learning rate
def decay_step(w, gradient, learning_rate, weight_decay):
    return w - learning_rate * gradient - weight_decay * w


# %% decay_step | wrong | twice the decay, as with L2
def decay_step(w, gradient, learning_rate, weight_decay):
    return w - learning_rate * (gradient + 2 * weight_decay * w)


# %% decay_step | wrong | decay by the sign, as with L1
def decay_step(w, gradient, learning_rate, weight_decay):
    return w - learning_rate * gradient - learning_rate * weight_decay * np.sign(w)


# %% decay_step | wrong | up the slope
def decay_step(w, gradient, learning_rate, weight_decay):
    return w + learning_rate * gradient - learning_rate * weight_decay * w


# %% decay_step | wrong | changes w
def decay_step(w, gradient, learning_rate, weight_decay):
    decay = learning_rate * weight_decay * w
    w -= learning_rate * gradient
    w -= decay
    return w


# %% decay_step | wrong | changes the gradient
def decay_step(w, gradient, learning_rate, weight_decay):
    gradient += weight_decay * w
    return w - learning_rate * gradient


# %% decay_step | wrong | one axis only
def decay_step(w, gradient, learning_rate, weight_decay):
    pairs = zip(w, gradient)
    return np.array([float(v) - learning_rate * (float(g) + weight_decay * float(v)) for v, g in pairs])


# %% decay_step | wrong | rounded
def decay_step(w, gradient, learning_rate, weight_decay):
    return np.round(w - learning_rate * (gradient + weight_decay * w), 4)


# %% decay_step | wrong | only the decay or only the gradient
def decay_step(w, gradient, learning_rate, weight_decay):
    if weight_decay:
        return w - learning_rate * weight_decay * w
    return w - learning_rate * gradient


# %% survivors | right | with helpers named mean and spread
def mean(n, rate):
    return n * (1 - rate)


def spread(n, rate):
    return (n * rate * (1 - rate)) ** 0.5


def survivors(n, rate):
    return mean(n, rate), spread(n, rate)


# %% steps | right | counts the first places of the mini-batches
def steps(examples, batch_size, epochs):
    return np.arange(0, examples, batch_size).size * epochs


# %% steps | wrong | at least one, but nothing for the rest
def steps(examples, batch_size, epochs):
    return max(1, examples // batch_size) * epochs


# %% survivors | right | the spread from the mean
def survivors(n, rate):
    mean = n * (1 - rate)
    return mean, (mean - mean**2 / n) ** 0.5


# %% survivors | wrong | rounded to six decimals
def survivors(n, rate):
    return round(n * (1 - rate), 6), round((n * rate * (1 - rate)) ** 0.5, 6)


# %% survivors | wrong | n times the spread of a single unit
def survivors(n, rate):
    return n * (1 - rate), n * (rate * (1 - rate)) ** 0.5


# %% survivors | wrong | a rate of zero is taken for none given
def survivors(n, rate):
    rate = rate or 0.5
    return n * (1 - rate), (n * rate * (1 - rate)) ** 0.5


# %% same_answers | right | a list of rows
def same_answers(w1, order):
    return [w1[place] for place in order]


# %% same_answers | wrong | places in bytes
def same_answers(w1, order):
    return w1[order.astype("uint8")]


# %% same_answers | wrong | an axis of length one is lost
def same_answers(w1, order):
    return np.squeeze(w1[order])


# %% same_answers | wrong | sorts order, too
def same_answers(w1, order):
    new = w1[order]
    order.sort()
    return new


# %% decay_step | right | plain numbers
def decay_step(w, gradient, learning_rate, weight_decay):
    new = []
    for weight, slope in zip(w.ravel().tolist(), gradient.ravel().tolist()):
        new.append(weight - learning_rate * (slope + weight_decay * weight))
    return np.reshape(new, w.shape)


# %% decay_step | wrong | rounded to six decimals
def decay_step(w, gradient, learning_rate, weight_decay):
    return np.round(w - learning_rate * (gradient + weight_decay * w), 6)


# %% decay_step | wrong | its input where nothing changes
def decay_step(w, gradient, learning_rate, weight_decay):
    if learning_rate == 0:
        return w
    return w - learning_rate * (gradient + weight_decay * w)


# %% decay_step | wrong | a weight does not pass zero
def decay_step(w, gradient, learning_rate, weight_decay):
    new = w - learning_rate * (gradient + weight_decay * w)
    return np.where(new * w < 0, 0, new)


# %% decay_step | wrong | an axis of length one is lost
def decay_step(w, gradient, learning_rate, weight_decay):
    return np.squeeze(w - learning_rate * (gradient + weight_decay * w))
