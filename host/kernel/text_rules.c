// SPDX-License-Identifier: MIT
// Looks at words alone; comments, quotes and joined lines hide nothing any more.
#include "kernel/text_rules.h"

static bool is_one_of(const rr__word *word, const char *const *list)
{
  for (; *list; list++)
    if (rr__word_is(word, *list)) return true;
  return false;
}

static rr_status refuse(const rr__word *word, const char *what, const char *file)
{
  return rr_fail(RR_EUSAGE, "%.200s:%zu: %s%.*s is refused; hint: --allow-include if you trust the text",
                 file, word->line, what, (int)(word->size < 40 ? word->size : 40), word->bytes);
}

// `#`, or the digraph that stands for it, with the second half taken.
static bool is_hash(const rr__word *word, rr__words *words)
{
  if (rr__word_is(word, "#")) return true;
  bool is_digraph = rr__word_is(word, "%") && words->clean->bytes[words->at] == ':';
  words->at += is_digraph;
  return is_digraph;
}

static rr_status check_directive(rr__words *words, const char *file)
{
  static const char *const refused[] = {"include", "include_next", "import", "embed", NULL};
  static const char *const harmless[] = {"OPENCL", "unroll", NULL};
  rr__words ahead = *words;
  rr__word name = rr__word_next(&ahead);
  if (name.starts_line) return RR_OK;
  if (is_one_of(&name, refused)) return refuse(&name, "#", file);
  if (!rr__word_is(&name, "pragma")) return RR_OK;
  rr__word what = rr__word_next(&ahead);
  return what.starts_line || is_one_of(&what, harmless) ? RR_OK : refuse(&what, "#pragma ", file);
}

static rr_status check_word(const rr__word *word, rr__words *words, const char *file)
{
  static const char *const refused[] = {"asm",
                                        "__asm",
                                        "__asm__",
                                        "_Pragma",
                                        "__pragma",
                                        "__has_include",
                                        "__has_include_next",
                                        "__has_embed",
                                        "__attribute__",
                                        "__attribute",
                                        "__declspec",
                                        NULL};
  if (is_one_of(word, refused)) return refuse(word, "", file);
  if (rr__word_is(word, "\\")) return refuse(word, "a lone ", file);
  if (!is_hash(word, words)) return RR_OK;
  rr__words ahead = *words;
  bool is_double = words->clean->bytes[words->at] == '#' || words->clean->bytes[words->at] == '%';
  if (is_double) {
    rr__word second = rr__word_next(&ahead);
    if (is_hash(&second, &ahead)) return refuse(word, "joining words with ", file);
  }
  return word->starts_line ? check_directive(words, file) : RR_OK;
}

rr_status rr__text_refuse_includes(const rr__text_clean *clean, const char *file)
{
  rr__words words = {clean, 0};
  for (rr__word word = rr__word_next(&words); word.size; word = rr__word_next(&words)) {
    rr_status status = check_word(&word, &words, file);
    if (status) return status;
  }
  return RR_OK;
}
