// SPDX-License-Identifier: MIT
// The CPU schedule of the shape ROW: values of each row, one row after the other.

FN void compute_rows(const rr__cpu_call *call, size_t cols, params_t params)
{
  const CELL *cells = call->in;
  char *out = call->out;
  for (size_t row = 0; row < call->rows; row++) {
    result_t values[OUTPUTS];
    for (size_t k = 0; k < OUTPUTS; k++) values[k] = 0;
    compute_values(values, cells, cols, params);
    for (size_t k = 0; k < OUTPUTS; k++) values[k] = CANONICAL_VALUE(values[k]);
    if (call->convert)
      call->convert(out, values, OUTPUTS);
    else
      memcpy(out, values, sizeof values);
    cells += call->in_stride;
    out += call->out_stride * call->out_cell_bytes;
  }
}

#define ROWS_FUNCTION(name, constant_cols)                                                                   \
  static void name(const rr__cpu_call *call, params_t params)                                                \
  {                                                                                                          \
    compute_rows(call, constant_cols, params);                                                               \
  }

#include "cpu/column_counts.h"

static void run_rows(const rr__cpu_call *call)
{
  static void (*const table[])(const rr__cpu_call *, params_t) = ROWS_TABLE;
  table[call->cols <= 8 ? call->cols : 0](call, load_params(call));
}
