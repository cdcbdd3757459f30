// SPDX-License-Identifier: MIT
// Sections on data frames: row by row, column by column, and in parts.
#include "cli/tutorial.h"
#include "cli/tutorial_tasks.h"
#include "core/clock.h"

#include <math.h>

enum { PARTS = 4 };

static rr_status hypotenuse(void *out, const void *item, void *context)
{
  const int64_t *row = item;
  (void)context;
  *(double *)out = sqrt((double)(row[0] * row[0] + row[1] * row[1]));
  return RR_OK;
}

static rr_status sum_of_squares(void *out, const void *item, void *context)
{
  const int64_t *column = item;
  const rr_matrix *frame = context;
  int64_t sum = 0;
  for (size_t i = 0; i < rr_matrix_rows(frame); i++) {
    int64_t cell = column[i * rr_matrix_row_stride(frame)];
    sum += cell * cell;
  }
  *(int64_t *)out = sum;
  return RR_OK;
}

// How many values were taken is counted, too: more or fewer than the frame has would be the pool's mistake.
static rr_status imap_hypotenuses(double *values, size_t *taken, const rr_matrix *frame)
{
  rr_pool *pool = NULL;
  rr_imap *imap = NULL;
  rr_status status = rr_pool_create(&pool, &(rr_pool_options){.workers = 4});
  if (status) return status;
  const rr_task *task = RR_TASK_CHUNKED(10, hypotenuse, .out_size = sizeof(double));
  status = rr_pool_imap(pool, task, rr_matrix_each_row(frame), &imap);
  for (double value; !status && (status = rr_imap_next(imap, RR_FOREVER, &value)) == RR_OK;)
    if ((*taken)++ < FRAME_ROWS) values[*taken - 1] = value;
  rr_imap_free(imap);
  rr_pool_free(pool);
  return status == RR_END ? RR_OK : status;
}

// The tutorial rounds; so does the library, as Python does.
static rr_status round_values(double *values, size_t count)
{
  rr_matrix *view = NULL;
  rr_status status =
      rr_matrix_wrap(&view, values, &(rr_layout){.rows = count, .cols = 1, .dtype = RR_FLOAT64});
  if (status) return status;
  rr_matrix_round(view, 2);
  rr_matrix_free(view);
  return RR_OK;
}

rr_status rr__cli_section_imap_rows(cli_answer *answer, cli_tutorial *tutorial)
{
  (void)tutorial;
  double values[FRAME_ROWS] = {0};
  size_t taken = 0;
  rr_matrix *frame = NULL;
  rr_status status = wrap_frame(&frame);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  status = imap_hypotenuses(values, &taken, frame);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  rr_matrix_free(frame);
  if (!status) status = round_values(values, FRAME_ROWS);
  if (status) return status;
  rr__cli_answer_reals(answer, "hypotenuses", values, FRAME_ROWS);
  rr__cli_answer_fact(answer, "values", "%zu", taken);
  return RR_OK;
}

static rr_status imap_squares(int64_t *sums, size_t *taken, rr_matrix *frame)
{
  rr_pool *pool = NULL;
  rr_imap *imap = NULL;
  rr_status status = rr_pool_create(&pool, &(rr_pool_options){.workers = 2});
  if (status) return status;
  const rr_task *task = RR_TASK(sum_of_squares, .context = frame, .out_size = sizeof(int64_t));
  status = rr_pool_imap(pool, task, rr_matrix_each_column(frame), &imap);
  for (int64_t sum; !status && (status = rr_imap_next(imap, RR_FOREVER, &sum)) == RR_OK;)
    if ((*taken)++ < FRAME_COLS) sums[*taken - 1] = sum;
  rr_imap_free(imap);
  rr_pool_free(pool);
  return status == RR_END ? RR_OK : status;
}

rr_status rr__cli_section_imap_columns(cli_answer *answer, cli_tutorial *tutorial)
{
  (void)tutorial;
  int64_t sums[FRAME_COLS] = {0};
  size_t taken = 0;
  rr_matrix *frame = NULL;
  rr_status status = wrap_frame(&frame);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  status = imap_squares(sums, &taken, frame);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  rr_matrix_free(frame);
  if (status) return status;
  rr__cli_answer_integers(answer, "sums of squares", sums, FRAME_COLS);
  rr__cli_answer_fact(answer, "values", "%zu", taken);
  return RR_OK;
}

// A part of the matrix gives a matrix of one count per row.
static rr_status count_part(void *out, const void *item, void *context)
{
  const rr_matrix *part = *(rr_matrix *const *)item;
  rr_matrix **counted = out;
  (void)context;
  rr_items rows = rr_matrix_each_row(part);
  rr_status status =
      rr_matrix_create(counted, &(rr_layout){.rows = rows.count, .cols = 1, .dtype = RR_INT32});
  if (status) return status;
  int32_t *counts = rr_matrix_data(*counted);
  for (size_t i = 0; i < rows.count; i++) counts[i] = howmany_within_range(row_at(&rows, i), 4, 8);
  return RR_OK;
}

static void describe_parts(cli_answer *answer, rr_matrix *const *parts, const rr_matrix *stacked)
{
  for (size_t i = 0; i < PARTS; i++) {
    char label[32];
    snprintf(label, sizeof label, "part %zu", i);
    rr__cli_answer_fact(answer, label, "%zu x %zu", rr_matrix_rows(parts[i]), rr_matrix_cols(parts[i]));
  }
  rr__cli_answer_fact(answer, "stacked", "%zu x %zu", rr_matrix_rows(stacked), rr_matrix_cols(stacked));
  rr__cli_answer_counts(answer, rr_matrix_cells(stacked), rr_matrix_rows(stacked));
}

rr_status rr__cli_section_parts(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_pool *pool = tutorial->pool;
  rr_matrix *matrix = tutorial->matrix, *parts[PARTS] = {0}, *counted[PARTS] = {0}, *stacked = NULL;
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_matrix_split(parts, 4, matrix);
  if (status) return status;
  rr_items items = rr_array(parts, 4, sizeof *parts);
  status = rr_pool_map(pool, RR_TASK(count_part, .out_size = sizeof(rr_matrix *)), items, counted);
  if (!status) status = rr_matrix_stack(&stacked, counted, 4);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  if (!status) describe_parts(answer, parts, stacked);
  rr_matrix_free(stacked);
  for (size_t i = 0; i < PARTS; i++) {
    rr_matrix_free(counted[i]);
    rr_matrix_free(parts[i]);
  }
  return status;
}
