// SPDX-License-Identifier: MIT
// The text of an expression, made into code by the system's C compiler: it gives the interpreter's bits.
#include "expression_support.h"

#include "kernel/expression_text.h"

enum { RUNS = 8 };

static rr_context *context;
static rr__parsed parsed;

static char *text_of(const char *expression, const rr__expression_columns *columns)
{
  rr__program program;
  char *text = NULL;
  CHECK_OK(rr__expression_parse(&parsed, expression, columns));
  CHECK_OK(rr__program_make(&program, &parsed));
  CHECK_OK(rr__expression_text(&text, &program));
  rr__program_release(&program);
  return text;
}

// False where there is no compiler.
static bool check_same(const char *expression, const rr_matrix *in)
{
  char *text = text_of(expression, &(rr__expression_columns){rr_matrix_cols(in), NULL});
  rr_matrix *interpreted = NULL, *compiled = NULL;
  rr_run_options options = {.device = "cpu"};
  CHECK_OK(rr_map_expression(context, expression, in, &interpreted, &options, NULL));
  CHECK_OK(rr_kernel_register(context, &(rr_kernel_source){.name = "compiled", .text = text}));
  rr_status status = rr_run(context, "compiled", NULL, in, &compiled, &options, NULL);
  bool has_compiler = !(status == RR_EBUILD && strstr(rr_error_text(), "no C compiler"));
  if (has_compiler) {
    CHECK_OK(status);
    bool is_same =
        rr_matrix_dtype(compiled) == rr_matrix_dtype(interpreted) &&
        rr_matrix_bytes(compiled) == rr_matrix_bytes(interpreted) &&
        memcmp(rr_matrix_cells(compiled), rr_matrix_cells(interpreted), rr_matrix_bytes(compiled)) == 0;
    if (!is_same) printf("    %s: %s\n", rr_dtype_name(rr_matrix_dtype(in)), expression);
    CU_ASSERT_TRUE(is_same);
  }
  CHECK_OK(rr_kernel_unregister(context, "compiled"));
  rr_matrix_free(compiled);
  rr_matrix_free(interpreted);
  free(text);
  return has_compiler;
}

static void compiled_and_interpreted_give_the_same_bits(void)
{
  for (size_t i = 0; i < RUNS; i++) {
    char expression[TEST_EXPRESSION_BYTES];
    size_t cols = 1 + test_random_below(9);
    test_random_expression(expression, cols, 10, true);
    rr_matrix *in = test_random_cells(300, cols, (rr_dtype)(1 + test_random_below(RR_DTYPE_END - 1)));
    bool has_compiler = check_same(expression, in);
    rr_matrix_free(in);
    if (!has_compiler) return;
  }
}

// Not of constants, which a compiler may compute in its own way.
static void functions_are_those_of_the_same_library(void)
{
  rr_matrix *in = test_random_cells(2000, 2, RR_FLOAT64);
  (void)check_same(
      "cbrt(x[0]), exp(x[0]), exp2(x[0]), expm1(x[0]), log(x[0]), log2(x[0]), log10(x[0]), log1p(x[0]), "
      "sin(x[0]), cos(x[0]), tan(x[0]), asin(x[0]), acos(x[0]), atan(x[0]), sinh(x[0]), cosh(x[0]), "
      "tanh(x[0]), pow(x[0], x[1]), hypot(x[0], x[1]), atan2(x[0], x[1]), fmod(x[0], x[1])",
      in);
  rr_matrix_free(in);
}

static void rounding_has_the_same_bits_compiled(void)
{
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = 20000, .cols = 2, .dtype = RR_FLOAT64}));
  double *cells = rr_matrix_data(in);
  for (size_t i = 0; i < 40000; i++) cells[i] = ((double)test_random_below(2000000) - 1e6) / 1000;
  (void)check_same(
      "round(x[0], 2), round(x[1] * x[0], 3), round(x[0] / 7, 12), round(x[1] * 100, -2), round(x[0])", in);
  rr_matrix_free(in);
}

static void nothing_of_the_users_is_in_the_text(void)
{
  static const char *const names[] = {"A", "*/ #include <evil.h>\n", "x\");",
                                      "?"
                                      "?/"};
  char *text = text_of("B = x[\"*/ #include <evil.h>\n\"] + A, \"x\\\")\" = x[\"x\\\");\"] * 1.5",
                       &(rr__expression_columns){4, names});
  CU_ASSERT_PTR_NULL(strstr(text, "evil"));
  CU_ASSERT_PTR_NULL(strstr(text, "\")"));
  CU_ASSERT_PTR_NULL(strstr(text, "1.5"));
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "0x18000000000000p-52"));
  free(text);
}

static const test_case cases[] = {
    TEST(compiled_and_interpreted_give_the_same_bits),
    TEST(functions_are_those_of_the_same_library),
    TEST(rounding_has_the_same_bits_compiled),
    TEST(nothing_of_the_users_is_in_the_text),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, NULL)) return 1;
  int code = test_main(argc, argv, "compile_expression", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return code;
}
