// SPDX-License-Identifier: MIT
// Text read column by column: each column's dtype, some columns only, columns of text, what pandas writes.
#include "support.h"

#include "core/frame.h"

#include <math.h>

#define CHOSEN(...) ((const char *const[]){__VA_ARGS__, NULL})

static rr_status load_text(rr_frame **out, const char *text, const rr_load_options *options)
{
  test_write_file(test_path("a.csv"), text, strlen(text));
  return rr_frame_load(out, test_path("a.csv"), options);
}

// Read and written again; `dtypes` has a letter for each column: i, u, f.
static void check_read(const char *text, const rr_load_options *options, const char *dtypes,
                       const char *expected)
{
  rr_frame *frame = NULL;
  CHECK_OK(load_text(&frame, text, options));
  CU_ASSERT_EQUAL_FATAL(rr_frame_cols(frame), strlen(dtypes));
  for (size_t col = 0; dtypes[col]; col++)
    CU_ASSERT_EQUAL(rr_frame_column_dtype(frame, col), dtypes[col] == 'i'   ? RR_INT64
                                                       : dtypes[col] == 'u' ? RR_UINT64
                                                                            : RR_FLOAT64);
  CHECK_OK(rr_frame_save(frame, test_path("b.csv"), NULL));
  char *saved = test_read_file(test_path("b.csv"), NULL);
  CU_ASSERT_STRING_EQUAL(saved, expected);
  free(saved);
  rr_frame_free(frame);
}

static void check_refused(const char *text, const rr_load_options *options, const char *culprit)
{
  rr_frame *frame = NULL;
  CHECK_FAILS(load_text(&frame, text, options), RR_EFORMAT, culprit);
  CU_ASSERT_PTR_NULL(frame);
}

static void each_column_has_its_own_dtype(void)
{
  check_read("1,0.5\n2,1\n", NULL, "if", "1,0.5\n2,1.0\n");
  check_read("1,1\n2,2\n3,0.5\n", NULL, "if", "1,1.0\n2,2.0\n3,0.5\n");
  check_read("1,1,1\n2,2,x1\n", &(rr_load_options){.columns = CHOSEN("0", "1")}, "ii", "1,1\n2,2\n");
  check_read("-1,18446744073709551615\n-2,3\n", NULL, "iu", "-1,18446744073709551615\n-2,3\n");
  check_read("1,nan\n-0,2\n", NULL, "if", "1,nan\n0,2.0\n");
  check_read("1,2\n,3\n", &(rr_load_options){.empty_is_nan = true}, "fi", "1.0,2\nnan,3\n");
  check_read("1,2\n3,4.5\n", &(rr_load_options){.dtype = RR_FLOAT64}, "ff", "1.0,2.0\n3.0,4.5\n");
}

static void what_came_before_the_first_float_is_read_again(void)
{
  check_read("-0,1\n1,2\n0.5,3\n", NULL, "fi", "-0.0,1\n1.0,2\n0.5,3\n");
  check_read("1,-0\n2,5\n3.5,6\n4,7.25\n", NULL, "ff", "1.0,-0.0\n2.0,5.0\n3.5,6.0\n4.0,7.25\n");
  check_refused("9007199254740993,1\n2,3\n0.5,4\n", NULL,
                "a.csv:1:1: '9007199254740993' is an integer beyond 2^53");
  check_refused("1,2\n18446744073709551615,3\n0.5,4\n", NULL, "a.csv:2:1: '18446744073709551615'");
  check_refused("0.5,1\n9007199254740993,4\n", NULL, "a.csv:2:1: '9007199254740993'");
  check_read("9007199254740993,0.5\n2,1\n", NULL, "if", "9007199254740993,0.5\n2,1.0\n"); // of another column
}

static void integers_keep_to_their_own_column(void)
{
  check_refused("1,18446744073709551615\n2,-3\n", NULL,
                "a.csv:1:3: '18446744073709551615' is an integer beyond int64");
  check_refused("-1,2\n5,18446744073709551616\n", NULL,
                "a.csv:2:3: '18446744073709551616' is an integer beyond int64 and uint64");
  check_refused("1,-9223372036854775809\n", NULL, "a.csv:1:3:");
  check_read("9223372036854775808,-9223372036854775808\n", NULL, "ui",
             "9223372036854775808,-9223372036854775808\n");
  check_read("x,18446744073709551615\ny,3\n", &(rr_load_options){.header = RR_NO, .index = RR_INDEX_FIRST},
             "u", "18446744073709551615\n3\n");
}

static void a_matrix_has_one_dtype_for_all(void)
{
  rr_matrix *matrix = NULL;
  test_write_file(test_path("m.csv"), "1,-0,x\n2,3,y\n4,0.5,z\n", 21);
  rr_load_options options = {.columns = CHOSEN("1", "0"), .header = RR_NO};
  CHECK_OK(rr_matrix_load(&matrix, test_path("m.csv"), &options));
  CU_ASSERT_EQUAL_FATAL(rr_matrix_dtype(matrix), RR_FLOAT64);
  const double expected[] = {-0.0, 1, 3, 2, 0.5, 4};
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(matrix), expected, sizeof expected), 0);
  rr_matrix_free(matrix);
  test_write_file(test_path("m.csv"), "1,5\n9007199254740993,2\n3,0.5\n", 28);
  matrix = NULL;
  CHECK_FAILS(rr_matrix_load(&matrix, test_path("m.csv"), NULL), RR_EFORMAT, "m.csv:2:1: '9007199254740993'");
  CU_ASSERT_PTR_NULL(matrix);
}

static void columns_are_chosen_by_name_and_by_number(void)
{
  static const char people[] = "name,age,height\nBob,31,1.8\n\"Al, jr\",7,1.25\n";
  check_read(people, &(rr_load_options){.columns = CHOSEN("age")}, "i", "age\n31\n7\n");
  check_read(people, &(rr_load_options){.columns = CHOSEN("height", "age")}, "fi",
             "height,age\n1.8,31\n1.25,7\n");
  check_read(people, &(rr_load_options){.columns = CHOSEN("2", "age")}, "fi", "height,age\n1.8,31\n1.25,7\n");
  check_read("1,2,3\n4,5,6\n", &(rr_load_options){.columns = CHOSEN("2", "0", "1")}, "iii", "3,1,2\n6,4,5\n");
  check_read("\"a,b\",\"say \"\"x\"\"\"\n1,2\n", &(rr_load_options){.columns = CHOSEN("say \"x\"")}, "i",
             "\"say \"\"x\"\"\"\n2\n");
  check_read(people, &(rr_load_options){.columns = CHOSEN("age"), .dtype = RR_FLOAT64}, "f",
             "age\n31.0\n7.0\n");
}

static void an_index_has_no_number(void)
{
  check_read(",A,B\nx,1,2\ny,3,4\n", &(rr_load_options){.columns = CHOSEN("1")}, "i", "B\n2\n4\n");
  check_read("x,1,2\ny,3,4\n",
             &(rr_load_options){.columns = CHOSEN("0"), .index = RR_INDEX_FIRST, .header = RR_NO}, "i",
             "1\n3\n");
}

static void columns_that_are_not_there_are_told(void)
{
  rr_frame *frame = NULL;
  CHECK_FAILS(load_text(&frame, "name,age\nBob,31\n", &(rr_load_options){.columns = CHOSEN("aeg")}),
              RR_EUSAGE, "a.csv: there is no column 'aeg' among name, age; hint: did you mean 'age'?");
  CHECK_FAILS(load_text(&frame, "1,2\n", &(rr_load_options){.columns = CHOSEN("2")}), RR_EUSAGE,
              "from 0 to 1");
  CHECK_FAILS(load_text(&frame, ",A\n0,2\n", &(rr_load_options){.columns = CHOSEN("A", "0")}), RR_EUSAGE,
              "chosen twice");
  CU_ASSERT_PTR_NULL(frame);
}

static void a_column_of_text_is_named_with_those_to_choose(void)
{
  static const char people[] = "name,age,town,height\nBob,31,Ulm,1.8\nAl,7,,1.25\n";
  check_refused(people, NULL, "a.csv:2:1: 'Bob' is not a number: column 'name' is text");
  test_text_contains(rr_error_text(), "--columns age,height");
  check_refused(people, &(rr_load_options){.columns = CHOSEN("age", "town")}, "a.csv:2:8: 'Ulm'");
  test_text_contains(rr_error_text(),
                     "column 'town' is text; hint: take those of numbers: --columns age,height");
  check_refused(
      "1,x,2\n3,y,4\n", &(rr_load_options){.index = RR_INDEX_FIRST, .header = RR_YES},
      "a.csv:2:3: 'y' is not a number: column 'x' is text; hint: take those of numbers: --columns 2");
  check_refused("a b,c\n1,x\n", NULL, "--columns 0");
  check_refused(",A,B\n0,1,x\n", NULL, "column 'B' is text; hint: take those of numbers: --columns A");
  check_refused("1,2\n3,4\nx,5\n", NULL,
                "a.csv:3:1: 'x' is not a number, as others in column 0 (from 0) are");
  test_text_contains(rr_error_text(), "--columns 1");
  check_refused("A\nx\n", NULL, "hint: --header and --index tell what is no data");
  check_refused("A,B\n1,2\n", &(rr_load_options){.header = RR_NO},
                "a.csv:1:1: 'A' is not a number; hint: --header and --index");
  check_refused("A,B,C\n1,x,2\n3,y\n", NULL, "column 'B' is text"); // what comes first is told
}

static void a_long_list_of_columns_is_cut(void)
{
  char text[4096];
  size_t used = 0;
  for (int i = 0; i < 200; i++) used += (size_t)snprintf(text + used, sizeof text - used, "column_%d,", i);
  used += (size_t)snprintf(text + used, sizeof text - used, "t\n");
  for (int i = 0; i < 200; i++) used += (size_t)snprintf(text + used, sizeof text - used, "%d,", i);
  snprintf(text + used, sizeof text - used, "x\n");
  check_refused(text, NULL, "column 't' is text; hint: take those of numbers: --columns column_0,column_1,");
  test_text_contains(rr_error_text(), ",...");
}

static void lines_are_looked_at_whole_where_columns_are_skipped(void)
{
  rr_load_options first = {.columns = CHOSEN("A")};
  check_refused("A,B\n1,x\n2\n", &first, "a.csv:3:1: '2' ends its row: expected 2 cells, found 1");
  check_refused("A,B\n1,x\n2,y,z\n", &first, "a.csv:3:5: 'z' is a cell too many");
  check_refused("A,B\n1,\"x\n2,y\n", &first, "a.csv:2:3: 'x\\n2,y' has an opening quote");
  check_refused("A,B\n1,\"x\"y\n", &first, "followed by text");
  check_refused("A,B\n1,x\n\n2,y\n", &first, "found 0");
  check_read("A,B\n1,\"two\nlines\"\n2,\n", &first, "i", "A\n1\n2\n");
  check_refused("A,B\n1,\"two\nlines\"\nx,\n", &first, "a.csv:4:1: 'x'");
}

// Written by pandas 1.5.3 (Debian 12) from pd.DataFrame([[8, 5], [5, 3], [3, 4]]), with columns=['A', 'B']
// where there are names, and from pd.DataFrame({'name': ['Bob', 'Al, "jr"'], 'age': [31, 7], 'height': [1.8,
// float('nan')], 'big': [2**53 + 1, -1], 'ok': [True, False]}); the calls stand beside the texts.
static void what_pandas_writes_is_read(void)
{
  check_read(",0,1\n0,8,5\n1,5,3\n2,3,4\n", NULL, "ii", "0,1\n8,5\n5,3\n3,4\n"); // to_csv()
  check_read("0,1\n8,5\n5,3\n3,4\n", &(rr_load_options){.header = RR_YES}, "ii",
             "0,1\n8,5\n5,3\n3,4\n");                                            // to_csv(index=False)
  check_read(",A,B\n0,8,5\n1,5,3\n2,3,4\n", NULL, "ii", "A,B\n8,5\n5,3\n3,4\n"); // to_csv()
  check_read("A,B\n8,5\n5,3\n3,4\n", NULL, "ii", "A,B\n8,5\n5,3\n3,4\n");        // to_csv(index=False)
  check_read("0,8,5\n1,5,3\n2,3,4\n", &(rr_load_options){.index = RR_INDEX_FIRST},
             "ii", // to_csv(header=False)
             "8,5\n5,3\n3,4\n");
  static const char people[] =
      ",name,age,height,big,ok\n"
      "0,Bob,31,1.8,9007199254740993,True\n"
      "1,\"Al, \"\"jr\"\"\",7,,-1,False\n"; // to_csv()
  check_read(people, &(rr_load_options){.columns = CHOSEN("age", "big", "height"), .empty_is_nan = true},
             "iif", "age,big,height\n31,9007199254740993,1.8\n7,-1,nan\n");
  check_refused(people, NULL, "column 'name' is text; hint: take those of numbers: --columns age,height,big");
  check_refused(people, &(rr_load_options){.columns = CHOSEN("height")}, "a.csv:3:18: '' is an empty cell");
  check_refused(people, &(rr_load_options){.columns = CHOSEN("ok")}, "a.csv:2:31: 'True' is not a number");
}

static void keep_warning(const char *text, void *user)
{
  snprintf(user, 256, "%s", text);
}

static void a_header_that_looks_like_data_draws_a_warning(void)
{
  static const struct {
    const char *text;
    bool warns;
  } cases[] = {
      {"5.1,3.5,setosa\n4.9,3.0,setosa\n", true},
      {"name,2020,2021\nBob,1,2\n", true},
      {"A,B,C\n5.1,3.5,setosa\n", false},
      {"name,town\nBob,Ulm\n", false},
      {"5.1,3.5,setosa\n4.9,setosa,1\n", false},
      {"1,x\n", false},
      {"1,x\n2,y,z\n", false},
      {"1,x\n2,\"y\n", false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char warning[256] = "";
    rr_frame *frame = NULL;
    rr_status status = load_text(&frame, cases[i].text, &(rr_load_options){.log = {keep_warning, warning}});
    if (cases[i].warns)
      test_text_contains(warning, "it looks like the line below it; hint: --header no or --header yes");
    else
      CU_ASSERT_STRING_EQUAL(warning, "");
    CU_ASSERT_EQUAL(status == RR_OK, frame != NULL);
    rr_frame_free(frame);
  }
}

static const test_case cases[] = {
    TEST(each_column_has_its_own_dtype),
    TEST(what_came_before_the_first_float_is_read_again),
    TEST(integers_keep_to_their_own_column),
    TEST(a_matrix_has_one_dtype_for_all),
    TEST(columns_are_chosen_by_name_and_by_number),
    TEST(an_index_has_no_number),
    TEST(columns_that_are_not_there_are_told),
    TEST(a_column_of_text_is_named_with_those_to_choose),
    TEST(a_long_list_of_columns_is_cut),
    TEST(lines_are_looked_at_whole_where_columns_are_skipped),
    TEST(what_pandas_writes_is_read),
    TEST(a_header_that_looks_like_data_draws_a_warning),
};
TEST_MAIN("csv_columns", cases)
