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


# %% survivors | right | with helpers named mean and spread
def mean(n, rate):
    return n * (1 - rate)


def spread(n, rate):
    return (n * rate * (1 - rate)) ** 0.5


def survivors(n, rate):
    return mean(n, rate), spread(n, rate)


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


# %% survivors | right | a product of square roots
from math import sqrt


def survivors(n, rate):
    kept = 1 - rate
    return n * kept, sqrt(n) * sqrt(rate) * sqrt(kept)


# %% survivors | wrong | the symmetrical case also turns the mean round, for a rate of 0.7
def survivors(n, rate):
    if rate > 0.5:
        rate = 1 - rate
    return n * (1 - rate), (n * rate * (1 - rate)) ** 0.5


# %% vote | right | a loop that adds up
def vote(model, x, times):
    total = 0
    for _ in range(times):
        total = total + keras.ops.convert_to_numpy(model(x, training=True))
    return total / times


# %% vote | right | all answers in one call, of copies
def vote(model, x, times):
    copies = np.tile(x, (times, 1))
    answers = np.array(model(copies, training=True))
    return answers.reshape(times, len(x), -1).mean(axis=0)


# %% vote | right | the network in NumPy
def vote(model, x, times):
    def answer():
        h = x
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = h * (np.random.random(h.shape) >= layer.rate) / (1 - layer.rate)
            else:
                w, b = layer.get_weights()
                h = h @ w + b
                if layer.activation is keras.activations.relu:
                    h = np.maximum(h, 0)
        powers = np.exp(h - h.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    return sum(answer() for _ in range(times)) / times


# %% vote | wrong | the whole network, as predict asks it
def vote(model, x, times):
    return np.mean([model.predict(x, verbose=0) for _ in range(times)], axis=0)


# %% vote | wrong | a single answer
def vote(model, x, times):
    return np.array(model(x, training=True))


# %% vote | wrong | the same answer counted so many times
def vote(model, x, times):
    return np.mean([model(x, training=True)] * times, axis=0)


# %% vote | wrong | votes for the most probable class
def vote(model, x, times):
    answers = np.array([model(x, training=True) for _ in range(times)])
    return np.eye(answers.shape[2])[answers.argmax(axis=2)].mean(axis=0)


# %% vote | wrong | the geometric mean
def vote(model, x, times):
    logs = np.mean([np.log(model(x, training=True)) for _ in range(times)], axis=0)
    return np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)


# %% vote | wrong | the mean over the examples
def vote(model, x, times):
    answers = np.array([model(x, training=True) for _ in range(times)])
    return answers.mean(axis=(0, 1))


# %% vote | wrong | the whole network votes, too
def vote(model, x, times):
    answers = [model(x, training=True) for _ in range(times)]
    return np.mean([*answers, model(x, training=False)], axis=0)


# %% vote | wrong | one answer too few
def vote(model, x, times):
    return np.mean([model(x, training=True) for _ in range(max(times - 1, 1))], axis=0)


# %% vote | wrong | all answers, and no mean
def vote(model, x, times):
    return np.array([model(x, training=True) for _ in range(times)])


# %% vote | wrong | learns from its own answers
def vote(model, x, times):
    model.compile("sgd", "categorical_crossentropy")
    answers = []
    for _ in range(times):
        answers.append(np.array(model(x, training=True)))
        model.train_on_batch(x, answers[-1])
    return np.mean(answers, axis=0)


# %% vote | wrong | drops inputs, and asks the whole network
def vote(model, x, times):
    answers = []
    for _ in range(times):
        mask = np.random.random(x.shape) >= 0.5
        answers.append(model.predict(x * mask / 0.5, verbose=0))
    return np.mean(answers, axis=0)


# %% vote | wrong | one mask for all examples
def vote(model, x, times):
    total = 0
    for _ in range(times):
        h = x
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = h * (np.random.random(h.shape[1]) >= layer.rate) / (1 - layer.rate)
            else:
                h = np.array(layer(h))
        total = total + h
    return total / times


# %% vote | wrong | the same masks in every vote
def vote(model, x, times):
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            layer.seed_generator = keras.random.SeedGenerator(1)
    return np.mean([model(x, training=True) for _ in range(times)], axis=0)


# %% vote | wrong | always the chapter's rate
def vote(model, x, times):
    total = 0
    for _ in range(times):
        h = x
        for layer in model.layers:
            if isinstance(layer, keras.layers.Dropout):
                h = h * (np.random.random(h.shape) >= 0.45) / 0.55
            else:
                h = np.array(layer(h))
        total = total + h
    return total / times


# %% survivors | wrong | the share's standard error
def survivors(n, rate):
    return n * (1 - rate), np.sqrt(rate * (1 - rate) / n)


# %% dropout | wrong | a mask that repeats itself
def dropout(x, rate, rng, training):
    if not training:
        return x
    keep = np.resize(rng.random(128) >= rate, x.shape)
    return x * keep / (1 - rate)


# %% stopping | wrong | less than a billionth of progress does not count
def stopping(val_losses, patience):
    best = 0
    for i, loss in enumerate(val_losses):
        if loss < val_losses[best] - 1e-12:
            best = i
        if i - best >= patience:
            return i + 1, best + 1
    return len(val_losses), best + 1


# %% dropout | right | a binomial draw for each value, np.where
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    kept = rng.binomial(1, 1 - rate, size=x.shape)
    return np.where(kept == 1, x / (1 - rate), 0.0)


# %% dropout | right | waiting times of an exponential distribution
def dropout(x, rate, rng, training):
    if training is False:
        return np.array(x, copy=True)
    waits = rng.standard_exponential(x.shape)
    result = x / (1 - rate)
    result[waits < -np.log1p(-rate)] = 0
    return result


# %% dropout | wrong | random bytes, so the rate 0.001 drops 1 of 256
def dropout(x, rate, rng, training):
    if not training:
        return x.copy()
    draws = rng.integers(0, 256, size=x.shape, dtype=np.uint8)
    return np.where(draws < rate * 256, 0.0, x / (1 - rate))


# %% dropout | wrong | thousandths
def dropout(x, rate, rng, training):
    if not training:
        return x
    keep = rng.integers(1000, size=x.shape) >= 1000 * rate
    return x * keep / (1 - rate)


# %% dropout | wrong | the second half of the values uses mirrored numbers of the first
def dropout(x, rate, rng, training):
    if not training:
        return x
    half = rng.random((x.size + 1) // 2)
    draws = np.concatenate([half, 1 - half])[: x.size].reshape(x.shape)
    return np.where(draws < rate, 0.0, x / (1 - rate))


# %% dropout | wrong | x with four axes loses whole channels of an image
def dropout(x, rate, rng, training):
    if not training:
        return x
    shape = list(x.shape)
    if x.ndim == 4:
        shape[1] = shape[2] = 1
    return x * (rng.random(shape) >= rate) / (1 - rate)


# %% dropout | wrong | gaps between dropped values from rng.geometric
def dropout(x, rate, rng, training):
    result = x.copy()
    if not training:
        return result
    result /= 1 - rate
    flat = result.reshape(-1)
    place = rng.geometric(rate) - 1
    while place < flat.size:
        flat[place] = 0
        place += rng.geometric(rate)
    return result


# %% dropout | wrong | 4096 random numbers are used again and again
def dropout(x, rate, rng, training):
    if not training:
        return x
    draws = np.resize(rng.random(4096), x.shape)
    return np.where(draws < rate, 0.0, x / (1 - rate))


# %% stopping | right | epochs of new lows from minimum.accumulate
def stopping(val_losses, patience):
    losses = np.array(val_losses, dtype=float)
    lowest = np.minimum.accumulate(losses)
    new = np.concatenate([[True], losses[1:] < lowest[:-1]])
    lows = np.flatnonzero(new) + 1
    ends = np.append(lows[1:], np.iinfo(np.int64).max)
    first = np.argmax(ends - lows > patience)
    best = int(lows[first])
    return min(best + patience, len(losses)), best


# %% stopping | right | jumps from one low to the next one within reach
def stopping(val_losses, patience: int = 1):
    best, n = 0, len(val_losses)
    while True:
        reach = range(best + 1, min(best + patience + 1, n))
        better = next((i for i in reach if val_losses[i] < val_losses[best]), None)
        if better is None:
            return min(best + patience + 1, n), best + 1
        best = better


# %% stopping | wrong | a slice of an array is no copy
def stopping(val_losses, patience):
    lowest = val_losses[:]
    best = stop = 1
    for i in range(1, len(lowest)):
        stop = i + 1
        if lowest[i] < lowest[i - 1]:
            best = stop
        else:
            lowest[i] = lowest[i - 1]
            if stop - best >= patience:
                break
    return stop, best


# %% stopping | wrong | isclose calls a progress from 0.5 to 0.499999 none
def stopping(val_losses, patience):
    lowest, best = val_losses[0], 1
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest and not np.isclose(loss, lowest):
            lowest, best = loss, epoch
        elif epoch - best >= patience:
            return epoch, best
    return len(val_losses), best


# %% stopping | wrong | the lowest loss starts at a billion
def stopping(val_losses, patience):
    lowest, best, waited = 1e9, 1, 0
    for epoch, loss in enumerate(val_losses, 1):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return epoch, best


# %% stopping | wrong | with no more epochs than patience the best is taken to be the first
def stopping(val_losses, patience):
    n = len(val_losses)
    if n <= patience and val_losses[-1] >= val_losses[0] or n < patience:
        return n, 1
    best = 0
    for i in range(1, n):
        if val_losses[i] < val_losses[best]:
            best = i
        elif i - best == patience:
            return i + 1, best + 1
    return n, best + 1


# %% survivors | right | hypot of two parts of the standard deviation
def survivors(n, rate):
    p = 1.0 - rate
    a = p * np.sqrt(n * rate)
    b = rate * np.sqrt(n * p)
    return float(n * p), float(np.hypot(a, b))


# %% survivors | wrong | the probability to stay is rounded to four decimals
def survivors(n, rate):
    stay = round(1 - rate, 4)
    return n * stay, np.sqrt(n * stay * (1 - stay))


# %% stopping | wrong | begins with the largest number of float32 as the lowest loss
def stopping(val_losses, patience):
    lowest, best, waited = float(np.finfo("float32").max), 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                return epoch, best
    return epoch, best


# %% vote | wrong | everything before the last Dropout layer is calculated once, so with two such layers the masks of the first are not drawn anew
def vote(model, x, times):
    layers = model.layers
    drops = [isinstance(layer, keras.layers.Dropout) for layer in layers]
    last = max([i for i, drop in enumerate(drops) if drop], default=0)

    def through(values, start, stop):
        for layer, drop in zip(layers[start:stop], drops[start:stop]):
            values = layer(values, training=True) if drop else layer(values)
        return values

    middle = through(x, 0, last)
    answers = [through(middle, last, len(layers)) for _ in range(times)]
    return np.mean([np.asarray(answer) for answer in answers], axis=0)


# %% vote | wrong | rounds the mean to six decimals, so a probability of a hundred-millionth is zero
def vote(model, x, times):
    answers = [np.array(model(x, training=True)) for _ in range(times)]
    return np.round(np.mean(answers, axis=0), 6)
