// SPDX-License-Identifier: MIT
// The language of expressions, given anything. The first byte, a digit, says how many columns there are; from
// 5 on they have names. What is an expression is also run, and gives what the reference gives.
#include "fuzz_support.h"

#include "core/utf8.h"
#include "kernel/expression_interpreter.h"
#include "kernel/expression_reference.h"
#include "kernel/expression_text.h"
#include "texts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 3, MOST_COLS = 9, LONGEST_RUN = 300 };

// No device compiles anything here.
const rr__text rr__texts[] = {{"expression_functions.h", ""}, {NULL, NULL}};

// The references of the kernels are not built here, and what they share lies beside them.
long double rr__vector_get(const rr__vector *vector, size_t i)
{
  return ((const double *)vector->cells)[i * vector->stride];
}

static const char *const names[MOST_COLS] = {"A", "B", "x", "a b", "sum", "e", "\xc3\xa9", "A", "\""};
static rr__parsed parsed;

static const double *cells_of_row(size_t row)
{
  static const double cells[ROWS][MOST_COLS] = {{8, 8, 3, 7, 7, 0, 4, 2, 5},
                                                {0.5, -0.0, 1e300, -1e-300, 2.675, 0, 1, 2, 3},
                                                {NAN, INFINITY, -INFINITY, 1, 2, 3, 4, 5, 6}};
  return cells[row];
}

static void check_refused(rr_status status)
{
  FUZZ_CHECK(status == RR_EUSAGE);
  const char *text = rr_error_text();
  FUZZ_CHECK(strstr(text, "expression"));
  while (*text) {
    uint32_t character;
    size_t length = rr__utf8_decode(&character, text, SIZE_MAX);
    FUZZ_CHECK(length > 0 && rr__utf8_is_harmless(character));
    text += length;
  }
}

static void check_row(const rr__program *program, size_t cols, size_t row)
{
  int64_t bits[RR__MOST_OUTPUTS];
  double got[RR__MOST_OUTPUTS];
  long double values[RR__MOST_OUTPUTS], errors[RR__MOST_OUTPUTS];
  rr__cpu_call call = {.in = cells_of_row(row),
                       .in_stride = MOST_COLS,
                       .rows = 1,
                       .cols = cols,
                       .out = bits,
                       .out_stride = program->output_count,
                       .out_cell_bytes = sizeof *bits,
                       .dtype = RR_FLOAT64,
                       .user = program};
  const rr__cpu_kernel *instance =
      program->gives_integers ? &rr__interpreter_of_integers : &rr__interpreter_of_reals;
  instance->run_rows(&call);
  memcpy(got, bits, sizeof got);
  rr__expression_expect(values, errors, &parsed, &(rr__vector){cells_of_row(row), RR_FLOAT64, cols, 1});
  for (size_t i = 0; i < program->output_count; i++) {
    long double value = program->gives_integers ? (long double)bits[i] : (long double)got[i];
    bool is_right = isinf(errors[i]) || value == values[i] || (isnan(value) && isnan(values[i])) ||
                    fabsl(value - values[i]) <= errors[i];
    FUZZ_CHECK(is_right);
  }
}

static void check_run(size_t cols, bool is_short)
{
  rr__program program;
  char *text = NULL;
  rr_status status = rr__program_make(&program, &parsed);
  if (status) {
    check_refused(status);
    return;
  }
  FUZZ_CHECK(rr__expression_text(&text, &program) == RR_OK);
  FUZZ_CHECK(strstr(text, "OUT(0) = "));
  free(text);
  for (size_t row = 0; row < ROWS && is_short; row++) check_row(&program, cols, row);
  rr__program_release(&program);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
  if (size < 1) return -1;
  size_t cols = (uint8_t)(bytes[0] - '0') % (MOST_COLS + 1);
  rr__expression_columns columns = {cols, cols >= 5 ? names : NULL};
  char *text = malloc(size);
  if (!text) abort();
  memcpy(text, bytes + 1, size - 1);
  text[size - 1] = '\0';
  rr_status status = rr__expression_parse(&parsed, text, &columns);
  if (status)
    check_refused(status);
  else
    check_run(cols, size < LONGEST_RUN);
  free(text);
  return 0;
}
