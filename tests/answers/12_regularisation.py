# %% batch_norm | right | step by step
def batch_norm(x, gamma, beta, epsilon=0.001):
    n = len(x)
    mu = x.sum(axis=0) / n
    variance = ((x - mu) ** 2).sum(axis=0) / n
    x_hat = (x - mu) / np.sqrt(variance + epsilon)
    return gamma * x_hat + beta


# %% batch_norm | right | column by column
def batch_norm(x, gamma, beta, epsilon=0.001):
    columns = []
    for j in range(x.shape[1]):
        column = x[:, j] - x[:, j].mean()
        column = column * (np.mean(column * column) + epsilon) ** -0.5
        columns.append(gamma[j] * column + beta[j])
    return np.stack(columns, axis=1)


# %% batch_norm | right | lists and loops
def batch_norm(x, gamma, beta, epsilon=0.001):
    columns = []
    for column, scale, shift in zip(x.T.tolist(), gamma.tolist(), beta.tolist()):
        mu = sum(column) / len(column)
        variance = sum((value - mu) ** 2 for value in column) / len(column)
        columns.append([scale * (value - mu) / (variance + epsilon) ** 0.5 + shift for value in column])
    return [list(row) for row in zip(*columns)]


# %% batch_norm | right | a line for each column
def batch_norm(x, gamma, beta, epsilon=0.001):
    slope = gamma / np.sqrt(x.var(axis=0) + epsilon)
    return slope * x + (beta - slope * x.mean(axis=0))


# %% batch_norm | wrong | in float32
def batch_norm(x, gamma, beta, epsilon=0.001):
    x = np.asarray(x, dtype="float32")
    x = (x - x.mean(0)) / np.sqrt(x.var(0) + np.float32(epsilon))
    return (gamma * x + beta).astype("float32")


# %% batch_norm | wrong | the mean of squares less the squared mean
def batch_norm(x, gamma, beta, epsilon=0.001):
    x = x.astype("float64")
    mu = x.mean(axis=0)
    variance = np.maximum((x**2).mean(axis=0) - mu**2, 0)
    return gamma * (x - mu) / np.sqrt(variance + epsilon) + beta


# %% batch_norm | wrong | squares overflow
def batch_norm(x, gamma, beta, epsilon=0.001):
    mu = x.mean(axis=0).astype(x.dtype)
    variance = ((x - mu) ** 2).mean(axis=0)
    return gamma * (x - mu) / np.sqrt(variance + epsilon) + beta


# %% batch_norm | wrong | rounds
def batch_norm(x, gamma, beta, epsilon=0.001):
    x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon)
    return np.round(gamma * x_hat + beta, 6)


# %% batch_norm | wrong | no axis for a single column
def batch_norm(x, gamma, beta, epsilon=0.001):
    x = x.squeeze()
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon) + beta


# %% batch_norm | wrong | each example over its values
def batch_norm(x, gamma, beta, epsilon=0.001):
    mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


# %% batch_norm | wrong | one mean for all columns
def batch_norm(x, gamma, beta, epsilon=0.001):
    return gamma * (x - x.mean()) / np.sqrt(x.var() + epsilon) + beta


# %% batch_norm | wrong | divides by n - 1
def batch_norm(x, gamma, beta, epsilon=0.001):
    variance = x.var(axis=0, ddof=1)
    return gamma * (x - x.mean(axis=0)) / np.sqrt(variance + epsilon) + beta


# %% batch_norm | wrong | epsilon outside the root
def batch_norm(x, gamma, beta, epsilon=0.001):
    return gamma * (x - x.mean(axis=0)) / (x.std(axis=0) + epsilon) + beta


# %% batch_norm | wrong | no epsilon
def batch_norm(x, gamma, beta, epsilon=0.001):
    return gamma * (x - x.mean(axis=0)) / x.std(axis=0) + beta


# %% batch_norm | wrong | always the same epsilon
def batch_norm(x, gamma, beta, epsilon=0.001):
    mean, variance = x.mean(axis=0), x.var(axis=0)
    return gamma * (x - mean) / np.sqrt(variance + 0.001) + beta


# %% batch_norm | wrong | no square root
def batch_norm(x, gamma, beta, epsilon=0.001):
    return gamma * (x - x.mean(axis=0)) / (x.var(axis=0) + epsilon) + beta


# %% batch_norm | wrong | shifts before it scales
def batch_norm(x, gamma, beta, epsilon=0.001):
    x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon)
    return gamma * (x_hat + beta)


# %% batch_norm | wrong | changes its input
def batch_norm(x, gamma, beta, epsilon=0.001):
    x -= x.mean(axis=0)
    x /= np.sqrt(x.var(axis=0) + epsilon)
    return gamma * x + beta


# %% running | right | a little of the difference
def running(mean, variance, batch, momentum=0.99):
    rate = 1 - momentum
    mean = mean + rate * (batch.mean(axis=0) - mean)
    variance = variance + rate * (batch.var(axis=0) - variance)
    return mean, variance


# %% running | wrong | the mean of squares less the squared mean
def running(mean, variance, batch, momentum=0.99):
    mu = sum(batch) / len(batch)
    now = sum(batch**2) / len(batch) - mu**2
    return [momentum * old + (1 - momentum) * new for old, new in ((mean, mu), (variance, now))]


# %% running | right | np.average
def running(mean, variance, batch, momentum=0.99):
    shares = [momentum, 1 - momentum]
    new_mean = np.average([mean, np.mean(batch, axis=0)], axis=0, weights=shares)
    new_variance = np.average([variance, np.var(batch, axis=0)], axis=0, weights=shares)
    return new_mean, new_variance


# %% running | right | lists and loops
def running(mean, variance, batch, momentum=0.99):
    means, variances = [], []
    for j, column in enumerate(batch.T.tolist()):
        mu = sum(column) / len(column)
        now = sum((value - mu) ** 2 for value in column) / len(column)
        means.append(momentum * mean[j] + (1 - momentum) * mu)
        variances.append(momentum * variance[j] + (1 - momentum) * now)
    return np.array(means), np.array(variances)


# %% running | wrong | no momentum of zero
def running(mean, variance, batch, momentum=0.99):
    momentum = momentum or 0.99
    new_mean = momentum * mean + (1 - momentum) * batch.mean(axis=0)
    return new_mean, momentum * variance + (1 - momentum) * batch.var(axis=0)


# %% running | wrong | the average of all batches so far
def running(mean, variance, batch, momentum=0.99):
    running.count = getattr(running, "count", 0) + 1
    share = min(momentum, 1 - 1 / (running.count + 100))
    new_mean = share * mean + (1 - share) * batch.mean(axis=0)
    return new_mean, share * variance + (1 - share) * batch.var(axis=0)


# %% running | wrong | momentum the wrong way round
def running(mean, variance, batch, momentum=0.99):
    new_mean = (1 - momentum) * mean + momentum * batch.mean(axis=0)
    return new_mean, (1 - momentum) * variance + momentum * batch.var(axis=0)


# %% running | wrong | divides by n - 1
def running(mean, variance, batch, momentum=0.99):
    new_mean = momentum * mean + (1 - momentum) * batch.mean(axis=0)
    now = batch.var(axis=0, ddof=1)
    return new_mean, momentum * variance + (1 - momentum) * now


# %% running | wrong | the standard deviation
def running(mean, variance, batch, momentum=0.99):
    new_mean = momentum * mean + (1 - momentum) * batch.mean(axis=0)
    return new_mean, momentum * variance + (1 - momentum) * batch.std(axis=0)


# %% running | wrong | variance around the running mean
def running(mean, variance, batch, momentum=0.99):
    new_mean = momentum * mean + (1 - momentum) * batch.mean(axis=0)
    now = np.mean((batch - new_mean) ** 2, axis=0)
    return new_mean, momentum * variance + (1 - momentum) * now


# %% running | wrong | always the same momentum
def running(mean, variance, batch, momentum=0.99):
    new_mean = 0.99 * mean + 0.01 * batch.mean(axis=0)
    return new_mean, 0.99 * variance + 0.01 * batch.var(axis=0)


# %% running | wrong | always starts from 0 and 1
def running(mean, variance, batch, momentum=0.99):
    new_mean = (1 - momentum) * batch.mean(axis=0)
    return new_mean, momentum + (1 - momentum) * batch.var(axis=0)


# %% running | wrong | changes its input
def running(mean, variance, batch, momentum=0.99):
    mean *= momentum
    mean += (1 - momentum) * batch.mean(axis=0)
    variance *= momentum
    variance += (1 - momentum) * batch.var(axis=0)
    return mean, variance


# %% running | wrong | one average for all columns
def running(mean, variance, batch, momentum=0.99):
    new_mean = momentum * mean + (1 - momentum) * batch.mean()
    return new_mean, momentum * variance + (1 - momentum) * batch.var()


# %% running | wrong | forgets the variance
def running(mean, variance, batch, momentum=0.99):
    return momentum * mean + (1 - momentum) * batch.mean(axis=0)


# %% regularised_loss | right | loops
def regularised_loss(p, labels, weights, factor):
    loss = 0
    for row, label in zip(p, labels):
        loss += -np.log(row[label])
    loss /= len(p)
    for w in weights:
        loss += factor * np.square(w).sum()
    return loss


# %% regularised_loss | right | one-hot labels and inner products
def regularised_loss(p, labels, weights, factor):
    one_hot = np.eye(p.shape[1])[labels]
    cross_entropy = -np.sum(one_hot * np.log(p), axis=1).mean()
    return cross_entropy + sum([factor * np.vdot(w, w) for w in weights])


# %% regularised_loss | right | norms
def regularised_loss(p, labels, weights, factor):
    right = np.take_along_axis(p, labels[:, None].astype(int), axis=1)
    norms = [np.linalg.norm(w.ravel()) for w in weights]
    return -np.log(right).mean() + factor * np.sum(np.array(norms) ** 2)


# %% regularised_loss | right | one long array of weights
def regularised_loss(p, labels, weights, factor):
    right = np.array([row[label] for row, label in zip(p, labels)])
    every = np.concatenate([w.flatten() for w in weights]) if weights else np.zeros(1)
    return np.log(1 / right).mean() + factor * (every @ every)


# %% regularised_loss | wrong | in float32
def regularised_loss(p, labels, weights, factor):
    p = p.astype("float32")
    right = np.take_along_axis(p, labels[:, None].astype(int), axis=1)
    norms = [np.linalg.norm(w.ravel().astype("float32")) for w in weights]
    return -np.log(right).mean() + factor * np.sum(np.array(norms) ** 2)


# %% regularised_loss | wrong | the logarithm of the product
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    return -np.log(np.prod(right)) / len(p) + factor * sum(np.sum(w**2) for w in weights)


# %% regularised_loss | wrong | clips the probabilities
def regularised_loss(p, labels, weights, factor):
    right = np.clip(p[np.arange(len(p)), labels], 1e-7, 1)
    return -np.log(right).mean() + factor * sum(np.sum(w**2) for w in weights)


# %% regularised_loss | wrong | equal arrays count once
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    squares = {w.tobytes(): np.sum(w**2) for w in weights}
    return -np.log(right).mean() + factor * sum(squares.values())


# %% regularised_loss | wrong | sum over the examples
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    return -np.log(right).sum() + factor * sum(np.sum(w**2) for w in weights)


# %% regularised_loss | wrong | mean of the squares
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    return -np.log(right).mean() + factor * sum(np.mean(w**2) for w in weights)


# %% regularised_loss | wrong | penalty inside the mean over examples
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    penalty = factor * sum(np.sum(w**2) for w in weights)
    return (-np.log(right).sum() + penalty) / len(p)


# %% regularised_loss | wrong | every label with every row
def regularised_loss(p, labels, weights, factor):
    loss = -np.log(p[:, labels]).mean()
    return loss + factor * sum(np.sum(w**2) for w in weights)


# %% regularised_loss | wrong | absolute values, as in L1
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    return -np.log(right).mean() + factor * sum(np.abs(w).sum() for w in weights)


# %% regularised_loss | wrong | the first array only
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    penalty = np.sum(weights[0] ** 2) if weights else 0
    return -np.log(right).mean() + factor * penalty


# %% regularised_loss | wrong | arrays of one shape only
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    return -np.log(right).mean() + factor * np.sum(np.array(weights) ** 2)


# %% regularised_loss | wrong | squares the weights in place
def regularised_loss(p, labels, weights, factor):
    loss = -np.log(p[np.arange(len(p)), labels]).mean()
    for w in weights:
        w *= w
        loss += factor * w.sum()
    return loss


# %% regularised_loss | wrong | the largest probability
def regularised_loss(p, labels, weights, factor):
    loss = -np.log(p.max(axis=1)).mean()
    return loss + factor * sum(np.sum(w**2) for w in weights)


# %% regularised_loss | wrong | half the penalty
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    penalty = factor / 2 * sum(np.sum(w**2) for w in weights)
    return -np.log(right).mean() + penalty


# %% shrink | right | a loop
def shrink(w, learning_rate, factor, steps):
    for _ in range(steps):
        gradient = 2 * factor * w
        w = w - learning_rate * gradient
    return w


# %% shrink | right | a function that calls itself
def shrink(w, learning_rate, factor, steps):
    if steps == 0:
        return w
    return shrink(w - 2 * learning_rate * factor * w, learning_rate, factor, steps - 1)


# %% shrink | right | a copy of floats
def shrink(w, learning_rate, factor, steps):
    w = np.array(w, dtype="float64")
    for _ in range(steps):
        w -= learning_rate * factor * 2 * w
    return w


# %% shrink | right | number by number
def shrink(w, learning_rate, factor, steps):
    decay = 1 - learning_rate * factor * 2
    shrunk = [float(one) * decay**steps for one in np.ravel(w)]
    return np.reshape(shrunk, np.shape(w))


# %% shrink | wrong | doubles before it is a float
def shrink(w, learning_rate, factor, steps):
    for _ in range(steps):
        w = w - learning_rate * factor * (2 * w)
    return w


# %% shrink | wrong | rounds
def shrink(w, learning_rate, factor, steps):
    return np.round(w * (1 - 2 * learning_rate * factor) ** steps, 6)


# %% shrink | wrong | no zero steps
def shrink(w, learning_rate, factor, steps):
    return w * (1 - 2 * learning_rate * factor) ** (steps or 1)


# %% shrink | wrong | gradient without the 2
def shrink(w, learning_rate, factor, steps):
    return w * (1 - learning_rate * factor) ** steps


# %% shrink | wrong | all steps with the first gradient
def shrink(w, learning_rate, factor, steps):
    gradient = 2 * factor * w
    return w - steps * learning_rate * gradient


# %% shrink | wrong | the exponential function
def shrink(w, learning_rate, factor, steps):
    return w * np.exp(-2 * learning_rate * factor * steps)


# %% shrink | wrong | changes its input
def shrink(w, learning_rate, factor, steps):
    for _ in range(steps):
        w -= 2 * learning_rate * factor * w
    return w


# %% shrink | wrong | one step only
def shrink(w, learning_rate, factor, steps):
    return w - learning_rate * 2 * factor * w


# %% shrink | wrong | one step too many
def shrink(w, learning_rate, factor, steps):
    for _ in range(steps + 1):
        w = w - learning_rate * 2 * factor * w
    return w


# %% shrink | wrong | uphill
def shrink(w, learning_rate, factor, steps):
    return w * (1 + 2 * learning_rate * factor) ** steps


# %% shrink | wrong | steps of equal length, as in L1
def shrink(w, learning_rate, factor, steps):
    for _ in range(steps):
        w = w - learning_rate * 2 * factor * np.sign(w)
    return w


# %% shrink | wrong | stops at 0
def shrink(w, learning_rate, factor, steps):
    return w * max(0, 1 - 2 * learning_rate * factor) ** steps


# %% shrink | wrong | whole numbers stay whole
def shrink(w, learning_rate, factor, steps):
    after = np.array(w)
    for _ in range(steps):
        after[...] = after - learning_rate * 2 * factor * after
    return after


# %% decay_step | right | the direction and the decay together
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w - learning_rate * (direction(gradient) + weight_decay * w)


# %% decay_step | right | a smaller weight, then the step
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    new = w.copy()
    new *= 1 - learning_rate * weight_decay
    new -= learning_rate * direction(gradient)
    return new


# %% decay_step | right | number by number
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    new, ahead = np.empty_like(w), direction(gradient)
    for place in np.ndindex(w.shape):
        decay = learning_rate * weight_decay * w[place]
        new[place] = w[place] - learning_rate * ahead[place] - decay
    return new


# %% decay_step | right | plain numbers
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    new = []
    for weight, ahead in zip(w.ravel().tolist(), direction(gradient).ravel().tolist()):
        new.append(weight - learning_rate * (ahead + weight_decay * weight))
    return np.reshape(new, w.shape)


# %% decay_step | right | three terms and their factors
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    factors = [1.0, -learning_rate, -learning_rate * weight_decay]
    return np.tensordot(factors, np.stack([w, direction(gradient), w]), axes=1)


# %% decay_step | wrong | the decay goes through the direction, as with L2
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w - learning_rate * direction(gradient + weight_decay * w)


# %% decay_step | wrong | no direction, as plain gradient descent
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w - learning_rate * (gradient + weight_decay * w)


# %% decay_step | wrong | decays after the step
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    new = w - learning_rate * direction(gradient)
    return new - learning_rate * weight_decay * new


# %% decay_step | wrong | decay without the learning rate
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w - learning_rate * direction(gradient) - weight_decay * w


# %% decay_step | wrong | twice the decay, as with the slope of L2
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w - learning_rate * (direction(gradient) + 2 * weight_decay * w)


# %% decay_step | wrong | decay by the sign, as with L1
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w - learning_rate * (direction(gradient) + weight_decay * np.sign(w))


# %% decay_step | wrong | the direction of the decay
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w - learning_rate * (direction(gradient) + direction(weight_decay * w))


# %% decay_step | wrong | up the slope
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return w + learning_rate * direction(gradient) - learning_rate * weight_decay * w


# %% decay_step | wrong | changes w
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    decay = learning_rate * weight_decay * w
    w -= learning_rate * direction(gradient)
    w -= decay
    return w


# %% decay_step | wrong | changes the gradient, if it is its own direction
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    ahead = direction(gradient)
    ahead += weight_decay * w
    return w - learning_rate * ahead


# %% decay_step | wrong | one axis only
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    pairs = zip(w, direction(gradient))
    return np.array([float(v) - learning_rate * (float(d) + weight_decay * float(v)) for v, d in pairs])


# %% decay_step | wrong | asks for the direction of each number
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    ahead = np.array([direction(one) for one in gradient])
    return w - learning_rate * (ahead + weight_decay * w)


# %% decay_step | wrong | asks for the direction twice
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    if np.shape(direction(gradient)) != w.shape:
        raise ValueError("the direction has another shape")
    return w - learning_rate * (direction(gradient) + weight_decay * w)


# %% decay_step | wrong | rounded to six decimals
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return np.round(w - learning_rate * (direction(gradient) + weight_decay * w), 6)


# %% decay_step | wrong | only the decay or only the gradient
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    if weight_decay:
        return w - learning_rate * weight_decay * w
    return w - learning_rate * direction(gradient)


# %% decay_step | wrong | its input where nothing changes
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    if learning_rate == 0:
        return w
    return w - learning_rate * (direction(gradient) + weight_decay * w)


# %% decay_step | wrong | a weight does not pass zero
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    new = w - learning_rate * (direction(gradient) + weight_decay * w)
    return np.where(new * w < 0, 0, new)


# %% decay_step | wrong | the share that stays never falls below zero
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    share = max(0.0, 1 - learning_rate * weight_decay)
    return share * w - learning_rate * direction(gradient)


# %% decay_step | wrong | an axis of length one is lost
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    return np.squeeze(w - learning_rate * (direction(gradient) + weight_decay * w))


# %% decay_step | wrong | a learning rate of zero is replaced
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    learning_rate = learning_rate or 0.01
    return w - learning_rate * (direction(gradient) + weight_decay * w)


# %% decay_step | wrong | divides by the learning rate
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    total = w / np.float64(learning_rate) - direction(gradient) - weight_decay * w
    return total * learning_rate


# %% decay_step | wrong | the decay of the mean weight for all
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    decay = weight_decay * np.abs(w).mean() * np.sign(w)
    return w - learning_rate * (direction(gradient) + decay)


# %% regularised_loss | wrong | rows in the order of the memory
def regularised_loss(p, labels, weights, factor):
    flat = p.ravel(order="K")
    right = flat[np.arange(len(p)) * p.shape[1] + labels]
    return -np.log(right).mean() + factor * sum(np.sum(w**2) for w in weights)


# %% shrink | wrong | in float32
def shrink(w, learning_rate, factor, steps):
    return np.float32(w) * np.float32((1 - 2 * learning_rate * factor) ** steps)


# %% batch_norm | right | einsum for the variance
def batch_norm(x, gamma, beta, epsilon=0.001):
    d = x - np.mean(x, axis=0, dtype=np.float64)
    variance = np.einsum("ij,ij->j", d, d) / len(d)
    return (d * (variance + epsilon) ** -0.5) @ np.diag(gamma) + np.tile(beta, (len(d), 1))


# %% batch_norm | right | Welford's running mean and sum of squares
def batch_norm(x, gamma, beta, epsilon=0.001):
    x = np.array(x, dtype=float)
    mean, squares = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    for count, row in enumerate(x, start=1):
        before = row - mean
        mean = mean + before / count
        squares = squares + before * (row - mean)
    return gamma * (x - mean) / np.sqrt(squares / len(x) + epsilon) + beta


# %% batch_norm | wrong | the smallest number is subtracted in the dtype of x
def batch_norm(x, gamma, beta, epsilon=0.001):
    x = x - x.min(axis=0)
    mu, variance = x.mean(axis=0), x.var(axis=0)
    return gamma * (x - mu) / np.sqrt(variance + epsilon) + beta


# %% batch_norm | wrong | the result is float32
def batch_norm(x, gamma, beta, epsilon=0.001):
    y = gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon) + beta
    return y.astype("float32")


# %% batch_norm | wrong | only uint8 is made float
def batch_norm(x, gamma, beta, epsilon=0.001):
    if x.dtype == "uint8":
        x = x.astype(float)
    n = len(x)
    d = (n * x - x.sum(axis=0)) / n
    return gamma * d / np.sqrt((d * d).mean(axis=0) + epsilon) + beta


# %% batch_norm | wrong | mini-batches of at most two examples are right
def batch_norm(x, gamma, beta, epsilon=0.001):
    n = len(x)
    variance = x.var(axis=0, ddof=1 if n > 2 else 0)
    return gamma * (x - x.mean(axis=0)) / np.sqrt(variance + epsilon) + beta


# %% running | right | shifted by the first example
def running(mean, variance, batch, momentum=0.99):
    first = batch[0].astype(float)
    d = batch.astype(float) - first
    shift = d.mean(axis=0)
    now = first + shift, (d**2).mean(axis=0) - shift**2
    pairs = zip((mean, variance), now)
    return tuple(momentum * old + (1 - momentum) * new for old, new in pairs)


# %% running | right | a matrix product with the two factors
def running(mean, variance, batch, momentum=0.99):
    n = batch.shape[0]
    now = np.ones(n) @ batch / n
    d = batch - now[np.newaxis]
    factors = np.array([momentum, 1.0 - momentum])
    new_mean = factors @ np.vstack((mean, now))
    new_variance = factors @ np.vstack((variance, np.diag(d.T @ d) / n))
    return [new_mean, new_variance]


# %% running | wrong | a mini-batch of one example is skipped
def running(mean, variance, batch, momentum=0.99):
    if len(batch) < 2:
        return mean.copy(), variance.copy()
    new_mean = momentum * mean + (1 - momentum) * batch.mean(axis=0)
    new_variance = momentum * variance + (1 - momentum) * batch.var(axis=0)
    return new_mean, new_variance


# %% running | wrong | a momentum of 1 is refused
def running(mean, variance, batch, momentum=0.99):
    if not 0 <= momentum < 1:
        raise ValueError("momentum must be below one")
    new = 1 - momentum
    return (
        mean * momentum + np.mean(batch, axis=0) * new,
        variance * momentum + np.var(batch, axis=0) * new,
    )


# %% running | wrong | the variance never falls below 0.001
def running(mean, variance, batch, momentum=0.99):
    now = np.maximum(batch.var(axis=0), 0.001)
    return (
        momentum * mean + (1 - momentum) * batch.mean(axis=0),
        momentum * variance + (1 - momentum) * now,
    )


# %% running | wrong | the new averages are rounded to five digits
def running(mean, variance, batch, momentum=0.99):
    new_mean = momentum * mean + (1 - momentum) * batch.mean(axis=0)
    new_variance = momentum * variance + (1 - momentum) * batch.var(axis=0)
    return np.round(new_mean, 5), np.round(new_variance, 5)


# %% regularised_loss | right | a mask picks the right classes
def regularised_loss(p, labels, weights, factor=0.0):
    columns, wanted = np.meshgrid(np.arange(p.shape[1]), labels.astype(int))
    right = p[columns == wanted]
    nats = np.log2(right) * np.log(2)
    flat = np.hstack([np.zeros(1)] + [w.ravel() for w in weights])
    return float(-nats.sum() / right.size + factor * (flat @ flat))


# %% regularised_loss | wrong | norm with 2 is the largest singular value of a matrix
def regularised_loss(p, labels, weights, factor):
    loss = -np.log(p[np.arange(len(labels)), labels]).mean()
    for w in weights:
        loss = loss + factor * np.linalg.norm(w, 2) ** 2
    return loss


# %% regularised_loss | wrong | np.choose takes no more than 63 classes
def regularised_loss(p, labels, weights, factor):
    right = np.choose(labels, p.T)
    return -np.mean(np.log(right)) + factor * sum((w**2).sum() for w in weights)


# %% regularised_loss | wrong | probabilities below 1e-300 are lifted to 1e-300
def regularised_loss(p, labels, weights, factor):
    safe = np.clip(p, 1e-300, 1.0)
    right = safe[np.arange(len(safe)), labels]
    return np.mean(-np.log(right)) + factor * sum(np.sum(np.square(w)) for w in weights)


# %% regularised_loss | wrong | one-hot vectors as long as the largest label
def regularised_loss(p, labels, weights, factor):
    onehot = np.eye(int(labels.max()) + 1)[labels]
    loss = -np.sum(onehot * np.log(p)) / len(p)
    return loss + factor * sum(np.sum(w**2) for w in weights)


# %% regularised_loss | wrong | arrays of one axis count as biases and cost nothing
def regularised_loss(p, labels, weights, factor):
    right = p[np.arange(len(p)), labels]
    penalty = sum(np.sum(w**2) for w in weights if w.ndim > 1)
    return -np.log(right).mean() + factor * penalty


# %% regularised_loss | wrong | the list of weights is emptied while it is added up
def regularised_loss(p, labels, weights, factor):
    loss = -np.log(p[range(len(p)), labels]).mean()
    while weights:
        loss += factor * np.sum(np.square(weights.pop()))
    return loss


# %% shrink | right | square and multiply for the power
def shrink(w, learning_rate: float, factor: float, steps: int):
    base, power = 1.0 - 2.0 * learning_rate * factor, 1.0
    while steps:
        if steps % 2 == 1:
            power *= base
        base, steps = base * base, steps // 2
    return np.asarray(w).astype("float64") * power


# %% shrink | wrong | the sign is changed before anything is float
def shrink(w, learning_rate, factor, steps):
    back = -np.asarray(w)
    for _ in range(steps):
        back = back - learning_rate * 2.0 * factor * back
    return -back + 0.0


# %% shrink | wrong | the logarithm of the factor
import math


def shrink(w, learning_rate, factor, steps):
    base = 1 - 2 * learning_rate * factor
    size = math.exp(steps * math.log(abs(base)))
    sign = -1 if base < 0 and steps % 2 else 1
    return np.asarray(w, dtype=float) * sign * size


# %% shrink | wrong | the factor is kept between -1 and 1
def shrink(w, learning_rate, factor, steps):
    base = np.clip(1 - 2 * learning_rate * factor, -1.0, 1.0)
    return np.asarray(w, dtype="float64") * base**steps


# %% shrink | wrong | single weights and matrices only
def shrink(w, learning_rate, factor, steps):
    keep = (1 - 2 * learning_rate * factor) ** steps
    if np.ndim(w) == 0:
        return float(w) * keep
    return np.array([[float(v) * keep for v in row] for row in w])


# %% decay_step | wrong | does not call direction when all gradients are zero, although a direction with a memory moves on then
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    step = direction(gradient) if np.any(gradient) else np.zeros(gradient.shape)
    return w - learning_rate * step - learning_rate * weight_decay * w


# %% decay_step | wrong | gives direction a flat array instead of one of the gradient's shape, wrong for one that looks at rows or columns
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    step = np.reshape(direction(np.ravel(gradient)), w.shape)
    return w - learning_rate * (step + weight_decay * w)


# %% decay_step | wrong | writes the new weights into the array that direction was given, so a direction that remembers it finds weights there
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    buffer = gradient.copy()
    step = direction(buffer)
    buffer[...] = w - learning_rate * step - learning_rate * weight_decay * w
    return buffer


# %% decay_step | wrong | keeps the factor of the decay between minus one and one, so a rate times decay of three does not take the weights far enough across zero
def decay_step(w, gradient, direction, learning_rate, weight_decay):
    kept = np.clip(1 - learning_rate * weight_decay, -1, 1)
    return kept * w - learning_rate * direction(gradient)


# %% batch_norm | wrong | centres whole numbers as n x - sum in int32, which runs over for large numbers and many examples
def batch_norm(x, gamma, beta, epsilon=0.001):
    n = len(x)
    if x.dtype.kind in "iu":
        x = x.astype("int32")
        centred = (n * x - x.sum(axis=0, dtype="int32")) / n
    else:
        centred = x - x.mean(axis=0)
    variance = np.mean(centred**2, axis=0)
    return gamma * (centred / np.sqrt(variance + epsilon)) + beta


# %% running | wrong | keeps the averages in float32 and changes them in place if they are so already
def running(mean, variance, batch, momentum=0.99):
    mean = np.asarray(mean, dtype="float32")
    variance = np.asarray(variance, dtype="float32")
    mean *= momentum
    mean += (1 - momentum) * np.mean(batch, axis=0)
    variance *= momentum
    variance += (1 - momentum) * np.var(batch, axis=0)
    return mean, variance
