// SPDX-License-Identifier: MIT
// From a .npy to a .npy within this process: loaded, run, saved. The files stay in the system's cache, as
// those do that were just written. Nothing falls back.
#include "core/clock.h"
#include "bench/result_file.h"
#include "bench/runner.h"

#include <rowrun/pair.h>

#include <stdlib.h>

typedef struct file_runner {
  const rr__bench_data *data;
  rr_context *context;
  const char *in_path;
  rr_run_options options;
  rr__result_file file;
} file_runner;

// What one pass holds, freed when its time is taken.
typedef struct pass {
  rr_matrix *in, *out;
  rr_ragged *left, *right, *result;
} pass;

static rr_status load(pass *now, const file_runner *self)
{
  if (!self->file.right[0]) return rr_matrix_load(&now->in, self->in_path, NULL);
  rr_status status = rr_ragged_load(&now->left, self->in_path, NULL);
  return status ? status : rr_ragged_load(&now->right, self->file.right, NULL);
}

static rr_status run(pass *now, const file_runner *self, rr_run_stats *stats)
{
  const rr__bench_data *data = self->data;
  if (now->left)
    return rr_run_pair(self->context, data->info->name, data->params, now->left, now->right, &now->result,
                       &self->options, stats);
  return rr_run(self->context, data->info->name, data->params, now->in, &now->out, &self->options, stats);
}

static rr_status save(const pass *now, const file_runner *self)
{
  return now->result ? rr_ragged_save(now->result, self->file.path, NULL)
                     : rr_matrix_save(now->out, self->file.path, NULL);
}

static void release(pass *now)
{
  rr_matrix_free(now->in);
  rr_matrix_free(now->out);
  rr_ragged_free(now->left);
  rr_ragged_free(now->right);
  rr_ragged_free(now->result);
}

static rr_status once(void *user, rr__sample *out)
{
  file_runner *self = user;
  pass now = {0};
  rr_run_stats stats = {0};
  uint64_t start_ns = rr__now_ns();
  rr_status status = load(&now, self);
  uint64_t loaded_ns = rr__now_ns();
  if (!status) status = run(&now, self, &stats);
  uint64_t ran_ns = rr__now_ns();
  if (!status) status = save(&now, self);
  uint64_t end_ns = rr__now_ns();
  release(&now);
  out->total_ns = (double)(end_ns - start_ns);
  for (int phase = 0; phase < RR_PHASES; phase++) out->phase_ns[phase] = (double)stats.elapsed_ns[phase];
  out->phase_ns[RR_PHASE_load] = (double)(loaded_ns - start_ns);
  out->phase_ns[RR_PHASE_store] = (double)(end_ns - ran_ns);
  return status;
}

static void close_runner(void *user)
{
  file_runner *self = user;
  if (!self) return;
  rr__result_file_remove(&self->file);
  free(self);
}

static rr_status try_once(file_runner *self)
{
  rr__sample sample;
  rr_status status = once(self, &sample);
  return status ? status : rr__result_file_verify(&self->file, self->data);
}

rr_status rr__runner_open_file(rr__runner *out, rr__case *of, rr__bench_data *data, rr_context *context)
{
  file_runner *self = calloc(1, sizeof *self);
  if (!self) return rr_fail(RR_ENOMEM, "no memory for a runner");
  self->data = data;
  self->context = context;
  self->options = (rr_run_options){.device = of->way.name, .no_fallback = true};
  if (data->in) { // lists have no such options
    self->options.per = of->work.per;
    self->options.out_dtype = of->work.out_dtype;
  }
  rr_status status = rr__bench_data_file(&self->in_path, data);
  if (!status) status = rr__result_file_make(&self->file, data);
  if (status) {
    close_runner(self);
    return status;
  }
  rr__runner_take(out, of, try_once(self), (rr__runner){once, close_runner, self});
  return RR_OK;
}
