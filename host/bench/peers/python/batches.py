# SPDX-License-Identifier: MIT
"""joblib: a batch of rows, or of columns, for each process, each done in NumPy. Its processes are there."""
from .arrays import USUAL, numpy_names
from .table import Form, add, call_of


class Batch:
    """What a process does with its part. It is sent with every part: a line of text, and no data."""

    def __init__(self, text):
        self.text = text

    def __call__(self, part):
        import numpy as np
        return call_of(self.text, {"np": np, "a": part})()


def joblib_names(work, data, surroundings):
    import joblib
    names = numpy_names(work, data, surroundings)
    # Arrays as files to map would be a new file for each call, which stay until the end.
    jobs = joblib.Parallel(n_jobs=surroundings.threads, max_nbytes=None)
    surroundings.keep_open(jobs)
    batch = Batch(USUAL[work.kernel].format(**work.words))
    return {**names, "jobs": jobs, "delayed": joblib.delayed, "batch": batch}


for _kernel, _text in USUAL.items():
    _ends = "{across}" if _kernel.startswith("normalize") else "0"
    add(_kernel, "row col",
        Form("joblib", "joblib",
             "np.concatenate(jobs(delayed(batch)(part) for part in "
             f"np.array_split(a, {{threads}}, axis={{across}})), axis={_ends})  # batch: {_text}",
             joblib_names, threads="all", needs=("numpy",)))
