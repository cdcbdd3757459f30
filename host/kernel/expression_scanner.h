// SPDX-License-Identifier: MIT
// The words of an expression's text. Knows no grammar.
#ifndef ROWRUN_KERNEL_EXPRESSION_SCANNER_H
#define ROWRUN_KERNEL_EXPRESSION_SCANNER_H

#include <rowrun/status.h>

typedef enum rr__token_kind {
  RR__TOKEN_END,
  RR__TOKEN_NUMBER,
  RR__TOKEN_NAME,   // letters, digits, _ and everything beyond ASCII
  RR__TOKEN_QUOTED, // "column name", with its quotes
  RR__TOKEN_SIGN,   // an operator, a bracket or a comma
} rr__token_kind;

typedef struct rr__token {
  rr__token_kind kind;
  const char *text; // in the expression
  size_t size;
  double value;    // of a number
  bool is_integer; // a number written without point and exponent, which float64 holds exactly
} rr__token;

typedef struct rr__scanner {
  const char *text; // of the whole expression
  rr__token token;  // the current one
} rr__scanner;

// Goes to the first word. RR_EUSAGE, here and below: a number or a quoted name that is none, with its place.
rr_status rr__scanner_start(rr__scanner *scanner, const char *text) RR_MUST_CHECK;
rr_status rr__scanner_next(rr__scanner *scanner) RR_MUST_CHECK;

// Whether the current word is this sign or name.
bool rr__token_is(const rr__token *token, const char *word);

// Fails with RR_EUSAGE: what is wrong, and where in the text, as a column that counts from 1 and what stands
// there. `what` ends up before the place, `hint` (NULL: none) behind it.
rr_status rr__scanner_fail(const rr__scanner *scanner, const char *at, const char *what,
                           const char *hint) RR_MUST_CHECK;

#endif
