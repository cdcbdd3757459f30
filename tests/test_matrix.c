// SPDX-License-Identifier: MIT
// Matrices, their own memory and the caller's.
#include "support.h"

#include "core/matrix.h"

#include <malloc.h>

static void create_gives_memory_on_a_page(void)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){.rows = 3, .cols = 5, .dtype = RR_INT16}));
  CU_ASSERT_EQUAL((uintptr_t)rr_matrix_data(matrix) % 4096, 0);
  CU_ASSERT_EQUAL(rr_matrix_rows(matrix), 3);
  CU_ASSERT_EQUAL(rr_matrix_cols(matrix), 5);
  CU_ASSERT_EQUAL(rr_matrix_row_stride(matrix), 5);
  CU_ASSERT_EQUAL(rr_matrix_bytes(matrix), 30);
  CU_ASSERT_EQUAL(rr_matrix_ndim(matrix), 2);
  CU_ASSERT_PTR_NULL(rr_matrix_column_name(matrix, 0));
  rr_matrix_free(matrix);
}

static void create_takes_matrices_without_cells(void)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){.rows = 0, .cols = 5, .dtype = RR_FLOAT64}));
  CU_ASSERT_PTR_NOT_NULL(rr_matrix_data(matrix));
  CU_ASSERT_TRUE(malloc_usable_size(rr_matrix_data(matrix)) < 1024); // no page for nothing
  rr_matrix_free(matrix);
  CHECK_OK(rr_matrix_wrap(&matrix, NULL, &(rr_layout){.rows = 7, .cols = 0, .dtype = RR_FLOAT64}));
  CU_ASSERT_PTR_NOT_NULL(rr_matrix_data(matrix));
  rr_matrix_free(matrix);
  rr_matrix_free(NULL);
}

static void bad_layouts_are_refused(void)
{
  rr_matrix *matrix = NULL;
  double cells[4] = {0};
  CHECK_FAILS(rr_matrix_create(&matrix, &(rr_layout){.rows = 1, .cols = 1}), RR_EUSAGE, "dtype");
  CHECK_FAILS(rr_matrix_create(&matrix, &(rr_layout){SIZE_MAX / 2, 3, RR_INT64, 0}), RR_ENOMEM, "int64");
  CHECK_FAILS(rr_matrix_create(&matrix, &(rr_layout){SIZE_MAX / 16, 1, RR_INT64, 0}), RR_ENOMEM, "int64");
  CHECK_FAILS(rr_matrix_wrap(&matrix, cells, &(rr_layout){1, 4, RR_FLOAT64, 3}), RR_EUSAGE, "stride 3");
  CHECK_FAILS(rr_matrix_wrap(&matrix, NULL, &(rr_layout){1, 4, RR_FLOAT64, 0}), RR_EUSAGE, "needs data");
  CHECK_FAILS(rr_matrix_wrap(&matrix, (char *)cells + 1, &(rr_layout){1, 3, RR_FLOAT64, 0}), RR_EUSAGE,
              "aligned");
  CU_ASSERT_PTR_NULL(matrix);
}

static void wrap_keeps_the_callers_memory(void)
{
  float cells[2][8] = {{1, 2, 3}, {4, 5, 6}};
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){2, 3, RR_FLOAT32, 8}));
  CU_ASSERT_PTR_EQUAL(rr_matrix_data(matrix), cells);
  CU_ASSERT_EQUAL(((float *)rr__matrix_row(matrix, 1))[2], 6);
  rr_matrix_free(matrix);
  CU_ASSERT_EQUAL(cells[1][0], 4);
}

static void names_are_copies(void)
{
  char first[] = "A";
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){.rows = 1, .cols = 2, .dtype = RR_UINT8}));
  CHECK_OK(rr__matrix_set_names(matrix, (const char *const[]){first, "B"}));
  first[0] = 'Z';
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 0), "A");
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(matrix, 1), "B");
  CU_ASSERT_PTR_NULL(rr_matrix_column_name(matrix, 2));
  rr_matrix_free(matrix);
}

static void overlap_is_seen(void)
{
  int32_t cells[10] = {0};
  rr_matrix *a = NULL, *b = NULL, *c = NULL;
  CHECK_OK(rr_matrix_wrap(&a, cells, &(rr_layout){1, 5, RR_INT32, 0}));
  CHECK_OK(rr_matrix_wrap(&b, cells + 4, &(rr_layout){1, 5, RR_INT32, 0}));
  CHECK_OK(rr_matrix_wrap(&c, cells + 5, &(rr_layout){1, 5, RR_INT32, 0}));
  CU_ASSERT_TRUE(rr__matrices_overlap(a, b));
  CU_ASSERT_FALSE(rr__matrices_overlap(a, c));
  rr_matrix_free(a);
  rr_matrix_free(b);
  rr_matrix_free(c);
}

static const test_case cases[] = {
    TEST(create_gives_memory_on_a_page),
    TEST(create_takes_matrices_without_cells),
    TEST(bad_layouts_are_refused),
    TEST(wrap_keeps_the_callers_memory),
    TEST(names_are_copies),
    TEST(overlap_is_seen),
};
TEST_MAIN("matrix", cases)
