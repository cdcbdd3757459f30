// SPDX-License-Identifier: MIT
// Words as a shell splits them, without anything else that a shell does.
#include "support.h"

#include "cli/words.h"

typedef struct split {
  const char *text;
  const char *words; // each in brackets
} split;

static const split splits[] = {
    {"", ""},
    {" \t\n ", ""},
    {"a", "[a]"},
    {"  a  b\tc\nd ", "[a][b][c][d]"},
    {"'a b' \"c d\"", "[a b][c d]"},
    {"'' \"\"", "[][]"},
    {"a''b\"\"c", "[abc]"},
    {"a'b c'd", "[ab cd]"},
    {"a\\ b \\' \\\" \\\\", "[a b]['][\"][\\]"},
    {"\\a\\b", "[ab]"},
    {"'\\' 'a\\b'", "[\\][a\\b]"},
    {"\"a\\\"b\" \"\\\\\" \"\\$x\" \"\\`\" \"\\n\"", "[a\"b][\\][$x][`][\\n]"},
    {"'\"' \"'\"", "[\"][']"},
    {"a\\\nb c \\\n d", "[ab][c][d]"},
    {"\"a\\\nb\"", "[ab]"},
    {"'a\\\nb'", "[a\\\nb]"},
    {"$HOME `x` $(y) * ? [a] ~ {a,b} # c", "[$HOME][`x`][$(y)][*][?][[a]][~][{a,b}][#][c]"},
    {"a|b&&c;d>e<f (g) !", "[a|b&&c;d>e<f][(g)][!]"},
    {"FOO=bar -x --y=z", "[FOO=bar][-x][--y=z]"},
    {"\303\244 \377\001 \r", "[\303\244][\377\001][\r]"},
};

static void join(char *out, char **words)
{
  for (*out = '\0'; *words; words++) sprintf(out + strlen(out), "[%s]", *words);
}

static void words_are_those_of_a_shell(void)
{
  for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
    char **words = NULL, joined[400];
    size_t count = 0, counted = 0;
    CHECK_OK(rr__cli_words_split(&words, &count, splits[i].text, "job 1"));
    join(joined, words);
    CU_ASSERT_STRING_EQUAL(joined, splits[i].words);
    while (words[counted]) counted++;
    CU_ASSERT_EQUAL(count, counted);
    free(words);
  }
}

static void what_is_left_open_is_an_error(void)
{
  static const split open[] = {{"'", "a ' that"},        {"a 'b", "a ' that"},        {"\"a", "a \" that"},
                               {"\"a\\\"", "a \" that"}, {"'a' \"b' c", "a \" that"}, {"a\\", "backslash"},
                               {"\\", "backslash"},      {"\"a\\", "a \" that"}};
  for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
    char **words = NULL;
    size_t count = 0;
    CHECK_FAILS(rr__cli_words_split(&words, &count, open[i].text, "job 7"), RR_EUSAGE, open[i].words);
    test_text_contains(rr_error_text(), "job 7");
    test_text_contains(rr_error_text(), "hint: ");
    CU_ASSERT_PTR_NULL(words);
  }
}

static void print_word(char *out, size_t size, const char *word)
{
  FILE *file = fmemopen(out, size, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  rr__cli_word_print(file, word);
  fclose(file);
}

static void a_word_is_quoted_where_a_shell_would_not_take_it(void)
{
  static const split words[] = {{"plain-1.2_x/y:z,%@+", "plain-1.2_x/y:z,%@+"},
                                {"", "''"},
                                {"a b", "'a b'"},
                                {"it's", "'it'\\''s'"},
                                {"'", "''\\'''"},
                                {"$x", "'$x'"},
                                {"A=b", "'A=b'"},
                                {"~", "'~'"},
                                {"while", "'while'"},
                                {"iffy", "iffy"},
                                {"a\nb", "'a\nb'"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char printed[100] = "";
    print_word(printed, sizeof printed, words[i].text);
    CU_ASSERT_STRING_EQUAL(printed, words[i].words);
  }
}

static void any_word_comes_back(void)
{
  static const char alphabet[] = "a \t\n'\"\\$`*\377=~#";
  for (int round = 0; round < 3000; round++) {
    char word[12] = "", printed[100] = "", **words = NULL;
    size_t length = test_random_below(sizeof word), count = 0;
    for (size_t i = 0; i < length; i++) word[i] = alphabet[test_random_below(sizeof alphabet - 1)];
    print_word(printed, sizeof printed, word);
    CHECK_OK(rr__cli_words_split(&words, &count, printed, "job 1"));
    CU_ASSERT_EQUAL_FATAL(count, 1);
    CU_ASSERT_STRING_EQUAL(words[0], word);
    free(words);
  }
}

static const test_case cases[] = {
    TEST(words_are_those_of_a_shell),
    TEST(what_is_left_open_is_an_error),
    TEST(a_word_is_quoted_where_a_shell_would_not_take_it),
    TEST(any_word_comes_back),
};
TEST_MAIN("cli_words", cases)
