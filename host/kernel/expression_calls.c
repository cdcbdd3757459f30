// SPDX-License-Identifier: MIT
// What calls mean: functions of values, and functions over the row.
#include "kernel/expression_parser.h"

#include "core/suggest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_VALUES = 16, MOST_DIGITS = 22 }; // 10^22 is the last power of ten that float64 holds exactly

typedef struct reduction_info {
  const char *name;
  rr__operation operation;
  double start;
} reduction_info;

// any and all give 0 or 1 whatever they are given; min and max of no columns are NaN, and mean is a sum
// divided.
static const reduction_info reductions[] = {
    {"sum", RR__OP_add, 0},
    {"count", RR__OP_count_one, 0},
    {"mean", RR__OP_add, 0},
    {"any", RR__OP_or, 0},
    {"all", RR__OP_and, 1},
    {"min", RR__OP_least, INFINITY},
    {"max", RR__OP_greatest, -INFINITY},
};

// The names of all functions, by index; "" for one that is none, NULL at the end.
static const char *function_name(size_t index)
{
  static const char *const others[] = {"round", "clamp", NULL};
  const size_t reduction_count = sizeof reductions / sizeof *reductions;
  if (index < RR__OPERATIONS) {
    const rr__operation_info *info = rr__operation_info_of((rr__operation)index);
    return info->is_function ? info->name : "";
  }
  index -= RR__OPERATIONS;
  return index < reduction_count ? reductions[index].name : others[index - reduction_count];
}

static rr_status check_function(const rr__parser *parser, const rr__token *token)
{
  char hint[64] = "sqrt(v), round(v, 2), count(x > 3) and so on";
  rr__suggestion nearest = {.typed = token->text, .length = token->size};
  for (size_t i = 0; function_name(i); i++) {
    if (rr__token_is(token, function_name(i))) return RR_OK;
    if (*function_name(i)) rr__suggestion_offer(&nearest, function_name(i));
  }
  if (nearest.word) snprintf(hint, sizeof hint, "did you mean '%s'?", nearest.word);
  return rr__parse_fail(parser, token, "there is no such function", hint);
}

static rr_status wrong_count(const rr__parser *parser, const rr__token *name, const char *values)
{
  char what[96];
  snprintf(what, sizeof what, "%.*s takes %s", (int)name->size, name->text, values);
  return rr__parse_fail(parser, name, what, NULL);
}

// The values of a call, from behind its ( to behind its ).
static rr_status parse_values(rr__parser *parser, const rr__token *name, size_t *values, size_t *count)
{
  *count = 0;
  for (;;) {
    if (*count == MOST_VALUES) return wrong_count(parser, name, "at most 16 values");
    rr_status status = rr__parse_value(parser, &values[(*count)++]);
    if (status) return status;
    if (!rr__token_is(&parser->scanner.token, ",")) return rr__parse_sign(parser, ")");
    status = rr__scanner_next(&parser->scanner);
    if (status) return status;
  }
}

static rr_status operate(rr__parser *parser, rr__operation operation, const size_t *inputs, size_t *node)
{
  *node = rr__tree_operation(parser->tree, operation, inputs);
  return rr__parse_room(parser, *node);
}

static rr_status make_round(rr__parser *parser, const rr__token *name, const size_t *values, size_t count,
                            size_t *node)
{
  const rr__node *digits = count == 2 ? &parser->tree->nodes[values[1]] : NULL;
  if (count > 2) return wrong_count(parser, name, "a value and, if not 0, a number of decimal places");
  if (digits && (digits->kind != RR__NODE_NUMBER || digits->number != floor(digits->number) ||
                 fabs(digits->number) > MOST_DIGITS))
    return wrong_count(parser, name, "a constant number of decimal places, from -22 to 22");
  double places = digits ? digits->number : 0, power = 1;
  for (double i = 0; i < fabs(places); i++) power *= 10; // exact up to 10^22
  size_t inputs[2] = {values[0], rr__tree_number(parser->tree, power, false)};
  rr_status status = rr__parse_room(parser, inputs[1]);
  if (status) return status;
  return operate(parser, places < 0 ? RR__OP_round_multiples : RR__OP_round_fractions, inputs, node);
}

static rr_status make_clamp(rr__parser *parser, const rr__token *name, const size_t *values, size_t count,
                            size_t *node)
{
  if (count != 3) return wrong_count(parser, name, "a value, the least and the greatest result");
  rr_status status = operate(parser, RR__OP_greatest, values, node);
  return status ? status : operate(parser, RR__OP_least, (const size_t[]){*node, values[2]}, node);
}

// min and max of several values.
static rr_status make_extreme(rr__parser *parser, rr__operation operation, const size_t *values, size_t count,
                              size_t *node)
{
  rr_status status = RR_OK;
  *node = values[0];
  for (size_t i = 1; i < count && !status; i++)
    status = operate(parser, operation, (const size_t[]){*node, values[i]}, node);
  return status;
}

static rr_status make_call(rr__parser *parser, const rr__token *name, const size_t *values, size_t count,
                           size_t *node)
{
  static const char *const amounts[] = {"", "one value", "two values", "three values"};
  if (rr__token_is(name, "round")) return make_round(parser, name, values, count, node);
  if (rr__token_is(name, "clamp")) return make_clamp(parser, name, values, count, node);
  if (rr__token_is(name, "min")) return make_extreme(parser, RR__OP_least, values, count, node);
  if (rr__token_is(name, "max")) return make_extreme(parser, RR__OP_greatest, values, count, node);
  rr__operation operation = 0;
  while (!rr__token_is(name, function_name(operation))) operation++;
  unsigned needed = rr__operation_info_of(operation)->values;
  if (count != needed) return wrong_count(parser, name, amounts[needed]);
  return operate(parser, operation, values, node);
}

static rr_status make_reduction(rr__parser *parser, const reduction_info *reduction, size_t body,
                                size_t *node)
{
  bool is_extreme = reduction->operation == RR__OP_least || reduction->operation == RR__OP_greatest;
  *node = rr__tree_reduction(parser->tree, reduction->operation, reduction->start, body);
  size_t cols = rr__tree_leaf(parser->tree, RR__NODE_COLS, 0),
         nan = rr__tree_number(parser->tree, NAN, false);
  rr_status status = rr__parse_room(parser, *node);
  if (!status) status = rr__parse_room(parser, cols);
  if (!status) status = rr__parse_room(parser, nan);
  if (status) return status;
  if (is_extreme) return operate(parser, RR__OP_choose, (const size_t[]){cols, *node, nan}, node);
  if (strcmp(reduction->name, "mean") != 0) return RR_OK;
  return operate(parser, RR__OP_divide, (const size_t[]){*node, cols}, node);
}

static rr_status parse_reduction(rr__parser *parser, const rr__token *name, const reduction_info *reduction,
                                 size_t *node)
{
  size_t values[MOST_VALUES], count = 0;
  bool outer = parser->in_reduction;
  parser->in_reduction = true;
  rr_status status = parse_values(parser, name, values, &count);
  parser->in_reduction = outer;
  if (status) return status;
  if (count != 1) return wrong_count(parser, name, "one value, of x, the running cell of the row");
  if (reduction->operation == RR__OP_least || reduction->operation == RR__OP_greatest)
    if (!parser->tree->nodes[values[0]].is_running)
      return wrong_count(parser, name, "several values, or one of x, the running cell of the row");
  return make_reduction(parser, reduction, values[0], node);
}

// Whether a comma parts values before the ) of the call whose ( has been read. Errors are found again later.
static bool has_several_values(const rr__parser *parser)
{
  rr__scanner ahead = parser->scanner;
  for (size_t depth = 0; ahead.token.kind != RR__TOKEN_END;) {
    bool opens = rr__token_is(&ahead.token, "(") || rr__token_is(&ahead.token, "[");
    bool closes = rr__token_is(&ahead.token, ")") || rr__token_is(&ahead.token, "]");
    if (depth == 0 && (closes || rr__token_is(&ahead.token, ","))) return !closes;
    depth += opens;
    depth -= closes;
    if (rr__scanner_next(&ahead)) return false;
  }
  return false;
}

rr_status rr__parse_call(rr__parser *parser, const rr__token *name, size_t *node)
{
  size_t values[MOST_VALUES], count = 0;
  rr_status status = check_function(parser, name);
  if (!status) status = rr__parse_sign(parser, "(");
  if (status) return status;
  bool several = has_several_values(parser);
  for (size_t i = 0; i < sizeof reductions / sizeof *reductions; i++) {
    bool has_both_forms =
        reductions[i].operation == RR__OP_least || reductions[i].operation == RR__OP_greatest;
    if (rr__token_is(name, reductions[i].name) && !(has_both_forms && several))
      return parse_reduction(parser, name, &reductions[i], node);
  }
  status = parse_values(parser, name, values, &count);
  return status ? status : make_call(parser, name, values, count, node);
}
