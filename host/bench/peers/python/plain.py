# SPDX-License-Identifier: MIT
"""Plain Python: a function for a row, in a loop and in a pool of processes, as the tutorial's readers do it.

The functions stand here by name, since a pool's processes find them by theirs.
"""
import math

from .table import Form, Unable, add


def count(row, low, high):
    found = 0
    for value in row:
        if low <= value <= high:
            found += 1
    return found


def count_between(row):
    """Of one argument, as map wants it; its bounds are set in every process of the pool."""
    return count(row, *BOUNDS)


def count_numbered(index, row, low, high):
    return index, count(row, low, high)


BOUNDS = (4, 8)


def set_bounds(low, high):
    global BOUNDS
    BOUNDS = (low, high)


def minmax(row):
    low = min(row)
    span = max(row) - low
    return [(value - low) / span if span else 0.0 for value in row]


def zscore(row, ddof):
    middle = mean(row)
    spread = std(row, ddof)
    return [(value - middle) / spread if spread else 0.0 for value in row]


def divided(row, size):
    return [value / size if size else 0.0 for value in row]


def l1(row):
    return divided(row, sum(abs(value) for value in row))


def l2(row):
    return divided(row, hypot(row))


def scaled_to_max(row):
    return divided(row, max(abs(value) for value in row))


def hypot(row):
    return math.sqrt(sumsq(row))


def hypot_of_frame_row(row):
    """Of a row of DataFrame.itertuples: the first item is the index."""
    return math.sqrt(sum(value * value for value in row[1:]))


def sumsq(row):
    return sum(value * value for value in row)


def sumsq_of_frame_column(column):
    """Of a column of DataFrame.items: a name and a Series."""
    return sum(value * value for value in column[1])


def mean(row):
    return sum(row) / len(row)


def var(row, ddof):
    middle = mean(row)
    return sum((value - middle) ** 2 for value in row) / (len(row) - ddof)


def std(row, ddof):
    return math.sqrt(var(row, ddof))


def common(left, right):
    """Each once, in the order of the first."""
    others = set(right)
    return list(dict.fromkeys(item for item in left if item in others))


def names(work, data, surroundings):
    if work.constant == "nan":
        raise Unable("it gives 0 for values that are all the same")
    out = dict(globals())
    if work.is_pair:
        out["lists_a"], out["lists_b"] = data.pairs
    elif work.per == "row":
        out["data"] = data.lists
    else:
        out["columns"] = data.columns
    return out


def pool_names(work, data, surroundings):
    out = names(work, data, surroundings)
    out["pool"] = surroundings.pool(set_bounds, (work.low, work.high))
    return out


def frame_names(work, data, surroundings):
    return {**globals(), "df": data.frame, "pool": surroundings.pool(set_bounds, (work.low, work.high))}


CALLS = {
    "count": "count({0}, {{low}}, {{high}})",
    "normalize minmax": "minmax({0})",
    "normalize zscore": "zscore({0}, {{ddof}})",
    "normalize l1": "l1({0})",
    "normalize l2": "l2({0})",
    "normalize max": "scaled_to_max({0})",
    "hypot": "hypot({0})",
    "sum": "sum({0})",
    "sumsq": "sumsq({0})",
    "mean": "mean({0})",
    "min": "min({0})",
    "max": "max({0})",
    "var": "var({0}, {{ddof}})",
    "std": "std({0}, {{ddof}})",
}


def add_loop(kernel, per, text):
    add(kernel, per, Form("plain loop", None, text, names, is_slow=True, needs=("numpy",)))


def add_pool(name, kernel, per, text, make=pool_names, needs=("numpy",)):
    add(kernel, per, Form(name, None, text, make, threads="all", is_slow=True, needs=needs))


for _kernel, _call in CALLS.items():
    add_loop(_kernel, "row", "[" + _call.format("row") + " for row in data]")
    add_loop(_kernel, "col", "[" + _call.format("column") + " for column in columns]")
add_loop("common", "row", "[common(a, b) for a, b in zip(lists_a, lists_b)]")

add_pool("Pool.apply", "count", "row", "[pool.apply(count, (row, {low}, {high})) for row in data]")
add_pool("Pool.map", "count", "row", "pool.map(count_between, data)")
add_pool("Pool.starmap", "count", "row", "pool.starmap(count, [(row, {low}, {high}) for row in data])")
add_pool("Pool.apply_async", "count", "row",
         "found = []; started = [pool.apply_async(count_numbered, (i, row, {low}, {high}), "
         "callback=found.append) for i, row in enumerate(data)]; [one.wait() for one in started]; "
         "found.sort(); [answer for i, answer in found]")
add_pool("Pool.starmap_async", "count", "row",
         "numbered = pool.starmap_async(count_numbered, [(i, row, {low}, {high}) for i, row in "
         "enumerate(data)]).get(); [answer for i, answer in numbered]")
add_pool("Pool.apply", "normalize minmax", "row", "[pool.apply(minmax, (row,)) for row in data]")
add_pool("Pool.map", "normalize minmax", "row", "pool.map(minmax, data)")
add_pool("Pool.imap", "hypot", "row",
         "list(pool.imap(hypot_of_frame_row, df.itertuples(name=None), chunksize=10))", frame_names,
         ("numpy", "pandas"))
add_pool("Pool.imap", "sumsq", "col", "list(pool.imap(sumsq_of_frame_column, df.items(), chunksize=10))",
         frame_names, ("numpy", "pandas"))
add_pool("Pool.apply", "common", "row", "[pool.apply(common, (a, b)) for a, b in zip(lists_a, lists_b)]")
add_pool("Pool.starmap", "common", "row", "pool.starmap(common, zip(lists_a, lists_b))")
