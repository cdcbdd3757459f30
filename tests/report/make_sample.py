# SPDX-License-Identifier: MIT
"""python3 make_sample.py FOLDER: writes sample.json and sample_other.json, records of machines that do not exist.

All times follow from the rates below and a fixed noise, so that what a report must say of them can be worked out by
hand: on 20000000 rows the GPU needs 1.0 ms and 1.40 ns a row from memory to memory, the CPU pool 1.71 ns a row. Some
texts are hostile on purpose. Golden reports are made from these files: who changes a figure makes those anew.
"""
import json
import os
import sys

SAMPLES = 9
HOSTILE = "Example GPU <script>alert(1)</script> \"q\" 'a' | \u202e\n\x1b[31m"
NAMES = {"cpu": "Example CPU 3000", "serial": "Example CPU 3000", "opencl:0": HOSTILE, "opencl:1": "pthread-Example CPU 3000"}
TYPES = {"cpu": "cpu", "serial": "cpu", "opencl:0": "gpu", "opencl:1": "cpu"}

# GB/s of a way over all bytes, and ns that a call takes anyhow.
RATES = {"serial": (2.0, 1000), ("cpu", 1): (8.0, 2000), ("cpu", 2): (14.0, 8000), "opencl:1": (11.0, 200000)}
GPU_FIXED, GPU_RATE, GPU_TRANSFER = 1000000, 350.0, 18.0

WORKS = {
    "count": ("count --min 4 --max 8", "row", "int32", "int32"),
    "normalize_minmax": ("normalize", "row", "float32", "float32"),
    "sumsq": ("sumsq --per col", "col", "float32", "float32"),
}


class Noise:
    """A small generator, the same everywhere: shares from -1 to 1, now and then a far one."""

    def __init__(self, state):
        self.state = state

    def draw(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        share = (self.state >> 33) / 2**30 - 1
        return share * (4 if self.state >> 59 == 7 else 1)


def rounded(value):
    return max(1, round(value))


def bytes_of(kernel, rows):
    read = rows * 5 * 4
    return read, {"row": rows * 4, "col": 20}[WORKS[kernel][1]] if kernel != "normalize_minmax" else read


class Record:
    def __init__(self, speed, noise_share, seed):
        self.speed, self.noise_share, self.noise = speed, noise_share, Noise(seed)
        self.cases, self.limits = [], []

    def series(self, value):
        return [rounded(value / self.speed * (1 + self.noise_share * self.noise.draw())) for _ in range(SAMPLES)]

    def samples(self, total, phases):
        totals = self.series(total)
        parts = {name: [rounded(time * share / total) for time in totals] for name, share in phases.items()}
        return {"round": list(range(SAMPLES)), "total_ns": totals, "phases_ns": parts}

    def add(self, kernel, rows, way, outcome="verified", message="", total=0, phases=None, timed_rows=0,
            ending="narrow"):
        call, per, dtype, out_dtype = WORKS[kernel]
        case = {
            "work": {"kernel": kernel, "call": call, "per": per, "rows": rows, "cols": 5, "dtype": dtype,
                     "out_dtype": out_dtype, "seed": 100},
            "way": way, "outcome": outcome, "message": message, "timed_rows": timed_rows or rows,
            "bytes": sum(bytes_of(kernel, rows)),
        }
        if outcome == "verified":
            case["ending"] = ending
            case["samples"] = self.samples(total, phases or {})
        self.cases.append(case)

    def own(self, kernel, rows, device, threads, scope, **more):
        way = {"peer": False, "name": device, "form": "", "version": "", "device_name": NAMES[device],
               "device_type": TYPES[device], "threads": threads, "scope": scope}
        if "outcome" not in more:
            phases = self.phases(kernel, rows, device, threads, scope)
            own_ns = phases.pop("around", 0)
            more.update(total=sum(phases.values()) + own_ns, phases=phases)
            more["phases"]["total"] = sum(phases.values())
        self.add(kernel, rows, way, **more)

    def peer(self, kernel, rows, name, form, version, **more):
        self.add(kernel, rows, {"peer": True, "name": name, "form": form, "version": version, "device_name": "",
                                "device_type": "", "threads": more.pop("threads", 1), "scope": "memory"}, **more)

    def phases(self, kernel, rows, device, threads, scope):
        """Where the time of one of rowrun's own ways goes, in ns."""
        read, written = bytes_of(kernel, rows)
        if device == "opencl:0":
            phases = {"upload": 0.7 * GPU_FIXED + read / GPU_TRANSFER, "kernel": 0.2 * GPU_FIXED + (read + written) / GPU_RATE,
                      "download": 0.1 * GPU_FIXED + written / GPU_TRANSFER}
            if scope == "resident":
                phases = {"kernel": 30000 + (read + written) / GPU_RATE, "download": 10000 + written / GPU_TRANSFER}
        else:
            rate, fixed = RATES.get((device, threads)) or RATES[device]
            phases = {"kernel": fixed + (read + written) / rate}
        if scope in ("file", "command", "fresh"):
            phases.update(load=100000 + read / 2.0, store=200000 + written / 1.2)
        if scope in ("command", "fresh"):
            phases["around"] = 15e6
            if device.startswith("opencl"):
                phases.update(init=180e6 if scope == "command" else 900e6, build=5e6 if scope == "command" else 300e6)
        return phases

    def limit(self, device, threads, what, gbps, buffer_bytes):
        moved = buffer_bytes * (2 if what in ("copy", "update") else 1)
        self.limits.append({"device": device, "device_name": NAMES[device], "what": what, "threads": threads,
                            "buffer_bytes": buffer_bytes, "bytes": moved, "samples_ns": self.series(moved / gbps)})


def add_limits(record):
    for size in (4000000, 400000000):
        for what, one, two in (("read", 10, 18), ("copy", 9, 15), ("update", 9, 15)):
            record.limit("serial", 1, what, one, size)
            record.limit("cpu", 1, what, one, size)
            record.limit("cpu", 2, what, two, size)
            record.limit("opencl:1", 0, what, two * 0.9, size)
        for what, gbps in (("read", 420), ("copy", 390), ("update", 395), ("upload", 19), ("download", 18.5)):
            record.limit("opencl:0", 0, what, gbps, size)


def add_own(record, kernel, rows, whole_commands):
    for device, threads in (("serial", 1), ("cpu", 1), ("cpu", 2), ("opencl:0", 0), ("opencl:1", 0)):
        record.own(kernel, rows, device, threads, "memory", ending="time" if rows > 10**7 else "narrow")
    record.own(kernel, rows, "opencl:0", 0, "resident")
    record.own(kernel, rows, "opencl:1", 0, "resident")
    for scope in ("file", "command", "fresh") if whole_commands else ("file",):
        record.own(kernel, rows, "cpu", 2, scope)
        record.own(kernel, rows, "opencl:0", 0, scope)


def add_peers(record):
    rows, count = 200000, "count"
    loop = "[sum(1 for v in row if 4 <= v <= 8)\n for row in rows]  # <b>as the tutorial has it</b> | \u202e"
    record.peer(count, rows, "plain loop", loop, "Python 3.11.2", total=620 * rows)
    record.peer(count, rows, "starmap", "Pool(2).starmap(howmany, ((row, 4, 8) for row in rows))", "Python 3.11.2",
                total=760 * 20000, timed_rows=20000, threads=2, ending="time")
    record.peer(count, rows, "numba", "@njit(parallel=True): for i in prange(n): ...", "Numba 0.56.4", total=0.9 * rows + 15000,
                threads=2)
    record.peer(count, rows, "polars", "df.select(pl.sum_horizontal(...))", "", outcome="missing",
                message="the package polars is not installed")
    record.peer(count, rows, "numexpr", "ne.evaluate('sum(where((a >= 4) & (a < 8), 1, 0), axis=1)')", "NumExpr 2.8.4",
                outcome="wrong", message="row 17: 2 instead of 3", threads=2)
    record.peer(count, rows, "joblib", "Parallel(n_jobs=2)(delayed(howmany)(p, 4, 8) for p in parts)", "joblib 1.2.0",
                outcome="failed", message="<script>alert(1)</script> \"quoted\" | piped\nsecond line \u202e \x1b[2J", threads=2)
    record.peer(count, rows, "cupy", "((a >= 4) & (a <= 8)).sum(1)", "", outcome="unable", message="it needs a CUDA device")
    for some in (1000, 20000, 200000, 2000000, 20000000):
        record.peer(count, some, "numpy", "((a >= 4) & (a <= 8)).sum(1)", "NumPy 1.24.2", total=21 * some + 9000)
        record.peer(count, some, "numpy best", "sum of ((c >= 4) & (c <= 8)) over columns c, as int32", "NumPy 1.24.2",
                    total=7 * some + 30000)
    record.peer("normalize_minmax", rows, "numpy", "(a - a.min(1, keepdims=True)) / np.ptp(a, 1, keepdims=True)",
                "NumPy 1.24.2", total=45 * rows)
    record.peer("sumsq", rows, "numpy", "(a * a).sum(0)", "NumPy 1.24.2", total=6 * rows)


def machine(name, mhz):
    return {
        "system": {"os": "Example Linux 12", "kernel": "6.1.0-example", "architecture": "x86_64", "hypervisor": False},
        "cpu": {"model": name, "flags": "sse4_2 avx avx2", "sockets": 1, "cores": 2, "threads": 2, "numa_nodes": 1,
                "caches": ["L1 data 32 KiB for each core", "L2 1 MiB for each core", "L3 16 MiB for 2 cores"],
                "governor": "performance", "minimum_mhz": 800, "maximum_mhz": mhz, "turbo": False},
        "memory": {"total_bytes": 17179869184, "available_bytes": 12884901888, "huge_pages": "madvise"},
        "container": {},
        "build": {"rowrun": "0.1.0", "compiler": "GNU 12.2.0", "type": "Release", "flags": "-O3 -DNDEBUG", "commit": "0123456789ab"},
        "devices": [
            {"id": "opencl:0", "name": HOSTILE, "type": "gpu", "platform": "Example OpenCL", "driver": "1.2.3",
             "memory_bytes": 8589934592, "compute_units": 40, "fp64": True, "shared_memory": False, "exact": True, "usable": True},
            {"id": "opencl:1", "name": NAMES["opencl:1"], "type": "cpu", "platform": "Portable Computing Language",
             "driver": "3.1", "memory_bytes": 12884901888, "compute_units": 2, "fp64": True, "shared_memory": True,
             "exact": True, "usable": True},
        ],
        "opencl": {"loader": "libOpenCL.so.1", "icds": ["example.icd: libexample.so", "pocl.icd: libpocl.so.2"]},
        "environment": {"OMP_NUM_THREADS": "2"},
        "peers": {"python": "3.11.2", "numpy": "1.24.2", "numba": "0.56.4", "numexpr": "2.8.4", "joblib": "1.2.0"},
        "state_before": {"clock_mhz": [mhz, mhz - 12], "load": 0.08},
        "state_after": {"clock_mhz": [mhz - 3, mhz - 40], "load": 1.94},
    }


def write(path, record, created, name, mhz, interrupted):
    settings = {"suite": "custom", "rows": [1000, 20000, 200000, 2000000, 20000000], "cols": [5], "threads": [1, 2],
                "min_time_s": 0.1, "max_time_s": 2.0, "max_noise": 0.02, "seed": 100, "peers": True}
    head = {"schema_version": 1, "rowrun": "0.1.0", "created": created, "suite": "custom", "interrupted": interrupted,
            "settings": settings, "machine": machine(name, mhz), "timer": {"overhead_ns": 42, "step_ns": 1}}
    lines = ['"%s": %s' % (key, json.dumps(value, ensure_ascii=True)) for key, value in head.items()]
    for key, values in (("limits", record.limits), ("cases", record.cases)):
        lines.append('"%s": [\n%s]' % (key, ",\n".join(json.dumps(value) for value in values)))
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("{%s}\n" % ",\n".join(lines))


def fill(record, interrupted):
    add_limits(record)
    for rows in (1000, 20000, 200000, 2000000, 20000000):
        add_own(record, "count", rows, whole_commands=rows in (200000, 2000000))
    add_own(record, "normalize_minmax", 200000, whole_commands=False)
    add_own(record, "sumsq", 200000, whole_commands=False)
    add_peers(record)
    if interrupted:
        record.own("sumsq", 2000000, "cpu", 2, "memory", outcome="skipped")
    return record


def main():
    folder = sys.argv[1]
    write(os.path.join(folder, "sample.json"), fill(Record(1.0, 0.02, 1), False), "2026-11-25T12:00:00Z",
          "Example CPU 3000", 3000, False)
    write(os.path.join(folder, "sample_other.json"), fill(Record(1.25, 0.03, 2), True), "2026-11-25T13:00:00Z",
          "Example CPU 3700 \u202e<i>", 3700, True)


main()
