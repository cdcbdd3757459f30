// SPDX-License-Identifier: MIT
// One walk over the text, done twice: to count, and to copy.
#include "cli/words.h"

#include <stdlib.h>
#include <string.h>

// Where words and their bytes go; both NULL while they are only counted.
typedef struct word_sink {
  char **words;
  char *bytes;
  size_t count;
} word_sink;

static void put(word_sink *sink, char byte)
{
  if (sink->bytes) *sink->bytes++ = byte;
}

static void begin_word(word_sink *sink)
{
  if (sink->words) sink->words[sink->count] = sink->bytes;
  sink->count++;
}

static bool is_blank(char byte)
{
  return byte == ' ' || byte == '\t' || byte == '\n';
}

// Behind the opening quote; gives the place behind the closing one, or NULL.
static const char *take_single(word_sink *sink, const char *at)
{
  for (; *at && *at != '\''; at++) put(sink, *at);
  return *at ? at + 1 : NULL;
}

static const char *take_double(word_sink *sink, const char *at)
{
  for (; *at && *at != '"'; at++) {
    bool escapes = *at == '\\' && at[1] && strchr("$`\"\\\n", at[1]);
    if (escapes && *++at == '\n') continue; // the line goes on
    put(sink, *at);
  }
  return *at ? at + 1 : NULL;
}

// One word; gives the place behind it, or NULL, and then *open is what is open: a quote or a backslash.
static const char *take_word(word_sink *sink, const char *at, char *open)
{
  while (*at && !is_blank(*at)) {
    *open = *at;
    if (*at == '\'') {
      at = take_single(sink, at + 1);
    } else if (*at == '"') {
      at = take_double(sink, at + 1);
    } else if (*at == '\\') {
      if (!at[1]) return NULL;
      if (at[1] != '\n') put(sink, at[1]);
      at += 2;
    } else {
      put(sink, *at++);
    }
    if (!at) return NULL;
  }
  put(sink, '\0');
  return at;
}

static const char *skip_blanks(const char *at)
{
  while (is_blank(*at) || (*at == '\\' && at[1] == '\n')) at += *at == '\\' ? 2 : 1;
  return at;
}

// Gives '\0', or what is open at the end of the text.
static char walk(word_sink *sink, const char *text)
{
  for (const char *at = skip_blanks(text); *at; at = skip_blanks(at)) {
    char open = '\0';
    begin_word(sink);
    at = take_word(sink, at, &open);
    if (!at) return open;
  }
  return '\0';
}

rr_status rr__cli_words_split(char ***out, size_t *count, const char *text, const char *what)
{
  word_sink sink = {0};
  *out = NULL;
  char open = walk(&sink, text);
  if (open == '\\')
    return rr_fail(RR_EUSAGE, "%s ends with a backslash; '%.200s'; hint: \\\\ is a backslash", what, text);
  if (open)
    return rr_fail(RR_EUSAGE, "%s has a %c that is not closed; '%.200s'; hint: \\%c is the character itself",
                   what, open, text, open);
  *count = sink.count;
  char **words = malloc((sink.count + 1) * sizeof *words + strlen(text) + 1);
  if (!words) return rr_fail(RR_ENOMEM, "no memory for the words of %s", what);
  words[sink.count] = NULL;
  sink = (word_sink){.words = words, .bytes = (char *)(words + sink.count + 1)};
  walk(&sink, text);
  *out = words;
  return RR_OK;
}

// What a shell would not run as a program.
static bool is_reserved(const char *word)
{
  static const char *const reserved[] = {"case",   "coproc", "do",   "done",     "elif", "else",
                                         "esac",   "fi",     "for",  "function", "if",   "in",
                                         "select", "then",   "time", "until",    "while"};
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
    if (strcmp(word, reserved[i]) == 0) return true;
  return false;
}

static bool is_plain(const char *word)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.,:/@%";
  return *word && word[strspn(word, plain)] == '\0' && !is_reserved(word);
}

void rr__cli_word_print(FILE *out, const char *word)
{
  if (is_plain(word)) {
    fputs(word, out);
    return;
  }
  fputc('\'', out);
  for (; *word; word++) {
    if (*word == '\'')
      fputs("'\\''", out);
    else
      fputc(*word, out);
  }
  fputc('\'', out);
}
