// SPDX-License-Identifier: MIT
// Instructions and registers of expressions.
#include "support.h"

#include "kernel/expression_program.h"

static rr__parsed parsed;
static rr__program program;

static rr_status make(const char *text)
{
  CHECK_OK(rr__expression_parse(&parsed, text, &(rr__expression_columns){600, NULL}));
  return rr__program_make(&program, &parsed);
}

static size_t loops(void)
{
  size_t count = 0;
  for (size_t i = 0; i < program.section_count; i++) count += program.sections[i].is_loop;
  return count;
}

static void check_made(const char *text, size_t loop_count, size_t most_registers)
{
  CHECK_OK(make(text));
  CU_ASSERT_EQUAL(loops(), loop_count);
  if (program.register_count > most_registers)
    printf("    %zu registers: %s\n", program.register_count, text);
  CU_ASSERT_TRUE(program.register_count <= most_registers);
  for (size_t i = 0; i < program.count; i++) {
    const rr__instruction *instruction = &program.instructions[i];
    for (unsigned input = 1; input < rr__instruction_inputs(instruction); input++)
      CU_ASSERT_NOT_EQUAL(instruction->out, instruction->inputs[input]);
  }
  rr__program_release(&program);
}

static void one_pass_does_all_that_does_not_depend_on_another(void)
{
  check_made("sum(x), max(x), count(x > 3), mean(x * x)", 1, 16);
  check_made("sum((x - mean(x)) * (x - mean(x))) / cols, min(x)", 2, 12);
  check_made("sum(x - sum(x - sum(x)))", 3, 8);
  check_made("x[0] + x[1]", 0, 3);
}

static void registers_are_used_again(void)
{
  check_made("x[0] + x[1] + x[2] + x[3] + x[4] + x[5] + x[6] + x[7] + x[8] + x[9]", 0, 4);
  check_made("sqrt(sqrt(sqrt(sqrt(sqrt(sqrt(x[0]))))))", 0, 2);
  check_made("x[0] * sum(x * x[0]) + x[1] * sum(x * x[1])", 1, 9);
}

static void too_many_values_at_a_time_are_refused(void)
{
  char text[8192] = "x[0]", *at = text + 4; // numbers live for good
  for (int i = 0; i < 511; i++) at += sprintf(at, "+%d.5", i);
  CHECK_FAILS(make(text), RR_EUSAGE, "more than 512 values at a time");
}

static void only_whole_numbers_give_integers(void)
{
  CHECK_OK(make("x[0] > 1, count(x)"));
  CU_ASSERT_TRUE(program.gives_integers);
  rr__program_release(&program);
  CHECK_OK(make("x[0] > 1, x[0]"));
  CU_ASSERT_FALSE(program.gives_integers);
  rr__program_release(&program);
}

static const test_case cases[] = {
    TEST(one_pass_does_all_that_does_not_depend_on_another),
    TEST(registers_are_used_again),
    TEST(too_many_values_at_a_time_are_refused),
    TEST(only_whole_numbers_give_integers),
};
TEST_MAIN("expression_program", cases)
