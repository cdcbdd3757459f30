// SPDX-License-Identifier: MIT
// Sections on the machine, the matrix, the plain loop, and rowrun's own kernels.
#include "cli/tutorial.h"
#include "cli/tutorial_tasks.h"
#include "core/clock.h"

#include <rowrun/random.h>
#include <rowrun/run.h>

#include <inttypes.h>
#include <math.h>

rr_status rr__cli_section_cpus(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_cpu_count cpus = rr_count_cpus();
  bool is_sound = 1 <= cpus.usable && cpus.usable <= cpus.present;
  rr__cli_answer_fact(answer, "usable processors are 1 to those present", "%s", is_sound ? "yes" : "no");
  rr__cli_answer_note(answer, "processors", "%zu present, %zu usable", cpus.present, cpus.usable);
  rr__cli_answer_note(answer, "workers", "%zu", rr_pool_workers(tutorial->pool));
  return RR_OK;
}

static void describe_data(cli_answer *answer, const rr_matrix *matrix)
{
  rr_items rows = rr_matrix_each_row(matrix);
  int64_t sum = 0;
  char label[32];
  for (size_t i = 0; i < rows.count; i++)
    for (size_t col = 0; col < TUTORIAL_COLS; col++) sum += (int64_t)i * row_at(&rows, i)[col];
  rr__cli_answer_fact(answer, "shape", "%zu x %zu %s", rr_matrix_rows(matrix), rr_matrix_cols(matrix),
                      rr_dtype_name(rr_matrix_dtype(matrix)));
  for (size_t i = 0; i < 4; i++) {
    snprintf(label, sizeof label, "row %zu", i);
    rr__cli_answer_integers(answer, label, row_at(&rows, i), TUTORIAL_COLS);
  }
  rr__cli_answer_fact(answer, "sum of row number x cell", "%" PRId64, sum);
}

rr_status rr__cli_section_data(cli_answer *answer, cli_tutorial *tutorial)
{
  (void)tutorial;
  rr_matrix *matrix = NULL;
  uint64_t start_ns = rr__now_ns();
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  rr_status status = rr_matrix_random(&matrix, &options);
  if (status) return status;
  answer->elapsed_ns = rr__now_ns() - start_ns;
  describe_data(answer, matrix);
  rr_matrix_free(matrix);
  return RR_OK;
}

rr_status rr__cli_section_loop(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_items rows = rr_matrix_each_row(tutorial->matrix);
  int32_t *counts = tutorial->counts;
  uint64_t start_ns = rr__now_ns();
  for (size_t i = 0; i < rows.count; i++) counts[i] = howmany_within_range(row_at(&rows, i), 4, 8);
  answer->elapsed_ns = tutorial->serial_ns = rr__now_ns() - start_ns;
  rr__cli_answer_counts(answer, counts, rows.count);
  return RR_OK;
}

// What a count kernel gave, wherever it ran.
static void describe_run(cli_answer *answer, const rr_matrix *out, const rr_run_stats *stats)
{
  rr__cli_answer_counts(answer, rr_matrix_cells(out), rr_matrix_rows(out));
  rr__cli_answer_note(answer, "device", "%s", stats->device);
}

rr_status rr__cli_section_kernel(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_context *context = tutorial->context;
  rr_matrix *matrix = tutorial->matrix, *out = NULL;
  rr_run_stats stats;
  uint64_t start_ns = rr__now_ns();
  rr_status status =
      rr_run(context, "count", RR_PARAMS({"min", "4"}, {"max", "8"}), matrix, &out, NULL, &stats);
  if (status) return status;
  answer->elapsed_ns = rr__now_ns() - start_ns;
  describe_run(answer, out, &stats);
  rr_matrix_free(out);
  return RR_OK;
}

rr_status rr__cli_section_run_async(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_context *context = tutorial->context;
  rr_matrix *matrix = tutorial->matrix, *out = NULL;
  rr_run_stats stats;
  rr_result *result = NULL;
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_run_async(context, "count", RR_PARAMS({"min", "4"}, {"max", "8"}), matrix, &out, NULL,
                                  &stats, &result);
  if (status) return status;
  status = rr_result_get(result, RR_FOREVER, NULL);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  rr_result_free(result);
  if (!status) describe_run(answer, out, &stats);
  rr_matrix_free(out);
  return status;
}

static rr_status normalize_lists(cli_answer *answer, rr_context *context)
{
  int64_t cells[4][4] = {{2, 3, 4, 5}, {6, 9, 10, 12}, {11, 12, 13, 14}, {21, 24, 25, 26}};
  rr_layout layout = {.rows = 4, .cols = 4, .dtype = RR_INT64};
  rr_matrix *lists = NULL, *out = NULL;
  rr_status status = rr_matrix_wrap(&lists, cells, &layout);
  if (!status) status = rr_run(context, "normalize", NULL, lists, &out, NULL, NULL);
  for (size_t i = 0; !status && i < layout.rows; i++) {
    char label[32];
    snprintf(label, sizeof label, "list %zu", i);
    rr__cli_answer_reals(answer, label, (const double *)rr_matrix_cells(out) + i * layout.cols, layout.cols);
  }
  rr_matrix_free(out);
  rr_matrix_free(lists);
  return status;
}

// 2520, the least number that 1 to 9 divide, makes every cell a whole number.
static void describe_normalized(cli_answer *answer, const rr_matrix *out, const rr_run_stats *stats)
{
  const double *cells = rr_matrix_cells(out);
  size_t cols = rr_matrix_cols(out);
  int64_t sum = 0;
  for (size_t i = 0; i < rr_matrix_rows(out) * cols; i++)
    sum += (int64_t)(i / cols) * (int64_t)llround(2520 * cells[i]);
  rr__cli_answer_reals(answer, "matrix, row 0", cells, cols);
  rr__cli_answer_reals(answer, "matrix, row 1", cells + cols, cols);
  rr__cli_answer_fact(answer, "matrix, sum of row number x 2520 x cell", "%" PRId64, sum);
  rr__cli_answer_fact(answer, "matrix, rows that are all one value", "%" PRIu64, stats->note_count);
}

rr_status rr__cli_section_normalize(cli_answer *answer, cli_tutorial *tutorial)
{
  rr_context *context = tutorial->context;
  rr_matrix *matrix = tutorial->matrix, *out = NULL;
  rr_run_stats stats;
  rr_status status = normalize_lists(answer, context);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  status = rr_run(context, "normalize", NULL, matrix, &out, NULL, &stats);
  if (status) return status;
  answer->elapsed_ns = rr__now_ns() - start_ns;
  describe_normalized(answer, out, &stats);
  rr_matrix_free(out);
  return RR_OK;
}
