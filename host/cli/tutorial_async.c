// SPDX-License-Identifier: MIT
// Sections on the calls of a pool that give a handle, or call back.
#include "cli/tutorial.h"
#include "cli/tutorial_tasks.h"
#include "core/clock.h"

#include <stdlib.h>

// What the callback collects, in the order in which rows were finished.
typedef struct finished_row {
  size_t index;
  int32_t count;
} finished_row;
typedef struct collection {
  finished_row *rows;
  size_t count;
} collection;

// Callbacks of a pool are never called at the same time: no lock.
static rr_status collect(rr_result *result, void *context)
{
  collection *collected = context;
  const int32_t *count = rr_result_values(result);
  collected->rows[collected->count++] = (finished_row){rr_result_index(result), *count};
  return RR_OK;
}

static int compare_rows(const void *left, const void *right)
{
  size_t a = ((const finished_row *)left)->index, b = ((const finished_row *)right)->index;
  return (a > b) - (a < b);
}

static bool is_in_order(const collection *collected)
{
  for (size_t i = 1; i < collected->count; i++)
    if (collected->rows[i - 1].index > collected->rows[i].index) return false;
  return true;
}

// Gives every row to a pool of its own, and returns when all callbacks were called.
static rr_status apply_with_callback(rr_pool *pool, const rr_items *rows, collection *collected)
{
  cli_range range = {4, 8};
  rr_status status = RR_OK;
  rr_task task = *RR_TASK(count_row, .context = &range, .out_size = sizeof(int32_t));
  task.on_success = collect, task.callback_context = collected;
  for (size_t i = 0; !status && i < rows->count; i++) {
    task.index = i;
    status = rr_pool_apply_async(pool, &task, row_at(rows, i), NULL);
  }
  rr_pool_close(pool);
  rr_status joined = rr_pool_join(pool);
  return status ? status : joined;
}

rr_status rr__cli_section_callback(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_items rows = rr_matrix_each_row(tutorial->matrix);
  collection collected = {malloc(rows.count * sizeof *collected.rows), 0};
  if (!collected.rows) return rr_fail(RR_ENOMEM, "no memory for %zu rows", rows.count);
  rr_pool *pool = NULL;
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_pool_create(&pool, &tutorial->pool_options);
  if (!status) status = apply_with_callback(pool, &rows, &collected);
  rr_pool_free(pool);
  if (!status) {
    rr__cli_answer_fact(answer, "callbacks", "%zu", collected.count);
    rr__cli_answer_note(answer, "rows were finished in their order", "%s",
                        is_in_order(&collected) ? "yes" : "no");
    qsort(collected.rows, collected.count, sizeof *collected.rows, compare_rows);
    answer->elapsed_ns = rr__now_ns() - start_ns;
    for (size_t i = 0; i < collected.count; i++) tutorial->counts[i] = collected.rows[i].count;
    rr__cli_answer_counts(answer, tutorial->counts, rows.count);
  }
  free(collected.rows);
  return status;
}

// Handles of `given` jobs; after an error the rest is only given up.
static rr_status get_all(rr_result **results, size_t given, int32_t *counts)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < given; i++) {
    rr_status got = rr_result_get(results[i], RR_FOREVER, &counts[i]);
    if (got && !status) status = got;
    rr_result_free(results[i]);
  }
  return status;
}

rr_status rr__cli_section_handles(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_pool *pool = tutorial->pool;
  rr_items rows = rr_matrix_each_row(tutorial->matrix);
  int32_t *counts = tutorial->counts;
  cli_range range = {4, 8};
  rr_result **results = malloc(rows.count * sizeof *results);
  if (!results) return rr_fail(RR_ENOMEM, "no memory for %zu handles", rows.count);
  rr_status status = RR_OK;
  size_t given = 0;
  uint64_t start_ns = rr__now_ns();
  const rr_task *task = RR_TASK(count_row, .context = &range, .out_size = sizeof(int32_t));
  for (; !status && given < rows.count; given += !status)
    status = rr_pool_apply_async(pool, task, row_at(&rows, given), &results[given]);
  rr_status got = get_all(results, given, counts);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  free(results);
  if (!status) status = got;
  if (!status) rr__cli_answer_counts(answer, counts, rows.count);
  return status;
}

// One handle for all rows.
static rr_status get_whole(cli_answer *answer, rr_result *result, cli_tutorial *tutorial, uint64_t start_ns)
{
  int32_t *counts = tutorial->counts;
  rr_status status = rr_result_get(result, RR_FOREVER, counts);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  rr_result_free(result);
  if (!status) rr__cli_answer_counts(answer, counts, rr_matrix_rows(tutorial->matrix));
  return status;
}

rr_status rr__cli_section_map_async(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_pool *pool = tutorial->pool;
  rr_matrix *matrix = tutorial->matrix;
  cli_range range = {4, 8};
  rr_result *result = NULL;
  uint64_t start_ns = rr__now_ns();
  const rr_task *task = RR_TASK(count_row, .context = &range, .out_size = sizeof(int32_t));
  rr_status status = rr_pool_map_async(pool, task, rr_matrix_each_row(matrix), NULL, &result);
  return status ? status : get_whole(answer, result, tutorial, start_ns);
}

rr_status rr__cli_section_starmap_async(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_pool *pool = tutorial->pool;
  rr_matrix *matrix = tutorial->matrix;
  const int64_t minimum = 4, maximum = 8;
  rr_result *result = NULL;
  uint64_t start_ns = rr__now_ns();
  const rr_task *task = RR_TASK(count_between, .out_size = sizeof(int32_t));
  rr_items arguments[] = {rr_matrix_each_row(matrix), rr_repeat(&minimum), rr_repeat(&maximum)};
  rr_status status = rr_pool_starmap_async(pool, task, arguments, 3, NULL, &result);
  return status ? status : get_whole(answer, result, tutorial, start_ns);
}
