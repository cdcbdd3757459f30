// SPDX-License-Identifier: MIT
// What suites and options become: works and cases. Nothing is run.
#include "support.h"

#include "bench/bench_plan.h"

static const uint64_t memory = (uint64_t)1 << 30;

static rr__bench_plan plan_of(const rr_bench_options *options)
{
  const rr__suite *suite = NULL;
  rr__bench_plan plan;
  CHECK_OK(rr__suite_find(&suite, options->suite));
  CHECK_OK(rr__bench_plan_make(&plan, options, suite, memory));
  return plan;
}

static const rr__plan_work *find(const rr__bench_plan *plan, const char *call, size_t rows)
{
  for (size_t i = 0; i < plan->count; i++)
    if (strcmp(plan->works[i].work.call, call) == 0 && plan->works[i].work.rows == rows)
      return &plan->works[i];
  return NULL;
}

static void quick_has_the_tutorials_count_at_several_sizes(void)
{
  rr_bench_options options = RR_BENCH_OPTIONS_INIT;
  rr__bench_plan plan = plan_of(&options);
  const rr__plan_work *count = find(&plan, "count --min 4 --max 8", 200000);
  CU_ASSERT_FALSE(plan.is_custom);
  CU_ASSERT_PTR_NOT_NULL_FATAL(count);
  CU_ASSERT_EQUAL(count->work.dtype, RR_INT64);
  CU_ASSERT_EQUAL(count->work.out_dtype, RR_INT32);
  CU_ASSERT_EQUAL(count->work.cols, 5);
  CU_ASSERT_EQUAL(count->work.seed, 100);
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "count --min 4 --max 8", 1000));
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "count --min 4 --max 8", 2000000));
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "normalize --method minmax", 200000));
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "sumsq --per col", 200000));
  rr__bench_plan_free(&plan);
}

static void kernels_has_every_kernel_and_dtype(void)
{
  rr_bench_options options = {.suite = "kernels"};
  rr__bench_plan plan = plan_of(&options);
  for (size_t k = 0; k < rr_kernel_count(); k++) {
    const rr_kernel_info *info = rr_kernel_at(k);
    for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
      size_t works = 0;
      for (size_t i = 0; i < plan.count; i++)
        works +=
            strcmp(plan.works[i].work.kernel, info->id) == 0 && plan.works[i].work.dtype == (rr_dtype)dtype;
      CU_ASSERT_EQUAL(works, info->shape == RR_PAIR ? 1 : 2);
    }
  }
  rr__bench_plan_free(&plan);
}

static void scaling_goes_up_to_a_part_of_memory(void)
{
  rr_bench_options options = {.suite = "scaling"};
  rr__bench_plan plan = plan_of(&options);
  size_t most = 0;
  for (size_t i = 0; i < plan.count; i++)
    if (plan.works[i].work.rows > most) most = plan.works[i].work.rows;
  CU_ASSERT_EQUAL(most, 1000000); // 3,000,000 x 5 would be 480 MB
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "count --min 4 --max 8", 1000));
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "count --min 4 --max 8", 3000));
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "count --min 4 --max 8", 10000));
  rr__bench_plan_free(&plan);
}

static void options_multiply(void)
{
  static const rr_param l2[] = {{"method", "l2"}, {NULL, NULL}};
  static const rr_bench_kernel kernels[] = {{.name = "count"},
                                            {.name = "normalize", .params = l2, .per = RR_PER_COL}};
  static const size_t rows[] = {10, 20, 10}, cols[] = {3, 4};
  static const rr_dtype dtypes[] = {RR_INT8, RR_FLOAT32};
  rr_bench_options options = {.kernels = kernels,
                              .kernel_count = 2,
                              .rows = rows,
                              .rows_count = 3,
                              .cols = cols,
                              .cols_count = 2,
                              .seed = 7};
  options.dtypes = dtypes;
  options.dtype_count = 2;
  rr__bench_plan plan = plan_of(&options);
  CU_ASSERT(plan.is_custom);
  CU_ASSERT_EQUAL(plan.count, 2 * 2 * 2 * 2); // 10 rows once
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "normalize --method l2 --per col", 20));
  CU_ASSERT_EQUAL(plan.works[0].work.seed, 7);
  CU_ASSERT_EQUAL(plan.works[0].scopes, RR_SUITE_FILE | RR_SUITE_COMMAND);
  CU_ASSERT_EQUAL(find(&plan, "normalize --method l2 --per col", 20)->scopes, 0);
  rr__bench_plan_free(&plan);
}

static void sizes_alone_change_the_suites_works(void)
{
  static const size_t rows[] = {50};
  rr_bench_options options = {.suite = "tutorial", .rows = rows, .rows_count = 1};
  rr__bench_plan plan = plan_of(&options);
  CU_ASSERT(plan.is_custom);
  CU_ASSERT_EQUAL(plan.count, 5);
  CU_ASSERT_PTR_NOT_NULL(find(&plan, "hypot", 50));
  CU_ASSERT_EQUAL(find(&plan, "hypot", 50)->work.cols, 2);
  rr__bench_plan_free(&plan);
}

static void parameters_that_are_missing_have_the_tables_example(void)
{
  static const rr_param low[] = {{"min", "1"}, {NULL, NULL}};
  static const rr_bench_kernel kernels[] = {{.name = "count", .params = low, .out_dtype = RR_INT64}};
  rr_bench_options options = {.kernels = kernels, .kernel_count = 1};
  rr__bench_plan plan = plan_of(&options);
  CU_ASSERT_STRING_EQUAL(plan.works[0].work.call, "count --min 1 --max 8 --out-dtype int64");
  CU_ASSERT_EQUAL(plan.works[0].work.out_dtype, RR_INT64);
  rr__bench_plan_free(&plan);
}

static void what_a_kernel_does_not_take_is_named(void)
{
  static const rr_param wrong[] = {{"low", "1"}, {NULL, NULL}};
  static const rr_bench_kernel kernels[] = {
      {.name = "cuont"}, {.name = "count", .params = wrong}, {.name = "common", .per = RR_PER_COL}};
  static const char *const culprits[] = {"cuont", "low", "common"};
  static const size_t none[] = {0};
  const rr__suite *suite = NULL;
  rr__bench_plan plan;
  CHECK_OK(rr__suite_find(&suite, NULL));
  for (size_t i = 0; i < 3; i++) {
    rr_bench_options options = {.kernels = &kernels[i], .kernel_count = 1};
    CHECK_FAILS(rr__bench_plan_make(&plan, &options, suite, memory), RR_EUSAGE, culprits[i]);
    rr__bench_plan_free(&plan);
  }
  rr_bench_options options = {.rows = none, .rows_count = 1};
  CHECK_FAILS(rr__bench_plan_make(&plan, &options, suite, memory), RR_EUSAGE, "0 rows");
  rr__bench_plan_free(&plan);
  CHECK_FAILS(rr__suite_find(&suite, "quik"), RR_EUSAGE, "quick");
  CHECK_FAILS(rr__suite_find(&suite, "xyzzyxyzzy"), RR_EUSAGE, "quick, tutorial, scaling, kernels");
}

static rr__bench_device device(const char *name, size_t threads)
{
  rr__bench_device one = {.is_opencl = strncmp(name, "opencl", 6) == 0,
                          .is_serial = strcmp(name, "serial") == 0};
  one.only_small = one.is_serial;
  snprintf(one.way.name, sizeof one.way.name, "%s", name);
  one.way.threads = threads;
  return one;
}

static size_t count_cases(const rr_record *record, const char *name, rr__scope scope)
{
  size_t count = 0;
  for (size_t i = 0; i < record->case_count; i++)
    count += strcmp(record->cases[i].way.name, name) == 0 && record->cases[i].way.scope == scope;
  return count;
}

static void scopes_are_those_that_say_something(void)
{
  rr__bench_device all[] = {device("cpu", 1), device("cpu", 4), device("serial", 1), device("opencl:0", 0)};
  rr__bench_devices devices = {all, 4, 4};
  rr_bench_options options = {.suite = "tutorial"};
  rr__bench_plan plan = plan_of(&options);
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  CHECK_OK(rr__bench_plan_add_cases(record, &plan.works[0], &devices, true));
  CU_ASSERT_EQUAL(count_cases(record, "cpu", RR_SCOPE_MEMORY), 2);
  CU_ASSERT_EQUAL(count_cases(record, "cpu", RR_SCOPE_RESIDENT), 0);
  CU_ASSERT_EQUAL(count_cases(record, "cpu", RR_SCOPE_FILE), 1);
  CU_ASSERT_EQUAL(count_cases(record, "cpu", RR_SCOPE_COMMAND), 1);
  CU_ASSERT_EQUAL(count_cases(record, "cpu", RR_SCOPE_FRESH), 0);
  CU_ASSERT_EQUAL(count_cases(record, "serial", RR_SCOPE_MEMORY), 1);
  CU_ASSERT_EQUAL(count_cases(record, "serial", RR_SCOPE_FILE), 0);
  for (int scope = 0; scope < RR_SCOPES; scope++)
    CU_ASSERT_EQUAL(count_cases(record, "opencl:0", (rr__scope)scope), 1);
  for (size_t i = 0; i < record->case_count; i++)
    CU_ASSERT_EQUAL(record->cases[i].outcome, RR_OUTCOME_SKIPPED);
  rr_record_free(record);
  rr__bench_plan_free(&plan);
}

static void commands_need_a_program_and_the_reference_a_small_work(void)
{
  rr__bench_device all[] = {device("cpu", 4), device("serial", 1)};
  rr__bench_devices devices = {all, 2, 4};
  rr_bench_options options = RR_BENCH_OPTIONS_INIT;
  rr__bench_plan plan = plan_of(&options);
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  CHECK_OK(rr__bench_plan_add_cases(record, find(&plan, "count --min 4 --max 8", 200000), &devices, false));
  CU_ASSERT_EQUAL(count_cases(record, "cpu", RR_SCOPE_COMMAND), 0);
  CU_ASSERT_EQUAL(count_cases(record, "serial", RR_SCOPE_MEMORY), 1);
  CHECK_OK(rr__bench_plan_add_cases(record, find(&plan, "count --min 4 --max 8", 2000000), &devices, false));
  CU_ASSERT_EQUAL(count_cases(record, "serial", RR_SCOPE_MEMORY), 1);
  CU_ASSERT_EQUAL(count_cases(record, "cpu", RR_SCOPE_MEMORY), 2);
  rr_record_free(record);
  rr__bench_plan_free(&plan);
}

int main(int argc, char **argv)
{
  static const test_case cases[] = {TEST(quick_has_the_tutorials_count_at_several_sizes),
                                    TEST(kernels_has_every_kernel_and_dtype),
                                    TEST(scaling_goes_up_to_a_part_of_memory),
                                    TEST(options_multiply),
                                    TEST(sizes_alone_change_the_suites_works),
                                    TEST(parameters_that_are_missing_have_the_tables_example),
                                    TEST(what_a_kernel_does_not_take_is_named),
                                    TEST(scopes_are_those_that_say_something),
                                    TEST(commands_need_a_program_and_the_reference_a_small_work)};
  return test_main(argc, argv, "bench_plan", cases, sizeof cases / sizeof *cases);
}
