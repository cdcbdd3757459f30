# SPDX-License-Identifier: MIT
"""numba: loops over rows that run in parallel, made from what a kernel does with a value.

"numba" is what people write: the answer is a new array, columns are counted when it runs. "numba best" is
told the number of columns, writes to an array that is there, and may reorder sums.
"""
import functools

from .table import Form, add

# Of each kernel: passes over the values, each with what is gathered (name: first value, step, how parts are
# put together, what becomes of it), then the answer, or for normalize the size that values are divided by
# and what is taken off them. {name} stands for what is gathered; `zero` is of the dtype of sums.
ADD, LEAST, GREATEST = "{0} + {1}", "min({0}, {1})", "max({0}, {1})"


def gathered(first, step, combine=ADD, then="{0}"):
    return first, step, combine, then


MIDDLE = {"s": gathered("0.0", "{s} + x", then="{0} / n")}
SQUARES = {"q": gathered("0.0", "{q} + (x - {s}) ** 2")}
KERNELS = {
    "count": ([{"s": gathered("np.int64(0)", "{s} + (low <= x <= high)")}], "{s}"),
    "hypot": ([{"s": gathered("0.0", "{s} + np.float64(x) * x")}], "np.sqrt({s})"),
    "sum": ([{"s": gathered("zero", "{s} + x")}], "{s}"),
    "sumsq": ([{"s": gathered("zero", "{s} + x * x")}], "{s}"),
    "mean": ([MIDDLE], "{s}"),
    "min": ([{"s": gathered("first", "min({s}, x)", LEAST)}], "{s}"),
    "max": ([{"s": gathered("first", "max({s}, x)", GREATEST)}], "{s}"),
    "var": ([MIDDLE, SQUARES], "{q} / (n - ddof)"),
    "std": ([MIDDLE, SQUARES], "np.sqrt({q} / (n - ddof))"),
    "normalize minmax": ([{"s": gathered("first", "min({s}, x)", LEAST),
                           "t": gathered("first", "max({t}, x)", GREATEST)}], "{t} - {s}", "x - {s}"),
    "normalize zscore": ([MIDDLE, SQUARES], "np.sqrt({q} / (n - ddof))", "x - {s}"),
    "normalize l1": ([{"s": gathered("0.0", "{s} + abs(x)")}], "{s}", "x"),
    "normalize l2": ([{"s": gathered("0.0", "{s} + np.float64(x) * x")}], "np.sqrt({s})", "x"),
    "normalize max": ([{"s": gathered("0.0", "max({s}, abs(np.float64(x)))", GREATEST)}], "{s}", "x"),
}
TYPE_OF = "def type_of(value): return np.array([value]).dtype"
HEAD = "def form(a, out, low, high, ddof, one, zero, parts):"


def _indented(depth, lines):
    return ["    " * depth + line for line in lines]


def source_per_row(kernel):
    passes, answer, *cell = KERNELS[kernel]
    names = {name: name for one in passes for name in one}
    lines = [HEAD, "    for i in prange(a.shape[0]):", "        n = COLS", "        first = a[i, 0]"]
    for one in passes:
        steps = [f"{name} = {step.format(**names)}" for name, (_, step, _, _) in one.items()]
        ends = [f"{name} = {then.format(name)}" for name, (*_, then) in one.items() if then != "{0}"]
        lines += _indented(2, [f"{name} = {slot[0]}" for name, slot in one.items()])
        lines += _indented(2, ["for j in range(COLS):", "    x = a[i, j]", *_indented(1, steps), *ends])
    answer = answer.format(**names)
    if cell:
        lines += _indented(2, [f"size = np.float64({answer})", "if size == 0.0:", "    size = one",
                               "for j in range(COLS):", "    x = a[i, j]",
                               f"    out[i, j] = ({cell[0].format(**names)}) / size"])
    else:
        lines += _indented(2, [f"out[i] = {answer}"])
    return "\n".join([*lines, "    return out"])


def source_per_column(kernel):
    passes, answer, *cell = KERNELS[kernel]
    done = {name: f"{name}[j]" for one in passes for name in one}
    lines = [HEAD, "    n = a.shape[0]", "    first = a[0, 0]"]
    for one in passes:
        lines += _pass_per_column(one, done)
    answer = answer.format(**done)
    if cell:
        lines += _indented(1, ["sizes = np.empty(COLS)", "for j in range(COLS):",
                               f"    sizes[j] = {answer}", "    if sizes[j] == 0.0:", "        sizes[j] = one",
                               "for i in prange(n):", "    for j in range(COLS):", "        x = a[i, j]",
                               f"        out[i, j] = ({cell[0].format(**done)}) / sizes[j]"])
    else:
        lines += _indented(1, ["for j in range(COLS):", f"    out[j] = {answer}"])
    return "\n".join([*lines, "    return out"])


def _pass_per_column(one, done):
    """Each thread gathers in a part of its own; the parts are put together afterwards."""
    own = {**done, **{name: f"part_{name}[p, j]" for name in one}}
    lines, inner, outer = [], [], []
    for name, (first, step, combine, then) in one.items():
        first = "a[0, j]" if first == "first" else first
        kind = "first" if first == "a[0, j]" else first
        lines += [f"{name} = np.empty(COLS, type_of({kind}))",
                  f"part_{name} = np.empty((parts, COLS), type_of({kind}))"]
        inner.append((f"part_{name}[p, j] = {first}", f"part_{name}[p, j] = {step.format(**own)}"))
        total = combine.format(f"{name}[j]", f"part_{name}[p, j]")
        outer += [f"{name}[j] = part_{name}[0, j]", "for p in range(1, parts):", f"    {name}[j] = {total}",
                  f"{name}[j] = {then.format(name + '[j]')}"]
    lines += ["for p in prange(parts):", "    for j in range(COLS):", *_indented(2, [a for a, _ in inner]),
              "    for i in range(p * n // parts, (p + 1) * n // parts):", "        for j in range(COLS):",
              "            x = a[i, j]", *_indented(3, [b for _, b in inner]),
              "for j in range(COLS):", *_indented(1, outer)]
    return _indented(1, lines)


@functools.lru_cache(maxsize=None)
def function(kernel, per, fixed_cols):
    import numba
    import numpy as np

    source = source_per_row(kernel) if per == "row" else source_per_column(kernel)
    source = source.replace("COLS", str(fixed_cols or "a.shape[1]"))
    scope = {"np": np, "prange": numba.prange}
    exec(TYPE_OF, scope)
    scope["type_of"] = numba.njit(scope["type_of"])
    exec(source, scope)
    return numba.njit(parallel=True, fastmath=bool(fixed_cols))(scope["form"])


def names_for(work, data, surroundings, fixed_cols):
    import numba
    import numpy as np

    numba.set_num_threads(min(surroundings.threads, numba.config.NUMBA_NUM_THREADS))
    shape = data.array.shape if work.kernel.startswith("normalize") else data.array.shape[:1]
    if not work.kernel.startswith("normalize") and work.per == "col":
        shape = data.array.shape[1:]
    loops = function(work.kernel, work.per, fixed_cols)
    zero = np.dtype(work.out_dtype).type(0) if work.kernel in ("sum", "sumsq") else 0.0
    one = float("nan") if work.constant == "nan" else 1.0
    more = (work.low, work.high, work.ddof, one, zero, surroundings.threads)

    def call(a, out):
        return loops(a, out, *more)

    def new():
        return np.empty(shape, work.out_dtype)
    return {"a": data.array, "loops": call, "new": new, "out": new()}


def usual_names(work, data, surroundings):
    return names_for(work, data, surroundings, 0)


def best_names(work, data, surroundings):
    return names_for(work, data, surroundings, work.cols)


for _kernel in KERNELS:
    add(_kernel, "row col", Form("numba", "numba", "loops(a, new())  # @njit(parallel=True), prange over rows",
                                 usual_names, threads="all", needs=("numpy",)))
    add(_kernel, "row", Form("numba best", "numba",
                             "loops(a, out)  # @njit(parallel=True, fastmath=True), {cols} columns, out reused",
                             best_names, threads="all", needs=("numpy",)))
