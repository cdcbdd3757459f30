// SPDX-License-Identifier: MIT
// Reads what a source says of itself; compiles it, dtype by dtype, when it is first to run.
#include "kernel/user_kernel.h"

#include "core/text_block.h"
#include "kernel/compile.h"
#include "kernel/row_function.h"
#include "kernel/text_rules.h"
#include "kernel/text_scan.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct user_kernel {
  rr__kernel kernel; // first: rr__user_kernel_free is given its address
  rr_kernel_info info;
  rr_kernel_source source; // its texts are copies
  rr__text_facts facts;    // names of `info` lie there
  char *copied_names;      // of parameters that the source told of
  char *body;
  char no_device[160];
  rr_log log;
  rr__row_function function;
  rr__cpu_kernel calling[RR_DTYPE_END]; // instances that call the function
  pthread_mutex_t lock;                 // guards `compiled`
  rr__compiled compiled[RR_DTYPE_END];
} user_kernel;

static rr_status function_instance(const rr__cpu_kernel **out, const rr__kernel *kernel, rr_dtype dtype)
{
  const user_kernel *self = (const user_kernel *)kernel;
  *out = &self->calling[dtype];
  return RR_OK;
}

static rr_status compiled_instance(const rr__cpu_kernel **out, const rr__kernel *kernel, rr_dtype dtype)
{
  user_kernel *self = (user_kernel *)(uintptr_t)kernel; // what is guarded by the lock changes
  rr__build_unit unit = {.body = self->body, .shape = self->info.shape, .dtype = dtype};
  pthread_mutex_lock(&self->lock);
  rr__compiled *compiled = &self->compiled[dtype];
  rr_status status = compiled->instance ? RR_OK : rr__compile(compiled, &unit, self->info.name, &self->log);
  *out = compiled->instance;
  pthread_mutex_unlock(&self->lock);
  return status;
}

// A name that may stand between quotes in a #line.
static void put_quotable(char *out, size_t room, const char *name)
{
  size_t used = 0;
  for (; *name && used + 1 < room; name++) {
    bool plain = (unsigned char)*name >= 0x20 && *name != 0x7f && *name != '"' && *name != '\\';
    out[used++] = (char)(plain ? *name : '?');
  }
  out[used] = '\0';
}

// The text as compilers get it: what it leaves out said for it, then its own lines under their own numbers.
static char *make_body(const rr_kernel_source *source, const rr__text_facts *facts)
{
  char file[256];
  put_quotable(file, sizeof file, source->file);
  size_t room = strlen(source->text) + sizeof file + 256;
  char *body = malloc(room);
  if (!body) return NULL;
  int used = snprintf(body, room, "%s%s%s#line 1 \"%s\"\n", facts->has_params ? "" : "#define PARAMS(F)\n",
                      facts->has_outputs ? "" : "#define OUTPUTS 1\n",
                      facts->has_result ? "" : "typedef REAL result_t;\n", file);
  char *to = body + used;
  for (const char *at = source->text; *at; at++)
    if (*at != '\r') *to++ = *at; // only before the end of a line, see kernel/text.h
  strcpy(to, "\n");
  return body;
}

static rr_status read_text(user_kernel *self)
{
  rr_kernel_source *source = &self->source;
  rr__text_clean clean;
  rr_status status = rr__text_clean_make(&clean, source->text, source->file);
  if (status) return status;
  if (!source->allow_include) status = rr__text_refuse_includes(&clean, source->file);
  if (!status) status = rr__text_scan(&self->facts, &clean, source->text, source->file);
  rr__text_clean_free(&clean);
  if (status) return status;
  if (source->row && self->facts.shape != RR_ROW)
    return rr_fail(RR_EUSAGE,
                   "kernel '%s' has a C function for rows, and a text of another shape; hint: a ROW",
                   source->name);
  self->body = make_body(source, &self->facts);
  return self->body ? RR_OK : rr_fail(RR_ENOMEM, "no memory for the text of '%s'", source->name);
}

static bool is_number(const rr_param_info *param)
{
  bool fixed = param->kind == RR_PARAM_NUMBER && param->dtype > RR_DTYPE_AUTO && param->dtype < RR_DTYPE_END;
  return fixed || param->kind == RR_PARAM_CELL || param->kind == RR_PARAM_REAL;
}

// Without a text, a function's parameters and results are what the source says.
static rr_status read_function(user_kernel *self)
{
  const rr_kernel_source *source = &self->source;
  rr__text_facts *facts = &self->facts;
  size_t room = 1, count = 0;
  for (const rr_param_info *param = source->params; param && param->name; param++, count++) {
    if (count == RR_MAX_PARAMS || !is_number(param))
      return rr_fail(RR_EUSAGE,
                     "parameter '%.40s' of '%s' is one too many, or of no kind for a function; "
                     "hint: at most 16, each a RR_PARAM_NUMBER, RR_PARAM_CELL or RR_PARAM_REAL",
                     param->name, source->name);
    room += rr__text_bytes(param->name) + rr__text_bytes(param->fallback) + rr__text_bytes(param->help);
  }
  *facts = (rr__text_facts){.shape = RR_ROW, .outputs = source->outputs ? source->outputs : 1};
  if (facts->outputs > RR_MAX_OUTPUTS || source->result >= RR_DTYPE_END)
    return rr_fail(RR_EUSAGE,
                   "kernel '%s' has %zu results of dtype %d; hint: at most %d, of a dtype there is",
                   source->name, facts->outputs, (int)source->result, RR_MAX_OUTPUTS);
  facts->result = source->result ? RR_RESULT_FIXED : RR_RESULT_REAL;
  facts->result_dtype = source->result;
  char *memory = self->copied_names = malloc(room);
  if (!memory) return rr_fail(RR_ENOMEM, "no memory for the parameters of '%s'", source->name);
  for (facts->param_count = 0; facts->param_count < count; facts->param_count++) {
    const rr_param_info *from = &source->params[facts->param_count];
    facts->params[facts->param_count] = (rr_param_info){.name = rr__text_put(&memory, from->name),
                                                        .kind = from->kind,
                                                        .dtype = from->dtype,
                                                        .fallback = rr__text_put(&memory, from->fallback),
                                                        .help = rr__text_put(&memory, from->help)};
  }
  return RR_OK;
}

static void describe(user_kernel *self)
{
  const rr__text_facts *facts = &self->facts;
  self->info = (rr_kernel_info){.id = self->source.name,
                                .name = self->source.name,
                                .summary = self->source.summary ? self->source.summary : "",
                                .shape = facts->shape,
                                .result = facts->result,
                                .result_dtype = facts->result_dtype,
                                .outputs = facts->outputs};
  if (facts->shape == RR_ROW && facts->output_names[0]) self->info.output_names = facts->output_names;
  memcpy(self->info.params, facts->params, sizeof facts->params);
}

static void make_callable(user_kernel *self)
{
  self->function =
      (rr__row_function){.row = self->source.row, .user = self->source.user, .outputs = self->info.outputs};
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    self->function.result[dtype] = rr__kernel_own_dtype(&self->info, (rr_dtype)dtype);
    self->calling[dtype] =
        (rr__cpu_kernel){.result = self->function.result[dtype], .run_rows = rr__row_function_run};
  }
  self->kernel.user = &self->function;
  self->kernel.instance = function_instance;
}

static void make_kernel(user_kernel *self)
{
  self->kernel = (rr__kernel){.info = &self->info, .body = self->body};
  if (self->body) self->kernel.source = &self->source;
  if (!self->body) {
    snprintf(self->no_device, sizeof self->no_device,
             "'%.60s' is a C function, which only the CPU can run; hint: a text besides it", self->info.name);
    self->kernel.no_device = self->no_device;
  }
  if (self->source.row) {
    make_callable(self);
    return;
  }
  self->kernel.instance = compiled_instance;
  self->kernel.compiles = true;
}

// Texts of its own in place of the caller's.
static rr_status copy_source(rr_kernel_source *to, const rr_kernel_source *from)
{
  *to = *from;
  to->name = strdup(from->name);
  to->text = from->text ? strdup(from->text) : NULL;
  to->file = strdup(from->file ? from->file : from->name);
  to->summary = from->summary ? strdup(from->summary) : NULL;
  bool whole = to->name && to->file && (to->text || !from->text) && (to->summary || !from->summary);
  return whole ? RR_OK : rr_fail(RR_ENOMEM, "no memory for kernel '%.60s'", from->name);
}

rr_status rr__user_kernel_make(rr__kernel **out, const rr_kernel_source *source, const rr_log *log)
{
  if (!source->name || (!source->text && !source->row))
    return rr_fail(RR_EUSAGE,
                   "a kernel needs a name, and a text or a function; hint: .name, and .text or .row");
  user_kernel *self = calloc(1, sizeof *self);
  if (!self) return rr_fail(RR_ENOMEM, "no memory for kernel '%.60s'", source->name);
  pthread_mutex_init(&self->lock, NULL);
  self->log = *log;
  rr_status status = copy_source(&self->source, source);
  if (!status) status = self->source.text ? read_text(self) : read_function(self);
  if (status) {
    rr__user_kernel_free(&self->kernel);
    return status;
  }
  describe(self);
  make_kernel(self);
  self->source.params = NULL; // the caller's
  *out = &self->kernel;
  return RR_OK;
}

void rr__user_kernel_free(rr__kernel *kernel)
{
  user_kernel *self = (user_kernel *)kernel;
  if (!self) return;
  for (size_t i = 0; i < RR_DTYPE_END; i++) rr__compiled_free(&self->compiled[i]);
  rr__text_facts_free(&self->facts);
  free(self->copied_names);
  free(self->body);
  free((void *)(uintptr_t)self->source.name);
  free((void *)(uintptr_t)self->source.text);
  free((void *)(uintptr_t)self->source.file);
  free((void *)(uintptr_t)self->source.summary);
  pthread_mutex_destroy(&self->lock);
  free(self);
}
