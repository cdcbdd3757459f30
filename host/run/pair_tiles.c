// SPDX-License-Identifier: MIT
// Pairs tile by tile. A device gets the short ones, the CPU pool then the long ones of the same tile; after a
// failure the CPU pool does the whole tile and all that follow.
#include "run/pair.h"

#include "backend/cpu.h"
#include "core/checked.h"
#include "core/environment.h"
#include "run/pair_convert.h"
#include "run/pair_pack.h"

enum { MOST_TILE_ROWS = 1 << 30 };

rr__pairs rr__pairs_at(const rr__pair_run *run, const rr_ragged *b, size_t first, size_t rows)
{
  return (rr__pairs){.rows = rows,
                     .a_offsets = run->a->offsets + first,
                     .b_offsets = b->offsets + first,
                     .a = run->a->values,
                     .b = b->values,
                     .b_dtype = b->dtype,
                     .out = run->values ? run->values->data : NULL,
                     .counts = run->offsets ? run->offsets + first + 1 : NULL};
}

// The second list as the current device takes it.
static rr_status second_list(const rr_ragged **out, rr__pair_run *run)
{
  *out = run->b;
  if (run->execution.backend->mixes_dtypes || run->b->dtype == run->a->dtype) return RR_OK;
  rr_status status = RR_OK;
  if (!run->converted)
    status = rr__ragged_convert(&run->converted, run->b, run->a->dtype, run->execution.context->threads);
  *out = run->converted;
  return status;
}

static bool fits(const rr__device_limits *limits, size_t bytes[4])
{
  size_t total = 0;
  for (size_t i = 0; i < 4; i++) {
    if (limits->buffer_bytes && bytes[i] > limits->buffer_bytes) return false;
    total += bytes[i];
  }
  return !limits->total_bytes || total <= limits->total_bytes;
}

// How many of the pairs make a tile: as many as fit the device, the long ones not counted, and at least one,
// whose short rows fit anywhere.
static size_t rows_that_fit(const rr__pairs *pairs, const rr__device_limits *limits, size_t size)
{
  size_t row = 0, a_bytes = 0, b_bytes = 0, rows = 0;
  for (; row < pairs->rows; row++) {
    if (rr__pair_is_long(pairs, row)) continue;
    a_bytes += rr__row_items(pairs->a_offsets, row) * size;
    b_bytes += rr__row_items(pairs->b_offsets, row) * size;
    rows++;
    size_t offset_bytes = (rows + 1) * sizeof(uint64_t);
    // Values, the result as large as the first list's, two lists of offsets and the counts.
    if (rows > 1 && !fits(limits, (size_t[]){a_bytes, b_bytes, a_bytes, 3 * offset_bytes})) break;
  }
  return row;
}

static size_t count_long(const rr__pairs *pairs)
{
  size_t count = 0;
  for (size_t row = 0; row < pairs->rows; row++) count += rr__pair_is_long(pairs, row);
  return count;
}

static rr_status run_on(const rr__backend *backend, rr__device *device, rr__pair_run *run,
                        const rr__pairs *pairs)
{
  return backend->run_pairs(device, run->execution.job, pairs, &run->execution.report);
}

// The short pairs of a tile, copied together where long ones stand among them.
static rr_status run_short(rr__pair_run *run, const rr__pairs *tile, size_t long_rows)
{
  rr__execution *execution = &run->execution;
  size_t size = rr_dtype_size(run->a->dtype);
  rr__pair_pack pack;
  if (long_rows == 0) return run_on(execution->backend, execution->device, run, tile);
  if (long_rows == tile->rows) return RR_OK;
  rr_status status = rr__pair_pack_make(&pack, tile, size);
  if (!status) status = run_on(execution->backend, execution->device, run, &pack.pairs);
  if (!status) rr__pair_pack_unpack(&pack, tile, size);
  rr__pair_pack_free(&pack);
  return status;
}

static rr_status run_long(rr__pair_run *run, rr__pairs tile, size_t long_rows)
{
  if (long_rows == 0) return RR_OK;
  tile.only_long = true;
  return run_on(&rr__cpu_backend, run->execution.context->cpu, run, &tile);
}

// A tile with a device that leaves long rows alone; false in *done: it failed, and the CPU pool must do it.
static rr_status run_split(bool *done, rr__pair_run *run, const rr__pairs *tile)
{
  size_t long_rows = count_long(tile);
  rr_status status = run_short(run, tile, long_rows);
  *done = status == RR_OK;
  if (status) return rr__execution_fall_back(&run->execution, status);
  run->device_rows += tile->rows - long_rows;
  run->cpu_rows += long_rows;
  if (tile->rows > long_rows) run->execution.device_tiles++;
  return run_long(run, *tile, long_rows);
}

static rr_status run_whole(rr__pair_run *run, const rr__pairs *tile)
{
  rr_status status = run_on(run->execution.backend, run->execution.device, run, tile);
  if (!status && run->execution.on_cpu) run->cpu_rows += tile->rows;
  return status;
}

static rr_status run_tile(rr__pair_run *run, const rr__pairs *tile)
{
  bool done = false;
  rr_status status = run->execution.backend->takes_long ? RR_OK : run_split(&done, run, tile);
  if (!status && !done) status = run_whole(run, tile);
  if (!status) run->execution.stats->tiles++;
  return status;
}

rr_status rr__pair_tiles(rr__pair_run *run)
{
  rr__execution *execution = &run->execution;
  size_t most = MOST_TILE_ROWS, size = rr_dtype_size(run->a->dtype);
  rr_status status = rr__environment_size(&most, "ROWRUN_TILE_ROWS", 1, MOST_TILE_ROWS);
  for (size_t first = 0; first < run->a->rows && !status;) {
    const rr_ragged *b;
    status = second_list(&b, run);
    if (status) return status;
    rr__pairs tile = rr__pairs_at(run, b, first, rr__min_size(most, run->a->rows - first));
    rr__device_limits limits = execution->backend->limits(execution->device);
    if (!execution->backend->takes_long) tile.rows = rows_that_fit(&tile, &limits, size);
    status = run_tile(run, &tile);
    first += tile.rows;
  }
  return status;
}
