// SPDX-License-Identifier: MIT
// The language of expressions: what means what, as in C where C has it, and what is refused where.
#include "support.h"

#include "kernel/expression_parser.h"

#include <math.h>

static rr__parsed parsed;

static const char *const some_names[] = {
    "A", "B", "x", "a b", "sum", "e", "twice", "twice", "\xc3\xa9t\xc3\xa9", "q\"\\"};
static const rr__expression_columns named = {10, some_names}, unnamed = {5, NULL};

static const rr__node *output(size_t index)
{
  return &parsed.tree.nodes[parsed.outputs[index].node];
}

// The value of a constant expression.
static double value_of(const char *text)
{
  CHECK_OK(rr__expression_parse(&parsed, text, &unnamed));
  CU_ASSERT_EQUAL_FATAL(output(0)->kind, RR__NODE_NUMBER);
  return output(0)->number;
}

static void check_value(const char *text, double expected)
{
  double value = value_of(text);
  bool is_right = value == expected || (isnan(value) && isnan(expected));
  if (!is_right) printf("    %s is %.17g, not %.17g\n", text, value, expected);
  CU_ASSERT_TRUE(is_right);
}

#define SAME_AS_C(expression) check_value(#expression, (double)(expression))

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wparentheses" // the point is that there are none
static void operators_bind_as_in_c(void)
{
  SAME_AS_C(1.0 + 2 * 3 - 4);
  SAME_AS_C((1.0 + 2) * 3);
  SAME_AS_C(10.0 - 4 - 3);
  SAME_AS_C(64.0 / 4 / 2);
  SAME_AS_C(7 % 4 * 2);
  SAME_AS_C(-7 % 4);
  SAME_AS_C(1 + 2 << 3 - 1);
  SAME_AS_C(64 >> 2 >> 1);
  SAME_AS_C(1 << 2 < 5);
  SAME_AS_C(1 < 2 == 3 < 4);
  SAME_AS_C(5 & 3 == 3);
  SAME_AS_C(1 | 6 ^ 3 & 2);
  SAME_AS_C(4 ^ 1 | 2);
  SAME_AS_C(1 || 0 && 0);
  SAME_AS_C(0 && 1 || 1);
  SAME_AS_C(!1 == 0);
  SAME_AS_C(-2.0 * -3);
  SAME_AS_C(~5 + 1);
  SAME_AS_C(- -3.0);
  SAME_AS_C(!!7);
  SAME_AS_C(+4 - +1);
  SAME_AS_C(1 ? 2 : 0 ? 3 : 4);
  SAME_AS_C(0 ? 2 : 0 ? 3 : 4);
  SAME_AS_C(0 || 0 ? 2 : 3 + 4);
  SAME_AS_C(1 ? 0 ? 5 : 6 : 7);
  SAME_AS_C(2.0 != 3 && 2 <= 2 && 3 >= 4);
}
#pragma GCC diagnostic pop

static void division_is_of_real_numbers(void)
{
  check_value("7 / 2", 3.5);
  check_value("1 / 0", INFINITY);
  check_value("0 / 0", NAN);
  check_value("7.5 % 2", 1.5);
  check_value("7 % 0", NAN);
}

// Not constants to the compiler, which would compute them its own way.
static volatile double first_value, second_value;
#define CALL_OF_ONE(function, value)                                                                         \
  do {                                                                                                       \
    first_value = value;                                                                                     \
    check_value(#function "(" #value ")", function(first_value));                                            \
  } while (0)
#define CALL_OF_TWO(function, first, second)                                                                 \
  do {                                                                                                       \
    first_value = first;                                                                                     \
    second_value = second;                                                                                   \
    check_value(#function "(" #first ", " #second ")", function(first_value, second_value));                 \
  } while (0)

static void functions_are_those_of_c(void)
{
  CALL_OF_ONE(sqrt, 2);
  CALL_OF_ONE(cbrt, 27);
  CALL_OF_ONE(exp, 1);
  CALL_OF_ONE(exp2, 10);
  CALL_OF_ONE(expm1, 1e-10);
  CALL_OF_ONE(log, 10);
  CALL_OF_ONE(log2, 8);
  CALL_OF_ONE(log10, 1000);
  CALL_OF_ONE(log1p, 1e-10);
  CALL_OF_TWO(pow, 2, 0.5);
  CALL_OF_TWO(hypot, 3, 4);
  CALL_OF_ONE(sin, 1);
  CALL_OF_ONE(cos, 1);
  CALL_OF_ONE(tan, 1);
  CALL_OF_ONE(asin, 0.5);
  CALL_OF_ONE(acos, 0.5);
  CALL_OF_ONE(atan, 0.5);
  CALL_OF_TWO(atan2, 1, -1);
  CALL_OF_ONE(sinh, 1);
  CALL_OF_ONE(cosh, 1);
  CALL_OF_ONE(tanh, 1);
  CALL_OF_ONE(floor, -1.5);
  CALL_OF_ONE(ceil, -1.5);
  CALL_OF_ONE(trunc, -1.5);
  CALL_OF_TWO(fmod, -7.5, 2);
  check_value("abs(-3)", 3);
  check_value("sign(-3) + sign(7) * 10 + sign(0)", 9);
  check_value("isnan(nan) + isnan(1) + isinf(-inf) + isfinite(inf)", 2);
  check_value("min(3, 1, 2)", 1);
  check_value("max(3, 1, 7, 2)", 7);
  check_value("min(1, nan)", NAN);
  check_value("clamp(11, 0, 10) + clamp(-3, 0, 10) + clamp(5, 0, 10)", 15);
}

static void minus_zero_is_below_zero_for_min_and_max(void)
{
  CU_ASSERT_TRUE(signbit(value_of("min(0.0, -0.0)")));
  CU_ASSERT_TRUE(signbit(value_of("min(-0.0, 0.0)")));
  CU_ASSERT_FALSE(signbit(value_of("max(0.0, -0.0)")));
  CU_ASSERT_FALSE(signbit(value_of("max(-0.0, 0.0)")));
  CU_ASSERT_TRUE(signbit(value_of("max(-0.0, -0.0)")));
}

static void rounding_is_pythons(void)
{
  check_value("round(2.675, 2)", 2.67);
  check_value("round(0.5)", 0);
  check_value("round(1.5)", 2);
  check_value("round(2.5, 0)", 2);
  check_value("round(1234.5, -2)", 1200);
  check_value("round(15, -1)", 20);
  check_value("round(25, -1)", 20);
  check_value("round(0.0058, 2)", 0.01);
  check_value("round(1e300, 2)", 1e300);
  check_value("round(nan, 2)", NAN);
  check_value("round(-inf, -3)", -INFINITY);
  CU_ASSERT_TRUE(signbit(value_of("round(-0.3)")));
}

static void words_have_their_values(void)
{
  check_value("pi", acos(-1));
  check_value("e", exp(1));
  check_value("inf", INFINITY);
  check_value("-inf", -INFINITY);
  check_value("nan", NAN);
  check_value("true + true + false", 2);
}

static void bits_are_those_of_whole_numbers(void)
{
  check_value("-1 & 0xFF", 255);
  check_value("-8 >> 1", -4);
  check_value("-7 >> 1", -4);
  check_value("~0", -1);
  check_value("~-1", 0);
  check_value("1 << 63", 0x1p63);
  check_value("1 << 64", NAN);
  check_value("1 << -1", NAN);
  check_value("1 << 0.5", NAN);
  check_value("1.5 & 1", NAN);
  check_value("1e300 | 1", NAN);
  check_value("~inf", NAN);
  check_value("nan ^ 1", NAN);
}

static void columns_are_found_by_number_and_by_name(void)
{
  static const struct {
    const char *text;
    size_t column;
  } columns[] = {{"x[0]", 0},
                 {"x[9]", 9},
                 {"x[3 * 3 - 1]", 8},
                 {"A", 0},
                 {"B", 1},
                 {"x", 2},
                 {"x[\"x\"]", 2},
                 {"x[\"a b\"]", 3},
                 {"sum", 4},
                 {"x[\"sum\"]", 4},
                 {"x[\"e\"]", 5},
                 {"\xc3\xa9t\xc3\xa9", 8},
                 {"x[\"q\\\"\\\\\"]", 9}};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    CHECK_OK(rr__expression_parse(&parsed, columns[i].text, &named));
    CU_ASSERT_EQUAL(output(0)->kind, RR__NODE_COLUMN);
    CU_ASSERT_EQUAL(output(0)->column, columns[i].column);
  }
}

static void x_and_i_run_inside_of_functions_over_the_row(void)
{
  CHECK_OK(rr__expression_parse(&parsed, "sum(x * i + x[i])", &named));
  CU_ASSERT_EQUAL(output(0)->kind, RR__NODE_REDUCTION);
  CU_ASSERT_TRUE(parsed.tree.nodes[output(0)->inputs[0]].is_running);
  CU_ASSERT_FALSE(output(0)->is_running);
  CHECK_OK(rr__expression_parse(&parsed, "sum(x - min(x, 3)) + x", &named));
  CHECK_OK(rr__expression_parse(&parsed, "sum((x - mean(x)) * (x - mean(x))) / cols", &unnamed));
  CU_ASSERT_EQUAL(output(0)->level, 2);
  CHECK_OK(rr__expression_parse(&parsed, "min(x[0], x[1])", &unnamed));
  CU_ASSERT_EQUAL(output(0)->level, 0);
  CHECK_OK(rr__expression_parse(&parsed, "max(min(x[0], x), (x))", &named));
}

static void outputs_are_parted_by_commas_and_may_have_names(void)
{
  static const char *const names[] = {"A + B", "total", "a, b", "A == B", "\"", "max(A, B)"};
  CHECK_OK(
      rr__expression_parse(&parsed, " A + B , total = A, \"a, b\" =B, A == B,\"\\\"\"=1,max(A, B)", &named));
  CU_ASSERT_EQUAL_FATAL(parsed.output_count, 6);
  for (size_t i = 0; i < 6; i++) {
    const rr__parsed_output *out = &parsed.outputs[i];
    if (i == 4) continue; // the escape is undone where names are made
    CU_ASSERT_EQUAL(out->name_size, strlen(names[i]));
    CU_ASSERT_EQUAL(memcmp(out->name, names[i], out->name_size), 0);
  }
}

static void the_same_node_is_made_once(void)
{
  CHECK_OK(rr__expression_parse(&parsed, "x[0] * x[0] + x[0] * x[0]", &unnamed));
  CU_ASSERT_EQUAL(parsed.tree.count, 4); // the number 0, the column, its square, the sum
  CHECK_OK(rr__expression_parse(&parsed, "x[0] * 0.0 + x[0] * -0.0", &unnamed));
  CU_ASSERT_EQUAL(parsed.tree.nodes[output(0)->inputs[0]].operation, RR__OP_multiply);
  CU_ASSERT_NOT_EQUAL(output(0)->inputs[0], output(0)->inputs[1]);
}

static void whole_numbers_are_known_to_be_whole(void)
{
  static const char *const whole[] = {
      "x[0] > 3", "count(x > 3)",   "any(x)",     "-all(x) * 3 + count(x)", "cols",        "7",
      "!x[0]",    "A > 1 ? 2 : -3", "sum(x > 3)", "min(count(x), 3)",       "isnan(x[0])", "abs(-2 - cols)"};
  static const char *const real[] = {"x[0]",        "7.0",    "cols / 2",        "min(x)",
                                     "mean(x > 3)", "sum(x)", "round(2.5)",      "7 % 2 + x[0]",
                                     "cols * cols", "sum(i)", "A > 1 ? 2 : 0.5", "1 << 2"};
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
    CHECK_OK(rr__expression_parse(&parsed, whole[i], &named));
    if (!output(0)->is_whole) printf("    %s\n", whole[i]);
    CU_ASSERT_TRUE(output(0)->is_whole);
  }
  for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
    CHECK_OK(rr__expression_parse(&parsed, real[i], &named));
    if (output(0)->is_whole) printf("    %s\n", real[i]);
    CU_ASSERT_FALSE(output(0)->is_whole);
  }
}

typedef struct wrong_text {
  const char *text, *error;
} wrong_text;

static void check_wrong(const wrong_text *wrong, size_t count, const rr__expression_columns *columns)
{
  for (size_t i = 0; i < count; i++)
    CHECK_FAILS(rr__expression_parse(&parsed, wrong[i].text, columns), RR_EUSAGE, wrong[i].error);
}

static void what_is_no_expression_is_refused_with_its_place(void)
{
  static const wrong_text wrong[] = {
      {"", "expression, column 1: expected a value, at its end"},
      {"  ", "column 3: expected a value"},
      {"1 +", "column 4: expected a value, at its end"},
      {"(1", "column 3: expected ')'"},
      {"(1, 2)", "column 3: expected ')', at ', 2)'"},
      {"1)", "column 2: expected an operator, a comma or the end, at ')'"},
      {"1 2", "column 3: expected an operator, a comma or the end"},
      {"1,", "column 3: expected a value"},
      {"1 ? 2", "column 6: expected ':'"},
      {"* 2", "column 1: expected a value, at '* 2'"},
      {"x[0] = 3", "column 6: expected an operator, a comma or the end, at '= 3'; hint: == compares"},
      {"(x[0] = 3)", "hint: == compares"},
      {"a = b = 3", "column 5: there is no such column"},
      {"1 < 2 < 3", "column 7: a chain of comparisons, at '< 3'; hint: 4 <= x && x <= 8"},
      {"1 == 2 != 3", "column 8: a chain of comparisons"},
      {"count(4 <= x <= 8)", "column 14: a chain of comparisons"},
      {"x[0", "column 4: expected ']'"},
      {"x[]", "column 3: expected a value"},
      {"x(0)", "column 1: there is no such function"},
      {"\"A\"", "column 1: a column's name in quotes stands in brackets"},
      {"a[0]", "column 1: only x has an index"},
      {"x", "column 1: x needs an index here"},
      {"sum(x) + i", "column 10: i has no meaning here"},
      {"min(x, 1)", "column 5: x needs an index here"},
  };
  check_wrong(wrong, sizeof wrong / sizeof *wrong, &unnamed);
}

static void wrong_calls_say_what_a_function_takes(void)
{
  static const wrong_text wrong[] = {
      {"sqrt()", "column 6: expected a value"},
      {"1 + sqrt(1, 2)", "column 5: sqrt takes one value"},
      {"pow(1)", "pow takes two values"},
      {"sum(x, 1)", "sum takes one value, of x"},
      {"count()", "column 7: expected a value"},
      {"min(x[0])", "min takes several values, or one of x"},
      {"max(min(x))", "max takes several values, or one of x"},
      {"round(1, 2, 3)", "round takes a value and"},
      {"round(1, x[0])", "a constant number of decimal places, from -22 to 22"},
      {"round(1, 0.5)", "a constant number of decimal places"},
      {"round(1, 23)", "a constant number of decimal places"},
      {"round(1, nan)", "a constant number of decimal places"},
      {"clamp(1, 2)", "clamp takes a value, the least and the greatest"},
      {"sqr(2)", "there is no such function, at 'sqr(2)'; hint: did you mean 'sqrt'?"},
      {"rond(2)", "did you mean 'round'?"},
      {"cuont(x)", "did you mean 'count'?"},
      {"least(1, 2)", "there is no such function"},
      {"add(1, 2)", "there is no such function"},
      {"pi(2)", "there is no such function"},
      {"min(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17)", "min takes at most 16 values"},
  };
  check_wrong(wrong, sizeof wrong / sizeof *wrong, &unnamed);
}

static void wrong_columns_are_told_which_there_are(void)
{
  static const wrong_text by_number[] = {
      {"x[5]", "column 3: there is no column of this number, at '5]'; hint: the columns are x[0] to x[4]"},
      {"x[-1]", "there is no column of this number"},
      {"x[0.5]", "there is no column of this number"},
      {"x[nan]", "there is no column of this number"},
      {"x[inf]", "there is no column of this number"},
      {"A", "column 1: there is no such column, at 'A'; hint: the columns are x[0] to x[4]"},
      {"x[\"A\"]", "column 3: there is no such column"},
  };
  static const wrong_text by_name[] = {
      {"height", "there is no such column, at 'height'; hint: the columns are A, B, x, a b"},
      {"twcie", "did you mean 'twice'?"},
      {"twice", "more than one column has this name"},
      {"x[\"twice\"]", "more than one column has this name"},
      {"x[\"a  b\"]", "did you mean 'a b'?"},
      {"2 * e",
       "column 5: a word of the language, but a column has this name too, at 'e'; hint: x[\"e\"] is the "
       "column, exp(1) the number"},
      {"x[10]", "hint: the columns are x[0] to x[9]"},
  };
  static const char *const none[] = {NULL};
  check_wrong(by_number, sizeof by_number / sizeof *by_number, &unnamed);
  check_wrong(by_name, sizeof by_name / sizeof *by_name, &named);
  CHECK_FAILS(rr__expression_parse(&parsed, "x[0]", &(rr__expression_columns){0, none}), RR_EUSAGE,
              "hint: there are no columns");
}

// `count` times `unit`, between `before` and `after`.
static char *repeated(const char *before, const char *unit, size_t count, const char *after)
{
  size_t size = strlen(unit);
  char *text = malloc(strlen(before) + count * size + strlen(after) + 1), *at = stpcpy(text, before);
  for (size_t i = 0; i < count; i++) at = stpcpy(at, unit);
  strcpy(at, after);
  return text;
}

static void check_repeated(const char *before, const char *unit, size_t count, const char *after,
                           const char *error)
{
  char *text = repeated(before, unit, count, after);
  if (error)
    CHECK_FAILS(rr__expression_parse(&parsed, text, &unnamed), RR_EUSAGE, error);
  else
    CHECK_OK(rr__expression_parse(&parsed, text, &unnamed));
  free(text);
}

static void size_and_depth_are_limited(void)
{
  check_repeated("", "(", 100000, "", "longer than 8192 bytes");
  check_repeated("", "(", 8000, "", "too deeply nested");
  check_repeated("", "-", 8000, "1", "too deeply nested");
  check_repeated("", "1?", 2000, "", "too deeply nested");
  check_repeated("", "x[", 2000, "", "too deeply nested");
  check_repeated("", "sqrt(", 1000, "", "too deeply nested");
  check_repeated("", "min(1,", 1000, "", "too deeply nested");
  check_repeated("", "sum(", 1000, "", "too deeply nested");
  check_repeated("1", "*1", 4000, "", NULL);
  check_repeated("1", ",1", 63, "", NULL);
  check_repeated("1", ",1", 64, "", "more than 64 outputs");
  check_repeated("x[0]", "*x[0]", 1000, "", NULL);
  check_repeated("x[0]", "*x[0]", 1100, "", "too many different operations");
  check_repeated("x[0]", ">x[0]", 2, "", "a chain of comparisons");
}

static const test_case cases[] = {
    TEST(operators_bind_as_in_c),
    TEST(division_is_of_real_numbers),
    TEST(functions_are_those_of_c),
    TEST(minus_zero_is_below_zero_for_min_and_max),
    TEST(rounding_is_pythons),
    TEST(words_have_their_values),
    TEST(bits_are_those_of_whole_numbers),
    TEST(columns_are_found_by_number_and_by_name),
    TEST(x_and_i_run_inside_of_functions_over_the_row),
    TEST(outputs_are_parted_by_commas_and_may_have_names),
    TEST(the_same_node_is_made_once),
    TEST(whole_numbers_are_known_to_be_whole),
    TEST(what_is_no_expression_is_refused_with_its_place),
    TEST(wrong_calls_say_what_a_function_takes),
    TEST(wrong_columns_are_told_which_there_are),
    TEST(size_and_depth_are_limited),
};
TEST_MAIN("expression_parser", cases)
