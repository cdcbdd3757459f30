// SPDX-License-Identifier: MIT
// What has to be typed to measure it again: put together from what was measured, so that it is the same work.
#include "report/labels.h"
#include "report/sections.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A word of a shell. Texts come from a file: whatever is in them stays one word.
static void write_word(FILE *file, const char *text)
{
  if (strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789:,") == strlen(text)) {
    fputs(text, file);
    return;
  }
  fputc('\'', file);
  for (; *text; text++)
    if (*text == '\'')
      fputs("'\\''", file);
    else
      fputc(*text, file);
  fputc('\'', file);
}

typedef enum list_kind { CALLS, ROWS, COLS, DTYPES, DEVICES, THREADS, LISTS } list_kind;

// What a case adds to a list; false: nothing.
static bool item_of(rr__label *out, const rr__case *of, list_kind kind)
{
  bool is_pool = !of->way.is_peer && strcmp(of->way.name, RR_CPU_ID) == 0;
  switch (kind) {
  case CALLS: *out = rr__label_of("%s", of->work.call); return true;
  case ROWS: *out = rr__label_of("%zu", of->work.rows); return true;
  case COLS: *out = rr__label_of("%zu", of->work.cols); return true;
  case DTYPES: *out = rr__label_of("%s", rr_dtype_name(of->work.dtype)); return true;
  case DEVICES: *out = rr__label_of("%s", of->way.name); return !of->way.is_peer;
  case THREADS: *out = rr__label_of("%zu", of->way.threads); return is_pool && of->way.threads > 0;
  case LISTS: break;
  }
  return false;
}

static bool came_before(const rr_record *record, size_t index, list_kind kind, const rr__label *item)
{
  rr__label other;
  for (size_t i = 0; i < index; i++)
    if (item_of(&other, &record->cases[i], kind) && strcmp(other.text, item->text) == 0) return true;
  return false;
}

// Each item once, in the order of the record. A record of very many cases is not written out.
static char *join(const rr_record *record, list_kind kind)
{
  enum { MOST_CASES = 20000 };
  char *text = NULL;
  size_t bytes = 0, count = 0;
  FILE *file = open_memstream(&text, &bytes);
  for (size_t i = 0; i < record->case_count && i < MOST_CASES && file; i++) {
    rr__label item;
    if (!item_of(&item, &record->cases[i], kind) || came_before(record, i, kind, &item)) continue;
    fprintf(file, "%s%s", count++ ? kind == CALLS ? "; " : "," : "", item.text);
  }
  if (!file || fclose(file) == 0) return text;
  free(text);
  return NULL;
}

static void write_lists(FILE *file, const rr_record *record)
{
  static const char *const options[LISTS] = {"kernels", "rows", "cols", "dtypes", "devices", "threads"};
  for (int kind = 0; kind < LISTS; kind++) {
    char *list = join(record, (list_kind)kind);
    if (list && *list) fprintf(file, " --%s ", options[kind]);
    if (list && *list) write_word(file, list);
    free(list);
  }
}

static void write_numbers(FILE *file, const rr_record *record)
{
  static const struct {
    const char *key, *option;
  } numbers[] = {
      {"min_time_s", "min-time"}, {"max_time_s", "max-time"}, {"max_noise", "max-noise"}, {"seed", "seed"}};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    json_t *value = json_object_get(record->settings, numbers[i].key);
    if (json_is_number(value)) fprintf(file, " --%s %.10g", numbers[i].option, json_number_value(value));
  }
}

static char *command_of(const rr_record *record)
{
  char *text = NULL;
  size_t bytes = 0;
  FILE *file = open_memstream(&text, &bytes);
  if (!file) return NULL;
  bool is_custom = strcmp(record->suite, "custom") == 0;
  fputs("rowrun bench", file);
  if (!is_custom) fputs(" --suite ", file);
  if (!is_custom) write_word(file, record->suite);
  if (is_custom) write_lists(file, record);
  if (is_custom) write_numbers(file, record);
  if (json_is_true(json_object_get(record->settings, "peers"))) fputs(" --peers", file);
  fputs(" -o run.json", file);
  if (fclose(file) == 0) return text;
  free(text);
  return NULL;
}

void rr__section_repeat(const rr__sections *to)
{
  rr__document_heading(to->document, 1, "How to repeat it");
  for (size_t m = 0; m < to->analysis->record_count; m++) {
    char *command = command_of(to->analysis->records[m]);
    rr__label on = {""};
    if (to->analysis->record_count > 1) on = rr__label_of("On machine %s: ", rr__machine_letter(m).text);
    rr__document_add(to->document, RR_PART_ITEM, "%s%s", on.text, command ? command : "rowrun bench");
    free(command);
  }
  rr__document_add(to->document, RR_PART_ITEM, "And this report: rowrun report run.json -o report.html");
}
