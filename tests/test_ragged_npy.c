// SPDX-License-Identifier: MIT
// Ragged rows in .npy files: a table of equal rows, or offsets and values, with every way they can be wrong.
#include "support.h"

#include "core/ragged.h"

static const char *pair_path(const char *first, const char *second)
{
  static char path[1100];
  snprintf(path, sizeof path, "%s:%s", test_path(first), test_path(second));
  return path;
}

// A .npy file of a vector, or of a table of `cols` columns.
static void write_npy(const char *name, const void *cells, size_t count, rr_dtype dtype, size_t cols)
{
  rr_matrix matrix = {.data = (void *)(uintptr_t)cells,
                      .rows = cols ? count / cols : count,
                      .cols = cols ? cols : 1,
                      .row_stride = cols ? cols : 1,
                      .dtype = dtype,
                      .ndim = cols ? 2 : 1};
  CHECK_OK(rr_matrix_save(&matrix, test_path(name), NULL));
}

static const float values[] = {1, 2, 3, 4, 5};

static void check_offsets(const void *offsets, size_t count, rr_dtype dtype, const char *culprit)
{
  rr_ragged *ragged = NULL;
  write_npy("o.npy", offsets, count, dtype, 0);
  write_npy("v.npy", values, 5, RR_FLOAT32, 0);
  CHECK_FAILS(rr_ragged_load(&ragged, pair_path("o.npy", "v.npy"), NULL), RR_EFORMAT, culprit);
  test_text_contains(rr_error_text(), "o.npy");
  CU_ASSERT_PTR_NULL(ragged);
}

static void offsets_of_every_integer_dtype_are_read(void)
{
  write_npy("v.npy", values, 5, RR_FLOAT32, 0);
  for (int dtype = RR_INT8; dtype <= RR_UINT64; dtype++) {
    unsigned char bytes[32] = {0};
    rr_ragged *ragged = NULL;
    size_t size = rr_dtype_size((rr_dtype)dtype), items;
    for (size_t i = 1; i < 4; i++) bytes[i * size] = i == 3 ? 5 : 2; // 0 2 2 5, on a little-endian machine
    write_npy("o.npy", bytes, 4, (rr_dtype)dtype, 0);
    CHECK_OK(rr_ragged_load(&ragged, pair_path("o.npy", "v.npy"), NULL));
    CU_ASSERT_EQUAL(ragged->rows, 3);
    CU_ASSERT_EQUAL(ragged->dtype, RR_FLOAT32);
    CU_ASSERT_EQUAL(*(const float *)rr_ragged_row(ragged, 2, &items), 3);
    CU_ASSERT_EQUAL(items, 3);
    rr_ragged_free(ragged);
  }
}

static void offsets_that_cannot_be_are_refused(void)
{
  check_offsets((int64_t[]){1, 5}, 2, RR_INT64, "offset 0 is 1 instead of 0");
  check_offsets((int64_t[]){0, 3, 2, 5}, 4, RR_INT64, "offset 2 is 2, less than the 3 before it");
  check_offsets((int64_t[]){0, 4}, 2, RR_INT64, "the last offset is 4, but");
  check_offsets((int64_t[]){0, 6}, 2, RR_INT64, "has 5 values");
  check_offsets((int64_t[]){0, -1, 5}, 3, RR_INT64, "offset 1 is negative");
  check_offsets((int8_t[]){-1, 5}, 2, RR_INT8, "offset 0 is negative");
  check_offsets((uint64_t[]){0, UINT64_MAX}, 2, RR_UINT64, "offset 1 is negative, or beyond int64");
  check_offsets((double[]){0, 5}, 2, RR_FLOAT64, "offsets are integers, not float64");
  check_offsets((int64_t[]){0}, 0, RR_INT64, "there is no offset");
}

static void both_are_one_dimensional(void)
{
  rr_ragged *ragged = NULL;
  const int64_t offsets[] = {0, 2, 4, 4};
  write_npy("o.npy", offsets, 4, RR_INT64, 2);
  write_npy("v.npy", values, 4, RR_FLOAT32, 0);
  CHECK_FAILS(rr_ragged_load(&ragged, pair_path("o.npy", "v.npy"), NULL), RR_EFORMAT,
              "o.npy: offsets are one-dimensional");
  write_npy("o.npy", offsets, 4, RR_INT64, 0);
  write_npy("v.npy", values, 4, RR_FLOAT32, 2);
  CHECK_FAILS(rr_ragged_load(&ragged, pair_path("o.npy", "v.npy"), NULL), RR_EFORMAT,
              "v.npy: values are one-dimensional");
  test_write_file(test_path("t.npy"), "0,5,6,7,8\n", 10);
  CHECK_FAILS(rr_ragged_load(&ragged, pair_path("t.npy", "v.npy"), NULL), RR_EFORMAT, "t.npy: is no .npy");
  CU_ASSERT_PTR_NULL(ragged);
}

static void a_table_is_rows_of_equal_length(void)
{
  rr_ragged *ragged = NULL;
  write_npy("table.npy", values, 4, RR_FLOAT32, 2);
  CHECK_OK(rr_ragged_load(&ragged, test_path("table.npy"), NULL));
  CU_ASSERT_EQUAL(ragged->rows, 2);
  CU_ASSERT_EQUAL(memcmp(ragged->offsets, (uint64_t[]){0, 2, 4}, 24), 0);
  CU_ASSERT_EQUAL(memcmp(ragged->values, values, 16), 0);
  rr_ragged_free(ragged);
  ragged = NULL;
  write_npy("vector.npy", values, 5, RR_FLOAT32, 0);
  CHECK_FAILS(rr_ragged_load(&ragged, test_path("vector.npy"), NULL), RR_EFORMAT,
              "vector.npy: is one-dimensional");
  test_text_contains(rr_error_text(), "OFFSETS.npy:");
}

static void rows_that_take_no_byte_of_the_file_take_no_memory_either(void)
{
  rr_matrix matrix = {.data = (void *)(uintptr_t)values, .dtype = RR_INT8, .ndim = 2, .rows = 3};
  rr_ragged *ragged = NULL;
  CHECK_OK(rr_matrix_save(&matrix, test_path("bare.npy"), NULL));
  CHECK_OK(rr_ragged_load(&ragged, test_path("bare.npy"), NULL));
  CU_ASSERT_EQUAL(ragged->rows, 3);
  CU_ASSERT_EQUAL(rr_ragged_items(ragged), 0);
  rr_ragged_free(ragged);
  ragged = NULL;
  matrix.rows = (size_t)1 << 60;
  CHECK_OK(rr_matrix_save(&matrix, test_path("bare.npy"), NULL));
  CHECK_FAILS(rr_ragged_load(&ragged, test_path("bare.npy"), NULL), RR_EFORMAT, "rows without an item");
  CU_ASSERT_PTR_NULL(ragged);
}

static void rounding_leaves_offsets_alone(void)
{
  static const uint64_t offsets[] = {0, 1, 2};
  static const double reals[] = {1.26, 2.5};
  rr_ragged *ragged = NULL, *back = NULL;
  CHECK_OK(rr_ragged_wrap(&ragged, reals, &(rr_ragged_layout){2, offsets, RR_FLOAT64}));
  CHECK_OK(
      rr_ragged_save(ragged, pair_path("o.npy", "v.npy"), &(rr_save_options){.round = true, .digits = 1}));
  CHECK_OK(rr_ragged_load(&back, pair_path("o.npy", "v.npy"), NULL));
  CU_ASSERT_EQUAL(((const double *)back->values)[0], 1.3);
  CU_ASSERT_EQUAL(back->offsets[2], 2);
  rr_ragged_free(back);
  rr_ragged_free(ragged);
}

static const test_case cases[] = {
    TEST(offsets_of_every_integer_dtype_are_read),
    TEST(offsets_that_cannot_be_are_refused),
    TEST(both_are_one_dimensional),
    TEST(a_table_is_rows_of_equal_length),
    TEST(rows_that_take_no_byte_of_the_file_take_no_memory_either),
    TEST(rounding_leaves_offsets_alone),
};
TEST_MAIN("ragged_npy", cases)
