// SPDX-License-Identifier: MIT
// One statement for each instruction, one variable for each register, one function for each operation in use.
#include "kernel/expression_text.h"

#include "texts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *find_text(const char *name)
{
  const rr__text *text = rr__texts;
  while (strcmp(text->name, name) != 0) text++;
  return text->text;
}

static void write_function(FILE *file, rr__operation operation)
{
  static const char *const parameters[] = {"", "f64 a", "f64 a, f64 b", "f64 a, f64 b, f64 c"};
  const rr__operation_info *info = rr__operation_info_of(operation);
  fprintf(file, "FN f64 op_%s(%s)\n{\n  return %s;\n}\n", info->name, parameters[info->values],
          info->formula);
}

static void write_functions(FILE *file, const rr__program *program)
{
  bool is_used[RR__OPERATIONS] = {false};
  for (size_t i = 0; i < program->count; i++)
    if (program->instructions[i].kind == RR__NODE_OPERATION)
      is_used[program->instructions[i].operation] = true;
  for (rr__operation operation = 0; operation < RR__OPERATIONS; operation++)
    if (is_used[operation]) write_function(file, operation);
}

// Exactly, and the same in every locale: a whole number of units, in hexadecimal, by a power of two.
static void write_number(FILE *file, double number)
{
  int exponent;
  if (isnan(number) || isinf(number)) {
    fprintf(file, "%s", isnan(number) ? "NAN_64" : number < 0 ? "-(f64)INFINITY" : "(f64)INFINITY");
    return;
  }
  double fraction = frexp(fabs(number), &exponent);
  fprintf(file, "%s0x%llxp%d", signbit(number) ? "-" : "", (unsigned long long)ldexp(fraction, 53),
          number == 0 ? 0 : exponent - 53);
}

static void write_operation(FILE *file, const rr__instruction *instruction)
{
  const rr__operation_info *info = rr__operation_info_of(instruction->operation);
  fprintf(file, "op_%s(", info->name);
  for (unsigned i = 0; i < info->values; i++)
    fprintf(file, "%sr%u", i ? ", " : "", (unsigned)instruction->inputs[i]);
  fputc(')', file);
}

static void write_value(FILE *file, const rr__instruction *instruction)
{
  unsigned a = instruction->inputs[0];
  switch (instruction->kind) {
  case RR__NODE_NUMBER: write_number(file, instruction->number); break;
  case RR__NODE_COLS: fprintf(file, "(f64)COLUMNS"); break;
  case RR__NODE_INDEX: fprintf(file, "(f64)column"); break;
  case RR__NODE_RUNNING: fprintf(file, "(f64)X(column)"); break;
  case RR__NODE_COLUMN:
    fprintf(file, "%zu < COLUMNS ? (f64)X(%zu) : NAN_64", instruction->column, instruction->column);
    break;
  case RR__NODE_CELL_AT:
    fprintf(file, "r%u >= 0 && r%u < (f64)COLUMNS && floor(r%u) == r%u ? (f64)X((u64)r%u) : NAN_64", a, a, a,
            a, a);
    break;
  case RR__NODE_OPERATION: write_operation(file, instruction); break;
  case RR__NODE_REDUCTION: break;
  }
}

static void write_section(FILE *file, const rr__program *program, const rr__section *section)
{
  if (section->is_loop) fprintf(file, "  for (u64 column = 0; column < COLUMNS; column++) {\n");
  for (size_t at = section->first; at < section->end; at++) {
    const rr__instruction *instruction = &program->instructions[at];
    fprintf(file, "%sr%u = ", section->is_loop ? "    " : "  ", (unsigned)instruction->out);
    write_value(file, instruction);
    fprintf(file, ";\n");
  }
  if (section->is_loop) fprintf(file, "  }\n");
}

static void write_body(FILE *file, const rr__program *program)
{
  fprintf(file, "#define PARAMS(F)\n#define OUTPUTS %zu\ntypedef %s result_t;\n\n%s\n", program->output_count,
          program->gives_integers ? "i64" : "f64", find_text("expression_functions.h"));
  write_functions(file, program);
  fprintf(file, "ROW\n{\n  f64 r0");
  for (size_t i = 1; i < program->register_count; i++) fprintf(file, ", r%zu", i);
  fprintf(file, ";\n");
  for (size_t i = 0; i < program->section_count; i++) write_section(file, program, &program->sections[i]);
  for (size_t i = 0; i < program->output_count; i++)
    fprintf(file, "  OUT(%zu) = %sr%u;\n", i, program->gives_integers ? "(i64)" : "",
            (unsigned)program->outputs[i]);
  fprintf(file, "}\n");
}

rr_status rr__expression_text(char **out, const rr__program *program)
{
  size_t size = 0;
  FILE *file = open_memstream(out, &size);
  if (!file) return rr_fail(RR_ENOMEM, "no memory for the text of an expression");
  write_body(file, program);
  bool failed = ferror(file) != 0;
  if (!fclose(file) && !failed) return RR_OK;
  free(*out);
  return rr_fail(RR_ENOMEM, "no memory for the text of an expression");
}
