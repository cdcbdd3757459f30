#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times count on the CPU pool beside NumPy's usual form, in turns in one process, on 200000 x 5 int32.

usage: python3 tests/bench.py build-release/lib/librowrun.so
Needs python3-numpy. Prints medians and their ratio; asserts only that both give the same answer.
"""
import ctypes
import sys
import time

import numpy as np


class Layout(ctypes.Structure):
    _fields_ = [("rows", ctypes.c_size_t), ("cols", ctypes.c_size_t), ("dtype", ctypes.c_int), ("row_stride", ctypes.c_size_t)]


class Param(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("value", ctypes.c_char_p)]


INT32 = 3  # RR_INT32


def main():
    lib = ctypes.CDLL(sys.argv[1])
    lib.rr_error_text.restype = ctypes.c_char_p

    def check(status):
        if status:
            sys.exit(lib.rr_error_text().decode())

    cells = np.random.RandomState(100).randint(0, 10, size=(200000, 5)).astype(np.int32)
    counts = np.zeros(200000, np.int32)
    context, source, out = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    check(lib.rr_context_open(ctypes.byref(context), None))
    check(lib.rr_matrix_wrap(ctypes.byref(source), ctypes.c_void_p(cells.ctypes.data), ctypes.byref(Layout(200000, 5, INT32, 0))))
    check(lib.rr_matrix_wrap(ctypes.byref(out), ctypes.c_void_p(counts.ctypes.data), ctypes.byref(Layout(200000, 1, INT32, 0))))
    params = (Param * 3)(Param(b"min", b"4"), Param(b"max", b"8"), Param(None, None))

    def rowrun():
        check(lib.rr_run(context, b"count", params, source, ctypes.byref(out), None, None))
        return counts

    def numpy():
        return ((cells >= 4) & (cells <= 8)).sum(1)

    assert (rowrun() == numpy()).all(), "the answers differ"
    times = {rowrun: [], numpy: []}
    for _ in range(50):
        for way, samples in times.items():
            for _ in range(10):  # warm: what a program gets that calls again and again
                start = time.perf_counter()
                way()
                samples.append(time.perf_counter() - start)
    medians = {way.__name__: 1e3 * sorted(samples)[len(samples) // 2] for way, samples in times.items()}
    print("medians of 50 rounds of 10 calls each, ms:", {name: round(value, 4) for name, value in medians.items()})
    print("rowrun is %.1f times as fast as numpy" % (medians["numpy"] / medians["rowrun"]))


main()
