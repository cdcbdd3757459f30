// SPDX-License-Identifier: MIT
// From an expression's text to its tree. The language is described in rowrun/expression.h.
#ifndef ROWRUN_KERNEL_EXPRESSION_PARSER_H
#define ROWRUN_KERNEL_EXPRESSION_PARSER_H

#include "kernel/expression_scanner.h"
#include "kernel/expression_tree.h"

enum { RR__MOST_OUTPUTS = 64, RR__MOST_EXPRESSION_BYTES = 8192 };

// The columns of the matrices that the expression is for.
typedef struct rr__expression_columns {
  size_t count;
  const char *const *names; // NULL: they have none
} rr__expression_columns;

typedef struct rr__parsed_output {
  size_t node;
  const char *name; // in the text: what is written before a =, else the output's own text
  size_t name_size;
  bool is_quoted; // the name was in quotes, which are not part of it, but its backslashes are
} rr__parsed_output;

typedef struct rr__parsed {
  rr__tree tree;
  rr__parsed_output outputs[RR__MOST_OUTPUTS];
  size_t output_count;
} rr__parsed;

// RR_EUSAGE with the place in the text, whatever is wrong with it. `out` is large: not for the stack.
rr_status rr__expression_parse(rr__parsed *out, const char *text,
                               const rr__expression_columns *columns) RR_MUST_CHECK;

// What the grammar (expression_parser.c), names and calls (expression_names.c, expression_calls.c) share.
typedef struct rr__parser {
  rr__scanner scanner;
  rr__tree *tree;
  const rr__expression_columns *columns;
  unsigned depth;    // of what is still open
  bool in_reduction; // x and i are the running cell and its index
} rr__parser;

rr_status rr__parse_value(rr__parser *parser, size_t *node) RR_MUST_CHECK; // without commas
// A name, with what belongs to it: x[1], sqrt(2), cols.
rr_status rr__parse_name(rr__parser *parser, size_t *node) RR_MUST_CHECK;
// A call of `name`, from its ( on.
rr_status rr__parse_call(rr__parser *parser, const rr__token *name, size_t *node) RR_MUST_CHECK;

// Fails with RR_EUSAGE and the place of a word.
rr_status rr__parse_fail(const rr__parser *parser, const rr__token *at, const char *what,
                         const char *hint) RR_MUST_CHECK;
// Where the current word is not `sign`: an error; else the next word.
rr_status rr__parse_sign(rr__parser *parser, const char *sign) RR_MUST_CHECK;
// RR_EUSAGE where `node` says that the tree is full.
rr_status rr__parse_room(const rr__parser *parser, size_t node) RR_MUST_CHECK;

#endif
