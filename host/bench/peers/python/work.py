# SPDX-License-Identifier: MIT
"""A work as the forms see it: the call in words, and the data in the shapes that packages want."""
import functools

AXES = {"row": 1, "col": 0}
PAIRS = ("common",)


def number(text):
    try:
        return int(text)
    except ValueError:
        return float(text)


class Work:
    """What is computed, from the request's "call", "per", sizes and dtypes."""

    def __init__(self, request):
        self.call, self.per = request["call"], request["per"]
        self.rows, self.cols = request["rows"], request["cols"]
        self.dtype, self.out_dtype = request["dtype"], request["out_dtype"]
        name, *words = self.call.split()
        given = dict(zip((word[2:] for word in words[::2]), words[1::2]))
        self.kernel = f"{name} {given['method']}" if "method" in given else name
        self.is_pair = request["kernel"] in PAIRS
        self.low, self.high = number(given.get("min", "0")), number(given.get("max", "0"))
        self.ddof = int(given.get("ddof", "0"))
        self.constant = given.get("constant", "0")
        axis = AXES[self.per]
        self.words = {"low": repr(self.low), "high": repr(self.high), "ddof": self.ddof, "axis": axis,
                      "across": 1 - axis, "one": "np.nan" if self.constant == "nan" else "1",
                      "cols": self.cols, "rows": self.rows}

    @property
    def relative(self):
        """How far an answer may be off: sums in float32 are many people's choice, and worth this much."""
        if "float32" not in (self.dtype, self.out_dtype):
            return 1e-9
        return 1e-4 if self.per == "row" else 1e-3


class Data:
    """The input, or its first rows. What is made of it is made once, and dropped with the work."""

    def __init__(self, arrays, rows):
        self._arrays, self.rows, self._parts = arrays, rows, {}

    @classmethod
    def load(cls, left, right, rows):
        """`left` is a .npy, or of pairs of lists "OFFSETS.npy:VALUES.npy", and `right` the second ones."""
        import numpy
        paths = [left] if not right else left.split(":") + right.split(":")
        return cls([numpy.load(path) for path in paths], rows)

    def part(self, rows):
        if rows >= self.rows:
            return self
        return self._parts.setdefault(rows, Data(self._arrays, rows))

    @functools.cached_property
    def array(self):
        import numpy
        return numpy.ascontiguousarray(self._arrays[0][:self.rows])

    @functools.cached_property
    def lists(self):
        """Python lists, one for each row."""
        return self.array.tolist()

    @functools.cached_property
    def columns(self):
        """Python lists, one for each column."""
        return self.array.T.tolist()

    @functools.cached_property
    def pairs(self):
        """The two lists of lists of a PAIR."""
        return tuple(self._ragged(*self._arrays[i:i + 2]) for i in (0, 2))

    def _ragged(self, offsets, values):
        offsets = offsets[:self.rows + 1].tolist()
        values = values[:offsets[-1]].tolist()
        return [values[a:b] for a, b in zip(offsets, offsets[1:])]

    @functools.cached_property
    def frame(self):
        import pandas
        return pandas.DataFrame(self.array)

    @functools.cached_property
    def polars(self):
        import polars
        return polars.from_numpy(self.array)
