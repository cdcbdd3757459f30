// SPDX-License-Identifier: MIT
// Fills the shared block, starts the helper, waits no longer than was allowed, and takes what it left.
#include "run/isolate.h"

#include "core/checked.h"
#include "core/library_folder.h"
#include "core/log.h"
#include "core/matrix.h"
#include "core/text_block.h"
#include "run/runner/block.h"

#include <rowrun/process.h>
#include <rowrun/user_kernel.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FIXED_TEXTS = 6 };

typedef struct isolation {
  const rr__isolated_call *call;
  char folder[PATH_MAX]; // of plug-ins and helpers
  const char *device;
  int file;
  size_t bytes, out_offset; // of the block; not read from it again
  rr__block *block;
} isolation;

// The texts of the request, in the block's order.
static const char *text_at(const isolation *self, size_t index)
{
  static const rr_kernel_source none = {.name = "", .text = "", .file = ""}; // of a kernel of the table
  const rr__kernel *kernel = self->call->job->kernel;
  const rr_kernel_source *source = kernel->source ? kernel->source : &none;
  const char *const fixed[FIXED_TEXTS] = {kernel->info->name, self->device, self->folder,
                                          source->name,       source->text, source->file};
  if (index < FIXED_TEXTS) return fixed[index];
  const rr_param *param = &self->call->job->params[(index - FIXED_TEXTS) / 2];
  return (index - FIXED_TEXTS) % 2 ? param->value : param->name;
}

static size_t text_count(const isolation *self)
{
  return FIXED_TEXTS + 2 * rr__param_count(self->call->job->params);
}

static size_t texts_bytes(const isolation *self)
{
  size_t bytes = 0;
  for (size_t i = 0; i < text_count(self); i++) bytes += rr__text_bytes(text_at(self, i));
  return bytes;
}

static void put_texts(const isolation *self)
{
  char *place = (char *)self->block + self->block->texts_offset;
  for (size_t i = 0; i < text_count(self); i++) rr__text_put(&place, text_at(self, i));
}

static rr__block_matrix describe(const rr_matrix *matrix, size_t *offset)
{
  rr__block_matrix out = {matrix->rows, matrix->cols, (int32_t)matrix->dtype, *offset};
  *offset += rr__round_up(rr_matrix_bytes(matrix), RR_BLOCK_ALIGN);
  return out;
}

// Rows between a matrix and the block, where they have no gaps.
static void copy_rows(const rr_matrix *matrix, char *packed, bool to_block)
{
  size_t bytes = matrix->cols * rr_dtype_size(matrix->dtype);
  for (size_t row = 0; bytes && row < matrix->rows; row++, packed += bytes) {
    void *cells = rr__matrix_row(matrix, row);
    memcpy(to_block ? packed : cells, to_block ? cells : packed, bytes);
  }
}

// Memory without a name that the helper finds as its standard input. Nobody can make it shorter: it would end
// us to read what is gone.
static rr_status make_block(isolation *self, size_t bytes)
{
  self->bytes = bytes;
  self->file = memfd_create("rowrun", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  void *memory = MAP_FAILED;
  if (self->file >= 0 && ftruncate(self->file, (off_t)bytes) == 0 &&
      fcntl(self->file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, self->file, 0);
  if (memory == MAP_FAILED)
    return rr_fail(errno == ENOMEM || errno == ENOSPC ? RR_ENOMEM : RR_ESYSTEM,
                   "no shared memory for an isolated run of %zu bytes: %s", bytes, strerror(errno));
  self->block = memory;
  return RR_OK;
}

static rr_status fill_block(isolation *self, size_t threads)
{
  const rr__isolated_call *call = self->call;
  size_t texts = texts_bytes(self), offset = rr__round_up(sizeof(rr__block) + texts, RR_BLOCK_ALIGN);
  rr__block_matrix in = describe(call->in, &offset), out = describe(call->out, &offset);
  size_t numbers_offset = call->in->numbers ? offset : 0, numbers_bytes = call->in->cols * sizeof(size_t);
  if (numbers_offset) offset += numbers_bytes;
  rr_status status = make_block(self, offset);
  if (status) return status;
  self->out_offset = out.offset;
  *self->block =
      (rr__block){.version = RR_BLOCK_VERSION,
                  .bytes = offset,
                  .texts_offset = sizeof(rr__block),
                  .texts_bytes = texts,
                  .param_count = rr__param_count(call->job->params),
                  .in = in,
                  .out = out,
                  .numbers_offset = numbers_offset,
                  .threads = threads,
                  .allow_include = call->job->kernel->source && call->job->kernel->source->allow_include,
                  .options = *call->options};
  self->block->options.isolate_ms = 0;
  self->block->options.progress = (rr_progress){NULL, NULL};
  put_texts(self);
  copy_rows(call->in, (char *)self->block + in.offset, true);
  if (numbers_offset) memcpy((char *)self->block + numbers_offset, call->in->numbers, numbers_bytes);
  return RR_OK;
}

static rr_status start(rr_process **out, const isolation *self)
{
  char program[PATH_MAX];
  if (!rr__path_join(program, self->folder, RUNNER_PROGRAM))
    return rr_fail(RR_ESYSTEM, "the path of %s is too long", RUNNER_PROGRAM);
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.ends_group = true; // what a kernel starts goes with it
  options.standard_input = self->file;
  options.standard_output = options.standard_error = RR_STREAM_NULL;
  rr_status status = rr_process_start(out, (const char *const[]){program, NULL}, &options);
  if (status != RR_EINPUT) return status;
  return rr_fail(RR_ESYSTEM,
                 "%s, which isolated runs happen in, was looked for as %s; hint: install rowrun whole, or "
                 "set ROWRUN_PLUGIN_DIR to the folder that has it",
                 RUNNER_PROGRAM, program);
}

static rr_status fail_signal(const isolation *self, int number)
{
  return rr_fail(RR_ECRASHED,
                 "kernel '%s' crashed: signal %d (%s); hint: does it read or write outside of its row?",
                 self->call->job->kernel->info->name, number, strsignal(number));
}

static rr_status fail_time(const isolation *self)
{
  return rr_fail(RR_ETIMEOUT,
                 "kernel '%s' was ended after %g s; hint: an endless loop in it, or more time for it",
                 self->call->job->kernel->info->name, (double)self->call->options->isolate_ms / 1000);
}

static void pass_log(const rr_context *context, rr__block *block)
{
  block->log[RR_BLOCK_LOG - 1] = '\0';
  for (char *rest = block->log, *line; (line = strtok_r(rest, "\n", &rest));)
    rr__log(&context->log, "%s", line);
}

// The strings of statistics that came from there end somewhere.
static void take_stats(rr_run_stats *stats, const rr_run_stats *from)
{
  *stats = *from;
  stats->kernel[sizeof stats->kernel - 1] = '\0';
  stats->requested_device[sizeof stats->requested_device - 1] = '\0';
  stats->device[sizeof stats->device - 1] = '\0';
  stats->device_name[sizeof stats->device_name - 1] = '\0';
  stats->note[sizeof stats->note - 1] = '\0';
  stats->fallback.device[sizeof stats->fallback.device - 1] = '\0';
  stats->fallback.call[sizeof stats->fallback.call - 1] = '\0';
  stats->fallback.message[sizeof stats->fallback.message - 1] = '\0';
}

static rr_status take_reply(const isolation *self, rr_context *context, rr_run_stats *stats)
{
  rr__block *block = self->block;
  if (block->is_done != 1)
    return rr_fail(RR_ECRASHED, "kernel '%s' ended its process before it was done; hint: does it call exit?",
                   self->call->job->kernel->info->name);
  pass_log(context, block);
  take_stats(stats, &block->stats);
  block->message[RR_BLOCK_MESSAGE - 1] = '\0';
  if (block->status != RR_OK) return rr_fail((rr_status)block->status, "%s", block->message);
  copy_rows(self->call->out, (char *)block + self->out_offset, false);
  return RR_OK;
}

static rr_status run(const isolation *self, rr_context *context, rr_run_stats *stats)
{
  rr_process *process = NULL;
  rr_status status = start(&process, self);
  if (status) return status;
  status = rr_process_wait(process, self->call->options->isolate_ms);
  if (status == RR_ETIMEOUT)
    status = fail_time(self);
  else if (!status && rr_process_signal(process))
    status = fail_signal(self, rr_process_signal(process));
  else if (!status)
    status = take_reply(self, context, stats);
  rr_process_free(process);
  return status;
}

rr_status rr__isolated_run(rr_context *context, const rr__isolated_call *call, rr_run_stats *stats)
{
  isolation self = {.call = call, .device = stats->requested_device, .file = -1};
  const rr__kernel *kernel = call->job->kernel;
  if (!kernel->source && !rr__kernel_is_in_table(kernel))
    return rr_fail(RR_EUSAGE,
                   "'%s' has no text, so that no other process can run it; hint: leave isolation out",
                   kernel->info->name);
  if (!rr__library_folder(self.folder))
    return rr_fail(RR_ESYSTEM, "the folder of %s cannot be found out; hint: set ROWRUN_PLUGIN_DIR to it",
                   RUNNER_PROGRAM);
  rr_status status = fill_block(&self, rr_context_threads(context));
  if (!status) status = run(&self, context, stats);
  if (self.block) munmap(self.block, self.bytes);
  if (self.file >= 0) close(self.file);
  return status;
}
