# SPDX-License-Identifier: MIT
"""The worker: does what it is told in lines of JSON, and times it. Times are this process's own clock's.

Requests come in on descriptor 0 and replies go out on descriptor 1 as they are at the start; what packages
print, they print to nowhere.
"""
import importlib
import json
import os
import platform
import sys
import time

from . import arrays, batches, compiled, devices, frames, plain  # noqa: F401 they enter their forms
from . import table
from .work import Data, Work

# A form that would take longer than WHOLE_NS for all rows is timed on a part of about PART_NS.
PROBED_ROWS, PROBE_NS, WHOLE_NS, PART_NS = 100, 10_000_000, 200_000_000, 100_000_000
SLOW_START_ROWS = 20  # of which a probe is thrown away


class Surroundings:
    """What forms share: the threads they may use, the pool of processes, things to be ended."""

    def __init__(self, threads):
        self.threads, self.device_name, self._open_jobs = threads, "", []
        self._pool, self._pool_set_by = None, None

    def pool(self, initializer, arguments):
        """A pool of processes that are forked from a small one: this one has threads by now."""
        if self._pool_set_by != arguments:
            self.end_pool()
            import multiprocessing
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["numpy", plain.__name__])
            self._pool = context.Pool(self.threads, initializer, arguments)
            self._pool_set_by = arguments
            self._pool.map(abs, range(100 * self.threads), chunksize=1)  # all of it is there from now on
        return self._pool

    def end_pool(self):
        if self._pool:
            self._pool.terminate()
            self._pool.join()
        self._pool = self._pool_set_by = None

    def keep_open(self, jobs):
        """joblib's, as in a with statement around many calls."""
        jobs.__enter__()
        self._open_jobs.append(jobs)

    def end(self):
        self.end_pool()
        if self._open_jobs:
            from joblib.externals.loky import get_reusable_executor
            for jobs in self._open_jobs:
                jobs.__exit__(None, None, None)
            get_reusable_executor().shutdown(wait=True, kill_workers=True)
        self._open_jobs = []


class Worker:
    def __init__(self, threads):
        self.around = Surroundings(threads)
        self.data, self.data_key, self.calls, self.handles = None, None, {}, 0

    def answer(self, request):
        return getattr(self, "do_" + request["do"])(request)

    def do_versions(self, request):
        packages = {name: table.version_of(name) for name in table.PACKAGES}
        return {"python": platform.python_version(), "implementation": platform.python_implementation(),
                "packages": packages}

    def do_forms(self, request):
        work = Work(request)
        forms = [self.describe(form, work) for form in table.forms_of(work) if is_to_be_listed(form)]
        return {"forms": forms}

    def describe(self, form, work):
        missing = next((name for name in form.needs if table.version_of(name) is None), "")
        version = f"Python {platform.python_version()}"
        if form.package:
            shown, _ = table.PACKAGES[form.package]
            version = f"{shown} {table.version_of(form.package) or ''}".strip()
        return {"name": form.name, "form": form.written(work, self.around), "version": version,
                "threads": self.around.threads if form.threads == "all" else form.threads,
                "scope": form.scope, "missing": missing,
                "hint": table.PACKAGES[missing][1] if missing else ""}

    def load(self, request, work):
        key = json.dumps([request[name] for name in ("in", "right", "call", "per", "rows", "cols", "dtype",
                                                     "seed")])
        if key != self.data_key:
            self.data = None  # before the next are loaded
            self.data = Data.load(request["in"], request["right"], work.rows)
            self.data_key = key

    def prepare(self, form, work, rows):
        names = form.names(work, self.data.part(rows), self.around)
        return table.call_of(form.written(work, self.around), names)

    def probe(self, form, work, rows):
        call = self.prepare(form, work, rows)
        return min(timed(call)[0], timed(call)[0])

    def rows_to_time(self, form, work):
        """All, unless that takes long: then about as many as PART_NS is enough for."""
        if not form.is_slow or work.rows <= PROBED_ROWS:
            return work.rows
        self.prepare(form, work, SLOW_START_ROWS)()
        rows = PROBED_ROWS
        taken_ns = self.probe(form, work, rows)
        while taken_ns < PROBE_NS and rows < work.rows:  # what a call costs without rows is not to be seen
            rows = min(10 * rows, work.rows)
            taken_ns = self.probe(form, work, rows)
        if taken_ns / rows * work.rows <= WHOLE_NS:
            return work.rows
        return min(work.rows, rounded_down(max(PROBED_ROWS, int(PART_NS * rows / taken_ns))))

    def do_open(self, request):
        work = Work(request)
        form = next(one for one in table.forms_of(work)
                    if one.name == request["name"] and one.scope == request["scope"])
        self.around.device_name = ""
        self.load(request, work)
        rows = request["timed_rows"] or self.rows_to_time(form, work)
        call = self.prepare(form, work, rows)
        if request["out"]:
            save(call(), work, rows, request["out"])
        else:
            call()
        self.handles += 1
        self.calls[self.handles] = call
        return {"handle": self.handles, "timed_rows": rows, "relative": work.relative,
                "device_name": self.around.device_name}

    def do_once(self, request):
        taken_ns, _ = timed(self.calls[request["handle"]])
        return {"ns": taken_ns}

    def do_close(self, request):
        self.calls.pop(request["handle"], None)
        if not self.calls:
            self.data = self.data_key = None
            self.around.end()
        return {}


def timed(call):
    start_ns = time.perf_counter_ns()
    answer = call()
    return time.perf_counter_ns() - start_ns, answer


def rounded_down(rows):
    """To one figure: 23,456 rows are 20,000."""
    unit = 10 ** (len(str(rows)) - 1)
    return rows // unit * unit


def is_to_be_listed(form):
    """CuPy is for NVIDIA's and AMD's GPUs: without one nobody misses it."""
    return form.package != "cupy" or any(map(os.path.exists, ("/dev/nvidiactl", "/dev/kfd")))


def save(answer, work, rows, path):
    """As .npy, in the shape that rowrun has: a row for each row, or one row of columns."""
    import numpy as np
    if work.is_pair:
        return save_lists(answer, work, path)
    if hasattr(answer, "get"):  # what lies on a device
        answer = answer.get() if type(answer).__module__.startswith("cupy") else answer
    if hasattr(answer, "to_numpy"):
        answer = answer.to_numpy()
    answer = np.asarray(answer)
    if work.kernel.startswith("normalize"):
        # Column by column, in plain Python.
        answer = answer.T if work.per == "col" and answer.shape == (work.cols, rows) != (rows, work.cols) else answer
    else:
        answer = answer.reshape((rows, 1) if work.per == "row" else (1, work.cols))
    np.save(path, np.ascontiguousarray(answer))


def save_lists(answer, work, path):
    import numpy as np
    offsets, values = path.split(":")
    np.save(offsets, np.cumsum([0] + [len(one) for one in answer], dtype=np.int64))
    np.save(values, np.array([item for one in answer for item in one], work.dtype))


def refusal(error):
    kind = "unable" if isinstance(error, table.Unable) else "failed"
    text = str(error) if kind == "unable" else f"{type(error).__name__}: {error}"
    return {"error": kind, "message": text[:400]}


def main(threads):
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.stdin, sys.stdout = open(os.devnull, encoding="utf-8"), sys.stderr
    worker = Worker(threads)
    for line in requests:
        try:
            reply = worker.answer(json.loads(line))
        except Exception as error:  # a package's, whatever it is
            reply = refusal(error)
        replies.write(json.dumps(reply) + "\n")
        replies.flush()
    worker.around.end()
