// SPDX-License-Identifier: MIT
// Words lie behind the pointers to them. No word is longer than its text, and there is at most one for every
// comma, and one more.
#include "cli/column_list.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

static rr_status fail(const char *text, const char *why)
{
  return rr_fail(RR_EUSAGE, "--columns '%.200s' %s; hint: --columns A,\"B, with a comma\",2", text, why);
}

// Copies a word in quotes to *word; gives what stands behind it, NULL where it is not closed.
static const char *copy_quoted(char **word, const char *at)
{
  for (at++; *at; at++) {
    if (*at == '"' && at[1] != '"') return at + 1;
    at += *at == '"';
    *(*word)++ = *at;
  }
  return NULL;
}

static const char *copy_bare(char **word, const char *at)
{
  size_t length = strcspn(at, ",");
  const char *end = at + length;
  while (length > 0 && is_blank(at[length - 1])) length--;
  memcpy(*word, at, length);
  *word += length;
  return end;
}

// Takes one word; *at then stands at the comma behind it, or at the end.
static rr_status take_word(char **word, const char **at, const char *text)
{
  while (is_blank(**at)) (*at)++;
  if (**at == '\0' || **at == ',') return fail(text, "names nothing before or behind a comma");
  bool is_quoted = **at == '"';
  *at = is_quoted ? copy_quoted(word, *at) : copy_bare(word, *at);
  if (!*at) return fail(text, "has an opening quote but no closing one");
  while (is_blank(**at)) (*at)++;
  if (**at && **at != ',') return fail(text, "has text behind a closing quote");
  *(*word)++ = '\0';
  return RR_OK;
}

static rr_status split(const char **out, char *words, const char *text)
{
  const char *at = text;
  for (;; at++) {
    *out++ = words;
    rr_status status = take_word(&words, &at, text);
    if (status || !*at) return status;
  }
}

rr_status rr__cli_column_list_split(const char ***out, const char *text)
{
  size_t length = strlen(text), words = 1;
  for (const char *at = text; *at; at++) words += *at == ',';
  const char **list = calloc(1, (words + 1) * sizeof *list + length + words);
  if (!list) return rr_fail(RR_ENOMEM, "no memory for the columns of --columns");
  rr_status status = split(list, (char *)(list + words + 1), text);
  if (status)
    free(list);
  else
    *out = list;
  return status;
}
