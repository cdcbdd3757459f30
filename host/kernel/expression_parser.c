// SPDX-License-Identifier: MIT
// The grammar: outputs, operators with C's precedence, what stands between them. How deep it may go is
// limited, and so is the stack that it takes.
#include "kernel/expression_parser.h"

#include <stdio.h>
#include <string.h>

enum { MOST_DEPTH = 200 };

typedef struct operator_info {
  const char *sign;
  int level; // the higher the closer
  rr__operation operation;
} operator_info;

enum { EQUALITY = 6, RELATION = 7 };

static const operator_info operators[] = {
    {"||", 1, RR__OP_or},
    {"&&", 2, RR__OP_and},
    {"|", 3, RR__OP_bit_or},
    {"^", 4, RR__OP_bit_xor},
    {"&", 5, RR__OP_bit_and},
    {"==", EQUALITY, RR__OP_equal},
    {"!=", EQUALITY, RR__OP_not_equal},
    {"<", RELATION, RR__OP_less},
    {"<=", RELATION, RR__OP_less_or_equal},
    {">", RELATION, RR__OP_greater},
    {">=", RELATION, RR__OP_greater_or_equal},
    {"<<", 8, RR__OP_shift_left},
    {">>", 8, RR__OP_shift_right},
    {"+", 9, RR__OP_add},
    {"-", 9, RR__OP_subtract},
    {"*", 10, RR__OP_multiply},
    {"/", 10, RR__OP_divide},
    {"%", 10, RR__OP_remainder},
};

rr_status rr__parse_fail(const rr__parser *parser, const rr__token *at, const char *what, const char *hint)
{
  return rr__scanner_fail(&parser->scanner, at->text, what, hint);
}

static rr_status fail_here(const rr__parser *parser, const char *what, const char *hint)
{
  return rr__parse_fail(parser, &parser->scanner.token, what, hint);
}

rr_status rr__parse_room(const rr__parser *parser, size_t node)
{
  return node < RR__MOST_NODES ? RR_OK : fail_here(parser, "too many different operations", "several calls");
}

rr_status rr__parse_sign(rr__parser *parser, const char *sign)
{
  char what[32];
  snprintf(what, sizeof what, "expected '%s'", sign);
  if (rr__token_is(&parser->scanner.token, sign)) return rr__scanner_next(&parser->scanner);
  return fail_here(parser, what, rr__token_is(&parser->scanner.token, "=") ? "== compares" : NULL);
}

static const operator_info *current_operator(const rr__parser *parser)
{
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (rr__token_is(&parser->scanner.token, operators[i].sign)) return &operators[i];
  return NULL;
}

static rr_status parse_primary(rr__parser *parser, size_t *node)
{
  const rr__token token = parser->scanner.token;
  if (token.kind == RR__TOKEN_NAME) return rr__parse_name(parser, node);
  if (token.kind == RR__TOKEN_QUOTED)
    return fail_here(parser, "a column's name in quotes stands in brackets", "x[\"name\"]");
  rr_status status = RR_OK;
  if (token.kind == RR__TOKEN_NUMBER) {
    *node = rr__tree_number(parser->tree, token.value, token.is_integer);
    status = rr__parse_room(parser, *node);
    return status ? status : rr__scanner_next(&parser->scanner);
  }
  if (!rr__token_is(&token, "("))
    return fail_here(parser, "expected a value", "a number, a column such as x[0], a function, or (");
  status = rr__scanner_next(&parser->scanner);
  if (!status) status = rr__parse_value(parser, node);
  return status ? status : rr__parse_sign(parser, ")");
}

static rr_status parse_unary(rr__parser *parser, size_t *node)
{
  static const operator_info unaries[] = {
      {"-", 0, RR__OP_negative}, {"!", 0, RR__OP_not}, {"~", 0, RR__OP_bit_not}, {"+", 0, RR__OPERATIONS}};
  const operator_info *found = NULL;
  for (size_t i = 0; i < sizeof unaries / sizeof *unaries; i++)
    if (rr__token_is(&parser->scanner.token, unaries[i].sign)) found = &unaries[i];
  if (!found) return parse_primary(parser, node);
  if (++parser->depth > MOST_DEPTH) return fail_here(parser, "too deeply nested", NULL);
  rr_status status = rr__scanner_next(&parser->scanner);
  if (!status) status = parse_unary(parser, node);
  parser->depth--;
  if (status || found->operation == RR__OPERATIONS) return status;
  *node = rr__tree_operation(parser->tree, found->operation, node);
  return rr__parse_room(parser, *node);
}

// Operators of `least` and closer ones. a < b < c means (a < b) < c in C and something else to everybody.
static rr_status parse_binary(rr__parser *parser, size_t *node, int least)
{
  int last = 0;
  rr_status status = parse_unary(parser, node);
  while (!status) {
    const operator_info *next = current_operator(parser);
    if (!next || next->level < least) return RR_OK;
    if (next->level == last && (last == RELATION || last == EQUALITY))
      return fail_here(parser, "a chain of comparisons", "4 <= x && x <= 8");
    last = next->level;
    size_t inputs[2] = {*node};
    status = rr__scanner_next(&parser->scanner);
    if (!status) status = parse_binary(parser, &inputs[1], next->level + 1);
    if (status) return status;
    *node = rr__tree_operation(parser->tree, next->operation, inputs);
    status = rr__parse_room(parser, *node);
  }
  return status;
}

static rr_status parse_choice(rr__parser *parser, size_t *node)
{
  size_t inputs[RR__NODE_INPUTS];
  rr_status status = parse_binary(parser, &inputs[0], 1);
  *node = inputs[0];
  if (status || !rr__token_is(&parser->scanner.token, "?")) return status;
  status = rr__scanner_next(&parser->scanner);
  if (!status) status = rr__parse_value(parser, &inputs[1]);
  if (!status) status = rr__parse_sign(parser, ":");
  if (!status) status = rr__parse_value(parser, &inputs[2]);
  if (status) return status;
  *node = rr__tree_operation(parser->tree, RR__OP_choose, inputs);
  return rr__parse_room(parser, *node);
}

rr_status rr__parse_value(rr__parser *parser, size_t *node)
{
  if (++parser->depth > MOST_DEPTH) return fail_here(parser, "too deeply nested", NULL);
  rr_status status = parse_choice(parser, node);
  parser->depth--;
  return status;
}

// name = value, or the value alone, whose name is its text.
static rr_status parse_output(rr__parser *parser, rr__parsed_output *output)
{
  rr__scanner ahead = parser->scanner;
  const rr__token first = ahead.token;
  bool is_quoted = first.kind == RR__TOKEN_QUOTED;
  rr_status status = first.kind == RR__TOKEN_NAME || is_quoted ? rr__scanner_next(&ahead) : RR_OK;
  if (status) return status;
  bool is_named = rr__token_is(&ahead.token, "=") && ahead.token.text != first.text;
  if (is_named) {
    parser->scanner = ahead;
    status = rr__scanner_next(&parser->scanner);
  }
  if (!status) status = rr__parse_value(parser, &output->node);
  if (status) return status;
  const char *end = parser->scanner.token.text;
  while (end > first.text && strchr(" \t\r\n", end[-1])) end--;
  output->is_quoted = is_named && is_quoted;
  output->name = first.text + output->is_quoted;
  output->name_size = (is_named ? first.size : (size_t)(end - first.text)) - 2 * output->is_quoted;
  return RR_OK;
}

static rr_status parse_outputs(rr__parser *parser, rr__parsed *out)
{
  for (;;) {
    if (out->output_count == RR__MOST_OUTPUTS)
      return fail_here(parser, "more than 64 outputs", "several calls");
    rr_status status = parse_output(parser, &out->outputs[out->output_count++]);
    if (status || parser->scanner.token.kind == RR__TOKEN_END) return status;
    if (!rr__token_is(&parser->scanner.token, ","))
      return fail_here(parser, "expected an operator, a comma or the end",
                       rr__token_is(&parser->scanner.token, "=") ? "== compares" : NULL);
    status = rr__scanner_next(&parser->scanner);
    if (status) return status;
  }
}

rr_status rr__expression_parse(rr__parsed *out, const char *text, const rr__expression_columns *columns)
{
  rr__parser parser = {.tree = &out->tree, .columns = columns};
  out->tree.count = out->output_count = 0;
  if (strnlen(text, RR__MOST_EXPRESSION_BYTES + 1) > RR__MOST_EXPRESSION_BYTES)
    return rr_fail(RR_EUSAGE, "the expression is longer than %d bytes; hint: several calls",
                   RR__MOST_EXPRESSION_BYTES);
  rr_status status = rr__scanner_start(&parser.scanner, text);
  return status ? status : parse_outputs(&parser, out);
}
