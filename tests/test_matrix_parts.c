// SPDX-License-Identifier: MIT
// Matrices cut into parts by rows, and parts stacked. Sizes are those that NumPy's array_split gave.
#include "support.h"

#include "core/matrix.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void free_all(rr_matrix **parts, size_t n)
{
  for (size_t i = 0; i < n; i++) rr_matrix_free(parts[i]);
}

static rr_matrix *new_matrix(size_t rows, size_t cols, rr_dtype dtype)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){rows, cols, dtype, 0}));
  for (size_t i = 0; i < rr_matrix_bytes(matrix); i++) ((uint8_t *)matrix->data)[i] = (uint8_t)test_random();
  return matrix;
}

static void check_sizes(size_t rows, size_t n, const size_t *sizes)
{
  rr_matrix *matrix = new_matrix(rows, 2, RR_INT32), *parts[16];
  CHECK_OK(rr_matrix_split(parts, n, matrix));
  size_t first = 0;
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT_EQUAL(parts[i]->rows, sizes[i]);
    CU_ASSERT_EQUAL(parts[i]->cols, 2);
    CU_ASSERT_EQUAL(parts[i]->dtype, RR_INT32);
    if (sizes[i] > 0) CU_ASSERT_PTR_EQUAL(parts[i]->data, rr__matrix_row(matrix, first));
    CU_ASSERT_PTR_NOT_NULL(parts[i]->data);
    first += sizes[i];
  }
  CU_ASSERT_EQUAL(first, rows);
  free_all(parts, n);
  rr_matrix_free(matrix);
}
#define SIZES(...) ((const size_t[]){__VA_ARGS__})

static void sizes_are_those_of_numpys_array_split(void)
{
  check_sizes(10, 3, SIZES(4, 3, 3));
  check_sizes(10, 4, SIZES(3, 3, 2, 2));
  check_sizes(9, 3, SIZES(3, 3, 3));
  check_sizes(17, 8, SIZES(3, 2, 2, 2, 2, 2, 2, 2));
  check_sizes(7, 7, SIZES(1, 1, 1, 1, 1, 1, 1));
  check_sizes(5, 1, SIZES(5));
  check_sizes(200000, 16,
              SIZES(12500, 12500, 12500, 12500, 12500, 12500, 12500, 12500, 12500, 12500, 12500, 12500, 12500,
                    12500, 12500, 12500));
}

static void more_parts_than_rows_are_empty_at_the_end(void)
{
  check_sizes(2, 5, SIZES(1, 1, 0, 0, 0));
  check_sizes(0, 3, SIZES(0, 0, 0));
}

static void parts_see_and_change_the_parents_cells(void)
{
  int16_t cells[5][4] = {{1, 2, 3, 99}, {4, 5, 6, 99}, {7, 8, 9, 99}, {10, 11, 12, 99}, {13, 14, 15, 99}};
  rr_matrix *matrix = NULL, *parts[2];
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){5, 3, RR_INT16, 4}));
  CHECK_OK(rr_matrix_split(parts, 2, matrix));
  CU_ASSERT_EQUAL(rr_matrix_row_stride(parts[1]), 4);
  CU_ASSERT_EQUAL(((int16_t *)rr__matrix_row(parts[1], 1))[2], 15);
  ((int16_t *)rr_matrix_data(parts[1]))[0] = -10;
  CU_ASSERT_EQUAL(cells[3][0], -10);
  free_all(parts, 2);
  CU_ASSERT_EQUAL(cells[4][2], 15);
  rr_matrix_free(matrix);
}

static void names_and_vectors_carry_over(void)
{
  rr_matrix *matrix = new_matrix(3, 2, RR_UINT8), *vector = new_matrix(5, 1, RR_FLOAT32), *stacked = NULL;
  rr_matrix *parts[3];
  CHECK_OK(rr__matrix_set_names(matrix, (const char *const[]){"A", "B"}));
  CHECK_OK(rr_matrix_split(parts, 3, matrix));
  rr_matrix_free(matrix); // the names are the parts' own
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(parts[2], 1), "B");
  CU_ASSERT_EQUAL(rr_matrix_ndim(parts[2]), 2);
  free_all(parts, 3);
  vector->ndim = 1;
  CHECK_OK(rr_matrix_split(parts, 3, vector));
  CU_ASSERT_EQUAL(rr_matrix_ndim(parts[1]), 1);
  CHECK_OK(rr_matrix_stack(&stacked, parts, 3));
  CU_ASSERT_EQUAL(rr_matrix_ndim(stacked), 1);
  CU_ASSERT_PTR_NULL(rr_matrix_column_name(stacked, 0));
  free_all(parts, 3);
  rr_matrix_free(stacked);
  rr_matrix_free(vector);
}

static void rows_that_were_vectors_stack_to_two_dimensions(void)
{
  rr_matrix *parts[2] = {new_matrix(1, 3, RR_INT64), new_matrix(1, 3, RR_INT64)}, *stacked = NULL;
  parts[0]->ndim = parts[1]->ndim = 1;
  CHECK_OK(rr_matrix_stack(&stacked, parts, 2));
  CU_ASSERT_EQUAL(rr_matrix_ndim(stacked), 2);
  rr_matrix_free(stacked);
  CHECK_OK(rr_matrix_stack(&stacked, parts, 1));
  CU_ASSERT_EQUAL(rr_matrix_ndim(stacked), 1);
  rr_matrix_free(stacked);
  free_all(parts, 2);
}

static void split_then_stacked_is_the_same_matrix(void)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    for (size_t n = 1; n <= 12; n++) {
      rr_matrix *matrix = new_matrix(test_random_below(20), 1 + test_random_below(5), (rr_dtype)dtype);
      rr_matrix *parts[12], *stacked = NULL;
      CHECK_OK(rr_matrix_split(parts, n, matrix));
      CHECK_OK(rr_matrix_stack(&stacked, parts, n));
      CU_ASSERT_EQUAL_FATAL(rr_matrix_bytes(stacked), rr_matrix_bytes(matrix));
      CU_ASSERT_EQUAL(stacked->rows, matrix->rows);
      CU_ASSERT_EQUAL(memcmp(stacked->data, matrix->data, rr_matrix_bytes(matrix)), 0);
      CU_ASSERT_PTR_NOT_EQUAL(stacked->data, matrix->data);
      free_all(parts, n);
      rr_matrix_free(stacked);
      rr_matrix_free(matrix);
    }
  }
}

static void stack_leaves_gaps_and_empty_parts_out(void)
{
  int32_t wide[2][3] = {{1, 2, 99}, {3, 4, 99}}, tight[1][2] = {{5, 6}};
  rr_matrix *parts[3] = {NULL}, *stacked = NULL;
  CHECK_OK(rr_matrix_wrap(&parts[0], wide, &(rr_layout){2, 2, RR_INT32, 3}));
  CHECK_OK(rr_matrix_wrap(&parts[1], NULL, &(rr_layout){0, 2, RR_INT32, 0}));
  CHECK_OK(rr_matrix_wrap(&parts[2], tight, &(rr_layout){1, 2, RR_INT32, 0}));
  CHECK_OK(rr__matrix_set_names(parts[0], (const char *const[]){"x", "y"}));
  CHECK_OK(rr__matrix_set_names(parts[2], (const char *const[]){"p", "q"}));
  CHECK_OK(rr_matrix_stack(&stacked, parts, 3));
  CU_ASSERT_EQUAL(stacked->rows, 3);
  CU_ASSERT_EQUAL(stacked->row_stride, 2);
  CU_ASSERT_EQUAL(memcmp(stacked->data, (int32_t[]){1, 2, 3, 4, 5, 6}, 24), 0);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(stacked, 1), "y");
  rr_matrix_free(stacked);
  CHECK_OK(rr_matrix_stack(&stacked, parts + 1, 1));
  CU_ASSERT_EQUAL(stacked->rows, 0);
  CU_ASSERT_EQUAL(stacked->cols, 2);
  rr_matrix_free(stacked);
  free_all(parts, 3);
}

static void rows_without_cells_are_counted(void)
{
  rr_matrix *matrix = new_matrix(7, 0, RR_FLOAT64), *parts[2], *stacked = NULL;
  CHECK_OK(rr_matrix_split(parts, 2, matrix));
  CU_ASSERT_EQUAL(parts[0]->rows, 4);
  CHECK_OK(rr_matrix_stack(&stacked, parts, 2));
  CU_ASSERT_EQUAL(stacked->rows, 7);
  free_all(parts, 2);
  rr_matrix_free(stacked);
  rr_matrix_free(matrix);
}

static void parts_that_do_not_fit_are_named(void)
{
  rr_matrix *parts[3] = {new_matrix(2, 3, RR_INT32), new_matrix(1, 3, RR_INT32), new_matrix(4, 5, RR_INT32)};
  rr_matrix *stacked = NULL;
  CHECK_FAILS(rr_matrix_stack(&stacked, parts, 3), RR_EUSAGE, "parts[2] is 4 x 5 int32");
  test_text_contains(rr_error_text(), "parts[0], which is 2 x 3 int32");
  rr_matrix_free(parts[2]);
  parts[2] = new_matrix(0, 3, RR_UINT32);
  CHECK_FAILS(rr_matrix_stack(&stacked, parts, 3), RR_EUSAGE, "parts[2] is 0 x 3 uint32");
  rr_matrix_free(parts[2]);
  parts[2] = NULL;
  CHECK_FAILS(rr_matrix_stack(&stacked, parts, 3), RR_EUSAGE, "parts[2] is NULL");
  CHECK_FAILS(rr_matrix_stack(&stacked, parts + 2, 1), RR_EUSAGE, "parts[0] is NULL");
  CU_ASSERT_PTR_NULL(stacked);
  free_all(parts, 3);
}

static void nothing_to_split_into_or_to_stack_is_refused(void)
{
  rr_matrix *matrix = new_matrix(2, 2, RR_INT8), *parts[1] = {matrix}, *stacked = NULL;
  CHECK_FAILS(rr_matrix_split(parts, 0, matrix), RR_EUSAGE, "0 parts");
  CU_ASSERT_PTR_EQUAL(parts[0], matrix);
  CHECK_FAILS(rr_matrix_stack(&stacked, parts, 0), RR_EUSAGE, "no parts");
  CU_ASSERT_PTR_NULL(stacked);
  rr_matrix_free(matrix);
}

static void more_rows_than_can_be_are_refused(void)
{
  rr_matrix *parts[2] = {NULL}, *stacked = NULL;
  for (size_t i = 0; i < 2; i++)
    CHECK_OK(rr_matrix_wrap(&parts[i], NULL, &(rr_layout){SIZE_MAX / 2 + 1, 0, RR_INT8, 0}));
  CHECK_FAILS(rr_matrix_stack(&stacked, parts, 2), RR_ENOMEM, "parts[1]");
  CU_ASSERT_PTR_NULL(stacked);
  free_all(parts, 2);
}

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define HAS_SANITIZER 1
#elif defined __has_feature
#define HAS_SANITIZER (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define HAS_SANITIZER 0
#endif

#if !HAS_SANITIZER // whose own memory takes no limit
// In a process with little memory left: it runs out half-way, and no part is there.
static int split_without_memory(rr_matrix **parts, size_t n, rr_matrix *matrix)
{
  enum { LITTLE = 8 << 20 };
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%lu", &pages) != 1 || fclose(file)) return 77;
  rlim_t limit = pages * (rlim_t)sysconf(_SC_PAGESIZE) + LITTLE;
  if (setrlimit(RLIMIT_AS, &(struct rlimit){limit, limit})) return 77;
  if (rr_matrix_split(parts, n, matrix) != RR_ENOMEM) return 1;
  for (size_t i = 0; i < n; i++)
    if (parts[i]) return 2;
  return rr_matrix_split(parts, 1, matrix) == RR_OK ? 0 : 3; // what was taken came back
}

static void a_split_without_memory_leaves_no_part(void)
{
  enum { PARTS = 1 << 20 };
  int result = 0;
  rr_matrix *matrix = new_matrix(3, 2, RR_INT32), **parts = malloc(PARTS * sizeof *parts);
  CU_ASSERT_PTR_NOT_NULL_FATAL(parts);
  memset(parts, 0xA5, PARTS * sizeof *parts);
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) _exit(split_without_memory(parts, PARTS, matrix));
  CU_ASSERT_EQUAL_FATAL(waitpid(child, &result, 0), child);
  CU_ASSERT_TRUE(WIFEXITED(result));
  CU_ASSERT_TRUE(WEXITSTATUS(result) == 0 || WEXITSTATUS(result) == 77);
  if (WEXITSTATUS(result)) printf("    the child ended with %d\n", WEXITSTATUS(result));
  free(parts);
  rr_matrix_free(matrix);
}
#endif

static const test_case cases[] = {
    TEST(sizes_are_those_of_numpys_array_split),
    TEST(more_parts_than_rows_are_empty_at_the_end),
    TEST(parts_see_and_change_the_parents_cells),
    TEST(names_and_vectors_carry_over),
    TEST(rows_that_were_vectors_stack_to_two_dimensions),
    TEST(split_then_stacked_is_the_same_matrix),
    TEST(stack_leaves_gaps_and_empty_parts_out),
    TEST(rows_without_cells_are_counted),
    TEST(parts_that_do_not_fit_are_named),
    TEST(nothing_to_split_into_or_to_stack_is_refused),
    TEST(more_rows_than_can_be_are_refused),
#if !HAS_SANITIZER
    TEST(a_split_without_memory_leaves_no_part),
#endif
};
TEST_MAIN("matrix_parts", cases)
