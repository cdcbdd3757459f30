// SPDX-License-Identifier: MIT
// pool_cycles [CYCLES]: pools made and freed in every state, again and again, leave no thread, no descriptor
// and no memory behind. Under the sanitizers, which keep freed memory, memory is not looked at.
#include "pool_support.h"

enum { WARM_UP = 1000, MOST_GROWTH_BYTES = 8 << 20 };

static rr_status spend_a_moment(void *out, const void *item, void *context)
{
  for (volatile int i = 0; i < 100; i++) continue;
  return square(out, item, context);
}

static bool cycle(void)
{
  static const int64_t items[50] = {1, 2, 3};
  int64_t values[50];
  rr_pool *pool = NULL;
  rr_result *result = NULL;
  rr_imap *imap = NULL;
  rr_task task = {.function = spend_a_moment, .out_size = 8, .chunk_size = 1};
  if (rr_pool_create(&pool, &(rr_pool_options){.workers = 1 + (long)test_random_below(4)})) return false;
  size_t what = test_random_below(6);
  rr_status status = RR_OK;
  if (what == 1) status = rr_pool_apply_async(pool, &task, items, &result);
  if (what == 2) status = rr_pool_map_async(pool, &task, rr_array(items, 50, 8), NULL, &result);
  if (what == 3) status = rr_pool_imap(pool, &task, rr_array(items, 50, 8), &imap);
  if (what == 4) status = rr_pool_map(pool, &task, rr_array(items, 50, 8), values);
  if (what == 5) status = rr_pool_apply_async(pool, &task, items, NULL);
  size_t how = test_random_below(4);
  if (how == 1) rr_pool_close(pool);
  if (how == 2) rr_pool_terminate(pool);
  if (how == 1 && !status) status = rr_pool_join(pool);
  bool handles_first = test_random_below(2);
  if (handles_first) rr_result_free(result), rr_imap_free(imap);
  rr_pool_free(pool);
  if (!handles_first) rr_result_free(result), rr_imap_free(imap);
  if (status) printf("FAILED: %s\n", rr_error_text());
  return status == RR_OK;
}

int main(int argc, char **argv)
{
  size_t cycles = fewer_if_sanitized(argc > 1 ? (size_t)strtoull(argv[1], NULL, 10) : 100000);
  printf("pool_cycles: %zu cycles\n", cycles);
  fflush(stdout);
  size_t threads = threads_at_rest();
  bool good = true;
  for (size_t i = 0; good && i < WARM_UP && i < cycles; i++) good = cycle();
  size_t descriptors = count_descriptors(), before = resident_bytes();
  for (size_t i = 0; good && i < cycles; i++) good = cycle();
  size_t after = resident_bytes();
  good = threads_settle_at(threads) && good;
  if (count_descriptors() != descriptors)
    good = printf("FAILED: %zu descriptors, %zu before\n", count_descriptors(), descriptors) < 0;
#if !defined POOL_UNDER_ASAN && !defined POOL_UNDER_TSAN
  if (after > before + MOST_GROWTH_BYTES) good = printf("FAILED: memory grew\n") < 0;
#endif
  printf("resident KiB: %zu before, %zu after\n", before / 1024, after / 1024);
  return !good;
}
