// SPDX-License-Identifier: MIT
// Expressions of users, as kernels.
#include "kernel/expression.h"

#include "core/matrix.h"
#include "run/execute.h"
#include "run/registry.h"
#include "run/run_call.h"

#include <rowrun/expression.h>

static rr__expression_columns columns_of(const rr_matrix *matrix)
{
  return (rr__expression_columns){matrix->cols, (const char *const *)matrix->names};
}

rr_status rr_map_expression(rr_context *context, const char *text, const rr_matrix *in, rr_matrix **out,
                            const rr_run_options *options, rr_run_stats *stats)
{
  static const rr_run_options defaults = RR_RUN_OPTIONS_INIT;
  rr_run_stats unused;
  rr__kernel *kernel = NULL;
  rr__expression_columns columns = columns_of(in);
  if (!options) options = &defaults;
  if (!stats) stats = &unused;
  rr__stats_start(stats, context, "expression", in, options);
  if (options->isolate_ms)
    return rr_fail(RR_EUSAGE,
                   "an expression has no process of its own; hint: it cannot crash or run for ever");
  if (options->nan == RR_NAN_OMIT)
    return rr_fail(RR_EUSAGE, "an expression says itself what NaN does; hint: sum(isnan(x) ? 0 : x)");
  rr_status status = rr__expression_create(&kernel, "expression", text, &columns);
  if (!status)
    status = rr__run(&(rr__run_call){.context = context,
                                     .kernel = "expression",
                                     .given = kernel,
                                     .in = in,
                                     .out = out,
                                     .options = options,
                                     .stats = stats});
  rr__expression_free(kernel);
  return status;
}

rr_status rr_expression_register(rr_context *context, const char *name, const char *text,
                                 const rr_matrix *like)
{
  rr__kernel *kernel = NULL;
  rr__expression_columns columns = columns_of(like);
  rr_status status = rr__expression_create(&kernel, name, text, &columns);
  if (!status) status = rr__registry_add(context, kernel, rr__expression_free);
  if (status) rr__expression_free(kernel);
  return status;
}
