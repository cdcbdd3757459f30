// SPDX-License-Identifier: MIT
// Words are cut as C cuts them, without regard to the locale.
#include "kernel/expression_scanner.h"

#include "io/csv_number.h"
#include "io/visible.h"

#include <string.h>

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_name_part(char c)
{
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (unsigned char)c >= 0x80;
}

static int hex_value(char c)
{
  const char *digits = "0123456789abcdefABCDEF", *found = c ? strchr(digits, c) : NULL;
  if (!found) return -1;
  return (int)(found - digits) - (found - digits > 15 ? 6 : 0);
}

rr_status rr__scanner_fail(const rr__scanner *scanner, const char *at, const char *what, const char *hint)
{
  rr__visible rest = rr__make_visible(at, strlen(at));
  const char *before = *at ? ", at '" : ", at its end", *after = *at ? "'" : "";
  return rr_fail(RR_EUSAGE, "expression, column %zu: %s%s%s%s%s%s", (size_t)(at - scanner->text) + 1, what,
                 before, rest.text, after, hint ? "; hint: " : "", hint ? hint : "");
}

static bool is_exact(uint64_t integer)
{
  return integer <= (uint64_t)1 << 53 || (double)integer < 0x1p64 ? (uint64_t)(double)integer == integer
                                                                  : false;
}

static rr_status set_integer(rr__scanner *scanner, uint64_t integer, bool is_huge)
{
  if (is_huge || !is_exact(integer))
    return rr__scanner_fail(scanner, scanner->token.text, "an integer that float64 cannot hold exactly",
                            "with a decimal point, as 1e300 or 12345678901234567890.0, it is rounded");
  scanner->token.value = (double)integer;
  scanner->token.is_integer = true;
  return RR_OK;
}

static rr_status scan_hex(rr__scanner *scanner)
{
  const char *at = scanner->token.text + 2;
  uint64_t value = 0;
  bool is_huge = false;
  for (; hex_value(*at) >= 0; at++) {
    is_huge = is_huge || value >> 60 != 0;
    value = value << 4 | (uint64_t)hex_value(*at);
  }
  scanner->token.size = (size_t)(at - scanner->token.text);
  if (scanner->token.size == 2 || is_name_part(*at) || *at == '.')
    return rr__scanner_fail(scanner, scanner->token.text, "not a number", "0x and hexadecimal digits");
  return set_integer(scanner, value, is_huge);
}

static rr_status scan_decimal(rr__scanner *scanner)
{
  const char *at = scanner->token.text;
  while (is_digit(*at)) at++;
  if (*at == '.') at++;
  while (is_digit(*at)) at++;
  if (*at == 'e' || *at == 'E') at += at[1] == '+' || at[1] == '-' ? 2 : 1;
  while (is_name_part(*at) || *at == '.') at++;
  scanner->token.size = (size_t)(at - scanner->token.text);
  rr__number number = rr__number_parse(scanner->token.text, scanner->token.size);
  if (number.kind == RR__NUMBER_INTEGER) return set_integer(scanner, number.mantissa, number.is_huge);
  if (number.kind != RR__NUMBER_REAL)
    return rr__scanner_fail(scanner, scanner->token.text, "not a number", "as in C: 12, 1.5, .5, 1e-3, 0x1F");
  if (!rr__number_to_float64(&scanner->token.value, &number))
    return rr__scanner_fail(scanner, scanner->token.text, "a number too large for float64", "inf");
  return RR_OK;
}

static rr_status scan_quoted(rr__scanner *scanner)
{
  const char *at = scanner->token.text + 1;
  for (; *at && *at != '"'; at++)
    if (*at == '\\' && at[1]) at++;
  if (!*at) return rr__scanner_fail(scanner, scanner->token.text, "a quote without its end", NULL);
  scanner->token.size = (size_t)(at + 1 - scanner->token.text);
  return RR_OK;
}

static rr_status scan_sign(rr__scanner *scanner)
{
  static const char *const pairs[] = {"<=", ">=", "==", "!=", "&&", "||", "<<", ">>"};
  const char *at = scanner->token.text;
  if (!strchr("+-*/%!~<>=&|^?:()[],", *at))
    return rr__scanner_fail(scanner, at, "a character that means nothing here", NULL);
  scanner->token.size = 1;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (strncmp(at, pairs[i], 2) == 0) scanner->token.size = 2;
  return RR_OK;
}

rr_status rr__scanner_next(rr__scanner *scanner)
{
  const char *at = scanner->token.text + scanner->token.size;
  at += strspn(at, " \t\r\n");
  scanner->token = (rr__token){.text = at};
  if (!*at) return RR_OK;
  if (is_digit(*at) || (*at == '.' && is_digit(at[1]))) {
    scanner->token.kind = RR__TOKEN_NUMBER;
    return *at == '0' && (at[1] == 'x' || at[1] == 'X') ? scan_hex(scanner) : scan_decimal(scanner);
  }
  if (is_name_part(*at)) {
    scanner->token.kind = RR__TOKEN_NAME;
    while (is_name_part(at[scanner->token.size])) scanner->token.size++;
    return RR_OK;
  }
  scanner->token.kind = *at == '"' ? RR__TOKEN_QUOTED : RR__TOKEN_SIGN;
  return *at == '"' ? scan_quoted(scanner) : scan_sign(scanner);
}

rr_status rr__scanner_start(rr__scanner *scanner, const char *text)
{
  *scanner = (rr__scanner){.text = text, .token = {.text = text}};
  return rr__scanner_next(scanner);
}

bool rr__token_is(const rr__token *token, const char *word)
{
  bool is_word = token->kind == RR__TOKEN_NAME || token->kind == RR__TOKEN_SIGN;
  return is_word && strlen(word) == token->size && memcmp(word, token->text, token->size) == 0;
}
