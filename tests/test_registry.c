// SPDX-License-Identifier: MIT
// Kernels besides those of the table: found by name before them, freed when nobody uses them any more.
#include "support.h"

#include "run/registry.h"

static rr_context *context;
static size_t freed;

static void count_freed(rr__kernel *kernel)
{
  (void)kernel;
  freed++;
}

static const rr_kernel_info info = {.id = "mine", .name = "mine", .shape = RR_ROW, .outputs = 1};
static rr__kernel kernel = {.info = &info};

static void a_registered_kernel_is_found_and_others_are_the_tables(void)
{
  const rr__kernel *found = NULL;
  CHECK_OK(rr__registry_add(context, &kernel, count_freed));
  CHECK_OK(rr__registry_find(&found, context, "mine", NULL));
  CU_ASSERT_PTR_EQUAL(found, &kernel);
  rr__registry_give_back(context, found);
  CHECK_OK(rr__registry_find(&found, context, "count", NULL));
  CU_ASSERT_TRUE(rr__kernel_is_in_table(found) && !rr__kernel_is_in_table(&kernel));
  rr__registry_give_back(context, found);
  CHECK_OK(rr__registry_remove(context, "mine"));
  CHECK_FAILS(rr__registry_find(&found, context, "mine", NULL), RR_EUSAGE, "'mine'");
}

static void it_is_freed_when_the_last_run_gives_it_back(void)
{
  const rr__kernel *one = NULL, *two = NULL;
  freed = 0;
  CHECK_OK(rr__registry_add(context, &kernel, count_freed));
  CHECK_OK(rr__registry_find(&one, context, "mine", NULL));
  CHECK_OK(rr__registry_find(&two, context, "mine", NULL));
  CHECK_OK(rr__registry_remove(context, "mine"));
  CHECK_FAILS(rr__registry_find(&two, context, "mine", NULL), RR_EUSAGE, "mine");
  rr__registry_give_back(context, one);
  CU_ASSERT_EQUAL(freed, 0);
  rr__registry_give_back(context, one);
  CU_ASSERT_EQUAL(freed, 1);
}

static void a_name_may_be_used_again(void)
{
  const rr__kernel *found = NULL;
  rr__kernel other = {.info = &info};
  freed = 0;
  CHECK_OK(rr__registry_add(context, &kernel, count_freed));
  CHECK_FAILS(rr__registry_add(context, &other, count_freed), RR_EUSAGE, "already");
  CU_ASSERT_EQUAL(freed, 0); // it stays the caller's
  CHECK_OK(rr__registry_remove(context, "mine"));
  CHECK_OK(rr__registry_add(context, &other, count_freed));
  CHECK_OK(rr__registry_find(&found, context, "mine", NULL));
  CU_ASSERT_PTR_EQUAL(found, &other);
  rr__registry_give_back(context, found);
  CHECK_OK(rr__registry_remove(context, "mine"));
  CU_ASSERT_EQUAL(freed, 2);
}

static void a_context_frees_what_it_has(void)
{
  rr_context *own = NULL;
  freed = 0;
  CHECK_OK(rr_context_open(&own, NULL));
  CHECK_OK(rr__registry_add(own, &kernel, count_freed));
  rr_context_free(own);
  CU_ASSERT_EQUAL(freed, 1);
}

static const test_case cases[] = {
    TEST(a_registered_kernel_is_found_and_others_are_the_tables),
    TEST(it_is_freed_when_the_last_run_gives_it_back),
    TEST(a_name_may_be_used_again),
    TEST(a_context_frees_what_it_has),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, NULL)) return 1;
  int code = test_main(argc, argv, "registry", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return code;
}
