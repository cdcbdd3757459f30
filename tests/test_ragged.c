// SPDX-License-Identifier: MIT
// Ragged rows in memory, and the paths of one file or two that they are loaded from and saved to.
#include "support.h"

#include "core/ragged.h"

#include <sys/stat.h>
#include <unistd.h>

static const uint64_t offsets[] = {0, 2, 2, 5};
static const int32_t values[] = {1, 2, 3, 4, 5};

static void wrapped_rows_are_the_callers_memory(void)
{
  rr_ragged *ragged = NULL;
  size_t items = 0;
  CHECK_OK(rr_ragged_wrap(&ragged, values, &(rr_ragged_layout){3, offsets, RR_INT32}));
  CU_ASSERT_EQUAL(rr_ragged_rows(ragged), 3);
  CU_ASSERT_EQUAL(rr_ragged_items(ragged), 5);
  CU_ASSERT_EQUAL(rr_ragged_dtype(ragged), RR_INT32);
  CU_ASSERT_PTR_EQUAL(rr_ragged_offsets(ragged), offsets);
  CU_ASSERT_PTR_EQUAL(rr_ragged_values(ragged), values);
  CU_ASSERT_PTR_NULL(rr_ragged_data(ragged));
  CU_ASSERT_PTR_EQUAL(rr_ragged_row(ragged, 2, &items), values + 2);
  CU_ASSERT_EQUAL(items, 3);
  rr_ragged_row(ragged, 1, &items);
  CU_ASSERT_EQUAL(items, 0);
  rr_ragged_free(ragged);
}

static void created_rows_have_memory_of_their_own(void)
{
  rr_ragged *ragged = NULL;
  CHECK_OK(rr_ragged_create(&ragged, &(rr_ragged_layout){3, offsets, RR_INT32}));
  CU_ASSERT_PTR_NOT_EQUAL(rr_ragged_offsets(ragged), offsets);
  CU_ASSERT_EQUAL(memcmp(rr_ragged_offsets(ragged), offsets, sizeof offsets), 0);
  memcpy(rr_ragged_data(ragged), values, sizeof values);
  CU_ASSERT_EQUAL(memcmp(rr_ragged_values(ragged), values, sizeof values), 0);
  rr_ragged_free(ragged);
  rr_ragged_free(NULL);
}

static void rows_without_items_and_no_rows_need_no_values(void)
{
  static const uint64_t zeros[4];
  rr_ragged *ragged = NULL;
  CHECK_OK(rr_ragged_wrap(&ragged, NULL, &(rr_ragged_layout){3, zeros, RR_FLOAT64}));
  CU_ASSERT_PTR_NOT_NULL(rr_ragged_values(ragged));
  rr_ragged_free(ragged);
  CHECK_OK(rr_ragged_create(&ragged, &(rr_ragged_layout){0, zeros, RR_FLOAT64}));
  CU_ASSERT_EQUAL(rr_ragged_rows(ragged) + rr_ragged_items(ragged), 0);
  rr_ragged_free(ragged);
}

static void layouts_that_cannot_be_are_refused(void)
{
  static const uint64_t late[] = {1, 2}, falling[] = {0, 5, 4, 6};
  rr_ragged *ragged = NULL;
  CHECK_FAILS(rr_ragged_create(&ragged, &(rr_ragged_layout){3, offsets, RR_DTYPE_AUTO}), RR_EUSAGE, "dtype");
  CHECK_FAILS(rr_ragged_create(&ragged, &(rr_ragged_layout){3, NULL, RR_INT8}), RR_EUSAGE, "offsets");
  CHECK_FAILS(rr_ragged_create(&ragged, &(rr_ragged_layout){1, late, RR_INT8}), RR_EUSAGE,
              "offset 0 is 1 instead of 0");
  CHECK_FAILS(rr_ragged_wrap(&ragged, values, &(rr_ragged_layout){3, falling, RR_INT8}), RR_EUSAGE,
              "offset 2 is 4, less than the 5 before it");
  CHECK_FAILS(rr_ragged_wrap(&ragged, NULL, &(rr_ragged_layout){3, offsets, RR_INT8}), RR_EUSAGE, "5 items");
  CHECK_FAILS(rr_ragged_wrap(&ragged, (const char *)values + 1, &(rr_ragged_layout){3, offsets, RR_INT32}),
              RR_EUSAGE, "aligned");
  uint64_t endless[] = {0, UINT64_MAX / 2};
  CHECK_FAILS(rr_ragged_create(&ragged, &(rr_ragged_layout){1, endless, RR_INT64}), RR_ENOMEM, "");
  CU_ASSERT_PTR_NULL(ragged);
}

static rr_ragged *sample(void)
{
  rr_ragged *ragged = NULL;
  CHECK_OK(rr_ragged_wrap(&ragged, values, &(rr_ragged_layout){3, offsets, RR_INT32}));
  return ragged;
}

static const char *pair_path(const char *first, const char *second)
{
  static char paths[2][1100];
  static unsigned next;
  char *path = paths[next++ % 2];
  snprintf(path, sizeof paths[0], "%s:%s", test_path(first), test_path(second));
  return path;
}

static void check_same(const rr_ragged *a, const rr_ragged *b)
{
  CU_ASSERT_EQUAL_FATAL(a->rows, b->rows);
  CU_ASSERT_EQUAL_FATAL(a->dtype, b->dtype);
  CU_ASSERT_EQUAL_FATAL(memcmp(a->offsets, b->offsets, (a->rows + 1) * sizeof *a->offsets), 0);
  CU_ASSERT_EQUAL(memcmp(a->values, b->values, rr_ragged_items(a) * rr_dtype_size(a->dtype)), 0);
}

static void what_is_saved_comes_back(void)
{
  rr_ragged *ragged = sample(), *back = NULL;
  const char *paths[] = {test_path("a.csv"), test_path("a.tsv"), pair_path("o.npy", "v.NPY")};
  for (size_t i = 0; i < 3; i++) {
    CHECK_OK(rr_ragged_save_check(paths[i], NULL));
    CHECK_OK(rr_ragged_save(ragged, paths[i], NULL));
    CHECK_OK(rr_ragged_load(&back, paths[i], &(rr_ragged_load_options){.dtype = RR_INT32}));
    check_same(ragged, back);
    rr_ragged_free(back);
  }
  rr_ragged_free(ragged);
}

static void a_format_that_holds_no_ragged_rows_is_refused(void)
{
  rr_ragged *ragged = sample(), *back = NULL;
  const char *one = test_path("one.npy"), *two = pair_path("o2.npy", "v2.npy");
  rr_save_options npy = {.format = "npy"}, csv = {.format = "csv"};
  CHECK_FAILS(rr_ragged_save_check(one, NULL), RR_EUSAGE, "OFFSETS.npy:VALUES.npy");
  CHECK_FAILS(rr_ragged_save(ragged, one, NULL), RR_EUSAGE, "one.npy");
  CHECK_FAILS(rr_ragged_save(ragged, "-", &npy), RR_EUSAGE, "standard output");
  CHECK_FAILS(rr_ragged_save(ragged, two, &csv), RR_EUSAGE, "are npy, not csv");
  CHECK_FAILS(rr_ragged_save_check(two, &csv), RR_EUSAGE, "are npy, not csv");
  CHECK_FAILS(rr_ragged_load(&back, two, &(rr_ragged_load_options){.format = "tsv"}), RR_EUSAGE,
              "are npy, not tsv");
  CHECK_FAILS(rr_ragged_save(ragged, test_path("a.xyz"), NULL), RR_EUSAGE, "a.xyz");
  CHECK_FAILS(rr_ragged_save(ragged, pair_path("w.npy", "w.npy"), NULL), RR_EUSAGE, "one file");
  CHECK_FAILS(rr_ragged_save_check(pair_path("w.npy", "w.npy"), NULL), RR_EUSAGE, "one file");
  CHECK_OK(rr_ragged_save(ragged, pair_path("o2.npy", "v2.npy"), &npy));
  rr_ragged_free(ragged);
}

static void of_two_files_none_is_left_where_one_cannot_be_written(void)
{
  rr_ragged *ragged = sample();
  const char *path = pair_path("good.npy", "no-folder/v.npy");
  CHECK_FAILS(rr_ragged_save(ragged, path, NULL), RR_EOUTPUT, "no-folder/v.npy");
  CHECK_FAILS(rr_ragged_save_check(path, NULL), RR_EOUTPUT, "no-folder/v.npy");
  CU_ASSERT_NOT_EQUAL(access(test_path("good.npy"), F_OK), 0);
  // The values' folder is full, and is known to be so only when they are complete.
  const char *full = test_device("full.npy", 7);
  if (full) {
    static char both[1100];
    snprintf(both, sizeof both, "%s:%s", test_path("good.npy"), full);
    CHECK_FAILS(rr_ragged_save(ragged, both, NULL), RR_EOUTPUT, "full.npy");
    CU_ASSERT_NOT_EQUAL(access(test_path("good.npy"), F_OK), 0);
  }
  rr_ragged_free(ragged);
}

static void paths_are_compared_file_by_file(void)
{
  const char *a = "x/../a.npy:b.npy";
  CU_ASSERT_TRUE(rr_ragged_same_file("a.npy:b.npy", "c.npy:b.npy"));
  CU_ASSERT_TRUE(rr_ragged_same_file("a.npy:b.npy", "b.npy"));
  CU_ASSERT_TRUE(rr_ragged_same_file("b.csv", "./b.csv"));
  CU_ASSERT_FALSE(rr_ragged_same_file("a.npy:b.npy", "c.npy:d.npy"));
  CU_ASSERT_FALSE(rr_ragged_same_file("a.npy:b.csv", "b.csv")); // a name with a colon
  CU_ASSERT_FALSE(rr_ragged_same_file(a, "-"));
}

static void what_is_not_there_is_named(void)
{
  rr_ragged *ragged = NULL;
  CHECK_FAILS(rr_ragged_load(&ragged, test_path("none.csv"), NULL), RR_EINPUT, "none.csv");
  CHECK_FAILS(rr_ragged_load(&ragged, pair_path("none.npy", "v.npy"), NULL), RR_EINPUT, "none.npy");
  CHECK_FAILS(rr_ragged_load(&ragged, test_path("a.csv"), &(rr_ragged_load_options){.format = "xml"}),
              RR_EUSAGE, "xml");
  CU_ASSERT_PTR_NULL(ragged);
}

static const test_case cases[] = {
    TEST(wrapped_rows_are_the_callers_memory),
    TEST(created_rows_have_memory_of_their_own),
    TEST(rows_without_items_and_no_rows_need_no_values),
    TEST(layouts_that_cannot_be_are_refused),
    TEST(what_is_saved_comes_back),
    TEST(a_format_that_holds_no_ragged_rows_is_refused),
    TEST(of_two_files_none_is_left_where_one_cannot_be_written),
    TEST(paths_are_compared_file_by_file),
    TEST(what_is_not_there_is_named),
};
TEST_MAIN("ragged", cases)
