// SPDX-License-Identifier: MIT
// Cuts tiles into pieces for the threads. The pieces change nothing in the result: see kernels/order.h.
#include "backend/cpu.h"

#include "backend/cpu_pairs.h"
#include "backend/slowdown.h"

#include "core/checked.h"
#include "core/clock.h"
#include "pool/loop.h"

#include <stdlib.h>
#include <string.h>

// A piece below this many bytes is not worth handing to another thread.
enum { LEAST_PIECE_BYTES = 32 * 1024, PIECES_PER_THREAD = 8, ROW_GRAIN = 64 };

struct rr__device {
  rr__threads *threads;
  rr__note *notes; // one per thread
};

rr__cpu_call rr__cpu_call_of(const rr__job *job, const rr__tile *tile, rr__note *note)
{
  rr__cpu_call call = {
      .in = tile->in,
      .in_stride = tile->in_stride,
      .rows = tile->rows,
      .cols = job->cols,
      .fold_cols = job->cols,
      .fold_rows = job->rows,
      .out = tile->out,
      .out_stride = tile->out_stride,
      .out_cell_bytes = rr_dtype_size(job->out_dtype),
      .convert = rr__convert_find(job->out_dtype, job->instance->result),
      .dtype = job->dtype,
      .user = job->kernel->user,
      .omit_nan = job->args.omit_nan,
      .note = note,
      .middles = tile->middles,
  };
  for (size_t i = 0; i < job->args.count; i++) call.params[i] = job->args.values[i].value;
  return call;
}

static size_t piece_rows(const rr__device *device, const rr__job *job, size_t rows)
{
  size_t row_bytes = job->cols * rr_dtype_size(job->dtype);
  size_t by_bytes = LEAST_PIECE_BYTES / (row_bytes ? row_bytes : 1) + 1;
  size_t by_threads = rr__divide_up(rows, rr__threads_sharers(device->threads) * PIECES_PER_THREAD);
  size_t piece = by_bytes > by_threads ? by_bytes : by_threads;
  return piece < ROW_GRAIN ? piece : rr__round_up(piece, ROW_GRAIN);
}

static void move_to_row(rr__cpu_call *call, const rr__job *job, const rr__tile *tile, size_t first,
                        size_t rows)
{
  call->in = (const char *)call->in + first * call->in_stride * rr_dtype_size(job->dtype);
  if (call->out) call->out = (char *)call->out + first * tile->out_stride * call->out_cell_bytes;
  call->rows = rows;
}

typedef struct rows_loop {
  const rr__job *job;
  const rr__tile *tile;
  rr__note *notes;
} rows_loop;

static void run_row_range(void *user, size_t first, size_t end, size_t worker)
{
  const rows_loop *loop = user;
  rr__note note = {0};
  rr__cpu_call call = rr__cpu_call_of(loop->job, loop->tile, &note);
  move_to_row(&call, loop->job, loop->tile, first, end - first);
  if (loop->tile->stage == RR_STAGE_ROWS)
    loop->job->instance->run_rows(&call);
  else
    loop->job->instance->apply_columns(&call, loop->tile->finished);
  rr__note_merge(&loop->notes[worker], &note, first);
}

static void run_rows(rr__device *device, const rr__job *job, rr__tile *tile)
{
  rows_loop loop = {job, tile, device->notes};
  rr__threads_loop(device->threads, tile->rows, piece_rows(device, job, tile->rows), run_row_range, &loop);
}

// Units of rows times strips of columns: item = unit * strips + strip.
typedef struct columns_loop {
  const rr__job *job;
  const rr__tile *tile;
  size_t units, strips;
  char *accumulators; // units x cols
} columns_loop;

static size_t strip_cols(const columns_loop *loop, size_t strip)
{
  return rr__min_size(RR_STRIP_COLS, loop->job->cols - strip * RR_STRIP_COLS);
}

static char *accumulators_at(const columns_loop *loop, size_t unit, size_t strip)
{
  size_t index = unit * loop->job->cols + strip * RR_STRIP_COLS;
  return loop->accumulators + index * loop->job->instance->accumulator_bytes;
}

// In the second pass a strip begins with the middle of its own first column.
static void fold_unit(const rr__cpu_kernel *instance, rr__cpu_call *call, size_t strip, void *accumulators)
{
  if (!call->middles) {
    instance->fold_columns(call, accumulators);
    return;
  }
  call->middles = (const char *)call->middles + strip * RR_STRIP_COLS * instance->middle_bytes;
  instance->fold_columns_again(call, accumulators);
}

static void fold_unit_range(void *user, size_t first, size_t end, size_t worker)
{
  const columns_loop *loop = user;
  (void)worker;
  for (size_t item = first; item < end; item++) {
    size_t unit = item / loop->strips, strip = item % loop->strips, row = unit * RR_UNIT_ROWS;
    rr__cpu_call call = rr__cpu_call_of(loop->job, loop->tile, NULL);
    move_to_row(&call, loop->job, loop->tile, row, rr__min_size(RR_UNIT_ROWS, loop->tile->rows - row));
    call.in = (const char *)call.in + strip * RR_STRIP_COLS * rr_dtype_size(loop->job->dtype);
    call.cols = strip_cols(loop, strip);
    fold_unit(loop->job->instance, &call, strip, accumulators_at(loop, unit, strip));
  }
}

static void merge_strip_range(void *user, size_t first, size_t end, size_t worker)
{
  const columns_loop *loop = user;
  (void)worker;
  for (size_t strip = first; strip < end; strip++)
    for (size_t stride = 1; stride < loop->units; stride *= 2)
      for (size_t unit = 0; unit + stride < loop->units; unit += 2 * stride)
        loop->job->instance->merge_columns(accumulators_at(loop, unit, strip),
                                           accumulators_at(loop, unit + stride, strip),
                                           strip_cols(loop, strip));
}

static rr_status fold_columns(rr__device *device, const rr__job *job, rr__tile *tile)
{
  columns_loop loop = {.job = job,
                       .tile = tile,
                       // no rows are one empty unit, whose fold is the identity
                       .units = tile->rows ? rr__divide_up(tile->rows, RR_UNIT_ROWS) : 1,
                       .strips = rr__divide_up(job->cols, RR_STRIP_COLS)};
  size_t row_bytes = job->cols * job->instance->accumulator_bytes, bytes;
  if (!rr__multiply(&bytes, loop.units, row_bytes) || !(loop.accumulators = malloc(bytes ? bytes : 1)))
    return rr_fail(RR_ENOMEM, "no memory for the parts of %zu columns", job->cols);
  rr__threads_loop(device->threads, loop.units * loop.strips, 1, fold_unit_range, &loop);
  rr__threads_loop(device->threads, loop.strips, 8, merge_strip_range, &loop);
  memcpy(tile->accumulators, loop.accumulators, row_bytes);
  free(loop.accumulators);
  return RR_OK;
}

static rr_status cpu_prepare(rr__device *device, const rr__job *job, rr__report *report)
{
  (void)device, (void)job, (void)report; // the job has its code: rr__job_have_instance
  return RR_OK;
}

static rr_status cpu_run(rr__device *device, const rr__job *job, rr__tile *tile, rr__report *report)
{
  uint64_t start = rr__now_ns();
  size_t threads = rr__threads_sharers(device->threads);
  memset(device->notes, 0, threads * sizeof *device->notes);
  tile->note = (rr__note){0};
  rr_status status = RR_OK;
  if (tile->stage == RR_STAGE_FOLD_COLUMNS)
    status = fold_columns(device, job, tile);
  else
    run_rows(device, job, tile);
  for (size_t i = 0; i < threads; i++) rr__note_merge(&tile->note, &device->notes[i], 0);
  rr__slow_down(start);
  report->elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start;
  return status;
}

static rr_status cpu_run_pairs(rr__device *device, const rr__job *job, const rr__pairs *pairs,
                               rr__report *report)
{
  uint64_t start = rr__now_ns();
  rr_status status = rr__cpu_pairs_run(device->threads, job->instance, pairs);
  rr__slow_down(start);
  report->elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start;
  return status;
}

static rr__device_limits cpu_limits(const rr__device *device)
{
  (void)device;
  return (rr__device_limits){0};
}

static void cpu_close(rr__device *device)
{
  if (!device) return;
  free(device->notes);
  free(device);
}

const rr__backend rr__cpu_backend = {.name = "cpu",
                                     .takes_long = true,
                                     .prepare = cpu_prepare,
                                     .run = cpu_run,
                                     .run_pairs = cpu_run_pairs,
                                     .limits = cpu_limits,
                                     .close = cpu_close};

rr_status rr__cpu_open(rr__device **out, rr__threads *threads)
{
  rr__device *device = calloc(1, sizeof *device);
  if (device) device->notes = calloc(rr__threads_sharers(threads), sizeof *device->notes);
  if (!device || !device->notes) {
    free(device);
    return rr_fail(RR_ENOMEM, "no memory for the CPU pool's device");
  }
  device->threads = threads;
  *out = device;
  return RR_OK;
}
