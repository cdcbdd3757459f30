// SPDX-License-Identifier: MIT
// Matrices as text.
#include "support.h"

#include "core/matrix.h"

#include <math.h>

static void check_text(const rr_matrix *matrix, const rr_save_options *options, const char *expected)
{
  CHECK_OK(rr_matrix_save(matrix, test_path("out.csv"), options));
  char *text = test_read_file(test_path("out.csv"), NULL);
  CU_ASSERT_STRING_EQUAL(text, expected);
  free(text);
}

static void matrices_are_written_row_by_row_without_gaps(void)
{
  double cells[2][3] = {{5, 11.4, 99}, {(double)NAN, 1e16, 99}};
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){2, 2, RR_FLOAT64, 3}));
  check_text(matrix, NULL, "5.0,11.4\nnan,1e+16\n");
  check_text(matrix, &(rr_save_options){.head = 1}, "5.0,11.4\n");
  check_text(matrix, &(rr_save_options){.head = 9}, "5.0,11.4\nnan,1e+16\n");
  cells[0][1] = 2.675;
  check_text(matrix, &(rr_save_options){.round = true, .digits = 2}, "5.0,2.67\nnan,1e+16\n");
  CU_ASSERT_EQUAL(cells[0][1], 2.675);
  rr_matrix_free(matrix);
}

static void vectors_are_a_value_a_line_or_one_line(void)
{
  int16_t cells[3] = {-1, 2, 30};
  float reals[2] = {0.1F, 2};
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){3, 1, RR_INT16, 0}));
  matrix->ndim = 1;
  check_text(matrix, &(rr_save_options){.round = true, .digits = -1}, "-1\n2\n30\n");
  rr_matrix_free(matrix);
  CHECK_OK(rr_matrix_wrap(&matrix, reals, &(rr_layout){1, 2, RR_FLOAT32, 0}));
  matrix->ndim = 1;
  CHECK_OK(rr__matrix_set_names(matrix, (const char *const[]){"A", "B"}));
  check_text(matrix, NULL, "A,B\n0.1,2.0\n");
  rr_matrix_free(matrix);
}

static void names_are_quoted_where_needed_and_read_again(void)
{
  static const char *const names[] = {"plain",   "a,b", "say \"x\"",    "two\nlines",
                                      " blank ", "",    "\xEF\xBB\xBFm"};
  int64_t cells[7] = {1, 2, 3, 4, 5, 6, 7};
  rr_matrix *matrix = NULL, *read = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){1, 7, RR_INT64, 0}));
  CHECK_OK(rr__matrix_set_names(matrix, names));
  check_text(
      matrix, NULL,
      "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" blank \",,\"\xEF\xBB\xBFm\"\n1,2,3,4,5,6,7\n");
  CHECK_OK(rr_matrix_load(&read, test_path("out.csv"), NULL));
  for (size_t i = 0; i < 7; i++) CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(read, i), names[i]);
  rr_matrix_free(matrix);
  rr_matrix_free(read);
}

static void first_names_that_look_like_an_encoding_are_read_again(void)
{
  static const char *const names[] = {
      "\xEF\xBB\xBF"
      "a",
      "\xFF\xFE"
      "a",
      "\xFE\xFF"};
  int64_t cell = 1;
  rr_matrix *matrix = NULL, *read = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, &cell, &(rr_layout){1, 1, RR_INT64, 0}));
  for (size_t i = 0; i < 3; i++) {
    CHECK_OK(rr__matrix_set_names(matrix, &names[i]));
    CHECK_OK(rr_matrix_save(matrix, test_path("encoding.csv"), NULL));
    CHECK_OK(rr_matrix_load(&read, test_path("encoding.csv"), &(rr_load_options){.header = RR_YES}));
    CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(read, 0), names[i]);
    rr_matrix_free(read);
  }
  rr_matrix_free(matrix);
}

static void written_floats_come_back_bit_for_bit(void)
{
  enum { ROWS = 5000, COLS = 3 };
  rr_matrix *matrix = NULL, *read = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){ROWS, COLS, RR_FLOAT64, 0}));
  double *cells = matrix->data;
  for (size_t i = 0; i < (size_t)ROWS * COLS; i++) {
    uint64_t bits = test_random();
    memcpy(&cells[i], &bits, sizeof bits);
    if (isnan(cells[i])) cells[i] = 0.25;
  }
  CHECK_OK(rr_matrix_save(matrix, test_path("again.csv"), NULL));
  CHECK_OK(rr_matrix_load(&read, test_path("again.csv"), NULL));
  CU_ASSERT_EQUAL(memcmp(read->data, cells, rr_matrix_bytes(matrix)), 0);
  rr_matrix_free(matrix);
  rr_matrix_free(read);
}

static const test_case cases[] = {
    TEST(matrices_are_written_row_by_row_without_gaps),
    TEST(vectors_are_a_value_a_line_or_one_line),
    TEST(names_are_quoted_where_needed_and_read_again),
    TEST(first_names_that_look_like_an_encoding_are_read_again),
    TEST(written_floats_come_back_bit_for_bit),
};
TEST_MAIN("csv_writer", cases)
