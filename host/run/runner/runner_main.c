// SPDX-License-Identifier: MIT
// rowrun-runner: one run, asked for and answered in the block of memory that is its standard input. Whatever
// a kernel does to this process, the one that started it goes on.
#include "core/matrix.h"
#include "run/runner/block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rowrun.h>

typedef struct request {
  rr__block *block;
  const char *next; // text
  const char *kernel, *device;
  rr_kernel_source source; // of a name "": there is none
  rr_param *params;
} request;

static const char *take_text(request *self)
{
  const char *text = self->next;
  self->next += strlen(text) + 1;
  return text;
}

static rr__block *map_block(void)
{
  struct stat info;
  if (fstat(STDIN_FILENO, &info) || info.st_size < (off_t)sizeof(rr__block)) return NULL;
  rr__block *block = mmap(NULL, (size_t)info.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, STDIN_FILENO, 0);
  if (block == MAP_FAILED) return NULL;
  return block->version == RR_BLOCK_VERSION && block->bytes == (uint64_t)info.st_size ? block : NULL;
}

static rr_status read_request(request *self)
{
  self->next = (const char *)self->block + self->block->texts_offset;
  self->kernel = take_text(self);
  self->device = take_text(self);
  setenv("ROWRUN_PLUGIN_DIR", take_text(self), 1);
  self->source.name = take_text(self);
  self->source.text = take_text(self);
  self->source.file = take_text(self);
  self->source.allow_include = self->block->allow_include != 0;
  self->params = calloc(self->block->param_count + 1, sizeof *self->params);
  if (!self->params)
    return rr_fail(RR_ENOMEM, "no memory for %llu parameters", (unsigned long long)self->block->param_count);
  for (uint64_t i = 0; i < self->block->param_count; i++) {
    self->params[i].name = take_text(self);
    self->params[i].value = take_text(self);
  }
  return RR_OK;
}

static void keep_line(const char *text, void *user)
{
  rr__block *block = user;
  size_t used = strlen(block->log), size = strlen(text);
  if (used + size + 2 > sizeof block->log) return;
  memcpy(block->log + used, text, size);
  block->log[used + size] = '\n';
}

static rr_status wrap(rr_matrix **out, rr__block *block, const rr__block_matrix *matrix)
{
  rr_layout layout = {.rows = matrix->rows, .cols = matrix->cols, .dtype = (rr_dtype)matrix->dtype};
  return rr_matrix_wrap(out, (char *)block + matrix->offset, &layout);
}

// The input may be some columns of a frame.
static rr_status number_columns(rr_matrix *in, const rr__block *block)
{
  if (block->numbers_offset == 0) return RR_OK;
  in->numbers = calloc(in->cols ? in->cols : 1, sizeof *in->numbers);
  if (!in->numbers) return rr_fail(RR_ENOMEM, "no memory for the numbers of %zu columns", in->cols);
  memcpy(in->numbers, (const char *)block + block->numbers_offset, in->cols * sizeof *in->numbers);
  return RR_OK;
}

static rr_status run(request *self, rr_context *context)
{
  rr__block *block = self->block;
  rr_matrix *in = NULL, *out = NULL;
  rr_run_options options = block->options;
  rr_run_stats stats = {.tiles = 0}; // not in the block meanwhile: it lies before the kernel's cells
  options.device = self->device;
  rr_status status = wrap(&in, block, &block->in);
  if (!status) status = number_columns(in, block);
  if (!status) status = wrap(&out, block, &block->out);
  if (!status) status = rr_run(context, self->kernel, self->params, in, &out, &options, &stats);
  block->stats = stats;
  rr_matrix_free(in);
  rr_matrix_free(out);
  return status;
}

static rr_status answer(request *self)
{
  rr_context *context = NULL;
  rr_context_options options = RR_CONTEXT_OPTIONS_INIT;
  rr_status status = read_request(self);
  if (status) return status;
  options.threads = self->block->threads;
  options.log = (rr_log){keep_line, self->block};
  status = rr_context_open(&context, &options);
  if (!status && *self->source.name) status = rr_kernel_register(context, &self->source);
  if (!status) status = run(self, context);
  rr_context_free(context);
  free(self->params);
  return status;
}

int main(void)
{
  request self = {.block = map_block()};
  if (!self.block) {
    fprintf(stderr, "%s is started by rowrun, and by nobody else\n", RUNNER_PROGRAM);
    return 2;
  }
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}); // a crash is told, not kept
  self.block->status = (int32_t)answer(&self);
  snprintf(self.block->message, sizeof self.block->message, "%s", rr_error_text());
  self.block->is_done = 1;
  return 0;
}
