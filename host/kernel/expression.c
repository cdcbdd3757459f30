// SPDX-License-Identifier: MIT
// Parsing, the program, the text and the kernel's description, all in one block of memory but for the texts.
#include "kernel/expression.h"

#include "kernel/expression_data.h"
#include "kernel/expression_interpreter.h"
#include "kernel/expression_reference.h"
#include "kernel/expression_text.h"

#include <stdlib.h>
#include <string.h>

typedef struct expression {
  rr__kernel kernel; // first: it is what others see
  rr_kernel_info info;
  rr__program program; // the kernel's `user`
  rr__parsed parsed;
  char *name, *body;
  char *output_names[RR__MOST_OUTPUTS];
} expression;

_Static_assert(RR__MOST_OUTPUTS == RR_MAX_OUTPUTS, "an expression may have as many outputs as a kernel");

static const expression *expression_of(const rr__program *program)
{
  return (const expression *)(const void *)((const char *)program - offsetof(expression, program));
}

static bool expect(rr__expected *out, const rr__vector *vector, const rr__args *args)
{
  long double slacks[RR__MOST_OUTPUTS];
  const expression *self = expression_of(args->user);
  rr__expression_expect(out->values, out->slacks ? out->slacks : slacks, &self->parsed, vector);
  return false;
}

static rr_status find_instance(const rr__cpu_kernel **out, const rr__kernel *kernel, rr_dtype dtype)
{
  const rr__program *program = kernel->user;
  (void)dtype;
  *out = program->gives_integers ? &rr__interpreter_of_integers : &rr__interpreter_of_reals;
  return RR_OK;
}

static rr_status check_data(const rr__kernel *kernel, const rr_matrix *in, rr__threads *threads)
{
  return rr__expression_check_data(kernel->user, in, threads);
}

// An output's name or text, without the backslashes that a name in quotes has.
static char *copy_name(const rr__parsed_output *output)
{
  char *name = malloc(output->name_size + 1), *to = name;
  for (size_t i = 0; name && i < output->name_size; i++) {
    if (output->is_quoted && output->name[i] == '\\') i++;
    *to++ = output->name[i];
  }
  if (name) *to = '\0';
  return name;
}

static void describe(expression *self)
{
  bool gives_integers = self->program.gives_integers;
  self->info = (rr_kernel_info){.id = "expression",
                                .name = self->name,
                                .summary = "an expression of the user's",
                                .shape = RR_ROW,
                                .result = RR_RESULT_FIXED,
                                .result_dtype = gives_integers ? RR_INT64 : RR_FLOAT64,
                                .outputs = self->program.output_count,
                                .output_names = (const char *const *)self->output_names,
                                .computes_f64 = true,
                                .operations = (unsigned)self->program.count};
  self->kernel = (rr__kernel){.info = &self->info,
                              .body = self->body,
                              .user = &self->program,
                              .reference = expect,
                              .instance = find_instance,
                              .check_data = check_data};
}

static rr_status complete(expression *self, const char *name, const char *text,
                          const rr__expression_columns *columns)
{
  bool has_names = true;
  rr_status status = rr__expression_parse(&self->parsed, text, columns);
  if (!status) status = rr__program_make(&self->program, &self->parsed);
  if (!status) status = rr__expression_text(&self->body, &self->program);
  if (status) return status;
  self->name = strdup(name);
  for (size_t i = 0; i < self->parsed.output_count; i++) {
    self->output_names[i] = copy_name(&self->parsed.outputs[i]);
    has_names = has_names && self->output_names[i];
  }
  if (!self->name || !has_names) return rr_fail(RR_ENOMEM, "no memory for an expression");
  describe(self);
  return RR_OK;
}

rr_status rr__expression_create(rr__kernel **out, const char *name, const char *text,
                                const rr__expression_columns *columns)
{
  expression *self = calloc(1, sizeof *self);
  if (!self) return rr_fail(RR_ENOMEM, "no memory for an expression");
  rr_status status = complete(self, name, text, columns);
  if (status)
    rr__expression_free(&self->kernel);
  else
    *out = &self->kernel;
  return status;
}

void rr__expression_free(rr__kernel *kernel)
{
  expression *self = (expression *)(void *)kernel;
  if (!self) return;
  for (size_t i = 0; i < RR__MOST_OUTPUTS; i++) free(self->output_names[i]);
  rr__program_release(&self->program);
  free(self->body);
  free(self->name);
  free(self);
}
