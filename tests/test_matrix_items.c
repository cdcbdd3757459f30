// SPDX-License-Identifier: MIT
// Rows and columns of a matrix as items of a pool.
#include "support.h"

enum { ROWS = 20000 };

static rr_status sum_row(void *out, const void *row, void *context)
{
  const int64_t *cells = row;
  int64_t sum = 0;
  (void)context;
  for (size_t i = 0; i < 5; i++) sum += cells[i];
  *(int64_t *)out = sum;
  return RR_OK;
}

static rr_status sum_column(void *out, const void *column, void *context)
{
  const rr_matrix *matrix = context;
  const int64_t *cell = column;
  int64_t sum = 0;
  for (size_t i = 0; i < rr_matrix_rows(matrix); i++) sum += cell[i * rr_matrix_row_stride(matrix)];
  *(int64_t *)out = sum;
  return RR_OK;
}

// A window of a larger matrix: rows have gaps.
static void maps_go_over_rows_and_columns_without_copying(void)
{
  enum { WIDTH = 7 };
  static int64_t cells[ROWS * WIDTH];
  for (size_t i = 0; i < ROWS * WIDTH; i++) cells[i] = (int64_t)test_random_below(1000);
  rr_matrix *window = NULL;
  rr_pool *pool = NULL;
  static int64_t rows[ROWS];
  int64_t cols[5], expected_cols[5] = {0}, wrong = 0;
  CHECK_OK(rr_matrix_wrap(&window, cells + 1, &(rr_layout){ROWS, 5, RR_INT64, WIDTH}));
  CHECK_OK(rr_pool_create(&pool, &(rr_pool_options){.workers = 3}));
  CHECK_OK(rr_pool_map(pool, RR_TASK(sum_row, .out_size = 8), rr_matrix_each_row(window), rows));
  CHECK_OK(rr_pool_map(pool, RR_TASK(sum_column, .out_size = 8, .context = window),
                       rr_matrix_each_column(window), cols));
  for (size_t row = 0; row < ROWS; row++) {
    int64_t sum = 0;
    for (size_t col = 0; col < 5; col++) {
      sum += cells[row * WIDTH + 1 + col];
      expected_cols[col] += cells[row * WIDTH + 1 + col];
    }
    wrong += sum != rows[row];
  }
  CU_ASSERT_EQUAL(wrong, 0);
  CU_ASSERT_EQUAL(memcmp(cols, expected_cols, sizeof cols), 0);
  rr_pool_free(pool);
  rr_matrix_free(window);
}

static rr_status nothing(void *out, const void *item, void *context)
{
  (void)out, (void)item, (void)context;
  return RR_OK;
}

static void check_empty(size_t rows, size_t cols)
{
  rr_matrix *matrix = NULL;
  rr_pool *pool = NULL;
  int64_t sums[5] = {7, 7, 7, 7, 7};
  CHECK_OK(rr_matrix_wrap(&matrix, NULL, &(rr_layout){.rows = rows, .cols = cols, .dtype = RR_INT64}));
  CHECK_OK(rr_pool_create(&pool, &(rr_pool_options){.workers = 2}));
  rr_task columns = {.function = sum_column, .out_size = 8, .context = matrix, .chunk_size = 1};
  CHECK_OK(rr_pool_map(pool, &columns, rr_matrix_each_column(matrix), sums));
  CHECK_OK(rr_pool_map(pool, RR_TASK(nothing), rr_matrix_each_row(matrix), NULL));
  for (size_t i = 0; i < 5; i++) CU_ASSERT_EQUAL(sums[i], i < cols ? 0 : 7);
  rr_pool_free(pool);
  rr_matrix_free(matrix);
}

static void columns_without_rows_are_items_all_the_same(void)
{
  check_empty(0, 0);
  check_empty(0, 5);
  check_empty(3, 0);
}

static const test_case cases[] = {
    TEST(maps_go_over_rows_and_columns_without_copying),
    TEST(columns_without_rows_are_items_all_the_same),
};
TEST_MAIN("matrix_items", cases)
