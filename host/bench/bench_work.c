// SPDX-License-Identifier: MIT
// One work: its data, its runners, their rounds. It knows no kind of runner.
#include "bench/bench_work.h"

#include "run/context.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Of a work without an answer. The answer to very many cells is the CPU pool's, after a look at a sample:
// where that one is wrong, nobody else is.
static void fail_all(const rr__bench_work *work, rr_status status)
{
  for (size_t i = 0; i < work->case_count; i++) {
    rr__case *of = &work->cases[i];
    if (of->outcome != RR_OUTCOME_SKIPPED) continue;
    bool is_wrong = status == RR_EVERIFY && strcmp(of->way.name, RR_CPU_ID) == 0;
    of->outcome = is_wrong ? RR_OUTCOME_WRONG : RR_OUTCOME_FAILED;
    snprintf(of->message, sizeof of->message, "%s", rr_error_text());
  }
}

static rr_status open_runner(rr__runner *out, const rr__bench_work *work, rr__case *of, rr__bench_data *data)
{
  rr_context *context = NULL;
  if (of->way.is_peer) return rr__runner_open_peer(out, of, data, work->around);
  if (of->way.scope == RR_SCOPE_COMMAND || of->way.scope == RR_SCOPE_FRESH)
    return rr__runner_open_command(out, of, data, work->around);
  rr_status status = rr__bench_contexts_have(&context, work->contexts, &of->way, work->around->options->log);
  if (status) return status;
  if (of->way.scope == RR_SCOPE_FILE) return rr__runner_open_file(out, of, data, context);
  return rr__runner_open_memory(out, of, data, context);
}

static bool must_stop(const rr__bench_work *work)
{
  return work->rounds->stop && work->rounds->stop(work->rounds->stop_user);
}

static rr_status open_runners(rr__runner *runners, const rr__bench_work *work, rr__bench_data *data)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < work->case_count && !status && !must_stop(work); i++) {
    rr__case *of = &work->cases[i];
    if (of->outcome != RR_OUTCOME_SKIPPED) continue;
    of->bytes = rr__bench_data_bytes(data);
    if (work->rounds->tell) work->rounds->tell(work->rounds->tell_user, of, 0);
    status = open_runner(&runners[i], work, of, data);
  }
  return status;
}

static void close_runners(rr__runner *runners, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (runners[i].close) runners[i].close(runners[i].self);
  free(runners);
}

static rr_status run_on(bool *interrupted, const rr__bench_work *work, rr__bench_data *data)
{
  rr__runner *runners = calloc(work->case_count + 1, sizeof *runners);
  if (!runners) return rr_fail(RR_ENOMEM, "no memory for %zu runners", work->case_count);
  rr_status status = open_runners(runners, work, data);
  if (!status) status = rr__rounds_run(interrupted, work->rounds, work->cases, runners, work->case_count);
  close_runners(runners, work->case_count);
  return status;
}

rr_status rr__bench_work_run(bool *interrupted, const rr__bench_work *work)
{
  rr__bench_data data;
  const rr__plan_work *planned = work->planned;
  *interrupted = must_stop(work);
  if (*interrupted) return RR_OK;
  rr_status status =
      rr__bench_data_make(&data, &planned->work, planned->params, work->context, work->around->folder);
  if (status) {
    fail_all(work, status);
    status = RR_OK;
  } else {
    status = run_on(interrupted, work, &data);
  }
  rr__bench_data_clear(&data);
  return status;
}
