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
