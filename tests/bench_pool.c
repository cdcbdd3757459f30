// SPDX-License-Identifier: MIT
// bench_pool [dispatch] [idle] [rows] [sweep]: times the pool's calls and prints a table; without a name all
// of it. Not a test: nothing is asserted but that the answers are right. Goals stand beside the numbers.
#include <rowrun.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { COLS = 5, ROWS = 200000, MOST_ROWS = 10000000, ROWS_GOLDEN_SUM = 500557 };

static int64_t (*rows)[COLS];
static int32_t *counts;

static void must(rr_status status)
{
  if (!status) return;
  fprintf(stderr, "bench_pool: %s\n", rr_error_text());
  exit(1);
}

static double now_us(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return 1e6 * (double)now.tv_sec + 1e-3 * (double)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *samples, size_t count)
{
  qsort(samples, count, sizeof *samples, compare);
  return samples[count / 2];
}

static rr_status nothing(void *out, const void *item, void *context)
{
  (void)out, (void)item, (void)context;
  return RR_OK;
}

static rr_status count_within(void *out, const void *item, void *context)
{
  const int64_t *row = item;
  int32_t count = 0;
  (void)context;
  for (size_t i = 0; i < COLS; i++) count += row[i] >= 4 && row[i] <= 8;
  *(int32_t *)out = count;
  return RR_OK;
}

static rr_pool *pool_of(long workers)
{
  rr_pool *pool = NULL;
  must(rr_pool_create(&pool, &(rr_pool_options){.workers = workers}));
  return pool;
}

// ---- One call with next to nothing in it, again and again ----

static void time_maps(const char *name, rr_pool *pool, const rr_task *task, size_t items)
{
  enum { CALLS = 100000 };
  static double samples[CALLS];
  for (int i = 0; i < CALLS / 10; i++)
    must(rr_pool_map(pool, task, rr_array(rows, items, sizeof *rows), NULL));
  for (int i = 0; i < CALLS; i++) {
    double start = now_us();
    must(rr_pool_map(pool, task, rr_array(rows, items, sizeof *rows), NULL));
    samples[i] = now_us() - start;
  }
  double middle = median(samples, CALLS);
  printf("  %-44s %8.2f us   90%%: %8.2f us\n", name, middle, samples[CALLS * 9 / 10]);
}

static void time_round_trips(rr_pool *pool)
{
  enum { CALLS = 50000 };
  static double samples[CALLS];
  for (int i = 0; i < CALLS; i++) {
    rr_result *result = NULL;
    double start = now_us();
    must(rr_pool_apply_async(pool, RR_TASK(nothing), NULL, &result));
    must(rr_result_get(result, RR_FOREVER, NULL));
    samples[i] = now_us() - start;
    rr_result_free(result);
  }
  double middle = median(samples, CALLS);
  printf("  %-44s %8.2f us   90%%: %8.2f us\n", "apply_async and get, one at a time", middle,
         samples[CALLS * 9 / 10]);
}

static void dispatch(void)
{
  rr_pool *pool = pool_of(2);
  printf("dispatch of an empty function, back to back, 2 workers; medians (goal for 2 items: 2 us)\n");
  time_maps("map of 2 items", pool, RR_TASK(nothing), 2);
  time_maps("map of 2 items, chunks of 1", pool, RR_TASK_CHUNKED(1, nothing), 2);
  time_maps("map of 1000 items", pool, RR_TASK(nothing), 1000);
  time_round_trips(pool);
  rr_pool_free(pool);
}

// ---- A pool with nothing to do ----

static double processor_ms(void)
{
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return 1e3 * (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-3 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void idle(void)
{
  rr_pool *pool = pool_of(8);
  must(rr_pool_map(pool, RR_TASK(nothing), rr_array(rows, 1000, sizeof *rows), NULL));
  nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
  double before = processor_ms();
  nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
  printf("idle pool of 8 workers: %.3f ms of processor time in 1 s (goal: none)\n", processor_ms() - before);
  rr_pool_free(pool);
}

// ---- The tutorial's 200,000 rows, as tests/bench_pool.py compares them with Python's plain loop ----

static void check_counts(void)
{
  int64_t sum = 0;
  for (size_t i = 0; i < ROWS; i++) sum += counts[i];
  if (sum != ROWS_GOLDEN_SUM)
    fprintf(stderr, "bench_pool: the counts are wrong: %lld in all\n", (long long)sum);
  if (sum != ROWS_GOLDEN_SUM) exit(1);
  memset(counts, 0, ROWS * sizeof *counts);
}

static void plain_loop(rr_pool *pool)
{
  (void)pool;
  for (size_t i = 0; i < ROWS; i++) must(count_within(&counts[i], rows[i], NULL));
}

static void map_rows(rr_pool *pool)
{
  must(rr_pool_map(pool, RR_TASK(count_within, .out_size = sizeof *counts),
                   rr_array(rows, ROWS, sizeof *rows), counts));
}

static void apply_rows(rr_pool *pool)
{
  for (size_t i = 0; i < ROWS; i++)
    must(rr_pool_apply(pool, RR_TASK(count_within, .out_size = sizeof *counts), rows[i], &counts[i]));
}

static void apply_async_rows(rr_pool *pool)
{
  static rr_result *results[ROWS];
  for (size_t i = 0; i < ROWS; i++)
    must(rr_pool_apply_async(pool, RR_TASK(count_within, .out_size = sizeof *counts), rows[i], &results[i]));
  for (size_t i = 0; i < ROWS; i++) {
    must(rr_result_get(results[i], RR_FOREVER, &counts[i]));
    rr_result_free(results[i]);
  }
}

static void imap_rows(rr_pool *pool)
{
  rr_imap *imap = NULL;
  must(rr_pool_imap(pool, RR_TASK_CHUNKED(10, count_within, .out_size = sizeof *counts),
                    rr_array(rows, ROWS, sizeof *rows), &imap));
  for (size_t i = 0; i < ROWS; i++) must(rr_imap_next(imap, RR_FOREVER, &counts[i]));
  rr_imap_free(imap);
}

static void time_rows(void)
{
  enum { ROUNDS = 9 };
  static const struct {
    const char *name;
    void (*run)(rr_pool *pool);
  } ways[] = {{"plain C loop", plain_loop},
              {"map", map_rows},
              {"apply", apply_rows},
              {"apply_async + get", apply_async_rows},
              {"imap, chunks of 10", imap_rows}};
  enum { WAYS = sizeof ways / sizeof *ways };
  double samples[WAYS][ROUNDS];
  rr_pool *pool = pool_of(2);
  for (size_t round = 0; round < ROUNDS; round++)
    for (size_t way = 0; way < WAYS; way++) {
      double start = now_us();
      ways[way].run(pool);
      samples[way][round] = now_us() - start;
      check_counts();
    }
  printf("%d rows, 2 workers; medians of %d rounds\n", ROWS, ROUNDS);
  for (size_t way = 0; way < WAYS; way++)
    printf("  %-20s %10.3f ms\n", ways[way].name, 1e-3 * median(samples[way], ROUNDS));
  rr_pool_free(pool);
}

// ---- From which size on a second worker pays ----

static void time_size(rr_pool *pools[2], const rr_task *task, size_t items)
{
  enum { MOST_ROUNDS = 1001 };
  static double samples[2][MOST_ROUNDS];
  size_t rounds = items < 10000 ? MOST_ROUNDS : items < 1000000 ? 101 : 15;
  for (size_t round = 0; round < rounds; round++)
    for (size_t k = 0; k < 2; k++) {
      size_t which = (round + k) % 2; // neither is always the one that finds the cache warm
      double start = now_us();
      must(rr_pool_map(pools[which], task, rr_array(rows, items, sizeof *rows),
                       task->out_size ? counts : NULL));
      samples[which][round] = now_us() - start;
    }
  double one = median(samples[0], rounds), two = median(samples[1], rounds);
  printf("  %9zu %14.2f %14.2f %9.3f%s\n", items, one, two, two / one,
         two > 1.05 * one ? "  above 1.05" : "");
}

static void sweep(void)
{
  rr_pool *pools[2] = {pool_of(1), pool_of(2)};
  const rr_task *tasks[2] = {RR_TASK(count_within, .out_size = sizeof *counts), RR_TASK(nothing)};
  static const char *const names[2] = {"the tutorial's row function", "an empty function"};
  for (size_t k = 0; k < 2; k++) {
    printf("%s: medians of interleaved rounds (goal: a ratio never above 1.05)\n", names[k]);
    printf("      items  1 worker (us) 2 workers (us)     ratio\n");
    for (size_t items = 1; items <= MOST_ROWS; items *= 10) {
      time_size(pools, tasks[k], items);
      if (3 * items <= MOST_ROWS) time_size(pools, tasks[k], 3 * items);
    }
  }
  for (size_t k = 0; k < 2; k++) rr_pool_free(pools[k]);
}

// The first 200,000 rows are the tutorial's; the rest repeats them.
static void make_rows(size_t count)
{
  rr_matrix *matrix = NULL;
  must(rr_matrix_random(&matrix, NULL));
  rows = malloc(count * sizeof *rows);
  counts = calloc(count, sizeof *counts);
  if (!rows || !counts) must(rr_fail(RR_ENOMEM, "no memory for %zu rows", count));
  for (size_t i = 0; i < count; i += ROWS)
    memcpy(rows[i], rr_matrix_data(matrix), (count - i < ROWS ? count - i : ROWS) * sizeof *rows);
  rr_matrix_free(matrix);
}

static bool is_wanted(int argc, char **argv, const char *name)
{
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], name) == 0) return true;
  return argc == 1;
}

int main(int argc, char **argv)
{
  make_rows(is_wanted(argc, argv, "sweep") ? MOST_ROWS : ROWS);
  if (is_wanted(argc, argv, "dispatch")) dispatch();
  if (is_wanted(argc, argv, "idle")) idle();
  if (is_wanted(argc, argv, "rows")) time_rows();
  if (is_wanted(argc, argv, "sweep")) sweep();
  free(rows);
  free(counts);
  return 0;
}
