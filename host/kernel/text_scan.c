// SPDX-License-Identifier: MIT
// Reads definitions word by word; remarks, which comments are, are read by text_remarks.c.
#include "kernel/text_scan.h"

#include "kernel/text_remarks.h"

#include <stdlib.h>
#include <string.h>

typedef struct scan {
  rr__text_facts *out;
  const char *file;
  rr__words words;
  char *free_memory;
  bool has_row, has_apply, has_step, has_merge, has_finish;
} scan;

typedef struct type_row {
  const char *name;
  rr_dtype dtype;
  rr_param_kind kind;
  rr_result_dtype result;
} type_row;

#define FIXED(name, dtype) name, dtype, RR_PARAM_NUMBER, RR_RESULT_FIXED
static const type_row types[] = {
    {FIXED("i8", RR_INT8)},
    {FIXED("i16", RR_INT16)},
    {FIXED("i32", RR_INT32)},
    {FIXED("i64", RR_INT64)},
    {FIXED("u8", RR_UINT8)},
    {FIXED("u16", RR_UINT16)},
    {FIXED("u32", RR_UINT32)},
    {FIXED("u64", RR_UINT64)},
    {FIXED("f32", RR_FLOAT32)},
    {FIXED("f64", RR_FLOAT64)},
    {"CELL", RR_DTYPE_AUTO, RR_PARAM_CELL, RR_RESULT_CELL},
    {"REAL", RR_DTYPE_AUTO, RR_PARAM_REAL, RR_RESULT_REAL},
};

static rr_status fail_at(const scan *self, const rr__word *word, const char *what, const char *hint)
{
  return rr_fail(RR_EUSAGE, "%.200s:%zu: '%.*s' %s; hint: %s", self->file, word->line,
                 (int)(word->size < 40 ? word->size : 40), word->bytes, what, hint);
}

static rr_status find_type(const type_row **out, const scan *self, const rr__word *word)
{
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (rr__word_is(word, types[i].name)) {
      *out = &types[i];
      return RR_OK;
    }
  return fail_at(self, word, "is no type for a parameter or a result",
                 "one of i8 to u64, f32, f64, CELL, REAL");
}

static const char *keep(scan *self, const rr__word *word)
{
  char *kept = self->free_memory;
  memcpy(kept, word->bytes, word->size);
  kept[word->size] = '\0';
  self->free_memory += word->size + 1;
  return kept;
}

// One word, which must be `text` on the same line.
static rr_status expect(scan *self, const char *text)
{
  rr__word word = rr__word_next(&self->words);
  if (!word.starts_line && rr__word_is(&word, text)) return RR_OK;
  return fail_at(self, &word, "is not what PARAMS consists of", "#define PARAMS(F) F(f64, low) F(CELL, top)");
}

static rr_status take_param(scan *self)
{
  rr_status status = expect(self, "(");
  if (status) return status;
  const type_row *type = NULL;
  rr__word word = rr__word_next(&self->words);
  status = find_type(&type, self, &word);
  if (!status) status = expect(self, ",");
  if (status) return status;
  word = rr__word_next(&self->words);
  if (!rr__word_is_name(&word))
    return fail_at(self, &word, "is no name for a parameter", "letters and digits");
  if (self->out->param_count == RR_MAX_PARAMS)
    return fail_at(self, &word, "is a parameter too many", "16 at most");
  self->out->params[self->out->param_count++] =
      (rr_param_info){.name = keep(self, &word), .kind = type->kind, .dtype = type->dtype};
  return expect(self, ")");
}

// Behind "#define PARAMS": "(F)", then F(type, name) up to the line's end.
static rr_status take_params(scan *self, const rr__word *define)
{
  if (self->out->has_params) return fail_at(self, define, "is defined twice", "one PARAMS for every dtype");
  self->out->has_params = true;
  rr_status status = expect(self, "(");
  if (status) return status;
  rr__word each = rr__word_next(&self->words);
  status = expect(self, ")");
  while (!status) {
    rr__words ahead = self->words;
    rr__word word = rr__word_next(&ahead);
    if (!word.size || word.starts_line) return RR_OK;
    if (word.size != each.size || memcmp(word.bytes, each.bytes, each.size) != 0)
      return fail_at(self, &word, "is not what PARAMS consists of",
                     "#define PARAMS(F) F(f64, low) F(CELL, top)");
    self->words = ahead;
    status = take_param(self);
  }
  return status;
}

static rr_status take_outputs(scan *self)
{
  rr__word word = rr__word_next(&self->words);
  size_t value = 0;
  bool is_number = !word.starts_line && word.size <= 2;
  for (size_t i = 0; i < word.size && is_number; i++) {
    is_number = word.bytes[i] >= '0' && word.bytes[i] <= '9';
    value = value * 10 + (size_t)(word.bytes[i] - '0');
  }
  if (!is_number || value < 1 || value > RR_MAX_OUTPUTS || self->out->has_outputs)
    return fail_at(self, &word, "is not how many values a row becomes",
                   "#define OUTPUTS 2, once, from 1 to 64");
  self->out->has_outputs = true;
  self->out->outputs = value;
  return RR_OK;
}

static rr_status take_directive(scan *self)
{
  rr__words ahead = self->words;
  rr__word word = rr__word_next(&ahead);
  if (word.starts_line || !rr__word_is(&word, "define")) return RR_OK;
  word = rr__word_next(&ahead);
  self->words = ahead;
  if (rr__word_is(&word, "PARAMS")) return take_params(self, &word);
  if (rr__word_is(&word, "OUTPUTS")) return take_outputs(self);
  self->has_apply |= rr__word_is(&word, "apply");
  return RR_OK;
}

static rr_status take_typedef(scan *self)
{
  rr__words ahead = self->words;
  rr__word type = rr__word_next(&ahead), name = rr__word_next(&ahead);
  if (!rr__word_is(&name, "result_t")) return RR_OK;
  const type_row *found = NULL;
  rr_status status = find_type(&found, self, &type);
  if (status) return status;
  if (self->out->has_result &&
      (self->out->result != found->result || self->out->result_dtype != found->dtype))
    return fail_at(self, &name, "is defined twice", "REAL or CELL depend on the data's dtype");
  self->out->has_result = true;
  self->out->result = found->result;
  self->out->result_dtype = found->dtype;
  return RR_OK;
}

static void note_function(scan *self, const rr__word *word)
{
  rr__words ahead = self->words;
  rr__word next = rr__word_next(&ahead);
  if (!rr__word_is(&next, "(")) return;
  self->has_apply |= rr__word_is(word, "apply");
  self->has_step |= rr__word_is(word, "step");
  self->has_merge |= rr__word_is(word, "merge");
  self->has_finish |= rr__word_is(word, "finish");
}

static rr_status scan_words(scan *self)
{
  rr_status status = RR_OK;
  for (rr__word word = rr__word_next(&self->words); word.size && !status;
       word = rr__word_next(&self->words)) {
    if (word.starts_line && (rr__word_is(&word, "#") || rr__word_is(&word, "%")))
      status = take_directive(self);
    else if (rr__word_is(&word, "typedef"))
      status = take_typedef(self);
    else if (word.starts_line && rr__word_is(&word, "ROW"))
      self->has_row = true;
    else
      note_function(self, &word);
  }
  return status;
}

static rr_status choose_shape(scan *self)
{
  rr__text_facts *out = self->out;
  bool folds = self->has_step && self->has_merge && self->has_finish;
  out->shape = self->has_row ? RR_ROW : self->has_apply ? RR_SCALE : RR_FOLD;
  if (out->shape != RR_ROW && !folds)
    return rr_fail(RR_EUSAGE,
                   "%.200s has neither ROW nor step, merge and finish; hint: ROW { OUT(0) = X(0); } is the "
                   "smallest kernel",
                   self->file);
  if (out->shape != RR_ROW && out->has_outputs)
    return rr_fail(RR_EUSAGE, "%.200s defines OUTPUTS, which only a ROW has; hint: leave it out", self->file);
  return RR_OK;
}

rr_status rr__text_scan(rr__text_facts *out, const rr__text_clean *clean, const char *text, const char *file)
{
  *out = (rr__text_facts){.outputs = 1, .result = RR_RESULT_REAL};
  // Every word that is kept has its place in the text, and its NUL in place of what stood behind it.
  out->memory = malloc(2 * strlen(text) + 2);
  if (!out->memory) return rr_fail(RR_ENOMEM, "no memory to read %.200s", file);
  scan self = {.out = out, .file = file, .words = {clean, 0}, .free_memory = out->memory};
  rr_status status = scan_words(&self);
  if (!status) status = choose_shape(&self);
  if (!status) status = rr__text_remarks(out, self.free_memory, text, file);
  if (status) rr__text_facts_free(out);
  return status;
}

void rr__text_facts_free(rr__text_facts *facts)
{
  free(facts->memory);
  facts->memory = NULL;
}
