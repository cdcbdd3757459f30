// SPDX-License-Identifier: MIT
// What names mean: columns, the running cell, and words of the language.
#include "kernel/expression_parser.h"

#include "core/suggest.h"
#include "kernel/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *name;
  double number;
  bool is_whole;
  const char *otherwise; // how to say it where a column has the name
} numbers[] = {
    {"pi", 0x1.921fb54442d18p+1, false, "acos(-1)"},
    {"e", 0x1.5bf0a8b145769p+1, false, "exp(1)"},
    {"inf", INFINITY, false, "1 / 0"},
    {"nan", NAN, false, "0 / 0"},
    {"true", 1, true, "1"},
    {"false", 0, true, "0"},
};

// Whether a column's name is what stands in quotes, where a backslash takes the next character as it is.
static bool is_quoted_name(const rr__token *token, const char *name)
{
  const char *at = token->text + 1, *end = token->text + token->size - 1;
  for (; at < end; at++, name++) {
    if (*at == '\\') at++;
    if (*at != *name) return false;
  }
  return !*name;
}

// How many columns have this name, and the first of them.
static size_t find_columns(const rr__parser *parser, const rr__token *token, size_t *column)
{
  size_t found = 0;
  for (size_t i = 0; parser->columns->names && i < parser->columns->count; i++) {
    const char *name = parser->columns->names[i];
    if (token->kind == RR__TOKEN_QUOTED ? !is_quoted_name(token, name) : !rr__token_is(token, name)) continue;
    if (found++ == 0) *column = i;
  }
  return found;
}

static void number_columns(char *hint, size_t room, const rr__expression_columns *columns)
{
  if (columns->count)
    snprintf(hint, room, "the columns are x[0] to x[%zu]", columns->count - 1);
  else
    snprintf(hint, room, "there are no columns");
}

static rr_status no_such_name(const rr__parser *parser, const rr__token *token)
{
  const rr__expression_columns *columns = parser->columns;
  char hint[256], list[160] = "";
  bool is_quoted = token->kind == RR__TOKEN_QUOTED;
  rr__suggestion nearest = {.typed = token->text + is_quoted, .length = token->size - 2 * is_quoted};
  for (size_t i = 0; columns->names && i < columns->count; i++) {
    rr__suggestion_offer(&nearest, columns->names[i]);
    rr__word_append(list, sizeof list, columns->names[i]);
  }
  if (nearest.word)
    snprintf(hint, sizeof hint, "did you mean '%s'?", nearest.word);
  else if (*list)
    snprintf(hint, sizeof hint, "the columns are %s", list);
  else
    number_columns(hint, sizeof hint, columns);
  return rr__parse_fail(parser, token, "there is no such column", hint);
}

static rr_status column_of_name(rr__parser *parser, const rr__token *token, size_t *node)
{
  size_t column = 0, found = find_columns(parser, token, &column);
  if (found == 0) return no_such_name(parser, token);
  if (found > 1)
    return rr__parse_fail(parser, token, "more than one column has this name", "x[0] is the first column");
  *node = rr__tree_leaf(parser->tree, RR__NODE_COLUMN, column);
  return rr__parse_room(parser, *node);
}

static rr_status column_of_number(rr__parser *parser, const rr__token *token, size_t *node)
{
  double number = parser->tree->nodes[*node].number;
  if (!(number >= 0) || number != floor(number) || !(number < (double)parser->columns->count)) {
    char hint[64];
    number_columns(hint, sizeof hint, parser->columns);
    return rr__parse_fail(parser, token, "there is no column of this number", hint);
  }
  *node = rr__tree_leaf(parser->tree, RR__NODE_COLUMN, (size_t)number);
  return rr__parse_room(parser, *node);
}

// After x: [name] or [number].
static rr_status parse_index(rr__parser *parser, size_t *node)
{
  rr_status status = rr__parse_sign(parser, "[");
  const rr__token token = parser->scanner.token;
  if (!status && token.kind == RR__TOKEN_QUOTED) {
    status = column_of_name(parser, &token, node);
    if (!status) status = rr__scanner_next(&parser->scanner);
    return status ? status : rr__parse_sign(parser, "]");
  }
  if (!status) status = rr__parse_value(parser, node);
  if (!status) status = rr__parse_sign(parser, "]");
  if (status) return status;
  if (parser->tree->nodes[*node].kind == RR__NODE_NUMBER) return column_of_number(parser, &token, node);
  *node = rr__tree_cell_at(parser->tree, *node);
  return rr__parse_room(parser, *node);
}

// The running cell or its index in a reduction; elsewhere a column of that name.
static rr_status parse_running(rr__parser *parser, const rr__token *token, rr__node_kind kind, size_t *node)
{
  size_t column = 0;
  if (!parser->in_reduction && find_columns(parser, token, &column))
    return column_of_name(parser, token, node);
  if (!parser->in_reduction)
    return rr__parse_fail(
        parser, token, kind == RR__NODE_RUNNING ? "x needs an index here" : "i has no meaning here",
        "x[0] is a column; x alone and i are the running cell and its index in sum(x) and its like");
  *node = rr__tree_leaf(parser->tree, kind, 0);
  return rr__parse_room(parser, *node);
}

static rr_status is_also_column(const rr__parser *parser, const rr__token *token, const char *otherwise)
{
  char hint[96];
  snprintf(hint, sizeof hint, "x[\"%.*s\"] is the column, %s the number", (int)token->size, token->text,
           otherwise);
  return rr__parse_fail(parser, token, "a word of the language, but a column has this name too", hint);
}

static rr_status parse_word(rr__parser *parser, const rr__token *token, size_t *node)
{
  size_t column = 0, number = 0;
  const size_t count = sizeof numbers / sizeof *numbers;
  if (rr__token_is(token, "i")) return parse_running(parser, token, RR__NODE_INDEX, node);
  while (number < count && !rr__token_is(token, numbers[number].name)) number++;
  bool is_cols = rr__token_is(token, "cols");
  if (number == count && !is_cols) return column_of_name(parser, token, node);
  if (find_columns(parser, token, &column))
    return is_also_column(parser, token, is_cols ? "count(true)" : numbers[number].otherwise);
  *node = is_cols ? rr__tree_leaf(parser->tree, RR__NODE_COLS, 0)
                  : rr__tree_number(parser->tree, numbers[number].number, numbers[number].is_whole);
  return rr__parse_room(parser, *node);
}

rr_status rr__parse_name(rr__parser *parser, size_t *node)
{
  const rr__token name = parser->scanner.token;
  rr_status status = rr__scanner_next(&parser->scanner);
  if (status) return status;
  if (rr__token_is(&parser->scanner.token, "(")) return rr__parse_call(parser, &name, node);
  bool has_index = rr__token_is(&parser->scanner.token, "[");
  if (has_index && !rr__token_is(&name, "x"))
    return rr__parse_fail(parser, &name, "only x has an index", "x[0], or a column's name alone");
  if (has_index) return parse_index(parser, node);
  if (rr__token_is(&name, "x")) return parse_running(parser, &name, RR__NODE_RUNNING, node);
  return parse_word(parser, &name, node);
}
