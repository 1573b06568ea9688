# %% penalty | right | one long vector
def penalty(weights, l1, l2):
    if not weights:
        return 0.0
    values = np.concatenate([np.ravel(w) for w in weights])
    return l1 * np.linalg.norm(values, 1) + l2 * values @ values


# %% penalty | right | a loop over arrays
def penalty(weights, l1, l2):
    total = 0.0
    for w in weights:
        total += l1 * np.abs(w).sum() + l2 * np.square(w).sum()
    return float(total)


# %% penalty | right | a loop over values
def penalty(weights, l1, l2):
    values = [value for w in weights for value in w.flatten().tolist()]
    return sum(l1 * abs(value) + l2 * value * value for value in values)


# %% penalty | wrong | only the first array
def penalty(weights, l1, l2):
    if not weights:
        return 0.0
    w = weights[0]
    return l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2)


# %% penalty | wrong | only matrices, no biases
def penalty(weights, l1, l2):
    total = 0.0
    for w in weights:
        if w.ndim == 2:
            total += l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2)
    return total


# %% penalty | wrong | the last array overwrites the others
def penalty(weights, l1, l2):
    total = 0.0
    for w in weights:
        total = l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2)
    return total


# %% penalty | wrong | all arrays in one array of equal shapes
def penalty(weights, l1, l2):
    w = np.array(weights)
    return l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2)


# %% penalty | wrong | changes the weights
def penalty(weights, l1, l2):
    total = 0.0
    for w in weights:
        total += l1 * np.sum(np.abs(w))
        w *= w
        total += l2 * np.sum(w)
    return total


# %% penalty | wrong | no absolute values
def penalty(weights, l1, l2):
    return sum(l1 * np.sum(w) + l2 * np.sum(w**2) for w in weights)


# %% penalty | wrong | the square of the sum
def penalty(weights, l1, l2):
    return sum(l1 * np.sum(np.abs(w)) + l2 * np.sum(w) ** 2 for w in weights)


# %% penalty | wrong | the root of the sum of squares
def penalty(weights, l1, l2):
    return sum(l1 * np.sum(np.abs(w)) + l2 * np.linalg.norm(w) for w in weights)


# %% penalty | wrong | the mean for the sum
def penalty(weights, l1, l2):
    return sum(l1 * np.mean(np.abs(w)) + l2 * np.mean(w**2) for w in weights)


# %% penalty | wrong | l1 and l2 swapped
def penalty(weights, l1, l2):
    return sum(l2 * np.sum(np.abs(w)) + l1 * np.sum(w**2) for w in weights)


# %% penalty | wrong | a penalty for each array
def penalty(weights, l1, l2):
    return np.array([l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2) for w in weights])


# %% penalty | wrong | sums rows only
def penalty(weights, l1, l2):
    return sum(l1 * sum(abs(w)) + l2 * sum(w**2) for w in weights)


# %% dropout | right | a copy with zeros in it
def dropout(x, rate, rng, training):
    result = np.array(x, dtype=float)
    if training:
        result[rng.uniform(size=result.shape) < rate] = 0
        result /= 1 - rate
    return result


# %% dropout | right | chooses the factors
def dropout(x, rate, rng, training):
    if training:
        factors = rng.choice([0, 1 / (1 - rate)], size=x.shape, p=[rate, 1 - rate])
        return x * factors
    return x.copy()


# %% dropout | right | one coin for each value, in a loop
def dropout(x, rate, rng, training):
    if not training:
        return x
    values = [value / (1 - rate) if rng.binomial(1, 1 - rate) else 0.0 for value in np.ravel(x)]
    return np.reshape(values, np.shape(x))


# %% dropout | right | in float32
def dropout(x, rate, rng, training):
    x = x.astype("float32")
    if not training:
        return x
    return np.where(rng.random(x.shape) < rate, 0, x / (1 - rate))


# %% dropout | wrong | the survivors are not scaled
def dropout(x, rate, rng, training):
    if not training:
        return x
    return x * (rng.random(x.shape) >= rate)


# %% dropout | wrong | scaled when predicting instead
def dropout(x, rate, rng, training):
    if not training:
        return x * (1 - rate)
    return x * (rng.random(x.shape) >= rate)


# %% dropout | wrong | drops when predicting too
def dropout(x, rate, rng, training):
    return x * (rng.random(x.shape) >= rate) / (1 - rate)


# %% dropout | wrong | training and predicting swapped
def dropout(x, rate, rng, training):
    if training:
        return x
    return x * (rng.random(x.shape) >= rate) / (1 - rate)


# %% dropout | wrong | drops exactly the share
def dropout(x, rate, rng, training):
    if not training:
        return x
    result = np.ravel(x) / (1 - rate)
    result[rng.permutation(x.size)[: round(rate * x.size)]] = 0
    return result.reshape(x.shape)


# %% dropout | wrong | draws places with replacement
def dropout(x, rate, rng, training):
    if not training:
        return x
    result = x.flatten() / (1 - rate)
    result[rng.integers(0, x.size, size=int(rate * x.size))] = 0
    return result.reshape(x.shape)


# %% dropout | wrong | the rate is taken for the share kept
def dropout(x, rate, rng, training):
    if not training:
        return x
    return x * (rng.random(x.shape) < rate) / (1 - rate)


# %% dropout | wrong | kept with the rate and scaled by it
def dropout(x, rate, rng, training):
    if not training or rate == 0:
        return x
    return x * (rng.random(x.shape) < rate) / rate


# %% dropout | wrong | one mask for the whole mini-batch
def dropout(x, rate, rng, training):
    if not training:
        return x
    return x * (rng.random(x.shape[-1]) >= rate) / (1 - rate)


# %% dropout | wrong | whole examples are dropped
def dropout(x, rate, rng, training):
    if not training:
        return x
    mask = rng.random(len(x)) >= rate
    return (x.T * mask).T / (1 - rate)


# %% dropout | wrong | divides by the share that happened to survive
def dropout(x, rate, rng, training):
    if not training:
        return x
    mask = rng.random(x.shape) >= rate
    return x * mask / mask.mean()


# %% dropout | wrong | normal random numbers
def dropout(x, rate, rng, training):
    if not training:
        return x
    return x * (rng.normal(size=x.shape) >= rate) / (1 - rate)


# %% dropout | wrong | changes its input
def dropout(x, rate, rng, training):
    if training:
        x[rng.random(x.shape) < rate] = 0
        x /= 1 - rate
    return x


# %% dropout | wrong | NumPy's global random numbers
def dropout(x, rate, rng, training):
    if not training:
        return x
    return x * (np.random.rand(*x.shape) >= rate) / (1 - rate)


# %% dropout | wrong | a generator of its own, the same mask each time
def dropout(x, rate, rng, training):
    if not training:
        return x
    rng = np.random.default_rng(42)
    return x * (rng.random(x.shape) >= rate) / (1 - rate)


# %% stopping | right | waits and counts
def stopping(val_losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                return epoch, best
    return len(val_losses), best


# %% stopping | right | running minimum
def stopping(val_losses, patience):
    losses = np.asarray(val_losses, dtype=float)
    lowest = np.minimum.accumulate(losses)
    first = 1 + np.array([list(lowest).index(value) for value in lowest])
    epochs = np.arange(1, len(losses) + 1)
    ends = np.flatnonzero(epochs - first >= patience)
    stop = ends[0] if len(ends) else len(losses) - 1
    return np.array([epochs[stop], first[stop]])


# %% stopping | right | while
def stopping(val_losses, patience):
    stop = best = 1
    while stop < len(val_losses) and stop - best < patience:
        stop += 1
        if val_losses[stop - 1] < val_losses[best - 1]:
            best = stop
    return stop, best


# %% stopping | wrong | best over all losses, also later ones
def stopping(val_losses, patience):
    best = 1 + int(np.argmin(val_losses))
    for stop in range(1, len(val_losses) + 1):
        if stop - (1 + np.argmin(val_losses[:stop])) >= patience:
            return stop, best
    return len(val_losses), best


# %% stopping | wrong | from the lowest of all losses onwards
def stopping(val_losses, patience):
    best = 1 + int(np.argmin(val_losses))
    return min(best + patience, len(val_losses)), best


# %% stopping | wrong | an equal loss counts as progress
def stopping(val_losses, patience):
    lowest, best = float("inf"), 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss <= lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses), best


# %% stopping | wrong | compares with the epoch before
def stopping(val_losses, patience):
    waited = 0
    for stop in range(1, len(val_losses) + 1):
        if stop > 1 and val_losses[stop - 1] >= val_losses[stop - 2]:
            waited += 1
        else:
            waited = 0
        if waited == patience:
            break
    return stop, 1 + int(np.argmin(val_losses[:stop]))


# %% stopping | wrong | never starts counting again
def stopping(val_losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best = loss, epoch
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(val_losses), best


# %% stopping | wrong | one epoch too patient
def stopping(val_losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
        if waited > patience:
            return epoch, best
    return len(val_losses), best


# %% stopping | wrong | counted from 0
def stopping(val_losses, patience):
    for stop in range(len(val_losses)):
        best = int(np.argmin(val_losses[: stop + 1]))
        if stop - best >= patience:
            break
    return stop, best


# %% stopping | wrong | believes that losses are below 1
def stopping(val_losses, patience):
    lowest, best = 1.0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses), best


# %% stopping | wrong | nothing if it never stops
def stopping(val_losses, patience):
    lowest, best = float("inf"), 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return epoch, best


# %% stopping | wrong | the stopping epoch is called the best
def stopping(val_losses, patience):
    lowest, best = float("inf"), 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return epoch, epoch
    return len(val_losses), len(val_losses)


# %% stopping | wrong | the last of equal losses is the best
def stopping(val_losses, patience):
    for stop in range(1, len(val_losses) + 1):
        losses = np.asarray(val_losses[:stop])
        if stop - (1 + np.argmin(losses)) >= patience:
            break
    return stop, 1 + int(np.flatnonzero(losses == losses.min())[-1])


# %% stopping | wrong | empties its input
def stopping(val_losses, patience):
    losses = val_losses if isinstance(val_losses, list) else list(val_losses)
    lowest, best, epoch = float("inf"), 0, 0
    while losses:
        epoch += 1
        loss = losses.pop(0)
        if loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            break
    return epoch, best


# %% dropout | wrong | the rate rounded to tenths
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    keep = rng.integers(0, 10, size=x.shape) >= 10 * rate
    return x * keep / (1 - rate)


# %% dropout | wrong | one throw for the whole last axis of three
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    shape = x.shape if x.ndim < 3 else x.shape[:-1] + (1,)
    return x * (rng.random(shape) >= rate) / (1 - rate)


# %% stopping | wrong | starts from a loss of 1000
def stopping(val_losses, patience):
    lowest, best, wait = 1000, 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, best
    return len(val_losses), best


# %% stopping | wrong | a small progress does not count
def stopping(val_losses, patience):
    lowest, best, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest - 1e-3:
            lowest, best, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, best
    return len(val_losses), best


# %% penalty | right | with a helper named cost
def cost(w, l1, l2):
    return l1 * np.abs(w).sum() + l2 * np.square(w).sum()


def penalty(weights, l1, l2):
    return sum(cost(w, l1, l2) for w in weights)


# %% penalty | wrong | equal arrays count once
def penalty(weights, l1, l2):
    arrays = {w.tobytes(): w for w in weights}.values()
    return sum(l1 * np.abs(w).sum() + l2 * np.square(w).sum() for w in arrays)


# %% penalty | wrong | rounded to six decimals
def penalty(weights, l1, l2):
    return round(float(sum(l1 * np.abs(w).sum() + l2 * np.square(w).sum() for w in weights)), 6)


# %% penalty | wrong | products with itself, for one axis
def penalty(weights, l1, l2):
    return sum(l1 * np.abs(w).sum() + l2 * np.trace(np.atleast_2d(w) @ np.atleast_2d(w)) for w in weights)


# %% penalty | wrong | a factor of zero is taken for none given
def penalty(weights, l1, l2):
    l1, l2 = l1 or 0.01, l2 or 0.01
    return sum(l1 * np.abs(w).sum() + l2 * np.square(w).sum() for w in weights)


# %% dropout | right | coins, and a plain list
def dropout(x, rate, rng, training):
    if not training:
        return x.tolist()
    return (x * rng.binomial(1, 1 - rate, x.shape) / (1 - rate)).tolist()


# %% dropout | right | survivors put into zeros
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    alive = rng.random(x.shape) < 1 - rate
    result = np.zeros_like(x)
    result[alive] = x[alive] / (1 - rate)
    return result


# %% dropout | wrong | a mask for each shape, kept between calls
masks = {}


def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    if x.shape not in masks:
        masks[x.shape] = rng.random(x.shape)
    return x * (masks[x.shape] >= rate) / (1 - rate)


# %% dropout | wrong | neighbours drop in pairs
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    coins = np.repeat(rng.random((x.size + 1) // 2), 2)[: x.size]
    return x * (coins.reshape(x.shape) >= rate) / (1 - rate)


# %% dropout | wrong | axes of length one are lost
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    return np.squeeze(x * (rng.random(x.shape) >= rate) / (1 - rate))


# %% dropout | wrong | random numbers in hundredths
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    return x * (rng.integers(0, 100, x.shape) >= 100 * rate) / (1 - rate)


# %% dropout | wrong | rounded to six decimals
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    return np.round(x * (rng.random(x.shape) >= rate) / (1 - rate), 6)


# %% dropout | wrong | NumPy's global random numbers, seeded by rng
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    np.random.seed(int(rng.integers(2**31)))
    return x * (np.random.random(x.shape) >= rate) / (1 - rate)


# %% stopping | right | one pass over pairs, a list as answer
def stopping(val_losses, patience):
    best = 0
    for i, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = i
        elif i - best == patience:
            break
    return [i + 1, best + 1]


# %% stopping | wrong | a loss of zero is taken for none
def stopping(val_losses, patience):
    lowest, best = None, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if not lowest or loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses), best


# %% stopping | wrong | floats
def stopping(val_losses, patience):
    for stop in range(1, len(val_losses) + 1):
        best = np.argmin(val_losses[:stop]) + 1.0
        if stop - best >= patience:
            break
    return float(stop), best


# %% stopping | wrong | losses in float16
def stopping(val_losses, patience):
    losses = np.asarray(val_losses, dtype="float16")
    for stop in range(1, len(losses) + 1):
        best = 1 + int(losses[:stop].argmin())
        if stop - best >= patience:
            break
    return stop, best
