# SPDX-License-Identifier: MIT
"""NumPy as most people write it and as fast as a line of it gets, numexpr, and CuPy in NumPy's words."""
import functools

from .table import Form, Unable, add

KEPT = "{axis}, keepdims=True"
SAFE = "np.where(size == 0, {one}, size)"

FEW = 64  # columns

# What people write first.
USUAL = {
    "count": "((a >= {low}) & (a <= {high})).sum({axis})",
    "normalize minmax": f"low = a.min({KEPT}); size = a.max({KEPT}) - low; (a - low) / {SAFE}",
    "normalize zscore": f"size = a.std({KEPT}, ddof={{ddof}}); (a - a.mean({KEPT})) / {SAFE}",
    "normalize l1": f"size = np.abs(a).sum({KEPT}); a / np.where(size == 0, 1, size)",
    "normalize l2": f"size = np.linalg.norm(a, axis={KEPT}); a / np.where(size == 0, 1, size)",
    "normalize max": f"size = np.abs(a).max({KEPT}); a / np.where(size == 0, 1, size)",
    "hypot": "np.linalg.norm(a, axis={axis})",
    "sum": "a.sum({axis})",
    "sumsq": "(a**2).sum({axis})",
    "mean": "a.mean({axis})",
    "min": "a.min({axis})",
    "max": "a.max({axis})",
    "var": "a.var({axis}, ddof={ddof})",
    "std": "a.std({axis}, ddof={ddof})",
}

# The fastest lines that were found, for few columns: adding whole columns does not walk along short rows, nor
# does einsum. `w` is the dtype that sums are made in, `plus` adds in it, `out` is an array for the answer.
BEST_PER_ROW = {
    "count": "reduce(np.add, ((a >= {low}) & (a <= {high})).view(np.uint8).T)",
    "normalize minmax": "low = reduce(np.minimum, a.T); size = reduce(np.maximum, a.T) - low; "
                        "np.subtract(a, low[:, None], out=out, dtype=w); "
                        "np.divide(out, np.where(size == 0, {one}, size)[:, None], out=out)",
    "normalize zscore": "np.subtract(a, (np.einsum('ij->i', a, dtype=w) / {cols})[:, None], out=out); "
                        "size = np.sqrt(np.einsum('ij,ij->i', out, out) / ({cols} - {ddof})); "
                        "np.divide(out, np.where(size == 0, {one}, size)[:, None], out=out)",
    "normalize l1": "size = reduce(np.add, np.abs(a).T, np.zeros((), w)); "
                    "np.divide(a, np.where(size == 0, 1, size)[:, None], out=out)",
    "normalize l2": "size = np.sqrt(np.einsum('ij,ij->i', a, a, dtype=w)); "
                    "np.divide(a, np.where(size == 0, 1, size)[:, None], out=out)",
    "normalize max": "size = reduce(np.maximum, np.abs(a).T); "
                     "np.divide(a, np.where(size == 0, 1, size)[:, None], out=out)",
    "hypot": "np.sqrt(reduce(plus, np.multiply(a, a, dtype=w).T))",
    "sum": "reduce(plus, a.T)",
    "sumsq": "reduce(plus, np.multiply(a, a, dtype=w).T)",
    "mean": "reduce(plus, a.T) / {cols}",
    "min": "reduce(np.minimum, a.T)",
    "max": "reduce(np.maximum, a.T)",
    "var": "m = a - (np.einsum('ij->i', a, dtype=w) / {cols})[:, None]; "
           "np.einsum('ij,ij->i', m, m) / ({cols} - {ddof})",
    "std": "m = a - (np.einsum('ij->i', a, dtype=w) / {cols})[:, None]; "
           "np.sqrt(np.einsum('ij,ij->i', m, m) / ({cols} - {ddof}))",
}
MIDDLE = "np.einsum('ij->j', a, dtype=w) / {rows}"
BEST_PER_COLUMN = {
    "count": "[np.count_nonzero((c >= {low}) & (c <= {high})) for c in a.T]",
    "normalize minmax": "low = np.array([c.min() for c in a.T]); "
                        "size = np.array([c.max() for c in a.T]) - low; "
                        "np.subtract(a, low, out=out, dtype=w); "
                        "np.divide(out, np.where(size == 0, {one}, size), out=out)",
    "normalize zscore": f"np.subtract(a, {MIDDLE}, out=out); "
                        "size = np.sqrt(np.einsum('ij,ij->j', out, out) / ({rows} - {ddof})); "
                        "np.divide(out, np.where(size == 0, {one}, size), out=out)",
    "normalize l1": "size = np.einsum('ij->j', np.abs(a), dtype=w); "
                    "np.divide(a, np.where(size == 0, 1, size), out=out)",
    "normalize l2": "size = np.sqrt(np.einsum('ij,ij->j', a, a, dtype=w)); "
                    "np.divide(a, np.where(size == 0, 1, size), out=out)",
    "normalize max": "size = np.array([max(float(c.max()), -float(c.min())) for c in a.T]); "
                     "np.divide(a, np.where(size == 0, 1, size), out=out)",
    "hypot": "np.sqrt(np.einsum('ij,ij->j', a, a, dtype=w))",
    "sum": "np.einsum('ij->j', a, dtype=w)",
    "sumsq": "np.einsum('ij,ij->j', a, a, dtype=w)",
    "mean": MIDDLE,
    "min": "[c.min() for c in a.T]",
    "max": "[c.max() for c in a.T]",
    "var": f"m = a - {MIDDLE}; np.einsum('ij,ij->j', m, m) / ({{rows}} - {{ddof}})",
    "std": f"m = a - {MIDDLE}; np.sqrt(np.einsum('ij,ij->j', m, m) / ({{rows}} - {{ddof}}))",
}

# numexpr has no standard deviation, and what it reduces it reduces in one thread.
NUMEXPR = {
    "count": "ne.evaluate('sum(where((a >= {low}) & (a <= {high}), 1, 0), axis={axis})')",
    "normalize minmax": f"low = a.min({KEPT}); size = a.max({KEPT}) - low; "
                        f"size = {SAFE}; ne.evaluate('(a - low) / size', truediv=True)",
    "normalize zscore": f"m = a.mean({KEPT}); size = a.std({KEPT}, ddof={{ddof}}); "
                        f"size = {SAFE}; ne.evaluate('(a - m) / size', truediv=True)",
    "hypot": "np.sqrt(ne.evaluate('sum(a * a, axis={axis})'))",
    "sum": "ne.evaluate('sum(a, axis={axis})')",
    "sumsq": "ne.evaluate('sum(a * a, axis={axis})')",
    "mean": "ne.evaluate('sum(a, axis={axis})') / a.shape[{axis}]",
    "min": "ne.evaluate('min(a, axis={axis})')",
    "max": "ne.evaluate('max(a, axis={axis})')",
}


def sum_dtype(work):
    """What sums are made in, so that nothing overflows: the result's dtype, or float64."""
    import numpy as np
    if work.kernel in ("sum", "sumsq"):
        return np.dtype(work.out_dtype)
    return np.dtype("float32" if work.dtype == "float32" else "float64")


def numpy_names(work, data, surroundings):
    import numpy as np
    return {"np": np, "a": data.array}


def best_names(work, data, surroundings):
    import numpy as np
    if work.per == "row" and work.cols > FEW:
        raise Unable(f"of more than {FEW} columns the usual form is the best")
    w = sum_dtype(work)
    plus = functools.partial(np.add, dtype=w)
    names = {"np": np, "a": data.array, "reduce": functools.reduce, "plus": plus, "w": w}
    if work.kernel.startswith("normalize"):
        names["out"] = np.empty(data.array.shape, w)
    return names


def numexpr_names(work, data, surroundings):
    import numexpr as ne
    import numpy as np
    if work.dtype == "uint64":
        raise Unable("numexpr has no uint64")
    ne.set_num_threads(surroundings.threads)
    return {"np": np, "ne": ne, "a": data.array}


def cupy_names(work, data, surroundings):
    import cupy
    return {"cp": cupy, "host": data.array, "a": cupy.asarray(data.array)}


def with_transfers(text):
    """In CuPy's words, from host to host; what comes back has waited for the device."""
    *before, answer = text.replace("np.", "cp.").split("; ")
    return "; ".join(["a = cp.asarray(host)", *before, f"cp.asnumpy({answer})"])


def on_the_device(text):
    """In CuPy's words, of data that are there; the answer stays there, too."""
    *before, answer = text.replace("np.", "cp.").split("; ")
    return "; ".join([*before, f"answer = {answer}", "cp.cuda.Device().synchronize()", "answer"])


for _kernel, _text in USUAL.items():
    add(_kernel, "row col", Form("numpy", "numpy", _text, numpy_names))
    add(_kernel, "row col", Form("cupy", "cupy", with_transfers(_text), cupy_names, threads=0))
    add(_kernel, "row col",
        Form("cupy resident", "cupy", on_the_device(_text), cupy_names, threads=0, scope="resident"))
for _kernel, _text in BEST_PER_ROW.items():
    add(_kernel, "row", Form("numpy best", "numpy", _text, best_names))
for _kernel, _text in BEST_PER_COLUMN.items():
    add(_kernel, "col", Form("numpy best", "numpy", _text, best_names))
for _kernel, _text in NUMEXPR.items():
    add(_kernel, "row col", Form("numexpr", "numexpr", _text, numexpr_names, threads="all",
                                 needs=("numpy",)))
