// SPDX-License-Identifier: MIT
// rowrun: every row of a matrix, on any OpenCL device or on a CPU thread pool.
//
// Laws of this library. Every function that can fail returns rr_status and must be looked at; the text of the
// last error of the calling thread is rr_error_text(). Outputs come first. A `T **out` is owned by the caller
// and ended by its `_free`, which takes NULL; a returned `const T *` belongs to its parent. Inputs are
// borrowed until the call, or its job, ends. The library never prints, exits or aborts.
#ifndef ROWRUN_H
#define ROWRUN_H

#include <rowrun/bandwidth.h>
#include <rowrun/bench.h>
#include <rowrun/cache.h>
#include <rowrun/context.h>
#include <rowrun/cpus.h>
#include <rowrun/device.h>
#include <rowrun/dtype.h>
#include <rowrun/expression.h>
#include <rowrun/frame.h>
#include <rowrun/kernel.h>
#include <rowrun/linear.h>
#include <rowrun/matrix.h>
#include <rowrun/matrix_items.h>
#include <rowrun/pair.h>
#include <rowrun/pool.h>
#include <rowrun/process.h>
#include <rowrun/ragged.h>
#include <rowrun/random.h>
#include <rowrun/report.h>
#include <rowrun/resident.h>
#include <rowrun/result.h>
#include <rowrun/run.h>
#include <rowrun/status.h>
#include <rowrun/user_kernel.h>
#include <rowrun/version.h>

#endif
