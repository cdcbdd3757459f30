# SPDX-License-Identifier: MIT
"""PyOpenCL: a kernel written by hand, with the transfers, as a user would; a row for each work-item.

Where device and host share their memory the arrays are used where they lie. The device is PYOPENCL_CTX's,
else the first GPU, else the first there is.
"""
import os

from .table import Form, Unable, add

C_TYPES = {"int8": "char", "uint8": "uchar", "int16": "short", "uint16": "ushort", "int32": "int",
           "uint32": "uint", "int64": "long", "uint64": "ulong", "float32": "float", "float64": "double"}

# What is done before, with and after the values x of a row of n; `real` is double where there is one.
FOLDS = {
    "count": ("long s = 0;", "s += x >= low && x <= high;", "s"),
    "hypot": ("real s = 0;", "s += (real)x * x;", "sqrt(s)"),
    "sum": ("OUT s = 0;", "s += x;", "s"),
    "sumsq": ("OUT s = 0;", "s += (OUT)x * x;", "s"),
    "mean": ("real s = 0;", "s += x;", "s / n"),
    "min": ("CELL s = row[0];", "s = x < s ? x : s;", "s"),
    "max": ("CELL s = row[0];", "s = x > s ? x : s;", "s"),
}
SIZES = {
    "normalize minmax": ("CELL s = row[0], t = s;", "s = x < s ? x : s; t = x > t ? x : t;", "t - s", "x - s"),
    "normalize l1": ("real s = 0;", "s += fabs((real)x);", "s", "x"),
    "normalize l2": ("real s = 0;", "s += (real)x * x;", "sqrt(s)", "x"),
    "normalize max": ("real s = 0;", "s = fmax(s, fabs((real)x));", "s", "x"),
}


def choose_device(cl):
    if os.environ.get("PYOPENCL_CTX"):
        return cl.create_some_context(interactive=False).devices[0]
    try:
        devices = [device for platform in cl.get_platforms() for device in platform.get_devices()]
    except cl.Error as error:
        raise Unable(f"no OpenCL device: {error}") from error
    if not devices:
        raise Unable("no OpenCL device")
    gpus = [device for device in devices if device.type & cl.device_type.GPU]
    return (gpus or devices)[0]


def bound_of(value, dtype):
    """A bound as C has it, in a type that holds it and the values."""
    if isinstance(value, float):
        return f"(double){value!r}".replace("(double)inf", "INFINITY").replace("(double)-inf", "-INFINITY")
    return f"{value}UL" if value > 2**63 - 1 else f"({value}L)" if value > -2**63 else "LONG_MIN"


def source_of(work):
    first, step, answer, *cell = {**FOLDS, **SIZES}[work.kernel]
    body = f"{first} for (ulong j = 0; j < n; j++) {{ CELL x = row[j]; {step} }} "
    if cell:
        body += (f"real size = {answer}; if (size == 0) size = ONE; "
                 f"for (ulong j = 0; j < n; j++) {{ CELL x = row[j]; out[i * n + j] = (real)({cell[0]}) / size; }}")
    else:
        body += f"out[i] = {answer};"
    return "#define low {low}\n#define high {high}\n#define ONE {one}\n" \
           "typedef {cell} CELL; typedef {out} OUT; typedef {real} real;\n" \
           "kernel void form(global const CELL *a, global OUT *out, ulong n)\n" \
           "{{ ulong i = get_global_id(0); global const CELL *row = a + i * n; BODY }}".format(
               low=bound_of(work.low, work.dtype), high=bound_of(work.high, work.dtype),
               one="NAN" if work.constant == "nan" else "1",
               cell=C_TYPES[work.dtype], out=C_TYPES[work.out_dtype],
               real="float" if work.dtype == "float32" else "double").replace("BODY", body)


def answer_of(work, data):
    import numpy as np
    shape = data.array.shape if work.kernel.startswith("normalize") else data.array.shape[:1]
    return np.empty(shape, work.out_dtype)


def names(work, data, surroundings):
    import pyopencl as cl
    device = choose_device(cl)
    if "float64" in (work.dtype, work.out_dtype) and "cl_khr_fp64" not in device.extensions:
        raise Unable("the device has no float64")
    context = cl.Context([device])
    surroundings.device_name = device.name
    flags, n = cl.mem_flags, work.cols
    a, out = data.array, answer_of(work, data)
    kernel = cl.Kernel(cl.Program(context, source_of(work)).build(), "form")
    queue = cl.CommandQueue(context)
    shares = bool(device.host_unified_memory) and device.type & cl.device_type.CPU

    def buffers():
        if shares:
            return (cl.Buffer(context, flags.READ_ONLY | flags.USE_HOST_PTR, hostbuf=a),
                    cl.Buffer(context, flags.WRITE_ONLY | flags.USE_HOST_PTR, hostbuf=out))
        return (cl.Buffer(context, flags.READ_ONLY | flags.COPY_HOST_PTR, hostbuf=a),
                cl.Buffer(context, flags.WRITE_ONLY, out.nbytes))

    def launch(from_buffer, to_buffer):
        import numpy as np
        kernel(queue, (data.rows,), None, from_buffer, to_buffer, np.uint64(n))

    def back(buffer):
        if shares:  # mapped and given back: what the device wrote is there then
            cl.enqueue_map_buffer(queue, buffer, cl.map_flags.READ, 0, out.shape, out.dtype)[0].base.release()
        else:
            cl.enqueue_copy(queue, out, buffer)
        queue.finish()
        return out
    return {"buffers": buffers, "launch": launch, "back": back}


for _kernel in (*FOLDS, *SIZES):
    add(_kernel, "row", Form("pyopencl", "pyopencl",
                             "a, out = buffers(); launch(a, out); back(out)  # a kernel by hand, a row each "
                             "work-item, with transfers", names, threads=0, needs=("numpy",)))
