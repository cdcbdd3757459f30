// SPDX-License-Identifier: MIT
// What a user's kernel may not bring in, in every spelling; and what looks like it and is harmless.
#include "support.h"

#include "kernel/text_rules.h"

static rr_status check(const char *text)
{
  rr__text_clean clean;
  rr_status status = rr__text_clean_make(&clean, text, "my.cl");
  if (status) return status;
  status = rr__text_refuse_includes(&clean, "my.cl");
  rr__text_clean_free(&clean);
  return status;
}

static void an_include_is_refused_in_every_spelling(void)
{
  static const char *const texts[] = {
      "\n#include <stdio.h>",
      "\n  #  include \"x\"",
      "\n/* a */ # /* b */ include <x>",
      "/*\n*/ #include <x>",
      "\n#inc\\\nlude <x>",
      "\n#inc\\ \t\nlude <x>",
      "\n#\\\r\ninclude <x>",
      "\n%:include <x>",
      "\n%\\\n:include <x>",
      "\n#include_next <x>",
      "\n#import <x>",
      "\n#embed \"x\"",
      "'\n#include <x>",
      "\"\n#include <x>\n\"",
      "\"/*\"\n#include <x>\n\"*/\"",
      "'\"'\n#include <x> //\"",
      "// \\\\\n\n#include <x>",
      "R\"(\" /* )\"\n; */\n#include <x>",
      "\n#define WHAT <x>\n#include WHAT",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    rr_status status = check(texts[i]);
    if (status != RR_EUSAGE) printf("    passes: %s\n", texts[i]);
    CHECK_FAILS(check(texts[i]), RR_EUSAGE, "--allow-include");
    test_text_contains(rr_error_text(), "my.cl:");
  }
}

static void what_could_make_one_is_refused(void)
{
  CHECK_FAILS(check("\n\n?\?=include <x>"), RR_EUSAGE, "my.cl:3: '?\?='");
  CHECK_FAILS(check("// a ?\?/\n#include <x>"), RR_EUSAGE, "'?\?/'");
  CHECK_FAILS(check("// a\r#include <x>"), RR_EUSAGE, "carriage return");
  CHECK_FAILS(check("\n__asm__(\".incbin \\\"x\\\"\");"), RR_EUSAGE, "my.cl:2: __asm__");
  CHECK_FAILS(check("asm(\"\");"), RR_EUSAGE, "asm");
  CHECK_FAILS(check("#define A(x, y) x##y"), RR_EUSAGE, "joining words");
  CHECK_FAILS(check("#define A(x, y) x %:%: y"), RR_EUSAGE, "joining words");
  CHECK_FAILS(check("_Pragma(\"x\")"), RR_EUSAGE, "_Pragma");
  CHECK_FAILS(check("#pragma GCC dependency \"x\""), RR_EUSAGE, "#pragma GCC");
  CHECK_FAILS(check("#if __has_include(<x>)\n#endif"), RR_EUSAGE, "__has_include");
  CHECK_FAILS(check("int x __attribute__((section(\"x\")));"), RR_EUSAGE, "__attribute__");
  CHECK_FAILS(check("int \\u0061;"), RR_EUSAGE, "a lone \\");
}

static void what_only_looks_like_one_passes(void)
{
  static const char *const texts[] = {
      "",
      "// #include <x>\n",
      "/* #include <x>\n#include <y> */",
      "x = \"#include <x>\";",
      "x = '#';",
      "int include; f(include);",
      "#define include 3",
      "a #include",
      "#pragma OPENCL FP_CONTRACT OFF",
      "#pragma unroll",
      "#\n#if 0\n#endif",
      "a % b; x[1 % 2]",
      "a ?? b",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) CHECK_OK(check(texts[i]));
}

static void check_clean(const char *text, const char *expected)
{
  rr__text_clean clean;
  CHECK_OK(rr__text_clean_make(&clean, text, "my.cl"));
  CU_ASSERT_STRING_EQUAL(clean.bytes, expected);
  rr__text_clean_free(&clean);
}

static void comments_quotes_and_joined_lines_are_taken_out(void)
{
  check_clean("a/* b\n */c", "a c");
  check_clean("a // b \\\n c\nd", "a \nd");
  check_clean("x = \"a\\\"b\" + 'c';", "x = \" + \";");
  check_clean("ab\\\ncd", "abcd");
  check_clean("ab\\ \t\ncd\\\r\nef", "abcdef");
  check_clean("/* never ends", " ");
  check_clean("\"never ends\nx", "\"\nx");
  check_clean("a / b \\ c", "a / b \\ c");
}

static void words_know_their_lines(void)
{
  rr__text_clean clean;
  CHECK_OK(rr__text_clean_make(&clean, "a b\\\n c\n/*\n\n*/ d1 +", "my.cl"));
  rr__words words = {&clean, 0};
  rr__word word = rr__word_next(&words);
  CU_ASSERT_TRUE(rr__word_is(&word, "a") && word.starts_line && word.line == 1);
  word = rr__word_next(&words);
  CU_ASSERT_TRUE(rr__word_is(&word, "b") && !word.starts_line);
  word = rr__word_next(&words);
  CU_ASSERT_TRUE(rr__word_is(&word, "c") && !word.starts_line && word.line == 2);
  word = rr__word_next(&words);
  CU_ASSERT_TRUE(rr__word_is(&word, "d1") && word.starts_line && word.line == 5);
  CU_ASSERT_TRUE(rr__word_is_name(&word));
  word = rr__word_next(&words);
  CU_ASSERT_TRUE(rr__word_is(&word, "+") && !rr__word_is_name(&word));
  CU_ASSERT_EQUAL(rr__word_next(&words).size, 0);
  rr__text_clean_free(&clean);
}

static const test_case cases[] = {
    TEST(an_include_is_refused_in_every_spelling),
    TEST(what_could_make_one_is_refused),
    TEST(what_only_looks_like_one_passes),
    TEST(comments_quotes_and_joined_lines_are_taken_out),
    TEST(words_know_their_lines),
};
TEST_MAIN("text_rules", cases)
