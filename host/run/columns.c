// SPDX-License-Identifier: MIT
// Runs over columns: every tile gives one accumulator per column; tiles are merged by the tree of
// kernels/order.h. A kernel of two passes goes over all tiles twice, with what the first pass gave.
#include "run/execute.h"

#include "backend/cpu.h"
#include "core/matrix.h"

#include <stdlib.h>
#include <string.h>

// Finished branches of the tree, largest first, as the digits of a binary counter: two of one size become one
// of the next, so that as many are kept as the number of tiles has bits.
enum { MOST_BRANCHES = 66 };

typedef struct branches {
  const rr__cpu_kernel *instance;
  size_t cols, count;
  void *accumulators[MOST_BRANCHES];
  unsigned level[MOST_BRANCHES];
} branches;

static void *allocate_row(size_t cols, size_t bytes)
{
  return calloc(cols ? cols : 1, bytes ? bytes : 1);
}

static void merge_last_two(branches *tree)
{
  size_t last = --tree->count;
  tree->instance->merge_columns(tree->accumulators[last - 1], tree->accumulators[last], tree->cols);
  tree->level[last - 1]++;
  free(tree->accumulators[last]);
}

static void push_branch(branches *tree, void *accumulators)
{
  tree->accumulators[tree->count] = accumulators;
  tree->level[tree->count++] = 0;
  while (tree->count > 1 && tree->level[tree->count - 1] == tree->level[tree->count - 2])
    merge_last_two(tree);
}

// `middles` NULL: the first pass.
static rr_status fold_tiles(rr__execution *execution, const void *middles, branches *tree)
{
  for (size_t first = 0; first < execution->job->rows; first += execution->tile_rows) {
    rr__tile tile = rr__execution_tile_at(execution, RR_STAGE_FOLD_COLUMNS, first);
    tile.middles = middles;
    tile.accumulators = allocate_row(tree->cols, tree->instance->accumulator_bytes);
    if (!tile.accumulators) return rr_fail(RR_ENOMEM, "no memory for the parts of %zu columns", tree->cols);
    rr_status status = rr__execution_tile(execution, &tile);
    if (status) {
      free(tile.accumulators);
      return status;
    }
    push_branch(tree, tile.accumulators);
  }
  return RR_OK;
}

// All tiles into one accumulator per column, to be freed; *out NULL where there are no rows.
static rr_status fold_all(rr__execution *execution, const void *middles, void **out)
{
  branches tree = {.instance = execution->job->instance, .cols = execution->job->cols};
  rr_status status = fold_tiles(execution, middles, &tree);
  *out = NULL;
  while (!status && tree.count > 1) merge_last_two(&tree);
  if (!status && tree.count) *out = tree.accumulators[--tree.count];
  for (size_t i = 0; i < tree.count; i++) free(tree.accumulators[i]);
  return status;
}

// The second pass: *folded becomes its accumulators, *middles what it knew of each column.
static rr_status fold_again(rr__execution *execution, void **folded, void **middles)
{
  const rr__job *job = execution->job;
  rr__tile tile = {.stage = RR_STAGE_FOLD_COLUMNS};
  rr__cpu_call call = rr__cpu_call_of(job, &tile, NULL);
  *middles = allocate_row(job->cols, job->instance->middle_bytes);
  if (!*middles) return rr_fail(RR_ENOMEM, "no memory for the second pass over %zu columns", job->cols);
  job->instance->middle_columns(&call, *folded, *middles);
  free(*folded);
  return fold_all(execution, *middles, folded);
}

static void store_fold(rr__execution *execution, const void *finished)
{
  const rr__job *job = execution->job;
  rr__convert_fn convert = rr__convert_find(job->out_dtype, execution->job->instance->result);
  if (convert)
    convert(execution->out->data, finished, job->cols);
  else
    memcpy(execution->out->data, finished, job->cols * execution->job->instance->finished_bytes);
}

static rr_status scale_tiles(rr__execution *execution, const void *finished)
{
  rr_status status = RR_OK;
  for (size_t first = 0; first < execution->job->rows && !status; first += execution->tile_rows) {
    rr__tile tile = rr__execution_tile_at(execution, RR_STAGE_SCALE_COLUMNS, first);
    tile.finished = finished;
    status = rr__execution_tile(execution, &tile);
  }
  return status;
}

static rr_status finish_and_store(rr__execution *execution, const void *folded, const void *middles)
{
  const rr__job *job = execution->job;
  rr__tile tile = {.stage = RR_STAGE_FOLD_COLUMNS, .middles = middles};
  rr__cpu_call call = rr__cpu_call_of(job, &tile, &execution->note);
  void *finished = allocate_row(job->cols, job->instance->finished_bytes);
  if (!finished) return rr_fail(RR_ENOMEM, "no memory for the results of %zu columns", job->cols);
  job->instance->finish_columns(&call, folded, finished);
  rr_status status = RR_OK;
  if (job->kernel->info->shape == RR_FOLD)
    store_fold(execution, finished);
  else
    status = scale_tiles(execution, finished);
  free(finished);
  return status;
}

rr_status rr__execution_columns(rr__execution *execution)
{
  void *folded = NULL, *middles = NULL;
  rr_status status = fold_all(execution, NULL, &folded);
  if (!status && execution->job->instance->middle_bytes) status = fold_again(execution, &folded, &middles);
  if (!status) status = finish_and_store(execution, folded, middles);
  free(folded);
  free(middles);
  return status;
}
