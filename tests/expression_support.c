// SPDX-License-Identifier: MIT
// Every operator and function comes up, none deeper than a few levels.
#include "expression_support.h"

#include "core/decimal_integer.h"
#include "core/matrix.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>

typedef struct writer {
  char *at;
  size_t cols;
  bool exact, in_reduction;
} writer;

static void put(writer *self, const char *format, ...) RR_PRINTF(2, 3);
static void put(writer *self, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  self->at += vsprintf(self->at, format, args);
  va_end(args);
}

static const char *one_of(const char *const *words, size_t count)
{
  return words[test_random_below(count)];
}
#define ONE_OF(...)                                                                                          \
  one_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void put_value(writer *self, unsigned depth);

static void put_leaf(writer *self)
{
  switch (test_random_below(self->in_reduction ? 7 : 4)) {
  case 0:
    put(self, "%s",
        ONE_OF("0", "1", "2", "0.5", "-3", "1e3", "0x1F", "pi", "e", "nan", "inf", "cols", "true"));
    break;
  case 1: put(self, "%zu", test_random_below(100)); break;
  case 2:
  case 3: put(self, "x[%zu]", test_random_below(self->cols)); break;
  case 4: put(self, "i"); break;
  default: put(self, "x"); break;
  }
}

static void put_call(writer *self, unsigned depth)
{
  static const char *const exact[] = {"abs",  "sign",  "floor", "ceil",     "trunc",
                                      "sqrt", "isnan", "isinf", "isfinite", "round"};
  static const char *const others[] = {"cbrt",  "exp",   "exp2", "expm1", "log", "log2",
                                       "log10", "log1p", "sin",  "cos",   "tan", "asin",
                                       "acos",  "atan",  "sinh", "cosh",  "tanh"};
  bool is_exact = self->exact || test_random_below(2);
  put(self, "%s(", is_exact ? one_of(exact, 10) : one_of(others, 17));
  put_value(self, depth);
  put(self, ")");
}

static void put_call_of_two(writer *self, unsigned depth)
{
  put(self, "%s(",
      self->exact ? ONE_OF("min", "max", "fmod") : ONE_OF("min", "max", "fmod", "pow", "hypot", "atan2"));
  put_value(self, depth);
  put(self, ", ");
  put_value(self, depth);
  put(self, ")");
}

static void put_reduction(writer *self, unsigned depth)
{
  bool outer = self->in_reduction;
  self->in_reduction = true;
  put(self, "%s(x %s ", ONE_OF("sum", "mean", "min", "max", "count", "any", "all"),
      ONE_OF("+", "*", ">", "-", "=="));
  put_value(self, depth);
  put(self, ")");
  self->in_reduction = outer;
}

static void put_pair(writer *self, unsigned depth)
{
  put(self, "(");
  put_value(self, depth);
  put(self, " %s ",
      ONE_OF("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||", "&", "|", "^", "<<",
             ">>"));
  put_value(self, depth);
  put(self, ")");
}

static void put_others(writer *self, unsigned depth)
{
  switch (test_random_below(4)) {
  case 0:
    put(self, "%s", ONE_OF("-", "!", "~", "+"));
    put_value(self, depth);
    break;
  case 1:
    put(self, "(");
    put_value(self, depth);
    put(self, " ? ");
    put_value(self, depth);
    put(self, " : ");
    put_value(self, depth);
    put(self, ")");
    break;
  case 2:
    put(self, "x[abs(");
    put_value(self, depth);
    put(self, ") * (x[0] == x[0])]"); // no constant, since those are looked at
    break;
  default:
    put(self, "round(");
    put_value(self, depth);
    put(self, ", %d)", (int)test_random_below(9) - 4);
    break;
  }
}

static void put_value(writer *self, unsigned depth)
{
  if (depth == 0) {
    put_leaf(self);
    return;
  }
  switch (test_random_below(9)) {
  case 0: put_leaf(self); break;
  case 1: put_call(self, depth - 1); break;
  case 2: put_call_of_two(self, depth - 1); break;
  case 3: put_reduction(self, depth - 1); break;
  case 4:
  case 5: put_others(self, depth - 1); break;
  default: put_pair(self, depth - 1); break;
  }
}

void test_random_expression(char text[TEST_EXPRESSION_BYTES], size_t cols, size_t outputs, bool exact)
{
  writer self = {.at = text, .cols = cols, .exact = exact};
  for (size_t i = 0; i < outputs; i++) {
    if (i > 0) put(&self, ", ");
    put_value(&self, 1 + (unsigned)test_random_below(4));
  }
}

static long double random_number(rr_dtype dtype)
{
  static const double broken[] = {0.5, -0.0, 1e300, -1e-300, DBL_MAX, DBL_TRUE_MIN, 2.675, 0.1};
  long double most = dtype == RR_FLOAT64 || dtype == RR_FLOAT32 ? 9007199254740992.0L
                                                                : (long double)rr__dtype_highest(dtype);
  if (most > 9007199254740992.0L) most = 9007199254740992.0L;
  bool is_float = rr_dtype_is_float(dtype);
  switch (test_random_below(20)) {
  case 0: return most;
  case 1: return rr_dtype_is_signed(dtype) ? -most : 0;
  case 2: return is_float ? (long double)NAN : 1;
  case 3: return is_float ? test_random_below(2) ? (long double)INFINITY : -(long double)INFINITY : 2;
  case 4:
  case 5: return is_float ? (long double)broken[test_random_below(8)] : 3;
  case 6:
  case 7: return is_float ? (long double)test_random_below(100000) / 1000 : 4;
  default: return (long double)test_random_below(20) - (rr_dtype_is_signed(dtype) ? 10 : 0);
  }
}

rr_matrix *test_random_cells(size_t rows, size_t cols, rr_dtype dtype)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){.rows = rows, .cols = cols, .dtype = dtype}));
  for (size_t i = 0; i < rows * cols; i++) {
    long double number = random_number(dtype);
    switch (dtype) {
#define STORE(name, value, type)                                                                             \
  case value: ((type *)matrix->data)[i] = (type)number; break;
      RR_DTYPE_LIST(STORE)
#undef STORE
    case RR_DTYPE_AUTO:
    case RR_DTYPE_END: break;
    }
  }
  return matrix;
}
