#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times the tutorial's plain Python loop over its 200000 rows beside the pool's calls over the same rows in C.

usage: python3 tests/bench_pool.py build-release/tests/bench_pool
Needs python3-numpy, to make the rows. Prints medians and ratios; asserts only that both give the same counts.
"""
import re
import subprocess
import sys
import time

import numpy as np

ROUNDS = 7
GOALS = [  # name, in what way compared, the limit
    ("map", "times as fast as the plain loop (goal: 20 or more)", lambda loop, way: loop / way, lambda ratio: ratio >= 20),
    ("apply", "times as fast as the plain loop (goal: 1 or more)", lambda loop, way: loop / way, lambda ratio: ratio >= 1),
    ("apply_async + get", "times the plain loop's time (goal: 5 or less)", lambda loop, way: way / loop, lambda ratio: ratio <= 5),
]


def howmany_within_range(row, minimum, maximum):
    count = 0
    for n in row:
        if minimum <= n <= maximum:
            count = count + 1
    return count


def plain_loop(data):
    results = []
    for row in data:
        results.append(howmany_within_range(row, minimum=4, maximum=8))
    return results


def median(values):
    return sorted(values)[len(values) // 2]


def main():
    data = np.random.RandomState(100).randint(0, 10, size=[200000, 5]).tolist()
    samples, ways = [], {}
    for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits both
        start = time.perf_counter()
        results = plain_loop(data)
        samples.append(1e3 * (time.perf_counter() - start))
        assert sum(results) == 500557, "the counts are wrong"
        output = subprocess.run([sys.argv[1], "rows"], check=True, capture_output=True, text=True).stdout
        for name, value in re.findall(r"^  (\S.*?) +([0-9.]+) ms$", output, re.M):
            ways.setdefault(name, []).append(float(value))
    loop = median(samples)
    print("plain Python loop over 200000 rows: %.1f ms" % loop)
    for name, values in ways.items():
        print("  %-20s %10.3f ms" % (name, median(values)))
    for name, words, compare, is_met in GOALS:
        ratio = compare(loop, median(ways[name]))
        print("%s: %.1f %s%s" % (name, ratio, words, "" if is_met(ratio) else "  MISSED"))


if len(sys.argv) != 2:
    sys.exit(__doc__)
main()
