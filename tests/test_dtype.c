// SPDX-License-Identifier: MIT
// The table of dtypes.
#include "support.h"

static void names_and_sizes_are_numpys(void)
{
  CU_ASSERT_STRING_EQUAL(rr_dtype_name(RR_UINT16), "uint16");
  CU_ASSERT_EQUAL(rr_dtype_size(RR_UINT16), 2);
  CU_ASSERT_EQUAL(rr_dtype_size(RR_FLOAT64), 8);
  CU_ASSERT_EQUAL(rr_dtype_size(RR_DTYPE_AUTO), 0);
  CU_ASSERT_STRING_EQUAL(rr_dtype_name((rr_dtype)99), "unknown");
}

static void classes_follow_the_c_type(void)
{
  CU_ASSERT_TRUE(rr_dtype_is_float(RR_FLOAT32));
  CU_ASSERT_FALSE(rr_dtype_is_float(RR_INT64));
  CU_ASSERT_TRUE(rr_dtype_is_signed(RR_INT8));
  CU_ASSERT_FALSE(rr_dtype_is_signed(RR_UINT64));
}

static void parse_takes_every_name_and_lists_them_on_error(void)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    rr_dtype parsed = RR_DTYPE_AUTO;
    CHECK_OK(rr_dtype_parse(&parsed, rr_dtype_name((rr_dtype)dtype)));
    CU_ASSERT_EQUAL((int)parsed, dtype);
  }
  rr_dtype parsed;
  CHECK_FAILS(rr_dtype_parse(&parsed, "complex64"), RR_EUSAGE, "complex64");
  CHECK_FAILS(rr_dtype_parse(&parsed, "int"), RR_EUSAGE, "float32");
  CHECK_FAILS(rr_dtype_parse(&parsed, "auto"), RR_EUSAGE, "auto");
}

static const test_case cases[] = {
    TEST(names_and_sizes_are_numpys),
    TEST(classes_follow_the_c_type),
    TEST(parse_takes_every_name_and_lists_them_on_error),
};
TEST_MAIN("dtype", cases)
