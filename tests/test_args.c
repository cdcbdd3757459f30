// SPDX-License-Identifier: MIT
// Parameters: what is taken in which form, and what is refused by name.
#include "support.h"

#include "kernel/kernel.h"

static const rr_kernel_info *info_of(const char *name)
{
  const rr__kernel *kernel = NULL;
  CHECK_OK(rr__kernel_find(&kernel, name, NULL));
  return kernel->info;
}

static void the_table_can_be_walked(void)
{
  CU_ASSERT_TRUE(rr_kernel_count() >= 2);
  CU_ASSERT_PTR_NULL(rr_kernel_at(rr_kernel_count()));
  for (size_t i = 0; i < rr_kernel_count(); i++) {
    const rr_kernel_info *info = rr_kernel_at(i);
    const rr__kernel *found = NULL;
    CU_ASSERT_TRUE(info->summary && info->operations > 0);
    CHECK_OK(rr__kernel_find(&found, info->name, info->method ? RR_PARAMS({"method", info->method}) : NULL));
    CU_ASSERT_PTR_EQUAL(found, rr__kernel_at(i));
    CU_ASSERT_PTR_EQUAL(found->info, info);
  }
}

static void kernels_are_found_by_name_and_method(void)
{
  const rr__kernel *kernel = NULL;
  CU_ASSERT_STRING_EQUAL(info_of("count")->id, "count");
  CU_ASSERT_STRING_EQUAL(info_of("normalize")->id, "normalize_minmax");
  CHECK_FAILS(rr__kernel_find(&kernel, "cuont", NULL), RR_EUSAGE, "cuont");
  CHECK_FAILS(rr__kernel_find(&kernel, "cuont", NULL), RR_EUSAGE, "normalize");
  CHECK_FAILS(rr__kernel_find(&kernel, "normalize", RR_PARAMS({"method", "maxmin"})), RR_EUSAGE, "minmax");
  CHECK_FAILS(rr__kernel_find(&kernel, "count", RR_PARAMS({"method", "minmax"})), RR_EUSAGE, "method");
}

static void bounds_become_cells(void)
{
  rr__args args;
  CHECK_OK(rr__args_check(&args, info_of("count"), RR_PARAMS({"max", "8.9"}, {"min", "3.1"}), RR_INT16,
                          RR_NAN_OMIT));
  int16_t low, high;
  memcpy(&low, args.values[0].value, sizeof low);
  memcpy(&high, args.values[1].value, sizeof high);
  CU_ASSERT_EQUAL(args.count, 2);
  CU_ASSERT_EQUAL(args.values[0].size, 2);
  CU_ASSERT_EQUAL(low, 4);
  CU_ASSERT_EQUAL(high, 8);
  CU_ASSERT_EQUAL(args.omit_nan, 1);
}

static void bad_parameters_are_named(void)
{
  rr__args args;
  const rr_kernel_info *count = info_of("count");
#define CHECK_COUNT(params, culprit)                                                                         \
  CHECK_FAILS(rr__args_check(&args, count, params, RR_INT32, RR_NAN_PROPAGATE), RR_EUSAGE, culprit)
  CHECK_COUNT(NULL, "'min'");
  CHECK_COUNT(RR_PARAMS({"min", "4"}), "'max'");
  CHECK_COUNT(RR_PARAMS({"min", "4"}, {"max", "8"}, {"mid", "6"}), "'mid'; hint: one of min, max");
  CHECK_COUNT(RR_PARAMS({"min", "4"}, {"max", "8"}, {"min", "5"}), "twice");
  CHECK_COUNT(RR_PARAMS({"min", "4"}, {"max", NULL}), "'max'");
  CHECK_COUNT(RR_PARAMS({"min", "four"}, {"max", "8"}), "'four'");
  CHECK_COUNT(RR_PARAMS({"min", "nan"}, {"max", "8"}), "'nan'");
  CHECK_COUNT(RR_PARAMS({"min", "8"}, {"max", "4"}), "above");
  CHECK_COUNT(RR_PARAMS({"min", "4.8"}, {"max", "4.2"}), "above");
}

static void choices_become_their_index(void)
{
  rr__args args;
  const rr_kernel_info *normalize = info_of("normalize");
  CHECK_OK(rr__args_check(&args, normalize, NULL, RR_FLOAT32, RR_NAN_PROPAGATE));
  CU_ASSERT_EQUAL(args.values[0].choice, 0);
  CU_ASSERT_FALSE(args.note_is_error);
  CHECK_OK(rr__args_check(&args, normalize, RR_PARAMS({"constant", "nan"}), RR_FLOAT32, RR_NAN_PROPAGATE));
  CU_ASSERT_EQUAL(args.values[0].choice, 1);
  CHECK_OK(rr__args_check(&args, normalize, RR_PARAMS({"constant", "error"}), RR_FLOAT32, RR_NAN_PROPAGATE));
  CU_ASSERT_TRUE(args.note_is_error);
  CHECK_FAILS(rr__args_check(&args, normalize, RR_PARAMS({"constant", "1"}), RR_FLOAT32, RR_NAN_PROPAGATE),
              RR_EUSAGE, "0, nan, error");
}

static void counts_get_a_dtype_that_holds_them(void)
{
  rr_dtype out;
  const rr_kernel_info *count = info_of("count");
  CHECK_OK(rr__kernel_out_dtype(&out, count, RR_UINT8, RR_DTYPE_AUTO, 5));
  CU_ASSERT_EQUAL(out, RR_INT32);
  CHECK_OK(rr__kernel_out_dtype(&out, count, RR_UINT8, RR_DTYPE_AUTO, (size_t)INT32_MAX + 1));
  CU_ASSERT_EQUAL(out, RR_INT64);
  CHECK_OK(rr__kernel_out_dtype(&out, count, RR_INT64, RR_INT8, 127));
  CHECK_FAILS(rr__kernel_out_dtype(&out, count, RR_INT64, RR_INT8, 128), RR_EUSAGE, "int8");
  CHECK_OK(rr__kernel_out_dtype(&out, count, RR_INT64, RR_UINT8, 255));
  CHECK_FAILS(rr__kernel_out_dtype(&out, count, RR_INT64, RR_UINT8, 256), RR_EUSAGE, "uint8");
  CHECK_FAILS(rr__kernel_out_dtype(&out, count, RR_INT64, RR_FLOAT32, (1u << 24) + 1), RR_EUSAGE, "float32");
}

static void reals_stay_float32_only_for_float32(void)
{
  rr_dtype out;
  const rr_kernel_info *normalize = info_of("normalize");
  CHECK_OK(rr__kernel_out_dtype(&out, normalize, RR_FLOAT32, RR_DTYPE_AUTO, 5));
  CU_ASSERT_EQUAL(out, RR_FLOAT32);
  CHECK_OK(rr__kernel_out_dtype(&out, normalize, RR_INT8, RR_DTYPE_AUTO, 5));
  CU_ASSERT_EQUAL(out, RR_FLOAT64);
  CHECK_FAILS(rr__kernel_out_dtype(&out, normalize, RR_INT8, RR_INT32, 5), RR_EUSAGE, "int32");
}

static void sums_get_64_bits_or_a_float(void)
{
  rr_dtype out;
  const rr_kernel_info *sum = info_of("sum");
  CHECK_OK(rr__kernel_out_dtype(&out, sum, RR_INT8, RR_DTYPE_AUTO, 5));
  CU_ASSERT_EQUAL(out, RR_INT64);
  CHECK_OK(rr__kernel_out_dtype(&out, sum, RR_UINT32, RR_DTYPE_AUTO, 5));
  CU_ASSERT_EQUAL(out, RR_UINT64);
  CHECK_OK(rr__kernel_out_dtype(&out, sum, RR_FLOAT32, RR_DTYPE_AUTO, 5));
  CU_ASSERT_EQUAL(out, RR_FLOAT32);
  CHECK_OK(rr__kernel_out_dtype(&out, sum, RR_INT16, RR_FLOAT32, 5));
  CU_ASSERT_EQUAL(out, RR_FLOAT32);
  CHECK_FAILS(rr__kernel_out_dtype(&out, sum, RR_INT16, RR_INT32, 5), RR_EUSAGE, "hint: int64, float32");
  CHECK_FAILS(rr__kernel_out_dtype(&out, sum, RR_UINT16, RR_INT64, 5), RR_EUSAGE, "hint: uint64, float32");
  CHECK_FAILS(rr__kernel_out_dtype(&out, sum, RR_FLOAT64, RR_INT64, 5), RR_EUSAGE, "real numbers");
}

static void cells_get_a_dtype_that_holds_them_all(void)
{
  static const struct {
    rr_dtype from, to;
    bool holds;
  } pairs[] = {{RR_INT8, RR_INT16, true},     {RR_INT16, RR_INT8, false},     {RR_INT8, RR_UINT64, false},
               {RR_UINT8, RR_INT16, true},    {RR_UINT8, RR_INT8, false},     {RR_UINT32, RR_INT64, true},
               {RR_INT16, RR_FLOAT32, true},  {RR_INT32, RR_FLOAT32, false},  {RR_INT32, RR_FLOAT64, true},
               {RR_INT64, RR_FLOAT64, false}, {RR_FLOAT32, RR_FLOAT64, true}, {RR_FLOAT64, RR_FLOAT32, true},
               {RR_FLOAT32, RR_INT64, false}, {RR_UINT64, RR_INT64, false},   {RR_UINT16, RR_FLOAT32, true}};
  rr_dtype out;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    rr_status status = rr__kernel_out_dtype(&out, info_of("min"), pairs[i].from, pairs[i].to, 5);
    CU_ASSERT_EQUAL(status, pairs[i].holds ? RR_OK : RR_EUSAGE);
  }
  CHECK_OK(rr__kernel_out_dtype(&out, info_of("max"), RR_UINT16, RR_DTYPE_AUTO, 5));
  CU_ASSERT_EQUAL(out, RR_UINT16);
}

static void fp64_is_needed_where_doubles_are(void)
{
  CU_ASSERT_TRUE(rr__kernel_needs_fp64(info_of("sum"), RR_FLOAT32, RR_FLOAT32));
  CU_ASSERT_FALSE(rr__kernel_needs_fp64(info_of("sum"), RR_INT32, RR_INT64));
  CU_ASSERT_TRUE(rr__kernel_needs_fp64(info_of("sum"), RR_INT32, RR_FLOAT64));
  CU_ASSERT_FALSE(rr__kernel_needs_fp64(info_of("min"), RR_FLOAT32, RR_FLOAT32));
  CU_ASSERT_TRUE(rr__kernel_needs_fp64(info_of("mean"), RR_INT8, RR_FLOAT32));
  CU_ASSERT_FALSE(rr__kernel_needs_fp64(info_of("count"), RR_INT64, RR_INT32));
  CU_ASSERT_TRUE(rr__kernel_needs_fp64(info_of("count"), RR_FLOAT64, RR_INT32));
  CU_ASSERT_TRUE(rr__kernel_needs_fp64(info_of("count"), RR_INT64, RR_FLOAT64));
  CU_ASSERT_FALSE(rr__kernel_needs_fp64(info_of("normalize"), RR_FLOAT32, RR_FLOAT32));
  CU_ASSERT_TRUE(rr__kernel_needs_fp64(info_of("normalize"), RR_INT8, RR_FLOAT32));
}

static const test_case cases[] = {
    TEST(the_table_can_be_walked),
    TEST(kernels_are_found_by_name_and_method),
    TEST(bounds_become_cells),
    TEST(bad_parameters_are_named),
    TEST(choices_become_their_index),
    TEST(counts_get_a_dtype_that_holds_them),
    TEST(reals_stay_float32_only_for_float32),
    TEST(sums_get_64_bits_or_a_float),
    TEST(cells_get_a_dtype_that_holds_them_all),
    TEST(fp64_is_needed_where_doubles_are),
};
TEST_MAIN("args", cases)
