// SPDX-License-Identifier: MIT
// A list of contexts, each opened when a way first needs it.
#include "bench/bench_contexts.h"

#include <stdlib.h>
#include <string.h>

rr_status rr__bench_contexts_have(rr_context **out, rr__bench_contexts *contexts, const rr__way *way,
                                  rr_log log)
{
  for (size_t i = 0; i < contexts->count; i++) {
    const rr__way *other = &contexts->all[i].way;
    *out = contexts->all[i].context;
    if (other->threads == way->threads && strcmp(other->name, way->name) == 0) return RR_OK;
  }
  void *longer = realloc(contexts->all, (contexts->count + 1) * sizeof *contexts->all);
  if (!longer) return rr_fail(RR_ENOMEM, "no memory for a list of contexts");
  contexts->all = longer;
  rr_context_options options = {.threads = way->threads, .device = RR_CPU_ID, .log = log};
  rr_status status = rr_context_open(out, &options);
  if (!status) contexts->all[contexts->count++] = (struct rr__bench_context){*way, *out};
  return status;
}

void rr__bench_contexts_free(rr__bench_contexts *contexts)
{
  for (size_t i = 0; i < contexts->count; i++) rr_context_free(contexts->all[i].context);
  free(contexts->all);
  *contexts = (rr__bench_contexts){0};
}
