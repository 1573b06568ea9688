# %% mean_and_std | right | the standard library
import statistics


def mean_and_std(accuracies):
    values = [float(a) for a in accuracies]
    return statistics.mean(values), statistics.stdev(values)


# %% mean_and_std | right | the formula, number by number
def mean_and_std(accuracies):
    n = len(accuracies)
    if n <= 1:
        raise ValueError(f"{n} accuracies are too few")
    total = 0
    for a in accuracies:
        total += a
    m = total / n
    squares = 0
    for a in accuracies:
        squares += (a - m) ** 2
    return [m, (squares / (n - 1)) ** 0.5]


# %% mean_and_std | right | an array, corrected by the factor n / (n - 1)
def mean_and_std(accuracies):
    a = np.array(accuracies, dtype=float)
    if a.size < 2:
        raise ValueError
    return np.array([a.mean(), np.sqrt(a.var() * a.size / (a.size - 1))])


# %% mean_and_std | right | distances with a norm
def mean_and_std(accuracies):
    if not len(accuracies) > 1:
        raise ValueError("too few")
    a = np.asarray(accuracies, dtype=float)
    m = sum(a.tolist()) / len(a)
    return m, np.linalg.norm(a - m) / (len(a) - 1) ** 0.5


# %% mean_and_std | wrong | divides by n
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return np.mean(accuracies), np.std(accuracies)


# %% mean_and_std | wrong | the variance
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return np.mean(accuracies), np.var(accuracies, ddof=1)


# %% mean_and_std | wrong | the standard error of the mean
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return np.mean(accuracies), np.std(accuracies, ddof=1) / np.sqrt(len(accuracies))


# %% mean_and_std | wrong | 0 for a single accuracy
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        return np.mean(accuracies), 0.0
    return np.mean(accuracies), np.std(accuracies, ddof=1)


# %% mean_and_std | wrong | no error for an empty list
def mean_and_std(accuracies):
    if len(accuracies) == 0:
        return 0.0, 0.0
    if len(accuracies) == 1:
        raise ValueError
    return np.mean(accuracies), np.std(accuracies, ddof=1)


# %% mean_and_std | wrong | refuses two accuracies
def mean_and_std(accuracies):
    if len(accuracies) <= 2:
        raise ValueError
    return np.mean(accuracies), np.std(accuracies, ddof=1)


# %% mean_and_std | wrong | crashes on a list
def mean_and_std(accuracies):
    if accuracies.size < 2:
        raise ValueError
    return accuracies.mean(), accuracies.std(ddof=1)


# %% mean_and_std | wrong | crashes on an array
def mean_and_std(accuracies):
    if not accuracies or len(accuracies) < 2:
        raise ValueError
    return np.mean(accuracies), np.std(accuracies, ddof=1)


# %% mean_and_std | wrong | rounded
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return round(float(np.mean(accuracies)), 2), round(float(np.std(accuracies, ddof=1)), 2)


# %% mean_and_std | wrong | equal accuracies counted once
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    different = np.unique(accuracies)
    return different.mean(), different.std(ddof=1) if len(different) > 1 else 0.0


# %% mean_and_std | wrong | always in percent
def mean_and_std(accuracies):
    a = np.array(accuracies)
    if len(a) < 2:
        raise ValueError
    if a.max() <= 1:
        a = 100 * a
    return a.mean(), a.std(ddof=1)


# %% mean_and_std | wrong | subtracts the mean in place
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    m = np.mean(accuracies)
    for i in range(len(accuracies)):
        accuracies[i] -= m
    return m, np.sqrt(np.sum(np.square(accuracies)) / (len(accuracies) - 1))


# %% mean_and_std | wrong | hard-codes the visible example
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return 98.4, 0.2


# %% mean_and_std | wrong | the variance as a difference of large numbers
def mean_and_std(accuracies):
    n = len(accuracies)
    if n < 2:
        raise ValueError
    a = np.array(accuracies, dtype=float)
    m = a.mean()
    variance = np.mean(a**2) - m**2
    return m, np.sqrt(max(variance, 0) * n / (n - 1))


# %% mean_and_std | wrong | the median
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return np.median(accuracies), np.std(accuracies, ddof=1)


# %% mean_and_std | wrong | rounded to six decimals
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return np.round(np.mean(accuracies), 6), np.round(np.std(accuracies, ddof=1), 6)


# %% mean_and_std | wrong | the mean absolute deviation
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    m = np.mean(accuracies)
    return m, np.sum(np.abs(np.array(accuracies) - m)) / (len(accuracies) - 1)


# %% mean_and_std | wrong | an error where all are equal
def mean_and_std(accuracies):
    if len(set(accuracies)) < 2:
        raise ValueError
    return np.mean(accuracies), np.std(accuracies, ddof=1)


# %% mean_and_std | wrong | zeros left out
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    a = [one for one in accuracies if one]
    return (np.mean(a), np.std(a, ddof=1)) if len(a) > 1 else (0.0, 0.0)


# %% mean_and_std | wrong | the standard deviation first
def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    return np.std(accuracies, ddof=1), np.mean(accuracies)


# %% mean_and_std | wrong | the mean from all calls
seen = []


def mean_and_std(accuracies):
    if len(accuracies) < 2:
        raise ValueError
    seen.extend(accuracies)
    return np.mean(seen), np.std(seen, ddof=1)


# %% interval | right | an array of two ends
def interval(accuracies, t, decimals):
    a = np.asarray(accuracies)
    s = a.std(ddof=1)
    r = 5 * 0.1 ** (decimals + 1)
    return a.mean() + np.array([-1, 1]) * (t * np.sqrt(s**2 + s**2 / a.size) + r)


# %% interval | right | no NumPy
def interval(accuracies, t, decimals):
    n = len(accuracies)
    m = sum(accuracies) / n
    variance = sum((a - m) ** 2 for a in accuracies) / (n - 1)
    half = t * (variance * (n + 1) / n) ** 0.5
    r = 1 / 10**decimals / 2
    return [m - half - r, m + half + r]


# %% interval | right | an upper end, mirrored, with a helper named mean_and_std
import statistics


def mean_and_std(values):
    return statistics.fmean(values), statistics.stdev(values)


def interval(accuracies, t, decimals):
    mean, std = mean_and_std([float(a) for a in accuracies])
    high = mean + t * std * np.sqrt(1 + 1 / len(accuracies)) + float(f"5e-{decimals + 1}")
    return 2 * mean - high, high


# %% interval | right | a loop, and ends that are added up
def interval(accuracies, t, decimals):
    unit = 1.0
    for _ in range(decimals):
        unit /= 10
    values = np.array(accuracies, dtype="float64")
    spread = np.sqrt(((values - values.mean()) ** 2).sum() / (values.size - 1) * (1 + 1 / values.size))
    return tuple(values.mean() + sign * (t * spread + unit / 2) for sign in (-1, 1))


# %% interval | wrong | of the mean, not of one more training
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s / np.sqrt(n) + 0.5 * 10**-decimals
    return m - half, m + half


# %% interval | wrong | without 1 / n
def interval(accuracies, t, decimals):
    m, s = np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s + 0.5 * 10**-decimals
    return m - half, m + half


# %% interval | wrong | without the square root
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * (1 + 1 / n) + 0.5 * 10**-decimals
    return m - half, m + half


# %% interval | wrong | divides by n in s
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return m - half, m + half


# %% interval | wrong | the rounding of the chapter
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.05
    return m - half, m + half


# %% interval | wrong | the t of the chapter
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    t = {3: 4.30, 5: 2.78}.get(n, 2)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return m - half, m + half


# %% interval | wrong | a whole unit of the last decimal
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 10**-decimals
    return m - half, m + half


# %% interval | wrong | no rounding for 0 decimals
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + (0.5 * 10**-decimals if decimals else 0)
    return m - half, m + half


# %% interval | wrong | cut off at 100
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return m - half, min(m + half, 100.0)


# %% interval | wrong | cut off at 0
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return max(m - half, 0.0), m + half


# %% interval | wrong | crashes on a list
def interval(accuracies, t, decimals):
    half = t * accuracies.std(ddof=1) * np.sqrt(1 + 1 / accuracies.size) + 0.5 * 10**-decimals
    return accuracies.mean() - half, accuracies.mean() + half


# %% interval | wrong | subtracts the mean in place
def interval(accuracies, t, decimals):
    n, m = len(accuracies), np.mean(accuracies)
    for i in range(n):
        accuracies[i] = accuracies[i] - m
    s = np.sqrt(np.sum(np.square(accuracies)) / (n - 1))
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return m - half, m + half


# %% interval | wrong | prints instead of returning
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    print(m - half, m + half)


# %% interval | wrong | decimals, at least one
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10 ** -(decimals or 1)
    return m - half, m + half


# %% interval | wrong | not a number where all are equal
def interval(accuracies, t, decimals):
    a = np.array(accuracies, dtype=float)
    n, m, s = len(a), a.mean(), a.std(ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals if s > 1e-9 else 0
    return m - half, m + half


# %% interval | wrong | rounded to the decimals
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return round(float(m - half), decimals), round(float(m + half), decimals)


# %% interval | wrong | rounded to six decimals
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return np.round([m - half, m + half], 6)


# %% interval | wrong | the variance as a difference of large numbers
def interval(accuracies, t, decimals):
    n, a = len(accuracies), np.array(accuracies, dtype=float)
    s = np.sqrt(max(np.mean(a**2) - a.mean() ** 2, 0) * n / (n - 1))
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return a.mean() - half, a.mean() + half


# %% interval | wrong | the upper end first
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = t * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return m + half, m - half


# %% interval | wrong | a t of at least 1
def interval(accuracies, t, decimals):
    n, m, s = len(accuracies), np.mean(accuracies), np.std(accuracies, ddof=1)
    half = max(t, 1) * s * np.sqrt(1 + 1 / n) + 0.5 * 10**-decimals
    return m - half, m + half


# %% interval | wrong | equal accuracies counted once
def interval(accuracies, t, decimals):
    a = np.unique(accuracies)
    s = a.std(ddof=1) if len(a) > 1 else 0.0
    half = t * s * np.sqrt(1 + 1 / len(accuracies)) + 0.5 * 10**-decimals
    return a.mean() - half, a.mean() + half


# %% choose | right | methods of arrays
def choose(validation, test):
    best = validation.mean(axis=1).argmax()
    return int(best), test.mean(axis=1)[best]


# %% choose | right | a loop that remembers the best
def choose(validation, test):
    best, highest = None, -1
    for i in range(len(validation)):
        mean = sum(validation[i]) / len(validation[i])
        if mean > highest:
            best, highest = i, mean
    return best, sum(test[best]) / len(test[best])


# %% choose | right | max with a key, sums for means
def choose(validation, test):
    best = max(range(len(validation)), key=lambda i: validation[i].sum())
    return [best, float(np.average(test[best]))]


# %% choose | right | pure Python, sorted
def choose(validation, test):
    sums = [sum(row) for row in validation.tolist()]
    first = sorted(range(len(sums)), key=lambda i: -sums[i])[0]
    row = test.tolist()[first]
    return first, sum(row) / len(row)


# %% choose | wrong | chooses by the test digits
def choose(validation, test):
    best = np.argmax(np.mean(test, axis=1))
    return best, np.mean(test[best])


# %% choose | wrong | reports the validation accuracy
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    return best, np.mean(validation[best])


# %% choose | wrong | reports the best test accuracy of all
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    return best, np.max(np.mean(test, axis=1))


# %% choose | wrong | the best single training
def choose(validation, test):
    best = np.argmax(np.max(validation, axis=1))
    return best, np.mean(test[best])


# %% choose | wrong | reports the best seed
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    return best, np.max(test[best])


# %% choose | wrong | chooses by validation and test together
def choose(validation, test):
    best = np.argmax(np.mean(validation + test, axis=1))
    return best, np.mean(test[best])


# %% choose | wrong | the wrong axis
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=0))
    return best, np.mean(test[:, best])


# %% choose | wrong | the median
def choose(validation, test):
    best = np.argmax(np.median(validation, axis=1))
    return best, np.mean(test[best])


# %% choose | wrong | the last of equally good ones
def choose(validation, test):
    best = np.argsort(np.mean(validation, axis=1), kind="stable")[-1]
    return best, np.mean(test[best])


# %% choose | wrong | all of equally good ones
def choose(validation, test):
    means = np.mean(validation, axis=1)
    best = np.flatnonzero(means == means.max())
    return best[0], np.mean(test[best])


# %% choose | wrong | a float for the number
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    return np.array([best, np.mean(test[best])])


# %% choose | wrong | the accuracies of all seeds
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    return best, test[best]


# %% choose | wrong | always in percent
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    reported = np.mean(test[best])
    return best, reported / 100 if reported > 1 else reported


# %% choose | wrong | sorts the seeds in place
def choose(validation, test):
    validation.sort(axis=1)
    best = np.argmax(np.mean(validation, axis=1))
    return best, np.mean(test[best])


# %% choose | wrong | sorts the test accuracies in place
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    test[best].sort()
    return best, np.mean(test[best])


# %% choose | wrong | nobody is good where all have zero
def choose(validation, test):
    best, highest = -1, 0
    for i, mean in enumerate(validation.mean(axis=1)):
        if mean > highest:
            best, highest = i, mean
    return best, np.mean(test[best])


# %% choose | wrong | a network is remembered only if its number is not zero
def choose(validation, test):
    means = validation.mean(axis=1)
    best = None
    for i, mean in enumerate(means):
        if not best or mean > means[best]:
            best = i
    return best, np.mean(test[best])


# %% choose | wrong | means rounded before they are compared
def choose(validation, test):
    best = np.argmax(np.round(np.mean(validation, axis=1), 3))
    return best, np.mean(test[best])


# %% choose | wrong | a report rounded to four decimals
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    return best, round(float(np.mean(test[best])), 4)


# %% choose | wrong | the number counted from one
def choose(validation, test):
    best = np.argmax(np.mean(validation, axis=1))
    return best + 1, np.mean(test[best])


# %% choose | wrong | of equally good ones, the best on the test digits
def choose(validation, test):
    means = list(zip(validation.mean(axis=1), test.mean(axis=1)))
    best = means.index(max(means))
    return best, means[best][1]


# %% choose | wrong | the worst seed decides
def choose(validation, test):
    best = np.argmax(np.min(validation, axis=1))
    return best, np.mean(test[best])


# %% choose | wrong | only the first seed
def choose(validation, test):
    best = np.argmax(validation[:, 0])
    return best, test[best, 0]


# %% choose | wrong | no axis left for a single seed
def choose(validation, test):
    validation, test = np.squeeze(validation), np.squeeze(test)
    best = np.argmax(np.mean(validation, axis=1))
    return best, np.mean(test[best])


# %% best_of | right | a loop over the repetitions
def best_of(networks, accuracy, digits, repetitions, rng):
    best = []
    for _ in range(repetitions):
        best.append(max(rng.binomial(digits, accuracy) for _ in range(networks)) / digits)
    return np.array(best)


# %% best_of | right | every digit on its own
def best_of(networks, accuracy, digits, repetitions, rng):
    best = np.zeros(repetitions)
    for i in range(repetitions):
        right = rng.random((networks, digits)) < accuracy
        best[i] = right.mean(axis=1).max()
    return best


# %% best_of | right | networks first, the fewest mistakes, a list
def best_of(networks, accuracy, digits, repetitions, rng):
    mistakes = rng.binomial(digits, 1 - accuracy, size=(networks, repetitions)).min(axis=0)
    return [1 - m / digits for m in mistakes]


# %% best_of | right | the best drawn from its own distribution
from math import lgamma, log


def best_of(networks, accuracy, digits, repetitions, rng):
    p = min(max(accuracy, 1e-15), 1 - 1e-15)
    logs = [
        lgamma(digits + 1) - lgamma(k + 1) - lgamma(digits - k + 1) + k * log(p) + (digits - k) * log(1 - p)
        for k in range(digits + 1)
    ]
    up_to = np.cumsum(np.exp(logs)) ** networks
    return np.searchsorted(up_to / up_to[-1], rng.random(repetitions)) / digits


# %% best_of | wrong | the mean of the networks
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks))
    return correct.mean(axis=1) / digits


# %% best_of | wrong | the wrong axis
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks))
    return correct.max(axis=0) / digits


# %% best_of | wrong | one repetition, repeated
def best_of(networks, accuracy, digits, repetitions, rng):
    return np.full(repetitions, rng.binomial(digits, accuracy, size=networks).max() / digits)


# %% best_of | wrong | how many, not what share
def best_of(networks, accuracy, digits, repetitions, rng):
    return rng.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1)


# %% best_of | wrong | the same luck for all networks
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = [rng.binomial(digits, accuracy, size=repetitions)] * networks
    return np.max(correct, axis=0) / digits


# %% best_of | wrong | a normal distribution, rounded to digits
def best_of(networks, accuracy, digits, repetitions, rng):
    spread = np.sqrt(accuracy * (1 - accuracy) * digits)
    correct = rng.normal(accuracy * digits, spread, size=(repetitions, networks))
    return np.clip(np.round(correct.max(axis=1)), 0, digits) / digits


# %% best_of | wrong | NumPy's global generator
def best_of(networks, accuracy, digits, repetitions, rng):
    return np.random.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1) / digits


# %% best_of | wrong | a copy of the generator
import copy


def best_of(networks, accuracy, digits, repetitions, rng):
    rng = copy.deepcopy(rng)
    return rng.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1) / digits


# %% best_of | wrong | always eighteen networks
def best_of(networks, accuracy, digits, repetitions, rng):
    return rng.binomial(digits, accuracy, size=(repetitions, 18)).max(axis=1) / digits


# %% best_of | wrong | one network too few
def best_of(networks, accuracy, digits, repetitions, rng):
    best = np.zeros(repetitions)
    for _ in range(1, networks):
        best = np.maximum(best, rng.binomial(digits, accuracy, repetitions) / digits)
    return best


# %% best_of | wrong | sorted
def best_of(networks, accuracy, digits, repetitions, rng):
    best = rng.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1) / digits
    return np.sort(best)


# %% best_of | wrong | no axis left for a single repetition
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks))
    return np.squeeze(correct.max(axis=1) / digits)


# %% best_of | wrong | rounded to tenths of a percent
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks))
    return np.round(correct.max(axis=1) / digits, 3)


# %% best_of | wrong | forgets return
def best_of(networks, accuracy, digits, repetitions, rng):
    rng.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1) / digits


# %% best_of | right | generators made from numbers of the generator
def best_of(networks, accuracy, digits, repetitions, rng):
    others = [np.random.default_rng(rng.integers(2**62)) for _ in range(networks)]
    shares = [other.binomial(digits, accuracy, repetitions) / digits for other in others]
    return np.max(shares, axis=0)


# %% best_of | wrong | the standard library's random numbers
import random


def best_of(networks, accuracy, digits, repetitions, rng):
    best = []
    for _ in range(repetitions):
        counts = [sum(random.random() < accuracy for _ in range(digits)) for _ in range(networks)]
        best.append(max(counts) / digits)
    return np.array(best)


# %% best_of | wrong | a generator of its own
def best_of(networks, accuracy, digits, repetitions, rng):
    rng = np.random.default_rng(0)
    return rng.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1) / digits


# %% best_of | wrong | NumPy's global generator, with a seed from the generator
def best_of(networks, accuracy, digits, repetitions, rng):
    np.random.seed(rng.integers(2**31))
    return np.random.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1) / digits


# %% best_of | wrong | at least one digit is right
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1)
    return np.maximum(correct, 1) / digits


# %% best_of | wrong | a digit too few
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits - 1, accuracy, size=(repetitions, networks)).max(axis=1)
    return correct / digits


# %% best_of | wrong | the same digits are hard for all networks
def best_of(networks, accuracy, digits, repetitions, rng):
    easy = rng.random((repetitions, 1, digits)) < accuracy
    shares = np.repeat(easy, networks, axis=1).mean(axis=2)
    return shares.max(axis=1)


# %% best_of | wrong | counts in a byte
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks)).astype("uint8")
    return correct.max(axis=1) / digits


# %% best_of | wrong | each pair of repetitions shares its luck
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions // 2 + 1, networks)).max(axis=1)
    return np.repeat(correct, 2)[:repetitions] / digits


# %% best_of | wrong | a second axis
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks))
    return correct.max(axis=1, keepdims=True) / digits


# %% best_of | wrong | rounded to six decimals
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks))
    return np.round(correct.max(axis=1) / digits, 6)
