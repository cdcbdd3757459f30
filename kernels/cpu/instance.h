// SPDX-License-Identifier: MIT
// One kernel body for one cell dtype, as CPU code. Included by the generated <id>_<dtype>.c, which defines
// RR_CELL_<dtype>, SHAPE_<shape>, KERNEL_BODY (the .cl file) and INSTANCE (the name of the result), or by the
// file that host/kernel/build_folder.c writes for a user's kernel, which defines the same.
#include "cpu/cpu_kernel.h"

#include "prelude.h"

#include "order.h"

#include KERNEL_BODY

#include <string.h>

#define LOAD_PARAM_(type, name) memcpy(&params.name, call->params[next++], sizeof params.name);

FN params_t load_params(const rr__cpu_call *call)
{
  params_t params;
  size_t next = 0;
  PARAMS(LOAD_PARAM_)
  (void)next;
  params.omit_nan = call->omit_nan;
  return params;
}

#ifdef SHAPE_ROW

#include "cpu/row_values.h"

#else

#include "passes.h"

#include "cpu/lanes.h"

#include "cpu/rows.h"

#include "cpu/columns.h"

#endif

#define DTYPE_OF_(name, value, type)                                                                         \
  type:                                                                                                      \
  value,

const rr__cpu_kernel INSTANCE = {
    .result = _Generic((result_t)0, RR_DTYPE_LIST(DTYPE_OF_) default
                       : RR_DTYPE_AUTO),
    .run_rows = run_rows,
#ifndef SHAPE_ROW
    .accumulator_bytes = sizeof(acc_t),
    .finished_bytes = sizeof(finished_t),
    .fold_columns = fold_columns,
    .merge_columns = merge_columns,
    .finish_columns = finish_columns,
#endif
#ifdef TWO_PASSES
    .middle_bytes = sizeof(middle_t),
    .middle_columns = middle_columns,
    .fold_columns_again = fold_columns_again,
#endif
#ifdef SHAPE_SCALE
    .apply_columns = apply_columns,
#endif
};
