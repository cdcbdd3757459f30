// SPDX-License-Identifier: MIT
// What is asked of the worker.
#include "bench/peers/peer_request.h"

json_t *rr__peer_request(const char *what, const rr__work *work)
{
  return json_pack("{s:s,s:s,s:s,s:s,s:I,s:I,s:s,s:s,s:I}", "do", what, "kernel", work->kernel, "call",
                   work->call, "per", work->per == RR_PER_COL ? "col" : "row", "rows", (json_int_t)work->rows,
                   "cols", (json_int_t)work->cols, "dtype", rr_dtype_name(work->dtype), "out_dtype",
                   rr_dtype_name(work->out_dtype), "seed", (json_int_t)work->seed);
}
