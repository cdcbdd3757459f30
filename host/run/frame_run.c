// SPDX-License-Identifier: MIT
// A frame is run as its blocks: per column each for itself, per row all of them as one matrix.
#include "core/clock.h"
#include "core/frame.h"

#include <rowrun/run.h>

#include <stdlib.h>
#include <string.h>

// What the runs of a frame share.
typedef struct frame_run {
  rr_context *context;
  const char *kernel;
  const rr_param *params;
  const rr_run_options *options;
  rr_run_stats *stats; // of all runs so far
} frame_run;

static rr_status run_block(rr_matrix **out, const frame_run *run, const rr_matrix *block, bool is_first)
{
  rr_run_stats one;
  rr_status status = rr_run(run->context, run->kernel, run->params, block, out, run->options, &one);
  if (is_first)
    *run->stats = one;
  else
    rr_run_stats_add(run->stats, &one);
  return status;
}

static rr_status run_columns(rr_frame **out, const frame_run *run, const rr_frame *frame)
{
  rr_matrix **blocks = calloc(frame->block_count, sizeof *blocks);
  if (!blocks) return rr_fail(RR_ENOMEM, "no memory for the results of %zu columns", frame->cols);
  rr_status status = RR_OK;
  for (size_t i = 0; i < frame->block_count && !status; i++)
    status = run_block(&blocks[i], run, frame->blocks[i], i == 0);
  if (!status)
    status = rr__frame_assemble(out, blocks, frame->block_count, frame->columns, frame->cols);
  else
    for (size_t i = 0; i < frame->block_count; i++) rr_matrix_free(blocks[i]);
  free(blocks);
  return status;
}

static rr_status run_rows(rr_frame **out, const frame_run *run, const rr_frame *frame)
{
  rr_matrix *promoted = NULL, *result = NULL;
  rr_status status = RR_OK;
  if (frame->block_count > 1) status = rr__frame_promote(&promoted, frame, RR_DTYPE_AUTO);
  if (!status) status = run_block(&result, run, promoted ? promoted : frame->blocks[0], true);
  rr_matrix_free(promoted);
  return status ? status : rr__frame_adopt(out, result);
}

rr_status rr_frame_run(rr_context *context, const char *kernel, const rr_param *params, const rr_frame *in,
                       rr_frame **out, const rr_run_options *options, rr_run_stats *stats)
{
  rr_run_stats unused;
  frame_run run = {context, kernel, params, options, stats ? stats : &unused};
  uint64_t start_ns = rr__now_ns();
  *run.stats = (rr_run_stats){.rows = in->rows, .cols = in->cols, .dtype = rr_frame_dtype(in)};
  bool is_per_col = options && options->per == RR_PER_COL;
  rr_status status = is_per_col ? run_columns(out, &run, in) : run_rows(out, &run, in);
  run.stats->cols = in->cols;
  run.stats->elapsed_ns[RR_PHASE_total] = rr__now_ns() - start_ns;
  return status;
}
