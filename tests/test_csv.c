// SPDX-License-Identifier: MIT
// CSV and TSV: what is read, what is refused and with which words, what is written.
#include "support.h"

#include "core/matrix.h"

#include <math.h>

static rr_status load_text(rr_matrix **out, const char *text, const rr_load_options *options)
{
  const char *path = test_path("a.csv");
  test_write_file(path, text, strlen(text));
  return rr_matrix_load(out, path, options);
}

static rr_matrix *must_load(const char *text, const rr_load_options *options, size_t rows, size_t cols,
                            rr_dtype dtype)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(load_text(&matrix, text, options));
  CU_ASSERT_EQUAL_FATAL(matrix->rows, rows);
  CU_ASSERT_EQUAL_FATAL(matrix->cols, cols);
  CU_ASSERT_EQUAL_FATAL(matrix->dtype, dtype);
  return matrix;
}

static void check_int64(const char *text, const rr_load_options *options, size_t rows, size_t cols,
                        const int64_t *expected)
{
  rr_matrix *matrix = must_load(text, options, rows, cols, RR_INT64);
  CU_ASSERT_EQUAL(memcmp(matrix->data, expected, rows * cols * sizeof *expected), 0);
  rr_matrix_free(matrix);
}
#define CELLS(...) ((const int64_t[]){__VA_ARGS__})
#define REALS(...) ((const double[]){__VA_ARGS__})

static void check_float64(const char *text, const rr_load_options *options, size_t rows, size_t cols,
                          const double *expected)
{
  rr_matrix *matrix = must_load(text, options, rows, cols, RR_FLOAT64);
  const double *cells = matrix->data;
  for (size_t i = 0; i < rows * cols; i++)
    CU_ASSERT_TRUE(cells[i] == expected[i] || (isnan(cells[i]) && isnan(expected[i])));
  rr_matrix_free(matrix);
}

static void check_refused(const char *text, const rr_load_options *options, const char *culprit)
{
  rr_matrix *matrix = NULL;
  CHECK_FAILS(load_text(&matrix, text, options), RR_EFORMAT, culprit);
  CU_ASSERT_PTR_NULL(matrix);
}

static void plain_integers_are_int64(void)
{
  check_int64("1,2\n3,-4\n", NULL, 2, 2, CELLS(1, 2, 3, -4));
  check_int64("1,2\n3,4", NULL, 2, 2, CELLS(1, 2, 3, 4)); // no final newline
  check_int64("7\n", NULL, 1, 1, CELLS(7));
  check_int64("+5,-0,007\n", NULL, 1, 3, CELLS(5, 0, 7));
  check_int64("9223372036854775807,-9223372036854775808\n", NULL, 1, 2, CELLS(INT64_MAX, INT64_MIN));
  check_int64("9007199254740993,123456789012345678\n", NULL, 1, 2,
              CELLS(9007199254740993, 123456789012345678));
}

static void line_ends_marks_blanks_and_quotes_do_not_matter(void)
{
  check_int64("1,2\r\n3,4\r\n", NULL, 2, 2, CELLS(1, 2, 3, 4));
  check_int64("1,2\r\n3,4\r\n\r\n", NULL, 2, 2, CELLS(1, 2, 3, 4));
  check_int64(
      "\xEF\xBB\xBF"
      "1,2\n3,4\n\n\n",
      NULL, 2, 2, CELLS(1, 2, 3, 4));
  check_int64(" 1 ,\t2\n3  , 4 \n", NULL, 2, 2, CELLS(1, 2, 3, 4));
  check_int64("\"1\",\"2\"\n \"3\" ,4\r\n", NULL, 2, 2, CELLS(1, 2, 3, 4));
  check_int64("\" 1\"\n", &(rr_load_options){.header = RR_NO, .dtype = RR_DTYPE_AUTO, .index = RR_INDEX_NONE},
              1, 1, CELLS(1));
}

static void floats_are_float64(void)
{
  check_float64("1,2.5\n3,4\n", NULL, 2, 2, REALS(1, 2.5, 3, 4));
  check_float64("1,2\n3,nan\n", NULL, 2, 2, REALS(1, 2, 3, (double)NAN));
  check_float64(".5,5.,1e3,-inf\n", NULL, 1, 4, REALS(0.5, 5, 1000, -(double)INFINITY));
  check_float64("9007199254740992,0.5\n", NULL, 1, 2, REALS(9007199254740992.0, 0.5));
  rr_matrix *matrix = must_load("-0,0.5\n", NULL, 1, 2, RR_FLOAT64);
  CU_ASSERT_TRUE(signbit(*(double *)matrix->data));
  rr_matrix_free(matrix);
}

static void integers_beyond_int64_are_uint64(void)
{
  rr_matrix *matrix = must_load("1,18446744073709551615\n9223372036854775808,0\n", NULL, 2, 2, RR_UINT64);
  CU_ASSERT_EQUAL(((uint64_t *)matrix->data)[1], UINT64_MAX);
  CU_ASSERT_EQUAL(((uint64_t *)matrix->data)[2], UINT64_C(1) << 63);
  rr_matrix_free(matrix);
  check_refused("1,9223372036854775808\n-1,0\n", NULL,
                "a.csv:1:3: '9223372036854775808' is an integer beyond int64");
  check_refused("-1,0\n1,9223372036854775808\n", NULL, "a.csv:2:3: '9223372036854775808'");
  check_refused("1,2\n18446744073709551616,0\n", NULL,
                "a.csv:2:1: '18446744073709551616' is an integer beyond int64");
  check_refused("1,-9223372036854775809\n", NULL, "a.csv:1:3:");
  test_text_contains(rr_error_text(), "--dtype float64");
}

static void large_integers_among_floats_are_an_error_unless_asked_for(void)
{
  check_refused("0.5,9007199254740993\n", NULL, "a.csv:1:5: '9007199254740993' is an integer beyond 2^53");
  check_refused("9007199254740993,1\n2,0.5\n", NULL, "a.csv:1:1: '9007199254740993'");
  check_refused("-9007199254740993,0.5\n", NULL, "'-9007199254740993'");
  check_refused("99999999999999999999999,0.5\n", NULL, "beyond 2^53");
  test_text_contains(rr_error_text(), "hint: --dtype float64");
  check_float64("0.5,9007199254740993\n", &(rr_load_options){.dtype = RR_FLOAT64}, 1, 2,
                REALS(0.5, 9007199254740992));
  check_float64("-5,99999999999999999999999\n", &(rr_load_options){.dtype = RR_FLOAT64}, 1, 2,
                REALS(-5, 1e23));
}

static void what_is_no_number_is_named_with_its_place(void)
{
  check_refused("1,2\n3,x4\n", NULL, "a.csv:2:3: 'x4' is not a number");
  check_refused("1,2\n3,  0x10\n", NULL, "a.csv:2:5: '0x10'");
  check_refused("1,2\n1_000,4\n", NULL, "a.csv:2:1: '1_000'");
  check_refused("1,2\n3,nan(7)\n", NULL, "a.csv:2:3: 'nan(7)'");
  check_refused("1,2\n-,4\n", NULL, "a.csv:2:1: '-'");
  check_refused("1,2\n3,4\n5,1e\n", NULL, "a.csv:3:3: '1e'");
  check_refused("1,2\n3,4 5\n", NULL, "a.csv:2:3: '4 5'");
  check_refused("A,B\r\n1,2\r\n3,x\r\n", NULL, "a.csv:3:3: 'x'"); // the header counts as a line
  check_refused("A,B\n1,2\n\"x\"\"y\",3\n", NULL, "a.csv:3:1: 'x\"\"y'");
  check_refused("1,2\n3,\x1B[31m\n", NULL, "'\\x1b[31m'");
  check_refused("1,2\n3\r4,5\n", NULL, "'3\\r4'");
  check_refused("1\n123456789x123456789x123456789x123456789x123456789x\n", NULL,
                "'123456789x123456789x123456789x123456789x...' is not a number");
  check_refused("1.5,2\n3,x4\n", NULL, "a.csv:2:3: 'x4'");
}

static void ragged_rows_tell_expected_and_found(void)
{
  check_refused("1,2,3\n4,5\n", NULL, "a.csv:2:3: '5' ends its row: expected 3 cells, found 2");
  check_refused("1,2\n3,4,5,6\n", NULL, "a.csv:2:5: '5' is a cell too many: expected 2 cells, found 4");
  check_refused("A,B\n1,2\n3\n", NULL, "a.csv:3:1: '3' ends its row: expected 2 cells, found 1");
  check_refused("A,B\n1.5,2,3\n", NULL, "a.csv:2:7: '3' is a cell too many: expected 2 cells, found 3");
  check_refused("1,2\n\n3,4\n", NULL, "a.csv:2:1: '' ends its row: expected 2 cells, found 0");
  check_refused("1,2\n\r\n3,4\n", &(rr_load_options){.empty_is_nan = true}, "found 0");
  check_refused("1,2\n3,4,\n", NULL, "expected 2 cells, found 3");
  check_refused("1;2\n3;4\n5\n6,7\n", NULL, "a.csv:2:1: '3;4' is not a number");
}

static void empty_cells_are_an_error_that_names_the_option(void)
{
  static const char *const texts[] = {"1,2\n,4\n", "1,2\n3,\n", "1,2\n3,",      "1,2\n3, \n5,6\n",
                                      "1,,3\n",    "1\n\n2\n",  "1,2\n3,\"\"\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    check_refused(texts[i], NULL, "'' is an empty cell");
    test_text_contains(rr_error_text(), "hint: --empty=nan");
  }
  check_refused("1,2\n3,\n", NULL, "a.csv:2:3:");
}

static void empty_cells_are_nan_where_asked_for(void)
{
  rr_load_options options = {.empty_is_nan = true};
  check_float64("1,2\n,4\n", &options, 2, 2, REALS(1, 2, (double)NAN, 4));
  check_float64("1,2\n3,\n5, \n", &options, 3, 2, REALS(1, 2, 3, (double)NAN, 5, (double)NAN));
  check_float64("1,,3\n", &options, 1, 3, REALS(1, (double)NAN, 3));
  check_float64(",5\n1,2\n", &options, 2, 2, REALS((double)NAN, 5, 1, 2));
  check_float64("1\n\n2\n", &options, 3, 1, REALS(1, (double)NAN, 2));
  options.dtype = RR_INT32;
  check_refused("1,2\n3,\n", &options, "a.csv:2:3: '' is not an integer, as int32 needs");
}

static void unclosed_quotes_are_found_at_their_start(void)
{
  check_refused("1,2\n3,\"4\n5,6\n", NULL, "a.csv:2:3: '4\\n5,6' has an opening quote but no closing one");
  check_refused("\"A,B\n1,2\n", NULL, "a.csv:1:1:");
  check_refused("1,\"2\"3\n", NULL, "a.csv:1:3: '2' is followed by text behind its closing quote");
}

static void numbers_too_large_are_refused(void)
{
  check_refused("1,1e400\n", NULL, "a.csv:1:3: '1e400' is out of the range of float64");
  check_refused("1,-1e400\n", NULL, "'-1e400'");
  check_refused("1e39\n", &(rr_load_options){.dtype = RR_FLOAT32}, "out of the range of float32");
}

static void binary_and_utf16_text_are_told(void)
{
  rr_matrix *matrix = NULL;
  test_write_file(test_path("b.csv"), "1,2\n3,\0\n", 8);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("b.csv"), NULL), RR_EFORMAT, "b.csv:2:3: a NUL byte");
  test_write_file(test_path("b.csv"),
                  "\xFF\xFE"
                  "1\0,\0",
                  6);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("b.csv"), NULL), RR_EFORMAT, "UTF-16");
  test_write_file(test_path("b.csv"),
                  "\xFE\xFF\0"
                  "1",
                  4);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("b.csv"), NULL), RR_EFORMAT, "iconv");
  test_write_file(test_path("b.csv"), "1\0,\0002\0", 6);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("b.csv"), NULL), RR_EFORMAT, "is this UTF-16");
  check_refused("", NULL, "a.csv: is empty");
  check_refused("\xEF\xBB\xBF\n\r\n", NULL, "a.csv: is empty");
}

static void a_forced_dtype_keeps_its_range(void)
{
  rr_matrix *matrix = must_load("-128,127\n", &(rr_load_options){.dtype = RR_INT8}, 1, 2, RR_INT8);
  CU_ASSERT_EQUAL(((int8_t *)matrix->data)[0], -128);
  rr_matrix_free(matrix);
  matrix = must_load("65535\n", &(rr_load_options){.dtype = RR_UINT16}, 1, 1, RR_UINT16);
  CU_ASSERT_EQUAL(*(uint16_t *)matrix->data, 65535);
  rr_matrix_free(matrix);
  matrix = must_load("-2147483648,\"7\"\n", &(rr_load_options){.dtype = RR_INT32}, 1, 2, RR_INT32);
  CU_ASSERT_EQUAL(((int32_t *)matrix->data)[0], INT32_MIN);
  rr_matrix_free(matrix);
  matrix = must_load("0.1,1\n", &(rr_load_options){.dtype = RR_FLOAT32}, 1, 2, RR_FLOAT32);
  CU_ASSERT_EQUAL(((float *)matrix->data)[0], 0.1F);
  rr_matrix_free(matrix);
  check_float64("1,2\n", &(rr_load_options){.dtype = RR_FLOAT64}, 1, 2, REALS(1, 2));
  check_refused("1\n128\n", &(rr_load_options){.dtype = RR_INT8},
                "a.csv:2:1: '128' is out of the range of int8");
  check_refused("-1\n", &(rr_load_options){.dtype = RR_UINT32}, "'-1' is out of the range of uint32");
  check_refused("9223372036854775808\n", &(rr_load_options){.dtype = RR_INT64}, "out of the range of int64");
  check_refused("1.5\n", &(rr_load_options){.dtype = RR_INT64}, "'1.5' is not an integer, as int64 needs");
  check_refused("1\nnan\n", &(rr_load_options){.dtype = RR_INT8}, "a.csv:2:1: 'nan' is not an integer");
}

static void a_header_is_taken_where_a_cell_is_no_number(void)
{
  rr_matrix *matrix = must_load("A,\"B \"\"x\"\", y\"\n1,2\n", NULL, 1, 2, RR_INT64);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 0), "A");
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 1), "B \"x\", y");
  rr_matrix_free(matrix);
  matrix = must_load("1,B\n1,2\n", NULL, 1, 2, RR_INT64);
  rr_matrix_free(matrix);
  matrix = must_load("A,\"two\nlines\"\n1,2\n", NULL, 1, 2, RR_INT64);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 1), "two\nlines");
  rr_matrix_free(matrix);
  check_refused("A,\"two\nlines\"\n1,x\n", NULL, "a.csv:3:3: 'x'"); // lines are physical
  matrix = must_load("A,B\n", NULL, 0, 2, RR_INT64);
  rr_matrix_free(matrix);
}

static void a_header_can_be_asked_for_or_denied(void)
{
  rr_matrix *matrix = must_load("5,6\n1,2\n", &(rr_load_options){.header = RR_YES}, 1, 2, RR_INT64);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 1), "6");
  rr_matrix_free(matrix);
  matrix = must_load("5,6\n1,2\n", NULL, 2, 2, RR_INT64);
  CU_ASSERT_PTR_NULL(rr_matrix_column_name(matrix, 0));
  rr_matrix_free(matrix);
  check_refused("A,B\n1,2\n", &(rr_load_options){.header = RR_NO}, "a.csv:1:1: 'A' is not a number");
}

static void an_index_as_pandas_writes_it_is_dropped(void)
{
  rr_matrix *matrix = must_load(",A,B\n0,1,2\n1,3,4\n", NULL, 2, 2, RR_INT64);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 0), "A");
  CU_ASSERT_EQUAL(((int64_t *)matrix->data)[3], 4);
  rr_matrix_free(matrix);
  matrix = must_load(",0,1\nrow a,1,2\nrow b,3,4\n", NULL, 2, 2, RR_INT64);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 1), "1");
  rr_matrix_free(matrix);
  check_int64(",0,1\n7,1,2\n", &(rr_load_options){.empty_is_nan = true}, 1, 2, CELLS(1, 2));
  check_int64("id,A\n7,1\n8,2\n", &(rr_load_options){.index = RR_INDEX_FIRST}, 2, 1, CELLS(1, 2));
  check_int64("x,1\ny,2\n", &(rr_load_options){.index = RR_INDEX_FIRST}, 2, 1, CELLS(1, 2));
  check_int64(",A\n7,1\n", &(rr_load_options){.index = RR_INDEX_NONE}, 1, 2, CELLS(7, 1));
  check_refused(",A\nx,1\n", &(rr_load_options){.index = RR_INDEX_NONE}, "a.csv:2:1: 'x'");
  check_refused(",A,B\nx,1\n", NULL, "expected 3 cells, found 2");
}

static void keep_warning(const char *text, void *user)
{
  snprintf(user, 256, "%s", text);
}

static void check_warning(const char *text, rr_load_options options, const char *part)
{
  char warning[256] = "";
  rr_matrix *matrix = NULL;
  options.log = (rr_log){keep_warning, warning};
  CHECK_OK(load_text(&matrix, text, &options));
  if (part)
    test_text_contains(warning, part);
  else
    CU_ASSERT_STRING_EQUAL(warning, "");
  rr_matrix_free(matrix);
}

static void a_first_line_that_counts_draws_a_warning(void)
{
  check_warning("0,1,2\n5,6,7\n", (rr_load_options){0}, "a.csv: the first line is 0, 1, 2");
  check_warning("0,1,2\n5,6,7\n", (rr_load_options){0}, "--header yes");
  check_warning("0,1,2\n5,6,7\n", (rr_load_options){.header = RR_NO}, NULL);
  check_warning("0,1,2\n5,6,7\n", (rr_load_options){.header = RR_YES}, NULL);
  check_warning("0,1,3\n5,6,7\n", (rr_load_options){0}, NULL);
  check_warning("1,2,3\n", (rr_load_options){0}, NULL);
  check_warning("0\n5\n", (rr_load_options){0}, NULL);
  check_warning(",0,1\n5,6,7\n", (rr_load_options){0}, NULL);
  check_warning("x,0,1\ny,6,7\n", (rr_load_options){.index = RR_INDEX_FIRST}, "0, 1, 2");
  check_warning(",5,6\n1,2,3\n", (rr_load_options){0}, "first cell is empty");
}

static void tabs_separate_a_tsv(void)
{
  rr_matrix *matrix = NULL;
  test_write_file(test_path("a.tsv"), "A\tB\n1\t 2.5 \n3\t4\n", 16);
  CHECK_OK(rr_matrix_load(&matrix, test_path("a.tsv"), NULL));
  CU_ASSERT_EQUAL(matrix->rows, 2);
  CU_ASSERT_EQUAL(((double *)matrix->data)[1], 2.5);
  CHECK_OK(rr_matrix_save(matrix, test_path("b.tsv"), NULL));
  char *text = test_read_file(test_path("b.tsv"), NULL);
  CU_ASSERT_STRING_EQUAL(text, "A\tB\n1.0\t2.5\n3.0\t4.0\n");
  free(text);
  rr_matrix_free(matrix);
  matrix = NULL;
  test_write_file(test_path("a.tsv"), "1\t2\n3\t\n", 7);
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("a.tsv"), NULL), RR_EFORMAT,
              "a.tsv:2:3: '' is an empty cell");
}

static void a_number_of_ten_thousand_digits_is_read(void)
{
  char text[10100];
  memset(text, '3', sizeof text);
  memcpy(text, "0.", 2);
  strcpy(text + 10002, ",1\n");
  check_float64(text, NULL, 1, 2, REALS(1.0 / 3, 1));
}

static void memory_is_bounded_by_the_file_not_by_lines_times_columns(void)
{
  enum { SIZE = 100000 };
  char *text = malloc(2 * SIZE + 8); // as many columns as lines: 10^10 cells if both were believed
  memset(text, ',', SIZE);
  memset(text + SIZE, '\n', SIZE);
  strcpy(text + 2 * SIZE, "1\n");
  check_refused(text, &(rr_load_options){.empty_is_nan = true, .header = RR_NO}, "a.csv:2:1:");
  free(text);
}

static const test_case cases[] = {
    TEST(plain_integers_are_int64),
    TEST(line_ends_marks_blanks_and_quotes_do_not_matter),
    TEST(floats_are_float64),
    TEST(integers_beyond_int64_are_uint64),
    TEST(large_integers_among_floats_are_an_error_unless_asked_for),
    TEST(what_is_no_number_is_named_with_its_place),
    TEST(ragged_rows_tell_expected_and_found),
    TEST(empty_cells_are_an_error_that_names_the_option),
    TEST(empty_cells_are_nan_where_asked_for),
    TEST(unclosed_quotes_are_found_at_their_start),
    TEST(numbers_too_large_are_refused),
    TEST(binary_and_utf16_text_are_told),
    TEST(a_forced_dtype_keeps_its_range),
    TEST(a_header_is_taken_where_a_cell_is_no_number),
    TEST(a_header_can_be_asked_for_or_denied),
    TEST(an_index_as_pandas_writes_it_is_dropped),
    TEST(a_first_line_that_counts_draws_a_warning),
    TEST(tabs_separate_a_tsv),
    TEST(a_number_of_ten_thousand_digits_is_read),
    TEST(memory_is_bounded_by_the_file_not_by_lines_times_columns),
};
TEST_MAIN("csv", cases)
