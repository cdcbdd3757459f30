// SPDX-License-Identifier: MIT
// The first phases of translation of C: ends of lines behind a backslash vanish, a comment is one blank.
#include "kernel/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// The source, byte by byte with its line, joined lines as one.
typedef struct reader {
  const char *at;
  size_t line;
} reader;

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

// Behind a backslash, blanks (which compilers overlook) and the end of the line; NULL where there is none.
static const char *joined_line(const char *at)
{
  if (*at != '\\') return NULL;
  for (at++; is_blank(*at);) at++;
  return *at == '\n' ? at + 1 : NULL;
}

static char peek(reader *self)
{
  for (const char *next; (next = joined_line(self->at)); self->line++) self->at = next;
  return *self->at;
}

static char take(reader *self)
{
  char c = peek(self);
  if (c) self->at++;
  if (c == '\n') self->line++;
  return c;
}

static void put(rr__text_clean *out, size_t *used, char c, size_t line)
{
  out->bytes[*used] = c;
  out->lines[(*used)++] = line;
}

static void skip_line_comment(reader *self)
{
  while (peek(self) && peek(self) != '\n') take(self);
}

static void skip_block_comment(reader *self)
{
  for (char before = 0, c; (c = take(self)); before = c)
    if (before == '*' && c == '/') return;
}

// A text in quotes ends at its line's end, whatever is wrong with it.
static void skip_quoted(reader *self, char quote)
{
  for (char c; (c = peek(self)) && c != '\n';) {
    take(self);
    if (c == quote) return;
    if (c == '\\' && peek(self) && peek(self) != '\n') take(self);
  }
}

static void clean(rr__text_clean *out, const char *text)
{
  reader self = {text, 1};
  size_t used = 0;
  for (char c; (c = peek(&self));) {
    size_t line = self.line;
    take(&self);
    if (c == '/' && peek(&self) == '/') {
      skip_line_comment(&self);
    } else if (c == '/' && peek(&self) == '*') {
      take(&self);
      skip_block_comment(&self);
      put(out, &used, ' ', line);
    } else if (c == '"' || c == '\'') {
      skip_quoted(&self, c);
      put(out, &used, '"', line);
    } else {
      put(out, &used, c, line);
    }
  }
  put(out, &used, '\0', self.line);
}

static size_t line_of(const char *text, const char *at)
{
  size_t line = 1;
  for (; text < at; text++) line += *text == '\n';
  return line;
}

static rr_status check_bytes(const char *text, const char *file)
{
  for (const char *at = text; *at; at++) {
    if (at[0] == '\r' && at[1] != '\n')
      return rr_fail(RR_EUSAGE, "%.200s:%zu: a carriage return inside of a line; hint: end lines with \\n",
                     file, line_of(text, at));
    if (at[0] == '?' && at[1] == '?' && at[2] && strchr("=/'()!<>-", at[2]))
      return rr_fail(RR_EUSAGE,
                     "%.200s:%zu: '%.3s' is a trigraph; hint: write the character that it stands for", file,
                     line_of(text, at), at);
  }
  return RR_OK;
}

rr_status rr__text_clean_make(rr__text_clean *out, const char *text, const char *file)
{
  *out = (rr__text_clean){NULL, NULL};
  rr_status status = check_bytes(text, file);
  if (status) return status;
  size_t room = strlen(text) + 1;
  out->bytes = malloc(room);
  out->lines = room <= SIZE_MAX / sizeof *out->lines ? malloc(room * sizeof *out->lines) : NULL;
  if (!out->bytes || !out->lines) {
    rr__text_clean_free(out);
    return rr_fail(RR_ENOMEM, "no memory to read %.200s", file);
  }
  clean(out, text);
  return RR_OK;
}

void rr__text_clean_free(rr__text_clean *clean_text)
{
  free(clean_text->bytes);
  free(clean_text->lines);
  *clean_text = (rr__text_clean){NULL, NULL};
}

// Bytes beyond ASCII may be letters.
static bool is_name_byte(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         (unsigned char)c >= 0x80;
}

rr__word rr__word_next(rr__words *words)
{
  const char *bytes = words->clean->bytes;
  bool starts_line = words->at == 0;
  for (; is_blank(bytes[words->at]) || bytes[words->at] == '\n'; words->at++)
    starts_line |= bytes[words->at] == '\n';
  rr__word word = {&bytes[words->at], 0, words->clean->lines[words->at], starts_line};
  if (!*word.bytes) return word;
  while (is_name_byte(word.bytes[word.size])) word.size++;
  if (word.size == 0) word.size = 1;
  words->at += word.size;
  return word;
}

bool rr__word_is(const rr__word *word, const char *text)
{
  return strlen(text) == word->size && memcmp(word->bytes, text, word->size) == 0;
}

bool rr__word_is_name(const rr__word *word)
{
  return word->size > 0 && is_name_byte(*word->bytes) && !(*word->bytes >= '0' && *word->bytes <= '9');
}
