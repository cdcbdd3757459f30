// SPDX-License-Identifier: MIT
// What a user's kernel says of itself is read as compilers read it, and what is wrong with it is named.
#include "support.h"

#include "kernel/text_scan.h"

static rr_status scan(rr__text_facts *out, const char *text)
{
  rr__text_clean clean;
  rr_status status = rr__text_clean_make(&clean, text, "my.cl");
  if (status) return status;
  status = rr__text_scan(out, &clean, text, "my.cl");
  rr__text_clean_free(&clean);
  return status;
}

static void a_row_says_parameters_outputs_and_results(void)
{
  rr__text_facts facts;
  CHECK_OK(scan(&facts,
                "// param top = 4.5: highest: all\n"
                "  // param low: lowest\n"
                "// output names: a b , c\n"
                "#define PARAMS(EACH) EACH(f64, low) \\\n  EACH(CELL, top) EACH(REAL, r) EACH(u8, n)\n"
                "#define OUTPUTS 2 // two\n"
                "typedef /* x */ i16 result_t;\n"
                "ROW\n{\n}\n"));
  CU_ASSERT_EQUAL(facts.shape, RR_ROW);
  CU_ASSERT_EQUAL(facts.outputs, 2);
  CU_ASSERT_EQUAL(facts.result, RR_RESULT_FIXED);
  CU_ASSERT_EQUAL(facts.result_dtype, RR_INT16);
  CU_ASSERT_EQUAL_FATAL(facts.param_count, 4);
  CU_ASSERT_STRING_EQUAL(facts.params[0].name, "low");
  CU_ASSERT_EQUAL(facts.params[0].kind, RR_PARAM_NUMBER);
  CU_ASSERT_EQUAL(facts.params[0].dtype, RR_FLOAT64);
  CU_ASSERT_PTR_NULL(facts.params[0].fallback);
  CU_ASSERT_STRING_EQUAL(facts.params[0].help, "lowest");
  CU_ASSERT_EQUAL(facts.params[1].kind, RR_PARAM_CELL);
  CU_ASSERT_STRING_EQUAL(facts.params[1].fallback, "4.5");
  CU_ASSERT_STRING_EQUAL(facts.params[1].help, "highest: all");
  CU_ASSERT_EQUAL(facts.params[2].kind, RR_PARAM_REAL);
  CU_ASSERT_EQUAL(facts.params[3].dtype, RR_UINT8);
  CU_ASSERT_STRING_EQUAL(facts.output_names[0], "a b");
  CU_ASSERT_STRING_EQUAL(facts.output_names[1], "c");
  rr__text_facts_free(&facts);
}

static void what_is_not_said_has_a_meaning(void)
{
  rr__text_facts facts;
  CHECK_OK(scan(&facts, "ROW { OUT(0) = X(0); }"));
  CU_ASSERT_FALSE(facts.has_params || facts.has_outputs || facts.has_result);
  CU_ASSERT_EQUAL(facts.outputs, 1);
  CU_ASSERT_EQUAL(facts.result, RR_RESULT_REAL);
  CU_ASSERT_PTR_NULL(facts.output_names[0]);
  rr__text_facts_free(&facts);
}

static void check_shape(const char *text, rr_shape shape)
{
  rr__text_facts facts;
  CHECK_OK(scan(&facts, text));
  CU_ASSERT_EQUAL(facts.shape, shape);
  rr__text_facts_free(&facts);
}

static void the_shape_is_told_by_what_is_defined(void)
{
  static const char fold[] = "step(a) merge(a) finish(a)";
  static const char scale[] = "step(a) merge(a) finish(a) apply (c)";
  static const char macro[] = "#define apply(c) c\nstep(a) merge(a) finish(a)";
  static const char remark[] =
      "// ROW\n/*\nROW */ int ROWS; \nstep(a) merge(a) finish(a) x = \"apply(\"; apply;";
  check_shape(fold, RR_FOLD);
  check_shape(scale, RR_SCALE);
  check_shape(macro, RR_SCALE);
  check_shape(remark, RR_FOLD);
  check_shape("x\n  ROW\n{}", RR_ROW);
}

static void mistakes_are_named_with_their_line(void)
{
  static const char *const texts[][2] = {
      {"", "ROW"},
      {"step(a) merge(a)", "step, merge and finish"},
      {"\n#define PARAMS(F) F(int, a)\nROW{}", "my.cl:2: 'int'"},
      {"#define PARAMS(F) F(f64 a)\nROW{}", "'a'"},
      {"#define PARAMS(F) G(f64, a)\nROW{}", "'G'"},
      {"#define PARAMS F(f64, a)\nROW{}", "'F'"},
      {"#define PARAMS(F) F(f64, 3)\nROW{}", "'3'"},
      {"#define PARAMS(F) F(f64, a\nROW{}", "'ROW'"},
      {"#define PARAMS(F)\n#define PARAMS(F)\nROW{}", "my.cl:2: 'PARAMS' is defined twice"},
      {"#define OUTPUTS 0\nROW{}", "'0'"},
      {"#define OUTPUTS 65\nROW{}", "'65'"},
      {"#define OUTPUTS N\nROW{}", "'N'"},
      {"#define OUTPUTS\nROW{}", "'ROW'"},
      {"#define OUTPUTS 1\n#define OUTPUTS 2\nROW{}", "my.cl:2"},
      {"\ntypedef double result_t;\nROW{}", "my.cl:2: 'double'"},
      {"typedef f32 result_t;\ntypedef f64 result_t;\nROW{}", "twice"},
      {"\n\n// param b = 3\n#define PARAMS(F) F(f64, a)\nROW{}", "my.cl:3: there is no parameter 'b'"},
      {"// output names: a, b\nROW{}", "my.cl:1: 2 names for 1 results"},
      {"#define OUTPUTS 3\n// output names: a, b\nROW{}", "2 names for 3"},
      {"#define OUTPUTS 2\nstep(a) merge(a) finish(a)", "only a ROW"},
  };
  rr__text_facts facts;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    CHECK_FAILS(scan(&facts, texts[i][0]), RR_EUSAGE, texts[i][1]);
}

static void as_many_parameters_as_fit_and_no_more(void)
{
  char text[1024] = "#define PARAMS(F)";
  rr__text_facts facts;
  for (int i = 0; i < RR_MAX_PARAMS; i++) sprintf(text + strlen(text), " F(f64, p%d)", i);
  size_t used = strlen(text);
  strcpy(text + used, "\nROW{}");
  CHECK_OK(scan(&facts, text));
  CU_ASSERT_EQUAL(facts.param_count, RR_MAX_PARAMS);
  CU_ASSERT_STRING_EQUAL(facts.params[15].name, "p15");
  rr__text_facts_free(&facts);
  strcpy(text + used, " F(f64, more)\nROW{}");
  CHECK_FAILS(scan(&facts, text), RR_EUSAGE, "'more'");
}

static const test_case cases[] = {
    TEST(a_row_says_parameters_outputs_and_results), TEST(what_is_not_said_has_a_meaning),
    TEST(the_shape_is_told_by_what_is_defined),      TEST(mistakes_are_named_with_their_line),
    TEST(as_many_parameters_as_fit_and_no_more),
};
TEST_MAIN("text_scan", cases)
