#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random matrices per kernel, through the shared library, against NumPy: integers equal, floats within what is promised.

usage: python3 tests/numpy_check.py build-release/lib/librowrun.so COUNT
Where NumPy itself is less exact than the promise, the truth is NumPy's long double, or Python's integers.
"""
import ctypes
import sys
import warnings

import numpy as np

SEED = 20180718
DTYPES = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"]
LONG = np.longdouble
EPS = np.finfo(np.float64).eps


class Layout(ctypes.Structure):
    _fields_ = [("rows", ctypes.c_size_t), ("cols", ctypes.c_size_t), ("dtype", ctypes.c_int), ("row_stride", ctypes.c_size_t)]


class Param(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("value", ctypes.c_char_p)]


class Options(ctypes.Structure):
    _fields_ = [("device", ctypes.c_char_p), ("per", ctypes.c_int), ("nan", ctypes.c_int), ("out_dtype", ctypes.c_int),
                ("no_fallback", ctypes.c_bool), ("verify", ctypes.c_bool), ("verify_rows", ctypes.c_size_t),
                ("isolate_ms", ctypes.c_int64), ("rest", ctypes.c_char * 256)]  # what comes after these is left at 0


class Library:
    def __init__(self, path):
        self.lib = ctypes.CDLL(path)
        self.lib.rr_error_text.restype = ctypes.c_char_p
        self.lib.rr_matrix_cells.restype = ctypes.c_void_p
        self.lib.rr_matrix_cells.argtypes = [ctypes.c_void_p]
        for name in ("rr_matrix_rows", "rr_matrix_cols"):
            getattr(self.lib, name).restype = ctypes.c_size_t
            getattr(self.lib, name).argtypes = [ctypes.c_void_p]
        for name in ("rr_matrix_dtype", "rr_matrix_free"):
            getattr(self.lib, name).argtypes = [ctypes.c_void_p]
        self.context = ctypes.c_void_p()
        self.check(self.lib.rr_context_open(ctypes.byref(self.context), None))

    def check(self, status):
        if status:
            raise RuntimeError(self.lib.rr_error_text().decode())

    def run(self, kernel, cells, axis, omit, params):
        """The result as an array, or None where a row or column was refused."""
        source, out = ctypes.c_void_p(), ctypes.c_void_p()
        layout = Layout(cells.shape[0], cells.shape[1], 1 + DTYPES.index(cells.dtype.name), 0)
        self.check(self.lib.rr_matrix_wrap(ctypes.byref(source), ctypes.c_void_p(cells.ctypes.data), ctypes.byref(layout)))
        pairs = [Param(name.encode(), value.encode()) for name, value in params.items()] + [Param(None, None)]
        options = Options(device=b"cpu", per=1 - axis, nan=1 if omit else 0)
        status = self.lib.rr_run(self.context, kernel.encode(), (Param * len(pairs))(*pairs), source, ctypes.byref(out),
                                 ctypes.byref(options), None)
        self.lib.rr_matrix_free(source)
        if status and b"64 bits do not hold" in self.lib.rr_error_text():
            return None
        self.check(status)
        shape = (self.lib.rr_matrix_rows(out), self.lib.rr_matrix_cols(out))
        dtype = np.dtype(DTYPES[self.lib.rr_matrix_dtype(out) - 1])
        text = ctypes.string_at(self.lib.rr_matrix_cells(out), shape[0] * shape[1] * dtype.itemsize)
        self.lib.rr_matrix_free(out)
        return np.frombuffer(text, dtype).reshape(shape)


def exact_integers(cells, axis, square):
    """Sums by Python's integers; None where one does not fit 64 bits."""
    values = cells.astype(object)
    sums = (values * values if square else values).sum(axis=axis)
    limits = np.iinfo(np.uint64 if cells.dtype.kind == "u" else np.int64)
    return sums if all(limits.min <= value <= limits.max for value in sums) else None


def moments(x, axis, omit, ddof):
    """Mean, standard deviation, number of cells that are there, in long double and from the first cell on."""
    first = np.take(x, [0], axis=axis)
    first = np.where(np.isfinite(first), first, 0)
    there = ~np.isnan(x) if omit else np.ones(x.shape, bool)
    count = there.sum(axis=axis, keepdims=True)
    shifted = np.where(there, x - first, 0)
    mean = shifted.sum(axis=axis, keepdims=True) / count
    deviation = np.where(there, shifted - mean, 0)
    variance = np.where(count > ddof, (deviation ** 2).sum(axis=axis, keepdims=True) / np.maximum(count - ddof, 0), np.nan)
    return x - first - mean, variance


def expectation(kernel, method, cells, axis, omit, params):
    """What NumPy says, and how far off float64 may be besides 4 units in the last place."""
    x = cells.astype(LONG)
    keep = dict(axis=axis, keepdims=True)
    n = cells.shape[axis]
    error = (np.log2(n) + 20) * EPS
    total = np.nansum if omit else np.sum
    if kernel in ("sum", "sumsq") and cells.dtype.kind in "iu":
        return exact_integers(cells, axis, kernel == "sumsq"), 0
    if kernel == "sum":
        return total(x, **keep), error * np.nansum(abs(x), **keep)
    if kernel == "sumsq":
        return total(x * x, **keep), error * np.nansum(x * x, **keep)
    if kernel == "mean":
        mean = np.nanmean if omit else np.mean
        return mean(x, **keep), error * np.nanmean(abs(x), **keep)
    if kernel in ("min", "max"):
        return getattr(np, ("nan" if omit else "") + kernel)(cells, **keep), 0
    if kernel == "hypot":
        return np.sqrt(total(x * x, **keep)), error * np.sqrt(np.nansum(x * x, **keep))
    if kernel == "count":
        return ((cells >= -3) & (cells <= 50)).sum(**keep), 0
    if kernel in ("var", "std"):
        variance = moments(x, axis, omit, int(params["ddof"]))[1]
        if kernel == "var":
            return variance, 4 * error * variance
        return np.sqrt(variance), 4 * error * np.sqrt(variance)
    if method == "minmax":
        low, high = (np.nanmin, np.nanmax) if omit else (np.min, np.max)
        span = high(x, **keep) - low(x, **keep)
        return np.where(np.isfinite(span) & (span == 0) & ~np.isnan(x), 0, (x - low(x, **keep)) / span), 0
    if method == "zscore":
        deviation, variance = moments(x, axis, omit, int(params["ddof"]))
        z = np.where((variance == 0) & ~np.isnan(x), 0, deviation / np.sqrt(variance))
        return z, 16 * error * (1 + np.nanmax(np.where(np.isnan(z), 0, abs(z)), **keep))
    powers = {"l1": lambda: total(abs(x), **keep), "l2": lambda: np.sqrt(total(x * x, **keep)),
              "max": lambda: (np.nanmax if omit else np.max)(abs(x), **keep)}
    norm = powers[method]()
    return np.where((norm == 0) & ~np.isnan(x), x, x / norm), error


def random_cells(random, dtype):
    rows, cols = int(random.integers(1, 90)), int(random.choice([1, 2, 3, 5, 8, 20, 33, 64, 200]))
    if random.integers(2):
        rows, cols = cols, rows
    if dtype.startswith("float"):
        cells = random.normal(random.choice([0, 1e6]), random.choice([1e-3, 1, 1e3]), (rows, cols)).astype(dtype)
        if random.integers(3) == 0:
            cells[random.random(cells.shape) < 0.05] = np.nan
        return cells
    limits = np.iinfo(dtype)
    if random.integers(2):
        return random.integers(limits.min, limits.max, (rows, cols), dtype=dtype, endpoint=True)
    return random.integers(0 if limits.min == 0 else -100, 100, (rows, cols)).astype(dtype)


def agree(got, expected, slack):
    if expected is None:
        return got is None
    if got is None:
        return False
    expected = np.asarray(expected).reshape(got.shape)
    if got.dtype.kind in "iu":
        return bool((got.astype(object) == expected.astype(object)).all())
    allowed = 4 * np.spacing(abs(expected).astype(got.dtype)).astype(LONG) + np.broadcast_to(
        np.asarray(slack, LONG).reshape(got.shape) if np.size(slack) == got.size else slack, got.shape)
    close = abs(got.astype(LONG) - expected) <= allowed
    return bool((close | (np.isnan(got) & np.isnan(expected.astype(LONG)))).all())


def main():
    library, count = Library(sys.argv[1]), int(sys.argv[2])
    random = np.random.default_rng(SEED)
    np.seterr(all="ignore")
    warnings.simplefilter("ignore")  # about rows of NaN alone
    kernels = [(name, None) for name in "count hypot sum sumsq mean min max var std".split()]
    kernels += [("normalize", method) for method in "minmax zscore l1 l2 max".split()]
    failed = 0
    for kernel, method in kernels:
        for number in range(count):
            cells = random_cells(random, DTYPES[number % len(DTYPES)])
            axis, omit = int(random.integers(2)), bool(random.integers(2))
            params = {"method": method} if method else {}
            if kernel == "count":
                params = {"min": "-3", "max": "50"}
            if kernel in ("var", "std") or method == "zscore":
                params["ddof"] = str(random.integers(2))
            got = library.run(kernel, cells, axis, omit, params)
            expected, slack = expectation(kernel, method, cells, axis, omit, params)
            if not agree(got, expected, slack):
                failed += 1
                print("FAILED: %s %s, matrix %d, %s %s, axis %d, omit %s" % (kernel, params, number, cells.dtype, cells.shape, axis, omit))
    print("%d kernels, %d matrices each, seed %d: %d differ" % (len(kernels), count, SEED, failed))
    return 1 if failed else 0


sys.exit(main())
