// SPDX-License-Identifier: MIT
// Every row of a result against the reference, rows shared over the threads.
#include "run/pair.h"

#include "backend/serial.h"
#include "core/clock.h"
#include "pool/loop.h"
#include "run/verify.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct verify_loop {
  const rr__pair_run *run;
  const rr_ragged *result;
  bool is_sampled;
  uint64_t seed;
  _Atomic size_t first_bad;
  atomic_bool out_of_memory;
} verify_loop;

static bool is_right(const verify_loop *loop, size_t row, const size_t *places, size_t count)
{
  const rr_ragged *a = loop->run->a, *result = loop->result;
  size_t size = rr_dtype_size(a->dtype);
  if (count != rr__row_items(result->offsets, row)) return false;
  const char *in = rr__ragged_row(a, row), *out = rr__ragged_row(result, row);
  for (size_t i = 0; i < count; i++)
    if (memcmp(out + i * size, in + places[i] * size, size) != 0) return false;
  return true;
}

static void verify_range(void *user, size_t first, size_t end, size_t worker)
{
  verify_loop *loop = user;
  const rr_ragged *a = loop->run->a;
  rr__pairs pairs = rr__pairs_at(loop->run, loop->run->b, 0, a->rows);
  (void)worker;
  for (size_t i = first; i < end; i++) {
    size_t row = loop->is_sampled ? rr__sampled(loop->seed, i, a->rows) : i;
    size_t lowest = atomic_load(&loop->first_bad);
    if (row >= lowest) continue;
    size_t *places = malloc((rr__row_items(a->offsets, row) + 1) * sizeof *places);
    if (!places) {
      atomic_store(&loop->out_of_memory, true);
      return;
    }
    bool right = is_right(loop, row, places, rr__serial_pair(places, loop->run->execution.job, &pairs, row));
    free(places);
    while (!right && row < lowest && !atomic_compare_exchange_weak(&loop->first_bad, &lowest, row)) continue;
  }
}

rr_status rr__pair_verify(size_t *looked_at, const rr__pair_run *run, const rr_ragged *result, size_t sample)
{
  size_t rows = run->a->rows;
  bool is_sampled = sample > 0 && sample < rows;
  verify_loop loop = {
      .run = run, .result = result, .is_sampled = is_sampled, .seed = rr__now_ns(), .first_bad = SIZE_MAX};
  *looked_at = is_sampled ? sample : rows;
  rr__threads_loop(run->execution.context->threads, *looked_at, *looked_at / 64 + 1, verify_range, &loop);
  if (loop.out_of_memory) return rr_fail(RR_ENOMEM, "no memory to verify");
  if (loop.first_bad == SIZE_MAX) return RR_OK;
  return rr_fail(RR_EVERIFY, "the result differs from the reference in row %zu (from 0)", loop.first_bad);
}
