// SPDX-License-Identifier: MIT
// The dictionary of a .npy header: every legal form, and everything else refused.
#include "support.h"

#include "io/npy_header.h"

static rr_status parse(rr__npy_header *out, const char *text)
{
  return rr__npy_header_parse(out, text, strlen(text), "a.npy");
}

static void check_refused(const char *text, const char *culprit)
{
  rr__npy_header header;
  CHECK_FAILS(parse(&header, text), RR_EFORMAT, culprit);
  test_text_contains(rr_error_text(), "a.npy: bad .npy header");
}

static void check_descr_refused(const char *descr, const char *culprit)
{
  char text[256];
  snprintf(text, sizeof text, "{'descr': %s, 'fortran_order': False, 'shape': (2, 3), }", descr);
  check_refused(text, culprit);
}

static void check_shape_refused(const char *shape, const char *culprit)
{
  char text[256];
  snprintf(text, sizeof text, "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }", shape);
  check_refused(text, culprit);
}

static void check_shape(const char *shape, int ndim, size_t rows, size_t cols)
{
  char text[256];
  rr__npy_header header;
  snprintf(text, sizeof text, "{'descr': '<i2', 'fortran_order': False, 'shape': %s, }", shape);
  CHECK_OK(parse(&header, text));
  CU_ASSERT_EQUAL(header.ndim, ndim);
  CU_ASSERT_EQUAL(header.rows, rows);
  CU_ASSERT_EQUAL(header.cols, cols);
  CU_ASSERT_EQUAL(header.bytes, rows * cols * 2);
}

static void any_order_quotes_and_blanks_are_accepted(void)
{
  static const char *const texts[] = {
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 5), }          \n",
      "{'shape':(4,5),'fortran_order':False,'descr':'<f8'}",
      "{\"fortran_order\" : False , \"descr\" :\t\"<f8\" ,\n \"shape\" : ( 4 , 5 , ) , }",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4L, 5L), }",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    rr__npy_header header;
    CHECK_OK(parse(&header, texts[i]));
    CU_ASSERT_EQUAL(header.dtype, RR_FLOAT64);
    CU_ASSERT_EQUAL(header.rows, 4);
    CU_ASSERT_EQUAL(header.cols, 5);
    CU_ASSERT_EQUAL(header.bytes, 160);
    CU_ASSERT_FALSE(header.is_fortran);
  }
}

static void every_shape_of_one_or_two_dimensions_is_read(void)
{
  check_shape("(4, 5)", 2, 4, 5);
  check_shape("(7,)", 1, 7, 1);
  check_shape("(7L,)", 1, 7, 1);
  check_shape("(0,)", 1, 0, 1);
  check_shape("(9, 0)", 2, 9, 0);
  check_shape("(0, 9)", 2, 0, 9);
}

static void bad_shapes_are_refused(void)
{
  check_shape_refused("()", "no dimensions");
  check_shape_refused("(1, 2, 3)", "more than two dimensions");
  check_shape_refused("(-1, 5)", "negative");
  check_shape_refused("(5, -1)", "negative");
  check_shape_refused("(5)", "no tuple");
  check_shape_refused("5", "no tuple");
  check_shape_refused("[4, 5]", "no tuple");
  check_shape_refused("(4.0, 5)", "comma");
  check_shape_refused("(4 5)", "comma");
  check_shape_refused("(a, 5)", "whole numbers");
  check_shape_refused("(, 5)", "whole numbers");
  check_shape_refused("(0x10, 5)", "comma");
  check_shape_refused("(1_0, 5)", "comma");
  check_shape_refused("(010, 5)", "starts with 0");
  check_shape_refused("(4, 5", "whole numbers");
  check_shape_refused("(4, 5, '", "whole numbers");
  check_shape_refused("(__import__('os').system('id'), 5)", "whole numbers");
}

static void shapes_beyond_the_address_space_are_refused(void)
{
  check_shape_refused("(99999999999999999999, 1)", "larger than the address space");
  check_shape_refused("(18446744073709551616,)", "larger than the address space");
  check_shape_refused("(4294967296, 4294967296)", "larger than the address space");
  check_shape_refused("(2305843009213693952, 1)", "larger than the address space"); // times 8 bytes
  check_shape_refused("(18446744073709551615, 0)", "larger than the address space");
  check_shape_refused("(0, 18446744073709551615)", "larger than the address space");
}

static void check_descr(const char *descr, rr_dtype dtype, bool is_swapped)
{
  char text[256];
  rr__npy_header header;
  snprintf(text, sizeof text, "{'descr': '%s', 'fortran_order': True, 'shape': (2, 3), }", descr);
  CHECK_OK(parse(&header, text));
  CU_ASSERT_EQUAL(header.dtype, dtype);
  CU_ASSERT_EQUAL(header.is_swapped, is_swapped);
  CU_ASSERT_TRUE(header.is_fortran);
}

static void every_dtype_and_byte_order_is_read(void)
{
  bool is_big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
  check_descr("|b1", RR_UINT8, false);
  check_descr("|i1", RR_INT8, false);
  check_descr("|u1", RR_UINT8, false);
  check_descr(">u1", RR_UINT8, false);
  check_descr("<i2", RR_INT16, is_big);
  check_descr(">i2", RR_INT16, !is_big);
  check_descr("<u2", RR_UINT16, is_big);
  check_descr(">i4", RR_INT32, !is_big);
  check_descr("<u4", RR_UINT32, is_big);
  check_descr("=i8", RR_INT64, false);
  check_descr("|i8", RR_INT64, false);
  check_descr(">u8", RR_UINT64, !is_big);
  check_descr("<f4", RR_FLOAT32, is_big);
  check_descr(">f8", RR_FLOAT64, !is_big);
}

static void other_dtypes_are_refused_by_name(void)
{
  check_descr_refused("'|O'", "object (a pickle");
  check_descr_refused("'|S5'", "byte string");
  check_descr_refused("'<U5'", "string");
  check_descr_refused("'|V8'", "void");
  check_descr_refused("'<M8[ns]'", "datetime");
  check_descr_refused("'<m8[s]'", "timedelta");
  check_descr_refused("'<c16'", "complex");
  check_descr_refused("'<c8'", "complex");
  check_descr_refused("'<f2'", "float16");
  check_descr_refused("'<f16'", "'<f16'");
  check_descr_refused("[('x', '<f8'), ('y', '<f8')]", "structured");
  check_descr_refused("('<f8', (2,))", "structured");
  check_descr_refused("'<i3'", "'<i3'");
  check_descr_refused("''", "''");
  check_descr_refused("'<<i4'", "'<<i4'");
  check_descr_refused("'<i4\x1B[2J'", "\\x1b[2J");
  check_descr_refused("'<i4aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'", "unknown");
  check_descr_refused("None", "a string is expected");
  check_descr_refused("'\\x3ci4'", "escape");
}

static void keys_must_be_there_once_and_be_known(void)
{
  check_refused("{'descr': '<f8', 'fortran_order': False, }", "'shape' is missing");
  check_refused("{'descr': '<f8', 'shape': (1, 2), }", "'fortran_order' is missing");
  check_refused("{'fortran_order': False, 'shape': (1, 2), }", "'descr' is missing");
  check_refused("{}", "'descr' is missing");
  check_refused("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)}", "twice");
  check_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), 'shape': (1, 3)}", "twice");
  check_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), 'extra': 1}", "unknown key");
  check_refused("{'descr_': '<f8', 'fortran_order': False, 'shape': (1, 2)}", "unknown key");
}

static void fortran_order_must_be_a_boolean(void)
{
  check_refused("{'descr': '<f8', 'fortran_order': 1, 'shape': (1, 2)}", "neither True nor False");
  check_refused("{'descr': '<f8', 'fortran_order': 'True', 'shape': (1, 2)}", "neither True nor False");
  check_refused("{'descr': '<f8', 'fortran_order': true, 'shape': (1, 2)}", "neither True nor False");
  check_refused("{'descr': '<f8', 'fortran_order': Trueish, 'shape': (1, 2)}", "expected");
}

static void what_is_no_dictionary_is_refused(void)
{
  rr__npy_header header;
  check_refused("", "'{' is expected");
  check_refused("[]", "'{' is expected");
  check_refused("{", "string is expected");
  check_refused("{'descr", "no end");
  check_refused("{'descr'", "':' is expected");
  check_refused("{'descr': ", "string is expected");
  check_refused("{'descr': '<f8' 'shape': (1, 2)}", "',' or '}'");
  check_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)", "',' or '}'");
  check_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)} x", "after the dictionary");
  check_refused("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)}{}", "after the dictionary");
  static const char nul[] = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)}  \0 ";
  CHECK_FAILS(rr__npy_header_parse(&header, nul, sizeof nul - 1, "a.npy"), RR_EFORMAT,
              "a NUL byte; at byte 59");
}

static void headers_are_written_as_numpy_writes_them(void)
{
  char text[RR__NPY_HEADER_ROOM];
  static const char numpy[] =
      "\x93NUMPY\1\0v\0{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }"
      "                                                          \n";
  rr__npy_header header = {.dtype = RR_UINT8, .ndim = 2, .rows = 2, .cols = 3};
  CU_ASSERT_EQUAL_FATAL(rr__npy_header_write(text, &header), 128);
  CU_ASSERT_EQUAL(memcmp(text, numpy, 128), 0);
}

static void written_headers_are_read_again(void)
{
  static const size_t sizes[] = {0, 1, 7, 4096, 123456789};
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    for (size_t i = 0; i < 5; i++) {
      char text[RR__NPY_HEADER_ROOM];
      rr__npy_header header = {.dtype = (rr_dtype)dtype, .ndim = 2, .rows = sizes[i], .cols = sizes[4 - i]},
                     read;
      size_t size = rr__npy_header_write(text, &header);
      CU_ASSERT_EQUAL(size % 64, 0);
      CHECK_OK(rr__npy_header_parse(&read, text + 10, size - 10, "a.npy"));
      CU_ASSERT_EQUAL(read.dtype, header.dtype);
      CU_ASSERT_FALSE(read.is_swapped);
      CU_ASSERT_EQUAL(read.rows, header.rows);
      CU_ASSERT_EQUAL(read.cols, header.cols);
    }
  }
}

static const test_case cases[] = {
    TEST(any_order_quotes_and_blanks_are_accepted),
    TEST(every_shape_of_one_or_two_dimensions_is_read),
    TEST(bad_shapes_are_refused),
    TEST(shapes_beyond_the_address_space_are_refused),
    TEST(every_dtype_and_byte_order_is_read),
    TEST(other_dtypes_are_refused_by_name),
    TEST(keys_must_be_there_once_and_be_known),
    TEST(fortran_order_must_be_a_boolean),
    TEST(what_is_no_dictionary_is_refused),
    TEST(headers_are_written_as_numpy_writes_them),
    TEST(written_headers_are_read_again),
};
TEST_MAIN("npy_header", cases)
