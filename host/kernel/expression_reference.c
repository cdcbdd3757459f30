// SPDX-License-Identifier: MIT
// Basic operations are those of IEEE 754, once each, so they have no error of their own; library functions
// are computed in long double, and may be off by what the OpenCL standard allows. An error goes on through an
// operation by trying the operation on both ends of each value's interval.
#include "kernel/expression_reference.h"

#include "io/rounding.h"

#include <float.h>
#include <math.h>

typedef struct estimate {
  double value, error;
} estimate;

// By OpenCL 1.2, table 7.4 (double precision): the largest of all but pow is atan2's.
enum { LIBRARY_ULP = 6, POW_ULP = 16 };

static double least(double a, double b)
{
  if (isnan(a) || isnan(b)) return NAN;
  if (a == b) return signbit(a) ? a : b;
  return a < b ? a : b;
}

static double on_bits(rr__operation operation, double a, double b)
{
  const double most = 9007199254740992.0;
  if (a != nearbyint(a) || b != nearbyint(b) || fabs(a) > most) return NAN;
  if (operation == RR__OP_shift_left) return b < 0 || b > 63 ? (double)NAN : ldexp(a, (int)b);
  if (operation == RR__OP_shift_right) return b < 0 || b > 63 ? (double)NAN : floor(ldexp(a, -(int)b));
  if (fabs(b) > most) return NAN;
  long long i = (long long)a, j = (long long)b;
  if (operation == RR__OP_bit_not) return (double)~i;
  if (operation == RR__OP_bit_and) return (double)(i & j);
  return operation == RR__OP_bit_or ? (double)(i | j) : (double)(i ^ j);
}

// b is 10 to the power of the decimal places, or, for multiples, of their negative.
static double rounded(rr__operation operation, double a, double b)
{
  int places = (int)lround(log10(b));
  return rr__round_float64(a, operation == RR__OP_round_multiples ? -places : places);
}

static double library(rr__operation operation, long double a, long double b)
{
  switch (operation) {
  case RR__OP_cbrt: return (double)cbrtl(a);
  case RR__OP_exp: return (double)expl(a);
  case RR__OP_exp2: return (double)exp2l(a);
  case RR__OP_expm1: return (double)expm1l(a);
  case RR__OP_log: return (double)logl(a);
  case RR__OP_log2: return (double)log2l(a);
  case RR__OP_log10: return (double)log10l(a);
  case RR__OP_log1p: return (double)log1pl(a);
  case RR__OP_pow: return (double)powl(a, b);
  case RR__OP_hypot: return (double)hypotl(a, b);
  case RR__OP_sin: return (double)sinl(a);
  case RR__OP_cos: return (double)cosl(a);
  case RR__OP_tan: return (double)tanl(a);
  case RR__OP_asin: return (double)asinl(a);
  case RR__OP_acos: return (double)acosl(a);
  case RR__OP_atan: return (double)atanl(a);
  case RR__OP_atan2: return (double)atan2l(a, b);
  case RR__OP_sinh: return (double)sinhl(a);
  case RR__OP_cosh: return (double)coshl(a);
  default: return (double)tanhl(a);
  }
}

static double apply(rr__operation operation, double a, double b, double c)
{
  switch (operation) {
  case RR__OP_negative: return -a;
  case RR__OP_not: return a == 0;
  case RR__OP_bit_not: return on_bits(operation, a, 0);
  case RR__OP_multiply: return a * b;
  case RR__OP_divide: return a / b;
  case RR__OP_remainder:
  case RR__OP_fmod: return fmod(a, b);
  case RR__OP_add: return a + b;
  case RR__OP_subtract: return a - b;
  case RR__OP_shift_left:
  case RR__OP_shift_right:
  case RR__OP_bit_and:
  case RR__OP_bit_xor:
  case RR__OP_bit_or: return on_bits(operation, a, b);
  case RR__OP_less: return a < b;
  case RR__OP_less_or_equal: return a <= b;
  case RR__OP_greater: return a > b;
  case RR__OP_greater_or_equal: return a >= b;
  case RR__OP_equal: return a == b;
  case RR__OP_not_equal: return a != b;
  case RR__OP_and: return a != 0 && b != 0;
  case RR__OP_or: return a != 0 || b != 0;
  case RR__OP_choose: return a != 0 ? b : c;
  case RR__OP_count_one: return b != 0 ? a + 1 : a;
  case RR__OP_least: return least(a, b);
  case RR__OP_greatest: return -least(-a, -b);
  case RR__OP_round_fractions:
  case RR__OP_round_multiples: return rounded(operation, a, b);
  case RR__OP_abs: return signbit(a) ? -a : a;
  case RR__OP_sign: return a > 0 ? 1 : a < 0 ? -1 : a;
  case RR__OP_floor: return floor(a);
  case RR__OP_ceil: return ceil(a);
  case RR__OP_trunc: return trunc(a);
  case RR__OP_sqrt: return sqrt(a);
  case RR__OP_isnan: return isnan(a) != 0;
  case RR__OP_isinf: return isinf(a) != 0;
  case RR__OP_isfinite: return isfinite(a) != 0;
  default: return library(operation, a, b);
  }
}

// Infinity where the two cannot be told how far they are apart.
static double distance(double a, double b)
{
  if (a == b || (isnan(a) && isnan(b))) return 0;
  return isfinite(a) && isfinite(b) ? fabs(a - b) : (double)INFINITY;
}

static double units(double value, double count)
{
  int exponent = 0;
  if (value == 0 || !isfinite(value)) return 0;
  frexp(value, &exponent);
  return count * fmax(ldexp(1, exponent - DBL_MANT_DIG), DBL_TRUE_MIN);
}

// Twice the way to the farther end, since the inside of an interval may be farther off than its ends.
static double error_through(rr__operation operation, const estimate inputs[3], double value)
{
  double error = 0;
  for (unsigned i = 0; i < rr__operation_info_of(operation)->values; i++) {
    if (inputs[i].error == 0) continue;
    double ends[2][3] = {{inputs[0].value, inputs[1].value, inputs[2].value},
                         {inputs[0].value, inputs[1].value, inputs[2].value}};
    ends[0][i] -= inputs[i].error;
    ends[1][i] += inputs[i].error;
    double low = apply(operation, ends[0][0], ends[0][1], ends[0][2]);
    double high = apply(operation, ends[1][0], ends[1][1], ends[1][2]);
    error += isinf(inputs[i].error) ? (double)INFINITY
                                    : 2 * fmax(distance(low, value), distance(high, value)) + units(value, 1);
  }
  return error;
}

static estimate operate(rr__operation operation, const estimate inputs[3])
{
  estimate result = {.value = apply(operation, inputs[0].value, inputs[1].value, inputs[2].value)};
  result.error = error_through(operation, inputs, result.value);
  if (!rr__operation_info_of(operation)->is_exact)
    result.error += units(result.value, operation == RR__OP_pow ? POW_ULP : LIBRARY_ULP);
  return result;
}

static double cell(const rr__vector *row, double column)
{
  bool is_there = column >= 0 && column < (double)row->n && floor(column) == column;
  return is_there ? (double)rr__vector_get(row, (size_t)column) : (double)NAN;
}

static void evaluate(estimate *all, const rr__tree *tree, size_t index, const rr__vector *row,
                     size_t running);

// From left to right, each time with all that the running cell changes.
static estimate reduce(estimate *all, const rr__tree *tree, size_t index, const rr__vector *row)
{
  const rr__node *node = &tree->nodes[index];
  estimate result = {.value = node->number};
  for (size_t column = 0; column < row->n; column++) {
    for (size_t i = 0; i < index; i++)
      if (tree->nodes[i].is_running) evaluate(all, tree, i, row, column);
    const estimate inputs[3] = {result, all[node->inputs[0]]};
    result = operate(node->operation, inputs);
  }
  return result;
}

static void evaluate(estimate *all, const rr__tree *tree, size_t index, const rr__vector *row, size_t running)
{
  const rr__node *node = &tree->nodes[index];
  const estimate inputs[3] = {all[node->inputs[0]], all[node->inputs[1]], all[node->inputs[2]]};
  switch (node->kind) {
  case RR__NODE_NUMBER: all[index] = (estimate){.value = node->number}; break;
  case RR__NODE_COLUMN: all[index] = (estimate){.value = cell(row, (double)node->column)}; break;
  case RR__NODE_CELL_AT:
    all[index] = (estimate){cell(row, inputs[0].value), inputs[0].error > 0 ? (double)INFINITY : 0};
    break;
  case RR__NODE_RUNNING: all[index] = (estimate){.value = cell(row, (double)running)}; break;
  case RR__NODE_INDEX: all[index] = (estimate){.value = (double)running}; break;
  case RR__NODE_COLS: all[index] = (estimate){.value = (double)row->n}; break;
  case RR__NODE_OPERATION: all[index] = operate(node->operation, inputs); break;
  case RR__NODE_REDUCTION: all[index] = reduce(all, tree, index, row); break;
  }
}

void rr__expression_expect(long double *values, long double *errors, const rr__parsed *parsed,
                           const rr__vector *row)
{
  estimate all[RR__MOST_NODES] = {{0}};
  for (size_t i = 0; i < parsed->tree.count; i++)
    if (!parsed->tree.nodes[i].is_running) evaluate(all, &parsed->tree, i, row, 0);
  for (size_t i = 0; i < parsed->output_count; i++) {
    values[i] = all[parsed->outputs[i].node].value;
    errors[i] = all[parsed->outputs[i].node].error;
  }
}
