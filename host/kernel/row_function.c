// SPDX-License-Identifier: MIT
// Calls the function for each row, and keeps what every kernel keeps: one NaN, and the dtype that was asked
// for.
#include "kernel/row_function.h"

#include <math.h>
#include <string.h>

static void make_nans_equal(void *values, rr_dtype dtype, size_t count)
{
  float *narrow = values;
  double *wide = values;
  for (size_t i = 0; i < count; i++) {
    if (dtype == RR_FLOAT32 && isnan(narrow[i])) narrow[i] = NAN;
    if (dtype == RR_FLOAT64 && isnan(wide[i])) wide[i] = (double)NAN;
  }
}

void rr__row_function_run(const rr__cpu_call *call)
{
  const rr__row_function *function = call->user;
  rr_dtype computed = function->result[call->dtype];
  _Alignas(8) char values[RR_MAX_OUTPUTS * 8];
  size_t bytes = function->outputs * rr_dtype_size(computed);
  rr_row row = {.cells = call->in,
                .cols = call->cols,
                .dtype = call->dtype,
                .params = call->params,
                .omit_nan = call->omit_nan != 0,
                .user = function->user};
  char *out = call->out;
  for (size_t i = 0; i < call->rows; i++) {
    memset(values, 0, bytes);
    function->row(values, &row);
    make_nans_equal(values, computed, function->outputs);
    if (call->convert)
      call->convert(out, values, function->outputs);
    else
      memcpy(out, values, bytes);
    row.cells = (const char *)row.cells + call->in_stride * rr_dtype_size(call->dtype);
    out += call->out_stride * call->out_cell_bytes;
  }
}
