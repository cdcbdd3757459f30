// SPDX-License-Identifier: MIT
// Sections that do with a kernel or an expression what others do with a pool.
#include "cli/tutorial.h"
#include "cli/tutorial_tasks.h"
#include "core/clock.h"

#include <rowrun/expression.h>
#include <rowrun/pair.h>
#include <rowrun/run.h>

enum { ROUNDED_ROWS = 7 };

rr_status rr__cli_section_hypot(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_context *context = tutorial->context;
  rr_matrix *frame = NULL, *out = NULL;
  rr_run_stats stats;
  rr_status status = wrap_frame(&frame);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  status = rr_run(context, "hypot", NULL, frame, &out, NULL, &stats);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  rr_matrix_free(frame);
  if (status) return status;
  rr_matrix_round(out, 2);
  rr__cli_answer_reals(answer, "hypotenuses", rr_matrix_cells(out), rr_matrix_rows(out));
  rr__cli_answer_fact(answer, "values", "%zu", rr_matrix_rows(out));
  rr__cli_answer_note(answer, "device", "%s", stats.device);
  rr_matrix_free(out);
  return RR_OK;
}

rr_status rr__cli_section_sumsq(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_context *context = tutorial->context;
  rr_matrix *frame = NULL, *out = NULL;
  rr_run_stats stats;
  rr_status status = wrap_frame(&frame);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  rr_run_options options = {.per = RR_PER_COL};
  status = rr_run(context, "sumsq", NULL, frame, &out, &options, &stats);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  rr_matrix_free(frame);
  if (status) return status;
  rr__cli_answer_integers(answer, "sums of squares", rr_matrix_cells(out), rr_matrix_cols(out));
  rr__cli_answer_fact(answer, "values", "%zu", rr_matrix_cols(out));
  rr__cli_answer_note(answer, "device", "%s", stats.device);
  rr_matrix_free(out);
  return RR_OK;
}

// Rounding is shown by rows that have fractions, too.
static rr_status round_twice(cli_answer *answer, rr_context *context)
{
  double cells[ROUNDED_ROWS][FRAME_COLS] = {{8, 5}, {5, 3}, {3, 4}, {4, 4}, {7, 9}, {.05, .03}, {.09, .05}};
  rr_matrix *frame = NULL, *out = NULL;
  rr_layout layout = {.rows = ROUNDED_ROWS, .cols = FRAME_COLS, .dtype = RR_FLOAT64};
  rr_status status = rr_matrix_wrap(&frame, cells, &layout);
  if (status) return status;
  status =
      rr_map_expression(context, "round(sqrt(round(x[0]*x[0] + x[1]*x[1], 2)), 2)", frame, &out, NULL, NULL);
  if (!status)
    rr__cli_answer_reals(answer, "hypotenuses, rounded before the root, too", rr_matrix_cells(out),
                         rr_matrix_rows(out));
  rr_matrix_free(out);
  rr_matrix_free(frame);
  return status;
}

rr_status rr__cli_section_expressions(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_context *context = tutorial->context;
  rr_matrix *matrix = tutorial->matrix, *out = NULL;
  rr_run_stats stats;
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_map_expression(context, "count(4 <= x && x <= 8)", matrix, &out, NULL, &stats);
  if (status) return status;
  answer->elapsed_ns = rr__now_ns() - start_ns;
  const int64_t *counts = rr_matrix_cells(out);
  size_t rows = rr_matrix_rows(out);
  for (size_t i = 0; i < rows; i++) tutorial->counts[i] = (int32_t)counts[i];
  rr__cli_answer_counts(answer, tutorial->counts, rows);
  rr__cli_answer_note(answer, "device", "%s", stats.device);
  rr_matrix_free(out);
  return round_twice(answer, context);
}

static void describe_common(cli_answer *answer, const rr_ragged *out)
{
  for (size_t row = 0; row < rr_ragged_rows(out); row++) {
    char label[32];
    size_t items;
    const int64_t *values = rr_ragged_row(out, row, &items);
    snprintf(label, sizeof label, "row %zu", row);
    rr__cli_answer_integers(answer, label, values, items);
  }
}

rr_status rr__cli_section_common(cli_answer *answer, cli_tutorial *tutorial)
{
  static const int64_t a[] = {1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 20, 21};
  static const int64_t b[] = {2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 21, 24, 25};
  static const uint64_t a_offsets[] = {0, 3, 7, 10, 12}, b_offsets[] = {0, 4, 7, 11, 14};
  rr_context *context = tutorial->context;
  rr_ragged *first = NULL, *second = NULL, *out = NULL;
  rr_run_stats stats;
  rr_status status = rr_ragged_wrap(&first, a, &(rr_ragged_layout){4, a_offsets, RR_INT64});
  if (!status) status = rr_ragged_wrap(&second, b, &(rr_ragged_layout){4, b_offsets, RR_INT64});
  uint64_t start_ns = rr__now_ns();
  if (!status) status = rr_run_pair(context, "common", NULL, first, second, &out, NULL, &stats);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  rr_ragged_free(first);
  rr_ragged_free(second);
  if (status) return status;
  describe_common(answer, out);
  rr__cli_answer_note(answer, "device", "%s", stats.device);
  rr_ragged_free(out);
  return RR_OK;
}
