# SPDX-License-Identifier: MIT
"""The table of forms: who does which kernel, in what words, and how a line of it becomes a call.

Knows no package and no kernel; the other files of this folder enter their forms here.
"""
import functools
import importlib.metadata
import importlib.util

FORMS = []

# What is looked for, by module: how people write it, and how they get it.
PACKAGES = {
    "numpy": ("NumPy", "apt install python3-numpy, or pip install numpy"),
    "numba": ("Numba", "apt install python3-numba, or pip install numba"),
    "numexpr": ("NumExpr", "apt install python3-numexpr, or pip install numexpr"),
    "pandas": ("pandas", "apt install python3-pandas, or pip install pandas"),
    "joblib": ("joblib", "apt install python3-joblib, or pip install joblib"),
    "polars": ("Polars", "pip install polars"),
    "pyopencl": ("PyOpenCL", "apt install python3-pyopencl, or pip install pyopencl"),
    "cupy": ("CuPy", "pip install cupy-cuda12x"),
}


class Unable(Exception):
    """This form cannot do this work, which is no fault of anybody's."""


class Form:
    """A way of doing a kernel.

    names(work, data, surroundings) gives what the line of code refers to; prepared outside of the time.
    """

    def __init__(self, name, package, text, names, threads=1, is_slow=False, scope="memory", needs=()):
        self.name, self.package, self.text, self.names = name, package, text, names
        self.threads, self.is_slow, self.scope = threads, is_slow, scope
        self.needs = (package, *needs) if package else needs

    def written(self, work, surroundings):
        """The line as it is timed, for this work."""
        return self.text.format(**work.words, threads=surroundings.threads)


def add(kernel, per, form):
    """`kernel` is a name, of a kernel with methods "name method"; `per` "row", "col" or "row col"."""
    for one in per.split():
        FORMS.append((kernel, one, form))


def forms_of(work):
    return [form for kernel, per, form in FORMS if (kernel, per) == (work.kernel, work.per)]


def call_of(text, names):
    """A function that runs `text`: statements between "; ", of which the last one is the answer."""
    code, _, _ = text.partition("  #")
    *before, answer = code.split("; ")
    lines = ["def form():", *(f"    {line}" for line in before), f"    return {answer}"]
    scope = dict(names)
    exec("\n".join(lines), scope)  # the texts are this folder's, the numbers in them were read as numbers
    return scope["form"]


@functools.lru_cache(maxsize=None)
def version_of(package):
    """The version of a package, or None where it is not installed. Imports nothing."""
    if importlib.util.find_spec(package) is None:
        return None
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return installed_as(package)


def installed_as(package):
    """The version under the name of another distribution, such as cupy-cuda12x; "" where none is said."""
    names = getattr(importlib.metadata, "packages_distributions", dict)().get(package, [])
    return next((importlib.metadata.version(name) for name in names), "")
