// SPDX-License-Identifier: MIT
// Remarks are whole lines; what does not begin like one is none.
#include "kernel/text_remarks.h"

#include <string.h>

typedef struct remarks {
  rr__text_facts *facts;
  const char *file;
  char *memory;
  size_t line;
} remarks;

// A part of a line, without blanks around it.
typedef struct part {
  const char *bytes;
  size_t size;
} part;

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static part trim(const char *bytes, size_t size)
{
  while (size && is_blank(*bytes)) bytes++, size--;
  while (size && is_blank(bytes[size - 1])) size--;
  return (part){bytes, size};
}

// What stands before the first `separator`; *rest is what stands behind it.
static part cut(part *rest, part whole, char separator)
{
  const char *end = whole.size ? memchr(whole.bytes, separator, whole.size) : NULL;
  size_t size = end ? (size_t)(end - whole.bytes) : whole.size;
  *rest = end ? trim(end + 1, whole.size - size - 1) : (part){whole.bytes + whole.size, 0};
  return trim(whole.bytes, size);
}

static const char *keep(remarks *self, part what)
{
  char *kept = self->memory;
  memcpy(kept, what.bytes, what.size);
  kept[what.size] = '\0';
  self->memory += what.size + 1;
  return kept;
}

static bool skip_words(part *rest, part line, const char *words)
{
  size_t size = strlen(words);
  if (line.size <= size || memcmp(line.bytes, words, size) != 0) return false;
  *rest = trim(line.bytes + size, line.size - size);
  return true;
}

static rr_status take_param(remarks *self, part rest)
{
  part help, fallback;
  part name = cut(&help, rest, ':');
  name = cut(&fallback, name, '=');
  for (size_t i = 0; i < self->facts->param_count; i++) {
    rr_param_info *param = &self->facts->params[i];
    if (strlen(param->name) != name.size || memcmp(param->name, name.bytes, name.size) != 0) continue;
    if (fallback.size) param->fallback = keep(self, fallback);
    if (help.size) param->help = keep(self, help);
    return RR_OK;
  }
  return rr_fail(RR_EUSAGE, "%.200s:%zu: there is no parameter '%.*s' in PARAMS; hint: F(f64, %.*s) there",
                 self->file, self->line, (int)(name.size < 40 ? name.size : 40), name.bytes,
                 (int)(name.size < 40 ? name.size : 40), name.bytes);
}

static rr_status take_names(remarks *self, part rest)
{
  size_t count = 0, wanted = self->facts->shape == RR_ROW ? self->facts->outputs : 1;
  while (rest.size && count <= wanted) {
    part name = cut(&rest, rest, ',');
    if (count < wanted) self->facts->output_names[count] = keep(self, name);
    count++;
  }
  if (count == wanted) return RR_OK;
  return rr_fail(RR_EUSAGE, "%.200s:%zu: %zu names for %zu results; hint: one for each", self->file,
                 self->line, count, wanted);
}

static rr_status take_line(remarks *self, part line)
{
  part rest;
  if (skip_words(&rest, line, "// param ")) return take_param(self, rest);
  if (skip_words(&rest, line, "// output names:")) return take_names(self, rest);
  return RR_OK;
}

rr_status rr__text_remarks(rr__text_facts *facts, char *memory, const char *text, const char *file)
{
  remarks self = {facts, file, memory, 1};
  rr_status status = RR_OK;
  for (const char *at = text; *at && !status; self.line++) {
    size_t size = strcspn(at, "\n");
    status = take_line(&self, trim(at, size));
    at += size + (at[size] != '\0');
  }
  return status;
}
