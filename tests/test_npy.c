// SPDX-License-Identifier: MIT
// .npy files whole: what NumPy 1.24 wrote byte for byte, and what nobody should have written.
#include "support.h"

#include "core/matrix.h"

static const char numpy_int32[] =
    "\223NUMPY\001\000v\000{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }                "
    "                                          \012\001\000\000\000\376\377\377\377\003\000\000\000\004"
    "\000\000\000\005\000\000\000\372\377\377\377";

static const char numpy_big_endian_float64_by_columns[] =
    "\223NUMPY\001\000v\000{'descr': '>f8', 'fortran_order': True, 'shape': (2, 2), }                 "
    "                                          \012?\370\000\000\000\000\000\000@\012\000\000\000\000\000"
    "\000\300\004\000\000\000\000\000\000~W\344<\210\000u\234";

static const char numpy_bool_vector[] =
    "\223NUMPY\001\000v\000{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }                  "
    "                                          \012\001\000\001";

static const char numpy_version_2[] =
    "\223NUMPY\002\000t\000\000\000{'descr': '<u2', 'fortran_order': False, 'shape': (1, 2), }        "
    "                                                \012\007\000\010\000";

static const char numpy_version_3[] =
    "\223NUMPY\003\000t\000\000\000{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }        "
    "                                                \012\000\000\360@";

static rr_status load_bytes(rr_matrix **out, const void *bytes, size_t size, const rr_load_options *options)
{
  const char *path = test_path("bytes.npy");
  test_write_file(path, bytes, size);
  return rr_matrix_load(out, path, options);
}

static rr_matrix *must_load(const char *bytes, size_t size, size_t rows, size_t cols, rr_dtype dtype)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(load_bytes(&matrix, bytes, size, NULL));
  CU_ASSERT_EQUAL(matrix->rows, rows);
  CU_ASSERT_EQUAL(matrix->cols, cols);
  CU_ASSERT_EQUAL(matrix->dtype, dtype);
  return matrix;
}

// A file of version 1.0 with this dictionary, not padded, and `data` zeros behind it; gives its size.
static size_t make_file(char *out, const char *dictionary, size_t data)
{
  size_t size = strlen(dictionary);
  memcpy(out, "\x93NUMPY\1\0", 8);
  out[8] = (char)(size & 0xFF);
  out[9] = (char)(size >> 8);
  memcpy(out + 10, dictionary, size);
  memset(out + 10 + size, 0, data);
  return 10 + size + data;
}

static void files_of_numpy_are_read(void)
{
  rr_matrix *matrix = must_load(numpy_int32, sizeof numpy_int32 - 1, 2, 3, RR_INT32);
  CU_ASSERT_EQUAL(memcmp(matrix->data, (int32_t[]){1, -2, 3, 4, 5, -6}, 24), 0);
  CU_ASSERT_EQUAL(matrix->ndim, 2);
  rr_matrix_free(matrix);
  matrix = must_load(numpy_big_endian_float64_by_columns, sizeof numpy_big_endian_float64_by_columns - 1, 2,
                     2, RR_FLOAT64);
  CU_ASSERT_EQUAL(memcmp(matrix->data, (double[]){1.5, -2.5, 3.25, 4e300}, 32), 0);
  rr_matrix_free(matrix);
  matrix = must_load(numpy_bool_vector, sizeof numpy_bool_vector - 1, 3, 1, RR_UINT8);
  CU_ASSERT_EQUAL(memcmp(matrix->data, "\1\0\1", 3), 0);
  CU_ASSERT_EQUAL(matrix->ndim, 1);
  rr_matrix_free(matrix);
}

static void versions_2_and_3_are_read(void)
{
  rr_matrix *matrix = must_load(numpy_version_2, sizeof numpy_version_2 - 1, 1, 2, RR_UINT16);
  CU_ASSERT_EQUAL(((uint16_t *)matrix->data)[1], 8);
  rr_matrix_free(matrix);
  matrix = must_load(numpy_version_3, sizeof numpy_version_3 - 1, 1, 1, RR_FLOAT32);
  CU_ASSERT_EQUAL(*(float *)matrix->data, 7.5F);
  rr_matrix_free(matrix);
}

static void other_versions_are_refused(void)
{
  static const char versions[][2] = {{0, 0}, {1, 1}, {4, 0}, {(char)0xFF, 0}};
  char bytes[sizeof numpy_int32];
  rr_matrix *matrix = NULL;
  for (size_t i = 0; i < 4; i++) {
    memcpy(bytes, numpy_int32, sizeof bytes);
    memcpy(bytes + 6, versions[i], 2);
    CHECK_FAILS(load_bytes(&matrix, bytes, sizeof bytes - 1, NULL), RR_EFORMAT, "bytes.npy: .npy version");
  }
}

static void bad_magic_is_refused(void)
{
  char bytes[sizeof numpy_int32];
  rr_matrix *matrix = NULL;
  memcpy(bytes, numpy_int32, sizeof bytes);
  bytes[5] = 'X';
  CHECK_FAILS(load_bytes(&matrix, bytes, sizeof bytes - 1, NULL), RR_EFORMAT, "bytes.npy: is no .npy file");
}

static void every_truncation_is_refused(void)
{
  rr_matrix *matrix = NULL;
  for (size_t size = 0; size < sizeof numpy_int32 - 1; size++) {
    CHECK_FAILS(load_bytes(&matrix, numpy_int32, size, NULL), RR_EFORMAT, "bytes.npy");
    CU_ASSERT_PTR_NULL(matrix);
  }
  test_text_contains(rr_error_text(), "truncated");
}

static void a_header_beyond_the_file_is_refused_before_any_allocation(void)
{
  rr_matrix *matrix = NULL;
  CHECK_FAILS(load_bytes(&matrix, "\x93NUMPY\2\0\xFF\xFF\xFF\xFF", 12, NULL), RR_EFORMAT,
              "its length, 4294967295 bytes, goes beyond the file");
  CHECK_FAILS(load_bytes(&matrix, "\x93NUMPY\1\0\xFF\xFF", 10, NULL), RR_EFORMAT, "goes beyond the file");
}

static void a_header_of_more_than_ten_thousand_bytes_is_refused(void)
{
  char *bytes = malloc(20000), *dictionary = malloc(10002);
  rr_matrix *matrix = NULL;
  memset(dictionary, ' ', 10001);
  memcpy(dictionary, "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1)}", 57);
  dictionary[10001] = '\0';
  size_t size = make_file(bytes, dictionary, 1);
  CHECK_FAILS(load_bytes(&matrix, bytes, size, NULL), RR_EFORMAT,
              "10001 bytes are more than the 10000 allowed");
  dictionary[10000] = '\0';
  size = make_file(bytes, dictionary, 1);
  CHECK_OK(load_bytes(&matrix, bytes, size, NULL));
  rr_matrix_free(matrix);
  free(bytes);
  free(dictionary);
}

static void headers_without_padding_and_of_python_2_are_read(void)
{
  char bytes[256];
  rr_matrix *matrix = NULL;
  size_t size = make_file(bytes, "{'descr': '<i2', 'shape': (4L, 5L), 'fortran_order': False}", 40);
  CHECK_OK(load_bytes(&matrix, bytes, size, NULL));
  CU_ASSERT_EQUAL(matrix->rows, 4);
  CU_ASSERT_EQUAL(matrix->cols, 5);
  rr_matrix_free(matrix);
  size = make_file(bytes, "{'descr': '|i1', 'fortran_order': False, 'shape': (3,), }            \n",
                   3); // to 16 bytes
  CHECK_OK(load_bytes(&matrix, bytes, size, NULL));
  CU_ASSERT_EQUAL(matrix->rows, 3);
  rr_matrix_free(matrix);
}

static void a_shape_larger_than_the_file_is_refused_before_allocation(void)
{
  char bytes[256];
  rr_matrix *matrix = NULL;
  size_t size =
      make_file(bytes, "{'descr': '<f8', 'shape': (100000000000, 1000), 'fortran_order': False}", 64);
  CHECK_FAILS(load_bytes(&matrix, bytes, size, NULL), RR_EFORMAT,
              "needs 800000000000000 bytes of data, 64 are there");
}

static void matrices_without_rows_or_columns_are_read(void)
{
  static const char *const orders[] = {"True", "False"};
  for (size_t i = 0; i < 2; i++) {
    char bytes[256], dictionary[128];
    snprintf(dictionary, sizeof dictionary, "{'descr': '<f8', 'shape': (7, 0), 'fortran_order': %s}",
             orders[i]);
    rr_matrix_free(must_load(bytes, make_file(bytes, dictionary, 0), 7, 0, RR_FLOAT64));
    snprintf(dictionary, sizeof dictionary, "{'descr': '<f8', 'shape': (0, 7), 'fortran_order': %s}",
             orders[i]);
    rr_matrix_free(must_load(bytes, make_file(bytes, dictionary, 0), 0, 7, RR_FLOAT64));
  }
}

static void keep_warning(const char *text, void *user)
{
  snprintf(user, 256, "%s", text);
}

static void trailing_data_draws_a_warning(void)
{
  char bytes[sizeof numpy_int32 + 8] = "", warning[256] = "";
  rr_matrix *matrix = NULL;
  rr_load_options options = {.log = {keep_warning, warning}};
  memcpy(bytes, numpy_int32, sizeof numpy_int32 - 1);
  CHECK_OK(load_bytes(&matrix, bytes, sizeof numpy_int32 - 1, &options));
  CU_ASSERT_STRING_EQUAL(warning, "");
  rr_matrix_free(matrix);
  CHECK_OK(load_bytes(&matrix, bytes, sizeof bytes, &options));
  test_text_contains(warning, "bytes.npy: there is more in the file");
  rr_matrix_free(matrix);
}

static void long_columns_are_put_in_rows(void)
{
  enum { ROWS = 70000, COLS = 3 }; // more than one piece of reading
  char *bytes = malloc(200 + ROWS * COLS * 4);
  size_t size =
      make_file(bytes, "{'descr': '<i4', 'shape': (70000, 3), 'fortran_order': True}", ROWS * COLS * 4);
  for (int32_t i = 0; i < ROWS * COLS; i++) memcpy(bytes + size - (size_t)(ROWS * COLS - i) * 4, &i, 4);
  rr_matrix *matrix = must_load(bytes, size, ROWS, COLS, RR_INT32);
  size_t wrong = 0;
  for (size_t row = 0; row < ROWS; row++)
    for (size_t col = 0; col < COLS; col++)
      wrong += ((int32_t *)rr__matrix_row(matrix, row))[col] != (int32_t)(col * ROWS + row);
  CU_ASSERT_EQUAL(wrong, 0);
  rr_matrix_free(matrix);
  free(bytes);
}

static void check_saved(const rr_matrix *matrix, const rr_save_options *options, const char *expected,
                        size_t size)
{
  const char *path = test_path("saved.npy");
  size_t got = 0;
  CHECK_OK(rr_matrix_save(matrix, path, options));
  char *bytes = test_read_file(path, &got);
  CU_ASSERT_EQUAL_FATAL(got, size);
  CU_ASSERT_EQUAL(memcmp(bytes, expected, size), 0);
  free(bytes);
}

static void saved_files_are_numpys_byte_for_byte(void)
{
  int32_t cells[2][4] = {{1, -2, 3, 99}, {4, 5, -6, 99}}; // with a gap in every row
  uint8_t vector[3] = {1, 0, 1};
  char expected[sizeof numpy_bool_vector];
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){2, 3, RR_INT32, 4}));
  check_saved(matrix, NULL, numpy_int32, sizeof numpy_int32 - 1);
  rr_matrix_free(matrix);
  memcpy(expected, numpy_bool_vector, sizeof expected);
  expected[22] = 'u';
  CHECK_OK(rr_matrix_wrap(&matrix, vector, &(rr_layout){3, 1, RR_UINT8, 0}));
  matrix->ndim = 1;
  check_saved(matrix, NULL, expected, sizeof expected - 1);
  rr_matrix_free(matrix);
  CHECK_OK(rr_matrix_wrap(&matrix, vector, &(rr_layout){1, 3, RR_UINT8, 0})); // one value per column
  matrix->ndim = 1;
  check_saved(matrix, &(rr_save_options){.round = true, .digits = -3}, expected, sizeof expected - 1);
  rr_matrix_free(matrix);
}

static void rounding_shows_in_the_file_and_not_in_the_matrix(void)
{
  double cells[700];
  rr_matrix *matrix = NULL, *read = NULL;
  for (size_t i = 0; i < 700; i++) cells[i] = 2.675 + (double)i;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){350, 2, RR_FLOAT64, 0}));
  CHECK_OK(rr_matrix_save(matrix, test_path("rounded.npy"), &(rr_save_options){.round = true, .digits = 2}));
  CU_ASSERT_EQUAL(cells[0], 2.675);
  CHECK_OK(rr_matrix_load(&read, test_path("rounded.npy"), NULL));
  CU_ASSERT_EQUAL(((double *)read->data)[0], 2.67);
  CU_ASSERT_EQUAL(((double *)read->data)[699], 701.67);
  rr_matrix_free(matrix);
  rr_matrix_free(read);
}

static void every_dtype_and_shape_comes_back(void)
{
  static const size_t shapes[][2] = {{3, 5}, {0, 4}, {4, 0}, {1, 1}, {200, 1}};
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    for (size_t i = 0; i < 5; i++) {
      rr_matrix *matrix = NULL, *read = NULL;
      CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){shapes[i][0], shapes[i][1], (rr_dtype)dtype, 0}));
      for (size_t j = 0; j < rr_matrix_bytes(matrix); j++)
        ((uint8_t *)matrix->data)[j] = (uint8_t)test_random();
      CHECK_OK(rr_matrix_save(matrix, test_path("again.npy"), NULL));
      CHECK_OK(rr_matrix_load(&read, test_path("again.npy"), NULL));
      CU_ASSERT_EQUAL(read->dtype, matrix->dtype);
      CU_ASSERT_EQUAL(read->rows, matrix->rows);
      CU_ASSERT_EQUAL(read->cols, matrix->cols);
      CU_ASSERT_EQUAL(memcmp(read->data, matrix->data, rr_matrix_bytes(matrix)), 0);
      rr_matrix_free(matrix);
      rr_matrix_free(read);
    }
  }
}

static const test_case cases[] = {
    TEST(files_of_numpy_are_read),
    TEST(versions_2_and_3_are_read),
    TEST(other_versions_are_refused),
    TEST(bad_magic_is_refused),
    TEST(every_truncation_is_refused),
    TEST(a_header_beyond_the_file_is_refused_before_any_allocation),
    TEST(a_header_of_more_than_ten_thousand_bytes_is_refused),
    TEST(headers_without_padding_and_of_python_2_are_read),
    TEST(a_shape_larger_than_the_file_is_refused_before_allocation),
    TEST(matrices_without_rows_or_columns_are_read),
    TEST(trailing_data_draws_a_warning),
    TEST(long_columns_are_put_in_rows),
    TEST(saved_files_are_numpys_byte_for_byte),
    TEST(rounding_shows_in_the_file_and_not_in_the_matrix),
    TEST(every_dtype_and_shape_comes_back),
};
TEST_MAIN("npy", cases)
