// SPDX-License-Identifier: MIT
// Ragged rows as text: which lines are rows, which dtype their values get, what is refused and with which
// words.
#include "support.h"

#include "core/ragged.h"

#include <math.h>

static rr_status load_text(rr_ragged **out, const char *text, const rr_ragged_load_options *options)
{
  const char *path = test_path("lists.csv");
  test_write_file(path, text, strlen(text));
  return rr_ragged_load(out, path, options);
}

// What was read, as text again: rows between bars, "1 2|3||".
static const char *shown(const rr_ragged *ragged)
{
  static char text[512];
  size_t used = 0;
  text[0] = '\0';
  for (size_t row = 0; row < ragged->rows; row++) {
    for (uint64_t i = ragged->offsets[row]; i < ragged->offsets[row + 1]; i++) {
      double value = ragged->dtype == RR_FLOAT64 ? ((const double *)ragged->values)[i]
                                                 : (double)((const int64_t *)ragged->values)[i];
      const char *gap = i == ragged->offsets[row] ? "" : " ";
      used += (size_t)snprintf(text + used, sizeof text - used, "%s%g", gap, value);
    }
    used += (size_t)snprintf(text + used, sizeof text - used, "|");
  }
  return text;
}

static void check_read(const char *text, const rr_ragged_load_options *options, rr_dtype dtype,
                       const char *expected)
{
  rr_ragged *ragged = NULL;
  CHECK_OK(load_text(&ragged, text, options));
  CU_ASSERT_EQUAL_FATAL(ragged->dtype, dtype);
  if (strcmp(shown(ragged), expected) != 0) printf("    '%s' instead of '%s'\n", shown(ragged), expected);
  CU_ASSERT_STRING_EQUAL(shown(ragged), expected);
  rr_ragged_free(ragged);
}

static void check_refused(const char *text, const rr_ragged_load_options *options, const char *culprit)
{
  rr_ragged *ragged = NULL;
  CHECK_FAILS(load_text(&ragged, text, options), RR_EFORMAT, culprit);
  CU_ASSERT_PTR_NULL(ragged);
}

static void every_line_is_a_row(void)
{
  check_read("1,2,3\n4\n5,6\n", NULL, RR_INT64, "1 2 3|4|5 6|");
  check_read("1,2,3\n4\n5,6", NULL, RR_INT64, "1 2 3|4|5 6|");
  check_read("1,2\r\n\r\n3\r\n", NULL, RR_INT64, "1 2||3|");
  check_read(
      "\xEF\xBB\xBF"
      "1\n2,3\n",
      NULL, RR_INT64, "1|2 3|");
  check_read(" 1 ,\t2\n 3\n", NULL, RR_INT64, "1 2|3|");
  check_read("\"1\",\"2\"\n\"3\"\n", NULL, RR_INT64, "1 2|3|");
}

static void empty_lines_are_empty_rows_wherever_they_stand(void)
{
  check_read("\n", NULL, RR_INT64, "|");
  check_read("\n1\n", NULL, RR_INT64, "|1|");
  check_read("1\n\n\n", NULL, RR_INT64, "1|||");
  check_read("1\n\n2\n", NULL, RR_INT64, "1||2|");
  check_read("1\n  \n2\n ", NULL, RR_INT64, "1||2||");
  check_read("1\n\r", NULL, RR_INT64, "1|");
  check_read("", NULL, RR_INT64, "");
}

static void floats_make_all_values_floats(void)
{
  check_read("1,2\n\n0.5\n", NULL, RR_FLOAT64, "1 2||0.5|");
  check_read("1\nnan,inf\n", NULL, RR_FLOAT64, "1|nan inf|");
  check_read("1,2\n", &(rr_ragged_load_options){.dtype = RR_FLOAT64}, RR_FLOAT64, "1 2|");
  check_read("1,,2\n\n", &(rr_ragged_load_options){.empty_is_nan = true}, RR_FLOAT64, "1 nan 2||");
  check_read("1,\"\"\n\"\"\n", &(rr_ragged_load_options){.empty_is_nan = true}, RR_FLOAT64, "1 nan|nan|");
  rr_ragged *ragged = NULL;
  CHECK_OK(load_text(&ragged, "-0\n1.5\n", NULL));
  CU_ASSERT_TRUE(signbit(*(const double *)ragged->values));
  rr_ragged_free(ragged);
}

static void integers_are_exact(void)
{
  rr_ragged *ragged = NULL;
  CHECK_OK(load_text(&ragged, "9007199254740993\n-9223372036854775808,9223372036854775807\n", NULL));
  const int64_t *integers = ragged->values;
  CU_ASSERT_EQUAL(ragged->dtype, RR_INT64);
  CU_ASSERT_TRUE(integers[0] == 9007199254740993 && integers[1] == INT64_MIN && integers[2] == INT64_MAX);
  rr_ragged_free(ragged);
  CHECK_OK(load_text(&ragged, "1\n18446744073709551615,9223372036854775808\n", NULL));
  CU_ASSERT_EQUAL(ragged->dtype, RR_UINT64);
  CU_ASSERT_EQUAL(((const uint64_t *)ragged->values)[1], UINT64_MAX);
  rr_ragged_free(ragged);
  CHECK_OK(load_text(&ragged, "1,-2\n3\n", &(rr_ragged_load_options){.dtype = RR_INT8}));
  CU_ASSERT_EQUAL(memcmp(ragged->values, "\1\376\3", 3), 0);
  rr_ragged_free(ragged);
}

static void what_is_refused_is_named_with_its_place(void)
{
  check_refused("1,2\n3,x\n", NULL, "lists.csv:2:3: 'x' is not a number; hint: lists have no header");
  check_refused("a,b\n1,2\n", NULL, "lists.csv:1:1: 'a'");
  check_refused("1,,2\n", NULL, "lists.csv:1:3: '' is an empty cell; hint: --empty=nan");
  check_refused("1\n2,\n", NULL, "lists.csv:2:3: '' is an empty cell");
  check_refused("1\n\"\"\n", NULL, "lists.csv:2:1: ''");
  check_refused("1\n\"2\n", NULL, "lists.csv:2:1:");
  check_refused("1\n18446744073709551616\n", NULL, "lists.csv:2:1: '18446744073709551616' is an integer");
  check_refused("1\n\n9223372036854775808,-1\n", NULL, "lists.csv:3:1: '9223372036854775808' is an integer");
  check_refused("9007199254740993\n0.5\n", NULL,
                "lists.csv:1:1: '9007199254740993' is an integer beyond 2^53");
  check_refused("1\n300\n", &(rr_ragged_load_options){.dtype = RR_UINT8}, "lists.csv:2:1: '300'");
  check_refused("1\n1e400\n", NULL, "lists.csv:2:1: '1e400' is out of the range");
  check_refused(
      "\xFF\xFE"
      "1",
      NULL, "UTF-16");
  const char *path = test_path("nul.csv");
  rr_ragged *ragged = NULL;
  test_write_file(path, "1\n2\0", 4);
  CHECK_FAILS(rr_ragged_load(&ragged, path, NULL), RR_EFORMAT, "nul.csv:2:2: a NUL byte");
}

static void tabs_part_cells_in_tsv(void)
{
  const char *path = test_path("lists.tsv");
  rr_ragged *ragged = NULL;
  test_write_file(path, "1\t2\n\n3\n", 7);
  CHECK_OK(rr_ragged_load(&ragged, path, NULL));
  CU_ASSERT_STRING_EQUAL(shown(ragged), "1 2||3|");
  rr_ragged_free(ragged);
  test_write_file(path, "1\n\t\n", 4);
  CHECK_FAILS(rr_ragged_load(&ragged, path, NULL), RR_EFORMAT, "lists.tsv:2:1: '' is an empty cell");
}

static void written_rows_keep_their_dtype(void)
{
  static const uint64_t offsets[] = {0, 2, 2, 3};
  static const double values[] = {5, 0.1, 1e16};
  rr_ragged *ragged = NULL;
  const char *path = test_path("out.csv");
  CHECK_OK(rr_ragged_wrap(&ragged, values, &(rr_ragged_layout){3, offsets, RR_FLOAT64}));
  CHECK_OK(rr_ragged_save(ragged, path, NULL));
  char *text = test_read_file(path, NULL);
  CU_ASSERT_STRING_EQUAL(text, "5.0,0.1\n\n1e+16\n");
  free(text);
  CHECK_OK(rr_ragged_save(ragged, path, &(rr_save_options){.round = true, .digits = 0, .head = 2}));
  text = test_read_file(path, NULL);
  CU_ASSERT_STRING_EQUAL(text, "5.0,0.0\n\n");
  free(text);
  rr_ragged_free(ragged);
}

static const test_case cases[] = {
    TEST(every_line_is_a_row),
    TEST(empty_lines_are_empty_rows_wherever_they_stand),
    TEST(floats_make_all_values_floats),
    TEST(integers_are_exact),
    TEST(what_is_refused_is_named_with_its_place),
    TEST(tabs_part_cells_in_tsv),
    TEST(written_rows_keep_their_dtype),
};
TEST_MAIN("ragged_text", cases)
