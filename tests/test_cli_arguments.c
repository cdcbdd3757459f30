// SPDX-License-Identifier: MIT
// Command lines taken apart, and mistakes in them.
#include "support.h"

#include "cli/arguments.h"
#include "cli/command.h"

// Parses "rowrun" and up to 15 words.
static rr_status parse(cli_arguments *out, const char *const *words)
{
  static char *argv[17];
  int argc = 1;
  argv[0] = (char *)(uintptr_t) "rowrun";
  for (; words[argc - 1] && argc < 16; argc++) argv[argc] = (char *)(uintptr_t)words[argc - 1];
  argv[argc] = NULL;
  return rr__cli_arguments_parse(out, argc, argv);
}
#define PARSE(out, ...) parse(out, (const char *const[]){__VA_ARGS__, NULL})

static void options_stand_before_and_after_files(void)
{
  cli_arguments arguments;
  CHECK_OK(PARSE(&arguments, "normalize", "--per", "col", "a.csv", "-o", "b.csv", "--round=2"));
  CU_ASSERT_STRING_EQUAL(arguments.command, "normalize");
  CU_ASSERT_EQUAL_FATAL(arguments.file_count, 1);
  CU_ASSERT_STRING_EQUAL(arguments.files[0], "a.csv");
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_OUTPUT], "b.csv");
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_ROUND], "2");
  CU_ASSERT_EQUAL(rr__cli_choice(&arguments, CLI_PER), RR_PER_COL);
  rr__cli_arguments_clear(&arguments);
}

static void values_may_be_negative_or_a_lone_dash(void)
{
  cli_arguments arguments;
  CHECK_OK(PARSE(&arguments, "gen", "--low", "-3", "-o", "-", "--high=-1"));
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_LOW], "-3");
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_OUTPUT], "-");
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_HIGH], "-1");
  rr__cli_arguments_clear(&arguments);
}

static void the_last_of_repeated_options_wins(void)
{
  cli_arguments arguments;
  CHECK_OK(PARSE(&arguments, "gen", "--rows", "1", "--rows=2", "--rows", "3"));
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_ROWS], "3");
  rr__cli_arguments_clear(&arguments);
}

static void a_kernel_in_do_brings_its_options(void)
{
  cli_arguments arguments;
  CHECK_OK(
      PARSE(&arguments, "partition", "--min", "4", "--do", "normalize", "--max=8", "--do=count", "a.csv"));
  CU_ASSERT_STRING_EQUAL(arguments.own.name, "count"); // the last one
  CU_ASSERT_EQUAL_FATAL(arguments.own.count, 2);
  CU_ASSERT_STRING_EQUAL(arguments.own_values[0], "4");
  CU_ASSERT_STRING_EQUAL(arguments.own_values[1], "8");
  rr__cli_arguments_clear(&arguments);
  CHECK_FAILS(PARSE(&arguments, "partition", "--min", "4", "--", "--do", "count"), RR_EUSAGE,
              "'--min' is an option of kernels");
  rr__cli_arguments_clear(&arguments);
  CHECK_FAILS(PARSE(&arguments, "partition", "a.csv", "--do"), RR_EUSAGE, "--do needs a value");
  rr__cli_arguments_clear(&arguments);
}

static void two_dashes_end_the_options(void)
{
  cli_arguments arguments;
  CHECK_OK(PARSE(&arguments, "normalize", "-q", "--", "--per", "-v", "--"));
  CU_ASSERT_EQUAL_FATAL(arguments.file_count, 3);
  CU_ASSERT_STRING_EQUAL(arguments.files[0], "--per");
  CU_ASSERT_STRING_EQUAL(arguments.files[2], "--");
  CU_ASSERT_FALSE(rr__cli_given(&arguments, CLI_VERBOSE));
  rr__cli_arguments_clear(&arguments);
}

static void short_options_can_be_joined(void)
{
  cli_arguments arguments;
  CHECK_OK(PARSE(&arguments, "gen", "-qvout.npy.x")); // -q -v -o ut.npy.x
  CU_ASSERT_TRUE(rr__cli_given(&arguments, CLI_QUIET));
  CU_ASSERT_TRUE(rr__cli_given(&arguments, CLI_VERBOSE));
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_OUTPUT], "ut.npy.x");
  rr__cli_arguments_clear(&arguments);
}

static void an_optional_value_stands_behind_an_equals_sign_only(void)
{
  cli_arguments arguments;
  CHECK_OK(PARSE(&arguments, "normalize", "--verify", "1000"));
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_VERIFY], "");
  CU_ASSERT_EQUAL(arguments.file_count, 1);
  rr__cli_arguments_clear(&arguments);
  CHECK_OK(PARSE(&arguments, "normalize", "--verify=1000"));
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_VERIFY], "1000");
  rr__cli_arguments_clear(&arguments);
}

static rr_status parse_alone(const char *const *words)
{
  cli_arguments arguments;
  rr_status status = parse(&arguments, words);
  rr__cli_arguments_clear(&arguments);
  return status;
}
#define REFUSES(culprit, ...)                                                                                \
  CHECK_FAILS(parse_alone((const char *const[]){__VA_ARGS__, NULL}), RR_EUSAGE, culprit)

static void mistakes_are_named_with_a_hint(void)
{
  REFUSES("did you mean rowrun gen?", "gne");
  REFUSES("unknown command 'xyzzy'", "xyzzy");
  REFUSES("did you mean --output?", "gen", "--ouptut", "x");
  REFUSES("unknown option '--nonsense'", "gen", "--nonsense");
  REFUSES("unknown option '-z'", "gen", "-z");
  REFUSES("--output needs a value", "gen", "-o");
  REFUSES("--rows needs a value", "gen", "--rows", "--cols", "3");
  REFUSES("--quiet takes no value, got 'x'", "gen", "--quiet=x");
  REFUSES("--per 'both' is not one of row|col", "normalize", "--per", "both");
  REFUSES("--verify= has an empty value", "normalize", "--verify=");
  REFUSES("--verbose takes no value", "--verbose=1");
  REFUSES("unknown option '--rows'", "normalize", "--rows", "3"); // an option of another command
}

static void what_stands_behind_a_mistake_is_still_read(void)
{
  cli_arguments arguments;
  CHECK_FAILS(PARSE(&arguments, "gen", "--nonsense", "--rows", "--stats", "s.json", "--wrong"), RR_EUSAGE,
              "--nonsense");
  CU_ASSERT_PTR_NOT_NULL_FATAL(arguments.values[CLI_STATS]);
  CU_ASSERT_STRING_EQUAL(arguments.values[CLI_STATS], "s.json");
  rr__cli_arguments_clear(&arguments);
}

static rr_status read_number(long long *out, const char *text)
{
  cli_arguments arguments = {.values[CLI_ROUND] = text};
  return rr__cli_number(out, &arguments, CLI_ROUND, -10, 10);
}

static void numbers_are_whole_and_in_range(void)
{
  long long number = 77;
  CHECK_OK(read_number(&number, NULL));
  CU_ASSERT_EQUAL(number, 77);
  CHECK_OK(read_number(&number, "-10"));
  CU_ASSERT_EQUAL(number, -10);
  CHECK_OK(read_number(&number, "+3"));
  CU_ASSERT_EQUAL(number, 3);
  CHECK_FAILS(read_number(&number, "11"), RR_EUSAGE, "--round 11 is out of range");
  CHECK_FAILS(read_number(&number, "99999999999999999999"), RR_EUSAGE, "99999999999999999999");
  CHECK_FAILS(read_number(&number, ""), RR_EUSAGE, "not an integer");
  CHECK_FAILS(read_number(&number, "2.5"), RR_EUSAGE, "'2.5'");
  CHECK_FAILS(read_number(&number, " 2"), RR_EUSAGE, "' 2'");
  CHECK_FAILS(read_number(&number, "0x2"), RR_EUSAGE, "'0x2'");
  size_t size = 5;
  cli_arguments arguments = {.values[CLI_THREADS] = "0"};
  CHECK_FAILS(rr__cli_size(&size, &arguments, CLI_THREADS, 1), RR_EUSAGE, "--threads 0");
  CU_ASSERT_EQUAL(size, 5);
}

// Whatever kernels there are: each name is a command, and each parameter an option of it.
static void every_kernel_is_a_command_with_its_parameters(void)
{
  for (size_t k = 0; k < rr_kernel_count(); k++) {
    const rr_kernel_info *kernel = rr_kernel_at(k);
    cli_command command;
    const char *near = NULL;
    CU_ASSERT_TRUE_FATAL(rr__cli_command_find(&command, kernel->name, &near));
    CU_ASSERT_TRUE(command.is_kernel);
    cli_kernel_options own;
    rr__cli_kernel_options_collect(&own, kernel->name);
    CU_ASSERT_EQUAL(rr__cli_kernel_options_find(&own, "method", 6) < own.count, kernel->method != NULL);
    for (size_t i = 0; i < RR_MAX_PARAMS && kernel->params[i].name; i++) {
      const char *name = kernel->params[i].name;
      size_t found = rr__cli_kernel_options_find(&own, name, strlen(name));
      CU_ASSERT_TRUE_FATAL(found < own.count);
      CU_ASSERT_EQUAL(own.options[found].choices != NULL, kernel->params[i].choices[0] != NULL);
      CU_ASSERT_EQUAL(rr__cli_option_find(name, strlen(name), CLI_ON_KERNELS), CLI_OPTIONS);
    }
  }
}

static void a_name_with_several_kernels_is_one_command(void)
{
  for (size_t i = 0; i < rr__cli_command_count(); i++)
    for (size_t k = 0; k < i; k++)
      CU_ASSERT_STRING_NOT_EQUAL(rr__cli_command_at(i).name, rr__cli_command_at(k).name);
}

static const test_case cases[] = {
    TEST(options_stand_before_and_after_files),
    TEST(values_may_be_negative_or_a_lone_dash),
    TEST(the_last_of_repeated_options_wins),
    TEST(a_kernel_in_do_brings_its_options),
    TEST(two_dashes_end_the_options),
    TEST(short_options_can_be_joined),
    TEST(an_optional_value_stands_behind_an_equals_sign_only),
    TEST(mistakes_are_named_with_a_hint),
    TEST(what_stands_behind_a_mistake_is_still_read),
    TEST(numbers_are_whole_and_in_range),
    TEST(every_kernel_is_a_command_with_its_parameters),
    TEST(a_name_with_several_kernels_is_one_command),
};
TEST_MAIN("cli_arguments", cases)
