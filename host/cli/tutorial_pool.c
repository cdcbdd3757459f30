// SPDX-License-Identifier: MIT
// Sections on the calls of a pool that wait for what they started, and on its life.
#include "cli/tutorial.h"
#include "cli/tutorial_tasks.h"
#include "core/clock.h"

rr_status rr__cli_section_apply(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_pool *pool = tutorial->pool;
  rr_items rows = rr_matrix_each_row(tutorial->matrix);
  int32_t *counts = tutorial->counts;
  cli_range range = {4, 8};
  rr_status status = RR_OK;
  uint64_t start_ns = rr__now_ns();
  const rr_task *task = RR_TASK(count_row, .context = &range, .out_size = sizeof(int32_t));
  for (size_t i = 0; !status && i < rows.count; i++)
    status = rr_pool_apply(pool, task, row_at(&rows, i), &counts[i]);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  if (!status) rr__cli_answer_counts(answer, counts, rows.count);
  return status;
}

rr_status rr__cli_section_map(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_pool *pool = tutorial->pool;
  rr_matrix *matrix = tutorial->matrix;
  int32_t *counts = tutorial->counts;
  cli_range range = {4, 8};
  uint64_t start_ns = rr__now_ns();
  const rr_task *task = RR_TASK(count_row, .context = &range, .out_size = sizeof(int32_t));
  rr_status status = rr_pool_map(pool, task, rr_matrix_each_row(matrix), counts);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  if (!status) rr__cli_answer_counts(answer, counts, rr_matrix_rows(matrix));
  return status;
}

rr_status rr__cli_section_starmap(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_pool *pool = tutorial->pool;
  rr_matrix *matrix = tutorial->matrix;
  int32_t *counts = tutorial->counts;
  const int64_t minimum = 4, maximum = 8;
  uint64_t start_ns = rr__now_ns();
  const rr_task *task = RR_TASK(count_between, .out_size = sizeof(int32_t));
  rr_items arguments[] = {rr_matrix_each_row(matrix), rr_repeat(&minimum), rr_repeat(&maximum)};
  rr_status status = rr_pool_starmap(pool, task, arguments, 3, counts);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  if (!status) rr__cli_answer_counts(answer, counts, rr_matrix_rows(matrix));
  return status;
}

static rr_status square(void *out, const void *item, void *context)
{
  (void)context;
  int64_t value = *(const int64_t *)item;
  *(int64_t *)out = value * value;
  return RR_OK;
}

// A status that is itself what the reader is to see.
static void add_status(cli_answer *answer, const char *label, rr_status status)
{
  rr__cli_answer_fact(answer, label, "%s", rr_status_name(status));
}

static void end_pool(cli_answer *answer, rr_pool *pool, const rr_task *task, rr_items numbers)
{
  int64_t none[10];
  add_status(answer, "join before close", rr_pool_join(pool));
  rr_pool_close(pool);
  add_status(answer, "close, then join", rr_pool_join(pool));
  add_status(answer, "a map after close", rr_pool_map(pool, task, numbers, none));
  add_status(answer, "join again", rr_pool_join(pool));
}

rr_status rr__cli_section_life(cli_answer *answer, cli_tutorial *tutorial)
{
  const int64_t values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  int64_t squares[10] = {0};
  rr_pool *pool = NULL;
  rr_pool_options options = tutorial->pool_options;
  if (options.reserve == 0) options.reserve = 1;
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_pool_create(&pool, &options);
  if (status) return status;
  const rr_task *task = RR_TASK(square, .out_size = sizeof(int64_t));
  rr_items numbers = rr_array(values, 10, sizeof *values);
  status = rr_pool_map(pool, task, numbers, squares);
  if (!status) {
    rr__cli_answer_integers(answer, "squares", squares, 10);
    rr__cli_answer_note(answer, "workers", "%zu, where %zu of %zu processors are to be left free",
                        rr_pool_workers(pool), options.reserve, rr_count_cpus().usable);
    end_pool(answer, pool, task, numbers);
  }
  rr_pool_free(pool);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  return status;
}
