# %% pooled | right | weighted variances
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | right | plain Python
def pooled(groups):
    squares, freedom = 0.0, 0
    for group in groups:
        mean = sum(float(a) for a in group) / len(group)
        for a in group:
            squares += (float(a) - mean) ** 2
        freedom += len(group) - 1
    if freedom == 0:
        raise ValueError
    return (squares / freedom) ** 0.5, freedom


# %% pooled | right | the statistics module, whose own error is a ValueError
import statistics


def pooled(groups):
    several = [[float(a) for a in group] for group in groups if len(group) >= 2]
    shares = [v for group in several for v in [statistics.variance(group)] * (len(group) - 1)]
    return [statistics.fmean(shares) ** 0.5, len(shares)]


# %% pooled | right | all deviations in one array
def pooled(groups):
    deviations = [np.asarray(g, "float64") - np.mean(g) for g in groups]
    n = sum(map(len, deviations)) - len(groups)
    if n < 1:
        raise ValueError(f"{n} degrees of freedom")
    return np.linalg.norm(np.concatenate(deviations)) / np.sqrt(n), int(n)


# %% pooled | wrong | the plain mean of the variances
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.mean(variances)), np.sum(freedom)


# %% pooled | wrong | weighted by the number of trainings
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum((freedom + 1) * variances) / np.sum(freedom + 1)), np.sum(freedom)


# %% pooled | wrong | the mean of the standard deviations
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sum(freedom * np.sqrt(variances)) / np.sum(freedom), np.sum(freedom)


# %% pooled | wrong | divides each by n
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | all trainings in one heap
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.std(np.concatenate(groups), ddof=1), np.sum(freedom)


# %% pooled | wrong | the variance
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sum(freedom * variances) / np.sum(freedom), np.sum(freedom)


# %% pooled | wrong | one mean for all groups, the degrees of each
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array(
        [np.sum((group - np.mean(np.concatenate(groups))) ** 2) / (len(group) - 1) for group in groups]
    )
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | a single training counts as one degree
def pooled(groups):
    single = sum(len(group) == 1 for group in groups)
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / (np.sum(freedom) + single)), np.sum(freedom) + single


# %% pooled | wrong | a single training gives nan
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups]
    if not groups or max(map(len, groups)) < 2:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | degrees of freedom as a float
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), float(np.sum(freedom))


# %% pooled | wrong | as many degrees as trainings
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom + 1)


# %% pooled | wrong | one degree less than trainings, over all groups
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / (np.sum(freedom + 1) - 1)), np.sum(freedom + 1) - 1


# %% pooled | wrong | no error where nothing is known
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        return 0.0, 0
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | an error as soon as one group is single
def pooled(groups):
    if min(map(len, groups), default=0) < 2:
        raise ValueError
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | equal groups counted once
def pooled(groups):
    groups = [np.array(g) for g in {tuple(map(float, group)) for group in groups} if len(g) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | equal trainings counted once
def pooled(groups):
    groups = [np.unique(group) for group in groups if len(np.unique(group)) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | rounded to six decimals
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return round(float(np.sqrt(np.sum(freedom * variances) / np.sum(freedom))), 6), np.sum(freedom)


# %% pooled | wrong | mean of the squares less the square of the mean
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array(
        [(np.sum(group**2) - len(group) * np.mean(group) ** 2) / (len(group) - 1) for group in groups]
    )
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | takes off the means in place
def pooled(groups):
    groups = [np.asarray(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    for group in groups:
        group -= group.mean()
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | bytes run over
def pooled(groups):
    groups = [np.array(group) for group in groups if len(group) > 1]
    if not groups:
        raise ValueError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array(
        [
            np.sum((group - np.round(group.mean()).astype(group.dtype)) ** 2) / (len(group) - 1)
            for group in groups
        ]
    )
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% pooled | wrong | an ArithmeticError
def pooled(groups):
    groups = [np.array(group, dtype=float) for group in groups if len(group) > 1]
    if not groups:
        raise ArithmeticError("too few trainings")
    freedom = np.array([len(group) - 1 for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups])
    return np.sqrt(np.sum(freedom * variances) / np.sum(freedom)), np.sum(freedom)


# %% verdict | right | where in where
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | right | texts long enough, then masks
def verdict(d, narrow, wide):
    d, narrow, wide = np.asarray(d), np.asarray(narrow), np.asarray(wide)
    result = np.full(d.shape, "cannot tell", dtype="<U12")
    result[(np.abs(d) <= narrow) & (narrow <= 0.5)] = "fits"
    result[np.abs(d) > wide] = "does not fit"
    return result if d.ndim else result.item()


# %% verdict | right | one by one, with lists
def verdict(d, narrow, wide):
    if np.ndim(d):
        return [verdict(*place) for place in zip(d, narrow, wide)]
    if -narrow <= d <= narrow and not narrow > 0.5:
        return "fits"
    return "cannot tell" if -wide <= d <= wide else "does not fit"


# %% verdict | right | vectorize
def one(d, narrow, wide):
    return "does not fit" if abs(d) > wide else "fits" if abs(d) <= narrow <= 0.5 else "cannot tell"


verdict = np.vectorize(one, otypes=["<U12"])


# %% verdict | right | select
def verdict(d, narrow, wide):
    away = np.maximum(d, np.negative(d))
    conditions = [away > wide, np.logical_and(away <= narrow, np.less_equal(narrow, 0.5))]
    return np.select(conditions, ["does not fit", "fits"], "cannot tell")


# %% verdict | wrong | for numbers only
def verdict(d, narrow, wide):
    if abs(d) <= narrow and narrow <= 0.5:
        return "fits"
    return "does not fit" if abs(d) > wide else "cannot tell"


# %% verdict | wrong | for arrays only
def verdict(d, narrow, wide):
    np.shape(d)[0]
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | without the sign of what lies below
def verdict(d, narrow, wide):
    near = (d <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | nothing below is refuted
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(d > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | any width fits
def verdict(d, narrow, wide):
    near = np.abs(d) <= narrow
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | less than half a point
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow < 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | the wide width counts for praise
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (wide <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | the end of the narrow width lies outside
def verdict(d, narrow, wide):
    near = (np.abs(d) < narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | the end of the wide width lies outside
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) >= wide, "does not fit", "cannot tell"))


# %% verdict | wrong | whoever does not fit is refuted
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > narrow, "does not fit", "cannot tell"))


# %% verdict | wrong | too wide for praise is refuted
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(
        near, "fits", np.where((np.abs(d) > wide) | (narrow > 0.5), "does not fit", "cannot tell")
    )


# %% verdict | wrong | too wide to be refuted
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(
        near, "fits", np.where((np.abs(d) > wide) & (narrow <= 0.5), "does not fit", "cannot tell")
    )


# %% verdict | wrong | texts cut off
def verdict(d, narrow, wide):
    result = np.full(np.shape(d), "fits")
    result[np.abs(d) > narrow] = "cannot tell"
    result[(narrow > 0.5) & (np.abs(d) <= wide)] = "cannot tell"
    result[np.abs(d) > wide] = "does not fit"
    return result


# %% verdict | wrong | an array of one axis for a number
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.atleast_1d(np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell")))


# %% verdict | wrong | flat
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.ravel(
        np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))
    ).tolist()


# %% verdict | wrong | the sign taken off d in place
def verdict(d, narrow, wide):
    d = np.asarray(d)
    np.abs(d, out=d)
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | one verdict for all
def verdict(d, narrow, wide):
    d, narrow, wide = np.max(np.abs(d)), np.min(narrow), np.max(wide)
    near = (np.abs(d) <= narrow) & (narrow <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | a limit of half a per cent
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (narrow <= 0.005)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


# %% verdict | wrong | the largest width decides for all
def verdict(d, narrow, wide):
    near = (np.abs(d) <= narrow) & (np.max(narrow) <= 0.5)
    return np.where(near, "fits", np.where(np.abs(d) > wide, "does not fit", "cannot tell"))


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


# %% best_of | wrong | at most a thousand repetitions, repeated
def best_of(networks, accuracy, digits, repetitions, rng):
    best = rng.binomial(digits, accuracy, size=(min(repetitions, 1000), networks)).max(axis=1)
    return np.resize(best / digits, repetitions)


# %% best_of | wrong | counts in two bytes
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=(repetitions, networks)).astype("uint16")
    return correct.max(axis=1) / digits


# %% best_of | wrong | another generator, with one of a hundred seeds
def best_of(networks, accuracy, digits, repetitions, rng):
    other = np.random.default_rng(rng.integers(100))
    return other.binomial(digits, accuracy, size=(repetitions, networks)).max(axis=1) / digits


# %% best_of | wrong | each digit is a whole number below 100 compared with the percent, so that an accuracy of 0.985 acts like 0.99
def best_of(networks, accuracy, digits, repetitions, rng):
    percent = 100 * accuracy
    best = np.zeros(repetitions)
    for i in range(repetitions):
        for _ in range(networks):
            right = np.sum(rng.integers(0, 100, size=digits) < percent)
            best[i] = max(best[i], right / digits)
    return best


# %% pooled | wrong | shifts all by the very first training and then takes mean of squares less square of mean
def pooled(groups):
    squares, freedom = 0.0, 0
    for group in groups:
        shifted = np.array(group, dtype=float) - float(groups[0][0])
        n = len(shifted)
        squares += max(np.sum(shifted**2) - n * np.mean(shifted) ** 2, 0.0)
        freedom += n - 1
    if freedom == 0:
        raise ValueError("a single training says nothing")
    return np.sqrt(squares / freedom), freedom


# %% pooled | wrong | the standard deviation is rounded to ten decimals, which shows for trainings as close as 98.5 and 98.50000001
def pooled(groups):
    freedoms = [len(group) - 1 for group in groups]
    if sum(freedoms) == 0:
        raise ValueError("no degrees of freedom")
    variance = 0
    for group, freedom in zip(groups, freedoms):
        if freedom > 0:
            variance += np.var(np.array(group, float), ddof=1) * freedom
    return round(float(np.sqrt(variance / sum(freedoms))), 10), sum(freedoms)


# %% verdict | wrong | takes only int and float for numbers, so np.float32 or np.int64 give an array of one text
def verdict(d, narrow, wide):
    single = isinstance(d, (int, float))
    d, narrow, wide = (np.atleast_1d(one) for one in (d, narrow, wide))
    answer = np.full(d.shape, "cannot tell", dtype="U12")
    answer[np.abs(d) > wide] = "does not fit"
    answer[(np.abs(d) <= narrow) & (narrow <= 0.5)] = "fits"
    return str(answer[0]) if single else answer


# %% verdict | wrong | the ends of the widths are compared with np.isclose, so that 0.300001 still lies within 0.3
def verdict(d, narrow, wide):
    away = np.abs(d)
    within = (away < narrow) | np.isclose(away, narrow)
    outside = (away > wide) & ~np.isclose(away, wide)
    good = within & (np.asarray(narrow) <= 0.5)
    answer = np.where(outside, "does not fit", np.where(good, "fits", "cannot tell"))
    return answer if answer.ndim else str(answer)


# %% verdict | wrong | np.nditer goes through the memory and not along the rows
def verdict(d, narrow, wide):
    texts = []
    for a, n, w in np.nditer([d, narrow, wide]):
        if abs(float(a)) > w:
            texts.append("does not fit")
        elif abs(float(a)) <= n <= 0.5:
            texts.append("fits")
        else:
            texts.append("cannot tell")
    if np.ndim(d) == 0:
        return texts[0]
    return np.array(texts).reshape(np.shape(d))


# %% verdict | wrong | arrays are copied into one array of the dtype of d
def verdict(d, narrow, wide):
    if np.ndim(d) == 0:
        d, narrow, wide = float(d), float(narrow), float(wide)
        fits = abs(d) <= narrow and narrow <= 0.5
        return "fits" if fits else "does not fit" if abs(d) > wide else "cannot tell"
    all_three = np.empty((3, *d.shape), dtype=d.dtype)
    all_three[0], all_three[1], all_three[2] = d, narrow, wide
    away = abs(all_three[0])
    conditions = [
        (away <= all_three[1]) & (all_three[1] <= 0.5),
        away > all_three[2],
    ]
    return np.select(conditions, ["fits", "does not fit"], "cannot tell")


# %% best_of | wrong | a sliding window over the networks
def best_of(networks, accuracy, digits, repetitions, rng):
    correct = rng.binomial(digits, accuracy, size=repetitions + networks - 1)
    return np.lib.stride_tricks.sliding_window_view(correct, networks).max(axis=1) / digits
