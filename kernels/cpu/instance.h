// SPDX-License-Identifier: MIT
// One kernel body for one cell dtype, as CPU code. Included by the generated <id>_<dtype>.c, which defines
// RR_CELL_<dtype>, SHAPE_<shape>, KERNEL_BODY (the .cl file) and INSTANCE (the name of the
// result).
#include "cpu/cpu_kernel.h"

#include "prelude.h"

#include "order.h"

#include KERNEL_BODY

#include <string.h>

#ifdef SHAPE_FOLD
typedef result_t finished_t;
#endif

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

#ifdef NOTE
#define TAKE_NOTE(call, index, finished)                                                                     \
  do {                                                                                                       \
    if (NOTE(finished)) rr__note_add((call)->note, index);                                                   \
  } while (0)
#else
#define TAKE_NOTE(call, index, finished) ((void)(finished))
#endif

#ifdef SHAPE_ROW

#include "cpu/row_values.h"

#else

#include "cpu/lanes.h"

#include "cpu/rows.h"

#include "cpu/columns.h"

#endif

#define TYPE_IS_(name, value, type)                                                                          \
  type:                                                                                                      \
  value,
#define RESULT_DTYPE _Generic((result_t)0, RR_DTYPE_LIST(TYPE_IS_) default : RR_DTYPE_AUTO)

const rr__cpu_kernel INSTANCE = {
    .result = RESULT_DTYPE,
    .run_rows = run_rows,
#ifndef SHAPE_ROW
    .accumulator_bytes = sizeof(acc_t),
    .finished_bytes = sizeof(finished_t),
    .fold_columns = fold_columns,
    .merge_columns = merge_columns,
    .finish_columns = finish_columns,
#endif
#ifdef SHAPE_SCALE
    .apply_columns = apply_columns,
#endif
};
