// SPDX-License-Identifier: MIT
// Runs in this process, from the caller's memory into the caller's memory, or on data that lie on the device.
// Nothing falls back: a device's name stands for its own work alone.
//
// Where in memory data lie decides a tenth of a time, and more where a cache just holds them. So they are
// moved now and then: each run of a benchmark sees many places, and its fastest samples are those of the best
// of them.
#include "bench/runner.h"

#include "core/clock.h"
#include "core/matrix.h"

#include <rowrun/pair.h>
#include <rowrun/resident.h>

#include <stdlib.h>
#include <string.h>

enum { CALLS_IN_A_PLACE = 24 };
static const size_t most_moved_bytes = (size_t)1 << 28; // larger ones lie in many places anyway

typedef struct memory_runner {
  const rr__bench_data *data;
  rr_context *context;
  const char *device;
  rr_run_options options;
  rr_matrix *in; // a copy of the data's, once they were moved
  size_t calls;
  rr_matrix *out;        // of the first run, written again by all others; NULL for PAIR, and before
  rr_resident *resident; // NULL: the scope is MEMORY
} memory_runner;

static rr_status run(memory_runner *self, rr_ragged **ragged, const rr_run_options *options,
                     rr_run_stats *stats)
{
  const rr__bench_data *data = self->data;
  if (data->expected_ragged)
    return rr_run_pair(self->context, data->info->name, data->params, data->left, data->right, ragged,
                       options, stats);
  if (self->resident)
    return rr_run_resident(self->resident, data->info->name, data->params, &self->out, options, stats);
  return rr_run(self->context, data->info->name, data->params, self->in ? self->in : data->in, &self->out,
                options, stats);
}

static rr_status copy_input(rr_matrix **out, const rr_matrix *in)
{
  rr_status status =
      rr_matrix_create(out, &(rr_layout){.rows = in->rows, .cols = in->cols, .dtype = in->dtype});
  for (size_t row = 0; row < in->rows && !status; row++)
    memcpy(rr__matrix_row(*out, row), rr__matrix_row(in, row), in->cols * rr_dtype_size(in->dtype));
  return status;
}

// To another place in memory, then once untimed. Old places are held until the new ones are taken.
static rr_status move(memory_runner *self)
{
  rr_matrix *old_in = self->in, *old_out = self->out;
  self->in = self->out = NULL;
  rr_status status = copy_input(&self->in, self->data->in);
  if (!status) status = run(self, NULL, &self->options, NULL);
  rr_matrix_free(old_in);
  rr_matrix_free(old_out);
  return status;
}

static bool is_to_move(memory_runner *self)
{
  const rr_matrix *in = self->data->in;
  return in && !self->resident && rr_matrix_bytes(in) <= most_moved_bytes &&
         self->calls++ % CALLS_IN_A_PLACE == CALLS_IN_A_PLACE - 1;
}

static rr_status once(void *user, rr__sample *out)
{
  memory_runner *self = user;
  rr_ragged *ragged = NULL;
  rr_run_stats stats;
  rr_status status = is_to_move(self) ? move(self) : RR_OK;
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  status = run(self, &ragged, &self->options, &stats);
  out->total_ns = (double)(rr__now_ns() - start_ns);
  for (int phase = 0; phase < RR_PHASES; phase++) out->phase_ns[phase] = (double)stats.elapsed_ns[phase];
  rr_ragged_free(ragged);
  return status;
}

static void close_runner(void *user)
{
  memory_runner *self = user;
  if (!self) return;
  rr_resident_free(self->resident);
  rr_matrix_free(self->out);
  rr_matrix_free(self->in);
  free(self);
}

static rr_status upload(memory_runner *self)
{
  rr_upload_options options = {.device = self->device, .no_fallback = true};
  rr_run_stats stats;
  rr_status status = rr_matrix_upload(&self->resident, self->context, self->data->in, &options, &stats);
  if (status || stats.resident) return status;
  return rr_fail(RR_ENODEVICE, "the data do not fit into the device's memory at once");
}

// The first run, which is compared with the reference, as --verify does it.
static rr_status try_once(memory_runner *self)
{
  rr_run_options options = self->options;
  rr_ragged *ragged = NULL;
  options.verify = true;
  options.verify_rows = rr__bench_data_verified_rows(self->data->work);
  rr_status status = run(self, &ragged, &options, NULL);
  if (!status && ragged && options.verify_rows) status = rr__bench_data_verify_ragged(self->data, ragged);
  if (!status && self->out && options.verify_rows) status = rr__bench_data_verify(self->data, self->out);
  rr_ragged_free(ragged);
  return status;
}

static rr_status prepare(memory_runner *self, const rr__case *of)
{
  rr_status status = RR_OK;
  if (of->way.scope == RR_SCOPE_RESIDENT) {
    if (!self->data->in) return rr_fail(RR_ENODEVICE, "lists are not kept on a device");
    status = upload(self);
  }
  return status ? status : try_once(self);
}

rr_status rr__runner_open_memory(rr__runner *out, rr__case *of, rr__bench_data *data, rr_context *context)
{
  memory_runner *self = calloc(1, sizeof *self);
  if (!self) return rr_fail(RR_ENOMEM, "no memory for a runner");
  *self = (memory_runner){.data = data, .context = context, .device = of->way.name};
  self->options = (rr_run_options){.device = self->device, .no_fallback = true};
  if (data->in) { // lists have no such options
    self->options.per = of->work.per;
    self->options.out_dtype = of->work.out_dtype;
  }
  rr__runner_take(out, of, prepare(self, of), (rr__runner){once, close_runner, self});
  return RR_OK;
}
