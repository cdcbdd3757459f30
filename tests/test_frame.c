// SPDX-License-Identifier: MIT
// Frames: their columns, as a matrix, some columns, in parts, saved.
#include "support.h"

#include "core/frame.h"

#include <math.h>

static const char mixed_text[] = "id,x,n,y\n-1,0.5,7,1e9\n2,-0.25,18446744073709551615,nan\n3,1.0,0,inf\n";
enum { MIXED_ROWS = 3, MIXED_COLS = 4 };

static rr_frame *load_frame(const char *text, const rr_load_options *options)
{
  rr_frame *frame = NULL;
  test_write_file(test_path("f.csv"), text, strlen(text));
  CHECK_OK(rr_frame_load(&frame, test_path("f.csv"), options));
  return frame;
}

static double cell_at(const rr_frame *frame, size_t row, size_t col)
{
  const rr_matrix *block = rr__frame_block(frame, col);
  const char *cell = rr__frame_column(frame, col) + row * block->row_stride * rr_dtype_size(block->dtype);
  if (block->dtype == RR_INT64) return (double)*(const int64_t *)(const void *)cell;
  if (block->dtype == RR_UINT64) return (double)*(const uint64_t *)(const void *)cell;
  CU_ASSERT_EQUAL_FATAL(block->dtype, RR_FLOAT64);
  return *(const double *)(const void *)cell;
}

static void check_saved(const rr_frame *frame, const char *expected)
{
  CHECK_OK(rr_frame_save(frame, test_path("saved.csv"), NULL));
  char *text = test_read_file(test_path("saved.csv"), NULL);
  CU_ASSERT_STRING_EQUAL(text, expected);
  free(text);
}

static void columns_keep_their_dtypes_and_names(void)
{
  rr_frame *frame = load_frame(mixed_text, NULL);
  CU_ASSERT_EQUAL(rr_frame_rows(frame), MIXED_ROWS);
  CU_ASSERT_EQUAL_FATAL(rr_frame_cols(frame), MIXED_COLS);
  static const rr_dtype dtypes[] = {RR_INT64, RR_FLOAT64, RR_UINT64, RR_FLOAT64};
  static const char *const names[] = {"id", "x", "n", "y"};
  for (size_t col = 0; col < MIXED_COLS; col++) {
    CU_ASSERT_EQUAL(rr_frame_column_dtype(frame, col), dtypes[col]);
    CU_ASSERT_STRING_EQUAL(rr_frame_column_name(frame, col), names[col]);
  }
  CU_ASSERT_EQUAL(rr_frame_column_dtype(frame, MIXED_COLS), RR_DTYPE_AUTO);
  CU_ASSERT_PTR_NULL(rr_frame_column_name(frame, MIXED_COLS));
  CU_ASSERT_EQUAL(rr_frame_dtype(frame), RR_DTYPE_AUTO);
  CU_ASSERT_EQUAL(rr_frame_bytes(frame), 8 * MIXED_ROWS * MIXED_COLS);
  CU_ASSERT_EQUAL(cell_at(frame, 0, 0), -1);
  CU_ASSERT_EQUAL(cell_at(frame, 1, 1), -0.25);
  CU_ASSERT_EQUAL(cell_at(frame, 1, 2), 0x1p64);
  CU_ASSERT_TRUE(isnan(cell_at(frame, 1, 3)));
  check_saved(frame, "id,x,n,y\n-1,0.5,7,1000000000.0\n2,-0.25,18446744073709551615,nan\n3,1.0,0,inf\n");
  rr_frame_free(frame);
  rr_frame_free(NULL);
}

static void columns_of_one_dtype_are_one_block(void)
{
  rr_frame *frame = load_frame("1,2\n3,4\n", NULL);
  CU_ASSERT_EQUAL(frame->block_count, 1);
  CU_ASSERT_EQUAL(rr_frame_dtype(frame), RR_INT64);
  CU_ASSERT_PTR_NULL(rr_frame_column_name(frame, 0));
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_frame_matrix(&matrix, frame, RR_DTYPE_AUTO));
  CU_ASSERT_PTR_EQUAL(matrix->data, frame->blocks[0]->data); // no copy
  rr_matrix_free(matrix);
  CHECK_OK(rr_frame_matrix(&matrix, frame, RR_FLOAT64));
  CU_ASSERT_EQUAL(((double *)matrix->data)[3], 4);
  rr_matrix_free(matrix);
  rr_frame_free(frame);
  frame = load_frame("1,2.5\n3,4\n", &(rr_load_options){.dtype = RR_FLOAT32});
  CU_ASSERT_EQUAL(frame->block_count, 1);
  CU_ASSERT_EQUAL(rr_frame_dtype(frame), RR_FLOAT32);
  rr_frame_free(frame);
}

static void a_matrix_is_a_frame_without_a_copy(void)
{
  int32_t cells[] = {1, 2, 0, 3, 4, 0};
  rr_matrix *matrix = NULL;
  rr_frame *frame = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){2, 2, RR_INT32, 3}));
  CHECK_OK(rr_frame_from_matrix(&frame, matrix));
  rr_matrix_free(matrix);
  CU_ASSERT_PTR_EQUAL(rr__frame_column(frame, 0), cells);
  CU_ASSERT_EQUAL(rr_frame_column_dtype(frame, 1), RR_INT32);
  CU_ASSERT_EQUAL(rr_frame_bytes(frame), 16);
  check_saved(frame, "1,2\n3,4\n");
  rr_frame_free(frame);
}

static void a_mixed_frame_becomes_a_matrix_of_the_common_dtype(void)
{
  rr_frame *frame = load_frame("a,b,c\n1,0.5,-3\n4,5.5,9007199254740992\n", NULL);
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_frame_matrix(&matrix, frame, RR_DTYPE_AUTO));
  const double expected[] = {1, 0.5, -3, 4, 5.5, 0x1p53};
  CU_ASSERT_EQUAL_FATAL(matrix->dtype, RR_FLOAT64);
  CU_ASSERT_EQUAL(memcmp(matrix->data, expected, sizeof expected), 0);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 2), "c");
  rr_matrix_free(matrix);
  rr_frame_free(frame);
}

static void what_the_common_dtype_does_not_hold_is_refused_unless_asked_for(void)
{
  rr_frame *frame = load_frame("a,b\n0.5,1\n1.5,9007199254740993\n", NULL);
  rr_matrix *matrix = NULL;
  CHECK_FAILS(rr_frame_matrix(&matrix, frame, RR_DTYPE_AUTO), RR_EDATA, "row 1, column 1 (from 0)");
  test_text_contains(rr_error_text(), "float64");
  CU_ASSERT_PTR_NULL(matrix);
  CHECK_FAILS(rr_frame_save(frame, test_path("saved.npy"), NULL), RR_EDATA, "column 1 (from 0)");
  CHECK_OK(rr_frame_matrix(&matrix, frame, RR_FLOAT64));
  CU_ASSERT_EQUAL(((double *)matrix->data)[3], 0x1p53);
  rr_matrix_free(matrix);
  CHECK_OK(rr_frame_matrix(&matrix, frame, RR_FLOAT32));
  CU_ASSERT_EQUAL(((float *)matrix->data)[2], 1.5F);
  rr_matrix_free(matrix);
  CHECK_FAILS(rr_frame_matrix(&matrix, frame, RR_INT64), RR_EUSAGE, "matrix of int64");
  rr_frame_free(frame);
  frame = load_frame("18446744073709551615,1\n0,-1\n", NULL);
  CHECK_FAILS(rr_frame_matrix(&matrix, frame, RR_DTYPE_AUTO), RR_EDATA, "row 1, column 1 (from 0)");
  rr_frame_free(frame);
  frame = load_frame("18446744073709551615,1\n0,2\n", NULL);
  CHECK_OK(rr_frame_matrix(&matrix, frame, RR_DTYPE_AUTO));
  CU_ASSERT_EQUAL_FATAL(matrix->dtype, RR_UINT64);
  CU_ASSERT_EQUAL(((uint64_t *)matrix->data)[0], UINT64_MAX);
  rr_matrix_free(matrix);
  rr_frame_free(frame);
}

#define CHOSEN(...) ((const char *const[]){__VA_ARGS__, NULL})

static void check_selected(rr_frame *frame, const char *const *columns, const char *expected)
{
  rr_frame *some = NULL;
  CHECK_OK(rr_frame_select(&some, frame, columns));
  check_saved(some, expected);
  rr_frame_free(some);
}

static void some_columns_are_a_frame_again(void)
{
  rr_frame *frame = load_frame(mixed_text, NULL);
  check_selected(frame, CHOSEN("y", "id"), "y,id\n1000000000.0,-1\nnan,2\ninf,3\n");
  check_selected(frame, CHOSEN("3", "1"), "y,x\n1000000000.0,0.5\nnan,-0.25\ninf,1.0\n");
  check_selected(frame, CHOSEN("n"), "n\n7\n18446744073709551615\n0\n");
  rr_frame *some = NULL;
  CHECK_FAILS(rr_frame_select(&some, frame, CHOSEN("z")), RR_EUSAGE, "there is no column 'z'");
  CHECK_FAILS(rr_frame_select(&some, frame, CHOSEN("x", "1")), RR_EUSAGE, "chosen twice");
  CU_ASSERT_PTR_NULL(some);
  rr_frame_free(frame);
  frame = load_frame("1,2,3\n4,5,6\n", NULL);
  CHECK_OK(rr_frame_select(&some, frame, CHOSEN("1", "2")));
  CU_ASSERT_PTR_EQUAL(rr__frame_column(some, 0), rr__frame_column(frame, 1)); // a view
  check_saved(some, "2,3\n5,6\n");
  rr_frame_free(some);
  check_selected(frame, CHOSEN("2", "0"), "3,1\n6,4\n");
  rr_frame_free(frame);
}

static void parts_stacked_again_are_the_frame(void)
{
  rr_frame *frame = load_frame(mixed_text, NULL);
  static const size_t counts[] = {1, 2, 3, 7};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    rr_frame *parts[7], *whole = NULL;
    CHECK_OK(rr_frame_split(parts, counts[i], frame));
    size_t rows = 0;
    for (size_t part = 0; part < counts[i]; part++) {
      CU_ASSERT_EQUAL(rr_frame_rows(parts[part]), MIXED_ROWS / counts[i] + (part < MIXED_ROWS % counts[i]));
      CU_ASSERT_EQUAL(rr_frame_column_dtype(parts[part], 2), RR_UINT64);
      rows += rr_frame_rows(parts[part]);
    }
    CU_ASSERT_EQUAL(rows, MIXED_ROWS);
    CHECK_OK(rr_frame_stack(&whole, parts, counts[i]));
    check_saved(whole, "id,x,n,y\n-1,0.5,7,1000000000.0\n2,-0.25,18446744073709551615,nan\n3,1.0,0,inf\n");
    rr_frame_free(whole);
    for (size_t part = 0; part < counts[i]; part++) rr_frame_free(parts[part]);
  }
  rr_frame_free(frame);
}

static void parts_that_do_not_fit_are_refused(void)
{
  rr_frame *out = NULL, *parts[] = {load_frame("1,2\n", NULL), load_frame("1\n", NULL)};
  CHECK_FAILS(rr_frame_split(&out, 0, parts[0]), RR_EUSAGE, "0 parts");
  CHECK_FAILS(rr_frame_stack(&out, parts, 0), RR_EUSAGE, "no parts");
  CHECK_FAILS(rr_frame_stack(&out, parts, 2), RR_EUSAGE, "parts[1] has 1 columns, parts[0] has 2");
  rr_frame_free(parts[1]);
  parts[1] = load_frame("1,0.5\n", NULL);
  CHECK_FAILS(rr_frame_stack(&out, parts, 2), RR_EUSAGE, "column 1 (from 0) of parts[1] is float64");
  rr_frame_free(parts[1]);
  parts[1] = NULL;
  CHECK_FAILS(rr_frame_stack(&out, parts, 2), RR_EUSAGE, "parts[1] is NULL");
  CU_ASSERT_PTR_NULL(out);
  rr_frame_free(parts[0]);
}

static void frames_without_rows_are_frames(void)
{
  rr_frame *frame = load_frame("a,b\n", NULL), *part = NULL;
  CU_ASSERT_EQUAL(rr_frame_rows(frame), 0);
  CU_ASSERT_EQUAL(rr_frame_cols(frame), 2);
  CU_ASSERT_EQUAL(rr_frame_dtype(frame), RR_INT64);
  CHECK_OK(rr_frame_split(&part, 1, frame));
  check_saved(part, "a,b\n");
  rr_frame_free(part);
  CHECK_OK(rr_frame_select(&part, frame, CHOSEN("b", "a")));
  check_saved(part, "b,a\n");
  rr_frame_free(part);
  rr_frame_free(frame);
}

static void other_formats_keep_what_they_can(void)
{
  rr_frame *frame = load_frame("a,b\n1,0.5\n2,1.25\n", NULL), *again = NULL;
  CHECK_OK(rr_frame_save(frame, test_path("f.npy"), NULL));
  CHECK_OK(rr_frame_load(&again, test_path("f.npy"), NULL));
  CU_ASSERT_EQUAL(rr_frame_dtype(again), RR_FLOAT64);
  CU_ASSERT_PTR_NULL(rr_frame_column_name(again, 0));
  check_saved(again, "1.0,0.5\n2.0,1.25\n");
  rr_frame_free(again);
  CHECK_OK(
      rr_frame_save(frame, test_path("f.tsv"), &(rr_save_options){.head = 1, .round = true, .digits = 0}));
  char *text = test_read_file(test_path("f.tsv"), NULL);
  CU_ASSERT_STRING_EQUAL(text, "a\tb\n1\t0.0\n");
  free(text);
  CHECK_OK(rr_frame_load(&again, test_path("f.tsv"), NULL));
  CU_ASSERT_EQUAL(rr_frame_column_dtype(again, 0), RR_INT64);
  rr_frame_free(again);
  CHECK_OK(rr_frame_load(&again, test_path("f.npy"), &(rr_load_options){.columns = CHOSEN("1")}));
  check_saved(again, "0.5\n1.25\n");
  rr_frame_free(again);
  again = NULL;
  CHECK_FAILS(rr_frame_load(&again, test_path("f.npy"), &(rr_load_options){.columns = CHOSEN("2")}),
              RR_EUSAGE, "f.npy: there is no column '2'");
  CHECK_FAILS(rr_frame_load(&again, test_path("none.csv"), NULL), RR_EINPUT, "none.csv");
  CHECK_FAILS(rr_frame_save(frame, test_path("f.xyz"), NULL), RR_EUSAGE, "f.xyz");
  CU_ASSERT_PTR_NULL(again);
  rr_frame_free(frame);
}

static const test_case cases[] = {
    TEST(columns_keep_their_dtypes_and_names),
    TEST(columns_of_one_dtype_are_one_block),
    TEST(a_matrix_is_a_frame_without_a_copy),
    TEST(a_mixed_frame_becomes_a_matrix_of_the_common_dtype),
    TEST(what_the_common_dtype_does_not_hold_is_refused_unless_asked_for),
    TEST(some_columns_are_a_frame_again),
    TEST(parts_stacked_again_are_the_frame),
    TEST(parts_that_do_not_fit_are_refused),
    TEST(frames_without_rows_are_frames),
    TEST(other_formats_keep_what_they_can),
};
TEST_MAIN("frame", cases)
