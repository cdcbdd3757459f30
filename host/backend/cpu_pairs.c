// SPDX-License-Identifier: MIT
// Rows are shared by their items: pieces of about equal weight, the heaviest first, so that a long row among
// short ones does not come last. A single pair is one thread's work.
#include "backend/cpu_pairs.h"

#include "core/checked.h"
#include "pool/loop.h"

#include <stdatomic.h>
#include <stdlib.h>

// A piece of fewer items is not worth handing to another thread.
enum { LEAST_PIECE_ITEMS = 4096, PIECES_PER_THREAD = 8 };

typedef struct piece {
  size_t first, end; // rows
  uint64_t weight;
} piece;

typedef struct pairs_loop {
  const rr__cpu_kernel *instance;
  const rr__pairs *pairs;
  piece *pieces;
  atomic_bool out_of_memory;
} pairs_loop;

// Of all rows before `row`: their items, and one for each row.
static uint64_t weight_before(const rr__pairs *pairs, size_t row)
{
  return pairs->a_offsets[row] - pairs->a_offsets[0] + pairs->b_offsets[row] - pairs->b_offsets[0] + row;
}

// The first row before which there is at least so much weight.
static size_t row_at_weight(const rr__pairs *pairs, uint64_t weight)
{
  size_t low = 0, high = pairs->rows;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (weight_before(pairs, middle) < weight)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static rr__pairs part_of(const rr__pairs *pairs, const piece *part)
{
  rr__pairs some = *pairs;
  some.rows = part->end - part->first;
  some.a_offsets += part->first;
  some.b_offsets += part->first;
  some.counts += part->first;
  return some;
}

static size_t scratch_for(const rr__cpu_kernel *instance, const rr__pairs *pairs)
{
  size_t most = 0;
  for (size_t row = 0; row < pairs->rows; row++) {
    if (!rr__pairs_include(pairs, row)) continue;
    size_t bytes = instance->pair_scratch_bytes(rr__row_items(pairs->a_offsets, row),
                                                rr__row_items(pairs->b_offsets, row));
    if (bytes > most) most = bytes;
  }
  return most;
}

static void run_piece_range(void *user, size_t first, size_t end, size_t worker)
{
  pairs_loop *loop = user;
  (void)worker;
  for (size_t i = first; i < end; i++) {
    rr__pairs some = part_of(loop->pairs, &loop->pieces[i]);
    size_t bytes = scratch_for(loop->instance, &some);
    void *scratch = bytes ? malloc(bytes) : NULL;
    if (bytes && !scratch) {
      atomic_store(&loop->out_of_memory, true);
      return;
    }
    loop->instance->run_pairs(&some, scratch);
    free(scratch);
  }
}

static int compare_weights(const void *a, const void *b)
{
  const piece *first = a, *second = b;
  return (first->weight < second->weight) - (first->weight > second->weight);
}

static void cut(piece *pieces, size_t count, const rr__pairs *pairs)
{
  uint64_t weight = weight_before(pairs, pairs->rows);
  size_t row = 0;
  for (size_t i = 0; i < count; i++) {
    size_t end = row_at_weight(pairs, weight / count * (i + 1) + weight % count * (i + 1) / count);
    pieces[i] = (piece){row, end, weight_before(pairs, end) - weight_before(pairs, row)};
    row = end;
  }
  qsort(pieces, count, sizeof *pieces, compare_weights);
}

rr_status rr__cpu_pairs_run(rr__threads *threads, const rr__cpu_kernel *instance, const rr__pairs *pairs)
{
  pairs_loop loop = {.instance = instance, .pairs = pairs};
  size_t most = rr__threads_sharers(threads) * PIECES_PER_THREAD;
  size_t count = rr__min_size(weight_before(pairs, pairs->rows) / LEAST_PIECE_ITEMS + 1, most);
  loop.pieces = malloc(count * sizeof *loop.pieces);
  if (!loop.pieces) return rr_fail(RR_ENOMEM, "no memory for the pieces of %zu rows", pairs->rows);
  cut(loop.pieces, count, pairs);
  rr__threads_loop(threads, count, 1, run_piece_range, &loop);
  free(loop.pieces);
  return loop.out_of_memory ? rr_fail(RR_ENOMEM, "no memory to look at long rows") : RR_OK;
}
